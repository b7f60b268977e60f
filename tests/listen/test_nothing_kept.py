"""While the program hears, neither it nor what it starts writes a sample, and nothing but the sound server is spoken to."""

import time
from pathlib import Path

import pytest

from mentortui.listen.voice_model import installed
from mentortui.services.clock import SystemClock
from mentortui.services.hearing_choices import HearingChoices
from mentortui.store.store import Store
from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal, open_terminal, test_clock
from tests.endtoend.meeting import Desk
from tests.recordings import REPOSITORY
from tests.sound.opened import NAMELESS, peers, sockets, with_children, written
from tests.sound.scenes import Case, scene
from tests.sound.servers import CALL, INTO_MICROPHONE, PulseServer
from tests.sound.speech import NOT_THERE, there

__all__ = ["open_terminal", "test_clock"]

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/fdinfo").exists(), reason="did not run: no /proc"),
    pytest.mark.skipif(not installed(), reason="did not run: no model of voice is installed"),
    pytest.mark.skipif(not there(), reason=NOT_THERE),
]
TALK = Case("meeting.rttm", seconds=20, bed="hiss", bed_db=-25.0)
SECOND_OF_SOUND = 32_000
"""Bytes of one channel. What both say in TALK is forty times as much."""
AS_IT_CONNECTS = 2
"""Looks in which a socket may not be answered yet."""
OF_ANY_PROGRAM = ("/dev/null", "/dev/pts/", "/dev/tty", "/dev/urandom")
OF_THE_SERVER = ("/dev/shm/pulse-shm-", "/memfd:pulseaudio")
"""The memory by which PulseAudio hands sound over: it has no place on a disk, and is gone with its programs."""


def sizes(*folders: Path) -> dict[Path, int]:
    found = {}
    for path in (path for folder in folders for path in folder.rglob("*")):
        try:
            if path.is_file():
                found[path] = path.stat().st_size
        except OSError:  # written beside and put in its place meanwhile
            continue
    return found


def test_no_sample_is_written_and_nothing_but_the_server_spoken_to_while_the_program_hears_two_people_talk(
    pulse: PulseServer, tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal
) -> None:
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known()
    HearingChoices(Store(desk.data), SystemClock()).listen("grace", True)
    at_home = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    env = {**pulse.environment, **at_home, "TMPDIR": str(home / "tmp"), "MENTORTUI_TEST_CLOCK": None}
    made = scene(TALK, REPOSITORY / "tests" / "data")
    terminal = desk.live(env=env)
    terminal.wait_for("hearing you · ○")
    terminal.wait_for(lambda screen: desk.events("hearing_changed")[-1:] != [])
    program, server = terminal.pid, f"{pulse.environment['PULSE_RUNTIME_PATH']}/native"
    folders = (desk.data, home, pulse.folder / "run")
    files_before, sockets_before = written(program), sockets(program)
    assert all(name.startswith((*OF_ANY_PROGRAM, str(tmp_path))) for name in files_before), files_before
    assert {peers()[one] for one in sockets_before} <= {NAMELESS}, "the loop speaks to itself by a pair"
    before = sizes(*folders)
    for sound, output in ((made.microphone, INTO_MICROPHONE), (made.call, CALL)):
        file = tmp_path / f"{output}.raw"
        file.write_bytes(sound)
        pulse.play(file, output)
    spoken_to, others = dict[int, list[str]](), set[str]()
    until = time.monotonic() + TALK.seconds
    while time.monotonic() < until:
        for process, name in with_children(program).items():
            here = sockets(process)  # before it is asked who is at their other ends: all of them are known by then
            found = peers()
            if process == program:
                beside = {one for one in written(process) - files_before if not Path(one).is_relative_to(desk.data)}
                assert beside == set()
                assert here <= sockets_before
            else:
                others.add(name)
                strange = [one for one in written(process) if not one.startswith((*OF_ANY_PROGRAM, *OF_THE_SERVER))]
                assert strange == [], name
                assert all(one in found or one not in sockets(process) for one in here), f"{name} has a socket of a network"
                for one in here & found.keys():
                    spoken_to.setdefault(one, []).append(found[one])
        time.sleep(0.1)
    assert {"parec", "pactl"} <= others
    settled = {said for all_said in spoken_to.values() for said in all_said[AS_IT_CONNECTS:]}
    assert settled == {server}
    assert {said for all_said in spoken_to.values() for said in all_said} <= {server, NAMELESS, ""}
    terminal.wait_for(lambda screen: sum(one.get("source") == "heard" for one in desk.events("floor_taken")) > 1)
    after = sizes(*folders)
    grown = {path: size - before.get(path, 0) for path, size in after.items() if size > before.get(path, 0)}
    assert all(path.is_relative_to(desk.data) for path in grown), grown
    assert sum(grown.values()) < SECOND_OF_SOUND, grown
