"""What is heard, into the session: who spoke as changes of the floor, and from when on which channels were heard."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from mentortui.core.hearing_values import CHANNELS, Channel, Chosen
from mentortui.services.listener import Ears, Listener, usual

if TYPE_CHECKING:
    from mentortui.services.live import LiveSession

STOOD = 1_000_000
"""Microseconds that a channel has to be gone before that is told: one that is only opened anew is back sooner."""


class LiveHearing(Listener):
    """Hears while the session runs: nothing in a pause, and nothing once it is finished. What the session knows of its channels
    is brought to what is heard at each look, so that a gap, an undone pause or a crash needs no word of its own here."""

    def __init__(
        self,
        live: "LiveSession",
        *,
        chosen: Callable[[], Chosen],
        missing: Callable[[], str],
        make: Callable[[Chosen, Callable[[], int]], Ears] = usual,
    ) -> None:
        """Off."""
        super().__init__(live.clock.boot, chosen=chosen, missing=missing, make=make)
        self._live = live
        self._quiet: Ears | None = None  # the ear that is paused; another one hears
        self._looked = self.now()
        self._lost: int | None = None
        self._left_for_good = False

    def start(self) -> None:
        """Comes up beside this. Nothing once it was closed."""
        if self._left_for_good:
            return  # whoever asked had asked before the program was left
        super().start()
        self._looked = self.now()

    def stop(self) -> None:
        """Nothing is heard any more; what was heard until now is told, and that somebody wanted it so."""
        super().stop()
        self._tell()
        if not self._live.session.finished and self._live.session.channels:
            self._live.floor.hearing((), self.now(), "off")

    def hush(self) -> None:
        """Before a pause, and before the end: what was heard until now is told, so that it stands before that."""
        if self._up:
            self._quieten()
            self._tell()

    def close(self) -> None:
        """For good; of a session that goes on elsewhere too, so that nobody has switched anything off. What was heard until now
        is told first. Nothing is told or heard after that, also where somebody still looks while all of it is saved."""
        left, self._left_for_good = self._left_for_good, True
        try:
            if not left:
                self.hush()
        finally:
            super().close()
        if not left and not self._live.session.finished:
            for change in self._changes():  # what the ear found between the two
                self._live.floor.hear(change)

    def rest(self) -> None:
        """As any; what was heard until now is told."""
        try:
            self.hush()
        finally:
            super().rest()

    def take(self) -> bool:
        """Tells the session what was heard since; a few times a second. Whether anything is otherwise than before."""
        if self._left_for_good:
            return False
        events = len(self._live.events)
        self._follow()
        self._tell()
        return self._looked_again() or len(self._live.events) != events

    def _follow(self) -> None:
        """Hears when the session wants it."""
        session = self._live.session
        if session.finished:
            if self._up:
                self._end()  # whether it goes on is not known
        elif self.on and not self._up:
            self._begin()
        elif session.paused:
            self._quieten()
        elif self._quiet is not None and self._quiet is self._ear:
            self._quiet.resume()
            self._quiet, self._looked = None, self.now()

    def _quieten(self) -> None:
        ear = self._ear
        if ear is not None and ear is not self._quiet:
            self._pause(ear)
            self._quiet = ear

    def _tell(self) -> None:
        """First that a channel is heard, then what was, then that it no longer is: the order in which it happened."""
        session, changes, now = self._live.session, self._changes(), self.now()
        if session.finished:
            return
        heard = self.state.channels if self.on else ()
        if not session.paused and not set(heard) <= set(session.channels):
            self._live.floor.hearing(_in_order({*heard, *session.channels}), self._looked)
        for change in changes:
            self._live.floor.hear(change)
        if not session.paused:
            self._tell_lost(heard, now)
        self._looked = now

    def _tell_lost(self, heard: tuple[Channel, ...], now: int) -> None:
        if set(self._live.session.channels) <= set(heard):
            self._lost = None
            return
        self._lost = self._looked if self._lost is None else self._lost
        if now - self._lost >= STOOD:
            self._live.floor.hearing(heard, self._lost, "" if heard else "trouble" if self.on else "off")
            self._lost = None


def _in_order(channels: Collection[Channel]) -> tuple[Channel, ...]:
    return tuple(one for one in CHANNELS if one in channels)
