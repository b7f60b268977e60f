"""The command `mentortui` itself: its folders, what it does without a command, and what its commands share."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from mentortui import __version__
from mentortui.cli_errors import FAILED
from mentortui.config import WrongFolder, config_folder, data_folder
from mentortui.core.text import visible

if TYPE_CHECKING:
    from mentortui.services.mentorships import Mentorships
    from mentortui.store.store import Store

OPEN = "open"
"""The hidden command that opens the program."""
EXAMPLES = """\b
Examples:
  mentortui                       the program: the first time it asks a few things
  mentortui grace                 straight to the sessions with Grace
  mentortui demo                  have a look around, nothing is kept
  mentortui list                  every session, one a line
  mentortui show last             the last session as a page
  mentortui show grace/14 --json  session 14 with Grace, for another program
  mentortui show last --to a.html the last session as a file: .md .html .csv .json
  mentortui trends grace          shares over sessions, and where they go
  mentortui calendar grace > g.ics  the dates for another calendar
  mentortui review grace          what this quarter came to; --period 2026, q3, all
  mentortui tap 2                 the floor to number 2, from a hot key or a pedal
  mentortui tap note "> send the outline due:fri"
  mentortui status                the session under way in one line, for a tmux bar
  mentortui import call.vtt       a session out of the transcript of a call
  mentortui doctor                whether everything stored is well; --repair mends"""


class Folders(msgspec.Struct, frozen=True):
    """Where this run reads and writes."""

    data: Path
    config: Path


class Commands(click.Group):
    """A group whose unknown commands are names of people."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As always; but words that are no command are handed to `open`."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            return OPEN, self.get_command(ctx, OPEN), list(args)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, invoke_without_command=True, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="mentortui %(version)s")
@click.option("--data-dir", metavar="DIR", help="Where everything is stored. Also MENTORTUI_DATA.")
@click.option("--config-dir", metavar="DIR", help="Where settings.toml is. Also MENTORTUI_CONFIG.")
@click.pass_context
def command(ctx: click.Context, data_dir: str | None, config_dir: str | None) -> int:
    """Mentoring sessions kept in order beside the video call: agenda, talking time, promises.

    Without a command it opens; with a name it opens at the sessions with that person.
    """
    try:
        data = data_folder(data_dir)
        ctx.obj = Folders(data, config_folder(config_dir, data=data))
    except WrongFolder as error:
        raise click.UsageError(str(error), ctx) from error
    if ctx.invoked_subcommand is None:
        code: int = ctx.invoke(command.commands[OPEN], who=())
        return code
    return 0


def store_of(folders: Folders) -> "Store":
    """The store of this run."""
    from mentortui.services.clock import clock_from_environment
    from mentortui.store.store import Store

    return Store(folders.data, clock_from_environment().wall)


def mentorships_of(store: "Store") -> "Mentorships":
    """Its mentorships, to look things up in."""
    from mentortui.services.clock import clock_from_environment
    from mentortui.services.ids import new_id
    from mentortui.services.mentorships import Mentorships

    return Mentorships(store, clock_from_environment(), new_id, "UTC")


def slug_of(store: "Store", who: str) -> str:
    """The slug of the mentorship that is meant. Raises Refused."""
    return mentorships_of(store).find(who).slug


def told(store: "Store") -> int:
    """What could not be read, on stderr; the exit code that goes with it."""
    for notice in store.notices:
        click.echo(f"mentortui: {visible(notice)}", err=True)
    return FAILED if store.notices else 0
