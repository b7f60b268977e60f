"""The commands around the program: what opens it, `demo`, and `keys` for beside the keyboard."""

import tempfile
from pathlib import Path

import click

from mentortui import cli_program
from mentortui.cli_errors import Failed
from mentortui.commands.group import OPEN, Folders, slug_of, store_of
from mentortui.config import Settings, WrongFolder, WrongSettings, read_settings, usable_folder
from mentortui.core.refused import Refused
from mentortui.core.text import fit


@click.command(OPEN, hidden=True)
@click.argument("who", nargs=-1)
@click.pass_context
def open_(ctx: click.Context, who: tuple[str, ...]) -> int:
    """Opens the program at the sessions with WHO."""
    folders: Folders = ctx.obj
    slug, named = "", " ".join(who)
    if named:
        try:
            slug = slug_of(store_of(folders), named)
        except Refused as error:
            raise click.UsageError(f"“{fit(named, 30)}” is no command. {error}", ctx.parent) from error
    cli_program.need_terminal()
    return _run_program(folders, slug)


@click.command()
@click.option("--live", is_flag=True, hidden=True, help="With a fourth session under way.")
@click.option("--into", hidden=True, help="Only fills this new folder, and keeps it.")
@click.pass_context
def demo(ctx: click.Context, live: bool, into: str | None) -> int:
    """A look around, nothing is kept. Two mentorships with their sessions, in a store that is thrown away afterwards."""
    if into is not None:
        try:
            new = usable_folder(into, "--into")
        except WrongFolder as error:
            raise click.UsageError(str(error), ctx) from error
        if new.exists() and any(new.iterdir()):
            raise Failed(f"{new} is not empty. Name a new folder.")
        _fill(new, live)
        return 0
    cli_program.need_terminal()
    with tempfile.TemporaryDirectory(prefix="mentortui-demo-", ignore_cleanup_errors=True) as folder:
        _fill(Path(folder), live)
        return _run_program(Folders(Path(folder), ctx.obj.config), keeps=False)


@click.command()
@click.option("--card", is_flag=True, help="With a frame to cut along.")
@click.pass_obj
def keys(folders: Folders, card: bool) -> None:
    """The keys of a live session, for beside the keyboard."""
    from mentortui import cli_keys

    click.echo(cli_keys.card(_settings(folders).keys, framed=card), nl=False)


def _fill(folder: Path, live: bool) -> None:
    from mentortui.services.clock import clock_from_environment
    from mentortui.services.demo import fill, go_live
    from mentortui.services.demo_circle import fill_circle
    from mentortui.services.demo_grace import around_grace
    from mentortui.services.demo_linus import fill_linus

    store, clock = store_of(Folders(folder, folder)), clock_from_environment()
    mentorship = around_grace(store, fill(store, clock.wall()).slug)
    fill_linus(store, clock.wall(), clock)
    fill_circle(store, clock.wall())
    if live:
        go_live(store, mentorship, clock)


def _settings(folders: Folders) -> Settings:
    try:
        return read_settings(folders.config)
    except WrongSettings as error:
        raise Failed(str(error)) from error


def _run_program(folders: Folders, slug: str = "", *, keeps: bool = True) -> int:
    return cli_program.run(_settings(folders), store_of(folders), folders.config, slug, keeps=keeps)
