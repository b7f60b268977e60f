"""Tables for spreadsheets: RFC 4180, and no cell is ever reckoned."""

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mentortui.core.text import visible
from mentortui.formats.session_shapes import show_shape
from mentortui.formats.shapes import ListShape, SessionLineShape
from mentortui.formats.tables import MARK, cell, list_table, session_table
from tests.formats.test_markdown import texts
from tests.screens.summary_app import FIGURES, USUAL, finished

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1", "\n=1", " =1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20S")
SIGNS = set("=+-@\uff1d\uff0b\uff0d\uff20\u2212")
formulas = st.lists(st.sampled_from((*'=+-@;,"|%', "\t", "\r\n", " ", "1", "a", "'", "\uff1d", "\x00")), max_size=12).map("".join)


def starts(text: str) -> bool:
    """Whether a spreadsheet could reckon it; a number on its own it may."""
    return text.lstrip(" \t\r\n\"'\u2400\ufffd\u23ce")[:1] in SIGNS and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_shown_as_words(text: str) -> None:
    assert cell(text) == "'" + visible(text)


@given(text=st.one_of(texts, formulas))
@example(text='x";=1+1')
@example(text="x;\t=1+1;y")
@example(text="x\n=1+1")
def test_no_cell_begins_a_formula_however_a_spreadsheet_parts_it(text: str) -> None:
    session = show_shape("grace", finished(title=text), (), None).session
    listed = SessionLineShape(
        id=text,
        mentorship=text,
        with_=[text],
        number=1,
        kind=text,
        title=text,
        state="finished",
        began=text,
        ended=None,
        active_seconds=None,
        speaking=None,
        open_promises=0,
    )
    for written in (session_table(session), list_table(ListShape(sessions=[listed]))):
        lines = written.removeprefix(MARK).split("\r\n")
        assert lines[-1] == ""
        for between in (",", ";", "\t"):
            for row in csv.reader(lines[:-1], delimiter=between):
                for found in row:
                    assert not starts(found) or found.lstrip()[0] == "'", found


@given(text=texts)
def test_a_row_is_one_line_and_reads_back_as_it_is_shown(text: str) -> None:
    first = cell(text)
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow([first, "x"])
    assert next(csv.reader(io.StringIO(out.getvalue()))) == [first, "x"]
    assert first.replace("'", "") == visible(text).replace("'", "")
    assert "\n" not in first
    assert "\r" not in first


@pytest.mark.parametrize("number", ["0", "-5", "12.5", "-0.1", "2026"])
def test_a_number_stays_a_number(number: str) -> None:
    assert cell(number) == number


def test_a_session_is_a_row_a_capture_with_names_for_people() -> None:
    from mentortui.core.records import Caught

    caught = tuple(Caught(capture=one, at=n * 60_000_000) for n, one in enumerate(USUAL) if one.kind != "private")
    session = show_shape("grace", finished(caught=caught, figures=FIGURES), (), None).session
    rows = list(csv.DictReader(io.StringIO(session_table(session).removeprefix(MARK))))
    assert len(rows) == len(caught)
    promise = next(row for row in rows if row["id"] == "c2")
    assert (promise["kind"], promise["who"], promise["text"], promise["due"]) == (
        "action",
        "Grace",
        "write the failing test first",
        "2026-11-27",
    )
    better = next(row for row in rows if row["id"] == "c5")
    assert (better["text"], better["better"]) == ("", "the migration step had no owner")
    both = next(row for row in rows if row["id"] == "c4")
    assert (both["next_step"], both["step_owner"], both["date"], both["minute"]) == (
        "the same on the API repo",
        "Grace",
        "2026-11-25",
        "3.0",
    )
