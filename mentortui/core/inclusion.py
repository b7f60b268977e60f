"""Whose voice is in it: who keeps the agenda, who brings the topics, who had least of the floor, what was seen otherwise.

Figures describe; a sentence invites whoever had less, and stops there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import msgspec

from mentortui.core import measures as m
from mentortui.core.quarters import Quarter, by_quarter, quarter_called
from mentortui.core.records import FinishedSession, ItemRow, Member, Plan
from mentortui.core.roles import TASKS, Task
from mentortui.core.text import counted, fit, joined, short_names
from mentortui.core.trends_held import Held
from mentortui.core.trends_sums import summed

RECENT = 5
"""Sessions that are the last ones, where it is said who brought what lately."""
LEAST_TOPICS = 3
"""Topics brought in them, below which nobody is said to have brought the fewest."""
NAME = 24
DID: Mapping[Task, str] = {"facilitator": "Kept the agenda", "notes": "Took notes", "time": "Minded the time"}

PRIVILEGE = "own privilege"
"""The prompt of the journal entries in which a mentor reflects on it."""
REFLECTIONS = (
    "Which doors stood open for me at this point that have to be knocked at by the other?",
    "Which way of working do I take for the right one because it is mine?",
    "What did I assume about the other this quarter that I did not ask about?",
)
"""What such a reflection asks, one after the other."""


# roles over time


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """How often each had one task in the sessions held, by people's ids, and who had it in the last few, the newest last."""

    task: Task
    times: Mapping[str, int]
    last: tuple[str, ...]


def served(plans: Iterable[Plan]) -> tuple[Served, ...]:
    """For each task somebody had. Only what was held counts; a swap counts as it was made."""
    held = sorted((plan for plan in plans if plan.state == "held" and not plan.removed), key=lambda plan: (plan.changed, plan.id))
    found = []
    for task in TASKS:
        who = [person for plan in held if (person := getattr(plan.roles, task))]
        if who:
            found.append(Served(task=task, times=dict(Counter(who)), last=tuple(who[-3:])))
    return tuple(found)


def served_line(one: Served, names: Mapping[str, str]) -> str:
    """`Kept the agenda: Ada 5 times, Grace 4 times; lately Grace, Ada, Grace.`"""
    order = [*names, *(person for person in one.times if person not in names)]
    often = [
        f"{_name(person, names)} {_times(one.times.get(person, 0))}" for person in order if person in names or person in one.times
    ]
    lately = f"; lately {', '.join(_name(person, names) for person in one.last)}" if len(one.last) > 1 else ""
    return f"{DID[one.task]}: {', '.join(often)}{lately}."


# who brings the topics


def brought(items: Iterable[ItemRow]) -> Mapping[str, int]:
    """How many topics each brought, by people's ids; under an empty one those of nobody in particular."""
    return dict(Counter(item.brought_by for item in items))


def topics_by_quarter(held: Iterable[Held]) -> tuple[tuple[Quarter, Mapping[str, int]], ...]:
    """The same of each quarter, the newest first; those without a topic are left out."""
    quarters = by_quarter((one for one in held if one.topics), lambda one: one.date)
    return tuple((quarter, brought(topic.row for one in some for topic in one.topics)) for quarter, some in quarters)


def brought_words(topics: Mapping[str, int], names: Mapping[str, str]) -> str:
    """`Ada 6, Grace 4, nobody in particular 2`; everybody of the mentorship is named, also who brought none."""
    said = [f"{_name(person, names)} {topics.get(person, 0) or 'none'}" for person in names]
    others = sum(number for person, number in topics.items() if person and person not in names)
    said += [f"guests {others}"] if others else []
    said += [f"nobody in particular {topics['']}"] if topics.get("") else []
    return ", ".join(said)


def brought_line(topics: Mapping[str, int], names: Mapping[str, str]) -> str:
    """`Of 10 topics somebody brought, 6 are Ada's, 4 Grace's.`; nothing where nobody brought one."""
    own = {person: number for person, number in topics.items() if person}
    all = sum(own.values())
    if not all:
        return ""
    said = [
        f"{own.get(person, 0) or 'none'} {'is' if own.get(person, 0) in (0, 1) else 'are'} {_name(person, names)}'s"
        for person in names
    ]
    return f"Of {counted(all, 'topic')} that somebody brought, {', '.join(said)}."


def course_line(quarter: Quarter, topics: Mapping[str, int], names: Mapping[str, str]) -> str:
    """`Oct to Dec 2025: Ada 6, Grace 4`."""
    return f"{quarter_called(*quarter)}: {brought_words(topics, names)}"


# the quieter voices, between sessions


def had_least(last: FinishedSession | None) -> str:
    """Who had least of what was agreed in that session, by id; of two, only where something was agreed and it went otherwise.
    Empty where it is not known, or its figures are not shown."""
    if last is None or not last.show_figures or (last.agreement is None and len(last.people) < 3):
        return ""
    span = summed(last.figures, last.figures.active, last.figures.unsure)
    here = {person.id for person in last.people}
    owed = {person: time for person, time in span.expected.items() if person in here and time > 0}
    if len(owed) < 2 or m.word(span) in (None, "early", "as agreed"):
        return ""
    return min(owed, key=lambda person: (Fraction(span.floor.get(person, 0)) / owed[person], person))


def brought_fewest(sessions: Sequence[FinishedSession], people: Sequence[str]) -> str:
    """Who of these brought the fewest topics in the last sessions, by id; empty where too few were brought, or several brought as
    few."""
    found = brought(item for one in sessions[-RECENT:] for item in one.items if item.brought_by in people)
    numbers = {person: found.get(person, 0) for person in people}
    if len(numbers) < 2 or sum(numbers.values()) < LEAST_TOPICS:
        return ""
    fewest = [person for person, number in numbers.items() if number == min(numbers.values())]
    return fewest[0] if len(fewest) == 1 else ""


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    """`line` says who is asked first, `item` is what an agenda can hold of it; both may be empty."""

    line: str = ""
    item: str = ""


def invited(sessions: Sequence[FinishedSession], people: Sequence[Member], me: str) -> Invited:
    """One line that names who had least last time and who brought the fewest topics, so that they are asked first: a mentee, or
    one of a circle. About the user it says neither: it asks. Empty where there is nothing to say."""
    names = short_names({person.id: person.name for person in people})
    done = [one for one in sessions if not one.removed]
    asked_first = {person.id for person in people if person.role != "mentor"}
    least, fewest = had_least(done[-1] if done else None), brought_fewest(done, list(names))
    least, fewest = (one if one in asked_first else "" for one in (least, fewest))
    if not least and not fewest:
        return Invited()
    if me in (least, fewest) and {least, fewest} <= {me, ""}:
        return Invited(line="Is there something you want to bring?")
    whys = {"less of the floor than meant last time": least, "fewest of the last topics": fewest}
    asked = list(dict.fromkeys(person for person in (least, fewest) if person and person != me))
    why = {person: ", ".join(words for words, whose in whys.items() if whose == person) for person in asked}
    whom = joined([_name(person, names) for person in asked])
    if len(asked) == 1:
        line = f"Ask {whom} first: {why[asked[0]]}"
    else:
        line = f"Ask first: {joined([f'{_name(person, names)} ({why[person]})' for person in asked])}"
    return Invited(line=line, item=f"What {whom} {'wants' if len(asked) == 1 else 'want'} to bring")


def _name(person: str, names: Mapping[str, str]) -> str:
    return fit(names.get(person, "") or "somebody who is no longer here", NAME)


def _times(number: int) -> str:
    return "never" if not number else "once" if number == 1 else f"{number} times"
