"""How a session starts: one key for its kind, enter, and it runs. The rest may be left as it is."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.commands import Refused
from mentortui.core.records import Mentorship, Template
from mentortui.core.templates import BUILT_IN, NO_AGENDA, REGULAR
from mentortui.core.until import parse_minutes
from mentortui.services.starting import AgendaRow, StartChoice, adds_up, agenda, until_words, with_whom
from mentortui.styles import stylesheet
from mentortui.widgets.drawn import lines
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.text import apart, fitted, heading, words

DIGITS = "1234567890"
KEYS = (("enter", "start"), ("1-3 0", "which"), ("m", "minutes"), ("u", "until"), ("esc", "back"))
FIELD_KEYS = (("enter", "start"), ("tab", "next field"), ("esc", "back to the list"))


class StartScreen(Screen[StartChoice | None]):
    """Dismissed with what was chosen; None by escape."""

    CSS_PATH = stylesheet("start")
    AUTO_FOCUS = "#templates"
    HORIZONTAL_BREAKPOINTS = [(0, "-strip"), (50, "-narrow"), (96, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (14, "-short"), (18, "-tall")]
    BINDINGS = [
        Binding("enter", "start", "Start the session", id="start.start", show=False),
        Binding("m", "field('minutes')", "How many minutes are planned", id="start.minutes"),
        Binding("u", "field('until')", "When the call must end", id="start.until"),
        Binding("escape", "back", "Back", id="start.back"),
    ]

    def __init__(
        self,
        mentorship: Mentorship,
        templates: Sequence[Template] = BUILT_IN,
        *,
        read_end: Callable[[str], int | None],
        marked: Template = REGULAR,
        row: str = DIGITS,
    ) -> None:
        """`read_end` turns words into the hard end in UTC microseconds, or raises Refused. `marked` is what enter takes;
        `row`: what the number row sends for 1..9 and 0."""
        super().__init__()
        self._mentorship = mentorship
        self._templates = (*templates[:9], NO_AGENDA)
        self._read_end = read_end
        self._first = self._templates.index(marked) if marked in self._templates else 0
        self._row = row

    def compose(self) -> ComposeResult:
        """Which, how long, and what that makes."""
        yield HeaderLine()
        with Horizontal(id="body"):
            with Vertical(id="choice"):
                yield OptionList(*(Option(Content(""), id=f"t{n}") for n in range(len(self._templates))), id="templates")
                with Horizontal(id="fields"):
                    yield Static(Content("Minutes"), classes="label")
                    yield Input(id="minutes", compact=True, max_length=8)
                    yield Static(Content("Until"), classes="label")
                    yield Input(placeholder="15:45", id="until", compact=True, max_length=40)
                yield Static("", id="understood", markup=False)
            with VerticalScroll(id="agenda", can_focus=False):
                yield Static("", id="items", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The likeliest is marked."""
        self.query_one(HeaderLine).pieces = (with_whom(self._mentorship), "start a session")
        self.query_one(OptionList).highlighted = self._first
        self._follow()

    def on_resize(self, event: Resize) -> None:
        """Columns follow the room there is."""
        self.call_after_refresh(self._follow)

    def on_descendant_focus(self) -> None:
        """Other keys matter in a field."""
        self.query_one(KeyLine).keys = FIELD_KEYS if isinstance(self.focused, Input) else self._keys()

    def on_key(self, event: Key) -> None:
        """A number marks its template."""
        if isinstance(self.focused, Input) or not event.character:
            return
        place = self._row.find(event.character)
        place = DIGITS.find(event.character) if place < 0 else place
        if place < 0:
            return
        chosen = len(self._templates) - 1 if place == 9 else place
        if chosen < len(self._templates) - (place != 9):
            event.stop()
            event.prevent_default()
            self.query_one(OptionList).highlighted = chosen

    def on_option_list_option_highlighted(self) -> None:
        """Its agenda shows."""
        self._follow()

    def on_option_list_option_selected(self) -> None:
        """By enter, or a click on it."""
        self.action_start()

    def on_input_changed(self) -> None:
        """What was understood shows while one types."""
        self._follow()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter starts from the fields too."""
        event.stop()
        self.action_start()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        self.app.simulate_key({"?": "question_mark", "esc": "escape", "1-3 0": "down"}.get(event.key, event.key))

    def action_start(self) -> None:
        """Now; or says what cannot be read, with the cursor there."""
        try:
            minutes = self._minutes()
        except Refused:
            self.query_one("#minutes").focus()
            return
        try:
            hard_end = self._until()
        except Refused:
            self.query_one("#until").focus()
            return
        self.dismiss(StartChoice(self._template, minutes, hard_end))

    def action_field(self, field: str) -> None:
        """Types there."""
        self.query_one(f"#{field}").focus()

    def action_back(self) -> None:
        """Out of a field first."""
        if isinstance(self.focused, Input):
            self.query_one(OptionList).focus()
        else:
            self.dismiss(None)

    @property
    def _template(self) -> Template:
        return self._templates[self.query_one(OptionList).highlighted or 0]

    def _minutes(self) -> int | None:
        return parse_minutes(self.query_one("#minutes", Input).value)

    def _until(self) -> int | None:
        text = self.query_one("#until", Input).value
        return self._read_end(text) if text.strip() else None

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (KEYS[0], (f"1-{len(self._templates) - 1} 0", "which"), *KEYS[2:])

    def _follow(self) -> None:
        told, planned, trouble = "", self._template.minutes, False
        try:
            planned = self._minutes() or planned
            told = until_words(self._until(), self._mentorship)
        except Refused as error:
            told, trouble = str(error), True
        said = self.query_one("#understood", Static)
        said.update(words(told))
        said.display = bool(told)
        said.set_class(trouble, "-trouble")
        self.query_one("#minutes", Input).placeholder = str(self._template.minutes or "")
        self._follow_templates()
        box = self.query_one("#agenda")
        box.border_title = heading(
            words(self._template.title, "bold"), words(adds_up(self._template, planned), "$quiet"), box.size.width + 4, "$faint"
        )
        rows, width = agenda(self._template, self._mentorship), max(10, box.scrollable_content_region.width)
        self.query_one("#items", Static).update(_agenda(rows, width))

    def _follow_templates(self) -> None:
        listed = self.query_one(OptionList)
        width = max(16, listed.scrollable_content_region.width - 2)
        for place, template in enumerate(self._templates):
            key = "0" if place == len(self._templates) - 1 else str(place + 1)
            mark = "▸" if place == listed.highlighted else " "
            left = Content.assemble((f"{mark} ", "$accent"), (f"{key}  ", "$accent bold"), words(template.title))
            right = words(f"{template.minutes} min" if template.minutes else "", "$quiet")
            listed.replace_option_prompt_at_index(place, apart(left, right, width))


def _agenda(rows: Sequence[AgendaRow], width: int) -> Content:
    if not rows:
        return lines(words("Nothing is planned and nothing is late."), words("i adds a topic when one comes up.", "$quiet"))
    owner = min(16, width // 4)
    title = width - owner - 6
    return lines(
        *(
            Content.assemble(
                words(f"{row.minutes:>3}", "$quiet"),
                "  ",
                fitted(row.title, title, pad=True),
                " ",
                fitted(row.owner, owner, "$quiet"),
            )
            for row in rows
        )
    )
