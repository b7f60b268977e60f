"""`mentortui trends`: what it prints. Plain lines, never an escape code, people's words made visible."""

import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mentortui.core.charts import bar, dots, text
from mentortui.core.text import fit, visible, width
from mentortui.core.trends_look import Looked, beside, first_person, overview, title
from mentortui.core.trends_tables import all_tables
from mentortui.core.word_tables import Table, layout
from mentortui.services.clock import clock_from_environment
from mentortui.services.trends import TrendsRead, as_json

if TYPE_CHECKING:
    from mentortui.store.store import Store

MOST_ROWS = 20
"""Rows of a table that are printed; a file has all of them."""
CHART = 13
"""Rows of the chart."""
NARROWEST, WIDEST = 40, 160


def trends(store: "Store", slugs: Sequence[str], *, as_shape: bool, file: str | None) -> int:
    """Prints those of each mentorship, or writes all of them into one file. Raises StoreError, Refused."""
    read = TrendsRead(store, clock_from_environment())
    pictures = [read.read(slug) for slug in slugs]
    looks = [picture.look(first_person(picture.trends)) for picture in pictures]
    if file is not None:
        from mentortui.services.exports import write_trends

        click.echo(visible(f"Written to {write_trends(file, looks)}"))
    elif as_shape:
        click.echo(as_json(looks))
    elif looks:
        cells = max(NARROWEST, min(WIDEST, shutil.get_terminal_size((100, 24)).columns))
        click.echo("\n\n".join(printed(look, cells) for look in looks))
    elif not store.notices:
        click.echo("No mentorship yet. mentortui starts one; mentortui demo shows what it looks like.", err=True)
    return 0


def printed(look: Looked, cells: int) -> str:
    """All views one below the other, in lines of at most so many cells where their words allow that."""
    known = beside(look)
    blocks = [[title(look), overview(look), *([known] if known else [])], *(_block(table, cells) for table in all_tables(look))]
    return "\n\n".join("\n".join(visible(line).rstrip() for line in block) for block in blocks)


def _block(table: Table, cells: int) -> list[str]:
    lines = [table.title, *(f"  {said}" for said in table.said)]
    if table.chart is not None and (drawn := dots(table.chart, min(cells - 2, 100), CHART)):
        lines += ["", *(f"  {text(row)}" for row in drawn), ""]
    lines += _lines(table, cells - 2)
    more = len(table.rows) - MOST_ROWS
    if more > 0:
        lines.append(f"  … and {more:,} more: --to FILE.csv has all of them")
    return [*lines, *(f"  {said}" for said in table.below)]


def _lines(table: Table, cells: int) -> list[str]:
    rows = table.rows[:MOST_ROWS]
    if not rows:
        return []
    columns = layout(table, cells)
    heads = [_cell(table.columns[place].head, wide, right=table.columns[place].right) for place, wide in columns]
    lines = [heads]
    for row in rows:
        told = []
        for place, wide in columns:
            column = table.columns[place]
            if column.bar:
                told.append(text(bar(row.share, row.agreed, wide)) if row.share is not None else " " * wide)
            else:
                told.append(_cell(row.cells[place], wide, right=column.right))
        lines.append(told)
    return ["  " + "  ".join(line).rstrip() for line in lines]


def _cell(said: str, wide: int, *, right: bool) -> str:
    shown = fit(said, wide)
    gap = " " * (wide - width(shown))
    return gap + shown if right else shown + gap
