"""Sessions taken out of History and brought back, and written to files."""

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias, TypeVar

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.made_private import is_without_words
from mentortui.core.page import page, public, to_hand_out
from mentortui.core.records import FinishedSession, Living, PrivateNote, Record
from mentortui.core.words import session_called
from mentortui.formats.session_shapes import show_shape
from mentortui.services.clock import Clock
from mentortui.services.counting import count_again, count_no_more
from mentortui.services.exports import handed_out, write_session
from mentortui.services.goal_names import shared_goals
from mentortui.services.pages import Pages
from mentortui.services.undoing import the_last
from mentortui.store.changing import Table
from mentortui.store.errors import StoreError
from mentortui.store.store import Store

Form: TypeAlias = Literal["markdown", "json"]
Stored = TypeVar("Stored", bound=Record)


class Taken(msgspec.Struct, frozen=True):
    """What one removal took away, as it was before."""

    slug: str
    called: str
    session: FinishedSession | None
    living: tuple[Living, ...]
    private: tuple[PrivateNote, ...]


class Archive:
    """Of one data folder. Everything may raise StoreError; then it may be tried again."""

    def __init__(self, store: Store, clock: Clock, pages: Pages) -> None:
        self._store = store
        self._clock = clock
        self._pages = pages
        self._taken: list[Taken] = []

    def remove(self, slug: str, session_id: str) -> str:
        """Takes a session away with all that was caught in it; says what is gone. The files keep it, marked as removed."""

        def found() -> Taken:
            session = self._store.session(slug, session_id)
            living = tuple(one for one in self._store.living(slug) if one.session == session_id and not one.removed)
            notes = self._store.readable_private_notes(slug)
            private = tuple(one for one in notes if one.session == session_id and not one.removed)
            return Taken(slug, session_called(session.kind, session.number), session, living, private)

        return self._take(slug, found)

    def remove_record(self, slug: str, id: str) -> str:
        """Takes away a record that belongs to no session. Raises Refused where it is gone."""

        def found() -> Taken:
            living = tuple(one for one in self._store.living(slug) if one.id == id and not one.removed)
            notes = self._store.readable_private_notes(slug)
            private = tuple(one for one in notes if one.id == id and not one.removed)
            captures = (*(one.capture for one in living), *(one.caught.capture for one in private))
            if not captures:
                raise Refused("That is no longer here.")
            return Taken(slug, captures[0].text or captures[0].step, None, living, private)

        return self._take(slug, found)

    @property
    def removed(self) -> bool:
        """Whether there is a removal to undo."""
        return bool(self._taken)

    def undo(self) -> tuple[str, str]:
        """Brings back what was removed last: the id of it, and what it is called. What was changed in it since stays. Raises
        Refused."""
        if not self._taken:
            raise Refused("Nothing was removed that could come back.")
        with the_last(self._taken) as taken:
            self._mark(taken, removed=False)
        return taken.session.id if taken.session else (*taken.living, *taken.private)[0].id, taken.called

    def file_name(self, slug: str, session_id: str, form: Form = "markdown") -> str:
        """What a file with it is called unless one says otherwise."""
        name = self._pages.file_name(slug, session_id)
        return f"{name.removesuffix('.md')}.json" if form == "json" else name

    def export(self, slug: str, session_id: str, name: str, private: bool = False) -> str:
        """Writes a session into a new file, in the form its name ends in: `services/exports.py`. Unless `private` is asked for,
        private notes stay here, and so does what waits for its next step; says so. Raises Refused with what is wrong."""
        session, living = self._store.session(slug, session_id), self._store.living(slug)
        notes, goals = self._store.readable_private_notes(slug), shared_goals(self._store, slug)
        own = page(session, living, notes, today=self._pages.today_of(session))
        leaving = to_hand_out(own)
        if private:
            written = write_session(name, own, lambda: show_shape(slug, *public(session, living, notes), notes, goals))
            return f"Written to {written}"
        written = write_session(name, leaving, lambda: handed_out(slug, session, living, notes, goals))
        return " · ".join(part for part in (f"Written to {written}", leaving.left_out) if part)

    def _take(self, slug: str, found: Callable[[], Taken]) -> str:
        taken = None
        try:
            with self._store.changing(slug):
                taken = found()
                self._mark(taken, removed=True)
        except StoreError:
            if taken is not None:
                self._back_again(taken)
            raise
        self._taken.append(taken)
        return taken.called

    def _back_again(self, taken: Taken) -> None:
        """A removal that failed is as if it had not been tried; where that fails too, `undo` does it."""
        try:
            self._mark(taken, removed=False)
        except StoreError:
            self._taken.append(taken)

    def _mark(self, taken: Taken, *, removed: bool) -> None:
        """As they are stored now, but removed or there again: all of them, wherever that is cut. The session goes first and comes
        back last, for whoever looks before a program has ended what was cut off."""
        change = {"removed": removed, "changed": self._clock.wall()}

        def marked(table: Table[Stored], ids: Iterable[str]) -> None:
            found = [one for id in ids if (one := table.get(id)) is not None and not is_without_words(one)]
            table.put(*(msgspec.structs.replace(one, **change) for one in found if one.removed != removed))

        with self._store.changing(taken.slug) as now:
            if taken.session is not None and removed:
                count_no_more(now, taken.session, self._clock.wall())
                marked(now.sessions(taken.session.began), [taken.session.id])
            if taken.living:
                marked(now.living, [one.id for one in taken.living])
            if taken.private:
                marked(now.private, [one.id for one in taken.private])
            if taken.session is not None and not removed:
                count_again(now, taken.session, self._clock.wall())
                marked(now.sessions(taken.session.began), [taken.session.id])
