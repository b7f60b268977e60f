"""While it hears, neither it nor what it starts has a file open to be written, none grows, and nothing but the sound server is
spoken to."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mentortui.core.hearing_values import Chosen
from mentortui.listen.ear import Ear
from mentortui.listen.voice_model import installed
from mentortui.services.clock import SystemClock
from tests.sound.servers import CALL, INTO_MICROPHONE, PulseServer, pulse, server_folder

__all__ = ["pulse", "server_folder"]

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/fdinfo").exists(), reason="did not run: no /proc"),
    pytest.mark.skipif(not installed(), reason="did not run: no model of voice is installed"),
]
O_ACCMODE = 3


def of_us() -> list[int]:
    """This process and all that came of it, without the sound server and what plays into it."""
    names, parents = dict[int, str](), dict[int, int]()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().partition(") ")
        except OSError:
            continue
        names[int(stat.parent.name)] = name.partition("(")[2]
        parents[int(stat.parent.name)] = int(rest.split()[1])
    found = [os.getpid()]
    for process in found:
        found += [one for one, parent in parents.items() if parent == process and names[one] not in ("pulseaudio", "pacat")]
    return found


def opened(process: int) -> dict[str, str]:
    """What a process has open, by its descriptor: a path with `w` before it if it may be written."""
    found: dict[str, str] = {}
    folder = Path(f"/proc/{process}/fd")
    try:
        here = list(folder.iterdir())
    except OSError:  # it ended meanwhile
        return found
    for fd in here:
        try:
            target = str(fd.readlink())
            flags = next(line for line in Path(f"/proc/{process}/fdinfo/{fd.name}").read_text().splitlines() if "flags" in line)
        except OSError:
            continue
        found[fd.name] = ("w " if int(flags.split()[1], 8) & O_ACCMODE else "r ") + target
    return found


def written(process: int) -> set[str]:
    """The files it may write: what is neither a pipe, nor a socket, nor a device, nor memory that has no name."""
    names = {name.partition(" ")[2] for name in opened(process).values() if name.startswith("w ")}
    return {name for name in names if name.startswith("/") and not name.startswith(("/dev/", "/memfd:", "/proc/"))}


def sockets(process: int) -> set[str]:
    return {name.partition(" ")[2] for name in opened(process).values() if "socket:" in name}


def connected(which: set[str]) -> set[str]:
    """What kind each of these sockets is: `unix`, of this machine alone, as the kernel lists them, or `network`."""
    known = {f"socket:[{line.split()[6]}]" for line in Path("/proc/net/unix").read_text().splitlines()[1:]}
    return {"unix" if one in known else "network" for one in which}


def sizes(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_no_sample_is_written_and_no_other_socket_opened(
    pulse: PulseServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / "tmp" if name == "TMPDIR" else home))
    monkeypatch.chdir(home)
    tone = tmp_path / "tone.raw"
    tone.write_bytes(b"".join((6000 if i % 80 < 40 else -6000).to_bytes(2, "little", signed=True) for i in range(16_000 * 20)))
    before_files, before_sockets, before = written(os.getpid()), sockets(os.getpid()), sizes(home)
    for output in (INTO_MICROPHONE, CALL):
        pulse.play(tone, output)
    ear = Ear(Chosen(), SystemClock().boot)
    ear.start()
    try:
        until(lambda: ear.state.channels == ("microphone", "call") and ear.state.call.level > -60)
        others = set[int]()
        for _ in range(30):
            for process in of_us():
                if process == os.getpid():
                    assert written(process) <= before_files
                    assert sockets(process) <= before_sockets
                else:
                    others.add(process)
                    assert written(process) <= before_files
                    assert connected(sockets(process)) <= {"unix"}
            time.sleep(0.1)
        assert len(others) >= 3, "two recorders and what follows the server"
        assert ear.state.microphone.level > -60
    finally:
        ear.stop()
    assert sizes(home) == before
