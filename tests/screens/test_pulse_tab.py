"""The Pulse tab by keyboard alone: an assessment is answered, covered and opened; a low value becomes an action."""

from pathlib import Path

from textual.events import Paste

from mentortui.app import MentortuiApp
from mentortui.core.assessment import QUESTIONS
from mentortui.screens.home import HomeScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.pulse_assess import AssessmentScreen
from mentortui.services.assessments import Assessments
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.review_values import stored
from tests.screens.stage import NOON, SIZES, StillClock, said, widths
from tests.screens.waiting import at_rest, press, until_on_top


async def test_an_assessment_is_answered_covered_and_opened_and_a_low_value_becomes_an_action(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    slug = stored(store)
    app = MentortuiApp(Desk(store, StillClock(NOON), system_zone="Europe/Berlin"))
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await at_rest(pilot)
        app.open_mentorship(slug, "pulse")
        await until_on_top(pilot, MentorshipScreen)
        text = await at_rest(pilot)
        assert "Assessment Oct to Dec 2026, 2 · covered until both are in" in text
        assert "Agree what stays between us, and a word for “not now”" in text
        assert "Pulse over 1 session · 1 session covered still" in text
        assert "Session 8 · Thu 8 Oct" in text

        await press(pilot, "a")
        assert isinstance(app.screen, AssessmentScreen)
        assert "Does the rhythm feel right, not forced?" in said(app)
        await press(pilot, "enter")
        assert "1 not at all, 5 fully" in said(app)
        await press(pilot, "1", "enter", "enter", "enter")
        assert "1 not at all, 5 fully" in said(app)
        await press(pilot, "2", "enter")
        for size in (*SIZES, (40, 8)):
            await pilot.resize_terminal(*size)
            await at_rest(pilot)
            assert widths(app) == {size[0]}
        await pilot.resize_terminal(120, 40)
        await at_rest(pilot)
        assert isinstance(app.screen, MentorshipScreen)
        assert "Kept, and covered: yours is in, covered until Grace Otieno answered or declined" in said(app)
        own = app.desk.assessments.said(slug, "2026-Q4.2", "ada")
        assert own is not None
        assert own.answers == {"safety": 1, "rhythm": 2}
        assert "rhythm 2" not in said(app)

        other = Assessments(Store(tmp_path / "data"), StillClock(NOON + 1), lambda: "other")
        await press(pilot, "a")
        assert "Oct to Dec 2026, 2: how was it, Grace Otieno?" in said(app)
        other.give(slug, "2026-Q4.2", "grace", {"safety": 3})
        await press(pilot, "5", "down", "down", "down", "down", "down", "enter")
        assert "Grace Otieno answered elsewhere meanwhile: that stays. Everybody has answered: all of it shows." in said(app)
        grace = other.said(slug, "2026-Q4.2", "grace")
        assert grace is not None
        assert grace.answers == {"safety": 3}

        await press(pilot, "home", "down")
        assert "Fairness 2 from Grace Otieno" in said(app)
        text = await press(pilot, "greater_than_sign")
        assert "Yours now, under Actions" in text
        assert "Undone: an action" in await press(pilot, "u")
        assert "In the charter now" in await press(pilot, "down", "c")


async def test_escape_keeps_nothing_and_a_form_without_an_answer_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    slug = stored(store, tables={}, pulses=())
    app = MentortuiApp(Desk(store, StillClock(NOON), system_zone="Europe/Berlin"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await at_rest(pilot)
        app.open_mentorship(slug, "pulse")
        await until_on_top(pilot, MentorshipScreen)
        await at_rest(pilot)
        await press(pilot, "a", *("enter",) * 7)
        assert "Nothing is answered yet" in said(app)
        await press(pilot, "up", "4", "escape")
        assert isinstance(app.screen, MentorshipScreen)
        assert app.desk.assessments.picture(slug).rounds == ()
        assert "the letter to send" in await press(pilot, "L")
        reply = app.desk.assessments.letter(slug, "grace").replace("fairly here?):", "fairly here?): 4")
        app.post_message(Paste(reply))
        await at_rest(pilot)
        assert [row.state for row in app.desk.assessments.current(slug).rows] == ["waiting", "in"]
        await press(pilot, "d")
        assert "Everybody has answered: all of it shows." in said(app)
        assert "The answers are open: they are not taken back" in await press(pilot, "u")


async def test_at_sixty_columns_the_question_one_is_at_stands_below_its_numbers(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    slug = stored(store, tables={}, pulses=())
    app = MentortuiApp(Desk(store, StillClock(NOON), system_zone="Europe/Berlin"))
    async with app.run_test(size=(60, 20)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await at_rest(pilot)
        app.open_mentorship(slug, "pulse")
        await until_on_top(pilot, MentorshipScreen)
        await at_rest(pilot)
        assert "Is each of us treated fairly here? 1 not at all, 5 fully · enter skips" in await press(pilot, "a")
        for asked in QUESTIONS[1:]:
            assert f"{asked.asks} 1 not at all" in await press(pilot, "3")
        assert "esc later" in said(app)
        assert "covered until the other has" in said(app).lower()
        await pilot.resize_terminal(80, 24)
        text = await at_rest(pilot)
        assert all(text.count(asked.asks) == 1 for asked in QUESTIONS)
