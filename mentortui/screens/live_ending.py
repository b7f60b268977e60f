"""How a session ends on Live: asked, finished, and gone on with where its result could not be stored after all."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual.screen import Screen

from mentortui.core.commands import Refused
from mentortui.screens.closing import close
from mentortui.screens.live_typing import LiveTyping
from mentortui.services.live import LiveSession

if TYPE_CHECKING:
    from mentortui.screens.live_forms import LiveForms

YES: Final = "y"
"""What mostly answers whether it is over, typed before anybody looks up."""


class LiveEnding:
    """Of one screen. `ended`: told once it is finished, True: the next one starts at once."""

    def __init__(
        self,
        screen: Screen[None],
        live: LiveSession,
        typing: LiveTyping,
        *,
        say: Callable[[str], None],
        ended: Callable[[bool], object],
    ) -> None:
        self._screen = screen
        self._live = live
        self._typing = typing
        self._say = say
        self._ended = ended
        self.over = False
        """The result is being stored: until that is through nothing is done any more."""

    def ask(self, forms: "LiveForms", key: str) -> None:
        """Whether it is over; who only watches leaves. `key`: how the one that asks is printed."""
        if self._live.whose:
            close(self._screen, None)
        elif self._typing.half_typed:
            self._typing.open()
            why = f"Still typed: enter saves it, ctrl+u empties it. Then {key}."
            self._say(why)
            # In the line itself too: what is said goes after a while, and another question stands there again.
            self._typing.explain(why, YES)
        else:
            self._try(lambda: forms.finish(self._finish))

    def end(self, *, again: bool = False) -> None:
        """It is finished."""
        self.over = True
        self._ended(again)

    def _finish(self, how: str) -> None:
        def finish() -> None:
            self._live.finish(at_last_sign=how == "e")
            self.end(again=how == "s")

        self._try(finish)

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except Refused as error:
            self._say(str(error))
