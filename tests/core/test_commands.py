"""What each key makes happen, and what is refused in which words."""

import msgspec
import pytest

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.capture import Capture
from mentortui.core.commands import Refused
from mentortui.core.people import Participant
from tests.core.helpers import ADA, GRACE, LINUS, MINUTE, SECOND, Driven


def floor_times(driven: Driven) -> dict[str, int]:
    return {person: time // SECOND for person, time in m.whole(driven.session, driven.now).floor.items()}


def test_a_number_gives_the_floor_and_zero_takes_it() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.now += 10 * SECOND
    driven.do(c.give_to_key, 2)
    driven.now += 30 * SECOND
    driven.do(c.give_to_key, 0)
    driven.now += 5 * SECOND
    assert floor_times(driven) == {"ada": 10, "grace": 30}
    assert driven.session.floor.nobody


def test_the_holders_own_key_says_still_speaking() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    assert isinstance(driven.do(c.give_to_key, 1), e.FloorConfirmed)


def test_while_paused_a_floor_key_resumes_too() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.now += 10 * SECOND
    driven.do(c.pause_or_resume)
    driven.now += 50 * SECOND
    driven.do(c.give_to_key, 1)
    driven.now += 5 * SECOND
    assert not driven.session.paused
    assert floor_times(driven) == {"ada": 15, "grace": 0}


def test_with_two_people_the_other_speaks_and_both_are_named() -> None:
    driven = Driven()
    driven.do(c.give_to_other)
    assert driven.session.floor.holders == ("grace",)
    driven.do(c.give_to_other)
    assert driven.session.floor.holders == ("ada",)
    driven.do(c.give_to_several)
    assert driven.session.floor.holders == ("ada", "grace")


def test_with_three_the_other_is_asked_for_and_several_are_not_named() -> None:
    driven = Driven(ADA, GRACE, LINUS)
    with pytest.raises(Refused, match="number of who speaks"):
        driven.do(c.give_to_other)
    driven.do(c.give_to_several)
    assert driven.session.floor.how == "several"


def test_a_typed_begin_tells_the_turns_that_give_way_and_no_silence_and_no_doubt_of_the_program() -> None:
    driven = Driven()
    for key in (1, 2, 0, 1):
        driven.do(c.give_to_key, key)
        driven.now += 10 * SECOND
    driven.events.append(e.FloorTaken(**c.fields(driven.stamp(e.PROGRAM)), how="unsure"))
    driven.now += 10 * SECOND
    driven.do(c.give_to_key, 2)
    given_way = {began: c.turns_given_way(driven.session, began * SECOND) for began in (50, 45, 35, 30, 25, 10, 5, 0)}
    assert given_way == {50: 0, 45: 0, 35: 0, 30: 1, 25: 1, 10: 2, 5: 2, 0: 3}


def test_a_turn_that_goes_on_under_a_moved_one_does_not_give_way() -> None:
    driven = Driven()
    driven.now = 10 * SECOND
    driven.do(c.give_to_key, 1)
    driven.now = 20 * SECOND
    driven.do(c.give_to_several)
    assert c.turns_given_way(driven.session, 5 * SECOND) == 0
    driven.now = 30 * SECOND
    driven.do(c.give_to_key, 2)
    assert c.turns_given_way(driven.session, 5 * SECOND) == 1


def test_an_unused_number_asks_first() -> None:
    driven = Driven()
    with pytest.raises(Refused, match="Nobody is on 4"):
        driven.do(c.give_to_key, 4)


def test_a_guest_speaks_since_the_first_press_and_is_agreed_at_nothing_until_named() -> None:
    driven = Driven()
    driven.now = 60 * SECOND
    driven.events += c.start_guest(driven.session, 3, 58 * SECOND, driven.stamp(), c.Stamp("x", driven.now, 0, "ada"))
    driven.now = 70 * SECOND
    guest = driven.session.people[-1]
    assert floor_times(driven)[guest.id] == 12
    assert driven.session.regime.shares[guest.id] == 0
    driven.do(c.name_person, guest.id, "  Kofi   Annan ")
    assert driven.session.name(guest.id) == "Kofi Annan"
    assert driven.session.regime.shares[guest.id] > 0


def test_the_ninth_person_is_the_last() -> None:
    people = [Participant(id=f"p{n}", name=f"P{n}", role="peer", key=n) for n in range(1, 10)]
    with pytest.raises(Refused, match="All 9 numbers"):
        Driven(*people).do(c.add_guest, "Ten", "p10")


@pytest.mark.parametrize(("seconds", "expected"), [(-5, {"ada": 5, "grace": 15}), (5, {"ada": 15, "grace": 5})])
def test_a_nudge_moves_the_last_change(seconds: int, expected: dict[str, int]) -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.now += 10 * SECOND
    driven.do(c.give_to_key, 2)
    driven.now += 10 * SECOND
    driven.do(c.nudge, seconds)
    assert floor_times(driven) == expected


def test_a_typed_begin_takes_the_place_of_what_was_keyed_between() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.now = 60 * SECOND
    driven.do(c.give_to_key, 2)
    driven.now = 70 * SECOND
    driven.do(c.give_to_key, 1)
    driven.now = 80 * SECOND
    driven.do(c.give_to_key, 2)
    assert c.what_moves(driven.session, 50 * SECOND) == ("grace", 80 * SECOND, 50 * SECOND)
    driven.do(c.begin_at, 50 * SECOND)
    driven.now = 100 * SECOND
    assert floor_times(driven) == {"ada": 50, "grace": 50}


def test_nothing_to_move_is_said() -> None:
    with pytest.raises(Refused, match="No key has given the floor yet"):
        Driven().do(c.nudge, -5)


def test_a_nudge_never_moves_what_the_program_decided() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.wait(300)
    assert driven.session.floor.unsure
    driven.do(c.nudge, 5)
    assert floor_times(driven)["ada"] == 175


def test_who_leaves_has_the_floor_no_more_and_expects_none() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 2)
    driven.now += 10 * SECOND
    driven.do(c.arrive_or_leave, "grace")
    driven.now += 10 * SECOND
    assert driven.session.floor.nobody
    assert driven.session.present == ("ada",)
    driven.do(c.give_to_key, 2)
    assert driven.session.present == ("ada", "grace")


def test_the_last_one_here_cannot_leave() -> None:
    driven = Driven()
    driven.do(c.arrive_or_leave, "grace")
    with pytest.raises(Refused, match="last one here"):
        driven.do(c.arrive_or_leave, "ada")


def test_an_item_is_finished_or_left_open_and_gone_back_to() -> None:
    driven = Driven()
    driven.do(c.go_on, "finished")
    driven.do(c.go_on, "open")
    assert [facts.state for facts in driven.session.items] == ["open", "current", "waiting"]
    driven.do(c.go_on, "finished")
    driven.do(c.go_back)
    assert [facts.state for facts in driven.session.items] == ["open", "current", "open"]
    driven.do(c.go_on, "finished")
    driven.do(c.go_on, "finished")
    assert [facts.state for facts in driven.session.items] == ["open", "done", "done"]
    driven.do(c.go_on, "finished")
    assert [facts.state for facts in driven.session.items] == ["current", "done", "done"]


def test_an_unplanned_topic_stands_before_the_item_it_interrupts() -> None:
    driven = Driven()
    driven.do(c.go_on, "finished")
    driven.do(c.start_topic, "On-call rota", "topic")
    assert [(facts.item.title, facts.state) for facts in driven.session.items[:2]] == [
        ("On-call rota", "current"),
        ("Check-in", "open"),
    ]
    driven.do(c.go_on, "finished")
    assert driven.session.current == "checkin"


@pytest.mark.parametrize("minutes", [0, -5, 601])
def test_an_item_takes_one_to_six_hundred_minutes(minutes: int) -> None:
    with pytest.raises(Refused, match="1 to 600 minutes"):
        Driven().do(c.add_item, e.Item(id="x", title="Long", minutes=minutes), "")


def test_an_item_is_moved_edited_removed_and_brought_back() -> None:
    driven = Driven()
    driven.do(c.move_item, "close", -2)
    assert [facts.item.id for facts in driven.session.items] == ["close", "checkin", "review"]
    driven.do(c.move_item, "close", 1)
    assert [facts.item.id for facts in driven.session.items] == ["checkin", "close", "review"]
    driven.do(c.remove_item, "close")
    driven.do(c.undo)
    assert [facts.item.id for facts in driven.session.items] == ["checkin", "close", "review"]
    with pytest.raises(Refused, match="at the end"):
        driven.do(c.move_item, "review", 1)


def test_a_capture_is_kept_edited_removed_and_brought_back() -> None:
    driven = Driven()
    driven.do(c.record, Capture(id="c1", text="one"))
    driven.do(c.edit_capture, Capture(id="c1", text="two"))
    driven.do(c.remove_capture, "c1")
    assert not driven.session.captures
    driven.do(c.undo)
    assert driven.session.captures[0].capture.text == "two"
    driven.do(c.undo)
    assert driven.session.captures[0].capture.text == "one"
    driven.do(c.redo)
    assert driven.session.captures[0].capture.text == "two"


def test_a_new_act_ends_redo() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.do(c.undo)
    driven.do(c.give_to_key, 2)
    with pytest.raises(Refused, match="nothing to redo"):
        driven.do(c.redo)


def test_undo_takes_back_what_was_keyed_never_what_the_program_did() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.wait(300)
    undone = driven.do(c.undo)
    assert isinstance(undone, e.Undone)
    assert undone.event == "e1"


def test_a_finished_session_can_be_gone_back_into() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.now = MINUTE
    driven.do(c.finish, False)
    with pytest.raises(Refused, match="u goes back"):
        driven.do(c.give_to_key, 2)
    driven.do(c.record, Capture(id="late", text="also this"))
    driven.now = 2 * MINUTE
    assert floor_times(driven)["ada"] == 60
    assert len(driven.session.captures) == 1


def test_it_ended_at_the_last_sign() -> None:
    driven = Driven()
    driven.do(c.give_to_key, 1)
    driven.now = MINUTE
    driven.do(c.give_to_key, 0)
    driven.now = 40 * MINUTE
    driven.do(c.finish, True)
    assert driven.session.ended_at == MINUTE
    assert m.whole(driven.session, driven.now).active == MINUTE


def test_a_date_gone_by_and_an_end_gone_by_are_refused() -> None:
    driven = Driven()
    with pytest.raises(Refused, match="gone by"):
        driven.do(c.agree_next, 5)
    with pytest.raises(Refused, match="gone by"):
        driven.do(c.set_end, 5)


@pytest.mark.parametrize(("name", "why"), [("", "at least one letter"), (" \n", "at least one letter"), ("x" * 10_000, "10,000")])
def test_a_name_that_cannot_be_shown_is_refused(name: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        c.checked_name(name)


@pytest.mark.parametrize("command", [c.go_to, c.reopen_item, c.remove_item])
def test_an_item_that_is_not_there_is_refused(command: object) -> None:
    with pytest.raises(Refused, match="no such item"):
        Driven(items=()).do(command, "")  # type: ignore[arg-type]


def test_moving_in_an_empty_agenda_is_refused() -> None:
    with pytest.raises(Refused, match="no such item"):
        Driven(items=()).do(c.move_item, "", 1)


def test_figures_that_were_agreed_to_stay_hidden_stay_so() -> None:
    driven = Driven()
    driven.events[0] = msgspec.structs.replace(driven.events[0], show_figures=False)
    with pytest.raises(Refused, match="agreed not to show"):
        driven.do(c.show_figures)
