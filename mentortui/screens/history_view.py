"""What History says: a line for each session, and under it where a match stands."""

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style

from mentortui.core.dates import show_date
from mentortui.core.findable import Findable, Piece
from mentortui.core.heads import MINUTE, local
from mentortui.core.page import Line, Page, Section
from mentortui.core.search import Query, fold, snippet
from mentortui.core.text import width as cells_of
from mentortui.widgets.key_line import Key
from mentortui.widgets.text import apart, fitted, marked, words

CURSOR = "▌"
FOUND = "$secondary bold underline"
FIGURES, MINUTES = 11, 5
"""Cells of the minutes and the open actions at the right; of the minutes alone."""
ROOMY = 48
"""Cells of a row from which both are shown."""
GOAL = ", goal"
_IN_THE_ROW = ("session", "title", "with")
BAR = 20


class Rows:
    """Draws the entries of the list. The same for all of them: zone, today's year, whether the other's name is told."""

    def __init__(self, zone: str, now: int, *, many: bool) -> None:
        """`many`: sessions of several mentorships."""
        self._zone = zone
        self._today = local(now, zone).date()
        self._many = many
        self._date_cells = 10

    def measure(self, found: Sequence[Findable]) -> None:
        """How wide dates are: those of another year say which."""
        years = {local(one.began, self._zone).year for one in (*found[:1], *found[-1:])}
        self._date_cells = 10 if years <= {self._today.year} else 15

    def columns(self, width: int) -> Content:
        """What stands above the list."""
        who = "who · what" if self._many else "what"
        left = f"  {'began':<{self._date_cells}}  {who}"
        return apart(words(left, "$quiet"), words("min  open" if width >= ROOMY else "min", "$quiet"), width)

    def row(self, found: Findable, query: Query, width: int, here: bool, look: Style | str = FOUND) -> list[Content]:
        """One line, or with a filter two."""
        cursor = words(f"{CURSOR} " if here else "  ", "$secondary")
        day = show_date(local(found.began, self._zone).date(), self._today)
        room = max(6, width - 2 - self._date_cells - 2 - (FIGURES if width >= ROOMY else MINUTES) - 1)
        who = marked(fitted(found.who, max(8, room // 3)), query.words, look) if self._many and found.who else Content("")
        between = " · " if who else ""
        left = room - who.cell_length - len(between)
        what = marked(fitted(found.what, max(1, left), "bold" if here else ""), query.words, look)
        minutes = f"{found.active // MINUTE:>4}" if found.session else "    "
        figures = words(f"{minutes}   {found.open or '':>3}" if width >= ROOMY else minutes, "$quiet")
        line = Content.assemble(words(f"{day:<{self._date_cells}}  ", "$quiet"), who, (between, "$quiet"), what)
        rows = [Content.assemble(cursor, apart(line, figures, max(1, width - 2)))]
        if query.words:
            rows.append(self._where(found, query, width, look))
        return rows

    def _where(self, found: Findable, query: Query, width: int, look: Style | str) -> Content:
        """Where the first match stands that the line itself does not show."""
        piece = _best(found, query, who_too=not self._many)
        if piece is None:
            return Content("")
        goal = piece.kind.endswith(GOAL)
        kind = words(f"    {piece.kind.removesuffix(GOAL)}  ", "$quiet")
        said = next((one.text for one in found.pieces if goal and one.id == piece.id), "")
        text, cut = snippet(f"{piece.text} {said}".strip(), query.words)
        shown = fitted(f"… {text}" if cut else text, max(4, width - kind.cell_length - 1))
        return Content.assemble(kind, marked(shown, query.words, look))


def _best(found: Findable, query: Query, *, who_too: bool) -> Piece | None:
    """Of what the line does not show itself, the piece with most of the words. `who_too`: it does not show who was there."""

    def count(piece: Piece) -> int:
        text = fold(piece.text)
        return sum(word in text for word in query.words)

    there = [piece for piece in found.matches(query) if not piece.kind.endswith(", for")]
    others = [piece for piece in there if piece.kind not in _IN_THE_ROW]
    return max(others, key=count, default=next((piece for piece in there if who_too and piece.kind == "with"), None))


def count_words(typed: str, query: Query, shown: int, total: int, width: int) -> str:
    """`esc clears “retry” · 14 of 312`, in as many words as there is room for."""
    if not query:
        return f"{total:,} session{'' if total == 1 else 's'}" if total else ""
    figure = f"{shown:,} of {total:,}"
    name = fitted(typed.strip(), 20).plain
    for said in (f"esc clears “{name}” · {figure}", f"esc clears · {figure}", figure):
        if cells_of(said) <= width:
            return said
    return figure


def nothing_found(typed: str, query: Query) -> Content:
    """Where the filter leaves nothing."""
    said = query.refused or f"Nothing has all of “{fitted(typed.strip(), 40).plain}” in it."
    more = " Fewer or shorter words find more." if len(query.words) > 1 else ""
    return Content.assemble(words(said + more), " ", words("esc", "$accent bold"), words(" clears the filter."))


def invitation(width: int, *, who: str) -> Content:
    """Where no session was held yet."""
    room = min(66, max(20, width))
    example = apart(words("  Thu 12 Nov  regular session 14"), words("58      2", "$quiet"), room)
    found = words("    action  write the failing test for the ", "$quiet")
    found = Content.assemble(found, words("retry", FOUND), words(" first", "$quiet")).truncate(room, ellipsis=True)
    keys = Content.assemble(
        *(words("s", "$accent bold"), f" starts the first{f' with {fitted(who, 30).plain}' if who else ''}.  "),
        *(words("a", "$accent bold"), " writes down one that was held already."),
    )
    lead = words("Here stands every session once it was held, and typing finds when something was said. For example:")
    return Content("\n").join([lead, Content(""), example, found, Content(""), keys])


READING = "Reading what was said"


def progress(done: int, total: int) -> str:
    """`Reading what was said  ━━━━━━───  120 of 420 files · esc stops`."""
    filled = round(BAR * done / total) if total else BAR
    return f"{READING}  {'━' * filled}{'─' * (BAR - filled)}  {done:,} of {total:,} files"


def record_page(found: Findable, day: str) -> Page:
    """A record that belongs to no session, as a page."""
    lines = tuple(Line("record", piece.text, lead=piece.kind) for piece in found.pieces if piece.kind != "with")
    section = Section("record", "Written down outside of a session", lines)
    return Page(who=found.who, what=found.what, when=day, reader="", other=found.who, sections=(section,))


def keys(typing: bool, *, reading: bool, held: bool | None, found: bool, query: Query) -> tuple[Key, ...]:
    """The keys that matter now, most used first; `reading`: those of the page; `held`: None while it
    is not known yet whether there is anything."""
    if typing:
        return (("enter", "to the list"), ("↑ ↓", "go through"), ("esc", "clear"))
    if held is None:
        return (("esc", "back"),)
    if not held:
        return (("s", "start the first"), ("a", "write down one that was held"), ("esc", "back"))
    if not found:
        return (("esc", "clear the filter"), ("/", "find"))
    if reading and not query:
        return (("↑ ↓", "scroll"), ("esc", "the list"), ("e", "edit"), ("y", "timeline"), ("W", "file"), ("/", "find"))
    if query:
        return (*_FOUND, ("e", "edit"), ("o", "order"), ("W", "file"))
    return (*_ALL, ("o", "order"), ("esc", "back"), ("W", "file"), ("e", "edit"), ("s", "start"), ("t", "trends"))


_FOUND: tuple[Key, ...] = (("enter", "the minute"), ("n N", "next match"), ("esc", "clear"), ("/", "find"))
_ALL: tuple[Key, ...] = (("/", "find"), ("enter", "open"), ("a", "write one down"), ("⌫", "remove"))
