"""A crash report says where it happened, and nothing that anybody wrote."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from mentortui.store.crash import KEPT, report

SECRET = "Grace is looking for another job"


def failed() -> Exception:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(f"could not show {SECRET}") from error
    except ValueError as error:
        return error


def test_a_report_names_errors_and_places_but_no_words(tmp_path: Path) -> None:
    path = report(tmp_path / "state", failed(), 1_795_615_200_000_000, "0.1.0")
    assert path is not None
    text = path.read_text("utf-8")
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_crash" in text
    assert "Grace" not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for second in range(KEPT + 5):
        report(tmp_path, failed(), (1_795_615_200 + second) * 1_000_000, "0.1.0")
    assert len(list(tmp_path.glob("crash-*.txt"))) == KEPT


class Worst(Exception):
    """It cannot even be shown."""

    def __str__(self) -> str:
        raise RuntimeError(SECRET)

    __repr__ = __str__


def endless(depth: int = 0) -> None:
    endless(depth + 1)


def caught(deed: Callable[[], object]) -> BaseException:
    try:
        deed()
    except BaseException as error:
        return error
    raise AssertionError


def raising(error: BaseException) -> Callable[[], object]:
    def deed() -> None:
        said = SECRET
        error.add_note(said)
        raise error

    return deed


@pytest.mark.parametrize(
    "error",
    [
        caught(raising(Worst(SECRET))),
        caught(raising(SyntaxError(SECRET, ("file", 1, 2, SECRET)))),
        caught(raising(UnicodeEncodeError("utf-8", SECRET, 0, 1, SECRET))),
        caught(raising(OSError(2, SECRET, SECRET))),
        caught(raising(KeyboardInterrupt(SECRET))),
        caught(raising(ExceptionGroup(SECRET, [KeyError(SECRET), ValueError(SECRET)]))),
        caught(endless),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_of_every_kind_are_told_without_words_and_in_few_lines(tmp_path: Path, error: BaseException) -> None:
    path = report(tmp_path, error, 1_795_615_200_000_000, "0.1.0")
    assert path is not None
    text = path.read_text("utf-8")
    assert type(error).__name__ in text
    assert "Grace" not in text
    assert len(text.splitlines()) < 150


def test_the_members_of_a_group_are_told_too(tmp_path: Path) -> None:
    path = report(tmp_path, ExceptionGroup("", [KeyError(SECRET)]), 1_795_615_200_000_000, "0.1.0")
    assert path is not None
    assert "KeyError" in path.read_text("utf-8")


def test_where_nothing_can_be_written_there_is_no_second_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert report(tmp_path / "file", failed(), 0, "0.1.0") is None
