"""What the page and the line of a goal say: how far it is, why it matters, and everything that belongs to it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mentortui.core.charts import bar, text
from mentortui.core.dates import iso_day, show_date
from mentortui.core.feedback import could_be_better, waits, was_good
from mentortui.core.goals import AREAS, KINDS, STATES, Goal
from mentortui.core.goals_chart import CourseChart, number, said
from mentortui.core.goals_measured import Course, Measured, course, measured
from mentortui.core.goals_names import belongs
from mentortui.core.goals_order import before, followers
from mentortui.core.milestones import Milestone, in_order
from mentortui.core.records import Living, Mentorship
from mentortui.core.text import fit

Lines = tuple[tuple[str, str], ...]
WITHOUT = "None yet, and that may stay so. r adds one: how one will know."
CHART_CELLS = 40
BAR_CELLS = 10
NAME = 24
MOST = 12
"""Records of one kind on a page."""


def results_said(found: Measured) -> str:
    """`2 of 3 reached`, of its key results; empty for a goal without one. In a row a longer word would be cut."""
    return f"{found.reached} of {found.results} reached" if found.results else ""


def goal_line(goal: Goal) -> str:
    """`Release lead · 2 of 3 reached · private`."""
    told = (results_said(measured(goal)), "parked" if goal.state == "parked" else "", "private" if goal.is_private else "")
    return " · ".join((goal.name, *filter(None, told)))


def result_line(found: Course) -> str:
    """`reviews alone · 5 → 8 a week, from 2`."""
    return f"{found.result.what} · {said(found)}"


def sign(goal: Goal) -> str:
    """`○` open, `✓` reached, `‖` parked."""
    return {"done": "✓", "parked": "‖"}.get(goal.state, "○")


def page(goal: Goal, goals: Sequence[Goal], living: Iterable[Living], mentorship: Mentorship, today: date) -> Lines:
    """All of it, labels and words. `goals`: all; `living`: what was caught, of which what names the goal is shown."""
    names = {member.id: fit(member.name, NAME) for member in mentorship.people}
    owner, other = _sides(goal, mentorship)
    first = before(goal, goals)
    due = iso_day(goal.due)
    found: list[tuple[str, str]] = [
        ("", _head(goal)),
        ("Whose", names.get(goal.who, "")),
        (f"Why it matters to {owner}" if owner else "Why it matters", goal.why),
        (f"Why it matters to {other}" if other else "Why it matters to the other side", goal.why_other),
        *_known(goal, today),
        ("Strategies", goal.strategies),
        ("By when", show_date(due, today) if due else ""),
        ("Comes after", f"{first.name} · {STATES.get(first.state, first.state)}" if first else ""),
        ("Before", ", ".join(one.name for one in followers(goal, goals))),
        ("Milestones", "\n".join(milestone_line(one, today) for one in in_order(goal.milestones))),
        *_belonging(goal, living, names, today),
    ]
    return tuple((label, words) for label, words in found if words)


def result_page(goal: Goal, found: Course, today: date) -> Lines:
    """The page of a key result: its course as a chart, and the numbers."""
    readings = "\n".join(f"{show_date(day, today):<15} {number(value):>10}" for day, value in reversed(found.points))
    return tuple(
        (label, words)
        for label, words in (
            ("", f"A key result of {goal.name}"),
            ("", result_line(found)),
            ("", _way(found)),
            ("Course", CourseChart.of(found, CHART_CELLS, today)),
            ("Readings", readings or "None yet: n adds one, such as “12 fri”."),
        )
        if words
    )


def milestone_page(goal: Goal, milestone: Milestone, today: date) -> Lines:
    """The page of a milestone."""
    due, reached = iso_day(milestone.due), iso_day(milestone.reached)
    return tuple(
        (label, words)
        for label, words in (
            ("", f"A milestone of {goal.name}"),
            ("", milestone.what),
            ("By when", show_date(due, today) if due else ""),
            ("Reached on", show_date(reached, today) if reached else ""),
            ("What shows it", milestone.evidence),
        )
        if words
    )


def milestone_line(milestone: Milestone, today: date) -> str:
    """`○ first release led · Fri 18 Dec`, `✓ first release led · Fri 18 Dec · the 2.4 notes`."""
    day = iso_day(milestone.reached or milestone.due)
    parts = (milestone.what, show_date(day, today) if day else "", milestone.evidence if milestone.reached else "")
    return f"{'✓' if milestone.reached else '○'} {' · '.join(filter(None, parts))}"


def _head(goal: Goal) -> str:
    kind, area = (table.get(value, value) if value else "" for table, value in ((KINDS, goal.kind), (AREAS, goal.area)))
    state = STATES.get(goal.state, goal.state) if goal.state != "open" else ""
    formerly = f"formerly {', '.join(goal.formerly)}" if goal.formerly else ""
    return " · ".join(filter(None, (kind, area, state, "private: only you" if goal.is_private else "", formerly)))


def _known(goal: Goal, today: date) -> list[tuple[str, str]]:
    courses = [course(one) for one in goal.key_results]
    if not courses:
        return [("Key results", WITHOUT)]
    found = [("Key results", "\n".join(f"{result_line(one)}\n{_way(one)}".rstrip() for one in courses))]
    charts = [(one.result.what, CourseChart.of(one, CHART_CELLS, today)) for one in courses[:3]]
    return [*found, *((what, lines) for what, lines in charts if lines)]


def _way(found: Course) -> str:
    if found.share is None:
        return ""
    return f"{text(bar(found.share, None, BAR_CELLS))} {round(found.share * 100)} % of the way"


def _belonging(goal: Goal, living: Iterable[Living], names: Mapping[str, str], today: date) -> list[tuple[str, str]]:
    mine = [one for one in living if not one.removed and belongs(one.capture.goal, goal) and not waits(one.capture)]
    mine.sort(key=lambda one: (one.created, one.id), reverse=True)
    headings = {
        "action": "Actions",
        "feedback": "Feedback",
        "win": "Wins",
        "decision": "Decisions",
        "opportunity": "Opportunities",
        "resource": "Resources",
        "setback": "Setbacks",
    }
    found = list[tuple[str, str]]()
    for kind, heading in headings.items():
        there = [one for one in mine if one.capture.kind == kind]
        lines = [_caught_line(one, names, today) for one in there[:MOST]]
        more = [f"and {len(there) - MOST} more"] if len(there) > MOST else []
        found.append((heading, "\n".join((*lines, *more))))
    return found


def _caught_line(one: Living, names: Mapping[str, str], today: date) -> str:
    capture, due = one.capture, iso_day(one.capture.due)
    words = capture.text
    if capture.kind == "feedback":
        words = " · ".join(filter(None, (was_good(capture), could_be_better(capture))))
    mark = {"open": "○ ", "done": "✓ ", "dropped": "– "}[one.state] if capture.kind == "action" else ""
    by = f" · {show_date(due, today)}" if due and capture.kind == "action" else ""
    who = names.get(capture.who, "")
    return f"{mark}{who + ': ' if who else ''}{' '.join(words.split())}{by}"


def _sides(goal: Goal, mentorship: Mentorship) -> tuple[str, str]:
    """The names of whose goal it is, and of the other side: the mentee's where nobody is named."""
    people = mentorship.people
    owners = [one for one in people if one.id == goal.who] or [one for one in people if one.role == "mentee"]
    others = [one for one in people if one not in owners]
    owner, other = (fit(group[0].name, NAME) if len(group) == 1 else "" for group in (owners, others))
    return owner, other if owner else ""
