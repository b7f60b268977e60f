"""Widgets that go: who waits for them can be cut short and takes nothing along, and what they still miss harms nobody."""

import asyncio
from collections.abc import Generator
from traceback import walk_tb
from typing import Any

from textual._callback import invoke
from textual.app import App
from textual.await_remove import AwaitRemove
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.worker import WorkerFailed


class Removal(AwaitRemove):
    """Textual's, for which work that is cancelled cancels the tasks in which those widgets live, and then nobody can close
    their screen."""

    def __await__(self) -> Generator[Any, None, None]:
        here = asyncio.current_task()
        going = [asyncio.shield(task) for task in self._tasks if task is not here]

        async def gone() -> None:
            await asyncio.gather(*going)
            if self._post_remove is not None:
                await invoke(self._post_remove)

        return gone().__await__()


def is_of_what_goes(error: BaseException) -> bool:
    """A screen that was left while it came up, or while it did something, looked for a widget that it no longer has."""
    error = cause_of(error)
    node = _asked(error) if isinstance(error, NoMatches) else None
    return node is not None and _goes(node)


def ends_what_stands(error: BaseException) -> bool:
    """Textual ends the loop in which a message failed: a screen that stands, or the program, would hear no key any more."""
    loops = (
        frame.f_locals.get("self") for frame, _ in walk_tb(error.__traceback__) if frame.f_code.co_name == "_dispatch_message"
    )
    loop = next(loops, None)
    return isinstance(loop, DOMNode) and not _goes(loop)


def cause_of(error: BaseException) -> BaseException:
    """What failed in work of Textual's: the wrapping says nothing of where it was."""
    return error.error or error if isinstance(error, WorkerFailed) else error


def _goes(node: DOMNode) -> bool:
    if isinstance(node, App):
        return False
    above = node.ancestors_with_self
    left = all(one not in stack for one in above for stack in node.app._screen_stacks.values())
    return left or node.app._exit or any(getattr(one, "_pruning", False) or one._closing for one in above)


def _asked(error: BaseException) -> DOMNode | None:
    """Who was asked for that widget: the error says its name only, and so do those who hand it on."""
    asked = None
    for frame, _ in walk_tb(error.__traceback__):
        here = frame.f_locals.get("self")
        asked = here if isinstance(here, DOMNode) and not isinstance(here, App) else asked
    return asked
