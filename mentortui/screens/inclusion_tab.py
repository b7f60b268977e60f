"""Inclusion among the tabs of a mentorship: roles, topics, quieter voices, disagreements, and a mentor's own reflection."""

from collections.abc import Iterator, Sequence
from functools import partial

from mentortui.core.dates import show_date
from mentortui.core.disagreements import DISAGREEMENT, told
from mentortui.core.heads import own_zone
from mentortui.core.inclusion import served_line
from mentortui.core.journal import day_of
from mentortui.core.refused import Refused
from mentortui.services.inclusion import Inclusion, Voices
from mentortui.services.quarterly import Quarterly
from mentortui.services.records import Records, Shelf
from mentortui.services.tabs import Count, Entries, Entry, Host, Read, Tab, TabKey, TabRow
from mentortui.services.undoing import the_last

ROLES, TOPICS, QUIETER, SEEN_OTHERWISE, REFLECTION = "roles", "topics", "quieter", "disagreements", "reflection"
LABEL = 15
"""Cells of what a row is about, before what it says."""


class InclusionTab(Tab):
    """One row a subject. What a mentor reflects on lies in private.json; a row says only when that was, never what."""

    name, title, one = "inclusion", "Inclusion", "a voice"
    many = "lines"
    about = "Whose voice is in it: roles that go round, who brings the topics, who had least, what was seen otherwise."
    more = True

    def __init__(self, inclusion: Inclusion, records: Records, quarterly: Quarterly, slug: str) -> None:
        self._inclusion, self._records, self._quarterly, self._slug = inclusion, records, quarterly, slug
        self._seen: Voices | None = None
        self._answered: list[int] = []
        """How many acts on records had been done when a reflection was kept."""
        self.keys = (
            TabKey(
                key="w", label="reflect", words="A reflection on your own part in it, only yours", act=self._reflect, alone=True
            ),
        )

    def count(self, shelf: Shelf) -> Count:
        """It is used once a disagreement was written down, or a reflection."""
        disagreements = [one for one in shelf.records.get(DISAGREEMENT.name, ()) if not one.removed]
        return Count(len(disagreements) + len(shelf.mentorship.quarterly))

    def read(self, shelf: Shelf) -> Read:
        """Of all there is now."""
        self._seen = seen = self._inclusion.voices(self._slug)
        return Entries(tuple(_entries(seen, shelf)))

    def shown_keys(self, id: str) -> Sequence[TabKey]:
        """A reflection is a mentor's."""
        return self.keys if self._seen is not None and self._seen.question else ()

    def add(self, host: Host, id: str) -> None:
        """A disagreement."""
        host.form(DISAGREEMENT, self._records.blank(DISAGREEMENT), new=True)

    def edit(self, host: Host, id: str) -> None:
        """Where that line is looked at more closely."""
        if id == REFLECTION:
            self._reflect(host, id)
        elif id == SEEN_OTHERWISE:
            host.go(DISAGREEMENT.name)
        elif id in (TOPICS, QUIETER):
            host.app.open_prepare(host.slug)
        else:
            host.say("Roles go round by themselves; on Prepare they can be swapped.")

    def undo(self, host: Host) -> str:
        """The last reflection, or what was done to a disagreement."""
        if self._answered and self._answered[-1] == self._records.done_so_far(self._slug):
            with the_last(self._answered):
                return self._quarterly.undo(self._slug)
        return self._records.undo(self._slug)

    def _reflect(self, host: Host, id: str) -> None:
        seen = self._seen
        if seen is None or not seen.question:
            host.say("This is asked of mentors.", trouble=True)
            return
        host.ask("Only yours: it goes into your journal", seen.question, partial(self._reflected, seen.question))

    def _reflected(self, question: str, words: str) -> str:
        if not words.strip():
            raise Refused("A few words are needed; escape leaves it.")
        said = self._quarterly.reflect(self._slug, question, words)
        self._answered.append(self._records.done_so_far(self._slug))
        return said


def _entries(seen: Voices, shelf: Shelf) -> Iterator[Entry]:
    roles = [served_line(one, seen.names) for one in seen.roles]
    yield _entry(
        ROLES,
        "Roles",
        roles[0] if roles else "nobody had one yet; Prepare gives them out in turn",
        [("Roles", "\n".join(roles) or "Facilitator, notes and time go round from session to session, once one is prepared.")],
    )
    topics = [one for one in (seen.topics, f"Lately: {seen.lately}" if seen.lately else "") if one]
    yield _entry(
        TOPICS,
        "Topics",
        seen.topics or "of no topic it is known who brought it",
        [
            ("Who brings the topics", "\n".join(topics)),
            ("By quarter", "\n".join(seen.by_quarter)),
            ("", "e on Prepare says who brings one"),
        ],
    )
    yield _entry(
        QUIETER,
        "Asked first",
        seen.invited or "nobody in particular",
        [("Before the next session", seen.invited or "Nobody had clearly less last time, or brought fewer topics.")],
    )
    said = told(seen.disagreements)
    each = [f"{one.what}{f' · {one.came}' if one.came else ''}" for one in seen.disagreements]
    yield _entry(
        SEEN_OTHERWISE, "Disagreements", said or "none written down", [(said, "\n".join(each)), ("", "a writes one down")]
    )
    if seen.question:
        last = show_date(day_of(seen.reflections[0], own_zone(shelf.mentorship)), shelf.around.today) if seen.reflections else ""
        when = f"last {last}, only yours" if last else "none yet, only yours"
        yield _entry(
            REFLECTION, "Own part", when, [("Only yours", f"{when}. It lies in your journal."), ("To ask oneself", seen.question)]
        )


def _entry(id: str, label: str, said: str, page: Sequence[tuple[str, str]]) -> Entry:
    return Entry(row=TabRow(id=id, text=f"{label:<{LABEL}}{said}"), page=tuple(part for part in page if part[1]))
