"""The matrix: which talk under which conditions. Files to tune on and to check on are apart: no constant may fit the test."""

from dataclasses import replace
from typing import Any

from tests.sound.beds import BEDS
from tests.sound.scenes import Case

VOX, AMI, E21 = "rttm/voxconverse", "rttm/ami", "rttm/earnings21"

TO_TUNE = tuple(
    Case(f"{file}.rttm", start, seconds, me)
    for file, start, seconds, me in (
        (f"{VOX}/mupzb", 0, 480, 0),
        (f"{VOX}/crixb", 0, 295, 1),
        (f"{VOX}/tiido", 0, 335, 1),
        (f"{VOX}/ouvtt", 0, 480, 1),
        (f"{VOX}/mekog", 0, 480, 0),
        (f"{E21}/4374910", 600, 600, 0),
        (f"{AMI}/EN2002c", 600, 420, 0),
        (f"{AMI}/ES2004a", 300, 420, 1),
    )
)
"""Of two people mostly, as a mentor's talk is; two with several behind the call."""

TO_CHECK = tuple(
    Case(f"{file}.rttm", start, seconds, me)
    for file, start, seconds, me in (
        (f"{VOX}/bjruf", 0, 345, 0),
        (f"{VOX}/leneg", 0, 385, 1),
        (f"{VOX}/ocfop", 300, 480, 0),
        (f"{VOX}/praxo", 0, 480, 1),
        (f"{VOX}/nxgad", 0, 168, 0),
        (f"{VOX}/kklpv", 0, 480, 1),
        (f"{AMI}/IS1009b", 900, 420, 1),
        (f"{AMI}/EN2001a", 900, 420, 0),
    )
)


BED_LEVELS = (-30.0, -20.0, -12.0)
"""Against the voice: hardly heard, plain, and as in a café."""

ECHOES = ((-10.0, 0.06), (-15.0, 0.25), (-20.0, 0.12), (-25.0, 0.38), (-30.0, 0.02))
"""How much quieter the call comes back, dB, and after how many seconds."""


def conditions(case: Case) -> tuple[Case, ...]:
    """One talk as it is, and with all that is done to talk."""
    return (
        case,
        *(replace(case, bed=bed, bed_db=db) for bed in BEDS for db in BED_LEVELS),
        *(replace(case, echo_db=db, echo_delay=delay) for db, delay in ECHOES),
        replace(case, noises=True),
        replace(case, line="telephone"),
        replace(case, line="clipped"),
        replace(case, line="room"),
        replace(case, mine=-38.0),
        replace(case, mine=-34.0, bed="hiss", echo_db=-20.0, echo_delay=0.18, noises=True, line="telephone"),
    )


LONGEST = 300.0
"""Seconds of a talk that are heard every day."""


def _daily(case: Case, **otherwise: Any) -> Case:
    return replace(case, seconds=min(LONGEST, case.seconds), **otherwise)


_BJRUF, _LENEG, _OCFOP, _PRAXO, _NXGAD, _KKLPV, _IS1009B, _EN2001A = TO_CHECK

WITH_A_HEADSET = (
    _daily(_BJRUF, bed="hiss", bed_db=-12.0),
    _daily(_OCFOP, bed="music", bed_db=-12.0),
    _daily(_PRAXO, noises=True, line="telephone"),
    _daily(_EN2001A, bed="street", bed_db=-20.0, line="clipped"),
)
WITH_LOUDSPEAKERS = (
    _daily(_LENEG, echo_db=-10.0, echo_delay=0.06),
    _daily(_NXGAD, echo_db=-20.0, echo_delay=0.25, line="room"),
    _daily(_IS1009B, echo_db=-30.0, echo_delay=0.38, mine=-36.0),
    _daily(_KKLPV, echo_db=-15.0, echo_delay=0.15, bed="hiss", noises=True),
)
"""Both together: each kind of condition once, on the eight talks that nothing was tuned on."""
