"""One program a live session, one editor at a time; programs that die hold nothing."""

import errno
import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mentortui.store.errors import Held, NotSaved
from mentortui.store.locks import held_by, hold_session, record_lock
from mentortui.store.store import Store
from tests.store.values import mentorship

ROOT = Path(__file__).parents[2]


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Another program that imports the store."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


HOLD = """
import sys
from pathlib import Path
from mentortui.store.locks import hold_session
lock = hold_session(Path(sys.argv[1]), since=5)
print("held", flush=True)
sys.stdin.read()
"""


def test_another_program_is_kept_out_until_the_holder_dies(tmp_path: Path) -> None:
    path = tmp_path / "s1.lock"
    assert held_by(path) is None
    other = python(HOLD, str(path))
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    holder = held_by(path)
    assert holder is not None
    assert (holder.pid, holder.since) == (other.pid, 5)
    with pytest.raises(Held) as held:
        hold_session(path)
    assert (held.value.pid, held.value.host) == (other.pid, os.uname().nodename)
    assert f"process {other.pid}" in str(held.value)
    other.kill()
    other.communicate()
    assert held_by(path) is None
    lock = hold_session(path)
    assert held_by(path) is not None
    lock.release()
    assert held_by(path) is None


def test_a_lock_taken_in_one_thread_is_released_in_another(tmp_path: Path) -> None:
    path = tmp_path / "s1.lock"
    locks = []
    thread = threading.Thread(target=lambda: locks.append(hold_session(path)))
    thread.start()
    thread.join()
    assert held_by(path) is not None
    locks[0].release()
    assert held_by(path) is None


def test_an_edit_waits_only_so_long(tmp_path: Path) -> None:
    with record_lock(tmp_path):
        with pytest.raises(NotSaved) as failed, record_lock(tmp_path, patience=0):
            pass
        assert "another edit is under way" in str(failed.value)
    with record_lock(tmp_path, patience=0) as real:
        assert real


SAVE = """
import sys
from pathlib import Path
from mentortui.store.store import Store
from tests.store.values import action
store = Store(Path(sys.argv[1]))
for number in range(15):
    store.save_living("grace", action(f"{sys.argv[2]}{number}"))
"""


def test_programs_that_edit_at_once_lose_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save_mentorship(mentorship())
    programs = [python(SAVE, str(tmp_path), name) for name in "abc"]
    for program in programs:
        program.communicate()
        assert program.returncode == 0
    read = {record.id for record in store.living("grace")}
    assert read == {f"{name}{number}" for name in "abc" for number in range(15)}
    assert store.notices == []


def test_threads_that_edit_at_once_lose_nothing(tmp_path: Path) -> None:
    from tests.store.values import action

    store = Store(tmp_path)
    store.save_mentorship(mentorship())

    def save(name: str) -> None:
        for number in range(10):
            store.save_living("grace", action(f"{name}{number}"))

    threads = [threading.Thread(target=save, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.living("grace")) == 30


@pytest.mark.parametrize("said", [errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EBADF], ids=errno.errorcode.get)
def test_a_disk_without_real_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: int) -> None:
    def refused(fd: int, how: int) -> None:
        raise OSError(said, os.strerror(said))

    monkeypatch.setattr(fcntl, "flock", refused)
    store = Store(tmp_path)
    store.save_mentorship(mentorship())
    store.journals.start("grace", "s1").close()
    assert [notice for notice in store.notices if "no real locks" in notice]
    assert store.journals.holder("grace", "s1") is None


def test_a_marker_that_a_dead_program_left_goes_with_its_session(tmp_path: Path) -> None:
    """As on a disk without locks, where the session was stored by another program."""
    store = Store(tmp_path)
    store.save_mentorship(mentorship())
    marker = tmp_path / "mentorships" / "grace" / "live" / "s1.lock.soft"
    marker.parent.mkdir()
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    marker.write_text(f"{dead.pid}\n{os.uname().nodename}\n")
    store.upkeep.tidy()
    assert not list(marker.parent.iterdir())
