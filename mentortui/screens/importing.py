"""A transcript is chosen and read: from the files that lie nearby, newest first, or by its path. Reading can be cancelled."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from mentortui.core.refused import Refused
from mentortui.formats.transcripts.found import Cancelled
from mentortui.screens import importing_view as view
from mentortui.screens.closing import EndsByItself, close, stands
from mentortui.screens.importing_reading import Got, Reading, ReadingPanel
from mentortui.screens.pressing import press
from mentortui.services import transcript_files as files
from mentortui.services.apart import apart
from mentortui.services.transcript_files import Near
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.long_list import LongList
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.slash_line import SlashLine
from mentortui.widgets.text import words


class ImportScreen(EndsByItself[Got | None], Generic[Got]):
    """Dismissed with what was read; None by escape."""

    CSS_PATH = stylesheet("importing")
    BINDINGS = [
        Binding("enter", "read", "Read it", id="import.read", show=False),
        Binding("slash", "type", "Type a path", id="import.path", priority=True),
        Binding("tab", "complete", "Complete the path", id="import.complete", priority=True),
        Binding("down", "walk(1)", "Next file, while typing", id="import.down", show=False),
        Binding("up", "walk(-1)", "File before, while typing", id="import.up", show=False),
        Binding("r", "look", "Look again which files there are", id="import.look"),
        Binding("escape", "leave", "Cancel the reading; back", id="import.leave"),
        Binding("q", "leave", "Back", id="import.quit", show=False),
    ]

    def __init__(
        self,
        read: Reading[Got],
        *,
        who: str = "",
        slug: str = "",
        now: int = 0,
        zone: str = "UTC",
        likely: Callable[[], tuple[Near, ...]] = files.likely,
        said: str = "",
    ) -> None:
        """`who`: whose session it was, for the title; `now`, `zone`: for the dates of files; `said`: what is told at first."""
        super().__init__()
        self._read = read
        self._who = who
        self._slug = slug
        self._now, self._zone = now, zone
        self._likely = likely
        self._near: tuple[Near, ...] | None = None
        self._found: tuple[Near, ...] = ()
        self._found_of = ""
        """What was typed when these were looked for."""
        self._entered = ""
        """A path that was entered before what begins so was found."""
        self._panel = ReadingPanel()
        self._first_words = said

    @property
    def slug(self) -> str:
        """The mentorship it is for."""
        return self._slug

    def compose(self) -> ComposeResult:
        """The line for a path, the files, how far it is."""
        yield HeaderLine()
        yield SlashLine("path", "the path of a transcript")
        with Vertical(id="body"):
            yield LongList(self._draw, id="list")
            yield Static("", id="empty", markup=False)
            yield self._panel
        yield Static("", id="said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """What lies nearby is looked for."""
        if not stands(self, KeyLine):
            return
        self.query_one(HeaderLine).pieces = (self._who or "mentortui", "import a transcript")
        self.query_one("#body").border_title = Content("Transcripts on this machine")
        self.query_one(KeyLine).last = ("esc", "back")
        self.set_focus(self.query_one(LongList))
        self._say(self._first_words, trouble=bool(self._first_words))
        self._look()

    def on_resize(self) -> None:
        """Columns are as wide as there is room."""
        self.set_class(self.size.height < 12, "-flat")
        self.call_after_refresh(self._show)

    # what there is

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        typed = self._typed
        if typed:
            found = await apart(files.begun, typed)
        else:
            found = self._near = await apart(self._likely)
        if stands(self, KeyLine) and typed == self._typed:
            self._found, self._found_of = found, typed
            self._show(0)
            entered, self._entered = self._entered, ""
            if typed and entered == typed:
                self.action_read()

    @property
    def _typed(self) -> str:
        return self.query_one(OneLine).typed if stands(self, KeyLine) else ""

    @property
    def _answered(self) -> bool:
        """Whether what is shown was looked for with what is typed now: a folder may answer late."""
        return self._found_of == self._typed

    @property
    def reading(self) -> bool:
        """Whether a file is being read."""
        return self._panel.reading

    def _draw(self, place: int, width: int, here: bool) -> list[Content]:
        return [view.row(self._found[place], width, here, self._now, self._zone)] if place < len(self._found) else []

    def _show(self, marked: int | None = None) -> None:
        if not stands(self, KeyLine):
            return
        listed, empty = self.query_one(LongList), self.query_one("#empty", Static)
        typing = bool(self._typed)
        nothing = not self._found and (typing or self._near is not None)
        listed.display, empty.display = not nothing and not self.reading, nothing and not self.reading
        self._panel.display = self.reading
        empty.update(view.nothing_begins(self._typed) if typing else view.invitation())
        listed.show(len(self._found), 1, listed.marked if marked is None else marked)
        self.query_one("#body").border_subtitle = words("" if self.reading else view.title(self._found, typing))
        self._tell_keys()

    def _tell_keys(self) -> None:
        keys = self.query_one(KeyLine)
        keys.last = ("esc", "cancel" if self.reading else "back")
        in_field = isinstance(self.focused, Input)
        choosing = view.CHOOSING if self._found else view.NOTHING
        keys.keys = () if self.reading else view.TYPING if in_field else choosing

    def on_descendant_focus(self) -> None:
        """The line of keys says what works there."""
        if stands(self, KeyLine):
            self._tell_keys()

    # keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key of the path goes before all others, so that what is typed right after it is words; there it is a sign."""
        if action == "type":
            return stands(self, KeyLine) and not self.reading and not self.query_one(OneLine).has_focus
        if action == "complete":
            return stands(self, KeyLine) and not self.reading
        return super().check_action(action, parameters)

    def action_type(self) -> None:
        """To the line of the path."""
        self.set_focus(self.query_one(OneLine))

    def action_look(self) -> None:
        """Somebody has just put one there."""
        if not self.reading:
            self._look()

    def action_walk(self, by: int) -> None:
        """Through the list while a path is typed."""
        if stands(self, KeyLine) and not self.reading:
            self.query_one(LongList).action_walk(by)

    def action_complete(self) -> None:
        """As far as all go on with that begin so; the marked one where that is no further."""
        if not stands(self, KeyLine):
            return
        field = self.query_one(OneLine)
        self.set_focus(field)
        found = self._found if self._typed and self._answered else ()
        longer = files.completed(self._typed, found) if found else self._typed
        if longer == self._typed and found:
            longer = found[self.query_one(LongList).marked].name
        field.value = longer
        field.cursor_position = len(field.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What begins so."""
        event.stop()
        self._say("")
        self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The marked one; what is typed, where that leads to none."""
        event.stop()
        self.action_read()

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """Enter, or a click on the marked one."""
        event.stop()
        self.action_read()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    def action_read(self) -> None:
        """The marked file is read; a marked folder is gone into; what is typed is read where nothing begins so."""
        if not stands(self, KeyLine) or self.reading:
            return
        typed, place = self._typed, self.query_one(LongList).marked
        if not self._answered:
            self._entered = typed
            return
        here = self._found[place] if place < len(self._found) else None
        if here is not None and here.folder:
            field = self.query_one(OneLine)
            field.value = here.name
            field.cursor_position = len(field.value)
        elif here is not None:
            self._begin(Path(here.path), here.name)
        elif typed.strip():
            self._begin(files.path_of(typed), files.unquoted(typed))

    def action_leave(self) -> None:
        """The reading is cancelled; else the path goes, else the screen."""
        if not stands(self, KeyLine):
            return
        if self.reading:
            self._panel.cancel()
            self._back("Cancelled: nothing was taken from it.")
        elif self.query_one(SlashLine).leave():
            self.set_focus(self.query_one(LongList))
        else:
            close(self, None)

    # reading

    def _begin(self, path: Path, name: str) -> None:
        cancel = self._panel.begin(name)
        self._say("")
        self.set_focus(None)
        self._show()
        self._panel.follow()
        self._reading(path, cancel)

    @work(group="read")
    async def _reading(self, path: Path, cancel: threading.Event) -> None:
        got, told = None, ""
        try:
            got = await apart(self._read, path, self._panel.so_far, cancel.is_set)
        except (Refused, StoreError) as error:
            told = str(error)
        except Cancelled:
            return
        if cancel.is_set():
            return  # it was said already, and another may be read by now
        self._panel.end()
        if got is not None:
            self.end(got)
        else:
            self._back(told)

    def _back(self, told: str) -> None:
        """To the files, and says why."""
        if stands(self, KeyLine):
            self.set_focus(self.query_one(LongList))
            self._show()
            self._say(told, trouble=True)

    def _say(self, text: str, trouble: bool = False) -> None:
        if not stands(self, KeyLine):
            return
        line = self.query_one("#said", Static)
        line.update(words(text))
        line.set_class(bool(text), "-said")
        line.set_class(trouble, "-trouble")
