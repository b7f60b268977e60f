"""Talk along real turns, under all that is done to talk, through the program's own listening: how near it comes to the truth."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mentortui.listen.voice_model import installed
from tests.sound.cases import TO_CHECK, WITH_A_HEADSET, WITH_LOUDSPEAKERS, conditions
from tests.sound.ear import through_the_ear
from tests.sound.figures import Figures, figures, true_turns, turns_of
from tests.sound.report import row
from tests.sound.scenes import ME, Case, scene
from tests.sound.speech import NOT_THERE, there

OWN = Path(__file__).parent.parent / "data"
POINTS = 3.0
"""So far a share may be from the truth, percentage points."""
NEAR = 90.0
"""Of a hundred boundaries so many are heard within half a second."""

pytestmark = [
    pytest.mark.skipif(not there(), reason=NOT_THERE),
    pytest.mark.skipif(not installed(), reason="did not run: the model of voice is not installed"),
]
Tell = Callable[[str, object], None]


@pytest.mark.timeout(400)
@pytest.mark.parametrize("cases", [WITH_A_HEADSET, WITH_LOUDSPEAKERS], ids=["headset", "loudspeakers"])
def test_who_speaks_is_heard(cases: Sequence[Case], real_data: Path, record_property: Tell) -> None:
    found = {case: of_case(case, real_data) for case in cases}
    assert_near(found)
    record_property("told", f"heard: {summary(found.values())}")


def test_a_talk_of_our_own_is_heard() -> None:
    """Where the real files are not."""
    case = Case("meeting.rttm", seconds=60.0, bed="hiss", bed_db=-20.0)
    assert_near({case: of_case(case, OWN)})


@pytest.mark.long
@pytest.mark.timeout(0)
@pytest.mark.parametrize("number", range(len(conditions(TO_CHECK[0]))), ids=[case.name for case in conditions(TO_CHECK[0])])
def test_who_speaks_is_heard_under_each_condition(number: int, real_data: Path, record_property: Tell) -> None:
    found = {case: of_case(case, real_data) for case in (conditions(talk)[number] for talk in TO_CHECK)}
    assert_near(found)
    record_property("told", f"heard: {summary(found.values())}")


def test_what_is_wrong_with_the_sound_is_said_and_nothing_else(real_data: Path) -> None:
    """The same talk four times: loudspeakers are told from a headset, and a microphone that is too loud from one that is not."""
    talk = replace(TO_CHECK[4], seconds=60.0)
    wrong = {
        name: through_the_ear(scene(case, real_data))[1] - {"no sound"}
        for name, case in {
            "headset": talk,
            "noise": replace(talk, bed="hiss", bed_db=-12.0),
            "loudspeakers": replace(talk, echo_db=-15.0),
            "too loud": replace(talk, line="clipped"),
        }.items()
    }

    assert wrong == {"headset": set(), "noise": set(), "loudspeakers": {"loudspeakers"}, "too loud": {"clipped"}}


@pytest.mark.parametrize("talk", [TO_CHECK[1], TO_CHECK[7]], ids=lambda talk: talk.name)
def test_by_the_microphone_alone_my_part_of_the_time_is_known(talk: Case, real_data: Path) -> None:
    made = scene(replace(talk, seconds=150.0, bed="hiss", bed_db=-20.0), real_data)

    told, wrong = through_the_ear(made, loopback=False)

    heard = sum(turn.end - turn.start for turn in turns_of(told, made.length))
    mine = sum(turn.end - turn.start for turn in true_turns(made.segments) if turn.person == ME)
    assert {change.who for change in told} == {"me", "rest"}
    assert abs(heard - mine) * 100 <= POINTS * made.length, (heard, mine)
    assert wrong == {"no loopback"}


def test_a_scene_is_the_same_each_time(real_data: Path) -> None:
    """What fails here today fails tomorrow too."""
    case = replace(TO_CHECK[4], seconds=5.0, bed="music", noises=True, echo_db=-20.0, line="telephone")

    assert scene(case, real_data) == scene(case, real_data)


def of_case(case: Case, data: Path) -> Figures:
    made = scene(case, data)
    told, _ = through_the_ear(made)
    return figures(made.segments, told, made.length)


def assert_near(found: dict[Case, Figures]) -> None:
    rows = "\n".join(row(case, one) for case, one in found.items())
    assert all(one.apart <= POINTS for one in found.values()), f"a share is more than {POINTS} points off:\n{rows}"
    assert together(found.values()) >= NEAR, f"under {NEAR} % of the boundaries within half a second:\n{rows}"


def together(found: Iterable[Figures]) -> float:
    """Per cent of all their boundaries."""
    each = list(found)
    return 100 * sum(one.found for one in each) / sum(one.boundaries for one in each)


def summary(found: Iterable[Figures]) -> str:
    each = list(found)
    apart = max(one.apart for one in each)
    return f"{len(each)} talks, shares at most {apart:.1f} points off, {together(each):.0f} % of boundaries within 0.5 s"
