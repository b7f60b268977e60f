"""What happened to the program, a line an event: for whoever asks later why. Never anyone's words.

Written by a thread of its own: neither a full nor a slow disk holds anybody up, and nothing is read or loaded before the first
event. Without `keep` nothing is written at all.
"""

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from time import time_ns
from typing import Final, Literal, NamedTuple, TypeAlias

from mentortui.store.errors import REASONS

NAME: Final = "mentortui.log"
BYTES: Final = 256 * 1024
"""From this size on a new file is begun."""
KEPT: Final = 2
"""Full ones beside the one that is written: `mentortui.log.1` is the newer."""
BEGINS: Final = 1.0
"""Seconds after the first event at which the file is opened: the program starts undisturbed."""
WAITING: Final = 1000
"""Events for a disk that does not take them; more are counted, not kept."""

Event: TypeAlias = Literal[
    "program started",
    "program ended",
    "signal",
    "terminal gone",
    "crash",
    "session started",
    "session resumed",
    "session finished",
    "session stored",
    "session left",
    "session watched",
    "gap",
    "wall clock set",
    "not saved",
    "saved again",
    "saved elsewhere",
    "taken in",
    "damage",
    "migrated",
    "edited by hand",
    "weak lock",
    "not heard",
]
Fact: TypeAlias = int | str | type | BaseException | None
"""What may be told of one. Of a text only what cannot be anybody's word: an id, a version, a name out of WORDS."""

_ID = re.compile("[a-km-np-z2-9]{12}")
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9a-z+]{1,12}){1,5}")
_YEAR = re.compile("[0-9]{4}")
_FILE = re.compile(r"crash-[0-9-]+\.txt")
WORDS: Final = frozenset(
    {
        *("linux", "darwin"),
        *("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGTSTP", "SIGCONT"),
        *("me", "index", "record", "private", "drafts", "sessions", "transcripts", "journal"),
        *REASONS,
        "another edit is under way",
        "another program is editing it",
        "another program changed it meanwhile",
    }
)
"""Ours, each of them: they may stand in the log."""
UNTOLD: Final = "(not told)"


class Told(NamedTuple):
    """An event that is to be written. `wall`: nanoseconds since 1970."""

    wall: int
    event: str
    facts: dict[str, "Fact | Callable[[], Fact]"]


_queue: SimpleQueue[Told | threading.Event | None] = SimpleQueue()
_folder: Path | None = None
_thread: threading.Thread | None = None
_lock = threading.Lock()
_now = threading.Event()
"""Set where nobody can wait for BEGINS."""
_left_out = 0


def keep(folder: Path | None) -> None:
    """From now on events go to the log in this folder; None: nowhere. Nothing is made or opened yet."""
    global _folder
    _folder = folder


def tell(event: Event, **facts: "Fact | Callable[[], Fact]") -> None:
    """Returns at once, and never raises. A fact that takes time may come as a function, called by the log's own thread."""
    global _left_out
    if _folder is None:
        return
    if _queue.qsize() >= WAITING:
        _left_out += 1
        return
    _queue.put(Told(time_ns(), event, facts))
    with suppress(RuntimeError):  # the program is ending
        _begin(_folder)


def flush(timeout: float = 0.5) -> bool:
    """What was told so far is written; False when it is not within `timeout` seconds, which is no reason to wait."""
    if _thread is None or not _thread.is_alive():
        return True
    done = threading.Event()
    _queue.put(done)
    _now.set()
    return done.wait(timeout)


def close(timeout: float = 0.5) -> None:
    """No more events. Never raises."""
    global _thread
    thread, _thread = _thread, None
    keep(None)
    if thread is not None and thread.is_alive():
        _queue.put(None)
        _now.set()
        thread.join(timeout)


def line(told: Told) -> str:
    """`session started  session=k2m4p6q8r2s4 weak=no`, its time and process not yet before it."""
    facts = (f"{name}={shown(fact)}" for name, fact in told.facts.items())
    return "  ".join(part for part in (told.event, " ".join(facts)) if part)


def shown(fact: "Fact | Callable[[], Fact]") -> str:
    """A fact as it may stand in the log."""
    if callable(fact) and not isinstance(fact, type):
        try:
            fact = fact()
        except Exception:
            return UNTOLD
    match fact:
        case None:
            return "-"
        case bool():
            return "yes" if fact else "no"
        case int():
            return str(fact)
        case type():
            return fact.__name__ if fact.__module__.split(".")[0] in ("builtins", "mentortui", "textual") else "Exception"
        case BaseException():
            return shown(type(fact))
        case str() if fact in WORDS or any(kind.fullmatch(fact) for kind in (_ID, _VERSION, _YEAR, _FILE)):
            return fact
        case _:
            return UNTOLD


def _begin(folder: Path) -> None:
    global _thread
    if _thread is None or not _thread.is_alive():
        with _lock:
            if _thread is None or not _thread.is_alive():
                _now.clear()
                _thread = threading.Thread(target=_write, args=(folder,), name="mentortui-log", daemon=True)
                _thread.start()


def _write(folder: Path) -> None:
    global _left_out
    _now.wait(BEGINS)
    from mentortui.store.log_file import LogFile

    with LogFile(folder / NAME, BYTES, KEPT) as file:
        while (told := _queue.get()) is not None:
            if isinstance(told, threading.Event):
                told.set()
                continue
            file.write(told.wall, line(told))
            if _left_out:
                file.write(time_ns(), f"and {_left_out} more that found no room")
                _left_out = 0
