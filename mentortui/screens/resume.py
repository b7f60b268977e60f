"""A session that was not finished: go on, finish it as it stood, or later; or watch it where another program runs it."""

from typing import Literal, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mentortui.core.dates import show_date
from mentortui.core.durations import clock
from mentortui.core.heads import local, moment
from mentortui.core.text import fit
from mentortui.screens.closing import close, stands
from mentortui.services.sessions import Unfinished
from mentortui.styles import stylesheet
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.text import words

Wish: TypeAlias = Literal["go_on", "finish", "later", "watch"]
NAME_CELLS = 60
ROOMY_CELLS = 50
HOUR = 3_600_000_000


class ResumeScreen(ModalScreen[Wish]):
    """Dismissed with what is wanted. A session that another program runs can be watched, one that cannot be read only left."""

    CSS_PATH = stylesheet("resume")
    BINDINGS = [
        Binding("g,enter", "wish('go_on')", "Go on", id="resume.go_on"),
        Binding("f", "wish('finish')", "Finish as it stood", id="resume.finish"),
        Binding("w", "wish('watch')", "Watch it", id="resume.watch"),
        Binding("l,escape", "wish('later')", "Later", id="resume.later"),
        Binding("x", "app.cover", "Cover: names and notes vanish", id="app.cover", show=False),
    ]

    def __init__(self, info: Unfinished, zone: str = "") -> None:
        """`zone`: in which it is told when it began; the system's without one."""
        super().__init__()
        self._info = info
        self._zone = zone

    def compose(self) -> ComposeResult:
        """What happened, and what can be done."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content("A session is under way" if self._info.holder else "Not finished")
            for said in told(self._info, self._zone):
                yield Static(words(said), classes="said")
            yield KeyLine()

    def on_resize(self) -> None:
        """The keys that work."""
        if not stands(self, KeyLine):
            return
        keys = self.query_one(KeyLine)
        if self._info.trouble:
            keys.keys, keys.last = (), ("esc", "back")
        elif self._info.holder:
            keys.keys, keys.last = (("w", "watch it"),), ("esc", "back")
        else:
            finish = "finish as it stood" if self.size.width >= ROOMY_CELLS else "finish"
            keys.keys, keys.last = (("g", "go on"), ("f", finish)), ("l", "later")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done."""
        if action != "wish" or parameters == ("later",):
            return True
        if self._info.trouble:
            return False
        return (parameters == ("watch",)) == bool(self._info.holder)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """As its key would."""
        wishes: dict[str, Wish] = {"g": "go_on", "f": "finish", "w": "watch"}
        self.action_wish(wishes.get(event.key, "later"))

    def action_wish(self, wish: Wish) -> None:
        """That is it."""
        close(self, wish)


def told(info: Unfinished, zone: str) -> list[str]:
    """What is said of it: sentences, each a line."""
    who = fit(info.who, NAME_CELLS) or "nobody named"
    if info.trouble:
        return [
            f"A session with {who} cannot be gone on with." if info.who else "A session cannot be gone on with.",
            info.trouble,
        ]
    began, seen = (local(wall, zone) if zone else moment(wall).astimezone() for wall in (info.began, info.began + info.away))
    at = f"{began:%H:%M}"
    if info.holder:
        return [
            f"The session with {who} from {at} is live in another mentortui ({info.holder}).",
            "Here it can be watched, not changed.",
        ]
    when = at if seen.date() == began.date() else f"{show_date(began.date(), began.date())} {at}"
    return [f"A session with {who} from {when} was not finished.", f"The program was away for {_away(info.away)}."]


def _away(us: int) -> str:
    if us < 48 * HOUR:
        return clock(us)
    return f"{us // (24 * HOUR)} days"
