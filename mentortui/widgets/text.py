"""The one door by which people's words reach Textual: never markup, never a command to the terminal."""

from collections.abc import Iterable

from textual.content import Content, Span
from textual.style import Style

from mentortui.core.search import spans
from mentortui.core.text import fit, visible
from mentortui.core.text import width as cells_of

AROUND = 6  # cells of a border that its title cannot have: corners, a piece of line, a blank, on both sides


def words(text: str, style: Style | str = "") -> Content:
    """`text` as it may be shown, in one style."""
    return Content.styled(visible(text), style)


def fitted(text: str, cells: int, style: Style | str = "", *, pad: bool = False) -> Content:
    """`words(text)` in at most `cells` cells, cut with … if it is longer; `pad` fills it with spaces."""
    return Content.styled(fit(text, cells, pad=pad), style)


def marked(line: Content, found: Iterable[str], style: Style | str) -> Content:
    """`line` with every one of these folded words in that style, wherever it stands."""
    places = list[Span]()
    for start, end in spans(line.plain, found):
        if places and places[-1].end == start:  # a letter again and again is one place, and no thousand
            start = places.pop().start
        places.append(Span(start, end, style))
    return line.add_spans(places) if places else line


def apart(left: Content, right: Content, cells: int) -> Content:
    """`left` and `right` at the two ends of a row of `cells`; `left` is cut with … first, then `right`."""
    room = cells - right.cell_length
    if room <= 0:
        return right.truncate(max(0, cells), ellipsis=True)
    if left.cell_length > room - 1:
        left = left.truncate(max(0, room - 1), ellipsis=True)
    return Content.assemble(left, " " * (room - left.cell_length), right)


def heading(left: Content, right: Content, width: int, line: Style | str = "") -> Content:
    """A border title over the whole of a border `width` cells wide: `left`, the border's own line, `right`."""
    room = width - AROUND
    free = room - left.cell_length - right.cell_length
    if not right or free < 3:
        return left.truncate(max(0, room), ellipsis=True)
    return Content.assemble(left, " ", ("─" * (free - 2), line), " ", right)


def folded(text: str, cells: int) -> list[str]:
    """`text` in rows of at most `cells` cells, broken at its ` · `; no row for an empty text."""
    rows: list[str] = []
    for part in text.split(" · ") if text else ():
        if rows and cells_of(f"{rows[-1]} · {part}") <= cells:
            rows[-1] = f"{rows[-1]} · {part}"
        else:
            rows.append(part)
    return rows
