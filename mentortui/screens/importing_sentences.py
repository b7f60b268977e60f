"""What was said, sentence by sentence: one key each makes a note, an action, feedback, a decision, a win of it."""

from collections.abc import Callable, Mapping, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from mentortui.core.refused import Refused
from mentortui.core.sentences import Sentence, as_line
from mentortui.core.sorting import SORTS
from mentortui.screens import importing_sentences_view as view
from mentortui.screens.ask import AskScreen
from mentortui.screens.closing import close, stands
from mentortui.screens.keys import KEY_NAMES
from mentortui.screens.pressing import press
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.long_list import LongList
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.slash_line import SlashLine
from mentortui.widgets.text import words

NOTE = ""
"""What a note begins with on the capture line."""


class SentencesScreen(Screen[dict[int, str]]):
    """Dismissed with the lines that are caught, by the places of their sentences; nothing is stored yet."""

    CSS_PATH = stylesheet("importing_sentences")
    BINDINGS = [
        Binding("n", f"catch({NOTE!r})", "It is a note", id="sentences.note"),
        *(
            Binding(KEY_NAMES.get(one.key, one.key), f"catch({one.head!r})", one.told, id=f"sentences.{one.name}", show=False)
            for one in SORTS
        ),
        Binding("e,enter", "edit", "Edit what is caught of it", id="sentences.edit", show=False),
        Binding("backspace,d", "leave_out", "Not caught after all", id="sentences.leave_out"),
        Binding("u", "undo", "Undo", id="sentences.undo"),
        Binding("slash", "filter", "Find words, or a name", id="sentences.filter", priority=True),
        Binding("right_square_bracket", "caught(1)", "The next one that is caught", id="sentences.next", show=False),
        Binding("left_square_bracket", "caught(-1)", "The one before that is caught", id="sentences.before", show=False),
        Binding("down", "walk(1)", "Next sentence, while typing", id="sentences.down", show=False),
        Binding("up", "walk(-1)", "Sentence before, while typing", id="sentences.up", show=False),
        Binding("escape,q", "leave", "Back to the report; what is caught stays", id="sentences.leave"),
    ]

    def __init__(
        self,
        sentences: Sequence[Sentence],
        caught: Mapping[int, str],
        names: Mapping[str, str],
        told: Callable[[str], str],
        *,
        tags: Mapping[str, str] | None = None,
        who: str = "",
        slug: str = "",
    ) -> None:
        """`caught`: lines by the places of their sentences. `names`: how those of the file are called here. `told`: how a line is
        understood; raises Refused. `tags`: what says on such a line whose promise it is, by those names; none where two talk."""
        super().__init__()
        self._sentences = tuple(sentences)
        self._caught = dict(caught)
        self._names = names
        self._told = told
        self._tags = tags or {}
        self._who = who
        self._slug = slug
        self._folded: list[str] = []
        self._places: Sequence[int] = range(len(self._sentences))
        self._before: list[dict[int, str]] = []

    @property
    def slug(self) -> str:
        """The mentorship it is for."""
        return self._slug

    def compose(self) -> ComposeResult:
        """The line to find by, the sentences, the marked one in full, what it is caught as."""
        yield HeaderLine()
        yield SlashLine("filter", "finds words, or a name")
        with Vertical(id="body"):
            yield LongList(self._draw, id="list")
            yield Static("", id="empty", markup=False)
        yield Static("", id="here", markup=False)
        yield Static("", id="keys-of", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The first one is marked."""
        if not stands(self, KeyLine):
            return
        self.query_one(HeaderLine).pieces = (self._who or "mentortui", "what was said")
        self.query_one("#body").border_title = Content("What was said")
        line = self.query_one(KeyLine)
        line.keys = view.KEYS
        line.last = ("?", "all")
        self.set_focus(self.query_one(LongList))
        self._show(0)

    def on_resize(self) -> None:
        """What fits is shown."""
        self.set_class(self.size.height < 16, "-flat")
        self.call_after_refresh(self._show)

    def _show(self, marked: int | None = None) -> None:
        if not stands(self, KeyLine):
            return
        listed, empty = self.query_one(LongList), self.query_one("#empty", Static)
        listed.display, empty.display = bool(self._places), not self._places
        empty.update(view.nothing(self._typed, bool(self._sentences)))
        listed.show(len(self._places), 1, listed.marked if marked is None else marked)
        self._tell()

    def _tell(self) -> None:
        """What stands around the list, of the marked one."""
        if not stands(self, KeyLine):
            return
        here, width = self._here, max(20, self.size.width - 4)
        count = view.counted(len(self._caught), len(self._places), len(self._sentences))
        self.query_one("#body").border_subtitle = words(count)
        line = self._caught.get(here) if here is not None else None
        shown = self._sentences[here] if here is not None else None
        rows = 1 if self.has_class("-flat") else 3
        self.query_one("#here", Static).update(view.here(shown, line, self._understood(line), width, rows))
        self.query_one("#keys-of", Static).update(view.keys_of(width, 1 if self.size.height < 20 else 2))

    def _understood(self, line: str | None) -> str:
        if line is None:
            return ""
        try:
            return self._told(line)
        except Refused as error:
            return str(error)

    def _draw(self, place: int, width: int, here: bool) -> list[Content]:
        if place >= len(self._places):
            return []
        number = self._places[place]
        sentence = self._sentences[number]
        name = self._names.get(sentence.name, sentence.name)
        return [view.row(sentence, name, self._caught.get(number), width, here)]

    # keys

    def action_catch(self, head: str) -> None:
        """The marked one is that; pressed again it is not."""
        here = self._here
        if here is None:
            return
        sentence = self._sentences[here]
        tag = self._tags.get(sentence.name, "") if head == ">" else ""
        line = f"{as_line(head, sentence.text)} {tag}".rstrip()
        self._keep()
        if self._caught.get(here) == line:
            del self._caught[here]
        else:
            self._caught[here] = line
        self._redraw()

    def action_edit(self) -> None:
        """In other words, for somebody, by a day."""
        here = self._here
        if here is None:
            return
        line = self._caught.get(here, as_line(NOTE, self._sentences[here].text))

        def submit(typed: str) -> None:
            if not typed.strip():
                raise Refused("There is nothing to keep: esc leaves it as it was.")
            self._told(typed)
            self._keep()
            self._caught[here] = typed

        asked = AskScreen("What is kept of it", "signs work: > they promise, ! decision", submit, preview=self._told, value=line)
        self.app.push_screen(asked, lambda done: self._redraw() if done else None)

    def action_leave_out(self) -> None:
        """The marked one is nothing but said."""
        here = self._here
        if here is not None and here in self._caught:
            self._keep()
            del self._caught[here]
            self._redraw()

    def action_undo(self) -> None:
        """As it was before the last key."""
        if self._before:
            self._caught = self._before.pop()
            self._redraw()

    def action_caught(self, by: int) -> None:
        """To another one that is caught."""
        if not stands(self, KeyLine):
            return
        listed = self.query_one(LongList)
        places = [place for place, number in enumerate(self._places) if number in self._caught]
        further = [place for place in places if (place - listed.marked) * by > 0]
        if further:
            listed.marked = min(further) if by > 0 else max(further)

    def _keep(self) -> None:
        self._before.append(dict(self._caught))

    def _redraw(self) -> None:
        self._show()

    @property
    def _here(self) -> int | None:
        """The number of the marked one."""
        if not stands(self, KeyLine) or not self._places:
            return None
        return self._places[min(self.query_one(LongList).marked, len(self._places) - 1)]

    # finding

    @property
    def _typed(self) -> str:
        return self.query_one(OneLine).typed if stands(self, KeyLine) else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key of the filter goes before all others, so that what is typed right after it is words; there it is a sign."""
        if action == "filter":
            return stands(self, KeyLine) and not self.query_one(OneLine).has_focus
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """To the line to find by."""
        self.set_focus(self.query_one(OneLine))

    def action_walk(self, by: int) -> None:
        """Through the list while one types."""
        if stands(self, KeyLine):
            self.query_one(LongList).action_walk(by)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer with every key."""
        event.stop()
        here = self._here
        self._folded = self._folded or view.folded(self._sentences, self._names)
        self._places = view.found(self._folded, self._typed)
        self._show(next((place for place, number in enumerate(self._places) if number == here), 0))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Into the list; the filter stays."""
        event.stop()
        self.set_focus(self.query_one(LongList))

    def on_long_list_marked(self, event: LongList.Marked) -> None:
        """It is shown in full."""
        event.stop()
        self._tell()

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """Enter, or a click on the marked one."""
        event.stop()
        self.action_edit()

    def on_descendant_focus(self) -> None:
        """The line of keys says what works there."""
        if stands(self, KeyLine):
            self.query_one(KeyLine).keys = view.TYPING if isinstance(self.focused, Input) else view.KEYS

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    def action_leave(self) -> None:
        """First the filter goes, then the screen; what is caught stays."""
        if not stands(self, KeyLine):
            return
        if self.query_one(SlashLine).leave():
            self.set_focus(self.query_one(LongList))
        else:
            close(self, dict(self._caught))
