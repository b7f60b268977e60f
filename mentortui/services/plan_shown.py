"""What Prepare shows of the session that is to come: its plan, and all that bears on it, read once."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from mentortui.core.channels import TABLE as CHANNELS
from mentortui.core.channels import Channel, in_writing
from mentortui.core.charter import TABLE as CHARTER
from mentortui.core.charter import CharterAnswer, charter
from mentortui.core.charter_offers import charter_offers
from mentortui.core.checkin import of_plan
from mentortui.core.dates import Unreadable, moment_line, zone
from mentortui.core.due import due_on, first_few
from mentortui.core.dues import dues_of
from mentortui.core.feedback import waiting
from mentortui.core.goals import Goal
from mentortui.core.goals_names import names_open
from mentortui.core.heads import moment as moment_of
from mentortui.core.inclusion_dues import due_invited
from mentortui.core.plan import length_of
from mentortui.core.plan_minutes import Used, used
from mentortui.core.plan_offers import Offer, offers
from mentortui.core.planned_date import doubts
from mentortui.core.records import Caught, CheckIn, Living, Member, Plan, PlanItem
from mentortui.core.roadblocks import RoadblockRecord, all_followed, with_proposals
from mentortui.core.roles import Task, had_last
from mentortui.core.sharing import in_order
from mentortui.services.carrying import CHECKINS, PLANS
from mentortui.services.clock import Clock
from mentortui.services.holdings import holdings
from mentortui.services.roadblocks import TABLE as ROADBLOCKS
from mentortui.store.store import Store

if TYPE_CHECKING:
    from mentortui.services.preparing import Preparing


class State(msgspec.Struct, frozen=True):
    """What one act works on. `kept`: sessions that were missed, skipped or held elsewhere, noted since the screen was opened."""

    plan: Plan
    next_date: int | None
    checkins: Mapping[str, CheckIn]
    living: Mapping[str, Living]
    roadblocks: Mapping[str, RoadblockRecord] = {}
    kept: tuple[Plan, ...] = ()


class PlanShown:
    """The next session of one mentorship, as it is now."""

    def __init__(self, preparing: "Preparing", store: Store, clock: Clock, new_id: Callable[[], str], slug: str) -> None:
        """Reads what there is. Raises StoreError."""
        self._store, self._clock, self._new_id = store, clock, new_id
        self._preparing = preparing
        self._one_at_a_time = Lock()
        self.slug = slug
        self.mentorship = store.mentorship(slug)
        self.people: tuple[Member, ...] = in_order(self.mentorship)
        self.usual = preparing.usual(slug)
        self.sessions = tuple(session for session in store.sessions(slug) if not session.removed)
        self.templates, self.troubles = preparing.templates()
        self.busy = preparing.busy(slug)
        self._plans = tuple(plan for plan in store.table(slug, PLANS, Plan) if not plan.removed)
        self._used: Used = used(self.sessions)
        self._charter_open = charter(store.table(slug, CHARTER, CharterAnswer), self.mentorship).open
        self._channels = store.table(slug, CHANNELS, Channel)
        held = holdings(store, slug)
        self.goals = names_open(self.mentorship.goals, held.of("goals", Goal))
        dues = (*dues_of(held), *due_invited(self.sessions, self.people, self.mentorship.me))
        self._dues = first_few(due_on(dues, self._day_of(self.mentorship.next_date).isoformat(), "prepare"))
        self._state = self._saved = State(
            preparing.plan(slug),
            self.mentorship.next_date,
            {one.id: one for one in store.table(slug, CHECKINS, CheckIn)},
            {one.id: one for one in store.living(slug)},
        )
        self._state = self._saved = msgspec.structs.replace(self._state, roadblocks=self._known_roadblocks())
        self._past: list[tuple[str, State]] = []
        self._undone: list[tuple[str, State]] = []

    @property
    def plan(self) -> Plan:
        """As it is now."""
        return self._state.plan

    @property
    def unsaved(self) -> bool:
        """Whether anything is not on disk yet."""
        return self._state is not self._saved

    @property
    def number(self) -> int:
        """Of the session that is prepared."""
        return max((session.number for session in self.sessions), default=0) + 1

    @property
    def check_ins(self) -> tuple[CheckIn, ...]:
        """Those for this session, the others' before the user's own."""
        found = of_plan(self._state.checkins.values(), self.plan.id)
        told = (with_proposals(one, self._state.roadblocks.values()) for one in found)
        return tuple(sorted(told, key=lambda one: one.person == self.mentorship.me))

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What may go on the agenda."""
        return offers(
            self.plan,
            tuple(self._state.living.values()),
            self._state.roadblocks.values(),
            [session.began for session in self.sessions],
            self._day,
            self._dues,
            [member.id for member in self.people if member.role == "mentor"],
        ) + charter_offers(self.plan, self._charter_open)

    @property
    def advice(self) -> str:
        """That all of it could as well be written; empty where there is something to talk about."""
        return in_writing(self.plan.items, self._channels)

    @property
    def takeaway(self) -> Caught | None:
        """The last one there is."""
        for session in reversed(self.sessions):
            for caught in reversed(session.caught):
                if caught.capture.kind == "takeaway":
                    return caught
        return None

    @property
    def feedback_waits(self) -> int:
        """How many feedbacks of the user's wait to be given."""
        return len(waiting(self._state.living.values(), self.mentorship.me))

    def proposed(self, title: str) -> int | None:
        """Minutes these people usually take for such an item."""
        return self._used.proposed(title)

    def proposal_of(self, item: PlanItem) -> str:
        """The solution its owner proposes, of an item made from a roadblock."""
        record = self._state.roadblocks.get(item.source)
        if record is not None:
            return record.proposal
        id, _, number = item.source.rpartition(":")
        checkin = self._state.checkins.get(id)
        if checkin is None or not number.isdecimal() or int(number) >= len(checkin.roadblocks):
            return ""
        return checkin.roadblocks[int(number)].proposal

    def is_roadblock(self, item: PlanItem) -> bool:
        """Whether it was made from a roadblock."""
        return item.source in self._state.roadblocks or item.source.rpartition(":")[0] in self._state.checkins

    def had_last(self, task: Task) -> str:
        """The id of who had that task in the last session held."""
        return had_last(self._plans, task)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What to look at again about the date."""
        return self._doubts(self._state.next_date)

    @property
    def zones(self) -> tuple[str, str]:
        """The user's, and that of the first of the others."""
        return self.people[0].zone, self.people[min(1, len(self.people) - 1)].zone

    @property
    def now(self) -> int:
        """UTC microseconds."""
        return self._clock.wall()

    @property
    def today(self) -> date:
        """On the user's calendar."""
        return self._local(self.now).date()

    def name(self, person: str) -> str:
        """How a person of this mentorship is called; empty for anybody else."""
        return next((member.name for member in self.people if member.id == person), "")

    def moment_words(self, starts: int) -> str:
        """`Thu 26 Nov 15:00 (17:00 Nairobi)`."""
        return moment_line(datetime.fromtimestamp(starts / 1_000_000, UTC), *self.zones, self.today)

    def check_in_of(self, person: str) -> CheckIn | None:
        """What that person wrote for this session."""
        return next((one for one in self.check_ins if one.person == person), None)

    @property
    def _day(self) -> date:
        return self._day_of(self._state.next_date)

    def _day_of(self, starts: int | None) -> date:
        return self.today if starts is None else max(self.today, self._local(starts).date())

    def _local(self, wall: int) -> datetime:
        moment = moment_of(wall)
        try:
            return moment.astimezone(zone(self.zones[0]))
        except (Unreadable, OverflowError):
            return moment

    def _known_roadblocks(self) -> Mapping[str, RoadblockRecord]:
        """All there are, with those of check-ins that were written before roadblocks were records."""
        stored = self._store.table(self.slug, ROADBLOCKS, RoadblockRecord)
        now = of_plan(self._state.checkins.values(), self.plan.id)
        return all_followed(stored, ((one, self._local(one.created).date()) for one in now), self.mentorship.me)

    def _doubts(self, starts: int | None) -> tuple[str, ...]:
        return () if starts is None else doubts(starts, length_of(self.plan), self.mentorship, self.busy, self.now)
