"""Pages of finished sessions: read from the records, and the record behind a line of them edited."""

from collections.abc import Callable
from datetime import date

from mentortui.core.dates import Unreadable, zone
from mentortui.core.heads import local, own_zone
from mentortui.core.page import Page, page
from mentortui.core.pulse import view
from mentortui.core.records import FinishedSession, Pulse
from mentortui.core.text import lines_of
from mentortui.core.thanks import thanks
from mentortui.core.words import session_called
from mentortui.formats.shapes import ShowShape
from mentortui.services.clipboard import file_name
from mentortui.services.clock import Clock
from mentortui.services.editing import Editor, LiveEditor
from mentortui.services.exports import handed_out
from mentortui.services.goal_names import shared_goals
from mentortui.services.live import LiveSession
from mentortui.services.stored_editor import StoredEditor
from mentortui.store.store import Store


class Pages:
    """What Summary, `mentortui show` and the files are made from. Everything raises StoreError where it cannot be read."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def sessions(self, slug: str) -> tuple[FinishedSession, ...]:
        """Those there are, oldest first."""
        return tuple(session for session in self._store.sessions(slug) if not session.removed)

    def session(self, slug: str, session_id: str) -> FinishedSession:
        """One of them."""
        return self._store.session(slug, session_id)

    def page_of(self, slug: str, session_id: str, for_other: bool = False) -> Page:
        """The page of a session as it is stored now; `for_other`: as the other will read it."""
        session = self._store.session(slug, session_id)
        living, private = self._store.living(slug), self._store.private_notes(slug)
        pulse = view(session_id, session.people, self._store.table(slug, "pulses", Pulse))
        return page(session, living, private, today=self.today_of(session), for_other=for_other, pulse=pulse)

    def words_told(self, slug: str, session_id: str) -> str:
        """That what was said is kept, and how it is read and removed; nothing where it is not."""
        if session_id not in self._store.kept_words(slug):
            return ""
        return f"What was said is kept: mentortui show {session_id} --words · removed with transcripts/{session_id}.json"

    def thanks(self, slug: str, session_id: str) -> str:
        """A thank-you to the others of a session, to be edited."""
        session = self._store.session(slug, session_id)
        mine = own_zone(session)
        try:
            here = zone(mine)
        except Unreadable:
            here = zone("UTC")
        return "\n".join(lines_of(thanks(session, self._store.living(slug), here=here, today=self.today_of(session))))

    def file_name(self, slug: str, session_id: str) -> str:
        """What a file with the page is called: `2026-11-25 Grace session 14.md`."""
        session = self._store.session(slug, session_id)
        who = " ".join(person.name for person in session.people if person.id != session.me)
        called = session_called("first" if session.kind == "first" else "", session.number)
        return file_name(_day(session.began, session).isoformat(), who, called)

    def handed_out(self, slug: str, session_id: str) -> ShowShape:
        """What of a session other programs may read: nothing that stays with the user."""
        session = self._store.session(slug, session_id)
        notes = self._store.readable_private_notes(slug)
        return handed_out(slug, session, self._store.living(slug), notes, shared_goals(self._store, slug))

    def editor(self, slug: str, session_id: str) -> Editor:
        """Edits the stored records of a session."""
        return StoredEditor(self._store, self._clock, slug, session_id)

    def live_editor(self, live: LiveSession, store_again: Callable[[], object]) -> Editor:
        """Edits a session that has just finished: by its events, so that one can still go back into it."""
        return LiveEditor(live, store_again)

    def today_of(self, session: FinishedSession) -> date:
        """The day it is for whoever was at the keys."""
        return _day(self._clock.wall(), session)


def _day(wall: int, session: FinishedSession) -> date:
    return local(wall, own_zone(session)).date()
