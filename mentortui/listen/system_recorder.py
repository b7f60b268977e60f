"""Recording by the sound server's own programs: a child for each stream, and a thread that follows what the server says.

The ear asks only for what is known already; whoever waits for a server is this thread alone.
"""

import selectors
import threading
import time
from collections.abc import Sequence
from itertools import count
from typing import Protocol

from mentortui.core.hearing_values import Channel, Device, Trouble
from mentortui.listen.children import Child, Ended, NotAnswered
from mentortui.listen.machine import MONITOR, Machine, Place
from mentortui.listen.recorder import NotHeard

AGAIN = 2.0
"""Seconds until a server that did not answer is asked again."""

SETTLED = 0.25
"""Seconds after a change until the server is asked: one act of it, such as a device unplugged, is a dozen changes."""

DOUBTFUL = 0.1
"""Seconds until it is asked where our streams may have been moved: nothing is read of them until it is known."""

LEAST = 1.0
"""Seconds between two questions at least: a volume that is drawn up changes a hundred times."""

FIRST = 3.5
"""Seconds the first question may take; who asks for a device before it is answered waits that long."""

UNREAD = 2.0
"""Seconds a program records though nobody reads: so much the pipe holds, and what came then would lie in its memory."""

INSISTS = 2
INSISTS_WITHIN = 60.0
"""A stream that is moved once more than INSISTS to the same place within so many seconds stays there: it is a person, or a server
that knows no better, and nobody is served by moving it to and fro."""


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

    def doubtful(self, told: bytes) -> bool:
        """Whether it means that a stream of ours may listen to something else now."""
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
        self._moves = _Moves()

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
            child = Child(self._system.recording(place, mark), unread=UNREAD)
        except Ended as error:
            raise NotHeard(Trouble("broken", channel, detail=str(error))) from error
        stream = ChildStream(self._system, self._watch, self._moves, child, channel, device, place, mark)
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
        self,
        speaks: System,
        watch: "_Watch",
        moves: "_Moves",
        child: Child,
        channel: Channel,
        wanted: str,
        place: Place,
        mark: str,
    ) -> None:
        self.channel = channel
        self.mark = mark
        self.closed = False
        self._system = speaks
        self._watch = watch
        self._child = child
        self._wanted = wanted
        self._moves = moves
        self._opened = place
        self._at = place

    @property
    def device(self) -> str:
        return self._at.title

    @property
    def stale(self) -> bool:
        """Whether it should listen to something else than it does.

        A server moves streams without a word: when their device goes, and when another becomes the default. What was a microphone
        then hears the call, or the call's stream the microphone. Somebody in the system's mixer may have moved it as well: that
        looks the same, and stands once they insist. What was not read for long is nobody's: this program stood still meanwhile.
        """
        if self._child.left:
            return True
        try:
            machine = self._watch.machine(0)
        except NotHeard:
            return False  # the child itself will end, or go on
        if machine.numbered(self.channel, self._opened.number) is None:
            return True
        try:
            if machine.place(self.channel, self._wanted).number != self._opened.number:
                return True
        except NotHeard:
            pass  # it has no default now, and goes on where it is
        now = machine.streams.get(self.mark, self._opened.number)
        return now != self._opened.number and not self._moves.stand(machine, self.channel, now)

    def place(self, machine: Machine) -> Place:
        """Where it listens now."""
        moved = machine.numbered(self.channel, machine.streams.get(self.mark, ""))
        self._at = moved or machine.numbered(self.channel, self._opened.number) or self._at
        return self._at

    def read(self) -> bytes:
        """What comes while it is not known from where waits in its pipe: what a microphone hears must not be the call."""
        if self._watch.doubtful:
            return b""
        try:
            return self._child.read()
        except Ended as error:
            raise NotHeard(_why(self._system, error, self.channel)) from error

    def close(self) -> None:
        self.closed = True
        self._child.close()


class _Moves:
    """How often streams were moved to each place lately, though they asked for another."""

    def __init__(self) -> None:
        self._when: dict[tuple[Channel, str], list[float]] = {}

    def stand(self, machine: Machine, channel: Channel, number: str) -> bool:
        """Whether a stream that was moved to this place is left there: somebody insists, and it can be heard for that channel."""
        place = machine.numbered(channel, number)
        if place is None or (channel == "microphone" and place.id.endswith(MONITOR)):
            return False
        now = time.monotonic()
        before = [when for when in self._when.get((channel, number), []) if now - when < INSISTS_WITHIN]
        if len(before) >= INSISTS:
            return True
        self._when[channel, number] = [*before, now]
        return False


class _Watch:
    """The thread that knows what the server last said of itself."""

    def __init__(self, speaks: System) -> None:
        self._system = speaks
        self._known: Machine | Trouble | None = None
        self.doubtful = False
        """Whether something changed by which a stream may have come to listen to something else, and nobody has looked yet."""
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
        if (child := self._child) is not None:
            child.kill()

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
        child = self._child = Child(self._system.watching())
        try:
            with selectors.DefaultSelector() as waiting:
                waiting.register(child.fileno(), selectors.EVENT_READ)
                while not self._over.is_set():
                    told = child.read()
                    self._know(self._system.look())
                    self.doubtful = False
                    asked = time.monotonic()
                    while not self._over.is_set() and not self._system.changed(told):
                        told = child.read() if waiting.select(timeout=0.5) else b""
                    self._settle(child, waiting, told, asked + LEAST)
        finally:
            self.doubtful = False
            self._child = None
            child.close()

    def _settle(self, child: Child, waiting: selectors.BaseSelector, told: bytes, earliest: float) -> None:
        """Lets pass what belongs together: until `earliest`, or only a moment where our own streams may be elsewhere."""
        until = max(time.monotonic() + SETTLED, earliest)
        while not self._over.is_set():
            if self._system.doubtful(told):
                self.doubtful = True
                until = min(until, time.monotonic() + DOUBTFUL)
            left = until - time.monotonic()
            if left <= 0:
                break
            told = child.read() if waiting.select(timeout=left) else b""

    def _know(self, known: Machine | Trouble) -> None:
        self._known = known
        self._answered.set()


def _why(speaks: System, error: Ended, channel: Channel | None) -> Trouble:
    if isinstance(error, NotAnswered):  # of a server it is not known since when; of a stream whoever reads it knows
        return Trouble("stalled", channel, detail=str(error)) if channel else Trouble("no server", detail=str(error))
    return speaks.trouble(str(error), channel)
