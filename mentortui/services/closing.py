"""Closing a mentorship well: a page made from the record, then the archive. Nothing of it is lost, and it can be opened again."""

from collections.abc import Callable

import msgspec

from mentortui.core.closing_page import LONGEST_TEXT, TABLE, Closing, draft, newest
from mentortui.core.heads import local
from mentortui.core.records import Caught, Mentorship
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order
from mentortui.core.text import fit, storable
from mentortui.core.whose import told
from mentortui.services.calendar import Calendars
from mentortui.services.clipboard import file_name
from mentortui.services.clock import Clock
from mentortui.services.holdings import holdings
from mentortui.services.outgoing import write_out
from mentortui.services.preparing import Preparing
from mentortui.services.words_gone import without_gone
from mentortui.store.changing import Changing
from mentortui.store.store import Store

CLOSED = "closed"
"""Why a planned date was called off."""
replace = msgspec.structs.replace


class ClosingBook:
    """Of one data folder. Each act is on disk when it returns, and returns a sentence; may raise Refused and StoreError."""

    def __init__(self, store: Store, clock: Clock, preparing: Preparing, calendars: Calendars, new_id: Callable[[], str]) -> None:
        """`calendars`: takes back what is closed or opened again, with the other acts on the calendar."""
        self._store = store
        self._clock = clock
        self._preparing = preparing
        self._calendars = calendars
        self._new_id = new_id

    def page(self, slug: str) -> str:
        """As it was written; where it was not yet, drafted from what is stored."""
        found = newest(self._store.table(slug, TABLE, Closing))
        return found.text if found is not None else self.draft(slug)

    def written(self, slug: str) -> Closing | None:
        """The one that was kept; None: none was."""
        return newest(self._store.table(slug, TABLE, Closing))

    def draft(self, slug: str) -> str:
        """Made anew, from what is stored now."""
        held = holdings(self._store, slug)
        caught: list[Caught] = []
        for session in self._store.sessions(slug):
            if not session.removed:
                caught += session.caught
        mine = in_order(held.mentorship)[0].zone
        return draft(held, caught, local(self._clock.wall(), mine).date())

    def keep(self, slug: str, text: str) -> str:
        """The page as it is to stand; an empty one is drafted anew when it is asked for."""
        text = storable(text)
        if len(text) > LONGEST_TEXT:
            raise Refused(f"A closing page has at most {LONGEST_TEXT:,} letters; this has {len(text):,}.")
        wall = self._clock.wall()
        with self._store.changing(slug) as now:
            table, me = now.table(TABLE, Closing), now.mentorship().me
            text = without_gone(self._store, slug, text)
            before = newest(table.all().values())
            if before is None and not text.strip():
                return "Nothing to keep yet"
            made = before if before is not None else Closing(id=self._new_id(), created=wall)
            edited = made.edited if made.text == text else text.strip() != self.draft(slug).strip()
            table.put(replace(made, text=text, edited=edited, removed=not text.strip(), changed=wall, changed_by=me))
        return "The closing page is kept" if text.strip() else "The closing page is drafted anew when it is asked for"

    def close(self, slug: str) -> str:
        """Archived: nothing of it is due any more, all of it stays. Its page is kept as it is now. Raises Refused while a session
        of it is not finished."""
        mentorship = self._store.mentorship(slug)
        name, verb = told(_others(mentorship))
        if mentorship.archived is not None:
            raise Refused(f"{name} {verb} archived already.")
        if any(not info.finished for info in self._store.journals.of(slug)):
            raise Refused(f"A session with {name} is not finished: go on with it and finish it, then this can be closed.")
        text = self.page(slug)

        def deed(now: Changing) -> None:
            self.keep(slug, text)
            if now.mentorship().next_date is not None:
                self._preparing.set_date(slug, None, CLOSED)
            stored, wall = now.mentorship(), self._clock.wall()
            now.mentorships.put(replace(stored, archived=wall, changed=wall, changed_by=stored.me))

        said = f"Closed: {name} {verb} archived. Everything stays to be read; z on Home shows it, y opens it again."
        return self._calendars.act(slug, said, deed)

    def reopen(self, slug: str) -> str:
        """It is among the others again, as it was, and with the date that closing called off where that is still to come."""
        mentorship = self._store.mentorship(slug)
        plan, wall = self._preparing.plan(slug), self._clock.wall()
        last = plan.moves[-1] if plan.moves else None
        off = last is not None and mentorship.next_date is None and (last.to, last.reason) == (None, CLOSED)
        back = last.was if last is not None and off and last.was > wall else None

        def deed(now: Changing) -> None:
            stored, wall = now.mentorship(), self._clock.wall()
            if stored.archived is None:
                raise Refused(f"{' '.join(told(_others(stored)))} not archived.")
            now.mentorships.put(replace(stored, archived=None, changed=wall, changed_by=stored.me))
            if back is not None:
                self._preparing.set_date(slug, back)

        planned = f", planned for {self._calendars.when(mentorship, back)}" if back is not None else ""
        return self._calendars.act(slug, f"{' '.join(told(_others(mentorship)))} open again{planned}.", deed)

    def write(self, slug: str, name: str) -> str:
        """The page as Markdown in a new file that only the user may read; says which. Raises Refused with one sentence."""
        from mentortui.formats.closing_markdown import closing_markdown

        return f"Written to {write_out(name, closing_markdown(self.page(slug)))}"

    def file_name(self, slug: str) -> str:
        """What such a file is called unless one says otherwise: `2026-12-18 Grace Otieno closing.md`."""
        mentorship = self._store.mentorship(slug)
        day = local(self._clock.wall(), in_order(mentorship)[0].zone).date()
        return file_name(day.isoformat(), fit(", ".join(_others(mentorship)), 40), "closing")


def _others(mentorship: Mentorship) -> tuple[str, ...]:
    return tuple(one.name for one in in_order(mentorship)[1:])
