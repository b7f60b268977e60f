"""Editing a session from the list: what is typed goes to its stored records, and what other programs changed in them stays."""

import threading
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Literal, TypeVar

import msgspec

from mentortui.core import capture as grammar
from mentortui.core.actions import settled, with_learned
from mentortui.core.capture import Capture, Reader
from mentortui.core.closings import TABLE as CLOSINGS
from mentortui.core.closings import Closing
from mentortui.core.commands import Refused
from mentortui.core.entered import shareable, with_shares
from mentortui.core.entering import parse_shares, shares_told
from mentortui.core.feedback import beside_the_line
from mentortui.core.heads import local, own_zone
from mentortui.core.kinds import folded
from mentortui.core.made_private import is_without_words, without_words
from mentortui.core.merging import merged, merged_by_id
from mentortui.core.planned_date import doubts
from mentortui.core.promises import promised
from mentortui.core.records import Caught, FinishedSession, Living, Mentorship, PrivateNote
from mentortui.core.result import LIVING
from mentortui.core.review_edits import TABLE as REVIEWS
from mentortui.core.review_edits import ReviewEdit
from mentortui.core.told_elsewhere import may_tell, shared_note
from mentortui.core.words import KINDS
from mentortui.services.apart_by_now import apart_by_now, reworded, without_those
from mentortui.services.charter import keep_spoken
from mentortui.services.clock import Clock
from mentortui.services.editing import moment_words, named, shares_said
from mentortui.services.goal_names import own_goal_names
from mentortui.services.ids import new_id
from mentortui.services.moments import moment_typed
from mentortui.store.changing import Table
from mentortui.store.store import Store

Stored = TypeVar("Stored", Living, PrivateNote)
replace = msgspec.structs.replace


class _State(msgspec.Struct, frozen=True):
    """What one edit works on. `living` and `private`: those of this session that are there, by id."""

    session: FinishedSession
    living: Mapping[str, Living]
    private: Mapping[str, PrivateNote]
    mentorship: Mentorship


class StoredEditor:
    """A session from the list: edits go to its records."""

    def __init__(self, store: Store, clock: Clock, slug: str, session_id: str, fresh: Callable[[], str] = new_id) -> None:
        """Raises StoreError where there is no such session. `fresh` makes ids."""
        self._store = store
        self._clock = clock
        self._slug = slug
        self._id = session_id
        self._fresh = fresh
        self._state = self._saved = self._read()
        self._before: list[tuple[str, _State, _State]] = []
        self._told = set[str]()
        self._turning = threading.Lock()

    @property
    def me(self) -> str:
        return self._state.session.me

    def refresh(self) -> None:
        with self._turning:
            state, saved = self._state, self._saved
        found = self._read()
        with self._turning:
            self._state = found if self._state is state is saved else _merged(saved, self._state, found)
            self._saved = found

    # captures

    def line_of(self, id: str) -> str:
        return grammar.line_of(self._found(id).capture, self._reader)

    def preview(self, line: str) -> str:
        return grammar.preview(grammar.understand(line, self._reader), self._reader)

    def reword(self, id: str, line: str) -> str:
        old = self._found(id)
        capture = replace(grammar.caught(line, self._reader), id=id)
        capture = _worded(beside_the_line(old.capture, capture))
        caught = replace(old, capture=capture)
        if capture.kind == old.capture.kind:
            state = _replaced(self._state, caught)
        else:
            state = self._added(_without(self._state, id), caught)
        mentorship = state.mentorship
        if capture.goal and capture.goal not in mentorship.goals and capture.kind != "private":
            mentorship = replace(mentorship, goals=(*mentorship.goals, capture.goal))
        said = f"{KINDS[capture.kind]} edited: {capture.text or capture.step}"
        becomes_own = capture.kind == "private" and old.capture.kind != "private"
        record = self._state.living.get(id) or shared_note(old, state.session)
        told = may_tell(self._reviews, self._pages, record) if becomes_own else ()
        self._told.update(told)
        return " · ".join((*told, self._now(replace(state, mentorship=mentorship), said)))

    def leave_note(self, id: str) -> str:
        old = self._found(id)
        caught = replace(old, capture=replace(old.capture, sorted=True))
        return self._now(_replaced(self._state, caught), f"left a note: {old.capture.text}")

    def take_away(self, person: str, text: str) -> str:
        found = grammar.caught(f"= {text}", self._reader)
        capture = _worded(replace(found, id=self._fresh(), who=person))
        session = self._state.session
        caught = Caught(capture=capture, at=max(0, session.ended - session.began))
        return self._now(self._added(self._state, caught), f"takeaway: {capture.text}")

    def keep(self, id: str) -> str:
        record = self._promise(id)
        state: Literal["open", "done"] = "done" if record.state == "open" else "open"
        said = f"{'kept' if state == 'done' else 'open again'}: {promised(record.capture)}"
        return self._with(settled(replace(record, state=state), self._today), said)

    def is_kept(self, id: str) -> bool:
        return id in self._state.living and self._state.living[id].state == "done"

    def learn(self, id: str, text: str) -> str:
        record = self._promise(id)
        return self._with(with_learned(record, text), f"learned: {' '.join(text.split())}") if text.strip() else ""

    def _promise(self, id: str) -> Living:
        record = self._state.living.get(id)
        if record is None or not promised(record.capture):
            raise Refused("Only a promise can be kept.")
        return record

    def _with(self, record: Living, said: str) -> str:
        return self._now(replace(self._state, living={**self._state.living, record.id: record}), said)

    def remove(self, id: str) -> str:
        said = f"removed: {named(self._found(id).capture)}"
        return self._now(_without(self._state, id), said)

    # the session

    @property
    def closing(self) -> str:
        return self._state.session.closing

    def note_closing(self, text: str) -> str:
        session = replace(self._state.session, closing=text.strip())
        return self._now(replace(self._state, session=session), "closing note")

    def date_preview(self, words: str) -> str:
        wall, state = self._moment(words), self._state
        told = doubts(wall, state.session.planned_minutes, state.mentorship, (), self._clock.wall())
        return " · ".join((moment_words(wall, *self._zones, self._today), *told))

    def agree_next(self, words: str) -> str:
        state = self._state
        starts = self._moment(words) if words.strip() else None
        if starts is not None and starts <= self._clock.wall():
            raise Refused("That date has gone by already.")
        mentorship = state.mentorship
        if mentorship.next_date is None or mentorship.next_date == state.session.next_date:
            mentorship = replace(mentorship, next_date=starts)
        session = replace(state.session, next_date=starts)
        said = "next date taken back" if starts is None else "next date agreed"
        return self._now(replace(state, session=session, mentorship=mentorship), said)

    @property
    def unsure(self) -> int:
        return shareable(self._state.session)

    def shares_preview(self, words: str) -> str:
        return shares_told(parse_shares(words, self._reader.people), self._reader.people, self.unsure)

    def enter_shares(self, words: str) -> str:
        if not self.unsure:
            raise Refused("Nothing of this session is unsure: there is nothing to enter shares for.")
        shares = parse_shares(words, self._reader.people)
        session = with_shares(self._state.session, shares)
        return self._now(replace(self._state, session=session), shares_said(shares))

    # undo and saving

    @property
    def edited(self) -> bool:
        return bool(self._before)

    def undo(self) -> str:
        if not self._before:
            raise Refused("There is nothing to undo.")
        said, before, after = self._before.pop()
        with self._turning:
            self._state = _merged(after, before, self._state, yielding=True)
        return f"Undone: {said}"

    def save(self) -> None:
        with self._turning:
            typed, saved = self._state, self._saved
        if typed is saved:
            return
        stamp: dict[str, object] = {"changed": self._clock.wall(), "changed_by": typed.session.me}
        with self._store.changing(self._slug) as now:
            state = _unnamed(typed, own_goal_names(self._store, now.mentorship()))
            # The private file first: where the second one cannot be written, no shared file ever held the words.
            for id, note in state.private.items():
                if saved.private.get(id) != note:
                    now.private.merge(saved.private.get(id), note, stamp)
            _take_out(now.private, saved.private, state.private, stamp)
            apart = apart_by_now(now, saved.living.keys() | state.living.keys())
            words = {
                **{one.capture.id: one.capture for one in state.session.caught},
                **{id: one.capture for id, one in state.living.items()},
            }
            for id in apart & saved.living.keys() & words.keys():
                before = saved.living[id]
                if words[id] != before.capture:
                    now.private_table("living", Living).merge(before, reworded(before, words[id]), stamp)
            for id, one in state.living.items():
                if saved.living.get(id) != one and id not in apart:
                    now.living.merge(saved.living.get(id), one, stamp)
            shared = without_those(state.session, apart)
            if shared != saved.session:
                now.sessions(state.session.began).merge(saved.session, shared, stamp)
            _take_out(now.living, saved.living, state.living, stamp)
            keep_spoken(
                now,
                now.sessions(state.session.began).get(self._id) or state.session,
                now.living.naming(self._id).values(),
                self._clock.wall(),
            )
            hidden = _take_words(now.living, saved.living, state.private, stamp)
            if state.mentorship != saved.mentorship:
                now.mentorships.merge(saved.mentorship, state.mentorship, stamp)
            now.write()
            now.told = [one for one in now.told if one not in self._told]  # else it was said when it was typed
        if hidden:
            self._store.refresh_index()
        found = self._read()
        with self._turning:
            self._state = found if self._state is typed else _merged(typed, self._state, found)
            self._saved = found

    def _now(self, state: _State, said: str) -> str:
        with self._turning:
            self._before.append((said, self._state, state))
            self._state = state
        return said

    def _read(self) -> _State:
        store, slug, id = self._store, self._slug, self._id
        self._own_goals = own_goal_names(store, store.mentorship(slug))
        self._reviews = store.table(slug, REVIEWS, ReviewEdit)
        self._pages = store.table(slug, CLOSINGS, Closing)
        living = {one.id: one for one in store.living(slug) if one.session == id and not one.removed}
        private = {note.id: note for note in store.private_notes(slug) if note.session == id and not note.removed}
        return _State(store.session(slug, id), living, private, store.mentorship(slug))

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
            return replace(state, living={**state.living, id: one})
        if kind == "private":
            note = PrivateNote(id=id, created=self._clock.wall(), session=session.id, caught=caught)
            return replace(state, private={**state.private, id: note})
        kept = tuple(sorted((*session.caught, caught), key=lambda one: one.at))
        return replace(state, session=replace(session, caught=kept))

    @property
    def _reader(self) -> Reader:
        session = self._state.session
        people = tuple((person.id, person.name) for person in session.people)
        goals = self._state.mentorship.goals
        return Reader(me=session.me, people=people, goals=goals, own_goals=self._own_goals, today=self._today)

    @property
    def _zones(self) -> tuple[str, str]:
        session = self._state.session
        mine = own_zone(session)
        return mine, next((person.zone for person in session.people if person.id != session.me), mine)

    @property
    def _today(self) -> date:
        return local(self._clock.wall(), self._zones[0]).date()

    def _moment(self, words: str) -> int:
        return moment_typed(words, self._today, self._zones[0])


def _worded(capture: Capture) -> Capture:
    if not (capture.text.strip() or capture.step.strip()):
        raise Refused("There is nothing to save yet.")
    return capture


def _unnamed(state: _State, own: Collection[str]) -> _State:
    """Without the names of goals that became the user's alone since they were read; the words stay."""
    hidden = {folded(name) for name in own}

    def without(said: Capture) -> Capture:
        return replace(said, goal="") if folded(said.goal) in hidden else said

    if not hidden:
        return state
    caught = tuple(replace(one, capture=without(one.capture)) for one in state.session.caught)
    return replace(
        state,
        session=replace(state.session, caught=caught),
        living={id: replace(one, capture=without(one.capture)) for id, one in state.living.items()},
        mentorship=replace(state.mentorship, goals=tuple(one for one in state.mentorship.goals if folded(one) not in hidden)),
    )


def _replaced(state: _State, caught: Caught) -> _State:
    """With a capture of the same kind in its place."""
    id = caught.capture.id
    if id in state.living:
        one = replace(state.living[id], capture=caught.capture)
        return replace(state, living={**state.living, id: one})
    if id in state.private:
        note = replace(state.private[id], caught=caught)
        return replace(state, private={**state.private, id: note})
    kept = tuple(caught if one.capture.id == id else one for one in state.session.caught)
    return replace(state, session=replace(state.session, caught=kept))


def _without(state: _State, id: str) -> _State:
    session = replace(state.session, caught=tuple(one for one in state.session.caught if one.capture.id != id))
    living = {key: one for key, one in state.living.items() if key != id}
    private = {key: one for key, one in state.private.items() if key != id}
    return _State(session, living, private, state.mentorship)


def _merged(base: _State, mine: _State, theirs: _State, *, yielding: bool = False) -> _State:
    """`theirs`, with what `mine` changed of `base`; where both changed one thing, `theirs` holds when `yielding`."""
    goals = replace(mine.mentorship, goals=tuple(dict.fromkeys((*base.mentorship.goals, *mine.mentorship.goals))))
    return _State(
        merged(base.session, mine.session, theirs.session, yielding=yielding),
        merged_by_id(base.living, mine.living, theirs.living, yielding=yielding),
        merged_by_id(base.private, mine.private, theirs.private, yielding=yielding),
        merged(base.mentorship, goals, theirs.mentorship, yielding=yielding),  # goals only come: whoever named one meant it
    )


def _take_out(
    table: Table[Stored], saved: Mapping[str, Stored], state: Mapping[str, Stored], stamp: Mapping[str, object]
) -> None:
    """What was taken away here is marked as removed."""
    for id in saved.keys() - state.keys():
        there = table.there(id)
        if there is not None:
            table.put(replace(there, removed=True, **stamp))


def _take_words(
    table: Table[Living], saved: Mapping[str, Living], private: Mapping[str, PrivateNote], stamp: Mapping[str, object]
) -> bool:
    """Of what is a private note from now on, no shared record keeps the words, not even one that was removed before; whether
    there was one. What another program shared meanwhile stays."""
    found = (table.get(id) for id in private)
    hidden = [one for one in found if one is not None and (one.removed or one.id in saved) and not is_without_words(one)]
    table.put(*(replace(without_words(one), **stamp) for one in hidden))
    return bool(hidden)
