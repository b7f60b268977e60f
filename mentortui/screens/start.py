"""Which kind of session starts now, how long it is, and when the call must end. Enter takes it as it stands."""

from typing import Final

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.commands import Refused
from mentortui.core.dates import both_zones
from mentortui.core.heads import moment
from mentortui.core.plan import described, length_of
from mentortui.core.records import Mentorship, Plan, Template, TemplateItem
from mentortui.core.sharing import in_order
from mentortui.core.templates import BUILT_IN, NO_AGENDA
from mentortui.core.until import parse_minutes, parse_until
from mentortui.screens.closing import close, stands
from mentortui.screens.home_view import CURSOR, clocks
from mentortui.services.mentorships import Mentorships
from mentortui.styles import stylesheet
from mentortui.widgets.form import Field, Form
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.row_list import RowList
from mentortui.widgets.text import apart, fitted, words

MINUTE: Final = 60_000_000
CHOICES: Final = (*enumerate(BUILT_IN, 1), (0, NO_AGENDA))
"""Templates and the digits that choose them."""
PREPARED: Final = "p"
"""The key of what was prepared."""
AGENDA_ROWS: Final = 6
"""What an agenda has room for here."""


class StartChoice(msgspec.Struct, frozen=True, kw_only=True):
    """What is to start. `minutes`: planned, None for no plan; `hard_end`: UTC microseconds."""

    template: Template
    minutes: int | None
    hard_end: int | None
    title: str
    plan: Plan | None = None
    """What was prepared, where that is to start."""


class StartScreen(Screen[StartChoice | None]):
    """Dismissed with the choice; None by escape."""

    CSS_PATH = stylesheet("start")
    BINDINGS = [
        Binding("enter", "start", "Start", id="start.start", priority=True),
        Binding("escape", "leave", "Back", id="start.leave"),
    ]

    def __init__(self, mentorships: Mentorships, mentorship: Mentorship, plan: Plan | None = None) -> None:
        """`plan`: what was prepared, or left over from last time; it is marked first."""
        super().__init__()
        self._plan = plan
        prepared = ((PREPARED, as_template(plan)),) if plan is not None else ()
        self._choices: tuple[tuple[str, Template], ...] = (*prepared, *((str(digit), template) for digit, template in CHOICES))
        self._mentorships = mentorships
        self._mentorship = mentorship
        self._usual = mentorships.usual_template(mentorship.slug)
        people = in_order(mentorship)
        self._people = people
        self._mine = people[0].zone
        self._theirs = people[1].zone if len(people) > 1 else self._mine

    def compose(self) -> ComposeResult:
        """Kinds, what the chosen one holds, minutes and end."""
        yield HeaderLine()
        with Container(id="middle"), VerticalScroll(id="start", can_focus=False) as box:
            box.border_title = Content.assemble("Start a session with ", fitted(self._who(), 44))
            yield RowList(*(Option("", id=f"kind-{mark}") for mark, _ in self._choices), id="kinds")
            yield Static(id="agenda", markup=False)
            with Form(id="fields"):
                yield Field("minutes", "Minutes", OneLine())
                yield Field("until", "Until", OneLine(placeholder="no hard end"), "such as 15:45, when the call must be over")
            yield Static(self._here(), id="here")
        yield KeyLine()

    def on_mount(self) -> None:
        """What is usual is marked."""
        if not stands(self, Field):
            return
        header, keys = self.query_one(HeaderLine), self.query_one(KeyLine)
        header.pieces = (self._who(), "start")
        header.clocks = clocks(self._mentorships.now(), self._mine)
        marks = "p 1 2 3 0" if self._plan else "1 2 3 0"
        keys.keys = (("enter", "start now"), (marks, "kind"), ("tab", "minutes, end"))
        keys.last = ("esc", "back")
        listed = self.query_one(RowList)
        usual = next((n for n, (_, template) in enumerate(self._choices) if template == self._usual), 0)
        listed.highlighted = 0 if self._plan else usual
        listed.focus()
        self.follow()

    def on_resize(self, event: Resize) -> None:
        """What is least needed goes first."""
        if not stands(self, Field):
            return
        self.query_one(Form).fit(event.size)
        self.set_class(event.size.width < 80 or event.size.height < 24, "-small")
        self.set_class(event.size.height < 18, "-low")
        self.set_class(event.size.height < 11, "-flat")
        # The list is as wide as it will be one layout after these.
        self.call_after_refresh(self.call_after_refresh, self.follow)

    def on_key(self, event: Key) -> None:
        """A digit, on the user's own number row, marks a kind; p what was prepared."""
        if not isinstance(self.focused, OptionList):
            return
        digit = self._mentorships.digit(event.character)
        pressed = event.character if digit is None else str(digit)
        place = next((n for n, (mark, _) in enumerate(self._choices) if mark == pressed), None)
        if place is not None:
            event.stop()
            event.prevent_default()
            self.query_one(RowList).highlighted = place

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Shows what it holds."""
        event.stop()
        self.follow()

    def on_form_changed(self, event: Form.Changed) -> None:
        """Says when it would end."""
        self.follow()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        if event.key == "enter":
            self.action_start()
        elif event.key == "esc":
            self.action_leave()
        elif event.key == "tab":
            self.query_one(Form).field("minutes").control.focus()
        else:
            self.query_one(RowList).action_cursor_down()

    def action_start(self) -> None:
        """As it stands; what cannot be read is said beside it."""
        if not stands(self, Field):
            return
        form = self.query_one(Form)
        try:
            minutes = self._minutes()
        except Refused as error:
            form.wrong("minutes", str(error))
            return
        try:
            hard_end = parse_until(form.text("until"), self._mentorships.now(), self._mine)
        except Refused as error:
            form.wrong("until", str(error))
            return
        template, plan = self._template(), self._chosen_plan()
        title = plan.title if plan else template.title
        close(self, StartChoice(template=template, minutes=minutes, hard_end=hard_end, title=title, plan=plan))

    def action_leave(self) -> None:
        """Nothing starts."""
        close(self, None)

    def follow(self) -> None:
        """Shows the marked kind, and when it would end."""
        if not stands(self, Field):
            return
        listed, form = self.query_one(RowList), self.query_one(Form)
        width = max(20, listed.size.width)
        for place, (mark, template) in enumerate(self._choices):
            listed.replace_option_prompt_at_index(place, _kind(mark, template, width, place == listed.highlighted))
        template = self._template()
        self.query_one("#agenda", Static).update(_agenda(template, min(width, 72)))
        minutes = form.field("minutes")
        planned = f"{template.minutes}" if template.minutes else "no plan"
        if isinstance(minutes.control, OneLine):
            minutes.control.placeholder = planned
        minutes.hint = self._ends()

    def _template(self) -> Template:
        return self._choices[self.query_one(RowList).highlighted or 0][1]

    def _chosen_plan(self) -> Plan | None:
        return self._plan if self._choices[self.query_one(RowList).highlighted or 0][0] == PREPARED else None

    def _minutes(self) -> int | None:
        typed = parse_minutes(self.query_one(Form).text("minutes"))
        return typed if typed is not None else self._template().minutes

    def _ends(self) -> str:
        try:
            minutes = self._minutes()
        except Refused as error:
            return str(error)
        if minutes is None:
            return "no planned length"
        return f"ends {both_zones(moment(self._mentorships.now() + minutes * MINUTE), self._mine, self._theirs)}"

    def _who(self) -> str:
        names = [member.name for member in self._people[1:]]
        return " and ".join(names) if len(names) <= 2 else f"{names[0]} and {len(names) - 1} more"

    def _here(self) -> Content:
        entries = [
            Content.assemble(words(f" {key} ", "$accent bold"), fitted(member.name, 24))
            for key, member in enumerate(self._people, 1)
        ]
        return Content.assemble(words("Number keys  ", "$quiet"), Content("  ").join(entries))


def as_template(plan: Plan) -> Template:
    """How it is offered among the kinds."""
    count = len(plan.items)
    items = tuple(TemplateItem(title=item.title, minutes=item.minutes) for item in plan.items)
    title = f"{described(plan)}, {count} item{'s' if count > 1 else ''}"
    return Template(kind=plan.kind, title=title, minutes=length_of(plan), items=items)


def _kind(mark: str, template: Template, width: int, marked: bool) -> Content:
    minutes = f"{template.minutes} min" if template.minutes else "no timer"
    cursor = words(CURSOR if marked else " ", "$secondary")
    left = Content.assemble(words(f" {mark}  ", "$accent bold"), words(template.title, "bold" if marked else ""))
    return Content.assemble(cursor, apart(left, words(minutes, "$quiet"), min(width, 72) - 1))


def _agenda(template: Template, width: int) -> Content:
    if not template.items:
        return words("     Topics come as they come: i on the session starts one.", "$quiet")
    rows = [
        apart(words(f"     {item.title}", "$quiet"), words(f"{item.minutes} min" if item.minutes else "", "$quiet"), width)
        for item in template.items[: AGENDA_ROWS if len(template.items) <= AGENDA_ROWS else AGENDA_ROWS - 1]
    ]
    if len(template.items) > AGENDA_ROWS:
        rows.append(words(f"     … and {len(template.items) - AGENDA_ROWS + 1} more", "$quiet"))
    return Content("\n").join(rows)
