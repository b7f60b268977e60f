"""The pulse stays covered until everybody has spoken, or would rather not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import pulse
from mentortui.core.commands import Refused
from mentortui.core.people import Participant
from mentortui.core.pulse import PulseView, Rated
from mentortui.core.records import Pulse

ADA = Participant(id="ada", name="Ada", role="mentor", key=1)
GRACE = Participant(id="grace", name="Grace", role="mentee", key=2)
LINUS = Participant(id="linus", name="Linus", role="mentee", key=3)
GUEST = Participant(id="guest", name="Edsger", role="guest", key=4)
PAIR = (ADA, GRACE)


def seen(*pulses: Pulse, people: tuple[Participant, ...] = PAIR) -> PulseView:
    return pulse.view("s", people, pulses)


def rating(person: str, values: Rated = (4, 5, 3), *, by_letter: bool = False) -> Pulse:
    return pulse.rated(seen(people=(ADA, GRACE, LINUS)), person, values, by_letter=by_letter, wall=7, by="ada")


def no(person: str) -> Pulse:
    return pulse.declined(seen(people=(ADA, GRACE, LINUS)), person, wall=7, by="ada")


def test_one_alone_is_covered_and_both_are_open() -> None:
    alone = seen(rating("grace", by_letter=True))
    assert alone.sealed
    assert alone.row("grace") == pulse.PulseRow(person="grace", name="Grace", state="in", by_letter=True)
    both = seen(rating("grace"), rating("ada", (5, None, None)))
    assert not both.sealed
    assert [row.values for row in both.rows] == [(5, None, None), (4, 5, 3)]


def test_one_who_declines_opens_what_the_other_said() -> None:
    assert seen(no("ada")).sealed
    opened = seen(no("ada"), rating("grace"))
    assert not opened.sealed
    assert [row.state for row in opened.rows] == ["declined", "in"]
    assert seen(no("ada"), no("grace")).sealed


def test_in_a_group_everybody_is_waited_for_but_guests() -> None:
    group = (ADA, GRACE, LINUS, GUEST)
    assert seen(rating("ada"), no("grace"), people=group).sealed
    assert not seen(rating("ada"), no("grace"), rating("linus"), people=group).sealed
    with pytest.raises(Refused, match="who were in the session"):
        pulse.rated(seen(people=group), "guest", (4, 4, 4), by_letter=False, wall=7, by="ada")


def test_what_is_open_stays_as_it_was_said() -> None:
    opened = seen(rating("grace"), rating("ada"))
    with pytest.raises(Refused, match="stays as it is"):
        pulse.rated(opened, "ada", (1, 1, 1), by_letter=False, wall=8, by="ada")
    with pytest.raises(Refused, match="stays as it is"):
        pulse.declined(opened, "ada", wall=8, by="ada")


@pytest.mark.parametrize("values", [(None, None, None), (0, 3, 3), (6, 3, 3), (3, 3, -1)])
def test_a_rating_that_is_none_is_refused(values: Rated) -> None:
    with pytest.raises(Refused):
        rating("ada", values)


def test_it_is_said_whom_it_waits_for() -> None:
    assert pulse.pulse_words(seen(), "ada") == "1 to 5 each for safety, usefulness, fairness; covered until both are in"
    assert pulse.pulse_words(seen(rating("grace")), "ada") == "Grace is in, covered until yours is"
    assert pulse.pulse_words(seen(rating("ada")), "ada") == "yours is in, covered until Grace is in or declined"
    assert pulse.pulse_words(seen(no("ada")), "ada") == "you declined, covered until Grace is in or declined"
    assert pulse.pulse_words(seen(rating("ada"), rating("grace")), "ada") == "everybody has spoken"
    assert pulse.pulse_words(seen(no("ada"), no("grace")), "ada") == "nobody wanted to rate this session"
    assert pulse.values_words((4, None, 3)) == "safety 4 · fairness 3"


said = st.tuples(st.sampled_from(["ada", "grace", "linus"]), st.booleans())


@given(st.lists(said, max_size=6))
def test_no_number_is_shown_before_everybody_has_spoken(acts: list[tuple[str, bool]]) -> None:
    spoken: dict[str, Pulse] = {}
    for person, declines in acts:
        before = seen(*spoken.values(), people=(ADA, GRACE, LINUS))
        if before.sealed:
            spoken[person] = no(person) if declines else rating(person)
    shown = seen(*spoken.values(), people=(ADA, GRACE, LINUS))
    if len(spoken) < 3:
        assert shown.sealed
        assert all(row.values is None for row in shown.rows)
    for row in shown.rows:
        assert (row.values is not None) == (not shown.sealed and row.state == "in")
