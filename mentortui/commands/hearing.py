"""The command of hearing: `listen` says which devices there are, and what is heard on them."""

import click

from mentortui.commands.group import Folders, store_of


@click.command()
@click.option("--check", is_flag=True, help="Listens, and says what was heard on both channels.")
@click.option("--seconds", type=click.IntRange(1, 3600), default=5, show_default=True, help="For how long.")
@click.option("--microphone", default="", metavar="ID", help="Another than is chosen, as the list names it.")
@click.option("--call", default="", metavar="ID", help="The same for what the call plays on.")
@click.option("--json", "as_json", is_flag=True, help="For other programs; docs/cli.md has the shape.")
@click.pass_obj
def listen(folders: Folders, check: bool, seconds: int, microphone: str, call: str, as_json: bool) -> int:
    """Whether hearing who speaks would work here. Devices, and with --check both levels live. No sound is kept."""
    from mentortui import cli_listen
    from mentortui.core.hearing_values import Chosen
    from mentortui.services.clock import clock_from_environment
    from mentortui.services.hearing_choices import HearingChoices

    usual = HearingChoices(store_of(folders), clock_from_environment()).chosen
    chosen = Chosen(microphone or usual.microphone, call or usual.call)
    return cli_listen.listen(chosen, seconds=seconds if check else 0, as_json=as_json)
