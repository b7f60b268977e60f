"""`mentortui backup`, `restore` and `erase`: all comes back as it was, nothing is written over, what is erased is nowhere."""

import contextlib
import errno
import io
import json
import os
import shutil
import stat
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mentortui.cli import command
from mentortui.services.keeping import Erasing, Keeping
from mentortui.services.outgoing import write_data
from mentortui.store.errors import Held, StoreError, not_saved, saving
from mentortui.store.locks import record_lock
from mentortui.store.one_file import LIST, unpacked
from mentortui.store.rescue import RescueCopy
from mentortui.store.restoring import READY, lay_down, prepare, take_over
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.endtoend.terminal import Terminal
from tests.faults.breaking import breaking
from tests.services.test_doctor import outside
from tests.services.test_sessions import Place
from tests.store.damaging import FILES, NOON, copied, seen
from tests.store.faults import Killed, faults
from tests.store.values import action

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


def ran(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(command, ["--data-dir", str(folder), *words], standalone_mode=False)


def backed_up(folder: Path) -> Path:
    file = folder.parent / "kept.zip"
    Keeping(folder, MovingClock()).back_up(str(file))
    return file


def what_is_in(folder: Path) -> dict[str, object]:
    return seen(Store(folder, now=lambda: NOON))


def test_what_is_backed_up_comes_back_as_it_was_and_what_was_there_since_is_copied_before(folder: Path) -> None:
    before = what_is_in(folder)
    file = folder.parent / "kept.zip"
    said = ran(folder, "backup", str(file)).output
    assert "read back and as they were" in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    Store(folder).save_living("grace", action("a3", text="after the backup"))
    since = what_is_in(folder)
    said = ran(folder, "restore", str(file)).output
    assert what_is_in(folder) == before
    (copy,) = folder.parent.glob("data-before-restore-*")
    assert str(copy) in said
    assert what_is_in(copy) == since


def test_it_comes_back_where_nothing_is_yet_and_the_doctor_finds_all_well(folder: Path, tmp_path: Path) -> None:
    (folder / FILES["journal"]).unlink()
    before, file = what_is_in(folder), backed_up(folder)
    new = tmp_path / "another" / "machine"
    assert "Everything as it was" not in ran(new, "restore", str(file)).output
    assert what_is_in(new) == before
    assert ran(new, "doctor").return_value == 0
    assert [path for path in new.rglob("*") if stat.S_IMODE(path.lstat().st_mode) & 0o077] == []


def test_a_backup_takes_no_others_place_and_without_a_name_is_called_after_the_day(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran(folder, "backup")
    ran(folder, "backup")
    assert len(list(tmp_path.glob("mentortui-20*.zip"))) == 2
    (tmp_path / "kept.zip").write_text("somebody's own")
    ran(folder, "backup", "kept.zip")
    assert (tmp_path / "kept.zip").read_text() == "somebody's own"
    assert (tmp_path / "kept 2.zip").exists()


def test_of_what_cannot_be_read_no_half_backup_is_made(folder: Path, tmp_path: Path) -> None:
    (folder / "mentorships" / "grace" / "private.json").unlink()
    os.mkfifo(folder / "mentorships" / "grace" / "private.json")
    assert isinstance(ran(folder, "backup", str(tmp_path / "kept.zip")).exception, StoreError)
    assert list(tmp_path.glob("*.zip")) == []
    assert isinstance(ran(tmp_path / "nothing", "backup", str(tmp_path / "kept.zip")).exception, StoreError)


def test_a_backup_that_is_not_on_disk_as_it_was_written_is_none(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentortui.services.keeping.write_data", lambda name, data: write_data(name, data[:-9]))
    assert isinstance(ran(folder, "backup", str(tmp_path / "kept.zip")).exception, StoreError)
    assert list(tmp_path.glob("*.zip")) == []


def test_a_damaged_backup_is_refused_or_whole_and_nothing_is_changed(folder: Path, tmp_path: Path) -> None:
    file = backed_up(folder)
    data, before = file.read_bytes(), outside(folder)
    good = dict(unpacked(file, data))
    for at in range(0, len(data), 1 if LONG else 97):
        for spoiled in (data[:at], data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]):
            with contextlib.suppress(StoreError):
                assert unpacked(file, spoiled) == good
    for nonsense in (b"", b"\0" * 4000, b"not a backup"):
        file.write_bytes(nonsense)
        assert "no backup that mentortui made" in str(ran(folder, "restore", str(file)).exception)
    assert "no such file" in str(ran(folder, "restore", str(tmp_path / "none.zip")).exception)
    assert outside(folder) == before


def made(inside: dict[str, bytes], **changes: object) -> bytes:
    """A backup as somebody else might make one."""
    import hashlib

    listed = {name: hashlib.sha256(data).hexdigest() for name, data in inside.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(LIST, json.dumps({"format": 1, "made": 0, "files": listed} | changes))
        for name, data in inside.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "name",
    ["../out.json", "/tmp/out.json", "mentorships/../../out/record.json", ".lock", "mentorships/.x/record.json", "notes.txt"],
)
def test_nothing_in_a_backup_leads_out_of_the_folder(folder: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "kept.zip"
    file.write_bytes(made({"me.json": b"{}", name: b"{}"}))
    before = outside(folder)
    assert "no backup that mentortui made" in str(ran(folder, "restore", str(file)).exception)
    assert outside(folder) == before


def test_what_is_not_as_the_list_says_is_refused(folder: Path, tmp_path: Path) -> None:
    """Somebody changed a file in it, as any program for zips lets one."""
    file = tmp_path / "kept.zip"
    file.write_bytes(made({"me.json": b"{}"}, files={"me.json": "0" * 64}))
    before = outside(folder)
    assert "damaged, me.json in it is not as it was" in str(ran(folder, "restore", str(file)).exception)
    assert outside(folder) == before


def test_a_backup_of_a_newer_version_is_refused(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.zip"
    before = outside(folder)
    for data in (made({"me.json": b"{}"}, format=2), made({"me.json": b'{\n "schema": 99,\n "checksum": ""}'})):
        file.write_bytes(data)
        assert "install the newer one" in str(ran(folder, "restore", str(file)).exception)
    assert outside(folder) == before


def test_a_session_that_runs_keeps_a_restore_and_an_erase_out(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    file = backed_up(place.folder)
    live = place.start()
    assert live.writer.flush()
    journal = place.sessions.log_of(live).path
    before = journal.read_bytes()
    assert isinstance(ran(place.folder, "restore", str(file)).exception, Held)
    assert isinstance(ran(place.folder, "erase", "grace", "--yes").exception, Held)
    assert journal.read_bytes() == before
    place.sessions.leave(live)


@pytest.mark.parametrize("error", [None, errno.ENOSPC], ids=["killed", "full"])
def test_a_restore_stopped_at_any_call_is_old_or_new(
    whole: Path, tmp_path: Path, error: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentortui.store.writing.sync", lambda fd: None)
    file = backed_up(copied(whole, tmp_path / "from"))
    changed = copied(whole, tmp_path / "changed")
    Store(changed, now=lambda: NOON).save_living("grace", action("a3", text="after the backup"))
    new, old = what_is_in(copied(whole, tmp_path / "new")), what_is_in(copied(changed, tmp_path / "old"))
    both = set()
    for number in range(0, 10_000, 1 if LONG else 41):
        folder = copied(changed, tmp_path / "data")
        with faults(number, error) as faulty, contextlib.suppress(Killed, StoreError):
            Keeping(folder, MovingClock()).restore(file)
        Store(folder, now=lambda: NOON).upkeep.tidy()
        found = what_is_in(folder)
        assert found in (old, new), faulty.names
        both.add(found == new)
        assert [path.name for path in folder.rglob(".*") if path.name != ".lock"] == []
        copies = [copy for copy in tmp_path.glob("data-before-*") if not copy.name.endswith("-unfinished")]
        assert found == old or [what_is_in(copy) for copy in copies] == [old]
        for copy in tmp_path.glob("data-before-*"):
            shutil.rmtree(copy)
        if not faulty.reached:
            break
    assert both == {True, False}


def half_restored(whole: Path, tmp_path: Path) -> tuple[Path, dict[str, object]]:
    """A folder in which a restore was killed while nothing of what is restored was in its place, but what was there is gone; and
    what there must be to see."""
    file = backed_up(copied(whole, tmp_path / "from"))
    folder = copied(whole, tmp_path / "data")
    Store(folder, now=lambda: NOON).save_living("grace", action("a3", text="after the backup"))
    lay_down(folder, prepare(folder, unpacked(file, file.read_bytes())))
    shutil.rmtree(folder / "mentorships")
    return folder, what_is_in(copied(whole, tmp_path / "as it was"))


@pytest.mark.parametrize("words", [["list"], ["status"], ["show", "last"]], ids=str)
def test_whoever_looks_after_a_restore_was_killed_ends_it_first(whole: Path, tmp_path: Path, words: list[str]) -> None:
    folder, before = half_restored(whole, tmp_path)
    ran(folder, *words)
    assert not (folder / READY).exists()
    assert what_is_in(folder) == before


def test_a_program_that_is_open_ends_a_restore_that_was_killed_elsewhere(whole: Path, tmp_path: Path) -> None:
    file = backed_up(copied(whole, tmp_path / "from"))
    folder = copied(whole, tmp_path / "data")
    for look in (lambda store: store.index(), lambda store: store.mentorships()):
        store = Store(folder, now=lambda: NOON)
        store.mentorships()
        lay_down(folder, prepare(folder, unpacked(file, file.read_bytes())))
        shutil.rmtree(folder / "mentorships")
        look(store)
        assert what_is_in(folder) == what_is_in(copied(whole, tmp_path / "as it was"))
        shutil.rmtree(tmp_path / "as it was")


def test_a_backup_of_half_a_restore_is_made_of_the_whole(whole: Path, tmp_path: Path) -> None:
    """What was laid down is hidden: the backup was of next to nothing, and said to be everything."""
    folder, before = half_restored(whole, tmp_path)
    file = tmp_path / "again.zip"
    ran(folder, "backup", str(file))
    new = tmp_path / "new"
    ran(new, "restore", str(file))
    assert what_is_in(new) == before


def test_the_doctor_says_that_a_restore_was_cut_off_and_a_repair_ends_it(whole: Path, tmp_path: Path) -> None:
    folder, before = half_restored(whole, tmp_path)
    as_left = outside(folder)
    looked = ran(folder, "doctor")
    assert looked.return_value == 1
    assert "a restore was cut off" in looked.output
    assert outside(folder) == as_left
    ran(folder, "doctor", "--repair")
    assert what_is_in(folder) == before


def test_a_restore_waits_for_one_that_is_under_way_and_nobody_sees_half_of_it(whole: Path, tmp_path: Path) -> None:
    folder, before = half_restored(whole, tmp_path)
    seen_there: list[dict[str, object]] = []
    with record_lock(folder):
        looking = threading.Thread(target=lambda: seen_there.append(what_is_in(folder)))
        looking.start()
        time.sleep(0.1)
        assert seen_there == []
        take_over(folder)
    looking.join()
    assert seen_there == [before]


def test_a_program_that_shows_old_records_does_not_write_them_over_what_was_restored(whole: Path, tmp_path: Path) -> None:
    """Home and History keep what they read; the store they stand on looks whether it changed."""
    folder = copied(whole, tmp_path / "data")
    file = backed_up(folder)
    other = Store(folder, now=lambda: NOON)
    other.save_living("grace", action("a3", text="after the backup"))
    other.index()
    seen(other)
    ran(folder, "restore", str(file))
    assert seen(other) == what_is_in(copied(whole, tmp_path / "as it was")), "the next look shows what was restored"
    other.save_living("grace", action("a4", text="after the restore"))
    texts = [one.capture.text for one in Store(folder).living("grace")]
    assert "after the restore" in texts
    assert "after the backup" not in texts


def test_where_nothing_can_be_locked_a_backup_is_made_all_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> None:
        with saving(path):
            raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))

    before = what_is_in(folder)
    monkeypatch.setattr("mentortui.store.one_file.record_lock", refused)
    file = backed_up(folder)
    monkeypatch.undo()
    ran(tmp_path / "new", "restore", str(file))
    assert what_is_in(tmp_path / "new") == before


def test_what_changes_while_it_is_read_without_a_lock_is_no_backup(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> None:
        with saving(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    def read(path: Path) -> bytes | None:
        found = path.read_bytes()
        if path.name == "record.json":
            path.write_bytes(found)
        return found

    monkeypatch.setattr("mentortui.store.one_file.record_lock", refused)
    monkeypatch.setattr("mentortui.store.one_file.files.read_bytes", read)
    with pytest.raises(StoreError, match="it changed meanwhile, and cannot be locked, permission denied"):
        backed_up(folder)
    assert list(tmp_path.glob("*.zip")) == []


def test_a_backup_into_a_folder_is_called_after_the_day(folder: Path, tmp_path: Path) -> None:
    """It lay beside the folder, under its name and a number: on the disk that the stick was to stand in for."""
    stick = tmp_path / "my stick"
    stick.mkdir()
    ran(folder, "backup", str(stick))
    assert [path.name[:12] for path in stick.iterdir()] == ["mentortui-20"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("my stick ")] == []


def test_a_quoted_home_is_found_by_a_restore_as_by_a_backup(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    ran(folder, "backup", "~/kept.zip")
    assert "files are restored" in ran(tmp_path / "new", "restore", "~/kept.zip").output


def test_a_restore_that_the_disk_has_no_room_for_leaves_nothing_and_says_that_nothing_was_changed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole copy stayed, on a disk that is full, and the sentence named a hidden folder."""

    def full(path: Path, data: bytes) -> None:
        raise not_saved(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))

    file = backed_up(folder)
    before = what_is_in(folder)
    monkeypatch.setattr("mentortui.store.restoring.writing.write_atomically", full)
    said = str(ran(folder, "restore", str(file)).exception)
    monkeypatch.undo()
    assert said == f"{folder}: not saved, disk full. Nothing was changed; try again."
    assert what_is_in(folder) == before
    assert list(tmp_path.glob("data-before-*")) == []
    assert list(folder.glob(".*.tmp")) == []


WORDS = ("Zaphod", "zaphod", "said-in-the-session", "kept-to-myself", "promised-words", "typed-half", "said-elsewhere")


def with_words(tmp_path: Path) -> tuple[Place, Path]:
    """Words everywhere a mentorship has any, beside another one; and the state folder."""
    place = Place(tmp_path / "data")
    store, state = place.store, tmp_path / "state"
    mentorship = store.mentorship("grace")
    people = tuple(
        type(person)(id=person.id, name="Zaphod" if person.id == "grace" else person.name, role=person.role)
        for person in mentorship.people
    )
    store.save_mentorship(type(mentorship)(id="z", slug="", part="mentor", me="ada", people=people))
    place.mentorship = store.mentorship("zaphod")
    live = place.start()
    for line in ("said-in-the-session", ". kept-to-myself", "> promised-words"):
        live.captures.catch(line)
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    left = place.start()
    left.captures.catch("said-elsewhere")
    assert left.writer.flush()
    (state / "rescued").mkdir(parents=True)
    copy = RescueCopy(state / "rescued", "mentortui-zaphod-2026-11-29-x", left.session.started.session, "zaphod")
    copy.append_many(tuple(left.events))
    copy.close()
    left.close()
    place.sessions.leave(left)
    store.save_drafts("zaphod", {"line": "typed-half"})
    store.save_drafts("grace", {"line": "of another one"})
    path = place.folder / "mentorships" / "zaphod" / "record.json"
    path.write_bytes(path.read_bytes().replace(b"promised-words", b"promised-words by hand"))
    Store(place.folder).index()
    return place, state


def words_in(*folders: Path) -> set[str]:
    """Those that are still somewhere: in a file, or its name."""
    everything = b"".join(
        str(path).encode() + (path.read_bytes() if path.is_file() else b"") for folder in folders for path in folder.rglob("*")
    )
    return {word for word in WORDS if word.encode() in everything}


def test_what_is_erased_is_nowhere_any_more_and_all_else_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, state = with_words(tmp_path)
    monkeypatch.setattr("mentortui.cli_keeping.state_folder", lambda: state)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert words_in(place.folder, state) == set(WORDS)
    other = place.folder / "mentorships" / "grace"
    before = outside(other)
    refused = ran(place.folder, "erase", "zaphod")
    assert "Zaphod, 2 sessions, is erased for good: say --yes." in str(refused.exception), "one of them under way"
    assert words_in(place.folder, state) == set(WORDS)
    copy = place.folder.with_name("data-before-repair-2026")
    shutil.copytree(place.folder, copy)
    said = ran(place.folder, "erase", "zaphod", "--yes").output
    assert "The mentorship with Zaphod is erased: records, 2 sessions, notes" in said
    assert f"It is still in {copy}" in said
    assert words_in(place.folder, state) == set()
    assert outside(other) == before
    assert [one.slug for one in Store(place.folder).mentorships()] == ["grace"]
    assert "Nobody here is called" in str(ran(place.folder, "erase", "zaphod", "--yes").exception)


def sleeps(pid: int) -> bool:
    """Whether the program waits for something, as far as the system says."""
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "S"


@pytest.mark.parametrize("key", ["ctrl+c", "enter"])
def test_who_does_not_say_yes_erases_nothing_and_is_told(tmp_path: Path, key: str) -> None:
    """After ctrl+c the shell's next line began behind the question."""
    place = Place(tmp_path / "data")
    before = outside(place.folder / "mentorships" / "grace")
    words = (sys.executable, "-m", "mentortui", "--data-dir", str(place.folder), "erase", "grace")
    with Terminal(*words, env={"PYTHONPATH": str(Path(__file__).parents[2])}, cwd=tmp_path, columns=100) as terminal:
        # Python does not see a signal that comes while it begins to read: it waits for the line, and nobody is that quick.
        terminal.wait_for(lambda screen: "Erase it? [y/N]" in screen and sleeps(terminal.pid))
        terminal.press(key)
        assert terminal.wait() == 130
        assert "Nothing was erased." in terminal.text.splitlines()
    assert outside(place.folder / "mentorships" / "grace") == before


def test_what_lies_behind_links_is_erased_too(tmp_path: Path) -> None:
    place, state = with_words(tmp_path)
    synced = tmp_path / "synced"
    synced.mkdir()
    folder = place.folder / "mentorships" / "zaphod"
    (folder / "private.json").rename(synced / "private.json")
    (folder / "private.json").symlink_to(synced / "private.json")
    folder.rename(synced / "zaphod")
    folder.symlink_to(synced / "zaphod")
    (synced / "diary.json").write_text("my own")
    store = Store(place.folder)
    erasing = Erasing(store, state)
    erasing.erase(erasing.found("zaphod"))
    assert words_in(place.folder, state, synced) == set()
    assert [path.name for path in synced.iterdir()] == ["diary.json"]


def test_a_mentorship_that_cannot_be_read_any_more_is_erased_by_the_name_of_its_folder(tmp_path: Path) -> None:
    place, _ = with_words(tmp_path)
    folder = place.folder / "mentorships" / "zaphod"
    shutil.rmtree(folder / "backups")
    (folder / "record.json").write_bytes(b"nonsense")
    refused = str(ran(place.folder, "erase", "zaphod").exception)
    assert "Everything in the folder zaphod, which cannot be read" in refused
    said = ran(place.folder, "erase", "zaphod", "--yes").output
    assert "The folder zaphod is erased" in said
    assert "saved elsewhere of it, if anything, is not" in said
    assert words_in(place.folder) == set()
    (place.folder / "mentorships" / "my own").mkdir()
    (place.folder / "mentorships" / "my own" / "diary.txt").write_text("no mentorship")
    assert "Nobody here is called" in str(ran(place.folder, "erase", "my own", "--yes").exception)


def test_what_was_saved_elsewhere_and_cannot_be_removed_keeps_the_rest_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was called erased, and its words were there."""
    place, state = with_words(tmp_path)
    monkeypatch.setattr("mentortui.cli_keeping.state_folder", lambda: state)
    monkeypatch.setenv("HOME", str(tmp_path))
    before = words_in(place.folder)
    with breaking() as broken:
        broken.errors = {"unlink": errno.EACCES}
        assert "permission denied" in str(ran(place.folder, "erase", "zaphod", "--yes").exception)
    assert words_in(place.folder) == before
    assert ran(place.folder, "erase", "zaphod", "--yes").exception is None
    assert words_in(place.folder, state) == set()


def test_an_erase_killed_at_any_call_is_all_or_nothing_after_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentortui.store.writing.sync", lambda fd: None)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    place, kept = with_words(tmp_path)
    whole, folder, synced, state = place.folder, tmp_path / "tried", tmp_path / "synced", tmp_path / "state tried"
    private = whole / "mentorships" / "zaphod" / "private.json"
    behind = private.read_bytes()
    private.unlink()
    private.symlink_to(synced / "private.json")
    synced.mkdir()
    everything, both = words_in(whole) | {"kept-to-myself"}, set()
    for number in range(0, 10_000, 1 if LONG else 5):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder, symlinks=True)
        shutil.copytree(kept, state, dirs_exist_ok=True)
        (synced / "private.json").write_bytes(behind)
        store = Store(folder)
        erasing = Erasing(store, state)
        wanted = erasing.found("zaphod")
        with faults(number, None) as faulty, contextlib.suppress(Killed):
            erasing.erase(wanted)
        store = Store(folder)
        store.upkeep.tidy()
        store.index()
        found = words_in(folder, synced)
        assert found in (everything, set()), faulty.names
        assert found or not words_in(state), faulty.names  # nobody could tell any more whose they are
        both.add(bool(found))
        if not faulty.reached:
            break
    assert both == {True, False}


def test_a_folder_of_its_own_is_in_each_command_that_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was said, it put the backup over the folder of every day."""
    kept = tmp_path / "kept.zip"
    assert f" mentortui --data-dir {folder} restore {kept} puts them back." in ran(folder, "backup", str(kept)).output
    (folder / FILES["record"]).write_bytes(b"nonsense")
    assert f" mentortui --data-dir {folder} doctor --repair " in ran(folder, "doctor").output
    monkeypatch.setenv("MENTORTUI_DATA", str(folder))
    assert " mentortui doctor --repair " in ran(folder, "doctor").output


def test_while_a_session_runs_one_is_told_to_finish_it_and_that_nothing_was_done(tmp_path: Path) -> None:
    place, file = Place(tmp_path / "data"), tmp_path / "kept.zip"
    live = place.start()
    Keeping(place.folder, MovingClock()).back_up(str(file))
    for words in (("erase", "grace", "--yes"), ("restore", str(file))):
        said = str(ran(place.folder, *words).exception)
        assert said.endswith(f"Nothing was {words[0].removesuffix('e')}ed: finish the session there first.")
    place.sessions.leave(live)


def test_where_all_is_well_a_repair_copies_nothing(folder: Path) -> None:
    (folder / FILES["journal"]).unlink()
    before = sorted(path.name for path in folder.parent.iterdir())
    assert "Nothing has to be mended, so nothing was copied." in ran(folder, "doctor", "--repair").output
    assert sorted(path.name for path in folder.parent.iterdir()) == before
