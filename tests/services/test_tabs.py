"""What the tabs of the Mentorship screen read, find and do; records that others refer to; what is typed into any form."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentortui.core import kinds
from mentortui.core.commands import Refused
from mentortui.core.record_fields import Field, RecordKind, WrongField, filled, typed
from mentortui.core.record_kinds import RECORD_KINDS
from mentortui.core.records import Record
from mentortui.services.records import Records, ReferredTo
from mentortui.services.tabs import AS_GIVEN, Entries, Entry, RecordTab, TabRow
from mentortui.store.store import Store
from tests.screens.stage import StillClock
from tests.store import values


class Book(Record, frozen=True, kw_only=True):
    """What a note is about."""

    title: str = ""
    pages: str = ""


class Note(Record, frozen=True, kw_only=True):
    """Refers to a book by its title."""

    text: str = ""
    book: str = ""


def no_two_of_one_title(record: Record, others: Sequence[Record]) -> None:
    assert isinstance(record, Book)
    if any(isinstance(one, Book) and one.title == record.title for one in others):
        raise WrongField("title", f"There is a book “{record.title}” already.")


BOOK = RecordKind(
    name="book",
    title="Books",
    one="a book",
    table="books",
    struct=Book,
    blank=lambda id: Book(id=id),
    fields=(
        Field(path="title", label="Title", needed=True, role="text"),
        Field(path="pages", label="Pages", kind=kinds.Number()),
    ),
    rule=no_two_of_one_title,
    refers=lambda book, other: isinstance(other, Note) and isinstance(book, Book) and other.book == book.title,
    page=lambda record, others, around: (("Others", str(len(others))),),
)
NOTE = RecordKind(
    name="note",
    title="Notes",
    one="a note",
    table="booknotes",
    struct=Note,
    private=True,
    blank=lambda id: Note(id=id),
    fields=(
        Field(path="text", label="What", needed=True, role="text"),
        Field(path="book", label="Book", kind=kinds.Link("book", makes=False)),
    ),
)


def records_in(folder: Path, kinds: tuple[RecordKind, ...] = (BOOK, NOTE)) -> tuple[Records, Store, str]:
    store, numbers = Store(folder / "data"), iter(range(10_000))
    slug = store.save_mentorship(values.mentorship()).slug
    return Records(store, StillClock(), lambda: f"n{next(numbers)}", kinds), store, slug


def add(records: Records, slug: str, kind: RecordKind, **answers: str) -> str:
    blank = records.blank(kind)
    records.save(slug, kind, blank, answers)
    return blank.id


def entries(*rows: tuple[str, int]) -> Entries:
    return Entries([Entry(row=TabRow(id=text, text=text, level=level), page=(("Note", f"on {text}"),)) for text, level in rows])


def test_with_a_filter_what_stands_above_a_row_that_is_found_stays() -> None:
    read = entries(("lead", 0), ("reading", 1), ("release", 1), ("speak", 0), ("guild day", 1))
    assert read.find("", AS_GIVEN).ids == ["lead", "reading", "release", "speak", "guild day"]
    assert read.find("RELEASE", AS_GIVEN).ids == ["lead", "release"]
    assert read.find("on guild", AS_GIVEN).ids == ["speak", "guild day"]
    assert read.find("nothing says this", AS_GIVEN).ids == []


def test_rows_may_stand_in_another_order() -> None:
    row = [Entry(row=TabRow(id=one, text=one)) for one in ("b", "a")]
    read = Entries(row, {"a to z": lambda entry: entry.row.text})
    assert read.orders == (AS_GIVEN, "a to z")
    assert read.find("", "a to z").ids == ["a", "b"]
    assert read.find("", "an order that is none").ids == ["b", "a"]


def test_a_plain_kind_has_its_tab_from_its_entry_alone(tmp_path: Path) -> None:
    records, _, slug = records_in(tmp_path)
    add(records, slug, BOOK, title="Release It!", pages="376")
    add(records, slug, BOOK, title="Accelerate")
    tab, shelf = RecordTab(records, slug, BOOK), records.shelf(slug)
    found = tab.read(shelf).find("", "a to z")
    assert [found.row(place).text for place in range(2)] == ["Accelerate", "Release It!"]
    assert found.page(1) == (("Title", "Release It!"), ("Pages", "376"), ("Others", "1"))
    assert (tab.count(shelf).there, RecordTab(records, slug, NOTE).count(shelf).there) == (2, 0)


def test_what_others_refer_to_is_asked_about_before_it_goes_and_comes_back_with_its_references(tmp_path: Path) -> None:
    records, _, slug = records_in(tmp_path)
    book = add(records, slug, BOOK, title="Release It!")
    add(records, slug, NOTE, text="chapter 4", book="Release")
    with pytest.raises(ReferredTo, match="A note refers to “Release It!”"):
        records.remove(slug, BOOK, book)
    add(records, slug, NOTE, text="chapter 5", book="Release It!")
    with pytest.raises(ReferredTo, match="2 notes refer to “Release It!”"):
        records.remove(slug, BOOK, book)
    assert [one.removed for one in records.shelf(slug).records["book"]] == [False]
    records.remove(slug, BOOK, book, anyway=True)
    assert [one.removed for one in records.shelf(slug).records["book"]] == [True]
    with pytest.raises(Refused, match="is no book: there is none yet"):
        add(records, slug, NOTE, text="chapter 6", book="Release It!")
    records.undo(slug)
    assert [one.removed for one in records.shelf(slug).records["book"]] == [False]
    assert [one.book for one in records.shelf(slug).records["note"] if isinstance(one, Note)] == ["Release It!"] * 2


def test_a_rule_of_the_kind_is_kept_and_says_at_which_field_it_is_broken(tmp_path: Path) -> None:
    records, _, slug = records_in(tmp_path)
    first = add(records, slug, BOOK, title="Release It!")
    with pytest.raises(WrongField, match="already") as found:
        add(records, slug, BOOK, title="Release It!")
    assert found.value.path == "title"
    records.remove(slug, BOOK, first)
    add(records, slug, BOOK, title="Release It!")
    assert len(records.shelf(slug).records["book"]) == 2


def test_a_private_kind_lies_in_private_json_alone(tmp_path: Path) -> None:
    records, store, slug = records_in(tmp_path)
    add(records, slug, NOTE, text="a word of mine")
    places = {path.name for path in (tmp_path / "data").rglob("*.json") if b"a word of mine" in path.read_bytes()}
    assert places == {"private.json"}
    assert store.private_table(slug, "booknotes", Note)[0].text == "a word of mine"


TYPED = st.one_of(
    st.sampled_from(["", "fri", "2w", "yesterday", "12,5", "-3", "1e3", "Ada", "ada, grace", "Release lead", "open", "done"]),
    st.text(max_size=30),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(RECORD_KINDS), st.data())
def test_what_is_typed_into_any_form_is_read_again_as_it_was_typed_in_any_field(kind: RecordKind, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        records, _, slug = records_in(Path(folder), RECORD_KINDS)
        blank, around = records.blank(kind), records.shelf(slug).around
        before = typed(kind, blank, around)
        answers = {
            field.path: data.draw(st.sampled_from(sorted(found)) if (found := kinds.options(field.kind, around)) else TYPED)
            for field in kind.fields
        }
        for path in (field.path for field in kind.fields if field.needed):
            answers[path] = answers[path].strip() or "words"
        while True:
            try:
                records.save(slug, kind, blank, answers)
                break
            except WrongField as error:  # what cannot be taken is left out, and nothing of it is stored
                assert records.shelf(slug).records[kind.name] == ()
                if answers.get(error.path) in (None, before[error.path]):
                    return
                answers[error.path] = before[error.path]
        (made,) = Records(Store(Path(folder) / "data"), StillClock(), lambda: "x", RECORD_KINDS).shelf(slug).records[kind.name]
        again = typed(kind, made, records.shelf(slug).around)
        assert again == typed(kind, kind.settled(blank, filled(kind, blank, answers, around), around), around)
        stored = msgspec.json.encode(made)
        records.save(slug, kind, made, again)
        (same,) = records.shelf(slug).records[kind.name]
        assert msgspec.structs.replace(same, changed=made.changed) == msgspec.json.decode(stored, type=kind.struct)
