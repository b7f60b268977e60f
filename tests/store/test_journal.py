"""The journal: what was acknowledged is read back, exactly once and in order."""

import errno
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core.events import AnyEvent, CaptureRecorded, Unknown
from mentortui.store.errors import Newer, NotSaved, StoreError
from mentortui.store.journal import Journal, _line, read_journal
from tests.store.faults import Faulty, Killed, faults
from tests.store.system import in_place_of_os
from tests.store.values import noted, taken


def written(path: Path, *events: AnyEvent) -> bytes:
    """The bytes of a journal of these events."""
    journal = Journal.create(path, "s1", "grace")
    journal.append_many(events)
    journal.close()
    return path.read_bytes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("live")


EVENTS = (taken("e1"), noted("e2", "Zoë said: [/] \n\x1b[31m 🦊"), taken("e3", 60_000_000, "grace"))


def test_what_was_appended_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "s1.jsonl"
    written(path, *EVENTS)
    content = read_journal(path)
    assert (content.session, content.events) == ("s1", EVENTS)
    assert (content.torn, content.damaged, content.notices(path)) == (False, (), ())


def test_each_line_is_json(tmp_path: Path) -> None:
    lines = written(tmp_path / "s1.jsonl", *EVENTS).splitlines()
    assert [sorted(json.loads(line)) for line in lines[1:]] == [["c", "e"]] * 3


def test_a_lone_surrogate_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "s1.jsonl"
    written(path, noted("e1", "a\ud800b"))
    (event,) = read_journal(path).events
    assert isinstance(event, CaptureRecorded)
    assert event.capture.text == "a\ufffdb"


def test_cut_at_any_byte_it_reads_back_exactly_the_whole_lines(folder: Path) -> None:
    whole = written(folder / "whole.jsonl", *EVENTS)
    path = folder / "cut.jsonl"
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        lines = whole[:size].count(b"\n")
        content = read_journal(path)
        assert content.events == EVENTS[: max(0, lines - 1)]
        assert content.torn == (not whole[:size].endswith(b"\n") and size > 0)
        assert content.damaged == (() if lines else (1,))


def test_a_half_line_is_cut_off_before_the_next_event(folder: Path) -> None:
    whole = written(folder / "whole2.jsonl", *EVENTS)
    start = whole.index(b"\n") + 1
    path = folder / "torn.jsonl"
    for size in range(start, len(whole) + 1):
        path.write_bytes(whole[:size])
        journal, content = Journal.open(path)
        journal.append(taken("next"))
        journal.close()
        again = read_journal(path)
        assert again.events == (*content.events, taken("next"))
        assert (again.torn, again.damaged) == (False, ())


@settings(max_examples=300)
@given(data=st.data())
def test_a_flipped_bit_is_found(folder: Path, data: st.DataObject) -> None:
    events = [noted(f"e{n}", f"line {n}") for n in range(5)]
    source = folder / "source.jsonl"
    whole = source.read_bytes() if source.exists() else written(source, *events)
    place, bit = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 7))
    path = folder / "flipped.jsonl"
    path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :])
    content = read_journal(path)
    line = whole[:place].count(b"\n")
    in_between = whole[place : place + 1] == b"\n"
    assert list(content.events) == [event for event in events if in_between or event.id != f"e{line - 1}"]
    assert in_between or content.damaged or content.torn
    assert path.read_bytes()[place] != whole[place]
    journal, _ = Journal.open(path)
    journal.append(taken("later"))
    journal.close()
    assert [event.id for event in read_journal(path).events] == [*(event.id for event in content.events), "later"]


def test_a_damaged_line_is_told_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "s1.jsonl"
    lines = written(path, *EVENTS).splitlines(keepends=True)
    damaged = b"".join([*lines[:2], b"what\n", *lines[2:]])
    path.write_bytes(damaged)
    journal, content = Journal.open(path)
    assert (content.events, content.damaged) == (EVENTS, (3,))
    assert "line 3" in content.notices(path)[0]
    journal.append(taken("e9"))
    journal.close()
    assert path.read_bytes().startswith(damaged)
    assert read_journal(path).events == (*EVENTS, taken("e9"))


def test_an_event_repeated_after_an_uncertain_failure_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "s1.jsonl"
    written(path, EVENTS[0], EVENTS[1], EVENTS[1], EVENTS[0], EVENTS[2])
    assert read_journal(path).events == EVENTS


def test_an_event_of_a_newer_version_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "s1.jsonl"
    whole = written(path, EVENTS[0])
    strange = b'{"type":"telepathy","id":"x","at":3}'
    path.write_bytes(whole + _line("e", strange))
    journal, content = Journal.open(path)
    journal.append(EVENTS[2])
    journal.close()
    assert content.events == (EVENTS[0], Unknown(strange))
    assert read_journal(path).events == (EVENTS[0], Unknown(strange), EVENTS[2])


@pytest.mark.parametrize("body", [b"\xff", b"{", b'"\\ud800"', b""])
def test_a_line_that_is_no_json_is_damaged_although_its_checksum_fits(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "s1.jsonl"
    whole = written(path, EVENTS[0])
    path.write_bytes(whole + _line("e", body))
    content = read_journal(path)
    assert (content.events, content.damaged) == (EVENTS[:1], (3,))


def test_a_newer_journal_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "s1.jsonl"
    newer = b'{"c":"other","journal":{"schema":2,"session":"s1"},"more":1}\nunheard of'
    path.write_bytes(newer)
    for read in (read_journal, Journal.open):
        with pytest.raises(Newer):
            read(path)
    assert path.read_bytes() == newer


def test_a_journal_that_is_there_is_not_begun_again(tmp_path: Path) -> None:
    path = tmp_path / "s1.jsonl"
    before = written(path, *EVENTS)
    with pytest.raises(StoreError):
        Journal.create(path, "s1")
    assert path.read_bytes() == before


def test_a_missing_journal_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such live session"):
        read_journal(tmp_path / "s1.jsonl")


def test_a_journal_whose_file_was_deleted_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "s1.jsonl"
    journal = Journal.create(path, "s1")
    journal.append(EVENTS[0])
    path.unlink()
    journal.append(EVENTS[1])
    journal.close()
    assert read_journal(path).events == EVENTS[:2]


def test_after_a_failed_fsync_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "s1.jsonl"
    journal = Journal.create(path, "s1")
    journal.append(EVENTS[0])
    with faults(-1, errno.EIO) as counted:
        journal.append(EVENTS[1])
    with faults(counted.names.index("fsync"), errno.EIO), pytest.raises(NotSaved) as failed:
        journal.append(EVENTS[2])
    assert failed.value.reason == "disk error"
    before = path.stat().st_ino
    journal.append(EVENTS[2])
    journal.close()
    assert path.stat().st_ino != before
    assert read_journal(path).events == EVENTS


class Shaky(Faulty):
    """Calls fail as often as a test says, and once the program may end."""

    def __init__(self, chance: float, kill_at: int, seed: int) -> None:
        super().__init__(-1, errno.EIO)
        self._chance, self._kill_at, self._random = chance, kill_at, random.Random(seed)

    def _watched(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        self._at = len(self.names) if self._random.random() < self._chance else -1
        if len(self.names) >= self._kill_at:
            self._at, self._error = len(self.names), None
        return super()._watched(name, real)


@given(
    count=st.integers(1, 8),
    chance=st.sampled_from([0.0, 0.1, 0.3, 0.6]),
    kill_at=st.integers(0, 200),
    seed=st.integers(0, 2**32),
)
def test_on_a_failing_disk_what_was_acknowledged_outlives_a_kill(
    tmp_path_factory: pytest.TempPathFactory, count: int, chance: float, kill_at: int, seed: int
) -> None:
    path = tmp_path_factory.mktemp("live") / "s1.jsonl"
    journal = Journal.create(path, "s1")
    acknowledged: list[str] = []
    tried: list[str] = []
    shaky = Shaky(chance, kill_at, seed)
    with in_place_of_os(shaky):
        try:
            for number in range(count):
                tried.append(f"e{number}")
                for _ in range(50):
                    try:
                        journal.append(taken(f"e{number}"))
                    except NotSaved:
                        continue
                    acknowledged.append(f"e{number}")
                    break
        except Killed:
            pass
    content = read_journal(path)
    read = [event.id for event in content.events if not isinstance(event, Unknown)]
    assert set(acknowledged) <= set(read) <= set(tried)
    assert read == sorted(read)
    assert content.damaged == ()
    assert content.session == "s1"


@pytest.mark.parametrize("line", [0, 1, 2])
def test_with_any_one_of_its_first_lines_damaged_a_session_is_whole(tmp_path: Path, line: int) -> None:
    path = tmp_path / "s1.jsonl"
    journal = Journal.create(path, "s1", "grace", (taken("begun"), taken("item")))
    journal.append(taken("later"))
    journal.close()
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line] = lines[line][:20] + b"?" + lines[line][21:]
    path.write_bytes(b"".join(lines))
    content = read_journal(path)
    assert content.session == "s1"
    assert [event.id for event in content.events] == ["begun", "item", "later"]
