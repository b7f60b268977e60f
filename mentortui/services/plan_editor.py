"""Preparing one session on its screen: each act holds at once, in memory, and `save` puts it on disk, from any thread."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from mentortui.core import plan as p
from mentortui.core.checkin import is_empty, of_plan, read_lines, read_roadblocks, understood
from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable, moment_line, zone
from mentortui.core.plan_carry import decided, gone_on, put_off
from mentortui.core.plan_line import changed, line_of, line_words, read_line
from mentortui.core.plan_minutes import Used, used
from mentortui.core.plan_offers import Offer, as_item, offers, shrunk
from mentortui.core.planned_date import doubts
from mentortui.core.records import Caught, CheckIn, Living, Member, Plan, PlanItem, Template
from mentortui.core.roles import Task, had_last, passed_on, rotated
from mentortui.core.sharing import in_order
from mentortui.core.until import parse_minutes
from mentortui.services.carrying import CHECKINS, PLANS
from mentortui.services.clock import Clock
from mentortui.services.moments import moment_typed
from mentortui.store.store import Store

if TYPE_CHECKING:
    from mentortui.services.preparing import Preparing

replace = msgspec.structs.replace
Hold: TypeAlias = Literal["", "yes", "partly", "no"]


class _State(msgspec.Struct, frozen=True):
    """What one act works on. `kept`: sessions that were missed, skipped or held elsewhere, noted since the screen was opened."""

    plan: Plan
    next_date: int | None
    checkins: Mapping[str, CheckIn]
    living: Mapping[str, Living]
    kept: tuple[Plan, ...] = ()


class PlanEditor:
    """The next session of one mentorship."""

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
        self._state = self._saved = _State(
            preparing.plan(slug),
            self.mentorship.next_date,
            {one.id: one for one in store.table(slug, CHECKINS, CheckIn)},
            {one.id: one for one in store.living(slug)},
        )
        self._past: list[tuple[str, _State]] = []
        self._undone: list[tuple[str, _State]] = []

    # what there is

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
        return tuple(sorted(found, key=lambda one: one.person == self.mentorship.me))

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What may go on the agenda."""
        return offers(
            self.plan,
            tuple(self._state.living.values()),
            self.check_ins,
            [session.began for session in self.sessions],
            self._day,
        )

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
        return sum(
            one.capture.kind == "feedback" and one.capture.later and not one.capture.given and not one.removed
            for one in self._state.living.values()
        )

    def proposed(self, title: str) -> int | None:
        """Minutes these people usually take for such an item."""
        return self._used.proposed(title)

    def proposal_of(self, item: PlanItem) -> str:
        """The solution its owner proposes, of an item made from a roadblock."""
        id, _, number = item.source.rpartition(":")
        checkin = self._state.checkins.get(id)
        if checkin is None or not number.isdigit() or int(number) >= len(checkin.roadblocks):
            return ""
        return checkin.roadblocks[int(number)].proposal

    def is_roadblock(self, item: PlanItem) -> bool:
        """Whether it was made from a roadblock of a check-in."""
        return item.source.rpartition(":")[0] in self._state.checkins

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

    # the items

    def add(self, text: str, after: str = "") -> str:
        """One item, as a line says it. Where that says no minutes, it takes what these people usually took."""
        item = self.understood(text)
        self._now(replace(self._state, plan=p.added(self.plan, item, after)), f"added: {item.title}")
        return item.id

    def understood(self, text: str) -> PlanItem:
        """A new item as a line says it."""
        line = read_line(text, self.people)
        minutes = line.minutes if line.minutes is not None else self.proposed(line.title)
        return PlanItem(
            id=self._new_id(),
            title=line.title,
            minutes=minutes or None,
            owner=line.owner or "",
            brought_by=self.mentorship.me,
            since=self.now,
        )

    def preview(self, text: str, id: str = "") -> str:
        """What a line is understood as: a new item, or that one typed anew. Raises Refused."""
        line = read_line(text, self.people)
        item = changed(p.item_of(self.plan, id), line) if id else self.understood(text)
        return line_words(p.checked(item), self.people, self.proposed(item.title), line.problems)

    def line_of(self, id: str) -> str:
        """The item as one would type it. Raises Refused where it is gone."""
        return line_of(p.item_of(self.plan, id), self.people)

    def reword(self, id: str, text: str) -> str:
        """The item typed anew."""
        before = p.item_of(self.plan, id)
        return self.put(changed(before, read_line(text, self.people)))

    def put(self, item: PlanItem) -> str:
        """The item with other fields."""
        before = p.item_of(self.plan, item.id)
        if item == before:
            return ""
        if item.title != before.title and item.source == p.FROM_TEMPLATE:
            item = replace(item, source="")
        return self._edit(p.edited(self.plan, item), f"edited: {item.title}")

    def remove(self, id: str) -> str:
        """It goes; undo brings it back."""
        return self._edit(p.removed(self.plan, id), f"taken away: {p.item_of(self.plan, id).title}")

    def shift(self, id: str, by: int) -> str:
        """Further down, or up."""
        return self._edit(p.shifted(self.plan, id, by), f"moved: {p.item_of(self.plan, id).title}")

    def step(self, id: str, way: int) -> str:
        """Five minutes more, or fewer."""
        return self._edit(p.stepped(self.plan, id, way), f"minutes of {p.item_of(self.plan, id).title}")

    def as_used(self, id: str) -> str:
        """As many minutes as these people usually took. Raises Refused where that is not known."""
        item = p.item_of(self.plan, id)
        minutes = self.proposed(item.title)
        if minutes is None:
            raise Refused(f"No item called {p.named(item)} was ever held: there is nothing to go by yet.")
        return self._edit(p.edited(self.plan, replace(item, minutes=minutes)), f"{minutes} minutes for {item.title}")

    def next_owner(self, id: str) -> str:
        """To the next person."""
        plan = p.next_owner(self.plan, id, self.people)
        owner = p.owner_words(p.item_of(plan, id).owner, self.people) or "nobody"
        return self._edit(plan, f"{owner} leads: {p.item_of(plan, id).title}")

    def decide(self, id: str) -> str:
        """It is to be done this time."""
        return self._edit(decided(self.plan, id), f"to be done: {p.item_of(self.plan, id).title}")

    def shape(self, template: Template) -> str:
        """The agenda of a template; what was typed or carried over stays. Minutes are those these people usually took."""
        items = [
            PlanItem(
                id=self._new_id(),
                title=item.title,
                minutes=item.minutes and (self.proposed(item.title) or item.minutes),
                owner=p.owner_id(item.owner, self.people),
                source=p.FROM_TEMPLATE,
            )
            for item in template.items
        ]
        return self._edit(p.templated(self.plan, template, items), f"the agenda of: {template.title}")

    def like_last(self) -> str:
        """The agenda of the last session, with the minutes it really took. Raises Refused where there was none."""
        from mentortui.services.preparing import remade

        if not self.sessions:
            raise Refused("There was no session yet: take a template.")
        made = remade(self.plan, self.sessions[-1], self._new_id)
        new = {item.id for item in made.items} - {item.id for item in self.plan.items}
        items = tuple(
            replace(item, minutes=item.minutes and (self.proposed(item.title) or item.minutes)) if item.id in new else item
            for item in made.items
        )
        return self._edit(replace(made, items=items), "the agenda of last time")

    def length(self, words: str) -> str:
        """How long the session is to be, in minutes; empty: no planned length. Raises Refused."""
        minutes = parse_minutes(words)
        return self._edit(replace(self.plan, minutes=minutes), f"{minutes} minutes" if minutes else "no planned length")

    def pass_on(self, task: Task) -> str:
        """That task to the next person."""
        roles = passed_on(self.plan.roles, task, self.people)
        return self._edit(replace(self.plan, roles=roles), f"{task}: {self.name(getattr(roles, task)) or 'nobody'}")

    # what is offered

    def take(self, id: str, after: str = "") -> str:
        """An offer goes on the agenda; what comes back is the id of its item."""
        offer = self._offer(id)
        item = as_item(
            offer, self._new_id(), self.proposed(f"Roadblock: {offer.text}" if offer.kind == "roadblock" else offer.text)
        )
        self._now(replace(self._state, plan=p.added(self.plan, item, after)), f"on the agenda: {offer.text}")
        return item.id

    def done(self, id: str) -> str:
        """A promise was kept."""
        return self._promise(id, "done", "done")

    def drop(self, id: str) -> str:
        """A promise is let go."""
        return self._promise(id, "dropped", "dropped")

    def shrink(self, id: str, text: str) -> str:
        """A promise in smaller words. Raises Refused."""
        if not text.strip():
            raise Refused("Write what is left of it in a few words; x drops it.")
        record = self._state.living[self._offer(id).id]
        return self._living(shrunk(record, text), f"smaller: {text.strip()}")

    # the check-in, and the last takeaway

    def check_in_of(self, person: str) -> CheckIn | None:
        """What that person wrote for this session."""
        return next((one for one in self.check_ins if one.person == person), None)

    def read_check_in(self, person: str, done: str, roadblocks: str, learned: str, next: str) -> CheckIn:
        """As it was typed, a line each. Raises Refused."""
        before = self.check_in_of(person)
        return CheckIn(
            id=before.id if before else self._new_id(),
            created=before.created if before else self.now,
            person=person,
            plan=before.plan if before else self.plan.id,
            done=read_lines(done),
            roadblocks=read_roadblocks(roadblocks),
            learned=read_lines(learned),
            next=read_lines(next),
            by_letter=before.by_letter if before else False,
        )

    def check_in(self, checkin: CheckIn) -> str:
        """What that person says before the session, in place of what was there."""
        if is_empty(checkin) and checkin.id not in self._state.checkins:
            return ""
        if self._state.checkins.get(checkin.id) == checkin:
            return ""
        stamped = replace(checkin, changed=self.now, changed_by=self.mentorship.me)
        told = understood(stamped) or "nothing"
        state = replace(self._state, checkins={**self._state.checkins, stamped.id: stamped})
        return self._now(state, f"check-in of {self.name(stamped.person)}: {told}")

    def held_true(self, answer: Hold) -> str:
        """Whether the last takeaway held."""
        takeaway = self.takeaway
        if takeaway is None:
            raise Refused("There is no takeaway yet.")
        plan = replace(self.plan, takeaway=takeaway.capture.id if answer else "", did_hold=answer)
        return self._edit(plan, f"it held: {answer}" if answer else "not said whether it held")

    # the date, and what becomes of the session

    def moment(self, words: str) -> int | None:
        """The moment that words name, on the user's clock; None for none. Raises Refused, for one gone by too."""
        if not words.strip():
            return None
        starts = moment_typed(words, self.today, self.zones[0])
        if starts <= self.now:
            raise Refused(f"{self.moment_words(starts)} has gone by: name a moment that is to come.")
        return starts

    def date_preview(self, words: str) -> str:
        """The moment in both zones, and what to look at again. Raises Refused."""
        starts = self.moment(words)
        if starts is None:
            return "no date"
        return " · ".join((self.moment_words(starts), *self._doubts(starts)))

    def set_date(self, words: str) -> str:
        """The date of the session; empty: open again. Raises Refused."""
        starts = self.moment(words)
        plan = replace(self.plan, starts=starts)
        said = f"the session is on {self.moment_words(starts)}" if starts is not None else "no date"
        return self._now(replace(self._state, plan=plan, next_date=starts), said)

    def moment_words(self, starts: int) -> str:
        """`Thu 26 Nov 15:00 (17:00 Nairobi)`."""
        return moment_line(datetime.fromtimestamp(starts / 1_000_000, UTC), *self.zones, self.today)

    def put_off(self, how: Literal["missed", "skipped"]) -> str:
        """It did not take place; all that is on it stays for another date."""
        plan, kept = put_off(self.plan, how, self._new_id(), self.now, self.mentorship.me)
        return self._now(
            replace(self._state, plan=plan, next_date=None, kept=(*self._state.kept, kept)), f"{how}; nothing is lost"
        )

    def was_held(self) -> str:
        """It took place without this program; all that is on it stays, as it is not known what was covered."""
        plan, kept = gone_on(self.plan, self._new_id(), self.now, self.mentorship.me)
        plan = replace(plan, roles=rotated([*self._plans, kept], self.people))
        bound = {id: replace(one, plan=kept.id) if one.plan in ("", plan.id) else one for id, one in self._state.checkins.items()}
        state = replace(self._state, plan=plan, next_date=None, checkins=bound, kept=(*self._state.kept, kept))
        return self._now(state, "held; what was on it stays for the next one")

    # undo, and the disk

    def undo(self) -> str:
        """Takes back what was done last. Raises Refused."""
        if not self._past:
            raise Refused("There is nothing to undo.")
        said, before = self._past.pop()
        self._undone.append((said, self._state))
        self._state = self._with_kept_removed(before)
        return f"Undone: {said}"

    def redo(self) -> str:
        """Does again what was undone last. Raises Refused."""
        if not self._undone:
            raise Refused("There is nothing to do again.")
        said, state = self._undone.pop()
        self._past.append((said, self._state))
        self._state = state
        return f"Done again: {said}"

    def save(self) -> None:
        """What was done is on disk when it returns. Raises StoreError; then it may be tried again."""
        with self._one_at_a_time:
            self._save(self._state, self._saved)

    def is_stale(self) -> bool:
        """Whether somebody else has stored something since it was read. Raises StoreError."""
        with self._one_at_a_time:
            known, store, slug = self._saved, self._store, self.slug
            if known is not self._state:
                return False
            checkins = {one.id: one for one in store.table(slug, CHECKINS, CheckIn)}
            living = {one.id: one for one in store.living(slug)}
            plan = self._preparing.plan(slug)
            heads = [head.id for head in store.session_heads(slug) if not head.removed]
            return (
                (plan.id, plan.items, plan.starts) != (known.plan.id, known.plan.items, known.next_date)
                or checkins.keys() != known.checkins.keys()
                or any(_without_stamp(one) != _without_stamp(known.checkins[id]) for id, one in checkins.items())
                or {id: (one.state, one.capture, one.removed) for id, one in living.items()}
                != {id: (one.state, one.capture, one.removed) for id, one in known.living.items()}
                or heads != [session.id for session in self.sessions]
            )

    def _save(self, state: _State, saved: _State) -> None:
        if state is saved:
            return
        stamp = {"changed": self.now, "changed_by": self.mentorship.me}
        plans = [one for one in state.kept if one not in saved.kept]
        if state.plan != saved.plan or plans:
            plans.append(state.plan)
        checkins = [one for id, one in state.checkins.items() if saved.checkins.get(id) != one]
        checkins += [replace(one, removed=True) for id, one in saved.checkins.items() if id not in state.checkins]
        living = [one for id, one in state.living.items() if saved.living.get(id) != one]
        if plans:
            self._store.save_table(self.slug, PLANS, *(replace(one, **stamp) for one in plans))
        if checkins:
            self._store.save_table(self.slug, CHECKINS, *(replace(one, **stamp) for one in checkins))
        if living:
            self._store.save_living(self.slug, *(replace(one, **stamp) for one in living))
        if state.next_date != saved.next_date:
            mentorship = self._store.mentorship(self.slug)
            self._store.save_mentorship(replace(mentorship, next_date=state.next_date, **stamp))
        self._saved = state

    def name(self, person: str) -> str:
        """How a person of this mentorship is called; empty for anybody else."""
        return next((member.name for member in self.people if member.id == person), "")

    @property
    def _day(self) -> date:
        starts = self._state.next_date
        return self.today if starts is None else max(self.today, self._local(starts).date())

    def _local(self, wall: int) -> datetime:
        moment = datetime.fromtimestamp(wall / 1_000_000, UTC)
        try:
            return moment.astimezone(zone(self.zones[0]))
        except (Unreadable, OverflowError):
            return moment

    def _doubts(self, starts: int | None) -> tuple[str, ...]:
        return () if starts is None else doubts(starts, self.plan.minutes, self.mentorship, self.busy, self.now)

    def _offer(self, id: str) -> Offer:
        found = next((offer for offer in self.offers if offer.id == id), None)
        if found is None:
            raise Refused("That is no longer here.")
        return found

    def _promise(self, id: str, state: Literal["done", "dropped"], said: str) -> str:
        offer = self._offer(id)
        if offer.kind != "promise":
            raise Refused("A roadblock belongs to its check-in: i opens that.")
        return self._living(replace(self._state.living[id], state=state), f"{said}: {offer.text}")

    def _living(self, record: Living, said: str) -> str:
        return self._now(replace(self._state, living={**self._state.living, record.id: record}), said)

    def _edit(self, plan: Plan, said: str) -> str:
        return self._now(replace(self._state, plan=plan), said)

    def _now(self, state: _State, said: str) -> str:
        self._past.append((said, self._state))
        self._undone.clear()
        self._state = state
        return said

    def _with_kept_removed(self, state: _State) -> _State:
        """What was noted of a session and taken back is marked as removed, so that it goes from the disk too."""
        ids: Sequence[str] = [one.id for one in state.kept]
        gone = tuple(replace(one, removed=True) for one in self._state.kept if one.id not in ids)
        return replace(state, kept=(*state.kept, *gone))


def _without_stamp(checkin: CheckIn) -> CheckIn:
    return replace(checkin, changed=0, changed_by="")
