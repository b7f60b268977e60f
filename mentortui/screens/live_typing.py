"""The capture line of Live: how it opens, what is half typed in it, and where that goes when it is caught, pasted or covered."""

from collections.abc import Callable

from textual.events import Key, Paste
from textual.screen import Screen

from mentortui.core.capture import SIGNS, completions
from mentortui.core.commands import Refused
from mentortui.screens.closing import stands
from mentortui.screens.live_keys import LiveKeys
from mentortui.services.drafts import Kept
from mentortui.services.live import LiveSession
from mentortui.widgets.capture_line import CaptureLine
from mentortui.widgets.key_line import KeyLine

OPENING_SIGNS = SIGNS.replace("?", "")
"""Signs that open the capture line; `?` shows all keys."""


class LiveTyping:
    """Of one screen; while that does not stand nothing is done. `say`: the line where questions stand; `shown`: told when the
    line opened or closed."""

    def __init__(
        self,
        screen: Screen[None],
        live: LiveSession,
        drafts: Kept,
        *,
        row: str,
        say: Callable[[str], None],
        shown: Callable[[], None],
    ) -> None:
        """`row`: what the ten number keys are called on this keyboard."""
        self._screen = screen
        self._live = live
        self._drafts = drafts
        self._row = row
        self._say = say
        self._shown = shown
        self.draft = f"{live.session.started.session} capture"
        """What its draft is called."""
        self._lines: list[str] = []

    @property
    def _stands(self) -> bool:
        return stands(self._screen, CaptureLine) and stands(self._screen, KeyLine)

    @property
    def line(self) -> CaptureLine:
        """The widget."""
        return self._screen.query_one(CaptureLine)

    @property
    def half_typed(self) -> bool:
        """Whether something stands in it that nobody has saved."""
        return self._stands and bool(self.line.text.strip())

    def begin(self, keys: LiveKeys) -> None:
        """What was half typed when the program ended stands there again."""
        line = self.line
        line.preview, line.complete, line.catch = self._live.captures.preview, self._live.captures.complete, self._catch
        line.suggestions = lambda text, cursor: completions(text, cursor, self._live.captures.reader())
        line.text = self._drafts.get(self.draft)
        line.opened_by = keys("live.capture")

    def open(self, sign: str = "") -> None:
        """With that sign typed, where something can be caught."""
        if not self._stands:
            return
        if self._live.whose:
            self._say(self._live.not_ours)
            return
        line = self.line
        if sign and line.text:
            self._lines.append(line.text)
            line.clear()
            self._say("What was half typed is kept: ↑ on an empty line brings it back")
        line.history = tuple(self._lines)
        self._screen.add_class("-typing")
        line.open(sign)
        self._shown()

    def explain(self, why: str, unheard: str) -> None:
        """As the line does, once it is open."""
        if self._stands and self.line.opened:
            self.line.explain(why, unheard)

    def closed(self) -> None:
        """The draft stays."""
        self._screen.remove_class("-typing")
        self._shown()

    def take(self) -> str | None:
        """What is being typed, while it is being typed; the line closes. For the cover."""
        if not self._stands:
            return None
        line = self.line
        if not line.opened:
            return None
        line.close()
        self.closed()
        return line.text

    def give(self, text: str | None) -> None:
        """Typing goes on where it was taken."""
        if text is not None:
            self.line.text = text
            self.keep(text)
            self.open()

    def keep(self, text: str) -> None:
        """The draft, whoever it is typed to."""
        self._drafts.put(self.draft, text)

    def key(self, event: Key, keys: LiveKeys) -> None:
        """A sign opens the line, unless it is a number key of this keyboard: who speaks comes first. Keys that come faster than
        the line gets the focus are the line's all the same."""
        if not self._stands:
            return
        sign, line = event.character, self.line
        if line.opened:
            line.on_key(event)
        elif keys.has("live.capture", event.key):
            event.stop()
            self.open()
        elif self._live.whose and sign and sign in f"{self._row}0123456789gb":
            self._say(self._live.not_ours)
        elif sign and sign in OPENING_SIGNS and sign not in self._row:
            event.stop()
            self.open(sign)

    def paste(self, event: Paste, keys: LiveKeys) -> None:
        """Waits in the line, so that neither it is lost nor what was typed while the terminal stood still and now comes at once.
        The line stays closed: the next key may be one of the floor."""
        if not self._stands:
            return
        if self._live.whose:
            self._say(self._live.not_ours)
            return
        line = self.line
        line.on_paste(event)
        if not line.opened:
            self._say(f"What was pasted is in the capture line: {keys('live.capture')} opens it")

    def _catch(self, text: str, literal: bool) -> bool:
        try:
            self._live.captures.catch(text, literal)
        except Refused as error:
            self._say(str(error))
            return False
        if not literal:
            self._lines.append(text)
        self.keep("")
        return True
