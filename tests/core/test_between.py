"""Tasks between sessions: given from a bank, answered, and coming back by themselves where they are used."""

from datetime import date

import msgspec
import pytest

from mentortui.core.between import (
    BETWEEN,
    Assignment,
    Task,
    TaskBank,
    answered,
    assigned,
    days_words,
    in_order,
    merged,
)
from mentortui.core.between_dues import dues, new_answers
from mentortui.core.due import due_on
from mentortui.core.holdings import Holdings
from mentortui.core.kinds import Around
from mentortui.core.record_fields import filled
from mentortui.core.record_lists import line
from mentortui.core.records import Member, Mentorship

TODAY = date(2026, 11, 25)
DAY = 24 * 3_600_000_000
NOON = 1_795_608_000_000_000
"""Wed 25 Nov 2026 12:00 UTC."""
ADA, GRACE = (
    Member(id="ada", name="Ada", role="mentor", zone="Europe/Berlin"),
    Member(id="grace", name="Grace", role="mentee", zone="Africa/Nairobi"),
)
PAIR = Mentorship(id="m", slug="m", part="mentor", me="ada", people=(ADA, GRACE))
AROUND = Around(me="ada", people=(("ada", "Ada"), ("grace", "Grace")), today=TODAY)
READ = Task(text="Read the post-mortem", sort="reading", how="live", days=14, link="https://example.org", suits=("release",))


def holding(*tasks: Assignment, began: tuple[int, ...] = (), me: str = "ada") -> Holdings:
    return Holdings(mentorship=msgspec.structs.replace(PAIR, me=me), tables={"assignments": tasks}, began=began)


def said(holdings: Holdings, day: str, where: str) -> list[str]:
    return [one.text for one in due_on(dues(holdings), day, where)]  # type: ignore[arg-type]


def test_it_is_given_to_the_mentee_whoever_gives_it_and_to_everybody_among_peers() -> None:
    made = assigned(READ, "t", mentorship=PAIR, today=TODAY)
    assert (made.who, made.by, made.due, made.link, made.how, made.state) == (
        *("grace", "ada", "2026-12-09", "https://example.org", "live", "open"),
    )
    peers = msgspec.structs.replace(PAIR, people=tuple(msgspec.structs.replace(one, role="peer") for one in (ADA, GRACE)))
    assert assigned(READ, "t", mentorship=peers, today=TODAY).who == ""
    assert assigned(READ, "t", mentorship=PAIR, today=date.max).due == ""


def test_the_bank_has_each_task_once_the_users_own_first_and_offers_what_suits_and_is_new() -> None:
    bank = merged([READ], [msgspec.structs.replace(READ, text="read the  Post-Mortem"), Task(text="b"), Task(text="c")])
    assert [task.text for task in bank.tasks] == ["Read the post-mortem", "b", "c"]
    given = [Assignment(id="1", text="B")]
    offered = in_order(TaskBank((Task(text="b"), Task(text="c"), READ)), ("Release lead",), given)
    assert [task.text for task in offered] == ["Read the post-mortem", "c", "b"]


def test_an_answer_answers_and_taken_out_it_is_open_again() -> None:
    blank = msgspec.structs.replace(assigned(READ, "t", mentorship=PAIR, today=TODAY))
    typed = filled(BETWEEN, blank, {"answer": " nobody owns it\n"}, AROUND)
    done = BETWEEN.settled(blank, typed, AROUND)
    assert isinstance(done, Assignment)
    assert (done.state, done.answer, done.answered) == ("answered", "nobody owns it", "2026-11-25")
    out = BETWEEN.settled(done, filled(BETWEEN, done, {"answer": ""}, AROUND), AROUND)
    assert isinstance(out, Assignment)
    assert (out.state, out.answered) == ("open", "")
    skipped = msgspec.structs.replace(blank, state="dropped")
    assert answered(skipped, "after all", TODAY).state == "dropped"
    assert [line(one, BETWEEN, AROUND).sign for one in (blank, done, skipped)] == ["○", "✓", "–"]


def test_answers_come_up_in_the_next_preparation_and_no_longer_once_that_session_was_held() -> None:
    task = Assignment(
        id="t", text="What surprised you?", who="grace", answer="how\nlittle", answered="2026-11-25", state="answered"
    )
    before = holding(task, began=(NOON - 14 * DAY,))
    assert said(before, "2026-11-26", "prepare") == ["Grace answered “What surprised you?”: how little"]
    assert said(before, "2026-11-26", "home") == []
    assert new_answers(holding(task, began=(NOON - 14 * DAY, NOON + DAY))) == ()


def test_on_home_stands_what_the_user_is_to_do_from_its_day_on_for_two_weeks() -> None:
    task = Assignment(id="t", text="lead a meeting", sort="stretch", who="ada", due="2026-11-26")
    assert said(holding(task), "2026-11-25", "home") == []
    assert said(holding(task), "2026-11-26", "home") == ["Stretch task, due Thu 26 Nov: “lead a meeting”"]
    assert said(holding(task), "2026-12-11", "home") == []
    assert said(holding(task, me="grace"), "2026-11-26", "home") == []
    assert said(holding(msgspec.structs.replace(task, state="done")), "2026-11-26", "home") == []


def test_what_is_told_in_the_session_stands_on_prepare_and_nobody_who_uses_none_sees_anything() -> None:
    task = Assignment(id="t", text="bring a question", how="live", who="grace", due="2026-11-26")
    (line,) = dues(holding(task))
    assert (line.text, line.item, line.where) == (
        "To be told in the session: “bring a question”",
        "bring a question",
        ("prepare",),
    )
    assert list(dues(holding())) == []


@pytest.mark.parametrize(("days", "words"), [(1, "a day"), (3, "3 days"), (7, "a week"), (28, "4 weeks"), (10, "10 days")])
def test_how_long_is_said_in_words(days: int, words: str) -> None:
    assert days_words(days) == words
