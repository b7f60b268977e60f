"""Feedback: what may be given and what waits, how it is said, what was answered, and who reads it."""

from contextlib import suppress
from datetime import date

import msgspec
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from mentortui.core import feedback as f
from mentortui.core.capture import Capture
from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable
from mentortui.core.feedback_form import Typed, day_said, hints_for, hints_told, parse_seen, read, typed_of
from mentortui.core.hints import Hints, WordList
from mentortui.core.page import page, to_hand_out
from mentortui.core.people import Participant
from mentortui.core.promises import is_open, open_promises, promised, promiser
from mentortui.core.records import Figures, FinishedSession, Living
from mentortui.formats.markdown import message, to_markdown, to_text

TODAY = date(2026, 11, 25)  # a Wednesday
NAMES = {"ada": "Ada Byron", "grace": "Grace Otieno"}
PRAISE = Capture(id="f1", kind="feedback", text="The notes said how to undo", who="grace")
WHOLE = msgspec.structs.replace(
    PRAISE,
    where="the part “if it fails”",
    seen="2026-11-22",
    effect="Support answered two customers without us",
    improve="The migration step had no owner",
    step="each step names its owner",
    when="the next notes are written",
    due="2026-12-09",
)
BETTER = Capture(id="f2", kind="feedback", text="The migration step had no owner", better=True, who="grace")


def kept(capture: Capture, **changed: object) -> Living:
    return msgspec.structs.replace(Living(id=capture.id, capture=capture, created=10, session="s"), **changed)


# giving and waiting


def test_praise_alone_is_given_at_once() -> None:
    assert f.given(PRAISE, "ada", 99) == PRAISE


@pytest.mark.parametrize("capture", [BETTER, msgspec.structs.replace(PRAISE, improve="No owner")])
def test_what_could_be_better_waits_for_its_next_step(capture: Capture) -> None:
    with pytest.raises(f.WrongFeedback, match="waits for its next step") as refused:
        f.given(capture, "ada", 99)
    assert refused.value.field == "step"
    assert f.put_off(capture, "ada").later
    assert f.given(msgspec.structs.replace(capture, step="name one"), "ada", 99).step == "name one"


def test_one_that_waited_says_when_it_was_given() -> None:
    waited = f.put_off(WHOLE, "ada")
    assert f.waits(waited)
    now_given = f.given(waited, "ada", 99)
    assert (now_given.later, now_given.given, f.waits(now_given)) == (False, 99, False)


def test_feedback_for_the_user_never_waits() -> None:
    received = msgspec.structs.replace(BETTER, who="ada", giver="grace")
    with pytest.raises(Refused, match="does not wait"):
        f.put_off(received, "ada")
    assert f.given(received, "ada", 99) == received
    assert f.waiting([kept(msgspec.structs.replace(received, later=True))], "ada") == ()


def test_only_ones_own_feedback_waits() -> None:
    hers = msgspec.structs.replace(PRAISE, giver="grace", who="linus")
    with pytest.raises(Refused, match="Only your own"):
        f.put_off(hers, "ada")


def test_the_oldest_waits_first_and_what_is_removed_or_given_waits_no_more() -> None:
    late = msgspec.structs.replace(PRAISE, later=True)
    records = [
        kept(late, id="b", created=30),
        kept(late, id="a", created=20),
        kept(late, id="gone", removed=True),
        kept(msgspec.structs.replace(late, given=5), id="given"),
        kept(PRAISE, id="at once"),
    ]
    assert [record.id for record in f.waiting(records, "ada")] == ["a", "b"]


@pytest.mark.parametrize(
    ("days", "told"),
    [(0, "waits since today"), (1, "waits 1 day"), (3, "waits 3 days"), (13, "waits 13 days"), (14, "waits 2 weeks")],
)
def test_age_stands_in_words(days: int, told: str) -> None:
    assert f.age_words(date.fromordinal(TODAY.toordinal() - days), TODAY) == told


@pytest.mark.parametrize(
    ("capture", "field"),
    [
        (Capture(who="grace"), "good"),
        (Capture(text="  ", who="grace"), "good"),
        (Capture(text="fine"), "to"),
        (Capture(text="fine", who="grace", giver="grace"), "to"),
        (Capture(text="x" * 4001, who="grace"), "good"),
        (Capture(text="fine", improve="x" * 4001, who="grace"), "better"),
    ],
)
def test_what_cannot_stay_so_names_its_field(capture: Capture, field: str) -> None:
    with pytest.raises(f.WrongFeedback) as refused:
        f.checked(capture)
    assert refused.value.field == field


# promises


def test_the_step_is_its_owners_promise_else_its_receivers() -> None:
    assert promiser(WHOLE) == "grace"
    assert promiser(msgspec.structs.replace(WHOLE, owner="ada")) == "ada"
    assert open_promises([kept(WHOLE), kept(msgspec.structs.replace(WHOLE, owner="ada"), id="x")]) == {"grace": 1, "ada": 1}


def test_the_step_of_feedback_that_waits_is_no_promise_yet() -> None:
    waits = f.put_off(WHOLE, "ada")
    assert promised(waits) == ""
    assert not is_open(kept(waits))
    assert promised(f.given(waits, "ada", 1)) == "each step names its owner"


# said to a person


def test_the_fields_become_sentences_to_say() -> None:
    assert f.read_out(WHOLE, NAMES, me="ada", today=TODAY) == (
        "Grace, this was good: The notes said how to undo.",
        "Seen on Sun 22 Nov: the part “if it fails”.",
        "What it changed: Support answered two customers without us.",
        "What could be better: The migration step had no owner.",
        "The next step: when the next notes are written, then each step names its owner.",
        "It is yours by Wed 9 Dec.",
        "How do you see it?",
    )


def test_what_could_be_better_alone_is_said_so_and_whose_the_step_is() -> None:
    capture = msgspec.structs.replace(BETTER, step="I name one", owner="ada")
    told = f.read_out(capture, NAMES, me="ada", today=TODAY)
    assert told[0] == "Grace, this could be better: The migration step had no owner."
    assert "It is mine." in told


def test_received_feedback_is_read_as_told_to_the_user() -> None:
    told = f.read_out(msgspec.structs.replace(PRAISE, who="ada", giver="grace"), NAMES, me="ada", today=TODAY)
    assert told == ("Grace told you that this was good: The notes said how to undo.",)


@examples(
    st.builds(
        Capture,
        text=st.text(max_size=30),
        better=st.booleans(),
        improve=st.text(max_size=9),
        step=st.text(max_size=9),
        who=st.sampled_from(["", "ada", "grace", "gone"]),
        giver=st.sampled_from(["", "grace"]),
        owner=st.sampled_from(["", "ada"]),
        seen=st.text(max_size=10),
        due=st.sampled_from(["", "2026-12-01", "soon"]),
        when=st.text(max_size=9),
    )
)
def test_reading_out_never_fails_and_says_every_word(capture: Capture) -> None:
    told = " ".join(f.read_out(capture, NAMES, me="ada", today=TODAY))
    assert capture.text.strip() in told
    if capture.step.strip():
        assert capture.step.strip() in told


# what was answered, and what came of it


def test_the_receiver_heard_it_agrees_or_sees_it_otherwise_in_words() -> None:
    assert f.answer_said(f.answered(PRAISE, "heard")) == "heard"
    assert f.answer_said(f.answered(PRAISE, "agreed")) == "agreed"
    assert f.answer_said(f.answered(PRAISE, "otherwise", " it was\nLinus ")) == "seen otherwise: it was Linus"
    with pytest.raises(Refused, match="in the receiver's words"):
        f.answered(PRAISE, "otherwise", "  ")


@pytest.mark.parametrize("capture", [msgspec.structs.replace(PRAISE, later=True), BETTER])
def test_nothing_is_answered_before_it_is_given(capture: Capture) -> None:
    with pytest.raises(Refused, match="not given yet"):
        f.answered(capture, "heard")


def test_the_step_is_linked_to_its_end() -> None:
    assert f.came_of(kept(WHOLE)) == ""
    assert f.came_of(kept(WHOLE, state="done")) == "the step: done"
    assert f.came_of(kept(WHOLE, state="dropped", outcome="we changed the tool")) == "the step: dropped, we changed the tool"
    assert f.came_of(kept(PRAISE, state="done")) == ""


def test_a_line_typed_anew_keeps_what_a_line_cannot_say() -> None:
    old = f.answered(msgspec.structs.replace(WHOLE, given=7, giver="ada"), "agreed")
    new = f.beside_the_line(old, Capture(id="f1", kind="feedback", text="Other words", who="grace", step="the same"))
    assert (new.text, new.step) == ("Other words", "the same")
    assert (new.where, new.effect, new.improve, new.answer, new.given) == (
        old.where,
        old.effect,
        old.improve,
        "agreed",
        7,
    )
    assert f.beside_the_line(old, Capture(kind="note", text="a note")) == Capture(kind="note", text="a note")


def test_what_a_session_no_longer_has_is_removed_but_what_had_waited_waits_again() -> None:
    assert f.taken_back(kept(PRAISE), 50).removed
    back = f.taken_back(kept(f.given(f.put_off(PRAISE, "ada"), "ada", 9)), 50)
    assert (back.removed, back.session, f.waits(back.capture)) == (False, "", True)


# the page, and what leaves the program


def session() -> FinishedSession:
    people = (
        Participant(id="ada", name="Ada", role="mentor", key=1),
        Participant(id="grace", name="Grace", role="mentee", key=2),
    )
    zero = Figures(active=0, nobody=0, several=0, unsure=0, floor={}, expected={}, turns={}, longest={})
    return FinishedSession(
        id="s",
        mentorship="m",
        number=3,
        kind="regular",
        title="",
        began=1_795_000_000_000_000,
        ended=1_795_000_000_000_000,
        planned_minutes=None,
        me="ada",
        people=people,
        agreement=None,
        show_figures=True,
        items=(),
        turns=(),
        figures=zero,
    )


SECRET = msgspec.structs.replace(
    WHOLE, id="f3", text="SECRET good", step="SECRET step", effect="SECRET", improve="SECRET", later=True
)
OPEN = msgspec.structs.replace(PRAISE, id="f4", improve="OPEN better")


def test_waiting_feedback_is_read_by_nobody_but_its_giver() -> None:
    living = [kept(SECRET), kept(OPEN), kept(PRAISE)]
    mine = page(session(), living, (), today=TODAY)
    theirs = page(session(), living, (), today=TODAY, for_other=True)
    assert "SECRET good" in to_text(mine)
    assert "waits" in to_text(mine)
    for told in (
        to_text(theirs),
        to_markdown(theirs),
        message(theirs),
        to_text(to_hand_out(mine)),
        to_markdown(to_hand_out(mine)),
        message(to_hand_out(mine)),
    ):
        assert "SECRET" not in told
        assert "OPEN" not in told
        assert "The notes said how to undo" in told
    assert theirs.left_out == to_hand_out(mine).left_out == "left out: 1 next step open, 1 feedback not given yet"
    assert [record.id for record in f.shown_to_others(living)] == ["f4", "f1"]


def test_the_answer_and_the_end_of_the_step_stand_on_the_page() -> None:
    agreed = kept(f.answered(WHOLE, "otherwise", "Linus owned it"), state="done", outcome="two owners named")
    told = to_text(page(session(), [agreed], (), today=TODAY, for_other=True))
    assert "seen otherwise: Linus owned it · the step: done, two owners named" in told
    assert "could be better: The migration step had no owner" in told


def test_a_step_stands_with_its_owner_among_the_promises() -> None:
    found = page(session(), [kept(msgspec.structs.replace(WHOLE, owner="ada"))], (), today=TODAY).section("promises")
    assert [line.lead for line in found] == ["Ada"]


# the form

FILLED = Typed(
    giver="ada", to="grace", about="rel", good=" Notes ", seen="3 days ago", better="No owner", step="name one", due="2w"
)


def test_the_form_makes_a_feedback_and_shows_it_again() -> None:
    made = read(FILLED, me="ada", goals=("Release lead",), today=TODAY)
    assert (made.text, made.improve, made.better, made.goal) == ("Notes", "No owner", False, "Release lead")
    assert (made.giver, made.who, made.owner, made.seen, made.due) == ("", "grace", "", "2026-11-22", "2026-12-09")
    again = typed_of(made, "ada")
    assert (again.giver, again.owner, again.about) == ("ada", "grace", "Release lead")
    assert read(again, me="ada", goals=("Release lead",), today=TODAY, before=made) == made


def test_the_form_keeps_what_it_does_not_ask_for() -> None:
    before = f.answered(msgspec.structs.replace(PRAISE, given=4), "agreed")
    made = read(typed_of(before, "ada"), me="ada", goals=(), today=TODAY, before=before)
    assert (made.id, made.answer, made.given) == ("f1", "agreed", 4)


@pytest.mark.parametrize(
    ("field", "words"), [("seen", "soonish"), ("seen", "2027-01-01"), ("due", "soonish"), ("about", "x" * 300)]
)
def test_what_cannot_be_read_is_said_of_its_field(field: str, words: str) -> None:
    with pytest.raises(f.WrongFeedback) as refused:
        read(msgspec.structs.replace(FILLED, **{field: words}), me="ada", goals=(), today=TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", "2026-11-25"),
        ("yesterday", "2026-11-24"),
        ("3 days ago", "2026-11-22"),
        ("2w", "2026-11-11"),
        ("a week ago", "2026-11-18"),
        ("last week", "2026-11-18"),
        ("fri", "2026-11-20"),
        ("last wed", "2026-11-18"),
        ("on monday", "2026-11-23"),
        ("26 nov", "2025-11-26"),
        ("20 nov", "2026-11-20"),
        ("2026-11-20", "2026-11-20"),
    ],
)
def test_a_day_gone_by_is_read(words: str, day: str) -> None:
    assert parse_seen(words, TODAY).isoformat() == day


@pytest.mark.parametrize("words", ["", "soon", "tomorrow", "2027-05-01", "9999 years ago", "1/2"])
def test_a_day_that_is_none_or_to_come_is_refused(words: str) -> None:
    with pytest.raises(Unreadable):
        parse_seen(words, TODAY)


@examples(st.text(max_size=20), st.dates(date(2000, 3, 1), date(2100, 1, 1)))
def test_a_day_seen_is_never_to_come(words: str, today: date) -> None:
    with suppress(Unreadable):
        assert parse_seen(words, today) <= today


def test_days_are_said_back() -> None:
    assert day_said("seen", "3 days ago", TODAY) == "Sun 22 Nov, 3 days ago"
    assert day_said("due", "2w", TODAY) == "Wed 9 Dec"
    assert day_said("due", " ", TODAY) == ""


def test_hints_of_the_field_one_is_in_come_first_and_each_kind_once() -> None:
    hints = Hints([WordList("always", "{words}!", ("always", "never")), WordList("vague", "{words}?", ("great job",))])
    typed = msgspec.structs.replace(FILLED, good="always a great job, never late", better="never", seen="40 days ago")
    pointed = hints_for(typed, hints, TODAY)
    assert [(one.field, one.hint.words) for one in pointed] == [
        ("good", "always"),
        ("good", "great job"),
        ("good", "never"),
        ("better", "never"),
        ("seen", ""),
    ]
    assert hints_told(pointed, "better", 2) == ('"never"!', '"great job"?')
    assert hints_told(pointed, "seen", 1)[0].startswith("seen 40 days ago")
