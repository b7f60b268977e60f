"""Feedback of a mentorship: given, kept for later, answered; from a session under way or from anywhere.

During a session what is new is an event of it. Everything else goes to the stored records.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import msgspec

from mentortui.core.actions import VAGUE, settled
from mentortui.core.capture import Capture
from mentortui.core.commands import Refused
from mentortui.core.feedback import Answer, answer_said, answered, given, put_off, read_out, waiting, waits
from mentortui.core.feedback_form import Typed, day_said, read, typed_of
from mentortui.core.heads import local, own_zone
from mentortui.core.hints import Hints, WordList
from mentortui.core.merging import taken_back
from mentortui.core.records import Living
from mentortui.core.refused import NothingToUndo
from mentortui.core.session import CaptureFacts
from mentortui.core.text import fit
from mentortui.formats.own_files import NotText, read_bytes
from mentortui.formats.word_files import LARGEST, problem_told, read_words
from mentortui.services.clock import Clock
from mentortui.services.goal_names import KnownGoals
from mentortui.services.live import LiveSession
from mentortui.services.undoing import the_last
from mentortui.store.store import Store

MOST_FILES = 100
"""Word lists of the user's that are read."""


class Feedback:
    """Opens the feedback of a mentorship, with the lists of words that hints look for."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str], config: Path | None = None) -> None:
        """`config`: the folder in which the user's own `words/*.txt` lie."""
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._config = config

    def book(
        self, slug: str, live: LiveSession | None = None, store_again: Callable[[], object] = lambda: None
    ) -> "FeedbackBook":
        """The feedback of that mentorship. `live`: the session under way with it, or just finished; then `store_again` writes
        its result anew. Raises StoreError."""
        return FeedbackBook(self._store, self._clock, self._new_id, slug, self.hints, live, store_again)

    @cached_property
    def hints(self) -> Hints:
        """For feedback: of the lists that come along and the user's own, read once; what is wrong in a file is told."""
        return Hints([one for one in self._lists if one.kind != VAGUE])

    @cached_property
    def promise_hints(self) -> Hints:
        """For what somebody promises: words with which nobody can say whether it was kept."""
        return Hints([one for one in self._lists if one.kind == VAGUE])

    @cached_property
    def _lists(self) -> list[WordList]:
        lists = list[WordList]()
        for path in sorted(files("mentortui").joinpath("words").iterdir(), key=lambda path: path.name):
            if path.name.endswith(".txt"):
                lists += read_words(path.read_bytes(), path.name).lists
        return lists + self._own({one.kind for one in lists})

    def _own(self, known: set[str]) -> list[WordList]:
        if self._config is None:
            return []
        folder = self._config / "words"
        lists = list[WordList]()
        try:
            paths = sorted(path for path in folder.iterdir() if path.suffix == ".txt")[:MOST_FILES]
        except FileNotFoundError:
            return []
        except OSError as error:
            self._tell(f"{folder}: {error.strerror or 'it cannot be read'}. Its lists of words are not used.")
            return []
        for path in paths:
            try:
                found = read_words(read_bytes(path, LARGEST), str(path), known)
            except NotText as error:
                self._tell(f"{path}: {error}. Mend it or move it away; the other lists are used.")
                continue
            lists += found.lists
            known |= {one.kind for one in found.lists}
            if told := problem_told(found):
                self._tell(told)
        return lists

    def _tell(self, sentence: str) -> None:
        self._store.notices.append(sentence)


class FeedbackBook:
    """Each act holds at once, in memory, says what it did, or raises Refused; `save` puts it on disk, from any thread."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        new_id: Callable[[], str],
        slug: str,
        hints: Hints,
        live: LiveSession | None,
        store_again: Callable[[], object],
    ) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self.slug = slug
        self.hints = hints
        self.live = live
        self._store_again = store_again
        self._mentorship = store.mentorship(slug)
        self._known_goals = KnownGoals(store, self._mentorship)
        self._living = {one.id: one for one in store.living(slug) if one.capture.kind == "feedback"}
        self._known = dict(self._living)
        """As the store had them when they were last read or written."""
        self._unsaved: dict[str, Living] = {}
        self._undo: list[tuple[str, Callable[[], None]]] = []
        self._events = len(live.events) if live is not None else 0

    # what is

    @property
    def me(self) -> str:
        """The user's id."""
        return self.live.session.me if self.live is not None else self._mentorship.me

    @property
    def people(self) -> dict[str, str]:
        """Names by id: the user first, then the others in their order."""
        if self.live is not None:
            return {person.id: person.name for person in self.live.session.people}
        people = sorted(self._mentorship.people, key=lambda member: member.id != self._mentorship.me)
        return {member.id: member.name for member in people}

    @property
    def goals(self) -> tuple[str, ...]:
        """By name."""
        return self.live.captures.reader().goals if self.live is not None else self._known_goals()[0]

    @property
    def today(self) -> date:
        """The user's."""
        return self.day(self._clock.wall())

    def day(self, moment: int) -> date:
        """The user's day of a moment."""
        return local(moment, own_zone(self._mentorship)).date()

    def all(self) -> tuple[Living, ...]:
        """Every feedback there is, the newest first; of the session under way as it stands there."""
        found = {id: one for id, one in self._living.items() if not one.removed}
        if self.live is not None:
            id_here = self.live.session.started.session
            found = {id: one for id, one in found.items() if one.session != id_here}
            for facts in self.live.session.captures:
                if facts.capture.kind == "feedback":
                    found[facts.capture.id] = self._of_session(facts)
        return tuple(sorted(found.values(), key=lambda one: (-one.created, one.id)))

    def waiting(self) -> tuple[Living, ...]:
        """What waits to be given, the oldest first."""
        return waiting(self.all(), self.me)

    def find(self, id: str) -> Living:
        """One of them. Raises Refused where it is gone."""
        found = next((one for one in self.all() if one.id == id), None)
        if found is None:
            raise Refused("That is no longer here.")
        return found

    def typed(self, id: str) -> Typed:
        """One of them, as the form shows it."""
        return typed_of(self.find(id).capture, self.me)

    def day_said(self, field: str, words: str) -> str:
        """What a typed day is understood as. Raises Refused."""
        return day_said(field, words, self.today)

    def read_out(self, capture: Capture) -> tuple[str, ...]:
        """In sentences, to say."""
        return read_out(capture, self.people, me=self.me, today=self.today)

    def read(self, typed: Typed, id: str = "") -> Capture:
        """The feedback that was typed; `id` of the one that is edited. Raises WrongFeedback."""
        before = self.find(id).capture if id else None
        own = self.live.captures.reader().own_goals if self.live is not None else self._known_goals()[1]
        return read(typed, me=self.me, goals=self.goals, own_goals=own, today=self.today, before=before)

    # what is done

    def give_typed(self, typed: Typed, id: str = "") -> str:
        """Given now; or, with an `id`, edited and given if it waited."""
        capture = self.read(typed, id)
        kept = given(capture, self.me, self._clock.wall())
        return self._put(kept, id, f"{'saved' if id or kept.who == self.me else 'given'}: {_named(kept)}")

    def keep_typed(self, typed: Typed, id: str = "") -> str:
        """It waits to be given."""
        capture = self.read(typed, id)
        if id and not waits(self.find(id).capture):
            raise Refused("It is given already: ctrl+s saves the change.")
        kept = put_off(capture, self.me)
        return self._put(kept, id, f"waits to be given: {_named(kept)}")

    def give(self, id: str) -> str:
        """One that waits is given now."""
        record = self.find(id)
        if not waits(record.capture):
            raise Refused("It is given already.")
        kept = given(record.capture, self.me, self._clock.wall())
        return self._put(kept, id, f"given: {_named(kept)}")

    def answer(self, id: str, answer: Answer, words: str = "") -> str:
        """What the receiver says to it."""
        kept = answered(self.find(id).capture, answer, words)
        return self._put(kept, id, f"{answer_said(kept)}: {_named(kept)}" if not kept.answer_words else answer_said(kept))

    def end_step(self, id: str, outcome: str | None = None) -> str:
        """Its step is done, or, done already, open again; with `outcome`: what came of it. Of a stored one."""
        record = self.find(id)
        if not record.capture.step:
            raise Refused("It has no next step.")
        if waits(record.capture):
            raise Refused("It is not given yet: its step begins after that.")
        if self._is_event(id):
            raise Refused("Its step has only just been agreed: after the session it can be done.")
        if outcome is not None:
            changed = msgspec.structs.replace(record, outcome=" ".join(outcome.split()))
            if changed.state == "open" and changed.outcome:
                changed = msgspec.structs.replace(changed, state="done")
            said = f"what came of it: {changed.outcome}" if changed.outcome else "what came of it: nothing said"
        else:
            changed = msgspec.structs.replace(record, state="open" if record.state != "open" else "done")
            said = "the step is done" if changed.state == "done" else "the step is open again"
        self._store_one(settled(changed, self.today), said)
        return said

    def remove(self, id: str) -> str:
        """It goes; `undo` brings it back."""
        record = self.find(id)
        said = f"removed: {_named(record.capture)}"
        if self.live is not None and self._is_event(id):
            event = self.live.captures.remove(id)
            self._undo.append((said, self._undo_event(event.id, lambda live: live.captures.keep(record.capture))))
        else:
            self._store_one(msgspec.structs.replace(record, removed=True), said)
        return said

    def undo(self) -> str:
        """Takes back the last act here, and says what it was. Raises Refused."""
        if not self._undo:
            raise NothingToUndo("There is nothing to undo here.")
        with the_last(self._undo) as (said, back):
            back()
        return f"Undone: {said}"

    @property
    def unsaved(self) -> bool:
        """Whether `save` has anything to do. What is an event saves itself."""
        return bool(self._unsaved) or self._finished_since

    def save(self) -> None:
        """What was changed is on disk when it returns. Raises StoreError; then it may be tried again."""
        ours = dict(self._unsaved)
        if ours:
            stamp = {"changed": self._clock.wall(), "changed_by": self.me}
            with self._store.changing(self.slug) as now:
                stored = {id: now.living.merge(self._known.get(id, now.living.get(id)), one, stamp) for id, one in ours.items()}
            for id, one in ours.items():
                self._known[id] = stored[id]
                if self._unsaved.get(id) is one:
                    del self._unsaved[id]
                    self._living[id] = stored[id]
        if self.live is not None and self._finished_since:
            events = len(self.live.events)
            self._store_again()
            self._events = events

    @property
    def _finished_since(self) -> bool:
        """Whether a finished session has events its result does not know."""
        return self.live is not None and self.live.session.finished and len(self.live.events) != self._events

    def _put(self, capture: Capture, id: str, said: str) -> str:
        """Keeps it, new or changed, where it belongs."""
        live = self.live
        if live is not None and (not id or self._is_event(id)):
            if id:
                before = self.find(id).capture
                event = live.captures.edit(capture)
                self._undo.append((said, self._undo_event(event.id, lambda live: live.captures.edit(before))))
            else:
                capture = msgspec.structs.replace(capture, id=self._new_id())
                event = live.captures.keep(capture)
                self._undo.append((said, self._undo_event(event.id, lambda live: live.captures.remove(capture.id))))
        elif live is not None and waits(self.find(id).capture) and not waits(capture):
            # Given in this session, so it is told on its page. Until that is stored the record waits as before.
            event = live.captures.keep(capture)
            self._undo.append((said, self._undo_event(event.id, lambda live: live.captures.remove(id))))
        elif id:
            self._store_one(msgspec.structs.replace(self.find(id), capture=capture), said)
        else:
            new = self._new_id()
            wall = self._clock.wall()
            record = Living(
                id=new, created=wall, changed=wall, changed_by=self.me, capture=msgspec.structs.replace(capture, id=new)
            )
            self._store_one(record, said)
        return said

    def _store_one(self, record: Living, said: str) -> None:
        before = self._living.get(record.id)
        self._living[record.id] = self._unsaved[record.id] = record

        def back() -> None:
            old = before if before is not None else msgspec.structs.replace(record, removed=True)
            old = taken_back(record, old, self._living[record.id])  # what was stored elsewhere since stays
            self._living[record.id] = self._unsaved[record.id] = old

        self._undo.append((said, back))

    def _undo_event(self, event: str, otherwise: Callable[[LiveSession], object]) -> Callable[[], None]:
        """Undo in the session; where something else was keyed since, the opposite."""

        def back() -> None:
            live = self.live
            if live is None:
                return
            if live.session.undoable and live.session.undoable[-1].event == event:
                live.undo()
            else:
                otherwise(live)

        return back

    def _is_event(self, id: str) -> bool:
        """Whether it is caught in the session under way."""
        return self.live is not None and any(facts.capture.id == id for facts in self.live.session.captures)

    def _of_session(self, facts: CaptureFacts) -> Living:
        assert self.live is not None
        session = self.live.session
        kept = self._living.get(facts.capture.id)
        created = session.wall(facts.at)
        return Living(
            id=facts.capture.id,
            created=min(kept.created, created) if kept is not None else created,
            capture=facts.capture,
            session=session.started.session,
            at=facts.at,
            state=kept.state if kept is not None else "open",
            outcome=kept.outcome if kept is not None else "",
        )


def _named(capture: Capture) -> str:
    return fit(capture.text or capture.step, 60)
