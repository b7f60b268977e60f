"""From a session through its page to what comes next, in the program itself, by keyboard alone."""

from pathlib import Path

from mentortui.core.records import Pulse
from mentortui.screens.cover import CoverScreen
from mentortui.screens.feedback import FeedbackScreen
from mentortui.screens.live import LiveScreen
from mentortui.screens.prepare import PrepareScreen
from mentortui.screens.pulse import PulseScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.screens.timeline import TimelineScreen
from mentortui.screens.write import WriteScreen
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import said, shown
from tests.screens.waiting import press, until_on_top


async def test_the_next_session_is_made_from_one_that_has_just_finished(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "1")
        app.pass_time(30)
        await press(pilot, "q", "y")
        await until_on_top(pilot, SummaryScreen)
        await press(pilot, "P")
        await until_on_top(pilot, PrepareScreen)
        assert "Code review of the parser" in said(app)
        assert app.live is None
        assert app.desk.sessions.unfinished() == ()


async def test_what_is_mended_on_the_timeline_is_on_the_page_when_one_comes_back(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "1")
        app.pass_time(90)
        await press(pilot, "q", "y")
        await until_on_top(pilot, SummaryScreen)
        assert "Ada: 100 %" in said(app)
        await press(pilot, "y")
        await until_on_top(pilot, TimelineScreen)
        await press(pilot, "home", "enter", "2", "q")
        await until_on_top(pilot, SummaryScreen)
        assert "Grace: 100 %, 1:30" in said(app)
        assert "mended" in said(app)


async def test_feedback_is_written_from_the_page_and_the_pulse_is_kept(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "1", "q", "y")
        await until_on_top(pilot, SummaryScreen)
        await press(pilot, "f")
        await until_on_top(pilot, FeedbackScreen)
        await press(pilot, "escape")
        await until_on_top(pilot, SummaryScreen)
        await press(pilot, "p", "4", "5", "4", "enter", "escape")
        (pulse,) = app.desk.store.table(app.mentorship.slug, "pulses", Pulse)
        assert (pulse.person, pulse.safety, pulse.usefulness, pulse.fairness) == ("p1", 4, 5, 4)
        assert "yours is in, covered until Grace is in" in shown(app).replace("\n", " ")


async def test_u_leads_back_into_the_session_after_a_takeaway_was_undone(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "1", "q", "y")
        await until_on_top(pilot, SummaryScreen)
        await press(pilot, "t", "enter", *"small", "enter")
        assert "Grace: small" in said(app)
        await press(pilot, "u")
        assert "Grace: small" not in said(app)
        await press(pilot, "u")
        await until_on_top(pilot, LiveScreen)


async def test_the_cover_hides_what_is_asked_over_the_page_too(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "1", "q", "y")
        await until_on_top(pilot, SummaryScreen)
        for key, cover, kind in (("p", "x", PulseScreen), ("T", "ctrl+t", WriteScreen)):
            await press(pilot, key)
            before = said(app)
            assert isinstance(app.screen, kind)
            await press(pilot, cover)
            assert isinstance(app.screen, CoverScreen)
            assert "Ada" not in said(app)
            await press(pilot, "ctrl+t", "enter")
            assert isinstance(app.screen, kind)
            assert said(app) == before
            await press(pilot, "escape")
