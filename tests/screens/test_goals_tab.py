"""The tabs of goals and actions, and the card of Home, by keys alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.core.capture_values import Capture
from mentortui.core.goals import Goal
from mentortui.core.goals_forms import MILESTONE, RESULT
from mentortui.core.goals_measured import course
from mentortui.core.milestones import Milestone
from mentortui.core.record_details import ActionDetails
from mentortui.core.records import Living
from mentortui.screens.feedback import FeedbackScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.record_form import RecordFormScreen
from mentortui.screens.write import WriteScreen
from mentortui.services.desk import Desk
from mentortui.widgets.form import Form
from tests.core.goal_values import goal, result
from tests.screens.records_app import RecordsApp
from tests.screens.stage import NOON, StillClock, said, shown
from tests.screens.waiting import at_rest, press
from tests.store import values


class World:
    """The whole program over the store of `RecordsApp`: two goals that captures named, a few actions."""

    def __init__(self, folder: Path) -> None:
        made = RecordsApp(folder)
        self.store, self.slug = made.store, made.slug
        made.drafts.close()
        self.app = MentortuiApp(Desk(self.store, StillClock(), system_zone="Europe/Berlin"))

    def goal(self, name: str) -> Goal:
        goals = (*self.store.table(self.slug, "goals", Goal), *self.store.private_table(self.slug, "goals", Goal))
        return next(one for one in goals if one.name == name)

    def living(self, text: str) -> Living:
        return next(one for one in self.store.living(self.slug) if one.capture.text == text)


@asynccontextmanager
async def open_at(world: World, tab: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    async with world.app.run_test(size=size) as pilot:
        await at_rest(pilot)
        world.app.open_mentorship(world.slug, tab)
        await at_rest(pilot)
        yield pilot
        await at_rest(pilot)


async def fill(pilot: Pilot[None], path: str, *keys: str) -> None:
    pilot.app.screen.query_one(Form).field(path).control.focus()
    await press(pilot, *keys)


async def test_a_goal_from_its_bare_name_to_readings_a_milestone_and_its_drafts(tmp_path: Path) -> None:
    world = World(tmp_path)
    app = world.app
    async with open_at(world, "goal") as pilot:
        assert isinstance(app.screen, MentorshipScreen)
        assert "▌○ Release lead" in said(app)
        assert "None yet, and that may stay so. r adds one: how one will know." in said(app)
        assert "○ Grace: write the failing test first · Fri 27 Nov" in said(app)
        # said more of, renamed: what was caught under the old name stays with it
        await press(pilot, "e")
        assert isinstance(app.screen, RecordFormScreen)
        await fill(pilot, "name", "ctrl+u", *"Lead releases")
        await fill(pilot, "why", *"to be trusted", "ctrl+s")
        assert "Why it matters to Grace to be trusted" in said(app)
        assert "formerly Release lead" in said(app)
        assert "○ Grace: write the failing test first" in said(app)
        # how one will know
        await press(pilot, "r", *"releases led")
        await fill(pilot, "baseline", "0")
        await fill(pilot, "target", "4")
        await fill(pilot, "now", "1", "ctrl+s")
        assert "Lead releases · 0 of 1 reached" in said(app)
        await press(pilot, "n", *"3 20 nov", "enter")
        assert "3 on Fri 20 Nov: Lead releases" in said(app)
        assert "releases led · 1 → 4, from 0" in said(app)
        assert "▌ · releases led 1 → 4" in said(app)
        assert said(app).count("●") == 2 + said(app).count("● saved")
        # a milestone, reached
        await press(pilot, "s", *"first release led", "ctrl+s")
        assert "▌ ○ first release led" in said(app)
        assert "What shows it: a link, or a sentence" in await press(pilot, "space")
        await press(pilot, *"the notes of 2.4", "enter")
        assert "Reached: first release led. A thank-you to Grace, or something to read?" in said(app)
        assert "feedback from Ada to Grace, drafted" in said(app)
        await press(pilot, "1")
        assert isinstance(app.screen, FeedbackScreen)
        assert "the notes of 2.4" in said(app)
        await press(pilot, "ctrl+s")
        assert "feedback from Grace to Ada, drafted" in said(app)
        assert "feedback from Ada to Grace" not in said(app)
        await press(pilot, "t")
        assert isinstance(app.screen, WriteScreen)
        assert "“first release led” is done, a step towards Lead releases." in said(app)
        await press(pilot, "escape", "r", *"Release It!", "ctrl+s")
        assert "✓ first release led" in said(app)
        # parked, and what uses goals is told of areas
        await press(pilot, "home", "p")
        assert "‖ Lead releases" in said(app)
        assert "parked for later: Lead releases" in said(app)
        await press(pilot, "u")
        assert "Undone: parked for later" in said(app)
    goal = world.goal("Lead releases")
    assert [str(value) for _, value in course(goal.key_results[0]).points] == ["3", "1"]
    assert (goal.milestones[0].evidence, goal.milestones[0].reached, goal.state) == ("the notes of 2.4", "2026-11-25", "open")
    book = world.living("Release It!").capture
    assert (book.kind, book.who, book.goal) == ("resource", "grace", "Lead releases")
    feedback = world.living("first release led")
    assert (feedback.capture.where, feedback.capture.goal, feedback.capture.who) == ("the notes of 2.4", "Lead releases", "grace")


@pytest.mark.parametrize("size", [(120, 16), (40, 16)], ids=str)
async def test_no_row_of_a_chart_is_wrapped(tmp_path: Path, size: tuple[int, int]) -> None:
    world = World(tmp_path)
    measured = result("releases led", ("2026-10-22", "2"), ("2026-11-19", "5"))
    world.store.save_table(world.slug, "goals", goal("Release lead", results=(measured,)))
    async with open_at(world, "goal", size) as pilot:
        if size[0] < 100:
            await press(pilot, "enter")
        page = pilot.app.screen.query_one("#page")
        rows = [page.render_line(y).text for y in range(page.size.height)]
        (days,) = [row for row in rows if "Thu 22 Oct" in row]
        assert "Thu 19 Nov" in days
        at = rows.index(days)
        assert "to 8 ─" in rows[at - 6]


async def test_a_private_goal_is_the_users_own_until_v_shares_it(tmp_path: Path) -> None:
    world = World(tmp_path)
    app = world.app
    async with open_at(world, "goal") as pilot:
        told = await press(pilot, "a", *"my next job")
        assert "Whose ○ you ● Grace" in told, "of a pair it most likely is the mentee's"
        await fill(pilot, "area", "t", "ctrl+s")
        assert world.goal("my next job").who == "grace"
        assert "▌○ my next job · private" in said(app)
        assert "added: my next job · only you see it until v shares it" in said(app)
        assert said(app).count("No goal yet in") == 1
        await press(pilot, "end")
        for words in ("professional behaviour", "emotional intelligence", "strategic thinking"):
            assert words in said(app)
        await press(pilot, "home")
        await press(pilot, "greater_than_sign")
        assert "this goal is only yours: v shares it" in said(app)
        assert world.goal("my next job").is_private
        await press(pilot, "v")
        assert "shared: my next job" in said(app)
        assert "private: only you" not in said(app)
        await press(pilot, "greater_than_sign")
        await press(pilot, *"ask around", "ctrl+s")
        await press(pilot, "u")
        assert "Undone: added: ask around" in said(app)
        await press(pilot, "greater_than_sign", *"ask twice", "ctrl+s")
        await press(pilot, "t", "1")
        assert "only yours; e makes it your own" in said(app)
        await press(pilot, "u")
        assert "Undone: added: Code that others can read" in said(app)
    assert world.living("ask twice").capture.goal == "my next job"
    assert world.store.mentorship(world.slug).goals == ("Release lead", "Speak up", "my next job")


async def test_an_action_that_is_kept_asks_what_was_learned_and_either_side_is_told_of(tmp_path: Path) -> None:
    world = World(tmp_path)
    app = world.app
    step = Capture(kind="feedback", text="the notes", better=True, step="each step names its owner", who="ada")
    world.store.save_living(world.slug, Living(id="f", created=NOON - 9, changed=NOON - 9, capture=step))
    async with open_at(world, "action") as pilot:
        assert "1 open step stands under Feedback" in said(app), "Home counts it with the promises"
        assert "▌○ introduce Grace to the data team Ada Sat 21 Nov late" in said(app)
        assert "Grace: 1 kept, 1 open" in said(app)
        await press(pilot, "down", "space")
        assert "What was learned?" in said(app)
        await press(pilot, *"write it before the code", "enter")
        assert "learned: write it before the code" in said(app)
        assert "Came of it" in await press(pilot, "e")
        await fill(pilot, "capture.text", "ctrl+u", *"look into chapter 4")
        assert '"look into": what will one see when it is done?' in said(app)
        await press(pilot, "escape")
        world.store.save_living(world.slug, *(values.action(f"n{number}") for number in range(3)))
        assert "Came of it" not in await press(pilot, "a")
        await press(pilot, *"one more", "enter", "g", "ctrl+s")
        assert "added: one more · Grace has 4 promises open. Which one matters most?" in said(app)
    one = world.living("write the failing test first")
    assert one.details == ActionDetails(learned="write it before the code", closed="2026-11-25")


async def test_home_tells_how_many_results_are_reached_and_what_is_due_leads_to_its_row(tmp_path: Path) -> None:
    world = World(tmp_path)
    goals = world.app.desk.goals
    goal = goals.read(world.slug).goals[0]
    for what, now in (("releases", "4"), ("reviews", "2")):
        blank = goals.blank(RESULT)
        goals.save_result(world.slug, goal.id, blank, {"what": what, "baseline": "0", "target": "4", "now": now})  # type: ignore[arg-type]
    step = goals.blank(MILESTONE)
    assert isinstance(step, Milestone)
    goals.save_milestone(world.slug, goal.id, step, {"what": "first release led", "due": "fri"})
    async with world.app.run_test(size=(120, 40)) as pilot:
        await at_rest(pilot)
        assert "Goal Release lead ███████▌── 1 of 2 results" in said(world.app)
        assert "the milestone “first release led” of “Release lead” is for Fri 27 Nov" in said(world.app)
        number = next(row.split()[0] for row in shown(world.app).splitlines() if "the milestone" in row)
        await press(pilot, number)
        assert "▌ ○ first release led Fri 27 Nov" in said(world.app)
