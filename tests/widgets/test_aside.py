"""Long pastes stand beside their field: all of each is there, whatever is done to what stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Paste

from mentortui.core.text import visible
from mentortui.widgets.aside import LONG_LINE, LONG_TEXT, Aside
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.prose import Prose
from tests.widgets.host import Host, rows

LONG = "wörd " * LONG_LINE


def test_what_is_short_stands_there_as_it_is() -> None:
    aside = Aside()
    assert aside.taken("a\x1bb", visible) == "a␛b"
    assert aside.whole("a␛b") == "a␛b"


def test_what_is_long_is_a_sentence_of_its_length() -> None:
    aside = Aside()
    shown = aside.taken(LONG, visible)
    assert aside.drawn(shown) == f"▤ {len(LONG):,} characters ▤"
    assert aside.whole(f"before {shown} after") == f"before {LONG} after"
    assert len(aside.drawn(shown)) == len(shown)
    assert aside.taken("a line\n" * (LONG_TEXT // 7 + 1), visible) != shown


@given(st.data())
def test_a_cell_of_it_is_enough_and_two_parts_are_no_two(data: st.DataObject) -> None:
    aside = Aside()
    shown = aside.taken(LONG, visible)
    start, end = sorted((data.draw(st.integers(0, len(shown))), data.draw(st.integers(0, len(shown)))))
    left = shown[:start] + "x" + shown[end:]
    assert aside.whole(left).count(LONG) == (1 if start or end < len(shown) else 0)
    assert aside.whole(left).replace(LONG, "") == "x"
    assert len(aside.drawn(left)) == len(left)


def test_characters_of_that_plane_from_elsewhere_stand_for_nothing() -> None:
    aside = Aside()
    shown = aside.taken(LONG, visible)
    assert aside.whole(aside.taken(shown, visible)) == "\ufffd" * len(shown)


@pytest.mark.parametrize("lines", [1, 50_000])
async def test_a_megabyte_in_a_prose_field_is_kept_whole_and_typing_goes_on(lines: int) -> None:
    text = ("wörd → " * (140_000 // lines) + "\n") * lines
    host = Host(Prose())
    async with host.run_test() as pilot:
        prose = host.query_one(Prose)
        prose.focus()
        await pilot.pause()
        prose.post_message(Paste(text))
        await pilot.press("e", "n", "d", "left", "backspace")
        await pilot.pause()
        assert prose.text == text + "ed"
        assert len(prose.document.text) < 100
        await pilot.press("f7")
        assert prose.selected_text == text + "ed"
        await pilot.press("delete")
        await pilot.pause()
        assert prose.text == ""
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert prose.text.startswith(text)


async def test_a_megabyte_in_a_line_is_kept_whole_and_typing_goes_on() -> None:
    host = Host(OneLine())
    async with host.run_test(size=(60, 5)) as pilot:
        line = host.query_one(OneLine)
        line.focus()
        await pilot.press("w", "a", "s", "space")
        line.post_message(Paste("wörd → " * 140_000))
        await pilot.press("e", "n", "d")
        await pilot.pause()
        assert line.typed == "was " + ("wörd → " * 140_000).strip() + "end"
        assert "characters ▤end" in rows(pilot.app)[0]
