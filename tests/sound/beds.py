"""What is heard and is nobody's voice: noise, music, coughs, laughs, keys. Each is a second thing under or between speech."""

import numpy as np
from numpy.typing import NDArray

from tests.sound.speech import RATE, Samples


def level(samples: Samples, db: float) -> Samples:
    """The same, this loud: root mean square, dB relative to full scale."""
    now = np.sqrt(np.mean(np.square(samples, dtype=np.float64))) + 1e-9
    return (samples * (10 ** (db / 20) / now)).astype(np.float32)


def shaped(samples: Samples, gain: NDArray[np.float64], at: NDArray[np.float64]) -> Samples:
    """The same through a filter that has those gains at those frequencies."""
    spectrum = np.fft.rfft(samples)
    frequencies = np.fft.rfftfreq(len(samples), 1 / RATE)
    return np.fft.irfft(spectrum * np.interp(frequencies, at, gain), len(samples)).astype(np.float32)


def hiss(length: int, rng: np.random.Generator) -> Samples:
    """A fan, an air conditioner: louder the lower it is, and always the same."""
    white = rng.standard_normal(length).astype(np.float32)
    at = np.array([0.0, 40, 100, 400, 1600, 8000])
    return shaped(white, np.array([0, 0.4, 1.0, 0.5, 0.2, 0.08]), at)


def street(length: int, rng: np.random.Generator) -> Samples:
    """Cars that come and go: noise that swells by some 10 dB every few seconds."""
    knots = np.arange(0, length + RATE * 3, RATE * 3)
    swell = 10 ** (np.interp(np.arange(length), knots, rng.uniform(-10, 0, len(knots))) / 20)
    return (hiss(length, rng) * swell).astype(np.float32)


def music(length: int, rng: np.random.Generator) -> Samples:
    """Chords, a bass, a melody and a drum: no voice in it."""
    beat = round(0.5 * RATE)
    out = np.zeros(length + 8 * beat, dtype=np.float32)
    chords = ((0, 4, 7), (-3, 0, 4), (5, 9, 12), (7, 11, 14))
    for number, first in enumerate(range(0, length, beat)):
        chord = chords[number // 4 % 4]
        if number % 4 == 0:
            for step in chord:
                _add(out, first, _tone(220 * 2 ** (step / 12), 4 * beat, rng) * 0.4)
        _add(out, first, _tone(110 * 2 ** (chord[0] / 12), beat, rng) * 0.6)
        _add(out, first, _tone(440 * 2 ** (rng.choice(chord) / 12), beat, rng) * 0.5)
        drum = rng.standard_normal(RATE // 12) * np.exp(-np.arange(RATE // 12) / (RATE / 60))
        _add(out, first, (drum * (0.6 if number % 2 else 0.25)).astype(np.float32))
    return out[:length]


def cough(rng: np.random.Generator) -> Samples:
    """One or two bursts of noise: about 0.3 s each, at once loud, then fading."""
    parts = list[Samples]()
    for _ in range(int(rng.integers(1, 3))):
        length = round(rng.uniform(0.2, 0.35) * RATE)
        burst = (
            rng.standard_normal(length)
            * np.exp(-np.arange(length) / (0.08 * RATE))
            * np.minimum(1, np.arange(length) / (0.01 * RATE))
        )
        parts += [burst.astype(np.float32), np.zeros(round(0.12 * RATE), dtype=np.float32)]
    at = np.array([0.0, 150, 500, 1500, 3000, 8000])
    return level(shaped(np.concatenate(parts), np.array([0, 0.3, 1.0, 0.8, 0.3, 0.1]), at), -24)


def laugh(rng: np.random.Generator) -> Samples:
    """Breath in bursts, some five a second, getting weaker."""
    bursts, length = int(rng.integers(4, 8)), round(0.2 * RATE)
    shape = np.sin(np.linspace(0, np.pi, length)) ** 2
    breath = np.concatenate([rng.standard_normal(length) * shape * 0.88**number for number in range(bursts)])
    at = np.array([0.0, 200, 700, 1300, 2600, 8000])
    return level(shaped(breath.astype(np.float32), np.array([0, 0.3, 1.0, 0.9, 0.4, 0.15]), at), -28)


def keys(rng: np.random.Generator) -> Samples:
    """Somebody types a word."""
    out = np.zeros(round(1.5 * RATE), dtype=np.float32)
    for first in np.cumsum(rng.uniform(0.08, 0.22, int(rng.integers(4, 9)))):
        click = rng.standard_normal(RATE // 60) * np.exp(-np.arange(RATE // 60) / (RATE / 300))
        _add(out, round(first * RATE), click.astype(np.float32))
    return level(out, -38)


BEDS = {"hiss": hiss, "street": street, "music": music}
NOISES = (cough, laugh, keys)


def _tone(frequency: float, length: int, rng: np.random.Generator) -> Samples:
    time = np.arange(length) / RATE
    parts = sum(np.sin(2 * np.pi * frequency * n * time + rng.uniform(0, 6)) / n for n in range(1, 6))
    shape = np.minimum(1, time / 0.01) * np.exp(-time * 1.5)
    return (parts * shape * 0.2).astype(np.float32)


def _add(out: Samples, first: int, part: Samples) -> None:
    part = part[: max(0, len(out) - first)]
    out[first : first + len(part)] += part
