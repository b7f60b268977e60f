"""An act that changes several files: all of it or none, whatever ends the program between two of them."""

import errno
import re
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from mentortui.core.records import Me
from mentortui.services.doctor import Doctor
from mentortui.store import writing
from mentortui.store.errors import Newer, NotSaved, StoreError
from mentortui.store.locks import holds
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.store.faults import Killed, faults
from tests.store.values import action, mentorship, private, session

replace = msgspec.structs.replace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(tmp_path)
    store.save_mentorship(mentorship())
    store.save_session("grace", session("s1"))
    return tmp_path


@pytest.fixture
def note(folder: Path) -> Path:
    return folder / "mentorships" / "grace" / "act.json"


def put(store: Store) -> None:
    """A record and a private note, as one act."""
    with store.changing("grace") as now:
        now.living.put(replace(action("a1"), changed=5))
        now.private.put(replace(private("p1", "tired"), changed=5))


def cut_off(folder: Path, note: Path) -> None:
    """The act, killed once the first of its two files was written."""
    record = folder / "mentorships" / "grace" / "record.json"
    before = record.stat().st_ino
    for at in range(200):
        with faults(at, None):
            try:
                put(Store(folder))
            except Killed:
                if note.exists() and record.stat().st_ino != before:
                    return
    raise AssertionError("never between the two")


def there(store: Store) -> tuple[list[str], list[str]]:
    living, private = store.living("grace"), store.private_notes("grace")
    return [one.id for one in living if not one.removed], [one.id for one in private if not one.removed]


def test_what_was_cut_off_is_ended_by_the_next_start(folder: Path, note: Path) -> None:
    cut_off(folder, note)
    store = Store(folder)
    store.upkeep.tidy()
    assert there(store) == (["a1"], ["p1"])
    assert not note.exists()
    assert store.notices == []


def test_what_was_cut_off_is_ended_before_the_next_edit(folder: Path, note: Path) -> None:
    cut_off(folder, note)
    store = Store(folder)
    store.save_living("grace", action("a2"))
    assert there(store) == (["a1", "a2"], ["p1"])
    assert not note.exists()


@pytest.mark.parametrize("read", [Store.index, Store.mentorships, lambda store: store.living("grace")])
def test_what_was_cut_off_is_ended_before_anything_is_read_there(
    folder: Path, note: Path, read: Callable[[Store], object]
) -> None:
    cut_off(folder, note)
    store = Store(folder)
    read(store)
    assert not note.exists()
    assert there(store) == (["a1"], ["p1"])


def test_what_was_cut_off_waits_where_nothing_can_be_written(folder: Path, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise NotSaved(note, "read-only")

    cut_off(folder, note)
    monkeypatch.setattr("mentortui.store.store.end_act", refuse)
    store = Store(folder)
    assert there(store) == (["a1"], [])
    assert note.exists()
    assert store.notices == []


def test_what_was_changed_after_the_act_stays(folder: Path, note: Path) -> None:
    cut_off(folder, note)
    kept = note.read_bytes()
    store = Store(folder)
    store.upkeep.tidy()
    store.save_private("grace", replace(private("p1", "awake"), changed=6))
    note.write_bytes(kept)
    note.chmod(0o600)
    store.upkeep.tidy()
    assert [one.caught.capture.text for one in store.private_notes("grace")] == ["awake"]
    assert not note.exists()


def test_what_somebody_edits_by_hand_after_the_kill_stays(folder: Path, note: Path) -> None:
    cut_off(folder, note)
    record = folder / "mentorships" / "grace" / "record.json"
    record.write_bytes(record.read_bytes().replace(b"read it", b"by hand"))
    store = Store(folder)
    store.upkeep.tidy()
    assert [one.capture.text for one in store.living("grace")] == ["by hand"]
    assert there(store) == (["a1"], ["p1"])
    assert not note.exists()


def test_a_note_of_the_version_before_is_ended_too(folder: Path, note: Path) -> None:
    cut_off(folder, note)
    body = re.sub(rb',"before":.*$', b"}", note.read_bytes()[22:-2])
    note.write_bytes(b'{"c":"%08x","act":%b}\n' % (zlib.crc32(body), body))
    store = Store(folder)
    store.upkeep.tidy()
    assert there(store) == (["a1"], ["p1"])
    assert store.notices == []


def test_the_user_is_changed_under_the_lock_that_others_take_for_it(
    folder: Path, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(folder).save_me(Me(id="ada", name="Ada", changed=5))
    monkeypatch.setattr("mentortui.store.changing.forget_act", lambda *_: None)
    with Store(folder).changing("grace") as now:
        now.me.put(Me(id="ada", name="Ada L.", changed=6))
        now.living.put(replace(action("a1"), changed=6))
    monkeypatch.undo()
    Store(folder).save_me(Me(id="ada", name="Ada", changed=5))
    held = list[bool]()
    real = writing.write_atomically
    monkeypatch.setattr(
        writing,
        "write_atomically",
        lambda path, *rest: [held.append(holds(folder)) if path.name == "me.json" else None, real(path, *rest)][1],
    )
    Store(folder).upkeep.tidy()
    assert Store(folder).me() == Me(id="ada", name="Ada L.", changed=6)
    assert held == [True]


def test_fields_this_version_does_not_know_outlive_an_act_that_was_cut_off(folder: Path, note: Path) -> None:
    store = Store(folder)
    store.save_private("grace", replace(private("p1", "tired"), changed=4))
    path = folder / "mentorships" / "grace" / "private.json"
    path.write_bytes(path.read_bytes().replace(b'"changed": 4', b'"changed": 4, "mood": "grey"'))
    cut_off(folder, note)
    Store(folder).upkeep.tidy()
    assert b'"mood": "grey"' in path.read_bytes()


def test_a_note_that_cannot_be_read_is_set_aside_and_told_once(folder: Path, note: Path) -> None:
    cut_off(folder, note)
    note.write_bytes(note.read_bytes()[:-40])
    store = Store(folder)
    store.upkeep.tidy()
    assert not note.exists()
    (notice,) = store.notices
    assert notice.startswith(f"{note}: damaged. An edit that was cut off may be there in part; look at the last one. ")
    assert Path(notice.split("It is kept as ")[1][:-1]).exists()


def test_a_note_of_a_newer_version_is_left_and_no_edit_goes_past_it(folder: Path, note: Path) -> None:
    note.write_bytes(b'{"c":"00000000","act":{"schema":99,"files":{}}}\n')
    store = Store(folder)
    store.upkeep.tidy()
    with pytest.raises(Newer):
        store.save_living("grace", action("a1"))
    assert note.exists()


def test_a_note_that_leads_out_of_its_folder_is_not_followed(folder: Path, note: Path) -> None:
    cut_off(folder, note)
    note.write_bytes(note.read_bytes().replace(b'"private.json"', b'"../../../x.json"'))
    Store(folder).upkeep.tidy()
    assert not note.exists()
    assert not (folder.parent / "x.json").exists()


def test_an_act_the_disk_refuses_is_done_whole_or_not_at_all(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    old, new = ([], []), (["a1"], ["p1"])
    for at in range(500):
        copy = tmp_path_factory.mktemp("copies") / "data"
        shutil.copytree(folder, copy, copy_function=shutil.copy2)
        store, failed = Store(copy), False
        with faults(at, errno.ENOSPC) as faulty:
            try:
                put(store)
            except StoreError:
                failed = True
        note = copy / "mentorships" / "grace" / "act.json"
        now, noted = there(store), note.exists()
        Store(copy).upkeep.tidy()
        then = there(Store(copy))
        assert then in (old, new), faulty.names
        assert failed or then == new, faulty.names
        assert noted or now == then, "what was refused is done later although nobody noted it"
        assert not note.exists()
        if not faulty.reached:
            return
    raise AssertionError("it never came to its end")


def test_one_file_needs_no_note(folder: Path, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    real = writing.write_atomically
    monkeypatch.setattr(writing, "write_atomically", lambda path, *rest: [written.append(path), real(path, *rest)][1])
    with Store(folder).changing("grace") as now:
        now.living.put(action("a1"))
        now.mentorships.put(replace(now.mentorship(), next_date=9))
    names = [path.name for path in written]
    assert names.count("record.json") == 1
    assert "act.json" not in names


def test_the_doctor_says_of_an_act_that_was_cut_off_what_becomes_of_it(folder: Path, note: Path) -> None:
    cut_off(folder, note)
    doctor = Doctor(folder, MovingClock())
    assert [(found.path, found.wrong) for found in doctor.look() if found.path == note] == [(note, False)]
    note.write_bytes(b"{")
    assert [(found.path, found.wrong) for found in doctor.look() if found.path == note] == [(note, True)]


@pytest.mark.parametrize("name", ["act.sync-conflict-20261129-101500-ABCDEFG.json", "act (1).json", "act-LAPTOP.json"])
def test_a_copy_that_a_syncing_program_made_of_an_act_is_told_and_only_put_away(folder: Path, note: Path, name: str) -> None:
    cut_off(folder, note)
    copy = note.with_name(name)
    shutil.copy2(note, copy)
    Store(folder).upkeep.tidy()
    store = Store(folder)
    store.save_private("grace", *(replace(one, removed=True) for one in store.private_notes("grace")))
    store.index()
    assert any(str(copy) in line for line in store.notices)
    data = copy.read_bytes()
    assert [one.path for one in Doctor(folder, MovingClock()).look() if one.wrong] == [copy]
    repaired = Doctor(folder, MovingClock()).repair()
    assert [one for one in repaired.left if one.wrong] == []
    assert not copy.exists()
    assert [path.read_bytes() for path in (note.parent / "backups").glob("act-*.json")] == [data]
    assert there(Store(folder)) == (["a1"], []), "nothing of it is done again"
