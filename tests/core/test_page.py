"""The page of a session says what a good minute says, in its order, and nothing that is not in the records."""

from datetime import date

import msgspec
import pytest

from mentortui.core.capture import Capture
from mentortui.core.page import Page, page, to_hand_out
from mentortui.core.people import Agreement, Participant
from mentortui.core.records import Caught, FinishedSession, Living, PrivateNote
from mentortui.core.result import LIVING
from tests.clocks import MINUTE, SECOND, WALL
from tests.screens.summary_app import FIGURES, ITEMS, NOTHING, USUAL, finished

TODAY = date(2026, 11, 25)


def made(*captures: Capture, for_other: bool = False, **changed: object) -> Page:
    caught = [Caught(capture=one, at=n) for n, one in enumerate(captures)]
    session: FinishedSession = finished(
        **{"caught": tuple(one for one in caught if one.capture.kind not in (*LIVING, "private")), **changed}  # type: ignore[arg-type]
    )
    living = [
        Living(id=one.capture.id, capture=one.capture, session="s", at=one.at) for one in caught if one.capture.kind in LIVING
    ]
    private = [PrivateNote(id=one.capture.id, session="s", caught=one) for one in caught if one.capture.kind == "private"]
    return page(session, living, private, today=TODAY, for_other=for_other)


def usual(**changed: object) -> Page:
    given = {
        "items": ITEMS,
        "figures": FIGURES,
        "turns": (("ada", 0, MINUTE, "key"), ("grace", MINUTE, 2 * MINUTE, "mended")),
        "closing": "A good hour.",
        "next_date": WALL + 8 * 24 * 60 * MINUTE,
        "understandings": (("grace", "ada", "who owns it"),),
    }
    for_other = bool(changed.pop("for_other", False))
    return made(*USUAL, for_other=for_other, **{**given, **changed})


def rows(page: Page, key: str) -> list[str]:
    return [" ".join(part for part in (line.mark, line.lead, line.text, line.tail) if part) for line in page.section(key)]


def test_it_is_read_in_the_order_in_which_one_needs_it() -> None:
    assert [section.key for section in usual().sections] == [
        *("to do", "takeaways", "promises", "decisions", "feedback", "wins", "questions", "resources", "notes"),
        *("understood", "covered", "floor", "next", "closing", "private"),
    ]


def test_no_heading_stands_over_nothing() -> None:
    assert [section.key for section in made().sections] == ["to do"]
    assert made(next_date=WALL + MINUTE).section("to do") == ()


def test_no_key_is_named_on_a_page_that_is_only_read() -> None:
    (line, *_) = usual().section("to do")
    assert (line.text, line.tail) == ("2 notes to sort", "")


def test_what_is_still_to_do_comes_first() -> None:
    assert rows(usual(next_date=None), "to do") == [
        "2 notes to sort",
        "Next step open the migration step had no owner",
        "The next date is open",
    ]


def test_promises_are_the_mentees_first_with_the_steps_of_feedback_and_their_dates() -> None:
    assert rows(usual(), "promises") == [
        "○ Grace write the failing test first by Fri 27 Nov",
        "○ Grace the same on the API repo by Fri 4 Dec",
        "○ Ada introduce Grace to the data team by Wed 9 Dec",
    ]


def test_each_line_knows_the_record_it_came_from() -> None:
    found = usual()
    assert {line.id for line in found.lines if line.source == "capture"} == {capture.id for capture in USUAL}
    assert [line.source for line in (*found.section("next"), *found.section("closing"))] == ["next", "closing"]


def test_covered_says_minutes_used_and_planned_and_what_was_not_reached() -> None:
    assert rows(usual(), "covered") == [
        "✓ Check-in 9 min, 5 planned",
        "✓ Code review of the parser 18 min, 15 planned",
        "✓ On-call rota 6 min · unplanned",
        "○ Stretch assignment: release 12 min, 10 planned · left open",
        "○ Feedback both ways 10 min planned · not reached",
    ]


def test_an_item_and_its_session_have_one_length() -> None:
    time = 12 * MINUTE + 53 * SECOND
    item = msgspec.structs.replace(ITEMS[0], used=time, minutes=None, state="done")
    found = made(items=(item,), figures=msgspec.structs.replace(FIGURES, active=time))
    assert "12 minutes" in found.when
    assert found.section("covered")[0].tail.startswith("12 min")


def test_a_title_somebody_gave_stands_in_the_heading() -> None:
    assert made(title="Chapter 4").what == "regular session 14 · Chapter 4"


SPOKEN = (
    msgspec.structs.replace(ITEMS[0], floor={"ada": 3 * MINUTE}, expected={"ada": 72 * SECOND, "grace": 108 * SECOND}),
    msgspec.structs.replace(
        ITEMS[1],
        agreement=Agreement(roles={"mentor": 10, "mentee": 90}),
        floor={"ada": 4 * MINUTE, "grace": 12 * MINUTE},
        expected={"ada": 96 * SECOND, "grace": 864 * SECOND},
    ),
    msgspec.structs.replace(ITEMS[2], floor={"ada": 59 * SECOND}, expected={"ada": 24 * SECOND, "grace": 35 * SECOND}),
    *ITEMS[3:],
)


def test_covered_has_each_items_shares_beside_what_was_agreed_for_it_from_a_minute_of_talk_on() -> None:
    assert rows(usual(items=SPOKEN), "covered")[:3] == [
        "✓ Check-in 9 min, 5 planned · 100 : 0, agreed 40 : 60",
        "✓ Code review of the parser 18 min, 15 planned · 25 : 75, agreed 10 : 90",
        "✓ On-call rota 6 min · unplanned",
    ]
    assert rows(usual(items=SPOKEN, agreement=None), "covered")[:2] == [
        "✓ Check-in 9 min, 5 planned · 100 : 0",
        "✓ Code review of the parser 18 min, 15 planned · 25 : 75, agreed 10 : 90",
    ]


@pytest.mark.parametrize("for_other", [False, True])
def test_no_item_has_shares_where_figures_are_not_shown_or_it_is_the_only_one(for_other: bool) -> None:
    without = rows(usual(), "covered")
    assert rows(usual(items=SPOKEN, show_figures=False, for_other=for_other), "covered") == without
    assert rows(usual(items=SPOKEN[:1], for_other=for_other), "covered") == without[:1]


def test_floor_time_is_told_beside_what_was_agreed_and_how_it_is_known() -> None:
    assert rows(usual(), "floor") == [
        "Ada 41 %, 22:00 14 turns, longest 2:10",
        "Grace 59 %, 31:40 12 turns, longest 3:00",
        "41 : 59 of talk, agreed 40 : 60 in the charter, as agreed · keyed by hand, mended",
        "32 s more for Grace would be exactly as agreed",
        "nobody 3 % · both at once 1 % · unsure 2:10 of the session, the shares are of the other 96 %",
    ]


def test_nothing_agreed_is_said_and_judges_nobody() -> None:
    half = (FIGURES.floor["ada"] + FIGURES.floor["grace"]) // 2
    figures = msgspec.structs.replace(FIGURES, expected={"ada": half, "grace": half})
    told = rows(usual(agreement=None, figures=figures), "floor")
    assert told[2] == "41 : 59 of talk, nothing agreed, beside equal 50 : 50 · keyed by hand, mended"
    assert not any("exactly as agreed" in line for line in told)


def test_a_session_in_which_nobody_spoke_has_no_figures() -> None:
    assert usual(figures=NOTHING).section("floor") == ()


def test_the_other_gets_no_private_note_and_nothing_without_its_next_step() -> None:
    theirs = usual(for_other=True)
    text = " ".join(f"{line.lead} {line.text} {line.tail}" for line in theirs.lines)
    assert "she sounds tired" not in text
    assert "the migration step had no owner" not in text
    assert theirs.section("to do") == ()
    assert theirs.left_out == "left out: 1 private note, 1 next step open"


def test_speaking_figures_go_to_the_other_only_as_agreed() -> None:
    assert usual(for_other=True).section("floor")
    theirs = usual(for_other=True, show_figures=False)
    assert theirs.section("floor") == ()
    assert "speaking figures (not agreed)" in theirs.left_out


def test_the_other_reads_times_on_the_others_clock() -> None:
    assert rows(usual(), "next") == ["Thu 3 Dec 15:00 (17:00 Nairobi)"]
    assert rows(usual(for_other=True), "next") == ["Thu 3 Dec 17:00 (15:00 Berlin)"]


def test_what_leaves_the_program_has_no_private_notes_and_says_so() -> None:
    leaving = to_hand_out(usual())
    assert leaving.section("private") == leaving.section("to do") == ()
    assert leaving.left_out == "left out: 1 private note, 1 next step open"


def test_what_could_be_better_leaves_the_program_only_with_its_next_step() -> None:
    assert "For Grace, could be better the migration step had no owner" in rows(usual(), "feedback")
    assert rows(to_hand_out(usual()), "feedback") == [
        "For Grace commits reviewable in five minutes each then: the same on the API repo"
    ]


def test_each_of_many_open_steps_stays_and_is_counted() -> None:
    steps = [Capture(id=f"f{n}", kind="feedback", better=True, text=f"the {n}th", who="grace") for n in range(5)]
    leaving = to_hand_out(made(*steps))
    assert "feedback" not in [section.key for section in leaving.sections]
    assert leaving.left_out == "left out: 5 next steps open"


def test_praise_needs_no_next_step_to_leave() -> None:
    leaving = to_hand_out(made(Capture(id="f", kind="feedback", text="clear commits", who="grace")))
    assert rows(leaving, "feedback") == ["For Grace clear commits"]
    assert leaving.left_out == ""


def test_the_page_for_the_other_leaves_the_program_as_it_is() -> None:
    theirs = usual(for_other=True)
    assert to_hand_out(theirs) == theirs


def test_names_of_ten_thousand_characters_leave_room_for_the_rest() -> None:
    people = (
        Participant(id="ada", name="Ada", role="mentor", key=1),
        Participant(id="grace", name="N" * 10_000, role="mentee", key=2),
    )
    assert len(made(people=people).who) == 40


@pytest.mark.parametrize("zone", ["", "Not/AZone", "../../etc/passwd"])
def test_a_zone_that_is_none_still_makes_a_page(zone: str) -> None:
    people = (Participant(id="ada", name="Ada", role="mentor", key=1, zone=zone),)
    assert made(people=people, next_date=WALL + SECOND).section("next")
