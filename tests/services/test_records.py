"""The service behind the lists: what it says, what is on disk, and that each act is undone."""

from pathlib import Path

import msgspec
import pytest

from mentortui.core.commands import Refused
from mentortui.core.record_fields import WrongField
from mentortui.core.record_kinds import ACTION, DECISION, RECORD_KINDS, WIN
from mentortui.core.records import Living
from mentortui.services.records import Records
from mentortui.store.store import Store
from tests.core.test_record_kinds import BOOK, Book
from tests.screens.stage import DAY, NOON, StillClock
from tests.store import values


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path)
    store.save_mentorship(values.mentorship())
    return store


@pytest.fixture
def records(store: Store) -> Records:
    numbers = iter(range(1000))
    return Records(store, StillClock(), lambda: f"n{next(numbers)}", (*RECORD_KINDS, BOOK))


def living(store: Store) -> list[Living]:
    return [one for one in store.living("grace") if not one.removed]


def test_one_is_added_changed_done_removed_and_all_of_it_undone(store: Store, records: Records) -> None:
    new = records.blank(ACTION)
    assert records.save("grace", ACTION, new, {"capture.text": "read it", "capture.who": "grace"}) == "added: read it"
    (first,) = living(store)
    assert (first.id, first.capture.kind, first.capture.who, first.created, first.changed_by) == (
        "n0",
        "action",
        "grace",
        NOON,
        "ada",
    )
    assert records.save("grace", ACTION, first, {"capture.due": "fri"}) == "edited: read it"
    assert records.done("grace", ACTION, "n0") == "kept: read it"
    assert records.done("grace", ACTION, "n0") == "open again: read it"
    assert records.remove("grace", ACTION, "n0") == "removed: read it"
    assert living(store) == []
    said = [records.undo("grace") for _ in range(5)]
    assert said == [
        "Undone: removed: read it",
        "Undone: open again: read it",
        "Undone: kept: read it",
        "Undone: edited: read it",
        "Undone: added: read it",
    ]
    assert living(store) == []
    assert not records.undoable("grace")
    with pytest.raises(Refused, match="nothing to undo"):
        records.undo("grace")


def test_undo_takes_back_its_own_act_and_not_what_another_program_changed_since(store: Store, records: Records) -> None:
    records.save("grace", ACTION, records.blank(ACTION), {"capture.text": "read it"})
    (seen,) = living(store)
    records.save("grace", ACTION, seen, {"capture.text": "read it twice"})
    (edited,) = living(store)
    store.save_living("grace", msgspec.structs.replace(edited, state="done", outcome="it helped"))
    assert records.undo("grace") == "Undone: edited: read it twice"
    (left,) = living(store)
    assert (left.capture.text, left.state, left.outcome) == ("read it", "done", "it helped")


def test_what_holds_a_sign_that_cannot_be_stored_can_be_taken_back(store: Store, records: Records) -> None:
    records.save("grace", ACTION, records.blank(ACTION), {"capture.text": "read \ud800 it"})
    records.save("grace", ACTION, living(store)[0], {"capture.text": "read \udfff that"})
    records.undo("grace")
    assert [one.capture.text for one in living(store)] == ["read \ufffd it"]
    records.undo("grace")
    assert living(store) == []


def test_what_another_program_changed_meanwhile_stays(store: Store, records: Records) -> None:
    new = records.blank(ACTION)
    records.save("grace", ACTION, new, {"capture.text": "read it"})
    (seen,) = living(store)
    store.save_living("grace", msgspec.structs.replace(seen, state="done"))
    records.save("grace", ACTION, seen, {"capture.text": "read it twice", "state": "open"})
    (now,) = living(store)
    assert (now.capture.text, now.state) == ("read it twice", "done")


def test_what_cannot_be_taken_changes_nothing(store: Store, records: Records) -> None:
    with pytest.raises(WrongField) as found:
        records.save("grace", ACTION, records.blank(ACTION), {"capture.text": "read it", "capture.due": "soon"})
    assert found.value.path == "capture.due"
    assert living(store) == []
    assert not records.undoable("grace")


def test_a_goal_that_is_named_first_here_is_one_of_the_mentorship(store: Store, records: Records) -> None:
    records.save("grace", WIN, records.blank(WIN), {"capture.text": "shipped", "capture.goal": "Release lead"})
    assert store.mentorship("grace").goals == ("Release lead",)


def test_a_win_needs_no_tick_and_what_is_gone_is_said(store: Store, records: Records) -> None:
    records.save("grace", WIN, records.blank(WIN), {"capture.text": "shipped"})
    with pytest.raises(Refused, match="A win needs no tick"):
        records.done("grace", WIN, "n0")
    with pytest.raises(Refused, match="no longer here"):
        records.remove("grace", DECISION, "n0")
    with pytest.raises(Refused, match="no records of the kind"):
        records.kind("nothing")


def test_each_says_where_it_comes_from(store: Store, records: Records) -> None:
    store.save_session("grace", values.session("s1", 14, NOON - 14 * DAY))
    store.save_living("grace", msgspec.structs.replace(values.action("a"), item="Check-in"))
    records.save("grace", ACTION, records.blank(ACTION), {"capture.text": "new"})
    shelf = records.shelf("grace")
    origins = [records.origin(shelf, record) for record in shelf.records["action"]]
    assert origins == ["from regular session 14, Wed 11 Nov · Check-in", "added Wed 25 Nov"]


def test_a_new_kind_is_stored_in_a_table_of_its_own(store: Store, records: Records) -> None:
    records.save("grace", BOOK, records.blank(BOOK), {"title": "Release It!", "reader": "grace"})
    assert records.done("grace", BOOK, "n0") == "read: Release It!"
    (book,) = store.table("grace", "books", Book)
    assert (book.title, book.reader, book.state) == ("Release It!", "grace", "done")
    assert living(store) == []
    assert [one.id for one in records.shelf("grace").records["book"]] == ["n0"]
