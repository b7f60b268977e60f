"""What waits is written in order, again and again until the disk takes it, and only then called saved."""

import threading
from pathlib import Path
from typing import Any

from mentortui.core import events as e
from mentortui.services.writer import Saved, Writer
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
