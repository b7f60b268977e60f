"""Feedback over time is counted and said, never marked; the weekly moment and the question to ask come when they should."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core.capture import Capture
from mentortui.core.days_off import DaysOff
from mentortui.core.due import due_on
from mentortui.core.dues import SOURCES
from mentortui.core.feedback import giver_among
from mentortui.core.feedback_course import (
    Course,
    Wanted,
    course,
    course_lines,
    courses,
    given_ones,
    matches,
    moment_day,
    of_quarter,
    points_at,
    quarter_line,
    sessions_without,
    together,
)
from mentortui.core.feedback_dues import ASK, due_feedback
from mentortui.core.heads import MentorshipHead, local
from mentortui.core.hints import Hints, WordList
from mentortui.core.holdings import Holdings
from mentortui.core.records import Living
from mentortui.core.worth import worth_a_look
from mentortui.services.questions import Questions
from tests.past_years import mentorship, noon

replace = msgspec.structs.replace
HINTS = Hints([WordList("person", "{words}: what happened?", ("always",))])
PAIR = ("ada", "grace")


def points(record: Living) -> bool:
    return points_at(record, HINTS)


NAMES = {"ada": "Ada", "grace": "Grace"}


def day(moment: int) -> date:
    return local(moment, "Europe/Berlin").date()


def piece(id: str, on: date, who: str = "grace", state: str = "open", **fields: object) -> Living:
    capture = Capture(id=id, kind="feedback", who=who, **({"text": "clear notes"} | fields))  # type: ignore[arg-type]
    return Living(id=id, created=noon(on), capture=capture, state=state)  # type: ignore[arg-type]


WEDNESDAY = date(2026, 11, 25)
USUAL = (
    piece("a", WEDNESDAY, where="the release notes", seen="2026-11-23", effect="support answered alone"),
    piece(
        "b",
        date(2026, 10, 2),
        "ada",
        giver="grace",
        text="you always interrupt",
        better=True,
        step="count to three",
        state="done",
    ),
    piece("c", date(2026, 7, 1), goal="Release lead", seen="2026-06-22", improve="no owner", step="name one", state="dropped"),
    piece("w", WEDNESDAY, later=True),
    piece("n", WEDNESDAY, text="late", better=True),
)


def test_what_was_given_is_counted_by_giver_and_said_in_sentences_that_stop_there() -> None:
    found = course(USUAL, PAIR, day, points)
    assert found == Course(
        pieces=4,
        by_giver={"ada": 3, "grace": 1},
        seen=2,
        changed=1,
        better=3,
        steps=2,
        pointed=1,
        delays=(2, 9),
        kept=1,
        open=0,
        dropped=1,
    )
    assert course_lines(found, NAMES) == (
        "4 pieces given: 3 by Ada, 1 by Grace.",
        "Where it was seen is said in 2 of 4, what it changed in 1 of 4.",
        "Something could be better in 3; a next step stands in 2 of 3.",
        "In 1 a word stands that a hint points at.",
        "From seen to given: 6 days as a rule, 2 to 9; 2 do not say the day.",
        "Of all next steps 1 is kept, 1 was dropped.",
    )
    assert course_lines(Course(), NAMES) == ()
    assert together(one for _, one in courses(USUAL, PAIR, day, points)) == found


def test_what_stands_in_none_is_left_out_and_of_one_piece_nothing_is_counted() -> None:
    bare = Course(pieces=1, by_giver={"ada": 1}, open=1)
    assert course_lines(bare, NAMES) == ("1 piece given: 1 by Ada.", "Of all next steps 1 is open.")
    assert course_lines(replace(bare, better=1), NAMES)[1:] == ("Something could be better in 1.", "Of all next steps 1 is open.")
    assert course_lines(replace(bare, seen=1, better=1, steps=1), NAMES)[1:3] == (
        "It says where it was seen.",
        "Something could be better in 1, with a next step.",
    )
    assert course_lines(Course(pieces=2, seen=2, changed=1), {})[1] == (
        "Where it was seen is said in all 2, what it changed in 1 of 2."
    )
    assert quarter_line((2026, 4), bare) == "Oct to Dec 2026 · 1"


def test_each_quarter_stands_beside_the_others_the_newest_first() -> None:
    lines = [quarter_line(quarter, one) for quarter, one in courses(USUAL, PAIR, day, points)]
    assert lines == [
        "Oct to Dec 2026 · 3 · seen 1 · changed 1 · step 1 of 2 · 2 days later",
        "Jul to Sep 2026 · 1 · seen 1 · step 1 of 1 · 9 days later",
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), "abcn"),
        (Wanted(person="grace"), "abcn"),
        (Wanted(goal="Release lead"), "c"),
        (of_quarter((2026, 4)), "abn"),
        (Wanted(since=WEDNESDAY), "an"),
        (Wanted(person="linus"), ""),
    ],
)
def test_it_is_found_by_person_goal_and_time(wanted: Wanted, found: str) -> None:
    assert "".join(one.id for one in given_ones(USUAL) if matches(one, wanted, PAIR, day)) == found


def test_of_two_what_is_for_the_user_is_the_others_and_of_more_it_is_not_known() -> None:
    for_me = Capture(kind="feedback", text="listen more", who="ada")
    assert giver_among(for_me, PAIR) == "grace"
    assert giver_among(for_me, (*PAIR, "linus")) == ""
    assert giver_among(Capture(kind="feedback", who="grace"), PAIR) == "ada"


def test_the_moment_is_the_last_day_on_which_its_user_works_and_none_in_a_week_off() -> None:
    assert moment_day(WEDNESDAY, DaysOff()) == date(2026, 11, 27)
    assert moment_day(WEDNESDAY, DaysOff(weekdays=(4, 5))) == date(2026, 11, 29)
    assert moment_day(WEDNESDAY, DaysOff(spans=(("2026-11-27", "2026-11-27"),))) == date(2026, 11, 26)
    assert moment_day(WEDNESDAY, DaysOff(spans=(("2026-11-20", "2026-12-20"),))) is None
    assert moment_day(WEDNESDAY, DaysOff(), "1") == date(2026, 11, 24)
    assert moment_day(WEDNESDAY, DaysOff(weekdays=(1,)), "1") is None
    assert moment_day(WEDNESDAY, DaysOff(), "off") is None


def held(*living: Living, began: tuple[date, ...] = (), **changed: object) -> Holdings:
    return Holdings(mentorship=mentorship(**changed), living=living, began=tuple(noon(one) for one in began))


def lines(holdings: Holdings, where: str = "home") -> dict[date, list[str]]:
    """By day what is shown there, over four months."""
    days = [WEDNESDAY + timedelta(days=n) for n in range(-30, 120)]
    dues = tuple(due_feedback(holdings))
    return {one: said for one in days if (said := [due.text for due in due_on(dues, one.isoformat(), where)])}  # type: ignore[arg-type]


def test_without_any_feedback_nothing_ever_comes() -> None:
    sessions = tuple(WEDNESDAY - timedelta(weeks=n) for n in range(9))
    assert lines(held(began=sessions)) == lines(held(began=sessions), "prepare") == {}
    assert due_feedback in SOURCES


def test_the_moment_comes_once_a_week_while_they_meet_and_not_where_some_was_given_that_week() -> None:
    used = piece("a", date(2026, 11, 25))
    shown = lines(held(used, began=(WEDNESDAY,)))
    fridays = [date(2026, 12, 4) + timedelta(weeks=n) for n in range(8)]
    assert shown == {friday: ["Friday, a moment for feedback?"] for friday in fridays}
    assert lines(held(used, piece("w", WEDNESDAY, later=True), began=(WEDNESDAY,))) == {}
    from_grace = piece("b", date(2026, 11, 12), "ada", giver="grace")
    assert date(2026, 11, 27) in lines(held(from_grace, began=(WEDNESDAY,)))
    assert lines(held(used, began=(WEDNESDAY,), feedback_moment="off")) == {}
    assert {one.weekday() for one in lines(held(used, began=(WEDNESDAY,), feedback_moment="0"))} == {0}


@settings(max_examples=25, deadline=None)
@given(
    on=st.dates(date(2026, 9, 1), date(2026, 12, 31)),
    chosen=st.sampled_from(["", "off", "0", "3", "6"]),
    weekdays=st.sets(st.integers(0, 6), max_size=6),
)
def test_no_week_has_two_moments_and_none_falls_on_a_day_off(on: date, chosen: str, weekdays: set[int]) -> None:
    off = {"ada": DaysOff(weekdays=tuple(sorted(weekdays)))}
    shown = lines(held(piece("a", on), began=(WEDNESDAY,), days_off=off, feedback_moment=chosen))
    assert len({one.isocalendar()[:2] for one in shown}) == len(shown)
    assert not {one.weekday() for one in shown} & weekdays


def test_after_five_sessions_without_any_from_the_mentee_a_mentor_is_offered_a_question_and_a_mentee_is_not() -> None:
    sessions = tuple(WEDNESDAY - timedelta(weeks=n) for n in range(5))
    mine = piece("a", date(2026, 9, 1))
    assert not any(ASK in said for shown in lines(held(mine, began=sessions[1:])).values() for said in shown)
    shown = lines(held(mine, began=sessions), "prepare")
    assert shown[WEDNESDAY] == [f"No feedback for five sessions. One could ask: {ASK}"]
    assert min(shown) == WEDNESDAY
    assert max(shown) == WEDNESDAY + timedelta(days=28)
    assert lines(held(mine, piece("b", date(2026, 11, 4), "ada"), began=sessions), "prepare") == {}
    assert lines(held(mine, began=sessions, part="mentee"), "prepare") == {}


def test_sessions_after_the_last_feedback_of_a_person_are_counted() -> None:
    began = [noon(date(2026, 11, n)) for n in (1, 8, 15)]
    given = (piece("b", date(2026, 11, 9), "ada", giver="grace"),)
    assert sessions_without(given, "grace", began, PAIR) == (began[2],)
    assert sessions_without((), "grace", began, PAIR) == tuple(began)


def test_the_question_at_hand_is_one_of_the_bank() -> None:
    assert ASK in [question.text for question in Questions(None).bank().questions]


def test_home_has_one_line_about_feedback_and_no_second_one_beside_the_moment() -> None:
    started = [noon(WEDNESDAY - timedelta(weeks=n)) for n in range(6)]
    used = piece("a", date(2026, 9, 1))
    head = msgspec.convert(
        {
            "slug": "grace",
            "id": "m",
            "part": "mentee",
            "me": "ada",
            "names": NAMES,
            "zones": {},
            "show_figures": True,
            "next_date": None,
            "promises": {},
            "feedback": used.created,
            "began": sorted(started),
            "last": {
                "id": "s",
                "number": 6,
                "kind": "regular",
                "title": "",
                "began": started[0],
                "ended": started[0],
                "active": 0,
                "floor": {},
                "expected": {},
            },
        },
        MentorshipHead,
    )
    moments = tuple(due_feedback(held(used, began=(WEDNESDAY,))))
    friday = noon(date(2026, 11, 27))
    assert [one.kind for one in worth_a_look([head], friday)] == ["feedback"]
    (line,) = worth_a_look([msgspec.structs.replace(head, coming=moments)], friday)
    assert (line.text, line.tab) == ("Grace: Friday, a moment for feedback?", "feedback")
