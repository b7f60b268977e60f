"""What a finished session leaves behind is put over what is stored: the same again, however often it is done or cut off."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress

import msgspec

from mentortui.core.charter import TABLE as CHARTER
from mentortui.core.charter import CharterAnswer
from mentortui.core.charter_questions import is_answer
from mentortui.core.made_private import has_other_words, is_without_words
from mentortui.core.records import FinishedSession, Living
from mentortui.core.result import Result
from mentortui.core.storing import living_over, next_date_over, private_over, session_over, without_own_goals
from mentortui.services.carrying import carry_on, planned_for, take_back
from mentortui.services.charter import keep_spoken
from mentortui.services.clock import Clock
from mentortui.services.goal_names import own_goal_names
from mentortui.store.changing import Changing
from mentortui.store.errors import StoreError
from mentortui.store.store import Store


class Storing:
    """Of one data folder. Everything may raise StoreError; then it may be tried again."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str]) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._wrote: dict[str, Result] = {}
        """What this program wrote last of each session: what is stored now beyond that came from elsewhere, and stays."""
        self._hidden: dict[str, Living] = {}
        """What became private here, as it was: `undo` brings all of it back."""

    def write(self, slug: str, made: Result, *, whole: bool = True) -> FinishedSession:
        """On disk when it returns; the session as it is stored then. Not `whole`: private notes that cannot be stored, as their
        file is damaged, are left to the journal for now."""
        id, wall, base = made.session.id, self._clock.wall(), self._wrote.get(made.session.id)
        with self._store.changing(slug, redone=True) as now:
            new = [name for name in made.goals if name not in now.mentorship().goals]
            if new:  # the session may have named a goal that became the user's alone while it ran
                made = without_own_goals(made, own_goal_names(self._store, now.mentorship()))
            # Until all of it is there the journal stays, so what was cut off between two files is simply done again.
            try:
                self._put_private(now, made, base, wall)
            except StoreError as error:
                if whole:
                    raise
                self._store.notices.append(str(error))
            hidden = self._put_living(now, made, base, wall)
            mentorship, stored = now.mentorship(), now.sessions(made.session.began).get(id)
            planned = planned_for(now, made.plan)
            next_date = next_date_over(made.session, stored, mentorship.next_date, planned)
            goals = (*mentorship.goals, *(goal for goal in made.goals if goal not in mentorship.goals))
            changed = msgspec.structs.replace(mentorship, goals=goals, next_date=next_date)
            if changed != mentorship:
                now.mentorships.put(msgspec.structs.replace(changed, changed=wall, changed_by=mentorship.me))
            carry_on(now, made, changed, wall, self._new_id)
            # Last: what the session had said before tells whether its next date was taken back.
            session = session_over(made, base, stored)
            self._put_charter(now, made, session, wall)
            now.sessions(made.session.began).put(session)
        self._wrote[id] = made
        if hidden:
            self._store.refresh_index()
        return session

    def _put_living(self, now: Changing, made: Result, base: Result | None, wall: int) -> bool:
        """Whether something in it became private."""
        before = now.living.naming(made.session.id, [record.id for record in (*made.living, *made.private)])
        gone = [record.id for record in made.living if is_without_words(before.get(record.id))]
        apart = [id for id in gone if base is None and now.private.there(id) is not None]
        known = {record.id for record in base.living} if base else set[str]()
        undone = {id: self._hidden[id] for id in gone if id in self._hidden and id not in known}
        own = self._apart(now, gone) if gone else frozenset[str]()
        kept = [one for one in living_over(made, base, {**before, **undone}, wall, apart) if one.id not in own]
        hidden = {one.id: before[one.id] for one in kept if is_without_words(one) and not is_without_words(before[one.id])}
        self._hidden.update(hidden)
        now.living.put(*kept)
        if base is not None:
            self._word_apart(now, own, base, made, wall)
        return bool(hidden)

    def _word_apart(self, now: Changing, own: Collection[str], base: Result, made: Result, wall: int) -> None:
        """What was given other words here since says that where it lies by now."""
        before = {record.id: record for record in base.living}
        for one in made.living:
            if one.id in own and one.id in before and has_other_words(before[one.id], one):
                with suppress(StoreError):  # it cannot be read: the journal has the words
                    now.private_table("living", Living).merge(before[one.id], one, {"changed": wall})

    def _put_charter(self, now: Changing, made: Result, session: FinishedSession, wall: int) -> None:
        said = [*(one.capture for one in session.caught), *(one.capture for one in made.living)]
        if any(map(is_answer, said)) or now.table(CHARTER, CharterAnswer).naming(session.id):
            keep_spoken(now, session, now.living.naming(session.id).values(), wall)

    def _apart(self, now: Changing, gone: Sequence[str]) -> frozenset[str]:
        """Which of these are the user's alone by now, in private.json: no journal makes them both's again. All, where that cannot
        be read."""
        try:
            return frozenset(id for id in gone if now.private_table("living", Living).there(id) is not None)
        except StoreError:
            return frozenset(gone)

    def _put_private(self, now: Changing, made: Result, base: Result | None, wall: int) -> None:
        try:
            before = now.private.naming(made.session.id, [note.id for note in made.private])
        except StoreError:
            if made.private:
                raise
            return  # there is nothing to write, so nothing needs to be read
        now.private.put(*private_over(made, base, before, wall))

    def open_again(self, slug: str, id: str, began: int) -> None:
        """The session goes on after all: what was stored of it is marked as removed until it is finished again."""
        wall = self._clock.wall()
        with self._store.changing(slug, redone=True) as now:
            stored = now.sessions(began).there(id)
            if stored is not None:
                now.sessions(began).put(msgspec.structs.replace(stored, removed=True, changed=wall))
            take_back(now, id, wall)
