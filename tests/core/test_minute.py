"""The minute in which something was said."""

import msgspec
import pytest

from mentortui.core.capture import Capture
from mentortui.core.minute import Minute, minute
from mentortui.core.records import Caught, FinishedSession, Living, PrivateNote
from tests.clocks import MINUTE, SECOND, WALL
from tests.screens.summary_app import FIGURES, finished

TURNS = (
    ("ada", 0, 5 * MINUTE, "key"),
    ("grace", 5 * MINUTE, 20 * MINUTE, "mended"),
    ("ada", 22 * MINUTE, 30 * MINUTE, "key"),
    ("?", 30 * MINUTE, 40 * MINUTE, "key"),
    ("+", 40 * MINUTE, 45 * MINUTE, "key"),
)


def note(id: str, at: int, text: str = "said", item: str = "") -> Caught:
    return Caught(capture=Capture(id=id, text=text), at=at, item=item)


def session(*caught: Caught, paused: int = 0) -> FinishedSession:
    """57 minutes of active time, and a pause."""
    return finished(caught=caught, turns=TURNS, figures=FIGURES, ended=WALL + 57 * MINUTE + paused)


def at(moment: int, paused: int = 0) -> Minute:
    found = minute(session(note("n", moment), paused=paused), (), (), "n")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("moment", "floor", "since"),
    [
        (90 * SECOND, "Ada had the floor", 90 * SECOND),
        (6 * MINUTE, "Grace had the floor", MINUTE),
        (21 * MINUTE, "nobody had the floor", 0),
        (35 * MINUTE, "not sure who had the floor", 0),
        (42 * MINUTE, "several had the floor at once", 0),
    ],
)
def test_who_had_the_floor_then_and_for_how_long(moment: int, floor: str, since: int) -> None:
    assert (at(moment).floor, at(moment).since) == (floor, since)


def test_how_it_is_known() -> None:
    assert at(6 * MINUTE).known == "mended"
    assert at(MINUTE).known == "keyed"


def test_with_a_pause_it_is_told_only_where_it_is_sure() -> None:
    assert at(18 * MINUTE, paused=4 * MINUTE).floor == "Grace had the floor"
    assert at(6 * MINUTE, paused=4 * MINUTE).floor == "not sure who had the floor: it was paused"
    assert at(18 * MINUTE, paused=4 * MINUTE).since == 0


def test_the_item_and_the_time_of_day() -> None:
    found = minute(session(note("n", 90 * SECOND, item="Check-in")), (), (), "n")
    assert found is not None
    assert (found.item, found.wall) == ("Check-in", WALL + 90 * SECOND)


def test_what_was_caught_around_it_wherever_it_is_kept() -> None:
    stored = session(note("a", MINUTE), note("c", 3 * MINUTE))
    action = Capture(id="b", kind="action", text="do it", who="grace", goal="Release lead")
    living = (
        Living(id="b", capture=action, session="s", at=2 * MINUTE),
        Living(id="x", capture=action, session="another", at=2 * MINUTE),
        Living(id="y", capture=action, session="s", at=2 * MINUTE, removed=True),
    )
    private = (PrivateNote(id="d", session="s", caught=note("d", 4 * MINUTE)),)
    found = minute(stored, living, private, "b")
    assert found is not None
    assert [(near.id, near.here, near.private) for near in found.near] == [
        ("a", False, False),
        ("b", True, False),
        ("c", False, False),
        ("d", False, True),
    ]
    assert (found.near[1].sign, found.near[1].lead, found.near[1].tail) == (">", "action, Grace", "#Release lead")


def test_only_a_few_before_and_after() -> None:
    stored = session(*(note(f"n{n}", (n + 1) * MINUTE) for n in range(30)))
    found = minute(stored, (), (), "n15", around=2)
    assert found is not None
    assert [near.id for near in found.near] == ["n13", "n14", "n15", "n16", "n17"]


def test_what_is_not_there_has_no_minute() -> None:
    assert minute(session(), (), (), "n") is None


def test_what_was_entered_afterwards_has_no_floor() -> None:
    stored = msgspec.structs.replace(session(note("n", 0)), turns=(("ada", 0, MINUTE, "entered"),))
    found = minute(stored, (), (), "n")
    assert found is not None
    assert (found.floor, found.since) == ("", 0)
