"""People's words on a terminal: nothing hides, nothing commands, and columns stand straight."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mentortui.core.text import fit, lines_of, standing, storable, visible, visible_typed, width

ANY = st.text(alphabet=st.characters())  # lone surrogates too
NASTY = st.text(
    alphabet=st.sampled_from(
        "a é漢👍🏽👨👩‍\u200c\ufe0f\u0301❤1\u20e3"
        "🇩🇪🇰🏿\x1b\x07\n\r\t\u202e\u2066\u200b\xad\u1160ก\u0e33بन\u094d\ud800🏴\U000e0067\U000e007f"
    )
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("two\nlines\r\nthree", "two⏎lines⏎three"),
        ("a\tb", "a b"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("bell\x07 del\x7f", "bell␇ del␡"),
        ("c1\x9b31m", "c1\ufffd31m"),
        ("pay\u202egpj.exe", "pay\ufffdgpj.exe"),
        ("zero\u200bwidth\ufeff", "zero\ufffdwidth\ufffd"),
        ("lone \ud83d surrogate", "lone \ufffd surrogate"),
        ("soft\u00adhyphen", "soft-hyphen"),
        ("a\u200db", "a\ufffdb"),
        ("👩‍💻 ❤️ 👍🏽 1️⃣ 🇩🇪", "👩‍💻 ❤️ 👍🏽 1️⃣ 🇩🇪"),
        (
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ),
        ("🏻🏿", "\ufffd\ufffd"),
        ("👍🏽🏽 a🏽 ☝️🏽", "👍🏽\ufffd a\ufffd ☝️🏽"),
        ("🇩🇪🇰🇪🇩 🇪", "🇩🇪🇰🇪\ufffd \ufffd"),
        ("\u0301\u0301x", "\ufffd\u0301x"),
        ("\u1161", "\ufffd"),
        ("\u200d", "\ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Zoë Łukasz 山田 नमस्ते", "Zoë Łukasz 山田 नमस्ते"),
    ],
)
def test_what_hides_becomes_a_symbol_and_the_rest_stays(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.one_of(ANY, NASTY))
def test_visible_twice_is_visible_once_and_nothing_in_it_commands(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert all(unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp") for char in shown)
    shown.encode("utf-8")


@given(st.one_of(ANY, NASTY))
def test_what_shows_something_takes_a_cell_wherever_it_stands(text: str) -> None:
    assert not visible(text) or width(visible(text)) > 0


@given(st.one_of(ANY, NASTY))
def test_a_field_holds_what_was_typed_key_by_key_and_draws_what_is_visible(text: str) -> None:
    text = text.replace("\u200d", "").replace("\u200c", "")  # between letters they need both neighbours
    assert len(standing(text)) == len(text)
    typed = "".join(map(visible_typed, text.replace("\r\n", "\n")))
    assert visible(typed) == visible(text)


def test_a_flood_of_marks_is_bounded() -> None:
    assert len(visible("Z" + "\u0301" * 10_000)) == 10
    assert len(visible("👩" + "\u200d👩" * 10_000)) < 20_100
    assert width(fit("Z" + "\u0301" * 10_000 + "oe", 4)) == 4


def test_only_lone_surrogates_change_in_what_is_stored() -> None:
    assert storable("\x1b[0m\u202e\ud800 é\n") == "\x1b[0m\u202e\ufffd é\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "漢字かな",
        "한글",
        "e\u0301",
        "👍🏽",
        "👨‍👩‍👧‍👦",
        "❤️",
        "❤",
        "1️⃣",
        "🇩🇪",
        "☕",
        "⏎…·▸●‖◆",
        "กำ",
        "नमस्ते",
        "Ａ１",
        "╭─╮█▌┃",
        "▐2▌",
    ],
)
def test_cells_are_those_of_rich(text: str) -> None:
    assert width(text) == cell_len(text)


@given(st.one_of(ANY, NASTY))
def test_whatever_is_visible_takes_the_cells_rich_counts(text: str) -> None:
    shown = visible(text)
    assert width(shown) == cell_len(shown)


@given(st.one_of(ANY, NASTY), st.integers(-1, 30))
def test_what_is_fitted_never_takes_more_cells_and_padded_takes_them_all(text: str, cells: int) -> None:
    assert width(fit(text, cells)) <= max(0, cells)
    assert width(fit(text, cells, pad=True)) == max(0, cells)


@given(st.one_of(ANY, NASTY), st.integers(1, 30))
def test_what_fits_is_not_cut(text: str, cells: int) -> None:
    shown = visible(text)
    if width(shown) <= cells:
        assert fit(text, cells) == shown
    else:
        assert fit(text, cells).endswith("…")


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("Grace Otieno", 6, "Grace…"),
        ("漢字漢字", 4, "漢…"),
        ("漢字漢字", 5, "漢字…"),
        ("👍🏽👍🏽👍🏽", 3, "👍🏽…"),
        ("🇩🇪🇰🇪🇩🇪", 3, "🇩🇪…"),
        ("🇩🇪🇰🇪🇩🇪", 4, "🇩🇪…"),
        ("abc", 1, "…"),
        ("a", 1, "a"),
        ("x" * 10_000, 5, "xxxx…"),
    ],
)
def test_a_cut_is_told_and_splits_no_character(text: str, cells: int, shown: str) -> None:
    assert fit(text, cells) == shown


@pytest.mark.parametrize("flood", ["\u0301", "\u0e31", "\u20dd\u0301"])
def test_of_a_flood_that_takes_no_cells_only_so_much_is_looked_at(flood: str) -> None:
    before = time.process_time()
    shown = fit("e" + flood * 500_000, 40)
    assert time.process_time() - before < 1.5
    assert shown.endswith("\ufffd…")
    assert visible("e" + "\u0301" * 400) == visible("e" + "\u0301" * 12)


def test_lines_are_the_lines_one_typed() -> None:
    assert lines_of("one\r\ntwo\x1b\rthree\n") == ("one", "two␛", "three", "")
    assert lines_of("") == ("",)
