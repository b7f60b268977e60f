"""One warm process for all the tests of a run, and how much of everything is tried."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.crash.warm import Report, Task

ALL = os.environ.get("MENTORTUI_CRASH") == "all"
"""Every point, also within every recovery, and every state after a power cut: `make crash`."""
ROOT = Path(__file__).parents[2]
_ROOM = 64 * 1024 * 1024


class Warm:
    """The process that all others are forked from."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.warm", str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, task: Task) -> Report:
        """What came of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(msgspec.to_builtins(task)) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the warm process ended with {self._process.wait()}"
        return msgspec.json.decode(line, type=Report)

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@pytest.fixture(scope="session")
def memory_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """In memory where there is room, so that forcing it to disk costs nothing: what a disk would hold is the same."""
    shared = Path("/dev/shm")
    if os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > _ROOM:
        folder = Path(tempfile.mkdtemp(dir=shared, prefix="mentortui-crash-"))
    else:
        folder = tmp_path_factory.mktemp("crash")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def warm(memory_folder: Path) -> Iterator[Warm]:
    process = Warm(memory_folder / "warm-process")
    yield process
    process.end()
