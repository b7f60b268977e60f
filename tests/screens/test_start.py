"""What starts, and what was not finished."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import msgspec
import pytest

from mentortui.core.number_row import ROWS
from mentortui.core.templates import COFFEE, FIRST, NO_AGENDA, REGULAR
from mentortui.core.typed_people import Person
from mentortui.screens.resume import ResumeScreen
from mentortui.screens.start import StartChoice, StartScreen
from mentortui.services.mentorships import Mentorships
from mentortui.services.sessions import Unfinished
from mentortui.store.store import Store
from tests.screens.stage import DAY, MINUTE, NOON, NOT_YET, SIZES, SMALL, Stage, desk, said, shown, widths
from tests.screens.waiting import at_rest
from tests.store import values

INFO = Unfinished(id="s1", slug="grace-otieno", who="Grace Otieno", began=NOON, away=250_000_000, holder="")
HOSTILE_NAME = "[/] \x1b[31m 王小明 👩‍👩‍👧"


Stored: TypeAlias = tuple[Mentorships, Store]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    mentorships, _, store = desk(tmp_path)
    mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi", "40/60", ROWS["fr"])
    return mentorships, store


def start(mentorships: Mentorships, slug: str = "grace-otieno") -> Stage:
    return Stage(lambda: StartScreen(mentorships, mentorships.get(slug)))


def resume(info: Unfinished) -> Stage:
    return Stage(lambda: ResumeScreen(info, "Europe/Berlin"))


async def test_enter_alone_starts_what_is_usual(stored: Stored) -> None:
    mentorships, store = stored
    app = start(mentorships)
    async with app.run_test() as pilot:
        await pilot.press("enter")
    assert app.came_to == StartChoice(template=FIRST, minutes=FIRST.minutes, hard_end=None, title=FIRST.title)
    store.save_session("grace-otieno", values.session("s1", 1, NOON - DAY))
    app = start(mentorships)
    async with app.run_test() as pilot:
        await pilot.press("enter")
    assert isinstance(app.came_to, StartChoice)
    assert app.came_to.template == REGULAR


@pytest.mark.parametrize(
    ("key", "template"), [("1", FIRST), ("2", REGULAR), ("3", COFFEE), ("0", NO_AGENDA), ('"', COFFEE), ("à", NO_AGENDA)]
)
async def test_a_digit_or_the_users_own_key_chooses(stored: Stored, key: str, template: object) -> None:
    app = start(stored[0])
    async with app.run_test() as pilot:
        await pilot.press(key)
        assert app.came_to is NOT_YET
        await pilot.press("enter")
    assert isinstance(app.came_to, StartChoice)
    assert app.came_to.template == template


async def test_minutes_and_an_end_in_ones_own_zone(stored: Stored) -> None:
    app = start(stored[0])
    async with app.run_test() as pilot:
        await pilot.press("2", "tab", *"45")
        await pilot.pause()
        assert "ends 14:48 (16:48 Nairobi)" in said(app)
        await pilot.press("tab", *"15:45", "enter")
    assert isinstance(app.came_to, StartChoice)
    assert (app.came_to.minutes, app.came_to.hard_end) == (45, NOON + 102 * MINUTE)


@pytest.mark.parametrize(
    ("keys", "trouble"),
    [
        (["tab", *"601"], "1 to 600 minutes"),
        (["tab", "tab", *"13:00"], "It is 14:03 now"),
        (["tab", "tab", *"soon"], "no time"),
    ],
)
async def test_what_cannot_be_is_said_and_nothing_starts(stored: Stored, keys: list[str], trouble: str) -> None:
    app = start(stored[0])
    async with app.run_test() as pilot:
        await pilot.press(*keys, "enter")
        await pilot.pause()
        assert trouble in said(app)
        assert app.came_to is NOT_YET
        await pilot.press("escape")
    assert app.came_to is None


async def test_a_click_marks_and_does_not_start(stored: Stored) -> None:
    app = start(stored[0])
    async with app.run_test() as pilot:
        await pilot.click("#kinds", offset=(6, 2))
        await pilot.pause()
        assert app.came_to is NOT_YET
        assert "▌ 3 Coffee chat" in said(app)
        await pilot.click("KeyLine", offset=(shown(app).splitlines()[-1].index("kind"), 0))
        await pilot.pause()
        assert "▌ 0" in said(app)


@pytest.mark.parametrize("size", [*SIZES, *SMALL], ids=str)
async def test_kinds_and_fields_are_seen_in_every_size(stored: Stored, size: tuple[int, int]) -> None:
    mentorships, _ = stored
    made = mentorships.add("mentor", [Person(HOSTILE_NAME)])
    app = start(mentorships, made.slug)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for title in ("First meeting", "Regular session", "Coffee chat", "No agenda"):
            assert title in shown(app)
        assert widths(app) == {size[0]}
        assert "\x1b" not in shown(app)
        await pilot.press("tab", "tab", *"15:30")
        await pilot.pause()
        await pilot.pause()
        assert "15:30" in shown(app)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_start_looks_as_agreed(snap_compare: Callable[..., bool], stored: Stored, size: tuple[int, int]) -> None:
    assert snap_compare(start(stored[0]), terminal_size=size, press=["2"])


# what was not finished


async def test_in_a_narrower_window_each_kind_keeps_to_its_row(stored: Stored) -> None:
    """They stayed as wide as they had been, and each was folded."""
    app = start(stored[0])
    async with app.run_test(size=(120, 40)) as pilot:
        for size in ((60, 20), (120, 40), (60, 20), (80, 24)):
            await pilot.resize_terminal(*size)
            await at_rest(pilot)
            (row,) = [row for row in shown(app).splitlines() if "First meeting" in row and "min" in row]
            assert "60 min" in row, shown(app)


async def test_it_says_who_when_and_how_long_ago() -> None:
    app = resume(INFO)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "A session with Grace Otieno from 14:03 was not finished. The program was away for 4:10." in said(app)


async def test_a_session_of_another_day_says_its_date() -> None:
    app = resume(msgspec.structs.replace(INFO, away=3 * DAY))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "from Wed 25 Nov 14:03 was not finished. The program was away for 3 days." in said(app)
    assert datetime.fromtimestamp(NOON / 1_000_000, UTC).day == 25


@pytest.mark.parametrize(
    ("key", "wish"), [("g", "go_on"), ("enter", "go_on"), ("f", "finish"), ("l", "later"), ("escape", "later"), ("w", None)]
)
async def test_one_key_says_what_to_do(key: str, wish: str | None) -> None:
    app = resume(INFO)
    async with app.run_test() as pilot:
        await pilot.press(key)
    assert app.came_to == (wish if wish else NOT_YET)


@pytest.mark.parametrize(("key", "wish"), [("w", "watch"), ("escape", "later"), ("g", None), ("f", None), ("enter", None)])
async def test_what_another_program_holds_can_only_be_watched(key: str, wish: str | None) -> None:
    app = resume(msgspec.structs.replace(INFO, holder="ada on laptop"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "is live in another mentortui (ada on laptop)" in said(app)
        await pilot.press(key)
    assert app.came_to == (wish if wish else NOT_YET)


async def test_what_cannot_be_read_says_why_and_can_only_be_left() -> None:
    app = resume(msgspec.structs.replace(INFO, who="", trouble="s1.jsonl: line 1 is not JSON. Nothing was changed."))
    async with app.run_test() as pilot:
        await pilot.press("g", "f", "w")
        await pilot.pause()
        assert "line 1 is not JSON" in said(app)
        assert app.came_to is NOT_YET
        await pilot.press("escape")
    assert app.came_to == "later"


async def test_the_offer_fits_every_size() -> None:
    app = resume(msgspec.structs.replace(INFO, who=HOSTILE_NAME))
    async with app.run_test() as pilot:
        for size in (*SIZES, *SMALL):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "g go on" in said(app)
            assert "f finish" in said(app)
            assert "l later" in said(app)
            assert widths(app) == {size[0]}
            assert "\x1b" not in shown(app)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_offer_looks_as_agreed(snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    assert snap_compare(resume(INFO), terminal_size=size)
