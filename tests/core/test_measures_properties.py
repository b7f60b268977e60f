"""What must hold for the figures of any session: whoever is called what, however it is cut, whatever the unit of time."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import msgspec
import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.floor import Slice, turns
from mentortui.core.fold import Growing, fold
from mentortui.core.people import MOST_PEOPLE, Participant, narrowest, shares_in_force
from mentortui.core.session import Session
from tests.core.helpers import talked
from tests.core.plans import NAMES, Plan, plans, ticks

SECOND = 1_000_000
SILENT = Participant(id="silent", name="Silent", role="guest", key=9, named=False)
"""A guest without a name is agreed at 0."""


def folded(events: Iterable[e.AnyEvent]) -> Session:
    session = fold(events)
    assert session is not None
    return session


def spans(session: Session, now: int) -> list[m.Span]:
    """The session, its window, each of its items."""
    items = [m.of_item(session, facts.item.id, now) for facts in session.items]
    return [m.whole(session, now), m.last_ten_minutes(session, now), *items]


def judged(span: m.Span) -> tuple[object, ...]:
    """What no name and no unit of time has a part in."""
    return (m.balance(span), m.distance(span), m.word(span), m.off_by(span))


def renamed(by_person: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    return {names[person]: value for person, value in by_person.items()}


def figures(session: Session, now: int, names: Mapping[str, str]) -> object:
    """Every figure, people called by other names."""
    told = []
    for span in spans(session, now):
        sums = (span.active, span.nobody, span.one, span.several, span.unnamed, span.unsure)
        people = [span.floor, span.expected, span.in_force, m.shares(span) or {}, m.agreed_shares(span)]
        told.append((sums, [renamed(found, names) for found in people], judged(span)))
    order = {(turn.start, turn.end, names[turn.person], turn.item, turn.open) for turn in m.all_turns(session, now)}
    return told, renamed(m.turn_measures(session, now), names), order


@given(plans(longest=300), st.data())
def test_other_names_in_another_order_change_no_figure(plan: Plan, data: st.DataObject) -> None:
    count, now = len(plan.roles), (plan.length + 7) * SECOND
    order = data.draw(st.permutations(range(count)))
    names = data.draw(st.permutations(tuple(name * 2 for name in NAMES)))
    same, others = {name: name for name in names}, dict(zip(NAMES, names, strict=True))
    first = figures(folded(plan.events(SECOND)), now, others)
    assert figures(folded(plan.events(SECOND, names=names, order=order)), now, same) == first


@given(plans(longest=300), st.data())
def test_a_stretch_set_again_to_what_it_was_changes_no_figure(plan: Plan, data: st.DataObject) -> None:
    events, now, names = plan.events(SECOND), (plan.length + 7) * SECOND, dict(zip(NAMES, NAMES, strict=True))
    session = folded(events)
    parts = session.parts(now)
    assume(parts)
    part = data.draw(st.sampled_from(parts))
    start, end = sorted((data.draw(st.integers(part.start, part.end)), data.draw(st.integers(part.start, part.end))))
    again = e.StretchReassigned(id="again", at=now, by="me", start=start, end=end, holders=part.floor.holders, how=part.floor.how)
    assert figures(folded([*events, again]), now, names) == figures(session, now, names)


@given(plans(longest=300), st.data())
def test_slices_cut_anywhere_add_up_to_the_same_and_make_the_same_turns(plan: Plan, data: st.DataObject) -> None:
    session, now = folded(plan.events(SECOND)), (plan.length + 7) * SECOND
    parts, ids = session.parts(now), [person.id for person in session.people]
    cut = list[Slice]()
    for part in parts:
        at = data.draw(st.integers(part.start + 1, part.end))
        cut.append(msgspec.structs.replace(part, end=at))
        if at < part.end:
            cut.append(msgspec.structs.replace(part, start=at))
    assert m.measure(cut, ids) == m.measure(parts, ids)
    assert turns(cut, session.floor.holders) == turns(parts, session.floor.holders)


@given(plans(longest=300), st.integers(2, 60))
def test_times_scale_and_no_ratio_does(plan: Plan, scale: int) -> None:
    now = (plan.length + 7) * SECOND
    small, turns_before = spans(folded(plan.events(SECOND)), now), m.turn_measures(folded(plan.events(SECOND)), now)
    with pytest.MonkeyPatch.context() as patched:
        for threshold in ("WINDOW", "EARLY", "MONOLOGUE"):
            patched.setattr(m, threshold, getattr(m, threshold) * scale)
        session = folded(plan.events(SECOND * scale))
        large, turns_after = spans(session, now * scale), m.turn_measures(session, now * scale)
        for before, after in zip(small, large, strict=True):
            for field in ("active", "nobody", "one", "several", "unnamed", "unsure", "talk"):
                assert getattr(after, field) == getattr(before, field) * scale
            assert after.floor == {person: time * scale for person, time in before.floor.items()}
            assert after.expected == {person: time * scale for person, time in before.expected.items()}
            assert m.shares(after) == m.shares(before)
            assert m.agreed_shares(after) == m.agreed_shares(before)
            assert judged(after)[:2] == judged(before)[:2]
            assert m.least_served(after) == m.least_served(before)
        words = [m.word(span) for span in large]
    assert words == [m.word(span) for span in small]
    for person, found in turns_before.items():
        scaled = turns_after[person]
        assert scaled.count == found.count
        for field in ("longest", "current", "mean", "median", "monologue"):
            time = getattr(found, field)
            assert getattr(scaled, field) == (None if time is None else time * scale)


def counted(plan: Plan, until: int, window: int) -> tuple[object, ...]:
    """The window, unit by unit, from the plan alone."""
    people = plan.people()
    floor = dict.fromkeys((person.id for person in people), Fraction(0))
    expected = dict(floor)
    sums = dict.fromkeys(("active", "nobody", "one", "several", "unsure"), 0)
    for holders, how, item, present in list(ticks(plan, until))[-window:]:
        sums["active"] += 1
        several = how == "several" or len(holders) > 1
        sums["unsure" if how == "unsure" else "several" if several else "one" if holders else "nobody"] += 1
        agreement = narrowest(plan.agreement(item) if item else None, plan.agreement(0))
        shares = shares_in_force(agreement, [people[place] for place in sorted(present)])
        for holder in holders:
            floor[people[holder].id] += 1
            for person, share in shares.items():
                expected[person] += share
    return (*sums.values(), floor, expected)


@given(plans(longest=40, nudges=False), st.data())
def test_the_window_at_any_instant_is_what_counting_milliseconds_comes_to(plan: Plan, data: st.DataObject) -> None:
    unit, window = 1000, 60
    events, now = plan.events(unit), data.draw(st.integers(1, plan.length + 30))
    known = [one for one in events if one.at <= now * unit]
    growing = Growing(known[:1])
    for one in known[1:]:
        growing.add(one)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(m, "WINDOW", window * unit)
        live, again = m.last_ten_minutes(growing.session, now * unit), m.last_ten_minutes(folded(known), now * unit)
    assert live == again
    times = [Fraction(time, unit) for time in (live.active, live.nobody, live.one, live.several, live.unsure)]
    each = [{person: Fraction(time) / unit for person, time in found.items()} for found in (live.floor, live.expected)]
    event("longer than the window" if live.active == window * unit else "shorter")
    assert (*times, *each) == counted(plan, now, window)


@st.composite
def talks(draw: st.DrawFn, *, least: int) -> m.Span:
    """Two to nine people; often exactly as agreed, or one has all. `least`: the least weight of a share."""
    people = NAMES[: draw(st.integers(2, 9))]
    weights = {person: draw(st.integers(least, 9)) for person in people}
    if not any(weights.values()):
        weights[people[0]] = 1
    how = draw(st.sampled_from(["anyhow", "as agreed", "one has all"]))
    factor = draw(st.integers(1, 10**9))
    if how == "as agreed":
        return talked({person: weight * factor for person, weight in weights.items()}, weights)
    if how == "one has all":
        has = draw(st.sampled_from(people))
        return talked({person: factor * (person == has) for person in people}, weights)
    floor = {person: draw(st.integers(0, 10**10)) for person in people}
    return talked(floor if any(floor.values()) else {**floor, people[0]: 1}, weights)


@given(talks(least=0))
def test_balance_is_one_for_exactly_as_agreed_and_for_nothing_else(span: m.Span) -> None:
    balance = m.balance(span)
    assert balance is not None
    assert 0 <= balance <= 1
    assert (balance == 1) == all(span.floor[person] == span.expected[person] for person in span.floor)


@given(talks(least=1))
def test_balance_is_nothing_where_one_with_the_least_agreed_share_has_all_and_nowhere_else(span: m.Span) -> None:
    has = [person for person, time in span.floor.items() if time]
    least = min(span.expected.values())
    assert (m.balance(span) == 0) == (len(has) == 1 and span.expected[has[0]] == least)


@given(talks(least=0))
def test_who_is_agreed_at_nothing_and_says_nothing_changes_no_balance(span: m.Span) -> None:
    nothing = {"silent": Fraction(0)}
    beside = msgspec.structs.replace(
        span,
        floor={**span.floor, "silent": 0},
        expected={**span.expected, **nothing},
        in_force={**span.in_force, **nothing},
    )
    assert judged(beside) == judged(span)


@given(plans(longest=300))
def test_a_silent_guest_without_a_name_changes_no_balance_of_a_session(plan: Plan) -> None:
    assume(len(plan.roles) < MOST_PEOPLE)
    now = (plan.length + 7) * SECOND
    alone, beside = folded(plan.events(SECOND)), folded(plan.events(SECOND, besides=(SILENT,)))
    for before, after in zip(spans(alone, now), spans(beside, now), strict=True):
        assert after.floor == {**before.floor, "silent": 0}
        if m.balance(before) is not None:
            assert judged(after) == judged(before)
