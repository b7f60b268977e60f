"""Review: what a quarter, a year or any other time came to, for the two to look at together, edit, present and write down."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from mentortui.core.refused import Refused
from mentortui.core.review import OWN, ReviewSection
from mentortui.core.review_period import Period, stepped
from mentortui.screens import again
from mentortui.screens import review_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.paper_frame import begin, empty, framed, head, shape
from mentortui.screens.pressing import press
from mentortui.screens.review_asks import ask_period
from mentortui.screens.strip import FloorStrip, StripLine
from mentortui.screens.to_file import ask_file
from mentortui.services.apart import apart
from mentortui.services.drafts import Kept
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.review_rows import ReviewRows
from mentortui.widgets.said_line import SaidLine

if TYPE_CHECKING:
    from mentortui.services.review import ReviewRead, Reviews


class ReviewScreen(Screen[None]):
    """Dismissed by escape."""

    CSS_PATH = stylesheet("review")
    BINDINGS = [
        Binding("down,j", "walk(1)", "The next section", id="review.down"),
        Binding("up,k", "walk(-1)", "The section before", id="review.up"),
        Binding("pagedown", "page(1)", "A page down", id="review.page_down", show=False),
        Binding("pageup", "page(-1)", "A page up", id="review.page_up", show=False),
        Binding("home", "go(0)", "The first section", id="review.first", show=False),
        Binding("end", "go(999)", "The last section", id="review.last", show=False),
        Binding("left,left_square_bracket", "step(-1)", "The period before", id="review.before"),
        Binding("right,right_square_bracket", "step(1)", "The period after", id="review.after"),
        Binding("p", "period", "Another period: quarter, year, from a day to a day", id="review.period"),
        Binding("P", "present", "Present it: the whole screen, one section at a time", id="review.present"),
        Binding("e,enter", "edit", "Edit this section", id="review.edit"),
        Binding("r", "refresh", "What came since it was edited, below it", id="review.refresh"),
        Binding("n", "own", "In our own words: a section of your own", id="review.own"),
        Binding("space", "show", "Leave this section out, or put it in", id="review.show"),
        Binding("v", "outside", "As somebody else may read it, for an annual review", id="review.outside"),
        Binding("W", "write", "Write it to a file", id="review.write"),
        Binding("u", "undo", "Undo what was changed here last", id="review.undo"),
        Binding("escape,q", "leave", "Back", id="review.leave"),
    ]

    def __init__(
        self,
        reviews: "Reviews",
        slug: str,
        drafts: Kept,
        now: Callable[[], int],
        *,
        period: Period | None = None,
        strip: StripLine | None = None,
    ) -> None:
        """`now`: UTC microseconds; `period`: the one to begin with, else this quarter; `strip`: the line of the session below."""
        super().__init__()
        self._reviews = reviews
        self._slug = slug
        self._drafts = drafts
        self._now = now
        self._period = period
        self._strip = strip
        self._outside = False
        self._read: ReviewRead | None = None
        self._acting = False

    @property
    def slug(self) -> str:
        """The mentorship it is about."""
        return self._slug

    def compose(self) -> ComposeResult:
        """Which period, the sections, what was done."""
        above = (FloorStrip(self._strip), Static("", id="period", markup=False))
        yield from framed(above, ReviewRows(id="paper"))

    def on_mount(self) -> None:
        """It is read while the screen comes up."""
        if not self._stands:
            return
        begin(self, "review", ReviewRows)
        self.read()
        self.set_interval(again.READ_AGAIN, self._read_again)

    def on_resize(self, event: Resize) -> None:
        """Rows are laid out for the room there is."""
        shape(self)
        self.call_after_refresh(self._tell)

    @property
    def _stands(self) -> bool:
        return stands(self, ReviewRows) and stands(self, KeyLine)

    @work(exclusive=True, group="again")
    async def _read_again(self) -> None:
        """Another program may have stored something."""
        found = self._read
        if self.is_current and found is not None and not self._acting:
            with suppress(StoreError):  # whoever reads it says so
                if await apart(self._reviews.is_stale, found):
                    self.read()

    @work(exclusive=True, group="read")
    async def read(self) -> None:
        """Off the interface's thread: of years of sessions adding up takes longer than a frame."""
        await self._read_now()

    async def _read_now(self) -> None:
        wanted = (self._period, self._outside)
        try:
            found = await apart(self._reviews.read, self._slug, self._period, outside=self._outside)
        except StoreError as error:
            self._say(str(error), trouble=True)
            return
        if wanted != (self._period, self._outside):
            return  # another was asked for meanwhile, and is on its way
        self._read, self._period = found, found.period
        if self._stands:
            self.query_one(ReviewRows).show(self._listed(found))
            self._tell()

    def _listed(self, found: "ReviewRead") -> Sequence[ReviewSection]:
        return [one for one in found.review.sections if one.lines]

    def _tell(self) -> None:
        """Everything around the sections."""
        found = self._read
        if not self._stands or found is None:
            return
        review, look = found.review, found.look
        others = [look.name(member.id) for member in look.people if member.id != look.me]
        head(self, others, "review", self._now(), look.zone)
        self.query_one("#period", Static).update(view.period(review, self.size.width - 2))
        empty(self, review.empty, view.nothing(found.period))
        self.query_one(KeyLine).keys = view.keys(self._section, empty=review.empty)

    @property
    def _section(self) -> ReviewSection | None:
        return self.query_one(ReviewRows).section if self._stands and self._read and not self._read.review.empty else None

    def on_review_rows_marked(self, event: ReviewRows.Marked) -> None:
        """What its keys do may be another thing."""
        event.stop()
        self._say("")
        self._tell()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        press(self.app, event.sent)

    # walking

    def action_walk(self, by: int) -> None:
        """From section to section."""
        if self._stands:
            self.query_one(ReviewRows).walk(by)

    def action_go(self, place: int) -> None:
        """To that section."""
        if self._stands:
            self.query_one(ReviewRows).go(place)

    def action_page(self, by: int) -> None:
        """A page further."""
        if self._stands:
            self.query_one(ReviewRows).page(by)

    # which period

    def action_step(self, by: int) -> None:
        """The one before or after it, of the same length."""
        found = self._read
        if found is None or self._period is None:
            return
        new = stepped(self._period, by)
        if new == self._period:
            self._say("This has everything: p chooses a quarter or a year.")
        elif new.begin > found.look.today:
            self._say(f"{new.called} is still to come.")
        else:
            self._turn_to(new)

    @work(exclusive=True, group="period")
    async def action_period(self) -> None:
        """One of the usual ones, or typed."""
        try:
            usual = await asyncio.to_thread(self._reviews.usual, self._slug)
        except StoreError as error:
            self._say(str(error), trouble=True)
            return
        if self.is_current:
            ask_period(self.app, usual, self._read, self._strip, self._turn_to)

    def _turn_to(self, period: Period) -> None:
        self._period = period
        self._say("")
        if self._stands:
            self.query_one(ReviewRows).go(0)
        self.read()

    def action_outside(self) -> None:
        """The other way round: for the two, or for somebody else."""
        self._outside = not self._outside
        self._say(view.OUTSIDE if self._outside else view.INSIDE)
        self.read()

    # what somebody makes of it

    def action_edit(self) -> None:
        """The words of the marked section."""
        section = self._section
        if section is not None:
            self._write_section(section)

    def action_own(self) -> None:
        """A section that has only one's own words."""
        if self._read is not None and not self._read.review.empty:
            self._write_section(self._read.review.section(OWN))

    def _write_section(self, section: ReviewSection) -> None:
        from mentortui.screens.write import WriteScreen

        found = self._read
        if found is None:
            return
        name = f"review:{found.period.key}:{'outside:' if self._outside else ''}{section.key}"
        text = self._drafts.get(name) or section.text

        def written(said: str | None) -> None:
            if said is not None:
                self._act(lambda: self._reviews.edit(found, section.key, said), then=lambda: self._drafts.put(name, ""))

        does = "keeps it · empty gives the records' own words back"
        self.app.push_screen(
            WriteScreen(section.title, text, does=does, keep=lambda draft: self._drafts.put(name, draft)), written
        )

    def action_refresh(self) -> None:
        """What the records say besides since it was edited."""
        section, found = self._section, self._read
        if section is not None and found is not None:
            self._act(lambda: self._reviews.refresh(found, section.key))

    def action_show(self) -> None:
        """Left out when it is presented and written, or in again."""
        section, found = self._section, self._read
        if section is not None and found is not None:
            self._act(lambda: self._reviews.show(found, section.key, not section.shown))

    def action_undo(self) -> None:
        """What was changed here last."""
        self._act(lambda: self._reviews.undo(self._slug))

    @work(group="act")
    async def _act(self, deed: Callable[[], str], then: Callable[[], None] = lambda: None) -> None:
        """Off the interface's thread; then all is read again."""
        self._acting = True
        try:
            said = await asyncio.to_thread(deed)
        except Refused as error:
            await self._read_now()  # it may have been changed elsewhere: that is shown with what is said
            self._say(str(error), trouble=True)
            return
        except StoreError as error:
            self._say(str(error), trouble=True)
            return
        finally:
            self._acting = False
        then()
        await self._read_now()
        self._say(said)

    # out of the program

    def action_present(self) -> None:
        """To everybody in the call, from the marked section on where one has walked there."""
        from mentortui.screens.review_present import ReviewPresentScreen

        found = self._read
        if found is None:
            return
        if not found.review.told:
            self._say("There is nothing to present of this time: p chooses another.")
            return
        marked, first = self._section, found.review.told[0]
        begin = marked.key if marked is not None and marked.key != first.key else ""
        self.app.push_screen(ReviewPresentScreen(found.review, begin=begin))

    def action_write(self) -> None:
        """What is shown of it, into which file."""
        from mentortui.services.review import FILE_HINT, check_form, file_name

        found = self._read
        if found is None:
            return
        if not found.review.told:
            self._say("There is nothing to write of this time: p chooses another.")
            return
        ask_file(
            self,
            "Write the review to a file",
            FILE_HINT,
            name=file_name(found),
            check=check_form,
            write=lambda name: self._reviews.write(name, found),
            say=self._say,
            more=view.left_out(found.review),
        )

    def action_leave(self) -> None:
        """Back."""
        close(self, None)

    def _say(self, text: str, *, trouble: bool = False) -> None:
        if self._stands:
            self.query_one(SaidLine).say(text, trouble=trouble)
