"""Synthesised speech: one long tape for each voice, and cuts of it that are voice from their first moment to their last."""

import os
import shutil
import subprocess
import tempfile
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Of one channel, -1..1, at RATE."""

RATE = 16_000
ESPEAK = "espeak-ng"
NOT_THERE = f"did not run: {ESPEAK} not installed"
VOICES = ("en-us", "en-gb+f2", "en-gb-x-rp+m3", "en-us+f3", "en-gb-scotland+m7", "en-us+m2", "en-gb+f5", "en-us+m6", "en-029+f1")
_MADE = 4
"""Which way of making them; another number forgets tapes that were kept."""
_PAUSE = round(0.2 * RATE)
"""The longest pause left within a tape: a longer one would be the recording's to tell."""
_STEP = RATE // 100
_SAID = (
    "Last time you wanted to look at the parser before the release, did you get to it?",
    "I did, and it took me longer than I thought, because the old tests were in my way.",
    "What was in your way most of all?",
    "Nobody could tell me what the second argument is for, so I asked the whole team.",
    "That is a good question to ask, and I would have done the same in your place.",
    "Then I wrote it down, and Kofi reviewed it, and we found two mistakes on the way.",
    "How do you feel about the talk you are going to give in March?",
    "A little nervous, honestly, but the outline stands and the first ten slides are drawn.",
    "Let us go through it together next week, and bring somebody who does not know the subject.",
    "Maybe Linus could listen to it, he always asks what everybody else wanted to know.",
    "I noticed that you were very quiet in the planning meeting, was there a reason?",
    "The others had decided it already, or so it seemed to me, and I did not want to hold them up.",
    "You may hold them up, that is what the meeting is for.",
    "Fine, I will say it earlier next time, and I will send my numbers around the day before.",
    "Have you thought about whom you would like to work with on the migration?",
    "There is a group in Nairobi that has done it twice, and they offered to show us how.",
    "Please write to them today, and put me in copy if that helps you.",
    "I will, and by Friday we should know whether the database can be moved at all.",
)


def there() -> bool:
    """Whether speech can be made here."""
    return shutil.which(ESPEAK) is not None


def kept_folder() -> Path:
    """Where tapes and the like are kept between tests: this user's own, below where tests write."""
    root = Path(os.environ.get("PYTEST_DEBUG_TEMPROOT") or tempfile.gettempdir())
    folder = root / f"mentortui-sound-{os.getuid()}-{_MADE}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def keep(path: Path, array: NDArray[np.generic]) -> None:
    """There at once and whole, whichever of several processes is first."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        np.save(file, array)
    Path(file.name).replace(path)


@lru_cache(maxsize=len(VOICES))
def tape(voice: str) -> tuple[Samples, NDArray[np.int64]]:
    """Some minutes of that voice, about -20 dB while it speaks, and where its words begin after a moment of quiet."""
    path = kept_folder() / f"{voice}.npy"
    if not path.exists():
        first = VOICES.index(voice) * 5 if voice in VOICES else 0
        said = " ".join((_SAID * 2)[first % len(_SAID) :][: len(_SAID)])
        wave = subprocess.run([ESPEAK, "-v", voice, "--stdout", said], check=True, capture_output=True).stdout
        keep(path, _close(_at_rate(wave)))
    samples: Samples = np.load(path)
    return samples, _onsets(samples)


def utterance(voice: str, length: int, rng: np.random.Generator) -> Samples:
    """So many samples of that voice, from the beginning of a word, and voice at the end too; faded in and out within 5 ms."""
    samples, onsets = tape(voice)
    for _ in range(40):
        first = int(rng.choice(onsets))
        cut = np.take(samples, np.arange(first, first + length), mode="wrap")
        if _level(cut[-round(0.06 * RATE) :]) > -32 and _level(cut[: round(0.06 * RATE)]) > -36:
            break
    fade = min(length // 2, RATE // 200)
    cut[:fade] *= np.linspace(0, 1, fade, dtype=np.float32)
    cut[length - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    return cut


def resampled(samples: Samples, rate: int, to: int) -> Samples:
    """The same sound at another rate, by way of its spectrum: what does not fit is gone."""
    length = round(len(samples) * to / rate)
    spectrum = np.fft.rfft(samples)
    there = np.zeros(length // 2 + 1, dtype=complex)
    most = min(len(there), len(spectrum))
    there[:most] = spectrum[:most]
    return (np.fft.irfft(there, length) * (to / rate)).astype(np.float32)


def _at_rate(wave: bytes) -> Samples:
    """What espeak writes: a header of 44 bytes, whose length it does not know yet, and samples at 22,050."""
    rate = int.from_bytes(wave[24:28], "little")
    return resampled(np.frombuffer(wave[44:], dtype="<i2").astype(np.float32) / 32768, rate, RATE)


def _close(samples: Samples) -> Samples:
    """As loud as every tape, and no pause longer than is left."""
    loud = np.array([_level(samples[at : at + _STEP]) for at in range(0, len(samples) - _STEP, _STEP)])
    active = loud > loud.max() - 40
    speaking = np.concatenate([samples[place * _STEP : (place + 1) * _STEP] for place in np.flatnonzero(active)])
    samples = (samples * 10 ** ((-20 - _level(speaking)) / 20)).astype(np.float32)
    parts, quiet = list[Samples](), 0
    for place, on in enumerate(active):
        quiet = 0 if on else quiet + _STEP
        if quiet <= _PAUSE:
            parts.append(samples[place * _STEP : (place + 1) * _STEP])
    return np.concatenate(parts)


def _onsets(samples: Samples) -> NDArray[np.int64]:
    loud = [_level(samples[at : at + _STEP]) > -36 for at in range(0, len(samples) - _STEP, _STEP)]
    quiet, found = 3, list[int]()
    for place, (before, on) in enumerate(pairwise([False, *loud])):
        if on and not before and quiet >= 3:
            found.append(place * _STEP)
        quiet = 0 if on else quiet + 1
    return np.array(found, dtype=np.int64)


def _level(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-10)) if len(samples) else -100.0
