"""Kinds of field and of record: what is typed, understood, stored and shown; lists filtered and sorted."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import kinds
from mentortui.core.capture import Capture
from mentortui.core.commands import Refused
from mentortui.core.kinds import Around
from mentortui.core.record_fields import (
    Field,
    RecordKind,
    WrongField,
    filled,
    links,
    typed,
    value,
    with_value,
)
from mentortui.core.record_kinds import ACTION, DECISION, RECORD_KINDS, WIN
from mentortui.core.record_lists import details, line, listed, orders, still_open
from mentortui.core.records import Living, Record

TODAY = date(2026, 11, 25)
AROUND = Around(
    me="ada", people=(("ada", "Ada"), ("grace", "Grace")), goals=("Release lead", "Speak up", "Read more"), today=TODAY
)
DAY = 86_400_000_000


def action(id: str, text: str = "read it", **fields: object) -> Living:
    state = str(fields.pop("state", "open"))
    created = int(str(fields.pop("created", 0)))
    capture = Capture(id=id, kind="action", text=text, **fields)  # type: ignore[arg-type]
    return Living(id=id, created=created, capture=capture, state=state)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "answer", "stored"),
    [
        (kinds.Line(), "  two   words ", "two words"),
        (kinds.Prose(), " one\n two ", "one\n two"),
        (kinds.Date(), "fri", "2026-11-27"),
        (kinds.Date(), "2w", "2026-12-09"),
        (kinds.Date(), " ", ""),
        (kinds.Person(), "grace", "grace"),
        (kinds.Person(), "", ""),
        (kinds.Choice((("open", "open"), ("done", "kept"))), "done", "done"),
        (kinds.Day(), "yesterday", "2026-11-24"),
        (kinds.Day(), "12 nov", "2026-11-12"),
        (kinds.Day(), "2025-12-01", "2025-12-01"),
        (kinds.Day(), "", ""),
        (kinds.Number(), "12,50", "12.5"),
        (kinds.Number(), " -3 ", "-3"),
        (kinds.Number(), "1 000", "1000"),
        (kinds.Number(), "0.0", "0"),
        (kinds.Number(), "", ""),
        (kinds.People(), "gra, ada", "grace ada"),
        (kinds.People(), "Ada and Grace and ada", "ada grace"),
        (kinds.People(), "", ""),
        (kinds.Link(), "rel", "Release lead"),
        (kinds.Link(), "LEAD", "Release lead"),
        (kinds.Link(), "Public talks", "Public talks"),
    ],
)
def test_what_is_typed_is_stored(kind: kinds.Kind, answer: str, stored: str) -> None:
    assert kinds.read(kind, answer, AROUND) == stored


@pytest.mark.parametrize(
    ("kind", "answer", "why"),
    [
        (kinds.Line(longest=5), "sixsix", "At most 5 characters; this has 6."),
        (kinds.Date(), "soon", "is not a date"),
        (kinds.Person(), "linus", "is none of those who take part"),
        (kinds.Choice((("a", "b"),)), "c", "is none of the choices"),
        (kinds.Day(), "tomorrow", "is still to come: give a day that was"),
        (kinds.Day(), "31 feb", "is not a day that was"),
        (kinds.Number(), "twelve", "is not a number"),
        (kinds.Number(), "nan", "is out of what can be kept"),
        (kinds.Number(), "1e99", "is out of what can be kept"),
        (kinds.People(), "linus", "is none of Ada and Grace"),
        (kinds.Link("win", makes=False), "rel", "is no win: there is none yet"),
        (kinds.Link(), "re", "may be Release lead, Read more: type more of it"),
    ],
)
def test_what_cannot_be_taken_is_said(kind: kinds.Kind, answer: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        kinds.read(kind, answer, AROUND)


@pytest.mark.parametrize(
    ("kind", "answer", "told"),
    [
        (kinds.Date(), "", "fri · 2w · 12 dec"),
        (kinds.Date(), "fri", "Fri 27 Nov"),
        (kinds.Link(), "", "Release lead · Speak up · Read more"),
        (kinds.Link(), "speak", "Speak up"),
        (kinds.Link(), "Talks", "a new goal: Talks"),
        (kinds.Line(), "x", ""),
    ],
)
def test_beside_the_field_stands_what_was_understood(kind: kinds.Kind, answer: str, told: str) -> None:
    assert kinds.understood(kind, answer, AROUND) == told


def test_values_are_shown_in_words() -> None:
    assert kinds.shown(kinds.Person(), "grace", AROUND) == "Grace"
    assert kinds.shown(kinds.Person(), "gone", AROUND) == "somebody who is no longer here"
    assert kinds.shown(kinds.Date(), "2026-11-27", AROUND) == "Fri 27 Nov"
    assert kinds.options(kinds.Person(), AROUND) == {"ada": "you", "grace": "Grace"}
    assert kinds.options(kinds.Line(), AROUND) is None


@given(st.dates(date(2000, 1, 1), date(2999, 12, 31)))
def test_a_stored_day_stands_in_the_field_so_that_it_is_read_again(day: date) -> None:
    assert kinds.read(kinds.Date(), kinds.typed(kinds.Date(), day.isoformat(), AROUND), AROUND) == day.isoformat()


words = st.text(max_size=20)


@given(st.sampled_from(RECORD_KINDS), st.data())
def test_a_form_left_as_it_was_changes_nothing_and_what_it_takes_it_shows_again(kind: RecordKind, data: st.DataObject) -> None:
    record = with_value(kind.blank("x"), kind.of_role("text").path, "words")  # type: ignore[union-attr]
    assert filled(kind, record, typed(kind, record, AROUND), AROUND) == record
    answers = {field.path: data.draw(words) for field in kind.fields if kinds.options(field.kind, AROUND) is None}
    try:
        changed = filled(kind, record, answers, AROUND)
    except WrongField:
        return
    assert filled(kind, changed, typed(kind, changed, AROUND), AROUND) == changed


def test_what_nobody_touches_is_kept_even_where_it_could_not_be_typed() -> None:
    odd = action("a", text="two  blanks", who="linus")
    assert filled(ACTION, odd, {**typed(ACTION, odd, AROUND), "note": "more"}, AROUND) == msgspec.structs.replace(
        odd, note="more"
    )


def test_a_field_that_is_needed_says_so_by_its_name() -> None:
    with pytest.raises(WrongField, match="What: a few words are needed") as found:
        filled(ACTION, ACTION.blank("x"), {"capture.text": "  "}, AROUND)
    assert found.value.path == "capture.text"


def test_a_list_is_filtered_by_all_that_is_said_in_a_record() -> None:
    records = (action("a", "write the test", who="grace"), action("b", "read it", goal="Speak up"), action("c", "wait"))
    assert [one.id for one in listed(records, ACTION, AROUND, "GRACE test")] == ["a"]
    assert [one.id for one in listed(records, ACTION, AROUND, "speak")] == ["b"]
    assert listed(records, ACTION, AROUND, "nothing says this") == ()
    assert listed(records, ACTION, AROUND, "x" * 10_000) == ()
    assert listed(records, WIN, AROUND) == ()


def test_a_list_stands_in_the_order_one_chose() -> None:
    records = (
        action("late", due="2026-11-20", created=1, who="grace"),
        action("kept", due="2026-11-01", created=2, state="done", who="ada"),
        action("new", "a word", created=3),
    )

    def ids(order: str) -> list[str]:
        return [one.id for one in listed(records, ACTION, AROUND, order=order)]

    assert orders(ACTION) == ("open first", "newest first", "by date", "by person", "a to z")
    assert orders(DECISION) == ("newest first", "by date", "a to z")
    assert ids("") == ids("open first") == ["late", "new", "kept"]
    assert ids("newest first") == ["new", "kept", "late"]
    assert ids("by date") == ["kept", "late", "new"]
    assert ids("by person") == ["kept", "late", "new"]
    assert ids("a to z") == ["new", "kept", "late"]


def test_a_line_says_what_who_by_when_and_whether_it_is_late() -> None:
    shown = line(action("a", who="grace", due="2026-11-20"), ACTION, AROUND)
    assert (shown.sign, shown.text, shown.who, shown.due, shown.late, shown.over) == (
        "○",
        "read it",
        "Grace",
        "Fri 20 Nov",
        True,
        False,
    )
    kept = line(action("a", due="2026-11-20", state="done"), ACTION, AROUND)
    assert (kept.sign, kept.late, kept.over) == ("✓", False, True)
    assert still_open((action("a"), action("b", state="done")), ACTION) == 1


@given(st.lists(st.builds(action, st.uuids().map(str), words, who=st.sampled_from(["", "ada", "x"]), due=words)), words)
def test_every_order_shows_the_same_records(records: list[Living], query: str) -> None:
    found = [{one.id for one in listed(records, ACTION, AROUND, query, order)} for order in orders(ACTION)]
    assert all(ids == found[0] for ids in found)


class Book(Record, frozen=True, kw_only=True):
    """A kind of record that the program does not have."""

    title: str = ""
    reader: str = ""
    state: str = "open"


BOOK = RecordKind(
    name="book",
    title="Books",
    one="a book",
    table="books",
    struct=Book,
    blank=lambda id: Book(id=id),
    fields=(
        Field(path="title", label="Title", needed=True, role="text"),
        Field(path="reader", label="Who reads it", kind=kinds.Person(), role="who"),
    ),
    done="read",
    example=("Grace  Release It!",),
)


def test_a_new_kind_is_a_struct_and_an_entry() -> None:
    book = filled(BOOK, BOOK.blank("b"), {"title": "Release It!", "reader": "grace"}, AROUND)
    assert book == Book(id="b", title="Release It!", reader="grace")
    assert details(book, BOOK, AROUND) == (("Title", "Release It!"), ("Who reads it", "Grace"))
    assert (line(book, BOOK, AROUND).sign, value(book, "title"), links(BOOK, book, "goal")) == ("○", "Release It!", [])
