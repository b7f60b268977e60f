"""What became of a transcript, before anything is stored: the session it would be, who had the floor, what the file is like."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction

import msgspec
from textual.content import Content

from mentortui.core import measures as m
from mentortui.core.agreed import of_stored
from mentortui.core.dates import moment_line
from mentortui.core.durations import clock
from mentortui.core.heads import local
from mentortui.core.naming import NOT_SAID
from mentortui.core.records import FinishedSession, Recorded
from mentortui.core.result import span_of
from mentortui.core.text import counted, fit, joined
from mentortui.core.words import as_agreed, may_judge, session_called, told_shares
from mentortui.formats.transcripts.source import size_words
from mentortui.services.held_when import When
from mentortui.services.importing import Planned
from mentortui.widgets.key_line import Key
from mentortui.widgets.text import fitted, folded, words

_KEYS: dict[str, tuple[str, str]] = {
    "enter": ("store it", "store"),
    "p": ("what was said", "sentences"),
    "n": ("names", "names"),
    "d": ("when", "when"),
    "t": ("kind", "kind"),
    "k": ("keep the words", "words"),
    "b": ("beside a session", "beside"),
    "e": ("title", "title"),
}
MOST_DAMAGED, MOST_CAUGHT = 20, 6
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


def report(planned: Planned, choices: Choices, now: int, width: int) -> Content:
    """All of it, in rows of at most `width` cells."""
    blocks = [
        _becomes(planned, now, width),
        _figures(planned, width),
        _names(planned, width),
        _file(planned, width),
        _damaged(planned, width),
        _caught(choices, width),
    ]
    return Content("\n\n").join([Content("\n").join(block) for block in blocks if block])


def title(planned: Planned) -> str:
    """`call.vtt · WebVTT · 48 kB`."""
    read = planned.draft.read
    return f"{fit(planned.draft.file, 48)} · {read.transcript.format} · {size_words(read.size)}"


def keys(planned: Planned | None, *, short: bool) -> tuple[Key, ...]:
    """Most used first: where another session was held then, to lay it beside that comes first. `short`: in fewer words."""
    first = ("b", "enter") if planned is not None and planned.overlaps else ("enter",)
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
    rows = [words(fit(called(session), width), "bold"), *_folded(f"{told} · {length} · {planned.when.words}", width)]
    if planned.overlaps:
        rows += words(f"{planned.overlaps} b lays it beside that one.", "$warning").wrap(max(8, width))
    return rows


def _figures(planned: Planned, width: int) -> list[Content]:
    session = planned.session
    if not session.show_figures:
        return [words("Speaking figures are not shown, as agreed.", "$quiet")]
    span, recorded = span_of(session), session.recorded or Recorded()
    shares, agreed = told_shares(span), m.agreed_shares(span)
    judged = may_judge(session.agreement, span)
    rows = [
        _row(("Who had the floor", "floor time", "share", "agreed" if judged else "equal", "speaking", "turns"), width, "$quiet")
    ]
    for person in session.people:
        cells = (
            f"{person.name}{' (guest)' if person.role == 'guest' else ''}",
            clock(session.figures.floor.get(person.id, 0)),
            "—" if shares is None else f"{m.percent(shares.get(person.id, Fraction(0)))} %",
            f"{m.percent(agreed.get(person.id, Fraction(0)))} %",
            clock(recorded.speaking.get(person.id, 0)),
            f"{session.figures.turns.get(person.id, 0):,}",
        )
        rows.append(_row(cells, width))
    return rows + _folded(" · ".join(_known(session, span, judged)), width)


def _known(session: FinishedSession, span: m.Span, judged: bool) -> list[str]:
    """How near to what was agreed, against what, of what, and how it is known."""
    said = [as_agreed(span) if judged else "", of_stored(session).beside, "shares are of talk", "from a transcript"]
    for what, time in (("nobody", span.nobody), ("several", span.several), ("unsure", span.unsure)):
        if time and span.active:
            said.append(f"{what} {m.percent(time / span.active)} %")
    return [part for part in said if part]


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


def _names(planned: Planned, width: int) -> list[Content]:
    """Who is who, where the file has another name; who is left aside."""
    cast, session = planned.cast, planned.session
    called = {person.id: person.name for person in session.people}
    members = {member.id: member.name for member in planned.mentorship.people}
    said = [
        f"“{fit(name, 24)}” is {fit(called[id], 24)}"
        for name, id in cast.by_name.items()
        if id in called and called[id] != name and name not in cast.crowd
    ]
    unsaid = [f"“{fit(name, 24)}”" for name, id in cast.by_name.items() if id == NOT_SAID and name not in cast.crowd]
    if unsaid:
        said.append(f"not said who: {joined(unsaid[:4])}{f' and {len(unsaid) - 4} more' if len(unsaid) > 4 else ''}")
    if cast.crowd:
        names = joined([fit(name, 24) for name in cast.crowd[:4]])
        more = f" and {len(cast.crowd) - 4} more" if len(cast.crowd) > 4 else ""
        said.append(f"no number free, so they count as several: {names}{more}")
    if cast.unheard:
        said.append(f"not heard, taken as not there: {joined([fit(members.get(id, id), 24) for id in cast.unheard[:4]])}")
    return _folded(" · ".join(said), width)


def _file(planned: Planned, width: int) -> list[Content]:
    """What the file says and what it does not."""
    counts, read = planned.draft.placed.counts, planned.draft.read
    kinds = (
        (counts.named, "with a name"),
        (counts.carried, "carried on from the name before"),
        (counts.unnamed, "of somebody not said"),
        (counts.unsure, "unsure: no name, too long after the last"),
        (counts.estimated, "with a time that is estimated"),
        (counts.no_length, "of no length, left out"),
        (counts.out_of_order, "with a time before the one above, not used"),
        (counts.no_words, "without words"),
        (read.replaced, "bytes that are no text"),
    )
    said = [counted(counts.cues, "cue"), *(f"{count:,} {what}" for count, what in kinds if count)]
    return _folded(" · ".join(said), width)


def _damaged(planned: Planned, width: int) -> list[Content]:
    transcript = planned.draft.read.transcript
    if not transcript.damages:
        return []
    rows = [words(f"{counted(transcript.damages, 'place')} damaged, left out", "$warning")]
    rows += [words(fit(f"  line {one.line:,}  {one.what}", width), "$quiet") for one in transcript.damaged[:MOST_DAMAGED]]
    more = transcript.damages - min(MOST_DAMAGED, len(transcript.damaged))
    return rows + ([words(f"  and {more:,} more", "$quiet")] if more > 0 else [])


def _caught(choices: Choices, width: int) -> list[Content]:
    lines = [choices.caught[place] for place in sorted(choices.caught)]
    if not lines:
        return []
    rows = [words(f"{len(lines)} caught of what was said")]
    rows += [words(fit(f"  {line.strip()}", width), "$quiet") for line in lines[:MOST_CAUGHT]]
    return rows + ([words(f"  and {len(lines) - MOST_CAUGHT} more", "$quiet")] if len(lines) > MOST_CAUGHT else [])


def _folded(said: str, width: int) -> list[Content]:
    """In rows broken between its parts; a part that is too long goes on in the next row."""
    return [row for part in folded(said, width) for row in words(part, "$quiet").wrap(max(8, width))]


def moment(when: When, planned: Planned, now: int) -> str:
    """`Thu 26 Nov 15:00 (17:00 Nairobi) · as you say`."""
    return f"{_moment(when.began, planned.session, now)} · {when.words}"


def _moment(began: int, session: FinishedSession, now: int) -> str:
    mine = next((one.zone for one in session.people if one.id == session.me), "UTC")
    theirs = next((one.zone for one in session.people if one.id != session.me and one.role != "guest"), mine)
    return moment_line(datetime.fromtimestamp(began / 1_000_000, UTC), mine, theirs, local(now, mine).date())
