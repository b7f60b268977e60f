"""The program, run from the command line: what it is given, what it leaves in the terminal, and what is said when it ends."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from mentortui import __version__
from mentortui.cli_errors import FAILED, INTERRUPTED, NoTerminal
from mentortui.config import Settings, state_folder
from mentortui.core.text import visible

if TYPE_CHECKING:
    from mentortui.app import MentortuiApp
    from mentortui.store.store import Store


def need_terminal() -> None:
    """Raises NoTerminal where there is none to draw on."""
    # the interface is drawn on stderr
    if os.environ.get("TERM") == "dumb" or not all(map(_is_terminal, (sys.stdin, sys.stdout, sys.stderr))):
        raise NoTerminal("mentortui needs a terminal. Try: mentortui list")


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()  # None where the shell closed it


def run(settings: Settings, store: "Store", config: Path, slug: str = "", *, keeps: bool = True) -> int:
    """The exit code. `config`: the folder of the user's own files. `slug`: the mentorship to begin with. `keeps`: what the disk
    refuses is rescued, and a log is written; not so of a demo."""
    store.writable()
    from mentortui.app import MentortuiApp
    from mentortui.services.clock import clock_from_environment
    from mentortui.services.desk import Desk

    state = state_folder() if keeps else None
    desk = Desk(
        store,
        clock_from_environment(),
        system_zone=settings.zone or _system_zone(),
        number_row=settings.number_row,
        keymap=settings.keys,
        light=settings.theme == "light",
        covered=settings.cover,
        rules=settings.prompts,
        config=config,
        state=state,
    )
    app = MentortuiApp(desk, opened=slug)
    with _titled(), _logged(state) as ended:
        said, code = _run_to_its_end(app)
        ended(code)
    if said:
        click.echo(visible(said), err=bool(code))
    return code


def _run_to_its_end(app: "MentortuiApp") -> tuple[str | None, int]:
    """What it says at the end, and its exit code. What waits is saved also where something took the interface with it."""
    try:
        said = app.run()
    except KeyboardInterrupt:
        return app.ended().said or None, INTERRUPTED
    except BaseException as error:
        return app.fell(error), FAILED
    left = app.ended()
    return (left.said, FAILED) if left.lost else (said, app.return_code or 0)


@contextmanager
def _logged(state: Path | None) -> "Iterator[Callable[[int], None]]":
    """The program's log is kept in this folder, nowhere without one; yields what is to be told at the end: the exit code."""
    import shutil
    from importlib.metadata import version

    from mentortui.store import log

    columns, rows = shutil.get_terminal_size()
    log.keep(state)
    log.tell(
        "program started",
        version=__version__,
        python="{}.{}.{}".format(*sys.version_info),
        textual=lambda: version("textual"),
        system=sys.platform,
        columns=columns,
        rows=rows,
    )
    try:
        yield lambda code: log.tell("program ended", code=code)
    finally:
        log.close()


@contextmanager
def _titled() -> Iterator[None]:
    """The terminal is called just that, whoever the session is with: call windows list titles. Then as it was before."""
    sys.stdout.write("\x1b[22;2t\x1b]2;mentortui\x07")
    sys.stdout.flush()
    try:
        yield
    finally:
        with suppress(OSError):  # the terminal may be gone
            sys.stdout.write("\x1b]2;\x07\x1b[23;2t")
            sys.stdout.flush()


def _system_zone() -> str:
    from tzlocal import get_localzone_name

    try:
        return get_localzone_name() or "UTC"
    except Exception:  # whatever a broken setting of the system makes of it, it is only a default
        return "UTC"
