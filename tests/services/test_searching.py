"""What can be found, kept in memory: read off the interface's thread, and again only where a file changed."""

import shutil
from pathlib import Path

import msgspec
import pytest

from mentortui.core.capture import Capture
from mentortui.core.findable import Findable, in_order, shown
from mentortui.core.records import Caught, Living, PrivateNote
from mentortui.core.search import query
from mentortui.services.searching import Searching
from mentortui.store.errors import StoreError
from mentortui.store.store import Store
from tests.screens.summary_app import finished, store_a_session
from tests.store import values


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def slug(store: Store) -> str:
    return store_a_session(store, "usual")


@pytest.fixture
def searching(store: Store) -> Searching:
    return Searching(store)


def ids(found: tuple[Findable, ...], filter: str) -> list[str]:
    return [one.id for one in shown(in_order(found, "newest"), query(filter))]


@pytest.mark.parametrize(
    "filter",
    [
        "regular session 14",
        "grace",
        "code review of the parser",
        "RETRY fix",
        "failing test",
        "recorded responses",
        "reviewable",
        "same on the API",
        "no owner",
        "on-call rota",
        "small commits",
        "signs off",
        "sounds tired",
        "Release It!",
        "release lead",
        "who owns the release",
        "we keep the format",
        "staging Wednesday",
    ],
)
def test_everything_of_a_session_is_found(slug: str, searching: Searching, filter: str) -> None:
    assert ids(searching.all(slug), filter) == ["s"]


def test_what_is_not_in_it_is_not_found_and_words_may_stand_apart(slug: str, searching: Searching) -> None:
    assert ids(searching.all(slug), "canary") == []
    assert ids(searching.all(slug), "retry canary") == []
    assert ids(searching.all(slug), "tired parser") == ["s"]


def test_what_a_session_comes_to_stands_in_its_line(slug: str, searching: Searching) -> None:
    (found,) = searching.all(slug)
    assert (found.what, found.who, found.active // 60_000_000, found.number) == ("regular session 14", "Grace", 57, 14)
    assert found.open == 3


def test_feedback_in_all_its_fields(store: Store, slug: str, searching: Searching) -> None:
    capture = Capture(
        id="f",
        kind="feedback",
        text="notes",
        where="in the handbook",
        effect="fewer calls",
        improve="owners",
        when="after lunch",
        answer_words="quite so",
    )
    store.save_living(slug, Living(id="f", capture=capture, session="s"))
    for filter in ("handbook", "fewer calls", "owners", "lunch", "quite so"):
        assert ids(searching.all(slug), filter) == ["s"]


def test_a_record_outside_of_sessions_is_found_but_not_listed(store: Store, slug: str, searching: Searching) -> None:
    store.save_living(slug, Living(id="r", capture=Capture(id="r", kind="win", text="the talk went well"), created=5))
    found = searching.all(slug)
    assert ids(found, "talk") == ["r"]
    assert ids(found, "") == ["s"]


def test_what_a_letter_left_before_the_first_session_is_found(store: Store, slug: str, searching: Searching) -> None:
    for id, kind in (("n", "note"), ("t", "takeaway")):
        store.save_living(slug, Living(id=id, capture=Capture(id=id, kind=kind, text=f"the {kind} of a letter")))  # type: ignore[arg-type]
    alone = Capture(id="p", kind="private", text="between us, in a letter")
    store.save_private(slug, PrivateNote(id="p", session="", caught=Caught(capture=alone, at=0)))
    found = searching.all(slug)
    assert sorted(ids(found, "letter")) == ["n", "p", "t"]
    assert ids(found, "") == ["s"]


def test_a_second_reading_reads_only_what_changed(store: Store, slug: str, searching: Searching) -> None:
    searching.all()
    assert list(searching.read()) == []
    store.save_session(slug, finished(number=15, id="t", closing="a canary", began=60 * values.YEAR))
    assert [(one.done, one.total) for one in searching.read()] == [(1, 1)]
    assert ids(searching.known(), "canary") == ["t"]


def test_what_was_edited_is_found_as_it_is_now(store: Store, slug: str, searching: Searching) -> None:
    searching.all(slug)
    decision = next(one for one in store.living(slug) if one.id == "c3")
    store.save_living(slug, msgspec.structs.replace(decision, capture=Capture(id="c3", kind="decision", text="a canary")))
    store.save_private(slug, PrivateNote(id="p", session="s", caught=Caught(capture=Capture(id="p", text="ask later"), at=5)))
    assert ids(searching.all(slug), "canary") == ["s"]
    assert ids(searching.known(slug), "recorded responses") == []
    assert ids(searching.known(slug), "ask later") == ["s"]


def test_what_was_removed_is_not_found(store: Store, slug: str, searching: Searching) -> None:
    searching.all(slug)
    store.save_session(slug, msgspec.structs.replace(store.session(slug, "s"), removed=True))
    assert searching.all(slug) == ()


def test_of_one_mentorship_or_of_all(store: Store, slug: str, searching: Searching) -> None:
    other = store.save_mentorship(values.mentorship("m2", "Linus"))
    store.save_session(other.slug, values.session("x", 1))
    assert {one.id for one in searching.all()} == {"s", "x"}
    assert {one.id for one in searching.all(other.slug)} == {"x"}
    store.save_mentorship(msgspec.structs.replace(other, removed=True))
    assert {one.id for one in searching.all()} == {"s"}


def test_the_newest_years_come_first_and_some_of_it_is_known_early(store: Store, slug: str, searching: Searching) -> None:
    for year in range(40, 45):
        store.save_session(slug, values.session(f"y{year}", year, began=year * values.YEAR))
    reading = searching.read(slug)
    assert next(reading).total == 7
    assert {one.id for one in searching.known(slug)} == {"s"}
    reading.close()
    assert len(searching.all(slug)) == 6


def test_a_file_that_cannot_be_read_is_told_and_hides_nothing_else(store: Store, slug: str, searching: Searching) -> None:
    store.save_session(slug, values.session("old", 1))
    path = next(path for path in store.data_dir.rglob("sessions/*.json") if b'"s"' not in path.read_bytes())
    path.write_text("{ not json", "utf-8")
    shutil.rmtree(path.parent.parent / "backups")  # else it would be restored
    again = Store(store.data_dir)
    assert {one.id for one in Searching(again).all(slug)} == {"s"}
    assert any(path.name in notice for notice in again.notices)


def test_private_notes_that_cannot_be_read_hide_nothing_else(store: Store, slug: str) -> None:
    next(store.data_dir.rglob("private.json")).write_text("{", "utf-8")
    again = Store(store.data_dir)
    assert {one.id for one in Searching(again).all(slug)} == {"s"}
    assert any("private.json" in notice for notice in again.notices)


def test_a_mentorship_that_is_not_there_is_said(searching: Searching, slug: str) -> None:
    with pytest.raises(StoreError, match="no such mentorship"):
        searching.all("nobody")


def test_the_minute_of_a_capture(slug: str, searching: Searching) -> None:
    found = searching.minute(slug, "s", "c6")
    assert found is not None
    assert [near.text for near in found.near if near.here] == ["asked who owns the on-call rota"]
    assert searching.minute(slug, "s", "nothing") is None
