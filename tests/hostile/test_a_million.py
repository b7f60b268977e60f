"""A million characters in each place where something is typed about a mentorship: refused in one short sentence, at once, and
never cut."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from mentortui.core.charter_questions import QUESTIONS
from mentortui.core.goals import Goal
from mentortui.core.goals_forms import GOAL, MILESTONE, RESULT, ResultTyped
from mentortui.core.milestones import Milestone
from mentortui.core.record_fields import RecordKind
from mentortui.core.record_kinds import RECORD_KINDS
from mentortui.core.refused import Refused
from mentortui.core.text import visible, width
from mentortui.services.desk import Desk
from tests.services.test_sessions import Place

TEXTS = {
    "words": "word " * 200_000,
    "lines": "a line\n" * 150_000,
    "one word": "x" * 1_000_000,
    "digits": "1" * 1_000_000,
    "marks": "e" + "\u0301" * 999_999,
    "signs": "-> " * 333_000,
    "joined": "👩‍👩‍👧" * 100_000,
}
MOST = 3.0
"""Seconds of processor for one act, on a slow machine; a person waits for none of them that long."""
Deed = Callable[[str], object]


def places(desk: Desk, slug: str) -> Iterator[tuple[str, Deed]]:
    """Each field that is no plain record's, and what keeps what was typed there."""
    for one in QUESTIONS:
        yield f"charter {one.key}", partial(desk.charters.visit(slug).answer, one.key)
    goal = desk.goals.blank()
    assert isinstance(goal, Goal)
    desk.goals.save(slug, goal, {"name": "A"})
    result, step = desk.goals.blank(RESULT), desk.goals.blank(MILESTONE)
    assert isinstance(result, ResultTyped)
    assert isinstance(step, Milestone)
    for field in GOAL.fields:
        yield f"goal {field.path}", partial(_goal, desk, slug, goal, field.path)
    for field in RESULT.fields:
        yield f"result {field.path}", partial(_result, desk, slug, goal, result, field.path)
    for field in MILESTONE.fields:
        yield f"milestone {field.path}", partial(_milestone, desk, slug, goal, step, field.path)
    yield "reading", lambda text: desk.goals.note_reading(slug, goal.id, result.id, text)
    yield "review", lambda text: desk.reviews.edit(desk.reviews.read(slug), "own", text)
    yield "period", partial(desk.reviews.period, slug)
    yield "closing page", partial(desk.closing.keep, slug)
    yield "rhythm", partial(desk.calendars.set_cadence, slug, "session")
    yield "date", partial(desk.calendars.plan, slug)
    yield "reason", lambda text: desk.calendars.plan(slug, "fri 15:00", text)
    yield "pause", partial(desk.calendars.pause, slug, "travel")
    yield "note of a pause", lambda text: desk.calendars.pause(slug, "travel", "2w", text)
    yield "hours", partial(desk.calendars.set_work, slug, "grace")
    yield "end", partial(desk.calendars.set_end, slug)
    key = desk.assessments.current(slug).key
    yield "assessment", lambda text: desk.assessments.give(slug, key, "ada", {}, text)
    yield "assessment by letter", partial(desk.assessments.take_letter, slug)
    for kind in RECORD_KINDS:
        for field in (one for one in kind.fields if one.path != "tags"):  # the same word again is the same tag
            yield f"{kind.name} {field.path}", partial(_record, desk, slug, kind, field.path)


def _goal(desk: Desk, slug: str, goal: Goal, path: str, text: str) -> object:
    return desk.goals.save(slug, goal, {path: text})


def _result(desk: Desk, slug: str, goal: Goal, result: ResultTyped, path: str, text: str) -> object:
    return desk.goals.save_result(slug, goal.id, result, {"what": "w", path: text})


def _milestone(desk: Desk, slug: str, goal: Goal, step: Milestone, path: str, text: str) -> object:
    return desk.goals.save_milestone(slug, goal.id, step, {"what": "w", path: text})


def _record(desk: Desk, slug: str, kind: RecordKind, path: str, text: str) -> object:
    needed = {one.path: "words" for one in kind.fields if one.needed}
    return desk.records.save(slug, kind, desk.records.blank(kind), {**needed, path: text})


@pytest.mark.long
@pytest.mark.timeout(500)
@pytest.mark.parametrize("text", TEXTS)
def test_a_million_characters_are_refused_in_one_short_sentence_at_once_and_never_cut(text: str, tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    desk, slow = Desk(place.store, place.clock, system_zone="UTC"), dict[str, float]()
    for name, deed in places(desk, place.slug):
        before = time.process_time()
        with pytest.raises(Refused) as refused:
            deed(TEXTS[text])
        said = str(refused.value)
        took = time.process_time() - before
        if took > MOST:
            slow[name] = took
        assert visible(said) == said, name
        assert width(said) <= 400, name
    assert slow == {}
