"""When the program last lived in a session, so that after a kill the gap is known."""

import zlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mentortui.store import files, writing
from mentortui.store.errors import StoreError

_FORM = "2"
"""The first word of what is written now; earlier versions wrote the two clocks alone."""


class Alive(NamedTuple):
    """Microseconds of the boot clock, UTC microseconds since 1970, the session clock then, and which start of the machine the
    boot clock counts from. What an earlier version wrote has no `at`."""

    boot: int
    wall: int
    at: int | None = None
    boot_id: str = ""


def write_alive(path: Path, alive: Alive) -> None:
    """Overwrites; not forced to disk. Raises NotSaved, which a session survives."""
    boot, wall, at, boot_id = Alive(*alive)
    if at is None:
        writing.overwrite(path, b"%020d %020d\n" % (boot, wall))
        return
    body = f"{_FORM} {boot:020d} {wall:020d} {at:020d} {boot_id or '-'}".encode("ascii", "replace")
    writing.overwrite(path, b"%b %08x\n" % (body, zlib.crc32(body)))


def read_alive(path: Path) -> Alive | None:
    """The last one written; None where there is none, only a part of one, or what cannot be read: a session can be gone on with
    all the same."""
    data = b""
    with suppress(StoreError):
        data = files.read_bytes(path) or b""
    parts = data.split()
    if len(parts) == 2 and all(_is_number(part) for part in parts):
        return Alive(int(parts[0]), int(parts[1]))
    if len(parts) != 6 or parts[0] != _FORM.encode() or not all(_is_number(part) for part in parts[1:4]):
        return None
    body = data.rstrip(b"\n").rpartition(b" ")[0]
    if parts[5] != b"%08x" % zlib.crc32(body):
        return None
    boot_id = parts[4].decode("ascii", "replace")
    return Alive(int(parts[1]), int(parts[2]), int(parts[3]), "" if boot_id == "-" else boot_id)


def _is_number(part: bytes) -> bool:
    return len(part) == 20 and part.removeprefix(b"-").isdigit()
