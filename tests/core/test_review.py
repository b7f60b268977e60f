"""The review of a period: what it counts, what it never shows, in which order, and what somebody makes of it."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core import review_numbers as n
from mentortui.core.actions import settled
from mentortui.core.assessment import TABLE as ASSESSMENTS
from mentortui.core.assessment import Assessment
from mentortui.core.goals import Goal
from mentortui.core.opportunities import sort_of
from mentortui.core.records import Plan
from mentortui.core.refused import Refused
from mentortui.core.review import NOT_FOR_OTHERS, nothing_words, review
from mentortui.core.review_edits import OUTSIDE, ReviewEdit, as_lines, as_text, refreshed, toggled, with_text
from mentortui.core.review_look import first_day, look
from mentortui.core.review_period import everything, parse_period
from tests.past_years import mentorship, noon
from tests.review_values import LIVING, QUARTER, SESSIONS, TODAY, ZONE, caught, holdings, lines_of, looked, text_of

# what is counted


def test_sessions_are_those_that_began_in_it_and_light_ones_add_no_time() -> None:
    found = n.meetings(looked())
    assert (found.held, found.light, found.missed, found.skipped, found.moved) == (3, 1, 1, 0, 1)
    assert found.active == 90 * 60_000_000
    assert found.paused == (TODAY - date(2026, 11, 20)).days + 1


def test_a_session_that_was_held_without_the_program_is_told_and_one_that_is_stored_is_not_told_twice() -> None:
    without = Plan(id="p9", kind="regular", state="held", starts=noon(date(2026, 11, 12)))
    found = looked(plans=(without, *holdings().plans))
    assert (n.meetings(found).held, n.meetings(found).without) == (3, 1)
    assert "Held without mentortui: Thu 12 Nov" in lines_of(review(found), "met")
    assert n.meetings(looked(plans=(msgspec.structs.replace(without, session="s8"),))).without == 0
    assert n.meetings(looked(plans=(msgspec.structs.replace(without, starts=noon(date(2026, 9, 10))),))).without == 0


def test_a_promise_without_a_day_that_is_open_stands_in_the_period_in_which_it_was_made() -> None:
    made = caught("action", "some day", who="grace")
    earlier = msgspec.structs.replace(caught("action", "before", who="grace"), created=noon(date(2026, 9, 10)))
    assert lines_of(review(looked(living=(made, earlier))), "promises") == ["Grace: 1 made, 0 kept", "○ Grace: some day"]


def test_a_step_of_feedback_stays_in_the_period_in_which_it_was_kept() -> None:
    step = caught("feedback", "clear notes", who="grace", giver="ada", step="name an owner")
    kept = settled(msgspec.structs.replace(step, state="done"), date(2026, 8, 20))
    later = msgspec.structs.replace(kept, changed=noon(date(2026, 11, 2)))
    assert n.settled_on(later, looked()) == date(2026, 8, 20)
    assert settled(msgspec.structs.replace(later, state="open"), TODAY).details is None


def test_a_win_names_its_goal_as_that_is_called_now() -> None:
    tables = dict(holdings().tables)
    tables["goals"] = (Goal(id="g", name="Lead the train", formerly=("Release lead",)),)
    (line,) = lines_of(
        review(looked(living=(caught("win", "shipped", who="grace", goal="release  lead"),), tables=tables)), "wins"
    )
    assert line == "Grace: shipped · #Lead the train"


def test_promises_are_counted_by_side_as_made_due_and_settled_in_the_period() -> None:
    grace, ada = n.promises_by(looked())
    assert (grace.person, grace.made, grace.kept, grace.due, grace.due_kept, grace.due_open) == ("grace", 2, 2, 1, 1, 0)
    assert (ada.made, ada.kept, ada.dropped, ada.due, ada.due_dropped, ada.due_open) == (2, 0, 1, 2, 1, 1)
    assert [one.capture.text for one in n.kept_in(looked())] == ["kept in it", "made and due"]


def test_a_promise_whose_day_is_still_to_come_is_not_counted_as_due() -> None:
    coming = caught("action", "next month", who="grace", due="2026-12-20")
    (grace, _) = n.promises_by(looked(living=(coming,)))
    assert (grace.made, grace.due, grace.due_open) == (1, 0, 0)
    (grace, _) = n.promises_by(looked(living=(msgspec.structs.replace(coming, state="done"),)))
    assert (grace.due, grace.due_kept) == (1, 1)


def test_wins_feedback_decisions_opportunities_setbacks_and_topics_are_those_of_the_period() -> None:
    found = looked()
    assert [one.capture.text for one in n.wins(found)] == ["for anybody", "for the two"]
    assert [one.capture.who for one in n.wins(found)] == ["ada", "grace"]
    assert n.feedback_ways(found) == {("ada", "grace"): 1, ("grace", "ada"): 1}
    assert [one.capture.text for one in n.decisions(found)] == ["old, decided now"]
    assert [(one.capture.who, sort_of(one)) for one in n.opportunities(found)] == [("grace", "visibility")]
    assert [one.capture.text for one in n.setbacks(found)] == ["the deploy stood"]
    assert [(one.person, one.brought, one.taken_up) for one in n.topics(found)] == [("grace", 1, 1), ("ada", 1, 0)]
    assert n.understood(found) == {"grace": 2, "ada": 1}
    assert [one.capture.text for _, one in n.takeaways(found)] == ["slow is smooth", "small commits"]


def test_a_goal_is_told_where_it_stood_before_and_at_the_end() -> None:
    moved, still = n.goals(looked())
    assert (moved.goal.name, moved.before, moved.now, moved.readings, len(moved.milestones)) == ("Release lead", 0.25, 0.75, 1, 1)
    assert not still.moved
    assert n.goals(looked(period=parse_period("aug", TODAY))) == ()


def test_a_share_is_of_sums_and_a_long_session_counts_for_more() -> None:
    span = n.talk_together(n.talk(looked())).pooled.span
    assert span.floor == {"ada": 30 * 60_000_000, "grace": 60 * 60_000_000}
    hidden = [msgspec.structs.replace(one, show_figures=one.id != "s10") for one in SESSIONS]
    assert n.talk(looked(hidden)).left_out.hidden == 1
    assert "ada" not in n.talk_together(n.talk(looked([SESSIONS[3]]))).pooled.span.floor
    lines = lines_of(review(looked()), "speaking")
    assert lines[0].startswith("Grace: 67 % of the talk · agreed 60 %")
    assert lines[-1] == "Known: 1 h 30 min of talk in 2 sessions · keyed by hand · left out: 1 missed"


def test_a_day_of_the_period_is_a_day_where_the_user_is() -> None:
    late = noon(date(2026, 9, 30)) + 11 * 3600 * 1_000_000  # 23:00 in UTC, 1 October in Berlin
    win = msgspec.structs.replace(caught("win", "at midnight"), created=late)
    assert [one.capture.text for one in n.wins(looked(living=(win,)))] == ["at midnight"]
    september = look(holdings(living=(win,)), (), parse_period("sep", TODAY), today=TODAY, zone="America/New_York")
    assert [one.capture.text for one in n.wins(september)] == ["at midnight"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.dates(date(2026, 8, 1), date(2027, 1, 31)), st.sampled_from(["ada", "grace"])), max_size=12))
def test_two_halves_of_a_period_count_what_the_whole_counts(made: list[tuple[date, str]]) -> None:
    living = tuple(caught("win", str(place), day, who=who) for place, (day, who) in enumerate(made))
    halves = [parse_period(typed, date(2027, 2, 1)) for typed in ("1 oct 2026 - 10 nov 2026", "11 nov 2026 - 31 dec 2026")]
    whole = [one.id for one in n.wins(looked(living=living))]
    parts = [one.id for half in halves for one in n.wins(looked(living=living, period=half))]
    assert sorted(whole) == sorted(parts)


# what it says, and what never


def test_what_grew_comes_first_and_the_mentee_before_the_mentor_and_talk_last() -> None:
    found = review(looked())
    keys = [one.key for one in found.told]
    order = ("changed", "wins", "goals", "setbacks", "promises", "feedback", "decisions", "topics", "met", "found", "change")
    assert keys == [*order, "speaking", "closing"]
    assert lines_of(found, "changed") == [
        "Grace: small commits",
        "Grace: ask sooner · from “made and due”",
        "Grace: tests first · between sessions",
        "Ada: slow is smooth",
    ]
    assert lines_of(found, "wins")[0] == "Grace: for the two · it changed: nobody was paged"
    assert lines_of(found, "setbacks") == ["Grace: the deploy stood · it taught: a canary · next: try it"]
    assert lines_of(found, "goals")[:3] == [
        "Grace: Release lead · 25 % → 75 % of the way",
        "releases led: 1 → 3, target 4",
        "✓ milestone: the dry run · Fri 30 Oct · the log of it",
    ]
    assert lines_of(found, "promises")[:2] == [
        "Grace: 2 made, 2 kept; of 1 due 1 kept",
        "Ada: 2 made, 0 kept, 1 dropped; of 2 due 0 kept, 1 dropped, 1 open",
    ]
    assert lines_of(found, "closing") == [
        "On the first day: Grace: lead a release · from the charter",
        "The newest takeaway: small commits · Grace · session 8, Thu 8 Oct",
    ]


def test_missed_moved_and_paused_are_told_with_their_reason_and_no_more() -> None:
    assert lines_of(review(looked()), "met") == [
        "3 sessions held, 1 of them light, 1 h 30 min",
        "Missed: Thu 15 Oct · illness",
        "Moved: from Thu 29 Oct to Thu 5 Nov · travel",
        "paused since 20 Nov until Sat 5 Dec · travel",
    ]


def test_a_promise_of_before_that_is_due_later_in_the_period_is_listed_though_nothing_is_counted_of_it() -> None:
    coming = msgspec.structs.replace(caught("action", "send the notes", date(2026, 8, 3), who="grace", due="2026-12-30"))
    found = looked(living=(coming,))
    assert not any(one.any for one in n.promises_by(found))
    assert [line for line in lines_of(review(found), "promises") if "send the notes" in line]


def test_a_date_that_was_only_called_off_is_not_counted_as_moved() -> None:
    plans = tuple(
        msgspec.structs.replace(one, moves=tuple(msgspec.structs.replace(move, to=None) for move in one.moves))
        for one in holdings().plans
    )
    found = looked(plans=plans)
    assert n.meetings(found).moved == 0
    told = lines_of(review(found), "met")
    assert "Called off: Thu 29 Oct · travel" in told
    assert not [line for line in told if line.startswith("Moved")]


def test_low_open_answers_propose_what_to_change_and_sealed_ones_say_nothing() -> None:
    found = review(looked())
    told = lines_of(found, "change")
    assert [line.partition(":")[0] for line in told] == [
        "○ Fairness 2 from Grace Otieno, session 8",
        "○ Safety 2 from Grace Otieno, Oct to Dec 2026",
        "Roadblock, Grace",
        "Of “old, decided now”",
    ]
    assert lines_of(found, "found")[:2] == ["Grace: safety 4 · fairness 2 · 1 session", "Ada: safety 5 · 1 session"]
    assert "session 10" not in "\n".join(lines_of(found, "found") + told)
    sealed = tuple(one for one in holdings().of(ASSESSMENTS, Assessment) if one.person == "grace")
    hidden = review(looked(tables={ASSESSMENTS: sealed}))
    assert "rushed" not in text_of(hidden)
    assert "rushed" in text_of(found)


def test_nothing_private_and_nothing_that_waits_is_on_it() -> None:
    text = text_of(review(looked(hidden=["t-small commits", "win-for the two"])))
    for word in ("only mine", "secret", "waits", "no step", "gone", "small commits", "for the two"):
        assert word not in text, word


def test_for_others_only_what_anybody_may_read_and_no_figures() -> None:
    found = review(looked(outside=True))
    assert {one.key for one in found.told}.isdisjoint(NOT_FOR_OTHERS)
    text = text_of(found)
    assert "for anybody" in text
    assert "for the two" not in text


def test_figures_that_the_pair_does_not_show_are_not_on_it() -> None:
    hidden = mentorship(show_figures=False)
    assert review(looked(mentorship=hidden)).section("speaking").lines == ()


def test_an_empty_period_says_so_and_the_first_wish_alone_does_not_fill_it() -> None:
    found = review(looked([], period=parse_period("2024", TODAY), living=(), plans=(), checkins=(), pulses=()))
    assert found.empty
    assert found.when == "no session in this time"
    assert nothing_words(found.period) == "Nothing is written down of 2024."


def test_since_the_beginning_has_all_of_it() -> None:
    first = first_day(holdings(), ZONE)
    found = review(looked(period=everything(first, TODAY)))
    assert first == date(2026, 1, 15)
    assert found.met.held == len(SESSIONS)


def test_a_circle_of_nine_is_told_by_name_without_anybody_being_the_mentee() -> None:
    people = tuple(
        msgspec.structs.replace(SESSIONS[0].people[0], id=f"p{number}", name=f"Peer{number}", role="peer", key=number)
        for number in range(1, 10)
    )
    circle = mentorship(people)
    living = tuple(caught("action", f"promise {one.id}", who=one.id, due="2026-11-01") for one in people)
    found = review(looked([], mentorship=circle, living=living, tables={}, plans=(), checkins=(), pulses=()))
    assert found.who == "Peer2 and 8 others"
    assert len([line for line in lines_of(found, "promises") if "made" in line]) == 9


# what somebody makes of it


def test_an_edited_section_stands_in_its_place_and_what_came_since_is_told_and_added() -> None:
    before = review(looked())
    edit = ReviewEdit(id="e", period=QUARTER.key)
    edit = with_text(edit, "wins", "Grace: led it all\n✓ done", as_text(before.section("wins").own))
    found = review(looked(), edit)
    assert [(line.lead, line.text, line.mark) for line in found.section("wins").lines] == [
        ("Grace", "led it all", ""),
        ("", "done", "✓"),
    ]
    assert found.section("wins").came_since == ()
    more = (*LIVING, caught("win", "a new one", who="grace"))
    later = review(looked(living=more), edit)
    assert later.section("wins").came_since == ("Grace: a new one",)
    after = review(looked(living=more), refreshed(edit, "wins", as_text(later.section("wins").own)))
    assert lines_of(after, "wins") == ["Grace: led it all", "✓ done", "Grace: a new one"]
    assert after.section("wins").came_since == ()


def test_emptied_or_as_it_was_it_says_again_what_the_records_say() -> None:
    own = as_text(review(looked()).section("wins").own)
    edit = with_text(ReviewEdit(id="e", period=QUARTER.key), "wins", "other words", own)
    for text in ("", "  \n ", own):
        assert with_text(edit, "wins", text, own).sections == {}
    with pytest.raises(Refused, match="At most 20,000 characters"):
        with_text(edit, "wins", "x" * 20_001, own)


def test_a_section_is_left_out_and_put_in_and_what_is_for_the_two_is_not_for_others() -> None:
    edit = toggled(ReviewEdit(id="e", period=QUARTER.key), "setbacks", False)
    assert "setbacks" not in [one.key for one in review(looked(), edit).told]
    edit = with_text(edit, "wins", "between us", "")
    assert "between us" not in text_of(review(looked(outside=True), edit))
    edit = toggled(edit, f"{OUTSIDE}setbacks", True)
    assert "setbacks" in [one.key for one in review(looked(outside=True), edit).told]


def test_what_the_two_left_out_is_left_out_for_others_too_until_it_is_put_in_for_them() -> None:
    def told(edit: ReviewEdit, *, outside: bool) -> bool:
        return "wins" in [one.key for one in review(looked(outside=outside), edit).told]

    edit = ReviewEdit(id="e", period=QUARTER.key)
    assert told(edit, outside=True)
    edit = toggled(edit, "wins", False)
    assert not told(edit, outside=True)
    edit = toggled(edit, f"{OUTSIDE}wins", True)
    assert (told(edit, outside=False), told(edit, outside=True)) == (False, True)
    edit = toggled(edit, "wins", False)
    assert not told(edit, outside=True)
    edit = toggled(edit, "wins", True)
    assert (told(edit, outside=False), told(edit, outside=True)) == (True, True)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_written_comes_back_as_lines_and_none_is_lost(text: str) -> None:
    found = as_lines(text, {"grace": "Grace"})
    assert len(found) == len([row for row in text.splitlines() if row.strip()])
    assert as_lines(as_text(found), {"grace": "Grace"}) == found or any(line.text[:1] in "✓○–" for line in found)
