"""Why the figures of a span are what they are: shares, agreed shares, balance, turns, talk at once. docs/fairness.md.

Every number is taken from the measures that made the one on screen; nothing is computed a second way.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from mentortui.core import measures as m
from mentortui.core.agreed import BESIDE_EQUAL, InForce
from mentortui.core.durations import clock
from mentortui.core.equality import Evenness, equality, turn_equality
from mentortui.core.why import Input, Why
from mentortui.core.words import as_agreed, how_sure, may_judge, off_by_words

SCALE = "100 is exactly as agreed, 0 as far from it as possible"
HALF_A_SECOND = 500_000


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """The span the figures are of, and what one must know beside its sums."""

    called: str
    """`last ten minutes`, `whole session`."""
    span: m.Span
    people: Sequence[tuple[str, str]]
    """Ids and names, in order."""
    agreed: InForce
    also: Sequence[str] = ()
    """What else counted in it, in words: items with shares of their own."""
    turns: Mapping[str, m.Turns] = {}
    """By person; none where they are not counted for this span."""
    known: str = ""
    """`keyed, mended`."""
    heard: Sequence[str] = ()
    """By what it was heard, and how far keys say the same, as `heard.heard_sure` says it; none: it was not."""
    unsure: str = ""
    """What is known where shares are not, as `heard.unsure_words` says it; empty where they are."""
    agrees: float | None = None
    """Part of the talk, 0..1, for which the keys agree with a recording of it; None: there is none beside it."""
    split: Mapping[str, Fraction] = {}
    """Floor time with talk at once divided among those who talk; none where it is not known."""
    not_counted: Sequence[str] = ()
    """Sentences about time that is no part of it."""
    window: bool = False
    """It is the last ten minutes of a longer session."""

    @property
    def judged(self) -> bool:
        """Whether the balance is told."""
        return may_judge(self.agreed.agreement, self.span)

    @property
    def sure(self) -> tuple[str, ...]:
        """How its shares are known."""
        return (*how_sure(self.known, window=self.window, agrees=self.agrees), *self.heard)


def figures(given: Given) -> tuple[Why, ...]:
    """All that a span has, the headline first."""
    found = (balance(given), share(given), agreed(given), time(given), turns(given), at_once(given), even(given))
    return tuple(why for why in found if why is not None)


def balance(given: Given) -> Why:
    """The one figure that says how near to agreed it went."""
    span, level, off = given.span, m.balance(given.span), m.distance(given.span)
    made = Why(key="balance", title="How near to agreed", said=_not_judged(given))
    if made.said or level is None or off is None:
        return made
    names = dict(given.people)
    more = off_by_words(span, lambda person: names.get(person, person))
    positive = [share for share in m.agreed_shares(span).values() if share > 0]
    furthest = 1 - min(positive) if len(positive) > 1 else Fraction(1)
    return msgspec.structs.replace(
        made,
        said=(f"{as_agreed(span)} · balance {m.percent(level)}", SCALE, *([more] if more else [])),
        formula=f"100 × (1 − distance ÷ furthest) = 100 × (1 − {_bare(off)} ÷ {_bare(furthest)}) = {m.percent(level)}",
        inputs=(
            Input("distance", _points(off), "half the differences of share and agreed share"),
            Input("furthest", _points(furthest), "the smallest agreed share has all the talk"),
        ),
        source="total variation distance; at equal shares the Hoover index",
    )


def _not_judged(given: Given) -> tuple[str, ...]:
    span = given.span
    if not span.talk:
        return ("Nobody has had the floor yet",)
    if given.unsure:
        return (UNKNOWN,)
    if m.balance(span) is None:
        return ("With one person there is nothing to compare",)
    if m.word(span) == "early":
        return (f"Too early to say: {clock(span.talk)} of talk so far",)
    if given.agreed.agreement is None:
        return (f"{BESIDE_EQUAL.capitalize()}, and not judged",)
    return ()


def share(given: Given) -> Why | None:
    """Each person's part of the talk, beside what was agreed."""
    span = given.span
    rows = tuple(row for person, name in given.people if (row := _row(given, person, name)) is not None)
    if not rows:
        return None
    left_out = [f"{clock(time)}, {whose}" for time, whose in ((span.others, OTHERS), (span.rest, REST)) if time]
    unsure = span.unsure - span.others - span.rest
    if unsure and given.unsure:
        left_out.append(f"{clock(unsure)}, unsure")
    elif unsure:
        covered = Fraction(span.active - span.unsure, span.active)
        left_out.append(f"{clock(unsure)}, unsure: the shares cover {m.percent(covered)} % of the time")
    if span.unnamed:
        left_out.append(f"{clock(span.unnamed)}, {UNNAMED}")
    return Why(
        key="share",
        title=f"Share of the talk, {given.called}",
        said=(given.unsure,) if given.unsure else (),
        formula="share = own floor time ÷ all floor time: of talk, not of the session" if span.talk and not given.unsure else "",
        inputs=rows,
        left_out=tuple(left_out),
        sure=given.sure,
        source="talk ratio; talk at once counts in full for each, as in RTTM",
    )


UNKNOWN = "Not known: too much of the talk was heard, and not whose it was"
OTHERS = "the others, not said who: a key or a transcript says it"
REST = "not you, as the call was not heard: another, or nobody"
UNNAMED = "several at once, not said who: it counts for nobody"


def _row(given: Given, person: str, name: str) -> Input | None:
    span, has = given.span, m.shares(given.span) or {}
    agreed, floor = m.agreed_shares(span).get(person, Fraction(0)), span.floor.get(person, 0)
    if not floor and not agreed:
        return None
    if given.unsure:
        return Input(name, clock(floor) if floor else "—", "that is known") if floor else None
    against = "agreed" if given.agreed.agreement is not None else _else(span)
    if person not in has:
        return Input(name, "no floor time yet", f"{against} {m.percent(agreed)} %")
    owed = span.expected.get(person, Fraction(0))
    off = round(floor - owed)
    beside = "exactly so" if abs(off) < HALF_A_SECOND else f"{clock(abs(off))} {'above' if off > 0 else 'below'}"
    return Input(
        name,
        f"{clock(floor):>5} of {clock(span.talk)} = {m.percent(has[person]):>2} %",
        f"{against} {m.percent(agreed):>2} % = {clock(round(owed)):>5}, {beside}",
    )


def _else(span: m.Span) -> str:
    """What the shares are that stand beside where nothing was agreed: equal, but for items that had some of their own."""
    return "equal would be" if len({share for share in m.agreed_shares(span).values() if share}) < 2 else "beside"


def agreed(given: Given) -> Why | None:
    """Against what it is judged, and why that."""
    if given.agreed.agreement is None or not given.span.talk:
        return None
    return Why(
        key="agreed",
        title="Agreed share",
        said=(given.agreed.words, *given.also),
        formula="grows by the share in force while somebody speaks, ÷ all floor time",
        inputs=_in_force(given),
        left_out=("what was agreed more widely; the narrowest counts whole",),
    )


def _in_force(given: Given) -> tuple[Input, ...]:
    """What is in force now, where that is something else than over the span."""
    span, owed = given.span, m.agreed_shares(given.span)
    now = {person: m.percent(share) for person, share in span.in_force.items()}
    if all(now.get(person, 0) == m.percent(share) for person, share in owed.items()):
        return ()
    return tuple(
        Input(name, f"{now.get(person, 0)} % now", f"{m.percent(owed.get(person, Fraction(0)))} % over the {given.called}")
        for person, name in given.people
        if now.get(person) or owed.get(person)
    )


def time(given: Given) -> Why | None:
    """The time of a span, whose it was, and what is no part of it."""
    span = given.span
    if not span.active and not given.not_counted:
        return None
    parts = [
        f"{name} {clock(length)}"
        for name, length in (
            ("nobody", span.nobody),
            ("one", span.one),
            ("several", span.several),
            ("the others", span.others),
            ("not you", span.rest),
            ("unsure", span.unsure - span.others - span.rest),
        )
        if length
    ]
    told, sum_of = f"active time {clock(span.active)}", f"= {' + '.join(parts)}" if parts else ""
    # Four parts and more have no room beside what they are the sum of.
    said = (told, sum_of) if len(parts) >= 4 else (f"{told} {sum_of}".strip(),)
    return Why(
        key="time",
        title="The time it is made of",
        said=said if span.active else (),
        formula="the last ten minutes are the last 600 s of active time" if given.window else "",
        left_out=tuple(given.not_counted),
    )


def turns(given: Given) -> Why | None:
    """How often each came to hold the floor, and for how long."""
    mine = [(name, given.turns[person]) for person, name in given.people if person in given.turns and given.turns[person].count]
    if not mine:
        return None
    open_now = any(found.current is not None for _, found in mine)
    return Why(
        key="turns",
        title="Turns, whole session",
        formula="a turn runs until another has the floor; a pause does not end it",
        inputs=tuple(Input(name, *_turns(found)) for name, found in mine),
        left_out=("the turn under way, from the usual length alone",) if open_now else (),
        sure=("by keys short turns are missed",) if given.known.startswith("keyed") else (),
        source="Sacks, Schegloff and Jefferson 1974; the usual length is the median",
    )


def _turns(found: m.Turns) -> tuple[str, str]:
    many = "1 turn" if found.count == 1 else f"{found.count} turns"
    parts = [f"longest {clock(found.longest or 0)}"]
    if found.median is not None:
        parts.append(f"usually {clock(round(found.median))}")
    if found.current is not None:
        parts.append(f"speaking {clock(found.current)}")
    if found.monologue:
        parts.append(f"{clock(found.monologue)} in turns of 2 minutes and more")
    return many, " · ".join(parts)


def at_once(given: Given) -> Why | None:
    """Talk at once: how much, and how it counts."""
    span = given.span
    if not span.several or not span.active:
        return None
    named, total = span.several - span.unnamed, sum(given.split.values(), Fraction(0))
    rows = tuple(
        Input(name, f"{m.percent(given.split[person] / total)} %", "if it were divided among them")
        for person, name in given.people
        if total and named and given.split.get(person)
    )
    both = "Both" if len(given.people) == 2 else "Several"
    return Why(
        key="at once",
        title=f"{both} at once, {given.called}",
        said=(f"{both} at once {m.percent(Fraction(span.several, span.active))} % of the time",),
        formula=f"{clock(span.several)} with two or more ÷ {clock(span.active)} active time",
        inputs=rows,
        left_out=tuple(f"{clock(span.unnamed)}, {UNNAMED}" for _ in range(bool(span.unnamed))),
        source="credited in full to each, as md-eval does" if named else "",
    )


def even(given: Given) -> Why | None:
    """How even the talk was, whatever was agreed: described, never judged."""
    found = equality(given.span)
    if found is None or m.word(given.span) == "early":
        return None
    agreed = [share for share in m.agreed_shares(given.span).values() if share > 0]
    one_is_enough = len(agreed) == 2 and agreed[0] == agreed[1]
    counts = [given.turns[person].count for person, _ in given.people if person in given.turns]
    over_turns = turn_equality(counts)
    more = []
    if over_turns is not None and found.people == len(counts):
        more.append(Input(f"over {sum(counts)} turns", ", ".join(f"{row.name} {row.value}" for row in _even(over_turns, False))))
    return Why(
        key="equality",
        title="How even, whatever was agreed",
        said=("They describe; what counts is what was agreed",),
        inputs=(*_even(found, one_is_enough), *more),
        source="Pielou's J; Gini, corrected for few people (Deltas 2003)",
    )


def _even(found: Evenness, one_is_enough: bool) -> tuple[Input, ...]:
    gini = Input("Gini", f"{float(found.gini):.2f}", "0 is all alike, 1 one person alone")
    if one_is_enough:
        return (gini,)
    return (
        Input("evenness", f"{found.evenness:.2f}", "entropy of the shares: 1 is all alike, 0 one person alone"),
        gini,
        Input("variance", f"{float(found.variance):.3f}", f"of the shares of {found.people} people: 0 is all alike"),
    )


def _points(part: Fraction) -> str:
    figure = _bare(part)
    return f"{figure} {'point' if figure == '1' else 'points'}"


def _bare(part: Fraction) -> str:
    """`38`, `1.5`: points to one place where that says more."""
    rounded = round(float(part) * 100, 1)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded}"
