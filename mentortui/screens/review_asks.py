"""Which time a review is of: one of the usual ones, or one that is typed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App

from mentortui.core.review_look import first_day
from mentortui.core.review_period import HINT, Period, parse_period
from mentortui.screens import review_view as view
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.strip import StripLine

if TYPE_CHECKING:
    from mentortui.services.review import ReviewRead

TITLE = "Which time?"


def ask_period(
    app: App[Any],
    usual: Sequence[Period],
    found: "ReviewRead | None",
    strip: StripLine | None,
    chosen: Callable[[Period], None],
) -> None:
    """`found`: what was read, for the days a typed one may begin and end; None: why it could not be read stands there."""
    choices = [*view.choices(usual), ("t", "type one: 1 apr - 30 jun, q3, 2025, sep")]

    def answered(key: str | None) -> None:
        if key == "t":
            _type_period(app, found, strip, chosen)
        elif key is not None:
            chosen(usual[[one for one, _ in choices].index(key)])

    app.push_screen(ChooseScreen(TITLE, choices), answered)


def _type_period(app: App[Any], found: "ReviewRead | None", strip: StripLine | None, chosen: Callable[[Period], None]) -> None:
    if found is None:
        return
    typed, today, first = list[Period](), found.look.today, first_day(found.look.holdings, found.look.zone)

    def meant(text: str) -> Period:
        # From what was read: each key asks, and the record may hold years.
        return parse_period(text, today, first)

    def done(taken: bool | None) -> None:
        if taken and typed:
            chosen(typed[-1])

    def submit(text: str) -> None:
        typed.append(meant(text))

    app.push_screen(AskScreen(TITLE, HINT, submit, preview=lambda text: f"{meant(text).called}: enter", strip=strip), done)
