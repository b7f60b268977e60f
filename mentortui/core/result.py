"""What a finished session leaves behind: the same events give the same records and ids, so storing can be done again."""

from fractions import Fraction

import msgspec

from mentortui.core import measures as m
from mentortui.core.agenda import planned_minutes
from mentortui.core.events import Holding
from mentortui.core.floor import MARKS, NOBODY, UNSURE, Turn, within
from mentortui.core.floor_rows import holdings_of
from mentortui.core.hearing_values import Hears
from mentortui.core.mending import stretches
from mentortui.core.people import shares_in_force
from mentortui.core.records import (
    Caught,
    Figures,
    FinishedSession,
    ItemRow,
    Living,
    PrivateNote,
    PromptRow,
    TurnRow,
)
from mentortui.core.session import CaptureFacts, Session

LIVING = ("feedback", "action", "decision", "win", "opportunity", "resource", "setback")
"""Kinds of capture that live on after the session; the others stay with it."""

AROUND = 300_000_000
"""Microseconds before and after a prompt in which its share is looked at."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What is written when a session ends."""

    session: FinishedSession
    living: tuple[Living, ...]
    private: tuple[PrivateNote, ...]
    goals: tuple[str, ...]
    """Names of goals that captures for both mentioned: what a private note calls one is nobody else's to read."""
    plan: str = ""
    """The id of the plan it was prepared as."""


def result(session: Session) -> Result:
    """What a finished session comes to. Times of records are those of the session, never of the writing."""
    started, wall = session.started, session.wall
    stored = FinishedSession(
        id=started.session,
        created=started.wall,
        changed=wall(session.last_at),
        changed_by=started.me,
        mentorship=started.mentorship,
        number=started.number,
        kind=started.kind,
        title=started.title,
        began=started.wall,
        ended=wall(session.ended_at),
        planned_minutes=planned_minutes(session),
        me=started.me,
        people=session.people,
        agreement=started.agreement,
        agreed_by=started.agreed_by,
        show_figures=started.show_figures,
        items=tuple(item_rows(session)),
        turns=tuple(turn_rows(session)),
        figures=figures(session),
        caught=tuple(_caught(facts, session) for facts in session.captures if facts.capture.kind not in (*LIVING, "private")),
        understandings=session.understandings,
        next_date=session.next_date,
        closing=session.closing,
        runs=tuple((run.at, run.active, run.runs) for run in session.runs),
        item_changes=session.item_changes,
        in_force=tuple((at, {one: str(share) for one, share in regime.shares.items()}) for at, regime in session.regimes),
        mended=any(change.source == "mended" for change in session.changes),
        prompts=prompt_rows(session),
        hears=hears_rows(session),
        heard=heard_rows(session),
        unsure=unsure_rows(session),
    )
    living = tuple(
        Living(
            id=facts.capture.id,
            created=wall(facts.at),
            changed=wall(session.last_at),
            changed_by=started.me,
            capture=facts.capture,
            session=started.session,
            at=facts.at,
            item=_item_title(facts.item, session),
        )
        for facts in session.captures
        if facts.capture.kind in LIVING
    )
    private = tuple(
        PrivateNote(
            id=facts.capture.id,
            created=wall(facts.at),
            changed=wall(session.last_at),
            changed_by=started.me,
            session=started.session,
            caught=_caught(facts, session),
        )
        for facts in session.captures
        if facts.capture.kind == "private"
    )
    shared = (facts.capture for facts in session.captures if facts.capture.kind != "private")
    goals = dict.fromkeys(capture.goal for capture in shared if capture.goal)
    return Result(session=stored, living=living, private=private, goals=tuple(goals), plan=started.plan)


def hears_rows(session: Session) -> tuple[Hears, ...]:
    """From when which channels were heard, none of no length, nor the same twice."""
    until, rows = session.active(session.ended_at), list[Hears]()
    for place, (at, channels) in enumerate(session.hears):
        end = session.hears[place + 1][0] if place + 1 < len(session.hears) else until
        if end > at and (channels or rows) and (not rows or rows[-1][1] != channels):
            rows.append((at, channels))
    return tuple(rows)


def heard_rows(session: Session) -> tuple[Holding, ...]:
    """What was heard, where keys or mends say something else; empty where the floor is as it was heard. Where it listened and
    told nothing it was unsure all through, which is not what it is where nobody was heard all through."""
    until = session.active(session.ended_at)
    heard = holdings_of(session.heard, until) if session.heard else ((0, (), UNSURE.how),)
    if not hears_rows(session) or (heard == holdings_of(session.changes, until) and not session.entered):
        return ()
    return heard or ((0, (), NOBODY.how),)


def unsure_rows(session: Session) -> tuple[tuple[int, int], ...]:
    """Where it was known of nobody whose the floor was, though shares were entered for that; none of a session never heard."""
    if not session.entered or not hears_rows(session):
        return ()
    found = stretches(session.changes, session.active(session.ended_at))
    return tuple((one.start, one.end) for one in found if one.floor == UNSURE)


def figures(session: Session) -> Figures:
    """The sums of a finished session."""
    span, turns = m.whole(session, session.ended_at), m.turn_measures(session, session.ended_at)
    return Figures(
        active=span.active,
        nobody=span.nobody,
        several=span.several,
        unsure=span.unsure,
        floor=dict(span.floor),
        expected={person: round(time) for person, time in span.expected.items()},
        turns={person: found.count for person, found in turns.items()},
        longest={person: found.longest or 0 for person, found in turns.items()},
        others=span.others,
        rest=span.rest,
    )


def span_of(stored: FinishedSession) -> m.Span:
    """The sums of a stored session, so that its shares and words are computed as on Live."""
    f = stored.figures
    talk = sum(f.floor.values())
    if talk:
        in_force = {person: Fraction(time, talk) for person, time in f.expected.items()}
    else:  # no speech: the shares in force are shown
        in_force = shares_in_force(stored.agreement, stored.people)
    return m.Span(
        active=f.active,
        floor=f.floor,
        expected={person: Fraction(time) for person, time in f.expected.items()},
        nobody=f.nobody,
        one=max(0, f.active - f.nobody - f.several - f.unsure),
        several=f.several,
        unnamed=sum(end - start for who, start, end, _ in stored.turns if who == "+"),
        unsure=f.unsure,
        in_force=in_force,
        others=f.others,
        rest=f.rest,
    )


def span_of_item(stored: FinishedSession, row: ItemRow) -> m.Span:
    """The sums of one of its items. What was unsure in it is not stored whole, and counts as one person's."""
    return m.Span(
        active=row.used,
        floor={person.id: row.floor.get(person.id, 0) for person in stored.people},
        expected={person.id: Fraction(row.expected.get(person.id, 0)) for person in stored.people},
        nobody=row.nobody,
        one=max(0, row.used - row.nobody - row.several),
        several=row.several,
        unnamed=0,
        unsure=0,
        in_force=span_of(stored).in_force,
        others=row.others,
        rest=row.rest,
    )


def spoken_items(stored: FinishedSession) -> tuple[tuple[ItemRow, m.Span], ...]:
    """The items with a minute of talk and more, for their shares to be told, each with its sums; none where there is one item
    only, for its shares are those of the session, or where the figures are not shown. None whose talk is not told apart."""
    if len(stored.items) < 2 or not stored.show_figures:
        return ()
    found = ((row, span_of_item(stored, row)) for row in stored.items)
    return tuple((row, span) for row, span in found if span.talk >= m.EARLY and m.told_apart(span))


def item_rows(session: Session) -> list[ItemRow]:
    """The agenda as it went, with the sums of each item."""
    rows = []
    for facts in session.items:
        span = m.of_item(session, facts.item.id, session.ended_at)
        state = "open" if facts.state == "current" else facts.state
        rows.append(
            ItemRow(
                id=facts.item.id,
                title=facts.item.title,
                minutes=facts.item.minutes,
                used=span.active,
                state=state,
                owner=facts.item.owner,
                brought_by=facts.item.brought_by,
                unplanned=facts.item.unplanned,
                agreement=facts.item.agreement,
                floor={person: time for person, time in span.floor.items() if time},
                expected={person: round(time) for person, time in span.expected.items() if time},
                nobody=span.nobody,
                several=span.several,
                others=span.others,
                rest=span.rest,
            )
        )
    return rows


def prompt_rows(session: Session) -> tuple[PromptRow, ...]:
    """The prompts about shares that were shown, with the talk around each."""
    shown = [facts for facts in session.prompts if facts.shown.prompt == "share"]
    return tuple(talk_around(session, PromptRow(person=one.shown.person, at=session.active(one.at))) for one in shown)


def talk_around(session: Session, row: PromptRow) -> PromptRow:
    """That prompt, with the talk before and after it as the session has it now."""
    parts, at = session.parts(session.ended_at), row.at

    def talk(start: int, end: int) -> tuple[int, int]:
        span = m.measure(within(parts, start, end), ())
        return span.floor.get(row.person, 0), span.talk

    whole = at + AROUND <= session.active(session.ended_at)
    return msgspec.structs.replace(row, before=talk(at - AROUND, at), after=talk(at, at + AROUND) if whole else None)


def turn_rows(session: Session) -> list[TurnRow]:
    """Every turn, what was several or unsure, and what of that was entered as shares, in order of start."""
    rows = [_row(turn) for turn in m.all_turns(session, session.ended_at)]
    entered = (part for part in session.parts(session.ended_at) if part.source == "entered")
    rows += [(person, part.start, part.end, part.source) for part in entered for person in part.floor.holders]
    start = None
    for part in (*session.parts(session.ended_at), None):
        mark = "" if part is None else MARKS.get(part.floor.how, "")
        if start is not None and (part is None or mark != start[0]):
            rows.append((start[0], start[1], part.start if part else session.active(session.ended_at), start[2]))
            start = None
        if mark and start is None and part is not None:
            start = (mark, part.start, part.source)
    return sorted(rows, key=lambda row: (row[1], row[0]))


def _row(turn: Turn) -> TurnRow:
    return (turn.person, turn.start, turn.end, turn.source)


def _caught(facts: CaptureFacts, session: Session) -> Caught:
    return Caught(capture=facts.capture, at=facts.at, item=_item_title(facts.item, session))


def _item_title(item: str, session: Session) -> str:
    return next((facts.item.title for facts in session.items if facts.item.id == item), "")
