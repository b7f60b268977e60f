"""The ways from screen to screen that need no session under way: their keys, and those to feedback and letters."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding
from textual.events import Paste
from textual.screen import Screen

from mentortui.core.refused import Refused
from mentortui.keys_between import way
from mentortui.mentorship_ways import MentorshipWays

if TYPE_CHECKING:
    from mentortui.screens.wanted import FeedbackWanted, LetterWanted


class Ways(MentorshipWays):
    """Opens screens, each with the service it needs; imports a screen when it is first opened."""

    BINDINGS = [
        *MentorshipWays.BINDINGS,
        Binding("f", "feedback", "Feedback waiting to be given, or the form", id="app.feedback", show=False),
        Binding("j", "call_link", "Join: copy the link of the call", id="app.call_link", show=False),
        Binding("H", "listen", "Hear who speaks: Listen on or off, levels, devices", id="app.listen", show=False),
        Binding("M", "mentorship", "The mentorship: charter, goals, actions and the rest", id="app.mentorship", show=False),
        Binding("R", "review", "The review of a quarter, a year, any time", id="app.review", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is about one mentorship can be opened where it is known which."""
        if action in ("mentorship", "review", "call_link", "listen"):
            return bool(self._known_of(self.screen))
        if action == "feedback":
            return bool(self.slug_here)
        return super().check_action(action, parameters)

    # feedback

    @work
    @way
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

    def action_feedback(self) -> None:
        """Feedback waiting to be given, else the form."""
        if slug := self.slug_here:
            self.open_feedback(slug)

    def on_feedback_wanted(self, event: "FeedbackWanted") -> None:
        """From a session under way, from what is worth a look, or the page of a session."""
        self.open_feedback(event.slug)

    # letters: what is sent to somebody without the program, and what comes back

    @work
    async def on_letter_wanted(self, event: "LetterWanted") -> None:
        """From Prepare: copied, to be sent."""
        text = await self.stored(self.desk.letters.invitation, event.slug)
        if text is not None:
            self.tell(f"{self.copy_text(text)}: the letter to send. Paste the reply here when it comes.")

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
    @way
    async def open_letter(self, slug: str, text: str = "") -> None:
        """What was understood of a reply; without one, the letter that was put aside, or a field to paste one into."""
        from mentortui.screens.letter import LetterScreen

        drafts = await self.stored(self.desk.drafts, slug)
        if drafts is None:
            return
        await self.push_screen(LetterScreen(self.desk.letters, drafts, slug, text, strip=self.strip_of_session))

    def letter_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """For the palette: where it is known whose letter it would be."""
        if not screen.is_modal and (slug := self.slug_of(screen)):
            yield SystemCommand("Read a letter", "One that was put aside, or paste it there", partial(self.open_letter, slug))
