"""Timeline: walked, mended and replayed by keys alone, over a stored session and over one under way."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.cover import CoverScreen
from mentortui.screens.live import LiveScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.screens.timeline import TimelineScreen
from mentortui.services.desk import Desk
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.store.store import Store
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import SIZES, StillClock, at_every_size, demo_in, said, shown, widths
from tests.screens.timeline_app import SECOND, TimelineApp
from tests.screens.waiting import at_rest, until, until_on_top


def stretches(app: TimelineApp | LiveApp) -> list[str]:
    """The lines of the list as one reads them: begin, who, length, how it is known."""
    inside = False
    found = []
    for row in shown(app).splitlines():
        inside = inside or "Stretches" in row
        cells = row.split("│")[1] if inside and row.startswith("│") else ""
        if cells.strip(" •▌"):
            found.append(" ".join(cells.split("   │")[0].replace("▌", "").replace("•", "").split()))
    return found


def seconds(app: TimelineApp) -> dict[str, int]:
    return {person: time // SECOND for person, time in app.kept.figures.floor.items()}


async def test_a_stretch_is_given_to_another_and_the_record_says_so(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path)
    before = seconds(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        assert isinstance(app.screen, ChooseScreen)
        await pilot.press("1")
        await at_rest(pilot)
        assert "0:00 Ada 6:25 mended" in said(app)
        assert "● saved" in said(app)
        assert "keyed by hand, mended" in said(app)
    assert seconds(app) == {"ada": before["ada"] + 210, "grace": before["grace"] - 210, "guest-1": before["guest-1"]}
    assert app.kept.mended
    assert app.kept.items[0].floor == {"ada": 385 * SECOND, "grace": 95 * SECOND}


@pytest.mark.parametrize(
    ("key", "told", "sums"),
    [("0", "nobody 5:00", (0, 0)), ("b", "several 5:00", (0, 0)), ("m", "unsure 5:00", (0, 0)), ("3", "Guest 3 5:00", (0, 300))],
)
async def test_it_was_nobody_several_unsure_or_a_guest(tmp_path: Path, key: str, told: str, sums: tuple[int, int]) -> None:
    app = TimelineApp(tmp_path)
    before = seconds(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["down"] * 5, "r", key)
        await at_rest(pilot)
        assert told in said(app) or key == "0"
    after = seconds(app)
    assert (after["ada"] - before["ada"], after["guest-1"] - before["guest-1"]) == sums
    assert after["grace"] == before["grace"] - 300


async def test_m_marks_unsure_at_once_and_quiet_is_filled(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *["down"] * 4, "enter", "2")
        await at_rest(pilot)
        assert "0:00 unsure 2:10 mended" in said(app)
        assert "nobody" not in " ".join(stretches(app))
    assert app.kept.figures.unsure == 200 * SECOND
    assert app.kept.figures.nobody == 0


async def test_split_at_a_typed_time_then_mend_a_part(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "ctrl+u", *"0:40", "enter")
        await at_rest(pilot)
        assert "0:00 Ada 0:40" in said(app)
        assert "▌ 0:40 Ada 1:30" in said(app)
        await pilot.press("enter", "2")
        await at_rest(pilot)
        assert "▌ 0:40 Grace 5:00 mended" in said(app)
    assert seconds(app)["ada"] == 40 + 45 + 190 + 80 + 120


async def test_split_in_the_middle_and_out_of_it_is_refused_beside_the_line(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "ctrl+u", *"9:00", "enter")
        assert isinstance(app.screen, AskScreen)
        assert "That is not within it: from 0:00 to 2:10." in said(app)
        await pilot.press("escape", "s", "enter")
        await at_rest(pilot)
        assert "0:00 Ada 1:05" in said(app)
        assert "1:05 Ada 1:05" in said(app)
    assert app.kept.figures.turns["ada"] == 5


@pytest.mark.parametrize(
    ("keys", "begins"),
    [(("comma",), "2:05"), (("semicolon", "semicolon"), "2:20"), (("less_than_sign",), "2:09"), (("greater_than_sign",), "2:11")],
)
async def test_a_boundary_moves_by_keys(tmp_path: Path, keys: tuple[str, ...], begins: str) -> None:
    app = TimelineApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", *keys)
        await at_rest(pilot)
        assert f"▌ {begins} Grace" in said(app)
    minutes, rest = begins.split(":")
    assert app.kept.turns[0][2] == (int(minutes) * 60 + int(rest)) * SECOND
    assert app.kept.turns[1][1] == app.kept.turns[0][2]


async def test_a_boundary_moves_to_a_typed_time(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await pilot.pause()
        assert "The first stretch begins with the session." in said(app)
        await pilot.press("down", "t", "ctrl+u", *"1:30", "enter")
        await at_rest(pilot)
        assert "▌ 1:30 Grace 4:10 mended" in said(app)
        await pilot.press("t", "ctrl+u", *"soon", "enter")
        assert "“soon” is not a time" in said(app)


async def test_a_guest_gets_a_name_and_one_who_had_no_key_is_added(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["down"] * 8, "n", *"Kofi", "enter")
        await at_rest(pilot)
        assert "Kofi" in " ".join(stretches(app))
        await pilot.press("down", "enter", "n", *"Mei", "enter")
        await at_rest(pilot)
        assert "22:00 Mei 1:20 mended" in said(app)
    assert [person.name for person in app.kept.people] == ["Ada", "Grace", "Kofi", "Mei"]
    assert seconds(app)[app.kept.people[3].id] == 80


async def test_everything_is_undone_and_done_again(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path)
    before = app.kept
    async with app.run_test(size=(80, 24)) as pilot:
        first = stretches(app)
        await pilot.press("down", "comma", "s", "enter", "enter", "1", "m")
        await at_rest(pilot)
        mended = stretches(app)
        assert mended != first
        await pilot.press("u", "u", "u", "u")
        await at_rest(pilot)
        assert stretches(app) == first
        assert "Undone: what began at 2:10 began at 2:05" in said(app)
        assert (app.kept.turns, app.kept.figures, app.kept.items) == (before.turns, before.figures, before.items)
        assert not app.kept.mended
        await pilot.press("u")
        assert "There is nothing to undo." in said(app)
        await pilot.press("U", "U", "U", "U")
        await at_rest(pilot)
        assert stretches(app) == mended
    assert app.kept.mended


async def test_what_was_mended_is_there_when_one_comes_back(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "2")
        await at_rest(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert app.came_to is None
        app.push_screen(app.timeline())
        await pilot.pause()
        await pilot.pause()
        assert "0:00 Grace 5:40 mended" in said(app)
        await pilot.press("u")
        assert "There is nothing to undo." in said(app)


async def test_a_full_disk_is_said_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = TimelineApp(tmp_path)

    def full(*given: object) -> None:
        raise NotSaved(Path("2026.json"), "disk full")

    async with app.run_test(size=(80, 24)) as pilot:
        with monkeypatch.context() as broken:
            broken.setattr(Changing, "write", full)
            await pilot.press("enter", "2")
            await at_rest(pilot)
            assert "NOT SAVED" in said(app)
            await pilot.press("escape")
            assert isinstance(app.screen, TimelineScreen)
            assert "Press it again to leave all the same" in said(app)
        cast(TimelineScreen, app.screen).store()
        await at_rest(pilot)
        assert "● saved" in said(app)
    assert app.kept.mended


async def test_the_replay_is_the_session_as_it_was_at_each_moment(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = cast(TimelineScreen, app.screen)
        await pilot.press("space")
        for second, told in ((1, "▶ 1:00 · Ada"), (4, "▶ 4:00 · Grace"), (8, "▶ 8:00 · nobody"), (20, "▶ 20:00 · Guest 3")):
            app.clock.now = app.clock.now - app.clock.now % 60_000_000 + second * SECOND
            screen.frame()
            await pilot.pause()
            assert told in said(app)
        assert "Guest 3 3 %" in said(app)
        await pilot.press("up")
        assert "▶ 16:50 · Grace" in said(app)
        await pilot.press("space")
        assert "‖ 16:50 · Grace · s splits here" in said(app)
        await pilot.press("space")
        app.clock.now += 14 * SECOND
        screen.frame()
        await pilot.pause()
        assert "‖ 30:00 · Grace" in said(app)
    assert not app.kept.mended


async def test_a_replay_takes_as_many_seconds_as_the_session_had_minutes_and_at_most_sixty(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path, "overfull")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = cast(TimelineScreen, app.screen)
        await pilot.press("space")
        app.clock.now += 30 * SECOND
        screen.frame()
        await pilot.pause()
        assert "▶ 1:13:07" in said(app)
        app.clock.now += 30 * SECOND
        screen.frame()
        await pilot.pause()
        assert "‖ 2:26:1" in said(app)


async def test_split_where_the_replay_stopped(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        app.clock.now += 3 * SECOND
        cast(TimelineScreen, app.screen).frame()
        await pilot.press("space", "s", "enter")
        await at_rest(pilot)
        assert "▌ 3:00 Grace 2:40" in said(app)


async def test_shares_typed_in_cannot_be_mended(tmp_path: Path) -> None:
    import msgspec

    app = TimelineApp(tmp_path)
    app.store.save_session(app.slug, msgspec.structs.replace(app.kept, turns=()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "The shares of this session were typed in" in said(app)
        await pilot.press("enter", "s", "m", "comma", "space", "u")
        await at_rest(pilot)
    assert not app.kept.mended


async def test_a_quiet_session_can_be_given_to_someone_afterwards(tmp_path: Path) -> None:
    app = TimelineApp(tmp_path, "quiet")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "nobody has had the floor yet" in said(app)
        await pilot.press("s", "enter", "enter", "2")
        await at_rest(pilot)
        assert "Grace 100 %" in said(app)
    assert seconds(app) == {"ada": 0, "grace": 900}


@at_every_size("overfull", "usual", "quiet")
async def test_the_marked_one_is_seen_at_every_size(tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    app = TimelineApp(tmp_path, kind)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in ("end", "up", "pageup", "home", "pagedown", "down"):
            await pilot.press(key)
            await pilot.pause()
            assert "▌" in shown(app)
            assert widths(app) == {size[0]}


# over a session under way


async def test_over_live_the_floor_goes_on_and_mending_is_an_event(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        app.action_timeline()
        await at_rest(pilot)
        assert "Here stands who had the floor" in said(app)
        await pilot.press("1")
        assert app.floor() == ("Ada",)
        app.pass_time(60)
        await pilot.press("2")
        app.pass_time(30)
        cast(TimelineScreen, app.screen).tick()
        await at_rest(pilot)
        assert stretches(app)[-2:] == ["0:00 Ada 1:00 keyed Check-in", "1:00 Grace ● 0:30 keyed Check-in"]
        await until(pilot, lambda: "●Grace" in "".join(shown(app).splitlines()[:2]))
        await pilot.press("end", "comma", "up", "s", "enter", "enter", "0")
        await pilot.pause()
        session = app.session.session
        assert [change.at // SECOND for change in session.changes] == [0, 27, 55]
        await pilot.press("u", "u", "u")
        assert [change.at // SECOND for change in app.session.session.changes] == [0, 60]
        await pilot.press("end", "enter", "1")
        app.pass_time(10)
        assert app.floor() == ("Ada",)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)


async def test_over_live_the_number_keys_answer_the_question_and_give_the_floor_elsewhere(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await pilot.press("1")
        app.pass_time(60)
        await pilot.press("2")
        app.pass_time(10)
        app.action_timeline()
        await pilot.pause()
        await pilot.press("home", "enter", "2")
        await pilot.pause()
        assert stretches(app)[-1].startswith("0:00 Grace ● 1:10 mended")
        await pilot.press("s", "ctrl+g")
        assert app.floor() == ("Ada",)
        assert isinstance(app.screen, AskScreen)


async def test_time_away_is_filled_and_undone(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await pilot.press("1")
        app.pass_time(60)
        app.action_timeline()
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        assert "No time away is left out" in said(app)
        app.clock.sleep(600)
        app.session.tick()
        await pilot.press("a")
        assert "10:00, not counted so far" in said(app)
        await pilot.press("2")
        await pilot.pause()
        assert stretches(app)[:2] == ["0:00 Ada 1:00 keyed Check-in", "1:00 Grace 10:00 mended Check-in"]
        await pilot.press("u")
        await pilot.pause()
        assert stretches(app)[0] == "0:00 Ada 1:00 keyed Check-in"
        assert "Grace 10:00" not in said(app)


async def test_a_session_that_has_just_finished_is_mended_by_its_events_and_stored_anew(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await pilot.press("1")
        app.pass_time(60)
        await pilot.press("2")
        app.pass_time(60)
        await pilot.press("q", "y")
        await until_on_top(pilot, SummaryScreen)
        id = app.session.session.started.session
        await pilot.press("y")
        await until_on_top(pilot, TimelineScreen)
        await pilot.press("enter", "2")
        for _ in range(200):
            await pilot.pause(0.01)
            if app.desk.store.session(app.mentorship.slug, id).figures.floor["p2"] == 120 * SECOND:
                break
        await pilot.press("escape")
        await until_on_top(pilot, SummaryScreen)
        await pilot.press("q")
        await pilot.pause(0.2)
        stored = app.desk.store.session(app.mentorship.slug, id)
        assert stored.figures.floor == {"p1": 0, "p2": 120 * SECOND}
        assert stored.mended


async def test_what_was_mended_says_so_on_its_page(tmp_path: Path) -> None:
    clock, store = StillClock(), Store(tmp_path)
    slug = demo_in(store, clock.wall())
    app = MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin"))
    id = store.sessions(slug)[-1].id
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_summary(slug, id)
        await until_on_top(pilot, SummaryScreen)
        await pilot.press("y")
        await until_on_top(pilot, TimelineScreen)
        await pilot.press("down", "comma")
        for _ in range(200):
            await pilot.pause(0.01)
            if store.session(slug, id).mended:
                break
        await pilot.press("escape")
        await until_on_top(pilot, SummaryScreen)
        for _ in range(200):
            await pilot.press("end")
            await pilot.pause(0.01)
            if "keyed by hand, mended" in said(app):
                break
        assert "keyed by hand, mended" in said(app)
    app.desk.close_drafts()


async def test_the_cover_hides_it(tmp_path: Path) -> None:
    app = LiveApp(tmp_path)
    async with running(app) as pilot:
        await pilot.press("1")
        app.pass_time(60)
        app.action_timeline()
        await pilot.pause()
        before = said(app)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, CoverScreen)
        assert "Ada" not in said(app)
        await pilot.press("x", "enter")
        await pilot.pause()
        assert said(app) == before


async def test_a_session_of_the_store_opens_from_the_program(tmp_path: Path) -> None:
    clock, store = StillClock(), Store(tmp_path)
    slug = demo_in(store, clock.wall())
    app = MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin"))
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_timeline(slug, store.sessions(slug)[-1].id)
        await until_on_top(pilot, TimelineScreen)
        assert "Grace" in said(app)
        assert "Stretches" in said(app)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("kind", ["usual", "overfull", "quiet"])
def test_timeline_looks_as_agreed(snap_compare: Callable[..., bool], tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    assert snap_compare(TimelineApp(tmp_path, kind), terminal_size=size, press=["down", "down"])


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_timeline_over_a_session_without_floor_looks_as_agreed(
    snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int]
) -> None:
    app = LiveApp(tmp_path)

    async def before(pilot: Pilot[str | None]) -> None:
        await pilot.pause()
        app.action_timeline()
        await until_on_top(pilot, TimelineScreen)

    assert snap_compare(app, terminal_size=size, run_before=before)
    app.desk.close_drafts()
    if app.live is not None:
        app.live.close()
