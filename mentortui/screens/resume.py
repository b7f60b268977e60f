"""A session that was not finished, or that another program runs: go on, finish, watch, or later."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.text import fit
from mentortui.services.overview import away_words
from mentortui.services.sessions import Unfinished
from mentortui.styles import stylesheet
from mentortui.widgets.text import words

LONGEST_NAME = 40
CHOICES = (
    ("go_on", "g", "go on", "asks whose the time away was"),
    ("finish", "f", "finish as it stood", "it ended when the program went"),
    ("watch", "w", "watch", "only look: the other one has the keys"),
    ("later", "l", "later", "it stays as it is"),
)


class ResumeScreen(ModalScreen[str | None]):
    """Dismissed with `go_on`, `finish`, `watch` or `later`."""

    CSS_PATH = stylesheet("resume")
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (12, "-tall")]
    BINDINGS = [
        Binding("g", "choose('go_on')", "Go on", id="resume.go_on"),
        Binding("f", "choose('finish')", "Finish as it stood", id="resume.finish"),
        Binding("w", "choose('watch')", "Watch", id="resume.watch"),
        Binding("l", "choose('later')", "Later", id="resume.later"),
        Binding("escape", "choose('later')", "Later", id="resume.back"),
    ]

    def __init__(self, unfinished: Unfinished, *, when: str) -> None:
        """`when`: its beginning as the user's clock showed it, `14:03`."""
        super().__init__()
        self._unfinished = unfinished
        self._when = when
        wishes = ("later",) if unfinished.trouble else ("watch", "later") if unfinished.holder else ("go_on", "finish", "later")
        self._choices = tuple(choice for choice in CHOICES if choice[0] in wishes)

    def compose(self) -> ComposeResult:
        """What happened, and what can be done."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = words(self._title())
            yield Static(words(self._told()), id="told")
            yield OptionList(*(Option(Content(""), id=wish) for wish, *_ in self._choices))

    def on_mount(self) -> None:
        """The first choice is what enter takes."""
        self.query_one(OptionList).focus()
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """The second words of a choice go where there is no room."""
        self.call_after_refresh(self._draw)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is offered."""
        if action == "choose":
            return any(parameters[:1] == (wish,) for wish, *_ in self._choices)
        return super().check_action(action, parameters)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """By enter or a click."""
        self.dismiss(event.option.id)

    def action_choose(self, wish: str) -> None:
        """By its key."""
        self.dismiss(wish)

    def _draw(self) -> None:
        listed = self.query_one(OptionList)
        width = max(16, listed.scrollable_content_region.width - 2)
        for place, (_, key, said, more) in enumerate(self._choices):
            listed.replace_option_prompt_at_index(place, _drawn(key, said, more, width))

    def _title(self) -> str:
        if self._unfinished.trouble:
            return "A session cannot be read"
        return "A session under way" if self._unfinished.holder else "Not finished"

    def _told(self) -> str:
        one = self._unfinished
        if one.trouble:
            return one.trouble
        session = f"The session with {fit(one.who, LONGEST_NAME) or 'nobody else'} from {self._when}"
        if one.holder:
            return f"{session} is live in another mentortui ({one.holder})."
        return f"{session} was not finished. The program was away for {away_words(one.away)}."


def _drawn(key: str, said: str, more: str, width: int) -> Content:
    short = Content.assemble((f"{key}  ", "$accent bold"), words(said))
    whole = Content.assemble((f"{key}  ", "$accent bold"), words(f"{said:<21}"), words(more, "$quiet"))
    return whole if whole.cell_length <= width else short.truncate(width, ellipsis=True)
