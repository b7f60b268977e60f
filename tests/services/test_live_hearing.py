"""What is heard becomes events of the session: in their order, never in a pause, and told as it is."""

from pathlib import Path

import pytest

from mentortui.core import events as e
from mentortui.core.hearing_values import Chosen, HeardChange, Trouble
from mentortui.core.refused import Refused
from mentortui.services.listener import stand_still
from mentortui.services.live_hearing import LiveHearing
from mentortui.services.sessions import Sessions
from tests.clocks import SECOND
from tests.services.ears import BOTH, Shop, Threads, hears, threads
from tests.services.test_sessions import Place

__all__ = ["threads"]


class Call:
    """A session in which it is heard who speaks, and the clock of both."""

    def __init__(self, folder: Path) -> None:
        self.place = Place(folder)
        self.clock = self.place.clock
        self.shop = Shop()
        self.live = self.place.start()
        self.listen()

    def listen(self) -> None:
        """As the program does for each session it shows."""
        self.hearing = LiveHearing(self.live, chosen=Chosen, missing=lambda: "", make=self.shop.make)
        self.live.hear(self.hearing)

    def begin(self) -> None:
        """Both channels are heard."""
        self.hearing.start()
        self.shop.ear.state = hears(*BOTH)
        self.look()

    def look(self, seconds: float = 0) -> bool:
        """Time goes by, and the screen looks."""
        changed = False
        for _ in range(round(seconds * 4)):
            self.clock.wait(0.25)
            changed = self.hearing.take() or changed
        return self.hearing.take() or changed

    def not_told_yet(self) -> None:
        """Ada speaks since a second ago, of which the ear is not sure."""
        self.shop.ear.open = [HeardChange(self.clock.boot() - SECOND, "me")]

    def told(self) -> list[tuple[tuple[str, ...], str]]:
        """The channels that were told, and why they are not heard."""
        return [(event.channels, event.why) for event in self.live.events if isinstance(event, e.HearingChanged)]

    def heard(self) -> list[e.FloorTaken]:
        return [event for event in self.live.events if isinstance(event, e.FloorTaken) and event.source == "heard"]

    @property
    def floor(self) -> tuple[str, ...]:
        return self.live.session.floor.holders


@pytest.fixture
def call(tmp_path: Path, threads: Threads) -> Call:
    return Call(tmp_path)


def test_nothing_is_heard_before_somebody_switches_it_on(call: Call) -> None:
    assert not call.look(2)
    assert call.shop.made == []
    assert call.told() == []


def test_who_is_heard_has_the_floor_since_the_voice_began(call: Call) -> None:
    call.begin()
    call.look(10)
    call.shop.ear.say("me", ago=2 * SECOND)
    assert call.look()
    assert call.floor == ("ada",)
    assert [event.began for event in call.heard()] == [8 * SECOND]
    call.look(5)
    call.shop.ear.say("others")
    call.look()
    assert call.floor == ("grace",)
    assert call.told() == [(BOTH, "")]


def test_what_the_ear_finds_while_a_look_is_at_it_is_told_with_the_next(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its thread goes on: what it adds after it was asked must not be taken where nobody tells it."""
    call.begin()
    given = iter([(), (HeardChange(call.clock.boot(), "me"),)])
    monkeypatch.setattr(call.shop.ear, "take", lambda: next(given, ()))
    call.look()
    call.look()
    assert [event.holders for event in call.heard()] == [("ada",)]


def test_which_channels_are_heard_is_told_before_what_was_heard_on_them(call: Call) -> None:
    call.hearing.start()
    call.shop.ear.state = hears("microphone")
    call.shop.ear.say("rest")
    call.look()
    kinds = [type(event) for event in call.live.events if isinstance(event, (e.FloorTaken, e.HearingChanged))]
    assert kinds == [e.HearingChanged, e.FloorTaken]
    assert call.told() == [(("microphone",), "")]


def test_a_channel_that_is_back_at_once_was_never_gone(call: Call) -> None:
    call.begin()
    call.shop.ear.state = hears("microphone")
    call.look(0.75)
    call.shop.ear.state = hears(*BOTH)
    call.look(5)
    assert call.told() == [(BOTH, "")]


def test_a_channel_that_is_gone_is_told_from_when_it_was_gone(call: Call) -> None:
    call.begin()
    call.look(20)
    call.shop.ear.state = hears("microphone")
    call.look(3)
    assert call.told() == [(BOTH, ""), (("microphone",), "")]
    gone = call.live.events[-1]
    assert isinstance(gone, e.HearingChanged)
    assert gone.began == 20 * SECOND
    call.shop.ear.state = hears(*BOTH)
    call.look()
    assert call.told()[2:] == [(BOTH, "")]


def test_while_the_microphone_is_muted_only_the_call_is_heard_and_whether_nobody_speaks_is_not_known(call: Call) -> None:
    call.begin()
    call.look(10)
    call.shop.ear.state = hears(*BOTH, troubles=(Trouble("muted", "microphone"),))
    call.look(3)
    assert call.told() == [(BOTH, ""), (("call",), "")]
    call.shop.ear.say("nobody")
    call.look(1)
    assert call.live.session.floor.unsure
    call.shop.ear.state = hears(*BOTH)
    call.look(1)
    assert call.told()[2:] == [(BOTH, "")]


def test_where_nothing_is_heard_any_more_the_floor_is_nobodys_for_sure(call: Call) -> None:
    call.begin()
    call.shop.ear.say("me")
    call.look(10)
    call.shop.ear.state = hears()
    call.look(3)
    assert call.told()[1:] == [((), "trouble")]
    assert call.live.session.floor.unsure


def test_switched_off_what_was_still_open_is_told_and_that_somebody_wanted_it(call: Call) -> None:
    call.begin()
    call.look(5)
    call.not_told_yet()
    call.hearing.stop()
    assert [event.holders for event in call.heard()] == [("ada",)]
    assert call.told()[1:] == [((), "off")]
    assert call.shop.ear.acts == ["start", "pause", "stop"]
    events = len(call.live.events)
    call.look(5)
    assert len(call.live.events) == events


def test_in_a_pause_nothing_is_heard_and_what_was_before_it_stands_before_it(call: Call) -> None:
    call.begin()
    call.look(5)
    call.not_told_yet()
    call.live.floor.pause()
    last = [event for event in call.live.events if isinstance(event, (e.FloorTaken, e.Paused))]
    assert [type(event) for event in last[-2:]] == [e.FloorTaken, e.Paused]
    assert call.shop.ear.acts == ["start", "pause"]
    call.look(60)
    assert call.live.session.paused
    call.live.floor.pause()
    call.look()
    assert call.shop.ear.acts == ["start", "pause", "resume"]
    assert not call.live.session.paused


def test_a_pause_that_was_undone_is_none_for_the_ear_either(call: Call) -> None:
    call.begin()
    call.live.floor.pause()
    call.look(1)
    call.live.undo()
    call.look(1)
    assert call.shop.ear.acts == ["start", "pause", "resume"]


def test_an_ear_that_comes_up_in_a_pause_hears_nothing_yet(call: Call) -> None:
    call.live.floor.pause()
    call.hearing.start()
    call.shop.ear.state = hears(*BOTH)
    call.look(5)
    assert call.shop.ear.acts == ["start", "pause"]
    assert call.told() == []
    call.live.floor.pause()
    call.look()
    assert call.told() == [(BOTH, "")]


def test_when_the_session_is_finished_the_ear_is_gone_and_comes_back_with_it(call: Call) -> None:
    call.begin()
    call.look(5)
    call.not_told_yet()
    call.live.finish()
    assert [event.holders for event in call.heard()] == [("ada",)]
    assert isinstance(call.live.events[-1], e.Finished)
    call.look(2)
    assert call.shop.ear.acts[-1] == "stop"
    assert isinstance(call.live.events[-1], e.Finished)
    call.live.go_back_in()
    call.look(1)
    assert len(call.shop.made) == 2
    call.shop.ear.state = hears(*BOTH)
    call.shop.ear.say("others")
    call.look(1)
    assert call.live.session.channels == BOTH
    assert call.floor == ("grace",)


def test_a_finish_that_is_refused_does_not_leave_it_deaf(call: Call) -> None:
    call.begin()
    call.hearing.hush()
    call.look()
    assert call.shop.ear.acts == ["start", "pause", "resume"]


def test_after_a_kill_the_time_away_was_not_heard(call: Call) -> None:
    call.begin()
    call.shop.ear.say("me")
    call.look(30)
    call.live.tick()
    id = call.live.session.started.session
    sessions: Sessions = call.place.killed(call.live)
    call.clock.wait(60)
    call.live = sessions.go_on(call.place.slug, id)
    call.listen()
    call.look(3)
    assert call.live.session.floor.unsure or call.floor == ()
    call.hearing.start()
    call.shop.ear.state = hears(*BOTH)
    call.look(1)
    assert call.live.session.channels == BOTH


def test_left_the_session_can_be_gone_on_with_and_nobody_switched_anything_off(call: Call) -> None:
    call.begin()
    call.look(5)
    call.not_told_yet()
    call.hearing.close()
    call.hearing.wait()
    assert [event.holders for event in call.heard()] == [("ada",)]
    assert call.told() == [(BOTH, "")]
    assert call.shop.ear.acts[-1] == "stop"


def test_once_left_nothing_is_heard_or_told_while_it_is_saved_whoever_still_looks(call: Call) -> None:
    call.begin()
    call.look(5)
    call.hearing.close()
    events = len(call.live.events)
    call.not_told_yet()
    call.look(5)
    call.hearing.start()
    call.look(5)
    assert len(call.live.events) == events
    assert "resume" not in call.shop.ear.acts
    assert len(call.shop.made) == 1


def test_what_the_ear_finds_while_it_is_let_go_of_is_told(call: Call) -> None:
    """Its lock was not to be had for the first pause."""
    call.begin()
    call.look(5)
    call.shop.ear.late = [HeardChange(call.clock.boot() - SECOND, "me")]
    call.hearing.close()
    assert [event.holders for event in call.heard()] == [("ada",)]


def test_left_where_telling_fails_the_ear_is_gone_all_the_same(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    call.begin()
    call.not_told_yet()

    def refuse(change: HeardChange) -> None:
        raise Refused("not now")

    monkeypatch.setattr(call.live.floor, "hear", refuse)
    with pytest.raises(Refused):
        call.hearing.close()
    assert call.shop.ear.acts[-1] == "stop"
    assert not call.hearing.on


def test_other_devices_in_the_middle_lose_no_turn(call: Call) -> None:
    call.begin()
    call.look(5)
    call.not_told_yet()
    call.hearing.choose(Chosen(microphone="yeti"))
    call.look()
    assert [event.holders for event in call.heard()] == [("ada",)]
    assert call.shop.ear.chosen == Chosen(microphone="yeti")


def test_what_was_said_before_the_program_stands_still_is_told_and_afterwards_it_hears_again(call: Call) -> None:
    call.begin()
    call.look(5)
    call.not_told_yet()
    stand_still()
    assert [event.holders for event in call.heard()] == [("ada",)]
    assert call.shop.ear.acts[-1] == "stop"
    call.clock.wait(600)
    call.look(2)
    assert len(call.shop.made) == 2
    assert call.live.session.channels == ()
    call.shop.ear.state = hears(*BOTH)
    call.look(2)
    assert call.live.session.channels == BOTH
    began = [event.began for event in call.live.events if isinstance(event, e.HearingChanged)]
    assert began[-1] >= 605 * SECOND, "what came in between is not heard"
