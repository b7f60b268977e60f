"""Leaving a screen once: keys come faster than screens go."""

from typing import TypeVar

from textual.screen import Screen

Result = TypeVar("Result")


def close(screen: Screen[Result], result: Result) -> None:
    """Dismisses it with `result`; a second key for a screen that is already going, or is not on top, does nothing."""
    if screen.is_current and len(screen.app.screen_stack) > 1:
        screen.dismiss(result)
