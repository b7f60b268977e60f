"""The assessment of one person: a number for each question, any of them left out, and one sentence. Covered once it is given."""

from collections.abc import Mapping

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantFocus, Key
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from mentortui.core.assessment import HIGH_IS, HIGHEST, LONGEST, LOW_IS, LOWEST, QUESTIONS
from mentortui.core.number_row import PLAIN, digit_of
from mentortui.core.text import counted
from mentortui.screens.closing import close, stands
from mentortui.screens.pulse import Ratings
from mentortui.screens.strip import HEIGHTS
from mentortui.styles import stylesheet
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.text import words

LABEL = 16
WHERE = f"{LOWEST} {LOW_IS}, {HIGHEST} {HIGH_IS} · enter skips · d rather not · esc later"
SENTENCE = "a sentence, or none · enter keeps it · ↑ back · esc later"
NOTHING = "Nothing is answered yet: a number, or a sentence. d: rather not."


class Answered(msgspec.Struct, frozen=True):
    """What one person said; `declined`: would rather not."""

    answers: Mapping[str, int] = {}
    sentence: str = ""
    declined: bool = False


class AssessmentScreen(ModalScreen[Answered | None]):
    """Dismissed with what was said, or with None by escape: nothing is kept then."""

    AUTO_FOCUS = ""
    CSS_PATH = stylesheet("pulse_assess")
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [
        Binding("enter,down,space", "go(1)", "Skip it", id="assess.skip"),
        Binding("backspace,up", "go(-1)", "The one before again", id="assess.back"),
        Binding("d", "decline", "Rather not say", id="assess.decline"),
        Binding("escape", "leave", "Back, nothing is kept", id="assess.leave"),
        Binding("x", "app.cover", "Cover: names and notes vanish", id="assess.cover", show=False),
        Binding("question_mark", "app.keys", "All keys", id="assess.keys", show=False),
    ]

    def __init__(self, name: str, round: str, covered: str, *, before: Answered | None = None, row: str = PLAIN) -> None:
        """`name`: whose; `round`: what it is of; `covered`: who sees it, and when; `before`: what that person had said. `row`:
        what the number keys of this keyboard send."""
        super().__init__()
        self._who, self._round, self._covered = name, round, covered
        self._before = before
        self._row = row

    def compose(self) -> ComposeResult:
        """What is asked, and who sees it."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = words(f"{self._round}: how was it, {self._who}?")
            yield Ratings(tuple((one.label, one.asks) for one in QUESTIONS), LABEL)
            yield OneLine(self._before.sentence if self._before else "", placeholder="one sentence", id="sentence")
            yield Static(words(self._covered), id="covered")
            yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """What was said before stands there."""
        if not stands(self, OneLine):
            return
        if self._before is not None:
            self.query_one(Ratings).values = tuple(self._before.answers.get(one.key) for one in QUESTIONS)
        self.call_after_refresh(self._tell)

    def on_resize(self) -> None:
        """A question that has no room beside its numbers any more stands below."""
        self.call_after_refresh(self._tell)

    def on_key(self, event: Key) -> None:
        """A number is said of the line one is at; then the next one is asked. In the sentence only up leads back."""
        if not stands(self, OneLine):
            return
        ratings = self.query_one(Ratings)
        if ratings.place >= len(QUESTIONS):
            if event.key == "up":
                event.stop()
                event.prevent_default()
                self._to(len(QUESTIONS) - 1)
            return
        number = digit_of(event.character, self._row)
        if number is None or not LOWEST <= number <= HIGHEST:
            return
        event.stop()
        event.prevent_default()
        self._say(ratings.place, number)
        self._to(ratings.place + 1)

    def action_go(self, by: int) -> None:
        """To another line; past the last one the sentence."""
        place = self.query_one(Ratings).place + by
        if place < 0 or place > len(QUESTIONS):
            return
        if by < 0:
            self._say(place, None)
        self._to(place)

    def action_decline(self) -> None:
        """That counts too: nobody waits for this one any more."""
        close(self, Answered(declined=True))

    def action_leave(self) -> None:
        """Nothing is kept."""
        close(self, None)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """By tab, or a click: that is where one is."""
        if event.widget is self.query_one(OneLine) and self.query_one(Ratings).place < len(QUESTIONS):
            self._to(len(QUESTIONS))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Kept, once anything was said."""
        event.stop()
        values = zip(QUESTIONS, self.query_one(Ratings).values, strict=True)
        answers = {one.key: value for one, value in values if value is not None}
        sentence = self.query_one(OneLine).typed.strip()
        if len(sentence) > LONGEST:
            trouble = f"One sentence: at most {LONGEST} characters; this has {len(sentence):,}."
        else:
            trouble = "" if answers or sentence else NOTHING
        if trouble:
            self.query_one("#keys", Static).update(words(trouble))
        else:
            close(self, Answered(answers=answers, sentence=sentence))

    def _say(self, place: int, number: int | None) -> None:
        ratings = self.query_one(Ratings)
        ratings.values = tuple(number if one == place else value for one, value in enumerate(ratings.values))

    def _to(self, place: int) -> None:
        self.query_one(Ratings).place = place
        self.set_focus(self.query_one(OneLine) if place >= len(QUESTIONS) else None)
        self._tell()

    def _tell(self) -> None:
        if not stands(self, OneLine):
            return
        ratings = self.query_one(Ratings)
        place = ratings.place
        asks = ratings.not_beside if place < len(QUESTIONS) else ""
        said = SENTENCE if place >= len(QUESTIONS) else WHERE
        rows = [words(asks, "$foreground")] if asks else []
        self.query_one("#keys", Static).update(Content("\n").join([*rows, words(said)]))


def covered_words(waiting: int, people: int) -> str:
    """Who sees it, and when."""
    if people == 1:
        return "Only you are asked: it shows at once."
    others = "the other has" if people == 2 else f"{counted(people - 1, 'other')} have"
    if waiting == 1:
        return "All others are in: with yours all of them show, and stay as they are."
    return f"Covered until {others} answered or declined. In the file it is plain text."
