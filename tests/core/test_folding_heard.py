"""What is heard, beside keys and mends."""

from collections.abc import Sequence

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import mend
from mentortui.core.commands_heard import change_hearing, hear_floor
from mentortui.core.hearing_values import CHANNELS, Channel, HeardChange, Who
from mentortui.core.people import Participant
from mentortui.core.watch import no_longer_asked
from tests.core.helpers import ADA, GRACE, LINUS, SECOND, WALL, Driven


class Listened(Driven):
    """A session that is heard from its first second on."""

    def __init__(self, *people: Participant, channels: tuple[Channel, ...] = CHANNELS) -> None:
        super().__init__(*people)
        self.listen(*channels)

    def listen(self, *channels: Channel, why: str = "") -> None:
        event = change_hearing(self.session, channels, self.now, why, self.stamp(e.PROGRAM))  # type: ignore[arg-type]
        if event is not None:
            self.events.append(event)

    def hear(self, who: Who, began: float) -> bool:
        event = hear_floor(self.session, HeardChange(round(began * SECOND), who), self.stamp(e.PROGRAM))
        if event is not None:
            self.events.append(event)
        return event is not None

    @property
    def held(self) -> list[tuple[float, str, str]]:
        """From when on who had the floor, and how that is known."""
        parts = self.session.parts(self.now)
        found = [(part.start / SECOND, "+".join(part.floor.holders) or part.floor.how, part.source) for part in parts]
        return [one for place, one in enumerate(found) if not place or one[1:] != found[place - 1][1:]]


def of_three() -> Listened:
    return Listened(ADA, GRACE, LINUS)


def floors(held: Sequence[tuple[float, str, str]]) -> list[tuple[float, str]]:
    return [(at, floor) for at, floor, _ in held]


def test_two_channels_tell_two_people_apart() -> None:
    session = Listened()
    session.wait(10)
    session.hear("me", 2)
    session.hear("others", 5)
    session.hear("both", 7)
    session.hear("nobody", 9)
    assert session.held == [
        (0, "named", "key"),
        (2, "ada", "heard"),
        (5, "grace", "heard"),
        (7, "ada+grace", "heard"),
        (9, "named", "heard"),
    ]


def test_of_more_than_two_the_call_is_the_others_and_nobody_by_name() -> None:
    session = of_three()
    session.wait(20)
    session.hear("others", 2)
    session.hear("both", 7)
    session.hear("others", 9)
    assert floors(session.held) == [(0, "named"), (2, "others"), (7, "several"), (9, "others")]
    assert session.session.floor.unsure


def test_when_one_of_three_leaves_the_call_is_the_other_one() -> None:
    session = of_three()
    session.do(c.arrive_or_leave, "linus")
    session.wait(5)
    session.hear("others", 3)
    assert session.session.floor.holders == ("grace",)


def test_a_microphone_alone_tells_only_me() -> None:
    session = Listened(channels=("microphone",))
    session.wait(10)
    session.hear("rest", 0)
    session.hear("me", 4)
    session.hear("rest", 8)
    assert floors(session.held) == [(0, "rest"), (4, "ada"), (8, "rest")]


def test_a_call_alone_does_not_say_that_nobody_speaks() -> None:
    session = Listened(channels=("call",))
    session.wait(10)
    session.hear("others", 2)
    session.hear("nobody", 6)
    assert floors(session.held) == [(0, "named"), (2, "grace"), (6, "unsure")]


def test_what_was_said_last_is_not_said_again() -> None:
    session = Listened()
    session.wait(5)
    assert session.hear("me", 2)
    assert not session.hear("me", 4)


def test_what_is_heard_before_a_key_and_told_after_it_ends_where_the_key_begins() -> None:
    session = Listened()
    session.wait(20)
    session.hear("me", 2)
    session.do(c.give_floor, "grace")
    session.wait(3)
    session.hear("nobody", 18)
    assert floors(session.held) == [(0, "named"), (2, "ada"), (18, "named"), (20, "grace")]
    session.wait(5)
    session.hear("me", 26)
    assert session.session.floor.holders == ("ada",)


def test_a_key_wins_at_its_own_moment() -> None:
    session = Listened()
    session.wait(20)
    session.do(c.give_floor, "grace")
    session.wait(1)
    session.hear("me", 20)
    assert session.session.floor.holders == ("grace",)


def test_a_key_that_says_still_wins_too() -> None:
    session = Listened()
    session.hear("me", 0)
    session.now = 20 * SECOND
    assert isinstance(session.do(c.give_floor, "ada"), e.FloorConfirmed)
    session.now = 21 * SECOND
    session.hear("others", 19.5)
    assert floors(session.held) == [(0, "ada"), (19.5, "grace"), (20, "ada")]


def test_taking_a_key_back_leaves_what_was_heard() -> None:
    session = Listened()
    session.wait(20)
    session.do(c.give_floor, "grace")
    session.wait(1)
    session.hear("me", 19)
    session.do(c.undo)
    assert floors(session.held) == [(0, "named"), (19, "ada")]


def test_what_the_program_heard_is_not_taken_back_by_a_key() -> None:
    session = Listened()
    session.wait(5)
    session.hear("me", 2)
    assert session.session.undoable == ()


def test_a_key_names_the_voice_that_began_a_moment_ago() -> None:
    session = of_three()
    session.wait(10)
    session.hear("others", 8)
    session.do(c.give_floor, "linus")
    session.wait(10)
    assert session.held == [(0, "named", "key"), (8, "linus", "key")]


def test_a_key_pressed_before_the_voice_is_told_names_it_too() -> None:
    session = of_three()
    session.hear("me", 0)
    session.wait(10)
    session.do(c.give_floor, "linus")
    session.wait(1)
    session.hear("others", 8.5)
    assert floors(session.held) == [(0, "ada"), (8.5, "linus")]


def test_a_key_long_after_the_voice_began_says_who_speaks_from_then_on() -> None:
    session = of_three()
    session.wait(20)
    session.hear("others", 8)
    session.do(c.give_floor, "linus")
    session.wait(5)
    assert floors(session.held) == [(0, "named"), (8, "others"), (20, "linus")]


def test_my_own_key_names_no_voice_from_the_call() -> None:
    session = of_three()
    session.wait(10)
    session.hear("others", 9)
    session.do(c.give_floor, "ada")
    session.wait(5)
    assert floors(session.held) == [(0, "named"), (9, "others"), (10, "ada")]


def test_a_voice_that_was_named_keeps_its_name_while_i_talk_over_it() -> None:
    session = of_three()
    session.wait(10)
    session.hear("others", 9)
    session.do(c.give_floor, "grace")
    session.wait(20)
    session.hear("both", 15)
    session.hear("others", 17)
    session.hear("me", 22)
    session.hear("others", 25)
    assert floors(session.held) == [
        (0, "named"),
        (9, "grace"),
        (15, "ada+grace"),
        (17, "grace"),
        (22, "ada"),
        (25, "others"),
    ]


def test_a_key_may_be_pressed_before_the_voice_it_names_begins() -> None:
    session = of_three()
    session.hear("me", 0)
    session.wait(10)
    session.do(c.give_floor, "grace")
    session.wait(3)
    session.hear("others", 11)
    assert floors(session.held) == [(0, "ada"), (10, "grace")]


def test_a_mended_stretch_stays_mended() -> None:
    session = Listened()
    session.wait(30)
    session.hear("me", 2)
    session.hear("others", 20)
    session.events.append(
        e.StretchReassigned(id="mend", at=session.now, by="ada", start=2 * SECOND, end=29 * SECOND, holders=("grace",))
    )
    session.wait(2)
    session.hear("me", 28)
    assert session.held == [(0, "named", "key"), (2, "grace", "mended"), (29, "ada", "heard")]


def test_a_stretch_mended_while_it_runs_gives_way_to_what_is_heard_afterwards() -> None:
    session = Listened()
    session.wait(10)
    session.hear("me", 2)
    session.do(mend.reassign, 5 * SECOND, mend.floor_of(session.session, "grace"), session.now)
    session.wait(2)
    session.hear("nobody", 9.5)
    assert session.session.changes[-1].at == 10 * SECOND  # not before it was mended
    session.wait(2)
    session.hear("me", 13)
    assert floors(session.held) == [(0, "named"), (2, "grace"), (10, "named"), (13, "ada")]


def test_a_boundary_moved_does_not_stop_hearing() -> None:
    session = Listened()
    session.wait(30)
    session.hear("me", 2)
    session.hear("others", 20)
    session.do(mend.move_boundary, 20 * SECOND, 18 * SECOND, session.now)
    session.wait(10)
    session.hear("me", 33)
    assert floors(session.held) == [(0, "named"), (2, "ada"), (18, "grace"), (33, "ada")]


def test_the_last_key_is_moved_over_what_was_heard_before_it() -> None:
    session = Listened()
    session.hear("me", 0)
    session.wait(20)
    session.hear("nobody", 18)
    session.do(c.give_floor, "grace")
    session.wait(1)
    session.do(c.nudge, -5)
    assert floors(session.held) == [(0, "ada"), (15, "grace")]


def test_nothing_is_heard_in_a_pause_and_what_was_before_does_not_end_it() -> None:
    session = Listened()
    session.wait(10)
    session.do(c.pause_or_resume)
    session.wait(5)
    assert not session.hear("others", 12)
    assert session.hear("me", 8)
    assert session.session.paused
    assert session.session.heard[-1].at == 8 * SECOND


def test_trouble_leaves_a_heard_floor_unsure_and_a_keyed_one_as_it_was() -> None:
    heard = Listened()
    heard.wait(10)
    heard.hear("others", 4)
    heard.listen(why="trouble")
    assert heard.session.floor.how == "unsure"
    heard.wait(3)
    heard.listen(*CHANNELS)
    heard.hear("others", 12)
    assert heard.session.floor.holders == ("grace",)
    keyed = Listened()
    keyed.wait(10)
    keyed.hear("me", 4)
    keyed.do(c.give_floor, "grace")
    keyed.listen(why="trouble")
    assert keyed.session.floor.holders == ("grace",)


def test_a_call_that_is_heard_no_longer_leaves_me_and_makes_the_other_uncertain() -> None:
    for who, floor in (("me", "ada"), ("others", "rest"), ("both", "rest"), ("nobody", "rest")):
        session = Listened()
        session.wait(10)
        session.hear("me", 1)
        session.hear(who, 4)  # type: ignore[arg-type]
        session.listen("microphone")
        session.wait(1)
        assert session.held[-1][1] == floor


def test_switched_off_the_floor_stays_with_whom_it_was() -> None:
    session = Listened()
    session.wait(10)
    session.hear("others", 4)
    session.listen(why="off")
    assert session.session.floor.holders == ("grace",)


def test_nobody_is_asked_while_both_are_heard() -> None:
    session = Listened()
    session.hear("me", 0)
    session.wait(1000)
    assert session.session.asked is None
    session.listen(why="off")
    session.wait(179)
    assert session.session.asked is None
    session.wait(2)
    assert session.session.asked is not None


def test_by_a_microphone_alone_i_am_not_asked_and_another_is() -> None:
    session = Listened(channels=("microphone",))
    session.hear("me", 0)
    session.wait(400)
    assert session.session.asked is None
    session = Listened(channels=("microphone",))
    session.do(c.give_floor, "grace")
    session.wait(181)
    assert session.session.asked is not None


def test_a_voice_not_known_is_no_sign_that_nobody_is_asked_any_more() -> None:
    session = of_three()
    session.do(c.silence)
    session.wait(5)
    session.hear("others", 3)
    assert not no_longer_asked(session.session)


def test_the_last_voice_is_the_last_sign_of_a_session() -> None:
    session = Listened()
    session.wait(100)
    session.hear("me", 20)
    session.hear("nobody", 60)
    session.wait(100)
    session.do(c.finish, True)
    assert session.session.ended_at == 60 * SECOND


def test_after_a_sleep_nothing_is_heard_until_it_is_said_anew() -> None:
    session = Listened()
    session.wait(10)
    session.hear("me", 2)
    session.now += 100 * SECOND
    session.events.append(e.GapFound(id="gap", at=session.now, wall=WALL, began=10 * SECOND))
    assert session.session.channels == ()
    assert session.session.floor.nobody
    session.listen(*CHANNELS)
    session.wait(5)
    assert session.hear("me", 111)
    assert session.session.floor.holders == ("ada",)


def test_what_keys_said_and_what_was_heard_are_both_kept() -> None:
    session = Listened()
    session.wait(10)
    session.hear("me", 2)
    session.do(c.give_floor, "grace")
    session.wait(10)
    session.hear("others", 12)
    heard = [(change.at / SECOND, change.floor.holders) for change in session.session.heard]
    assert heard == [(2, ("ada",)), (12, ("grace",))]
    assert session.session.hears == ((0, CHANNELS),)
    assert session.held[-1] == (10, "grace", "key")
