"""Why the figures of a session are what they are, on Live and when it is over."""

from fractions import Fraction

import msgspec

from mentortui.core import agreed
from mentortui.core import measures as m
from mentortui.core import why_floor as of
from mentortui.core.agenda import MINUTE, Plan, ahead
from mentortui.core.beside import agrees_for
from mentortui.core.commands import Refused
from mentortui.core.durations import clock, minutes_left
from mentortui.core.floor import Turn, within
from mentortui.core.heard import heard_sure, known_heard, unsure_words
from mentortui.core.records import FinishedSession, ItemRow
from mentortui.core.restored import restored
from mentortui.core.result import span_of, spoken_items
from mentortui.core.session import Session
from mentortui.core.text import counted, times
from mentortui.core.why import Input, Why
from mentortui.core.why_turns import turns_now, turns_stored
from mentortui.core.words import ratio_words

HIDDEN = "The speaking figures are hidden: h shows them, then w says how they came about."
LONGEST_LIST = 9
"""Items whose minutes stand in the projected end one by one; of more the sum."""


def why_now(session: Session, now: int, plan: Plan | None = None) -> tuple[Why, ...]:
    """Of the figures on Live at `now` of the session clock: the last ten minutes, then the whole session. `plan`: the agenda as
    it is shown, for the projected end. Refused while the figures are hidden and no end is shown either."""
    ends = projected(session, plan) if plan is not None else None
    if not session.show_figures:
        hidden = agreed.NOT_SHOWN if not session.started.show_figures else HIDDEN
        if ends is None:
            raise Refused(hidden)
        return (Why(key="hidden", title="Speaking figures", said=(hidden,)), ends)
    until, parts = session.active(now), session.parts(now)
    people = [(person.id, person.name) for person in session.people]
    whole = of.Given(
        called="whole session",
        span=m.whole(session, now),
        people=people,
        agreed=agreed.for_moment(session),
        turns=m.turn_measures(session, now),
        known=known_heard(session, now),
        heard=heard_sure(session, session, now),
        unsure=unsure_words(session, m.whole(session, now)),
        split=m.split_times(parts, [person for person, _ in people]),
        not_counted=_not_counted(session, now),
    )
    last = () if ends is None else (ends,)
    if until <= m.WINDOW:
        return (*of.figures(whole), *turns_now(session, now), *last)
    window = msgspec.structs.replace(
        whole,
        called="last ten minutes",
        span=m.last_ten_minutes(session, now),
        unsure=unsure_words(session, m.last_ten_minutes(session, now)),
        turns={},
        split=m.split_times(within(parts, until - m.WINDOW, until), [person for person, _ in people]),
        window=True,
    )
    whole = msgspec.structs.replace(whole, agreed=agreed.begun_with(session))
    near = msgspec.structs.replace(of.balance(whole), key="whole", title="How near to agreed, whole session")
    beside = (near, of.share(whole), of.turns(whole))
    return (*of.figures(window), *(why for why in beside if why is not None), *turns_now(session, now), *last)


def why_stored(stored: FinishedSession, agrees: float | None = None) -> tuple[Why, ...]:
    """Of the figures on the page of a session that is over. `agrees`: part of the talk for which keys and recording agree, 0..1;
    None: as a transcript that lies beside it says. Refused where there are none, or none are shown."""
    if not stored.show_figures:
        raise Refused(agreed.NOT_SHOWN)
    if not stored.figures.active:
        raise Refused("Nobody timed this session: there is no figure to explain.")
    if agrees is None and stored.recorded is not None and not stored.keyed:
        laid = agrees_for(stored.recorded.agrees)
        agrees = None if laid is None else float(laid)
    own = agreed.own_items(stored)
    had = f"{counted(len(own), 'item')} had shares of {'its' if len(own) == 1 else 'their'} own"
    given = of.Given(
        called="whole session",
        span=span_of(stored),
        people=[(person.id, person.name) for person in stored.people],
        agreed=agreed.of_stored(stored),
        also=(f"{had}: {', '.join(own)}",) if own else (),
        turns=_turns(stored),
        known=known_heard(stored),
        heard=heard_sure(stored, restored(stored)) if stored.hears else (),
        unsure=unsure_words(stored, span_of(stored)),
        agrees=agrees,
        not_counted=_pauses(stored),
    )
    by_item = of_items(stored)
    return (*of.figures(given), *([by_item] if by_item else []), *turns_stored(stored), *recorded(stored))


def of_items(stored: FinishedSession) -> Why | None:
    """Each item's shares beside what was agreed for it; None where no items are told apart."""
    found = spoken_items(stored)
    if not found or len(stored.people) < 2:
        return None
    few = len(stored.items) - len(found)
    return Why(
        key="items",
        title="Share of the talk, by item",
        formula="share = own floor time in it ÷ all floor time in it",
        inputs=tuple(_item(stored, row, span) for row, span in found),
        left_out=(f"{counted(few, 'item')} with under a minute of talk",) if few else (),
    )


def _item(stored: FinishedSession, row: ItemRow, span: m.Span) -> Input:
    has, owed = m.shares(span) or {}, m.agreed_shares(span)
    there = [person for person in stored.people if has.get(person.id) or owed.get(person.id)]
    told = ", ".join(f"{person.name} {m.percent(has.get(person.id, Fraction(0)))} %" for person in there)
    against = "agreed for it" if row.agreement is not None else "agreed" if stored.agreement is not None else "equal would be"
    beside = ratio_words(owed, tuple(person.id for person in there))
    return Input(row.title, told, f"{against} {beside} · {clock(span.talk)} of talk")


def projected(session: Session, plan: Plan) -> Why | None:
    """Where the hour is heading; None where no end is shown."""
    if plan.ends is None or plan.ends <= 0 or session.finished:
        return None
    rows = [] if plan.left is None else [Input("this item", f"{_minutes(max(0, plan.left))} left", "0 once it is over")]
    used = {row.facts.item.id: row.used for row in plan.rows}
    unplanned = session.current_item is not None and session.current_item.item.unplanned
    if not unplanned:
        rest = [(facts.item.title, _rest(facts.item.minutes, used[facts.item.id])) for facts in ahead(session)]
        rest = [(title, left) for title, left in rest if left]
        if len(rest) > LONGEST_LIST:
            rows.append(Input(counted(len(rest), "item"), _minutes(sum(left for _, left in rest)), "planned, less what is used"))
        else:
            rows += [Input(title, _minutes(left), "planned, less what is used") for title, left in rest]
    return Why(
        key="ends",
        title="The projected end",
        formula="now + what is left of this item + planned minutes of those not begun",
        inputs=tuple(rows),
        left_out=("items left open on the way, and what is not on the agenda yet",),
        sure=("it moves with the clock: nothing advances by itself",),
    )


def recorded(stored: FinishedSession) -> tuple[Why, ...]:
    """What only a recording of the session can tell."""
    found = stored.recorded
    if found is None:
        return ()
    names = {person.id: person.name for person in stored.people}
    rows = [
        Input(name, clock(found.speaking[person]), f"{counted(found.backchannels.get(person, 0), 'signal')} of a listener in it")
        for person, name in names.items()
        if found.speaking.get(person)
    ]
    # Laid beside: the recording has its own beginning and end, and goes on while the session pauses.
    beyond = ["talk before, after and in pauses of the session is speaking time, and no floor time"] if found.agrees else []
    made = []
    if rows:
        made.append(
            Why(
                key="speaking",
                title="Speaking time, as the recording has it",
                formula="all that a person said; floor time has the short pauses in it too",
                inputs=tuple(rows),
                left_out=("signals of a listener under 1 s are speaking time, and no floor time", *beyond),
                sure=_damage(stored),
                source="RTTM speaker time; backchannels after Yngve 1970",
            )
        )
    if found.gap is not None:
        made.append(
            Why(
                key="response",
                title="How soon answers come",
                said=(f"usually {_tenths(found.gap)}",),
                formula=f"begin of a turn minus end of the one before: the median of {counted(found.gaps, 'answer')}",
                left_out=("3 s and more: that is a lapse, not an answer",),
                source="floor transfer offset (Stivers 2009)",
            )
        )
    if found.onsets:
        made.append(
            Why(
                key="onsets",
                title="Who came in while another spoke",
                formula="began 0.25 s or more into, and before the end of, what the other said",
                inputs=tuple(
                    Input(names.get(by, by), f"while {names.get(over, over)} spoke {times(often)}", f"went on {times(first)}")
                    for by, over, often, first in found.onsets
                ),
                left_out=("whether it was welcome: most such talk is",),
                source="Schegloff 2000",
            )
        )
    return tuple(made)


def _damage(stored: FinishedSession) -> tuple[str, ...]:
    found = stored.recorded
    assert found is not None
    parts = [
        (found.carried, "without a name, given to the last one"),
        (found.estimated, "with a time that is an estimate"),
        (found.unnamed, "of somebody who is not said"),
    ]
    return tuple(f"{counted(count, 'cue')} {what}" for count, what in parts if count)


def _turns(stored: FinishedSession) -> dict[str, m.Turns]:
    """As they are stored; none where only shares are known."""
    rows = [Turn(who, start, end) for who, start, end, source in stored.turns if source != "entered"]
    by_person = {person.id: m.measured([turn for turn in rows if turn.person == person.id]) for person in stored.people}
    return {person: found for person, found in by_person.items() if found.count}


def _pauses(stored: FinishedSession) -> tuple[str, ...]:
    rest = stored.ended - stored.began - stored.figures.active
    return (f"not active: {clock(rest)} of pauses, and of time away that nobody claimed",) if rest >= 1_000_000 else ()


def _not_counted(session: Session, now: int) -> tuple[str, ...]:
    at = session.ended_at if session.finished else now
    gaps = sum(gap.ended - gap.began for gap in session.gaps if not gap.counted)
    paused = at - session.active(now) - gaps
    return tuple(
        f"{name} {clock(time)}"
        for name, time in (("pauses", paused), ("away, whose time nobody has said", gaps))
        if time >= 1_000_000
    )


def _rest(minutes: int | None, used: int) -> int:
    return max(0, (minutes or 0) * MINUTE - used)


def _minutes(time: int) -> str:
    return minutes_left(time) if time >= MINUTE else clock(time)


def _tenths(time: int) -> str:
    return f"{abs(time) / 1_000_000:.1f} s {'before the other ends' if time < 0 else 'after the other ends'}"
