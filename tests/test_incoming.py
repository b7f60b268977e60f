"""What a terminal sends, however it comes in pieces: keys, pastes, and pastes that do not say that they are."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.message import Message

from mentortui.incoming import BROKEN_OFF, BURST, END, QUIET, START, Incoming


class Time:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def told(messages: Iterable[Message]) -> list[str]:
    """Keys by their names, pastes by their text."""
    return [one.key if isinstance(one, Key) else f"<{one.text}>" for one in messages if isinstance(one, Key | Paste)]


def fed(incoming: Incoming, *pieces: bytes) -> list[str]:
    return [one for piece in pieces for one in told(list(incoming.feed(piece)))]


def test_keys_are_keys() -> None:
    assert fed(Incoming(), b"a1\x1b[A", "é".encode()) == ["a", "1", "up", "é"]


def test_a_paste_arrives_whole_with_what_was_typed_around_it() -> None:
    assert fed(Incoming(), b"a" + START + b"one\ntwo\x1b[31m \x00" + END + b"b") == ["a", "<one\ntwo\x1b[31m \x00>", "b"]


@given(st.integers(0, 60), st.integers(0, 60), st.text(alphabet="aé\n🦊", max_size=12))
def test_it_arrives_whole_wherever_it_is_cut(first: int, second: int, text: str) -> None:
    data = b"x" + START + text.encode() + END + b"yz" + START + END + b"1"
    first, second = sorted((first % len(data), second % len(data)))
    once = fed(Incoming(), data)
    assert once == ["x", f"<{text}>", "y", "z", "<>", "1"]
    pieces = fed(Incoming(), data[:first], data[first:second], data[second:])
    assert [one for one in pieces if one != "<>"] == [one for one in once if one != "<>"]


def test_a_megabyte_that_comes_at_once_is_one_paste_and_no_million_of_keys() -> None:
    time = Time()
    incoming = Incoming(now=time)
    text = "a line of words\n" * 60_000
    data = text.replace("\n", "\r").encode()
    assert fed(incoming, *(data[at : at + 4096] for at in range(0, len(data), 4096))) == []
    time.now += QUIET
    assert told(list(incoming.tick())) == [f"<{text}>"]
    assert fed(incoming, b"1") == ["1"]


def test_what_a_key_held_down_repeats_and_what_a_person_types_stays_keys() -> None:
    incoming = Incoming()
    assert fed(incoming, b"j" * (BURST - 1)) == ["j"] * (BURST - 1)
    assert fed(incoming, b"\x1b[B" * BURST) == ["down"] * BURST


def test_a_burst_ends_before_a_key_that_is_none_of_it() -> None:
    assert fed(Incoming(), b"w" * BURST, b"\x1b[A") == [f"<{'w' * BURST}>", "up"]


def test_a_paste_that_is_never_ended_does_not_swallow_every_later_key() -> None:
    time = Time()
    incoming = Incoming(now=time)
    assert fed(incoming, START + b"half") == []
    assert told(list(incoming.tick())) == []
    time.now += BROKEN_OFF
    assert told(list(incoming.tick())) == ["<half>"]
    assert fed(incoming, b"1") == ["1"]


@pytest.mark.parametrize("data", [b"\xff\xfe", START + b"\xff\xc3" + END, b"\xc3" * BURST], ids=["keys", "paste", "burst"])
def test_bytes_that_are_no_text_are_shown_as_such(data: bytes) -> None:
    time = Time()
    incoming = Incoming(now=time)
    found = fed(incoming, data)
    time.now += QUIET
    assert "\ufffd" in "".join([*found, *told(list(incoming.tick()))]) or "replacement_character" in found


def test_a_terminal_of_another_encoding_is_read_in_it() -> None:
    assert fed(Incoming("latin-1"), START + b"gr\xfcn" + END) == ["<grün>"]
