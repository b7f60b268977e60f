"""What another program made of something since is not taken away by an undo."""

from pathlib import Path
from typing import cast

import pytest

from mentortui.core.adjusting import Proposal
from mentortui.core.goals import Goal
from mentortui.core.refused import NothingToUndo, Refused
from mentortui.services.desk import Desk
from mentortui.services.records import ReferredTo
from mentortui.store.store import Store
from tests.services.test_sessions import Place

STAYS = "changed since: it stays"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


def program(place: Place) -> Desk:
    return Desk(Store(place.folder), place.clock, system_zone="UTC")


def reworded(place: Place, id: str) -> None:
    other = program(place)
    kind = other.records.kind("action")
    record = next(one for one in other.store.living(place.slug) if one.id == id)
    other.records.save(place.slug, kind, record, {"capture.text": "worded well elsewhere"})


def there(place: Place) -> list[str]:
    return [one.capture.text for one in program(place).store.living(place.slug) if not one.removed]


def test_an_action_added_here_and_reworded_elsewhere_stays_and_what_was_done_before_is_next(place: Place) -> None:
    mine, slug = program(place), place.slug
    kind = mine.records.kind("action")
    first, second = mine.records.blank(kind), mine.records.blank(kind)
    for one in (first, second):
        mine.records.save(slug, kind, one, {"capture.text": "mine"})
    reworded(place, second.id)
    with pytest.raises(Refused, match=STAYS):
        mine.records.undo(slug)
    assert there(place) == ["mine", "worded well elsewhere"]
    mine.records.undo(slug)
    assert there(place) == ["worded well elsewhere"]
    with pytest.raises(NothingToUndo):
        mine.records.undo(slug)


def test_an_action_made_of_a_proposal_and_reworded_elsewhere_stays(place: Place) -> None:
    mine = program(place)
    proposal = Proposal(**{name: name for name in Proposal.__struct_fields__ if name != "question"}, question="purpose")
    mine.assessments.as_action(place.slug, proposal)
    reworded(place, proposal.id)
    with pytest.raises(Refused, match=STAYS):
        mine.assessments.undo(place.slug)
    assert there(place) == ["worded well elsewhere"]


def test_a_goal_added_here_and_changed_elsewhere_stays(place: Place) -> None:
    mine, other, slug = program(place), program(place), place.slug
    new = cast(Goal, mine.goals.blank())
    mine.goals.save(slug, new, {"name": "Lead a release", "seen_by": ""})
    other.goals.save(slug, other.goals.read(slug).goal(new.id), {"why": "to grow"})
    with pytest.raises(Refused, match=STAYS):
        mine.goals.undo(slug)
    assert other.goals.read(slug).goal(new.id).why == "to grow"


def test_a_goal_named_a_moment_ago_elsewhere_is_not_removed_without_a_question(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other, slug = program(place), program(place), place.slug
    new = cast(Goal, mine.goals.blank())
    mine.goals.save(slug, new, {"name": "Lead a release", "seen_by": ""})
    act = mine.goals._act

    def late(*given: object, **named: object) -> str:
        kind = other.records.kind("action")
        answers = {"capture.text": "plan it", "capture.goal": "Lead a release"}
        other.records.save(slug, kind, other.records.blank(kind), answers)
        return act(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(mine.goals, "_act", late)
    with pytest.raises(ReferredTo, match="1 record names it"):
        mine.goals.remove(slug, new.id)


def test_an_answer_of_the_quarter_is_taken_back_and_the_day_another_program_answered_stays(place: Place) -> None:
    mine, other, slug = program(place), program(place), place.slug
    mine.quarterly.answer_peers(slug, "one")
    place.clock.now += 10 * 86_400_000_000
    other.quarterly.answer_peers(slug, "two")
    day = other.store.mentorship(slug).quarterly
    mine.quarterly.undo(slug)
    assert program(place).store.mentorship(slug).quarterly == day
    assert [one.text for one in other.quarterly.of_peers(slug)] == ["two"]
    other.quarterly.undo(slug)
    assert other.quarterly.of_peers(slug) == ()
