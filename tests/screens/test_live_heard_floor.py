"""The floor panel where the floor was heard: what two channels cannot tell is said in words, and no bar pretends to know it."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentortui.core.hearing_values import CHANNELS, Channel, HeardChange, Who
from mentortui.screens.timeline import TimelineScreen
from mentortui.widgets.floor_panel import FloorPanel
from mentortui.widgets.turn_list import TurnList
from tests.screens.hearing_fakes import BOTH, ONLY_ME, Hearing
from tests.screens.live_app import PAIR, LiveApp, running
from tests.screens.stage import SIZES, said, shown
from tests.screens.waiting import at_rest, press, until

THREE = ("Ada", "Grace", "Linus")


def heard(app: LiveApp, channels: Sequence[Channel], *turns: tuple[Who, int]) -> None:
    """Each speaks for so many seconds, one after the other."""
    if not isinstance(app.session.hearing, Hearing):  # one that is off would say, four times a second, that nothing is heard
        app.session.hearing = Hearing(BOTH if len(channels) == 2 else ONLY_ME, on=True)  # type: ignore[assignment]
    floor = app.session.floor
    floor.hearing(channels, app.clock.boot())
    for who, seconds in turns:
        floor.hear(HeardChange(app.clock.boot(), who))
        app.pass_time(seconds)
    app.live_screen._happened()


def figures(app: LiveApp) -> list[str]:
    return [one.figure.strip() for one in app.live_screen.query_one(FloorPanel).view.people]


async def test_of_two_people_both_are_known(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data", PAIR)
    async with running(app, (120, 40)) as pilot:
        heard(app, CHANNELS, ("me", 30), ("others", 90))
        assert figures(app) == ["25 %", "75 %"]
        assert app.floor() == ("Grace",)
        seen = await at_rest(pilot)
        assert "heard" in app.live_screen.query_one(FloorPanel).view.footers[0]
        assert "at least" not in seen


async def test_of_more_the_others_are_known_together(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data", THREE)
    async with running(app, (120, 40)) as pilot:
        heard(app, CHANNELS, ("me", 45), ("others", 75))
        assert figures(app) == ["38 %", "—", "—"]
        seen = await at_rest(pilot)
        assert "you 38 %, the others together 62 %" in seen
        assert "Floor · so far · the others" in seen


async def test_by_the_microphone_alone_it_is_said_what_is_not_known(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data", PAIR)
    async with running(app, (120, 40)) as pilot:
        heard(app, ["microphone"], ("me", 45), ("rest", 75))
        seen = await at_rest(pilot)
        assert "Floor · so far · Grace, or nobody" in seen
        assert figures(app) == ["38 % of the time", "—"]
        assert "you 38 % of the time; the rest is Grace, or nobody" in seen


@pytest.mark.parametrize("size", [(60, 20), (40, 12)], ids=str)
async def test_a_strip_says_it_too(tmp_path: Path, size: tuple[int, int]) -> None:
    app = LiveApp(tmp_path / "data", THREE)
    async with running(app, size) as pilot:
        heard(app, CHANNELS, ("me", 45), ("others", 75))
        seen = await at_rest(pilot)
        assert "the others" in seen
        assert "38 %" in seen
        assert "62 %" not in seen or "together 62 %" in seen


async def test_the_timeline_has_the_same_words(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data", THREE)
    async with running(app, (120, 40)) as pilot:
        heard(app, CHANNELS, ("me", 45), ("others", 75))
        seen = await press(pilot, "y")
        assert isinstance(app.screen, TimelineScreen)
        assert "the others ●" in seen
        await press(pilot, "m")
        # It is unsure now, because somebody said so.
        assert [row.who for row in app.screen.query_one(TurnList).rows] == ["Ada", "unsure ●"]


@pytest.mark.parametrize(
    ("people", "others", "words"),
    [
        (THREE, "others", "you 38 %, the others together 62 %"),
        (PAIR, "rest", "you 38 % of the time; the rest is Grace, or nobody"),
    ],
)
async def test_the_sums_of_the_timeline_say_what_is_known_and_call_nothing_unsure_that_was_heard(
    tmp_path: Path, people: tuple[str, ...], others: Who, words: str
) -> None:
    app = LiveApp(tmp_path / "data", people)
    async with running(app, (120, 40)) as pilot:
        heard(app, CHANNELS if others == "others" else ["microphone"], ("me", 45), (others, 75))
        await press(pilot, "y")
        await until(pilot, lambda: words in said(app))
        assert "too early" not in said(app)
        assert not re.search(r"unsure \d+ %", said(app))
        await press(pilot, "m")
        await until(pilot, lambda: "unsure 62 %" in said(app))


async def test_what_little_was_not_told_apart_is_no_unsure_time(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data", THREE)
    async with running(app, (120, 40)) as pilot:
        heard(app, CHANNELS, ("me", 97), ("others", 3))
        await press(pilot, "y")
        await until(pilot, lambda: "not told apart 3 %" in said(app))
        assert not re.search(r"unsure \d+ %", said(app))


async def test_two_who_spoke_at_once_for_a_moment_are_no_share_of_the_session(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data", PAIR)
    async with running(app, (120, 40)) as pilot:
        heard(app, CHANNELS, ("me", 150), ("both", 1), ("others", 150))
        assert " 0 %" not in await at_rest(pilot)
        await press(pilot, "y")
        await until(pilot, lambda: "Ada and Grace" in said(app))
        assert " 0 %" not in said(app)
        app.session.floor.hear(HeardChange(app.clock.boot(), "both"))
        app.pass_time(20)
        await press(pilot, "escape")
        await until(pilot, lambda: "both 7 %" in said(app))


async def test_what_is_shorter_than_a_second_has_a_length_and_what_was_not_heard_is_not_called_heard(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data", PAIR)
    async with running(app, (80, 24)) as pilot:
        heard(app, CHANNELS, ("me", 20), ("nobody", 1))
        app.session.floor.hear(HeardChange(app.clock.boot() - 600_000, "others"))
        app.pass_time(20)
        app.session.floor.hearing((), app.clock.boot(), "trouble")
        app.pass_time(10)
        app.live_screen._happened()
        await press(pilot, "y")
        await until(pilot, lambda: isinstance(app.screen, TimelineScreen) and app.screen.query_one(TurnList).rows)
        rows = app.screen.query_one(TurnList).rows
        assert [(row.who, row.length, row.known) for row in rows] == [
            ("Ada", "0:20", "heard"),
            ("nobody", "0.4 s", "heard"),
            ("Grace", "0:20", "heard"),
            ("unsure ●", "0:10", ""),
        ]
        assert "? unsure " in shown(app)


async def test_what_was_just_said_stays_while_others_are_heard(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data", PAIR)
    async with running(app, (120, 40)) as pilot:
        heard(app, CHANNELS, ("me", 5))
        await press(pilot, "right")
        before = app.asked()
        assert before
        heard(app, CHANNELS, ("others", 1), ("me", 1))
        assert app.asked() == before


async def test_ctrl_g_twice_asks_who_speaks_whatever_is_heard_between(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data", PAIR)
    async with running(app) as pilot:
        heard(app, CHANNELS, ("me", 10))
        await press(pilot, "ctrl+g")
        assert app.floor() == ("Grace",)
        app.session.floor.hear(HeardChange(app.clock.boot(), "nobody"))
        await press(pilot, "ctrl+g")
        assert app.asked().startswith("Who speaks?")


@pytest.mark.parametrize(("kind", "size"), [(kind, size) for kind in ("three", "only me") for size in SIZES], ids=str)
def test_it_looks_as_agreed(snap_compare: Callable[..., bool], tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    three = kind == "three"
    app = LiveApp(tmp_path / "data", THREE if three else PAIR)

    async def heard_now(pilot: Pilot[str | None]) -> None:
        await at_rest(pilot)
        app.session.hearing = Hearing(BOTH if three else ONLY_ME, on=True)  # type: ignore[assignment]
        if three:
            heard(app, CHANNELS, ("me", 150), ("others", 250), ("nobody", 20), ("others", 60))
        else:
            heard(app, ["microphone"], ("me", 150), ("rest", 250), ("me", 40))
        app.live_screen._hearing.show()
        assert app.session.writer.flush()
        app.live_screen.follow()
        await at_rest(pilot)
        app.live_screen.say("")

    assert snap_compare(app, terminal_size=size, run_before=heard_now)
