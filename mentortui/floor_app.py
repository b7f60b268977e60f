"""The keys of the floor and of the cover, which work on every screen while a session lives."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.events import Event, InputEvent, Key, Paste, Resize

from mentortui.core.number_row import PLAIN, keyboards
from mentortui.core.refused import Refused
from mentortui.keys_between import KeysBetween

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from mentortui.core.events import AnyEvent
    from mentortui.screens.live import LiveScreen
    from mentortui.services.live import LiveSession

FLOOR_ACTIONS = ("floor", "other", "several", "choose_floor")
LEAST = 4
"""Cells across, from which on a list or a page has a scrollbar."""
TURNS = 1_000
"""Of the loop, at most, for what was typed right before: a field needs one a key."""
AT_ONCE = frozenset(("app.leave", "app.cover", "app.cover_typing", "app.stop"))
"""What waits for no screen."""
AGAIN_WITHIN = 1_500_000
"""Microseconds in which a second ctrl+g takes the first one back and asks who speaks."""


class FloorApp(App[str]):
    """Gives the floor by keys and says on Live what came of it; covers everything."""

    BINDINGS = [
        *(Binding(str(n), f"floor({n})", f"Person {n} has the floor", id=f"floor.{n}", show=False) for n in range(1, 10)),
        *(
            Binding(
                f"f{n}", f"floor({n})", f"Person {n} has the floor, while typing too", id=f"floor.f{n}", show=False, priority=True
            )
            for n in range(1, 10)
        ),
        Binding("0", "floor(0)", "Nobody has the floor", id="floor.nobody", show=False),
        Binding("g", "other", "The other has the floor; with more, the next key says who", id="floor.other", show=False),
        Binding("b", "several", "Both, or several, speak at once", id="floor.several", show=False),
        Binding("ctrl+g", "choose_floor", "Give the floor from a text field", id="floor.choose", show=False, priority=True),
        Binding("x", "cover", "Cover: names and notes vanish", id="app.cover", show=False),
        Binding("ctrl+t", "cover", "Cover, from a text field", id="app.cover_typing", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.between = KeysBetween(self, lambda: self.covered or self._goes_on)
        """What is typed while one screen is gone and the next does not stand yet."""
        self.live: LiveSession | None = None
        self._live_screen: LiveScreen | None = None
        self._keys = BindingsMap(self.BINDINGS)
        self._choosing = False
        self._row_asked = False
        self._chosen: tuple[AnyEvent, int] | None = None
        self._uncovered = asyncio.Event()
        self._uncovered.set()
        self._untold: list[Callable[[], None]] = []

    @property
    def row(self) -> str:
        """The characters of the user's number row, 1 to 0."""
        return PLAIN

    @property
    def row_unsaid(self) -> bool:
        """Whether nobody has said which row that is."""
        return False

    def say_row(self, row: str) -> None:
        """The user's number row from now on."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The floor can be given while there is one."""
        if action in FLOOR_ACTIONS:
            return self.live is not None and not self.live.session.finished
        return super().check_action(action, parameters)

    def on_resize(self, event: Resize) -> None:
        """Where a scrollbar would take all there is, there is none."""
        self.set_class(event.size.width < LEAST, "-tiny")

    async def on_event(self, event: Event) -> None:
        """After ctrl+g with more than two people the next key says who, and goes nowhere else."""
        if isinstance(event, (InputEvent, Paste)) and not self._screen_stack:
            return  # the program is ending
        if isinstance(event, (Key, Paste)) and not event.is_forwarded and not self._at_once(event) and self.between.holds(event):
            return
        if self._choosing and isinstance(event, Key) and not event.is_forwarded:
            self._choosing = False
            key = self.number(event)
            if key is not None:
                self.action_floor(key)
            elif "floor.several" in self._ids_of(event):
                self.action_several()
            elif event.key != "escape":
                several = self._key_of("floor.several")
                self._said(f"That is nobody's key: {self._key_of('floor.choose')}, then 1 to 9, 0 nobody, {several} several.")
            return
        if isinstance(event, Key) and not event.is_forwarded:
            if not event.is_printable:
                await self._typed_before(event.key)
            if self._of_a_row(event):
                return
        await super().on_event(event)

    def _at_once(self, event: Key | Paste) -> bool:
        return isinstance(event, Key) and not AT_ONCE.isdisjoint(self._ids_of(event))

    @property
    def _goes_on(self) -> bool:
        """Whether a session is on the screens: its keys wait for nothing."""
        live, screen = self.live, self._live_screen
        return live is not None and screen is not None and screen.is_mounted and screen in self.screen_stack

    async def _typed_before(self, key: str) -> None:
        """On a slow line many keys come in one go. What was typed stands in its field before a key that goes ahead of the field,
        such as the one that saves, is dealt with."""
        if not any(one.priority for _, bound in self.screen._binding_chain for one in bound.key_to_bindings.get(key, ())):
            return
        field, turns = self.focused, 0
        while field is not None and field.message_queue_size and turns < TURNS:
            await asyncio.sleep(0)
            turns += 1

    def _of_a_row(self, event: Key) -> bool:
        """On Live, outside text: a key of the user's own row gives the floor, before it is a sign; one of a row nobody has
        told us of is asked about. Whether it was one of them."""
        live, screen, character = self.live, self._live_screen, event.character or ""
        if live is None or screen is None or self.screen is not screen or live.session.finished or character in PLAIN:
            return False
        from mentortui.widgets.capture_line import CaptureLine

        if any(line.opened for line in screen.query(CaptureLine)):
            return False
        if character in self.row:
            return self.over_forms(event)
        if self._row_asked or not keyboards(character) or not self.row_unsaid:
            return False
        self._row_asked = True
        self._ask_row(character, screen)
        return True

    def _ask_row(self, character: str, screen: "LiveScreen") -> None:
        from mentortui.core.capture_hints import SIGNS
        from mentortui.screens.which_row import row_chosen, which_row

        def answered(answer: str | None) -> None:
            chosen = row_chosen(character, answer or "")
            if answer is not None:
                self.say_row(chosen[0] if chosen else PLAIN)
            if chosen:
                self.action_floor(chosen[1])
            elif character in SIGNS:
                screen.typing.open(character)

        self.push_screen(which_row(character, self.over_forms), answered)

    def action_floor(self, key: int) -> None:
        """To the person on that key; 0 nobody."""
        self._floor(lambda live: live.floor.press(key))

    def action_other(self) -> None:
        """To the other; with more the next key says who."""
        if self.live is not None and self.live.floor.two_here:
            self._floor(lambda live: live.floor.other())
        else:
            self.action_choose_floor()

    def action_several(self) -> None:
        """Both, or several."""
        self._floor(lambda live: live.floor.several())

    def action_choose_floor(self) -> None:
        """From a text field. With two people the other has it at once; again within a moment takes that back and asks."""
        from mentortui.core.events import FloorTaken
        from mentortui.core.heard import by_hearing

        live = self.live
        if live is None:
            return
        chosen, self._chosen = self._chosen, None
        several = self._key_of("floor.several")
        asked = f"Who speaks? 1 to 9 · 0 nobody · {several} several · esc no one new"
        if live.floor.two_here:
            last_keyed = next(event for event in reversed(live.events) if not by_hearing(event))
            if chosen is None or last_keyed is not chosen[0] or live.now - chosen[1] > AGAIN_WITHIN:
                events = len(live.events)
                self._floor(lambda live: live.floor.other())
                last = live.events[-1]
                if len(live.events) > events and isinstance(last, FloorTaken):
                    self._chosen = (last, live.now)
                return
            self._floor(lambda live: live.undo())
            numbers = " ".join(self.row[one.key - 1] for one in live.session.people if one.id in live.session.present)
            asked = f"Who speaks? {numbers} · {self.row[9]} nobody · {several} both · esc as it was"
        self._choosing = True
        self._said(asked)

    def over_forms(self, key: Key) -> bool:
        """Floor and cover keys, where a form over Live has no use for them; whether it was one."""
        ids = self._ids_of(key)
        deeds: dict[str, Callable[[], object]] = {"app.cover": self.action_cover, "app.keys": self.action_keys}
        if self.live is not None:
            deeds |= {"floor.other": self.action_other, "floor.several": self.action_several}
            deeds |= {f"floor.{n}" if n else "floor.nobody": partial(self.action_floor, n) for n in range(10)}
        deed = next((deeds[id] for id in ids if id in deeds), None)
        if deed is None:
            return False
        deed()
        return True

    def action_keys(self) -> None:
        """What works here."""

    def use_keys(self, changed: Mapping[str, str]) -> None:
        """`changed`: keys by the ids of bindings, from now on instead of ours."""
        self.set_keymap({**self.floor_keys(), **changed})
        keys = BindingsMap(self.BINDINGS)
        keys.apply_keymap(self._keymap)
        self._keys = keys

    def _ids_of(self, key: Key) -> list[str]:
        """The bindings of the program that a key stands for."""
        found = self._keys.key_to_bindings
        return [binding.id for name in dict.fromkeys((key.key, *key.aliases)) for binding in found.get(name, ()) if binding.id]

    def _key_of(self, id: str) -> str:
        """The first key of a binding."""
        return next((key for key, binding in self._keys if binding.id == id), "")

    def action_cover(self) -> None:
        """Everything vanishes; only x and then enter bring it back."""
        from mentortui.screens.cover import CoverScreen

        if isinstance(self.screen, CoverScreen):
            self.screen.action_ask()
            return
        typing = self._live_screen.typing if self._live_screen is not None and self.screen is self._live_screen else None
        typed = typing.take() if typing is not None else None

        def back(text: str | None) -> None:
            if typing is not None:
                typing.give(text)
            self._uncovered.set()
            untold, self._untold = self._untold, []
            for tell in untold:
                tell()

        cover = CoverScreen(self._covered_line, typed, typing.keep if typing is not None else lambda text: None)
        self.push_screen(cover, back)
        self._uncovered.clear()

    def push_screen(
        self, screen: Any, callback: Any = None, wait_for_dismiss: bool = False, *, mode: str | None = None
    ) -> Any:  # what it is comes from the overloads of App
        """As soon as nothing is covered: what was asked for before would show names above the cover."""
        if self._uncovered.is_set():
            pushed: Any = super().push_screen(screen, callback, wait_for_dismiss, mode=mode)  # type: ignore[call-overload]
        else:
            pushed = asyncio.ensure_future(self._pushed_later(screen, callback, wait_for_dismiss, mode))
        if wait_for_dismiss:
            self.between.asked(screen, pushed)
        return pushed

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

    def _floor(self, deed: "Callable[[LiveSession], object]") -> None:
        live = self.live
        if live is None:
            return
        try:
            deed(live)
        except Refused as error:
            self._said(str(error))
            return
        self._said(f"{live.said_last()}. Since when? t types it · , 5 s earlier" if live.floor.since_when else live.floor.said)

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
        return status_line(self.live.session, self.live.now, saved, covered=True, clock=self.live.clock.wall())
