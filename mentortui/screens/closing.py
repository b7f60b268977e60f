"""Keys come faster than screens come and go: a screen is left once, and asks for its widgets only while it has them."""

from typing import TypeVar

from textual.screen import Screen
from textual.widget import Widget

Result = TypeVar("Result")


def close(screen: Screen[Result], result: Result) -> None:
    """Dismisses it with `result`; a second key for a screen that is already going, or is not on top, does nothing.

    A screen that shows under a see-through one is not on top: dismissed, it would take that one away instead.
    """
    if screen.is_active and len(screen.app.screen_stack) > 1:
        screen.dismiss(result)


def stands(screen: Screen[Result], last: type[Widget]) -> bool:
    """Whether the screen is whole, `last` being the last widget it is composed of: it may be only just coming up, or going."""
    # A walk: a query looks through the whole screen with a selector of style sheets, ten times as long, and each tick asks.
    return bool(screen.walk_children(last))
