"""The commands that keep what is stored, mend it or remove it: `doctor`, `rescue`, `backup`, `restore`, `erase`."""

from pathlib import Path

import click

from mentortui.commands.group import Folders, slug_of, store_of, told
from mentortui.core.text import visible


@click.command()
@click.option("--repair", is_flag=True, help="Mends what can be mended, after everything was copied.")
@click.option("--json", "as_json", is_flag=True, help="For other programs; docs/cli.md has the shape.")
@click.pass_obj
def doctor(folders: Folders, repair: bool, as_json: bool) -> int:
    """Looks whether all that is stored is well. Says where it is not; exits 0 if it is, 1 if not.

    Without --repair nothing at all is changed.
    """
    from mentortui import cli_doctor

    return cli_doctor.doctor(folders.data, repair=repair, as_json=as_json)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def rescue(folders: Folders, file: Path) -> int:
    """Takes in a session that was saved elsewhere. FILE: the one the program named when the disk refused.

    Each thing in it gets into its place once; what is there already stays as it is. Then the file can go.
    """
    from mentortui.services.clock import clock_from_environment
    from mentortui.services.ids import new_id
    from mentortui.services.rescue import Rescue
    from mentortui.services.sessions import Sessions

    store = store_of(folders)
    taken = Rescue(store).take_in(file)
    Sessions(store, clock_from_environment(), new_id).recover()
    click.echo(visible(taken.said or f"Everything in {file} is here already.") + " The file is no longer needed.")
    return told(store)


@click.command()
@click.argument("file", default="")
@click.pass_obj
def backup(folders: Folders, file: str) -> int:
    """Everything as one new file, read back once it is written. FILE: its name, or a folder for it. Private notes are in it;
    only you may read it."""
    from mentortui import cli_keeping

    return cli_keeping.back_up(folders.data, file)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(folders: Folders, file: Path) -> int:
    """Puts everything back as it is in a backup. What is stored now is copied beside its folder before."""
    from mentortui import cli_keeping

    return cli_keeping.restore(folders.data, file)


@click.command()
@click.argument("mentorship")
@click.option("--yes", is_flag=True, help="Without asking.")
@click.pass_obj
def erase(folders: Folders, mentorship: str, yes: bool) -> int:
    """Removes a mentorship for good. Records, sessions, notes, older copies, journals. MENTORSHIP: a name, or its folder's."""
    from mentortui import cli_keeping

    store = store_of(folders)
    return cli_keeping.erase(store, mentorship if store.is_there(mentorship) else slug_of(store, mentorship), sure=yes)
