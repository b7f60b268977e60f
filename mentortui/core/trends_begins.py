"""Who brings the topics, who opens and who closes, over the sessions of a mentorship. docs/fairness.md, Over sessions."""

import msgspec

from mentortui.core.trends import Trends
from mentortui.core.trends_held import Topic


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """Topics of one person. `person` is empty for those of nobody in particular. `used`: microseconds of active time."""

    person: str
    topics: int
    taken_up: int
    used: int


class EndsCounted(msgspec.Struct, frozen=True, kw_only=True):
    """How often one person held the floor first, and last: in sessions, and in agenda items."""

    person: str
    opened: int
    closed: int
    opened_items: int
    closed_items: int


def brought(trends: Trends) -> tuple[Brought, ...]:
    """Who brings the topics: of every agenda there was, also where no figures count. Those of nobody come last."""
    found = dict[str, list[Topic]]({person: [] for person in (*trends.names, "")})
    for one in trends.held:
        for topic in one.topics:
            found[topic.row.brought_by if topic.row.brought_by in found else ""].append(topic)
    return tuple(
        Brought(
            person=person,
            topics=len(topics),
            taken_up=sum(topic.taken_up for topic in topics),
            used=sum(topic.row.used for topic in topics),
        )
        for person, topics in found.items()
        if topics or person in list(trends.names)[:2]
    )


def opens_and_closes(trends: Trends) -> tuple[EndsCounted, ...]:
    """Who holds the floor first, and last, in sessions and in items that count."""
    counted = trends.counted
    topics = [topic for one in counted for topic in one.topics]
    made = [
        EndsCounted(
            person=person,
            opened=sum(one.ends.opened == person for one in counted),
            closed=sum(one.ends.closed == person for one in counted),
            opened_items=sum(topic.ends.opened == person for topic in topics),
            closed_items=sum(topic.ends.closed == person for topic in topics),
        )
        for person in trends.names
    ]
    members = list(trends.names)[:2]
    return tuple(one for one in made if one.person in members or one.opened or one.closed or one.opened_items or one.closed_items)
