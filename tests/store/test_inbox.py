"""What another program sends to a live session, and the sign of life beside it."""

import threading
from pathlib import Path

import pytest

from mentortui.store.alive import Alive, read_alive, write_alive
from mentortui.store.errors import StoreError
from mentortui.store.inbox import Inbox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "s1.inbox"


def test_commands_come_in_the_order_they_were_sent_and_once(folder: Path) -> None:
    inbox = Inbox(folder)
    inbox.open()
    tokens = [Inbox(folder).send(f"tap {n}".encode()) for n in range(12)]
    assert inbox.take() == [(token, f"tap {n}".encode()) for n, token in enumerate(tokens)]
    assert inbox.take() == []


def test_an_answer_reaches_its_sender(folder: Path) -> None:
    inbox = Inbox(folder)
    inbox.open()
    sender = Inbox(folder)
    token = sender.send(b"tap 1")
    answers: list[bytes | None] = []
    thread = threading.Thread(target=lambda: answers.append(sender.wait_answer(token, 10)))
    thread.start()
    ((taken, _),) = inbox.take()
    inbox.answer(taken, b"Ada has the floor")
    thread.join()
    assert answers == [b"Ada has the floor"]
    assert list(folder.iterdir()) == []


def test_a_command_nobody_took_is_taken_back(folder: Path) -> None:
    inbox = Inbox(folder)
    inbox.open()
    token = inbox.send(b"tap 1")
    assert inbox.wait_answer(token, 0) is None
    assert inbox.take() == []


def test_nothing_can_be_sent_where_no_session_runs(folder: Path) -> None:
    with pytest.raises(StoreError, match="does not run"):
        Inbox(folder).send(b"tap 1")


def test_what_was_sent_to_a_program_that_died_is_not_taken_later(folder: Path) -> None:
    Inbox(folder).open()
    Inbox(folder).send(b"tap 1")
    inbox = Inbox(folder)
    inbox.open()
    assert inbox.take() == []
    inbox.close()
    inbox.close()
    inbox.answer("1", b"too late")
    assert not folder.exists()


def test_the_last_sign_of_life_is_read(tmp_path: Path) -> None:
    path = tmp_path / "s1.alive"
    assert read_alive(path) is None
    write_alive(path, Alive(10**15, 5))
    write_alive(path, Alive(7, 8))
    assert read_alive(path) == Alive(7, 8)


def test_half_a_sign_of_life_is_none(tmp_path: Path) -> None:
    path = tmp_path / "s1.alive"
    write_alive(path, Alive(7, 8))
    whole = path.read_bytes()
    for size in range(len(whole) - 1):
        path.write_bytes(whole[:size])
        assert read_alive(path) is None
    path.write_bytes(b"\xff" * 30)
    assert read_alive(path) is None
