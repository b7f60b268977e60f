"""What is worth a look, below the cards of Home: a line each, with the number key that leads on."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mentortui.core.worth import Worth
from mentortui.screens import home_view
from mentortui.screens.wanted import FeedbackWanted, PrepareWanted, PromisesWanted, RecordsWanted, SummaryWanted
from mentortui.widgets.row_list import RowList


def leads_to(line: Worth) -> Message | None:
    """What is wanted by it; None where it is asked about on Home itself."""
    match line.kind:
        case "gone by":
            return None
        case "overlap":
            return PrepareWanted(line.slug)
        case "late" | "today":
            return PromisesWanted(line.slug, line.promise)
        case "notes":
            return SummaryWanted(line.slug, line.session)
        case "waiting" | "feedback":
            return FeedbackWanted(line.slug)
        case "due":
            return RecordsWanted(line.slug, line.tab, line.record)


class WorthLines(RowList):
    """A line is marked only while keys go here."""

    @dataclass
    class Chosen(Message):
        """That line, by enter, a click, or its number key."""

        line: Worth

    @dataclass
    class Left(Message):
        """Up, above the first line."""

    lines: tuple[Worth, ...] = ()
    _drawn: tuple[Content, ...] = ()

    def show(self, lines: Sequence[Worth], row: str, width: int) -> None:
        """Those, in so many cells; `row`: what the number keys send. A row is painted only where it says something else."""
        self.lines = tuple(lines)
        rows = tuple(home_view.worth_line(row[n], line, width=width) for n, line in enumerate(lines))
        if len(rows) != len(self._drawn):
            before = self.highlighted
            self.clear_options()
            self.add_options([Option(row) for row in rows])
            self.highlighted = min(before or 0, len(rows) - 1) if rows and self.has_focus else None
        else:
            for place, (new, old) in enumerate(zip(rows, self._drawn, strict=True)):
                if not new.is_same(old):
                    self.replace_option_prompt_at_index(place, new)
        self._drawn = rows

    @property
    def does(self) -> str:
        """What enter does on the marked line, in one word; empty while none is."""
        marked = self.highlighted
        if not self.has_focus or marked is None or marked >= len(self.lines):
            return ""
        return home_view.DOES[self.lines[marked].kind]

    def choose(self, number: int) -> None:
        """The line of that number, from 1."""
        if 1 <= number <= len(self.lines):
            self.post_message(self.Chosen(self.lines[number - 1]))

    def follow_focus(self) -> None:
        """A line is marked where keys go here, and only there."""
        self.highlighted = (self.highlighted or 0) if self.has_focus else None

    def on_key(self, event: Key) -> None:
        """Up from the first line leads out."""
        if event.key == "up" and not self.highlighted:
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line, or a click."""
        event.stop()
        self.choose(event.option_index + 1)
