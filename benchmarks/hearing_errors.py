"""How near what is heard comes to what was said: the tables of docs/listening.md, in the terms of the diarisation field.

    python benchmarks/hearing_errors.py [files|conditions]

Speech is synthesised along the turns of real files, and goes as bytes through the program's own listening. Some ten minutes on
one processor for all of it. `MENTORTUI_REAL_DATA` names the folder of the files, as for the tests.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from os import nice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mentortui.core.agreeing import Match
from mentortui.formats.rttm import read_rttm
from tests.recordings import real_data_folder
from tests.sound.cases import LONGEST, TO_CHECK, TO_TUNE, conditions
from tests.sound.ear import through_the_ear
from tests.sound.figures import Figures, figures
from tests.sound.scenes import Case, scene

LEAST_SPOKEN = 0.02
"""Whoever speaks for less of a file than this does not sit at the microphone: there would be nothing to miss."""

RATES = ("missed", "false", "confused")


def heard(case: Case) -> Figures:
    """That case, made and heard."""
    data = real_data_folder()
    assert data is not None
    made = scene(case, data)
    return figures(made.segments, through_the_ear(made)[0], made.length)


def of_files(data: Path) -> list[Case]:
    """Each file with two speakers or more, up to its first five minutes of talk. At the microphone: who speaks second most."""
    found = list[Case]()
    for path in sorted(data.glob("rttm/*/*.rttm")):
        segments = sorted(read_rttm(path.read_text("utf-8"), path.name).segments, key=lambda one: (one.start_us, one.end_us))
        last = segments[0].start_us + LONGEST * 1e6
        spoken: dict[str, int] = {}
        for one in segments:
            spoken[one.speaker] = spoken.get(one.speaker, 0) + max(0, min(one.end_us, int(last)) - one.start_us)
        if len(spoken) < 2 or "with-vocal" in path.name:
            continue
        me = sorted(spoken, key=lambda name: -spoken[name])[1]
        if spoken[me] < LEAST_SPOKEN * sum(spoken.values()):
            continue
        length = (max(one.end_us for one in segments) - segments[0].start_us) / 1e6 + 2
        found.append(Case(str(path.relative_to(data)), 0, min(LONGEST, length), list(spoken).index(me)))
    return found


def hard(case: Case) -> Case:
    """The same with all at once: the last of the conditions."""
    return conditions(case)[-1]


def of_match(matches: Iterable[Match]) -> str:
    """`missed | false | confused | error rate`, per cent of the speaker time of all of them."""
    each = list(matches)
    scored = sum(one.scored for one in each) or 1
    parts = [100 * sum(getattr(one, rate) for one in each) / scored for rate in RATES]
    return " | ".join(f"{part:.1f}" for part in (*parts, sum(parts)))


def files(data: Path, over: Callable[[Sequence[Case]], list[Figures]]) -> None:
    """A line a file: as it is, and with all at once."""
    cases = of_files(data)
    found = over([made for case in cases for made in (case, hard(case))])
    tuned = {case.file for case in TO_TUNE}
    say("| file | turns | share off | missed | false | confused | error rate | all at once: share off | error rate |")
    say("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for case, plain, rough in zip(cases, found[::2], found[1::2], strict=True):
        name = Path(case.file).stem + (" (tuned on)" if case.file in tuned else "")
        rates = f"{plain.apart:.1f} | {of_match([plain.match])} | {rough.apart:.1f} | {rough.rate('error'):.1f}"
        say(f"| {name} | {plain.boundaries // 2} | {rates} |")
    plain, rough = found[::2], found[1::2]
    say(
        f"| all {len(cases)} | {sum(one.boundaries for one in plain) // 2} | at most {most(plain)} | "
        f"{of_match(one.match for one in plain)} | at most {most(rough)} | {of_match(o.match for o in rough).split(' | ')[-1]} |"
    )
    say(f"\nBoundaries within 0.5 s: {near(plain)}; with all at once {near(rough)}.\n")


def each_condition(over: Callable[[Sequence[Case]], list[Figures]]) -> None:
    """A line a condition, over the talks that nothing was tuned on."""
    many = len(conditions(TO_CHECK[0]))
    found = over([conditions(talk)[number] for number in range(many) for talk in TO_CHECK])
    say("| condition | share off, at most | boundaries within 0.5 s | missed | false | confused | error rate |")
    say("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for number, case in enumerate(conditions(replace(TO_CHECK[0]))):
        of_it = found[number * len(TO_CHECK) : (number + 1) * len(TO_CHECK)]
        name = case.name.partition(", ")[2] or "as it is"
        say(f"| {name} | {most(of_it)} | {near(of_it)} | {of_match(one.match for one in of_it)} |")
    say(f"\n{len(found)} talks: share off at most {most(found)}, boundaries within 0.5 s {near(found)}.\n")


def most(found: Iterable[Figures]) -> str:
    return f"{max(one.apart for one in found):.1f}"


def near(found: Iterable[Figures]) -> str:
    each = list(found)
    return f"{100 * sum(one.found for one in each) / max(1, sum(one.boundaries for one in each)):.1f} %"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(wanted: Sequence[str]) -> None:
    """What is asked for, else both."""
    data = real_data_folder()
    if data is None:
        raise SystemExit("no folder of real data: MENTORTUI_REAL_DATA names none")
    with ProcessPoolExecutor(initializer=nice, initargs=(5,)) as pool:

        def over(cases: Sequence[Case]) -> list[Figures]:
            return list(pool.map(heard, cases))

        if not wanted or "files" in wanted:
            files(data, over)
        if not wanted or "conditions" in wanted:
            each_condition(over)


if __name__ == "__main__":
    main(sys.argv[1:])
