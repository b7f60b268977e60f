"""What is written down when the program itself fails: where and what kind of error, never anyone's words."""

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mentortui.store import folders, writing
from mentortui.store.errors import StoreError

KEPT = 10
"""Reports; older ones go."""
STEPS = 60
"""Of one error; an endless recursion has a thousand that say the same. So many from either end."""
ERRORS = 20
"""Of those that came of one another."""


def report(folder: Path, error: BaseException, wall: int, version: str) -> Path | None:
    """Writes the report and gives its path; None where nothing can be written. `wall`: UTC microseconds since 1970.

    Neither messages nor values go in: only the error's type, and the module, line and function of each step. Never raises.
    """
    path = folder / f"crash-{wall // 1_000_000:010d}-{os.getpid()}.txt"
    try:
        lines = [f"mentortui {version}, Python {platform.python_version()}, {sys.platform}", *_steps(error)]
        folders.make_folder(folder)
        writing.write_atomically(path, "\n".join([*lines, ""]).encode("utf-8", "replace"))
    except (StoreError, OSError, ValueError, MemoryError, RecursionError):
        return None
    with suppress(StoreError, OSError):
        # Never this one: under a clock that was set back its name is the oldest.
        kept = [name for name in folders.names(folder) if name.startswith("crash-") and name.endswith(".txt")]
        for old in [name for name in kept if name != path.name][: 1 - KEPT]:
            writing.remove(folder / old)
    return path


def _steps(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    waiting = [error]
    while waiting and len(seen) < ERRORS:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield f"{type(current).__module__}.{type(current).__qualname__}"
        yield from _shortened(list(_places(current)))
        waiting += [one for one in (current.__cause__, current.__context__) if one is not None]
        if isinstance(current, BaseExceptionGroup):
            waiting += current.exceptions


def _places(error: BaseException) -> Iterator[str]:
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        yield f"  {frame.f_globals.get('__name__', '?')}:{trace.tb_lineno} {frame.f_code.co_name}"
        trace = trace.tb_next


def _shortened(places: list[str]) -> list[str]:
    if len(places) <= 2 * STEPS:
        return places
    return [*places[:STEPS], f"  … {len(places) - 2 * STEPS} more", *places[-STEPS:]]
