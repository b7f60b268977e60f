"""What check-ins say about roadblocks goes into records that stay until they are solved."""

from datetime import UTC, date, datetime

from mentortui.core.dates import Unreadable, zone
from mentortui.core.records import CheckIn
from mentortui.core.roadblocks import TABLE, RoadblockRecord, followed
from mentortui.store.changing import Changing

__all__ = ["TABLE", "follow"]


def follow(now: Changing, before: CheckIn | None, checkin: CheckIn, wall: int) -> None:
    """The records of what a check-in names, once it reads so after it read as `before`; part of the act in which it is put."""
    me = now.mentorship().me
    table = now.table(TABLE, RoadblockRecord)
    table.put(*followed(table.all(), before, checkin, day=_day(now, checkin.person, wall), wall=wall, me=me))


def _day(now: Changing, person: str, wall: int) -> date:
    """Where that person is."""
    moment = datetime.fromtimestamp(wall / 1_000_000, UTC)
    there = next((one.zone for one in now.mentorship().people if one.id == person), "UTC")
    try:
        return moment.astimezone(zone(there)).date()
    except (Unreadable, OverflowError):
        return moment.date()
