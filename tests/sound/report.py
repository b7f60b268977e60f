"""What hearing makes of the matrix, a line a scene.

    python -m tests.sound.report tune|check [all] [FILE or condition, as in the lines]

`all`: under every condition, else as they are. Frames are kept, so that a second look costs no model.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from mentortui.core.echo import Echo
from mentortui.core.hearing import Hearing
from mentortui.core.hearing_values import CHANNELS, HeardChange, Sound
from tests.recordings import real_data_folder
from tests.sound.cases import TO_CHECK, TO_TUNE, conditions
from tests.sound.figures import Figures, figures
from tests.sound.frames import kept_sounds
from tests.sound.scenes import Case, scene

HEAD = (
    "| talk | my share: true, heard | boundaries within 0.5 s | missed | false | confused | error rate |\n" + "| --- " * 7 + "|"
)


def heard(sounds: Iterable[Sound], end: int) -> tuple[HeardChange, ...]:
    """All that is told of them, to the end."""
    echo, hearing = Echo(), Hearing(CHANNELS)
    told = [change for sound in sounds for change in hearing.hear(echo.own(sound))]
    return (*told, *hearing.finish(end))


def of_case(case: Case, data: Path) -> Figures:
    """How near hearing comes to the truth of that case."""
    made = scene(case, data)
    return figures(made.segments, heard(kept_sounds(case, data), made.length), made.length)


def row(case: Case, of: Figures) -> str:
    """A line of a table in Markdown."""
    true, told = of.shares
    rates = " | ".join(f"{of.rate(part):.1f} %" for part in ("missed", "false", "confused", "error"))
    found = f"{of.found} of {of.boundaries}, {of.near:.0f} %, {of.invented} more"
    return f"| {case.name} | {true:.1f} %, {told:.1f} % | {found} | {rates} |"


def main(arguments: Sequence[str]) -> None:
    """Prints the lines as they come."""
    data = real_data_folder()
    if data is None:
        raise SystemExit("no folder of real data")
    cases = [*(TO_CHECK if "check" in arguments else TO_TUNE)]
    if "all" in arguments:
        cases = [one for case in cases for one in conditions(case)]
    for part in (word for word in arguments if word not in {"tune", "check", "all"}):
        cases = [case for case in cases if part in case.name]
    sys.stdout.write(HEAD + "\n")
    found = list[Figures]()
    for case in cases:
        found.append(of_case(case, data))
        sys.stdout.write(row(case, found[-1]) + "\n")
        sys.stdout.flush()
    edges = sum(one.boundaries for one in found) or 1
    apart = max((one.apart for one in found), default=0)
    sys.stdout.write(
        f"\n{len(found)} scenes. Shares within 3 points in {sum(one.apart <= 3 for one in found)}, at most {apart:.1f} apart."
        f" {100 * sum(one.found for one in found) / edges:.1f} % of boundaries within 0.5 s;"
        f" 90 % or more in {sum(one.near >= 90 for one in found)} scenes\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
