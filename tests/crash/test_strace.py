"""The same with the system itself for a judge: strace kills a whole process at its own calls, locks among them."""

import shutil
import subprocess
from collections.abc import Callable

import pytest

from tests.crash.conftest import ALL, Warm
from tests.crash.warm import Task

MOST = {"fsync": 24, "rename": 24, "write": 40, "unlink": 12, "flock": 24, "fchmod": 24, "ftruncate": 12}
"""More than there are of each in a scenario; what is not reached is not counted."""
DAILY = (("fsync", 2), ("fsync", 5), ("rename", 1), ("rename", 4), ("write", 4), ("write", 9), ("flock", 2), ("unlink", 1))


def _strace_works() -> bool:
    if shutil.which("strace") is None:
        return False
    tried = ["strace", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:signal=SIGKILL:when=9", "true"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.mark.timeout(0 if ALL else 300)
@pytest.mark.parametrize("name", ["ticking off", "finishing"] if ALL else ["ticking off"])
def test_a_process_that_strace_kills_leaves_what_it_acknowledged(
    warm: Warm, name: str, record_property: Callable[[str, object], None]
) -> None:
    if not _strace_works():
        pytest.skip("strace is not installed, or may not trace here: its kills are not tried.")
    every = tuple((call, number) for call, most in MOST.items() for number in range(1, most + 1))
    report = warm.run(Task(name, straced=every if ALL else DAILY))
    record_property("crash_points", report.tried)
    assert not report.wrong, "\n\n".join(report.wrong)
    assert report.tried >= len(DAILY) // 2
