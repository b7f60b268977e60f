"""What became of a planned session whose date has gone by: Home asks, and a date to move it to is typed."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from textual.app import App

from mentortui.core.refused import Refused
from mentortui.core.worth import Worth
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.services.overview import Overview
from mentortui.store.errors import StoreError

CHOICES = (
    ("h", "held: write down what was said and agreed"),
    ("m", "moved: give it another date"),
    ("n", "missed: it did not take place"),
    ("s", "skipped: left out on purpose"),
)
DATE_HINT = "thu 15:00 · 2w 15:00 · 12 dec 15:00, on your clock"


Change: TypeAlias = Callable[[Callable[[], str]], object]
"""Does an act, and says what came of it."""


def ask_what_became(app: App[object], overview: Overview, line: Worth, change: Change, held: Callable[[str], object]) -> None:
    """`held`: the session of that slug is to be written down."""

    def answered(key: str | None) -> None:
        match key:
            case "h":
                held(line.slug)
            case "m":
                _ask_date(app, overview, line.slug, change)
            case "n":
                change(partial(overview.missed, line.slug))
            case "s":
                change(partial(overview.skipped, line.slug))

    app.push_screen(ChooseScreen("What became of it?", CHOICES, about=line.text), answered)


def _ask_date(app: App[object], overview: Overview, slug: str, change: Change) -> None:
    said = list[str]()

    def told(deed: Callable[[str, str], str], typed: str) -> str:
        """Below what is typed, the one place where it can still be mended."""
        try:
            return deed(slug, typed)
        except StoreError as error:
            raise Refused(str(error)) from error

    def submit(typed: str) -> None:
        said.append(told(overview.moved, typed))

    def moved(saved: bool | None) -> None:
        if saved and said:
            change(lambda: said[-1])

    app.push_screen(AskScreen("Moved to", DATE_HINT, submit, preview=partial(told, overview.moved_to)), moved)
