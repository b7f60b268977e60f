"""Facts that grow event by event are those of all events at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import events as e
from mentortui.core import fold as fold_module
from mentortui.core.fold import Growing, fold
from tests.core.anything import journals
from tests.core.helpers import ADA


@given(journals())
def test_each_event_gives_what_folding_all_of_them_gives(events: list[e.AnyEvent]) -> None:
    growing = Growing(events[:1])
    for number, event in enumerate(events[1:], 2):
        assert growing.add(event) == fold(events[:number])


@given(journals())
def test_facts_once_given_do_not_change(events: list[e.AnyEvent]) -> None:
    growing = Growing(events[:1])
    given_out = [growing.session, *(growing.add(event) for event in events[1:])]
    assert given_out == [fold(events[:number]) for number in range(1, len(events) + 1)]


def test_without_a_beginning_there_are_no_facts() -> None:
    with pytest.raises(ValueError, match="SessionStarted"):
        Growing([])


@given(journals(), st.integers(1, 4))
def test_going_on_from_a_mark_gives_what_going_through_all_gives(events: list[e.AnyEvent], every: int) -> None:
    """As in a long session, where an undo goes through the last few hundred events only."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fold_module, "MARK_EVERY", every)
        growing = Growing(events[: 1 + len(events) // 2])
        found = [growing.add(event) for event in events[1 + len(events) // 2 :]]
        for act in reversed(growing.session.undoable[-6:]):
            found.append(growing.add(e.Undone(id=f"undo {act.event}", at=events[-1].at, by="p1", event=act.event)))
            events = [*events, e.Undone(id=f"undo {act.event}", at=events[-1].at, by="p1", event=act.event)]
    assert found == [fold(events[: len(events) - len(found) + number]) for number in range(1, len(found) + 1)]


def test_an_answer_that_stands_before_what_it_answers_is_no_act_once_it_is_undone() -> None:
    events: list[e.AnyEvent] = [
        e.SessionStarted(id="start", at=0, by="ada", session="s", mentorship="m", me="ada", people=(ADA,)),
        e.GapAnswered(id="answer", at=1, wall=1, by="ada", gap="later", counted=False),
        e.FloorTaken(id="later", at=1, wall=1),
        e.Finished(id="end", at=1, wall=1),
        e.Undone(id="undo", at=1, by="ada", event="answer"),
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fold_module, "MARK_EVERY", 1)
        growing = Growing(events[:1])
        for event in events[1:]:
            last = growing.add(event)
    assert last == fold(events)
