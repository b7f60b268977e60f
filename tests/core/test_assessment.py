"""The assessment: sealed until nobody is waited for, and what low values propose."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core import assessment as a
from mentortui.core.adjusting import ADJUST, charter_text, of_pulse, of_round, still_proposed
from mentortui.core.capture_values import Capture
from mentortui.core.due import due_on
from mentortui.core.holdings import Holdings
from mentortui.core.people import Participant
from mentortui.core.pulse import ASKED
from mentortui.core.pulse_course import drawn, in_numbers, pulse_course
from mentortui.core.pulse_dues import due_pulse
from mentortui.core.records import Living, Member, Mentorship, Pulse
from mentortui.core.refused import Refused
from mentortui.services.assessments import Sat

ADA = Member(id="ada", name="Ada", role="mentor", zone="Europe/Berlin")
GRACE = Member(id="grace", name="Grace", role="mentee", zone="Africa/Nairobi")
BOTH = (ADA, GRACE)
TODAY = date(2026, 11, 25)


def said(person: str, round: str = "2026-Q4", day: str = "2026-11-20", **answers: int) -> a.Assessment:
    return a.Assessment(id=a.assessment_id(round, person), round=round, person=person, answers=answers, day=day)


def refused(person: str, round: str = "2026-Q4") -> a.Assessment:
    return a.Assessment(id=a.assessment_id(round, person), round=round, person=person, declined=True, day="2026-11-21")


def test_one_of_two_answers_show_nothing_of_it_and_both_show_both() -> None:
    sealed = a.view("2026-Q4", BOTH, [said("grace", safety=2)])
    assert sealed.sealed
    assert [row.answers for row in sealed.rows] == [None, None]
    assert a.round_words(sealed, "ada") == "Grace is in, covered until yours is"
    opened = a.view("2026-Q4", BOTH, [said("grace", safety=2), said("ada", fair=5, safety=4)])
    assert not opened.sealed
    assert opened.opened == "2026-11-20"
    assert [row.answers for row in opened.rows] == [{"fair": 5, "safety": 4}, {"safety": 2}]


def test_declining_opens_what_the_other_said_and_two_who_decline_open_nothing() -> None:
    assert not a.view("2026-Q4", BOTH, [said("grace", safety=2), refused("ada")]).sealed
    nobody = a.view("2026-Q4", BOTH, [refused("grace"), refused("ada")])
    assert nobody.sealed
    assert nobody.done
    assert a.round_words(nobody, "ada") == "nobody wanted to answer"


def test_the_round_of_now_is_the_one_that_waits_else_a_new_one_after_the_quarter() -> None:
    assert a.current(BOTH, [], TODAY).key == "2026-Q4"
    begun = said("grace", "2026-Q3", "2026-09-29", safety=3)
    assert a.current(BOTH, [begun], TODAY).key == "2026-Q3"
    assert a.current(BOTH, [said("grace", "2026-Q2", "2026-06-29", safety=3)], TODAY).key == "2026-Q4"
    done = [said("grace", safety=3), said("ada", safety=3)]
    again = a.current(BOTH, done, TODAY)
    assert again.key == "2026-Q4.2"
    assert again.called == "Oct to Dec 2026, 2"


@pytest.mark.parametrize(
    ("answers", "sentence", "why"),
    [
        ({}, "  ", "Nothing is answered"),
        ({"safety": 6}, "", "1 to 5"),
        ({"mood": 3}, "", "1 to 5"),
        ({}, "x" * 501, "One sentence"),
    ],
)
def test_what_is_no_answer_is_refused_in_a_sentence(answers: dict[str, int], sentence: str, why: str) -> None:
    shown = a.view("2026-Q4", BOTH, [])
    with pytest.raises(Refused, match=why):
        a.given(shown, "ada", answers, sentence, by_letter=False, today=TODAY, wall=1, by="ada")


def test_nobody_answers_once_all_is_open_and_nobody_from_outside_does() -> None:
    opened = a.view("2026-Q4", BOTH, [said("grace", safety=2), said("ada", safety=4)])
    with pytest.raises(Refused, match="is open"):
        a.given(opened, "ada", {"safety": 2}, "", by_letter=False, today=TODAY, wall=1, by="ada")
    with pytest.raises(Refused, match="Only those of this mentorship"):
        a.declined(a.view("2026-Q4", BOTH, []), "linus", today=TODAY, wall=1, by="ada")


def test_numbers_in_a_file_that_are_none_are_not_shown() -> None:
    opened = a.view("2026-Q4", BOTH, [said("grace", safety=9, mood=3, fair=1), said("ada", safety=4)])
    assert opened.rows[1].answers == {"fair": 1}


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(["ada", "grace", "noor"])), st.sets(st.sampled_from(["ada", "grace", "noor"])))
def test_no_number_shows_while_anybody_is_waited_for(here: set[str], declining: set[str]) -> None:
    people = (*BOTH, Member(id="noor", name="Noor", role="peer"))
    given = [refused(one) if one in declining else said(one, safety=3) for one in sorted(here)]
    shown = a.view("2026-Q4", people, given)
    if shown.waiting or not here - declining:
        assert all(row.answers is None and not row.sentence for row in shown.rows)
        assert of_round(shown) == ()
    else:
        assert any(row.answers for row in shown.rows)


def test_a_low_value_proposes_once_and_what_was_taken_up_is_proposed_no_more() -> None:
    opened = a.view("2026-Q4", BOTH, [said("grace", safety=2, rhythm=1), said("ada", safety=3, rhythm=2)])
    found = of_round(opened)
    assert [one.about for one in found] == [
        "Safety 2 from Grace, Oct to Dec 2026",
        "Rhythm 2 from Ada, 1 from Grace, Oct to Dec 2026",
    ]
    assert [one.key for one in still_proposed(found, [found[0].id])] == ["rhythm"]
    assert charter_text("What is said here stays here.", found[0]) == f"What is said here stays here; {found[0].text}"
    assert charter_text(charter_text("", found[0]), found[0]) == found[0].text
    assert {*ADJUST} == {*a.LABELS, *ASKED}


def test_the_pulse_over_sessions_has_what_is_open_and_counts_what_is_sealed() -> None:
    people = tuple(Participant(id=one.id, name=one.name, role=one.role, key=key) for key, one in enumerate(BOTH, 1))
    sessions = [Sat(id=f"s{number}", number=number, began=number, people=people) for number in (3, 1, 2)]
    pulses = [
        Pulse(id="1", session="s1", person="ada", safety=5),
        Pulse(id="2", session="s1", person="grace", safety=2, fairness=1),
        Pulse(id="3", session="s2", person="grace", safety=1),
        Pulse(id="4", session="s3", person="grace", safety=4),
        Pulse(id="5", session="s3", person="ada", declined=True),
    ]
    found = pulse_course(sessions, pulses)
    assert [point.number for point in found.points] == [1, 3]
    assert found.sealed == 1
    assert found.of("grace", "safety") == (2, 4)
    assert found.of("ada", "safety") == (5, None)
    assert in_numbers(found.of("ada", "safety")) == "5 –"
    assert drawn(found.of("grace", "safety")) == "▂▆"
    assert [one.about for one in of_pulse(found.points[0])] == [
        "Safety 2 from Grace, session 1",
        "Fairness 1 from Grace, session 1",
    ]


def test_it_comes_back_only_to_those_who_use_it_and_says_no_number() -> None:
    mentorship = Mentorship(id="m", slug="m", part="mentor", me="ada", people=BOTH)

    def at(day: str, *given: a.Assessment, living: tuple[Living, ...] = ()) -> list[str]:
        held = Holdings(mentorship=mentorship, living=living, tables={a.TABLE: given})
        return [one.text for one in due_on(due_pulse(held), day, "prepare")]

    assert at("2026-11-25") == []
    assert at("2026-11-25", said("grace", safety=1)) == ["Grace has answered the assessment: covered until you do"]
    assert at("2026-11-25", said("ada", safety=1)) == []
    both = (said("ada", safety=4), said("grace", safety=4))
    assert at("2026-11-25", *both) == []
    assert at("2027-02-20", *both) == ["The last assessment was Oct to Dec 2026: another one?"]
    assert at("2027-03-10", *both) == []
    low = (said("ada", safety=4), said("grace", safety=1))
    assert at("2026-11-25", *low) == ["The last assessment proposes an adjustment"]
    taken = Living(id="adjust-2026-Q4-safety", capture=Capture(kind="action", text="a word for not now"))
    assert at("2026-11-25", *low, living=(taken,)) == []
