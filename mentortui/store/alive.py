"""When the program last lived in a session, so that after a kill the gap is known."""

from pathlib import Path
from typing import NamedTuple

from mentortui.store import files


class Alive(NamedTuple):
    """Microseconds of the boot clock, and UTC microseconds since 1970."""

    boot: int
    wall: int


def write_alive(path: Path, alive: Alive) -> None:
    """Overwrites; not forced to disk. Raises NotSaved, which a session survives."""
    files.overwrite(path, b"%020d %020d\n" % alive)


def read_alive(path: Path) -> Alive | None:
    """The last one written; None where there is none, or only half of one. Raises StoreError."""
    data = files.read_bytes(path)
    parts = (data or b"").split()
    if len(parts) != 2 or not all(part.isdigit() and len(part) == 20 for part in parts):
        return None
    return Alive(int(parts[0]), int(parts[1]))
