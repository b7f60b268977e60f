"""What a page is made of."""

from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import replace

Source: TypeAlias = Literal["", "capture", "notes", "next", "closing", "pulse", "feedback"]
"""What a line came from: a capture (its id beside it), the notes together, the next date, the closing note, the pulse, the
feedback that waits; empty: figures."""


class Line(msgspec.Struct, frozen=True):
    """One line: `lead` stands out before it, `tail` comes after it, `mark` before all. `text` may have several rows.
    `stays`: it is not yet for anybody but the user, and with `waits` because it waits to be given."""

    kind: str
    text: str
    lead: str = ""
    tail: str = ""
    mark: str = ""
    source: Source = ""
    id: str = ""
    stays: bool = False
    to_sort: bool = False
    """A note nobody has looked at yet."""
    waits: bool = False


class Section(msgspec.Struct, frozen=True):
    """Lines under a heading. `key` never changes, `title` is for reading."""

    key: str
    title: str
    lines: tuple[Line, ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A session to read. `who`: the people beside its reader; `other`: those beside the user; `reader`: whose eyes it is for."""

    who: str
    what: str
    when: str
    reader: str
    other: str
    for_other: bool = False
    sections: tuple[Section, ...]
    names: str = ""
    """Everybody who took part, in the order of their numbers."""
    left_out: str = ""
    """Of what was left out for the other; empty where nothing was."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in reading order."""
        return tuple(line for section in self.sections for line in section.lines)

    def section(self, key: str) -> tuple[Line, ...]:
        """The lines of one section; none where it is not there."""
        return next((section.lines for section in self.sections if section.key == key), ())


LONGEST_SHOWN = 4_000
"""Characters of one line of a page on screen; more would take seconds to lay out. What is written and copied has all of them."""


def for_screen(page: Page) -> Page:
    """The page as it is drawn: of words that are too long for a screen the beginning, and how many more there are."""
    sections = tuple(replace(section, lines=tuple(map(_drawn, section.lines))) for section in page.sections)
    return replace(page, who=shortened(page.who), what=shortened(page.what), sections=sections)


def _drawn(line: Line) -> Line:
    if max(len(line.text), len(line.lead), len(line.tail)) <= LONGEST_SHOWN:
        return line
    return replace(line, text=shortened(line.text), lead=shortened(line.lead), tail=shortened(line.tail))


def shortened(text: str) -> str:
    """The beginning of a text that is too long for a screen, and how much more there is."""
    more = len(text) - LONGEST_SHOWN
    return text if more <= 0 else f"{text[:LONGEST_SHOWN]}… and {more:,} characters more"
