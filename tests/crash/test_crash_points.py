"""Killed at any system call, or cut off from power: what was acknowledged is there once, the rest wholly or not at all."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest

import mentortui.services
from mentortui.core.records import FinishedSession, Me, Mentorship, PrivateNote, Record, Words
from mentortui.store.store import Store
from tests.crash.conftest import ALL, Warm
from tests.crash.scenarios import COVERED, READS_ONLY, SCENARIOS
from tests.crash.seen import PARTS, PRIVATE, TABLES
from tests.crash.warm import Task

NAMES = list(SCENARIOS)


def task(name: str) -> Task:
    """In the daily run a part that is the same each time, but another of each scenario. To kill a long one late takes long, so
    of each there are about as many."""
    if ALL:
        return Task(name, deep=-1, cuts=-1)
    if SCENARIOS[name].left is not None:  # in somebody's own folder nobody tidies up
        return Task(name, deep=1, deep_step=3)
    return Task(name, first=NAMES.index(name), step=2, most=27, deep=1, deep_step=4, cuts=5)


@pytest.mark.timeout(0 if ALL else 300)
@pytest.mark.parametrize("name", NAMES)
def test_what_was_acknowledged_outlives_a_kill_anywhere_and_a_power_cut(
    warm: Warm, name: str, record_property: Callable[[str, object], None]
) -> None:
    report = warm.run(task(name))
    record_property("crash_points", report.tried)
    assert not report.wrong, "\n\n".join(report.wrong)
    assert report.tried > 5


def _services() -> Iterator[str]:
    for module in pkgutil.iter_modules(mentortui.services.__path__):
        found = import_module(f"mentortui.services.{module.name}")
        for name, one in inspect.getmembers(found, inspect.isclass):
            made = one.__init__
            if one.__module__ == found.__name__ and inspect.isfunction(made):
                parts = inspect.signature(made).parameters
                if "data_dir" in parts or any(part.annotation in (Store, "Store") for part in parts.values()):
                    yield name


def test_every_service_that_stores_something_is_in_a_scenario() -> None:
    """A new one is listed in tests/crash/scenarios.py: with the scenarios that drive it, or as one that only reads."""
    assert set(_services()) == set(COVERED) | set(READS_ONLY)
    assert all(name in SCENARIOS for names in COVERED.values() for name in names)


def test_every_kind_of_record_is_looked_at_after_a_crash() -> None:
    """A new one is listed in tests/crash/seen.py."""

    def below(kind: type[Record]) -> Iterator[type[Record]]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    ours = {kind for kind in below(Record) if kind.__module__.startswith("mentortui.")}
    assert ours - {Me, Mentorship, FinishedSession, PrivateNote, Words, *PARTS} == {*TABLES.values(), *PRIVATE.values()}
