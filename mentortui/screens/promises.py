"""All open promises of all mentorships: yours, then theirs, late ones first. Space ticks."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.actions import LEARNED, LEARNED_HINT
from mentortui.core.commands import Refused
from mentortui.core.promises import Promise, matching, more_said
from mentortui.screens import again
from mentortui.screens import promises_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.pressing import press
from mentortui.screens.wanted import RecordsWanted, SummaryWanted
from mentortui.services.drafts import Kept
from mentortui.services.promises import Promises
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine, SaveState
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.row_list import RowList
from mentortui.widgets.text import fitted, words

KEYS = (
    ("space", "kept"),
    ("enter", "its session"),
    ("e", "edit"),
    ("o", "all of it"),
    ("u", "undo"),
    ("/", "find"),
    ("esc", "back"),
)
SHORT_KEYS = (("space", "kept"), ("enter", "session"), ("e", "edit"), ("o", "whole"), *KEYS[4:])
"""The same in fewer words, beside a call."""
TYPING = (("enter", "to the list"), ("esc", "clear"))
"""While one types what to find: every other key is a sign there."""
FOLLOW = "In the last three months"


class PromisesScreen(Screen[None]):
    """Dismissed by escape; says by its messages which session is wanted."""

    CSS_PATH = stylesheet("promises")
    BINDINGS = [
        Binding("space", "tick", "Kept, or open again", id="promises.tick"),
        Binding("enter", "open", "The session it was made in", id="promises.open"),
        Binding("e", "edit", "Edit: what, who, by when", id="promises.edit"),
        Binding("o", "all_of_it", "All of it: done when one sees, when … then, learned", id="promises.all"),
        Binding("u", "undo", "Undo", id="promises.undo"),
        Binding("slash", "filter", "Filter as you type", id="promises.filter", priority=True),
        Binding("escape,q", "leave", "Back", id="promises.leave"),
    ]

    def __init__(self, promises: Promises, drafts: Callable[[str], Kept], *, marked: tuple[str, str] = ("", "")) -> None:
        """`drafts`: of a mentorship, where what is typed is kept; `marked`: mentorship and promise to begin with."""
        super().__init__()
        self._promises = promises
        self._drafts = drafts
        self._wanted = marked
        self._all: tuple[Promise, ...] | None = None
        self._shown: tuple[Promise, ...] = ()
        self._places: list[Promise | None] = []
        self._drawn: list[Content] = []
        self._turn = asyncio.Lock()
        self._saving = 0

    def compose(self) -> ComposeResult:
        """A filter, the list, and what was just said."""
        yield HeaderLine()
        with Vertical(id="body"):
            yield OneLine(placeholder="words of a promise, or a name", id="filter")
            yield RowList(id="list")
            yield Static(id="empty", markup=False)
            yield Static(id="about", markup=False)
            yield Static(id="said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """They are read while the screen comes up."""
        self.query_one("#filter").display = False
        self.query_one("#said").display = False
        self.set_focus(self.query_one(RowList))
        line = self.query_one(KeyLine)
        line.keys, line.shorter = KEYS, SHORT_KEYS
        self.query_one(HeaderLine).pieces = ("Promises", "all mentorships")
        self._promises.begin()
        self._do(None)
        self.set_interval(again.READ_AGAIN, self._read_again)

    def _read_again(self) -> None:
        """Another program may have done something."""
        if self.is_current and self._all is not None and not self._saving:
            self._do(None, silent=True)

    def on_screen_resume(self) -> None:
        """Something may have been done meanwhile; what was said of it stays."""
        if self._all is not None:
            self._do(None, silent=True)

    def on_resize(self) -> None:
        """Columns are as wide as there is room."""
        self.call_after_refresh(self.follow)

    def follow(self) -> None:
        """Shows them as they were read last."""
        if not stands(self, KeyLine) or self._all is None:
            return
        self.query_one(HeaderLine).saved = SaveState("saving" if self._saving else "saved")
        typed = self.query_one(OneLine).typed
        self._shown = matching(self._all, typed)
        listed, empty = self.query_one(RowList), self.query_one("#empty", Static)
        listed.display, empty.display = bool(self._shown), not self._shown
        if not self._shown:
            empty.update(view.no_match(typed) if self._all else view.invitation())
        width = max(24, self.query_one("#body").content_size.width - 2)
        rows, places = view.rows(self._shown, width)
        if places and [_key(one) for one in places] == [_key(one) for one in self._places]:
            for place, (new, old) in enumerate(zip(rows, self._drawn, strict=True)):
                if not new.is_same(old):
                    listed.replace_option_prompt_at_index(place, new)
        else:
            self._fill(rows, places)
        self._places, self._drawn = places, rows
        self._show_about()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What else is said of the marked one."""
        event.stop()
        self._show_about()

    def _show_about(self) -> None:
        if not stands(self, KeyLine):
            return
        one, about = self._marked(), self.query_one("#about", Static)
        follow = self._promises.follow.get(one.slug, ()) if one is not None else ()
        lines = [more_said(one)] if one is not None else []
        lines += [f"{FOLLOW}: {follow[0]}", *follow[1:]] if follow else []
        told = [fitted(line, max(24, self.query_one("#body").content_size.width - 2), "$quiet") for line in lines if line]
        about.update(Content("\n").join(told))
        self.set_class(bool(told), "-about")

    def _fill(self, rows: list[Content], places: list[Promise | None]) -> None:
        listed, before = self.query_one(RowList), self._marked()
        was_at = listed.highlighted or 0
        kept = _key(before) if before else ("", "")
        if self._wanted in [_key(one) for one in places]:
            kept, self._wanted = self._wanted, ("", "")
        listed.clear_options()
        listed.add_options([Option(row, disabled=one is None) for row, one in zip(rows, places, strict=True)])
        keys = [_key(one) for one in places]
        if kept in keys and kept[1]:
            listed.highlighted = keys.index(kept)
        else:
            there = [place for place, one in enumerate(places) if one is not None]
            listed.highlighted = min(there, key=lambda place: abs(place - was_at), default=None)

    def on_descendant_focus(self) -> None:
        """The line of keys says what works there."""
        if stands(self, KeyLine):
            line, typing = self.query_one(KeyLine), isinstance(self.focused, Input)
            line.keys, line.shorter = (TYPING, TYPING) if typing else (KEYS, SHORT_KEYS)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer with every key."""
        event.stop()
        self.follow()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to what was found."""
        event.stop()
        self.set_focus(self.query_one(RowList))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_open()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        press(self.app, event.sent)

    def action_tick(self) -> None:
        """The marked one is kept, or open again."""
        if one := self._marked():
            self._do(lambda: self._promises.tick(one.slug, one.id), then=lambda said: self._ask_learned(one, said))

    def _ask_learned(self, one: Promise, said: str) -> None:
        """At closing it; enter or escape leaves it empty."""
        from mentortui.screens.ask import AskScreen

        if not self._kept(one) or not self.is_current:
            return
        typed = list[str]()
        asked = AskScreen(LEARNED, LEARNED_HINT, typed.append)
        learn = partial(self._promises.learn, one.slug, one.id)
        self.app.push_screen(asked, lambda saved: self._do(lambda: learn(typed[-1]) or said) if saved and typed else None)

    def _kept(self, one: Promise) -> bool:
        return any(_key(other) == _key(one) and other.done for other in self._all or ())

    def action_all_of_it(self) -> None:
        """Where all its fields are."""
        if one := self._marked():
            self.post_message(RecordsWanted(one.slug, "action", one.id))

    def action_undo(self) -> None:
        """The last act here."""
        self._do(self._promises.undo)

    def action_open(self) -> None:
        """The page of the session it was made in."""
        one = self._marked()
        if one is not None and one.session:
            self.post_message(SummaryWanted(one.slug, one.session))
        elif one is not None:
            self._say("It was made outside of any session.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key of the filter goes before all others, so that what is typed right after it is words; there it is a sign."""
        if action == "filter":
            return stands(self, KeyLine) and not self.query_one(OneLine).has_focus
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Only those with the words one types."""
        field = self.query_one(OneLine)
        field.display = True
        self.set_focus(field)

    def action_leave(self) -> None:
        """First the filter goes, then the list."""
        field = self.query_one(OneLine)
        if field.display:
            field.value = ""
            field.display = False
            self.set_focus(self.query_one(RowList))
            self.follow()
            return
        close(self, None)

    def action_edit(self) -> None:
        """The line it was caught in, typed anew."""
        from mentortui.screens.ask import AskScreen

        one = self._marked()
        if one is None:
            return
        (slug, id), said = _key(one), list[str]()

        def submit(line: str) -> None:
            with _told():
                said.append(self._promises.reword(slug, id, line))

        def preview(line: str) -> str:
            with _told():
                return self._promises.preview(slug, id, line)

        name = f"promise-{id}"
        try:
            kept = self._drafts(slug)
            value = kept.get(name) or self._promises.line_of(slug, id)
        except (Refused, StoreError) as error:
            self._say(str(error))
            return
        hint = "> they promise · < I promise · due:fri by when"
        asked = AskScreen("Edit the promise", hint, submit, preview=preview, value=value, keep=lambda text: kept.put(name, text))
        self.app.push_screen(asked, lambda saved: self._do((lambda: said[-1]) if saved else None))

    @property
    def slug(self) -> str:
        """The mentorship of the marked one."""
        one = self._marked()
        return one.slug if one else ""

    def _do(
        self, deed: Callable[[], str] | None, *, silent: bool = False, then: Callable[[str], None] = lambda said: None
    ) -> None:
        """Does it off the interface's thread, one after the other, and reads what is there then. `silent`: what is said stays;
        `then` gets what was said once it was done."""

        async def done() -> None:
            told, through = "", False
            try:
                async with self._turn:
                    told = await asyncio.to_thread(deed) if deed is not None else ""
                    self._all = await asyncio.to_thread(self._promises.all)
                    through = True
            except (Refused, StoreError) as error:
                told = str(error)
            self._saving -= deed is not None
            self.follow()
            if told or not silent:
                self._say(told)
            if through:
                then(told)

        self._saving += deed is not None
        self.follow()
        self.run_worker(done(), exit_on_error=True)

    def _marked(self) -> Promise | None:
        if not stands(self, KeyLine):
            return None
        place = self.query_one(RowList).highlighted
        return self._places[place] if place is not None and place < len(self._places) else None

    def _say(self, told: str) -> None:
        if not stands(self, KeyLine):
            return
        line = self.query_one("#said", Static)
        line.update(words(told))
        line.display = bool(told)


@contextmanager
def _told() -> Iterator[None]:
    """What the disk refuses is said where one types."""
    try:
        yield
    except StoreError as error:
        raise Refused(str(error)) from error


def _key(one: Promise | None) -> tuple[str, str]:
    return (one.slug, one.id) if one else ("", "")
