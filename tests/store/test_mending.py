"""A damaged file is made again, however the mending is disturbed; and what was lost is said."""

import contextlib
import errno
import itertools
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentortui.core.records import Living
from mentortui.services.doctor import Doctor
from mentortui.store.backups import system_clock
from mentortui.store.errors import Damaged, StoreError
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.store.damaging import FILES, NOON, copied, has_bytes, seen
from tests.store.faults import Killed, faults
from tests.store.values import action

RECORD = FILES["record"]


def opened(folder: Path) -> Store:
    return Store(folder, now=lambda: NOON)


def texts(store: Store) -> dict[str, str]:
    return {one.id: one.capture.text for one in store.living("grace")}


AS_WRITTEN = {"a1": "first words", "a2": "second words"}


@pytest.mark.parametrize("error", [None, errno.ENOSPC], ids=lambda error: errno.errorcode.get(error))
@pytest.mark.parametrize("how", ["damaged", "gone"])
def test_mending_stopped_at_any_call_is_done_by_the_next(whole: Path, tmp_path: Path, how: str, error: int | None) -> None:
    for number in itertools.count():
        folder = copied(whole, tmp_path / "data")
        path = folder / RECORD
        damaged = path.read_bytes()[:700]
        path.write_bytes(damaged) if how == "damaged" else path.unlink()
        store = opened(folder)
        with faults(number, error) as faulty, contextlib.suppress(Killed, StoreError):
            assert texts(store) == AS_WRITTEN
        later = opened(folder)
        assert texts(later) == texts(store) == AS_WRITTEN, faulty.names
        later.save_living("grace", action("a3"))
        assert list(texts(opened(folder))) == ["a1", "a2", "a3"]
        assert how == "gone" or has_bytes(folder, damaged)
        later.upkeep.tidy()
        assert [path.name for path in folder.rglob(".*.tmp")] == []
        if not faulty.reached:
            return


def test_where_nothing_can_be_written_it_is_at_least_shown_and_later_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / RECORD
    path.write_bytes(b"{")
    with monkeypatch.context() as patch:

        def refused(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        patch.setattr("mentortui.store.writing._fill", refused)
        store = opened(folder)
        assert texts(store) == AS_WRITTEN
        assert [one.slug for one in store.mentorships()] == ["grace"]
        (told,) = store.notices
        assert "is not JSON. It is shown restored to its last change;" in told
        assert told.endswith("nothing is missing. It could not be put back: permission denied.")
        with pytest.raises(StoreError):
            store.save_living("grace", action("a3"))
        assert path.read_bytes() == b"{"
    store.save_living("grace", action("a3"))
    assert texts(opened(folder)) == {**AS_WRITTEN, "a3": "read it"}


def test_with_the_newest_copy_damaged_too_the_one_before_and_both_logs_stand_in(folder: Path) -> None:
    path = folder / RECORD
    tomorrow = NOON + 86_400_000_000
    Store(folder, now=lambda: tomorrow).save_living("grace", action("a3", text="third"))
    newest = max(path.parent.glob("backups/record-2026-*.json"))
    assert "2026-11-30" in newest.name
    for damaged in (newest, path):
        damaged.write_bytes(b"\0" * 900)
    store = opened(folder)
    assert texts(store) == {**AS_WRITTEN, "a3": "third"}
    assert "nothing is missing" in store.notices[0]


def test_without_the_log_it_is_said_since_when_changes_may_be_missing(folder: Path) -> None:
    path = folder / RECORD
    for log in path.parent.glob("backups/record*.jsonl"):
        log.unlink()
    path.write_bytes(b"")
    store = opened(folder)
    assert texts(store) == {}
    (told,) = store.notices
    assert re.search(
        r"restored from .*/record-2026-11-29T120000-\w+\.json\. Changes after 2026-11-29 12:00 UTC may be miss", told
    )


def test_a_damaged_line_of_the_log_is_not_taken_for_the_whole_story(folder: Path) -> None:
    path = folder / RECORD
    log = path.parent / "backups/record.redo.jsonl"
    lines = log.read_bytes().split(b"\n")
    at = next(number for number, line in enumerate(lines) if b"first words" in line)
    lines[at] = lines[at].replace(b"first", b"worst")
    log.write_bytes(b"\n".join(lines))
    path.write_bytes(b"\0" * 500)
    store = opened(folder)
    assert texts(store) == {"a2": "second words"}
    assert "may be missing" in store.notices[0]


def test_what_the_log_lacks_is_read_out_of_the_damaged_file(folder: Path) -> None:
    path = folder / RECORD
    for log in path.parent.glob("backups/record*.jsonl"):
        log.unlink()
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b'"plans"') + 20])
    store = opened(folder)
    assert texts(store) == AS_WRITTEN
    assert "2 entries are read out of the damaged file; look at them." in store.notices[0]


def test_without_any_copy_what_can_be_read_is_used_and_never_is_it_begun_anew_in_silence(folder: Path) -> None:
    path = folder / RECORD
    shutil.rmtree(path.parent / "backups")
    data = path.read_bytes()
    cut = data[: data.index(b'"a2": {') + 40]
    path.write_bytes(cut)
    store = opened(folder)
    assert texts(store) == {"a1": "first words"}
    assert "It is restored from its own text. What could not be read is missing." in store.notices[0]
    assert has_bytes(folder, cut)
    shutil.rmtree(path.parent / "backups")
    path.write_bytes(data[:60])
    with pytest.raises(Damaged):
        opened(folder).mentorship("grace")
    assert path.read_bytes() == data[:60]


def test_private_notes_of_which_nothing_is_left_begin_anew_and_that_is_said_once(folder: Path) -> None:
    path = folder / FILES["private"]
    for copy in path.parent.glob("backups/private*"):
        copy.unlink()
    path.write_bytes(b"\0\0")
    store = opened(folder)
    assert store.private_notes("grace") == ()
    (told,) = store.notices
    assert "There is no good copy of it, so it begins anew. The damaged file is kept as" in told
    assert has_bytes(folder, b"\0\0")
    again = opened(folder)
    assert again.private_notes("grace") == ()
    assert again.notices == []


def test_an_edit_by_hand_that_is_no_json_is_set_aside_for_the_one_who_made_it(folder: Path) -> None:
    path = folder / RECORD
    edited = path.read_bytes().replace(b'"first words",', b'"better words"')
    path.write_bytes(edited)
    store = opened(folder)
    assert texts(store) == AS_WRITTEN
    (kept,) = path.parent.glob("backups/record-damaged-*.json")
    assert kept.read_bytes() == edited
    assert str(kept) in store.notices[0]


def test_an_edit_by_hand_that_was_read_is_what_is_restored(folder: Path) -> None:
    path = folder / RECORD
    path.write_bytes(path.read_bytes().replace(b'"first words"', b'"better words"'))
    edited = {**AS_WRITTEN, "a1": "better words"}
    assert texts(opened(folder)) == edited
    path.write_bytes(b"{")
    assert texts(opened(folder)) == edited
    opened(folder).save_living("grace", action("a3"))
    path.write_bytes(b"{")
    store = opened(folder)
    assert texts(store) == {**edited, "a3": "read it"}
    assert "nothing is missing" in store.notices[0]


def test_an_edit_by_hand_stays_the_last_word_where_the_clock_was_set_back(folder: Path) -> None:
    path = folder / RECORD
    yesterday = NOON - 86_400_000_000
    Store(folder, now=lambda: yesterday).save_living("grace", action("a3"))
    path.write_bytes(path.read_bytes().replace(b'"first words"', b'"better words"'))
    assert texts(Store(folder, now=lambda: yesterday))["a1"] == "better words"
    path.write_bytes(path.read_bytes()[:-90])
    assert texts(opened(folder))["a1"] == "better words"


def cut(data: bytes) -> bytes:
    """Its end is gone; it still names its checksum."""
    return data[:-90]


def zeroed(data: bytes) -> bytes:
    return bytes(len(data))


def beheaded(data: bytes) -> bytes:
    """It names no checksum any more, and its documents can be read."""
    return b"\0" * data.index(b'"tables"') + data[data.index(b'"tables"') :]


def with_another_letter(data: bytes) -> bytes:
    """It can still be read, as something else."""
    return data.replace(b"second", b"sekond").replace(b"better", b"bitter")


def untouched(data: bytes) -> bytes:
    return data


TOMORROW, NEXT_WEEK = NOON + 86_400_000_000, NOON + 7 * 86_400_000_000
SINCE: dict[str, tuple[int, Living] | None] = {
    "not changed since": None,
    "changed in the same second": (TOMORROW, action("a3")),
    "changed later": (NEXT_WEEK, action("a3")),
    "the edit written over in the same second": (TOMORROW, action("a1", text="third words")),
    "the edit written over later": (NEXT_WEEK, action("a1", text="third words")),
}


@pytest.fixture(scope="module", params=SINCE)
def edited(request: pytest.FixtureRequest, whole: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store in which somebody edited the record by hand, and what was done since."""
    folder = copied(whole, tmp_path_factory.mktemp("edited") / "data")
    edit_by_hand(folder)
    if (changed := SINCE[request.param]) is not None:
        Store(folder, now=lambda: changed[0]).save_living("grace", changed[1])
    return folder, request.param


def edit_by_hand(folder: Path) -> None:
    path = folder / RECORD
    path.write_bytes(path.read_bytes().replace(b'"first words"', b'"better words"'))
    assert texts(Store(folder, now=lambda: TOMORROW))["a1"] == "better words"


@pytest.mark.parametrize("copy_damaged", [untouched, zeroed, cut, beheaded, with_another_letter], ids=lambda how: how.__name__)
@pytest.mark.parametrize("damaged", [None, cut, beheaded], ids=lambda how: how.__name__ if how else "gone")
def test_nothing_is_missing_is_not_said_of_an_edit_by_hand_that_is_lost_with_its_copy(
    edited: tuple[Path, str], tmp_path: Path, damaged: Callable[[bytes], bytes] | None, copy_damaged: Callable[[bytes], bytes]
) -> None:
    whole, since = edited
    folder = copied(whole, tmp_path / "data")
    path = folder / RECORD
    last = texts(Store(folder, now=lambda: NEXT_WEEK))
    (copy,) = path.parent.glob("backups/record-*-edited-*.json")
    copy.write_bytes(copy_damaged(copy.read_bytes()))
    path.unlink() if damaged is None else path.write_bytes(damaged(path.read_bytes()))

    found = [finding for finding in Doctor(folder, MovingClock()).look() if finding.path == path]
    store = Store(folder, now=lambda: NEXT_WEEK)
    restored = texts(store)
    (told,) = [notice for notice in store.notices if notice.startswith(f"{path}:")]
    assert ("nothing is missing" in told) != ("may be missing" in told)
    assert ["nothing is missing" in finding.advice for finding in found if finding.wrong] == ["nothing is missing" in told]
    if "nothing is missing" in told:
        assert restored == last
    elif since == "not changed since" and copy_damaged is not untouched:
        assert "Changes after 2026-11-29 12:00 UTC may be missing" in told
    if copy_damaged is untouched:
        assert restored == last
        assert since == "not changed since" or "nothing is missing" in told
    if since == "the edit written over later":
        assert "nothing is missing" in told


def test_a_repair_sets_the_copy_of_a_lost_edit_aside_and_still_says_that_something_may_be_missing(folder: Path) -> None:
    path = folder / RECORD
    edit_by_hand(folder)
    (copy,) = path.parent.glob("backups/record-*-edited-*.json")
    for one in (copy, path):
        one.write_bytes(b"{")
    repaired = Doctor(folder, MovingClock()).repair()
    assert not copy.exists()
    (told,) = [line for line in repaired.done if line.startswith(f"{path}:")]
    assert "Changes after 2026-11-29 12:00 UTC may be missing" in told


def test_a_mentorship_edited_into_nonsense_is_restored_and_the_edit_kept(folder: Path) -> None:
    path = folder / RECORD
    edited = path.read_bytes().replace(b'"part": "mentor"', b'"part": "boss"')
    path.write_bytes(edited)
    store = opened(folder)
    assert store.mentorship("grace").part == "mentor"
    assert 'damaged, the table "mentorship" has none that fits' in store.notices[0]
    assert has_bytes(folder, edited)


def test_a_folder_whose_record_is_gone_for_good_is_told_and_left(folder: Path) -> None:
    path = folder / RECORD
    path.unlink()
    shutil.rmtree(path.parent / "backups")
    before = sorted(str(one) for one in path.parent.rglob("*"))
    store = opened(folder)
    assert store.mentorships() == ()
    assert "record.json: it is gone, and there is no good copy of it" in store.notices[0]
    assert sorted(str(one) for one in path.parent.rglob("*")) == before


def test_a_file_mended_by_another_program_meanwhile_is_read_as_that_left_it(folder: Path) -> None:
    path = folder / RECORD
    path.write_bytes(b"{")
    here, there = opened(folder), opened(folder)
    there.save_living("grace", action("a3"))
    assert list(texts(here)) == ["a1", "a2", "a3"]
    assert here.notices == []


def test_what_a_failed_save_had_logged_or_copied_is_never_restored(folder: Path) -> None:
    path = folder / RECORD
    for number in itertools.count():
        store = opened(folder)
        texts(store)
        failed = False
        with faults(number, errno.ENOSPC) as faulty:
            try:
                store.save_living("grace", action(f"n{number}"))
            except StoreError:
                failed = True
        now = texts(opened(folder))
        assert failed or f"n{number}" in now
        path.write_bytes(b"\0" * 99)
        store = opened(folder)
        restored: Any = texts(store)
        assert restored == now or "may be missing" in store.notices[0], faulty.names
        if not faulty.reached:
            return


def test_private_words_lie_only_in_the_private_file_its_copies_and_its_own_log(folder: Path) -> None:
    store = opened(folder)
    seen(store)
    with_words = {
        path.name.split("-")[0].split(".")[0] for path in folder.rglob("*") if path.is_file() and b"awake" in path.read_bytes()
    }
    assert with_words == {"private"}
    for path in folder.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_clock_of_the_system_counts_from_1970() -> None:
    assert system_clock() > NOON // 2
