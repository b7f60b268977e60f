"""What Live says in words, as it stands on the screen: shares, lateness, doubt, what was understood, trouble with the disk."""

from pathlib import Path

import pytest

from mentortui.core.durations import SECOND
from mentortui.screens.summary import SummaryScreen
from mentortui.store.errors import NotSaved
from mentortui.store.live import LiveLog
from mentortui.widgets.floor_panel import FloorPanel
from mentortui.widgets.share_bar import ShareBar
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import said

WIDE = (120, 40)


@pytest.fixture
def app(tmp_path: Path) -> LiveApp:
    return LiveApp(tmp_path / "data")


def talk(app: LiveApp, *turns: tuple[int, int]) -> None:
    """Keys, and for how many seconds each; pressed again often enough that nobody is asked whether somebody still speaks."""
    for key, seconds in turns:
        for passed in range(0, seconds, 100):
            app.session.floor.press(key)
            app.pass_time(min(100, seconds - passed))
    app.session.floor.press(turns[-1][0])
    app.live_screen.follow()


# who has had the floor


async def test_ten_minutes_and_the_whole_session_stand_beside_what_was_agreed(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        talk(app, (1, 300), (2, 360), (1, 240))
        await pilot.pause()
        shown = said(app)
        assert "Floor · last ten minutes" in shown
        assert app.percents() == ["40 %", "60 %"]
        assert "40 %" in shown
        assert "60 %" in shown
        assert "whole session 60 : 40 · agreed 40 : 60" in shown
        assert "as agreed · of talk · agreed in the charter · keyed by hand" in shown
        assert "2 turns · longest 5:00" in shown
        assert "speaking 4:00" in shown


async def test_far_from_agreed_is_said_in_the_same_calm_words(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        talk(app, (1, 280), (2, 20))
        await pilot.pause()
        shown = said(app)
        assert "Floor · so far" in shown
        assert "far from agreed · of talk · agreed in the charter · keyed" in shown
        assert "93 %" in shown


async def test_the_shares_of_the_item_under_way_stand_beside_the_last_ten_minutes_while_they_differ(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        talk(app, (1, 300), (2, 100))
        app.session.agenda.start_topic("Demo")
        current = app.session.session.current_item
        assert current is not None
        app.session.agenda.share(current.item, "10/90")
        talk(app, (2, 100))
        await pilot.pause()
        shown = said(app)
        assert "agreed 34 : 66" in shown
        assert "agreed 10 : 90 for this item · keyed" in shown
        talk(app, (2, 600))
        await pilot.pause()
        assert "agreed 10 : 90" in said(app)
        assert "agreed for this item · keyed" in said(app)


async def test_before_anyone_has_spoken_no_share_is_told(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        app.pass_time(5)
        await pilot.pause()
        assert app.percents() == ["—", "—"]
        shown = said(app)
        assert "press a number when somebody speaks" in shown
        assert "nobody has had the floor yet" in shown


async def test_several_silence_and_doubt_are_each_told(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        talk(app, (1, 100))
        app.session.floor.several()
        app.pass_time(50)
        app.session.floor.press(0)
        app.pass_time(50)
        await pilot.pause()
        shown = said(app)
        assert "nobody has the floor" in shown
        assert "nobody 25 %" in shown
        assert "both 25 %" in shown


async def test_hidden_figures_leave_who_speaks_and_no_number(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        talk(app, (1, 60), (2, 60))
        await pilot.pause()
        assert "50 %" in said(app)
        await pilot.press("h")
        await pilot.pause()
        shown = said(app)
        assert "%" not in shown
        assert "agreed" not in shown
        assert "speaking figures hidden · h shows them" in shown
        assert "▐2▌ Grace" in shown


async def test_after_two_unanswered_questions_the_bars_are_faint_and_say_since_when(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        for seconds in (245, 700):  # a pair whose turns are long is asked later
            await pilot.press("1")
            app.pass_time(seconds)
        await pilot.pause()
        assert app.live_screen.query_one(FloorPanel).view.faint
        shown = said(app)
        assert "unsure since 15:13" in shown
        assert "Not sure who has spoken since 15:13: a number says who" in shown
        await pilot.press("2")
        await pilot.pause()
        assert "Not sure who" not in said(app)
        assert app.session.whole().unsure > 0


async def test_the_bars_are_called_by_the_keys_of_this_keyboard(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    me = app.desk.mentorships.me()
    app.desk.store.save_me(type(me)(id=me.id, name=me.name, zone=me.zone, number_row="&é\"'(-è_çà"))
    async with running(app, WIDE) as pilot:
        await pilot.press("ampersand")
        await pilot.pause()
        assert "▐&▌ Ada" in said(app)
        app.pass_time(181)
        await pilot.pause()
        assert app.asked() == "Still Ada? & yes é Grace since…"
        assert "Still Ada?" in said(app)


async def test_a_click_on_a_bar_and_on_a_key_below_does_what_the_key_does(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        bars = list(app.live_screen.query(ShareBar))
        await pilot.click(bars[1])
        assert app.floor() == ("Grace",)
        assert await pilot.click("KeyLine", offset=(2, 0))
        await pilot.pause()
        assert app.floor() == ("Ada",)


async def test_two_people_of_one_name_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    app = LiveApp(tmp_path, ("Ada", "Grace", "Grace"))
    async with running(app, WIDE) as pilot:
        await pilot.press("3", "greater_than_sign", *"read it @2", "enter")
        await pilot.pause()
        assert "▐3▌ Grace" in said(app)
        (caught,) = app.session.session.captures
        assert (caught.capture.who, caught.capture.text) == ("p2", "read it")


async def test_who_leaves_is_away_and_who_comes_back_has_the_number_they_had(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        await pilot.press("2", "v", "end", "space", "escape")
        await pilot.pause()
        assert "Grace (away)" in said(app)
        assert app.floor() == ()
        await pilot.press("v", "end", "space", "escape", "2")
        await pilot.pause()
        assert "(away)" not in said(app)
        assert app.floor() == ("Grace",)


# time


async def test_running_over_is_told_with_how_late_the_end_will_be(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        assert "ends 15:20" in said(app)
        talk(app, (1, 9 * 60))
        await pilot.pause()
        shown = said(app)
        assert "over" in shown
        assert "ends 15:24 · 4 min over plan" in shown


async def test_five_minutes_before_its_time_the_last_item_is_offered_and_n_goes_there(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        await pilot.press("e", "t", *"15:18", "enter", "escape")
        await pilot.pause()
        assert "until 15:18" in said(app)
        while "n go there" not in app.asked():
            assert app.session.now < 600 * SECOND
            talk(app, (1, 10))
        assert app.asked().endswith("Code review of the parser? n go there")
        await pilot.press("n")
        await pilot.pause()
        assert app.session.session.current == app.session.session.items[-1].item.id
        assert "go there" not in app.asked()


@pytest.mark.parametrize(("minutes", "taken"), [("0", False), ("601", False), ("600", True)])
async def test_an_item_of_no_or_too_many_minutes_is_refused_in_a_sentence(app: LiveApp, minutes: str, taken: bool) -> None:
    async with running(app, WIDE) as pilot:
        await pilot.press("e", "a", *f"Demo {minutes}", "enter")
        await pilot.pause()
        assert ([facts.item.title for facts in app.session.session.items][-1] == "Demo") is taken
        assert ("1 to 600 minutes" in said(app)) is not taken


# what is agreed and caught


async def test_the_next_date_is_previewed_on_both_clocks_and_kept(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        await pilot.press("m", *"thu 15:00")
        await pilot.pause()
        assert "15:00 (17:00 Nairobi)" in said(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.session.session.next_date is not None
        await pilot.press("m", *"someday", "enter")
        await pilot.pause()
        assert "“someday” has no time: say the day and the time, such as thu 15:00." in said(app)
        assert app.session.session.next_date is not None


async def test_understanding_confirmed_is_kept_with_the_item_it_was_about(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        await pilot.press("p", "2")
        assert app.session.session.understandings == (("p2", "p1", "Check-in"),)
        await pilot.press("u")
        assert app.session.session.understandings == ()


async def test_while_one_types_it_says_what_was_understood_and_completes_names(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        await pilot.press("asterisk", *"shipped @gr", "tab")
        await pilot.pause()
        assert "*shipped @Grace" in said(app)
        assert "win for Grace · Grace gets it" in said(app)
        await pilot.press("escape", "full_stop", *"tired")
        await pilot.pause()
        assert "private · only you" in said(app)


async def test_no_more_questions_today(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        await pilot.press("2", "k")
        app.pass_time(200)
        await pilot.pause()
        assert "Still Grace?" not in said(app)


# the end, and what may go wrong


async def test_it_ended_when_a_key_was_last_pressed(app: LiveApp) -> None:
    async with running(app, WIDE) as pilot:
        await pilot.press("1")
        app.pass_time(60)
        await pilot.press("2")
        app.pass_time(120)
        await pilot.press("q")
        await pilot.pause()
        assert "it ended when a key was last pressed, 15:01" in said(app)
        await pilot.press("e")
        for _ in range(200):
            await pilot.pause(0.01)
            if isinstance(app.screen, SummaryScreen):
                break
        (stored,) = app.desk.store.sessions(app.mentorship.slug)
        assert stored.figures.floor == {"p1": 60 * SECOND, "p2": 0}


async def test_a_full_disk_is_said_in_words_and_the_session_goes_on(app: LiveApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: LiveLog, *given: object) -> None:
        raise NotSaved(Path("live.jsonl"), "disk full")

    async with running(app, WIDE) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(LiveLog, "append_many", full)
            await pilot.press("1", "2")
            for _ in range(200):
                await pilot.pause(0.01)
                if "NOT SAVED" in said(app):
                    break
            assert "NOT SAVED · disk full · 2 in memory" in said(app)
            assert app.floor() == ("Grace",)
        assert app.session.writer.flush(5)
        await pilot.pause()
        assert "● saved" in said(app)
