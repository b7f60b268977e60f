"""What becomes of a transcript, to be looked at before it is stored: its session, who had the floor, what the file is like."""

import asyncio
from collections.abc import Callable

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from mentortui.core.import_report import Report
from mentortui.core.naming import Proposal
from mentortui.core.number_row import PLAIN
from mentortui.core.refused import Refused
from mentortui.screens import importing_asks as asks
from mentortui.screens import importing_report_view as view
from mentortui.screens.closing import EndsByItself, close, stands
from mentortui.screens.importing_laying import Laid, Laying, Outcome
from mentortui.screens.importing_names import NamesScreen
from mentortui.screens.importing_planning import Planning
from mentortui.screens.importing_report_view import Choices
from mentortui.screens.pressing import press
from mentortui.services.apart import apart
from mentortui.services.importing import Draft, Importing, Planned
from mentortui.services.overlapping import Overlaps
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.text import words

replace = msgspec.structs.replace


class ReportScreen(EndsByItself[Outcome]):
    """Dismissed with what was stored; None where another file is wanted. Nothing is stored before `s`: an enter too many does
    nothing."""

    CSS_PATH = stylesheet("importing_report")
    BINDINGS = [
        Binding("s", "store", "Store it as a session", id="report.store"),
        Binding("p", "sentences", "What was said: notes, actions, feedback of it", id="report.sentences"),
        Binding("n", "names", "Whose the names are", id="report.names"),
        Binding("d", "when", "When it began", id="report.when"),
        Binding("t", "kind", "Which kind of session", id="report.kind"),
        Binding("e", "title", "A title for it", id="report.title"),
        Binding("k", "words", "Keep what was said, or not", id="report.words"),
        Binding("b", "beside", "Lay it beside a session timed by hand", id="report.beside"),
        Binding("down,j", "scroll(1)", "Further down", id="report.down", show=False),
        Binding("up", "scroll(-1)", "Further up", id="report.up", show=False),
        Binding("pagedown,space", "scroll(10)", "A page down", id="report.page_down", show=False),
        Binding("pageup", "scroll(-10)", "A page up", id="report.page_up", show=False),
        Binding("escape,q", "leave", "Another file; nothing is stored", id="report.leave"),
    ]

    def __init__(
        self,
        importing: Importing,
        draft: Draft,
        slug: str,
        choices: Choices,
        *,
        who: str = "",
        now: Callable[[], int] = lambda: 0,
        laying: Laying | None = None,
        row: str = PLAIN,
    ) -> None:
        """`choices`: what is known before anything is asked; `now`: UTC microseconds; `laying`: lays it beside a session; `row`:
        what the number keys of this keyboard send."""
        super().__init__()
        self._planning = Planning(importing, draft, slug)
        self._choices = choices
        self._made_of = choices
        """What `_planned` was worked out of; `_choices` is what was said last, and may still be worked out."""
        self._who = who
        self._now = now
        self._laying = laying
        self._row = row
        self._planned: Planned | None = None
        self._made = Report(file="")
        self._proposals: tuple[Proposal, ...] = ()
        self._people: tuple[tuple[str, str], ...] = ()
        self._storing = self._warned = self._leaving = False
        self._working = self._then_store = False

    @property
    def slug(self) -> str:
        """The mentorship it is for."""
        return self._planning.slug

    @property
    def choices(self) -> Choices:
        """What was said so far."""
        return self._choices

    def compose(self) -> ComposeResult:
        """The page, and what was just said."""
        yield HeaderLine()
        with VerticalScroll(id="page", can_focus=False):
            yield Static("", id="report", markup=False)
        yield Static("", id="said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """It is worked out while the screen comes up."""
        if not stands(self, KeyLine):
            return
        header = self.query_one(HeaderLine)
        header.pieces = (self._who or "mentortui", "what becomes of it", self._planning.draft.file)
        self.follow()
        self._begin()

    def on_resize(self) -> None:
        """Rows are folded to the room there is."""
        self.set_class(self.size.height < 12, "-flat")
        self.call_after_refresh(self.follow)

    def follow(self) -> None:
        """Shows it."""
        if not stands(self, KeyLine):
            return
        page, planned = self.query_one("#page"), self._planned
        page.border_title = words(view.title(planned) if planned else self._planning.draft.file)
        page.border_subtitle = words(view.kept(self._choices))
        self.query_one(HeaderLine).saved = SaveState("saving" if self._storing else "none")
        line = self.query_one(KeyLine)
        line.keys, line.shorter = view.keys(planned, short=False), view.keys(planned, short=True)
        if planned is not None:
            width = max(24, self.query_one("#report").content_size.width)
            self.query_one("#report", Static).update(view.report(planned, self._made, self._choices, self._now(), width))

    # working it out

    @work(exclusive=True, group="plan")
    async def _begin(self) -> None:
        """Names that nobody needs to be asked about are taken; the others are asked about at once."""
        try:
            self._people, self._proposals = await apart(self._planning.names)
        except (Refused, StoreError) as error:
            self._say(str(error), trouble=True)
            return
        asked = any(not one.sure for one in self._proposals) and not self._choices.answers
        if asked:
            self._ask_names()
        else:
            known = {one.name: one.person for one in self._proposals if one.person is not None}
            self._change(replace(self._choices, answers=self._choices.answers or known))

    def _change(self, choices: Choices) -> None:
        if self._storing:
            self._say("It is being stored as it was: nothing more is changed here.", trouble=True)
            return
        self._choices = choices  # at once: what is said next goes upon it
        self._working = True
        self._plan(choices)

    @work(exclusive=True, group="plan")
    async def _plan(self, choices: Choices) -> None:
        """What would be stored, of these choices; those before stay where these cannot be."""
        said = "Working out who spoke when …"
        if self._planned is None:
            self._say(said)
        try:
            planned, made = await apart(self._planning.planned, choices)
        except (Refused, StoreError) as error:
            self._choices = replace(self._made_of, keep_words=self._choices.keep_words)
            self._working = self._then_store = False
            self._say(str(error), trouble=True)
            self.follow()
            return
        self._planned, self._made, self._made_of = planned, made, choices
        self._working = self._warned = self._leaving = False
        self._say("")
        self.follow()
        if self._then_store:
            self._then_store = False
            if self.is_active:  # else something is being asked, and may change it
                self.action_store()

    # keys

    def action_names(self) -> None:
        """Looked through again."""
        if self._planned is not None or self._choices.answers:
            self._ask_names()

    def _ask_names(self) -> None:
        draft, slug, said = self._planning.draft, self._planning.slug, self._choices.answers
        screen = NamesScreen(draft, self._proposals, self._people, who=self._who, slug=slug, answers=said, row=self._row)
        self.app.push_screen(screen, self._named)

    def _named(self, answers: dict[str, str] | None) -> None:
        if answers is not None:
            self._change(replace(self._choices, answers=answers))
        elif self._planned is None:
            close(self, None)

    def action_when(self) -> None:
        """As one types a moment of the past."""
        if self._planned is not None:
            asks.when(self.app, self._planned, self._now, lambda typed: self._change(replace(self._choices, typed=typed)))

    def action_kind(self) -> None:
        """What was agreed may be another thing for it."""
        if self._planned is not None:
            asks.kind(self.app, self._choices.kind, lambda kind: self._change(replace(self._choices, kind=kind)))

    def action_title(self) -> None:
        """In words of one's own."""
        if self._planned is not None:
            title = self._choices.title
            asks.title(self.app, title, lambda typed: self._change(replace(self._choices, title=typed)))

    def action_words(self) -> None:
        """Only if asked."""
        if self._planned is None or self._storing:
            return
        keep = not self._choices.keep_words
        self._choices = replace(self._choices, keep_words=keep)
        self.follow()
        kept = "What was said will be kept, for you alone: k leaves it out."
        self._say(kept if keep else "What was said is not kept: only who spoke when, and what is caught.")

    @work(exclusive=True, group="sentences")
    async def action_sentences(self) -> None:
        """Walked through, one key each."""
        planned = self._planned
        if planned is None:
            return
        spoken = await apart(self._planning.spoken)
        asks.sentences(self.app, planned, spoken, self._choices.caught, self._caught, who=self._who)

    def _caught(self, caught: dict[int, str]) -> None:
        if caught != self._choices.caught:
            self._change(replace(self._choices, caught=caught))

    @work(exclusive=True, group="beside")
    async def action_beside(self) -> None:
        """No session of its own: both are compared."""
        if self._planned is None or self._laying is None:
            return
        try:
            stored = await self._laying.lay(self._planned, self._choices.answers)
        except (Refused, StoreError) as error:
            self._say(str(error), trouble=True)
            return
        if stored is not None:
            self.end(Laid(stored))

    def action_store(self) -> None:
        """On disk before it is said so; what was changed last is worked out before."""
        if self._planned is None or self._storing:
            return
        if self._working:
            self._then_store = True
            self._say("What you changed is being worked out; then it is stored.")
        else:
            self._storing = True
            self.follow()
            self._store(self._planned, self._choices)

    @work(group="store")
    async def _store(self, planned: Planned, choices: Choices) -> None:
        stored, told = None, ""
        try:
            stored = await asyncio.to_thread(self._planning.store, planned, choices, self._warned)
        except Overlaps as error:
            self._warned = True
            told = f"{error} s again stores both; b lays it beside that one."
        except StoreError as error:
            told = f"{error} Nothing was stored: s tries it again."
        except Refused as error:
            told = str(error)
        self._storing = False
        self.follow()
        if stored is not None:
            self.end(stored)
        else:
            self._say(told, trouble=True)

    def action_scroll(self, rows: int) -> None:
        """So many rows down; negative: up."""
        if stands(self, KeyLine):
            self.query_one("#page").scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        """To the files again; what is caught and not stored is told once."""
        caught = len(self._choices.caught)
        if self._then_store:
            self._then_store = False
            self._say("It is not stored: s stores it.")
        elif caught and not self._leaving:
            self._leaving = True
            self._say(f"{caught} caught of what was said, and not stored yet: esc again leaves without.", trouble=True)
        elif not self._storing:
            close(self, None)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    def _say(self, text: str, trouble: bool = False) -> None:
        if not stands(self, KeyLine):
            return
        line = self.query_one("#said", Static)
        line.update(words(text))
        line.set_class(bool(text), "-said")
        line.set_class(trouble, "-trouble")
