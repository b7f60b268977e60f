"""The disk refuses while it is to be kept whether it is heard who speaks: told, nothing changed, and what hears goes on."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentortui.core.hearing_values import Chosen
from mentortui.listen import voice_model
from mentortui.services.hearing_choices import HearingChoices
from mentortui.store.errors import StoreError
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.faults.breaking import Breaking, breaking
from tests.faults.test_disk_refuses import REFUSED
from tests.screens.stage import desk


@pytest.fixture
def broken() -> Iterator[Breaking]:
    with breaking() as found:
        yield found


@pytest.fixture
def choices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HearingChoices:
    monkeypatch.setattr(voice_model, "installed", lambda: True)
    mentorships, _, store = desk(tmp_path)
    mentorships.begin(name="Ada", other_name="Grace", number_row="1234567890")
    made = HearingChoices(store, MovingClock(), lambda: "here")
    made.listen("grace", True)
    made.choose(Chosen(microphone="before"))
    return made


def again(tmp_path: Path) -> HearingChoices:
    return HearingChoices(Store(tmp_path / "data"), MovingClock(), lambda: "here")


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_stored_is_told_and_what_was_stays(
    choices: HearingChoices, tmp_path: Path, broken: Breaking, name: str
) -> None:
    broken.errors = dict(REFUSED[name][1])
    with pytest.raises(StoreError):
        choices.choose(Chosen(microphone="after"))
    with pytest.raises(StoreError):
        choices.listen("grace", False)
    broken.heal()
    assert again(tmp_path).listens("grace")
    assert again(tmp_path).chosen == Chosen(microphone="before")
    choices.listen("grace", False)
    assert not again(tmp_path).listens("grace")


def test_where_nothing_can_be_read_it_is_off_and_no_error(tmp_path: Path, choices: HearingChoices, broken: Breaking) -> None:
    fresh = again(tmp_path)
    broken.errors = {"open": errno.EIO, "stat": errno.EIO, "read": errno.EIO}
    assert not fresh.listens("grace")
    assert fresh.chosen == Chosen()
    broken.heal()
    assert fresh.listens("grace")
