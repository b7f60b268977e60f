"""How much of a session was heard, and what is known of the shares where it was not heard whose a voice was.

Two channels tell who is at the keys from everybody else. Of more than two the others are known together; by the microphone alone
it is known how much was mine, and what was not is somebody's or nobody's. docs/fairness.md, What is not known.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction

from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.floor import UNSURE, Floor
from mentortui.core.hearing_values import CHANNELS, Channel
from mentortui.core.records import FinishedSession
from mentortui.core.session import Session
from mentortui.core.words import joined, known_by, known_of


def heard_time(hears: Sequence[tuple[int, tuple[Channel, ...]]], start: int, end: int) -> Mapping[tuple[Channel, ...], int]:
    """Microseconds of [start, end) in which these channels were heard, by the channels; none is left out."""
    found: dict[tuple[Channel, ...], int] = {}
    for place, (at, channels) in enumerate(hears):
        until = hears[place + 1][0] if place + 1 < len(hears) else end
        length = min(until, end) - max(at, start)
        if channels and length > 0:
            found[channels] = found.get(channels, 0) + length
    return found


def heard_part(session: Session | FinishedSession, now: int = 0) -> Fraction | None:
    """The part of the session in which anything was heard, 0..1; `now`: of one under way, a moment of the session clock. None: it
    was never heard."""
    if not session.hears:
        return None
    until = _until(session, now)
    return Fraction(sum(heard_time(session.hears, 0, until).values()), until) if until else None


def heard_words(session: Session | FinishedSession, now: int = 0) -> str:
    """`heard 94 %`: how much of the session was heard; empty where nothing was. Without a figure in the first minute: what hears
    comes up in a second or two, which would be most of it."""
    part = heard_part(session, now)
    if not part:
        return ""
    return "heard" if part == 1 or _until(session, now) < m.EARLY else f"heard {_percent(part)} %"


def by_hearing(event: e.AnyEvent | e.Unknown) -> bool:
    """Whether nobody keyed it: it was heard, or what is listened to changed."""
    return isinstance(event, e.HearingChanged) or (isinstance(event, e.FloorTaken) and event.source == "heard")


def heard_by(session: Session | FinishedSession, now: int = 0) -> tuple[str, ...]:
    """By what it was heard, and how much of it, in sentences: `heard by the microphone and the call, 94 % of the session`; none
    where nothing was."""
    part, times = heard_part(session, now), heard_time(session.hears, 0, _until(session, now))
    if not part:
        return ()
    ways = [channels for channels in times if 20 * times[channels] >= sum(times.values())]
    used = [channel for channel in CHANNELS if any(channel in way for way in ways)]
    by = f"heard by {joined([f'the {channel}' for channel in used])}{' alone' if len(used) == 1 else ''}"
    said = by if part == 1 else f"{by}, {_percent(part)} % of the session"
    alone = "by that alone" if len(used) == 1 else "some of it by the {} alone"
    tells = {"microphone": "you, and not who else", "call": "who else, and not you"}
    return (said, *(f"{alone.format(one)}: {tells[one]}" for one in CHANNELS if (one,) in ways))


def heard_sure(session: Session | FinishedSession, facts: Session, now: int = 0) -> tuple[str, ...]:
    """By what it was heard, and how far what was keyed is as it was heard, in sentences; `facts`: those of that session."""
    agrees = keyed_as_heard(facts, now)
    keys = () if agrees is None else (f"keys and hearing agree for {m.percent(agrees)} % of what was keyed",)
    return (*heard_by(session, now), *keys)


def unsure_shares(session: Session | FinishedSession, span: m.Span) -> Mapping[str, tuple[Fraction, str]]:
    """Of each person what a bar may show, 0..1, and that in words, where shares are undefined because it is not known whose so
    much of the talk was; empty where they are defined. Mine is known: `38 %` beside the others together; by the microphone alone
    `38 % of the time`, as it is not heard how much the others spoke. Of the others `at least 10 %`, by keys, or a dash."""
    if m.told_apart(span):
        return {}
    mine, base, of_time = _mine(session, span)
    found = {person.id: (Fraction(0), "—") for person in session.people}
    found[session.me] = (_part(mine, base), f"{m.percent(_part(mine, base))} %{' of the time' if of_time else ''}")
    for person in found:
        floor = span.floor.get(person, 0)
        if person != session.me and floor and not of_time:
            found[person] = (_part(floor, base), f"at least {m.percent(_part(floor, base))} %")
    return found


def unsure_words(session: Session | FinishedSession, span: m.Span) -> str:
    """One line of it: `you 38 %, the others together 62 %`; by the microphone alone `you 38 % of the time; the rest is Grace, or
    nobody`. Empty where shares are defined."""
    if m.told_apart(span):
        return ""
    mine, base, of_time = _mine(session, span)
    percent = m.percent(_part(mine, base))
    if not of_time:
        return f"you {percent} %, the others together {100 - percent} %"
    others = [person for person in session.people if person.id != session.me]
    return f"you {percent} % of the time; the rest is {others[0].name if len(others) == 1 else 'others'}, or nobody"


def keyed_as_heard(session: Session, now: int = 0) -> Fraction | None:
    """How far what was keyed and what was heard have the same people, of the time in which keys or mends say who had the floor,
    and it was heard who: 0..1. None where that is less than a minute."""
    at = session.ended_at if session.finished else max(now, session.last_at)
    until = session.active(at)
    told = [part for part in session.parts(at) if part.source in BY_HAND and part.floor.how == "named"]
    heard = [(change.at, change.floor) for change in session.heard] + [(until, UNSURE)]
    same = both = place = 0
    for part in told:
        place = max(0, bisect_right(heard, part.start, key=_first) - 1)
        while place + 1 < len(heard) and heard[place][0] < part.end:
            length = min(part.end, heard[place + 1][0]) - max(part.start, heard[place][0])
            floor = heard[place][1]
            if length > 0 and floor.how == "named" and (floor.holders or part.floor.holders):
                both += length
                same += length if floor == part.floor else 0
            place += 1
    return Fraction(same, both) if both >= m.EARLY else None


BY_HAND = ("key", "mended")
"""Of these it is asked how far they are as it was heard."""


def _first(pair: tuple[int, Floor]) -> int:
    return pair[0]


def _mine(session: Session | FinishedSession, span: m.Span) -> tuple[int, int, bool]:
    """How much was mine, of how much, and whether that is time instead of talk. The others count as one voice: whether two of
    them speak at once is not heard. By the microphone alone no share of the talk is known, not even at least: somebody may
    speak in what is mine too."""
    mine = span.floor.get(session.me, 0)
    if span.rest > m.NOT_TOLD_APART * (span.talk + span.others + span.rest):
        return mine, span.active - (span.unsure - span.others - span.rest), True
    return mine + span.unnamed, span.talk + span.others + 2 * span.unnamed, False


def floor_words(floor: Floor, session: Session | FinishedSession) -> str:
    """Who has the floor, where it is not known: `the others`, `Grace, or nobody`; empty of any other floor."""
    if floor.how == "others":
        return "the others"
    if floor.how != "rest":
        return ""
    present = session.present if isinstance(session, Session) else [person.id for person in session.people]
    others = [person.name for person in session.people if person.id != session.me and person.id in present]
    return f"{others[0] if len(others) == 1 else 'another'}, or nobody"


def known_heard(session: Session | FinishedSession, now: int = 0) -> str:
    """How its figures are known, as `known_by` says it, and how much of it was heard: `heard 94 %, keyed`."""
    known = known_of(session) if isinstance(session, FinishedSession) else known_by(session)
    return ", ".join(heard_words(session, now) or word if word == "heard" else word for word in known.split(", "))


def _percent(part: Fraction) -> int:
    """Of what is neither nothing nor all."""
    return min(99, max(1, m.percent(part)))


def _part(time: int, whole: int) -> Fraction:
    return Fraction(time, whole) if whole else Fraction(0)


def _until(session: Session | FinishedSession, now: int) -> int:
    if isinstance(session, FinishedSession):
        return session.figures.active
    return session.active(max(now, session.last_at) if not session.finished else session.ended_at)
