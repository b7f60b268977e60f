"""What the list of promises shows: its rows, and what stands there while there are none."""

from collections.abc import Sequence

from textual.content import Content

from mentortui.core.dates import show_date
from mentortui.core.promises import Promise
from mentortui.core.text import fit
from mentortui.widgets.text import apart, fitted, words

WIDE, ROOMY, NARROW = 100, 70, 50
"""Cells of a row from which it has room for more."""


def rows(promises: Sequence[Promise], width: int) -> tuple[list[Content], list[Promise | None]]:
    """The lines of the list, and the promise each stands for; none for a heading."""
    rows, places = list[Content](), list[Promise | None]()
    for mine, heading in ((True, "Yours"), (False, "Theirs")):
        group = [one for one in promises if one.mine == mine]
        if not group:
            continue
        late = sum(bool(one.late) for one in group)
        told = f"{sum(not one.done for one in group)} open" + (f", {late} late" if late else "")
        title = apart(words(heading, "bold"), words(told, "$quiet"), width)
        rows.append(Content("\n").join([Content(""), title]) if rows else title)
        places.append(None)
        rows += [_row(one, width) for one in group]
        places += group
    return rows, places


def _row(one: Promise, width: int) -> Content:
    """`○ introduce to the data team        Linus Park        Sat 21 Nov · 4 days late`."""
    names = 24 if width >= WIDE else 14 if width >= ROOMY else 9
    mark = words("✓ " if one.done else "○ ", "$accent" if one.done else "$quiet")
    due = fitted(_due(one, width), 24 if width >= WIDE else 14, "$warning" if one.late else "$quiet")
    name = fitted(one.others if one.mine else one.who or "nobody named", names, "$quiet", pad=True)
    right = Content.assemble(name, " " * max(1, (25 if width >= WIDE else 15) - due.cell_length), due)
    if width < NARROW:
        right = due
    return apart(Content.assemble(mark, words(one.text, "$quiet" if one.done else "")), Content.assemble(" ", right), width)


def _due(one: Promise, width: int) -> str:
    if one.done:
        return "kept"
    if one.due is None:
        return ""
    if one.late:
        days = f"{one.late} day{'s' if one.late > 1 else ''} late"
        return f"{show_date(one.due, one.today)} · {days}" if width >= WIDE else days
    return "today" if one.due == one.today else show_date(one.due, one.today)


def no_match(typed: str) -> Content:
    """Nothing has these words."""
    return Content.assemble(
        words(f"No open promise has “{fit(typed.strip(), 30)}” in it. "), ("esc", "$accent bold"), " clears it."
    )


def invitation() -> Content:
    """What belongs here, and how it comes there."""
    return Content("\n").join(
        [
            Content("Here stands what you and the others promised, until it is kept. For example:"),
            Content(""),
            words("  ○ introduce to the data team        Linus Park        Sat 21 Nov", "$quiet"),
            Content(""),
            Content.assemble(
                "In a session ", ("<", "$accent bold"), " catches what you promise, ", (">", "$accent bold"), " what they do."
            ),
        ]
    )
