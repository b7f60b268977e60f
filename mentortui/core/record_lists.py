"""The lists of plain records: which are shown, in which order, and what each line and page of them says."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import msgspec

from mentortui.core import kinds
from mentortui.core.dates import iso_day
from mentortui.core.kinds import Around
from mentortui.core.record_fields import RecordKind, state_of, value
from mentortui.core.records import Record

LONGEST_FILTER = 10_000
"""Characters of a filter that are looked at."""


class RecordLine(msgspec.Struct, frozen=True, kw_only=True):
    """One record as a list shows it."""

    id: str
    sign: str
    """`○` open, `✓` done, `–` dropped; a blank where such records have no end."""
    text: str
    who: str = ""
    due: str = ""
    late: bool = False
    over: bool = False
    """Done or dropped: shown faintly."""


def orders(kind: RecordKind) -> tuple[str, ...]:
    """In which orders such a list can stand; the first is the usual one."""
    return (
        *(["open first"] if kind.done else []),
        "newest first",
        *(["by date"] if kind.of_role("due") else []),
        *(["by person"] if kind.of_role("who") else []),
        "a to z",
    )


def listed(records: Sequence[Record], kind: RecordKind, around: Around, words: str = "", order: str = "") -> tuple[Record, ...]:
    """Those of that kind that are there and say all of these words, in that order; an order that is none is the usual one."""
    wanted = words[:LONGEST_FILTER].casefold().split()
    there = [record for record in records if kind.belongs(record) and not record.removed]
    found = [record for record in there if not wanted or _says(record, kind, around, wanted)]
    newest = sorted(found, key=lambda record: record.created, reverse=True)
    by = _ORDERS.get(order if order in orders(kind) else orders(kind)[0])
    return tuple(sorted(newest, key=lambda record: by(record, kind, around)) if by else newest)


def line(record: Record, kind: RecordKind, around: Around) -> RecordLine:
    """What a list says of it."""
    state, due = state_of(record), _due(record, kind)
    return RecordLine(
        id=record.id,
        sign=_SIGNS.get(state, "○") if kind.done else " ",
        text=kind.said(record) or _column(record, kind, around, "text"),
        who=_column(record, kind, around, "who"),
        due=_column(record, kind, around, "due"),
        late=bool(kind.done) and state == "open" and due is not None and due < around.today,
        over=state != "open",
    )


def details(record: Record, kind: RecordKind, around: Around) -> tuple[tuple[str, str], ...]:
    """Labels and words of all that is said in it."""
    said = [(field.label, kinds.shown(field.kind, value(record, field.path), around)) for field in kind.fields]
    return tuple((label, words) for label, words in said if words)


def still_open(records: Sequence[Record], kind: RecordKind) -> int:
    """How many there are that are not over."""
    return sum(kind.belongs(record) and not record.removed and state_of(record) == "open" for record in records)


_SIGNS = {"open": "○", "done": "✓", "dropped": "–", "answered": "✓"}


def _says(record: Record, kind: RecordKind, around: Around, wanted: Sequence[str]) -> bool:
    text = "\n".join(words for _, words in details(record, kind, around)).casefold()
    return all(word in text for word in wanted)


def _column(record: Record, kind: RecordKind, around: Around, role: Any) -> str:
    field = kind.of_role(role)
    return "" if field is None else kinds.shown(field.kind, value(record, field.path), around)


def _due(record: Record, kind: RecordKind) -> date | None:
    field = kind.of_role("due")
    return None if field is None else iso_day(value(record, field.path))


_Key = Callable[[Record, RecordKind, Around], Any]


def _by_date(record: Record, kind: RecordKind, around: Around) -> Any:
    return _due(record, kind) or date.max


def _open_first(record: Record, kind: RecordKind, around: Around) -> Any:
    return state_of(record) != "open", _by_date(record, kind, around)


def _by_person(record: Record, kind: RecordKind, around: Around) -> Any:
    who = _column(record, kind, around, "who")
    return not who, who.casefold(), state_of(record) != "open"


def _a_to_z(record: Record, kind: RecordKind, around: Around) -> Any:
    return _column(record, kind, around, "text").casefold()


_ORDERS: dict[str, _Key] = {"open first": _open_first, "by date": _by_date, "by person": _by_person, "a to z": _a_to_z}
