"""Trends by keyboard alone: what there is to look at, another person, why, and a file."""

import shutil
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest

from mentortui.app import MentortuiApp
from mentortui.core import trends_groups, trends_why
from mentortui.core.records import FinishedSession, Plan
from mentortui.screens.beside import BesideScreen
from mentortui.screens.history import HistoryScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.trends import TrendsScreen
from mentortui.services import exports
from mentortui.services.desk import Desk
from mentortui.store.errors import StoreError
from mentortui.store.store import Store
from mentortui.theme import LIGHT
from tests.past_years import ADA, GRACE, item, prompts, put, rising, session
from tests.screens.stage import NOON, NOT_YET, SIZES, SMALL, Stage, StillClock, at_once, demo_in, said, shown, widths
from tests.screens.waiting import AnyPilot, at_rest, press, until_on_top

AT_EACH_OTHER_SIZE = [
    pytest.param(size, id=str(size), marks=() if size in ((60, 20), (40, 8)) else pytest.mark.long)
    for size in (*SIZES, *SMALL, (12, 4))
]
"""The rest in `make long`: pictures have the widest."""
HOSTILE = "[/] \x1b[31m 王小明 👩‍👩‍👧 of the House of Very Long Names"
NINE = (
    ADA,
    *(msgspec.structs.replace(GRACE, id=f"p{n}", name=f"{n} {HOSTILE}", key=n + 1, role="mentee") for n in range(1, 9)),
)


def usual() -> list[FinishedSession]:
    """Ten sessions, one without keys, one short, prompts in one."""
    found = [*rising(), session(11, date(2026, 11, 24), {"ada": 0, "grace": 0}), session(12, date(2026, 11, 24), {"ada": 1})]
    return [msgspec.structs.replace(one, prompts=prompts(3)) if one.number == 4 else one for one in found]


def overfull() -> list[FinishedSession]:
    """Nine people with long and hostile names, seventy sessions of many kinds, forty items."""
    made = []
    for number in range(1, 71):
        floor = {one.id: 3.0 + (number * (place + 3)) % 7 for place, one in enumerate(NINE)}
        expected = dict.fromkeys(floor, sum(floor.values()) / 9)
        items = tuple(item(f"Item {(number + n) % 40} {HOSTILE}", floor, by=NINE[n].id, expected=expected) for n in range(3))
        day = date.fromordinal(date(2026, 11, 20).toordinal() - 25 * (70 - number))
        kind = ("regular", "review", f"own {number % 11}")[number % 3]
        changed = {"items": items, "kind": kind, "title": f"{HOSTILE} {kind}"}
        made.append(session(number, day, floor, expected, people=NINE, **changed))
    return made


def few() -> list[FinishedSession]:
    return rising()[:5]


def none() -> list[FinishedSession]:
    return []


KINDS: dict[str, Callable[[], Sequence[FinishedSession]]] = {"usual": usual, "overfull": overfull, "few": few, "none": none}


@cache
def _stored(kind: str, figures: bool) -> tuple[TemporaryDirectory[str], str]:
    """Made once, and copied."""
    folder = TemporaryDirectory()
    store = Store(Path(folder.name))
    slug = put(store, KINDS[kind](), people=NINE if kind == "overfull" else (ADA, GRACE), show_figures=figures)
    with store.changing(slug) as now:
        now.table("plans", Plan).put(Plan(id="p", kind="regular", state="missed"))
    return folder, slug


class Trends(Stage):
    """The screen over a store in a folder."""

    def __init__(self, folder: Path, kind: str = "usual", theme: str = "", *, figures: bool = True) -> None:
        made, self.slug = _stored(kind, figures)
        shutil.copytree(made.name, folder / "data")
        self.desk = Desk(Store(folder / "data"), StillClock(), system_zone="Europe/Berlin")
        super().__init__(lambda: TrendsScreen(self.desk.trends, self.slug, lambda: NOON), **({"theme": theme} if theme else {}))


@asynccontextmanager
async def running(app: Trends, size: tuple[int, int] = (120, 40)) -> AsyncIterator[AnyPilot]:
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        yield pilot


async def test_it_says_where_shares_go_and_what_is_counted(tmp_path: Path) -> None:
    app = Trends(tmp_path)
    async with running(app):
        text = said(app)
        assert "Grace Otieno: 4 points a month nearer to agreed (3 to 5)" in text
        assert "This quarter Grace Otieno had 23 min fewer than agreed" in text
        assert "10 sessions with talk since Jul · left out: 1 missed, 1 not keyed, 1 under 5 min of talk" in text
        assert "of talk · beside what was agreed · keyed by hand" in text
        assert "Mon 23 Nov regular session 10 60 min 57 % 60 %" in text
        assert shown(app).count("●") > 9


async def test_left_and_right_go_through_what_there_is_and_round(tmp_path: Path) -> None:
    app = Trends(tmp_path)
    async with running(app) as pilot:
        for expected in (
            "Oct to Dec 2026",
            "review of work",
            "Code review of the parser",
            "Grace Otieno brought 10 topics, 10 taken up",
            "3 prompts shown, 3 with talk for five minutes on both sides. 0 prompts withheld by a coin",
            "points a month nearer",
        ):
            text = await press(pilot, "right")
            assert expected in text
            assert "balance" not in text  # as a number it stands only where one asks why
        assert "Nothing is said below 10 of each." in await press(pilot, "left")
        assert "Grace Otieno opened 7 of 10 sessions" in await press(pilot, "left")


async def test_p_shows_the_share_of_another_person(tmp_path: Path) -> None:
    app = Trends(tmp_path)
    async with running(app) as pilot:
        text = await press(pilot, "p")
        assert "Ada: 4 points a month nearer to agreed (3 to 5)" in text
        assert "Mon 23 Nov regular session 10 60 min 43 % 40 %" in text
        assert "Grace Otieno over time" in await press(pilot, "p")


async def test_w_says_how_the_figures_came_about_and_goes_again(tmp_path: Path) -> None:
    app = Trends(tmp_path)
    async with running(app, (120, 60)) as pilot:
        text = await press(pilot, "w")
        assert isinstance(app.screen, BesideScreen)
        assert "4.0 points a month · in 95 of 100 cases between 2.9 and 5.2" in text
        assert "left out: 1 session: nobody had the floor" in text
        assert "near agreed · balance 78" in text
        await press(pilot, "w")
        assert isinstance(app.screen, TrendsScreen)
        assert "How they are put together" in await press(pilot, "right", "w")


async def test_capital_w_writes_a_file_whose_name_can_be_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = Trends(tmp_path)
    async with running(app, (200, 40)) as pilot:
        assert "trends-grace-otieno.csv" in await press(pilot, "W")
        assert f"Written to {tmp_path / 'trends-grace-otieno.csv'}" in await press(pilot, "enter")
        assert (tmp_path / "trends-grace-otieno.csv").exists()
        await press(pilot, "W", "end", *(["backspace"] * 4), *".txt")
        assert "Trends are written as a table, Markdown or JSON" in await press(pilot, "enter")
        await press(pilot, "escape")
        assert isinstance(app.screen, TrendsScreen)


async def test_nothing_is_added_up_explained_or_written_on_the_interfaces_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    here = set[tuple[str, bool]]()

    def watched(name: str, does: Callable[..., Any]) -> None:
        def noted(*args: object) -> object:
            here.add((name, threading.current_thread() is threading.main_thread()))
            return does(*args)

        monkeypatch.setattr(f"mentortui.{name}", noted)

    watched("core.trends_groups.groups", trends_groups.groups)
    watched("core.trends_why.why_trends", trends_why.why_trends)
    watched("services.exports.write_trends", exports.write_trends)
    app = Trends(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "right", "p", "w")
        await press(pilot, "w", "W")
        assert "Written to" in await press(pilot, "enter")
    assert here == {
        (name, False) for name in ("core.trends_groups.groups", "core.trends_why.why_trends", "services.exports.write_trends")
    }


async def test_a_file_that_cannot_be_written_is_told_on_the_screen(tmp_path: Path) -> None:
    app = Trends(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "W", "ctrl+u", *"no/t.csv")
        assert "no/t.csv: not written" in await press(pilot, "enter")
        assert isinstance(app.screen, TrendsScreen)


async def test_the_list_scrolls_to_its_oldest_session(tmp_path: Path) -> None:
    app = Trends(tmp_path)
    async with running(app, (80, 24)) as pilot:
        assert "Wed 15 Jul review of work 1" not in said(app)
        assert "Wed 15 Jul review of work 1" in await press(pilot, "end")
        assert "4 points a month" in await press(pilot, "home")
        assert "4 points a month" not in await press(pilot, "pagedown")


async def test_few_sessions_make_no_trend_but_are_all_there(tmp_path: Path) -> None:
    app = Trends(tmp_path, "few")
    async with running(app):
        assert "Too few sessions for a trend: 5 of 8" in said(app)
        assert "Sun 13 Sep review of work 5" in said(app)


async def test_without_a_session_it_says_what_will_stand_here(tmp_path: Path) -> None:
    app = Trends(tmp_path, "none")
    async with running(app) as pilot:
        assert "Here stands how talk was shared over sessions with Grace Otieno, once there are some." in said(app)
        await press(pilot, "w", "W", "p", "right")
        assert isinstance(app.screen, TrendsScreen)
        await press(pilot, "escape")
        assert app.came_to is None


async def test_figures_the_pair_agreed_not_to_show_are_not_shown(tmp_path: Path) -> None:
    app = Trends(tmp_path, figures=False)
    async with running(app) as pilot:
        for _ in range(6):
            text = await press(pilot, "right")
            assert "%" not in text
        assert "You agreed not to show speaking figures." in text
        assert "%" not in await press(pilot, "w")


async def test_what_another_program_stores_comes_in(tmp_path: Path) -> None:
    app = Trends(tmp_path, "few")
    async with running(app) as pilot:
        other = Store(app.desk.store.data_dir)
        new = session(6, date(2026, 11, 20), {"ada": 20, "grace": 30})
        with other.changing(app.slug) as now:
            now.sessions(new.began).put(new)
        assert isinstance(app.screen, TrendsScreen)
        app.screen._read_again()
        assert "Too few sessions for a trend: 6 of 8" in await at_rest(pilot)


async def test_what_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Trends(tmp_path)

    def refused(slug: str, progress: object) -> None:
        raise StoreError("record.json: it cannot be read. Mend it.")

    monkeypatch.setattr(app.desk.trends, "read", refused)
    async with running(app) as pilot:
        assert "record.json: it cannot be read. Mend it." in said(app)
        await press(pilot, "right", "p", "w", "W")
        await press(pilot, "q")
        assert app.came_to is None


async def test_long_reading_says_how_far_it_is_and_escape_leaves(tmp_path: Path) -> None:
    app = Trends(tmp_path)
    async with running(app) as pilot:
        screen = app.screen
        assert isinstance(screen, TrendsScreen)
        screen._picture, screen._told = None, 0.0
        screen._so_far(3, 20)
        assert "Reading the sessions ━━━" in await at_rest(pilot)
        assert "3 of 20 years · esc stops" in said(app)
        await press(pilot, "escape")
        assert app.came_to is None


async def test_keys_faster_than_the_screen_end_where_they_should(tmp_path: Path) -> None:
    app = Trends(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        at_once(app, "right", "right", "p", "right", "left", "end", "home")
        assert "Ada by kind of session" in await at_rest(pilot)
        at_once(app, "escape", "escape", "q", "right")
        await at_rest(pilot)
        assert app.came_to is None


@pytest.mark.parametrize("size", AT_EACH_OTHER_SIZE)
async def test_nothing_leaves_its_place_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Trends(tmp_path, "overfull")
    async with running(app, size) as pilot:
        for _ in range(6):
            await press(pilot, "right")
            assert widths(app) == {size[0]}
            assert "\x1b" not in shown(app)
        assert app.came_to is NOT_YET


SNAPS = (
    [("usual", size) for size in SIZES]
    + [("overfull", size) for size in (SIZES[0], SIZES[2])]
    + [("few", (80, 24)), ("none", (60, 20))]
)


@pytest.mark.parametrize(("kind", "size"), SNAPS, ids=str)
def test_it_looks_as_agreed(snap_compare: Callable[..., bool], tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    assert snap_compare(Trends(tmp_path, kind), terminal_size=size, run_before=at_rest)


@pytest.mark.parametrize(
    ("kind", "size", "keys"),
    [("usual", (120, 40), ["right"]), ("overfull", (80, 24), ["left", "left", "left"]), ("usual", (60, 20), ["left", "left"])],
    ids=str,
)
def test_its_tables_look_as_agreed(
    snap_compare: Callable[..., bool], tmp_path: Path, kind: str, size: tuple[int, int], keys: list[str]
) -> None:
    async def there(pilot: AnyPilot) -> None:
        await at_rest(pilot)
        await press(pilot, *keys)

    assert snap_compare(Trends(tmp_path, kind), terminal_size=size, run_before=there)


@pytest.mark.long
def test_it_looks_as_agreed_on_light_ground(snap_compare: Callable[..., bool], tmp_path: Path) -> None:
    assert snap_compare(Trends(tmp_path, theme=LIGHT.name), terminal_size=(80, 24), run_before=at_rest)


async def test_t_opens_them_on_home_and_in_history(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    demo_in(store, NOON)
    app = MentortuiApp(Desk(store, StillClock(), system_zone="Europe/Berlin"))
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await at_rest(pilot)
        for keys, back in ((("t",), HomeScreen), (("h", "t"), HistoryScreen)):
            await press(pilot, *keys)
            await until_on_top(pilot, TrendsScreen)
            assert "Too few sessions for a trend: 3 of 8" in await at_rest(pilot)
            await press(pilot, "escape")
            await until_on_top(pilot, back)
