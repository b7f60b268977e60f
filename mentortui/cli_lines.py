"""What the command line prints: plain lines, never an escape code, people's words made visible."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from mentortui.cli_errors import Failed
from mentortui.core import measures as m
from mentortui.core.dates import show_date, zone
from mentortui.core.durations import clock
from mentortui.core.heads import own_zone
from mentortui.core.records import FinishedSession, Words
from mentortui.core.text import fit, visible, width
from mentortui.core.words import session_titled
from mentortui.formats.shapes import ListShape, SessionLineShape, ShareShape, moment, seconds
from mentortui.services.history import Row, short_ids

_NAME = 28
_MOST_SHARES = 4
_STATES = {"finished": "", "live": "live now", "interrupted": "to be gone on with"}
_HEADS = ("id", "date", "with", "session", "min", "talk", "open", "")
_RIGHT = {4, 5, 6}
"""Columns of figures."""


def table(rows: Sequence[Row], wall: int) -> str:
    """A line for each session under a line of headings; `wall`: now, for the years that need not be said."""
    ids = short_ids(rows)
    lines = [_HEADS, *((ids[row.id], *_cells(row, wall)) for row in rows)]
    widths = [max(width(line[column]) for line in lines) for column in range(len(_HEADS))]
    return "".join(_line(cells, widths) + "\n" for cells in lines)


def list_shape(rows: Sequence[Row]) -> ListShape:
    """The same as a documented shape."""
    return ListShape(
        sessions=[
            SessionLineShape(
                id=row.id,
                mentorship=row.slug,
                with_=list(row.others),
                number=row.number,
                kind=row.kind,
                title=row.title,
                state=row.state,
                began=moment(row.began),
                ended=None if row.ended is None else moment(row.ended),
                active_seconds=None if row.active is None else seconds(row.active),
                speaking=[
                    ShareShape(name=share.name, share=round(float(share.share), 6), agreed=round(float(share.agreed), 6))
                    for share in row.shares
                ]
                or None,
                open_promises=row.open,
            )
            for row in rows
        ]
    )


def said_lines(words: Words | None, session: FinishedSession) -> str:
    """What was said, a line for each thing, with its time and who said it. Raises Failed where it was not kept."""
    if words is None or not words.lines:
        raise Failed("What was said in it was not kept. mentortui import --words keeps it.")
    names = {person.id: person.name for person in session.people}
    return "".join(
        f"{clock(at):>7}  {visible(names.get(who, '') or 'not said who')}: {visible(text)}\n" for at, who, text in words.lines
    )


def today_of(session: FinishedSession, wall: int) -> date:
    """The day it is for whoever was at the keys."""
    zone_name = own_zone(session)
    return _local(wall, zone_name).date()


def _cells(row: Row, wall: int) -> tuple[str, ...]:
    shares = " : ".join(str(m.percent(share.share)) for share in row.shares) if len(row.shares) <= _MOST_SHARES else ""
    return (
        _when(row, wall),
        fit(", ".join(row.others), _NAME),
        session_titled(row.kind, row.number, fit(row.title, _NAME)),
        "" if row.active is None else str(row.active // 60_000_000),
        shares or ("—" if row.state == "finished" else ""),
        str(row.open) if row.open else "",
        _STATES[row.state],
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = []
    for column, (cell, cells_wide) in enumerate(zip(cells, widths, strict=True)):
        gap = " " * (cells_wide - width(cell))
        padded.append(gap + visible(cell) if column in _RIGHT else visible(cell) + gap)
    return "  ".join(padded).rstrip()


def _when(row: Row, wall: int) -> str:
    began = _local(row.began, row.zone)
    return f"{show_date(began.date(), _local(wall, row.zone).date())} {began:%H:%M}"


def _local(wall: int, zone_name: str) -> datetime:
    moment = datetime.fromtimestamp(wall / 1_000_000, UTC)
    try:
        return moment.astimezone(zone(zone_name))
    except ValueError:
        return moment
