"""The bank of tasks: the user's own files first, what cannot be read told once, and giving one undone."""

from pathlib import Path

import pytest

from mentortui.core.between import Assignment
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.screens.summary_app import store_a_session


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Store(tmp_path / "data"), MovingClock(), system_zone="UTC", config=tmp_path / "config")


def written(folder: Path, name: str, words: bytes) -> Path:
    own = folder / "config" / "tasks"
    own.mkdir(parents=True, exist_ok=True)
    (own / name).write_bytes(words)
    return own / name


def test_the_users_own_come_first_and_an_edited_file_is_used_at_once(desk: Desk, tmp_path: Path) -> None:
    ours = desk.tasks.bank().tasks
    assert len(ours) > 15
    file = written(tmp_path, "a.txt", b"- Draw the system on one page\n")
    assert [task.text for task in desk.tasks.bank().tasks][:1] == ["Draw the system on one page"]
    file.write_bytes(b"- Draw it again\n")
    assert [task.text for task in desk.tasks.bank().tasks][:1] == ["Draw it again"]
    assert desk.tasks.bank().tasks[1:] == ours


def test_what_cannot_be_read_is_told_once_however_often_the_bank_is_read(desk: Desk, tmp_path: Path) -> None:
    broken = written(tmp_path, "a.txt", b"- good\nnot a task\nkind: nap\n")
    binary = written(tmp_path, "b.txt", b"- caf\xe9\n")
    for _ in range(3):
        assert desk.tasks.bank().tasks[0].text == "good"
    told = desk.store.notices
    assert len(told) == 2
    assert told[0].startswith(f"{broken}, line 2: “not a task” is no task")
    assert told[0].endswith("1 more line is left out. The other tasks are used.")
    assert told[1] == f"{binary}, line 1: is not UTF-8 text. Mend it or move it away; the other files are used."


def test_one_is_given_and_undone_and_what_was_given_is_offered_last(desk: Desk) -> None:
    slug = store_a_session(desk.store, "usual")
    first, *_, last = desk.tasks.offered(slug)
    assert desk.tasks.give(slug, first, "t1") == "given to Grace, by Wed 2 Dec · e changes it"
    assert desk.tasks.offered(slug)[-1] == first
    assert desk.records.undo(slug).startswith("Undone: added: ")
    assert [one for one in desk.store.table(slug, "assignments", Assignment) if not one.removed] == []
    assert desk.tasks.offered(slug)[-1] == last
