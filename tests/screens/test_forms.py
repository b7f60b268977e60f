"""The forms over Live: what is typed outlives a kill, refusals are said, the floor and the cover work over lists and choices."""

from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from mentortui.core.agreed import for_moment
from mentortui.core.commands import Refused
from mentortui.core.durations import SECOND
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.cover import CoverScreen
from mentortui.screens.live_forms import LiveForms
from mentortui.screens.rows import Deed, Row, RowsScreen
from mentortui.services.drafts import Forgotten
from mentortui.services.sessions import Sessions
from mentortui.services.watching import WatchedSession
from mentortui.store.store import Store
from mentortui.widgets.one_line import OneLine
from tests.screens.live_app import LiveApp, running
from tests.screens.waiting import press
from tests.widgets.host import Host

FRENCH = "&é\"'(-è_çà"


@pytest.fixture
def app(tmp_path: Path) -> LiveApp:
    return LiveApp(tmp_path / "data")


def said(app: App[Any]) -> str:
    """The line of a form that says what was understood, or why not."""
    return str(app.screen.query_one("#understood", Static).render())


def answer(app: LiveApp) -> str:
    """What stands in the line of a form."""
    return app.screen.query_one(OneLine).value


def seen(app: App[Any]) -> str:
    """The whole screen, as text."""
    return "\n".join("".join(segment.text for segment in row) for row in app.screen._compositor.render_strips())


def kept(app: LiveApp) -> set[str]:
    """What a kill would leave of what is being typed."""
    drafts = app.desk.drafts(app.session.slug)
    return {text for text in drafts._drafts.values() if text}


async def away(app: LiveApp, pilot: Pilot[str | None]) -> None:
    """A gap nobody has accounted for, and the question whose it was."""
    app.pass_time(60)
    app.session._course.found_gap(app.session.now - 30 * SECOND)
    await pilot.press("a")
    assert isinstance(app.screen, ChooseScreen)


# watching


async def test_choices_are_refused_in_words_while_watching(app: LiveApp, tmp_path: Path) -> None:
    async with running(app) as pilot:
        await pilot.press("1")
        app.pass_time(60)
        app.session._course.found_gap(app.session.now - 30 * SECOND)
        assert app.session.writer.flush()
        sessions = Sessions(Store(tmp_path / "data"), app.clock, lambda: "x")
        (waiting,) = sessions.unfinished()
        watched = WatchedSession(sessions, waiting.slug, waiting.id, app.clock)
        told: list[str] = []
        forms = LiveForms(app.live_screen.app, watched, Forgotten(), app.live_screen.strip_line, say=told.append)
        for opened, key in ((forms.gap, "n"), (forms.understanding, "1")):
            opened()
            await pilot.pause()
            await pilot.press(key)
            assert app.screen is app.live_screen
        assert told == [watched.not_ours] * 2


# drafts


async def test_each_key_of_an_answer_is_kept(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("i", *"On-call")
        assert "On-call" in kept(app)
        await pilot.press("enter")
        assert "On-call" not in kept(app)
        await pilot.press("i")
        assert answer(app) == ""


async def test_an_edit_under_way_comes_back_for_its_own_record_only(app: LiveApp) -> None:
    async with running(app) as pilot:
        for text in ("first", "second"):
            await pilot.press("enter", *text, "enter")
        await pilot.press("c", "e", *" half")
        assert "second half" in kept(app)
        await pilot.press("escape", "down", "e")
        assert answer(app) == "first"
        await pilot.press("escape", "up", "e")
        assert answer(app) == "second half"
        await pilot.press("enter", "e")
        assert [facts.capture.text for facts in app.session.session.captures] == ["first", "second half"]
        assert answer(app) == "second half"
        assert kept(app) == set()


async def test_an_edit_that_was_undone_by_hand_leaves_no_draft(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("e", "e", "backspace")
        assert kept(app) == {"Check-in "}
        await pilot.press("5")
        assert kept(app) == set()


async def test_what_is_typed_under_the_cover_is_kept(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("enter", *"half", "ctrl+t", *" way")
        assert isinstance(app.screen, CoverScreen)
        assert kept(app) == {"half way"}


# the floor, the cover


@pytest.mark.parametrize("form", ["e", "c", "v", "q"])
async def test_floor_and_cover_keys_work_over_lists_and_choices(app: LiveApp, form: str) -> None:
    async with running(app) as pilot:
        await pilot.press("1", form)
        over = app.screen
        assert isinstance(over, RowsScreen | ChooseScreen)
        await pilot.press("2")
        assert app.floor() == ("Grace",)
        await pilot.press("g")
        assert app.floor() == ("Ada",)
        await pilot.press("b")
        assert app.floor() == ("Ada", "Grace")
        await pilot.press("0")
        assert app.floor() == ()
        await pilot.press("x")
        assert isinstance(app.screen, CoverScreen)
        await pilot.press("x", "enter")
        assert pilot.app.screen is over


async def test_the_cover_key_covers_the_question_about_the_time_away(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1")
        await away(app, pilot)
        await pilot.press("x")
        assert isinstance(app.screen, CoverScreen)
        await pilot.press("x", "enter", "n")
        assert app.session.session.open_gaps == ()
        assert not app.session.session.gaps[0].counted


@pytest.mark.parametrize(("row", "key"), [("1234567890", "2"), (FRENCH, "é"), (FRENCH, "2")])
async def test_a_number_of_the_keyboard_chooses_who_it_was(tmp_path: Path, row: str, key: str) -> None:
    app = LiveApp(tmp_path)
    me = app.desk.mentorships.me()
    app.desk.store.save_me(type(me)(id=me.id, name=me.name, zone=me.zone, number_row=row))
    async with running(app) as pilot:
        await pilot.press("1")
        await away(app, pilot)
        await pilot.press(key)
        assert app.session.session.open_gaps == ()
        assert app.session.whole().floor["p2"] == 30 * SECOND


async def test_dialogs_stand_in_any_app() -> None:
    app, chosen = Host(), list[str | None]()
    async with app.run_test() as pilot:
        await app.push_screen(ChooseScreen("Who?", [("y", "yes"), ("0", "nobody")], row=FRENCH), chosen.append)
        await pilot.press("x", "g", "5", "à")
        edit = Deed("e", "edit", lambda id: f"edited {id}")
        await app.push_screen(RowsScreen("List", lambda: [Row("a", "one")], [edit], empty=""))
        await pilot.press("x", "g", "5", "e")
        assert said(app) == "edited a"
    assert chosen == ["0"]


# lists


async def test_an_empty_list_says_how_to_begin_whatever_is_pressed(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("c")
        assert said(app).startswith("Nothing caught yet.")
        for key in ("enter", "space", "J", "K", "e", "backspace", "down", "end", "pagedown"):
            await pilot.press(key)
            assert said(app).startswith("Nothing caught yet."), key


async def test_talk_in_one_item_is_agreed_while_it_runs_and_counts_at_once(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("e", "s", *"80/30", "enter")
        assert "80/30 makes 110" in said(app)
        await pilot.press(*["backspace"] * 2, *"20")
        assert said(app) == "Ada 80 % · Grace 20 %"
        await pilot.press("enter")
        assert "Check-in · 80/20" in seen(app)
        assert for_moment(app.session.session).words == "agreed for this item"
        assert [float(share) for share in app.session.session.regime.shares.values()] == [0.8, 0.2]
        await pilot.press("s", *["backspace"] * 5, "enter")
        assert for_moment(app.session.session).words == "agreed in the charter"


async def test_an_agenda_emptied_and_filled_again(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("e", "backspace", "backspace")
        for key in ("J", "K", "enter", "space", "e"):
            await pilot.press(key)
            assert said(app).startswith("No item yet"), key
        await pilot.press("a", *"Demo 10", "enter")
        assert [facts.item.title for facts in app.session.session.items] == ["Demo"]
        assert "No item yet" not in said(app)


async def test_what_was_removed_last_can_be_read_and_undone(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("enter", *"only one", "enter", "c", "backspace")
        assert "u undoes" in said(app)
        await pilot.press("u")
        assert "Nothing caught" not in said(app)


async def test_enter_pressed_twice_is_taken_once(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("e", "a", *"Demo 10")
        app.simulate_key("enter")
        app.simulate_key("enter")
        await pilot.pause()
        await pilot.pause()
        assert [facts.item.title for facts in app.session.session.items].count("Demo") == 1


# the preview of a begin


async def test_both_times_of_a_begin_are_on_the_session_clock(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1")
        app.pass_time(60)
        await pilot.press("space")
        app.pass_time(120)
        await pilot.press("space")
        app.pass_time(60)
        await pilot.press("2")
        app.pass_time(20)
        await pilot.press("t", *"3:20")
        assert said(app) == "Grace from 3:20 into the session, keyed at 4:00"
        await pilot.press("enter")
        assert app.session.whole().floor == {"p1": 80 * SECOND, "p2": 60 * SECOND}


async def test_turns_that_give_way_are_counted_before(app: LiveApp) -> None:
    async with running(app) as pilot:
        for key, seconds in (("1", 60), ("2", 30), ("1", 30), ("2", 10)):
            await pilot.press(key)
            app.pass_time(seconds)
        await pilot.press("t", *"0:50")
        assert "2 turns after that give way" in said(app)
        await pilot.press(*["backspace"] * 4, *"1:20")
        assert "1 turn after that gives way" in said(app)
        await pilot.press(*["backspace"] * 4, *"1:55")
        assert "give" not in said(app)


# small terminals


@pytest.mark.parametrize("size", [(40, 8), (60, 20)], ids=str)
async def test_nothing_needed_is_cut_on_a_small_screen(app: LiveApp, size: tuple[int, int]) -> None:
    async with running(app, size) as pilot:
        for number in range(10):
            app.session.captures.catch(f"note {number}")
            app.session.agenda.add(f"Item {number}", 5)
        for form, needed in {
            "e": ("Check-in", "enter start", "a add", "e edit", "esc back"),
            "c": ("note 9", "enter edit", "esc back"),
            "v": ("Ada", "space here or away", "e name", "esc back"),
            "q": ("finish now", "esc back"),
            "p": ("Ada said it back", "esc back"),
        }.items():
            await press(pilot, form)
            for words in needed:
                assert words in seen(app), seen(app)
            await press(pilot, "escape")
            assert app.screen is app.live_screen


@pytest.mark.parametrize("size", [(40, 8), (60, 20)], ids=str)
async def test_the_end_of_a_list_is_reached_on_a_small_screen(app: LiveApp, size: tuple[int, int]) -> None:
    async with running(app, size) as pilot:
        for number in range(10):
            app.session.captures.catch(f"note {number}")
            app.session.agenda.add(f"Item {number}", 5)
        for form, last in (("e", "Item 9"), ("c", "note 0"), ("v", "Grace"), ("q", "start the next")):
            await press(pilot, form, "end")
            assert last in seen(app), seen(app)
            await press(pilot, "home")
            assert app.screen.query_one(OptionList).highlighted == 0
            await press(pilot, "escape")
            assert app.screen is app.live_screen


@pytest.mark.parametrize(("form", "end"), [("e", "Review 15”."), ("c", "fake server”.")])
async def test_how_to_begin_an_empty_list_fits_a_small_screen(app: LiveApp, form: str, end: str) -> None:
    async with running(app, (40, 8)) as pilot:
        for facts in app.session.session.items:
            app.session.agenda.remove(facts.item.id)
        await pilot.press(form)
        await pilot.pause()
        shown = " ".join(seen(app).replace("│", " ").split())
        assert end.casefold() in shown.casefold(), seen(app)
        assert "esc back" in shown, seen(app)


async def test_the_question_about_the_time_away_fits_a_small_screen(app: LiveApp) -> None:
    async with running(app, (40, 8)) as pilot:
        await pilot.press("1")
        await away(app, pilot)
        await pilot.pause()
        for words in ("it does not count", "esc back"):
            assert words in seen(app), seen(app)
        await pilot.press("end")
        await pilot.pause()
        assert "Grace spoke" in seen(app), seen(app)


async def test_a_refusal_keeps_the_answer(app: LiveApp) -> None:
    def refuse(text: str) -> object:
        raise Refused(f"{text} is no answer.")

    async with running(app) as pilot:
        await app.push_screen(AskScreen("Ask", "hint", refuse))
        await pilot.press(*"[b]", "enter")
        assert said(app) == "[b] is no answer."
        assert answer(app) == "[b]"


@pytest.mark.parametrize("size", [(40, 12), (30, 3), (1, 1)], ids=str)
async def test_every_size_takes_keys_over_live(app: LiveApp, size: tuple[int, int]) -> None:
    async with running(app, size) as pilot:
        for form in ("e", "c", "v", "q", "i"):
            await pilot.press("1", form)
            assert app.screen is not app.live_screen, form
            await pilot.resize_terminal(80, 24)
            await pilot.resize_terminal(*size)
            await pilot.press("ctrl+g")
            assert app.floor() == ("Grace",), form
            await press(pilot, "escape")
            assert app.screen is app.live_screen, form
