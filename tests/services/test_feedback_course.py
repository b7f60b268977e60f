"""What the Feedback tab reads of a mentorship: goals by the names they have now, the weekly moment, a question for the agenda."""

from pathlib import Path

import msgspec
import pytest

from mentortui.core.capture import Capture
from mentortui.core.commands import Refused
from mentortui.core.days_off import DaysOff
from mentortui.core.feedback_course import Wanted
from mentortui.core.goals import Goal
from mentortui.core.plan import MOST_ITEMS
from mentortui.core.records import Living
from mentortui.services.desk import Desk
from mentortui.services.feedback_course import FeedbackCourse
from tests.services.test_sessions import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def course_of(place: Place) -> FeedbackCourse:
    return Desk(place.store, place.clock, system_zone="UTC").feedback_course


def test_feedback_about_a_goal_is_found_by_the_name_it_has_now_and_by_the_one_it_had(place: Place) -> None:
    place.store.save_table(place.slug, "goals", Goal(id="g", name="Lead a release", formerly=("Release lead",)))
    for id, goal in (("a", "Release lead"), ("b", "Lead a release"), ("c", "Speak up"), ("d", "")):
        capture = Capture(id=id, kind="feedback", text=f"text {id}", who="grace", goal=goal)
        place.store.save_living(place.slug, Living(id=id, created=place.clock.wall(), capture=capture))
    seen = course_of(place).seen(place.slug, Wanted(goal="Lead a release"))
    assert seen.goals == ("Lead a release", "Speak up")
    assert {one.id for one in seen.found} == {"a", "b"}
    assert seen.given == 4


def test_the_moment_is_told_as_it_is_set_and_needs_a_day_there_is(place: Place) -> None:
    course = course_of(place)
    said = [course.seen(place.slug, Wanted()).moment]
    capture = Capture(id="a", kind="feedback", text="clear", who="grace")
    place.store.save_living(place.slug, Living(id="a", created=place.clock.wall(), capture=capture))
    for chosen in ("", "0", "off"):
        course.set_moment(place.slug, chosen)
        said.append(course.seen(place.slug, Wanted()).moment)
    mentorship = place.store.mentorship(place.slug)
    holiday = DaysOff(spans=(("2026-01-01", "2027-12-31"),))
    place.store.save_mentorship(msgspec.structs.replace(mentorship, days_off={"ada": holiday}, feedback_moment=""))
    said.append(course.seen(place.slug, Wanted()).moment)
    assert said == [
        "begins once there is feedback",
        "on your last working day, Friday this week",
        "on Mondays",
        "none: w sets a day",
        "on your last working day, none this week",
    ]
    with pytest.raises(Refused, match="no day of the week"):
        course.set_moment(place.slug, "7")


def test_a_full_agenda_is_told_and_nothing_is_counted_twice(place: Place) -> None:
    course = course_of(place)
    assert course.count(place.slug) == (0, 0)
    capture = Capture(id="a", kind="feedback", text="clear", who="grace", later=True)
    place.store.save_living(place.slug, Living(id="a", created=place.clock.wall(), capture=capture))
    assert course.count(place.slug) == (1, 1)
    for n in range(MOST_ITEMS):
        course.put_on_agenda(place.slug, f"question {n}?")
    with pytest.raises(Refused, match="An agenda has at most"):
        course.put_on_agenda(place.slug, "one more?")
    with pytest.raises(Refused, match="on the next agenda already"):
        course.put_on_agenda(place.slug, "question 0?")
