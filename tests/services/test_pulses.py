"""The pulse of a stored session."""

from pathlib import Path

import pytest

from mentortui.core.commands import Refused
from mentortui.services.pulses import Pulses
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.screens.summary_app import store_a_session


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def slug(store: Store) -> str:
    return store_a_session(store, "usual")


@pytest.fixture
def pulses(store: Store) -> Pulses:
    return Pulses(store, MovingClock())


def test_both_are_read_after_a_restart_and_only_when_both_are_in(slug: str, pulses: Pulses, tmp_path: Path) -> None:
    assert pulses.of(slug, "s").empty
    covered = pulses.give(slug, "s", "grace", 4, 5, 3, by_letter=True)
    assert covered.sealed
    assert [row.values for row in covered.rows] == [None, None]
    pulses.give(slug, "s", "ada", 5, 5, None)
    opened = Pulses(Store(tmp_path / "data"), MovingClock()).of(slug, "s")
    assert [row.values for row in opened.rows] == [(5, 5, None), (4, 5, 3)]
    with pytest.raises(Refused):
        pulses.give(slug, "s", "ada", 1, 1, 1)


def test_given_again_while_covered_replaces_and_can_be_taken_back(slug: str, pulses: Pulses) -> None:
    pulses.give(slug, "s", "ada", 2, 2, 2)
    first = pulses.said(slug, "s", "ada")
    pulses.give(slug, "s", "ada", 4, 4, 4)
    pulses.put(slug, "s", "ada", first)
    assert pulses.said(slug, "s", "ada") == first
    pulses.put(slug, "s", "ada", None)
    assert pulses.of(slug, "s").empty


def test_declining_opens_what_the_other_said(slug: str, pulses: Pulses) -> None:
    pulses.give(slug, "s", "grace", 4, 5, 3)
    opened = pulses.decline(slug, "s", "ada")
    assert not opened.sealed
    assert [row.values for row in opened.rows] == [None, (4, 5, 3)]
    with pytest.raises(Refused, match="is not taken back"):
        pulses.put(slug, "s", "ada", None)


def test_two_programs_answering_one_pulse_lose_nothing_of_the_first(slug: str, pulses: Pulses, tmp_path: Path) -> None:
    other = Pulses(Store(tmp_path / "data"), MovingClock())
    seen = pulses.said(slug, "s", "ada")
    other.give(slug, "s", "ada", 2, 2, 2, seen=None)
    with pytest.raises(Refused, match="Ada gave this pulse elsewhere meanwhile: that stays"):
        pulses.give(slug, "s", "ada", 5, 5, 5, seen=seen)
    with pytest.raises(Refused, match="elsewhere meanwhile"):
        pulses.decline(slug, "s", "ada", seen=seen)
    now = pulses.said(slug, "s", "ada")
    assert now is not None
    assert (now.safety, now.usefulness, now.fairness) == (2, 2, 2)
    pulses.give(slug, "s", "ada", 5, 5, 5, seen=now)
    again = pulses.said(slug, "s", "ada")
    assert again is not None
    assert again.safety == 5
