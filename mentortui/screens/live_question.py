"""The line of Live where questions stand; for a while what was just done is said there in their place."""

from collections.abc import Callable

from textual.screen import Screen

from mentortui.core.agenda import Plan
from mentortui.screens import live_view as view
from mentortui.screens.live_keys import LiveKeys
from mentortui.services.live import LiveSession
from mentortui.widgets.question_line import QuestionLine

SAID_FOR = 6.0
"""Seconds that what was just done stays in words."""


class LiveQuestion:
    """Of one screen; `follow` shows all of it as it is."""

    def __init__(self, screen: Screen[None], live: LiveSession, row: str, follow: Callable[[], None]) -> None:
        """`row`: what the ten number keys are called on this keyboard."""
        self._screen = screen
        self._live = live
        self._row = row
        self._follow = follow
        self._said = ""
        self._shorter: tuple[str, ...] = ()

    def say(self, words: str, shorter: tuple[str, ...] = ()) -> None:
        """What was just done; `shorter`: the same in fewer words, for a row that is too narrow."""
        if words == self._said == "":
            return
        self._said, self._shorter = words, shorter
        self._follow()
        self._screen.set_timer(SAID_FOR, lambda: self.unsay(words))

    def unsay(self, words: str) -> None:
        """It was said long enough, where nothing else is said by now."""
        if self._said == words:
            self.happened()
            self._follow()

    def happened(self) -> None:
        """Something else: what was said is old."""
        self._said = ""

    def show(self, plan: Plan, keys: LiveKeys) -> None:
        """As it is now."""
        line, prompt = self._screen.query_one(QuestionLine), self._live.prompts.lines
        asked = view.question(self._live, plan, self._row, key=keys)
        line.question, line.answers = (self._said, ()) if self._said else asked
        line.shorter = self._shorter if self._said else prompt[1:] if prompt[:1] == asked[:1] else ()

    def asks(self, keys: LiveKeys) -> bool:
        """Whether a question stands there."""
        return bool(view.question(self._live, self._live.agenda.plan(), self._row, key=keys)[0])
