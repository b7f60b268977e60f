"""Locks on disks that have none, of programs that died, and of one that is only stopped."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentortui.services.outside import Door, NotLive, Tap
from mentortui.store.errors import Held, NotSaved
from mentortui.store.locks import held_by, hold_session, record_lock
from mentortui.store.store import Store
from tests.faults.test_underneath import ids
from tests.services.test_sessions import Place
from tests.store.values import action, mentorship

ROOT = Path(__file__).parents[2]
NO_LOCKS = f"""
import fcntl, os
def refused(fd, how):
    raise OSError({errno.ENOLCK}, os.strerror({errno.ENOLCK}))
fcntl.flock = refused
"""
HOLD = """
import sys
from pathlib import Path
from mentortui.store.locks import hold_session
lock = hold_session(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def no_flock(fd: int, how: int) -> None:
    raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))


@pytest.fixture
def others() -> Iterator[list[subprocess.Popen[str]]]:
    found: list[subprocess.Popen[str]] = []
    yield found
    for other in found:
        other.kill()
        other.communicate()


def program(others: list[subprocess.Popen[str]], code: str, path: Path) -> subprocess.Popen[str]:
    """Another program, once it holds the lock."""
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    others.append(other)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


@pytest.mark.parametrize("locks_here", [True, False])
def test_where_a_disk_has_no_locks_a_second_program_is_kept_out_until_the_first_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, others: list[subprocess.Popen[str]], locks_here: bool
) -> None:
    """Also where locks fail for one program and not for the other."""
    if not locks_here:
        monkeypatch.setattr(fcntl, "flock", no_flock)
    path = tmp_path / "s1.lock"
    other = program(others, NO_LOCKS + HOLD, path)
    with pytest.raises(Held, match=f"process {other.pid}"):
        hold_session(path)
    assert held_by(path) is not None
    other.kill()
    other.communicate()
    assert list(tmp_path.glob("*.soft"))  # left behind
    lock = hold_session(path)
    assert lock.weak is not locks_here
    lock.release()
    assert held_by(path) is None


def test_records_can_be_edited_where_a_disk_has_no_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fcntl, "flock", no_flock)
    store = Store(tmp_path)
    store.save_mentorship(mentorship())
    store.save_living("grace", action("a1"))
    assert [notice for notice in store.notices if "no real locks" in notice]
    with record_lock(tmp_path) as real:
        assert not real


def test_a_lock_that_may_not_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(fd: int, how: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(NotSaved, match="disk error"):
        hold_session(tmp_path / "s1.lock")


RUN = """
import sys, time
from pathlib import Path
from tests.services.test_sessions import Place
place = Place(Path(sys.argv[1]))
live = place.start()
live.floor.press(1)
live.captures.catch("before it was stopped")
assert live.writer.flush()
print("held", flush=True)
sys.stdin.readline()
live.floor.press(2)
assert live.writer.flush()
print("went on", flush=True)
sys.stdin.read()
"""


def test_a_program_that_is_only_stopped_keeps_its_session(tmp_path: Path, others: list[subprocess.Popen[str]]) -> None:
    """With Ctrl-Z, say: a second one may watch, is told how to wake the first, and takes nothing away from it."""
    folder = tmp_path / "data"
    other = program(others, RUN, folder)
    other.send_signal(signal.SIGSTOP)
    os.waitpid(other.pid, os.WUNTRACED)
    store = Store(folder)
    (info,) = store.journals.of("grace")
    assert info.holder is not None
    assert info.holder.who == f"process {other.pid} on {os.uname().nodename}, stopped: fg in its terminal wakes it"
    with pytest.raises(Held, match="stopped: fg in its terminal wakes it"):
        store.journals.open("grace", info.id)
    assert len(store.journals.watch("grace", info.id).events) == 4
    with pytest.raises(NotLive, match="did not answer"):
        Door(store).ask(Tap("2"), timeout=0.1)
    store.save_living("grace", action("a1"))
    other.send_signal(signal.SIGCONT)
    assert other.stdin is not None
    assert other.stdout is not None
    other.stdin.write("\n")
    other.stdin.flush()
    assert other.stdout.readline() == "went on\n"
    assert len(store.journals.watch("grace", info.id).events) == 5
    assert store.journals.of("grace")[0].holder is not None


def test_a_holder_that_was_killed_holds_nothing(tmp_path: Path, others: list[subprocess.Popen[str]]) -> None:
    folder = tmp_path / "data"
    other = program(others, RUN, folder)
    other.kill()
    other.communicate()
    place = Place(folder)
    (info,) = place.store.journals.of("grace")
    assert info.holder is None
    live = place.program().go_on("grace", info.id)
    assert len(ids(live)) >= 4
    live.close()
