"""What goes on between sessions, by keys alone: tasks of the bank, roadblocks, resources, decisions, the journal, listening."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.core.between import Assignment
from mentortui.core.journal import JournalEntry
from mentortui.core.records import CheckIn, Living, Plan, Roadblock
from mentortui.core.roadblocks import RoadblockRecord
from mentortui.screens.mentorship_more import MoreScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from mentortui.widgets.form import Form
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.prose import Prose
from tests.clocks import MovingClock
from tests.screens.stage import Stage, said, shown, widths
from tests.screens.summary_app import store_a_session
from tests.screens.waiting import at_rest, press


class Shown:
    """The program over a store with one session, on a tab of its mentorship."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder / "data")
        self.slug = store_a_session(self.store, "usual")
        self.desk = Desk(self.store, MovingClock(), system_zone="Europe/Berlin", config=folder / "config")
        self.app = MentortuiApp(self.desk)
        self.pilot: Pilot[None]

    async def press(self, *keys: str) -> str:
        """The keys, and what stands on screen then."""
        await press(self.pilot, *keys)
        await at_rest(self.pilot)
        return said(self.app)

    async def open(self, tab: str) -> str:
        self.app.open_mentorship(self.slug, tab)
        await at_rest(self.pilot)
        return said(self.app)

    async def fill(self, path: str, text: str) -> None:
        """What stands in a field then; where one chooses, its key."""
        control = self.app.screen.query_one(Form).field(path).control
        control.focus()
        match control:
            case OneLine():
                control.value = text
            case Prose():
                control.text = text
            case _:
                await press(self.pilot, *text)
        await self.pilot.pause()


@asynccontextmanager
async def showing(folder: Path) -> AsyncIterator[Shown]:
    place = Shown(folder)
    async with place.app.run_test(size=(120, 40)) as pilot:
        place.pilot = pilot
        await at_rest(pilot)
        yield place
        await at_rest(pilot)


async def test_a_task_of_the_bank_is_given_by_a_key_and_its_answer_is_on_prepare(tmp_path: Path) -> None:
    own = tmp_path / "config" / "tasks"
    own.mkdir(parents=True)
    (own / "ours.txt").write_text("kind: reading\nhow: written\ndue: 2w\n- Read our runbook https://example.org/runbook\n")
    async with showing(tmp_path) as place:
        assert "What each does until the next session" in await place.open("between")
        shown = await place.press("n")
        assert "Read our runbook" in shown
        assert "reading · 2 weeks · answered in writing" in shown
        assert shown.count("Reflective practice") <= 1
        shown = await place.press("enter")
        assert "given to Grace, by Wed 9 Dec" in shown
        assert "▌○ Read our runbook" in shown
        await place.press("r")
        await place.fill("answer", "nobody owns it")
        shown = await place.press("ctrl+s")
        assert "▌✓ Read our runbook" in shown
        assert "https://example.org/runbook" in shown
        (made,) = place.store.table(place.slug, "assignments", Assignment)
        assert (made.state, made.answer, made.by) == ("answered", "nobody owns it", place.store.mentorship(place.slug).me)
        await place.press("escape")
        place.app.open_prepare(place.slug)
        await at_rest(place.pilot)
        assert "Grace answered “Read our runbook”: nobody owns it" in said(place.app)


async def test_a_roadblock_of_a_check_in_is_on_its_tab_and_solved_there_with_how(tmp_path: Path) -> None:
    async with showing(tmp_path) as place:
        place.desk.preparing.file_check_in(place.slug, CheckIn(id="", person="grace", roadblocks=(Roadblock(text="no access"),)))
        assert "▌○ no access" in await place.open("roadblock")
        shown = await place.press("p", *"ask the lead", "enter")
        assert "ask the lead" in shown
        shown = await place.press("y", *"got a role", "enter")
        assert "▌✓ no access" in shown
        assert "got a role" in shown
        (made,) = place.store.table(place.slug, "roadblocks", RoadblockRecord)
        assert (made.proposal, made.state, made.how) == ("ask the lead", "done", "got a role")
        assert "▌○ no access" in await place.press("u")


async def test_a_missing_proposal_stands_in_the_line_of_questions_when_a_session_begins(tmp_path: Path) -> None:
    async with showing(tmp_path) as place:
        named = CheckIn(id="", person="grace", roadblocks=(Roadblock(text="no access"),))
        place.desk.preparing.file_check_in(place.slug, named)
        mentorship = place.store.mentorship(place.slug)
        live = place.desk.sessions.start(mentorship, place.desk.preparing.usual(place.slug))
        place.app.show_live(live)
        await at_rest(place.pilot)
        asked = "Grace, “no access”: what would you try?"
        assert asked in said(place.app)
        assert asked not in await place.press("escape")
        assert asked in await place.press("o")


async def test_needs_are_ticked_once_and_said_where_a_resource_is_added(tmp_path: Path) -> None:
    async with showing(tmp_path) as place:
        await place.open("resource")
        assert "What each needs of material" in await place.press("n")
        await place.press("a")
        await place.fill("who", "g")
        await place.fill("captions", "y")
        await place.fill("language", "German")
        shown = await place.press("ctrl+s")
        assert "captions and in German" in shown
        await place.press("a")
        await place.fill("who", "g")
        assert "There is a list for this person already" in await place.press("ctrl+s")
        await place.press("escape")
        await place.open("resource")
        await place.press("a")
        await place.fill("capture.text", "the talk on retries")
        await place.fill("capture.who", "g")
        assert "needs: captions and in German" in said(place.app)
        shown = await place.press("ctrl+s")
        assert "Grace needs" in shown
        assert "not read yet" in shown
        assert "read, and useful" in await place.press("r", "r")


async def test_how_a_decision_turned_out_has_a_key_of_its_own(tmp_path: Path) -> None:
    async with showing(tmp_path) as place:
        await place.open("decision")
        assert "how it turned out: " in await place.press("y")
        await place.fill("details.turned_out", "the tests stay fast")
        await place.fill("details.differently", "measure first")
        shown = await place.press("ctrl+s")
        assert "the tests stay fast" in shown
        assert "measure first" in shown


async def test_of_a_journal_entry_only_the_line_that_was_seen_goes_over_and_undo_takes_it_back(tmp_path: Path) -> None:
    async with showing(tmp_path) as place:
        assert "Only you" in await place.open("journal")
        await place.press("a")
        await place.fill("title", "ask for the release")
        await place.fill("text", "zaphod looks tired")
        await place.fill("tags", "Courage, on-call")
        shown = await place.press("ctrl+s")
        assert "#courage #on-call" in shown
        assert "Only this line goes over" in await place.press("i")
        await place.press("ctrl+u", *"Who leads the release?", "enter")
        items = place.desk.preparing.plan(place.slug).items
        assert [(one.title, one.source) for one in items if "release" in one.title] == [("Who leads the release?", "")]
        assert "Undone" in await place.press("u")
        assert not any("release" in one.title for one in place.desk.preparing.plan(place.slug).items)
        shown = await place.press("w", "enter")
        assert "ask for the release" in shown
        (win,) = (one for one in place.store.living(place.slug) if one.capture.text == "ask for the release")
        assert (win.capture.kind, win.capture.who, win.note) == ("win", place.store.mentorship(place.slug).me, "")
        (entry,) = place.store.private_table(place.slug, "journal", JournalEntry)
        assert entry.text == "zaphod looks tired"
        assert "zaphod" not in await place.press("x")


async def test_a_long_sentence_of_the_bank_ends_in_dots_and_a_short_one_is_whole() -> None:
    app = Stage(lambda: MoreScreen("The bank", [("1", "朴 [/] " * 12, "so it is " * 90), ("2", "Read our runbook", "a week")]))
    async with app.run_test(size=(60, 20)) as pilot:
        rows = (await at_rest(pilot), shown(app).splitlines())[1]
        assert rows[-3].rstrip(" │").endswith("…"), "what has no room is not cut in silence"
        assert widths(app) == {60}
        assert "Read our runbook · a week" in await press(pilot, "down")


async def test_who_said_back_what_was_meant_has_a_tab(tmp_path: Path) -> None:
    async with showing(tmp_path) as place:
        shown = await place.open("listening")
        assert "Said back in own words: Grace" in shown
        keys = [key for key, _ in place.app.screen.query_one(KeyLine).keys]
        assert keys == ["tab", "/"]  # nothing is written, removed or taken back here
        await place.open("access")
        assert "Who ● you ○ Grace" in await place.press("a"), "a list of needs says whose it is"
        await place.fill("language", "slow English")
        await place.press("ctrl+s")
        assert "Who ○ you ● Grace" in await place.press("a"), "the user has one now"


@pytest.mark.parametrize(
    "size", [(60, 20), pytest.param((80, 24), marks=pytest.mark.long), pytest.param((40, 8), marks=pytest.mark.long)], ids=str
)
async def test_each_of_the_tabs_opens_and_takes_its_keys_in_little_room(tmp_path: Path, size: tuple[int, int]) -> None:
    place = Shown(tmp_path)
    async with place.app.run_test(size=size) as pilot:
        place.pilot = pilot
        await at_rest(pilot)
        for tab, keys in (
            ("between", ("n", "escape", "r", "escape")),
            ("roadblock", ("p", "escape", "y", "escape")),
            ("resource", ("r", "n")),
            ("access", ("a", "escape")),
            ("decision", ("y", "escape")),
            ("setback", ("a", "escape")),
            ("journal", ("i", "escape", "w", "escape")),
            ("listening", ("a",)),
        ):
            await place.open(tab)
            assert await place.press(*keys)
    assert place.store.table(place.slug, "plans", Plan) == ()
    assert [one for one in place.store.living(place.slug) if one.capture.kind == "setback" and isinstance(one, Living)] == []
