"""Questions under one another, each skipped with enter: a label, what is typed, and below it a hint or what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantBlur, DescendantFocus
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from mentortui.widgets.one_line import OneLine
from mentortui.widgets.pick import Pick
from mentortui.widgets.prose import Prose
from mentortui.widgets.text import words

ROOMY_ROWS = 24
ROOMY_CELLS = 60


class Field(Vertical):
    """One question."""

    DEFAULT_CSS = """
    Field {
        height: auto; width: 100%;
        & > Horizontal { height: auto; width: 100%; }
        .field--label { width: 16; height: 1; color: $foreground; text-wrap: nowrap; text-overflow: ellipsis; }
        .field--note { width: 100%; height: auto; min-height: 1; padding: 0 1 0 17; color: $quiet; }
        &.-here .field--label { color: $secondary; text-style: bold; }
        &.-wrong .field--note { color: $warning; }
        OneLine, Prose { width: 1fr; }
    }
    """

    def __init__(self, name: str, label: str, control: Widget, hint: str = "") -> None:
        """`name` is what the form calls it by."""
        super().__init__(name=name)
        self.control = control
        self._label = label
        self._hint = self._noted = hint

    @property
    def key(self) -> str:
        """Its name."""
        return self.name or ""

    @property
    def text(self) -> str:
        """What was typed or chosen."""
        if isinstance(self.control, OneLine):
            return self.control.typed
        if isinstance(self.control, Prose):
            return self.control.text
        return self.control.chosen if isinstance(self.control, Pick) else ""

    @property
    def hint(self) -> str:
        """Shown while nothing is wrong."""
        return self._hint

    @hint.setter
    def hint(self, text: str) -> None:
        self._hint = text
        if self.is_attached and not self.has_class("-wrong"):
            self._note(text)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(words(self._label), classes="field--label")
            yield self.control
        self._noted = self._hint
        yield Static(words(self._hint), classes="field--note")

    def on_mount(self) -> None:
        """The form it stands in is whole only with it."""
        for form in self.ancestors:
            if isinstance(form, Form):
                form.stood += 1

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """One is here."""
        self.add_class("-here")

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """No longer."""
        self.remove_class("-here")

    def wrong(self, message: str) -> None:
        """Says what is; empty: nothing."""
        self.set_class(bool(message), "-wrong")
        self._note(message or self._hint)

    def _note(self, text: str) -> None:
        if text == self._noted:
            return  # what is typed is no reason to lay the form out again
        for note in self.query(".field--note").results(Static):
            note.update(words(text))
            self._noted = text


class Form(VerticalScroll, can_focus=False):
    """Enter goes to the next question and after the last one is `Done`; up and down go through them."""

    DEFAULT_CSS = """
    Form {
        height: auto; max-height: 100%; scrollbar-size-vertical: 1;
        &.-dense .field--note { display: none; }
        &.-dense Field.-wrong .field--note { display: block; }
        &.-dense Field.-here .field--note { display: block; }
        &.-narrow .field--label { width: 13; }
        &.-narrow .field--note { padding: 0 1 0 14; }
    }
    """
    BINDINGS = [
        Binding("down", "go(1)", "Next question", id="form.next", show=False),
        Binding("up", "go(-1)", "Question before", id="form.before", show=False),
    ]

    class Told(Message, no_dispatch=None):
        """What a form tells, as long as it is whole: nobody is told what reaches them while its fields go, one by one."""

        form: "Form"

        @property
        def no_dispatch(self) -> bool:  # type: ignore[override]  # Textual looks at it for each who would be told
            """Whether it is too late."""
            return not self.form.whole

    @dataclass
    class Changed(Told, no_dispatch=None):
        """Something was typed or chosen in the field of that name."""

        form: "Form"
        name: str

    @dataclass
    class Done(Told, no_dispatch=None):
        """Enter, on the last question."""

        form: "Form"

    stood: int = 0
    """Fields that came to stand in it."""

    @property
    def whole(self) -> bool:
        """With all its fields: when its screen is left, or the program ends, they go before the form does."""
        return len(self._all()) >= self.stood

    def fit(self, size: Size) -> None:
        """To a screen of that size: hints give way first, then what is between label and text."""
        self.update_classes({"-dense": size.height < ROOMY_ROWS, "-narrow": size.width < ROOMY_CELLS})
        self.call_after_refresh(self.follow)

    def fields(self) -> Iterator[Field]:
        """Those that are shown, in their order."""
        return (field for field in self._all() if field.display)

    def _all(self) -> list[Field]:
        # A walk: each sign asks several times, and a query matches a selector of style sheets with every widget.
        return self.walk_children(Field)

    def field(self, name: str) -> Field:
        """The one of that name."""
        return next(field for field in self._all() if field.name == name)

    def text(self, name: str) -> str:
        """What was typed or chosen there; nothing where there is no such field, or it is not shown."""
        return next((field.text for field in self.fields() if field.name == name), "")

    def wrong(self, name: str, message: str) -> None:
        """Says it beside that field, goes there, and says no longer what was wrong elsewhere."""
        for field in self._all():
            field.wrong(message if field.name == name else "")
            if field.name == name:
                field.control.focus(scroll_visible=False)
        self._follow_soon()

    def action_go(self, by: int) -> None:
        fields = list(self.fields())
        place = next((n for n, field in enumerate(fields) if field.has_focus_within), 0) + by
        if 0 <= place < len(fields):
            fields[place].control.focus(scroll_visible=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._changed(event.input)

    def on_pick_chosen(self, event: Pick.Chosen) -> None:
        event.stop()
        self._changed(event.pick)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._changed(event.text_area)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.entered(event.input)

    def on_pick_entered(self, event: Pick.Entered) -> None:
        event.stop()
        self.entered(event.pick)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Its hint is seen too."""
        self._follow_soon()

    def follow(self) -> None:
        """What is being asked is in sight, and what stands before the first question with it."""
        fields = list(self.fields())
        for field in fields:
            if not field.has_focus_within:
                continue
            if field is fields[0] and field.virtual_region_with_margin.bottom <= self.size.height:
                self.scroll_home(animate=False)
            else:
                self.scroll_to_widget(field, animate=False)

    def _follow_soon(self) -> None:
        # Hints that come and go move what stands below them, and are laid out one refresh later.
        self.call_after_refresh(self.call_after_refresh, self.follow)

    def entered(self, control: Widget) -> None:
        """Goes on from that one."""
        fields = list(self.fields())
        place = next((n for n, field in enumerate(fields) if field.control is control), -1)
        if place == len(fields) - 1:
            self.post_message(self.Done(self))
        elif place >= 0:
            fields[place + 1].control.focus(scroll_visible=False)

    def _changed(self, control: Widget) -> None:
        for field in self.fields():
            if field.control is control:
                field.wrong("")
                self.post_message(self.Changed(self, field.key))
