"""What a demo stores around its sessions: days counted from the first, what came of what was caught, records by their tables."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

import msgspec

from mentortui.core.dates import zone
from mentortui.core.records import Living, Member, Record
from mentortui.services.demo_linus_came import Came
from mentortui.store.changing import Changing

SECOND = 1_000_000
DAY = 24 * 60 * 60 * SECOND
replace = msgspec.structs.replace


class Days:
    """The days of a mentorship that meets every fortnight, at an hour of `member`'s."""

    def __init__(self, first: date, hour: time, member: Member) -> None:
        self._first, self._hour, self._zone = first, hour, zone(member.zone)

    def day(self, slot: int, days: int = 0) -> date:
        """The day of that fortnight's session, 0 is the first, or so many days later."""
        return self._first + timedelta(days=14 * slot + days)

    def iso(self, slot: int, days: int = 0) -> str:
        """The same as records have it."""
        return self.day(slot, days).isoformat()

    def at(self, slot: int, days: int = 0) -> int:
        """When a session began then, UTC microseconds: at the same hour on the same clocks, also when those were changed."""
        return round(datetime.combine(self.day(slot, days), self._hour, self._zone).timestamp()) * SECOND


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """Records by the names of their tables, of record.json and of private.json."""

    shared: Mapping[str, tuple[Record, ...]]
    private: Mapping[str, tuple[Record, ...]] = {}


def put(now: Changing, found: Around) -> None:
    """All of them, into the act."""
    for name, records in found.shared.items():
        for record in records:
            now.table(name, type(record)).put(record)
    for name, records in found.private.items():
        for record in records:
            now.private_table(name, type(record)).put(record)


def stamped(by: str, moment: int, records: Iterable[Record], name: str) -> tuple[Record, ...]:
    """With ids of their own, written at that moment where they have none."""
    return tuple(
        replace(
            one,
            id=one.id or f"{name}-{number}",
            created=one.created or moment,
            changed=one.changed or one.created or moment,
            changed_by=by,
        )
        for number, one in enumerate(records, 1)
    )


def came_of(record: Living, known: Mapping[str, Came]) -> Living:
    """The record with what became of it."""
    came = known.get(record.capture.text)
    if came is None:
        return record
    later = record.created + came.after * DAY if came.state != "open" else record.changed
    return replace(
        record,
        state=came.state,
        outcome=came.outcome,
        details=came.details,
        capture=replace(record.capture, **came.capture),
        changed=later,
    )
