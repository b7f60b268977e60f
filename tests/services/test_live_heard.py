"""What is heard, in a live session: at the moment it began, by the clock that counts across sleep."""

from pathlib import Path

import pytest

from mentortui.core import events as e
from mentortui.core.hearing_values import CHANNELS, HeardChange
from tests.clocks import SECOND
from tests.services.test_sessions import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


def test_a_voice_has_the_floor_from_when_it_began_not_from_when_it_was_told(place: Place) -> None:
    live = place.start()
    began = place.clock.boot()
    assert live.floor.hearing(CHANNELS, began) is not None
    place.run(live, 10)
    event = live.floor.hear(HeardChange(began + 8 * SECOND, "others"))
    assert isinstance(event, e.FloorTaken)
    assert (event.by, event.source, event.began, event.at) == (e.PROGRAM, "heard", 8 * SECOND, 10 * SECOND)
    assert live.session.floor.holders == ("grace",)
    assert live.session.changes[-1].at == 8 * SECOND
    assert live.session.channels == CHANNELS


def test_what_began_before_the_session_began_with_it(place: Place) -> None:
    before = place.clock.boot() - 5 * SECOND
    live = place.start()
    live.floor.hearing(CHANNELS, before)
    place.run(live, 2)
    event = live.floor.hear(HeardChange(before, "me"))
    assert isinstance(event, e.FloorTaken)
    assert (event.began, live.session.hears) == (0, ((0, CHANNELS),))


def test_nothing_new_is_no_event(place: Place) -> None:
    live = place.start()
    now = place.clock.boot()
    live.floor.hearing(CHANNELS, now)
    live.floor.hear(HeardChange(now, "me"))
    count = len(live.events)
    assert live.floor.hearing(CHANNELS, now) is None
    assert live.floor.hear(HeardChange(now, "me")) is None
    assert len(live.events) == count


def test_in_a_pause_and_after_the_end_nothing_is_heard_and_nothing_is_refused(place: Place) -> None:
    live = place.start()
    live.floor.hearing(CHANNELS, place.clock.boot())
    live.floor.pause()
    place.run(live, 5)
    assert live.floor.hear(HeardChange(place.clock.boot(), "me")) is None
    assert live.session.paused
    live.floor.pause()
    live.finish()
    assert live.floor.hear(HeardChange(place.clock.boot(), "me")) is None
    assert live.floor.hearing((), place.clock.boot(), "trouble") is None


def test_a_sleep_ends_hearing_before_what_is_told_after_it(place: Place) -> None:
    live = place.start()
    live.floor.hearing(CHANNELS, place.clock.boot())
    live.floor.hear(HeardChange(place.clock.boot(), "me"))
    place.run(live, 10)
    place.clock.sleep(300)
    live.floor.hear(HeardChange(place.clock.boot(), "others"))
    gap = next(event for event in live.events if isinstance(event, e.GapFound))
    assert live.events[-1].at >= gap.at
    assert live.session.channels == ()
    assert [part.floor.holders for part in live.session.parts(live.now)] == [("ada",)]
    place.run(live, 1)
    assert live.session.floor.holders == ("grace",)


def test_a_key_takes_back_only_what_was_keyed(place: Place) -> None:
    live = place.start()
    now = place.clock.boot()
    live.floor.hearing(CHANNELS, now)
    live.floor.press(2)
    place.run(live, 5)
    live.floor.hear(HeardChange(now + 3 * SECOND, "me"))
    live.undo()
    assert [(part.start // SECOND, part.floor.holders) for part in live.session.parts(live.now)] == [(0, ()), (3, ("ada",))]


def test_what_was_heard_is_there_again_after_a_kill(place: Place) -> None:
    live = place.start()
    now = place.clock.boot()
    live.floor.hearing(CHANNELS, now)
    live.floor.hear(HeardChange(now, "me"))
    place.run(live, 5)
    live.floor.hear(HeardChange(now + 4 * SECOND, "nobody"))
    before = live.session
    place.sessions.leave(live)
    back = place.sessions.go_on(place.slug, before.started.session)
    assert (back.session.heard[:2], back.session.hears[:1]) == (before.heard, before.hears)
    assert back.session.parts(before.last_at)[:2] == before.parts(before.last_at)[:2]
