"""An app around one or a few widgets, in our colours, and what its screen says."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from mentortui.theme import DARK, LIGHT, VARIABLES

HOSTILE = (
    "[/]",
    "[@click=app.quit]x[/]",
    "[bold red]not bold[/bold red]",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "\x9b2J",
    "\u202eadA\u2066",
    "王小明",
    "👩‍👩‍👧 family",
    "🇩🇪 flag",
    "e" + "\u0301" * 25,
    "line\nbreak\ttab\r",
    "N" * 10_000,
    "",
)


class Host(App[None]):
    """Mounts the widgets it is given; what they say is in `heard`."""

    def __init__(self, *widgets: Widget, css: str = "", theme: str = DARK.name) -> None:
        super().__init__()
        self.widgets = widgets
        self.heard: list[Message] = []
        self.stray: list[str] = []
        """Keys that no widget took."""
        self._css = css
        self._chosen = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(VARIABLES)

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = self._chosen
        if self._css:
            self.stylesheet.add_source(self._css, read_from=("host", "host"))
            self.refresh_css()

    async def _on_message(self, message: Message) -> None:
        if type(message).__module__.startswith("mentortui."):
            self.heard.append(message)
        await super()._on_message(message)

    def on_key(self, event: Key) -> None:
        self.stray.append(event.key)


def rows(app: App[None]) -> list[str]:
    """The screen as text, a row a string; a wide character stands for the two cells it takes."""
    return ["".join(segment.text for segment in strip).rstrip() for strip in app.screen._compositor.render_strips()]


def cells(app: App[None]) -> set[int]:
    """How wide the rows are, in cells: one number where everything keeps to its cells."""
    return {strip.cell_length for strip in app.screen._compositor.render_strips()}


async def settled(pilot: Pilot[None]) -> list[str]:
    """The screen as text when nothing is left to do."""
    await pilot.pause()
    await pilot.pause()
    return rows(pilot.app)
