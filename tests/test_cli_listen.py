"""`mentortui listen`: devices, levels for some seconds, what is wrong, and all of it as JSON."""

import json

import pytest

from mentortui.cli import main
from mentortui.cli_listen import listen
from mentortui.core.hearing_values import SILENT, ChannelState, Chosen, Device, HearingState, Trouble
from mentortui.core.hearing_words import KEEPS
from mentortui.listen.recorder import NotHeard

DEVICES = (
    Device("yeti", "Blue Yeti", "microphone", default=True),
    Device("webcam", "\x1b[31mWebcam\u202e", "microphone"),
    Device("speakers.monitor", "Speakers", "call", default=True),
)
BOTH = HearingState(
    microphone=ChannelState(heard=True, level=-23.4, voice=True, device="Blue Yeti"),
    call=ChannelState(heard=True, level=SILENT, device="Speakers"),
)
ONE = HearingState(microphone=BOTH.microphone, troubles=(Trouble("no loopback", "call", 1),))


class Heard:
    def __init__(self, state: HearingState, refuses: Trouble | None = None) -> None:
        self.state = state
        self.refuses = refuses
        self.running = 0

    def start(self) -> None:
        if self.refuses is not None:
            raise NotHeard(self.refuses)
        self.running += 1

    def stop(self) -> None:
        self.running -= 1


def run(ear: Heard, *, seconds: int = 0, as_json: bool = False, devices: tuple[Device, ...] | Trouble = DEVICES) -> int:
    def asked() -> tuple[Device, ...]:
        if isinstance(devices, Trouble):
            raise NotHeard(devices)
        return devices

    code = listen(Chosen(), seconds=seconds, as_json=as_json, ear=lambda chosen: ear, devices_of=asked, wait=lambda seconds: None)
    assert ear.running == 0 or ear.refuses is not None
    return code


def test_devices_are_listed_with_the_usual_one_marked_and_nothing_in_a_name_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Heard(BOTH)) == 0
    out = capsys.readouterr().out
    assert "  * Blue Yeti" in out
    assert "  * Speakers  speakers.monitor" in out
    assert "Webcam" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_check_says_what_was_heard_and_what_is_not_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Heard(BOTH), seconds=2) == 0
    said = capsys.readouterr()
    assert "your microphone: a voice for 100 % of the time, loudest -23 dB (good) · Blue Yeti" in said.out
    assert "the call: delivers, and there was no sound meanwhile · Speakers" in said.out
    assert KEEPS in said.out
    seconds = said.err.splitlines()[1:]
    assert [line.split()[0] for line in seconds] == ["1", "2"]
    assert all("voice" in line for line in seconds)


def test_a_channel_that_cannot_be_had_is_said_and_the_exit_code_tells(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Heard(ONE), seconds=1) == 1
    said = capsys.readouterr()
    assert "the call: not heard" in said.out
    assert "! What the call plays cannot be had on this machine" in said.out
    assert "not heard" in said.err


def test_json_says_the_same_and_nothing_else_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Heard(ONE), seconds=1, as_json=True) == 1
    said = capsys.readouterr()
    shape = json.loads(said.out)
    assert said.err == ""
    assert shape["well"] is False
    assert shape["microphone"] == {"device": "Blue Yeti", "heard": True, "loudest_db": -23.4, "voice_share": 1.0}
    assert shape["call"]["loudest_db"] is None
    assert shape["troubles"][0]["kind"] == "no loopback"
    assert shape["troubles"][0]["channel"] == "call"
    assert [one["id"] for one in shape["devices"]] == ["yeti", "webcam", "speakers.monitor"]
    assert run(Heard(BOTH), as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["microphone"] is None


def test_without_a_sound_server_that_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Heard(BOTH), devices=Trouble("no server")) == 1
    assert "No sound server answers" in capsys.readouterr().out


def test_without_any_device_that_is_said_and_the_exit_code_tells(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Heard(BOTH), devices=()) == 1
    assert "! There is no device to listen to" in capsys.readouterr().out
    assert run(Heard(BOTH), devices=(), as_json=True) == 1
    shape = json.loads(capsys.readouterr().out)
    assert (shape["well"], shape["devices"]) == (False, [])
    assert [one["kind"] for one in shape["troubles"]] == ["no device"]
    assert run(Heard(BOTH), devices=(), seconds=1) == 0  # what is heard is more than what is named


def test_without_the_extra_the_one_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Heard(BOTH, Trouble("not installed")), seconds=5) == 1
    assert "pip install 'mentortui[listen]'" in capsys.readouterr().out


@pytest.mark.parametrize("seconds", ["0", "3601", "soon"])
def test_no_more_seconds_than_make_sense(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["listen", "--check", "--seconds", seconds])
    assert ended.value.code == 2
    assert "See mentortui listen --help" in capsys.readouterr().err
