"""Writing what a screen shows to a file: its name is asked for and looked at, and the disk may be slow."""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from textual.screen import Screen

from mentortui.core.refused import Refused
from mentortui.screens.ask import AskScreen


class Say(Protocol):
    """Says it on the screen."""

    def __call__(self, text: str, *, trouble: bool = False) -> None: ...


def ask_file(
    screen: Screen[Any],
    title: str,
    hint: str,
    *,
    name: str,
    check: Callable[[str], object],
    write: Callable[[str], object],
    say: Say,
    more: str = "",
) -> None:
    """`name`: what it is called unless somebody says otherwise. `check` refuses a name, `write` puts it there and says where, off
    the interface's thread; both raise Refused. `more`: what is said of it besides."""
    names = list[str]()

    def submit(typed: str) -> None:
        check(typed)
        names.append(typed)

    async def written() -> None:
        try:
            where = await asyncio.to_thread(write, names[-1])
        except Refused as error:
            say(str(error), trouble=True)
            return
        say(f"Written to {where}{f' · {more}' if more else ''}")

    def done(taken: bool | None) -> None:
        if taken and names:
            screen.run_worker(written(), group="write")

    screen.app.push_screen(AskScreen(title, hint, submit, value=name), done)
