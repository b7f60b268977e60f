"""What Live says of hearing: who is heard, in the header; what is wrong with it, there and once as a sentence."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from textual.screen import Screen

from mentortui.core.hearing_values import Trouble
from mentortui.core.hearing_words import head_words, remark, trouble_words
from mentortui.screens import hearing_view as view
from mentortui.screens.closing import stands
from mentortui.services.live import LiveSession
from mentortui.widgets.header_line import HeaderLine, Heard

if TYPE_CHECKING:
    from mentortui.services.live_hearing import LiveHearing

TAKEN_EVERY = 0.25
"""Seconds between two looks at what was heard: as long as a change of floor may wait before it shows."""
SHOWN_EVERY = 0.5
"""Seconds between two looks at the dots, which so change at most twice a second."""
AGAIN_AFTER = 60_000_000
"""Microseconds for which something has to have been right before it is said once more that it is wrong."""


class LiveHearingShown:
    """Of one screen. Where the session does not hear it does nothing, and shows nothing."""

    def __init__(self, screen: Screen[None], live: LiveSession, say: Callable[[str, tuple[str, ...]], None]) -> None:
        """`say`: where what is wrong is said once, and in fewer words where those do not fit."""
        self._screen = screen
        self._live = live
        self._say = say
        self._dots = view.Dots()
        self._told: dict[tuple[str, str], int] = {}

    def begin(self) -> None:
        """From now on it follows, whatever lies over the screen."""
        self._screen.set_interval(TAKEN_EVERY, self.take)
        self._screen.set_interval(SHOWN_EVERY, self.show)

    @property
    def _hearing(self) -> "LiveHearing | None":
        found = self._live.hearing
        return found if found is not None and found.on and not self._live.session.finished else None

    def take(self) -> None:
        """What was heard becomes the floor; the session itself says that something happened."""
        if (hearing := self._live.hearing) is not None:
            hearing.take()

    def show(self) -> None:
        """In the header, and what is newly wrong in a sentence."""
        if not stands(self._screen, HeaderLine):
            return
        header, hearing = self._screen.query_one(HeaderLine), self._hearing
        if hearing is None or self._live.session.paused:
            header.heard = Heard() if hearing is None else view.PAUSED
            return
        state, now = hearing.state, hearing.now()
        header.heard = view.heard(state, self._dots.look(state), now)
        self._tell(state.troubles, now)

    @property
    def brief(self) -> str:
        """For the one line of a session; empty where it does not hear."""
        hearing = self._hearing
        if hearing is None:
            return ""
        return (
            "not heard" if self._live.session.paused else view.brief(hearing.state, self._dots.look(hearing.state), hearing.now())
        )

    def _tell(self, troubles: tuple[Trouble, ...], now: int) -> None:
        """The worst that was not said yet. What stays is not said again, and what stands beside it never: half a second later it
        would take the place of what is worse. The header has it."""
        new: Trouble | None = None
        for one in troubles:
            key = (one.kind, one.channel)
            if remark(one, now) and one.kind == "no sound":
                continue  # nobody speaks there, and that is all
            said, self._told[key] = self._told.get(key), now
            if new is None and (said is None or now - said > AGAIN_AFTER):
                new = one
        if new is not None:
            unnamed = msgspec.structs.replace(new, detail="") if new.kind != "not installed" else new
            self._say(trouble_words(new, now), (trouble_words(unnamed, now), *head_words(new, now)))  # what to do before the name
