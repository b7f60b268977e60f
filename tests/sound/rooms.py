"""What lies between a voice and the program: a room, a loudspeaker, a telephone line, a microphone set too loud."""

import numpy as np

from tests.sound.beds import shaped
from tests.sound.speech import RATE, Samples, resampled


def reverberant(samples: Samples, rng: np.random.Generator, seconds: float = 0.25) -> Samples:
    """In a room where sound has fallen by 60 dB after so many seconds; what comes straight is as loud as before."""
    return (samples + _through(samples, _decay(seconds, rng) * 0.3)).astype(np.float32)


def echo(call: Samples, db: float, delay: float, rng: np.random.Generator) -> Samples:
    """The call as a loudspeaker and the room give it back to the microphone, that much quieter, `delay` seconds later."""
    response = np.concatenate([[1.0], _decay(0.2, rng) * 0.5])
    response /= np.sqrt(np.sum(np.square(response)))
    at = np.array([0.0, 150, 300, 5000, 8000])
    played = shaped(call, np.array([0.0, 0.3, 1.0, 1.0, 0.5]), at)
    lag = round(delay * RATE)
    back = np.concatenate([np.zeros(lag, dtype=np.float32), _through(played, response)])[: len(call)]
    return (back * 10 ** (db / 20)).astype(np.float32)


def telephone(samples: Samples) -> Samples:
    """Through a line of 8 kHz: nothing below 300 and above 3,400 Hz, 8 bits, and back at our rate."""
    at = np.array([0.0, 200, 300, 3400, 3800, 8000])
    narrow = resampled(shaped(samples, np.array([0.0, 0.1, 1.0, 1.0, 0.0, 0.0]), at), RATE, 8_000)
    coded = np.sign(narrow) * np.log1p(255 * np.abs(np.clip(narrow, -1, 1))) / np.log(256)
    coded = np.round(coded * 127) / 127
    heard = np.sign(coded) * np.expm1(np.abs(coded) * np.log(256)) / 255
    return resampled(heard.astype(np.float32), 8_000, RATE)[: len(samples)]


def bytes_of(samples: Samples) -> bytes:
    """As a recorder delivers them: 16 bits, little end first; what is too loud is cut off."""
    return (np.clip(samples, -1, 32767 / 32768) * 32768).astype("<i2").tobytes()


def _decay(seconds: float, rng: np.random.Generator) -> Samples:
    length = round(seconds * RATE)
    noise = rng.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    noise[: RATE // 500] = 0
    return (noise / np.sqrt(np.sum(np.square(noise)))).astype(np.float32)


def _through(samples: Samples, response: Samples) -> Samples:
    size = 1 << (len(samples) + len(response) - 1).bit_length()
    product = np.fft.rfft(samples, size) * np.fft.rfft(response, size)
    return np.fft.irfft(product, size)[: len(samples)].astype(np.float32)
