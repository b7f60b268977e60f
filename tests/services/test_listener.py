"""Listening, switched on and off, while whatever takes time takes its time elsewhere."""

import time
from collections.abc import Callable
from threading import Event

import pytest

from mentortui.core.hearing_values import Chosen, HearingState, Trouble
from mentortui.core.refused import Refused
from mentortui.services.listener import Listener, stand_still
from tests.clocks import MovingClock
from tests.services.ears import BOTH, FakeEar, Shop, Threads, hears, not_heard, threads

__all__ = ["threads"]


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def listener(shop: Shop, clock: MovingClock) -> Listener:
    return Listener(clock.boot, chosen=lambda: Chosen(microphone="yeti"), missing=lambda: shop.missing, make=shop.make)


def test_switched_on_an_ear_hears_the_chosen_devices_and_its_state_is_shown(
    listener: Listener, shop: Shop, threads: Threads
) -> None:
    assert listener.state == HearingState()
    listener.start()
    assert listener.on
    assert shop.ear.chosen == Chosen(microphone="yeti")
    assert shop.ear.acts == ["start"]
    shop.ear.state = hears(*BOTH)
    assert listener.state == hears(*BOTH)
    assert listener.take()
    assert not listener.take()


def test_switched_on_twice_there_is_one_ear(listener: Listener, shop: Shop, threads: Threads) -> None:
    listener.start()
    listener.start()
    assert len(shop.made) == 1


def test_without_what_hears_it_is_not_able_to_and_says_the_command(listener: Listener, shop: Shop) -> None:
    listener.able()
    shop.missing = "pip install it"
    with pytest.raises(Refused, match="pip install it"):
        listener.able()
    assert shop.made == []


def test_switching_on_asks_nothing_that_may_take_time(shop: Shop, clock: MovingClock, threads: Threads) -> None:
    threads.hold()

    def reads() -> str:
        raise AssertionError("asked where the interface waits")

    def asks() -> Chosen:
        raise AssertionError("asked where the interface waits")

    Listener(clock.boot, chosen=asks, missing=reads, make=shop.make).start()


def test_what_fails_while_it_comes_up_is_a_trouble_and_no_end_of_the_program(
    listener: Listener, shop: Shop, threads: Threads
) -> None:
    shop.refuses = not_heard()
    listener.start()
    assert listener.state.troubles == (Trouble("not installed"),)
    listener.stop()
    assert listener.state == HearingState()
    shop.refuses = ZeroDivisionError()
    listener.start()
    assert [trouble.kind for trouble in listener.state.troubles] == ["broken"]


def test_switched_off_while_it_still_comes_up_it_is_stopped_as_soon_as_it_stands(
    listener: Listener, shop: Shop, threads: Threads
) -> None:
    threads.hold()
    listener.start()
    listener.stop()
    threads.go()
    assert shop.ear.acts == ["start", "stop"]
    assert listener.state == HearingState()


def test_other_devices_are_heard_at_once_and_only_where_it_is_on(listener: Listener, shop: Shop, threads: Threads) -> None:
    listener.choose(Chosen(call="desk"))
    assert shop.made == []
    listener.start()
    assert shop.ear.chosen == Chosen(call="desk")
    listener.choose(Chosen(call="headset"))
    assert [ear.acts for ear in shop.made] == [["start", "pause", "stop"], ["start"]]
    assert shop.ear.chosen == Chosen(call="headset")


def test_other_devices_are_tried_where_the_first_could_not_be_heard(listener: Listener, shop: Shop, threads: Threads) -> None:
    shop.refuses = ZeroDivisionError()
    listener.start()
    shop.refuses = None
    listener.choose(Chosen(call="headset"))
    assert shop.ear.chosen == Chosen(call="headset")
    assert listener.state.troubles == ()


def test_closing_it_waits_only_where_it_is_asked_to(listener: Listener, shop: Shop, threads: Threads) -> None:
    listener.start()
    threads.hold()
    listener.close()
    assert not listener.on
    assert "stop" not in shop.ear.acts
    threads.go()
    listener.wait()
    assert shop.ear.acts == ["start", "pause", "stop"]


def test_before_the_program_stands_still_nothing_hears_any_more_and_the_next_look_begins_anew(
    listener: Listener, shop: Shop, threads: Threads
) -> None:
    listener.start()
    stand_still()
    assert shop.ear.acts == ["start", "pause", "stop"]
    assert listener.on
    stand_still()
    listener.take()
    assert [ear.acts for ear in shop.made] == [["start", "pause", "stop"], ["start"]]
    listener.stop()
    stand_still()
    listener.take()
    assert len(shop.made) == 2, "what was switched off stays so"


def test_what_comes_up_while_the_program_is_about_to_stand_still_is_waited_for_and_stopped(
    shop: Shop, clock: MovingClock
) -> None:
    class Slow(FakeEar):
        def start(self) -> None:
            time.sleep(0.2)
            super().start()

    made: list[Slow] = []

    def make(chosen: Chosen, boot: Callable[[], int]) -> Slow:
        made.append(Slow(chosen, boot))
        return made[-1]

    listener = Listener(clock.boot, chosen=Chosen, missing=lambda: "", make=make)
    listener.start()
    stand_still()
    assert [ear.acts for ear in made] == [["start", "stop"]]


def test_what_could_not_come_up_is_tried_again_but_not_what_is_not_installed(
    listener: Listener, shop: Shop, threads: Threads, clock: MovingClock
) -> None:
    shop.refuses = OSError("no room for a thread")
    listener.start()
    clock.wait(1)
    listener.take()
    assert shop.tried == 1
    clock.wait(1)
    listener.take()
    assert (shop.tried, [trouble.kind for trouble in listener.state.troubles]) == (2, ["broken"])
    shop.refuses = None
    clock.wait(2)
    assert listener.take()
    assert listener.state == HearingState()
    listener.stop()
    shop.refuses = not_heard()
    listener.start()
    clock.wait(3600)
    listener.take()
    assert shop.tried == 4


def test_an_ear_that_fails_where_it_is_asked_is_replaced(
    listener: Listener, shop: Shop, threads: Threads, clock: MovingClock
) -> None:
    listener.start()
    first = shop.ear
    first.breaks = ZeroDivisionError()
    first.say("me")
    listener._pause(first)
    assert [change.who for change in listener._changes()] == ["me"], "what it had heard before"
    assert [trouble.kind for trouble in listener.state.troubles] == ["broken"]
    assert first.acts == ["start", "stop"]
    clock.wait(2)
    listener.take()
    assert shop.ear is not first
    assert listener.state.troubles == ()
    shop.ear.breaks = ZeroDivisionError()
    listener.stop()
    assert shop.ear.acts == ["start", "stop"]


def test_an_ear_that_hangs_holds_nobody(shop: Shop) -> None:
    """Real threads: none of these calls would return."""
    never = Event()

    class Stuck(FakeEar):
        def start(self) -> None:
            super().start()
            never.wait()

        def stop(self) -> None:
            never.wait()

    made: list[Stuck] = []

    def make(chosen: Chosen, boot: Callable[[], int]) -> Stuck:
        made.append(Stuck(chosen, boot))
        return made[-1]

    listener = Listener(MovingClock().boot, chosen=Chosen, missing=lambda: "", make=make)
    listener.start()
    listener.stop()
    listener.start()
    listener.take()
    listener.close()
    assert listener.state == HearingState()
    never.set()
    listener.wait()
