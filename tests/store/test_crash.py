"""A crash report says where it happened, and nothing that anybody wrote."""

import stat
from pathlib import Path

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


def test_where_nothing_can_be_written_there_is_no_second_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert report(tmp_path / "file", failed(), 0, "0.1.0") is None
