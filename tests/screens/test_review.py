"""Review by keyboard alone: which time, what is left out and edited, for others, presented in a call, and into a file."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import msgspec
import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion
from textual.widgets import TextArea

from mentortui.app import MentortuiApp
from mentortui.core.records import FinishedSession, Living
from mentortui.screens.history import HistoryScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.review import ReviewScreen
from mentortui.screens.review_present import ReviewPresentScreen
from mentortui.screens.write import WriteScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.past_years import item, session
from tests.review_values import LIVING, OCT, SESSIONS, caught, stored, takeaway
from tests.screens.stage import MINUTE, NOON, SIZES, Stage, StillClock, said, shown, widths
from tests.screens.waiting import AnyPilot, at_rest, press, until_on_top

HOSTILE = "[/] \x1b[31m 王小明 👩‍👩‍👧 of the House of Very Long Names"
NINE = tuple(
    msgspec.structs.replace(
        SESSIONS[0].people[place == 0],
        id="ada" if not place else f"p{place}",
        name=f"{place} {HOSTILE}",
        key=place + 1,
        role="peer",
    )
    for place in range(9)
)


def overfull() -> tuple[list[FinishedSession], tuple[Living, ...]]:
    """Nine people with long and hostile names, a year of sessions, sixty records."""
    ids = [one.id for one in NINE]
    sessions = []
    for number in range(1, 13):
        floor = {id: 3.0 + (number * (place + 3)) % 7 for place, id in enumerate(ids)}
        items = tuple(item(f"Item {HOSTILE}", floor, by=id, expected=floor) for id in ids[:3])
        said = tuple(takeaway(f"{number} {HOSTILE * 3}", id) for id in ids[:2])
        day = date.fromordinal(date(2026, 11, 20).toordinal() - 34 * (13 - number))
        sessions.append(session(number, day, floor, floor, people=NINE, items=items, caught=said))
    kinds = ("action", "win", "decision", "setback", "opportunity", "feedback")
    living = tuple(
        caught(kinds[n % 6], f"{n} {HOSTILE}", OCT, who=ids[n % 9], giver=ids[(n + 1) % 9], due="2026-11-01") for n in range(60)
    )
    return sessions, living


class Look(Stage):
    """The screen over a store in a folder."""

    def __init__(self, folder: Path, kind: str = "usual") -> None:
        store = Store(folder / kind)
        if kind == "overfull":
            sessions, living = overfull()
            self.slug = stored(store, sessions, living=living, tables={})
        else:
            self.slug = stored(store)
        self.desk = Desk(store, StillClock(), system_zone="Europe/Berlin")
        super().__init__(self.screen_of)

    def screen_of(self) -> ReviewScreen:
        return ReviewScreen(self.desk.reviews, self.slug, self.desk.drafts(self.slug), lambda: NOON)


@asynccontextmanager
async def running(app: Look, size: tuple[int, int] = (120, 40)) -> AsyncIterator[AnyPilot]:
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        yield pilot


def bare(text: str) -> str:
    """Without what marks a section, and where one is."""
    return " ".join(text.replace("▌", "").replace("▐", "").split())


async def test_one_goes_from_time_to_time_and_an_empty_one_says_how_to_choose_another(tmp_path: Path) -> None:
    app = Look(tmp_path)
    async with running(app) as pilot:
        assert "‹ Oct to Dec 2026 ›" in said(app)
        assert "3 sessions, 1 h 30 min" in said(app)
        assert "‹ Jul to Sep 2026 ›" in await press(pilot, "left")
        for _ in range(3):
            text = await press(pilot, "left_square_bracket")
        assert "Nothing is written down of Oct to Dec 2025. p chooses another time" in text
        assert "There is nothing to present of this time" in await press(pilot, "P")
        assert "There is nothing to write of this time" in await press(pilot, "W")
        assert "this year · 2026" in await press(pilot, "p")
        assert "5 sessions" in await press(pilot, "3")
        await press(pilot, "p", "t")
        assert "There is no 30 Feb 2026" in await press(pilot, *"30 feb - 1 mar")
        await press(pilot, *("backspace",) * 20)
        assert "1 Apr to 3 Oct 2026: enter" in await press(pilot, *"1 apr - 3 oct")
        assert "‹ 1 Apr to 3 Oct 2026 ›" in await press(pilot, "enter")
        assert "since the beginning 5 sessions" in await press(pilot, "p", "5")
        assert "This has everything" in await press(pilot, "right")
        await press(pilot, "p", "1")
        assert "Jan to Mar 2027 is still to come" in await press(pilot, "right")
        row = shown(app).splitlines()[-1]
        await pilot.click("KeyLine", offset=(row.index(" p ") + 1, 0))
        assert "Which time?" in await at_rest(pilot), "a click on a key is that key, though the sections have the focus"


async def test_a_section_is_edited_told_what_came_since_left_out_and_all_of_it_taken_back(tmp_path: Path) -> None:
    app = Look(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "down", "e")
        assert isinstance(app.screen, WriteScreen)
        field = app.screen.query_one(TextArea)
        assert field.text == "Grace: for the two · it changed: nobody was paged\nAda: for anybody"
        field.text = "Grace: led it all"
        await press(pilot, "escape")
        assert "for the two" in said(app)
        await press(pilot, "e")
        assert app.screen.query_one(TextArea).text == "Grace: led it all"
        assert "Wins edited · Grace: led it all" in bare(await press(pilot, "ctrl+s"))
        app.desk.store.save_living(app.slug, caught("win", "a new one", who="grace"))
        await press(pilot, "v", "v")
        text = bare(said(app))
        assert "Wins edited · 1 line came since · Grace: led it all Goals" in text
        assert "r add what came" in text
        assert "· Grace: a new one" in await press(pilot, "r")
        assert "Wins left out" in bare(await press(pilot, "space"))
        assert "Undone: left out: Wins" in await press(pilot, "u")
        assert "Undone: what came since: Wins" in await press(pilot, "u")
        assert "Undone: edited: Wins" in await press(pilot, "u")
        assert "· Grace: for the two" in said(app)
        assert "Nothing was changed here" in await press(pilot, "u")
        await press(pilot, "n")
        app.screen.query_one(TextArea).text = "We laughed a lot"
        await press(pilot, "ctrl+s", "end")
        assert "In our own words" in said(app)


async def test_in_a_call_one_section_fills_the_screen_and_what_is_for_others_has_no_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = Look(tmp_path)
    async with running(app, (80, 24)) as pilot:
        text = await press(pilot, "P")
        assert isinstance(app.screen, ReviewPresentScreen)
        assert "Grace Otieno and Ada Review · Oct to Dec 2026" in text
        assert "13 sections" in text
        assert "saved" not in text
        assert (await press(pilot, "right")).startswith("What changed")
        assert "1 of 13" in said(app)
        assert (await press(pilot, "space", "enter")).startswith("Goals")
        assert (await press(pilot, "left")).startswith("Wins")
        last = await press(pilot, "end")
        assert "On the first day Grace: lead a release from the charter The newest takeaway small commits" in last
        assert await press(pilot, "right") == last
        await press(pilot, "escape")
        assert isinstance(app.screen, ReviewScreen)
        text = await press(pilot, "v")
        assert "for others · 3 sessions" in text
        assert "for the two" not in text
        assert "8 sections" in await press(pilot, "P")
        await press(pilot, "escape", "v", "down", "down", "P")
        assert said(app).startswith("Goals")
        await press(pilot, "escape", "home", "space", "W", "enter")
        assert "left out: What changed" in said(app)
        (file,) = tmp_path.glob("*.md")
        assert file.name == "review-grace-otieno-2026-Q4.md"
        text = file.read_text("utf-8")
        assert "## Wins" in text
        assert "## What changed" not in text


@pytest.mark.long
async def test_years_of_nine_people_keep_to_their_cells_and_every_row_is_reached(tmp_path: Path) -> None:
    app = Look(tmp_path, "overfull")
    async with running(app) as pilot:
        await press(pilot, "p", "5")
        for size in ((120, 40), (60, 20), (40, 8)):
            await pilot.resize_terminal(*size)
            await at_rest(pilot)
            for key in ("down", "end", "pageup", "home"):
                await press(pilot, key)
                assert widths(app) == {size[0]}
                assert "\x1b" not in shown(app)
            await press(pilot, "P", "right")
            assert "more below" in said(app)
            for key in ("pagedown", "end", "escape"):
                await press(pilot, key)
                assert widths(app) == {size[0]}


async def test_r_opens_it_wherever_it_is_known_whose_and_leaves_it_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    stored(store, living=LIVING)
    app = MentortuiApp(Desk(store, StillClock(NOON + 2 * MINUTE), system_zone="Europe/Berlin"))
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await at_rest(pilot)
        for keys, below in (((), HomeScreen), (("h",), HistoryScreen), (("M",), MentorshipScreen)):
            await press(pilot, *keys)
            await press(pilot, "R")
            await until_on_top(pilot, ReviewScreen)
            assert "Oct to Dec 2026" in await at_rest(pilot)
            await press(pilot, "R", "escape")
            assert isinstance(app.screen, below)
            if below is not HomeScreen:
                app.pop_screen()
                await pilot.pause()


async def test_it_looks_as_agreed(snapshot: SnapshotAssertion, tmp_path: Path) -> None:
    """In one start: the usual quarter, an empty one, years of nine people, and each as it is presented."""
    pictures = snapshot.use_extension(SVGImageExtension)
    looks = {"usual": Look(tmp_path), "overfull": Look(tmp_path, "overfull")}
    app = looks["usual"]
    async with running(app) as pilot:
        for kind, keys in (("usual", ()), ("empty", ("left",) * 4), ("overfull", ("p", "5"))):
            app.push_screen(looks.get(kind, app).screen_of())
            await at_rest(pilot)
            await press(pilot, *keys)
            for size in SIZES:
                await pilot.resize_terminal(*size)
                await at_rest(pilot)
                assert widths(app) == {size[0]}
                assert app.export_screenshot(title="") == pictures(name=f"{kind}-{size[0]}x{size[1]}")
            if kind != "empty":
                await press(pilot, "P", "right")
                for size in SIZES:
                    await pilot.resize_terminal(*size)
                    await at_rest(pilot)
                    assert widths(app) == {size[0]}
                    assert app.export_screenshot(title="") == pictures(name=f"{kind}-presented-{size[0]}x{size[1]}")
                await press(pilot, "escape")
