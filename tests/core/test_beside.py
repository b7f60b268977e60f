"""A recording beside a session that was timed by hand: on one time, what differs, and the shift between the two clocks."""

import itertools

import pytest

from mentortui.core import events as e
from mentortui.core.beside import Beside, agrees_for, lay_beside
from mentortui.core.fold import fold
from mentortui.core.people import Participant
from mentortui.core.recording import Segment
from mentortui.core.records import FinishedSession
from mentortui.core.result import result

SECOND = 1_000_000
PEOPLE = tuple(Participant(id=name, name=name.title(), role="peer", key=key) for key, name in enumerate(("ada", "grace"), 1))


def keyed(*happened: tuple[float, str], end: float) -> FinishedSession:
    """A session in which `ada`, `grace`, `pause` or `resume` happened at these seconds."""
    ids = (f"e{number}" for number in itertools.count())
    events: list[e.AnyEvent] = [
        e.SessionStarted(id=next(ids), at=0, session="s", mentorship="m", me="ada", people=PEOPLE, number=1)
    ]
    for at, what in happened:
        stamp = {"id": next(ids), "at": round(at * SECOND), "by": "ada"}
        match what:
            case "pause":
                events.append(e.Paused(**stamp))  # type: ignore[arg-type]
            case "resume":
                events.append(e.Resumed(**stamp))  # type: ignore[arg-type]
            case _:
                events.append(e.FloorTaken(**stamp, holders=(what,) if what else ()))  # type: ignore[arg-type]
    events.append(e.Finished(id=next(ids), at=round(end * SECOND), by="ada"))
    session = fold(events)
    assert session is not None
    return result(session).session


def turns(*spans: tuple[float, float, str]) -> list[Segment]:
    return [Segment(round(start * SECOND), round(end * SECOND), who) for start, end, who in spans]


def seconds(segments: tuple[Segment, ...]) -> list[tuple[float, float, str]]:
    return [(one.start / SECOND, one.end / SECOND, one.person) for one in segments]


def laid(session: FinishedSession, recorded: list[Segment]) -> Beside:
    return lay_beside(session, recorded)


def test_the_shift_between_the_clocks_is_found_and_taken_out() -> None:
    session = keyed((0, "ada"), (40, "grace"), (100, "ada"), (130, ""), end=140)
    found = laid(session, turns((12.5, 52.5, "ada"), (52.5, 112.5, "grace"), (112.5, 142.5, "ada")))
    assert found.shift == -12_500_000
    assert found.recorded == found.keyed
    assert (found.figures.time, found.differences(), found.outside) == (1, (), 0)


def test_where_they_differ_is_told_from_when_until_when() -> None:
    session = keyed((0, "ada"), (40, "grace"), (100, "ada"), (200, ""), end=200)
    found = laid(session, turns((0, 40, "ada"), (40, 70, "grace"), (70, 73, "ada"), (73, 100.4, "grace"), (100.4, 200, "ada")))
    assert [(start / SECOND, end / SECOND) for start, end in found.differences()] == [(70, 73)]
    assert len(found.differences(least=1)) == 2
    different = [one for one in found.stretches if not one.same]
    assert [(one.keyed.holders, one.recorded.holders) for one in different] == [(("grace",), ("ada",)), (("ada",), ("grace",))]
    assert (found.stretches[0].start, found.stretches[-1].end) == (0, 200 * SECOND)


def test_a_pause_of_the_session_is_cut_out_of_the_recording() -> None:
    session = keyed((0, "ada"), (50, "pause"), (80, "resume"), (110, "grace"), (160, ""), end=160)
    found = laid(session, turns((0, 50, "ada"), (55, 75, "grace"), (80, 110, "ada"), (110, 160, "grace")))
    assert found.shift == 0
    assert seconds(found.keyed) == [(0, 80, "ada"), (80, 130, "grace")]
    assert seconds(found.recorded) == [(0, 50, "ada"), (50, 80, "ada"), (80, 130, "grace")]
    assert (found.figures.time, found.outside) == (1, 20 * SECOND)


def test_talk_outside_of_the_session_is_not_compared_but_told() -> None:
    session = keyed((0, "ada"), (60, "grace"), (120, ""), end=120)
    found = laid(session, turns((-60, 0, "grace"), (0, 60, "ada"), (60, 120, "grace"), (125, 150, "ada")))
    assert (found.figures.time, found.figures.most_apart) == (1, 0)
    assert found.outside == 85 * SECOND


def test_doubtful_and_nameless_speech_of_the_recording_is_held_as_that() -> None:
    session = keyed((0, "ada"), (60, ""), end=60)
    found = lay_beside(session, turns((0, 20, "ada")), turns((20, 30, "")), turns((30, 40, "")))
    assert [(at // SECOND, holders, how) for at, holders, how in found.held] == [
        (0, ("ada",), "named"),
        (20, (), "several"),
        (30, (), "unsure"),
        (40, (), "named"),
    ]


def test_a_recording_in_which_nobody_is_heard_agrees_with_nothing() -> None:
    found = laid(keyed((0, "ada"), (60, ""), end=60), [])
    assert (found.figures.time, found.figures.error, found.figures.apart, found.shift) == (0, None, None, 0)


@pytest.mark.parametrize(("told", "part"), [("93/100", 0.93), ("1", 1), ("", None), ("x", None), ("1/0", None)])
def test_what_is_stored_of_an_agreement_is_read_or_is_none(told: str, part: float | None) -> None:
    found = agrees_for(told)
    assert (None if found is None else float(found)) == part
