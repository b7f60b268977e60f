"""What stands on the screen of a terminal after the bytes written to it: pyte, for what Textual writes."""

import base64
import codecs
import re
from typing import Final

import pyte
import pyte.screens
from wcwidth import wcwidth

# One sequence, or a run of plain text. pyte draws the tail of a sequence it does not know: kept from it.
_PIECE: Final = re.compile(
    r"""
    \x1b\[ (?P<private>[<=>?]?) (?P<params>[0-9;:]*) (?P<between>[ -/]*) (?P<final>[@-~])
  | (?P<broken> \x1b\[ [ -?]* [^ -~] )
  | \x1b\] (?P<osc>[^\x07\x1b]*) (?: \x07 | \x1b\\ )
  | \x1b[PX^_] [^\x1b]* \x1b\\
  | \x1b [()#%] .
  | \x1b [^\[\]PX^_()#%]
  | [^\x1b]+
    """,
    re.VERBOSE | re.DOTALL,
)


class Emulator:
    """The screen, and what a terminal answers to the questions programs put to it."""

    def __init__(self, columns: int, rows: int) -> None:
        self.title = ""
        self.clipboard: str | None = None
        self.settled = True
        """False between the two ends of one repaint."""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._main = self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._read: list[str] = []
        """The rows as they were last read: a test reads the screen far more often than most of its rows change."""

    @property
    def cursor(self) -> tuple[int, int]:
        return self._screen.cursor.y, self._screen.cursor.x

    def lines(self) -> list[str]:
        screen = self._screen
        if len(self._read) != screen.lines:
            self._read = [""] * screen.lines
            screen.dirty.update(range(screen.lines))
        for row in screen.dirty:
            if row < screen.lines:
                self._read[row] = self._row(row)
        screen.dirty.clear()
        return list(self._read)

    def _row(self, row: int) -> str:
        """As `pyte.Screen.display` has it, blanks at the end left out."""
        cells, text, column = self._screen.buffer[row], [], 0
        while column < self._screen.columns:
            cell = cells[column].data
            text.append(cell)
            column += 1 if cell.isascii() or wcwidth(cell[0]) != 2 else 2
        return "".join(text).rstrip()

    def framed(self) -> str:
        """The screen with a frame around it, for a failing test to show."""
        edge = "+" + "-" * self._screen.columns + "+"
        return "\n".join([edge, *(f"|{line}|" for line in self._screen.display), edge])

    def cell(self, row: int, column: int) -> pyte.screens.Char:
        return self._screen.buffer[row][column]

    def resize(self, columns: int, rows: int) -> None:
        for screen in {self._main, self._screen}:
            screen.resize(rows, columns)
        self._read = []

    def feed(self, data: bytes) -> bytes:
        """Draw what was written; returns what the terminal answers."""
        text = self._rest + self._decoder.decode(data)
        answers: list[str] = []
        at = 0
        while piece := _PIECE.match(text, at):
            at = piece.end()
            answers.append(self._take(piece))
        self._rest = text[at:]
        return "".join(answers).encode()

    def _take(self, piece: re.Match[str]) -> str:
        whole = piece[0]
        if piece["osc"] is not None:
            return self._command(piece["osc"])
        if piece["final"] is not None:
            return self._control(whole, piece["private"], piece["params"], piece["between"], piece["final"])
        if piece["broken"] or whole.startswith(("\x1bP", "\x1bX", "\x1b^", "\x1b_")):
            return ""
        self._stream.feed(whole)
        return ""

    def _control(self, whole: str, private: str, params: str, between: str, final: str) -> str:
        match (private, between, final):
            case ("?", "$", "p"):  # which modes it knows: 2 is off, 0 is unknown
                return f"\x1b[?{params};{2 if params == '2026' else 0}$y"
            case ("", "", "c"):
                return "\x1b[?62;22c"
            case ("", "", "n") if params == "6":
                return f"\x1b[{self._screen.cursor.y + 1};{self._screen.cursor.x + 1}R"
            case ("", "", "n") if params == "5":
                return "\x1b[0n"
            case ("?", "", "h" | "l"):
                self._mode(whole, params.split(";"), on=final == "h")
            case ("", "", _) if ":" not in params:
                self._stream.feed(whole)
        return ""

    def _mode(self, whole: str, modes: list[str], on: bool) -> None:
        if "2026" in modes:
            self.settled = not on
        elif "1049" in modes:
            self._screen = pyte.Screen(self._main.columns, self._main.lines) if on else self._main
            self._stream = pyte.Stream(self._screen)
            self._read = []
        else:
            self._stream.feed(whole)

    def _command(self, osc: str) -> str:
        code, _, value = osc.partition(";")
        if code in {"0", "2"}:
            self.title = value
        elif code == "52":
            self.clipboard = base64.b64decode(value.partition(";")[2]).decode()
        elif code in {"10", "11"} and value == "?":
            return f"\x1b]{code};rgb:{'ffff/ffff/ffff' if code == '10' else '0000/0000/0000'}\x1b\\"
        return ""
