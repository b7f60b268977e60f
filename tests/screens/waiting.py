"""Waiting for what a key began, without a time that is right on one machine only."""

import asyncio
from collections.abc import Callable
from itertools import takewhile
from typing import Any, TypeAlias

import pytest
from textual.app import App
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tests.screens.stage import said, shown

AnyPilot: TypeAlias = Pilot[Any]
WORD = 4
"""Signs in a row that are typed and no keys."""
CALM = 2
"""Looks in a row at which nothing had changed: one may fall between a screen's coming up and what it then begins."""
SOON = 0.5
"""Seconds: a timer that runs once and within that is waited for."""
_in_threads: list[int] = [0]
_to_thread = asyncio.to_thread


def make_steady(patch: pytest.MonkeyPatch) -> None:
    """What runs off the interface's thread is counted, and no cursor blinks."""

    async def counted(deed: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
        _in_threads[0] += 1
        try:
            return await _to_thread(deed, *given, **named)
        finally:
            _in_threads[0] -= 1

    _in_threads[0] = 0
    patch.setattr(asyncio, "to_thread", counted)
    patch.setattr(Input, "_toggle_cursor", lambda self: None)
    patch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda self: None)


def _busy(app: App[Any]) -> bool:
    if _in_threads[0] or any(worker._thread_worker and not worker.is_finished for worker in app.workers):
        return True
    nodes = [app, *app.screen.walk_children(with_self=True)]
    return any(
        timer._repeat == 0 and timer._interval <= SOON and timer._task is not None and not timer._task.done()
        for node in nodes
        for timer in node._timers
    )


async def at_rest(pilot: AnyPilot) -> str:
    """The screen as one line, as soon as all that was begun is through and it no longer changes."""
    app, before, calm = pilot.app, None, 0
    for _ in range(1000):
        await pilot.pause()
        now = None if _busy(app) else shown(app)
        calm = calm + 1 if now is not None and now == before else 0
        if calm == CALM:
            return said(app)
        before = now
        await asyncio.sleep(0.01)
    raise AssertionError(f"it does not come to rest: {said(app)}")


async def press(pilot: AnyPilot, *keys: str) -> str:
    """Each key and what comes of it; the screen as one line. Of signs in a row the first may open something; if they are
    many, those after it are a word, and typed in one go."""
    left = list(keys)
    while left:
        signs = len(list(takewhile(lambda key: len(key) == 1 or key == "space", left)))
        await pilot.press(left.pop(0))
        await at_rest(pilot)
        if signs >= WORD:
            for key in left[: signs - 1]:
                pilot.app.post_message(Key(key, " " if key == "space" else key))
            del left[: signs - 1]
            await at_rest(pilot)
    return said(pilot.app)


async def until(pilot: AnyPilot, happens: Callable[[], object]) -> None:
    """Goes on as soon as it has happened."""
    for _ in range(1000):
        await pilot.pause(0.01)
        if happens():
            return
    raise AssertionError(said(pilot.app))


async def until_on_top(pilot: AnyPilot, kind: type[Screen[Any]]) -> None:
    """Such a screen is on top, and shows what it has to show."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    await at_rest(pilot)
