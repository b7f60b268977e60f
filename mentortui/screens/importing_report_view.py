"""What became of a transcript, before anything is stored: the session it would be, who had the floor, what the file is like."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec
from textual.content import Content

from mentortui.core import measures as m
from mentortui.core.agreed import of_stored
from mentortui.core.dates import moment_line
from mentortui.core.durations import clock
from mentortui.core.heads import local, own_zone
from mentortui.core.import_report import Report
from mentortui.core.records import FinishedSession
from mentortui.core.result import span_of
from mentortui.core.text import counted, fit
from mentortui.core.words import as_agreed, may_judge, session_called
from mentortui.formats.transcripts.source import size_words
from mentortui.services.held_when import When
from mentortui.services.import_report import counts_as_words, nobody_of_it
from mentortui.services.importing import Planned
from mentortui.widgets.key_line import Key
from mentortui.widgets.text import fitted, folded, words

_KEYS: dict[str, tuple[str, str]] = {
    "s": ("store it", "store"),
    "p": ("what was said", "sentences"),
    "n": ("names", "names"),
    "d": ("when", "when"),
    "t": ("kind", "kind"),
    "k": ("keep the words", "words"),
    "b": ("beside a session", "beside"),
    "e": ("title", "title"),
}
MOST_CAUGHT = 6
NAME = 22
ALL_FIGURES, SOME_FIGURES = 72, 50
"""Cells from which every column has room, from which the shares have."""


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What was said so far of the session to be made."""

    answers: Mapping[str, str] = {}
    typed: str = ""
    """When it began, as typed; empty: as the file says."""
    kind: str = "regular"
    title: str = ""
    keep_words: bool = False
    caught: Mapping[int, str] = {}
    """Lines by the places of their sentences."""


def report(planned: Planned, made: Report, choices: Choices, now: int, width: int) -> Content:
    """All of it, in rows of at most `width` cells. `made`: what is said of the file, as on the command line."""
    damaged = [words(fit(line, width), "$warning" if not number else "$quiet") for number, line in enumerate(made.damaged)]
    blocks = [
        _becomes(planned, now, width),
        _figures(planned, made, width),
        _rows_of(made.names, width),
        [*_rows_of([counted(planned.draft.placed.counts.cues, "cue"), *made.counts], width), *damaged],
        _caught(choices, width),
        _rows_of(["What was said is kept with it, for you alone: k leaves it out."] if choices.keep_words else [], width),
    ]
    return Content("\n\n").join([Content("\n").join(block) for block in blocks if block])


def title(planned: Planned) -> str:
    """`call.vtt · WebVTT · 48 kB`."""
    read = planned.draft.read
    return f"{fit(planned.draft.file, 48)} · {read.transcript.format} · {size_words(read.size)}"


def keys(planned: Planned | None, *, short: bool) -> tuple[Key, ...]:
    """Most used first: where another session was held then, to lay it beside that comes first. `short`: in fewer words."""
    first = ("b", "s") if planned is not None and planned.overlaps else ("s",)
    order = (*first, *(key for key in _KEYS if key not in first))
    return tuple((key, _KEYS[key][short]) for key in order)


def kept(choices: Choices) -> str:
    """Whether what was said is stored."""
    return "words kept" if choices.keep_words else "words not kept"


def called(session: FinishedSession) -> str:
    """`regular session 15, Code review`."""
    name = session_called(session.kind, session.number, session.title)
    return f"{name}, {session.title}" if session.title and session.title not in name else name


def _becomes(planned: Planned, now: int, width: int) -> list[Content]:
    session = planned.session
    told = _moment(session.began, session, now)
    length = clock(max(0, session.ended - session.began))
    rows = [
        words(fit(called(session), width), "bold"),
        *(words(part, "$quiet") for part in folded(f"{told} · {length} · {planned.when.words}", width)),
    ]
    counts = counts_as_words(planned, now)
    rows += [words(part, "$quiet") for part in folded(counts, width)] if counts else []
    if nobody := nobody_of_it(planned):
        rows += words(f"{nobody} n says who they are.", "$warning").wrap(max(8, width))
    if planned.overlaps:
        rows += words(f"{planned.overlaps} b lays it beside that one.", "$warning").wrap(max(8, width))
    return rows


def _figures(planned: Planned, made: Report, width: int) -> list[Content]:
    """Who had the floor, and beside it what was agreed, of what, and how it is known."""
    session = planned.session
    if not session.show_figures:
        return [words("Speaking figures are not shown, as agreed.", "$quiet")]
    span = span_of(session)
    agreed = any(row.agreed is not None for row in made.rows)
    rows = [_row(("Who had the floor", "floor time", "share", "agreed" if agreed else "", "speaking", "turns"), width, "$quiet")]
    guests = {person.name for person in session.people if person.role == "guest"}
    for row in made.rows:
        cells = (
            f"{row.name}{' (guest)' if row.name in guests else ''}",
            clock(row.floor),
            _percent(row.share),
            _percent(row.agreed) if agreed else "",
            clock(row.speaking),
            f"{row.turns:,}",
        )
        rows.append(_row(cells, width))
    judged = as_agreed(span) if may_judge(session.agreement, span) else ""
    against = of_stored(session).words if agreed else ""  # where nothing was agreed the report says so itself
    said = " · ".join(part for part in (judged, against, "shares are of talk", "from a transcript", made.rest) if part)
    return rows + [words(part, "$quiet") for part in folded(said, width)]


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{m.percent(share)} %"


def _row(cells: Sequence[str], width: int, look: str = "") -> Content:
    """Of the figures those go first for which there is no room that one needs least."""
    name, floor, share, agreed, heard, turns = cells
    room = min(NAME, max(10, width // 3))
    columns = [floor.rjust(12), share.rjust(8)]
    if width >= SOME_FIGURES:
        columns.append(agreed.rjust(9))
    if width >= ALL_FIGURES:
        columns += [heard.rjust(12), turns.rjust(9)]
    return Content.assemble(fitted(name, room, look, pad=True), words("".join(columns), look)).truncate(width, ellipsis=True)


def _rows_of(lines: Sequence[str], width: int) -> list[Content]:
    return [row for line in lines for row in words(line, "$quiet").wrap(max(8, width))]


def _caught(choices: Choices, width: int) -> list[Content]:
    lines = [choices.caught[place] for place in sorted(choices.caught)]
    if not lines:
        return []
    rows = [words(f"{len(lines)} caught of what was said")]
    rows += [words(fit(f"  {line.strip()}", width), "$quiet") for line in lines[:MOST_CAUGHT]]
    return rows + ([words(f"  and {len(lines) - MOST_CAUGHT} more", "$quiet")] if len(lines) > MOST_CAUGHT else [])


def moment(when: When, planned: Planned, now: int) -> str:
    """`Thu 26 Nov 15:00 (17:00 Nairobi) · as you say`."""
    return f"{_moment(when.began, planned.session, now)} · {when.words}"


def _moment(began: int, session: FinishedSession, now: int) -> str:
    mine = own_zone(session)
    theirs = next((one.zone for one in session.people if one.id != session.me and one.role != "guest"), mine)
    return moment_line(datetime.fromtimestamp(began / 1_000_000, UTC), mine, theirs, local(now, mine).date())
