"""The capture line: typing, pasting, bursts, drafts."""

from collections.abc import Iterator
from itertools import count

import pytest
from textual.events import Key, Paste
from textual.geometry import Offset
from textual.pilot import Pilot

from mentortui.widgets.capture_line import CaptureLine
from mentortui.widgets.line_buffer import LineBuffer
from tests.widgets.host import HOSTILE, Host, cells, settled

SECOND_ROW = "CaptureLine { border: none; height: 2; padding: 0 1; &.-open { border: none; } }"


def slowly() -> Iterator[float]:
    return (n * 0.1 for n in count())


class Catching(list[tuple[str, bool]]):
    """What a line asked to be caught; `takes` says whether it is."""

    takes = False

    def __call__(self, text: str, literal: bool) -> bool:
        self.append((text, literal))
        return self.takes


def typed_by_hand(line: CaptureLine) -> CaptureLine:
    times, line.catch = slowly(), Catching()
    line.key_time = lambda event: next(times)
    return line


def in_a_burst(line: CaptureLine) -> CaptureLine:
    line.key_time, line.catch = lambda event: 1.0, Catching()
    return line


def submitted(app: Host) -> list[tuple[str, bool]]:
    catching = app.screen.query_one(CaptureLine).catch
    assert isinstance(catching, Catching)
    return list(catching)


async def type_text(pilot: Pilot[None], text: str) -> None:
    for char in text:
        pilot.app.screen.query_one(CaptureLine).post_message(Key("enter" if char == "\n" else char, char))
    await pilot.pause()


async def test_what_is_typed_is_kept_told_and_saved() -> None:
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test() as pilot:
        line = app.query_one(CaptureLine)
        line.open("+")
        await pilot.press("space", "h", "i", "é")
        assert line.text == "+ hié"
        await pilot.press("enter")
        assert submitted(app) == [("+ hié", False)]
        changes = [said.text for said in app.heard if isinstance(said, CaptureLine.Changed)]
        assert changes == ["+", "+ ", "+ h", "+ hi", "+ hié"]
        assert line.opened


async def test_enter_pressed_again_before_anything_has_come_of_it_catches_nothing_twice_and_later_keys_are_the_screens() -> None:
    """Two keys in one read of the terminal: the note was there twice, and what was typed next nowhere."""
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test() as pilot:
        line = app.query_one(CaptureLine)
        catching = line.catch
        assert isinstance(catching, Catching)
        catching.takes = True
        line.open("+")
        await pilot.press("h", "i")
        for key in ("enter", "enter", "k", "m"):
            app.post_message(Key(key, None if key == "enter" else key))
        await pilot.pause()
        assert submitted(app) == [("+hi", False)]
        assert (line.text, line.opened) == ("", False)
        assert app.stray == ["enter", "k", "m"]
        assert [said.text for said in app.heard if isinstance(said, CaptureLine.Changed)][-1] == ""


async def test_a_closed_line_takes_no_key() -> None:
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test() as pilot:
        await pilot.press("1", "g")
        assert app.query_one(CaptureLine).text == ""
        assert app.stray == ["1", "g"]
        assert "enter, or:  + praise" in "\n".join(await settled(pilot))


async def test_enter_on_an_empty_line_closes() -> None:
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test() as pilot:
        line = app.query_one(CaptureLine)
        line.open()
        await pilot.press("space", "enter")
        assert not line.opened
        assert not line.has_focus
        assert [type(said) for said in app.heard if not isinstance(said, CaptureLine.Changed)] == [CaptureLine.Closed]


async def test_escape_keeps_the_draft_and_opening_brings_it_back() -> None:
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test() as pilot:
        line = app.query_one(CaptureLine)
        line.open()
        await pilot.press("h", "i", "escape")
        assert not line.opened
        assert line.text == "hi"
        assert "Capture · draft" in "\n".join(await settled(pilot))
        line.open("+")
        assert line.text == "hi"


async def test_a_paste_of_several_lines_is_kept_whole_and_its_signs_are_not_read() -> None:
    read: list[tuple[str, bool]] = []
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test() as pilot:
        line = app.query_one(CaptureLine)
        line.preview = lambda text, literal: read.append((text, literal)) or "note"  # type: ignore[func-returns-value]
        line.open()
        line.post_message(Paste("> one\r\n! two\rthree\x1b[0m"))
        screen = "\n".join(await settled(pilot))
        assert "> one⏎! two⏎three␛[0m" in screen
        assert "3 lines pasted" in screen
        assert read[-1] == ("> one\n! two\nthree\x1b[0m", True)
        await pilot.press("enter")
        assert submitted(app) == [("> one\n! two\nthree\x1b[0m", True)]


async def test_one_pasted_line_is_as_if_typed() -> None:
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test() as pilot:
        line = app.query_one(CaptureLine)
        line.open()
        line.post_message(Paste("> write the test\n"))
        await pilot.pause()
        await pilot.press("enter")
        assert submitted(app) == [("> write the test", False)]


async def test_enter_inside_a_burst_of_keys_does_not_save() -> None:
    app = Host(in_a_burst(CaptureLine()))
    async with app.run_test() as pilot:
        line = app.query_one(CaptureLine)
        line.open()
        await type_text(pilot, "first line\n> second\n")
        assert submitted(app) == []
        assert line.text == "first line\n> second\n"
        line.key_time = lambda event: 2.0
        await pilot.press("enter")
        assert submitted(app) == [("first line\n> second", True)]


async def test_up_brings_back_what_was_saved_and_down_leaves_it() -> None:
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test() as pilot:
        line = app.query_one(CaptureLine)
        line.history = ("first", "second")
        line.open()
        await pilot.press("up")
        assert line.text == "second"
        await pilot.press("up", "up")
        assert line.text == "first"
        await pilot.press("down", "down")
        assert line.text == ""
        await pilot.press("a", "up")
        assert line.text == "a"


async def test_tab_completes_and_the_suggestions_show() -> None:
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test() as pilot:
        line = app.query_one(CaptureLine)
        line.complete = lambda text, cursor: (text.replace("@g", "@Grace "), cursor + 5)
        line.suggestions = lambda text, cursor: ("@Grace", "@Greta") if text.endswith("@g") else ()
        line.open()
        await pilot.press("at", "g")
        assert "tab: @Grace  @Greta" in "\n".join(await settled(pilot))
        await pilot.press("tab", "x")
        assert line.text == "@Grace x"
        assert line.has_focus


async def test_without_a_border_the_preview_has_a_row_of_its_own() -> None:
    app = Host(typed_by_hand(CaptureLine()), css=SECOND_ROW)
    async with app.run_test(size=(40, 8)) as pilot:
        line = app.query_one(CaptureLine)
        line.preview = lambda text, literal: "note · Grace gets it"
        line.open()
        await pilot.press("h", "i")
        assert [row.strip() for row in await settled(pilot)][:2] == ["hi", "note · Grace gets it · enter saves"]


async def test_covered_what_is_typed_is_dots_and_nothing_is_previewed() -> None:
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test() as pilot:
        line = app.query_one(CaptureLine)
        line.preview = lambda text, literal: f"note {text}"
        line.covered = True
        line.open()
        await pilot.press("s", "e", "c")
        screen = "\n".join(await settled(pilot))
        assert "•••" in screen
        assert "sec" not in screen
        assert line.text == "sec"
        await pilot.press("escape")
        assert "sec" not in "\n".join(await settled(pilot))


async def test_a_megabyte_is_kept_whole_and_only_a_little_of_it_is_looked_at() -> None:
    asked: list[int] = []

    def looked_at(text: str, literal: bool) -> str:
        asked.append(len(text))
        return "note"

    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test() as pilot:
        line = app.query_one(CaptureLine)
        line.preview = looked_at
        line.open()
        line.post_message(Paste("é" * 1_000_000))
        await pilot.pause()
        await pilot.press("x", "left", "y", "home", "z", "end", "backspace")
        assert line.text == "z" + "é" * 1_000_000 + "y"
        assert max(asked) <= 4000
        await pilot.press("enter")
        assert submitted(app) == [(line.text, False)]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("width", [120, 40])
async def test_any_text_keeps_its_cells_wherever_the_cursor_is(text: str, width: int) -> None:
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test(size=(width, 8)) as pilot:
        line = app.query_one(CaptureLine)
        line.preview = lambda text, literal: text
        line.open()
        line.text = text
        for key in ("left", "ctrl+left", "home"):
            await pilot.press(key)
            screen = await settled(pilot)
            assert cells(app) == {width}
            assert not any(char < " " or "\x7f" <= char < "\xa0" for char in "".join(screen))
        assert line.text == text


async def test_the_cursor_is_where_the_terminal_puts_its_own() -> None:
    app = Host(typed_by_hand(CaptureLine()))
    async with app.run_test(size=(40, 8)) as pilot:
        line = app.query_one(CaptureLine)
        line.open()
        line.text = "王a"
        await settled(pilot)
        assert app.cursor_position == line.content_region.offset + Offset(3, 0)


async def test_a_click_on_the_closed_line_asks_to_open_it() -> None:
    app = Host(CaptureLine())
    async with app.run_test() as pilot:
        await pilot.click(CaptureLine)
        await pilot.pause()
        assert [type(said) for said in app.heard] == [CaptureLine.Wanted]


def test_a_step_is_what_one_sees_as_one_character() -> None:
    buffer = LineBuffer("ae\u0301👩‍👩‍👧b")
    buffer.left()
    buffer.left()
    assert buffer.under() == "👩‍👩‍👧"
    buffer.delete_right()
    assert buffer.text == "ae\u0301b"
    buffer.delete_left()
    assert buffer.text == "ab"


def test_words_are_passed_and_cut_whole() -> None:
    buffer = LineBuffer("one two  three")
    buffer.delete_word_left()
    assert buffer.text == "one two  "
    buffer.word_left()
    assert buffer.text[buffer.cursor :] == "two  "
    buffer.word_right()
    assert buffer.text[: buffer.cursor] == "one two"
    buffer.delete_to_end()
    assert buffer.text == "one two"
    buffer.delete_to_start()
    assert buffer.text == ""
