"""What is kept of Listen: the user's own affair, for each mentorship, and devices for each machine."""

import json
from pathlib import Path

import pytest

from mentortui.core.hearing_values import Chosen, Device, Trouble
from mentortui.core.refused import Refused
from mentortui.core.typed_people import Person
from mentortui.listen import choose, voice_model
from mentortui.services.desk import Desk
from mentortui.services.hearing_choices import HearingChoices
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.services.ears import not_heard


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_model, "installed", lambda: True)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(Store(tmp_path), MovingClock())
    made.mentorships.begin("Ada", "Europe/Berlin", "mentor", "Grace", "Africa/Nairobi")
    made.mentorships.add("mentee", [Person(name="Linus")])
    return made


def again(desk: Desk, machine: str = "here") -> HearingChoices:
    """What another start of the program sees, on this machine."""
    return HearingChoices(Store(desk.store.data_dir), desk.clock, lambda: machine)


def test_it_is_off_until_it_is_switched_on_and_then_for_that_mentorship_alone(desk: Desk) -> None:
    assert not desk.hearing_choices.listens("grace")
    desk.hearing_choices.listen("grace", True)
    assert again(desk).listens("grace")
    assert not again(desk).listens("linus")
    desk.hearing_choices.listen("linus", True)
    desk.hearing_choices.listen("grace", False)
    assert not again(desk).listens("grace")
    assert again(desk).listens("linus")


def test_the_pair_reads_nothing_of_it(desk: Desk) -> None:
    desk.hearing_choices.listen("grace", True)
    desk.hearing_choices.choose(Chosen(microphone="a-microphone"))
    written = [path.name for path in desk.store.data_dir.rglob("*.json") if "a-microphone" in path.read_text("utf-8")]
    assert set(written) == {"me.json"}
    assert "listen" not in (desk.store.data_dir / "mentorships/grace/record.json").read_text("utf-8")


def test_each_machine_has_devices_of_its_own(desk: Desk) -> None:
    assert again(desk).chosen == Chosen()
    again(desk, "desk").choose(Chosen(microphone="yeti", call="speakers"))
    again(desk, "laptop").choose(Chosen(call="headset"))
    assert again(desk, "desk").chosen == Chosen(microphone="yeti", call="speakers")
    assert again(desk, "laptop").chosen == Chosen(call="headset")
    again(desk, "desk").choose(Chosen())
    assert again(desk, "desk").chosen == Chosen()
    assert again(desk, "laptop").chosen == Chosen(call="headset")


def test_what_the_system_calls_a_device_is_stored_whatever_that_is(desk: Desk) -> None:
    odd = Chosen(microphone="[/] \udc80\x1b[2J", call="\ud800" * 3)
    again(desk, "mach\udcffine").choose(odd)
    assert again(desk, "mach\udcffine").chosen == Chosen(microphone="[/] \ufffd\x1b[2J", call="\ufffd" * 3)


def test_the_first_choice_stays_where_the_user_is_changed_otherwise(desk: Desk) -> None:
    desk.hearing_choices.listen("grace", True)
    desk.mentorships.say_row("1234567890")
    desk.mentorships.edit("grace", own=Person("Ada L", "Europe/Berlin"))
    assert again(desk).listens("grace")


def test_a_file_of_an_older_version_has_it_off(desk: Desk) -> None:
    path = desk.store.data_dir / "me.json"
    written = json.loads(path.read_text("utf-8"))
    (me,) = written["tables"]["me"].values()
    assert me.get("listens", []) == []
    assert not again(desk).listens("grace")


def test_where_the_user_cannot_be_read_it_is_off_and_the_defaults_are_heard(desk: Desk) -> None:
    desk.hearing_choices.listen("grace", True)
    (desk.store.data_dir / "me.json").write_text("[]", "utf-8")
    for copy in (desk.store.data_dir / "backups").rglob("*"):
        copy.unlink()
    assert not again(desk).listens("grace")
    assert again(desk).chosen == Chosen()


def test_without_what_hears_it_cannot_be_switched_on_and_the_sentence_has_the_one_command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_model, "installed", lambda: False)
    assert "mentortui[listen]" in desk.hearing_choices.missing
    with pytest.raises(Refused, match=r"mentortui\[listen\]"):
        desk.hearing_choices.listen("grace", True)
    assert not again(desk).listens("grace")
    desk.hearing_choices.listen("grace", False)


class Asked:
    """A recorder that has one device, or none."""

    def __init__(self, trouble: Trouble | None = None) -> None:
        self.trouble = trouble
        self.closed = False

    def devices(self) -> tuple[Device, ...]:
        if self.trouble is not None:
            raise not_heard(self.trouble.kind)
        return (Device("yeti", "Blue Yeti", "microphone", True),)

    def close(self) -> None:
        self.closed = True


def test_the_devices_are_those_of_the_system_or_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked()
    monkeypatch.setattr(choose, "recorder", lambda: asked)
    assert desk.hearing_choices.devices() == (Device("yeti", "Blue Yeti", "microphone", True),)
    assert asked.closed
    asked = Asked(Trouble("no server"))
    with pytest.raises(Refused, match="No sound server"):
        desk.hearing_choices.devices()
    assert asked.closed


@pytest.mark.parametrize(("error", "said"), [(OSError("0x88890008"), "0x88890008"), (RecursionError(), "RecursionError")])
def test_whatever_is_raised_where_the_system_is_asked_is_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    asked = Asked()

    def devices() -> tuple[Device, ...]:
        raise error

    monkeypatch.setattr(asked, "devices", devices)
    monkeypatch.setattr(choose, "recorder", lambda: asked)
    with pytest.raises(Refused, match=said):
        desk.hearing_choices.devices()
    assert asked.closed
