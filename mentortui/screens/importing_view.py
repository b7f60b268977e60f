"""What the screen says on which a transcript is chosen and read: a row for each file, how far it is, what belongs here."""

from collections.abc import Sequence

from textual.content import Content

from mentortui.core.dates import show_date
from mentortui.core.heads import local
from mentortui.core.text import fit
from mentortui.core.text import width as cells_of
from mentortui.formats.transcripts.source import size_words
from mentortui.services.transcript_files import Near
from mentortui.widgets.key_line import Key
from mentortui.widgets.text import apart, words

CURSOR = "▌"
WHEN, SIZE = 16, 8
ROOMY, NARROW = 64, 44
"""Cells of a row from which it has the size, from which it has the time of day."""
BAR = 20

CHOOSING: tuple[Key, ...] = (("enter", "read it"), ("/", "type a path"), ("↑ ↓", "choose"), ("r", "look again"))
TYPING: tuple[Key, ...] = (("enter", "read it"), ("tab", "complete"), ("↑ ↓", "choose"))
NOTHING: tuple[Key, ...] = (("/", "type a path"), ("r", "look again"))


def row(near: Near, width: int, here: bool, now: int, zone: str) -> Content:
    """`▌ ~/Downloads/call.vtt              48 kB   Wed 25 Nov 14:03`; of a path the end is what tells files apart."""
    right = ""
    if not near.folder:
        moment = local(max(0, min(round(near.modified * 1_000_000), now)), zone)
        day = show_date(moment.date(), local(now, zone).date())
        when = f"{day} {moment:%H:%M}" if width >= NARROW else day
        right = f"{size_words(near.size):>{SIZE}}   {when:>{WHEN}}" if width >= ROOMY else when
    cursor = words(CURSOR if here else " ", "$secondary bold")
    name = words(ending(near.name, max(8, width - 4 - cells_of(right))), "bold" if here else "")
    return apart(Content.assemble(cursor, " ", name), words(right, "$quiet"), width)


def ending(name: str, cells: int) -> str:
    """A path in at most `cells` cells: of a long one the folders give way first, then the middle of the name."""
    shown = fit(name, 4000)
    if cells_of(shown) <= cells:
        return shown
    short = f"…/{shown.rpartition('/')[2] or shown}"
    return short if cells_of(short) <= cells and not shown.endswith("/") else fit(shown, cells)


def progress(name: str, done: int, total: int, width: int) -> list[Content]:
    """`Reading call.vtt`, and under it a bar with how much of how much."""
    if total and done >= total:
        return [words(fit(f"{name} is read. Working out who spoke when", width)), words("━" * min(BAR, width), "$accent")]
    filled = round(BAR * done / total) if total else 0
    figure = f"  {size_words(done)} of {size_words(total)}" if total else ""
    bar = Content.assemble(("━" * filled, "$accent"), ("─" * (BAR - filled), "$faint"), words(figure, "$quiet"))
    return [words(fit(f"Reading {name}", width)), bar.truncate(width, ellipsis=True)]


def invitation() -> Content:
    """Where no transcript lies nearby."""
    example = words("   ~/Downloads/GMT20261125-140300_Recording.transcript.vtt", "$quiet")
    return Content("\n").join(
        [
            Content("Here stand the transcripts that Zoom, Teams, Meet and others left on this machine. For example:"),
            Content(""),
            example,
            Content(""),
            Content.assemble(("/", "$accent bold"), " types the path of one that lies elsewhere."),
            words("WebVTT, SRT, SBV, RTTM, JSON, HTML and texts with names and times can be read.", "$quiet"),
        ]
    )


def nothing_begins(typed: str) -> Content:
    """Where what is typed leads nowhere."""
    return words(f"No folder and no transcript begins with “{fit(typed.strip(), 40)}”. enter reads it all the same.")


def title(found: Sequence[Near], typing: bool) -> str:
    """How many there are, and in which order."""
    if not found:
        return ""
    return "folders first" if typing else f"{len(found)}, newest first"
