"""`mentortui backup`, `restore` and `erase`: what they ask and print."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mentortui.cli_errors import Failed
from mentortui.config import called_for, state_folder
from mentortui.core.text import counted, visible
from mentortui.services.clock import clock_from_environment
from mentortui.services.keeping import Erasing, Keeping

if TYPE_CHECKING:
    from mentortui.store.store import Store


def back_up(data_dir: Path, file: str) -> int:
    """The exit code."""
    click.echo(visible(Keeping(data_dir, clock_from_environment(), called_for(data_dir)).back_up(file)))
    return 0


def restore(data_dir: Path, file: Path) -> int:
    """The exit code."""
    with suppress(RuntimeError):  # nobody's home: then it is a name as it stands
        file = file.expanduser()
    click.echo(visible(Keeping(data_dir, clock_from_environment()).restore(file)))
    return 0


def erase(store: "Store", slug: str, *, sure: bool) -> int:
    """The exit code. Raises Failed where nobody can be asked."""
    erasing = Erasing(store, state_folder())
    found = erasing.found(slug)
    if not sure:
        if found.unread:
            click.echo(f"mentortui: {visible(found.unread)}", err=True)
        whose = f"with {visible(found.others)}" if found.id else f"in the folder {visible(found.slug)}, which cannot be read"
        what = f"Everything {whose}, {counted(found.sessions, 'session')}, is erased for good"
        if sys.stdin is None or not sys.stdin.isatty():
            raise Failed(f"{what}: say --yes. mentortui backup keeps it first.")
        try:
            sure = click.confirm(f"{what}. Erase it?")
        except click.Abort:  # ctrl+c, or the end of what is typed: the line of the question is not ended
            click.echo(err=True)
        if not sure:
            click.echo("Nothing was erased.", err=True)
            raise click.Abort
    click.echo(visible(erasing.erase(found)))
    return 0
