"""The second half of a review: when the people met, what to change, who had the floor, and the first wish beside the newest
takeaway."""

from collections.abc import Iterable
from fractions import Fraction

from mentortui.core import measures as m
from mentortui.core import review_numbers as n
from mentortui.core import trends_groups as g
from mentortui.core import trends_words as w
from mentortui.core.adjusting import Proposal, of_pulse, of_round, still_proposed
from mentortui.core.agreed import BESIDE_EQUAL
from mentortui.core.assessment import TABLE as ASSESSMENTS
from mentortui.core.assessment import Assessment, Round, answers_words, rounds
from mentortui.core.charter import TABLE as CHARTER
from mentortui.core.charter import CharterAnswer, charter
from mentortui.core.dates import iso_day, show_date
from mentortui.core.decisions import details as decision_details
from mentortui.core.mentorship_pauses import pause_words
from mentortui.core.page_parts import Line
from mentortui.core.pulse import ASKED
from mentortui.core.pulse_course import PulseCourse, in_numbers, pulse_course
from mentortui.core.records import Plan
from mentortui.core.review_look import Look
from mentortui.core.review_sections import Lines, hours_words
from mentortui.core.roadblocks import RoadblockRecord, age_words, still_open
from mentortui.core.text import counted
from mentortui.core.trends import Trends
from mentortui.core.trends_look import known_words


def met(look: Look) -> Lines:
    """How often and how long; what was held without the program, missed, skipped, moved or paused, with the reason where one was
    given, and no more."""
    found = n.meetings(look)
    lines = list[Line]()
    if found.held:
        light = f", {found.light} of them light" if found.light else ""
        long = f", {hours_words(found.active)}" if found.active else ""
        lines.append(Line("met", f"{counted(found.held, 'session')} held{light}{long}"))
    lines += [Line("without", _planned(plan, look), lead="Held without mentortui") for plan in n.held_without(look)]
    lines += [Line("missed", _planned(plan, look), lead="Missed") for plan in n.planned_away(look, "missed")]
    lines += [Line("skipped", _planned(plan, look), lead="Skipped") for plan in n.planned_away(look, "skipped")]
    for move in n.moves(look):
        to = f" to {show_date(look.day(move.to), look.today)}" if move.to is not None else ""
        lines.append(Line("moved", f"from {show_date(look.day(move.was), look.today)}{to}", lead="Moved", tail=move.reason))
    for move in n.dates_called_off(look):
        lines.append(Line("off", show_date(look.day(move.was), look.today), lead="Called off", tail=move.reason))
    lines += [Line("paused", pause_words(pause, look.today)) for pause in n.pauses(look)]
    return tuple(lines)


def change(look: Look) -> Lines:
    """What might be different: adjustments that low open values propose, roadblocks that stand, what one would do otherwise."""
    lines = [Line("proposal", one.text, lead=one.about, mark="○", id=one.id) for one in proposals(look)]
    stand = [one for one in still_open(look.holdings.of("roadblocks", RoadblockRecord)) if one.created < look.until]
    for one in stand:
        proposal = f"proposes: {one.proposal}" if one.proposal else "no proposal yet"
        tail = " · ".join(part for part in (proposal, age_words(one, look.today)) if part)
        lines.append(Line("roadblock", one.text, lead=f"Roadblock, {look.name(one.who)}" if one.who else "Roadblock", tail=tail))
    for record in n.decisions(look):
        other = decision_details(record).differently
        if other:
            lines.append(Line("differently", other, lead=f"Of “{' '.join(record.capture.text.split())}”"))
    return tuple(lines)


def found_it(look: Look) -> Lines:
    """How each found it, in each one's own numbers, in order of time: open answers only, none added up."""
    lines = list[Line]()
    course = pulses(look)
    for person in _order(look, [person for person, _ in course.people]):
        said = [f"{asked} {in_numbers(course.of(person, asked))}" for asked in ASKED if any(course.of(person, asked))]
        if said:
            lines.append(Line("pulse", " · ".join(said), lead=look.name(person), tail=counted(len(course.points), "session")))
    for shown in assessments(look):
        order = _order(look, [row.person for row in shown.rows])
        for row in sorted(shown.rows, key=lambda row: order.index(row.person)):
            text = answers_words(row.answers or {}) if row.state == "in" else "declined"
            sentence = f"“{row.sentence}”" if row.sentence else ""
            lines.append(
                Line("assessment", text or sentence, lead=look.name(row.person), tail=_tail(shown, sentence if text else ""))
            )
    return tuple(lines)


def _tail(shown: Round, sentence: str) -> str:
    return " · ".join(part for part in (shown.called, sentence) if part)


def pulses(look: Look) -> PulseCourse:
    """The open pulses of the sessions held."""
    return pulse_course(look.held, look.holdings.pulses)


def assessments(look: Look) -> tuple[Round, ...]:
    """Those whose answers were shown on a day of the period."""
    found = rounds(look.holdings.mentorship.people, look.holdings.of(ASSESSMENTS, Assessment))
    return tuple(one for one in found if not one.sealed and look.period.has(iso_day(one.opened)))


def proposals(look: Look) -> tuple[Proposal, ...]:
    """What low open values of the period propose, of each question the newest, as far as nobody took it up."""
    found = [one for point in pulses(look).points for one in of_pulse(point)]
    found += [one for shown in assessments(look) for one in of_round(shown)]
    taken = [one.id for one in look.holdings.living]
    agreed = [one.text for one in look.holdings.of(CHARTER, CharterAnswer)]
    return tuple(one for one in still_proposed(found, taken) if not any(one.text in text for text in agreed))


def speaking(look: Look) -> Lines:
    """Who had the floor, as sums of the period beside what was agreed, of what, and how it is known; nothing where the pair
    agreed not to show figures, or none counts."""
    if not look.holdings.mentorship.show_figures:
        return ()
    trends = n.talk(look)
    group = n.talk_together(trends)
    span = group.pooled.span
    shares = m.shares(span)
    if shares is None:
        return ()
    agreed = m.agreed_shares(span)
    lines = [_share(look, group, person, shares[person], agreed) for person in _order(look, shares)]
    if group.agreed and m.word(span) not in (None, "early"):
        lines.append(Line("talk", m.word(span) or "", lead="Together"))
    return (*lines, Line("known", _known(trends, group), lead="Known"))


def _order(look: Look, shares: Iterable[str]) -> list[str]:
    people, found = [member.id for member in look.people], list(shares)
    return [*(person for person in people if person in found), *(person for person in found if person not in people)]


def _share(look: Look, group: g.Group, person: str, share: Fraction, agreed: dict[str, Fraction]) -> Line:
    beside = f"agreed {m.percent(agreed[person])} %" if group.agreed and person in agreed else ""
    minutes = w.minutes_words(group, person)
    told = f"{minutes} than agreed" if minutes != "as many" else "as many minutes as agreed"
    tail = " · ".join(part for part in (beside, told if group.agreed else "") if part)
    return Line("share", f"{m.percent(share)} % of the talk", lead=look.name(person), tail=tail)


def _known(trends: Trends, group: g.Group) -> str:
    """`4 h 10 min of talk in 5 sessions · keyed by hand · left out: 1 not keyed`."""
    talk = f"{hours_words(group.pooled.span.talk)} of talk in {counted(len(group.parts), 'session')}"
    equal = BESIDE_EQUAL if not group.agreed else w.beside_equal_words(group).lower()
    return " · ".join(part for part in (talk, equal, known_words(trends), w.left_out_words(trends.left_out)) if part)


def closing(look: Look) -> Lines:
    """What was wished on the first day, beside the newest takeaway; one of them alone where the other is not there."""
    wish, where = first_wish(look)
    lines = [Line("wish", wish, lead="On the first day", tail=where)] if wish else []
    newest = newest_takeaway(look)
    if newest is not None and newest.text != wish:
        lines.append(newest)
    return tuple(lines)


def first_wish(look: Look) -> tuple[str, str]:
    """What each wanted, as the charter had it first, else what it was to be for; else the first takeaway of the first session.
    And where it stands."""
    found = charter(look.holdings.of(CHARTER, CharterAnswer), look.holdings.mentorship)
    for key in ("wants", "purpose"):
        said = [one.text for one in reversed(found.of(key)) if one.text]
        if said:
            return said[0], "from the charter"
    for held in look.meetings[:1]:
        for one in held.caught:
            if one.capture.kind == "takeaway":
                return one.capture.text, f"{look.name(one.capture.who)}, session {held.number}".strip(" ,")
    return "", ""


def newest_takeaway(look: Look) -> Line | None:
    """Of the mentee where there is one: the last one said by the end of the period."""
    mentees = {member.id for member in look.people if member.role == "mentee"}
    said = [
        (held, one.capture)
        for held in look.meetings
        if held.began < look.until
        for one in held.caught
        if one.capture.kind == "takeaway"
    ]
    if not said:
        return None
    held, capture = next((pair for pair in reversed(said) if pair[1].who in mentees), said[-1])
    where = f"session {held.number}, {show_date(look.day(held.began), look.today)}"
    return Line(
        "newest",
        capture.text,
        lead="The newest takeaway",
        tail=" · ".join(part for part in (look.name(capture.who), where) if part),
    )


def _planned(plan: Plan, look: Look) -> str:
    day = show_date(look.day(plan.starts), look.today) if plan.starts is not None else "no date"
    return f"{day} · {plan.reason}" if plan.reason else day
