"""What processes have open, as Linux tells it: files they may write, memory they share, who is at the other end of a socket."""

import socket
import struct
from pathlib import Path

O_ACCMODE = 3
_ASK = struct.pack("=IHHIIBBHIIIII", 40, 20, 0x301, 1, 0, socket.AF_UNIX, 0, 0, 0xFFFFFFFF, 0, 1 | 4, 0, 0)
"""To the kernel: all sockets of this machine alone, each with its name and who is at the other end."""
_NAME, _PEER = 0, 2


def with_children(process: int) -> dict[int, str]:
    """It and all that came of it, by their numbers, with their names."""
    names, parents = dict[int, str](), dict[int, int]()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().partition(") ")
        except OSError:  # it ended meanwhile
            continue
        names[int(stat.parent.name)] = name.partition("(")[2]
        parents[int(stat.parent.name)] = int(rest.split()[1])
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return {one: names[one] for one in found if one in names}


def opened(process: int) -> dict[str, bool]:
    """What it has open, and whether it may write there."""
    found: dict[str, bool] = {}
    try:
        here = list(Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return found
    for fd in here:
        try:
            target = str(fd.readlink())
            flags = next(line for line in Path(f"/proc/{process}/fdinfo/{fd.name}").read_text().splitlines() if "flags" in line)
        except OSError:
            continue
        found[target] = found.get(target, False) or bool(int(flags.split()[1], 8) & O_ACCMODE)
    return found


def written(process: int) -> set[str]:
    """Everything with a name that it may write: files, devices, and memory that others may see."""
    try:
        maps = Path(f"/proc/{process}/maps").read_text().splitlines()
    except OSError:
        return set()
    shared = {line.split(maxsplit=5)[5] for line in maps if "/" in line and line.split()[1][1::2] == "ws"}
    return {name for name, may in opened(process).items() if may and name.startswith("/")} | shared


def sockets(process: int) -> set[int]:
    """By their numbers."""
    return {int(name[8:-1]) for name in opened(process) if name.startswith("socket:[")}


NAMELESS = "nobody by name"


def peers() -> dict[int, str]:
    """Of each socket of this machine alone the name of the one at its other end, or NAMELESS; its own where it waits for others;
    empty where it is about to be connected. Sockets of a network are none of these."""
    names, others = dict[int, str](), dict[int, int | None]()
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 4) as kernel:  # sock_diag
        kernel.send(_ASK)
        over = False
        while not over:
            told = kernel.recv(1 << 20)
            while told:
                length, kind = struct.unpack_from("=IH", told)
                over = over or kind == 3
                if kind == 20:
                    (number,) = struct.unpack_from("=I", told, 20)
                    names[number], others[number] = _attributes(told[32:length])
                told = told[(length + 3) & ~3 :]
    return {one: names[one] if other is None else names.get(other) or NAMELESS for one, other in others.items()}


def _attributes(told: bytes) -> tuple[str, int | None]:
    name, peer = "", None
    while len(told) >= 4:
        length, kind = struct.unpack_from("=HH", told)
        if kind == _NAME:
            name = told[4:length].rstrip(b"\0").decode(errors="replace")
        if kind == _PEER:
            (peer,) = struct.unpack_from("=I", told, 4)
        told = told[(length + 3) & ~3 :]
    return name, peer
