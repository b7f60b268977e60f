"""What may hang for good, on a disk that does not answer, runs in a thread that holds up nobody, not even the end."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Got = TypeVar("Got")


async def apart(deed: Callable[Given, Got], *given: Given.args, **named: Given.kwargs) -> Got:
    """As `asyncio.to_thread`, of what only reads: the program ends without waiting for it."""
    return await asyncio.get_running_loop().run_in_executor(_Apart(), partial(deed, *given, **named))


class _Apart(Executor):
    """A thread for each deed; asyncio and the interpreter wait for those of their own when they end, and not for these."""

    def submit(self, deed: Callable[Given, Got], /, *given: Given.args, **named: Given.kwargs) -> "Future[Got]":
        """Begun at once."""
        future, context = Future[Got](), copy_context()
        future.set_running_or_notify_cancel()

        def run() -> None:
            try:
                got = context.run(deed, *given, **named)
            except BaseException as error:  # handed over, as every executor does
                future.set_exception(error)
            else:
                future.set_result(got)

        threading.Thread(target=run, name="mentortui-apart", daemon=True).start()
        return future
