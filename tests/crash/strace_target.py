"""One scenario in a process of its own, for strace to kill: prints a line when it begins, and one for each acknowledgement.

python -m tests.crash.strace_target SCENARIO FOLDER
"""

import sys
from pathlib import Path

from tests.crash.program import Program, count_ids
from tests.crash.scenarios import SCENARIOS


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    name, folder = sys.argv[1:]
    scenario = SCENARIOS[name]
    scenario.setting()
    count_ids(200_000)
    program = Program(Path(folder), later=3600)
    sys.stderr.close()
    _say("begins")
    for said in scenario.act(program):
        _say(said or "-")


if __name__ == "__main__":
    main()
