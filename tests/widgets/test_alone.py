"""Skin tones, halves of flags and marks that stand alone: no field is wider by them, and each keeps them."""

import pytest
from textual.containers import Vertical
from textual.events import Key, Paste

from mentortui.widgets.line_buffer import LineBuffer
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.prose import Prose
from tests.hostile.looks import troubles
from tests.widgets.host import Host, rows

ALONE = ["🏻🏿", "🇩", "\u0301\u0301x", "\u1161", "a🏽"]


@pytest.mark.parametrize("text", ALONE, ids=ascii)
@pytest.mark.parametrize("field", [OneLine, Prose])
async def test_a_field_draws_what_stands_alone_as_a_symbol_and_keeps_it(field: type[OneLine] | type[Prose], text: str) -> None:
    box = Vertical(control := field())
    box.styles.border, box.styles.width, box.styles.height = ("round", "white"), 30, 6
    host = Host(box)
    async with host.run_test(size=(40, 10)) as pilot:
        control.focus()
        control.post_message(Paste(text))
        await pilot.pause()
        assert troubles(host) == []
        assert "\ufffd" in "\n".join(rows(host))
        host.screen.set_focus(None)
        await pilot.pause()
        assert troubles(host) == []
        assert (control.typed if isinstance(control, OneLine) else control.text) == text


@pytest.mark.parametrize("field", [OneLine, Prose])
async def test_a_flag_a_tone_and_a_mark_may_come_key_by_key(field: type[OneLine] | type[Prose]) -> None:
    host = Host(control := field())
    async with host.run_test(size=(40, 10)) as pilot:
        control.focus()
        await pilot.pause()
        for char in "🇩🇪👍🏽e\u0301":
            control.post_message(Key(char, char))
        await pilot.pause()
        assert "🇩🇪👍🏽e\u0301" in "\n".join(rows(host))


def test_a_flag_is_one_step() -> None:
    line = LineBuffer("a🇩🇪🇰🇪")
    line.left()
    assert line.before() == "a🇩🇪"
    line.left()
    assert (line.before(), line.under(), line.after()) == ("a", "🇩🇪", "🇰🇪")
    line.delete_right()
    assert line.text == "a🇰🇪"
