"""Promises of both sides: closing one, how each follows through, a mild word."""

from datetime import UTC, date, datetime

import msgspec

from mentortui.core.actions import (
    VAGUE,
    closed_on,
    follow_said,
    follow_through,
    hint_of,
    learned,
    mild_word,
    open_of,
    settled,
    with_learned,
)
from mentortui.core.actions_form import ACTION, hinted
from mentortui.core.hints import Hints, WordList
from mentortui.core.journal import JournalEntry, day_of
from mentortui.core.kinds import Around
from mentortui.core.promises import more_said, promise_of
from mentortui.core.record_details import ActionDetails
from mentortui.core.record_fields import filled
from mentortui.core.records import Living
from mentortui.core.rituals import Touch, touch_day
from tests.store import values

TODAY = date(2026, 11, 25)
DAY = 86_400_000_000
NOW = 1_795_608_000_000_000  # Wed 25 Nov 2026, 12:00 UTC
replace = msgspec.structs.replace


def action(id: str, who: str = "grace", state: str = "open", due: str = "", closed: str = "", changed: int = NOW) -> Living:
    made = values.action(id, who, state)
    details = ActionDetails(closed=closed) if closed else None
    return replace(made, changed=changed, details=details, capture=replace(made.capture, due=due))


def test_the_day_it_was_closed_is_noted_and_goes_when_it_is_open_again() -> None:
    kept = settled(action("a", state="done"), TODAY)
    assert kept.details == ActionDetails(closed="2026-11-25")
    assert closed_on(kept, "UTC") == TODAY
    assert settled(kept, date(2026, 12, 1)) == kept
    assert settled(replace(kept, state="open"), TODAY).details is None
    step = replace(values.step("s"), state="done")
    assert closed_on(settled(step, TODAY), "UTC") == TODAY
    assert learned(replace(settled(step, TODAY), outcome="two owners")) == "two owners"
    assert closed_on(action("b", state="done"), "UTC") == TODAY
    assert closed_on(action("c"), "UTC") is None


def test_the_form_notes_the_day_too_and_changes_nothing_else() -> None:
    around = Around(people=(("ada", "Ada"), ("grace", "Grace")), today=TODAY)
    made = filled(ACTION, action("a"), {"state": "done", "details.learned": "ask first"}, around)
    made = ACTION.settled(action("a"), made, around)
    assert isinstance(made, Living)
    assert made.details == ActionDetails(learned="ask first", closed="2026-11-25")
    assert ACTION.settled(action("a"), filled(ACTION, action("a"), {}, around), around) == action("a")


def test_what_was_learned_of_a_step_of_feedback_is_what_came_of_it() -> None:
    assert learned(with_learned(action("a"), "  ask\n first ")) == "ask first"
    assert with_learned(values.step("s"), "early is easy").outcome == "early is easy"
    assert with_learned(with_learned(action("a"), "x"), "").details is None


def test_follow_through_stands_side_by_side_the_mentors_first_and_looks_back_one_quarter() -> None:
    living = [
        action("1", "grace", "done", closed="2026-11-01"),
        action("2", "grace", "done", closed="2026-08-01"),
        action("3", "grace", "dropped", closed="2026-11-01"),
        action("4", "grace", due="2026-11-26"),
        action("5", "ada", due="2026-11-24"),
        action("6", "ada", due="2026-11-25"),
        replace(action("7", "ada"), removed=True),
        action("8", "nobody"),
        replace(values.step("9", "ada"), state="done", changed=NOW - 10 * DAY),
        replace(values.step("10", "ada"), state="done", changed=NOW - 100 * DAY),
    ]
    mentorship = values.mentorship()
    mentorship = replace(mentorship, people=tuple(reversed(mentorship.people)))
    ada, grace = follow_through(living, mentorship, lambda person: TODAY)
    assert (ada.person, ada.kept, ada.open, ada.late, ada.dropped) == ("ada", 1, 2, 1, 0)
    assert (grace.person, grace.kept, grace.open, grace.late, grace.dropped) == ("grace", 1, 1, 0, 1)
    assert follow_said(ada, "Ada") == "Ada: 1 kept, 2 open, 1 of them late"
    assert follow_said(grace, "Grace") == "Grace: 1 kept, 1 open, 1 dropped"
    assert open_of(living, "ada") == 2
    assert not any(one.any for one in follow_through((), mentorship, lambda person: date.min))


def test_from_the_fourth_open_one_on_one_mild_sentence_says_so() -> None:
    assert mild_word(3, "Grace") == ""
    assert mild_word(4, "Grace") == "Grace has 4 promises open. Which one matters most?"
    assert mild_word(5, "Ada", mine=True) == "You have 5 promises open. Which one matters most?"


def test_vague_words_are_pointed_at_in_the_form_of_an_action() -> None:
    hints = Hints([WordList(VAGUE, "{words}: what will one see when it is done?", ("look into",))])
    said = '"look into": what will one see when it is done?'
    assert hint_of(hints, "I look into it") == said
    form = hinted(ACTION, hints)
    assert form.field("capture.text").hinted("look into the deploy") == said
    assert form.field("capture.text").hinted("write the test") == ""
    assert form.field("note").hinted("look into it") == ""


def test_the_list_of_promises_says_what_else_there_is_of_one() -> None:
    made = action("a")
    made = replace(
        made,
        capture=replace(made.capture, when="I release", goal="Release lead"),
        details=ActionDetails(seen_done="the notes", learned="ask"),
    )
    one = promise_of(made, slug="g", me="ada", names={"ada": "Ada", "grace": "Grace"}, today=TODAY)
    assert more_said(one) == "done when one sees the notes · when I release · Release lead · learned: ask"


def test_a_day_that_nobody_noted_is_that_of_the_user() -> None:
    late = round(datetime(2026, 12, 2, 22, 30, tzinfo=UTC).timestamp()) * 1_000_000
    kept, there = action("a", state="done", changed=late), date(2026, 12, 3)
    assert closed_on(kept, "Asia/Tokyo") == there
    assert touch_day(Touch(id="t", created=late), "Asia/Tokyo") == there
    assert day_of(JournalEntry(id="j", created=late), "Asia/Tokyo") == there
