"""The charter: what is read as an answer, which answer holds, what was changed, and what is offered."""

from contextlib import suppress
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core.charter import Charter, CharterAnswer, as_text, charter, notes_of, starts_contact
from mentortui.core.charter_offers import charter_offers, with_questions
from mentortui.core.charter_questions import (
    QUESTIONS,
    asked_by,
    question,
    read_answer,
    typed_again,
    understood,
)
from mentortui.core.people import Agreement
from mentortui.core.records import Member, Mentorship, Plan, PlanItem
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order
from tests.hostile.corpus import TEXTS

TODAY = date(2026, 11, 25)
PEOPLE = (
    Member(id="ada", name="Ada", role="mentor", zone="Europe/Berlin"),
    Member(id="grace", name="Grace Otieno", role="mentee", zone="Africa/Nairobi"),
)
PAIR = Mentorship(id="m", slug="grace", part="mentor", me="ada", people=PEOPLE)
replace = msgspec.structs.replace


def answer(at: int, key: str, text: str, *, id: str = "", session: str = "", was: str = "", by: str = "ada") -> CharterAnswer:
    return CharterAnswer(id=id or f"a{at}", created=at, question=key, text=text, session=session, was=was, by=by)


def read(key: str, typed: str) -> str:
    found = question(key)
    assert found is not None
    return read_answer(found, typed, in_order(PAIR), TODAY)


def test_every_question_has_a_name_a_short_label_words_and_an_example_that_is_an_answer() -> None:
    assert len({one.key for one in QUESTIONS}) == len({one.label for one in QUESTIONS}) == len(QUESTIONS)
    for one in QUESTIONS:
        assert one.asks.endswith("?")
        assert len(one.label) <= 15
        assert asked_by(one.source) == one.key
        examples = one.example.split(";")[:1] if one.answered in ("shares", "figures") else [one.example]
        for example in examples:
            assert read_answer(one, example.replace(", mentor and mentee", ""), in_order(PAIR), TODAY)


@pytest.mark.parametrize(
    ("key", "typed", "stored"),
    [
        ("purpose", "  a release\nalone ", "a release alone"),
        ("shares", "40/60", "40/60"),
        ("shares", "equal", "equal"),
        ("kinds", "coffee equal, review 30/70", "coffee equal, review 30/70"),
        ("figures", "Hide", "not shown"),
        ("figures", "yes", "shown"),
        ("revisit", "2w", "2026-12-09"),
        ("revisit", "", ""),
    ],
)
def test_an_answer_is_read_by_what_it_is(key: str, typed: str, stored: str) -> None:
    assert read(key, typed) == stored


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("shares", "fair enough", "“fair enough” is not a way to share: say equal, 40/60, or do not show."),
        ("shares", "do not show", "Whether figures are shown is a question of its own: say how talk is shared, 40/60 or equal."),
        ("figures", "perhaps", "“perhaps” is neither: say shown or not shown."),
        ("revisit", "31 feb", "31 feb"),
        ("revisit", "today", "Wed 25 Nov is not to come: say a day from tomorrow on."),
        ("purpose", "x" * 2_001, "At most 2,000 characters; this has 2,001."),
    ],
)
def test_what_cannot_be_an_answer_is_refused_with_what_to_type(key: str, typed: str, says: str) -> None:
    with pytest.raises(Refused, match=says.replace("(", r"\(").split(":")[0]):
        read(key, typed)


@given(st.sampled_from(QUESTIONS), st.sampled_from(TEXTS) | st.text(max_size=60))
@settings(max_examples=25)
def test_whatever_is_typed_is_read_or_refused_and_is_read_again_as_the_same(one: object, typed: str) -> None:
    asked = question(getattr(one, "key", ""))
    assert asked is not None
    with suppress(Refused):
        stored = read_answer(asked, typed, in_order(PAIR), TODAY)
        assert read_answer(asked, typed_again(asked, stored), in_order(PAIR), TODAY) == stored
        understood(asked, typed, in_order(PAIR), TODAY)


def test_the_last_answer_holds_and_the_old_wordings_can_be_read_newest_first() -> None:
    found = charter([answer(2, "plan_b", "by phone"), answer(1, "plan_b", "dial in again"), answer(3, "norms", "plainly")], PAIR)
    assert found.texts == {"plan_b": "by phone", "norms": "plainly"}
    assert [(one.at, one.question.key, one.was, one.text) for one in found.changes] == [
        (3, "norms", "", "plainly"),
        (2, "plan_b", "dial in again", "by phone"),
        (1, "plan_b", "", "dial in again"),
    ]
    assert [one.at for one in found.of("plan_b")] == [2, 1]


def test_an_answer_that_is_taken_back_leaves_the_one_before_and_an_empty_one_opens_the_question() -> None:
    first, second = answer(1, "norms", "plainly"), answer(2, "norms", "")
    assert charter([first, second], PAIR).text("norms") == ""
    assert charter([first, replace(second, removed=True)], PAIR).text("norms") == "plainly"
    assert question("norms") in charter([first, second], PAIR).open


def test_what_was_said_twice_about_one_question_in_a_session_is_one_answer() -> None:
    said = [answer(1, "account", "we open with it", session="s"), answer(2, "account", "late is said early", session="s")]
    found = charter([answer(0, "account", "as before"), *said], PAIR)
    assert found.text("account") == "we open with it; late is said early"
    assert len(found.changes) == 2


def test_shares_and_figures_are_those_of_the_mentorship_and_only_noted_here() -> None:
    agreed = replace(PAIR, agreement=Agreement(roles={"mentor": 40, "mentee": 60}), kinds={"coffee": Agreement()})
    found = charter([], agreed)
    assert found.texts == {"shares": "40/60", "kinds": "coffee equal"}
    assert not found.is_used
    assert "figures" not in charter([], PAIR).texts
    assert charter([], replace(PAIR, show_figures=False)).text("figures") == "not shown"
    notes = notes_of(agreed, replace(agreed, agreement=None, show_figures=False), ("x", "y", "z"), wall=5, by="ada")
    assert [(one.question, one.was, one.text) for one in notes] == [("shares", "40/60", ""), ("figures", "shown", "not shown")]
    after = charter(notes, replace(agreed, agreement=None, show_figures=False))
    assert (after.text("shares"), after.text("figures")) == ("", "not shown")


@given(
    st.lists(
        st.builds(
            CharterAnswer,
            id=st.uuids().map(str),
            created=st.integers(0, 3),
            question=st.sampled_from([*(one.key for one in QUESTIONS), "of a newer version"]),
            text=st.sampled_from(["", "a", "2026-12-09", "40/60", "shown"]),
            session=st.sampled_from(["", "s"]),
            removed=st.booleans(),
        ),
        max_size=8,
    )
)
@settings(max_examples=25)
def test_the_order_in_which_answers_lie_on_disk_changes_nothing(answers: list[CharterAnswer]) -> None:
    assert charter(answers, PAIR) == charter(answers[::-1], PAIR)


@pytest.mark.parametrize(
    ("said", "who"),
    [("Grace, by Tuesday", "grace"), ("the mentee", ""), ("Ada or Grace", "ada"), ("Otieno writes first", "grace"), ("", "")],
)
def test_who_starts_contact_is_the_first_who_is_named(said: str, who: str) -> None:
    assert starts_contact(Charter(texts={"contact": said}), PEOPLE) == who


def test_a_first_meeting_is_offered_the_open_questions_in_one_line_and_each_becomes_an_item() -> None:
    names = iter(range(99))
    plan = Plan(id="p", kind="first", items=(PlanItem(id="i", title="Hello"), PlanItem(id="t", title="Takeaways, next date")))
    open = charter([answer(1, "norms", "plainly")], PAIR).open
    (offer,) = charter_offers(plan, open)
    assert offer.text == "The 16 open questions of the charter, one by one"
    made, said = with_questions(plan, open, lambda: f"n{next(names)}")
    assert said == "on the agenda: 16 questions of the charter, none of which has to be answered"
    assert [item.title for item in made.items[:2]] == ["Hello", "What is this mentorship for?"]
    assert made.items[-1].title == "Takeaways, next date"
    assert {asked_by(item.source) for item in made.items[1:-1]} == {one.key for one in open}
    assert charter_offers(made, open) == ()
    with pytest.raises(Refused, match="All open questions"):
        with_questions(made, open, lambda: "x")
    assert charter_offers(replace(plan, kind="regular"), open) == ()
    assert charter_offers(replace(plan, items=()), open) == ()


def test_what_was_agreed_is_a_text_to_send_of_what_is_answered_alone() -> None:
    found = charter([answer(1, "norms", "plainly"), answer(2, "revisit", "2026-12-09"), answer(3, "purpose", "a release")], PAIR)
    assert as_text(found, TODAY) == (
        "What we agreed on, as of Wed 25 Nov\n\nPurpose: a release\nHow we talk: plainly\nLook again: Wed 9 Dec"
    )
    with pytest.raises(Refused, match="Nothing is agreed yet"):
        as_text(charter([], PAIR), TODAY)
