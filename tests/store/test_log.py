"""The log: what happened to the program, never anyone's words, and never at the program's expense."""

import json
import os
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentortui.store import log, writing
from mentortui.store.crash import KEPT, report
from mentortui.store.errors import REASONS, NotSaved, StoreError
from mentortui.store.log_file import LogFile

ID = "k2m4p6q8r2s4"
HOSTILE = Path(__file__).parent.parent / "data" / "hostile.json"
NAMES = ("Grace", "Grace Hopper", "grace-hopper", "/home/ada/mentorships/grace", "résumé", "王", "13:05 Ada", "ada2", "SIGNOR")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where the log is kept, for this test."""
    folder = tmp_path / "state" / "mentortui"
    log.keep(folder)
    yield folder
    log.close(10)


def written(folder: Path) -> list[str]:
    """The lines of the log, without their times."""
    assert log.flush(30)
    return [line.split("  ", 1)[1] for line in (folder / log.NAME).read_text("utf-8").splitlines()]


def test_a_line_an_event_with_its_time_and_process(folder: Path) -> None:
    log.tell("session started", session=ID)
    log.tell("gap", session=ID, s=3600, asleep_s=0)
    log.tell("not saved", why="disk full", waiting=3)
    assert written(folder) == [
        f"session started  session={ID}",
        f"gap  session={ID} s=3600 asleep_s=0",
        "not saved  why=disk full waiting=3",
    ]
    first = (folder / log.NAME).read_text("utf-8").split("  ")[0]
    when, process = first.split()
    assert abs(time.mktime(time.strptime(when[:19], "%Y-%m-%dT%H:%M:%S")) - time.mktime(time.gmtime())) < 3600
    assert process == str(os.getpid())


def test_it_is_nobody_elses_under_any_umask(folder: Path) -> None:
    before = os.umask(0)
    try:
        log.tell("program ended", code=0)
        written(folder)
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder / log.NAME, folder, folder.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_why_a_disk_refuses_is_told_in_words(folder: Path) -> None:
    for reason in sorted(REASONS):
        log.tell("not saved", why=reason)
    assert written(folder) == [f"not saved  why={reason}" for reason in sorted(REASONS)]


def test_no_word_of_anybody_gets_in_whatever_it_is_handed_as(folder: Path) -> None:
    corpus = json.loads(HOSTILE.read_text("utf-8")) if HOSTILE.exists() else {}
    told = [word for group in corpus.values() if isinstance(group, dict) for word in group.values() if isinstance(word, str)]
    for word in [*NAMES, *told]:
        error = NotSaved(Path("/data/mentorships") / word.replace("\0", ""), word)
        facts = {"why": word, "session": word, "error": error, "later": lambda word=word: word}
        for name, fact in facts.items():
            if isinstance(fact, str) and fact in log.WORDS:
                continue
            assert log.line(log.Told(0, "damage", {name: fact})) in (  # type: ignore[dict-item]
                f"damage  {name}={log.UNTOLD}",
                f"damage  {name}=NotSaved",
            )


def test_a_fact_that_fails_is_not_told(folder: Path) -> None:
    log.tell("program started", textual=lambda: str(1 // 0))
    assert written(folder) == [f"program started  textual={log.UNTOLD}"]


def test_nothing_is_kept_where_no_folder_was_named(tmp_path: Path) -> None:
    before = threading.active_count()
    log.tell("session started", session=ID)
    assert log.flush(0)
    assert threading.active_count() == before


def test_nothing_is_made_before_the_first_event(folder: Path) -> None:
    assert not folder.parent.exists()


def test_three_files_at_most_and_none_longer_than_agreed(tmp_path: Path) -> None:
    with LogFile(tmp_path / log.NAME, 1000, log.KEPT) as file:
        for number in range(200):
            file.write(number * 10**9, f"session started  session={number:012}")
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert sorted(sizes) == [log.NAME, f"{log.NAME}.1", f"{log.NAME}.2"]
    assert max(sizes.values()) <= 1000
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in tmp_path.iterdir())
    assert "session=000000000199" in (tmp_path / log.NAME).read_text("utf-8")


def test_two_programs_share_it_also_where_one_begins_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / log.NAME
    with LogFile(path, 10_000, 1) as one, LogFile(path, 10_000, 1) as other:
        one.write(0, "first")
        other.write(0, "second")
        path.rename(path.with_suffix(".moved"))
        one.write(0, "third")
        other.write(0, "fourth")
    assert [line.split("  ")[1] for line in path.read_text("utf-8").splitlines()] == ["third", "fourth"]


@pytest.mark.parametrize("stands", ["a file for the folder", "a folder for the file", "a link", "a pipe"])
def test_what_stands_in_its_way_hurts_nobody_and_stays(folder: Path, stands: str) -> None:
    target = folder.parent.parent / "elsewhere"
    target.write_text("mine")
    if stands == "a file for the folder":
        folder.parent.write_text("mine")
    else:
        folder.mkdir(parents=True)
        at = folder / log.NAME
        {
            "a folder for the file": at.mkdir,
            "a link": lambda: at.symlink_to(target),
            "a pipe": lambda: os.mkfifo(at),
        }[stands]()
    log.tell("program started", code=1)
    log.tell("program ended", code=0)
    assert log.flush(30)
    assert target.read_text() == "mine"


def test_a_full_disk_costs_lines_of_the_log_and_nothing_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(writing, "open_to_log", full)
        log.tell("not saved", why="disk full", waiting=1)
        assert log.flush(30)
    log.tell("saved again", events=1)
    assert written(folder) == ["saved again  events=1"]


def test_a_disk_that_hangs_holds_nobody_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()
    real = writing.open_to_log
    monkeypatch.setattr(writing, "open_to_log", lambda path: (goes_on.wait(60), real(path))[1])
    for _ in range(log.WAITING + 500):
        log.tell("gap", s=3)
    assert not log.flush(0.01)
    goes_on.set()
    lines = written(folder)
    assert log.WAITING <= len(lines) <= log.WAITING + 510
    assert any(line.endswith("more that found no room") for line in lines)


def test_a_crash_report_outlives_those_of_a_clock_that_was_ahead(tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        report(tmp_path, StoreError(), (5_000_000_000 + number) * 1_000_000, "1")
    path = report(tmp_path, StoreError(), 1_000_000, "1")
    assert path is not None
    assert path.exists()
    assert len(list(tmp_path.glob("crash-*.txt"))) == KEPT
