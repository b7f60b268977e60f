"""Hears who speaks, for the interface's thread: whatever takes time is done by threads of its own, and nothing here waits."""

from collections.abc import Callable
from threading import Lock, Thread
from typing import Protocol
from weakref import WeakSet

from mentortui.core.hearing_values import Chosen, HeardChange, HearingState, Trouble
from mentortui.core.refused import Refused
from mentortui.store.log import tell

AGAIN = 2_000_000
"""Microseconds after which what could not come up is tried again, as an ear itself tries a device."""
STOPS = 1.5
"""Seconds an ear has to stop when the session is left: it says that it needs one. Then the program ends without it."""


class Ears(Protocol):
    """What hears: `listen/ear.py`."""

    @property
    def state(self) -> HearingState:
        """How it is now."""
        ...

    def start(self) -> None:
        """Begins to hear. Raises NotHeard where it never will."""
        ...

    def stop(self) -> None:
        """Within a second."""
        ...

    def take(self) -> tuple[HeardChange, ...]:
        """Who spoke from when on, each told once."""
        ...

    def pause(self) -> None:
        """Nothing is heard from now on; what was still open is told."""
        ...

    def resume(self) -> None:
        """Heard again."""
        ...


def usual(chosen: Chosen, boot: Callable[[], int]) -> Ears:
    """With the machine's own sound. Loads what hears, which takes a while."""
    from mentortui.listen.ear import Ear

    return Ear(chosen, boot)


_made: "WeakSet[Listener]" = WeakSet()
"""All that may hear now."""


def stand_still() -> None:
    """Nothing records any more once this is back, in a second or two: the program is about to stand still, for nobody knows how
    long, and what records would go on. Whatever was on hears again with the next look at it."""
    for one in list(_made):
        try:
            one.rest()
        except Exception as error:  # what was heard could not be told: that must not keep it
            tell("not heard", error=error)


class Listener:
    """Switched on and off. Without a session it only shows how well it hears."""

    def __init__(
        self,
        boot: Callable[[], int],
        *,
        chosen: Callable[[], Chosen],
        missing: Callable[[], str],
        make: Callable[[Chosen, Callable[[], int]], Ears] = usual,
    ) -> None:
        """`boot`: the clock that counts across sleep; `chosen`: the devices, asked by a thread of its own as it may read a file;
        `missing`: why it cannot hear as it is installed, or empty, asked by `able`; `make`: an ear that is not started yet."""
        self.on = False
        """Whether it is to hear."""
        self.now = boot
        """The time that troubles are told by."""
        self._chosen = chosen
        self._missing = missing
        self._make = make
        self._lock = Lock()
        self._ear: Ears | None = None
        self._turn = 0  # which start counts: one that comes up after it was switched off again is stopped at once
        self._up = False  # whether an ear hears, comes up, or could not
        self._failed: Trouble | None = None
        self._failed_at = 0
        self._coming = Thread()
        self._stopping: list[Thread] = []
        self._left: tuple[HeardChange, ...] = ()
        self._seen = HearingState()
        _made.add(self)

    @property
    def state(self) -> HearingState:
        """How it hears now; nothing at all while it comes up, or is off."""
        ear, failed = self._ear, self._failed
        if ear is not None:
            return ear.state
        return HearingState(troubles=(failed,)) if failed is not None else HearingState()

    def able(self) -> None:
        """Asked before it is started, by a thread of its own as it reads the disk. Raises Refused where nothing is installed that
        could hear."""
        if said := self._missing():
            raise Refused(said)

    def start(self) -> None:
        """Comes up beside this."""
        self.on = True
        if not self._up:
            self._begin()

    def stop(self) -> None:
        """Nothing is heard any more."""
        self.on = False
        self._end()

    def choose(self, chosen: Chosen) -> None:
        """Other devices from now on."""
        self._chosen = lambda: chosen
        if self._up:
            self._end()
            self._begin()

    def take(self) -> bool:
        """Whether it hears otherwise than when this was asked last; who spoke is nobody's business here."""
        if self.on and not self._up:
            self._begin()
        self._changes()
        return self._looked_again()

    def _looked_again(self) -> bool:
        if self._may_come_up_now:
            self._begin()
        before, self._seen = self._seen, self.state
        return before != self._seen

    def close(self) -> None:
        """For good; of a session that goes on elsewhere too, so that nobody has switched anything off."""
        self.on = False
        self._end()

    def rest(self) -> None:
        """Before the program stands still. Waits until nothing records; the next look begins anew."""
        coming = self._coming
        if self._up:
            self._end()
        if coming.is_alive():
            coming.join(STOPS)
        self.wait()

    def wait(self) -> None:
        """For what stops, a moment at most; so not on the interface's thread."""
        for one in self._stopping:
            one.join(STOPS)

    @property
    def _may_come_up_now(self) -> bool:
        failed = self._failed
        if failed is None or failed.kind == "not installed" or self._coming.is_alive():
            return False
        return self.now() - self._failed_at >= AGAIN

    def _changes(self) -> tuple[HeardChange, ...]:
        """What was heard since this was asked last, also by an ear that is gone by now."""
        left, self._left = self._left, ()
        return (*left, *self._ear.take()) if self._ear is not None else left

    def _pause(self, ear: Ears) -> None:
        """Part of what an ear does then is done here and now: what fails in it ends the ear, and not the program."""
        try:
            ear.pause()
        except Exception as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        tell("not heard", error=error)
        self._failed, self._failed_at = getattr(error, "trouble", None) or Trouble("broken", since=self.now()), self.now()
        if self._ear is not None:
            self._left += self._ear.take()
            self._leave(self._ear)
            self._ear = None

    def _begin(self) -> None:
        self._up, self._failed_at = True, self.now()
        self._turn += 1
        self._coming = Thread(target=self._come_up, args=(self._turn,), name="mentortui-listen", daemon=True)
        self._coming.start()

    def _end(self) -> None:
        with self._lock:
            self._turn += 1
            ear, self._ear = self._ear, None
        self._up = False
        if ear is not None:
            self._pause(ear)
            self._left += ear.take()
            self._leave(ear)
        self._failed = None

    def _leave(self, ear: Ears) -> None:
        """It stops, and nobody waits for it."""
        self._stopping = [one for one in self._stopping if one.is_alive()]
        self._stopping.append(Thread(target=ear.stop, name="mentortui-deaf", daemon=True))
        self._stopping[-1].start()

    def _come_up(self, turn: int) -> None:
        """By a thread of its own, which ends when the ear hears. Whatever fails is told where hearing is told of: the session
        goes on by its keys."""
        ear: Ears | None = None
        failed: Exception | None = None
        try:
            ear = self._make(self._chosen(), self.now)
            ear.start()
        except Exception as error:
            failed = error
        with self._lock:
            if turn == self._turn:
                if failed is not None:
                    self._fail(failed)
                else:
                    self._ear, self._failed = ear, None
                return
        if ear is not None and failed is None:
            ear.stop()
