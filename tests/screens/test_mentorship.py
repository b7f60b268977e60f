"""The mentorship around its sessions: its tabs, and the form of a record, by keys alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.core.actions_form import ACTION
from mentortui.core.between import BETWEEN
from mentortui.core.refused import Refused
from mentortui.core.resources import ACCESS
from mentortui.core.text import width as cell_len
from mentortui.screens.calendar_tab import CalendarTab
from mentortui.screens.charter_tab import CharterTab
from mentortui.screens.feedback_tab import FeedbackTab
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.mentorship_more import MoreScreen
from mentortui.screens.mentorship_view import nothing_found, row
from mentortui.screens.pulse_tab import PulseTab
from mentortui.screens.record_form import RecordFormScreen
from mentortui.services.desk import Desk
from mentortui.services.tabs import Host, RecordTab, Tab, TabKey, TabRow
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.store.store import Store
from mentortui.widgets.form import Form
from tests.screens.live_app import LiveApp, running
from tests.screens.records_app import RecordsApp
from tests.screens.stage import StillClock, at_every_size, at_once, demo_in, said, shown, widths
from tests.screens.waiting import at_rest, press, until
from tests.services.test_tabs import BOOK, NOTE

if TYPE_CHECKING:
    from mentortui.services.records import Records


@asynccontextmanager
async def showing(app: RecordsApp, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    """With what is stored on screen; its threads ended afterwards."""
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        yield pilot
        await at_rest(pilot)
    app.drafts.close()


async def fill(pilot: Pilot[None], path: str, *keys: str) -> None:
    """Types into the field of a form that leads there."""
    pilot.app.screen.query_one(Form).field(path).control.focus()
    await press(pilot, *keys)


def test_a_row_that_names_nobody_goes_on_over_the_cells_of_that_column() -> None:
    text = "Nights a month in which somebody has to get up"
    tab = RecordTab(cast("Records", None), "", ACTION)

    def drawn(who: str = "", due: str = "") -> str:
        return row(TabRow(id="r", text=text, who=who, due=due), tab, 70, False, "", {}).plain

    assert text not in drawn(who="Grace", due="Fri 27 Nov")
    assert text in drawn()
    assert drawn(due="1 → 3").endswith(" 1 → 3")
    assert text in drawn(due="1 → 3")
    assert {cell_len(drawn(who, due)) for who in ("", "Grace") for due in ("", "Fri 27 Nov")} <= {70}


def test_a_narrow_row_says_first_whose_it_is() -> None:
    tab, line = RecordTab(cast("Records", None), "", ACTION), TabRow(id="r", text="try a canary", who="Grace Otieno")
    short = {"Grace Otieno": "Grace"}
    assert "Grace: try a canary" in row(line, tab, 50, False, "", short).plain
    assert "Grace Otieno" in row(line, tab, 70, False, "", short).plain
    assert "Grace O" in row(line, tab, 50, False, "", {}).plain


def test_a_filter_that_finds_nothing_counts_in_a_word_for_several() -> None:
    own = {CharterTab: "questions", FeedbackTab: "pieces of feedback", PulseTab: "pulses and assessments", CalendarTab: "dates"}
    for tab, many in own.items():
        assert nothing_found(cast(Tab, tab), 15, "oQ").plain == f"None of 15 {many} says “oQ”. esc clears the filter."
        assert f"There are no {many} yet." in nothing_found(cast(Tab, tab), 0, "oQ").plain
    assert [kind.several for kind in (ACTION, BETWEEN, ACCESS)] == ["actions", "tasks", "lists of needs"]
    between = RecordTab(cast("Records", None), "", BETWEEN)
    assert "None of 3 tasks says “oQ”." in nothing_found(between, 3, "oQ").plain


async def test_undo_is_offered_once_there_is_something_to_undo(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path, "empty")
    async with showing(app) as pilot:
        assert "u undo" not in said(app)
        await press(pilot, "a", *"call Kofi", "ctrl+s")
        assert "u undo" in said(app)
        assert "u undo" in await press(pilot, "backspace")


async def test_the_list_has_the_marked_record_beside_it(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    async with showing(app) as pilot:
        assert "▸ Actions 2" in said(app)
        assert "▌○ introduce Grace to the data team Ada Sat 21 Nov late" in said(app)
        await press(pilot, "down")
        assert "▌○ write the failing test first Grace Fri 27 Nov" in said(app)
        for words in ("first line", "second line", "Release lead", "from regular session 14, Wed 11 Nov"):
            assert words in said(app)


async def test_one_is_added_field_by_field_and_marked(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path, "empty")
    async with showing(app) as pilot:
        assert "Press a to add an action." in said(app)
        assert "introduce Grace to the data team" in said(app)
        await press(pilot, "a")
        assert isinstance(app.screen, RecordFormScreen)
        await press(pilot, *"call Kofi", "enter", "g")
        await fill(pilot, "capture.due", *"2w", "enter", *"speak")
        await fill(pilot, "note", *"soon", "ctrl+s")
        assert isinstance(app.screen, MentorshipScreen)
        assert "▌○ call Kofi Grace Wed 9 Dec" in said(app)
        assert "added: call Kofi" in said(app)
    one = app.living()["call Kofi"]
    assert (one.capture.who, one.capture.due, one.capture.goal, one.note) == ("grace", "2026-12-09", "Speak up", "soon")


async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_stored(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path, "empty")
    async with showing(app) as pilot:
        await press(pilot, "a", "ctrl+s")
        assert "What: a few words are needed." in said(app)
        await press(pilot, *"call")
        await fill(pilot, "capture.due", *"someday", "ctrl+s")
        assert "“someday” is not a date" in said(app)
        assert app.living() == {}
        await press(pilot, "ctrl+u", *"fri", "ctrl+s")
    assert app.living()["call"].capture.due == "2026-11-27"


async def test_escape_keeps_the_draft_and_it_is_there_again(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    async with showing(app) as pilot:
        await press(pilot, "e", *" now", "escape")
        assert "introduce Grace to the data team" in app.living()
        await press(pilot, "down", "up", "e")
        assert "introduce Grace to the data team now" in said(app)
        assert "A draft from before" in said(app)
        await press(pilot, "ctrl+r")
        assert "team now" not in said(app)
        await press(pilot, *" soon", "ctrl+s")
    assert "introduce Grace to the data team soon" in app.living()
    assert app.store.drafts(app.slug) == {}


async def test_a_new_one_left_half_typed_is_gone_on_with_later(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    async with showing(app) as pilot:
        await press(pilot, "a", *"half", "escape", "tab", "a", "escape", "shift+tab", "a", *" whole", "ctrl+s")
    assert "half whole" in app.living()


async def test_space_ticks_backspace_removes_u_brings_back(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    text = "introduce Grace to the data team"
    async with showing(app) as pilot:
        await press(pilot, "space")
        assert app.living()[text].state == "done"
        assert f"✓ {text}" in said(app)
        assert f"kept: {text}" in said(app)
        await press(pilot, "backspace")
        assert text not in app.living()
        assert "u brings it back" in said(app)
        await press(pilot, "u", "u")
        assert app.living()[text].state == "open"
        await press(pilot, "u")
        assert "There is nothing to undo." in said(app)


async def test_the_filter_marks_and_says_how_many_and_is_cleared_by_escape(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    async with showing(app) as pilot:
        await press(pilot, "slash", *"failing")
        assert "1 found, open first" in said(app)
        assert "introduce" not in said(app)
        row = shown(app).splitlines()[-1]
        assert "a add" not in row, "while one types it is a sign"
        await pilot.click("KeyLine", offset=(row.index("enter to the list"), 0))
        await at_rest(pilot)
        assert "a add   e edit" in shown(app).splitlines()[-1]
        await press(pilot, "space")
        assert app.living()["write the failing test first"].state == "done"
        await press(pilot, "slash", *"zzz")
        assert "None of 3 actions says “failingzzz”. esc clears the filter." in said(app)
        await press(pilot, "escape")
        assert "introduce" in said(app)
        assert "a add" in shown(app).splitlines()[-1]
        assert app.came_to is not None
        await press(pilot, "escape")
    assert app.came_to is None


async def test_what_is_typed_right_after_the_key_of_the_filter_is_words_and_no_keys(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    async with showing(app) as pilot:
        at_once(app, "slash", *"failing")
        await at_rest(pilot)
        assert "1 found, open first" in said(app)


async def test_a_filter_of_ten_thousand_characters_is_only_a_filter(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    async with showing(app, (80, 24)) as pilot:
        await press(pilot, "slash")
        app.screen.query_one("#words").value = "x" * 10_000  # type: ignore[attr-defined]
        await at_rest(pilot)
        assert "None of 3 actions says" in said(app)
        assert widths(app) == {80}


async def test_o_goes_through_the_orders_and_tab_through_the_lists(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    async with showing(app) as pilot:
        for order in ("newest first", "by date", "by person", "a to z", "open first"):
            await press(pilot, "o")
            assert f"3, {order}" in said(app)
        found = []
        for _ in range(3):
            await press(pilot, "tab")
            found.append(shown(app).splitlines()[0].split("·")[1].split("●")[0].strip())
        assert found == ["wins", "decisions", "actions"]
        await press(pilot, "left_square_bracket")
        assert "recorded responses instead of a fake server" in said(app)
        await press(pilot, "space")
        assert "A decision needs no tick" in said(app)


async def test_what_stands_in_the_way_is_said_whole_in_a_small_terminal(tmp_path: Path) -> None:
    app, why = RecordsApp(tmp_path), "What somebody answered stays; while it is covered, u takes your own back."
    async with showing(app, (60, 20)) as pilot:
        screen = app.screen
        assert isinstance(screen, MentorshipScreen)
        screen.say(why, trouble=True)
        await at_rest(pilot)
        assert why in said(app)


async def test_what_nobody_used_stands_under_more_until_it_is(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    async with showing(app) as pilot:
        assert "Setbacks" not in said(app)
        assert "m more" in said(app)
        await press(pilot, "m")
        assert "Setbacks What went wrong" in said(app)
        await press(pilot, "escape", "m", "end")
        more = app.screen
        assert isinstance(more, MoreScreen)
        await press(pilot, "enter")
        tab = app.screen
        assert isinstance(tab, MentorshipScreen)
        assert f"▸ {tab.tab.title}" in said(app)
        tab.go("setback")
        await at_rest(pilot)
        assert "Press a to add a setback." in said(app)
        await press(pilot, "tab")
        assert "Setbacks" not in said(app)
        tab.go("setback")
        await press(pilot, "a", *"the migration", "ctrl+s", "tab")
        assert "Setbacks 1" in said(app)
        await press(pilot, "u")
        assert "Undone: added: the migration" in said(app)
        assert "Setbacks" not in said(app)


async def test_keys_of_an_empty_tab_are_keys_and_no_words_of_the_hidden_filter(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path, "empty")
    async with showing(app) as pilot:
        await press(pilot, "tab", "shift+tab", "tab", "a", "escape", "shift+tab", "a")
        assert isinstance(app.screen, RecordFormScreen)


async def test_below_a_hundred_columns_the_record_opens_over_the_list(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    async with showing(app, (80, 24)) as pilot:
        assert "Release lead" not in said(app)
        await press(pilot, "down", "enter")
        assert "Release lead" in said(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, RecordFormScreen)
        await press(pilot, "escape", "escape")
        assert "▌○ write the failing test first" in said(app)
        assert app.came_to is not None


async def test_a_full_disk_is_said_and_nothing_is_called_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = RecordsApp(tmp_path)

    def full(*given: object) -> None:
        raise NotSaved(Path("record.json"), "disk full")

    async with showing(app) as pilot:
        with monkeypatch.context() as broken:
            broken.setattr(Changing, "write", full)
            await press(pilot, "space")
            assert "NOT SAVED" in said(app)
            await press(pilot, "e", *"!", "ctrl+s")
            assert isinstance(app.screen, RecordFormScreen)
            assert "disk full" in said(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, MentorshipScreen)
    assert "introduce Grace to the data team!" in app.living()


async def test_over_a_session_the_floor_goes_on_and_what_is_added_is_stored(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app, (120, 40)) as pilot:
        await press(pilot, "M", "2")
        assert isinstance(app.screen, MentorshipScreen)
        assert app.floor() == ("Grace",)
        assert "Check-in 5 min" in said(app)
        app.screen.go("feedback")
        await press(pilot, "g", "b")
        assert set(app.floor()) == {"Ada", "Grace"}
        app.screen.go("decision")
        await at_rest(pilot)
        await press(pilot, "a", *"we meet on Thursdays", "f1", "ctrl+s")
        assert app.floor() == ("Ada",)
        assert "we meet on Thursdays" in said(app)
        await press(pilot, "escape")
        assert app.screen is app.live_screen
    assert [one.capture.text for one in app.desk.store.living(app.mentorship.slug)] == ["we meet on Thursdays"]


async def test_the_palette_opens_each_tab_by_its_name_from_anywhere(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app, (120, 40)) as pilot:
        titles = [command.title for command in app.tab_commands(app.screen)]
        assert titles[:6] == [f"{one} of Grace" for one in ("Charter", "Goals", "Actions", "Feedback", "Wins", "Decisions")]
        await press(pilot, "ctrl+p", *"setbacks of")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, MentorshipScreen))
        assert "▸ Setbacks" in await at_rest(pilot)
        await press(pilot, "ctrl+p", *"wins of")
        await press(pilot, "enter")
        await until(pilot, lambda: "▸ Wins" in said(app))


async def test_a_name_in_brackets_is_no_markup_in_the_palette(tmp_path: Path) -> None:
    app = LiveApp(tmp_path, names=("Ada", "[/x]" + "w" * 200))
    async with running(app, (80, 24)) as pilot:
        await press(pilot, "ctrl+p", *"goals of")
        assert "Goals of (/x)www" in said(app)


class Refusing(RecordTab):
    """Its row went away while its key was on the way."""

    keys = (TabKey(key="z", label="ask", words="Ask", act=lambda host, id: Refusing.gone()),)

    def edit(self, host: Host, id: str) -> None:
        self.gone()

    @staticmethod
    def gone() -> None:
        raise Refused("That is no longer here.")


async def test_what_a_tab_refuses_is_said_and_nothing_ends(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path)
    async with showing(app) as pilot:
        screen = app.screen
        assert isinstance(screen, MentorshipScreen)
        screen.all.tabs = (Refusing(app.records, app.slug, app.records.kind("action")),)
        screen.go("action")
        for key in ("e", "enter", "z"):
            assert "That is no longer here." in await press(pilot, key), key
            screen.say("")


async def test_what_others_refer_to_is_asked_about_once_before_it_goes(tmp_path: Path) -> None:
    app = RecordsApp(tmp_path, kinds=(BOOK, NOTE))
    for kind, answers in ((BOOK, {"title": "Release It!"}), (NOTE, {"text": "chapter 4", "book": "Release It!"})):
        app.records.save(app.slug, kind, app.records.blank(kind), answers)
    async with showing(app) as pilot:
        await press(pilot, "backspace")
        assert "A note refers to “Release It!”." in said(app)
        await press(pilot, "n")
        assert "▌ Release It!" in said(app)
        await press(pilot, "backspace", "y")
        assert "removed: Release It! · u brings it back" in said(app)
        assert "▌ Release It!" not in said(app)
        await press(pilot, "u")
        assert "▌ Release It!" in said(app)
        await press(pilot, "a", *"Release It!", "ctrl+s")
        assert isinstance(app.screen, RecordFormScreen)
        assert "There is a book “Release It!” already." in said(app)


async def test_it_opens_from_home(tmp_path: Path) -> None:
    clock, store = StillClock(), Store(tmp_path)
    slug = demo_in(store, clock.wall())
    app = MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin"))
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_mentorship(slug, "decision")
        for _ in range(200):
            await pilot.pause(0.01)
            if isinstance(app.screen, MentorshipScreen) and "▸ Decisions" in said(app):
                break
        assert "▸ Decisions" in said(app)
        await pilot.press("x")
        await pilot.pause()
        assert "Grace" not in said(app)
        await pilot.press("x", "enter")
    app.desk.close_drafts()


@at_every_size("overfull", "usual", "empty")
async def test_it_fits_every_size(tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    app = RecordsApp(tmp_path, kind)
    async with showing(app, size) as pilot:
        assert widths(app) == {size[0]}
        await press(pilot, "end")
        assert kind == "empty" or "▌" in shown(app)
        await press(pilot, "e" if kind != "empty" else "a")
        assert widths(app) == {size[0]}
