"""The calendar of a mentorship: its rhythms, dates, pauses, working hours and planned end. Each act can be taken back."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import msgspec

from mentortui.core.cadence import cadence_words
from mentortui.core.cadence_read import NONE
from mentortui.core.calendar_dues import starter_of
from mentortui.core.calendar_rows import Calendar
from mentortui.core.dates import moment_line, show_date
from mentortui.core.days_off import work_words
from mentortui.core.heads import local, moment, own_zone
from mentortui.core.mentorship_pauses import TABLE as PAUSES
from mentortui.core.mentorship_pauses import WHYS, Pause, Why, checked, pause_words, paused_on, resumed, there
from mentortui.core.merging import merged_plan, taken_back
from mentortui.core.plan import length_of
from mentortui.core.plan_carry import next_of
from mentortui.core.records import Mentorship, Plan
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order
from mentortui.core.text import fit, storable
from mentortui.services.calendar_typed import (
    CALLED,
    FIELD,
    Which,
    cadence_typed,
    called,
    day_typed,
    days_typed,
    end_typed,
    moment_of,
    work_typed,
)
from mentortui.services.clock import Clock
from mentortui.services.holdings import holdings
from mentortui.services.preparing import Preparing
from mentortui.services.undoing import Acts
from mentortui.store.changing import Changing
from mentortui.store.store import Store

PLANS = "plans"
LONGEST_REASON = 200
Kept = TypeVar("Kept", Pause, Plan)
replace = msgspec.structs.replace


class _Held(msgspec.Struct, frozen=True):
    """What acts of the calendar change, at one moment."""

    mentorship: Mentorship
    plans: Mapping[str, Plan]
    pauses: Mapping[str, Pause]


class _Act(msgspec.Struct, frozen=True):
    """One that can be taken back."""

    said: str
    before: _Held
    after: _Held


class Calendars:
    """Of one data folder. Each act is on disk when it returns, and returns a sentence; may raise Refused and StoreError."""

    def __init__(self, store: Store, clock: Clock, preparing: Preparing, new_id: Callable[[], str]) -> None:
        self._store = store
        self._clock = clock
        self._preparing = preparing
        self._new_id = new_id
        self._acts = Acts[_Act]()

    def calendar(self, slug: str) -> Calendar:
        """All there is now, to be shown."""
        held = holdings(self._store, slug)
        coming = next_of(held.plans)
        return Calendar(
            mentorship=held.mentorship,
            plans=held.plans,
            pauses=there(held.of(PAUSES, Pause)),
            heads=tuple(head for head in self._store.session_heads(slug) if not head.removed),
            starter=starter_of(held),
            minutes=length_of(coming) if coming is not None else None,
            now=self._clock.wall(),
        )

    # how often

    def set_cadence(self, slug: str, which: Which, typed: str, seen: Mentorship | None = None) -> str:
        """From now on; the planned session keeps its date."""
        calendar = self.calendar(slug)
        cadence = cadence_typed(calendar, which, typed)
        said = f"{CALLED[which]}: {cadence_words(cadence) if cadence is not None else 'no agreed rhythm'}"
        return self.act(slug, said, lambda now: self._set(now, **{FIELD[which]: cadence}), seen)

    # dates

    def plan(self, slug: str, typed: str, reason: str = "", seen: Mentorship | None = None) -> str:
        """The next session is at that moment, on the user's clock; where it had a date, it is moved there, with its reason."""
        mentorship = self._store.mentorship(slug)
        wall = moment_of(mentorship, typed, self._clock.wall())
        if mentorship.archived is not None:
            raise Refused("This mentorship is archived: y opens it again, then a session can be planned.")
        said = "Moved to" if mentorship.next_date is not None else "Planned for"
        return self.act(
            slug,
            f"{said} {self.when(mentorship, wall)}",
            lambda now: self._preparing.moved(slug, wall, _reason(reason)),
            seen,
        )

    def take(self, slug: str, wall: int, seen: Mentorship | None = None) -> str:
        """The next session is at that moment of the series, UTC microseconds."""
        said = f"Planned for {self.when(self._store.mentorship(slug), wall)}"
        return self.act(slug, said, lambda now: self._preparing.moved(slug, wall), seen)

    def missed(self, slug: str, reason: str = "", seen: Mentorship | None = None, *, on_purpose: bool = False) -> str:
        """The planned session did not take place. All that is on its agenda waits for the next date."""
        if self._store.mentorship(slug).next_date is None:
            raise Refused("No session is planned: there is none to be missed.")
        deed = self._preparing.skipped if on_purpose else self._preparing.missed
        said = f"{'Skipped' if on_purpose else 'Missed'}: everything on its agenda waits for the next date"
        return self.act(slug, said, lambda now: deed(slug, _reason(reason)), seen)

    def give_reason(self, slug: str, plan: str, typed: str, was: int | None = None) -> str:
        """Why that planned session was missed or left out; `was`: why it was moved from that moment. Empty: nobody says."""
        reason = _reason(typed)

        def deed(now: Changing) -> None:
            table = now.table(PLANS, Plan)
            found = table.there(plan)
            if found is None or (was is not None and was not in {move.was for move in found.moves}):
                raise Refused("That is no longer here.")
            if was is None:
                table.put(self._stamped(now, replace(found, reason=reason)))
            else:
                moves = tuple(replace(move, reason=reason) if move.was == was else move for move in found.moves)
                table.put(self._stamped(now, replace(found, moves=moves)))

        return self.act(slug, f"Reason: {reason}" if reason else "No reason given", deed)

    # paused

    def was_paused(self, slug: str) -> bool:
        """Whether it ever was, or will be, paused."""
        return any(not one.removed for one in self._store.table(slug, PAUSES, Pause))

    def pause(self, slug: str, why: Why, typed: str = "", note: str = "") -> str:
        """Paused on those days: `2w`, `mon`, `3 dec to 7 dec`, `from 3 dec`; empty: from today on. A session planned in it has
        no date then. Raises Refused for an end before the beginning, and for days that are paused already."""
        mentorship = self._store.mentorship(slug)
        today = self._today(mentorship)
        if mentorship.archived is not None:
            raise Refused("This mentorship is archived: there is nothing to pause.")
        begins, until = days_typed(typed, today)
        wall = self._clock.wall()
        if why not in WHYS:
            raise Refused(f"Choose why: {', '.join(WHYS.values())}.")
        pause = Pause(
            id=self._new_id(),
            created=wall,
            why=why,
            begins=begins.isoformat(),
            until=until.isoformat() if until else "",
            note=_reason(note),
        )

        def deed(now: Changing) -> None:
            table = now.table(PAUSES, Pause)
            table.put(self._stamped(now, checked(pause, table.all().values(), today)))
            planned = now.mentorship().next_date
            if planned is not None and paused_on((pause,), local(planned, own_zone(mentorship)).date().isoformat()) is not None:
                self._preparing.set_date(slug, None, WHYS[why])

        said = pause_words(pause, today)
        return self.act(slug, f"{said[0].upper()}{said[1:]}: nothing is due meanwhile", deed)

    def resume(self, slug: str) -> str:
        """It goes on today."""
        today = self._today(self._store.mentorship(slug))

        def deed(now: Changing) -> None:
            table = now.table(PAUSES, Pause)
            found = paused_on(table.all().values(), today.isoformat())
            if found is None:
                raise Refused("It is not paused.")
            table.put(self._stamped(now, resumed(found, today)))

        return self.act(slug, "It goes on from today", deed)

    def end_pause(self, slug: str, id: str, typed: str) -> str:
        """That pause has another last day; empty: it is not known."""
        today = self._today(self._store.mentorship(slug))

        def deed(now: Changing) -> None:
            table = now.table(PAUSES, Pause)
            found = table.there(id)
            if found is None:
                raise Refused("That pause is no longer here.")
            until = day_typed(typed, today).isoformat() if typed.strip() else ""
            table.put(self._stamped(now, checked(replace(found, until=until), table.all().values(), today)))

        return self.act(slug, "Its end is changed", deed)

    def remove_pause(self, slug: str, id: str) -> str:
        """As if it had never been."""

        def deed(now: Changing) -> None:
            table = now.table(PAUSES, Pause)
            found = table.there(id)
            if found is None:
                raise Refused("That pause is no longer here.")
            table.put(self._stamped(now, replace(found, removed=True)))

        return self.act(slug, "Pause removed", deed)

    # when people work, and until when it lasts

    def set_work(self, slug: str, person: str, typed: str, seen: Mentorship | None = None) -> str:
        """When that person works, in their own zone."""
        mentorship = self._store.mentorship(slug)
        if person not in {one.id for one in mentorship.people}:
            raise Refused("That person is no longer here.")
        hours, off = work_typed(typed, self._today(mentorship))

        def deed(now: Changing) -> None:
            stored = now.mentorship()
            self._set(now, hours={**stored.hours, person: hours}, days_off={**stored.days_off, person: off})

        said = f"{fit(called(mentorship, person), 24)}: {work_words(hours, off, self._today(mentorship))}"
        return self.act(slug, said, deed, seen)

    def set_end(self, slug: str, typed: str, seen: Mentorship | None = None) -> str:
        """It is meant to end on that day, or later than it was; `none`: it is open."""
        mentorship = self._store.mentorship(slug)
        if typed.strip().casefold() in NONE:
            return self.act(slug, "No planned end", lambda now: self._set(now, ends=""), seen)
        today = self._today(mentorship)
        day = end_typed(typed, today)
        said = f"Meant to end on {show_date(day, today)}"
        return self.act(slug, said, lambda now: self._set(now, ends=day.isoformat()), seen)

    # undo

    def undo(self, slug: str) -> str:
        """Takes back the last act here; what was changed since stays. Raises Refused where there was none."""
        with self._acts.taking_back(slug) as act, self._store.changing(slug) as now:
            stored = now.mentorship()
            mentorship = taken_back(act.after.mentorship, act.before.mentorship, stored)
            if mentorship != stored:
                now.mentorships.put(replace(mentorship, changed=self._clock.wall(), changed_by=stored.me))
            plans, pauses = now.table(PLANS, Plan), now.table(PAUSES, Pause)
            for id, made in act.after.plans.items():
                was, found = act.before.plans.get(id, replace(made, removed=True)), plans.get(id)
                if was != made and found is not None:
                    plans.put(self._stamped(now, merged_plan(made, was, found, yielding=True)))
            for id, kept in act.after.pauses.items():
                before, here = act.before.pauses.get(id, replace(kept, removed=True)), pauses.get(id)
                if before != kept and here is not None:
                    pauses.put(self._stamped(now, taken_back(kept, before, here)))
        return f"Undone: {act.said}"

    # inside

    def act(self, slug: str, said: str, deed: Callable[[Changing], object], seen: Mentorship | None = None) -> str:
        """Does it, and remembers how the mentorship, its plans and its pauses were, for `undo`. `said`: what is returned.
        `seen`: what stood there when it was typed; what was agreed elsewhere since and is typed over is kept in a copy."""
        with self._store.changing(slug) as now:
            before = _held(now)
            deed(now)
            after = _held(now)
            now.mentorships.over(seen or before.mentorship, before.mentorship, after.mentorship)
            now.write()
            told = now.and_told(said)
        self._acts.add(slug, _Act(said, before, after))
        return told

    def _set(self, now: Changing, **fields: object) -> None:
        stored = now.mentorship()
        now.mentorships.put(replace(stored, **fields, changed=self._clock.wall(), changed_by=stored.me))

    def _stamped(self, now: Changing, record: Kept) -> Kept:
        return replace(record, changed=self._clock.wall(), changed_by=now.mentorship().me)

    def when(self, mentorship: Mentorship, wall: int) -> str:
        """That moment on the user's clock, and on that of the other."""
        mine, *others = in_order(mentorship)
        theirs = next((one.zone for one in others), mine.zone)
        return moment_line(moment(wall), mine.zone, theirs, self._today(mentorship))

    def _today(self, mentorship: Mentorship) -> date:
        return local(self._clock.wall(), own_zone(mentorship)).date()


def _held(now: Changing) -> _Held:
    return _Held(now.mentorship(), now.table(PLANS, Plan).all(), now.table(PAUSES, Pause).all())


def _reason(words: str) -> str:
    said = " ".join(storable(words).split())
    if len(said) > LONGEST_REASON:
        raise Refused(f"A reason has at most {LONGEST_REASON} letters; this has {len(said)}.")
    return said
