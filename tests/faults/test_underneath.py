"""Somebody else is at the files while a session is live: what was acknowledged is there again, and what comes is not lost."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mentortui.core.events import Unknown
from mentortui.services.live import LiveSession
from mentortui.store.errors import NotSaved, StoreError
from mentortui.store.journal import Journal, read_journal
from mentortui.store.locks import hold_session
from mentortui.store.store import Store
from tests.faults.breaking import on_disk
from tests.faults.test_disk_refuses import eager, until
from tests.services.test_sessions import Place
from tests.store.values import action, mentorship, noted

Spoil = Callable[[Path], object]
"""Gets the journal."""


def flipped(journal: Path) -> None:
    data = bytearray(journal.read_bytes())
    data[len(data) // 2] ^= 1
    journal.write_bytes(data)


def in_its_place(journal: Path, data: bytes) -> None:
    """As programs that keep folders in step do: another file under the same name."""
    new = journal.with_name("new")
    new.write_bytes(data)
    new.replace(journal)


SPOILS: dict[str, Spoil] = {
    "emptied": lambda journal: journal.write_bytes(b""),
    "cut in the middle of a line": lambda journal: os.truncate(journal, journal.stat().st_size - 7),
    "cut to its first line": lambda journal: journal.write_bytes(journal.read_bytes().splitlines(keepends=True)[0]),
    "zeroed, as long as before": lambda journal: journal.write_bytes(b"\0" * journal.stat().st_size),
    "one bit flipped": flipped,
    "removed": lambda journal: journal.unlink(),
    "moved to another name": lambda journal: journal.rename(journal.with_name("elsewhere.old")),
    "its folder removed": lambda journal: shutil.rmtree(journal.parent),
    "replaced by what it was before": lambda journal: in_its_place(journal, b"".join(journal.read_bytes().splitlines(True)[:-1])),
    "replaced by nonsense": lambda journal: in_its_place(journal, b"nonsense\n" * 9),
    "a link to nowhere": lambda journal: (journal.unlink(), journal.symlink_to("nowhere")),
}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


@pytest.fixture
def live(place: Place) -> Iterator[LiveSession]:
    live = eager(place.start())
    live.floor.press(1)
    live.captures.catch("before it happened")
    assert live.writer.flush()
    yield live
    live.close(0.1)
    place.sessions.log_of(live).close()


def ids(live: LiveSession) -> list[str]:
    return [event.id for event in live.events if not isinstance(event, Unknown)]


def is_whole(journal: Path, live: LiveSession) -> bool:
    content = read_journal(journal)
    return content.events == tuple(live.events) and not content.damaged and not content.torn


@pytest.mark.parametrize("name", SPOILS)
def test_what_was_acknowledged_is_there_again_before_anything_else_happens(live: LiveSession, place: Place, name: str) -> None:
    journal = place.sessions.log_of(live).path
    SPOILS[name](journal)
    live.beat()
    until(lambda: journal.exists() and is_whole(journal, live), live)
    assert live.writer.flush()
    assert on_disk(journal) == ids(live)


@pytest.mark.parametrize("name", SPOILS)
def test_what_comes_next_lands_behind_it(live: LiveSession, place: Place, name: str) -> None:
    journal = place.sessions.log_of(live).path
    SPOILS[name](journal)
    live.floor.press(2)
    assert live.writer.flush()
    assert on_disk(journal) == ids(live)
    place.sessions.log_of(live).close()
    assert list(place.program().go_on(place.slug, journal.stem).events)[: len(live.events)] == live.events


def test_a_data_folder_moved_away_and_back_has_everything(live: LiveSession, place: Place) -> None:
    """As a disk that is taken out: nothing may be made in its place meanwhile, or it could not come back."""
    away = place.folder.with_name("away")
    journal = place.sessions.log_of(live).path
    place.folder.rename(away)
    live.floor.press(2)
    until(lambda: live.saved.trouble == "its folder is gone", live)
    assert not place.folder.exists()
    with pytest.raises(StoreError):
        place.store.save_living(place.slug, action("a1"))
    assert not place.folder.exists()
    away.rename(place.folder)
    assert live.writer.flush()
    assert on_disk(journal) == ids(live)
    place.store.save_living(place.slug, action("a1"))


def test_while_nothing_happens_what_is_gone_is_told_too(live: LiveSession, place: Place) -> None:
    place.folder.rename(place.folder.with_name("away"))
    live.beat()
    until(lambda: live.saved.waiting == len(live.events), live)
    assert live.saved.trouble == "its folder is gone"
    assert not live.writer.flush(0.05)
    place.folder.with_name("away").rename(place.folder)
    assert live.writer.flush()
    assert on_disk(place.sessions.log_of(live).path) == ids(live)


def test_a_folder_in_place_of_the_journal_is_told_until_it_goes(live: LiveSession, place: Place) -> None:
    journal = place.sessions.log_of(live).path
    journal.unlink()
    journal.mkdir()
    live.floor.press(2)
    until(lambda: live.saved.trouble == "a folder stands where a file should be", live)
    journal.rmdir()
    assert live.writer.flush()
    assert on_disk(journal) == ids(live)


def test_two_programs_that_no_lock_keeps_apart_lose_nothing_of_each_other(tmp_path: Path) -> None:
    """As on a network folder whose locks fail."""
    path = tmp_path / "s1.jsonl"
    one = Journal.create(path, "s1")
    two, _ = Journal.open(path)
    for number in range(6):
        one.append(noted(f"a{number}", "one"))
        two.append(noted(f"b{number}", "two"))
    one.append_many(())
    two.append_many(())
    assert sorted(on_disk(path)) == sorted([f"a{number}" for number in range(6)] + [f"b{number}" for number in range(6)])
    one.append(noted("a6", "the other has not seen this yet"))
    path.write_bytes(b"")
    two.append(noted("b6", "nor this one that"))
    one.append_many(())
    assert sorted(on_disk(path)) == sorted([f"{name}{number}" for name in "ab" for number in range(7)])


def test_a_lock_that_was_removed_is_taken_again(live: LiveSession, place: Place) -> None:
    lock = place.sessions.log_of(live).path.with_suffix(".lock")
    lock.unlink()
    live.floor.press(2)
    assert live.writer.flush()
    with pytest.raises(StoreError, match="live in another mentortui"):
        hold_session(lock)


def test_a_lock_that_another_took_meanwhile_is_told(live: LiveSession, place: Place) -> None:
    path = place.sessions.log_of(live).path
    path.with_suffix(".lock").unlink()
    other = hold_session(path.with_suffix(".lock"))
    live.floor.press(2)
    until(lambda: live.saved.trouble.endswith("runs this session now"), live)
    other.release()
    assert live.writer.flush()
    assert on_disk(path) == ids(live)


# the files of records


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path)
    store.save_mentorship(mentorship())
    store.save_living("grace", action("a1"))
    return store


def record(store: Store) -> Path:
    return store.data_dir / "mentorships" / "grace" / "record.json"


def test_a_record_that_is_a_link_stays_one_and_the_file_behind_it_is_written(store: Store, tmp_path: Path) -> None:
    """People keep it in a folder that is kept in step with another machine."""
    behind = tmp_path / "in step" / "grace.json"
    behind.parent.mkdir()
    record(store).rename(behind)
    record(store).symlink_to(behind)
    store.save_living("grace", action("a2"))
    assert record(store).is_symlink()
    assert [one.id for one in Store(store.data_dir).living("grace")] == ["a1", "a2"]
    assert b'"a2"' in behind.read_bytes()
    assert [path.name for path in behind.parent.iterdir()] == ["grace.json"]


def test_a_mentorship_and_a_data_folder_may_be_links(store: Store, tmp_path: Path) -> None:
    folder = record(store).parent
    folder.rename(tmp_path / "grace elsewhere")
    folder.symlink_to(tmp_path / "grace elsewhere")
    link = tmp_path.with_name(f"{tmp_path.name}-link")
    link.symlink_to(tmp_path)
    other = Store(link)
    other.save_living("grace", action("a2"))
    assert folder.is_symlink()
    assert [one.id for one in store.living("grace")] == ["a1", "a2"]
    link.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a link to another user")
def test_a_link_of_another_user_is_not_followed(store: Store, tmp_path: Path) -> None:
    behind = tmp_path / "behind.json"
    record(store).rename(behind)
    record(store).symlink_to(behind)
    os.lchown(record(store), 65534, 65534)
    before = behind.read_bytes()
    with pytest.raises(NotSaved, match="another user"):
        store.save_living("grace", action("a2"))
    assert behind.read_bytes() == before


def test_a_link_in_place_of_what_is_overwritten_leads_nowhere(live: LiveSession, place: Place, tmp_path: Path) -> None:
    """The sign of life is written in place, without another name first."""
    target = tmp_path / "diary.txt"
    target.write_text("dear diary")
    alive = place.sessions.log_of(live).path.with_suffix(".alive")
    alive.unlink(missing_ok=True)
    alive.symlink_to(target)
    live.beat()
    live.floor.press(2)
    assert live.writer.flush()
    assert target.read_text() == "dear diary"


def test_a_record_replaced_by_another_program_is_read_anew(store: Store, tmp_path: Path) -> None:
    other = Store(store.data_dir)
    other.save_living("grace", action("a2"))
    store.save_living("grace", action("a3"))
    assert [one.id for one in store.living("grace")] == ["a1", "a2", "a3"]


def test_a_folder_in_place_of_a_record_is_told_and_stays(store: Store) -> None:
    record(store).unlink()
    record(store).mkdir()
    (record(store) / "mine.txt").write_text("mine")
    with pytest.raises(StoreError) as told:
        store.save_living("grace", action("a2"))
    assert "\n" not in str(told.value)
    assert (record(store) / "mine.txt").read_text() == "mine"
