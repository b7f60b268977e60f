"""The program with an error of ours in it: `python -m tests.endtoend.broken WHERE ARGUMENTS`. The key ? sets it off."""

import asyncio
import sys
import threading
from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

import mentortui.app
import mentortui.cli
from mentortui.ending import Ending
from mentortui.store import crash
from mentortui.store.live import LiveLog
from mentortui.store.store import Store

WORDS = "Grace-is-looking-for-another-job"


class Gone(BaseException):
    """What no `except Exception` sees."""


class Loud(Widget):
    def render(self) -> str:
        said = WORDS
        raise ValueError(f"cannot draw {said}")


class Unmade(Screen[None]):
    def compose(self) -> ComposeResult:
        raise KeyError(WORDS)
        yield Widget()


def chained() -> None:
    try:
        raise KeyError(WORDS)
    except KeyError as error:
        raise SyntaxError(f"{WORDS} is no name", ("file", 1, 2, WORDS)) from error


def endless() -> None:
    endless()


async def later() -> None:
    raise ValueError(WORDS)


def raises(error: type[BaseException]) -> Callable[[Any], None]:
    def act(app: Any) -> None:
        raise error(WORDS)

    return act


def unwritten(*_: Any, **__: Any) -> Any:
    raise RuntimeError(WORDS)


def no_log(app: Any) -> None:
    LiveLog.append_many = unwritten  # type: ignore[method-assign]


def no_drafts(app: Any) -> None:
    Store.save_drafts = unwritten  # type: ignore[method-assign]


def no_report(app: Any) -> None:
    crash.report = unwritten
    Ending.save = unwritten  # type: ignore[method-assign]
    raise MemoryError(WORDS)


def dead_watch(app: Any) -> None:
    app._terminal_watch.look = unwritten


WAYS: dict[str, Callable[[Any], object]] = {
    "action": lambda app: chained(),
    "render": lambda app: app.mount(Loud()),
    "compose": lambda app: app.push_screen(Unmade()),
    "timer": lambda app: app.set_timer(0.01, chained),
    "worker": lambda app: app.run_worker(later()),
    "callback": lambda app: asyncio.get_running_loop().call_soon(chained),
    "task": lambda app: asyncio.ensure_future(later()),
    "thread": lambda app: threading.Thread(target=chained).start(),
    "recursion": lambda app: endless(),
    "memory": raises(MemoryError),
    "base": raises(Gone),
    "exit": raises(SystemExit),
    "interrupt": raises(KeyboardInterrupt),
    "report": no_report,
    "watch": dead_watch,
    "log": no_log,
    "drafts": no_drafts,
}


def main(where: str, arguments: list[str]) -> None:
    mentortui.app.MentortuiApp.action_keys = WAYS[where]  # type: ignore[method-assign, assignment]
    mentortui.cli.main(arguments)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
