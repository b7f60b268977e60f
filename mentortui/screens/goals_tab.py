"""The tab of goals: each with its key results and milestones below it, and a page with its course and all that belongs to it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Literal

import msgspec

from mentortui.core import milestones
from mentortui.core.actions_form import still_open
from mentortui.core.capture import Capture
from mentortui.core.dates import iso_day, show_date
from mentortui.core.goals import AREAS, PRIVATE, Goal, KeyResult, is_late
from mentortui.core.goals_bank import GoalTemplate, as_goal
from mentortui.core.goals_chart import briefly, number
from mentortui.core.goals_forms import GOAL, MILESTONE, READING_HINT, RESULT, ResultTyped, result_typed
from mentortui.core.goals_measured import course
from mentortui.core.goals_names import by_goal, of_goal
from mentortui.core.goals_order import in_order
from mentortui.core.goals_page import (
    WITHOUT,
    goal_line,
    milestone_page,
    page,
    result_page,
    sign,
)
from mentortui.core.goals_rules import usual_owner
from mentortui.core.milestones import Milestone
from mentortui.core.record_fields import RecordKind, replace
from mentortui.core.records import Living
from mentortui.core.refused import Refused
from mentortui.core.text import fit
from mentortui.screens.actions_tab import later
from mentortui.screens.goals_reached import offer, reached
from mentortui.services.goals import GoalsRead
from mentortui.services.ids import new_id
from mentortui.services.records import Shelf
from mentortui.services.tabs import Count, Entries, Entry, Host, Read, Tab, TabKey, TabRow
from mentortui.services.undoing import the_last
from mentortui.store.errors import StoreError

if TYPE_CHECKING:
    from mentortui.services.desk import Desk

AREAS_ROW = "areas"
"""The id of the row that names the areas without a goal."""
TEMPLATE_KEYS = "123456789" + "abcdefghijklmnopqrstuvwyz"
"""What takes one from the bank; `x` covers the screen."""
SHOWN = 40


class GoalsTab(Tab):
    """Goals in the order to learn in."""

    name, title, one = GOAL.name, GOAL.title, GOAL.one
    about, example = GOAL.about, GOAL.example
    more, done_word, who, due = False, "reached", True, True

    def __init__(self, desk: "Desk", slug: str) -> None:
        self._desk, self._goals, self._slug = desk, desk.goals, slug
        self._seen: GoalsRead | None = None
        self._bank: tuple[GoalTemplate, ...] | None = None
        self._beside: list[int] = []
        """Of each record that was added from here, how many acts on goals there were: undo takes back the later."""
        self.keys = (
            TabKey(key="n", label="reading", words="A new reading of a key result: 12, or 12 fri", act=self._new_reading),
            TabKey(key="r", label="key result", words="Add a key result: how one will know", act=self._add_result),
            TabKey(key="s", label="milestone", words="Add a milestone: a step in real work", act=self._add_milestone),
            TabKey(key="p", label="park", words="Park it for later; or open again", act=self._park),
            TabKey(key="v", label="share", words="Share it: until then only you see it", act=self._share),
            TabKey(key="greater_than_sign", label="action", words="An action towards it", act=partial(self._caught, "action")),
            TabKey(key="asterisk", label="win", words="A win towards it", act=partial(self._caught, "win")),
            TabKey(key="t", label="from the bank", words="A goal to begin with, from the bank", act=self._from_bank, alone=True),
        )

    # what there is

    def count(self, shelf: Shelf) -> Count:
        """Goals, not their parts."""
        goals = self._goals.all(self._slug, shelf.mentorship)
        return Count(len(goals), sum(goal.state == "open" for goal in goals))

    def read(self, shelf: Shelf) -> Read:
        """All of them, their parts below them; last, for those who use goals, the areas without one."""
        self._seen = seen = self._goals.read(self._slug)
        if self._bank is None:
            self._bank = self._desk.goal_bank.all()
        caught = by_goal(seen.living)
        entries = [entry for goal in in_order(seen.goals) for entry in self._entries(goal, seen, of_goal(goal, caught))]
        if missing := seen.areas_without:
            told = "Only where there is something to reach: a adds a goal, t takes one from the bank."
            names = [AREAS[area] for area in missing]
            row = TabRow(id=AREAS_ROW, text=f"No goal yet in {', '.join(names)}", over=True, about_several=True)
            entries.append(Entry(row=row, page=(("No goal yet in", "\n".join(names)), ("", told))))
        return Entries(tuple(entries))

    def _entries(self, goal: Goal, seen: GoalsRead, caught: Sequence[Living]) -> list[Entry]:
        today, names = seen.around.today, dict(seen.around.people)
        day = iso_day(goal.due)
        row = TabRow(
            id=goal.id,
            text=goal_line(goal),
            sign=sign(goal),
            who=names.get(goal.who, ""),
            due=show_date(day, today) if day else "",
            late=is_late(goal, today),
            over=goal.state != "open",
        )
        origin = "" if goal.created else "named by what was caught; e says more of it"
        found = [Entry(row=row, page=page(goal, seen.goals, caught, seen.mentorship, today), origin=origin)]
        for result in goal.key_results:
            measured = course(result)
            mark = "✓" if measured.reached else "·"
            line = TabRow(id=result.id, text=result.what, sign=mark, due=briefly(measured), level=1)
            found.append(Entry(row=replace(line, over=measured.reached), page=result_page(goal, measured, today)))
        for one in milestones.in_order(goal.milestones):
            when = iso_day(one.reached or one.due)
            line = TabRow(
                id=one.id,
                text=one.what,
                sign="✓" if one.reached else "○",
                due=show_date(when, today) if when else "",
                late=milestones.is_late(one, today),
                over=bool(one.reached),
                level=1,
            )
            found.append(Entry(row=line, page=milestone_page(goal, one, today)))
        return found

    def shown_keys(self, id: str) -> Sequence[TabKey]:
        """Sharing only of what is private; nothing but the bank on the row of the areas."""
        goal = self._goal(id)
        if goal is None:
            return [key for key in self.keys if key.alone]
        return [key for key in self.keys if key.key != "v" or goal.is_private]

    # the keys all tabs have

    def add(self, host: Host, id: str) -> None:
        """An empty form."""
        blank = self._goals.blank()
        assert isinstance(blank, Goal)
        self._form(host, self._owned(blank), new=True)

    def edit(self, host: Host, id: str) -> None:
        """The form of what is marked."""
        goal, part = self._goal(id), self._part(id)
        if goal is None:
            self.add(host, id)
        elif isinstance(part, KeyResult):
            now = course(part)
            typed = result_typed(part, number(now.now) if now.points and now.now is not None else "")
            host.form(RESULT, typed, new=False, save=partial(self._goals.save_result, host.slug, goal.id, typed))
        elif isinstance(part, Milestone):
            host.form(MILESTONE, part, new=False, save=partial(self._goals.save_milestone, host.slug, goal.id, part))
        else:
            self._form(host, goal, new=False)

    def done(self, host: Host, id: str) -> str:
        """A goal is reached; a milestone too, once it is said what shows it."""
        goal, part = self._goal(id), self._part(id)
        if goal is None:
            raise Refused("There is nothing to tick here.")
        if isinstance(part, KeyResult):
            raise Refused("A key result is reached by its readings: n adds one.")
        if isinstance(part, Milestone):
            if part.reached:
                return self._goals.open_milestone(host.slug, goal.id, part.id)
            later(host, partial(self._ask_evidence, host, goal, part))
            return ""
        return self._goals.done(host.slug, goal.id)

    def remove(self, host: Host, id: str, *, anyway: bool = False) -> str:
        """What is marked goes; u brings it back."""
        goal, part = self._goal(id), self._part(id)
        if goal is None:
            raise Refused("There is nothing to remove here.")
        if part is not None:
            return f"{self._goals.remove_part(host.slug, goal.id, id)} · u brings it back"
        return f"{self._goals.remove(host.slug, goal.id, anyway=anyway)} · u brings it back"

    def undo(self, host: Host) -> str:
        """The last act on a goal, or the record that was added from here since."""
        if self._beside and self._beside[-1] >= self._goals.acts(host.slug):
            with the_last(self._beside):
                return self._desk.records.undo(host.slug)
        return self._goals.undo(host.slug)

    def _add_beside(self, host: Host, kind: RecordKind, record: Living) -> None:
        def save(answers: Mapping[str, str]) -> str:
            said = self._desk.records.save(host.slug, kind, record, answers)
            self._beside.append(self._goals.acts(host.slug))
            return said

        host.form(kind, record, new=True, save=save)

    # the keys of this one

    def _new_reading(self, host: Host, id: str) -> None:
        goal, part = self._goal(id), self._part(id)
        results = [part] if isinstance(part, KeyResult) else list(goal.key_results) if goal is not None else []
        if goal is None or not results:
            host.say(WITHOUT if goal is not None else "Mark a goal first.")
            return
        if len(results) == 1:
            self._ask_reading(host, goal, results[0])
            return
        choices = [(str(number), one.what) for number, one in enumerate(results[:9], 1)]

        def chosen(key: str) -> None:
            self._ask_reading(host, goal, results[int(key) - 1])

        host.choose("A new reading of", choices, chosen)

    def _ask_reading(self, host: Host, goal: Goal, result: KeyResult) -> None:
        host.mark(result.id)
        unit = f", {result.unit}" if result.unit else ""
        submit = partial(self._goals.note_reading, host.slug, goal.id, result.id)
        host.ask(f"{fit(result.what, SHOWN)}{unit}", READING_HINT, submit)

    def _add_result(self, host: Host, id: str) -> None:
        goal = self._goal(id)
        if goal is None:
            host.say("Mark a goal first.")
            return
        blank = self._goals.blank(RESULT)
        assert isinstance(blank, ResultTyped)
        host.form(RESULT, blank, new=True, save=partial(self._goals.save_result, host.slug, goal.id, blank))

    def _add_milestone(self, host: Host, id: str) -> None:
        goal = self._goal(id)
        if goal is None:
            host.say("Mark a goal first.")
            return
        blank = self._goals.blank(MILESTONE)
        assert isinstance(blank, Milestone)
        host.form(MILESTONE, blank, new=True, save=partial(self._goals.save_milestone, host.slug, goal.id, blank))

    def _park(self, host: Host, id: str) -> None:
        if (goal := self._goal(id)) is not None:
            host.act(lambda: self._goals.park(host.slug, goal.id))

    def _share(self, host: Host, id: str) -> None:
        if (goal := self._goal(id)) is not None:
            host.act(lambda: self._goals.share(host.slug, goal.id))

    def _caught(self, name: Literal["action", "win"], host: Host, id: str) -> None:
        goal, kind = self._goal(id), self._desk.records.kind(name)
        if goal is None:
            host.say("Mark a goal first.")
        elif goal.is_private:
            host.say(f"{kind.one.capitalize()} is for both to read, and this goal is only yours: v shares it.", trouble=True)
        else:
            new = new_id()
            record = Living(id=new, capture=Capture(id=new, kind=name, goal=goal.name))
            self._add_beside(host, still_open(kind) if name == "action" else kind, record)

    def _from_bank(self, host: Host, id: str) -> None:
        templates = self._bank or ()
        if not templates:
            host.say("The bank is empty: put files into the folder goals beside settings.toml.")
            return
        known = self._seen.around.goals if self._seen is not None else ()
        offered = dict(zip(TEMPLATE_KEYS, templates, strict=False))

        def chosen(key: str) -> None:
            goal = self._owned(as_goal(offered[key], new_id, known))
            host.mark(goal.id)
            host.act(lambda: f"{self._goals.add(host.slug, goal)} · only yours; e makes it your own, v shares it")

        choices = [(key, one.name) for key, one in offered.items()]
        host.choose("A goal to begin with", choices, chosen, about="From the bank; more can lie in goals/*.toml.")

    def _ask_evidence(self, host: Host, goal: Goal, milestone: Milestone) -> None:
        def submit(evidence: str) -> str:
            said = self._goals.reach_milestone(host.slug, goal.id, milestone.id, evidence)
            with suppress(Refused, StoreError):
                found = reached(self._desk, host.slug, milestone.id)
                later(host, partial(offer, host, found, partial(self._send, host)))
            return said

        host.ask(f"Reached: {fit(milestone.what, SHOWN)}", milestones.EVIDENCE, submit, value=milestone.evidence)

    def _send(self, host: Host, resource: Living) -> None:
        self._add_beside(host, self._desk.records.kind("resource"), resource)

    # small

    def _owned(self, goal: Goal) -> Goal:
        """A new one, with who it most likely belongs to."""
        return goal if self._seen is None else msgspec.structs.replace(goal, who=usual_owner(self._seen.mentorship))

    def _form(self, host: Host, goal: Goal, *, new: bool) -> None:
        def save(answers: Mapping[str, str]) -> str:
            said = self._goals.save(host.slug, goal, answers)
            return f"{said} · only you see it until v shares it" if new and answers.get("seen_by") == PRIVATE else said

        host.form(GOAL, goal, new=new, save=save)

    def _goal(self, id: str) -> Goal | None:
        try:
            return self._seen.goal(id) if self._seen is not None and id else None
        except Refused:
            return None

    def _part(self, id: str) -> KeyResult | Milestone | None:
        return self._seen.part(id) if self._seen is not None else None
