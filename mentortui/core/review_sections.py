"""What a review says of a period, section by section: what grew, what was promised, told, decided and opened. Lines describe and
stop; nothing is graded, and missed sessions carry no blame."""

from collections.abc import Sequence

from mentortui.core import review_numbers as n
from mentortui.core.dates import iso_day, show_date
from mentortui.core.decisions import details as decision_details
from mentortui.core.durations import minutes
from mentortui.core.feedback import answer_said, came_of, could_be_better, was_good
from mentortui.core.goals import STATES, Goal, together
from mentortui.core.goals_measured import course
from mentortui.core.goals_names import name_now
from mentortui.core.listening import listening
from mentortui.core.listening import told as listened
from mentortui.core.opportunities import SORTS, sort_of
from mentortui.core.page_parts import Line
from mentortui.core.promises import promised, promiser
from mentortui.core.record_details import ActionDetails
from mentortui.core.records import Living
from mentortui.core.review_look import Look
from mentortui.core.setbacks import told
from mentortui.core.text import counted
from mentortui.core.wins import effect_of

Lines = tuple[Line, ...]
BELOW = " "
"""The mark of a line that stands below the one before it."""
_MARKS = {"done": "✓", "dropped": "–"}


def changed(look: Look) -> Lines:
    """In each person's own words, the mentee's first: takeaways, and what was learned of promises and between sessions."""
    said = [(one.capture.who, began, one.capture.text, "", one.capture.id) for began, one in n.takeaways(look)]
    for record in n.kept_in(look):
        if isinstance(record.details, ActionDetails) and record.details.learned:
            what = f"from “{_one_line(promised(record.capture))}”"
            said.append((promiser(record.capture), record.created, record.details.learned, what, record.id))
    for checkin in look.holdings.checkins:
        if not checkin.removed and look.within(checkin.created):
            said += [(checkin.person, checkin.created, text, "between sessions", "") for text in checkin.learned]
    order = [member.id for member in look.people]
    said.sort(key=lambda one: (order.index(one[0]) if one[0] in order else len(order), one[1]))
    return tuple(Line("changed", text, lead=look.name(person), tail=tail, id=id) for person, _, text, tail, id in said)


def wins(look: Look) -> Lines:
    """Whose, what, and what it changed; mentees' first."""
    found, goals = _by_people(n.wins(look), look), together(look.holdings.of("goals", Goal), ())
    tails = {one.id: _tails(_changed(effect_of(one)), _goal(one, goals)) for one in found}
    return tuple(Line("win", one.capture.text, lead=look.name(one.capture.who), tail=tails[one.id], id=one.id) for one in found)


def goals(look: Look) -> Lines:
    """Those that moved, with their readings and milestones; below them those that did not, in one line."""
    found = n.goals(look)
    lines = list[Line]()
    for one in (one for one in found if one.moved):
        state = f"{STATES.get(one.goal.state, one.goal.state)} {_day(one.goal.closed, look)}".strip() if one.closed else ""
        way = _way(one.before, one.now)
        lead = look.name(one.goal.who)
        lines.append(Line("goal", one.goal.name, lead=lead, tail=_tails(way, state), mark=_goal_mark(one.goal, one.closed)))
        lines += [Line("reading", text, mark=BELOW) for text in _readings(one.goal, look)]
        lines += [
            Line("milestone", f"milestone: {step.what}", tail=_tails(_day(step.reached, look), step.evidence), mark="✓")
            for step in one.milestones
        ]
    still = [one.goal.name for one in found if not one.moved and one.goal.state == "open"]
    if still:
        lines.append(Line("goals", ", ".join(still), lead="No new reading"))
    return tuple(lines)


def setbacks(look: Look) -> Lines:
    """What happened, what it taught, what comes next; of both sides."""
    found = (told(one) for one in n.setbacks(look))
    return tuple(
        Line(
            "setback",
            one.what,
            lead=look.name(one.who),
            tail=_tails(f"it taught: {one.learned}" if one.learned else "", f"next: {one.next}" if one.next else ""),
            id=one.id,
        )
        for one in found
    )


def promises(look: Look) -> Lines:
    """Each side's in one line, then each promise that was settled or due in the period, or made in it and open without a day."""
    sides = n.promises_by(look)
    lines = [Line("promises", promises_words(one), lead=look.name(one.person) or "Nobody named") for one in sides if one.any]
    order = [one.person for one in sides]
    here = [
        one
        for one in n.all_promises(look)
        if look.period.has(iso_day(one.capture.due))
        or (one.state != "open" and look.period.has(n.settled_on(one, look)))
        or (one.state == "open" and iso_day(one.capture.due) is None and look.within(one.created))
    ]
    here.sort(key=lambda one: (order.index(promiser(one.capture)), one.capture.due or "9999", one.created, one.id))
    for one in here:
        due = iso_day(one.capture.due)
        by = f"by {show_date(due, look.today)}" if due else ""
        state = {"done": "kept", "dropped": "dropped"}.get(one.state, "")
        lines.append(
            Line(
                "promise",
                promised(one.capture),
                lead=look.name(promiser(one.capture)),
                tail=_tails(by, state, one.outcome),
                mark=_MARKS.get(one.state, "○"),
                id=one.id,
            )
        )
    return tuple(lines)


def promises_words(found: n.Promises) -> str:
    """`7 made, 5 kept; of 6 due by now 5 kept, 1 open`."""
    made = [f"{found.made} made", f"{found.kept} kept", f"{found.dropped} dropped" if found.dropped else ""]
    parts = [f"{found.due_kept} kept", f"{found.due_dropped} dropped" if found.due_dropped else ""]
    parts.append(f"{found.due_open} open" if found.due_open else "")
    due = f"; of {found.due} due {', '.join(part for part in parts if part)}" if found.due else ""
    return ", ".join(part for part in made if part) + due


def feedback(look: Look) -> Lines:
    """How much went which way, then what was told, and how often understanding was confirmed."""
    ways = n.feedback_ways(look)
    lines = [
        Line("ways", counted(many, "piece"), lead=f"{look.name(giver) or 'Somebody'} to {look.name(to) or 'somebody'}")
        for (giver, to), many in ways.items()
    ]
    for one in n.feedback(look):
        capture = one.capture
        good, better = was_good(capture), could_be_better(capture)
        tail = _tails(
            f"it changed: {capture.effect}" if capture.effect else "",
            f"could be better: {better}" if good and better else "",
            f"then: {capture.step}" if capture.step else "",
            answer_said(capture),
            came_of(one),
        )
        lead = f"{look.name(n.giver(one, look)) or 'Somebody'} to {look.name(capture.who) or 'somebody'}"
        lines.append(Line("feedback", good or better, lead=lead if good else f"{lead}, could be better", tail=tail, id=one.id))
    names = {member.id: look.name(member.id) for member in look.people}
    lines += [Line("understood", said, lead="Listening") for said in listened(listening(look.held), names)]
    return tuple(lines)


def decisions(look: Look) -> Lines:
    """What was chosen, and how it turned out."""
    lines = []
    for one in n.decisions(look):
        about = decision_details(one)
        tail = _tails(
            show_date(look.day_of(one), look.today),
            f"it turned out: {about.turned_out}" if about.turned_out else "",
            f"next time: {about.differently}" if about.differently else "",
        )
        lines.append(Line("decision", one.capture.text, tail=tail, id=one.id))
    return tuple(lines)


def topics(look: Look) -> Lines:
    """Who brought what was talked about, and which doors were opened."""
    lines = list[Line]()
    for one in n.topics(look):
        if one.brought and one.person:
            took = f", {one.taken_up} taken up" if one.taken_up != one.brought else ""
            lines.append(Line("topics", f"{counted(one.brought, 'topic')} brought{took}", lead=look.name(one.person)))
    sorts = {value: words for value, words, _ in SORTS if value}
    for record in n.opportunities(look):
        state = {"done": "taken up", "dropped": "not taken up"}.get(record.state, "open")
        lines.append(
            Line(
                "opportunity",
                record.capture.text,
                lead=look.name(record.capture.who),
                tail=_tails(sorts.get(sort_of(record), ""), state, record.outcome),
                mark=_MARKS.get(record.state, "○"),
                id=record.id,
            )
        )
    return tuple(lines)


def hours_words(us: int) -> str:
    """`5 h 40 min`, `45 min`."""
    hours, rest = divmod(minutes(us), 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"


def _readings(goal: Goal, look: Look) -> list[str]:
    """Of each key result that was read in the period, where it stood before and at its end."""
    found = []
    for result in goal.key_results:
        here = course(result, look.period.end)
        within = [value for day, value in here.points if look.period.has(day)]
        if within:
            before = [value for day, value in here.points if day < look.period.begin]
            start = before[-1] if before else here.baseline if here.baseline is not None else within[0]
            unit = f" {here.result.unit}" if here.result.unit else ""
            target = f", target {here.target:f}" if here.target is not None else ""
            found.append(f"{result.what}: {start:f} → {within[-1]:f}{unit}{target}")
    return found


def _way(before: float | None, now: float | None) -> str:
    if now is None:
        return ""
    if before is None or round(before * 100) == round(now * 100):
        return f"{round(now * 100)} % of the way"
    return f"{round(before * 100)} % → {round(now * 100)} % of the way"


def _goal_mark(goal: Goal, closed: bool) -> str:
    return "✓" if closed and goal.state == "done" else ""


def _by_people(records: Sequence[Living], look: Look) -> list[Living]:
    order = [member.id for member in look.people]
    return sorted(records, key=lambda one: order.index(one.capture.who) if one.capture.who in order else len(order))


def _changed(effect: str) -> str:
    return f"it changed: {effect}" if effect else ""


def _goal(record: Living, goals: Sequence[Goal]) -> str:
    """By the name it has now."""
    return f"#{name_now(record.capture.goal, goals)}" if record.capture.goal else ""


def _day(iso: str, look: Look) -> str:
    day = iso_day(iso)
    return show_date(day, look.today) if day else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tails(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
