"""`mentortui import`: sessions out of the transcripts of calls. Which options go together is said here."""

from pathlib import Path

import click

from mentortui.commands.group import store_of, told
from mentortui.core.text import fit, visible


@click.command("import")
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--with", "who", default="", metavar="NAME", help="Whose session it was, where the file does not tell.")
@click.option("--as", "said", multiple=True, metavar="NAME=PERSON", help="Who a name in the file is: a person, guest, nobody.")
@click.option("--when", default="", metavar="WHEN", help="When it began, such as “thu 15:00”; else as the file says.")
@click.option("--kind", default="regular", help="Which kind of session it was, one of your own too; regular unless you say so.")
@click.option("--beside", default="", metavar="SESSION", help="Lays it beside a session that was timed by hand.")
@click.option("--accept", is_flag=True, help="With --beside: its turns take the place of the keyed ones.")
@click.option("--fill", is_flag=True, help="With --beside: its turns where it is not known who spoke, and nowhere else.")
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
    fill: bool,
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

    if kind not in SESSION_KINDS and kind not in (there := cli_import.kinds(store_of(ctx.obj))):
        raise click.UsageError(visible(f"{fit(kind, 20)} is no kind of session: {', '.join(there)}"), ctx)
    if (accept or fill or give_back) and not beside:
        raise click.UsageError("--accept, --fill and --give-back go with --beside SESSION", ctx)
    if accept and fill:
        raise click.UsageError("--accept takes all turns, --fill only those not known: choose one", ctx)
    if bool(files) == give_back:
        raise click.UsageError("name a FILE" if not files else "--give-back takes no FILE", ctx)
    if beside and (len(files) > 1 or words or when):
        raise click.UsageError("--beside takes one FILE, without --when and --words", ctx)
    if when and len(files) > 1:
        raise click.UsageError("--when takes one FILE", ctx)
    store = store_of(ctx.obj)
    wanted = cli_import.Wanted(
        who=who,
        said=cli_import.said_as(said),
        beside=beside,
        accept=accept,
        fill=fill,
        give_back=give_back,
        words=words,
        dry_run=dry_run,
        when=when,
        kind=kind,
        anyway=anyway,
    )
    code = cli_import.run(store, files, wanted)
    return max(code, told(store))
