"""The charter as a guided form: a question a field, each can be left, each is saved as one goes on."""

import asyncio

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.events import DescendantBlur, Resize
from textual.widget import Widget

from mentortui.core.charter_questions import HIDDEN, QUESTIONS, SHOWN, Question, understood
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order
from mentortui.screens.closing import EndsByItself, stands
from mentortui.screens.pressing import press
from mentortui.screens.strip import FloorStrip, StripLine
from mentortui.services.charter import CharterShown, Visit
from mentortui.services.drafts import Kept
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.form import Field, Form
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.pick import Choice, Pick
from mentortui.widgets.text import words

DRAFT = "charter"
KEPT = "The last answers were not saved: they are here."


class CharterScreen(EndsByItself[str]):
    """Dismissed with what was changed; empty where nothing was."""

    CSS_PATH = stylesheet("charter")
    BINDINGS = [
        Binding("ctrl+s", "leave", "Save and back", id="charter.save", priority=True),
        Binding("escape", "leave", "Back; what was typed is saved", id="charter.leave"),
    ]

    def __init__(
        self, shown: CharterShown, visit: Visit, drafts: Kept, *, who: str = "", first: str = "", strip: StripLine | None = None
    ) -> None:
        """`first`: the name of the question to begin with; empty: the first open one."""
        super().__init__()
        self._shown, self._visit, self._drafts = shown, visit, drafts
        self._who = who
        self._strip = strip
        opened = next((one.key for one in shown.charter.open), QUESTIONS[0].key)
        self._first = first if any(one.key == first for one in QUESTIONS) else opened
        self._saved = {one.key: shown.typed(one) for one in QUESTIONS}
        self._state = SaveState("saved")
        self._saving = asyncio.Lock()
        self._warned = False

    def compose(self) -> ComposeResult:
        """The questions in their order."""
        typed = {**self._saved, **_read(self._drafts.get(DRAFT), self._saved)}
        yield HeaderLine()
        yield FloorStrip(self._strip)
        with Container(id="middle"), Form(id="form") as form:
            form.border_title = words("The charter: answer what matters to you, leave the rest")
            form.border_subtitle = words(KEPT if typed != self._saved else "")
            for one in QUESTIONS:
                yield Field(one.key, one.label, _control(one, typed[one.key]), _hint(one))
        yield KeyLine()

    def on_mount(self) -> None:
        """Where one left off."""
        if not self._whole:
            return
        header = self.query_one(HeaderLine)
        header.pieces, header.saved = tuple(part for part in (self._who, "charter") if part), self._state
        keys = self.query_one(KeyLine)
        keys.keys, keys.last = (("enter", "next"), ("↑ ↓", "go through"), ("ctrl+s", "done")), ("esc", "back, all is saved")
        self._form.field(self._first).control.focus()
        self._hints()

    def on_resize(self, event: Resize) -> None:
        """Hints give way first."""
        if self._whole:
            self._form.fit(event.size)
            self.set_class(event.size.width < 80 or event.size.height < 26, "-small")

    def on_form_changed(self, event: Form.Changed) -> None:
        """The draft is kept, and it says what was understood."""
        self._warned = False
        self._keep()
        self._hint_of(event.name)

    def on_form_done(self, event: Form.Done) -> None:
        """Enter on the last one."""
        self.action_leave()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """What was typed there is saved."""
        if self._whole:
            self._save()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    @work
    async def action_leave(self) -> None:
        """All that can be saved is; what cannot is said once, and stays as a draft."""
        if not self._whole:
            return
        wrong = await self._save_all()
        if wrong and not self._warned:
            self._warned = True
            key, why = wrong
            self._form.wrong(key, f"{why} esc again leaves it unsaved.")
            return
        self.end(self._visit.said)

    @work
    async def _save(self) -> None:
        if self._whole:
            await self._save_all()

    async def _save_all(self) -> tuple[str, str] | None:
        """The first field that was refused, and why."""
        async with self._saving:
            wrong: tuple[str, str] | None = None
            for one in QUESTIONS:
                if not self._whole:
                    return wrong
                text = self._typed(one.key)
                if text == self._saved[one.key]:
                    continue
                self._show(SaveState("saving"))
                try:
                    await asyncio.to_thread(self._visit.answer, one.key, text, self._shown.charter.text(one.key))
                except Refused as error:
                    wrong = wrong or (one.key, str(error))
                    self._show(SaveState("saved"))
                    self._say_wrong(one.key, str(error))
                    continue
                except StoreError as error:
                    self._show(SaveState("not saved", error.reason))
                    return one.key, str(error)
                self._saved[one.key] = text
                self._show(SaveState("saved"))
            self._keep()
            return wrong

    def _say_wrong(self, key: str, why: str) -> None:
        if self._whole and not self._form.field(key).has_focus_within:
            self._form.field(key).wrong(why)

    def _show(self, state: SaveState) -> None:
        self._state = state
        if self._whole:
            self.query_one(HeaderLine).saved = state

    @property
    def _whole(self) -> bool:
        """Whether all that was typed can be read: keys come also while the screen is only just coming up, or going."""
        return stands(self, KeyLine) and stands(self, Form) and self._form.whole

    @property
    def _form(self) -> Form:
        return self.query_one("#form", Form)

    def _typed(self, key: str) -> str:
        return self._form.field(key).text

    def _hints(self) -> None:
        for one in QUESTIONS:
            self._hint_of(one.key)

    def _hint_of(self, key: str) -> None:
        one = next(one for one in QUESTIONS if one.key == key)
        told = ""
        if one.answered != "words":
            shown = self._shown
            try:
                told = understood(one, self._typed(key), in_order(shown.mentorship), shown.today, shown.own_kinds)
            except Refused as error:
                told = str(error)
        self._form.field(key).hint = told or _hint(one)

    def _keep(self) -> None:
        if not self._whole:
            return
        unsaved = {one.key: text for one in QUESTIONS if (text := self._typed(one.key)) != self._saved[one.key]}
        self._drafts.put(DRAFT, msgspec.json.encode(unsaved).decode() if unsaved else "")


def _control(one: Question, text: str) -> Widget:
    if one.answered == "figures":
        return Pick((Choice(SHOWN, "shown", "s", "y"), Choice(HIDDEN, "not shown", "n")), text, needed=False)
    return OneLine(text)


def _hint(one: Question) -> str:
    return f"{one.asks} Such as: {one.example}"


def _read(kept: str, otherwise: dict[str, str]) -> dict[str, str]:
    try:
        found = msgspec.json.decode(kept or "{}", type=dict[str, str])
    except msgspec.MsgspecError:
        return {}
    return {key: text for key, text in found.items() if key in otherwise}
