"""Waiting for what a key began, without a time that is right on one machine only."""

import asyncio
from collections.abc import Callable
from itertools import takewhile
from typing import Any, TypeAlias

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tests.calm import busy, calm, send
from tests.screens.stage import said

AnyPilot: TypeAlias = Pilot[Any]
WORD = 4
"""Signs in a row that are typed and no keys."""


def make_steady(patch: pytest.MonkeyPatch) -> None:
    """No cursor blinks."""
    patch.setattr(Input, "_toggle_cursor", lambda self: None)
    patch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda self: None)


async def at_rest(pilot: AnyPilot) -> str:
    """The screen as one line, as soon as all that was begun is through and it no longer changes."""
    await _rest(pilot)
    return said(pilot.app)


async def _rest(pilot: AnyPilot) -> None:
    app = pilot.app
    for _ in range(1000):
        await pilot.pause()
        if not busy(app):
            await asyncio.sleep(0.002)  # what a thread of its own hands over
            if not await calm():
                return
        await asyncio.sleep(0.005)
    raise AssertionError(f"it does not come to rest: {said(app)}")


async def press(pilot: AnyPilot, *keys: str) -> str:
    """Each key and what comes of it; the screen as one line. Of signs in a row the first may open something; if they are
    many, those after it are a word, and typed in one go."""
    left = list(keys)
    while left:
        signs = len(list(takewhile(lambda key: len(key) == 1 or key == "space", left)))
        await pilot.press(left.pop(0))
        await _rest(pilot)
        if signs >= WORD:
            await pilot.press(*(" " if key == "space" else key for key in left[: signs - 1]))
            del left[: signs - 1]
            await _rest(pilot)
    return said(pilot.app)


async def rush(pilot: AnyPilot, *keys: str) -> str:
    """As `press`, but nobody waits for the screen between the keys: for one way whose keys the program hears at any speed."""
    send(pilot.app, keys)
    await _rest(pilot)
    return said(pilot.app)


async def until(pilot: AnyPilot, happens: Callable[[], object]) -> None:
    """Goes on as soon as it has happened."""
    for _ in range(1000):
        await asyncio.sleep(0.01)
        await calm(with_threads=0)
        if happens():
            return
    raise AssertionError(said(pilot.app))


async def until_on_top(pilot: AnyPilot, kind: type[Screen[Any]]) -> None:
    """Such a screen is on top, and shows what it has to show."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    await at_rest(pilot)
