"""Editing a session from the list: what is typed goes to its stored records."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import msgspec

from mentortui.core import capture as grammar
from mentortui.core.capture import Reader
from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable, zone
from mentortui.core.feedback import beside_the_line
from mentortui.core.records import Caught, FinishedSession, Living, Mentorship, PrivateNote
from mentortui.core.result import LIVING
from mentortui.core.words import KINDS
from mentortui.services.clock import Clock
from mentortui.services.editing import moment_words, named
from mentortui.services.moments import moment_typed
from mentortui.store.store import Store


class _State(msgspec.Struct, frozen=True):
    """What one edit works on. `living` and `private`: those of this session that are there, by id."""

    session: FinishedSession
    living: Mapping[str, Living]
    private: Mapping[str, PrivateNote]
    mentorship: Mentorship


class StoredEditor:
    """A session from the list: edits go to its records."""

    def __init__(self, store: Store, clock: Clock, slug: str, session_id: str) -> None:
        """Raises StoreError where there is no such session."""
        self._store = store
        self._clock = clock
        self._slug = slug
        session = store.session(slug, session_id)
        living = {one.id: one for one in store.living(slug) if one.session == session_id and not one.removed}
        private = {note.id: note for note in store.private_notes(slug) if note.session == session_id and not note.removed}
        self._state = self._saved = _State(session, living, private, store.mentorship(slug))
        self._before: list[tuple[str, _State]] = []

    def line_of(self, id: str) -> str:
        return grammar.line_of(self._found(id).capture, self._reader)

    def preview(self, line: str) -> str:
        return grammar.preview(grammar.understand(line, self._reader), self._reader)

    def reword(self, id: str, line: str) -> str:
        old = self._found(id)
        capture = msgspec.structs.replace(grammar.understand(line, self._reader).capture, id=id)
        capture = beside_the_line(old.capture, capture)
        if not (capture.text.strip() or capture.step.strip()):
            raise Refused("There is nothing to save yet.")
        if capture.kind == old.capture.kind:
            caught = msgspec.structs.replace(old, capture=capture)
            state = _replaced(self._state, caught)
        else:
            caught = msgspec.structs.replace(old, capture=capture)
            state = self._added(_without(self._state, id), caught)
        mentorship = state.mentorship
        if capture.goal and capture.goal not in mentorship.goals:
            mentorship = msgspec.structs.replace(mentorship, goals=(*mentorship.goals, capture.goal))
        said = f"{KINDS[capture.kind]} edited: {capture.text or capture.step}"
        return self._now(msgspec.structs.replace(state, mentorship=mentorship), said)

    def remove(self, id: str) -> str:
        said = f"removed: {named(self._found(id).capture)}"
        return self._now(_without(self._state, id), said)

    @property
    def closing(self) -> str:
        return self._state.session.closing

    def note_closing(self, text: str) -> str:
        session = msgspec.structs.replace(self._state.session, closing=text.strip())
        return self._now(msgspec.structs.replace(self._state, session=session), "closing note")

    def date_preview(self, words: str) -> str:
        return moment_words(self._moment(words), *self._zones, self._today)

    def agree_next(self, words: str) -> str:
        state = self._state
        starts = self._moment(words) if words.strip() else None
        if starts is not None and starts <= self._clock.wall():
            raise Refused("That date has gone by already.")
        mentorship = state.mentorship
        if mentorship.next_date is None or mentorship.next_date == state.session.next_date:
            mentorship = msgspec.structs.replace(mentorship, next_date=starts)
        session = msgspec.structs.replace(state.session, next_date=starts)
        said = "next date taken back" if starts is None else "next date agreed"
        return self._now(msgspec.structs.replace(state, session=session, mentorship=mentorship), said)

    @property
    def edited(self) -> bool:
        return bool(self._before)

    def undo(self) -> str:
        if not self._before:
            raise Refused("There is nothing to undo.")
        said, self._state = self._before.pop()
        return f"Undone: {said}"

    def save(self) -> None:
        state, saved = self._state, self._saved
        if state is saved:
            return
        stamp = {"changed": self._clock.wall(), "changed_by": state.session.me}
        living = [one for id, one in state.living.items() if saved.living.get(id) != one]
        gone = [msgspec.structs.replace(one, removed=True) for id, one in saved.living.items() if id not in state.living]
        notes = [one for id, one in state.private.items() if saved.private.get(id) != one]
        lost = [msgspec.structs.replace(one, removed=True) for id, one in saved.private.items() if id not in state.private]
        # Where a capture goes from one file to another, it is added before it is taken away: a kill in between keeps it.
        if living:
            self._store.save_living(self._slug, *(msgspec.structs.replace(one, **stamp) for one in living))
        if notes:
            self._store.save_private(self._slug, *(msgspec.structs.replace(one, **stamp) for one in notes))
        if state.session != saved.session:
            self._store.save_session(self._slug, msgspec.structs.replace(state.session, **stamp))
        if gone:
            self._store.save_living(self._slug, *(msgspec.structs.replace(one, **stamp) for one in gone))
        if lost:
            self._store.save_private(self._slug, *(msgspec.structs.replace(one, **stamp) for one in lost))
        if state.mentorship != saved.mentorship:
            now = self._store.mentorship(self._slug)
            goals = (*now.goals, *(goal for goal in state.mentorship.goals if goal not in now.goals))
            changed = msgspec.structs.replace(now, goals=goals, next_date=state.mentorship.next_date, **stamp)
            self._store.save_mentorship(changed)
        self._saved = state

    def _now(self, state: _State, said: str) -> str:
        self._before.append((said, self._state))
        self._state = state
        return said

    def _found(self, id: str) -> Caught:
        state = self._state
        if id in state.living:
            one = state.living[id]
            return Caught(capture=one.capture, at=one.at, item=one.item)
        if id in state.private:
            return state.private[id].caught
        found = next((caught for caught in state.session.caught if caught.capture.id == id), None)
        if found is None:
            raise Refused("That is no longer here.")
        return found

    def _added(self, state: _State, caught: Caught) -> _State:
        """With a capture where its kind is kept."""
        kind, id, session = caught.capture.kind, caught.capture.id, state.session
        if kind in LIVING:
            one = Living(
                id=id, created=self._clock.wall(), capture=caught.capture, session=session.id, at=caught.at, item=caught.item
            )
            return msgspec.structs.replace(state, living={**state.living, id: one})
        if kind == "private":
            note = PrivateNote(id=id, created=self._clock.wall(), session=session.id, caught=caught)
            return msgspec.structs.replace(state, private={**state.private, id: note})
        kept = tuple(sorted((*session.caught, caught), key=lambda one: one.at))
        return msgspec.structs.replace(state, session=msgspec.structs.replace(session, caught=kept))

    @property
    def _reader(self) -> Reader:
        session = self._state.session
        people = tuple((person.id, person.name) for person in session.people)
        return Reader(me=session.me, people=people, goals=self._state.mentorship.goals, today=self._today)

    @property
    def _zones(self) -> tuple[str, str]:
        session = self._state.session
        mine = next((person.zone for person in session.people if person.id == session.me), "UTC")
        return mine, next((person.zone for person in session.people if person.id != session.me), mine)

    @property
    def _today(self) -> date:
        now = datetime.fromtimestamp(self._clock.wall() / 1_000_000, UTC)
        try:
            return now.astimezone(zone(self._zones[0])).date()
        except Unreadable:
            return now.date()

    def _moment(self, words: str) -> int:
        return moment_typed(words, self._today, self._zones[0])


def _replaced(state: _State, caught: Caught) -> _State:
    """With a capture of the same kind in its place."""
    id = caught.capture.id
    if id in state.living:
        one = msgspec.structs.replace(state.living[id], capture=caught.capture)
        return msgspec.structs.replace(state, living={**state.living, id: one})
    if id in state.private:
        note = msgspec.structs.replace(state.private[id], caught=caught)
        return msgspec.structs.replace(state, private={**state.private, id: note})
    kept = tuple(caught if one.capture.id == id else one for one in state.session.caught)
    return msgspec.structs.replace(state, session=msgspec.structs.replace(state.session, caught=kept))


def _without(state: _State, id: str) -> _State:
    session = msgspec.structs.replace(state.session, caught=tuple(one for one in state.session.caught if one.capture.id != id))
    living = {key: one for key, one in state.living.items() if key != id}
    private = {key: one for key, one in state.private.items() if key != id}
    return _State(session, living, private, state.mentorship)
