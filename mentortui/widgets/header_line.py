"""The first row of every screen: who, what, where in time; and on the right whether it is saved."""

from typing import ClassVar, Literal

import msgspec
from textual.content import Content
from textual.reactive import var

from mentortui.widgets.drawn import Drawn
from mentortui.widgets.text import apart, words

GAP = "  "
"""Between what is heard and whether it is saved."""
SHORTEST_WHO = 12
"""Cells of a name that is cut so that what one looks at can stand beside it."""


class SaveState(msgspec.Struct, frozen=True):
    """Whether what is shown is on disk. `trouble` is what keeps it from there, `waiting` the events in memory, `where` the file
    that has all of it instead, `key` the one that asks for such a place."""

    kind: Literal["none", "saved", "saving", "not saved", "elsewhere", "ending"] = "saved"
    trouble: str = ""
    waiting: int = 0
    where: str = ""
    key: str = ""

    @property
    def text(self) -> str:
        """As it is said: `● saved`, `○ saving…`, `NOT SAVED · disk full · 12 in memory`; empty where nothing is kept."""
        match self.kind:
            case "none":
                return ""
            case "saved":
                return "● saved"
            case "saving":
                return "○ saving…"
            case "not saved":
                held = (f"{self.waiting} in memory",) if self.waiting else ()
                return " · ".join(("NOT SAVED", *((self.trouble,) if self.trouble else ()), *held))
            case "elsewhere":
                return f"saved elsewhere · {self.trouble}"
            case "ending":
                return f"saving{' elsewhere' if self.trouble else ''}, then it ends…"

    @property
    def forms(self) -> tuple[str, ...]:
        """The same in fewer and fewer words, for where there is less room; while a key helps, each names it."""
        if self.kind == "elsewhere":
            folder = self.where.rpartition("/")[0]
            ways = (self.where, *((f"{folder}/…",) if folder else ()))
            return (*(f"saved elsewhere · {way} · {self.trouble}" for way in ways), self.text, "saved elsewhere")
        if self.kind != "not saved" or not self.key:
            return (self.text,)
        saves = f"{self.key} elsewhere"
        return (
            f"{self.text} · {self.key} saves elsewhere",
            f"{self.text} · {saves}",
            f"NOT SAVED · {self.trouble} · {saves}",
            f"NOT SAVED · {self.waiting} in memory · {saves}",
            f"NOT SAVED · {saves}",
        )


class Heard(msgspec.Struct, frozen=True):
    """What is heard of the call: `◐ hearing you · ● hearing the call`, and what is wrong with it."""

    forms: tuple[str, ...] = ()
    """In words, then in fewer and fewer; none: nothing is said of hearing."""
    wrong: bool = False
    """Whether the words say what is wrong, behind their last ` · `."""


LOUD = "●"
"""The dot of a channel on which somebody speaks."""


class HeaderLine(Drawn):
    """`Grace · regular session 14 · until 14:30    14:06 Berlin · 16:06 Nairobi    ○ hearing you · ● hearing the call   ● saved`.

    What has no room on the left goes piece by piece, from the end; the clocks go when there is no room for both, what is heard is
    said in fewer words, and the save state stays.
    """

    DEFAULT_CSS = """
    HeaderLine {
        height: 1; padding: 0 1;
        & > .header-line--who { color: $foreground; text-style: bold; }
        & > .header-line--rest { color: $quiet; }
        & > .header-line--saved { color: $quiet; }
        & > .header-line--risk { color: $error; text-style: bold; }
        & > .header-line--flag { color: $warning; text-style: bold; }
        & > .header-line--heard { color: $quiet; }
        & > .header-line--voice { color: $accent; }
        & > .header-line--wrong { color: $warning; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "header-line--who",
        "header-line--rest",
        "header-line--saved",
        "header-line--risk",
        "header-line--flag",
        "header-line--heard",
        "header-line--voice",
        "header-line--wrong",
    }

    pieces: var[tuple[str, ...]] = var[tuple[str, ...]](())
    """Who, what, where in time; shown with · between."""
    clocks: var[str] = var("")
    """The time in the zones that matter; shown where there is room."""
    saved: var[SaveState] = var(SaveState("none"))
    test_clock: var[bool] = var(False)
    heard: var[Heard] = var(Heard())

    def watch_pieces(self) -> None:
        self.redraw()

    def watch_clocks(self) -> None:
        self.redraw()

    def watch_saved(self) -> None:
        self.redraw()

    def watch_test_clock(self) -> None:
        self.redraw()

    def watch_heard(self) -> None:
        self.redraw()

    def draw(self, width: int, height: int) -> Content:
        """The row."""
        rest = self.look("header-line--rest")
        right = self._right(width)
        heard = self._heard(width - right.cell_length - len(GAP))
        if heard:
            right = Content.assemble(heard, GAP, right)
        left = self._left(width - right.cell_length - 1)
        clocks = words(self.clocks, rest)
        free = width - left.cell_length - right.cell_length
        if not self.clocks or free < clocks.cell_length + 6:
            return apart(left, right, width)
        # In the middle of the row where it can be, so that it stands still when the save state changes.
        before = max(3, min((width - clocks.cell_length) // 2 - left.cell_length, free - clocks.cell_length - 3))
        return apart(Content.assemble(left, " " * before, clocks), right, width)

    def _left(self, room: int) -> Content:
        """As many pieces as fit, but always who it is; a long name is cut before one no longer sees what screen this is."""
        who, rest = self.look("header-line--who"), self.look("header-line--rest")
        pieces = [words(piece, rest if index else who) for index, piece in enumerate(self.pieces)]
        while True:
            left = Content(" · ").stylize(rest).join(pieces)
            if left.cell_length <= room or len(pieces) <= 1:
                return left
            if len(pieces) == 2 and (spare := room - pieces[1].cell_length - 3) >= SHORTEST_WHO:
                pieces[0] = pieces[0].truncate(spare, ellipsis=True)
            else:
                pieces.pop()

    def _heard(self, room: int) -> Content:
        """In as many words as leave room: what is wrong goes before all but who it is; else all the words go before how long it
        has been, and fewer of them after that."""
        forms = [self._dotted(form) for form in self.heard.forms]
        if self.heard.wrong:
            tried = [(form, 1) for form in forms]
        else:
            tried = [(form, pieces) for form in forms[:-1] for pieces in (3, 2)]
            tried += [(form, 1) for form in forms]
        fits = (form for form, pieces in tried if form.cell_length + self._needed(pieces) + len(GAP) <= room)
        return next(fits, Content(""))

    def _needed(self, pieces: int) -> int:
        """Cells of the first so many pieces; of who it is alone, at least those of a name cut short."""
        cells = [words(piece).cell_length for piece in self.pieces[:pieces]]
        if len(cells) <= 1:
            return min(SHORTEST_WHO, sum(cells))
        return sum(cells) + 3 * (len(cells) - 1)

    def _dotted(self, form: str) -> Content:
        """Words, with a dot that says a voice in the colour of now; what is wrong comes last."""
        fine, between, wrong = form.rpartition(" · ") if self.heard.wrong else (form, "", "")
        plain, voice = self.look("header-line--heard"), self.look("header-line--voice")
        told = words(LOUD, voice).join([words(part, plain) for part in f"{fine}{between}".split(LOUD)])
        return Content.assemble(told, words(wrong, self.look("header-line--wrong")))

    def _right(self, width: int) -> Content:
        """In as many words as leave room for who it is."""
        looks = {"not saved": "header-line--risk", "elsewhere": "header-line--flag", "ending": "header-line--flag"}
        look = self.look(looks.get(self.saved.kind, "header-line--saved"))
        said = "TEST CLOCK  " if self.saved.text else "TEST CLOCK"
        flag = words(said if self.test_clock else "", self.look("header-line--flag"))
        who = min(words(self.pieces[0]).cell_length, SHORTEST_WHO) if self.pieces else 0
        forms = [Content.assemble(flag, words(form, look)) for form in self.saved.forms]
        return next((form for form in forms if form.cell_length + who + 1 <= width), forms[-1])
