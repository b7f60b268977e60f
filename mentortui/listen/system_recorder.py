"""Recording by the sound server's own programs: a child for each stream, and a thread that follows what the server says.

The ear asks only for what is known already; whoever waits for a server is this thread alone.
"""

import selectors
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from typing import Protocol

from mentortui.core.hearing_values import Channel, Device, Trouble
from mentortui.listen.children import Child, Ended, NotAnswered
from mentortui.listen.machine import Machine, Place
from mentortui.listen.recorder import NotHeard

AGAIN = 2.0
"""Seconds until a server that did not answer is asked again."""

SETTLED = 0.25
"""Seconds after a change until the server is asked: one act of it, such as a device unplugged, is a dozen changes."""

LEAST = 1.0
"""Seconds between two questions at least: a volume that is drawn up changes a hundred times."""

FIRST = 3.5
"""Seconds the first question may take; who asks for a device before it is answered waits that long."""


class System(Protocol):
    """One sound server's programs."""

    def look(self) -> Machine:
        """All it says of itself. May take seconds. Raises Ended."""
        ...

    def watching(self) -> Sequence[str]:
        """The program that writes whenever something changed."""
        ...

    def changed(self, told: bytes) -> bool:
        """Whether what that program wrote is a reason to look again."""
        ...

    def recording(self, place: Place, mark: str) -> Sequence[str]:
        """The program that writes this place's sound. `mark` names the stream, so that it is found again in `look`."""
        ...

    def trouble(self, said: str, channel: Channel | None) -> Trouble:
        """What it means that one of its programs ended with these words."""
        ...


class SystemRecorder:
    """A recorder by children. `close` it: it has a thread."""

    def __init__(self, speaks: System) -> None:
        self._system = speaks
        self._watch: _Watch | None = None
        self._marks = count(1)
        self._open: dict[str, ChildStream] = {}

    def devices(self) -> tuple[Device, ...]:
        try:
            return self._system.look().devices()
        except Ended as error:
            raise NotHeard(_why(self._system, error, None)) from error

    def open(self, channel: Channel, device: str) -> "ChildStream":
        if self._watch is None:
            self._watch = _Watch(self._system)
        machine = self._watch.machine(FIRST)
        place = machine.place(channel, device)
        mark = f"{id(self):x}-{next(self._marks)}"
        try:
            child = Child(self._system.recording(place, mark))
        except Ended as error:
            raise NotHeard(Trouble("broken", channel, detail=str(error))) from error
        stream = ChildStream(self._system, self._watch, child, channel, device, place, mark)
        self._open = {mark: stream for mark, stream in self._open.items() if not stream.closed} | {mark: stream}
        return stream

    def told(self) -> tuple[Trouble, ...]:
        if self._watch is None:
            return ()
        try:
            machine = self._watch.machine(0)
        except NotHeard as error:
            return (error.trouble,)
        streams = [stream for stream in self._open.values() if not stream.closed]
        return tuple(wrong for stream in streams for wrong in machine.wrongs(stream.channel, stream.mark, stream.place(machine)))

    def close(self) -> None:
        for stream in self._open.values():
            stream.close()
        if self._watch is not None:
            self._watch.close()


class ChildStream:
    """What one child records."""

    def __init__(
        self, speaks: System, watch: "_Watch", child: Child, channel: Channel, wanted: str, place: Place, mark: str
    ) -> None:
        self.channel = channel
        self.mark = mark
        self.closed = False
        self._system = speaks
        self._watch = watch
        self._child = child
        self._wanted = wanted
        self._opened = place
        self._at = place

    @property
    def device(self) -> str:
        return self._at.title

    @property
    def stale(self) -> bool:
        """A server moves a stream elsewhere when its device goes, and says nothing: what was a microphone is then some other.

        Where the device is there still and the stream is elsewhere, somebody moved it in the system's mixer: that stands.
        """
        try:
            machine = self._watch.machine(0)
        except NotHeard:
            return False  # the child itself will end, or go on
        if machine.numbered(self.channel, self._opened.number) is None:
            return True
        try:
            return machine.place(self.channel, self._wanted).number != self._opened.number
        except NotHeard:
            return False

    def place(self, machine: Machine) -> Place:
        """Where it listens now."""
        moved = machine.numbered(self.channel, machine.streams.get(self.mark, ""))
        self._at = moved or machine.numbered(self.channel, self._opened.number) or self._at
        return self._at

    def read(self) -> bytes:
        try:
            return self._child.read()
        except Ended as error:
            raise NotHeard(_why(self._system, error, self.channel)) from error

    def close(self) -> None:
        self.closed = True
        self._child.close()


class _Watch:
    """The thread that knows what the server last said of itself."""

    def __init__(self, speaks: System) -> None:
        self._system = speaks
        self._known: Machine | Trouble | None = None
        self._answered = threading.Event()
        self._over = threading.Event()
        self._child: Child | None = None
        threading.Thread(target=self._follow, name="hearing: what the sound server says", daemon=True).start()

    def machine(self, patience: float) -> Machine:
        """What it last said; waits for the first answer. Raises NotHeard where it did not answer."""
        self._answered.wait(patience)
        known = self._known
        if isinstance(known, Machine):
            return known
        raise NotHeard(known or Trouble("stalled"))

    def close(self) -> None:
        self._over.set()

    def _follow(self) -> None:
        while not self._over.is_set():
            try:
                self._follow_once()
            except Ended as error:
                self._know(_why(self._system, error, None))
            except Exception as error:  # a server of another kind must not end hearing for good
                self._know(Trouble("broken", detail=str(error)))
            self._over.wait(AGAIN)

    def _follow_once(self) -> None:
        """Until the server ends. It is followed before it is asked, so that no change falls between the two."""
        child = Child(self._system.watching())
        try:
            with selectors.DefaultSelector() as waiting:
                waiting.register(child.fileno(), selectors.EVENT_READ)
                while not self._over.is_set():
                    self._know(self._system.look())
                    asked = time.monotonic()
                    while not self._over.is_set():
                        # What comes within a second is read at once, later.
                        if waiting.select(timeout=0.5) and self._system.changed(child.read()):
                            break
                    self._over.wait(max(SETTLED, LEAST - (time.monotonic() - asked)))
                    child.read()
        finally:
            with suppress(OSError):
                child.close()

    def _know(self, known: Machine | Trouble) -> None:
        self._known = known
        self._answered.set()


def _why(speaks: System, error: Ended, channel: Channel | None) -> Trouble:
    if isinstance(error, NotAnswered):
        return Trouble("stalled", channel or "", detail=str(error))
    return speaks.trouble(str(error), channel)
