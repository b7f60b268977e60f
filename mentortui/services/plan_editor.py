"""Preparing one session on its screen: each act holds at once, in memory, and `save` puts it on disk, from any thread."""

from typing import Literal, TypeAlias

import msgspec

from mentortui.core import plan as p
from mentortui.core.actions import settled, with_learned
from mentortui.core.charter_offers import ALL as CHARTER_QUESTIONS
from mentortui.core.charter_offers import with_questions
from mentortui.core.checkin import is_empty, read_lines, read_roadblocks, understood
from mentortui.core.commands import Refused
from mentortui.core.plan_carry import decided, gone_on, moved, put_off, remade
from mentortui.core.plan_line import changed, line_of, line_words, read_line
from mentortui.core.plan_offers import Offer, as_item, shrunk, title_of
from mentortui.core.records import CheckIn, Living, Plan, PlanItem, Template
from mentortui.core.roadblocks import followed
from mentortui.core.roles import Task, passed_on, rotated
from mentortui.core.until import parse_minutes
from mentortui.services.moments import moment_typed
from mentortui.services.plan_saving import is_other, write
from mentortui.services.plan_shown import PlanShown, State

replace = msgspec.structs.replace
Hold: TypeAlias = Literal["", "yes", "partly", "no"]


class PlanEditor(PlanShown):
    """The next session of one mentorship, and all that can be done to it."""

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
        """How long the session is to be, in minutes; empty: as long as its items. Raises Refused."""
        minutes = parse_minutes(words)
        return self._edit(replace(self.plan, minutes=minutes), f"{minutes} minutes" if minutes else "as long as its items")

    def pass_on(self, task: Task) -> str:
        """That task to the next person."""
        roles = passed_on(self.plan.roles, task, self.people)
        return self._edit(replace(self.plan, roles=roles), f"{task}: {self.name(getattr(roles, task)) or 'nobody'}")

    # what is offered

    def take(self, id: str, after: str = "") -> str:
        """An offer goes on the agenda; what comes back is the id of its item, of the first where there are several."""
        if id == CHARTER_QUESTIONS:
            before = {item.id for item in self.plan.items}
            self.ask_charter()
            return next(item.id for item in self.plan.items if item.id not in before)
        offer = self._offer(id)
        item = as_item(offer, self._new_id(), self.proposed(title_of(offer)))
        self._now(replace(self._state, plan=p.added(self.plan, item, after)), f"on the agenda: {offer.text}")
        return item.id

    def ask_charter(self) -> str:
        """The open questions of the charter, one by one. Raises Refused."""
        plan, said = with_questions(self.plan, self._charter_open, self._new_id)
        return self._edit(plan, said)

    def learn(self, id: str, text: str) -> str:
        """What was learned of a promise that was kept; empty changes nothing."""
        record = self._state.living.get(id)
        if record is None or not text.strip():
            return ""
        return self._living(with_learned(record, text), f"learned: {' '.join(text.split())}")

    def done(self, id: str) -> str:
        """A promise was kept, a roadblock is out of the way."""
        return self._promise(id, "done", "done")

    def drop(self, id: str) -> str:
        """A promise, or a roadblock, is let go."""
        return self._promise(id, "dropped", "dropped")

    def shrink(self, id: str, text: str) -> str:
        """A promise in smaller words. Raises Refused."""
        if not text.strip():
            raise Refused("Write what is left of it in a few words; x drops it.")
        record = self._state.living[self._offer(id).id]
        return self._living(shrunk(record, text), f"smaller: {text.strip()}")

    # the check-in, and the last takeaway

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
        before = self._state.checkins.get(checkin.id)
        known = self._state.roadblocks
        new = followed(known, before, stamped, day=self.today, wall=self.now, me=self.mentorship.me)
        state = replace(
            self._state,
            checkins={**self._state.checkins, stamped.id: stamped},
            roadblocks={**known, **{one.id: one for one in new}},
        )
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
        plan = moved(replace(self.plan, starts=self._state.next_date), starts, self.now)
        said = f"the session is on {self.moment_words(starts)}" if starts is not None else "no date"
        return self._now(replace(self._state, plan=plan, next_date=starts), said)

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
            state = self._state
            if state is not self._saved:
                write(self._store, self.slug, state, self._saved, {"changed": self.now, "changed_by": self.mentorship.me})
                self._saved = state

    def is_stale(self) -> bool:
        """Whether somebody else has stored something since it was read. Raises StoreError."""
        with self._one_at_a_time:
            if self._saved is not self._state:
                return False
            plan = self._preparing.plan(self.slug)
            return is_other(self._store, self.slug, self._saved, plan, [session.id for session in self.sessions])

    def _offer(self, id: str) -> Offer:
        found = next((offer for offer in self.offers if offer.id == id), None)
        if found is None:
            raise Refused("That is no longer here.")
        return found

    def _promise(self, id: str, state: Literal["done", "dropped"], said: str) -> str:
        offer = self._offer(id)
        if offer.kind == "roadblock":
            record = replace(self._state.roadblocks[offer.id], state=state)
            told = "solved" if state == "done" else "let go"
            return self._now(
                replace(self._state, roadblocks={**self._state.roadblocks, record.id: record}), f"{told}: {offer.text}"
            )
        if offer.kind != "promise":
            raise Refused("That is no promise, and there is nothing to tick: enter opens it.")
        return self._living(settled(replace(self._state.living[id], state=state), self.today), f"{said}: {offer.text}")

    def _living(self, record: Living, said: str) -> str:
        return self._now(replace(self._state, living={**self._state.living, record.id: record}), said)

    def _edit(self, plan: Plan, said: str) -> str:
        return self._now(replace(self._state, plan=plan), said)

    def _now(self, state: State, said: str) -> str:
        self._past.append((said, self._state))
        self._undone.clear()
        self._state = state
        return said

    def _with_kept_removed(self, state: State) -> State:
        """What was noted of a session and taken back is marked as removed, so that it goes from the disk too."""
        kept = {one.id: one for one in state.kept}
        for one in self._state.kept:
            kept.setdefault(one.id, replace(one, removed=True))
        return replace(state, kept=tuple(kept.values()))
