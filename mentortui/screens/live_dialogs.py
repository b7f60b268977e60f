"""The dialogs of Live: over the session, with the floor in one line meanwhile, and with what is half typed kept."""

from collections.abc import Callable

from textual.app import App

from mentortui.core.commands import Refused
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.live_view import hours
from mentortui.screens.rows import Deed, Row, RowsScreen
from mentortui.screens.strip import Otherwise, StripLine
from mentortui.services.drafts import Kept
from mentortui.services.live import LiveSession


class LiveDialogs:
    """Opens them. `say`: where what came of one is said, and a refusal."""

    def __init__(
        self,
        app: App[object],
        live: LiveSession,
        drafts: Kept,
        strip: StripLine,
        *,
        row: str,
        say: Callable[[str], None],
        otherwise: Otherwise,
    ) -> None:
        """`row`: what this keyboard's number keys send. `otherwise`: floor and cover keys."""
        self._app = app
        self._live = live
        self._drafts = drafts
        self._strip = strip
        self._row = row
        self._say = say
        self._otherwise = otherwise

    def ask(
        self,
        name: str,
        title: str,
        hint: str,
        submit: Callable[[str], object],
        *,
        preview: Callable[[str], str] = lambda text: "",
        value: str = "",
    ) -> None:
        """A line. `name` is that of the draft, which goes before `value`."""
        key = f"{self._live.session.started.session} {name}"

        def keep(text: str) -> None:
            self._drafts.put(key, "" if text == value else text)

        screen = AskScreen(
            title, hint, submit, preview=preview, value=self._drafts.get(key) or value, keep=keep, strip=self._strip
        )

        def done(taken: bool | None) -> None:
            if taken:
                self._say(self._live.said_last())

        self._app.push_screen(screen, done)

    def choose(self, title: str, choices: list[tuple[str, str]], chosen: Callable[[str], object], about: str = "") -> None:
        """One of a few."""

        def done(key: str | None) -> None:
            try:
                if key is not None:
                    chosen(key)
            except Refused as error:
                self._say(str(error))

        screen = ChooseScreen(title, choices, about=about, row=self._row, otherwise=self._otherwise, strip=self._strip)
        self._app.push_screen(screen, done)

    def rows(self, title: str, rows: Callable[[], list[Row]], deeds: list[Deed], *, empty: str, about: str = "") -> RowsScreen:
        """A list, and what is done to a row of it."""
        screen = RowsScreen(title, rows, deeds, empty=empty, about=about, otherwise=self._otherwise, strip=self._strip)
        self._app.push_screen(screen)
        return screen

    def hours(self, at: int) -> str:
        """That moment of the session on the user's clock."""
        return hours(self._live.wall(at), self._live.my_zone)
