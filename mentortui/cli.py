"""The command line. What only looks or taps never loads the interface: it must answer at once."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from mentortui import __version__, cli_program
from mentortui.cli_errors import FAILED, Failed, run
from mentortui.config import Settings, WrongFolder, WrongSettings, config_folder, data_folder, read_settings, usable_folder
from mentortui.core.refused import Refused
from mentortui.core.text import fit, visible

if TYPE_CHECKING:
    from mentortui.services.history import History
    from mentortui.services.mentorships import Mentorships
    from mentortui.services.outside import Tap
    from mentortui.store.store import Store

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


OPEN = "open"


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
        ctx.obj = folders = Folders(data, config_folder(config_dir, data=data))
    except WrongFolder as error:
        raise click.UsageError(str(error), ctx) from error
    if ctx.invoked_subcommand is None:
        return _open(folders)
    return 0


@command.command(OPEN, hidden=True)
@click.argument("who", nargs=-1)
@click.pass_context
def open_(ctx: click.Context, who: tuple[str, ...]) -> int:
    """Opens the program at the sessions with WHO."""
    return _open(ctx.obj, " ".join(who), ctx)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="For other programs; docs/cli.md has the shape.")
@click.option("--to", "file", metavar="FILE", help="Into a new file instead, as its name ends: .csv .json")
@click.pass_obj
def list_(folders: Folders, as_json: bool, file: str | None) -> int:
    """Every session, newest first. When, with whom, minutes, shares of talk, open promises."""
    from mentortui.cli_lines import list_shape, table
    from mentortui.formats.shapes import printed
    from mentortui.services.clock import clock_from_environment

    store, history = _history(folders)
    rows = history.rows()
    if file is not None:
        from mentortui.services.exports import write_list

        click.echo(visible(f"Written to {write_list(file, list_shape(rows))}"))
    elif as_json:
        click.echo(printed(list_shape(rows)))
    elif rows:
        click.echo(table(rows, clock_from_environment().wall()), nl=False)
    elif unread := _mentorships(store).unread():
        click.echo(f"mentortui: {visible(unread)}", err=True)
    elif not store.notices:
        click.echo("No session yet. mentortui starts one; mentortui demo shows what it looks like.", err=True)
    return _told(store)


@command.command()
@click.argument("session")
@click.option("--json", "as_json", is_flag=True, help="For other programs; docs/cli.md has the shape.")
@click.option("--private", is_flag=True, help="With your private notes, and feedback not given yet.")
@click.option("--words", is_flag=True, help="Instead what was said in it, where an import kept that.")
@click.option("--to", "file", metavar="FILE", help="Into a new file instead, as its name ends: .md .html .csv .json")
@click.pass_obj
def show(folders: Folders, session: str, as_json: bool, private: bool, words: bool, file: str | None) -> int:
    """A session as a page. SESSION: the beginning of an id, last, or NAME/NUMBER."""
    from mentortui.cli_lines import today_of
    from mentortui.core.feedback import shown_to_others
    from mentortui.core.page import page, public
    from mentortui.formats.markdown import to_text
    from mentortui.formats.shapes import printed, show_shape
    from mentortui.services.clock import clock_from_environment
    from mentortui.services.goal_names import shared_goals

    store, history = _history(folders)
    found = history.find(session)
    if words:
        from mentortui.cli_lines import said_lines

        if as_json or private or file is not None:
            raise click.UsageError("--words goes alone: nothing else is shown with it")
        click.echo(said_lines(store.words(found.slug, found.session.id), found.session), nl=False)
        return _told(store)
    if file is not None:
        from mentortui.services.archive import Archive
        from mentortui.services.pages import Pages

        clock = clock_from_environment()
        archive = Archive(store, clock, Pages(store, clock))
        click.echo(visible(archive.export(found.slug, found.session.id, file, private)))
        return _told(store)
    notes = history.private(found) if private else history.hidden(found)
    stored, living = public(found.session, found.living, notes)
    if as_json:
        click.echo(printed(show_shape(found.slug, stored, living, notes if private else None, shared_goals(store, found.slug))))
    else:
        today = today_of(stored, clock_from_environment().wall())
        shown = living if private else shown_to_others(living)
        click.echo(to_text(page(stored, shown, notes if private else (), today=today)), nl=False)
    return _told(store)


@command.command()
@click.argument("name", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="For other programs; docs/cli.md has the shape.")
@click.option("--to", "file", metavar="FILE", help="Into a new file instead, as its name ends: .csv .md .json")
@click.pass_obj
def trends(folders: Folders, name: tuple[str, ...], as_json: bool, file: str | None) -> int:
    """Shares and balance over sessions. By kind, item and quarter, with the direction they take; of all, or with NAME."""
    from mentortui import cli_trends

    store = _store(folders)
    slugs = [_found(store, " ".join(name))] if name else [one.slug for one in store.mentorships() if not one.removed]
    cli_trends.trends(store, slugs, as_shape=as_json, file=file)
    return _told(store)


@command.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--period", "typed", default="", metavar="TIME", help="This quarter, or q3, 2026, “1 apr - 30 jun”, all.")
@click.option("--for-others", "outside", is_flag=True, help="As somebody else may read it, for an annual review.")
@click.option("--json", "as_json", is_flag=True, help="For other programs; docs/cli.md has the shape.")
@click.option("--to", "--out", "file", metavar="FILE", help="Into a new file instead, as its name ends: .md .html .json")
@click.pass_obj
def review(folders: Folders, name: tuple[str, ...], typed: str, outside: bool, as_json: bool, file: str | None) -> int:
    """What a quarter, a year or any time with NAME came to. Wins, goals, promises, feedback, decisions, who had the floor."""
    from mentortui import cli_review

    store = _store(folders)
    slug = _found(store, " ".join(name))
    cli_review.review(store, slug, typed=typed, outside=outside, as_shape=as_json, file=file)
    return _told(store)


@command.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--kind", "named", default="", metavar="KIND", help="Only these: goals, actions, wins, decisions …")
@click.option("--private", is_flag=True, help="With what is only yours: your journal, goals not shared yet.")
@click.option("--json", "as_json", is_flag=True, help="For other programs; docs/cli.md has the shape.")
@click.pass_obj
def records(folders: Folders, name: tuple[str, ...], named: str, private: bool, as_json: bool) -> int:
    """Goals, actions, wins and the rest of the mentorship with NAME. One a line, open ones first."""
    from mentortui import cli_records

    store = _store(folders)
    cli_records.records(store, _found(store, " ".join(name)), named=named, private=private, as_shape=as_json)
    return _told(store)


@command.command()
@click.argument("name", nargs=-1)
@click.option("--to", "file", metavar="FILE", help="Into a new file instead: .ics")
@click.pass_obj
def calendar(folders: Folders, name: tuple[str, ...], file: str | None) -> int:
    """The dates with NAME as iCalendar. The planned session and what your rhythms make of the time after it."""
    from mentortui import cli_calendar

    store = _store(folders)
    if not name and len(here := [one.slug for one in store.mentorships() if not one.removed]) == 1:
        slug = here[0]
    else:
        slug = _found(store, " ".join(name))
    cli_calendar.calendar(store, slug, file)
    return _told(store)


@command.command(context_settings={"ignore_unknown_options": True})
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


@command.command()
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


@command.command("import")
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--with", "who", default="", metavar="NAME", help="Whose session it was, where the file does not tell.")
@click.option("--as", "said", multiple=True, metavar="NAME=PERSON", help="Who a name in the file is: a person, guest, nobody.")
@click.option("--when", default="", metavar="WHEN", help="When it began, such as “thu 15:00”; else as the file says.")
@click.option("--kind", default="regular", help="Which kind of session it was, one of your own too; regular unless you say so.")
@click.option("--beside", default="", metavar="SESSION", help="Lays it beside a session that was timed by hand.")
@click.option("--accept", is_flag=True, help="With --beside: its turns take the place of the keyed ones.")
@click.option("--give-back", is_flag=True, help="With --beside and no FILE: the keyed turns are the session's again.")
@click.option("--words", is_flag=True, help="Keeps what was said, too. Without it the words are not stored.")
@click.option("--anyway", is_flag=True, help="Although another session was held then, or what was mended since goes.")
@click.option("--dry-run", is_flag=True, help="Only shows the report; nothing is stored, nothing asked.")
@click.pass_context
def import_(
    ctx: click.Context,
    files: tuple[Path, ...],
    who: str,
    said: tuple[str, ...],
    when: str,
    kind: str,
    beside: str,
    accept: bool,
    give_back: bool,
    words: bool,
    anyway: bool,
    dry_run: bool,
) -> int:
    """Makes sessions of the transcripts of calls. WebVTT, SRT, SBV, RTTM, JSON, HTML and texts are recognised by what they say.

    The same file twice changes nothing. Names are asked about once, and remembered.
    """
    from mentortui import cli_import
    from mentortui.core.words import SESSION_KINDS

    if kind not in SESSION_KINDS and kind not in (there := cli_import.kinds(_store(ctx.obj))):
        raise click.UsageError(visible(f"{fit(kind, 20)} is no kind of session: {', '.join(there)}"), ctx)
    if (accept or give_back) and not beside:
        raise click.UsageError("--accept and --give-back go with --beside SESSION", ctx)
    if bool(files) == give_back:
        raise click.UsageError("name a FILE" if not files else "--give-back takes no FILE", ctx)
    if beside and (len(files) > 1 or words or when):
        raise click.UsageError("--beside takes one FILE, without --when and --words", ctx)
    if when and len(files) > 1:
        raise click.UsageError("--when takes one FILE", ctx)
    store = _store(ctx.obj)
    wanted = cli_import.Wanted(
        who=who,
        said=cli_import.said_as(said),
        beside=beside,
        accept=accept,
        give_back=give_back,
        words=words,
        dry_run=dry_run,
        when=when,
        kind=kind,
        anyway=anyway,
    )
    code = cli_import.run(store, files, wanted)
    return max(code, _told(store))


@command.command()
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


@command.command()
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

    store = _store(folders)
    taken = Rescue(store).take_in(file)
    Sessions(store, clock_from_environment(), new_id).recover()
    click.echo(visible(taken.said or f"Everything in {file} is here already.") + " The file is no longer needed.")
    return _told(store)


@command.command()
@click.option("--repair", is_flag=True, help="Mends what can be mended, after everything was copied.")
@click.option("--json", "as_json", is_flag=True, help="For other programs; docs/cli.md has the shape.")
@click.pass_obj
def doctor(folders: Folders, repair: bool, as_json: bool) -> int:
    """Looks whether all that is stored is well. Says where it is not; exits 0 if it is, 1 if not.

    Without --repair nothing at all is changed.
    """
    from mentortui import cli_doctor

    return cli_doctor.doctor(folders.data, repair=repair, as_json=as_json)


@command.command()
@click.argument("file", default="")
@click.pass_obj
def backup(folders: Folders, file: str) -> int:
    """Everything as one new file, read back once it is written. FILE: its name, or a folder for it. Private notes are in it;
    only you may read it."""
    from mentortui import cli_keeping

    return cli_keeping.back_up(folders.data, file)


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(folders: Folders, file: Path) -> int:
    """Puts everything back as it is in a backup. What is stored now is copied beside its folder before."""
    from mentortui import cli_keeping

    return cli_keeping.restore(folders.data, file)


@command.command()
@click.argument("mentorship")
@click.option("--yes", is_flag=True, help="Without asking.")
@click.pass_obj
def erase(folders: Folders, mentorship: str, yes: bool) -> int:
    """Removes a mentorship for good. Records, sessions, notes, older copies, journals. MENTORSHIP: a name, or its folder's."""
    from mentortui import cli_keeping

    store = _store(folders)
    return cli_keeping.erase(store, mentorship if store.is_there(mentorship) else _found(store, mentorship), sure=yes)


@command.command()
@click.option("--card", is_flag=True, help="With a frame to cut along.")
@click.pass_obj
def keys(folders: Folders, card: bool) -> None:
    """The keys of a live session, for beside the keyboard."""
    from mentortui import cli_keys

    click.echo(cli_keys.card(_settings(folders).keys, framed=card), nl=False)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command `mentortui`."""
    sys.exit(run(command, arguments))


def _store(folders: Folders) -> "Store":
    from mentortui.services.clock import clock_from_environment
    from mentortui.store.store import Store

    return Store(folders.data, clock_from_environment().wall)


def _mentorships(store: "Store") -> "Mentorships":
    from mentortui.services.clock import clock_from_environment
    from mentortui.services.ids import new_id
    from mentortui.services.mentorships import Mentorships

    return Mentorships(store, clock_from_environment(), new_id, "UTC")


def _history(folders: Folders) -> "tuple[Store, History]":
    from mentortui.services.history import History

    store = _store(folders)
    return store, History(store, _mentorships(store))


def _told(store: "Store") -> int:
    """What could not be read, on stderr; the exit code that goes with it."""
    for notice in store.notices:
        click.echo(f"mentortui: {visible(notice)}", err=True)
    return FAILED if store.notices else 0


def _found(store: "Store", who: str) -> str:
    """The slug of the mentorship that is meant. Raises Refused."""
    return _mentorships(store).find(who).slug


def _ask(folders: Folders, tap: "Tap", who: str | None) -> int:
    from mentortui.services.outside import STATUS, Door, NoSession, NotLive

    store = _store(folders)
    try:
        answer = Door(store).ask(tap, _found(store, who) if who else "")
    except NotLive as error:
        if tap.word == STATUS and isinstance(error, NoSession):
            raise
        raise Failed(str(error)) from error
    if answer.refused:
        raise Failed(answer.line)
    click.echo(visible(answer.line))
    return 0


def _open(folders: Folders, who: str = "", ctx: click.Context | None = None) -> int:
    slug = ""
    if who:
        try:
            slug = _found(_store(folders), who)
        except Refused as error:
            raise click.UsageError(f"“{fit(who, 30)}” is no command. {error}", ctx and ctx.parent) from error
    cli_program.need_terminal()
    return _run_program(folders, slug)


def _what_comes_in() -> str:
    """Standard input as it is, but for the line break at its end. Raises Failed."""
    if sys.stdin is None:
        raise Failed("note - reads standard input, and that is closed. Write the note behind note instead.")
    try:
        return sys.stdin.buffer.read().decode("utf-8", "replace").strip("\r\n")
    except OSError as error:
        raise Failed(f"Standard input cannot be read: {error.strerror}. Write the note behind note instead.") from error


def _fill(folder: Path, live: bool) -> None:
    from mentortui.services.clock import clock_from_environment
    from mentortui.services.demo import fill, go_live
    from mentortui.services.demo_circle import fill_circle
    from mentortui.services.demo_grace import around_grace
    from mentortui.services.demo_linus import fill_linus

    store, clock = _store(Folders(folder, folder)), clock_from_environment()
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
    return cli_program.run(_settings(folders), _store(folders), folders.config, slug, keeps=keeps)
