"""The ways to the sessions: those that are finished, the page of one, its turns, transcripts of calls, and the next one."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.app import SystemCommand
from textual.screen import Screen

from mentortui.core.refused import Refused
from mentortui.desk_app import DeskApp
from mentortui.keys_between import way
from mentortui.services.desk import Desk

if TYPE_CHECKING:
    from mentortui.screens.summary import SummaryScreen
    from mentortui.screens.wanted import (
        HeldWanted,
        HistoryWanted,
        ImportWanted,
        LogWanted,
        PrepareWanted,
        SummaryWanted,
        TimelineWanted,
        TrendsWanted,
    )
    from mentortui.services.editing import Editor


class SessionWays(DeskApp):
    """Opens what is about one session, or about all of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._importing = False

    # the finished sessions, and the page of one

    def open_history(self, slug: str = "") -> None:
        """The finished sessions of a mentorship, or of all."""
        from mentortui.screens.history import HistoryScreen

        desk = self.desk
        whose = desk.mentorships.whose(slug)
        self.push_screen(HistoryScreen(desk.mentorships, desk.searching, desk.archive, desk.pages, whose))

    @work
    @way
    async def open_log(self, slug: str) -> None:
        """A session that was held without the program is written down; History, where it is below, marks it."""
        from mentortui.screens.history import HistoryScreen
        from mentortui.screens.history_log import LogScreen

        logging = await self.stored(self.desk.logging_past, slug)
        if logging is None:
            return
        stored = await self.push_screen_wait(LogScreen(logging, self.desk.drafts(slug)))
        if stored is not None and isinstance(self.screen, HistoryScreen):
            self.screen.mark(stored.id)

    def on_history_wanted(self, event: "HistoryWanted") -> None:
        """From Home."""
        self.open_history(event.slug)

    def on_log_wanted(self, event: "LogWanted") -> None:
        """From History."""
        self.open_log(event.slug)

    def on_summary_wanted(self, event: "SummaryWanted") -> None:
        """From Home, where it has something to do; from History, or from a promise that was made in it."""
        self.open_summary(event.slug, event.session_id)

    @work
    @way
    async def open_summary(self, slug: str, id: str) -> None:
        """The page of a finished session."""
        editor = await self.stored(self.desk.pages.editor, slug, id)
        summary = await self.summary(slug, id, editor) if editor is not None else None
        if summary is not None:
            await self.push_screen(summary)

    async def summary(self, slug: str, id: str, editor: "Editor", *, just_finished: bool = False) -> "SummaryScreen | None":
        """The screen of such a page; None where its drafts cannot be read, which is told."""
        from mentortui.screens.summary import SummaryScreen
        from mentortui.screens.summary_forms import Beside

        desk = self.desk
        drafts = await self.stored(desk.drafts, slug)
        if drafts is None:
            return None
        letter = partial(desk.letters.after, slug, id)
        beside = Beside(pulses=desk.pulses, letter=letter, drafts=drafts, row=self.row)
        return SummaryScreen(desk.pages, editor, slug, id, copy=self.copy_text, just_finished=just_finished, beside=beside)

    def open_trends(self, slug: str) -> None:
        """How talk was shared over the sessions of a mentorship."""
        from mentortui.screens.trends import TrendsScreen

        self.push_screen(TrendsScreen(self.desk.trends, slug, self.desk.clock.wall))

    def on_trends_wanted(self, event: "TrendsWanted") -> None:
        """From Home, or History."""
        self.open_trends(event.slug)

    # the next one

    @work
    @way
    async def open_prepare(self, slug: str, *, others: int = 0) -> None:
        """The next session of a mentorship, to be prepared. `others`: the mentorships nobody has seen yet, named above."""
        from mentortui.screens.prepare import PrepareScreen

        preparing = self.desk.preparing
        editor = await self.stored(preparing.editor, slug)
        drafts = await self.stored(self.desk.drafts, slug)
        if editor is None or drafts is None:
            return
        for trouble in editor.troubles:
            self.tell(trouble, severity="warning")
        await self.push_screen(PrepareScreen(preparing, editor, drafts, others=others))

    def on_prepare_wanted(self, event: "PrepareWanted") -> None:
        """From Home, or from the page of a session."""
        if event.session_id:
            self.prepare_from(event.slug, event.session_id)
        else:
            self.open_prepare(event.slug)

    @work
    @way
    async def prepare_from(self, slug: str, session_id: str) -> None:
        """The next session, made from that one."""
        try:
            plan = await self.stored(self.desk.preparing.from_session, slug, session_id)
        except Refused as error:
            self.tell(str(error), severity="warning")
            return
        if plan is not None:
            self.open_prepare(slug)

    def on_held_wanted(self, event: "HeldWanted") -> None:
        """From Home: a planned session was held without the program."""
        self.log_held(event.slug)

    @work
    async def log_held(self, slug: str) -> None:
        """It is written down; only then is the planned one no longer asked about."""
        before = len(await self.stored(self.desk.mentorships.sessions, slug) or ())
        plan = await self.stored(self.desk.preparing.plan, slug)
        await self.open_log(slug).wait()
        if plan is not None and len(await self.stored(self.desk.mentorships.sessions, slug) or ()) > before:
            await self.stored(self.desk.preparing.held, slug, plan.starts)

    # transcripts of calls

    @work
    async def open_import(self, slug: str) -> None:
        """A transcript is read, looked at and stored as a session of that mentorship, or laid beside one timed by hand."""
        if self._importing:
            return  # its key was pressed twice before the first screen came up
        self._importing = True
        try:
            from mentortui.screens.importing_way import import_into

            mentorship = await self.stored(self.desk.mentorships.get, slug)
            stored = None if mentorship is None else await import_into(self, self.desk, mentorship, self.row)
        finally:
            self._importing = False
        if stored is not None:
            session, told = stored
            self._mark_in_history(session.id)
            self.tell(told)
            self.open_summary(slug, session.id)

    def _mark_in_history(self, id: str) -> None:
        from mentortui.screens.history import HistoryScreen

        if isinstance(self.screen, HistoryScreen):
            self.screen.mark(id)

    def on_import_wanted(self, event: "ImportWanted") -> None:
        """From Home, or History."""
        self.open_import(event.slug)

    def import_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """For the palette: where it is known whose session it would be, and none is under way."""
        keyed = type(screen).__module__.endswith(("home", "history"))  # there it is a key, and offered with the others
        if self._live_screen is None and not keyed and not screen.is_modal and (slug := self.slug_of(screen)):
            yield SystemCommand("Import a transcript", "Who spoke when, from a file of a call", partial(self.open_import, slug))

    # the floor of a session, to be mended

    @work
    @way
    async def open_timeline(self, slug: str, session_id: str) -> None:
        """The turns of a session: of the one under way, or just finished, as its events; of one in the store as its record."""
        from mentortui.screens.timeline import TimelineScreen
        from mentortui.services.ids import new_id
        from mentortui.services.stored_timeline import StoredTimeline
        from mentortui.services.timeline import LiveTimeline, Timeline

        live, sessions = self.live, self.desk.sessions
        timeline: Timeline | None
        if live is not None and live.session.started.session == session_id:
            timeline = LiveTimeline(live, lambda: sessions.conclude(live))
        else:
            timeline = await self.stored(StoredTimeline, self.desk.store, self.desk.clock, new_id, slug, session_id)
        if timeline is None:
            return
        strip = self.strip_of_session
        await self.push_screen_wait(TimelineScreen(timeline, row=self.row, strip=strip, otherwise=self.over_forms))

    def action_timeline(self) -> None:
        """Of the session under way."""
        if self.live is not None:
            self.open_timeline(self.live.slug, self.live.session.started.session)

    def on_timeline_wanted(self, event: "TimelineWanted") -> None:
        """From the page of a session, or History."""
        self.open_timeline(event.slug, event.session_id)
