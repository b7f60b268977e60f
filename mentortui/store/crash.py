"""What is written down when the program itself fails: where and what kind of error, never anyone's words."""

from collections.abc import Iterator
from pathlib import Path

from mentortui.store.errors import StoreError
from mentortui.store.files import make_folder, write_atomically

KEPT = 10
"""Reports; older ones go."""


def report(folder: Path, error: BaseException, wall: int, version: str) -> Path | None:
    """Writes the report and gives its path; None where nothing can be written. `wall`: UTC microseconds since 1970.

    Neither messages nor values go in: only the error's type, and the module, line and function of each step.
    """
    lines = [f"mentortui {version}", *_steps(error)]
    path = folder / f"crash-{wall // 1_000_000}.txt"
    try:
        make_folder(folder)
        write_atomically(path, "\n".join([*lines, ""]).encode("utf-8"))
        for old in sorted(folder.glob("crash-*.txt"))[:-KEPT]:
            old.unlink()
    except (StoreError, OSError):
        return None
    return path


def _steps(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield f"{type(current).__module__}.{type(current).__qualname__}"
        trace = current.__traceback__
        while trace is not None:
            frame = trace.tb_frame
            yield f"  {frame.f_globals.get('__name__', '?')}:{trace.tb_lineno} {frame.f_code.co_name}"
            trace = trace.tb_next
        current = current.__cause__ or current.__context__
