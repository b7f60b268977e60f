"""A start of the program on a data folder: what `app.py` does, without its screens."""

import inspect
import itertools
import os
import secrets
import threading
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from mentortui.core.templates import usual
from mentortui.services import ids
from mentortui.services.desk import Desk
from mentortui.services.live import LiveSession
from mentortui.store.migrations import Migration
from mentortui.store.storage import AtomicStorage
from mentortui.store.store import Store
from tests.clocks import MovingClock

SLUG = "grace"


class _Counted:
    """Ids that count, so that two runs of the same acts make the same ones: `zz000000042z`."""

    def __init__(self, first: int) -> None:
        self._letters = itertools.chain.from_iterable(f"zz{number:09}z" for number in itertools.count(first))

    def choice(self, letters: str) -> str:
        return next(self._letters)


def count_ids(first: int) -> None:
    """For the rest of this process, which was forked for it."""
    assert ids.secrets in (secrets, ids.secrets)
    ids.secrets = _Counted(first)  # type: ignore[assignment]


def read_as(schema: int, migrations: Mapping[int, Migration]) -> None:
    """For the rest of this process the program writes files of that version."""
    wanted: dict[str, Any] = {"schema": schema, "migrations": migrations}
    made = AtomicStorage.__init__
    names = [name for name, one in inspect.signature(made).parameters.items() if one.default is not inspect.Parameter.empty]
    made.__defaults__ = tuple(wanted.get(name, old) for name, old in zip(names, made.__defaults__ or (), strict=True))  # type: ignore[misc]


class Program:
    """`later`: seconds since the first program of all these was started."""

    def __init__(self, folder: Path, later: float = 0) -> None:
        self.folder = folder
        self.clock = MovingClock()
        self.clock.wait(later)
        self.store = Store(folder)
        self.desk = Desk(self.store, self.clock, system_zone="Europe/Berlin", state=folder / "state")

    def start(self) -> None:
        """What every start does before anybody has pressed a key."""
        self.desk.make_ready()
        self.desk.mentorships.needs_first_run()
        self.desk.mentorships.listed()
        self.desk.sessions.recover()
        self.desk.unfinished()
        self.desk.mentorships.heads()

    @cached_property
    def live(self) -> LiveSession:
        """The session under way, begun now with the plan there is."""
        mentorship = self.desk.mentorships.get(SLUG)
        plan = self.desk.preparing.offered(SLUG)
        return self.desk.sessions.start(mentorship, usual("regular"), plan=plan)

    def go_on(self) -> LiveSession:
        """With the only session that was left."""
        (left,) = self.desk.sessions.unfinished()
        self.live = self.desk.sessions.go_on(left.slug, left.id)
        return self.live

    def key(self, deed: Callable[[LiveSession], object]) -> None:
        """One key; when this returns the header says saved, and the writer has nothing else to do."""
        self.clock.wait(20)
        deed(self.live)
        self.live.tick()
        self.settled()

    def settled(self) -> None:
        writer, done = self.live.writer, threading.Event()
        assert writer.flush(), writer.saved
        while writer._aside is not None:
            os.sched_yield()
        writer.aside(done.set)
        assert done.wait(5)
