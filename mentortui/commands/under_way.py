"""The commands of a session under way: `tap` tells it something, `status` shows it in one line."""

import sys
from typing import TYPE_CHECKING

import click

from mentortui.cli_errors import FAILED, Failed
from mentortui.commands.group import Folders, slug_of, store_of
from mentortui.core.text import fit, visible

if TYPE_CHECKING:
    from mentortui.services.outside import Tap


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("word")
@click.argument("text", nargs=-1, type=click.UNPROCESSED)
@click.option("--with", "who", metavar="NAME", help="Of which session, where several run.")
@click.pass_context
def tap(ctx: click.Context, word: str, text: tuple[str, ...], who: str | None) -> int:
    """Tells the running session something, and prints its new state.

    WORD is 1 to 9 or nobody (who has the floor), other, both, next (agenda item), pause (and resume), or note TEXT: read
    as on the capture line. note - reads what comes in on standard input.
    """
    from mentortui.services.outside import WORDS, Tap

    said = " ".join(text)
    if word not in WORDS:
        raise click.UsageError(f"{fit(word, 30)} is no tap: 1 to 9, nobody, other, both, next, pause, note TEXT", ctx)
    if (word == "note") != bool(said.strip()):
        raise click.UsageError("note needs its text" if word == "note" else f"{word} takes no text", ctx)
    if word == "note" and said == "-":
        said = _what_comes_in()
    return _ask(ctx.obj, Tap(word, said, literal="\n" in said), who)


@click.command()
@click.option("--with", "who", metavar="NAME", help="Of which session, where several run.")
@click.pass_obj
def status(folders: Folders, who: str | None) -> int:
    """The session under way in one line, for a tmux bar. Without one it prints “no session” and exits 1."""
    from mentortui.services.outside import STATUS, NoSession, Tap

    try:
        return _ask(folders, Tap(STATUS), who)
    except NoSession:
        click.echo("no session")
        return FAILED


def _ask(folders: Folders, tap: "Tap", who: str | None) -> int:
    from mentortui.services.outside import STATUS, Door, NoSession, NotLive

    store = store_of(folders)
    try:
        answer = Door(store).ask(tap, slug_of(store, who) if who else "")
    except NotLive as error:
        if tap.word == STATUS and isinstance(error, NoSession):
            raise
        raise Failed(str(error)) from error
    if answer.refused:
        raise Failed(answer.line)
    click.echo(visible(answer.line))
    return 0


def _what_comes_in() -> str:
    """Standard input as it is, but for the line break at its end. Raises Failed."""
    if sys.stdin is None:
        raise Failed("note - reads standard input, and that is closed. Write the note behind note instead.")
    try:
        return sys.stdin.buffer.read().decode("utf-8", "replace").strip("\r\n")
    except OSError as error:
        raise Failed(f"Standard input cannot be read: {error.strerror}. Write the note behind note instead.") from error
