"""What one looks up over Live: an open question, last time, why a figure is what it is."""

from collections.abc import Callable
from typing import TypeAlias

from textual.app import App

from mentortui.core.commands import Refused
from mentortui.core.last_time import FIRST, NOTHING, LastTime
from mentortui.core.page_parts import Line, Section
from mentortui.core.prompt_words import least_heard
from mentortui.core.why_session import why_now
from mentortui.screens.beside import BesideScreen, Reading
from mentortui.screens.strip import Otherwise, StripLine, nothing_else
from mentortui.screens.why import why_box
from mentortui.services.live import LiveSession

LookUp: TypeAlias = Callable[[], LastTime | None]
"""What was agreed last time; asks the store."""
NONE_LEFT = "Every question of the bank was shown in this session. Your own go into questions/ beside settings.toml."


def nothing_before() -> LastTime | None:
    """For a session without a store behind it."""
    return None


class Beside:
    """Opens them. `say`: where a refusal is said; `strip`: the one line that says who has the floor meanwhile."""

    def __init__(
        self,
        app: App[object],
        live: LiveSession,
        strip: StripLine,
        *,
        say: Callable[[str], None],
        otherwise: Otherwise = nothing_else,
    ) -> None:
        self._app = app
        self._live = live
        self._strip = strip
        self._say = say
        self._otherwise = otherwise

    def question(self, key: str) -> None:
        """An open question for what is under way; the same key again: another."""

        def reading() -> Reading:
            found = self._live.prompts.another_question()
            if found is None:
                return Reading("An open question", (NONE_LEFT,))
            behind = (Line("practice", found.practice),) if found.practice else ()
            least = least_heard(self._live.session, self._live.now)
            about = (least,) if least else ()
            return Reading("An open question", about, (Section("question", found.text, behind),), when=found.tag)

        self._show(reading, key, another="another")

    def last_time(self, key: str, found: LastTime | None) -> None:
        """What was agreed last time."""
        if found is None:
            reading = Reading("Last time", (FIRST,))
        else:
            about = () if found.sections else (NOTHING,)
            reading = Reading(f"Last time: {found.what}", about, found.sections, when=found.when)
        self._show(lambda: reading, key)

    def why(self, key: str) -> None:
        """How the figures of the floor come about; refused while they are hidden."""
        try:
            whys = why_now(self._live.session, self._live.now, self._live.agenda.plan())
            prompts = self._live.prompts.why()
        except Refused as error:
            self._say(str(error))
            return
        self._app.push_screen(why_box((*whys, *prompts), key=key, otherwise=self._otherwise, strip=self._strip))

    def _show(self, reading: Callable[[], Reading], key: str, another: str = "") -> None:
        self._app.push_screen(BesideScreen(reading, key=key, another=another, otherwise=self._otherwise, strip=self._strip))
