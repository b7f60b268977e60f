"""Everything that is stored around the sessions of one mentorship, as plain values: what is due, Prepare and Review read it."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from mentortui.core.assessment import Assessment
from mentortui.core.between import Assignment
from mentortui.core.channels import Channel
from mentortui.core.charter import CharterAnswer
from mentortui.core.closings import Closing
from mentortui.core.disagreements import Disagreement
from mentortui.core.goals import Goal
from mentortui.core.mentorship_pauses import Pause
from mentortui.core.records import CheckIn, Living, Mentorship, Plan, Pulse, Record
from mentortui.core.resources import AccessNeeds
from mentortui.core.rituals import Touch
from mentortui.core.roadblocks import RoadblockRecord
from mentortui.core.us import Common

Kept = TypeVar("Kept", bound=Record)


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    """Of one mentorship, as it was read. Removed records are left out. Times are UTC microseconds."""

    mentorship: Mentorship
    living: tuple[Living, ...] = ()
    plans: tuple[Plan, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    pulses: tuple[Pulse, ...] = ()
    tables: Mapping[str, tuple[Record, ...]] = {}
    """The records of the other tables of record.json that are in HELD, by the name of their table."""
    began: tuple[int, ...] = ()
    """When its sessions began, oldest first; of many, the last few."""
    latest: Mapping[str, int] = {}
    """When the last session of each kind began, by its kind."""

    def of(self, table: str, struct: type[Kept]) -> tuple[Kept, ...]:
        """The records of a table, as what they are; empty where there is none."""
        return tuple(one for one in self.tables.get(table, ()) if isinstance(one, struct))

    def caught(self, kind: str) -> tuple[Living, ...]:
        """What lives on of that kind: `action`, `win`."""
        return tuple(one for one in self.living if one.capture.kind == kind)

    def last_of(self, kind: str) -> int | None:
        """When the last session of that kind began, also one that was held without the program; None: there was none."""
        held = [one.starts or one.changed for one in self.plans if one.kind == kind and one.state == "held"]
        return max((*held, *([self.latest[kind]] if kind in self.latest else [])), default=None)


HELD: dict[str, type[Record]] = {
    "pauses": Pause,
    "closings": Closing,
    "charter": CharterAnswer,
    "channels": Channel,
    "us": Common,
    "touches": Touch,
    "roadblocks": RoadblockRecord,
    "assignments": Assignment,
    "access": AccessNeeds,
    "disagreements": Disagreement,
    "goals": Goal,
    "assessments": Assessment,
}
"""The tables of record.json that holdings have besides those with a field of their own, and what lies in them. A new table is a
line here; what lies in private.json never is."""
