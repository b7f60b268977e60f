"""`mentortui records`: what it prints. Plain lines, never an escape code, people's words made visible."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from mentortui.core.goals_forms import GOAL
from mentortui.core.kinds import Around
from mentortui.core.record_fields import RecordKind, state_of, value
from mentortui.core.record_lists import line, listed
from mentortui.core.records import Record
from mentortui.core.refused import Refused
from mentortui.core.text import fit, visible, width
from mentortui.formats.shapes import printed
from mentortui.services.clock import clock_from_environment
from mentortui.services.goals import Goals
from mentortui.services.ids import new_id
from mentortui.services.records import Records

if TYPE_CHECKING:
    from mentortui.store.store import Store

TEXT, WHO = 60, 20
"""Cells of a line for what it is, and for whose."""
Held = Sequence[tuple[RecordKind, Sequence[Record]]]


class RecordShape(msgspec.Struct, frozen=True):
    """One record. `fields`: what is stored, by the path of the field; empty ones are left out."""

    kind: str
    id: str
    state: str
    fields: Mapping[str, str]


class RecordsShape(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints; docs/cli.md describes it."""

    format: int = 1
    mentorship: str
    records: list[RecordShape]


def records(store: "Store", slug: str, *, named: str, private: bool, as_shape: bool) -> int:
    """Prints those of a mentorship. `named`: a kind, by its name or title; empty: all. Raises StoreError, Refused."""
    clock = clock_from_environment()
    service, goals = Records(store, clock, new_id), Goals(store, clock, new_id).read(slug)
    shelf = service.shelf(slug)
    there: dict[str, Sequence[Record]] = {**shelf.records, GOAL.name: goals.goals}
    kinds = [kind for kind in (GOAL, *service.kinds) if private or not kind.private]
    chosen = kinds if not named else [_meant(kinds, named)]
    held = [
        (kind, listed([one for one in there[kind.name] if private or not _hidden(kind, one)], kind, shelf.around))
        for kind in chosen
    ]
    if as_shape:
        click.echo(printed(_shape(slug, held)))
    elif any(found for _, found in held):
        click.echo("\n\n".join(_block(kind, found, shelf.around) for kind, found in held if found))
    else:
        what = chosen[0].several if named else "records"
        click.echo(f"There are no {what} in this mentorship yet.", err=True)
    return 0


def _hidden(kind: RecordKind, record: Record) -> bool:
    """Whether it is the user's alone."""
    return value(record, "seen_by") == "private" if kind is GOAL else kind.apart is not None and kind.apart(record)


def _meant(kinds: Sequence[RecordKind], named: str) -> RecordKind:
    wanted = " ".join(named.split()).casefold()
    found = [kind for kind in kinds if wanted in (kind.name, kind.title.casefold())]
    found = found or [kind for kind in kinds if wanted and kind.title.casefold().startswith(wanted)]
    if len(found) != 1:
        there = ", ".join(kind.title.lower() for kind in kinds)
        raise Refused(f"“{fit(visible(named), 30)}” is no kind of record here. There are: {there}.")
    return found[0]


def _shape(slug: str, held: Held) -> RecordsShape:
    return RecordsShape(
        mentorship=slug,
        records=[
            RecordShape(
                kind.name, one.id, state_of(one), {field.path: said for field in kind.fields if (said := value(one, field.path))}
            )
            for kind, found in held
            for one in found
        ],
    )


def _block(kind: RecordKind, found: Sequence[Record], around: Around) -> str:
    lines = [line(one, kind, around) for one in found]
    text = min(TEXT, max(width(visible(one.text)) for one in lines))
    who = min(WHO, max(width(visible(one.who)) for one in lines))
    rows = [
        f"  {one.sign} {fit(one.text, text, pad=True)}  {fit(one.who, who, pad=True)}  {visible(one.due)}"
        f"{' late' if one.late else ''}".rstrip()
        for one in lines
    ]
    return "\n".join([f"{visible(kind.title)}  {len(found):,}", *rows])
