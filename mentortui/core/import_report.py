"""What an import says of itself: what the file holds, whose names they are, what was counted and left out, and the figures.

Plain lines; whoever shows them makes people's words plain.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from mentortui.core import measures as m
from mentortui.core.agreed import BESIDE_EQUAL
from mentortui.core.cues import Transcript
from mentortui.core.durations import clock
from mentortui.core.pauses import kept
from mentortui.core.people import MOST_PEOPLE
from mentortui.core.records import FinishedSession
from mentortui.core.result import span_of
from mentortui.core.text import counted, fit, joined, width
from mentortui.core.transcript import Counts
from mentortui.core.words import as_agreed

NAME = 24
"""Cells of a name in the report."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A person's figures. Microseconds; shares 0..1, None where nobody spoke."""

    name: str
    floor: int
    share: float | None
    agreed: float | None
    """None where nothing was agreed."""
    turns: int
    longest: int
    speaking: int
    signals: int
    """How many of a listener's signals (mm-hm) they gave: speaking time, no turns."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; each part may be empty."""

    file: str
    """`call.vtt · WebVTT · 426 cues · 51:11`"""
    rows: tuple[Row, ...] = ()
    """Empty where the pair agreed to show no figures, and where nobody is named."""
    rest: str = ""
    """`nobody 3 % · several, not said who 0:30`"""
    names: tuple[str, ...] = ()
    """Whose name is whose, where it is not the same; and who found no place."""
    counts: tuple[str, ...] = ()
    """What was carried on, estimated, left out."""
    damaged: tuple[str, ...] = ()
    """Each damaged place with its line, the first twenty."""


def report(
    session: FinishedSession,
    transcript: Transcript,
    counts: Counts,
    end: int,
    *,
    by_name: Mapping[str, str],
    crowd: Sequence[str] = (),
    unheard: Sequence[str] = (),
    replaced: int = 0,
    wordless: int = 0,
) -> Report:
    """Of a session that is or would be made of it. `by_name`, `crowd`: as `cast` has them; `unheard`: names of people who are not
    heard; `replaced`: bytes of the file that are no text; `wordless`: cues whose words were asked for and are too many."""
    origin = session.origin
    shown = session.show_figures
    return Report(
        file=f"{fit(origin.file if origin else '', 40)} · {transcript.format} · {counted(counts.cues, 'cue')} · {clock(end)}",
        rows=tuple(_rows(session)) if shown else (),
        rest=_rest(session) if shown else "",
        names=tuple(_names(session, by_name, crowd, unheard)),
        counts=tuple(_counts(session, transcript, counts, replaced, wordless)),
        damaged=tuple(_damaged(transcript)),
    )


def report_lines(made: Report) -> tuple[str, ...]:
    """For the command line and for a screen that has no columns of its own."""
    return (made.file, *table(made.rows), *([made.rest] if made.rest else []), *made.names, *made.counts, *made.damaged)


def table(rows: Sequence[Row]) -> tuple[str, ...]:
    """The figures in columns under their headings; nothing without rows."""
    if not rows:
        return ()
    agreed = any(row.agreed is not None for row in rows)
    head = ("", "floor", "share", *(["agreed"] if agreed else []), "turns", "longest", "speaking", "signals")
    lines = [head, *(_cells(row, agreed) for row in rows)]
    wide = max(width(fit(row.name, NAME)) for row in rows)
    widths = [wide, *(max(len(line[column]) for line in lines) for column in range(1, len(head)))]
    return tuple(
        "  ".join([fit(line[0], wide, pad=True), *(cell.rjust(size) for cell, size in zip(line[1:], widths[1:], strict=True))])
        for line in lines
    )


def _cells(row: Row, agreed: bool) -> tuple[str, ...]:
    return (
        row.name,
        clock(row.floor),
        _percent(row.share),
        *([_percent(row.agreed)] if agreed else []),
        str(row.turns),
        clock(row.longest) if row.turns else "—",
        clock(row.speaking),
        str(row.signals),
    )


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{m.percent(share)} %"


def _rows(session: FinishedSession) -> Iterable[Row]:
    figures, span, told = session.figures, span_of(session), session.recorded
    shares, agreed = m.shares(span), m.agreed_shares(span)
    for person in session.people:
        floor = figures.floor.get(person.id, 0)
        yield Row(
            name=person.name,
            floor=floor,
            share=None if shares is None else float(shares[person.id]),
            agreed=float(agreed[person.id]) if session.agreement is not None and person.id in agreed else None,
            turns=figures.turns.get(person.id, 0),
            longest=figures.longest.get(person.id, 0),
            speaking=told.speaking.get(person.id, 0) if told is not None else 0,
            signals=told.backchannels.get(person.id, 0) if told is not None else 0,
        )


def _rest(session: FinishedSession) -> str:
    figures, span = session.figures, span_of(session)
    unnamed = sum(end - start for who, start, end, _ in session.turns if who == "+")
    active = figures.active
    quiet = m.percent(figures.nobody / active) if active else 0
    whole = quiet == 100 and figures.nobody < active  # beside the time of others a 100 would be wrong
    parts = [f"{as_agreed(span)}: {clock(span.talk)} of talk"] if m.word(span) == "early" else []
    parts += [f"nobody {'over 99' if whole else quiet} %"] if quiet else []
    parts += [f"several at once {clock(figures.several - unnamed)}"] if figures.several > unnamed else []
    parts += [f"not said who {clock(unnamed)}"] if unnamed else []
    parts += [f"unsure {clock(figures.unsure)}"] if figures.unsure else []
    if session.agreement is None and figures.floor:
        parts.append(BESIDE_EQUAL)
    return " · ".join(parts)


def _names(session: FinishedSession, by_name: Mapping[str, str], crowd: Sequence[str], unheard: Sequence[str]) -> Iterable[str]:
    people = {person.id: person for person in session.people}
    for name, id in by_name.items():
        person = people.get(id)
        if person is not None and person.name != name:
            yield f"“{fit(name, NAME)}” is {fit(person.name, NAME)}"
        elif person is None and name not in crowd:
            yield f"“{fit(name, NAME)}”: not said who"
    guests = [fit(person.name, NAME) for person in session.people if person.role == "guest"]
    if guests:
        yield f"{'Guest' if len(guests) == 1 else 'Guests'}, beside the people of this mentorship: {', '.join(guests)}"
    if crowd:
        some = ", ".join(fit(name, 16) for name in crowd[:3]) + (f" and {len(crowd) - 3} more" if len(crowd) > 3 else "")
        yield f"More than {MOST_PEOPLE} people: {some} count as several"
    if unheard:
        yield f"Not heard, taken as not there: {joined([fit(name, 16) for name in unheard])}"


def _counts(session: FinishedSession, transcript: Transcript, counts: Counts, replaced: int, wordless: int) -> Iterable[str]:
    if counts.carried:
        yield f"{counted(counts.carried, 'cue')} without a name carried on from the name before"
    if counts.unsure:
        yield f"{counted(counts.unsure, 'cue')} without a name unsure: 10 s or more after the last name"
    if counts.unnamed:
        yield f"{counted(counts.unnamed, 'cue')} of somebody who is not said"
    if counts.estimated:
        yield f"{counted(counts.estimated, 'time')} estimated from the words: the file has none"
    if counts.no_length:
        yield f"{counted(counts.no_length, 'cue')} without length left out"
    if counts.out_of_order:
        yield f"{counted(counts.out_of_order, 'time')} before the one above not used"
    if counts.no_words and any(cue.words for cue in transcript.cues):
        yield f"{counted(counts.no_words, 'cue')} without words"
    told = session.recorded
    if told is not None and told.questions:
        yield _questions(told.questions, kept(told.pauses))
    if replaced:
        yield f"{counted(replaced, 'byte')} that {'is' if replaced == 1 else 'are'} no text"
    if wordless:
        yield f"the words of {counted(wordless, 'cue')} not kept: they are too many"


def _questions(ended: int, quiet: int) -> str:
    """`3 turns ended in a question, 1 of them with 3 s and more of quiet`."""
    if ended == 1:
        return "1 turn ended in a question" + (", with 3 s and more of quiet after it" if quiet else "")
    return f"{counted(ended, 'turn')} ended in a question, {quiet} of them with 3 s and more of quiet"


def _damaged(transcript: Transcript) -> Iterable[str]:
    for one in transcript.damaged:
        yield f"damaged, left out: line {one.line}: {fit(one.what, 48)}"
    more = transcript.damages - len(transcript.damaged)
    if more > 0:
        yield f"damaged, left out: {more:,} more"
