"""The keys of the floor and of the cover, which work on every screen while a session lives."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.binding import Binding
from textual.events import Event, Key

from mentortui.core.commands import Refused
from mentortui.core.number_row import PLAIN
from mentortui.services.live import LiveSession

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from mentortui.screens.live import LiveScreen

FLOOR_ACTIONS = ("floor", "other", "several", "choose_floor")


class FloorApp(App[str]):
    """Gives the floor by keys and says on Live what came of it; covers everything."""

    BINDINGS = [
        *(Binding(str(n), f"floor({n})", f"Person {n} has the floor", id=f"floor.{n}", show=False) for n in range(1, 10)),
        *(Binding(f"f{n}", f"floor({n})", f"Person {n}", id=f"floor.f{n}", show=False, priority=True) for n in range(1, 10)),
        Binding("0", "floor(0)", "Nobody has the floor", id="floor.nobody", show=False),
        Binding("g", "other", "The other has the floor; with more, the next key says who", id="floor.other", show=False),
        Binding("b", "several", "Both, or several, speak at once", id="floor.several", show=False),
        Binding("ctrl+g", "choose_floor", "Give the floor from a text field", id="floor.choose", show=False, priority=True),
        Binding("x", "cover", "Cover: names and notes vanish", id="app.cover", show=False),
        Binding("ctrl+t", "cover", "Cover, from a text field", id="app.cover_typing", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.live: LiveSession | None = None
        self._live_screen: LiveScreen | None = None
        self._choosing = False
        self._uncovered = asyncio.Event()
        self._uncovered.set()
        self._untold: list[Callable[[], None]] = []

    @property
    def row(self) -> str:
        """The characters of the user's number row, 1 to 0."""
        return PLAIN

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The floor can be given while there is one."""
        if action in FLOOR_ACTIONS:
            return self.live is not None and not self.live.session.finished
        return super().check_action(action, parameters)

    async def on_event(self, event: Event) -> None:
        """After ctrl+g with more than two people the next key says who, and goes nowhere else."""
        if self._choosing and isinstance(event, Key) and not event.is_forwarded:
            self._choosing = False
            key = self.number(event)
            if key is not None:
                self.action_floor(key)
            elif event.key == "b":
                self.action_several()
            elif event.key != "escape":
                self._said("That is nobody's key: ctrl+g, then 1 to 9, 0 nobody, b several.")
            return
        await super().on_event(event)

    def action_floor(self, key: int) -> None:
        """To the person on that key; 0 nobody."""
        self._floor(lambda live: live.press(key))

    def action_other(self) -> None:
        """To the other; with more the next key says who."""
        if self.live is not None and self.live.two_here:
            self._floor(LiveSession.other)
        else:
            self.action_choose_floor()

    def action_several(self) -> None:
        """Both, or several."""
        self._floor(LiveSession.several)

    def action_choose_floor(self) -> None:
        """From a text field."""
        if self.live is None:
            return
        if self.live.two_here:
            self._floor(LiveSession.other)
            return
        self._choosing = True
        self._said("Who speaks? 1 to 9 · 0 nobody · b several · esc no one new")

    def over_forms(self, key: Key) -> bool:
        """Floor and cover keys, where a form over Live has no use for them; whether it was one."""
        number = self.number(key)
        if key.key == "x":
            self.action_cover()
        elif self.live is None:
            return False
        elif number is not None:
            self.action_floor(number)
        elif key.key == "g":
            self.action_other()
        elif key.key == "b":
            self.action_several()
        else:
            return False
        return True

    def action_cover(self) -> None:
        """Everything vanishes; only x and then enter bring it back."""
        from mentortui.screens.cover import CoverScreen

        if isinstance(self.screen, CoverScreen):
            self.screen.action_ask()
            return
        screen = self._live_screen if self.screen is self._live_screen else None
        typed = screen.take_text() if screen is not None else None

        def back(text: str | None) -> None:
            if screen is not None:
                screen.give_text(text)
            self._uncovered.set()
            untold, self._untold = self._untold, []
            for tell in untold:
                tell()

        cover = CoverScreen(self._covered_line, typed, screen.keep_text if screen is not None else lambda text: None)
        self.push_screen(cover, back)
        self._uncovered.clear()

    def push_screen(
        self, screen: Any, callback: Any = None, wait_for_dismiss: bool = False, *, mode: str | None = None
    ) -> Any:  # what it is comes from the overloads of App
        """As soon as nothing is covered: what was asked for before would show names above the cover."""
        if self._uncovered.is_set():
            return super().push_screen(screen, callback, wait_for_dismiss, mode=mode)  # type: ignore[call-overload]
        return asyncio.ensure_future(self._pushed_later(screen, callback, wait_for_dismiss, mode))

    async def _pushed_later(self, screen: Any, callback: Any, wait_for_dismiss: bool, mode: str | None) -> Any:
        while not self._uncovered.is_set():
            await self._uncovered.wait()
        return await self.push_screen(screen, callback, wait_for_dismiss, mode=mode)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Told once nothing is covered: a sentence may name people."""

        def tell() -> None:
            App.notify(self, message, title=title, severity=severity, timeout=timeout, markup=markup)

        if self._uncovered.is_set():
            tell()
        else:
            self._untold.append(tell)

    @property
    def covered(self) -> bool:
        """Whether names are hidden."""
        from mentortui.screens.cover import CoverScreen

        return any(isinstance(screen, CoverScreen) for screen in self.screen_stack)

    def _floor(self, deed: Callable[[LiveSession], object]) -> None:
        live = self.live
        if live is None:
            return
        try:
            deed(live)
        except Refused as error:
            self._said(str(error))
            return
        self._said(f"{live.said_last()}. Since when? t types it · , 5 s earlier" if live.since_when else live.said_floor)

    def _said(self, words: str) -> None:
        if self._live_screen is not None:
            self._live_screen.say(words)

    def number(self, event: Key) -> int | None:
        """The number a key stands for, on the digits or on the user's number row; None for any other key."""
        character = event.character or ""
        if character and character in "0123456789":
            return int(character)
        place = self.row.find(character) if character else -1
        return (place + 1) % 10 if place >= 0 else None

    def floor_keys(self) -> dict[str, str]:
        """A keymap for the user's number row, where that holds no digits."""
        row = self.row
        return {
            ("floor.nobody" if n == 10 else f"floor.{n}"): f"{n % 10},{row[n - 1]}"
            for n in range(1, 11)
            if row[n - 1] not in "0123456789,"
        }

    def _covered_line(self) -> str:
        if self.live is None:
            return "●"
        from mentortui.core.status import status_line
        from mentortui.screens.live_view import save_state

        saved = save_state(self.live).text.lstrip("●○ ")
        return status_line(self.live.session, self.live.now, saved, covered=True)
