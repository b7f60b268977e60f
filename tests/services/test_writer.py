"""What waits is written in order, again and again until the disk takes it, and only then called saved."""

import threading
from pathlib import Path
from typing import Any

from mentortui.core import events as e
from mentortui.services.writer import SILENT, SILENT_AFTER, Saved, Writer
from mentortui.store.errors import NotSaved


class Disk:
    """A log in memory that can be full."""

    def __init__(self) -> None:
        self.events: list[e.AnyEvent] = []
        self.full = False
        self.tried = threading.Event()

    def append_many(self, events: tuple[e.AnyEvent, ...]) -> None:
        self.tried.set()
        if self.full:
            raise NotSaved(Path("live.jsonl"), "disk full")
        self.events += events


class Hanging(Disk):
    """One that neither takes nor refuses what is asked of it, until a test lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.goes_on = threading.Event()

    def append_many(self, events: tuple[e.AnyEvent, ...]) -> None:
        self.tried.set()
        self.goes_on.wait(20)
        super().append_many(events)


class Elsewhere(Hanging):
    """Another place for the session, which does not hang unless a test says so."""

    where = "/tmp/elsewhere.jsonl"

    def __init__(self) -> None:
        super().__init__()
        self.goes_on.set()
        self.removed = threading.Event()

    def close(self) -> None:
        """Nothing to close."""

    def remove(self) -> None:
        self.removed.set()


class Seconds:
    """A clock that a test moves."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def event(number: int) -> e.AnyEvent:
    return e.Paused(id=f"e{number}", at=number)


def test_everything_put_is_written_once_and_in_order() -> None:
    disk = Disk()
    writer = Writer(disk)
    for number in range(500):
        writer.put(event(number))
    assert writer.flush()
    assert [found.id for found in disk.events] == [f"e{number}" for number in range(500)]
    assert writer.saved == Saved(0, "")
    writer.close()


def test_a_full_disk_is_said_and_nothing_is_lost_when_it_ends() -> None:
    disk = Disk()
    writer = Writer(disk, retry_after=0.01)
    disk.full = True
    writer.put(event(1))
    writer.put(event(2))
    assert disk.tried.wait(5)
    assert not writer.flush(0.05)
    assert writer.saved == Saved(2, "disk full")
    disk.full = False
    assert writer.flush()
    assert [found.id for found in disk.events] == ["e1", "e2"]
    assert writer.saved == Saved(0, "")
    writer.close()


def test_closing_says_whether_all_is_on_disk() -> None:
    disk = Disk()
    disk.full = True
    writer = Writer(disk, retry_after=0.01)
    writer.put(event(1))
    assert writer.close(0.05) is False


def test_each_change_is_told() -> None:
    told = threading.Event()
    writer = Writer(Disk(), on_change=told.set)
    writer.put(event(1))
    assert told.wait(5)
    writer.close()


def test_the_other_place_may_go_while_the_end_looks_at_it() -> None:
    class LetGo(Writer):
        """Its second writer is gone at the second look."""

        looks = 0

        def __getattribute__(self, name: str) -> Any:
            if name == "_second":
                type(self).looks += 1
                return Writer(Disk()) if type(self).looks == 1 else None
            return super().__getattribute__(name)

    assert LetGo(Disk()).close(0.1)


def test_a_disk_that_hangs_is_told_and_all_is_saved_when_it_goes_on() -> None:
    disk, seconds = Hanging(), Seconds()
    writer = Writer(disk, seconds=seconds)
    writer.put(event(1))
    assert disk.tried.wait(5)
    writer.put(event(2))
    seconds.now += SILENT_AFTER
    assert writer.saved == Saved(2, "")
    seconds.now += 0.1
    assert writer.saved == Saved(2, "the disk does not answer")
    disk.goes_on.set()
    assert writer.flush()
    assert writer.saved == Saved(0, "")
    assert [found.id for found in disk.events] == ["e1", "e2"]
    seconds.now += 60
    writer.put(event(3))
    assert writer.flush()
    assert writer.saved == Saved(0, "")
    writer.close()


def test_what_hangs_is_saved_elsewhere_until_the_disk_goes_on() -> None:
    disk, copy, seconds = Hanging(), Elsewhere(), Seconds()
    writer = Writer(disk, seconds=seconds)
    writer.put(event(1))
    assert disk.tried.wait(5)
    seconds.now += SILENT_AFTER + 1
    writer.save_elsewhere(copy, (event(0), event(1)))
    assert writer.flush_elsewhere()
    assert writer.saved == Saved(1, SILENT, copy.where)
    writer.put(event(2))
    assert writer.flush_elsewhere()
    assert [found.id for found in copy.events] == ["e0", "e1", "e2"]
    disk.goes_on.set()
    assert writer.flush()
    assert copy.removed.wait(5)
    assert writer.saved == Saved(0, "")
    assert [found.id for found in disk.events] == ["e1", "e2"]
    writer.close()


def test_another_place_that_hangs_too_is_told_and_a_third_may_be_named() -> None:
    disk, second, third, seconds = Hanging(), Elsewhere(), Elsewhere(), Seconds()
    second.goes_on.clear()
    writer = Writer(disk, seconds=seconds)
    writer.put(event(1))
    assert disk.tried.wait(5)
    writer.save_elsewhere(second, (event(1),))
    assert second.tried.wait(5)
    assert not writer.refused_elsewhere
    seconds.now += SILENT_AFTER + 1
    assert writer.refused_elsewhere == SILENT
    assert writer.saved == Saved(1, SILENT)
    writer.save_elsewhere(third, (event(1),))
    assert writer.flush_elsewhere()
    assert writer.saved == Saved(1, SILENT, third.where)
    second.goes_on.set()
    disk.goes_on.set()
    assert writer.flush()
    writer.close()


def test_a_sign_of_life_that_hangs_is_told_as_soon_as_something_waits_behind_it() -> None:
    disk, seconds, goes_on, began = Disk(), Seconds(), threading.Event(), threading.Event()

    def beat() -> None:
        began.set()
        goes_on.wait(20)

    writer = Writer(disk, seconds=seconds)
    writer.aside(beat)
    assert began.wait(5)
    seconds.now += SILENT_AFTER + 1
    assert writer.saved == Saved(0, "")
    writer.put(event(1))
    assert writer.saved == Saved(1, SILENT)
    goes_on.set()
    assert writer.flush()
    assert writer.saved == Saved(0, "")
    writer.close()


def test_a_disk_that_hangs_is_not_waited_for_where_all_is_elsewhere() -> None:
    disk, seconds = Hanging(), Seconds()
    writer = Writer(disk, seconds=seconds)
    writer.put(event(1))
    assert disk.tried.wait(5)
    assert writer.saved.trouble == ""
    assert writer.saved.why == SILENT  # who gave up before the program says so by itself has a reason all the same
    writer.hurry()
    assert writer.close(60) is False
    disk.goes_on.set()
