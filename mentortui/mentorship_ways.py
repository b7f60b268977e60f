"""The ways to the mentorship around its sessions: its tabs, what is promised in all of them, good practice, the review."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.app import SystemCommand
from textual.screen import Screen

from mentortui.core.refused import Refused
from mentortui.core.text import company
from mentortui.keys_between import way
from mentortui.services.desk import Desk
from mentortui.session_ways import SessionWays

if TYPE_CHECKING:
    from mentortui.screens.wanted import PromisesWanted, RecordsWanted
    from mentortui.services.drafts import Kept
    from mentortui.services.tabs import Tab


class MentorshipWays(SessionWays):
    """Opens what is about a mentorship as a whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tabs_left: dict[str, str] = {}

    # its tabs: charter, goals, actions and the rest

    @work
    @way
    async def open_mentorship(self, slug: str, tab: str = "", marked: str = "") -> None:
        """Its tabs, over a session too; `tab`: the one shown first, `marked`: the id of the row to begin with."""
        found = await self.stored(_of_mentorship, self.desk, slug)
        # Both are imported by now, in the thread: the first time that takes longer than a key may.
        from mentortui.screens.mentorship import MentorshipScreen
        from mentortui.screens.mentorship_opening import mentorship_screen

        if isinstance(self.screen, MentorshipScreen):
            self.screen.go(tab, marked)
            return
        if found is None:
            return
        drafts, tabs = found
        strip = self.strip_of_session
        screen = mentorship_screen(
            self.desk, slug, drafts, tabs, tab=tab, marked=marked, copy=self.copy_text, left=self._tabs_left, strip=strip
        )
        await self.push_screen(screen)

    def action_mentorship(self) -> None:
        """Of the screen on top."""
        if slug := self._known_of(self.screen):
            self.open_mentorship(slug)

    def on_records_wanted(self, event: "RecordsWanted") -> None:
        """From Home, from what is due there or on Prepare, or from a promise: all of it."""
        self.open_mentorship(event.slug, event.tab, event.record)

    def tab_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """For the palette: each tab by its name, where it is known whose it would be."""
        if screen.is_modal or not (slug := self._known_of(screen)):
            return
        from mentortui.screens.mentorship_tabs import commands

        for name, title, about in commands(self.desk, slug):
            yield SystemCommand(title, about, partial(self.open_mentorship, slug, name))

    def action_practices(self) -> None:
        """What good practice asks, and where it is; from there to the place."""
        from mentortui.core.practices import Practice
        from mentortui.screens.mentorship_tabs import titles
        from mentortui.screens.practices import PracticesScreen

        slug = self._known_of(self.screen)

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
        self.push_screen(PracticesScreen(named, strip=self.strip_of_session), chosen)

    # what a quarter, a year or any other time came to

    @work
    @way
    async def open_review(self, slug: str) -> None:
        """Of this quarter, over a session too."""
        from mentortui.screens.review import ReviewScreen

        drafts = await self.stored(self.desk.drafts, slug)
        if drafts is None or isinstance(self.screen, ReviewScreen):
            return
        await self.push_screen(ReviewScreen(self.desk.reviews, slug, drafts, self.desk.clock.wall, strip=self.strip_of_session))

    def action_review(self) -> None:
        """Of the mentorship the screen on top is about."""
        if slug := self._known_of(self.screen):
            self.open_review(slug)

    # the promises of all mentorships

    def open_promises(self, slug: str = "", promise: str = "") -> None:
        """What is promised and open, that one marked."""
        from mentortui.screens.promises import PromisesScreen

        self.push_screen(PromisesScreen(self.desk.promises, self.desk.drafts, marked=(slug, promise)))

    def on_promises_wanted(self, event: "PromisesWanted") -> None:
        """From Home."""
        self.open_promises(event.slug, event.promise)

    # whether it is heard who speaks

    def action_listen(self) -> None:
        """Of the mentorship the screen on top is about."""
        if slug := self._known_of(self.screen):
            self.open_listen(slug)

    @work
    @way
    async def open_listen(self, slug: str) -> None:
        """The switch, the levels and the devices; of the session under way too."""
        from mentortui.screens.hearing_check import HearingScreen

        mentorship = await self.stored(self.desk.mentorships.get, slug)
        if mentorship is None or any(isinstance(one, HearingScreen) for one in self.screen_stack):
            return
        live = self.live if self.live is not None and self.live.slug == slug and not self.live.session.finished else None
        who = company([person.name for person in mentorship.people if person.id != mentorship.me])
        screen = HearingScreen(
            self.desk.hearing_choices,
            slug,
            who or "the others",
            live=live.hearing if live is not None else None,
            copy=self.copy_text,
            strip=self.strip_of_session,
        )
        await self.push_screen(screen)

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


def _of_mentorship(desk: Desk, slug: str) -> "tuple[Kept, Sequence[Tab]]":
    from mentortui.screens.mentorship_opening import drafts_and_tabs

    return drafts_and_tabs(desk, slug)
