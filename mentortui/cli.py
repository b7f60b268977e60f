"""The command line: the commands there are. What only looks or taps never loads the interface: it must answer at once."""

import sys
from collections.abc import Sequence

from mentortui.cli_errors import run
from mentortui.commands import hearing, importing, keeping, looking, program, under_way
from mentortui.commands.group import command

for one in (
    *(program.open_, program.demo, program.keys),
    *(looking.list_, looking.show, looking.trends, looking.review, looking.records, looking.calendar),
    *(under_way.tap, under_way.status),
    *(keeping.doctor, keeping.rescue, keeping.backup, keeping.restore, keeping.erase),
    importing.import_,
    hearing.listen,
):
    command.add_command(one)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command `mentortui`."""
    sys.exit(run(command, arguments))
