"""How a figure of speaking time came about: formula, inputs, what is left out, how it is known. FAIRNESS.md, sections 3 to 7."""

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from mentortui.core import measures as m
from mentortui.core.commands import Refused
from mentortui.core.durations import clock
from mentortui.core.equality import Evenness, equality, of_shares
from mentortui.core.page_parts import Line, Section
from mentortui.core.people import Agreement
from mentortui.core.session import Session
from mentortui.core.words import agreed_now, as_agreed, known_by, may_judge, off_by_words

WITHIN = {"last ten minutes": 5, "whole session": 3}
"""Points of a share by which figures keyed by hand are off in nine of ten spans. FAIRNESS.md, section 10."""
SCALE = "100 is exactly as agreed, 0 as far from it as possible"


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """The span a figure is of, and what one must know beside its sums."""

    called: str
    """`last ten minutes`, `whole session`."""
    span: m.Span
    people: Sequence[tuple[str, str]]
    """Ids and names, in order."""
    agreement: Agreement | None
    agreed_by: str = "for this session"
    """Where it was agreed: `for this item`."""
    turns: Sequence[int] = ()
    """How many turns each has had, in the order of the people; none where they are not counted for this span."""
    known: str = ""
    """`keyed, mended`."""


def why_now(session: Session, now: int) -> tuple[Section, ...]:
    """Of the figures on Live at `now` of the session clock: the last ten minutes, then the whole session. Refused while the
    figures are hidden."""
    if not session.started.show_figures:
        raise Refused("You agreed not to show speaking figures. On Home, e changes what was agreed.")
    if not session.show_figures:
        raise Refused("The speaking figures are hidden: h shows them, then w says how they came about.")
    current, counted = session.current_item, m.turn_measures(session, now)
    own = current is not None and current.item.agreement is not None
    whole = Given(
        called="whole session",
        span=m.whole(session, now),
        people=[(person.id, person.name) for person in session.people],
        agreement=agreed_now(session),
        agreed_by="for this item" if own else "for this session",
        turns=[counted[person.id].count for person in session.people],
        known=known_by(session),
    )
    left_out = _not_counted(session, now)
    if session.active(now) <= m.WINDOW:
        return why(whole, left_out)
    window = msgspec.structs.replace(whole, called="last ten minutes", span=m.last_ten_minutes(session, now), turns=())
    return (*why(window, left_out), Section("whole", "Whole session", _persons(whole) + _verdict(whole)))


def why(given: Given, not_counted: Sequence[str] = ()) -> tuple[Section, ...]:
    """Of the figures of any span. `not_counted`: sentences about time that is no part of it. No section is empty."""
    sections = (
        Section("balance", "How near to agreed", _verdict(given)),
        Section("inputs", f"Floor time, {given.called}", _persons(given)),
        Section("formula", "How the number comes about", _formula(given)),
        Section("time", "The time it is made of", _time(given, not_counted)),
        Section("known", "How it is known", _known(given)),
        Section("equality", "How even, whatever was agreed", _equality(given)),
    )
    return tuple(section for section in sections if section.lines)


def _verdict(given: Given) -> tuple[Line, ...]:
    span, level = given.span, m.balance(given.span)
    if not span.talk:
        return (_line("Nobody has had the floor yet"),)
    if level is None:
        return (_line("With one person there is nothing to compare"),)
    if m.word(span) == "early":
        return (_line(f"Too early to say: {clock(span.talk)} of talk so far"),)
    if given.agreement is None:
        return (_line("Nothing agreed yet: shown against equal shares, and not judged"),)
    names = dict(given.people)
    more = off_by_words(span, lambda person: names.get(person, person)) if may_judge(given.agreement, span) else ""
    lines = [_line(f"{as_agreed(span)} · balance {m.percent(level)}"), _line(SCALE)]
    return (*lines, *([_line(more)] if more else []))


def _persons(given: Given) -> tuple[Line, ...]:
    span, has, agreed = given.span, m.shares(given.span) or {}, m.agreed_shares(given.span)
    against = "agreed" if given.agreement is not None else "equal would be"
    lines = []
    for person, name in given.people:
        floor, share = span.floor.get(person, 0), agreed.get(person, Fraction(0))
        if not floor and not share:
            continue
        if person not in has:
            lines.append(Line("figure", "no floor time yet", lead=name, tail=f"{against} {m.percent(share)} %"))
            continue
        owed = span.expected.get(person, Fraction(0))
        off = round(floor - owed)
        beside = "exactly so" if abs(off) < 500_000 else f"{clock(abs(off))} {'above' if off > 0 else 'below'}"
        lines.append(
            Line(
                "figure",
                f"{clock(floor):>5} of {clock(span.talk)} = {m.percent(has[person]):>2} %",
                lead=name,
                tail=f"{against} {m.percent(share):>2} % = {clock(round(owed)):>5}, {beside}",
            )
        )
    return tuple(lines)


def _formula(given: Given) -> tuple[Line, ...]:
    off, level = m.distance(given.span), m.balance(given.span)
    if off is None or level is None or given.agreement is None or m.word(given.span) == "early":
        return ()
    positive = [share for share in m.agreed_shares(given.span).values() if share > 0]
    furthest = 1 - min(positive) if len(positive) > 1 else Fraction(1)
    return (
        _line(f"distance {_points(off)}", "half of all differences between share and agreed share"),
        _line(f"furthest {_points(furthest)}", "whoever has the smallest agreed share has all the talk"),
        _line(f"balance 100 × (1 − {_bare(off)} ÷ {_bare(furthest)}) = {m.percent(level)}", "never below 0"),
        _line(f"agreed {given.agreed_by}", "the narrowest agreement counts: item, session, charter"),
    )


def _time(given: Given, not_counted: Sequence[str]) -> tuple[Line, ...]:
    span = given.span
    parts = [
        f"{name} {clock(time)}"
        for name, time in (("nobody", span.nobody), ("one", span.one), ("several", span.several), ("unsure", span.unsure))
        if time
    ]
    lines = [_line(f"active time {clock(span.active)}" + (f" = {' + '.join(parts)}" if parts else ""))] if span.active else []
    if span.several > span.unnamed:
        lines.append(_line(f"several at once {clock(span.several - span.unnamed)}", "counts in full for each of them"))
    if span.unnamed:
        lines.append(_line(f"several, not said who {clock(span.unnamed)}", "counts for nobody"))
    if span.unsure:
        covered = Fraction(span.active - span.unsure, span.active)
        lines.append(_line(f"unsure {clock(span.unsure)}", f"left out: the shares cover {m.percent(covered)} % of the time"))
    return (*lines, *(_line(sentence) for sentence in not_counted))


def _known(given: Given) -> tuple[Line, ...]:
    if not given.known:
        return ()
    points = WITHIN.get(given.called, WITHIN["whole session"])
    means = {
        "keyed": f"by hand: within about {points} points",
        "mended": "some turns were corrected afterwards",
        "from a transcript": "its turns as the recording has them",
        "entered": "shares typed in, as both remember them",
        "heard": "from the microphone's loudness alone",
    }
    return tuple(_line(how, means.get(how, "")) for how in given.known.split(", "))


def _equality(given: Given) -> tuple[Line, ...]:
    found = equality(given.span)
    if found is None or m.word(given.span) == "early":
        return ()
    agreed = [share for share in m.agreed_shares(given.span).values() if share > 0]
    lines = list(_measures(found, len(agreed) == 2 and agreed[0] == agreed[1]))
    total = sum(given.turns)
    over_turns = of_shares([Fraction(count, total) for count in given.turns]) if total else None
    if over_turns is not None and found.people == len(given.turns):
        lines.append(_line(f"the same over {total} turns", ", ".join(line.text for line in _measures(over_turns, False))))
    return (*lines, _line("They describe; what counts is what was agreed"))


def _measures(found: Evenness, one_is_enough: bool) -> tuple[Line, ...]:
    gini = _line(f"Gini, corrected {float(found.gini):.2f}", "0 is all alike, 1 one person alone")
    if one_is_enough:
        return (gini,)
    return (
        _line(f"evenness {found.evenness:.2f}", "entropy of the shares: 1 is all alike, 0 one person alone"),
        gini,
        _line(f"variance {float(found.variance):.3f}", f"of the shares of {found.people} people: 0 is all alike"),
    )


def _not_counted(session: Session, now: int) -> tuple[str, ...]:
    at = session.ended_at if session.finished else now
    gaps = sum(gap.ended - gap.began for gap in session.gaps if not gap.counted)
    paused = at - session.active(now) - gaps
    return tuple(
        f"not counted: {name} {clock(time)}"
        for name, time in (("pauses", paused), ("away, whose time nobody has said", gaps))
        if time >= 1_000_000
    )


def _line(text: str, tail: str = "") -> Line:
    return Line("said", text, tail=tail)


def _points(part: Fraction) -> str:
    figure = _bare(part)
    return f"{figure} {'point' if figure == '1' else 'points'}"


def _bare(part: Fraction) -> str:
    """`38`, `1.5`: points to one place where that says more."""
    rounded = round(float(part) * 100, 1)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded}"
