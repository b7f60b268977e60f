"""The tab of goals: each with its key results and milestones below it, and a page with its course and all that belongs to it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from mentortui.core import milestones
from mentortui.core.capture import Capture
from mentortui.core.dates import iso_day, show_date
from mentortui.core.goals import AREAS, Goal, KeyResult, is_late
from mentortui.core.goals_bank import GoalTemplate, as_goal
from mentortui.core.goals_chart import briefly
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
from mentortui.core.milestone_drafts import FeedbackDraft, feedback_drafts, gesture, thanks_draft
from mentortui.core.milestones import Milestone
from mentortui.core.record_fields import replace
from mentortui.core.records import Living
from mentortui.core.refused import Refused
from mentortui.core.text import fit
from mentortui.services.goals import GoalsRead
from mentortui.services.ids import new_id
from mentortui.services.records import Shelf
from mentortui.services.tabs import Count, Entries, Entry, Host, Read, Tab, TabKey, TabRow
from mentortui.store.errors import StoreError

if TYPE_CHECKING:
    from mentortui.services.desk import Desk

AREAS_ROW = "areas"
"""The id of the row that names the areas without a goal."""
TEMPLATE_KEYS = "123456789" + "abcdefghijklmnopqrstuvwyz"
"""What takes one from the bank; `x` covers the screen."""
SHOWN = 40
NAME = 24


class _Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What a milestone that was just reached opens. `drafts`: by the key that takes each."""

    milestone: Milestone
    drafts: dict[str, FeedbackDraft]
    thanks: str
    others: tuple[str, ...]
    whom: str
    """The id of the other, where there is one alone."""
    goal: str
    book: Any
    kept: Any


class GoalsTab(Tab):
    """Goals in the order to learn in."""

    name, title, one = GOAL.name, GOAL.title, GOAL.one
    about, example = GOAL.about, GOAL.example
    more, done_word, who, due = False, "reached", True, True

    def __init__(self, desk: "Desk", slug: str) -> None:
        self._desk, self._goals, self._slug = desk, desk.goals, slug
        self._seen: GoalsRead | None = None
        self._bank: tuple[GoalTemplate, ...] | None = None
        self.keys = (
            TabKey(key="n", label="reading", words="A new reading of a key result: 12, or 12 fri", act=self._new_reading),
            TabKey(key="r", label="result", words="How one will know: add a key result", act=self._add_result),
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
            told = (("", "Only where there is something to reach: a adds a goal, t takes one from the bank."),)
            entries.append(Entry(row=TabRow(id=AREAS_ROW, text="No goal yet in", over=True), page=told))
            for area in missing:
                row = TabRow(id=f"{AREAS_ROW} {area}", text=AREAS[area], level=1, over=True)
                entries.append(Entry(row=row, page=(("", f"No goal yet in {AREAS[area]}"), *told)))
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
        """An empty form; on the row of an area, of that area."""
        blank = self._goals.blank()
        assert isinstance(blank, Goal)
        area = id.removeprefix(f"{AREAS_ROW} ")
        self._form(host, replace(blank, area=area if area in AREAS else ""), new=True)

    def edit(self, host: Host, id: str) -> None:
        """The form of what is marked."""
        goal, part = self._goal(id), self._part(id)
        if goal is None:
            self.add(host, id)
        elif isinstance(part, KeyResult):
            now = course(part)
            typed = result_typed(part, str(now.now) if now.points else "")
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
            host.app.call_from_thread(self._ask_evidence, host, goal, part)
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
        """The last act on a goal."""
        return self._goals.undo(host.slug)

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
            host.form(kind, record, new=True)

    def _from_bank(self, host: Host, id: str) -> None:
        templates = self._bank or ()
        if not templates:
            host.say("The bank is empty: put files into the folder goals beside settings.toml.")
            return
        known = self._seen.around.goals if self._seen is not None else ()
        offered = dict(zip(TEMPLATE_KEYS, templates, strict=False))

        def chosen(key: str) -> None:
            goal = as_goal(offered[key], new_id, known)
            host.mark(goal.id)
            host.act(lambda: f"{self._goals.add(host.slug, goal)} · only yours; e makes it your own, v shares it")

        choices = [(key, one.name) for key, one in offered.items()]
        host.choose("A goal to begin with", choices, chosen, about="From the bank; more can lie in goals/*.toml.")

    # a milestone that is reached

    def _ask_evidence(self, host: Host, goal: Goal, milestone: Milestone) -> None:
        def submit(evidence: str) -> str:
            said = self._goals.reach_milestone(host.slug, goal.id, milestone.id, evidence)
            with suppress(Refused, StoreError):
                offer = self._offered(host.slug, milestone.id)
                host.app.call_from_thread(host.app.call_later, self._offer, host, offer)
            return said

        host.ask(f"Reached: {fit(milestone.what, SHOWN)}", milestones.EVIDENCE, submit, value=milestone.evidence)

    def _offered(self, slug: str, milestone_id: str) -> "_Offer":
        """Read off the interface's thread. Of a private goal nobody else is told."""
        seen = self._goals.read(slug)
        goal, milestone = seen.goal(milestone_id), seen.part(milestone_id)
        assert isinstance(milestone, Milestone)
        drafts = () if goal.is_private else feedback_drafts(goal, milestone, seen.mentorship)
        return _Offer(
            milestone=milestone,
            drafts=dict(zip("123456789", drafts, strict=False)),
            thanks="" if goal.is_private else thanks_draft(goal, milestone, seen.mentorship),
            others=tuple(name for id, name in seen.around.people if id != seen.around.me),
            whom=drafts[0].typed.to if len(drafts) == 2 else "",
            goal=goal.name,
            book=self._desk.feedback.book(slug),
            kept=self._desk.drafts(slug),
        )

    def _offer(self, host: Host, offer: "_Offer", done: frozenset[str] = frozenset()) -> None:
        """The drafts it opens, one after the other, until escape."""
        choices = [
            (key, f"feedback from {fit(one.giver, NAME)} to {fit(one.to, NAME)}, drafted") for key, one in offer.drafts.items()
        ]
        choices += [("t", "a thank-you, drafted"), ("r", "something to read or use, to send")] if offer.thanks else []
        choices = [(key, said) for key, said in choices if key not in done]
        if not choices:
            return

        def chosen(key: str) -> None:
            again = partial(self._offer, host, offer, done | {key})
            if key == "t":
                self._thank(host, offer, again)
            elif key == "r":
                host.form(self._desk.records.kind("resource"), _resource(offer), new=True)
            else:
                draft = offer.drafts[key]
                screen = FeedbackScreen(offer.book, offer.kept, begin=draft.typed, draft=draft.name)
                host.open(screen, lambda left: _after(host, again, left.said if left is not None else None))

        from mentortui.screens.feedback import FeedbackScreen

        host.choose("Milestone reached", choices, chosen, about=f"{gesture(offer.milestone, offer.others)} esc leaves it.")

    def _thank(self, host: Host, offer: "_Offer", again: Callable[[], None]) -> None:
        from mentortui.screens.write import WriteScreen

        drafts, name = offer.kept, f"thanks {offer.milestone.id}"

        def left(written: str | None) -> str | None:
            if written is None:
                return _after(host, again, None)
            drafts.put(name, "")
            return _after(host, again, f"{host.copy(written)}: the thank-you")

        keep = partial(drafts.put, name)
        host.open(WriteScreen("A thank-you", drafts.get(name) or offer.thanks, does="copies it", keep=keep), left)

    # small

    def _form(self, host: Host, goal: Goal, *, new: bool) -> None:
        save: Callable[[Mapping[str, str]], str] = partial(self._goals.save, host.slug, goal)
        host.form(GOAL, goal, new=new, save=save)

    def _goal(self, id: str) -> Goal | None:
        try:
            return self._seen.goal(id) if self._seen is not None and id else None
        except Refused:
            return None

    def _part(self, id: str) -> KeyResult | Milestone | None:
        return self._seen.part(id) if self._seen is not None else None


def _after(host: Host, again: Callable[[], None], said: str | None) -> str | None:
    """What else it opens comes once this screen is gone."""
    host.app.call_later(again)
    return said


def _resource(offer: _Offer) -> Living:
    """For whom the milestone was: the user is the one who sends it."""
    new = new_id()
    return Living(id=new, capture=Capture(id=new, kind="resource", who=offer.whom, goal=offer.goal))
