"""Whatever the disk says: the session in memory goes on, what is not saved is told, and all is there when the fault ends."""

import errno
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentortui.core.hearing_values import CHANNELS, HeardChange
from mentortui.screens.live_view import save_state
from mentortui.services.live import LiveSession
from mentortui.store.errors import StoreError
from mentortui.store.journal import Journal
from mentortui.store.store import Store
from tests.faults.breaking import Breaking, breaking, on_disk
from tests.services.test_sessions import Place
from tests.store.values import action, mentorship, taken

REFUSED = {
    "disk full": ("disk full", {"write": errno.ENOSPC}),
    "quota used up": ("disk quota used up", {"write": errno.EDQUOT}),
    "broken disk": ("disk error", {"write": errno.EIO}),
    "broken at fsync": ("disk error", {"fsync": errno.EIO}),
    "full at fsync": ("disk full", {"fsync": errno.ENOSPC, "open": errno.ENOSPC}),
    "interrupted": ("interrupted system call", {"write": errno.EINTR}),
    "interrupted at fsync": ("interrupted system call", {"fsync": errno.EINTR}),
    "made read-only": ("the disk is read-only", {"write": errno.EROFS, "open": errno.EROFS}),
    "no longer permitted": ("permission denied", {"stat": errno.EACCES, "open": errno.EACCES}),
    "not even looked at": ("disk error", {"stat": errno.EIO, "read": errno.EIO, "open": errno.EIO, "mkdir": errno.EIO}),
    "too many files open": ("too many files are open", {"fsync": errno.EMFILE, "open": errno.EMFILE}),
    "a network that forgot the file": ("stale file handle", {"write": errno.ESTALE, "fsync": errno.ESTALE}),
}


def eager(live: LiveSession) -> LiveSession:
    """Tries again at once, not after a second."""
    live.writer._retry_after = 0.005
    return live


def until(happens: object, live: LiveSession) -> None:
    assert callable(happens)
    for _ in range(2000):
        if happens():
            return
        time.sleep(0.002)
    raise AssertionError(live.saved)


@pytest.fixture
def broken() -> Iterator[Breaking]:
    with breaking() as found:
        yield found


@pytest.fixture
def live(tmp_path: Path, broken: Breaking) -> Iterator[LiveSession]:
    place = Place(tmp_path / "data")
    live = eager(place.start())
    live.floor.press(1)
    live.captures.catch("before it happened")
    assert live.writer.flush()
    yield live
    broken.heal()
    place.sessions.log_of(live).close()


def journal(live: LiveSession, tmp_path: Path) -> Path:
    return tmp_path / "data" / "mentorships" / live.slug / "live" / f"{live.session.started.session}.jsonl"


def go_through_it(live: LiveSession) -> None:
    """A bit of everything one does in a session."""
    live.floor.press(2)
    live.captures.catch("> write the failing test due:fri")
    live.captures.catch(". she sounds tired")
    live.floor.other()
    live.floor.nudge(-5)
    live.floor.hearing(CHANNELS, live.clock.boot())
    live.floor.hear(HeardChange(live.clock.boot(), "both"))
    live.floor.pause()
    live.floor.pause()
    live.agenda.go_on()
    live.undo()
    live.redo()
    live.agenda.more_minutes(5)
    live.beat()


@pytest.mark.parametrize("name", REFUSED)
def test_the_session_goes_on_and_nothing_is_lost_when_it_ends(
    live: LiveSession, tmp_path: Path, broken: Breaking, name: str
) -> None:
    reason, broken.errors = REFUSED[name][0], dict(REFUSED[name][1])
    before = len(live.events)
    go_through_it(live)
    until(lambda: live.saved.trouble == reason, live)
    assert (live.saved.trouble, live.saved.waiting) == (reason, len(live.events) - before)
    assert save_state(live).text == f"NOT SAVED · {reason} · {len(live.events) - before} in memory"
    assert [facts.capture.text for facts in live.session.captures][-2:] == ["write the failing test", "she sounds tired"]
    tries = broken.refused
    until(lambda: broken.refused > tries + 3, live)
    assert (live.saved.trouble, live.saved.waiting) == (reason, len(live.events) - before)  # what is on disk is not lost
    broken.heal()
    assert live.writer.flush()
    assert save_state(live).text == "● saved"
    assert on_disk(journal(live, tmp_path)) == [event.id for event in live.events if hasattr(event, "id")]


@pytest.mark.parametrize(
    ("short", "folders"), [(1, 0), (7, 0), (0, errno.EINVAL), (0, errno.ENOTSUP), (3, errno.ENOSYS)], ids=str
)
def test_what_is_no_refusal_keeps_nobody_from_saving(
    live: LiveSession, tmp_path: Path, broken: Breaking, short: int, folders: int
) -> None:
    broken.short, broken.folders = short, folders
    go_through_it(live)
    assert live.writer.flush()
    assert on_disk(journal(live, tmp_path)) == [event.id for event in live.events if hasattr(event, "id")]
    store = Store(tmp_path / "other")
    store.save_mentorship(mentorship())
    store.save_living("grace", action("a1"))
    assert [one.id for one in Store(tmp_path / "other").living("grace")] == ["a1"]


def test_a_write_that_takes_nothing_is_a_refusal_and_no_endless_loop(live: LiveSession, broken: Breaking) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Breaking, "write", lambda self, fd, data: 0, raising=False)
        live.floor.press(2)
        until(lambda: live.saved.trouble == "disk error", live)
    assert live.writer.flush()


def test_a_storm_of_signals_interrupts_no_write(tmp_path: Path) -> None:
    """A handler in Python runs between two system calls, and each one that it cut short is made again."""
    came = [0]

    def handler(number: int, frame: object) -> None:
        came[0] += 1

    store = Store(tmp_path)
    store.save_mentorship(mentorship())
    journal = Journal.create(tmp_path / "s1.jsonl", "s1")
    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.0002, 0.0002)
    try:
        for number in range(60):
            store.save_living("grace", action(f"a{number}"))
            journal.append(taken(f"e{number}"))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    journal.close()
    assert came[0] > 60
    assert len(Store(tmp_path).living("grace")) == 60
    assert on_disk(tmp_path / "s1.jsonl") == [f"e{number}" for number in range(60)]


def test_a_rename_whose_answer_was_lost_on_the_network_has_happened(tmp_path: Path, broken: Breaking) -> None:
    """NFS sends the call again, and the second time the file is no longer where it was."""
    store = Store(tmp_path)
    store.save_mentorship(mentorship())

    def twice(source: Path, target: Path) -> None:
        source.rename(target)
        source.rename(target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Breaking, "rename", lambda self, source, target: twice(source, target), raising=False)
        store.save_living("grace", action("a1"))
    assert [one.id for one in Store(tmp_path).living("grace")] == ["a1"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Breaking, "rename", lambda self, source, target: Path(f"{source}x").rename(target), raising=False)
        with pytest.raises(StoreError):
            store.save_living("grace", action("a2"))
    assert [one.id for one in Store(tmp_path).living("grace")] == ["a1"]
