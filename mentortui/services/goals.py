"""The goals of a mentorship: typed, measured, shared, renamed, and each of it undone."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import msgspec

from mentortui.core.dates import show_date
from mentortui.core.goals import Goal, KeyResult, Reading, areas_without, replace, together, without_words
from mentortui.core.goals_chart import number
from mentortui.core.goals_forms import GOAL, MILESTONE, RESULT, ResultTyped, reading_typed, result_typed
from mentortui.core.goals_measured import course, with_reading
from mentortui.core.goals_names import all_goals, belongs, names_after
from mentortui.core.goals_order import followers
from mentortui.core.goals_rules import checked, part_of, part_there, stored, with_part
from mentortui.core.heads import local, own_zone
from mentortui.core.kinds import Around
from mentortui.core.merging import taken_away, taken_back
from mentortui.core.milestones import Milestone, open_again, reached
from mentortui.core.record_fields import RecordKind, WrongField, filled, typed
from mentortui.core.records import Living, Mentorship, Record
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order
from mentortui.core.text import counted, fit
from mentortui.services.clock import Clock
from mentortui.services.goal_names import TABLE
from mentortui.services.records import ReferredTo
from mentortui.services.undoing import Acts
from mentortui.store.changing import Changing
from mentortui.store.store import Store

SAID = 50
"""Cells of a goal in a sentence."""
GONE = "That goal is no longer here."


class GoalsRead(msgspec.Struct, frozen=True, kw_only=True):
    """The goals of a mentorship at one moment. `goals`: all, the user's private ones and those without a measure too."""

    mentorship: Mentorship
    goals: tuple[Goal, ...]
    living: tuple[Living, ...]
    around: Around

    def goal(self, id: str) -> Goal:
        """That one, or the one a key result or a milestone of that id belongs to. Raises Refused."""
        found = next((one for one in self.goals if id == one.id or part_of(one, id) is not None), None)
        if found is None:
            raise Refused(GONE)
        return found

    def part(self, id: str) -> KeyResult | Milestone | None:
        """A key result or a milestone of one of them."""
        return next((part for one in self.goals if (part := part_of(one, id)) is not None), None)

    @property
    def areas_without(self) -> tuple[str, ...]:
        """The areas in which there is no goal, for those who use goals."""
        return areas_without(self.goals)


class _Act(msgspec.Struct, frozen=True):
    """What was done to one goal. `before`: None where it is new."""

    said: str
    before: Goal | None
    made: Goal


class Goals:
    """Of one data folder. Every act is on disk when it returns, says what it did, and may raise Refused or StoreError."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str]) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._acts = Acts[_Act]()

    def read(self, slug: str) -> GoalsRead:
        """As they are stored now."""
        mentorship = self._store.mentorship(slug)
        goals = self.all(slug, mentorship)
        living = tuple(one for one in self._store.living(slug) if not one.removed)
        return GoalsRead(mentorship=mentorship, goals=goals, living=living, around=self._around(mentorship, goals))

    def all(self, slug: str, mentorship: Mentorship) -> tuple[Goal, ...]:
        """The goals alone, for `mentorship` as it is stored."""
        shared, private = self._store.table(slug, TABLE, Goal), self._store.private_table(slug, TABLE, Goal)
        return all_goals(mentorship.goals, together(shared, private))

    def blank(self, kind: RecordKind = GOAL) -> Record:
        """A new one of GOAL, RESULT or MILESTONE, not stored yet."""
        return kind.blank(self._new_id())

    # what is typed

    def save(self, slug: str, goal: Goal, answers: Mapping[str, str]) -> str:
        """What was typed into the form of a goal, new or as it was `goal`. Raises WrongField where it cannot be taken."""

        def change(there: Goal, goals: tuple[Goal, ...], around: Around) -> Goal:
            made = filled(GOAL, there, _changed(GOAL, goal, answers, around), around)
            assert isinstance(made, Goal)
            made = checked(there, made, goals)
            if made.state != there.state:
                made = replace(made, closed="" if made.state == "open" else around.today.isoformat())
            return made

        said = "edited" if goal.name else "added"
        return self._act(slug, goal.id, change, lambda before, made: said, new=goal, seen=lambda there: goal)

    def save_result(self, slug: str, id: str, record: ResultTyped, answers: Mapping[str, str]) -> str:
        """What was typed into the form of a key result of the goal `id`; another number for now is a reading of today."""

        def change(there: Goal, goals: tuple[Goal, ...], around: Around) -> Goal:
            before = next((one for one in there.results if one.id == record.id), None)
            base = result_typed(before, _now(before)) if before is not None else replace(record, now="")
            made = filled(RESULT, base, _changed(RESULT, record, answers, around), around)
            assert isinstance(made, ResultTyped)
            result = replace(
                before or KeyResult(id=record.id, created=self._clock.wall()),
                what=made.what,
                baseline=made.baseline,
                target=made.target,
                unit=made.unit,
                removed=False,
            )
            if made.now and made.now != base.now:
                result = with_reading(result, self._reading(around.today.isoformat(), made.now))
            return replace(there, results=with_part(there.results, result))

        def seen(there: Goal) -> Goal:
            # As it stood in the form: what was said of it elsewhere since is not lost in silence.
            before = next((one for one in there.results if one.id == record.id), None)
            words = {"what": record.what, "baseline": record.baseline, "target": record.target, "unit": record.unit}
            return there if before is None else replace(there, results=with_part(there.results, replace(before, **words)))

        return self._act(slug, id, change, lambda before, made: "key result kept", seen=seen)

    def save_milestone(self, slug: str, id: str, record: Milestone, answers: Mapping[str, str]) -> str:
        """What was typed into the form of a milestone of the goal `id`."""

        def change(there: Goal, goals: tuple[Goal, ...], around: Around) -> Goal:
            before = next((one for one in there.milestones if one.id == record.id), replace(record, created=self._clock.wall()))
            made = filled(MILESTONE, before, _changed(MILESTONE, record, answers, around), around)
            assert isinstance(made, Milestone)
            if made.reached and not made.evidence:
                raise WrongField("evidence", "It was reached: a link or a sentence that shows it.")
            return replace(there, milestones=with_part(there.milestones, replace(made, removed=False)))

        def seen(there: Goal) -> Goal:
            known = any(one.id == record.id for one in there.milestones)
            return replace(there, milestones=with_part(there.milestones, record)) if known else there

        return self._act(slug, id, change, lambda before, made: "milestone kept", seen=seen)

    def note_reading(self, slug: str, id: str, result_id: str, line: str) -> str:
        """One more reading of a key result of the goal `id`: `12`, `12 fri`."""
        today = self._today(self._store.mentorship(slug))
        day, value = reading_typed(line, today)

        def change(there: Goal, goals: tuple[Goal, ...], around: Around) -> Goal:
            result = part_there(there.results, result_id)
            return replace(there, results=with_part(there.results, with_reading(result, self._reading(day, value))))

        return self._act(slug, id, change, lambda before, made: f"{value} on {show_date(date.fromisoformat(day), today)}")

    # what becomes of it

    def done(self, slug: str, id: str) -> str:
        """The goal is reached, or, where it was over, open again."""
        return self._turn(slug, id, "done", "reached")

    def park(self, slug: str, id: str) -> str:
        """It is for later, which is no failure; or open again."""
        return self._turn(slug, id, "parked", "parked for later")

    def share(self, slug: str, id: str) -> str:
        """A private goal becomes everybody's: it moves to where shared things lie. Raises Refused for one that is shared."""

        def change(there: Goal, goals: tuple[Goal, ...], around: Around) -> Goal:
            if not there.is_private:
                raise Refused("It is shared already.")
            made = replace(there, seen_by="")
            return checked(there, made, goals)

        return self._act(slug, id, change, lambda before, made: "shared")

    def reach_milestone(self, slug: str, id: str, milestone_id: str, evidence: str) -> str:
        """A milestone of the goal `id` was reached today. Raises Refused where nothing shows it."""

        def change(there: Goal, goals: tuple[Goal, ...], around: Around) -> Goal:
            made = reached(part_there(there.milestones, milestone_id), evidence, around.today)
            return replace(there, milestones=with_part(there.milestones, made))

        return self._act(slug, id, change, lambda before, made: "milestone reached")

    def open_milestone(self, slug: str, id: str, milestone_id: str) -> str:
        """It was not reached after all."""

        def change(there: Goal, goals: tuple[Goal, ...], around: Around) -> Goal:
            made = open_again(part_there(there.milestones, milestone_id))
            return replace(there, milestones=with_part(there.milestones, made))

        return self._act(slug, id, change, lambda before, made: "milestone open again")

    def remove(self, slug: str, id: str, *, anyway: bool = False) -> str:
        """The goal goes; what named it keeps the name. Raises ReferredTo where something names it or comes after it, unless it is
        to go anyway, and Refused where all there is of it is that name."""
        said = still = ""

        def change(there: Goal, goals: tuple[Goal, ...], around: Around) -> Goal:
            nonlocal said, still
            # Counted as they are stored while nobody else changes them: one that named it a moment ago counts.
            naming = sum(not one.removed and belongs(one.capture.goal, there) for one in self._store.living(slug))
            said = f"{counted(naming, 'record')} {'names' if naming == 1 else 'name'} it"
            still = f", {said} still" if naming else ""
            behind = followers(there, goals)
            if naming and not there.created:
                raise Refused(f"{said}, and nothing else is known of it: p parks it, e gives it another name.")
            if (behind or naming) and not anyway:
                after = f"“{fit(behind[0].name, SAID)}” comes after it" if behind else ""
                raise ReferredTo(f"“{fit(there.name, SAID)}”: {', and '.join(filter(None, (after, said if naming else '')))}.")
            return replace(there, removed=True)

        return self._act(slug, id, change, lambda before, made: f"removed{still}")

    def remove_part(self, slug: str, id: str, part_id: str) -> str:
        """A key result or a milestone of the goal `id` goes."""

        def change(there: Goal, goals: tuple[Goal, ...], around: Around) -> Goal:
            if any(one.id == part_id for one in there.results):
                return replace(there, results=with_part(there.results, replace(part_there(there.results, part_id), removed=True)))
            gone = replace(part_there(there.milestones, part_id), removed=True)
            return replace(there, milestones=with_part(there.milestones, gone))

        return self._act(slug, id, change, lambda before, made: "removed from it")

    def add(self, slug: str, goal: Goal) -> str:
        """A whole one, such as of a template. Raises Refused where its name is taken."""

        def change(there: Goal, goals: tuple[Goal, ...], around: Around) -> Goal:
            return checked(there, goal, goals)

        return self._act(slug, goal.id, change, lambda before, made: "added", new=replace(goal, name=""))

    def undo(self, slug: str) -> str:
        """Takes back the last act here, and says what it was. What others changed since stays."""
        with self._acts.taking_back(slug) as act, self._store.changing(slug) as now:
            shared, private = now.table(TABLE, Goal), now.private_table(TABLE, Goal)
            there = stored(shared.all().values(), private.all().values(), act.made.id) or act.made
            back = taken_away(act.made, there) if act.before is None else taken_back(act.made, act.before, there)
            self._put(now, there, back)
        return f"Undone: {act.said}"

    def acts(self, slug: str) -> int:
        """How many acts here there are to take back."""
        return self._acts.count(slug)

    # the one act

    def _act(
        self,
        slug: str,
        id: str,
        change: Callable[[Goal, tuple[Goal, ...], Around], Goal],
        what: Callable[[Goal | None, Goal], str],
        new: Goal | None = None,
        seen: Callable[[Goal], Goal] | None = None,
    ) -> str:
        """`change` gets the goal as it is stored, and all. `new`: what it begins as where there is none yet. `seen`: what stood
        there when it was typed, of the goal that is stored: what was said elsewhere since and is typed over is kept in a copy."""
        with self._store.changing(slug) as now:
            mentorship = now.mentorship()
            shared, private = now.table(TABLE, Goal).all().values(), now.private_table(TABLE, Goal).all().values()
            goals = all_goals(mentorship.goals, together(shared, private))
            before = stored(shared, private, id)
            bare = next((one for one in goals if one.id == id), None) if before is None else None
            there = next((one for one in goals if one.id == id), None) or before or new
            if there is None or (there.removed and new is None):
                raise Refused(GONE)
            made = change(replace(there, removed=False), goals, self._around(mentorship, goals))
            if seen is not None and before is not None:
                table = now.private_table(TABLE, Goal) if before.is_private else now.table(TABLE, Goal)
                table.over(seen(before), before, made)
            made = self._put(now, before, made)
            now.write()
            said = f"{what(before, made)}: {fit(made.name, SAID)}"
            self._acts.add(slug, _Act(said, before or bare, made))
            return now.and_told(said)

    def _put(self, now: Changing, before: Goal | None, made: Goal) -> Goal:
        """Into its file, out of the other; and its name among those that captures can call, if it is shared."""
        wall, mentorship = self._clock.wall(), now.mentorship()
        made = replace(made, created=made.created or wall, changed=wall, changed_by=mentorship.me)
        shared, private = now.table(TABLE, Goal), now.private_table(TABLE, Goal)
        here, other = (private, shared) if made.is_private else (shared, private)
        gone = made.removed or made.is_private
        caught = {one.capture.goal for one in now.living.all().values() if not one.removed} if gone else ()
        names = names_after(mentorship.goals, before, made, caught)
        if names != mentorship.goals:
            now.mentorships.put(replace(mentorship, goals=names, changed=wall))
        if other.there(made.id) is not None:
            other.put(replace(without_words(made), changed=wall))
        here.put(made)
        return made

    def _turn(self, slug: str, id: str, state: str, word: str) -> str:
        def change(there: Goal, goals: tuple[Goal, ...], around: Around) -> Goal:
            now = "open" if there.state == state else state
            return replace(there, state=now, closed="" if now == "open" else around.today.isoformat())

        return self._act(slug, id, change, lambda before, made: word if made.state == state else "open again")

    def _reading(self, day: str, value: str) -> Reading:
        return Reading(id=self._new_id(), created=self._clock.wall(), day=day, value=value)

    def _around(self, mentorship: Mentorship, goals: Iterable[Goal]) -> Around:
        return Around(
            me=mentorship.me,
            people=tuple((person.id, person.name) for person in in_order(mentorship)),
            goals=tuple(goal.name for goal in goals),
            today=self._today(mentorship),
        )

    def _today(self, mentorship: Mentorship) -> date:
        return local(self._clock.wall(), own_zone(mentorship)).date()


def _changed(kind: RecordKind, record: Record, answers: Mapping[str, str], around: Around) -> dict[str, str]:
    """What was typed anew: the rest stays as it is stored now."""
    before = typed(kind, record, around)
    blank = [path for path in before if path not in answers]
    return {path: text for path, text in answers.items() if path not in blank and text != before.get(path)}


def _now(result: KeyResult) -> str:
    found = course(result)
    return number(found.now) if found.points and found.now is not None else ""
