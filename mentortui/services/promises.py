"""What was promised and is still open, in all mentorships: listed, ticked off, worded anew."""

from collections.abc import Callable, Iterable
from datetime import date

import msgspec

from mentortui.core import capture as grammar
from mentortui.core.actions import follow_said, follow_through, hint_of, mild_word, open_of, settled, with_learned
from mentortui.core.capture import Reader
from mentortui.core.commands import Refused
from mentortui.core.feedback import beside_the_line, shown_to_others
from mentortui.core.goals import Goal
from mentortui.core.heads import local, own_zone
from mentortui.core.hints import Hints
from mentortui.core.merging import taken_back
from mentortui.core.promises import Promise, in_order, is_open, promise_of, promised, promiser
from mentortui.core.records import Living, Mentorship
from mentortui.core.refused import NothingToUndo
from mentortui.core.sharing import in_order as people_in_order
from mentortui.core.text import fit
from mentortui.services.clock import Clock
from mentortui.services.goal_names import goal_names, own_goal_names, shared_goals
from mentortui.services.undoing import the_last
from mentortui.store.changing import Changing
from mentortui.store.errors import StoreError
from mentortui.store.store import Store

GONE = "That promise is no longer here."
SAID = 50
"""Cells of a promise in a sentence."""


class Promises:
    """Of one data folder. Every act is on disk when it returns, and may raise StoreError; safe from any one thread at a time."""

    def __init__(self, store: Store, clock: Clock, hints: Callable[[], Hints] = lambda: Hints(())) -> None:
        """`hints`: of words with which nobody can say whether a promise was kept."""
        self._store = store
        self._clock = clock
        self._hints = hints
        self._before: list[tuple[str, str, Living, Living]] = []
        self._ticked: set[str] = set()
        self._shown: dict[tuple[str, str], Living] = {}
        """As they were when their line was asked for, to be typed anew."""
        self.follow: dict[str, tuple[str, ...]] = {}
        """By mentorship, as read last, in lines: how each side followed through in the last quarter, the mentor's first; then a
        mild word for whoever has many open."""

    def all(self) -> tuple[Promise, ...]:
        """Open ones, the user's own first, late ones first; and those ticked off since `begin`. What cannot be read is told."""
        found, follow = list[Promise](), dict[str, tuple[str, ...]]()
        for mentorship in self._store.mentorships():
            if mentorship.removed or mentorship.archived is not None:
                continue
            try:
                living = self._store.living(mentorship.slug)
            except StoreError as error:
                self._store.notices.append(str(error))
                continue
            here = [one for one in living if is_open(one) or (one.id in self._ticked and not one.removed and one.state == "done")]
            goals = shared_goals(self._store, mentorship.slug) if here else ()
            found += [self._promise(mentorship, one, goals) for one in here]
            follow[mentorship.slug] = self._followed(mentorship, living)
        self.follow = follow
        return in_order(found)

    def begin(self) -> None:
        """Someone comes to the list: what was ticked off before is no longer on it."""
        self._ticked.clear()

    def tick(self, slug: str, id: str) -> str:
        """Kept; or open again where it was ticked off here a moment ago. Says so. Raises Refused where it is gone."""
        with self._store.changing(slug) as now:
            record = self._there(now, id)
            state = "open" if record.state == "done" and id in self._ticked else "done"
            said = f"{'kept' if state == 'done' else 'open again'}: {fit(promised(record.capture), SAID)}"
            today = self._today(now.mentorship(), promiser(record.capture))
            self._save(now, record, said, settled(msgspec.structs.replace(record, state=state), today))
        self._ticked.add(id)
        return said

    def is_kept(self, slug: str, id: str) -> bool:
        """Whether that one was ticked off here, and is not open again."""
        return id in self._ticked and self._found(slug, id).state == "done"

    def learn(self, slug: str, id: str, words: str) -> str:
        """What was learned of one, in a line; nothing typed changes nothing. Says so. Raises Refused where it is gone."""
        if not words.strip():
            return ""
        with self._store.changing(slug) as now:
            there = self._there(now, id)
            said = f"learned: {fit(' '.join(words.split()), SAID)}"
            self._save(now, there, said, with_learned(there, words))
        return said

    def undo(self) -> str:
        """Takes back the last act on this list, and says what it was; what was changed elsewhere since stays. Raises Refused
        where there is none."""
        if not self._before:
            raise NothingToUndo("There is nothing to undo.")
        with the_last(self._before) as (slug, said, before, made), self._store.changing(slug) as now:
            record = self._there(now, made.id)
            now.living.put(msgspec.structs.replace(taken_back(made, before, record), **self._stamp(now)))
        return f"Undone: {said}"

    @property
    def undoable(self) -> bool:
        """Whether there is an act to take back."""
        return bool(self._before)

    def line_of(self, slug: str, id: str) -> str:
        """The promise as one would type it."""
        record = self._shown[slug, id] = self._found(slug, id)
        return grammar.line_of(record.capture, self._reader(slug))

    def preview(self, slug: str, id: str, line: str) -> str:
        """What a line would make of it. Raises Refused where that is no promise."""
        self._understood(slug, id, line)
        reader = self._reader(slug)
        understood = grammar.understand(line, reader)
        said = grammar.preview(understood, reader)
        hint = hint_of(self._hints(), promised(understood.capture))
        return f"{said} · {hint}" if hint else said

    def reword(self, slug: str, id: str, line: str) -> str:
        """Typed anew: what, who, and by when. Says what it is now. Raises Refused."""
        with self._store.changing(slug) as now:
            there = self._there(now, id)
            changed = self._understood(slug, id, line)
            said = f"edited: {fit(promised(changed.capture), SAID)}"
            self._save(now, there, said, changed, self._shown.pop((slug, id), there))
        return said

    def _understood(self, slug: str, id: str, line: str) -> Living:
        record = self._shown.get((slug, id)) or self._found(slug, id)
        capture = grammar.caught(line, self._reader(slug))
        capture = msgspec.structs.replace(beside_the_line(record.capture, capture), id=id)
        if capture.kind != record.capture.kind or not promised(capture).strip():
            sign = "> they promise, < I promise" if record.capture.kind == "action" else "what could be better -> next step"
            raise Refused(f"This would no longer be a promise: {sign}.")
        return msgspec.structs.replace(record, capture=capture)

    def _followed(self, mentorship: Mentorship, living: Iterable[Living]) -> tuple[str, ...]:
        names = {member.id: member.name for member in mentorship.people}
        shown = shown_to_others(one for one in living if not one.removed)
        counts = follow_through(shown, mentorship, lambda person: self._today(mentorship, person))
        said = [follow_said(one, names[one.person]) for one in counts] if any(one.any for one in counts) else []
        words = [mild_word(open_of(shown, id), name, mine=id == mentorship.me) for id, name in names.items()]
        return (*said, *filter(None, words))

    def _save(self, now: Changing, there: Living, said: str, changed: Living, seen: Living | None = None) -> None:
        """`seen`: what was changed, where that is not what is `there`."""
        made = now.living.merge(seen or there, changed, self._stamp(now))
        now.write()
        self._before.append((now.slug, said, there, made))

    def _stamp(self, now: Changing) -> dict[str, object]:
        return {"changed": self._clock.wall(), "changed_by": now.mentorship().me}

    def _there(self, now: Changing, id: str) -> Living:
        found = now.living.there(id)
        if found is None:
            raise Refused(GONE)
        return found

    def _found(self, slug: str, id: str) -> Living:
        found = next((one for one in self._store.living(slug) if one.id == id and not one.removed), None)
        if found is None:
            raise Refused(GONE)
        return found

    def _reader(self, slug: str) -> Reader:
        mentorship = self._store.mentorship(slug)
        people = tuple((member.id, member.name) for member in people_in_order(mentorship))
        return Reader(
            me=mentorship.me,
            people=people,
            goals=goal_names(self._store, mentorship),
            own_goals=own_goal_names(self._store, mentorship),
            today=self._today(mentorship, mentorship.me),
        )

    def _promise(self, mentorship: Mentorship, record: Living, goals: tuple[Goal, ...]) -> Promise:
        names = {member.id: member.name for member in mentorship.people}
        today = self._today(mentorship, promiser(record.capture))
        return promise_of(record, slug=mentorship.slug, me=mentorship.me, names=names, today=today, goals=goals)

    def _today(self, mentorship: Mentorship, person: str) -> date:
        zones = {member.id: member.zone for member in mentorship.people}
        return local(self._clock.wall(), zones.get(person) or own_zone(mentorship)).date()
