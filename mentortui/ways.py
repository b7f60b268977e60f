"""The ways from screen to screen that need no session under way: what a key on one of them opens."""

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding
from textual.events import Paste
from textual.screen import Screen

from mentortui.core.refused import Refused
from mentortui.floor_app import FloorApp
from mentortui.services.desk import Desk
from mentortui.store.errors import StoreError
from mentortui.widgets.notice import notice

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from mentortui.screens.history import HistoryScreen
    from mentortui.screens.home import HomeScreen
    from mentortui.screens.live import LiveScreen
    from mentortui.screens.prepare import PrepareScreen
    from mentortui.screens.promises import PromisesScreen
    from mentortui.screens.summary import SummaryScreen
    from mentortui.services.editing import Editor

    class TimelineWanted(Protocol):
        """What Summary and History post."""

        slug: str
        session_id: str


Told = ParamSpec("Told")
Found = TypeVar("Found")


class Ways(FloorApp):
    """Opens screens, each with the service it needs; imports a screen when it is first opened."""

    BINDINGS = [
        *FloorApp.BINDINGS,
        Binding("f", "feedback", "Feedback waiting to be given, or the form", id="app.feedback", show=False),
        Binding("j", "call_link", "Join: copy the link of the call", id="app.call_link", show=False),
        Binding("M", "mentorship", "The mentorship: charter, goals, actions and the rest", id="app.mentorship", show=False),
        Binding("R", "review", "The review of a quarter, a year, any time", id="app.review", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._importing = False
        self._tabs_left: dict[str, str] = {}

    # the finished sessions, and the page of one

    def open_history(self, slug: str = "") -> None:
        """The finished sessions of a mentorship, or of all."""
        from mentortui.screens.history import HistoryScreen

        desk = self.desk
        whose = desk.mentorships.whose(slug)
        self.push_screen(HistoryScreen(desk.mentorships, desk.searching, desk.archive, desk.pages, whose))

    @work
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

    def on_home_screen_history_wanted(self, event: "HomeScreen.HistoryWanted") -> None:
        """From Home."""
        self.open_history(event.slug)

    def on_home_screen_prepare_wanted(self, event: "HomeScreen.PrepareWanted") -> None:
        """From Home."""
        self.open_prepare(event.slug)

    def on_home_screen_summary_wanted(self, event: "HomeScreen.SummaryWanted") -> None:
        """From Home: a page with something to do."""
        self.open_summary(event.slug, event.session_id)

    def on_history_screen_session_wanted(self, event: "HistoryScreen.SessionWanted") -> None:
        """From History."""
        self.open_summary(event.slug, event.session_id)

    def on_history_screen_log_wanted(self, event: "HistoryScreen.LogWanted") -> None:
        """From History."""
        self.open_log(event.slug)

    @work
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

    def on_summary_screen_prepare_wanted(self, event: "SummaryScreen.PrepareWanted") -> None:
        """From the page of a session."""
        self.prepare_from(event.slug, event.session_id)

    @work
    async def prepare_from(self, slug: str, session_id: str) -> None:
        """The next session, made from that one."""
        try:
            plan = await self.stored(self.desk.preparing.from_session, slug, session_id)
        except Refused as error:
            self.tell(str(error), severity="warning")
            return
        if plan is not None:
            self.open_prepare(slug)

    def on_summary_screen_feedback_wanted(self, event: "SummaryScreen.FeedbackWanted") -> None:
        """From the page of a session."""
        self.open_feedback(event.slug)

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

    def on_home_screen_import_wanted(self, event: "HomeScreen.ImportWanted") -> None:
        """From Home."""
        self.open_import(event.slug)

    def on_history_screen_import_wanted(self, event: "HistoryScreen.ImportWanted") -> None:
        """From History."""
        self.open_import(event.slug)

    def import_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """For the palette: where it is known whose session it would be, and none is under way."""
        keyed = type(screen).__module__.endswith(("home", "history"))  # there it is a key, and offered with the others
        if self._live_screen is None and not keyed and not screen.is_modal and (slug := self.slug_of(screen)):
            yield SystemCommand("Import a transcript", "Who spoke when, from a file of a call", partial(self.open_import, slug))

    def open_trends(self, slug: str) -> None:
        """How talk was shared over the sessions of a mentorship."""
        from mentortui.screens.trends import TrendsScreen

        self.push_screen(TrendsScreen(self.desk.trends, slug, self.desk.clock.wall))

    def on_home_screen_trends_wanted(self, event: "HomeScreen.TrendsWanted") -> None:
        """From Home."""
        self.open_trends(event.slug)

    def on_history_screen_trends_wanted(self, event: "HistoryScreen.TrendsWanted") -> None:
        """From History."""
        self.open_trends(event.slug)

    # the promises of all mentorships

    def open_promises(self, slug: str = "", promise: str = "") -> None:
        """What is promised and open, that one marked."""
        from mentortui.screens.promises import PromisesScreen

        self.push_screen(PromisesScreen(self.desk.promises, self.desk.drafts, marked=(slug, promise)))

    def on_home_screen_promises_wanted(self, event: "HomeScreen.PromisesWanted") -> None:
        """From Home."""
        self.open_promises(event.slug, event.promise)

    def on_promises_screen_session_wanted(self, event: "PromisesScreen.SessionWanted") -> None:
        """Where one was made."""
        self.open_summary(event.slug, event.session_id)

    def on_promises_screen_action_wanted(self, event: "PromisesScreen.ActionWanted") -> None:
        """All of one: its mentorship's list."""
        self.open_mentorship(event.slug, "action", event.id)

    def on_home_screen_held_wanted(self, event: "HomeScreen.HeldWanted") -> None:
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

    def on_home_screen_feedback_wanted(self, event: "HomeScreen.FeedbackWanted") -> None:
        """From what is worth a look."""
        self.open_feedback(event.slug)

    # the mentorship around its sessions: charter, goals, actions and the rest

    @work
    async def open_mentorship(self, slug: str, tab: str = "", marked: str = "") -> None:
        """Its tabs, over a session too; `tab`: the one shown first, `marked`: the id of the row to begin with."""
        from mentortui.screens.mentorship import MentorshipScreen
        from mentortui.screens.mentorship_opening import mentorship_screen

        drafts = await self.stored(self.desk.drafts, slug)
        if isinstance(self.screen, MentorshipScreen):
            self.screen.go(tab, marked)
            return
        if drafts is None:
            return
        over = self._live_screen
        strip = over.strip_line if over is not None and self.live is not None and not self.live.session.finished else None
        screen = mentorship_screen(
            self.desk, slug, drafts, tab=tab, marked=marked, copy=self.copy_text, left=self._tabs_left, strip=strip
        )
        await self.push_screen(screen)

    def action_mentorship(self) -> None:
        """Of the screen on top."""
        if slug := self._known_of(self.screen):
            self.open_mentorship(slug)

    def _known_of(self, screen: Screen[object]) -> str:
        """The mentorship a screen is about, also that of the session under way."""
        live = self.live if screen is self._live_screen else None
        return live.slug if live is not None else self.slug_of(screen)

    def on_home_screen_records_wanted(self, event: "HomeScreen.RecordsWanted") -> None:
        """From Home, or from what is due there."""
        self.open_mentorship(event.slug, event.tab, event.record)

    def tab_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """For the palette: each tab by its name, where it is known whose it would be."""
        if screen.is_modal or not (slug := self._known_of(screen)):
            return
        from mentortui.screens.mentorship_opening import commands

        for name, title, about in commands(self.desk, slug):
            yield SystemCommand(title, about, partial(self.open_mentorship, slug, name))

    def action_practices(self) -> None:
        """What good practice asks, and where it is; from there to the place."""
        from mentortui.core.practices import Practice
        from mentortui.screens.mentorship_tabs import titles
        from mentortui.screens.practices import PracticesScreen

        slug, over = self._known_of(self.screen), self._live_screen
        strip = over.strip_line if over is not None and self.live is not None and not self.live.session.finished else None

        def chosen(practice: Practice | None) -> None:
            if practice is None:
                return
            place = practice.places[0]
            if not slug:
                self.tell("Add a mentorship first: a on Home.")
            elif place.tab:
                self.open_mentorship(slug, place.tab)
            else:
                getattr(self, f"open_{place.screen.lower()}")(slug)

        named = [(name, title) for name, title, _ in titles(self.desk)]
        self.push_screen(PracticesScreen(named, strip=strip), chosen)

    # what a quarter, a year or any other time came to

    @work
    async def open_review(self, slug: str) -> None:
        """Of this quarter, over a session too."""
        from mentortui.screens.review import ReviewScreen

        drafts = await self.stored(self.desk.drafts, slug)
        if drafts is None or isinstance(self.screen, ReviewScreen):
            return
        over = self._live_screen
        strip = over.strip_line if over is not None and self.live is not None and not self.live.session.finished else None
        await self.push_screen(ReviewScreen(self.desk.reviews, slug, drafts, self.desk.clock.wall, strip=strip))

    def action_review(self) -> None:
        """Of the mentorship the screen on top is about."""
        if slug := self._known_of(self.screen):
            self.open_review(slug)

    # the floor of a session, to be mended

    @work
    async def open_timeline(self, slug: str, session_id: str) -> None:
        """The turns of a session: of the one under way, or just finished, as its events; of one in the store as its record."""
        from mentortui.screens.timeline import TimelineScreen
        from mentortui.services.ids import new_id
        from mentortui.services.timeline import LiveTimeline, StoredTimeline, Timeline

        live, sessions = self.live, self.desk.sessions
        timeline: Timeline | None
        if live is not None and live.session.started.session == session_id:
            timeline = LiveTimeline(live, lambda: sessions.conclude(live))
        else:
            timeline = await self.stored(StoredTimeline, self.desk.store, self.desk.clock, new_id, slug, session_id)
        if timeline is None:
            return
        under_way = live is not None and not live.session.finished and self._live_screen is not None
        strip = self._live_screen.strip_line if under_way and self._live_screen is not None else None
        await self.push_screen_wait(TimelineScreen(timeline, row=self.row, strip=strip, otherwise=self.over_forms))

    def action_timeline(self) -> None:
        """Of the session under way."""
        if self.live is not None:
            self.open_timeline(self.live.slug, self.live.session.started.session)

    def on_summary_screen_timeline_wanted(self, event: "TimelineWanted") -> None:
        """From the page of a session."""
        self.open_timeline(event.slug, event.session_id)

    def on_history_screen_timeline_wanted(self, event: "TimelineWanted") -> None:
        """From History."""
        self.open_timeline(event.slug, event.session_id)

    # the link of the call

    @work
    async def action_call_link(self) -> None:
        """Copied as text, never opened: of the mentorship the screen on top is about."""
        slug, over = self._known_of(self.screen), self._live_screen
        live = self.live if over is not None and self.screen is over else None
        kind = live.session.started.kind if live is not None else ""
        try:
            link = await self.stored(self.desk.charters.link, slug, kind)
        except Refused as error:
            said = str(error)
        else:
            if link is None:
                return
            said = f"The link of the call: {self.copy_text(link)}"
        if live is not None and over is not None:
            over.say(said)
        else:
            self.tell(said)

    # feedback

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is about one mentorship can be opened where it is known which."""
        if action in ("mentorship", "review", "call_link"):
            return bool(self._known_of(self.screen))
        if action == "feedback":
            return bool(self.slug_here)
        return super().check_action(action, parameters)

    @property
    def slug_here(self) -> str:
        """The mentorship the screen on top is about; empty where it is about none, or is the feedback itself."""
        return self.slug_of(self.screen)

    def slug_of(self, screen: Screen[object]) -> str:
        """The same of any screen: what is asked for in the palette is meant for the one below it."""
        if type(screen).__module__.startswith("mentortui.screens.feedback"):
            return ""
        slug = getattr(screen, "slug", "") or getattr(screen, "_slug", "")
        return slug() if callable(slug) else str(slug)

    def action_feedback(self) -> None:
        """Feedback waiting to be given, else the form."""
        if slug := self.slug_here:
            self.open_feedback(slug)

    def on_live_screen_feedback_wanted(self, event: "LiveScreen.FeedbackWanted") -> None:
        """From a session under way."""
        self.open_feedback(event.slug)

    @work
    async def open_feedback(self, slug: str) -> None:
        """The list, where feedback waits to be given, else the form; over a session as its events."""
        from mentortui.screens.feedback import FeedbackScreen
        from mentortui.screens.feedback_list import FeedbackListScreen

        sessions, over = self.desk.sessions, self._live_screen
        live = self.live if self.live is not None and self.live.slug == slug else None
        store_again = (lambda: sessions.conclude(live)) if live is not None else (lambda: None)
        book = await self.stored(self.desk.feedback.book, slug, live, store_again)
        drafts = await self.stored(self.desk.drafts, slug)
        open_already = any(isinstance(one, FeedbackScreen | FeedbackListScreen) for one in self.screen_stack)
        if book is None or drafts is None or open_already:
            return
        strip = over.strip_line if over is not None and not (live and live.session.finished) else None
        said, all_wanted = "", bool(book.waiting())
        if not all_wanted:
            left = await self.push_screen_wait(FeedbackScreen(book, drafts, strip=strip))
            said, all_wanted = left.said, left.all
        if all_wanted:
            said = await self.push_screen_wait(FeedbackListScreen(book, drafts, strip=strip, otherwise=self.over_forms)) or said
        if said and strip is not None and over is not None:
            over.say(said)
        elif said:
            self.tell(said)

    # preparing the next session

    @work
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

    # letters: what is sent to somebody without the program, and what comes back

    @work
    async def on_prepare_screen_letter_wanted(self, event: "PrepareScreen.LetterWanted") -> None:
        """From Prepare: copied, to be sent."""
        text = await self.stored(self.desk.letters.invitation, event.slug)
        if text is not None:
            self.tell(f"{self.copy_text(text)}: the letter to send. Paste the reply here when it comes.")

    def on_prepare_screen_tab_wanted(self, event: "PrepareScreen.TabWanted") -> None:
        """From Prepare: what is due, where it stands."""
        self.open_mentorship(event.slug, event.tab)

    def on_paste(self, event: Paste) -> None:
        """A reply, pasted on a screen of that mentorship where nothing else takes it."""
        from textual.widgets import Input, TextArea  # a text area loads a great deal, and Home has none

        slug, screen = self.slug_here, self.screen
        over = screen.is_modal or type(screen).__module__.startswith("mentortui.screens.live")
        if not slug or over or self.covered or isinstance(self.focused, (Input, TextArea)):
            return
        from mentortui.core.assessment_letter import looks_like_one as answers_assessment
        from mentortui.core.letter import looks_like_one

        if "assessment" in event.text.casefold() and answers_assessment(event.text):
            self._take_answers(slug, event.text)
        elif looks_like_one(event.text):
            self.open_letter(slug, event.text)

    @work
    async def _take_answers(self, slug: str, text: str) -> None:
        """A reply to the assessment is kept at once: nothing of it is shown before everybody has answered."""
        try:
            said = await self.stored(self.desk.assessments.take_letter, slug, text)
        except Refused as error:
            self.tell(str(error), severity="warning")
            return
        if said is not None:
            self.tell(said)

    @work
    async def open_letter(self, slug: str, text: str = "") -> None:
        """What was understood of a reply; without one, the letter that was put aside, or a field to paste one into."""
        from mentortui.screens.letter import LetterScreen

        drafts = await self.stored(self.desk.drafts, slug)
        if drafts is None:
            return
        over = self._live_screen
        strip = over.strip_line if over is not None and self.live is not None and not self.live.session.finished else None
        await self.push_screen(LetterScreen(self.desk.letters, drafts, slug, text, strip=strip))

    def letter_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """For the palette: where it is known whose letter it would be."""
        if not screen.is_modal and (slug := self.slug_of(screen)):
            yield SystemCommand("Read a letter", "One that was put aside, or paste it there", partial(self.open_letter, slug))

    # small services to the screens

    async def stored(self, deed: Callable[Told, Found], *given: Told.args, **named: Told.kwargs) -> Found | None:
        """What the store gives, asked off the interface's thread; None where it refuses, which is told."""
        try:
            return await asyncio.to_thread(deed, *given, **named)
        except StoreError as error:
            self.tell(str(error), severity="error")
            return None
        finally:
            self.tell_notices()

    def copy_text(self, text: str) -> str:
        """To the clipboard; says which way."""
        from mentortui.services.clipboard import copy

        return copy(text, write_osc52=self.copy_to_clipboard)

    def tell(self, sentence: str, *, severity: "SeverityLevel" = "information", of: int = 1) -> None:
        """A sentence that goes away by itself, cut for the screen. `of`: how many are told together."""
        self.notify(notice(sentence, *self.size, of=of), severity=severity, markup=False, timeout=12)

    def tell_notices(self) -> None:
        notices = self.desk.store.notices
        many = len(notices)
        while notices:
            self.tell(notices.pop(0), severity="warning", of=many)
