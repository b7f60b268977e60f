"""An app that shows one screen in our colours, keeps what it said and came to, and a store in a temporary folder."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from textual.app import App
from textual.events import Key
from textual.message import Message
from textual.screen import Screen

from mentortui.services.demo import fill
from mentortui.services.mentorships import Mentorships
from mentortui.services.sessions import Sessions
from mentortui.store.store import Store
from mentortui.styles import stylesheet
from mentortui.theme import DARK, LIGHT, VARIABLES

NOON = round(datetime(2026, 11, 25, 13, 3, tzinfo=UTC).timestamp()) * 1_000_000
"""Wed 25 Nov 2026, 14:03 in Berlin."""
MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE
NOT_YET = object()
SIZES = [(120, 40), (80, 24), (60, 20)]
SMALL = [(40, 12), (40, 8), (120, 8)]

AT_EACH_SIZE = [
    pytest.param(size, id=str(size), marks=() if size in ((120, 40), (60, 20), (40, 8)) else pytest.mark.long)
    for size in (*SIZES, *SMALL)
]
"""For what takes many keys: the widest, a narrow and a low one; the rest in `make long`."""


def at_every_size(fullest: str, *others: str) -> pytest.MarkDecorator:
    """`kind` and `size`: the fullest at every size, the others at the largest and at a small one, at the rest in `make long`."""
    return pytest.mark.parametrize(
        ("kind", "size"),
        [
            pytest.param(
                kind, size, id=f"{kind}-{size}", marks=() if kind == fullest or size in (SIZES[0], SMALL[1]) else pytest.mark.long
            )
            for kind in (fullest, *others)
            for size in (*SIZES, *SMALL)
        ],
    )


class StillClock:
    """Time moves when a test says so."""

    test = False

    def __init__(self, now: int = NOON) -> None:
        self.now = now

    def boot(self) -> int:
        return self.now - NOON + DAY

    def boot_id(self) -> str:
        return "boot"

    def monotonic(self) -> int:
        return self.boot()

    def wall(self) -> int:
        return self.now


class Stage(App[None]):
    """Shows a screen; `came_to` is what it was dismissed with, `said` the messages of ours that reached the app."""

    CSS_PATH = stylesheet("base")

    def __init__(self, make: Callable[[], Screen[Any]], theme: str = DARK.name) -> None:
        super().__init__()
        self.make = make
        self.came_to: object = NOT_YET
        self.said: list[Message] = []
        self.left = False
        self._chosen = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(VARIABLES)

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = self._chosen
        self.push_screen(self.make(), self.ended)

    def ended(self, result: object) -> None:
        self.came_to = result

    def action_leave(self) -> None:
        self.left = True

    async def _on_message(self, message: Message) -> None:
        if type(message).__module__.startswith("mentortui.screens."):
            self.said.append(message)
        await super()._on_message(message)


def desk(folder: Path, clock: StillClock | None = None, zone: str = "Europe/Berlin") -> tuple[Mentorships, Sessions, Store]:
    """The services over a store in that folder; ids are counted, so that pictures stay the same."""
    clock = clock or StillClock()
    store = Store(folder / "data")
    numbers = iter(range(10_000))

    def new_id() -> str:
        return f"id{next(numbers)}"

    return Mentorships(store, clock, new_id, zone), Sessions(store, clock, new_id), store


@cache
def _demo(wall: int) -> tuple[TemporaryDirectory[str], str]:
    folder = TemporaryDirectory()
    return folder, fill(Store(Path(folder.name)), wall).slug


def demo_in(store: Store, wall: int) -> str:
    """Puts the demo's mentorship into an empty store, as `fill` does, made once and copied; its slug."""
    made, slug = _demo(wall)
    shutil.copytree(made.name, store.data_dir, dirs_exist_ok=True)
    return slug


def shown(app: App[None]) -> str:
    """The screen as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def said(app: App[None]) -> str:
    """The screen as one line, borders left out."""
    return " ".join(shown(app).replace("│", " ").split())


def at_once(app: App[None], *keys: str) -> None:
    """The keys, all there before the first is dealt with, as when somebody types faster than the program."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


def widths(app: App[None]) -> set[int]:
    """How many cells the rows have: one number where everything keeps to its cells."""
    return {strip.cell_length for strip in app.screen._compositor.render_strips()}
