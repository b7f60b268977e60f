"""`mentortui calendar`: the dates of a mentorship for other calendars."""

from typing import TYPE_CHECKING

import click

from mentortui.core.text import visible
from mentortui.services.calendar import Calendars
from mentortui.services.calendar_file import as_icalendar, write_calendar
from mentortui.services.clock import clock_from_environment
from mentortui.services.ids import new_id
from mentortui.services.preparing import Preparing

if TYPE_CHECKING:
    from mentortui.store.store import Store


def calendar(store: "Store", slug: str, file: str | None) -> None:
    """Prints it as iCalendar, or writes a new file and says which. Raises StoreError, Refused."""
    clock = clock_from_environment()
    found = Calendars(store, clock, Preparing(store, clock, new_id), new_id).calendar(slug)
    if file is None:
        click.echo(as_icalendar(found), nl=False)
    else:
        click.echo(visible(write_calendar(file, found)))
