"""A whole copy that was cut off is of no use, as nothing had been changed when it was made: it is removed, and it alone."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from mentortui.services.doctor import Doctor
from mentortui.store.errors import StoreError
from mentortui.store.safekeeping import copy_whole, remove_unfinished
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.store.faults import NO_SUCH_PROCESS, Killed, faults
from tests.store.test_faults import begun

HALF = f"data-before-repair-2026-11-29T103400-{NO_SUCH_PROCESS}-1a2b3c4d-unfinished"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "data"
    begun(folder)
    return folder


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "data")
    return tmp_path / "data"


def half_a_copy(data: Path, name: str = HALF) -> Path:
    half = data.with_name(name)
    (half / "mentorships").mkdir(parents=True)
    (half / "me.json").write_bytes((data / "me.json").read_bytes()[:20])
    return half


def what_lies_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def start(data: Path) -> None:
    Store(data).upkeep.tidy()


def copy_once_more(data: Path) -> None:
    shutil.rmtree(copy_whole(data, 0))


AFTER: dict[str, Callable[[Path], None]] = {"the next start": start, "the next copy": copy_once_more}
after = pytest.mark.parametrize("after", AFTER.values(), ids=AFTER.keys())


@after
def test_a_copy_that_is_killed_anywhere_is_removed_by(data: Path, tmp_path: Path, after: Callable[[Path], None]) -> None:
    left = set()
    for number in range(5, 10_000, 31):
        with faults(number, None) as faulty, suppress(Killed):
            copy_whole(data, 0)
        if not faulty.reached:
            break
        left |= {name[-11:] for name in what_lies_in(tmp_path) if name != "data"}
        for whole in tmp_path.glob("data-before-repair-1970-01-01T000000"):
            shutil.rmtree(whole)
        after(data)
        assert what_lies_in(tmp_path) == ["data"]
    assert "-unfinished" in left


def test_so_is_one_whose_removal_was_killed(data: Path, tmp_path: Path) -> None:
    for number in range(100):
        half_a_copy(data)
        with faults(number, None) as faulty, suppress(Killed):
            remove_unfinished(data)
        start(data)
        assert what_lies_in(tmp_path) == ["data"]
        if not faulty.reached:
            break
    assert 5 < number < 100


@after
@pytest.mark.parametrize(
    "name",
    [
        f"data-before-repair-2026-11-29T103400-{os.getpid()}-1a2b3c4d-unfinished",
        "data-before-repair-2026-11-29T103400-unfinished",
        "data-before-repair-2026-11-29T103400",
        f"data-before-the-summer-{NO_SUCH_PROCESS}-1a2b3c4d-unfinished",
        HALF.replace("data", "data2", 1),
        HALF + " (mine)",
    ],
    ids=["of a program that lives", "of nobody known", "a whole one", "somebody's own", "of another folder", "kept by somebody"],
)
def test_what_may_be_of_use_stays(data: Path, tmp_path: Path, after: Callable[[Path], None], name: str) -> None:
    half = half_a_copy(data, name)
    after(data)
    assert what_lies_in(tmp_path) == sorted(["data", name])
    assert what_lies_in(half) == ["me.json", "mentorships"]


@after
def test_a_link_or_a_file_of_such_a_name_stays_too(data: Path, tmp_path: Path, after: Callable[[Path], None]) -> None:
    own = half_a_copy(data, "own")
    data.with_name(HALF).symlink_to(own)
    data.with_name(HALF.replace("1a2b", "2a2b")).write_text("mine")
    before = what_lies_in(tmp_path)
    after(data)
    assert what_lies_in(tmp_path) == before
    assert what_lies_in(own) == ["me.json", "mentorships"]


def test_where_the_data_folder_was_lost_since_half_a_copy_stays(data: Path, tmp_path: Path) -> None:
    half_a_copy(data)
    shutil.rmtree(data)
    start(data)
    with suppress(StoreError):
        copy_whole(data, 0)
    assert HALF in what_lies_in(tmp_path)


def test_the_doctor_names_it_and_calls_nothing_wrong(data: Path) -> None:
    half = half_a_copy(data)
    (finding,) = [finding for finding in Doctor(data, MovingClock()).look() if finding.path == half]
    assert "cut off" in finding.what
    assert not finding.wrong
    assert half.is_dir()
