"""The line in which one catches what was said, while one listens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content
from textual.events import Blur, Click, Focus, Key, Paste, Resize
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import var

from mentortui.core.text import fit, standing, visible
from mentortui.core.text import width as cells_of
from mentortui.widgets.drawn import Drawn, lines
from mentortui.widgets.line_buffer import LineBuffer
from mentortui.widgets.text import AROUND, fitted, words

READ_AT_MOST = 4000  # characters given to the preview
_HIDDEN = "•"
_SIGNS = (
    "+ praise",
    "- better",
    "> they promise",
    "< I promise",
    "! decision",
    "* win",
    "? question",
    "= takeaway",
    ". private",
)
_SAVES = " · enter saves"
_FLOOR = " · ctrl+g gives the floor"
_EDITS: dict[str, Callable[[LineBuffer], None]] = {
    "left": LineBuffer.left,
    "right": LineBuffer.right,
    "ctrl+left": LineBuffer.word_left,
    "ctrl+right": LineBuffer.word_right,
    "home": LineBuffer.home,
    "ctrl+a": LineBuffer.home,
    "end": LineBuffer.end,
    "ctrl+e": LineBuffer.end,
    "backspace": LineBuffer.delete_left,
    "delete": LineBuffer.delete_right,
    "ctrl+d": LineBuffer.delete_right,
    "ctrl+w": LineBuffer.delete_word_left,
    "ctrl+backspace": LineBuffer.delete_word_left,
    "ctrl+u": LineBuffer.delete_to_start,
    "ctrl+k": LineBuffer.delete_to_end,
}


class CaptureLine(Drawn, can_focus=False):
    """One line of any length. Several lines, pasted, are kept whole and shown in one row; their signs are not read.

    Enter saves, on an empty line it closes; escape closes and keeps the draft. In a burst of keys, faster than anyone
    types, enter is a line break: that is a paste from a terminal which does not say so.
    """

    DEFAULT_CSS = """
    CaptureLine {
        height: 3;
        border: round $faint;
        border-title-color: $quiet;
        border-subtitle-color: $quiet;
        border-subtitle-align: right;
        padding: 0 2;
        &.-open { border: round $secondary; border-title-color: $foreground; border-subtitle-color: $foreground; }
        & > .capture-line--text { color: $foreground; }
        & > .capture-line--quiet { color: $quiet; }
        & > .capture-line--cursor { color: $background; background: $secondary; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "capture-line--text",
        "capture-line--quiet",
        "capture-line--cursor",
    }

    @dataclass
    class Changed(Message):
        """The text is another one: a draft to keep."""

        text: str

    class Closed(Message):
        """The line was left; what had been typed, and was not caught, is still its `text`."""

    class Wanted(Message):
        """Someone clicked the closed line."""

    opened: var[bool] = var(False, toggle_class="-open")
    opened_by: var[str] = var("enter")
    """How the key that opens it is printed."""
    covered: var[bool] = var(False)
    """Whether what is typed shows as dots."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.preview: Callable[[str, bool], str] = lambda text, literal: ""
        """What a text (its first 4,000 characters) is understood as; the flag says that no sign is read."""
        self.catch: Callable[[str, bool], bool] = lambda text, literal: False
        """Asked on enter, at once, for the next key may be here already: whether the text is caught. Then the line is empty and
        closed. The flag says that it is several lines, in which no sign is read."""
        self.complete: Callable[[str, int], tuple[str, int]] = lambda text, cursor: (text, cursor)
        """The text and cursor after a tab."""
        self.suggestions: Callable[[str, int], Sequence[str]] = lambda text, cursor: ()
        """What a tab may lead to."""
        self.history: Sequence[str] = ()
        """Lines saved before, the newest last, for `up` on an empty line."""
        self.key_time: Callable[[Key], float] = lambda event: event.time
        """When a key came, in seconds; tests hand in their own."""
        self._buffer = LineBuffer()
        self._burst = Burst()
        self._back = 0  # how far `up` went into the history
        self._understood = ""  # the preview of the text as it is
        self._why = ""  # it was opened though another key was meant
        self._unheard = ""  # the key that may come next and is no text
        self._settling = False  # a burst has not been told yet

    @property
    def text(self) -> str:
        """All that was typed and pasted, as it was."""
        return self._buffer.text

    @text.setter
    def text(self, text: str) -> None:
        self._buffer.set(text)
        self._back = 0
        self._told()

    @property
    def literal(self) -> bool:
        """Whether it is several lines, in which no sign is read."""
        return self._buffer.lines > 1

    def open(self, typed: str = "") -> None:
        """Ready to type. A draft that is still there comes back; `typed`, a sign, begins an empty line."""
        self.opened = True
        self.can_focus = True  # only now: a closed line must not swallow the keys of the screen
        self._burst = Burst()
        self._why = self._unheard = ""
        if typed and not self.text:
            self._buffer.insert(typed)
            self.post_message(self.Changed(self.text))
        self._told()
        self.screen.set_focus(self)  # at once: the next key may be here already
        if not self.has_focus:
            self.focus()

    def explain(self, why: str, unheard: str) -> None:
        """Says in place of the preview why it stands open, until a key edits it. `unheard`: the sign that answers what was to be
        asked instead; typed next, by habit, it is no text."""
        self._why, self._unheard = why, unheard
        self._told()

    def close(self) -> None:
        """Left, the draft kept; says nothing."""
        self._why = self._unheard = ""
        self.opened = False
        if self.has_focus:
            self.blur()
        self.can_focus = False
        self._told()

    def clear(self) -> None:
        """An empty line, after what was in it is caught."""
        self.text = ""

    def on_mount(self) -> None:
        self._told()

    def on_resize(self, event: Resize) -> None:
        self._told()

    def on_focus(self, event: Focus) -> None:
        self.redraw()

    def on_blur(self, event: Blur) -> None:
        self.redraw()

    def watch_opened_by(self) -> None:
        self.redraw()

    def watch_covered(self) -> None:
        self._told()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keys that print belong to the line while it is typed in."""
        return self.opened and character is not None and character.isprintable()

    def on_key(self, event: Key) -> None:
        """Every key that edits; all others go on to the screen."""
        if not self.opened:
            return
        pasting = self._burst.pasting(self.key_time(event))
        unheard, self._unheard = self._unheard, ""
        if (unheard and event.character == unheard) or self._take(event, pasting):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Kept whole."""
        event.stop()
        self._buffer.paste(event.text)
        self._changed()

    def on_click(self, event: Click) -> None:
        """Asks to be opened."""
        if not self.opened:
            event.stop()
            self.post_message(self.Wanted())

    def draw(self, width: int, height: int) -> Content:
        """The line and, without a border but with a second row, the preview below it."""
        row = self._line(width) if self.opened else self._resting(width)
        if self._bordered or height < 2:
            return row
        return lines(row, fitted(self._understood, width, self.look("capture-line--quiet")))

    def _take(self, event: Key, pasting: bool) -> bool:
        """What one key does; whether it was for the line."""
        match event.key:
            case "enter" | "ctrl+j" if pasting:
                self._buffer.insert("\n")
            case "tab" if pasting:
                self._buffer.insert("\t")
            case "enter":
                self._enter()
                return True
            case "escape":
                self.close()
                self.post_message(self.Closed())
                return True
            case "tab":
                if not self.literal and not self.covered:
                    self._buffer.replace_around(READ_AT_MOST, self.complete)
            case "up" | "down":
                self._recall(1 if event.key == "up" else -1)
            case key if key in _EDITS:
                _EDITS[key](self._buffer)
            case _ if event.character is not None and event.character.isprintable():
                self._buffer.insert(event.character)
            case _:
                return False
        if not pasting:
            self._changed()
        elif not self._settling:
            self._settling = True
            self.call_later(self._settle)
        return True

    def _settle(self) -> None:
        """A burst is told once: it may be a million keys."""
        self._settling = False
        self._changed()

    def _enter(self) -> None:
        text = self.text.rstrip("\n")
        if text.strip():
            if not self.catch(text, self.literal):
                return
            self.clear()
            self.post_message(self.Changed(""))
        self.close()
        self.post_message(self.Closed())

    def _recall(self, older: int) -> None:
        """Only from an empty line, or from one that came from here unchanged."""
        shown = self.history[-self._back] if 0 < self._back <= len(self.history) else ""
        if self.text != shown:
            return
        self._back = max(0, min(len(self.history), self._back + older))
        self._buffer.set(self.history[-self._back] if self._back else "")

    def _changed(self) -> None:
        self._why = ""
        self.post_message(self.Changed(self.text))
        self._told()

    def _told(self) -> None:
        """The titles say again what the line is understood as."""
        if not self.is_attached:
            return
        room = max(0, self.outer_size.width - AROUND)
        pasted = f" · {self._buffer.lines} lines pasted" if self.literal else ""
        draft = " · draft" if self.text and not self.opened else ""
        floor = _FLOOR if self.opened and not pasted else ""  # the keys in the footer are typed into the line now
        self.border_title = fitted(f"Capture{pasted}{draft}{floor}", room)
        self._understood = self._preview() if self.opened else ""
        refused = self._understood.endswith(".")  # a whole sentence is why it cannot be kept
        if self.text.strip() and self._understood and not refused and cells_of(self._understood) + cells_of(_SAVES) <= room:
            self._understood += _SAVES
        self.border_subtitle = fitted(self._understood, room)
        self.redraw()

    def _preview(self) -> str:
        if self.covered:
            return "covered"
        if not self.text.strip():
            return "empty: enter closes" if self.opened else ""
        if self._why:
            return self._why
        cursor = self._buffer.cursor
        offered = () if self.literal or cursor > READ_AT_MOST else self.suggestions(self.text[:READ_AT_MOST], cursor)
        told = self.preview(self.text[:READ_AT_MOST], self.literal)
        tab = f"tab: {'  '.join(offered[:4])}" if offered else ""
        return " · ".join(part for part in (tab, told) if part)

    @property
    def _bordered(self) -> bool:
        return self.styles.border_top[0] not in ("", "none")

    def _resting(self, width: int) -> Content:
        quiet = self.look("capture-line--quiet")
        if not self.text:
            return fitted(_invitation(width, self.opened_by), width, quiet)
        return fitted(_dots(self.text[:width]) if self.covered else self.text, width, quiet)

    def _line(self, width: int) -> Content:
        mark = "" if self._bordered or not self.literal else f" {self._buffer.lines} lines pasted"
        width = max(2, width - len(mark))
        before, under, after = self._shown()
        left = _ending(before, max(1, width - 1 - min(width // 4, cells_of(after) + cells_of(under))))
        under = under or " "
        right = fit(after, max(0, width - cells_of(left) - cells_of(under)))
        self._place_cursor(cells_of(left))
        text = self.look("capture-line--text")
        cursor = self.look("capture-line--cursor") if self.has_focus else text
        line = Content.assemble((left, text), (under, cursor), (right, text))
        gap = max(0, width - line.cell_length)
        return Content.assemble(line, " " * gap, words(mark, self.look("capture-line--quiet")))

    def _shown(self) -> tuple[str, str, str]:
        """Before, under and after the cursor as it may be shown."""
        buffer = self._buffer
        parts = (buffer.before(), buffer.under(), buffer.after())
        if self.covered:
            return _dots(parts[0]), _dots(parts[1]), _dots(parts[2])
        whole, first, second = standing("".join(parts)), len(parts[0]), len(parts[0]) + len(parts[1])
        return visible(whole[:first]), visible(whole[first:second]), visible(whole[second:])

    def _place_cursor(self, cells: int) -> None:
        """Where the terminal's own cursor goes: input methods open their window there."""
        if self.has_focus:
            self.app.cursor_position = self.content_region.offset + Offset(cells, 0)


class Burst:
    """Tells keys that a person types from keys that a terminal pours in."""

    _GAP = 0.012  # seconds between two keys; no one types four keys that fast
    _LONG_GAP = 0.025  # a long paste stutters
    _KEYS, _LONG = 3, 16

    def __init__(self) -> None:
        self._last = float("-inf")
        self._keys = 0

    def pasting(self, at: float) -> bool:
        """Whether the key that came `at` seconds came in a burst."""
        gap = self._LONG_GAP if self._keys >= self._LONG else self._GAP
        quick = at - self._last <= gap
        pasting = quick and self._keys >= self._KEYS
        self._keys = self._keys + 1 if quick else 1
        self._last = at
        return pasting


def _invitation(cells: int, key: str) -> str:
    """The key and as many signs as have room."""
    told = f"{key}, or:"
    for sign in _SIGNS:
        if len(told) + 2 + len(sign) > cells:
            break
        told += f"  {sign}"
    return told if told.endswith(_SIGNS) else f"{key}, or a sign"


def _dots(text: str) -> str:
    return _HIDDEN * len(text)


def _ending(text: str, cells: int) -> str:
    """The end of `text` in at most `cells` cells, cut with … at its beginning."""
    if cells_of(text) <= cells:
        return text
    start = len(text)
    used = 1
    while start > 0:
        used += cells_of(text[start - 1])
        if used > cells:
            break
        start -= 1
    while start < len(text) and cells_of(text[start]) == 0:
        start += 1
    return "…" + text[start:]
