"""What somebody wrote into a file by hand is kept, and never ends the program."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mentortui.cli import command
from mentortui.services.demo import fill
from mentortui.store.store import Store
from tests.clocks import WALL

TIMES = [10**18, 2**63 - 1, -5, 253_402_300_799_000_000]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(Store(tmp_path / "data"), WALL)
    return tmp_path / "data"


def edit(folder: Path, pattern: str, change: Callable[[dict[str, Any]], object]) -> Path:
    """Changes each record of each table of the file that `pattern` finds."""
    path = next(iter(sorted(folder.rglob(pattern))))
    found = json.loads(path.read_text("utf-8"))
    for table in found["tables"].values():
        for record in table.values():
            change(record)
    path.write_text(json.dumps(found), "utf-8")
    return path


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("field", ["began", "ended", "next_date"])
def test_a_session_whose_time_is_in_no_calendar_is_left_out_and_told(folder: Path, field: str, time: int) -> None:
    path = edit(folder, "2026.json", lambda record: record.update({field: time}))
    before = path.read_bytes()
    store = Store(folder)
    assert store.sessions(store.mentorships()[0].slug) == ()
    assert any(path.name in notice for notice in store.notices)
    for words in (["list"], ["list", "--json"], ["show", "last"]):
        done = CliRunner().invoke(command, ["--data-dir", str(folder), *words], standalone_mode=False)
        assert done.exception is None or "own" not in str(done.exception)
    assert path.read_bytes() == before


@pytest.mark.parametrize("change", [{"next_date": 10**18}, {"people": []}], ids=str)
def test_a_mentorship_that_does_not_fit_hides_nothing_else_and_is_told(folder: Path, change: dict[str, Any]) -> None:
    edit(folder, "record.json", lambda record: record.update(change) if "people" in record else None)
    shutil.rmtree(folder / "mentorships/grace-otieno/backups")
    store = Store(folder)
    assert store.mentorships() == ()
    assert store.notices
    store.index()


def test_an_edit_that_an_editor_of_windows_saved_is_used(folder: Path) -> None:
    """With a byte order mark and its own line ends."""
    (path,) = folder.rglob("record.json")
    edited = path.read_text("utf-8").replace("Grace Otieno", "Grace A. Otieno")
    path.write_bytes(b"\xef\xbb\xbf" + edited.replace("\n", "\r\n").encode())
    store = Store(folder)
    assert [person.name for person in store.mentorships()[0].people] == ["Ada", "Grace A. Otieno"]
    (told,) = store.notices
    assert "edited by hand. Your text is used" in told
