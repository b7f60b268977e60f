"""What one looks up over Live: an open question, last time, why a figure is what it is."""

import asyncio
from collections.abc import Callable
from typing import TypeAlias

from textual.screen import Screen

from mentortui.core.commands import Refused
from mentortui.core.last_time import FIRST, NOTHING, LastTime
from mentortui.core.page_parts import Line, Section
from mentortui.core.prompt_words import least_heard
from mentortui.core.why_session import why_now
from mentortui.screens.beside import BesideScreen, Reading
from mentortui.screens.strip import Otherwise, StripLine, nothing_else
from mentortui.screens.why import why_box
from mentortui.services.live import LiveSession
from mentortui.store.errors import StoreError

LookUp: TypeAlias = Callable[[], LastTime | None]
"""What was agreed last time; asks the store."""
NONE_LEFT = "Every question of the bank was shown in this session. Your own go into questions/ beside settings.toml."


def nothing_before() -> LastTime | None:
    """For a session without a store behind it."""
    return None


class Beside:
    """Opens them over a screen. `say`: where a refusal is said; `strip`: the one line that says who has the floor meanwhile."""

    def __init__(
        self,
        screen: Screen[None],
        live: LiveSession,
        strip: StripLine,
        *,
        say: Callable[[str], None],
        key: Callable[[str], str],
        last_time: LookUp = nothing_before,
        otherwise: Otherwise = nothing_else,
    ) -> None:
        """`key`: how the key of a binding is printed, which also closes what it opened."""
        self._screen = screen
        self._key = key
        self._last_time = last_time
        self._live = live
        self._strip = strip
        self._say = say
        self._otherwise = otherwise

    def question(self) -> None:
        """An open question for what is under way; the same key again: another."""

        def reading() -> Reading:
            found = self._live.prompts.another_question()
            if found is None:
                return Reading("An open question", (NONE_LEFT,))
            behind = (Line("practice", found.practice),) if found.practice else ()
            least = least_heard(self._live.session, self._live.now)
            about = (least,) if least else ()
            return Reading("An open question", about, (Section("question", found.text, behind),), when=found.tag)

        self._show(reading, "live.question", another="another")

    def last_time(self) -> None:
        """What was agreed last time; the store is asked off the interface's thread."""
        self._screen.run_worker(self._look_up(), exclusive=True)

    async def _look_up(self) -> None:
        try:
            found = await asyncio.to_thread(self._last_time)
        except StoreError as error:
            self._say(str(error))
            return
        if not self._screen.is_current:
            return
        if found is None:
            reading = Reading("Last time", (FIRST,))
        else:
            about = () if found.sections else (NOTHING,)
            reading = Reading(f"Last time: {found.what}", about, found.sections, when=found.when)
        self._show(lambda: reading, "live.last_time")

    def why(self) -> None:
        """How the figures of the floor come about; refused while they are hidden."""
        try:
            whys = why_now(self._live.session, self._live.now, self._live.agenda.plan())
            prompts = self._live.prompts.why()
        except Refused as error:
            self._say(str(error))
            return
        box = why_box((*whys, *prompts), key=self._key("live.why"), otherwise=self._otherwise, strip=self._strip)
        self._screen.app.push_screen(box)

    def _show(self, reading: Callable[[], Reading], id: str, another: str = "") -> None:
        shown = BesideScreen(reading, key=self._key(id), another=another, otherwise=self._otherwise, strip=self._strip)
        self._screen.app.push_screen(shown)
