"""Adding or changing a mentorship: who takes part, where they are, your part, how talk is shared."""

import asyncio
from typing import cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.events import Resize
from textual.screen import Screen

from mentortui.core.commands import Refused
from mentortui.core.people import MOST_PEOPLE
from mentortui.core.records import Member, Mentorship, Part
from mentortui.core.sharing import in_order, parse_sharing, sharing_told, sharing_words
from mentortui.core.sharing_kinds import KINDS_HINT, kinds_told, kinds_words, parse_kinds
from mentortui.core.typed_people import Person, Wrong, members
from mentortui.screens.closing import close, stands
from mentortui.screens.form_parts import local_time, part_pick
from mentortui.screens.pressing import press
from mentortui.services.mentorships import Mentorships
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.form import Field, Form
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.text import words

SHARING_HINT = "equal · 40/60, mentor/mentee · do not show · nothing"


class PeopleScreen(Screen[Mentorship | None]):
    """Dismissed with the mentorship as stored; None where nothing was. For one that cannot be read it raises StoreError."""

    CSS_PATH = stylesheet("people")
    BINDINGS = [
        Binding("ctrl+s", "save", "Save", id="people.save", priority=True),
        Binding("ctrl+n", "person", "One more person", id="people.person", priority=True),
        Binding("escape", "leave", "Back", id="people.leave"),
    ]

    def __init__(self, mentorships: Mentorships, slug: str | None) -> None:
        """`slug` of the one to change; None adds one."""
        super().__init__()
        self._mentorships = mentorships
        self._before = mentorships.get(slug) if slug else None
        self._others: list[Person] = [Person()]
        me = mentorships.me()
        self._own = Person(me.name, me.zone)
        if self._before is not None:
            mine, *rest = in_order(self._before)
            self._own = Person(mine.name, mine.zone, mine.id)
            self._others = [Person(member.name, member.zone, member.id) for member in rest] or [Person()]
        self._own_kinds: tuple[str, ...] | None = None
        self._at_first: list[str] = []
        self._warned = False

    def compose(self) -> ComposeResult:
        """The questions; when one is changed, those about the user too."""
        sharing = sharing_words(self._before) if self._before else ""
        yield HeaderLine()
        with Container(id="middle"), Form(id="form") as form:
            form.border_title = words("Who takes part" if self._before else "A new mentorship")
            if self._before is not None:
                yield Field("name", "Your name", OneLine(self._own.name))
                yield Field("zone", "Your zone", OneLine(self._own.zone))
            yield Field("part", "Your part", part_pick(self._before.part if self._before else "mentor"))
            for number, person in enumerate(self._others, 1):
                yield from self._fields(number, person)
            yield Field("sharing", "Sharing talk", OneLine(sharing), SHARING_HINT)
            if self._before is not None:
                yield Field("kinds", "By kind", OneLine(kinds_words(self._before)), KINDS_HINT)
        yield KeyLine()

    def on_mount(self) -> None:
        """The name of the other comes first to mind."""
        if not stands(self, Field):
            return
        names = " and ".join(person.name for person in self._others[:2])
        self.query_one(HeaderLine).pieces = (names, "edit") if self._before else ("mentortui", "add")
        keys = self.query_one(KeyLine)
        keys.keys = (("ctrl+s", "save"), ("ctrl+n", "one more person"), ("enter", "next"), ("↑ ↓", "go through"))
        keys.last = ("esc", "back")
        self._at_first = self._typed()
        self._form.field("name:1").control.focus()
        self._hint()
        if self._before is not None:
            self._read_kinds(self._before)

    @work
    async def _read_kinds(self, before: Mentorship) -> None:
        """Every session that was held is asked which kind it was: in a thread, while one types."""
        self._own_kinds = await asyncio.to_thread(self._mentorships.own_kinds, before)
        if stands(self, Field):
            self._hint()

    @property
    def _form(self) -> Form:
        return self.query_one("#form", Form)

    def on_resize(self, event: Resize) -> None:
        """Hints give way first."""
        if not stands(self, Field):
            return
        self._form.fit(event.size)
        self.set_class(event.size.width < 80 or event.size.height < 24, "-small")

    def on_form_changed(self, event: Form.Changed) -> None:
        """Says what was understood."""
        self._warned = False
        self._hint()

    def on_form_done(self, event: Form.Done) -> None:
        """Enter on the last one saves."""
        self.action_save()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    async def action_person(self) -> None:
        """One more, asked after the others."""
        if not stands(self, Field):
            return
        if len(self._others) + 1 >= MOST_PEOPLE:
            self._form.wrong("sharing", f"At most {MOST_PEOPLE} people take part, you among them.")
            return
        self._others.append(Person())
        number = len(self._others)
        await self._form.mount(*self._fields(number, Person()), before=self._form.field("sharing"))
        self._form.field(f"name:{number}").control.focus()
        self._hint()

    def action_save(self) -> None:
        """Stores it, or says beside the field what cannot be."""
        if not stands(self, Field):
            return
        text = self._form.text
        people = self._people()
        if self._before is None and not any(person.name.strip() for person in people):
            self._form.wrong("name:1", "Who is it? Two without a name cannot be told apart.")
            return
        try:
            if self._before is None:
                # a further person left empty was not meant
                people = [person for n, person in enumerate(people) if n == 0 or person.name.strip()]
                saved = self._mentorships.add(cast(Part, text("part")), people, text("sharing"))
            else:
                people = [person for n, person in enumerate(people) if n == 0 or person.id or person.name.strip()]
                saved = self._mentorships.edit(
                    self._before.slug,
                    own=Person(text("name"), text("zone"), self._own.id),
                    part=cast(Part, text("part")),
                    others=people,
                    sharing=text("sharing"),
                    kinds=text("kinds"),
                    seen=self._before,
                )
        except Wrong as error:
            self._form.wrong(error.field, str(error))
            return
        except StoreError as error:
            self._form.wrong("sharing", str(error))
            return
        close(self, saved)

    def action_leave(self) -> None:
        """What was typed is not kept; that is said once."""
        if not stands(self, Field):
            close(self, None)
            return
        if self._warned or self._typed() == self._at_first:
            close(self, None)
            return
        self._warned = True
        focused = next((field for field in self._form.fields() if field.has_focus_within), self._form.field("sharing"))
        self._form.wrong(focused.key, "Not saved yet: ctrl+s saves, esc again leaves without.")

    def _fields(self, number: int, person: Person) -> list[Field]:
        which = "" if number == 1 else f" {number}"
        return [
            Field(f"name:{number}", f"Their name{which}", OneLine(person.name)),
            Field(f"zone:{number}", f"Their zone{which}", OneLine(person.zone, placeholder=self._own.zone)),
        ]

    def _people(self) -> list[Person]:
        text = self._form.text
        return [Person(text(f"name:{n}"), text(f"zone:{n}"), person.id) for n, person in enumerate(self._others, 1)]

    def _typed(self) -> list[str]:
        return [field.text for field in self._form.fields()]

    def _hint(self) -> None:
        form, now = self._form, self._mentorships.now()
        if self._before is not None:
            form.field("zone").hint = local_time(form.text("zone"), self._own.zone, now)
        for number in range(1, len(self._others) + 1):
            form.field(f"zone:{number}").hint = local_time(form.text(f"zone:{number}"), self._own.zone, now)
        people = members(cast(Part, form.text("part")), form.text("name") or self._own.name, self._people())
        told, sharing = SHARING_HINT, form.text("sharing")
        if sharing.strip():
            try:
                told = sharing_told(*parse_sharing(sharing, people), people)
            except Refused as error:
                told = str(error)
        form.field("sharing").hint = told
        if self._before is not None:
            form.field("kinds").hint = self._kinds_told(form.text("kinds"), people)

    def _kinds_told(self, typed: str, people: tuple[Member, ...]) -> str:
        if self._own_kinds is None:  # not known yet which there are
            return KINDS_HINT
        try:
            return kinds_told(parse_kinds(typed, people, self._own_kinds), people) or KINDS_HINT
        except Refused as error:
            return str(error)
