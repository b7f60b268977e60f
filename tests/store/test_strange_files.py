"""What stands where a file of ours should be: a pipe, a device, a link to somebody's own. Nothing waits, nothing outside is
written or removed, and one line says so."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mentortui.core.records import Me
from mentortui.services.doctor import Doctor
from mentortui.store import files
from mentortui.store.errors import NotSaved, StoreError
from mentortui.store.inbox import Inbox
from mentortui.store.journal import MOST_LINES, Journal, read_journal
from mentortui.store.rescue import read_rescued
from mentortui.store.safekeeping import copy_whole, holds_nothing, tidied
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.store.faults import faults
from tests.store.test_faults import begun
from tests.store.values import action, mentorship, private, session, taken

DIARY = "dear diary\n"
MID_2026 = 1_780_000_000_000_000
"""UTC microseconds."""


def far_too_large(path: Path) -> None:
    path.touch()
    os.truncate(path, files.LARGEST + 1)


STRANGE: dict[str, Callable[[Path], object]] = {
    "a pipe": lambda path: os.mkfifo(path),
    "a device without an end": lambda path: path.symlink_to("/dev/zero"),
    "a folder": lambda path: path.mkdir(),
    "far too large": lambda path: far_too_large(path),
}
FILES = (
    "me.json",
    "index.json",
    "mentorships/grace/record.json",
    "mentorships/grace/private.json",
    "mentorships/grace/sessions/2026.json",
    "mentorships/grace/drafts.json",
    "mentorships/grace/act.json",
    "mentorships/grace/live/s2.jsonl",
    "mentorships/grace/live/s2.alive",
    "mentorships/grace/live/s2.owner",
    "mentorships/grace/backups/record.redo.jsonl",
    "mentorships/grace/backups/record-2026-11-30T000000-1a2b3c4d.json",
    "mentorships/grace/record (1).json",
)


def put(path: Path, strange: str) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    STRANGE[strange](path)


def go_through(store: Store) -> None:
    """Whatever is refused is refused in one line."""
    for act in (
        store.upkeep.tidy,
        store.me,
        store.mentorships,
        store.index,
        lambda: store.save_me(Me(id="ada", name="Ada L.")),
        lambda: store.living("grace"),
        lambda: store.save_living("grace", action("a2")),
        lambda: store.sessions("grace"),
        lambda: store.private_notes("grace"),
        lambda: store.drafts("grace"),
        lambda: store.save_drafts("grace", {"line": "whole"}),
        lambda: store.journals.of("grace"),
        lambda: store.journals.open("grace", "s2").close(),
        store.upkeep.merge_copies,
    ):
        said = ""
        try:
            act()
        except StoreError as error:
            said = str(error)
        assert "\n" not in said


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("name", FILES)
def test_nothing_waits_for_what_is_no_file(tmp_path: Path, name: str, strange: str) -> None:
    begun(tmp_path / "data")
    put(tmp_path / "data" / name, strange)
    Doctor(tmp_path / "data", MovingClock()).look()
    go_through(Store(tmp_path / "data"))


@pytest.mark.parametrize("strange", STRANGE)
def test_an_older_copy_that_cannot_be_read_hides_nothing_else(tmp_path: Path, strange: str) -> None:
    begun(tmp_path / "data")
    record = tmp_path / "data" / "mentorships" / "grace" / "record.json"
    record.write_bytes(record.read_bytes()[:-9])
    copy = record.parent / "backups" / "record-2026-11-30T000000-1a2b3c4d.json"
    put(copy, strange)
    found = {finding.path: finding.what for finding in Doctor(tmp_path / "data", MovingClock()).look() if finding.wrong}
    assert found[copy].startswith("this older copy cannot be read, ")
    assert found[record].startswith("damaged, ")


@pytest.mark.parametrize("strange", ["a pipe", "a folder"])
def test_a_repair_calls_nothing_damaged_that_is_no_file(tmp_path: Path, strange: str) -> None:
    begun(tmp_path / "data")
    backups = tmp_path / "data" / "mentorships" / "grace" / "backups"
    path = backups / "record-2026-11-30T000000-1a2b3c4d.json"
    put(path, strange)
    path.chmod(0o700)
    as_before = backups / "record-damaged-1a2b3c4e.json"  # as an earlier version called one
    put(as_before, strange)
    as_before.chmod(0o700)
    repaired = Doctor(tmp_path / "data", MovingClock()).repair()
    assert path.exists()
    assert not any("damaged" in line for line in repaired.done)
    assert not any("a damaged record.json" in finding.what for finding in repaired.left)
    assert {finding.path for finding in repaired.left if finding.wrong and finding.path.parent == backups} == {path, as_before}


def test_a_repair_closes_an_older_copy_that_others_may_read_and_does_not_call_it_damaged(tmp_path: Path) -> None:
    begun(tmp_path / "data")
    copies = sorted((tmp_path / "data" / "mentorships" / "grace" / "backups").glob("*-*.json"))
    assert copies
    for copy in copies:
        copy.chmod(0o644)
    Doctor(tmp_path / "data", MovingClock()).repair()
    assert [copy.stat().st_mode & 0o777 for copy in copies] == [0o600] * len(copies)


def test_what_cannot_be_looked_into_is_not_taken_for_empty(tmp_path: Path) -> None:
    begun(tmp_path / "data")
    with faults(0, errno.EACCES):
        assert not holds_nothing(tmp_path / "data")
    assert not holds_nothing(tmp_path / "data")
    assert holds_nothing(tmp_path / "data" / "mentorships")
    assert holds_nothing(tmp_path / "none")


def test_a_repair_says_which_file_could_not_be_read_rather_than_which_copy_not_written(tmp_path: Path) -> None:
    begun(tmp_path / "data")
    with faults(-1, errno.EACCES) as counted:
        copy_whole(tmp_path / "data", 0)
    shutil.rmtree(next(tmp_path.glob("data-before-repair-*")))
    first = next(number for number, name in enumerate(counted.names) if name == "open")
    with faults(first, errno.EACCES), pytest.raises(StoreError) as told:
        copy_whole(tmp_path / "data", 0)
    assert str(told.value).startswith(f"{tmp_path / 'data'}/")
    assert "cannot be read, permission denied" in str(told.value)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_file_of_somebodys_own_behind_a_link_is_not_made_one_of_ours(tmp_path: Path) -> None:
    begun(tmp_path / "data")
    diary = tmp_path / "diary.txt"
    for name in FILES:
        path = tmp_path / "data" / name
        kept = path.read_bytes() if path.is_file() else None
        path.unlink(missing_ok=True)
        diary.write_text(DIARY)
        path.symlink_to(diary)
        go_through(Store(tmp_path / "data"))
        assert diary.read_text() == DIARY, name
        path.unlink(missing_ok=True)
        if kept is not None:
            path.write_bytes(kept)


def test_a_damaged_record_behind_a_link_is_restored_there(tmp_path: Path) -> None:
    store = begun(tmp_path / "data")
    path, behind = tmp_path / "data" / "mentorships" / "grace" / "record.json", tmp_path / "grace.json"
    path.rename(behind)
    path.symlink_to(behind)
    whole = behind.read_bytes()
    for damaged in (whole[:-9], whole.replace(b"schema", b"schemb", 1), b"", b"\0" * len(whole)):
        behind.write_bytes(damaged)
        assert [one.id for one in Store(store.data_dir).living("grace")] == ["a1"]
        assert behind.read_bytes() == whole
        assert path.is_symlink()


@pytest.mark.parametrize("name", FILES[:1] + FILES[2:6])
def test_a_link_whose_disk_is_away_is_told_and_nothing_is_made_where_it_leads(tmp_path: Path, name: str) -> None:
    begun(tmp_path / "data")
    path, stick = tmp_path / "data" / name, tmp_path / "stick"
    stick.mkdir()
    path.parent.mkdir(exist_ok=True)
    kept = path.read_bytes() if path.is_file() else None
    path.unlink(missing_ok=True)
    path.symlink_to(stick / "ours.json")
    (looked,) = (one for one in Doctor(tmp_path / "data", MovingClock()).look() if one.wrong and one.path == path)
    assert looked.what.startswith("a link that leads nowhere: bring its disk back")
    store = Store(tmp_path / "data")
    go_through(store)
    refused: list[str] = []
    for act in (
        store.me,
        lambda: store.save_me(Me(id="new", name="Ada")),
        lambda: store.save_living("grace", action("a3")),
        lambda: store.save_session("grace", session("s9", 9, MID_2026)),
        lambda: store.save_private("grace", private("p9", "words")),
        lambda: store.save_drafts("grace", {"line": "half"}),
    ):
        try:
            act()
        except StoreError as error:
            refused.append(str(error))
    assert any("a link that leads nowhere" in line and "ring its disk back" in line for line in refused)
    assert list(stick.iterdir()) == []
    assert path.is_symlink()
    if kept is not None:
        (stick / "ours.json").write_bytes(kept)
        if name != "mentorships/grace/drafts.json":
            assert [one.wrong for one in Doctor(tmp_path / "data", MovingClock()).look() if one.path == path] == []
    store = Store(tmp_path / "data")
    assert [one.slug for one in store.mentorships()] == ["grace"]


def test_a_mentorship_whose_folder_is_a_link_to_a_disk_that_is_away_is_told(tmp_path: Path) -> None:
    begun(tmp_path / "data")
    folder = tmp_path / "data" / "mentorships" / "grace"
    folder.rename(tmp_path / "stick")
    folder.symlink_to(tmp_path / "stick")
    (tmp_path / "stick").rename(tmp_path / "away")
    store = Store(tmp_path / "data")
    go_through(store)
    assert any(line.startswith(f"{folder}: a link that leads nowhere: bring its disk back") for line in store.notices)
    (found,) = [one for one in Doctor(tmp_path / "data", MovingClock()).look() if one.wrong]
    assert found.path == folder
    assert not (tmp_path / "stick").exists()


@pytest.mark.parametrize("length", [0, 1, 9, 16, 40, 200])
def test_a_record_behind_a_link_that_was_cut_short_is_restored_there(tmp_path: Path, length: int) -> None:
    store, behind = Store(tmp_path / "data"), tmp_path / "synced.json"
    path = tmp_path / "data" / "mentorships" / store.save_mentorship(mentorship()).slug / "record.json"
    store.save_living("grace", action("a1"))
    path.rename(behind)
    path.symlink_to(behind)
    behind.write_bytes(behind.read_bytes()[:length])
    store = Store(tmp_path / "data")
    store.save_living("grace", action("a2"))
    assert [one.id for one in store.living("grace")] == ["a1", "a2"]
    assert path.is_symlink()
    assert b'"a2"' in behind.read_bytes()


@pytest.mark.parametrize("name", ["s2.inbox", "gone.inbox", ".s2.4194303-00000000.tmp"])
def test_what_a_link_among_live_sessions_leads_to_stays(tmp_path: Path, name: str) -> None:
    store = begun(tmp_path / "data")
    home = tmp_path / "home"
    (home / "photos").mkdir(parents=True)
    for path in (home / "diary.txt", home / "photos" / "1.png"):
        path.write_text(DIARY)
    link = tmp_path / "data" / "mentorships" / "grace" / "live" / name
    if link.is_dir():
        shutil.rmtree(link)
    link.symlink_to(home)
    store.upkeep.tidy()
    store.journals.open("grace", "s2").close()
    store.journals.remove("grace", "s2")
    assert [path.read_text() for path in (home / "diary.txt", home / "photos" / "1.png")] == [DIARY, DIARY]


@pytest.mark.parametrize("strange", ["a pipe", "a folder", "a device without an end"])
def test_a_command_that_cannot_be_read_keeps_no_other_waiting(tmp_path: Path, strange: str) -> None:
    inbox = Inbox(tmp_path / "s1.inbox")
    inbox.open()
    put(tmp_path / "s1.inbox" / "0.command", strange)
    token = Inbox(tmp_path / "s1.inbox").send(b"tap 1")
    assert inbox.take() == [(token, b"tap 1")]
    Inbox(tmp_path / "s1.inbox").open()
    assert list((tmp_path / "s1.inbox").iterdir()) == []


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("name", ["s2.alive", "s2.owner"])
def test_a_session_is_gone_on_with_whatever_stands_beside_its_journal(tmp_path: Path, name: str, strange: str) -> None:
    store = begun(tmp_path / "data")
    put(tmp_path / "data" / "mentorships" / "grace" / "live" / name, strange)
    (info,) = store.journals.of("grace")
    assert info.content is not None
    store.journals.open("grace", "s2").close()
    store.journals.remove("grace", "s2")
    assert store.journals.of("grace") == ()


def test_a_journal_replaced_by_a_link_leaves_what_it_leads_to(tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text(DIARY)
    journal = Journal.create(tmp_path / "s1.jsonl", "s1", "grace", [taken("e1")])
    (tmp_path / "s1.jsonl").unlink()
    (tmp_path / "s1.jsonl").symlink_to(diary)
    journal.append(taken("e2"))
    journal.close()
    assert diary.read_text() == DIARY
    assert [event.id for event in read_journal(tmp_path / "s1.jsonl").events] == ["e1", "e2"]  # type: ignore[union-attr]


def test_millions_of_lines_are_no_session(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"\n" * (MOST_LINES + 1))
    with pytest.raises(StoreError, match="this is no journal"):
        read_rescued(path)


def test_a_copied_mentorship_that_is_a_link_or_holds_other_things_loses_none_of_them(tmp_path: Path) -> None:
    store = begun(tmp_path / "data")
    folder = tmp_path / "data" / "mentorships"
    home = tmp_path / "home"
    for inner in ("live", "sessions", "backups"):
        (home / inner).mkdir(parents=True)
        (home / inner / "photo.png").write_text(DIARY)
    shutil.copy(folder / "grace" / "record.json", home)
    shutil.copytree(home, folder / "grace (1)")
    (folder / "grace (2)").symlink_to(home)
    said = store.upkeep.merge_copies()
    assert any("grace (2): it stays where it is. It is a link" in line for line in said)
    assert all((home / inner / "photo.png").read_text() == DIARY for inner in ("live", "sessions", "backups"))
    assert all((folder / "grace (1)" / inner / "photo.png").read_text() == DIARY for inner in ("live", "sessions"))
    assert (folder / "grace" / "backups" / "photo.png").read_text() == DIARY


def test_a_repair_closes_and_copies_nothing_but_what_is_ours(tmp_path: Path) -> None:
    """Where `--data-dir` names a folder that holds other things too, or only those."""
    home = tmp_path / "home"
    (home / "www").mkdir(parents=True)
    (home / "www" / "index.html").write_text(DIARY)
    for path in (home, home / "www", home / "www" / "index.html"):
        path.chmod(0o755)
    with pytest.raises(NotSaved, match="nothing of mentortui is stored there"):
        copy_whole(home, 0)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    begun(home)
    assert list(tidied(home)) == []
    assert [path.stat().st_mode & 0o777 for path in (home, home / "www", home / "www" / "index.html")] == [0o755] * 3
