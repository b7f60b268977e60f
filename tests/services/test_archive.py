"""Sessions removed and brought back, and written to files."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from mentortui.core.capture import Capture
from mentortui.core.commands import Refused
from mentortui.core.records import Caught, Living, PrivateNote
from mentortui.services.archive import Archive
from mentortui.services.pages import Pages
from mentortui.store.errors import StoreError
from mentortui.store.shelf import Shelf
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.screens.summary_app import store_a_session


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def slug(store: Store) -> str:
    return store_a_session(store, "usual")


@pytest.fixture
def archive(store: Store) -> Archive:
    clock = MovingClock()
    return Archive(store, clock, Pages(store, clock))


def state(store: Store, slug: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]], list[tuple[str, bool]]]:
    return (
        [(one.id, one.removed) for one in store.sessions(slug)],
        [(one.id, one.removed) for one in store.living(slug)],
        [(one.id, one.removed) for one in store.private_notes(slug)],
    )


def test_a_session_goes_with_all_that_was_caught_in_it_and_comes_back_whole(store: Store, slug: str, archive: Archive) -> None:
    store.save_living(slug, Living(id="x", capture=Capture(id="x", kind="win", text="elsewhere"), session="another"))
    before, page = state(store, slug), Pages(store, MovingClock()).page_of(slug, "s")
    assert archive.remove(slug, "s") == "regular session 14"
    sessions, living, private = state(store, slug)
    assert sessions == [("s", True)]
    assert [id for id, removed in living if not removed] == ["x"]
    assert all(removed for _, removed in private)
    assert archive.removed
    assert archive.undo() == ("s", "regular session 14")
    assert state(store, slug) == before
    assert Pages(store, MovingClock()).page_of(slug, "s") == page
    assert not archive.removed


def test_what_was_removed_before_stays_removed(store: Store, slug: str, archive: Archive) -> None:
    Pages(store, MovingClock()).editor(slug, "s").remove("c3")
    editor = Pages(store, MovingClock()).editor(slug, "s")
    editor.remove("c3")
    editor.save()
    archive.remove(slug, "s")
    archive.undo()
    assert [one.id for one in store.living(slug) if one.removed] == ["c3"]


def test_several_come_back_in_turn_and_then_no_more(store: Store, slug: str, archive: Archive) -> None:
    store.save_living(slug, Living(id="x", capture=Capture(id="x", kind="win", text="elsewhere")))
    archive.remove(slug, "s")
    assert archive.remove_record(slug, "x") == "elsewhere"
    assert archive.undo() == ("x", "elsewhere")
    assert archive.undo() == ("s", "regular session 14")
    with pytest.raises(Refused, match="Nothing was removed"):
        archive.undo()


def test_a_private_note_outside_of_sessions_goes_and_comes_back(store: Store, slug: str, archive: Archive) -> None:
    alone = Capture(id="p", kind="private", text="between us")
    store.save_private(slug, PrivateNote(id="p", session="", caught=Caught(capture=alone, at=0)))
    assert archive.remove_record(slug, "p") == "between us"
    assert [one.id for one in store.private_notes(slug) if not one.session and not one.removed] == []
    assert archive.undo() == ("p", "between us")
    assert [one.id for one in store.private_notes(slug) if not one.session and not one.removed] == ["p"]


def test_a_removal_that_failed_may_be_done_again(
    store: Store, slug: str, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:

        def full(*args: object) -> None:
            raise StoreError("disk full")

        broken.setattr(Shelf, "put", full)
        with pytest.raises(StoreError):
            archive.remove(slug, "s")
    assert not archive.removed
    assert [one.id for one in store.sessions(slug) if not one.removed] == ["s"]
    archive.remove(slug, "s")
    assert [one.id for one in store.sessions(slug) if not one.removed] == []


def test_what_is_not_there_is_said(slug: str, archive: Archive) -> None:
    with pytest.raises(StoreError, match="there is no session nine"):
        archive.remove(slug, "nine")
    with pytest.raises(Refused, match="no longer here"):
        archive.remove_record(slug, "nine")


def test_markdown_leaves_out_what_is_private_and_says_so(slug: str, archive: Archive, tmp_path: Path) -> None:
    assert archive.file_name(slug, "s") == "2026-11-25 Grace session 14.md"
    said = archive.export(slug, "s", str(tmp_path / "page.md"))
    text = (tmp_path / "page.md").read_text("utf-8")
    assert "recorded responses instead of a fake server" in text
    assert "sounds tired" not in text
    assert "no owner" not in text
    assert said == f"Written to {tmp_path / 'page.md'} · left out: 1 private note, 1 next step open"
    assert (tmp_path / "page.md").stat().st_mode & 0o777 == 0o600


def test_a_name_that_ends_in_json_writes_json_with_the_same_left_out(slug: str, archive: Archive, tmp_path: Path) -> None:
    assert archive.file_name(slug, "s", "json") == "2026-11-25 Grace session 14.json"
    said = archive.export(slug, "s", str(tmp_path / "page.JSON"))
    found = json.loads((tmp_path / "page.JSON").read_text("utf-8"))["session"]
    texts = [capture["text"] for capture in found["captures"]]
    assert "recorded responses instead of a fake server" in texts
    assert not {"she sounds tired", "the migration step had no owner"} & set(texts)
    assert "private_notes" not in found
    assert said.endswith("left out: 1 private note, 1 next step open")


def test_a_file_that_is_there_is_never_replaced(slug: str, archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("mine", "utf-8")
    assert "page 2.md" in archive.export(slug, "s", str(tmp_path / "page.md"))
    assert (tmp_path / "page.md").read_text("utf-8") == "mine"


def test_a_file_that_cannot_be_written_is_said(slug: str, archive: Archive, tmp_path: Path) -> None:
    for name in ("", "  ", str(tmp_path / "no" / "such" / "folder.md"), f"{tmp_path}{os.sep}a\0b.md"):
        with pytest.raises(Refused):
            archive.export(slug, "s", name)


class Full(StoreError):
    """The disk has no room."""


@pytest.mark.parametrize("refused", ["record.json", "private.json"])
def test_a_removal_that_fails_halfway_is_as_if_it_had_not_been_tried(
    store: Store, slug: str, archive: Archive, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    before = state(store, slug)

    put = Shelf.put

    def full(shelf: Shelf, path: Path, tables: Any) -> None:
        if path.name == refused and any(record.removed for table in tables.values() for record in table.values()):
            raise Full("disk full")
        put(shelf, path, tables)

    with monkeypatch.context() as broken:
        broken.setattr(Shelf, "put", full)
        with pytest.raises(Full):
            archive.remove(slug, "s")
    assert state(store, slug) == before
    archive.remove(slug, "s")
    archive.undo()
    assert state(store, slug) == before


@pytest.mark.parametrize("saves", [0, 1, 2, 3])
@pytest.mark.parametrize("undone", [False, True])
def test_killed_at_any_save_no_session_is_listed_without_what_was_caught_in_it(
    store: Store, slug: str, archive: Archive, monkeypatch: pytest.MonkeyPatch, saves: int, undone: bool
) -> None:
    before, left = state(store, slug), [saves]
    if undone:
        archive.remove(slug, "s")

    put = Shelf.put

    def some(*given: Any) -> None:
        if not left[0]:
            raise SystemExit
        left[0] -= 1
        put(*given)

    with monkeypatch.context() as killed, suppress(SystemExit):
        killed.setattr(Shelf, "put", some)
        if undone:
            archive.undo()
        else:
            archive.remove(slug, "s")
    now = state(Store(store.data_dir), slug)
    assert now[0] == [("s", True)] or now == before


def test_after_the_disk_failed_twice_undo_brings_all_of_it_back(
    store: Store, slug: str, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, done = state(store, slug), []
    put = Shelf.put

    def once(*given: Any) -> None:
        if done:
            raise Full("disk full")
        done.append(given)
        put(*given)

    with monkeypatch.context() as broken:
        broken.setattr(Shelf, "put", once)
        with pytest.raises(Full):
            archive.remove(slug, "s")
    assert archive.removed
    archive.undo()
    assert state(store, slug) == before
