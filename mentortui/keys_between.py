"""Keys that come between two screens: one is gone, the next one does not stand yet. They wait for the next one."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.screen import Screen

Given = ParamSpec("Given")
Found = TypeVar("Found")

AT_REST = 4
"""Turns of the loop in which nothing happens any more: what a key did is done, and the next one may come."""
AT_MOST = 400
"""Turns, then it comes anyway: something moves by itself."""
LOOK_EVERY = 0.01
"""Seconds, while a screen is waited for."""


class Way:
    """From one screen to the next, gone by the task that made it. `asked`: the screen that stands meanwhile and asks."""

    def __init__(self) -> None:
        self.goes = asyncio.current_task()
        self.asked: Screen[Any] | None = None
        self.answer: asyncio.Future[Any] | None = None


class KeysBetween:
    """Of one program; `free`: whether keys go where they go all the same, such as while it is covered."""

    def __init__(self, app: App[Any], free: Callable[[], bool]) -> None:
        self._app = app
        self._free = free
        self._ways: list[Way] = []
        self._waiting: deque[Key | Paste] = deque()
        self._next: deque[Key | Paste] = deque()
        self._was_typed = False
        """Whether what went last was for the field one was in."""
        self._feeding: asyncio.Task[None] | None = None

    @contextmanager
    def way(self) -> Iterator[None]:
        """From here on a screen is on its way, but while one stands that `asked` was handed."""
        way = Way()
        self._ways.append(way)
        try:
            yield
        finally:
            self._ways.remove(way)

    def asked(self, screen: Screen[Any], answer: "asyncio.Future[Any]") -> None:
        """Whoever goes on waits now for what that screen is told. A screen asks things too, in tasks of its own."""
        for way in self._ways:
            if way.goes is asyncio.current_task():
                way.asked, way.answer = screen, answer

    @property
    def between(self) -> bool:
        """Whether the screen that keys are for does not stand."""
        return any(map(self._under_way, self._ways)) and not self._free()

    def holds(self, event: Key | Paste) -> bool:
        """Whether that one waits for a screen, or for those that came before it; it comes again later."""
        if self._next and event is self._next[0]:
            self._next.popleft()
            self._was_typed = self._typed(event)
            return False
        if not self.between and not self._waiting and not self._next and not self._behind:
            self._was_typed = self._typed(event)
            return False
        self._waiting.append(event)
        if self._feeding is None or self._feeding.done():
            self._feeding = asyncio.create_task(self._feed())
        return True

    def _under_way(self, way: Way) -> bool:
        """A screen that was taken away without an answer leads nowhere."""
        if way.asked is None or way.answer is None or way.answer.done():
            return True
        return way.asked in self._app.screen_stack and not way.asked.is_mounted

    async def _feed(self) -> None:
        """One after the other, each once the one before it is done; what is typed into one field, in one go."""
        while self._waiting and self._app.is_running:
            if self.between or not self._was_typed or not self._typed(self._waiting[0]):
                await self._rest()
            self._next.append(self._waiting.popleft())
            while self._waiting and self._typed(self._next[-1]) and self._typed(self._waiting[0]):
                self._next.append(self._waiting.popleft())
            for event in tuple(self._next):
                self._app.post_message(event)
            while self._next and self._app.is_running:
                await asyncio.sleep(0)

    async def _rest(self) -> None:
        quiet = 0
        for _ in range(AT_MOST):
            while self.between and self._app.is_running:
                quiet = 0
                await asyncio.sleep(LOOK_EVERY)
            await asyncio.sleep(0)
            quiet = quiet + 1 if self._quiet else 0
            if quiet == AT_REST:
                return

    @property
    def _behind(self) -> bool:
        """Whether the key before is not dealt with: on a slow line several come in one go, and it may be one that opens a screen.
        What is typed into a field holds nothing up: it may be a long paste."""
        if self._was_typed:
            return False
        return any(pump.message_queue_size for pump in self._pumps)

    def _typed(self, event: Key | Paste) -> bool:
        """Whether it is for the field one is in, and leaves one there, as enter does in a field of lines."""
        app, field = self._app, self._app.focused
        if field is None or not field.check_consume_key("a", "a"):
            return False
        if isinstance(event, Paste) or field.check_consume_key(event.key, event.character):
            return True
        return not any(event.key in bound.key_to_bindings for _, bound in app.screen._binding_chain)

    @property
    def _quiet(self) -> bool:
        return not self._app.message_queue_size and not any(pump.message_queue_size for pump in self._pumps)

    @property
    def _pumps(self) -> list[DOMNode]:
        """The way of a key, up to the screen."""
        app = self._app
        if not app.screen_stack:
            return []
        return [one for one in (app.focused or app.screen).ancestors_with_self if one is not app]


def way(goes: Callable[Given, Coroutine[None, None, Found]]) -> Callable[Given, Coroutine[None, None, Found]]:
    """Work of the program that brings up a screen: what is typed until it stands is for that one."""

    @wraps(goes)
    async def going(*given: Given.args, **named: Given.kwargs) -> Found:
        app: Any = given[0]
        with app.between.way():
            return await goes(*given, **named)

    return going
