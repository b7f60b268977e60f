"""The program with Listen on: a session hears from its start to its end, and says in the header that it does."""

from pathlib import Path
from threading import Thread, current_thread, main_thread

import pytest
from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.core import events as e
from mentortui.core.hearing_values import HeardChange
from mentortui.core.refused import Refused
from mentortui.ending import Left
from mentortui.listen import ear, voice_model
from mentortui.screens.home import HomeScreen
from mentortui.screens.live import LiveScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.screens.stage import StillClock
from tests.services.ears import BOTH, FakeEar, Shop, Threads, hears, threads

__all__ = ["threads"]


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch, threads: Threads) -> Shop:
    """Where the program gets its ear from."""
    made = Shop()
    monkeypatch.setattr(ear, "Ear", made.make)
    monkeypatch.setattr(voice_model, "installed", lambda: not made.missing)
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(Store(tmp_path), StillClock(), number_row="1234567890")
    made.mentorships.begin("Ada", "Europe/Berlin", "mentor", "Grace", "Africa/Nairobi")
    return made


async def settled(app: MentortuiApp, pilot: Pilot[object]) -> None:
    for _ in range(3):
        await pilot.pause()
        await app.workers.wait_for_complete([one for one in app.workers if one.name in ("_listen", "begin")])


async def started(app: MentortuiApp, pilot: Pilot[object]) -> LiveScreen:
    await settled(app, pilot)
    assert isinstance(app.screen, HomeScreen)
    await pilot.press("s", "enter")
    for _ in range(50):
        await pilot.pause()
        if isinstance(app.screen, LiveScreen):
            await settled(app, pilot)
            return app.screen
    raise AssertionError(app.screen)


def heard(app: MentortuiApp) -> list[tuple[str, ...]]:
    assert app.live is not None
    return [event.holders for event in app.live.events if isinstance(event, e.FloorTaken) and event.source == "heard"]


async def test_nothing_that_hears_is_made_where_listen_is_off(desk: Desk, shop: Shop) -> None:
    app = MentortuiApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await started(app, pilot)
        assert shop.made == []
        assert app.live is not None
        assert app.live.hearing is not None
        assert not app.live.hearing.on


async def test_where_it_is_on_a_session_hears_from_its_start_and_writes_who_spoke(desk: Desk, shop: Shop) -> None:
    desk.hearing_choices.listen("grace", True)
    app = MentortuiApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await started(app, pilot)
        assert [one.acts for one in shop.made] == [["start"]]
        shop.ear.state = hears(*BOTH)
        shop.ear.say("others")
        screen._hearing.take()
        await pilot.pause()
        assert app.live is not None
        assert heard(app) == [(app.live.session.people[1].id,)]
        assert app.live.session.channels == BOTH


async def test_left_by_ctrl_q_what_was_not_told_yet_is_saved_and_the_ear_is_gone(desk: Desk, shop: Shop) -> None:
    desk.hearing_choices.listen("grace", True)
    app = MentortuiApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await started(app, pilot)
        live = app.live
        assert live is not None
        shop.ear.state = hears(*BOTH)
        shop.ear.open = [HeardChange(live.clock.boot(), "me")]
        id = live.session.started.session
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert shop.ear.acts[-1] == "stop"
    events, _ = Desk(Store(desk.store.data_dir), StillClock()).sessions.watch("grace", id)
    assert [event.holders for event in events if isinstance(event, e.FloorTaken)] == [(live.session.me,)]


async def test_while_the_end_is_saved_it_is_not_heard_again(desk: Desk, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.hearing_choices.listen("grace", True)
    app = MentortuiApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await started(app, pilot)
        shop.ear.state = hears(*BOTH)
        save = app.ending.save

        def slowly(*given: float) -> Left:
            app.call_from_thread(screen._hearing.take)  # the screen's timer runs on
            app.call_from_thread(screen._hearing.take)
            return save(*given)

        monkeypatch.setattr(app.ending, "save", slowly)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_code == 0
    assert "resume" not in shop.ear.acts
    assert shop.ear.acts[-1] == "stop"


async def test_where_the_last_of_what_was_heard_cannot_be_told_the_program_ends_all_the_same(
    desk: Desk, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hearing_choices.listen("grace", True)
    app = MentortuiApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await started(app, pilot)
        assert app.live is not None
        shop.ear.state = hears(*BOTH)
        shop.ear.open = [HeardChange(app.live.clock.boot(), "me")]

        def refuse(change: HeardChange) -> None:
            raise Refused("not now")

        monkeypatch.setattr(app.live.floor, "hear", refuse)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_code == 0
    assert shop.ear.acts[-1] == "stop"


async def test_gone_on_with_it_hears_again_by_itself(desk: Desk, shop: Shop) -> None:
    desk.hearing_choices.listen("grace", True)
    app = MentortuiApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await started(app, pilot)
        await pilot.press("ctrl+q")
    again = MentortuiApp(Desk(Store(desk.store.data_dir), StillClock(), number_row="1234567890"))
    async with again.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        for _ in range(20):
            await pilot.pause()
        await pilot.press("enter")
        for _ in range(20):
            await pilot.pause()
        await settled(again, pilot)
        assert isinstance(again.screen, LiveScreen)
        assert len(shop.made) == 2
        assert shop.ear.acts == ["start"]


async def test_without_what_hears_the_session_goes_on_by_keys_and_one_sentence_has_the_command(
    desk: Desk, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hearing_choices.listen("grace", True)
    shop.missing = "removed since"
    asked_by: list[Thread] = []
    monkeypatch.setattr(voice_model, "installed", lambda: asked_by.append(current_thread()))
    app = MentortuiApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await started(app, pilot)
        assert [one.message for one in app._notifications if "mentortui[listen]" in one.message]
        await pilot.press("2")
        assert app.live is not None
        assert app.live.session.floor.holders == (app.live.session.people[1].id,)
        assert shop.made == []
    assert asked_by
    assert main_thread() not in asked_by, "it reads the disk"


async def test_finished_it_hears_no_more(desk: Desk, shop: Shop) -> None:
    desk.hearing_choices.listen("grace", True)
    app = MentortuiApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await started(app, pilot)
        await pilot.press("q", "y")
        for _ in range(20):
            await pilot.pause()
        screen._hearing.take()
        assert shop.ear.acts[-1] == "stop"
        assert isinstance(shop.ear, FakeEar)
