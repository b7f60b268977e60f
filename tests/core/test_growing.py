"""Facts that grow event by event are those of all events at once."""

import pytest
from hypothesis import given

from mentortui.core import events as e
from mentortui.core.fold import Growing, fold
from tests.core.anything import journals


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
