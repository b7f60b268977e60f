"""What a mentor is asked once a quarter and answers alone: the answer goes into the journal, in private.json, and record.json
keeps only the day on which it was looked at."""

from collections.abc import Callable
from datetime import date

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.heads import local, own_zone
from mentortui.core.inclusion import REFLECTIONS
from mentortui.core.inclusion_dues import PEERS, PRIVILEGE
from mentortui.core.journal import TABLE, JournalEntry, day_of
from mentortui.core.merging import taken_away
from mentortui.core.opportunities import QUESTION
from mentortui.core.quarters import quarter_called, quarter_of
from mentortui.core.records import Mentorship
from mentortui.core.text import fit, storable
from mentortui.services.clock import Clock
from mentortui.services.undoing import Acts
from mentortui.store.changing import Changing
from mentortui.store.store import Store

LONGEST = 20_000
replace = msgspec.structs.replace


class Quarterly:
    """Of one data folder. Every act is on disk when it returns, says what it did, and may raise Refused or StoreError."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str]) -> None:
        self._store, self._clock, self._new_id = store, clock, new_id
        self._done = Acts[tuple[JournalEntry, str, str]]()
        """By slug what was answered here: the entry, the name of the question, when it was looked at before."""

    def reflections(self, slug: str) -> tuple[JournalEntry, ...]:
        """Those on one's own part, the newest first."""
        return self._answers(slug, set(REFLECTIONS))

    def of_peers(self, slug: str) -> tuple[JournalEntry, ...]:
        """What was answered about what peers were offered, the newest first."""
        begins, _, ends = QUESTION.partition("{name}")
        found = self._store.private_table(slug, TABLE, JournalEntry)
        mine = [one for one in found if not one.removed and one.prompt.startswith(begins) and one.prompt.endswith(ends)]
        return _newest_first(mine, own_zone(self._store.mentorship(slug)))

    def next_reflection(self, slug: str) -> str:
        """The question whose turn it is: the one that was answered longest ago."""
        asked = [one.prompt for one in self.reflections(slug)]
        return max(REFLECTIONS, key=lambda text: (asked.index(text) if text in asked else len(asked), -REFLECTIONS.index(text)))

    def peers_question(self, slug: str) -> str:
        """By the name of the mentee; of several, of all."""
        names = [person.name for person in self._store.mentorship(slug).people if person.role == "mentee"]
        return QUESTION.format(name=fit(names[0], 40) if len(names) == 1 else "one of these")

    def reflect(self, slug: str, question: str, words: str) -> str:
        """Kept as an entry of the journal."""
        return self._keep(slug, PRIVILEGE, question, "Reflection", words)

    def answer_peers(self, slug: str, words: str) -> str:
        """The same, of what peers were offered."""
        return self._keep(slug, PEERS, self.peers_question(slug), "What peers were offered", words)

    def undo(self, slug: str) -> str:
        """Takes back the answer that was kept last."""
        with self._done.taking_back(slug) as (made, name, day), self._store.changing(slug) as now:
            entries, before = now.private_table(TABLE, JournalEntry), now.mentorship()
            entries.put(replace(taken_away(made, entries.get(made.id)), changed=self._clock.wall()))
            if before.quarterly.get(name) == made.day:  # else it was answered elsewhere since
                looked = {key: value for key, value in {**before.quarterly, name: day}.items() if value}
                now.mentorships.put(replace(before, quarterly=looked, changed=self._clock.wall(), changed_by=before.me))
        return "Undone: it is no longer in your journal"

    def _keep(self, slug: str, name: str, question: str, title: str, words: str) -> str:
        text = storable(words.strip())
        if not text:
            raise Refused("A few words are needed; escape leaves it.")
        if len(text) > LONGEST:
            raise Refused(f"At most {LONGEST:,} characters; this has {len(text):,}.")
        with self._store.changing(slug) as now:
            mentorship, wall = now.mentorship(), self._clock.wall()
            if mentorship.part != "mentor":
                raise Refused("This is asked of mentors.")
            today = self._today(mentorship)
            entry = JournalEntry(
                id=self._new_id(),
                created=wall,
                changed=wall,
                changed_by=mentorship.me,
                title=f"{title}, {quarter_called(*quarter_of(today))}",
                text=text,
                day=today.isoformat(),
                prompt=question,
            )
            now.private_table(TABLE, JournalEntry).put(entry)
            looked = mentorship.quarterly.get(name, "")
            self._mark(now, name, today)
        self._done.add(slug, (entry, name, looked))
        return "kept in your journal, only yours"

    def _mark(self, now: Changing, name: str, today: date) -> None:
        before = now.mentorship()
        looked = {**before.quarterly, name: today.isoformat()}
        if looked != before.quarterly:
            now.mentorships.put(replace(before, quarterly=looked, changed=self._clock.wall(), changed_by=before.me))

    def _answers(self, slug: str, prompts: set[str]) -> tuple[JournalEntry, ...]:
        found = self._store.private_table(slug, TABLE, JournalEntry)
        return _newest_first(
            [one for one in found if not one.removed and one.prompt in prompts], own_zone(self._store.mentorship(slug))
        )

    def _today(self, mentorship: Mentorship) -> date:
        mine = own_zone(mentorship)
        return local(self._clock.wall(), mine).date()


def _newest_first(entries: list[JournalEntry], zone: str) -> tuple[JournalEntry, ...]:
    return tuple(sorted(entries, key=lambda one: (day_of(one, zone), one.created, one.id), reverse=True))
