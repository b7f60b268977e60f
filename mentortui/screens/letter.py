"""A letter that came back: what was understood of it, before it is kept as its sender's."""

import asyncio
from typing import Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Paste
from textual.screen import Screen
from textual.widgets import Static, TextArea

from mentortui.core.commands import Refused
from mentortui.core.letter import LONGEST
from mentortui.core.letter_reading import Reading
from mentortui.screens import letter_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.pressing import press
from mentortui.screens.strip import FloorStrip, StripLine
from mentortui.services.drafts import Kept
from mentortui.services.letter_drafts import name_for, waiting
from mentortui.services.letters import Letters
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.prose import Prose
from mentortui.widgets.text import words

EDITABLE = 60_000
"""Characters a text field here takes without holding up its keys."""
EMPTY = (
    "Paste the reply here, or type it; ctrl+s reads it.\n"
    "Any order will do, greetings and quoted lines too. What is not understood is kept as a note.\n\n"
    "  Done: retry fix shipped\n  Roadblock: flaky deploy\n  I would try: a canary"
)


class LetterScreen(Screen[None]):
    """Dismissed by escape: what was not kept is put aside as a draft, and offered again."""

    CSS_PATH = stylesheet("letter")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (48, "-wide")]
    BINDINGS = [
        Binding("enter", "keep", "Keep it as its sender's", id="letter.keep"),
        Binding("y", "all_the_same", "Keep it here all the same", id="letter.all_the_same"),
        Binding("e", "edit", "Edit the text", id="letter.edit"),
        Binding("w", "whose", "From whom: the next one", id="letter.whose"),
        Binding("u", "undo", "Take back all that keeping did", id="letter.undo"),
        Binding("ctrl+s", "read", "Read what was typed", id="letter.read"),
        Binding("escape", "leave", "Put it aside, back", id="letter.leave"),
    ]

    def __init__(self, letters: Letters, drafts: Kept, slug: str, text: str = "", *, strip: StripLine | None = None) -> None:
        """`text`: what was pasted; empty: the letter that was put aside, or a field for one."""
        super().__init__()
        self._letters = letters
        self._drafts = drafts
        self._slug = slug
        self._strip = strip
        self._draft = name_for(drafts, text) if text else waiting(drafts) or name_for(drafts, text)
        self._text = text or drafts.get(self._draft)
        self._state: Literal["reading", "shown", "typing", "kept"] = "reading"
        self._reading: Reading | None = None
        self._person = ""
        self._sure = False

    def compose(self) -> ComposeResult:
        """What was understood, what goes to the note, the text itself when it is edited, what was said last, the keys."""
        yield FloorStrip(self._strip)
        yield HeaderLine()
        with VerticalScroll(id="paper"):
            yield Static(id="doubt", markup=False)
            yield Vertical(id="understood")
            with Vertical(id="note"):
                yield Static(id="noted", markup=False)
            yield Static(id="aside", markup=False)
            yield Static(Content(EMPTY), id="hint", markup=False)
        yield Prose(id="text")
        yield Static(id="said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """It is a draft at once, so that a kill loses nothing."""
        if not stands(self, KeyLine):
            return
        self.query_one(KeyLine).last = ("esc", "put aside")
        if self._text:
            self._drafts.put(self._draft, self._text)
            self._read()
        else:
            self._type()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key where it does something."""
        shown, reading = self._state == "shown", self._reading
        match action:
            case "keep":
                return self._state in ("shown", "kept")
            case "all_the_same":
                return shown and bool(self._doubts) and not self._sure
            case "edit":
                return shown
            case "whose":
                return shown and bool(reading and len(reading.others) > 1)
            case "undo":
                return self._state == "kept" or (shown and self._is_kept())
            case "read":
                return self._state == "typing"
        return super().check_action(action, parameters)

    def on_paste(self, event: Paste) -> None:
        """Into an empty field, or after the one before is dealt with."""
        event.stop()
        if self._state == "kept":
            self._draft = name_for(self._drafts, event.text)
            self._take(event.text)
        elif self._state != "typing":
            self._say("One letter after the other: keep this one, or put it aside, and paste again.")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """The draft is kept as one types."""
        if self._state == "typing" and event.text_area.text != self._text:
            self._text = event.text_area.text
            self._drafts.put(self._draft, self._text)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    # keys

    def action_keep(self) -> None:
        """Everything is filed; after that, enter leaves."""
        reading = self._reading
        if self._state == "kept":
            close(self, None)
        elif reading is None or reading.letter.too_long:
            return
        elif self._doubts and not self._sure:
            self._say("y keeps it here all the same; esc puts it aside.", trouble=True)
        elif not self._person:
            self._say("Say first whom it is from: w.", trouble=True)
        else:
            self._keep(reading)

    def action_all_the_same(self) -> None:
        """It belongs here."""
        self._sure = True
        self.action_keep()
        self.refresh_bindings()

    def action_edit(self) -> None:
        """The text, as it came."""
        if len(self._text) > EDITABLE:
            self._say("This is too long to edit here: shorten it where it was written, and paste it again.", trouble=True)
            return
        self._type()

    def action_whose(self) -> None:
        """The next of those it can be from."""
        reading = self._reading
        if reading is not None and reading.others:
            ids = [id for id, _ in reading.others]
            self._person = ids[(ids.index(self._person) + 1) % len(ids)] if self._person in ids else ids[0]
            self._sure = False
            self._show()

    def action_read(self) -> None:
        """What was typed."""
        if not self._text.strip():
            self._say("There is nothing to read yet.", trouble=True)
            return
        self._read()

    def action_undo(self) -> None:
        """As if it had not been kept."""
        if self._reading is not None:
            self._take_back(self._reading)

    def action_leave(self) -> None:
        """From the text back to what was understood of it; else back, and what was not kept is a draft."""
        if self._state == "typing" and self._text.strip() and self._reading is not None:
            self._read()
            return
        close(self, None)

    # what takes a moment

    @work(exclusive=True)
    async def _read(self) -> None:
        self._state, self._sure = "reading", False
        self._say("reading…")
        self._show()
        try:
            reading = await asyncio.to_thread(self._letters.understood, self._slug, self._text)
        except StoreError as error:
            self._say(str(error), trouble=True)
            return
        if not stands(self, KeyLine):
            return
        self._reading, self._state = reading, "shown"
        if not any(id == self._person for id, _ in reading.others):
            self._person = reading.person
        self._say(self._first_words(reading))
        self._show()

    @work(exclusive=True)
    async def _keep(self, reading: Reading) -> None:
        try:
            await asyncio.to_thread(self._letters.keep, self._slug, reading.letter, self._person, replaces=self._sure)
        except (Refused, StoreError) as error:
            self._say(str(error), trouble=True)
            return
        self._drafts.put(self._draft, "")
        self._state = "kept"
        other = " Another letter is put aside: Read a letter, in the palette." if waiting(self._drafts) else ""
        self._say(f"Kept as {view.name_of(reading, self._person)}'s: {view.summary(reading.letter)}.{other}")
        self._show()

    @work(exclusive=True)
    async def _take_back(self, reading: Reading) -> None:
        id = self._letters.kept_as(reading.letter, self._person)
        try:
            said = await asyncio.to_thread(self._letters.take_back, self._slug, id)
            self._reading = await asyncio.to_thread(self._letters.understood, self._slug, self._text)
        except (Refused, StoreError) as error:
            self._say(str(error), trouble=True)
            return
        self._draft = name_for(self._drafts, self._text)
        self._drafts.put(self._draft, self._text)
        self._state = "shown"
        self._say(f"Undone: {said}.")
        self._show()

    # what is shown

    def _first_words(self, reading: Reading) -> str:
        letter = reading.letter
        if letter.too_long:
            many, most = (f"{number:,}".replace(",", " ") for number in (len(self._text), LONGEST))
            return f"{many} characters are too many: up to {most} are read. All of it is put aside; paste the part that matters."
        if letter.empty:
            return "Nothing is filled in: there is nothing to keep."
        if self._is_kept():
            return f"Kept from {view.name_of(reading, self._person)} already: enter changes nothing, u takes it back."
        if self._doubts:
            return f"{view.summary(letter)} · y keeps it here all the same"
        if not self._person:
            return f"{view.summary(letter)} · w says whom it is from"
        return f"{view.summary(letter)} · enter keeps"

    @property
    def _doubts(self) -> tuple[str, ...]:
        if self._reading is None:
            return ()
        in_doubt = self._state == "shown" and not self._is_kept()
        return self._reading.doubts_of(self._person) if in_doubt else self._reading.doubts

    def _is_kept(self) -> bool:
        return self._reading is not None and self._person in self._reading.kept_from

    def _take(self, text: str) -> None:
        self._text, self._reading = text, None
        self._drafts.put(self._draft, text)
        self._read()

    def _type(self) -> None:
        self._state = "typing"
        prose = self.query_one(Prose)
        prose.load_text(self._text)
        self._show()
        self._say("")
        prose.focus()
        prose.move_cursor(prose.document.end)

    def _show(self) -> None:
        """All of it, as it stands."""
        if not stands(self, KeyLine):
            return
        typing, reading = self._state == "typing", self._reading
        visible = not typing and reading is not None and self._state != "reading"
        self.query_one(Prose).display = typing
        self.query_one("#hint").display = typing and not self._text
        self.query_one("#paper").display = not (typing and self._text)
        self.query_one("#paper").set_class(typing, "-hint")
        for name in ("#doubt", "#understood", "#note", "#aside"):
            self.query_one(name).display = False
        if not typing:
            self.query_one("#paper").focus()
        if visible and reading is not None:
            self._show_reading(reading)
        self._show_head()
        self.refresh_bindings()

    def _show_reading(self, reading: Reading) -> None:
        doubt, understood = self.query_one("#doubt", Static), self.query_one("#understood", Vertical)
        doubt.update(words(" ".join(self._doubts)))
        doubt.display = bool(self._doubts)
        shown = view.rows(reading)
        name = view.name_of(reading, self._person)
        understood.border_title = words(f"From {name}" if name else "From whom?")
        understood.border_subtitle = words(f"for session {reading.next}" if reading.letter.checked_in else "")
        understood.display = bool(shown)
        self.call_next(self._fill, understood, shown)  # one after the other: cut short, a row would stand empty
        note, noted = self.query_one("#note", Vertical), self.query_one("#noted", Static)
        note.border_title = words("Kept as a note, as it was written")
        note.border_subtitle = words(view.where_note(reading))
        note.display = bool(reading.letter.rest)
        noted.update(view.note(reading.letter))
        aside = self.query_one("#aside", Static)
        aside.update(view.aside(reading.letter))
        aside.display = bool(reading.letter.aside)

    async def _fill(self, understood: Vertical, shown: list[view.Row]) -> None:
        async with self.batch():
            await understood.remove_children()
            await understood.mount_all(
                Horizontal(
                    Static(words(label), classes="label", markup=False), Static(said, classes="said", markup=False), classes="row"
                )
                for label, said in shown
            )

    def _show_head(self) -> None:
        reading = self._reading
        names = [name for _, name in reading.others] if reading is not None else []
        self.query_one(HeaderLine).pieces = (
            " and ".join(names[:2]) or "A letter",
            *(("a letter that came back",) if names else ()),
        )
        keys = self.query_one(KeyLine)
        keys.last = ("esc", "back" if self._state == "kept" or not self._text else "put aside")
        keys.keys = tuple(self._keys())

    def _keys(self) -> list[tuple[str, str]]:
        named = {
            "all_the_same": ("y", "keep it here"),
            "keep": ("enter", "done" if self._state == "kept" else "keep"),
            "undo": ("u", "take it back"),
            "whose": ("w", "from another" if self._person else "from whom"),
            "edit": ("e", "edit"),
            "read": ("ctrl+s", "read it"),
        }
        unsure = bool(self._doubts) and not self._sure and self._state == "shown"
        return [key for action, key in named.items() if self.check_action(action, ()) and not (unsure and action == "keep")]

    def _say(self, text: str, trouble: bool = False) -> None:
        if not stands(self, KeyLine):
            return
        line = self.query_one("#said", Static)
        line.update(words(text))
        line.set_class(trouble, "-trouble")
        line.display = bool(text)
