"""What every test starts from: none of the developer's settings, and the real recordings where they are."""

import gc
import importlib
import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.compiling import compile_my_share
from tests.recordings import NOT_THERE, real_data_folder

# The last is the snapshot plugin's own, by which the processes that share the tests find its folder.
_KEPT = {"MENTORTUI_REAL_DATA", "MENTORTUI_CRASH", "MENTORTUI_COMMAND", "TEXTUAL_SNAPSHOT_TEMPDIR"}
_read: list[bool] = []


def _forget_settings() -> None:
    """The settings of whoever runs the tests would change what is drawn, and where things are stored."""
    ours = [name for name in os.environ if name.startswith(("MENTORTUI_", "TEXTUAL_")) and name not in _KEPT]
    for name in (*ours, "NO_COLOR", "FORCE_COLOR", "COLORTERM", "ESCDELAY", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    # Each program that a test starts would compile all of mentortui again, and each of these processes all tests.
    sys.dont_write_bytecode = False
    # The snapshot plugin is loaded before this file, and Textual reads its settings when it is loaded.
    if "textual.constants" in sys.modules:
        importlib.reload(sys.modules["textual.constants"])


_forget_settings()
# Programs that tests start keep a log: not among the developer's.
_state = tempfile.TemporaryDirectory(prefix="mentortui-tests-", ignore_cleanup_errors=True)
os.environ["XDG_STATE_HOME"] = _state.name
_points: list[int] = []
_told: list[str] = []
"""What tests want known at the end: figures, recorded as the property `told`."""

for _profile, _examples in (("default", 25), ("long", 3000)):
    settings.register_profile(_profile, deadline=None, max_examples=_examples, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture
def real_data() -> Path:
    """The folder of real recordings. Asking for it marks a test `real_data`: skipped where it is not."""
    folder = real_data_folder()
    if folder is None:
        pytest.skip(NOT_THERE)
    return folder


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with something of everything, to be copied and never changed."""
    from tests.store.damaging import filled

    folder = tmp_path_factory.mktemp("whole") / "data"
    filled(folder)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test to do as it likes with."""
    from tests.store.damaging import copied

    return copied(whole, tmp_path / "data")


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors: one waits for terminals nearly all of its time, another for clocks and disks now and
    then, and the rest are to keep the processors busy. Each collects all tests first, and needs nine seconds for it."""
    return min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) + 2


def pytest_sessionstart(session: pytest.Session) -> None:
    compile_my_share(session.config)


def pytest_sessionfinish() -> None:
    """What is left by now goes with the process: pytest looks through all of it for rubbish five times."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "real_data" in getattr(item, "fixturenames", ()):
            item.add_marker("real_data")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for rubbish again and again took a sixth of the time, and looking through
    each ten thousand new things one in fifteen of what was left."""
    if "textual.app" in sys.modules:
        from tests.calm import settle_quickly

        settle_quickly()
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 10, 10)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("real_data") and real_data_folder() is None:
        pytest.skip(NOT_THERE)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Counts, of the tests that read real data, those that ran and those that did not; also those other processes ran."""
    if "real_data" in report.keywords and (report.when == "call" or (report.when == "setup" and report.skipped)):
        _read.append(not report.skipped)
    _points.extend(int(value) for name, value in report.user_properties if name == "crash_points" and report.when == "call")
    _told.extend(str(value) for name, value in report.user_properties if name == "told" and report.when == "call")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests told, and one line that a script can read: `real data: 12 tests read FOLDER`, or how many did not run."""
    ran = _read.count(True)
    idle = _read.count(False)
    folder = real_data_folder()
    if folder is None and idle:
        terminalreporter.write_line(f"real data: not there, {idle} tests did not run")
    elif ran or idle:
        left_out = f", {idle} tests did not run" if idle else ""
        terminalreporter.write_line(f"real data: {ran} tests read {folder}{left_out}")
    if _points:
        terminalreporter.write_line(f"crash points: {sum(_points)} tried")
    for line in _told:
        terminalreporter.write_line(line)
