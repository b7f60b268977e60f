"""A scene as the program's own code hears it: its frames, which are made once and kept."""

from hashlib import sha256
from pathlib import Path

import numpy as np

import mentortui
from mentortui.core.hearing_values import FRAME, Frame, Sound
from tests.sound.scenes import Case, Scene, scene
from tests.sound.speech import keep, kept_folder


def sounds(made: Scene) -> tuple[Sound, ...]:
    """Both channels through the program's own framing, gate and model, frame by frame."""
    return joined(_framed(made.microphone), _framed(made.call))


def joined(microphone: tuple[Frame, ...], call: tuple[Frame, ...]) -> tuple[Sound, ...]:
    """Frame beside frame, the first at 0."""
    return tuple(Sound(n * FRAME, *both) for n, both in enumerate(zip(microphone, call, strict=True)))


def kept_sounds(case: Case, data: Path) -> tuple[Sound, ...]:
    """The same from the file kept for this case, which is made where it is not: for tuning what comes after the model."""
    path = kept_folder() / f"frames-{sha256(repr(case).encode() + _code()).hexdigest()[:20]}.npy"
    if not path.exists():
        both = [(s.microphone, s.call) for s in sounds(scene(case, data)) if s.microphone and s.call]
        rows = [(mine.level, mine.voice, mine.clipped, call.level, call.voice, call.clipped) for mine, call in both]
        keep(path, np.array(rows, dtype=np.float64))
    return tuple(
        Sound(n * FRAME, Frame(row[0], row[1], bool(row[2])), Frame(row[3], row[4], bool(row[5])))
        for n, row in enumerate(np.load(path).tolist())
    )


def _framed(sound: bytes) -> tuple[Frame, ...]:
    from mentortui.listen.framing import Framing
    from mentortui.listen.voice_model import load

    return Framing(load()()).feed(sound)


def _code() -> bytes:
    """What makes frames of sound, and the sound: other code makes other frames."""
    made = [Path(__file__).with_name(f"{name}.py") for name in ("speech", "beds", "rooms", "scenes")]
    package = Path(mentortui.__file__).parent / "listen"
    return b"".join(path.read_bytes() for path in (*made, package / "framing.py", package / "voice_model.py"))
