"""Two programs at the mentorship around its sessions: one goal, one calendar, one charter, one review. Through their screens:
tests/screens/test_two_apps.py."""

from pathlib import Path
from typing import cast

import pytest

from mentortui.core.charter import CharterAnswer
from mentortui.core.goals import Goal
from mentortui.core.goals_forms import MILESTONE, RESULT, ResultTyped, result_typed
from mentortui.core.milestones import Milestone
from mentortui.core.refused import Refused
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.services.test_sessions import Place

TOO = "Another program had changed it too: a copy keeps that"


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Desk, Desk, str]:
    """Two programs, and the mentorship both look at."""
    place = Place(tmp_path / "two")
    one, other = (Desk(Store(place.folder), place.clock, system_zone="UTC") for _ in range(2))
    return one, other, place.slug


def copies(desk: Desk, slug: str) -> str:
    """What is kept of what another program had changed."""
    folder = desk.store.data_dir / "mentorships" / slug / "backups"
    return "".join(one.read_text("utf-8") for one in folder.glob("record-*-other-*"))


def test_one_goal_its_key_result_and_its_milestone_are_typed_over_in_a_copy_and_with_a_word(
    desks: tuple[Desk, Desk, str],
) -> None:
    one, other, slug = desks
    new = cast(Goal, one.goals.blank())
    one.goals.save(slug, new, {"name": "Release lead", "seen_by": ""})
    result, step = cast(ResultTyped, one.goals.blank(RESULT)), cast(Milestone, one.goals.blank(MILESTONE))
    one.goals.save_result(slug, new.id, result, {"what": "releases", "target": "3"})
    one.goals.save_milestone(slug, new.id, step, {"what": "the first one"})
    seen = other.goals.read(slug).goal(new.id)
    before = result_typed(seen.results[0], "")
    one.goals.save(slug, seen, {"why": "she wants to", "strategies": "pair"})
    one.goals.save_result(slug, new.id, before, {"what": "releases led"})
    one.goals.save_milestone(slug, new.id, seen.milestones[0], {"what": "her first one"})
    assert other.goals.save(slug, seen, {"why": "he needs it"}).startswith(TOO)
    assert "she wants to" in copies(other, slug)
    assert other.goals.save_result(slug, new.id, before, {"what": "all releases"}).startswith(TOO)
    assert "releases led" in copies(other, slug)
    assert other.goals.save_milestone(slug, new.id, seen.milestones[0], {"what": "one alone"}).startswith(TOO)
    assert "her first one" in copies(other, slug)
    goal = one.goals.read(slug).goal(new.id)
    assert (goal.why, goal.strategies, goal.results[0].what) == ("he needs it", "pair", "all releases")
    # What only one of them changed overrules nothing.
    assert other.goals.save(slug, one.goals.read(slug).goal(new.id), {"kind": "skills"}) == "edited: Release lead"


def test_one_calendar_is_typed_over_in_a_copy_and_with_a_word(desks: tuple[Desk, Desk, str]) -> None:
    one, other, slug = desks
    seen = other.calendars.calendar(slug).mentorship
    one.calendars.set_cadence(slug, "session", "every 2 weeks thu 15:00")
    one.calendars.set_work(slug, "grace", "8-16")
    assert TOO not in other.calendars.set_work(slug, "ada", "9-17", seen)
    seen = other.calendars.calendar(slug).mentorship
    one.calendars.set_cadence(slug, "session", "every 4 weeks thu 15:00")
    other.calendars.calendar(slug)  # the tab is read again below the line that is typed
    assert other.calendars.set_cadence(slug, "session", "every week tue 10:00", seen).startswith(TOO)
    assert '"every":4' in "".join(copies(other, slug).split())
    assert set(one.store.mentorship(slug).hours) == {"ada", "grace"}


def test_one_charter_keeps_both_wordings_and_says_so(desks: tuple[Desk, Desk, str]) -> None:
    one, other, slug = desks
    mine, theirs = one.charters.visit(slug), other.charters.visit(slug)
    mine.answer("purpose", "a release alone", "")
    theirs.answer("purpose", "two releases", "")
    assert theirs.said == "Purpose had been answered elsewhere meanwhile: it stands there as before · saved: Purpose"
    assert mine.said == "saved: Purpose"
    theirs.answer("purpose", "two releases, alone", "")  # one goes on typing: that is no other's
    answers = [one.text for one in one.store.table(slug, "charter", CharterAnswer)]
    assert answers == ["a release alone", "two releases, alone"]


def test_of_one_section_of_a_review_the_others_words_stay_until_one_has_seen_them(desks: tuple[Desk, Desk, str]) -> None:
    one, other, slug = desks
    mine, theirs = one.reviews.read(slug), other.reviews.read(slug)
    one.reviews.edit(mine, "own", "of the first")
    with pytest.raises(Refused, match="Another program changed it meanwhile"):
        other.reviews.edit(theirs, "own", "of the second")
    other.reviews.edit(theirs, "goals", "another section")
    read = other.reviews.read(slug)
    assert read.review.section("own").text == "of the first"
    other.reviews.edit(read, "own", "of the first and the second")
    assert one.reviews.read(slug).review.section("own").text == "of the first and the second"


def test_what_this_program_did_on_another_screen_is_not_called_anothers(desks: tuple[Desk, Desk, str]) -> None:
    one, _, slug = desks
    now = one.calendars.calendar(slug).now
    one.closing.close(slug)
    one.closing.reopen(slug)
    one.preparing.set_date(slug, now + 3 * 24 * 60 * 60 * 1_000_000)  # on Prepare; then u on Home
    assert TOO not in one.closing.close(slug)
    assert copies(one, slug) == ""
