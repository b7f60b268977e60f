"""The session that is to come: its plan, its date, its check-ins, and what becomes of it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from mentortui.core.checkin import joined, of_plan
from mentortui.core.commands import Refused
from mentortui.core.plan import item_of, length_of, removed
from mentortui.core.plan_carry import fresh, gone_on, moved, next_of, put_off, remade
from mentortui.core.planned_date import Busy
from mentortui.core.records import CheckIn, Mentorship, Plan, Template
from mentortui.core.roles import rotated
from mentortui.core.sharing import in_order
from mentortui.core.templates import usual
from mentortui.core.text import fit
from mentortui.core.words import joined as names_joined
from mentortui.services.carrying import CHECKINS, PLANS
from mentortui.services.clock import Clock
from mentortui.services.roadblocks import follow
from mentortui.store.changing import Changing
from mentortui.store.store import Store

if TYPE_CHECKING:
    from mentortui.services.plan_editor import PlanEditor

replace = msgspec.structs.replace


class Preparing:
    """Each act is on disk when it returns, and returns the plan of the next session as it is then. Raises StoreError, Refused."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str], config: Path | None = None) -> None:
        """`config`: the folder in which the user's own templates lie."""
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._config = config
        self._fresh: dict[str, Plan] = {}

    def plan(self, slug: str) -> Plan:
        """The next one. Where there is none it is a new one without items, stored as soon as something is done to it."""
        mentorship = self._store.mentorship(slug)
        plans = self._plans(slug)
        found = next_of(plans)
        if found is None:
            new = self._fresh.get(slug) or self._made(slug, plans, mentorship)
            self._fresh[slug] = found = replace(new, roles=rotated(plans, in_order(mentorship)))
        return replace(found, starts=mentorship.next_date)

    def offered(self, slug: str) -> Plan | None:
        """The plan a session can be started with; None where nothing is on its agenda."""
        found = next_of(self._plans(slug))
        return found if found is not None and found.items else None

    def save(self, slug: str, plan: Plan) -> Plan:
        """As the plan of that id, in place of the stored one: only for what is made of the plan within one `Store.changing`."""
        with self._store.changing(slug) as now:
            stored = self._stamped(now, plan)
            now.table(PLANS, Plan).put(stored)
        self._fresh.pop(slug, None)
        return stored

    def off_agenda(self, slug: str, id: str) -> str:
        """An item that was put on the agenda goes again; says so. Raises Refused where it is no longer there."""
        with self._store.changing(slug):
            plan = self.plan(slug)
            title = item_of(plan, id).title
            self.save(slug, removed(plan, id))
        return f"Undone: on the next agenda: {fit(title, 50)}"

    def editor(self, slug: str) -> "PlanEditor":
        """The same, to edit one thing after the other with undo; what it shows is read once."""
        from mentortui.services.plan_editor import PlanEditor

        return PlanEditor(self, self._store, self._clock, self._new_id, slug)

    def from_session(self, slug: str, session_id: str) -> Plan:
        """The next session with the agenda of that one: its kind, length and items, but for those that are there already."""
        with self._store.changing(slug):
            plan = self.plan(slug)
            try:
                made = remade(plan, self._store.session(slug, session_id), self._new_id)
            except Refused:
                if not plan.items:
                    raise
                made = plan
            return self.save(slug, made)

    def set_date(self, slug: str, wall: int | None, reason: str = "") -> Plan:
        """The moment of the next session, UTC microseconds; None: open again. `reason`: why it has another one than before.
        Refuses one that has gone by."""
        if wall is not None and wall <= self._clock.wall():
            raise Refused("That moment has gone by already: name one that is to come.")
        with self._store.changing(slug) as now:
            before = self.plan(slug)
            plan = moved(before, wall, self._clock.wall(), reason)
            self._date(now, wall)
            return self.save(slug, plan) if self._is_stored(slug) or plan.moves else self.plan(slug)

    def moved(self, slug: str, wall: int, reason: str = "") -> Plan:
        """To another date, with everything on it."""
        return self.set_date(slug, wall, reason)

    def missed(self, slug: str, reason: str = "") -> Plan:
        """Nobody came to it, or not everybody. Everything on it stays for the next date."""
        return self._put_off(slug, "missed", reason)

    def skipped(self, slug: str, reason: str = "") -> Plan:
        """It was left out on purpose. Everything on it stays for the next date."""
        return self._put_off(slug, "skipped", reason)

    def _put_off(self, slug: str, how: Literal["missed", "skipped"], reason: str) -> Plan:
        with self._store.changing(slug) as now:
            me = now.mentorship().me
            plan, kept = put_off(self.plan(slug), how, self._new_id(), self._clock.wall(), me, reason)
            return self._without_date(now, plan, kept)

    def held(self, slug: str, planned: int | None = None) -> Plan:
        """It took place without this program. What was covered is not known: everything on it stays for the next date. `planned`:
        the one of that moment; where another stands by now, as a session that was written down counts as it, nothing is done."""
        with self._store.changing(slug) as now:
            mentorship = now.mentorship()
            if planned is not None and mentorship.next_date != planned:
                return self.plan(slug)
            plan, kept = gone_on(self.plan(slug), self._new_id(), self._clock.wall(), mentorship.me)
            plan = replace(plan, roles=rotated([*self._plans(slug), kept], in_order(mentorship)))
            self._keep_check_ins(now, plan.id, kept.id)
            return self._without_date(now, plan, kept)

    def check_ins(self, slug: str) -> tuple[CheckIn, ...]:
        """Those for the next session, at most one of each person."""
        return of_plan(self._store.table(slug, CHECKINS, CheckIn), self.plan(slug).id)

    def file_check_in(self, slug: str, checkin: CheckIn) -> CheckIn:
        """Joined with what that person has written for the next session already; nothing that was there goes. As it is stored."""
        with self._store.changing(slug) as now:
            plan = next_of(self._plans(slug))
            wall = self._clock.wall()
            before = next((one for one in self.check_ins(slug) if one.person == checkin.person), None)
            new = replace(checkin, id=checkin.id or self._new_id(), created=checkin.created or wall, plan=plan.id if plan else "")
            stored = replace(joined(before, new), changed=wall, changed_by=checkin.changed_by or now.mentorship().me)
            now.table(CHECKINS, CheckIn).put(stored)
            follow(now, before, stored, wall)
        return stored

    def templates(self) -> tuple[tuple[Template, ...], tuple[str, ...]]:
        """Those of the program, then the user's own; and a sentence for each file that is not one."""
        from mentortui.core.templates import ALL

        if self._config is None:
            return ALL, ()
        from mentortui.formats.template_files import read_templates

        own, troubles = read_templates(self._config / "templates")
        return (*ALL, *own), troubles

    def usual(self, slug: str) -> Template:
        """What is most likely wanted next."""
        heads = [head for head in self._store.session_heads(slug) if not head.removed]
        return usual(heads[-1].kind if heads else None)

    def busy(self, slug: str) -> tuple[Busy, ...]:
        """What is planned in the other mentorships."""
        found = []
        for other in self._store.mentorships():
            if other.slug == slug or other.removed or other.next_date is None:
                continue
            names = [person.name for person in other.people if person.id != other.me]
            plan = next_of(self._plans(other.slug))
            found.append(Busy(who=names_joined(names), starts=other.next_date, minutes=length_of(plan) if plan else None))
        return tuple(found)

    def _plans(self, slug: str) -> tuple[Plan, ...]:
        """In the order they were made. One whose session is neither stored nor under way any more is to come again."""
        plans = tuple(plan for plan in self._store.table(slug, PLANS, Plan) if not plan.removed)
        stray = {plan.session for plan in plans if plan.state == "planned" and plan.session}
        if stray:
            stray -= {info.id for info in self._store.journals.of(slug)}
        if stray:
            stray -= {head.id for head in self._store.session_heads(slug) if not head.removed}
        return tuple(
            replace(plan, session="") if plan.state == "planned" and plan.session in stray else plan
            for plan in sorted(plans, key=lambda plan: plan.created)
        )

    def _made(self, slug: str, plans: tuple[Plan, ...], mentorship: Mentorship) -> Plan:
        return fresh(self._new_id(), self.usual(slug), plans, mentorship, self._clock.wall())

    def _without_date(self, now: Changing, plan: Plan, kept: Plan) -> Plan:
        stored = self._stamped(now, plan)
        if kept.id not in {one.id for one in self._plans(now.slug)}:
            now.table(PLANS, Plan).put(kept, stored)
        self._fresh.pop(now.slug, None)
        self._date(now, None)
        return stored

    def _date(self, now: Changing, moment: int | None) -> None:
        before = now.mentorship()
        if before.next_date != moment:
            stamp = {"changed": self._clock.wall(), "changed_by": before.me}
            now.mentorships.put(replace(before, next_date=moment, **stamp))

    def _keep_check_ins(self, now: Changing, plan: str, held: str) -> None:
        checkins = now.table(CHECKINS, CheckIn)
        found = [one for one in checkins.all().values() if one.plan in ("", plan) and not one.removed]
        checkins.put(*(replace(one, plan=held) for one in found))

    def _stamped(self, now: Changing, plan: Plan) -> Plan:
        return replace(plan, changed=self._clock.wall(), changed_by=now.mentorship().me)

    def _is_stored(self, slug: str) -> bool:
        return next_of(self._plans(slug)) is not None
