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


class EndsByItself(Screen[Result]):
    """A screen that also goes when something is done, not by a key alone: another may lie over it then."""

    _ended: tuple[Result] | None = None

    def end(self, result: Result) -> None:
        """As `close`; where another screen lies over it, once that is gone."""
        self._ended = (result,)
        close(self, result)

    def on_screen_resume(self) -> None:
        """Nothing lies over it any more."""
        if self._ended is not None:
            close(self, *self._ended)


def stands(screen: Screen[Result], last: type[Widget]) -> bool:
    """Whether the screen is whole, `last` being the last widget it is composed of: it may be only just coming up, or going."""
    # A walk: a query looks through the whole screen with a selector of style sheets, ten times as long, and each tick asks.
    return bool(screen.walk_children(last))
