"""Taps from outside, both sides of the inbox."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentortui.core import events as e
from mentortui.core.people import Participant
from mentortui.services.live import LiveSession
from mentortui.services.outside import Answer, Door, NotLive, Outside, Tap
from mentortui.services.writer import Writer
from mentortui.store.errors import StoreError
from mentortui.store.live import LiveLog
from mentortui.store.store import Store
from tests.store.values import mentorship

ADA = Participant(id="ada", name="Ada", role="mentor", key=1, zone="Europe/Berlin")
GRACE = Participant(id="grace", name="Grace", role="mentee", key=2, zone="Africa/Nairobi")


class Standing:
    """A clock a test moves."""

    test = True

    def __init__(self) -> None:
        self.now = 5_000_000

    def boot(self) -> int:
        return self.now

    def boot_id(self) -> str:
        return "b"

    def monotonic(self) -> int:
        return self.now

    def wall(self) -> int:
        return 1_795_615_200_000_000 + self.now


class Running:
    """A live session of Ada and Grace, its journal and inbox on disk."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.slug = self.store.save_mentorship(mentorship()).slug
        self.clock = Standing()
        started = e.SessionStarted(
            id="e0",
            at=0,
            wall=self.clock.wall(),
            by="ada",
            session="s1",
            mentorship="m1",
            me="ada",
            people=(ADA, GRACE),
            items=(e.Item(id="one", title="Code review", minutes=15), e.Item(id="two", title="Takeaways", minutes=5)),
        )
        self.log: LiveLog = self.store.journals.start(self.slug, "s1")
        self.log.append(started)
        ids = iter(f"e{n}" for n in range(1, 1000))
        self.live = LiveSession([started], Writer(self.log), self.clock, lambda: next(ids), slug=self.slug)
        self.covered = False
        self.outside = Outside(self.live, self.log.inbox, covered=lambda: self.covered)
        self.door = Door(Store(folder))

    def tap(self, word: str, text: str = "", literal: bool = False) -> Answer:
        """What the sender gets, while Live looks into its inbox."""
        answers: list[Answer | Exception] = []

        def send() -> None:
            try:
                answers.append(self.door.ask(Tap(word, text, literal)))
            except (NotLive, StoreError) as error:
                answers.append(error)

        sender = threading.Thread(target=send)
        sender.start()
        while sender.is_alive():
            self.live.writer.flush()
            self.outside.take()
            sender.join(0.005)
        (answer,) = answers
        assert isinstance(answer, Answer), answer
        return answer


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = Running(tmp_path)
    yield made
    made.live.close()
    made.log.close()


def test_a_number_gives_the_floor_and_is_answered_with_the_session_in_one_line(running: Running) -> None:
    answer = running.tap("2")
    assert running.live.session.floor.holders == ("grace",)
    assert not answer.refused
    assert "●Grace" in answer.line
    assert answer.line.endswith(" · saved")


def test_every_word_is_a_verb_of_the_session(running: Running) -> None:
    running.tap("1")
    running.tap("other")
    assert running.live.session.floor.holders == ("grace",)
    running.tap("both")
    assert running.live.session.floor.holders == ("ada", "grace")
    running.tap("nobody")
    assert running.live.session.floor.nobody
    running.tap("pause")
    assert running.live.session.paused
    running.tap("pause")
    running.tap("next")
    assert running.live.session.current == "one"
    running.tap("note", "+ small commits -> the same on the API")
    assert [facts.capture.kind for facts in running.live.session.captures] == ["feedback"]
    running.tap("note", "- one\n- two", literal=True)
    assert [facts.capture.text for facts in running.live.session.captures][-1] == "- one\n- two"


def test_what_cannot_be_done_is_refused_in_words(running: Running) -> None:
    answer = running.tap("0")
    assert answer == Answer("Nobody has the floor already.", refused=True)
    assert running.tap("sing").refused
    assert running.tap("7").line == "Nobody is on 7. mentortui tap 7 again, within 3 seconds, takes a guest in."
    assert not running.tap("7").refused
    assert running.tap("other").line == "More than two are here: mentortui tap 1, 2 or another number says who speaks."
    while not (answer := running.tap("next")).refused:
        pass
    assert answer.line == "No item is waiting."
    assert running.tap("note", "  ").refused


def test_status_changes_nothing(running: Running) -> None:
    before = len(running.live.events)
    assert running.tap("status").line.startswith("▸ ")
    assert len(running.live.events) == before


def test_a_covered_screen_answers_without_names(running: Running) -> None:
    running.covered = True
    line = running.tap("2").line
    assert "Grace" not in line
    assert line.startswith("● ")


def test_bytes_that_are_no_tap_are_refused_and_harm_nothing(running: Running) -> None:
    inbox = running.store.journals.inbox(running.slug, "s1")
    token = inbox.send(b"\xff{")
    assert running.outside.take() is False
    assert b"no word" in (inbox.wait_answer(token, 1) or b"")


def test_taking_says_whether_something_happened(running: Running) -> None:
    inbox = running.store.journals.inbox(running.slug, "s1")
    assert running.outside.take() is False
    inbox.send(b'{"word":"1"}')
    assert running.outside.take() is True


def test_two_taps_in_a_row_are_done_in_their_order(running: Running) -> None:
    inbox = running.store.journals.inbox(running.slug, "s1")
    for word in (b"1", b"2"):
        inbox.send(b'{"word":"%s"}' % word)
    running.outside.take()
    assert running.live.session.floor.holders == ("grace",)


def test_without_a_program_the_sender_is_told_what_to_do(running: Running, tmp_path: Path) -> None:
    running.live.close()
    running.log.close()
    with pytest.raises(NotLive, match="Start mentortui and go on with it"):
        running.door.ask(Tap("1"))
    with pytest.raises(NotLive, match="No session is live"):
        Door(Store(tmp_path / "empty")).ask(Tap("1"))


def test_a_program_that_does_not_answer_is_not_waited_for_long(running: Running) -> None:
    with pytest.raises(NotLive, match=rf"\(process {os.getpid()} on .*\) did not answer"):
        running.door.ask(Tap("1"), timeout=0)
    assert running.outside.take() is False


def test_two_running_sessions_must_be_told_apart(running: Running) -> None:
    second = running.store.save_mentorship(mentorship("m2", "Linus"))
    log = running.store.journals.start(second.slug, "s2")
    with pytest.raises(NotLive, match="grace, linus"):
        running.door.ask(Tap("1"))
    log.close()


def test_an_inbox_the_disk_refused_is_opened_later(running: Running) -> None:
    class Refusing:
        refuse = True

        def open(self) -> None:
            if self.refuse:
                raise StoreError("disk full")

        def take(self) -> list[tuple[str, bytes]]:
            return [] if self.refuse else [("t", b'{"word":"1"}')]

        def answer(self, token: str, answer: bytes) -> None:
            raise StoreError("disk full")

    inbox = Refusing()
    outside = Outside(running.live, inbox)
    assert outside.take() is False
    inbox.refuse = False
    assert outside.take() is True
