"""Whose voice is in a mentorship, collected from its plans, its sessions, its disagreements, and the mentor's own reflections."""

from collections.abc import Mapping

import msgspec

from mentortui.core.disagreements import TABLE, Disagreement
from mentortui.core.inclusion import (
    RECENT,
    Served,
    brought,
    brought_line,
    course_line,
    invited,
    served,
    topics_by_quarter,
)
from mentortui.core.journal import JournalEntry
from mentortui.core.records import FinishedSession, Mentorship, Plan
from mentortui.core.sharing import in_order
from mentortui.core.text import short_names
from mentortui.services.quarterly import Quarterly
from mentortui.services.trends import TrendsRead
from mentortui.store.store import Store


class Voices(msgspec.Struct, frozen=True, kw_only=True):
    """What there is now, most of it in words. `names`: of the mentorship's people by their ids, the user first."""

    mentorship: Mentorship
    names: Mapping[str, str]
    roles: tuple[Served, ...]
    topics: str
    """Who brought how many, of all there were."""
    lately: str
    """The same of the last sessions."""
    by_quarter: tuple[str, ...]
    invited: str
    """Who had least and brought fewest, and so is asked first."""
    disagreements: tuple[Disagreement, ...]
    reflections: tuple[JournalEntry, ...]
    question: str
    """The question of the next reflection; empty for who is no mentor."""


class Inclusion:
    """Of one data folder; changes nothing. Raises StoreError."""

    def __init__(self, store: Store, trends: TrendsRead, quarterly: Quarterly) -> None:
        self._store, self._trends, self._quarterly = store, trends, quarterly

    def voices(self, slug: str) -> Voices:
        """All of it."""
        mentorship = self._store.mentorship(slug)
        people = in_order(mentorship)
        names = short_names({person.id: person.name for person in people})
        held = self._trends.read(slug).trends.held
        last = [topic.row for one in held[-RECENT:] for topic in one.topics]
        mentor = mentorship.part == "mentor"
        return Voices(
            mentorship=mentorship,
            names=names,
            roles=served(self._store.table(slug, "plans", Plan)),
            topics=brought_line(brought(topic.row for one in held for topic in one.topics), names),
            lately=brought_line(brought(last), names) if len(held) > RECENT else "",
            by_quarter=tuple(course_line(quarter, topics, names) for quarter, topics in topics_by_quarter(held)),
            invited=invited(self._sessions(slug), people, mentorship.me).line,
            disagreements=tuple(one for one in self._store.table(slug, TABLE, Disagreement) if not one.removed),
            reflections=self._quarterly.reflections(slug) if mentor else (),
            question=self._quarterly.next_reflection(slug) if mentor else "",
        )

    def _sessions(self, slug: str) -> tuple[FinishedSession, ...]:
        heads = [head for head in self._store.session_heads(slug) if not head.removed]
        return tuple(self._store.session(slug, head.id) for head in heads[-RECENT:])
