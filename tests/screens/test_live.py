"""Live by the keyboard: each key shows its effect at once, and what it does is in the log."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mentortui.core.durations import SECOND
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.cover import CoverScreen
from mentortui.screens.rows import RowsScreen
from mentortui.widgets.capture_line import CaptureLine
from mentortui.widgets.captures_list import CapturesList
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.now_panel import NowPanel
from tests.screens.live_app import PAIR, LiveApp, running
from tests.screens.waiting import press

FOUR = ("Ada", "Grace", "Linus", "Kofi")


@pytest.fixture
def app(tmp_path: Path) -> LiveApp:
    return LiveApp(tmp_path / "data")


def texts(app: LiveApp) -> list[str]:
    return [facts.capture.text for facts in app.session.session.captures]


async def test_keys_move_the_floor_and_the_bars_follow(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1")
        app.pass_time(60)
        await pilot.press("f2")
        app.pass_time(20)
        assert app.percents() == ["75 %", "25 %"]
        await pilot.press("g")
        assert app.floor() == ("Ada",)
        await pilot.press("b")
        assert app.floor() == PAIR
        await pilot.press("0")
        assert app.floor() == ()


async def test_the_header_says_saved_only_when_it_is(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1")
        assert app.session.writer.flush()
        await pilot.pause()
        assert app.live_screen.query_one(HeaderLine).saved.text == "● saved"


async def test_the_agenda_is_walked_with_the_arrows(app: LiveApp) -> None:
    async with running(app) as pilot:
        now = app.live_screen.query_one(NowPanel)
        assert (now.view.title, now.view.position, now.view.total) == ("Check-in", 1, 2)
        app.pass_time(120)
        assert now.view.left == 180 * SECOND
        await pilot.press("up")
        assert now.view.left == 480 * SECOND
        await pilot.press("right")
        assert now.view.title == "Code review of the parser"
        assert now.view.lead == "Grace leads"
        await pilot.press("left")
        assert now.view.title == "Check-in"


async def test_a_capture_is_typed_and_enter_saves_it(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("enter", *"who owns the rota")
        await pilot.press("enter")
        assert texts(app) == ["who owns the rota"]
        assert app.live_screen.query_one(CapturesList).view.rows[0].text == "who owns the rota"
        assert not app.live_screen.query_one(CaptureLine).opened


async def test_a_sign_opens_the_line_and_enter_twice_does_nothing_but_save(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("exclamation_mark", *"yes")
        await pilot.press("enter", "enter", "enter")
        assert [facts.capture.kind for facts in app.session.session.captures] == ["decision"]
        assert not app.live_screen.query_one(CaptureLine).opened
        assert len(app.session.session.undoable) == 1


async def test_a_sign_over_a_draft_begins_anew_and_the_draft_comes_back(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("plus", *"half", "escape", "exclamation_mark", *"yes", "enter")
        assert [(facts.capture.kind, facts.capture.text) for facts in app.session.session.captures] == [("decision", "yes")]
        await pilot.press("enter", "up", "up")
        assert app.live_screen.query_one(CaptureLine).text == "+half"


async def test_keys_that_come_before_the_line_has_the_focus_are_its_own(app: LiveApp) -> None:
    from textual.events import Key

    async with running(app) as pilot:
        for key in ("+", *"commits"):
            app.post_message(Key("plus" if key == "+" else key, key))
        await pilot.pause()
        await pilot.pause()
        assert app.live_screen.query_one(CaptureLine).text == "+commits"
        assert app.screen is app.live_screen


async def test_the_floor_changes_in_mid_word(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1", "enter", *"hal", "ctrl+g", *"f a w", "f1", *"ord 123gb", "enter")
        assert texts(app) == ["half a word 123gb"]
        assert app.floor() == ("Ada",)


async def test_with_more_than_two_the_next_key_says_who_and_typing_goes_on(tmp_path: Path) -> None:
    app = LiveApp(tmp_path, FOUR)
    async with running(app) as pilot:
        await pilot.press("enter", *"hel", "ctrl+g")
        assert app.asked().startswith("Who speaks?")
        await pilot.press("3", *"lo")
        assert app.floor() == ("Linus",)
        await pilot.press("ctrl+g", "0", "ctrl+g", "b")
        assert app.session.session.floor.how == "several"
        await pilot.press("enter")
        assert texts(app) == ["hello"]


async def test_the_floor_can_be_given_over_every_form(app: LiveApp) -> None:
    async with running(app) as pilot:
        for form in ("i", "m", "e", "v", "c", "t", "q", "p"):
            await press(pilot, "1", form)
            assert app.screen is not app.live_screen, form
            await press(pilot, "ctrl+g")
            assert app.floor() == ("Grace",), form
            await press(pilot, "f1")
            assert app.floor() == ("Ada",), form
            await press(pilot, "ctrl+t")
            assert isinstance(app.screen, CoverScreen), form
            await press(pilot, "x", "enter")
            assert isinstance(app.screen, AskScreen | RowsScreen | ChooseScreen), form
            await press(pilot, "escape")
            assert app.screen is app.live_screen, form


async def test_a_draft_survives_escape_and_cover(app: LiveApp) -> None:
    async with running(app) as pilot:
        line = app.live_screen.query_one(CaptureLine)
        await pilot.press("enter", *"half", "escape")
        assert not line.opened
        await pilot.press("enter", *" way", "ctrl+t", *" more")
        assert "half" not in str(app.screen.query_one("#left").render())
        await pilot.press("ctrl+t", "enter")
        assert line.text == "half way more"
        assert line.opened
        await pilot.press("enter")
        assert texts(app) == ["half way more"]


async def test_only_x_and_then_enter_uncovers(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("x")
        for key in ("enter", "escape", "q", "space"):
            await pilot.press(key)
            assert isinstance(app.screen, CoverScreen)
        await pilot.press("2")
        assert app.floor() == ("Grace",)
        await pilot.press("x", "enter")
        assert app.screen is app.live_screen


async def test_a_new_topic_starts_now(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("i", *"On-call rota", "enter")
        assert app.live_screen.query_one(NowPanel).view.title == "On-call rota"
        assert [facts.state for facts in app.session.session.items] == ["current", "open", "waiting"]


async def test_the_agenda_is_edited_in_mid_session(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("e", "a", *"Demo 10", "enter")
        assert [(facts.item.title, facts.item.minutes) for facts in app.session.session.items][-1] == ("Demo", 10)
        await pilot.press("end", "K", "K")
        assert app.session.session.items[0].item.title == "Demo"
        await pilot.press("e", "backspace", "backspace", *"0", "enter")
        assert isinstance(app.screen, AskScreen)
        await pilot.press("escape", "backspace", "u", "escape")
        assert [facts.item.title for facts in app.session.session.items] == ["Demo", "Check-in", "Code review of the parser"]


async def test_the_holder_is_asked_about_and_the_own_key_says_yes(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("2")
        app.pass_time(181)
        assert app.asked() == "Still Grace? 2 yes 1 Ada since…"
        await pilot.press("2")
        assert app.asked() == "still Grace"
        app.pass_time(60)
        assert app.session.whole().unsure == 0


async def test_anothers_key_offers_to_say_since_when(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("2")
        app.pass_time(190)
        await pilot.press("1")
        assert "t types it" in app.asked()
        await pilot.press("t", *"-90", "enter")
        assert app.session.whole().floor["p1"] == 90 * SECOND


async def test_pause_stands_still_and_a_floor_key_resumes(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1")
        app.pass_time(10)
        await pilot.press("space")
        app.pass_time(50)
        assert app.session.whole().floor["p1"] == 10 * SECOND
        await pilot.press("2")
        app.pass_time(5)
        assert app.session.whole().floor == {"p1": 10 * SECOND, "p2": 5 * SECOND}


async def test_undo_and_redo_are_named_as_they_happen(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1", "2", "u")
        assert app.asked() == "Undone: Grace has the floor"
        assert app.floor() == ("Ada",)
        await pilot.press("U")
        assert app.asked() == "Done again: Grace has the floor"


async def test_figures_hide_with_one_key(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("1")
        app.pass_time(30)
        await pilot.press("h")
        assert not app.session.session.show_figures
        await pilot.press("h")
        assert app.session.session.show_figures


async def test_an_unused_number_pressed_twice_is_a_guest_who_gets_a_name(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("3")
        assert "Press 3 again" in app.asked()
        await pilot.press("3")
        assert app.floor() == ("Guest 3",)
        await pilot.press("v", "end", "e", *"Kofi", "enter", "escape")
        assert app.floor() == ("Kofi",)


async def test_the_french_number_row_works_without_shift(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    me = app.desk.mentorships.me()
    app.desk.store.save_me(type(me)(id=me.id, name=me.name, zone=me.zone, number_row="&é\"'(-è_çà"))
    async with running(app) as pilot:
        await pilot.press("ampersand")
        assert app.floor() == ("Ada",)
        await pilot.press("é")
        assert app.floor() == ("Grace",)
        await pilot.press("à")
        assert app.floor() == ()


async def test_hostile_names_neither_act_nor_end_the_program(tmp_path: Path) -> None:
    app = LiveApp(tmp_path, ("[/]", "[@click=app.quit]x[/]", "\x1b[31m", "🎉🎉"))
    async with running(app) as pilot:
        await pilot.press("2")
        app.pass_time(185)
        await pilot.press("enter", *"[b]@x[/b]", "enter")
        for form in ("v", "c", "e", "q"):
            await pilot.press(form)
            await pilot.pause()
            await pilot.press("escape")
        assert texts(app) == ["[b]@x[/b]"]


async def test_a_paste_of_several_lines_keeps_them_all(app: LiveApp) -> None:
    from textual.events import Paste

    async with running(app) as pilot:
        await pilot.press("enter")
        app.live_screen.query_one(CaptureLine).post_message(Paste("! one\ntwo\n- three"))
        await pilot.pause()
        await pilot.press("enter")
        assert texts(app) == ["! one\ntwo\n- three"]
        assert app.session.session.captures[0].capture.kind == "note"


async def test_a_paste_beside_the_capture_line_waits_in_it_and_does_nothing(app: LiveApp) -> None:
    from textual.events import Paste

    async with running(app) as pilot:
        await pilot.press("1")
        app.post_message(Paste("2 g q y https://example.org/rota"))
        await pilot.pause()
        assert app.asked() == "What was pasted is in the capture line: enter opens it"
        assert app.session.session.floor.holders == ("p1",)
        await pilot.press("2", "enter", "enter")
        assert app.session.session.floor.holders == ("p2",)
        assert texts(app) == ["2 g q y https://example.org/rota"]
        app.post_message(Paste("\n "))
        await pilot.pause()
        assert app.live_screen.query_one(CaptureLine).text == ""


@pytest.mark.parametrize("smallest", [(1, 1), (40, 8)], ids=str)
async def test_every_size_shows_something_and_takes_keys(app: LiveApp, smallest: tuple[int, int]) -> None:
    async with running(app, smallest) as pilot:
        await pilot.press("right")
        sizes = (smallest, (120, 40), (80, 24), (60, 20), (40, 12), (120, 8), (30, 3))
        for number, size in enumerate(sizes, 1):
            await pilot.resize_terminal(*size)
            await pilot.press("1")
            app.pass_time(5)
            await pilot.press("enter", *"note", "enter")
            await pilot.resize_terminal(80, 24)
            await pilot.resize_terminal(*size)
            await pilot.press("2")
            assert app.floor() == ("Grace",), size
            assert texts(app) == ["note"] * number, size


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)], ids=str)
@pytest.mark.parametrize(
    "names", [PAIR, ("Ada", "王小明", "Kofi 🎉", "Bartholomew Wolfeschlegelsteinhausenberger", *"EFGHI")], ids=len
)
def test_live_looks_as_agreed(
    snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int], names: tuple[str, ...]
) -> None:
    app = LiveApp(tmp_path, names)

    async def usual(pilot: object) -> None:
        for key, seconds in (("1", 60), ("2", 90), ("1", 30)):
            app.action_floor(int(key))
            app.pass_time(seconds)
        app.session.agenda.go_on()
        app.pass_time(70)
        app.session.captures.catch("* Grace shipped the retry fix alone")
        app.session.captures.catch("+ commits reviewable in five minutes -> the same on the API repo due:fri")
        app.session.captures.catch(". she sounds tired")
        assert app.session.writer.flush()
        app.live_screen.follow()

    assert snap_compare(app, terminal_size=size, run_before=usual)


async def test_the_palette_opens_from_a_text_field_once_and_never_over_the_cover(app: LiveApp) -> None:
    from textual.command import CommandPalette

    def palettes() -> int:
        return sum(isinstance(screen, CommandPalette) for screen in app.screen_stack)

    async with running(app) as pilot:
        await pilot.press("enter", *"half", "ctrl+p")
        assert palettes() == 1
        await pilot.press("ctrl+t", "ctrl+p", "colon")
        assert palettes() == 1
        assert isinstance(app.screen, CoverScreen)


@pytest.mark.parametrize("row", ["", "123"])
async def test_a_number_row_that_was_edited_wrongly_leaves_the_digits(tmp_path: Path, row: str) -> None:
    app = LiveApp(tmp_path)
    me = app.desk.mentorships.me()
    app.desk.store.save_me(type(me)(id=me.id, name=me.name, zone=me.zone, number_row=row))
    async with running(app) as pilot:
        await pilot.press("2")
        assert app.floor() == ("Grace",)
