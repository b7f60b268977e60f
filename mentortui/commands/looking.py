"""The commands that look into what is stored: `list`, `show`, `trends`, `review`, `records`, `calendar`."""

from typing import TYPE_CHECKING

import click

from mentortui.commands.group import Folders, mentorships_of, slug_of, store_of, told
from mentortui.core.text import visible

if TYPE_CHECKING:
    from mentortui.services.history import History
    from mentortui.store.store import Store


@click.command("list")
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
    elif unread := mentorships_of(store).unread():
        click.echo(f"mentortui: {visible(unread)}", err=True)
    elif not store.notices:
        click.echo("No session yet. mentortui starts one; mentortui demo shows what it looks like.", err=True)
    return told(store)


@click.command()
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
    from mentortui.formats.session_shapes import show_shape
    from mentortui.formats.shapes import printed
    from mentortui.services.clock import clock_from_environment
    from mentortui.services.goal_names import shared_goals

    store, history = _history(folders)
    found = history.find(session)
    if words:
        from mentortui.cli_lines import said_lines

        if as_json or private or file is not None:
            raise click.UsageError("--words goes alone: nothing else is shown with it")
        click.echo(said_lines(store.words(found.slug, found.session.id), found.session), nl=False)
        return told(store)
    if file is not None:
        from mentortui.services.archive import Archive
        from mentortui.services.pages import Pages

        clock = clock_from_environment()
        archive = Archive(store, clock, Pages(store, clock))
        click.echo(visible(archive.export(found.slug, found.session.id, file, private)))
        return told(store)
    notes = history.private(found) if private else history.hidden(found)
    stored, living = public(found.session, found.living, notes)
    if as_json:
        click.echo(printed(show_shape(found.slug, stored, living, notes if private else None, shared_goals(store, found.slug))))
    else:
        today = today_of(stored, clock_from_environment().wall())
        shown = living if private else shown_to_others(living)
        click.echo(to_text(page(stored, shown, notes if private else (), today=today)), nl=False)
    return told(store)


@click.command()
@click.argument("name", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="For other programs; docs/cli.md has the shape.")
@click.option("--to", "file", metavar="FILE", help="Into a new file instead, as its name ends: .csv .md .json")
@click.pass_obj
def trends(folders: Folders, name: tuple[str, ...], as_json: bool, file: str | None) -> int:
    """Shares and balance over sessions. By kind, item and quarter, with the direction they take; of all, or with NAME."""
    from mentortui import cli_trends

    store = store_of(folders)
    slugs = [slug_of(store, " ".join(name))] if name else [one.slug for one in store.mentorships() if not one.removed]
    cli_trends.trends(store, slugs, as_shape=as_json, file=file)
    return told(store)


@click.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--period", "typed", default="", metavar="TIME", help="This quarter, or q3, 2026, “1 apr - 30 jun”, all.")
@click.option("--for-others", "outside", is_flag=True, help="As somebody else may read it, for an annual review.")
@click.option("--json", "as_json", is_flag=True, help="For other programs; docs/cli.md has the shape.")
@click.option("--to", "--out", "file", metavar="FILE", help="Into a new file instead, as its name ends: .md .html .json")
@click.pass_obj
def review(folders: Folders, name: tuple[str, ...], typed: str, outside: bool, as_json: bool, file: str | None) -> int:
    """What a quarter, a year or any time with NAME came to. Wins, goals, promises, feedback, decisions, who had the floor."""
    from mentortui import cli_review

    store = store_of(folders)
    slug = slug_of(store, " ".join(name))
    cli_review.review(store, slug, typed=typed, outside=outside, as_shape=as_json, file=file)
    return told(store)


@click.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--kind", "named", default="", metavar="KIND", help="Only these: goals, actions, wins, decisions …")
@click.option("--private", is_flag=True, help="With what is only yours: your journal, goals not shared yet.")
@click.option("--json", "as_json", is_flag=True, help="For other programs; docs/cli.md has the shape.")
@click.pass_obj
def records(folders: Folders, name: tuple[str, ...], named: str, private: bool, as_json: bool) -> int:
    """Goals, actions, wins and the rest of the mentorship with NAME. One a line, open ones first."""
    from mentortui import cli_records

    store = store_of(folders)
    cli_records.records(store, slug_of(store, " ".join(name)), named=named, private=private, as_shape=as_json)
    return told(store)


@click.command()
@click.argument("name", nargs=-1)
@click.option("--to", "file", metavar="FILE", help="Into a new file instead: .ics")
@click.pass_obj
def calendar(folders: Folders, name: tuple[str, ...], file: str | None) -> int:
    """The dates with NAME as iCalendar. The planned session and what your rhythms make of the time after it."""
    from mentortui import cli_calendar

    store = store_of(folders)
    if not name and len(here := [one.slug for one in store.mentorships() if not one.removed]) == 1:
        slug = here[0]
    else:
        slug = slug_of(store, " ".join(name))
    cli_calendar.calendar(store, slug, file)
    return told(store)


def _history(folders: Folders) -> "tuple[Store, History]":
    from mentortui.services.history import History

    store = store_of(folders)
    return store, History(store, mentorships_of(store))
