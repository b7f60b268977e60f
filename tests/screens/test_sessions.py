"""The list of finished sessions."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import msgspec
import pytest

from mentortui.screens.sessions import SessionsScreen
from mentortui.services.mentorships import Mentorships, Person
from mentortui.store.store import Store
from tests.screens.stage import DAY, MINUTE, NOON, NOT_YET, SIZES, SMALL, Stage, desk, said, shown, widths
from tests.store import values

HOSTILE_NAME = "[/] \x1b[31m 王小明 👩‍👩‍👧"


Stored: TypeAlias = tuple[Mentorships, Store]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    mentorships, _, store = desk(tmp_path)
    made = mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi", "40/60")
    me, grace = (member.id for member in made.people)
    for number in range(1, 31):
        held = values.session(f"s{number}", number, NOON - (31 - number) * 14 * DAY)
        figures = msgspec.structs.replace(
            held.figures, active=(40 + number) * MINUTE, floor={me: 40 + number, grace: 60 - number}
        )
        title = HOSTILE_NAME if number == 29 else ""
        store.save_session(
            made.slug,
            msgspec.structs.replace(
                held, figures=figures, kind="first" if number == 1 else "regular", title=title, show_figures=number != 28
            ),
        )
    return mentorships, store


def sessions(mentorships: Mentorships, slug: str = "grace-otieno") -> Stage:
    return Stage(lambda: SessionsScreen(mentorships, slug))


async def test_newest_first_with_date_kind_minutes_and_shares(stored: Stored) -> None:
    app = sessions(stored[0])
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        rows = [" ".join(row.split()) for row in shown(app).splitlines()]
    assert "▌ 30 Wed 11 Nov 14:03 regular session 70 min 70 : 30" in rows
    assert "28 Wed 14 Oct 15:03 regular session 68 min" in rows
    assert "1 Wed 1 Oct 2025 15:03 first meeting 41 min 41 : 59" in rows
    assert any(row.startswith("29 ") and "␛[31m" in row for row in rows)


async def test_enter_wants_the_page_and_s_wants_a_new_one(stored: Stored) -> None:
    app = sessions(stored[0])
    async with app.run_test() as pilot:
        await pilot.press("down", "enter", "s", "escape")
        await pilot.pause()
    assert SessionsScreen.SessionWanted("grace-otieno", "s29") in app.said
    assert SessionsScreen.StartWanted("grace-otieno") in app.said
    assert app.came_to is None


async def test_without_sessions_it_says_what_will_stand_here(stored: Stored) -> None:
    mentorships, _ = stored
    made = mentorships.add("mentor", [Person(HOSTILE_NAME)])
    app = sessions(mentorships, made.slug)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Here stands every session once it is finished" in said(app)
        assert "Press s to start the first." in said(app)
        await pilot.press("enter")
        assert app.said == []
        await pilot.press("s")
        await pilot.pause()
    assert app.said == [SessionsScreen.StartWanted(made.slug)]
    assert app.came_to is NOT_YET


async def test_a_session_taken_back_is_not_listed(stored: Stored) -> None:
    mentorships, store = stored
    last = store.session("grace-otieno", "s30")
    store.save_session("grace-otieno", msgspec.structs.replace(last, removed=True))
    app = sessions(mentorships)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "▌ 29" in said(app)


async def test_a_mentorship_that_is_gone_is_said(stored: Stored) -> None:
    app = sessions(stored[0], "nobody")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "there is no such mentorship" in said(app)
        await pilot.press("escape")
    assert app.came_to is None


@pytest.mark.parametrize("size", [*SIZES, *SMALL], ids=str)
async def test_the_marked_one_is_seen_in_every_size(stored: Stored, size: tuple[int, int]) -> None:
    app = sessions(stored[0])
    async with app.run_test(size=size) as pilot:
        for number in range(30, 24, -1):
            await pilot.pause()
            assert f"▌ {number}" in said(app)
            assert widths(app) == {size[0]}
            await pilot.press("down")
        await pilot.press("end")
        await pilot.pause()
        await pilot.pause()
        assert "▌ 1 " in said(app)
        await pilot.resize_terminal(size[0] - 1, size[1])
        await pilot.pause()
        assert "▌ 1 " in said(app)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_sessions_look_as_agreed(snap_compare: Callable[..., bool], stored: Stored, size: tuple[int, int]) -> None:
    assert snap_compare(sessions(stored[0]), terminal_size=size, press=["down"])
