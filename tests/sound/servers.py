"""Sound servers of a test's own, PulseAudio and PipeWire, each with a microphone and an output that no machine needs.

Each lives in a folder of its own and is ended by its process. Where one is not installed, the test that asks for it says that it
did not run.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import wave
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar, TypeVar

import pytest

COMES_UP = 15.0
"""Seconds a server may take on a busy machine."""

PULSE = ("pulseaudio", "pactl", "parec", "pacat")
PIPEWIRE = ("pipewire", "wireplumber", "pw-record", "pw-dump", "pw-cli", "pw-cat", "dbus-daemon")
PIPEWIRE_PULSE_CONFIGURATION = Path("/usr/share/pipewire/pipewire-pulse.conf")

MICROPHONE = "microphone"
"""The source that programs take for a microphone; what is played into `INTO_MICROPHONE` comes out of it."""
INTO_MICROPHONE = "mic"
CALL = "call"
"""The output that a call would play into, and the default."""


def missing(programs: Sequence[str]) -> str:
    """Why a test of them does not run; empty if it does."""
    gone = [program for program in programs if shutil.which(program) is None]
    return f"did not run: {', '.join(gone)} not installed" if gone else ""


class Server(ABC):
    """One sound server. `environment` is what a program needs to find it, and nothing else of sound."""

    spoken: ClassVar[str]
    """What `which_server` of the program calls it."""
    records: ClassVar[str]
    looks: ClassVar[str]
    """The programs by which the program hears of it, and follows what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment: dict[str, str] = {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "PULSE_RUNTIME_PATH": str(folder / "run" / "pulse"),
            "PULSE_STATE_PATH": str(folder / "state" / "pulse"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'run' / 'bus'}",
        }
        for name in ("run", "config", "state"):
            (folder / name).mkdir(mode=0o700)
        self._processes: list[subprocess.Popen[bytes]] = []
        self._players: list[subprocess.Popen[bytes]] = []

    @abstractmethod
    def start(self) -> None:
        """Up, with its devices."""

    @abstractmethod
    def add_microphone(self) -> object:
        """Plugged in, and the default."""

    @abstractmethod
    def remove_microphone(self) -> None:
        """Unplugged."""

    @abstractmethod
    def add_output(self, name: str, title: str) -> None:
        """One more, which nobody has chosen."""

    @abstractmethod
    def choose_output(self, name: str) -> None:
        """The default from now on."""

    def stop(self) -> None:
        """As when it crashes: all of it is gone."""
        for process in reversed(self._processes):
            _end(process)
        self._processes.clear()

    def close(self) -> None:
        """It, and whatever still plays."""
        for player in self._players:
            _end(player)
        self.stop()

    def freeze(self) -> None:
        """It stands still: it takes what is sent, and answers nothing."""
        for process in self._processes:
            process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        for process in self._processes:
            process.send_signal(signal.SIGCONT)

    @abstractmethod
    def play(self, sound: Path, output: str, *, rate: int = 16_000) -> subprocess.Popen[bytes]:
        """Signed 16 bit samples of one channel, from a file, into an output; it plays on while the test does."""

    def programs(self) -> Counter[str]:
        """What was started by the program to hear, by its name; `leash` is whatever keeps another."""
        mark = f"XDG_RUNTIME_DIR={self.environment['XDG_RUNTIME_DIR']}".encode()
        found: Counter[str] = Counter()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
                environment = (process / "environ").read_bytes().split(b"\0")
            except OSError:  # it has just ended
                continue
            name = "leash" if any(word.endswith(b"/leash.py") for word in words) else words[0].decode(errors="replace")
            if name in ("leash", self.records, self.looks) and mark in environment:
                found[name] += 1
        return found

    @property
    def hearing(self) -> Counter[str]:
        """Those of one who hears both channels."""
        return Counter({self.records: 2, self.looks: 1, "leash": 3})

    def run(self, *command: str) -> str:
        """What a program prints that speaks to this server. Fails the test where it fails."""
        done = subprocess.run(command, env={**os.environ, **self.environment}, capture_output=True, text=True, timeout=20)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    def spawn(self, *command: str) -> subprocess.Popen[bytes]:
        """A program beside this server, with its words in the folder; ended with it."""
        return self._started(self._players, command)

    def _serve(self, *command: str) -> None:
        self._started(self._processes, command)

    def _started(self, among: list[subprocess.Popen[bytes]], command: Sequence[str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{Path(command[0]).name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, env={**os.environ, **self.environment}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        among.append(process)
        return process

    def _until(self, there: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + COMES_UP
        while not there():
            if time.monotonic() > deadline:
                logs = "\n".join(f"{log.name}: {log.read_text(errors='replace')}" for log in self.folder.glob("*.log"))
                pytest.fail(f"{what} did not come up in {COMES_UP:.0f} s\n{logs}")
            time.sleep(0.05)

    def _answers(self, *command: str) -> bool:
        with suppress(AssertionError, subprocess.TimeoutExpired):
            self.run(*command)
            return True
        return False


class SpeaksPulse(Server):
    """Whatever `pactl` can be used with."""

    spoken, records, looks = "pulse", "parec", "pactl"

    def play(self, sound: Path, output: str, *, rate: int = 16_000) -> subprocess.Popen[bytes]:
        return self.spawn("pacat", "--raw", "--format=s16le", f"--rate={rate}", "--channels=1", f"--device={output}", str(sound))

    def load(self, module: str, *arguments: str) -> str:
        """A module, by whose number it can be unloaded."""
        return self.run("pactl", "load-module", module, *arguments).strip()

    def unload(self, module: str) -> None:
        self.run("pactl", "unload-module", module)

    def unload_all(self, module: str) -> None:
        """Every module of this name."""
        self.run("pactl", "unload-module", module)


class PulseServer(SpeaksPulse):
    """PulseAudio with null sinks: `mic`, whose sound is the source `microphone`, and `call`."""

    def __init__(self, folder: Path, *, rate: int = 48_000, more: Sequence[str] = ()) -> None:
        super().__init__(folder)
        self._rate = rate
        self._more = more

    def start(self) -> None:
        modules = [
            "module-native-protocol-unix",
            f"module-null-sink sink_name={INTO_MICROPHONE} rate={self._rate}",
            f'module-null-sink sink_name={CALL} rate={self._rate} sink_properties=device.description="Headset"',
            *self._more,
        ]
        self._serve(
            *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--log-target=stderr", "--log-level=error"),
            *(f"--load={module}" for module in modules),
        )
        self._until(lambda: self._answers("pactl", "info"), "PulseAudio")
        self.add_microphone()
        self.choose_output(CALL)

    def add_microphone(self) -> str:
        """The module's number."""
        self.microphone = self.load(
            "module-remap-source",
            f"master={INTO_MICROPHONE}.monitor",
            f"source_name={MICROPHONE}",
            'source_properties=device.description="Microphone"',
        )
        self.run("pactl", "set-default-source", MICROPHONE)
        return self.microphone

    def remove_microphone(self) -> None:
        self.unload(self.microphone)

    def add_output(self, name: str, title: str) -> None:
        self.load("module-null-sink", f"sink_name={name}", f'sink_properties=device.description="{title}"')

    def choose_output(self, name: str) -> None:
        self.run("pactl", "set-default-sink", name)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    process.wait(timeout=10)


@pytest.fixture
def server_folder() -> Iterator[Path]:
    """Short enough for the name of a socket in it."""
    with tempfile.TemporaryDirectory(prefix="snd", dir="/tmp", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def using(monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str]) -> None:
    """This process, and what it starts, speaks to the test's server alone."""
    for name in ("PULSE_SERVER", "PULSE_COOKIE", "PIPEWIRE_REMOTE", "PIPEWIRE_RUNTIME_DIR", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


OneServer = TypeVar("OneServer", bound=Server)


@contextmanager
def running(needs: Sequence[str], make: Callable[[], OneServer], monkeypatch: pytest.MonkeyPatch) -> Iterator[OneServer]:
    """A server that is up, and that this process speaks to. Skips the test where what it needs is not installed."""
    if said := missing(needs):
        pytest.skip(said)
    server = make()
    using(monkeypatch, server.environment)
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture
def pulse(server_folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[PulseServer]:
    """A PulseAudio that runs, and that this process speaks to; the rate of its devices is the fixture's parameter."""
    with running(PULSE, lambda: PulseServer(server_folder, rate=getattr(request, "param", 48_000)), monkeypatch) as server:
        yield server


class PipeWireServer(Server):
    """PipeWire with its session manager, and two nodes as microphone and call; nothing speaks as PulseAudio."""

    spoken, records, looks = "pipewire", "pw-record", "pw-dump"

    def start(self) -> None:
        self._serve(
            "dbus-daemon", "--session", f"--address={self.environment['DBUS_SESSION_BUS_ADDRESS']}", "--nofork", "--nopidfile"
        )
        self._until((self.folder / "run" / "bus").exists, "the message bus")
        self._serve("pipewire")
        self._until(lambda: self._answers("pw-cli", "info", "0"), "PipeWire")
        self._serve("wireplumber")
        self.add_output(INTO_MICROPHONE, "Into the microphone")
        self.add_output(CALL, "Headset")
        self.add_microphone()
        self.choose_output(CALL)

    def add_microphone(self) -> None:
        self.add(MICROPHONE, "Microphone", "Audio/Source/Virtual")
        for side in ("FL", "FR"):
            self.run("pw-link", f"{INTO_MICROPHONE}:monitor_{side}", f"{MICROPHONE}:input_{side}")

    def remove_microphone(self) -> None:
        self.run("pw-cli", "destroy", MICROPHONE)

    def add_output(self, name: str, title: str) -> None:
        self.add(name, title, "Audio/Sink")

    def choose_output(self, name: str) -> None:
        self.run("pw-metadata", "0", "default.configured.audio.sink", f'{{ "name": "{name}" }}', "Spa:String:JSON")

    def add(self, name: str, title: str, kind: str) -> None:
        """A node that stays until it is destroyed."""
        properties = (
            f'{{ factory.name=support.null-audio-sink node.name={name} node.description="{title}" media.class={kind} '
            "object.linger=true audio.position=[FL FR] }"
        )
        self.run("pw-cli", "create-node", "adapter", properties)
        self._until(lambda: name in self.nodes(), f"the node {name}")

    def nodes(self) -> set[str]:
        """The names of those that have ports."""
        return {line.partition(":")[0].strip() for line in self.run("pw-link", "--output", "--input").splitlines()}

    def play(self, sound: Path, output: str, *, rate: int = 16_000) -> subprocess.Popen[bytes]:
        return self.spawn("pw-cat", "--playback", f"--target={output}", str(wave_of(sound, rate)))


def wave_of(sound: Path, rate: int) -> Path:
    """The same samples with a file's head, for players that want one."""
    waved = sound.with_suffix(".wav")
    with wave.open(str(waved), "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(rate)
        written.writeframes(sound.read_bytes())
    return waved


class PipeWirePulseServer(SpeaksPulse, PipeWireServer):
    """PipeWire that speaks as PulseAudio, as on most machines of today."""

    def start(self) -> None:
        super().start()
        self._serve("pipewire", "-c", PIPEWIRE_PULSE_CONFIGURATION.name)
        self._until(lambda: self._answers("pactl", "info"), "PipeWire as PulseAudio")


@pytest.fixture
def pipewire(server_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PipeWireServer]:
    """A PipeWire that runs and does not speak as PulseAudio, and that this process speaks to."""
    with running(PIPEWIRE, lambda: PipeWireServer(server_folder), monkeypatch) as server:
        yield server


@pytest.fixture(params=["pulse", "pipewire"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of those that the program speaks to in a way of its own."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Server)
    return found


@pytest.fixture
def pipewire_pulse(server_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PipeWirePulseServer]:
    """A PipeWire that speaks as PulseAudio."""
    if not PIPEWIRE_PULSE_CONFIGURATION.exists():
        pytest.skip("did not run: pipewire-pulse not installed")
    with running((*PIPEWIRE, *PULSE[1:]), lambda: PipeWirePulseServer(server_folder), monkeypatch) as server:
        yield server
