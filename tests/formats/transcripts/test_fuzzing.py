"""Every reader, given its samples cut, joined, doubled and sprinkled with what is not theirs, gives a transcript that keeps its
promises, or one sentence. Twelve changes a sample by default, six hundred by `make long`."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mentortui.core.cues import Cue, Transcript
from mentortui.core.recording import hear
from mentortui.core.sentences import sentences
from mentortui.core.transcript import place
from mentortui.formats.transcripts import source
from mentortui.formats.transcripts.found import MOST_NAME, MOST_TIME, MOST_TOLD, Unreadable
from mentortui.formats.transcripts.reading import read_transcript
from tests.formats.transcripts.reading import written

SAMPLES = Path(__file__).parents[2] / "data" / "transcripts"
CONTENTS = {path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir()) if path.name != "expected.json"}
TOKENS = [
    *(
        "WEBVTT\n",
        "-->",
        "\n\n",
        "\n",
        "\r",
        "\r\n",
        "\0",
        "\ufeff",
        "<v Ada>",
        "</v>",
        "<v",
        ">>",
        "NOTE\n",
        "&amp;",
        "&#x110000;",
    ),
    *(
        "&#" + "9" * 30 + ";",
        "00:00:01.000 --> 00:00:02.000\n",
        "00:00:01,000 --> 00:00:00,500",
        "0:0:1.5 --> 0:0:2.0\n",
        "99:59:59.999",
    ),
    *(
        "0:00:01.000,0:00:02.000\n",
        "Ada  0:03\n",
        "Ada (0:03): ",
        "[Ada] 23:59:59\n",
        "0:03 - Ada\n",
        "Ada\n0:03\n",
        "Ada: ",
        ":",
        "  ",
    ),
    *(
        "### Transcript\n",
        "00:05:00\n",
        "Meeting ended after 00:06:00",
        "SPEAKER a 1 0 1 <NA> <NA> ada <NA> <NA>\n",
        "nan",
        "-1",
        "1e999",
    ),
    *(
        '{"segments": [',
        '{"start": 1, "end": 2}',
        '"',
        "\\",
        "{",
        "}",
        "[",
        "]",
        "NaN",
        "null",
        ",",
        '"speaker": {"name": 3}',
        "[" * 120,
    ),
    *(
        "<cite>Ada:</cite><time>0:03</time><p>so</p>",
        "<![",
        "<!--",
        "<script>",
        "<",
        ">",
        "\u202e",
        "\u0bcc" * 20,
        "\ud7ff",
        "😀",
    ),
]
RAW = [b"\xff\xfe", b"\xff", b"\x80", b"\xed\xa0\x80", b"\x1a", b"\x1b[2J", b"PK\x03\x04", b"%PDF-"]
CHANGES = ("insert", "cut", "double", "exchange", "end", "join", "byte")


@st.composite
def changed(draw: Callable[..., object], content: bytes) -> bytes:
    """The file after up to four changes."""
    data = content
    for _ in range(draw(st.integers(0, 4))):  # type: ignore[call-overload]
        data = _changed(draw, data)
    return data


def _changed(draw: Callable[..., object], data: bytes) -> bytes:
    at, until = sorted(draw(st.tuples(st.integers(0, len(data)), st.integers(0, len(data)))))  # type: ignore[call-overload]
    match draw(st.sampled_from(CHANGES)):
        case "insert":
            token = draw(st.sampled_from([*(token.encode() for token in TOKENS), *RAW]))
            assert isinstance(token, bytes)
            return data[:at] + token + data[at:]
        case "cut":
            return data[:at] + data[until:]
        case "double":
            return data[:until] + data[at:]
        case "exchange":
            lines = data.split(b"\n")
            number = at * len(lines) // (len(data) + 1)
            other = until * len(lines) // (len(data) + 1)
            lines[number], lines[other] = lines[other], lines[number]
            return b"\n".join(lines)
        case "end":
            return data[:until]
        case "join":
            return data[:until] + CONTENTS[str(draw(st.sampled_from(sorted(CONTENTS))))][at:]
        case _:
            return data[:at] + bytes([at % 256]) + data[at + 1 :]


def what_is_read(path: Path, keep_words: bool = True) -> Transcript | str:
    """The transcript, or the sentence."""
    try:
        return read_transcript(path, keep_words=keep_words).transcript
    except Unreadable as error:
        return error.told("a file")


@pytest.mark.parametrize("name", CONTENTS)
@settings(max_examples=max(12, settings().max_examples // 5))
@given(data=st.data())
def test_a_changed_file_gives_a_transcript_or_one_sentence(name: str, data: st.DataObject) -> None:
    content = data.draw(changed(CONTENTS[name]))
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), content)
        found = what_is_read(path)
        if isinstance(found, str):
            assert found.startswith("a file")
            assert found.endswith(".")
            assert found.isprintable()
        else:
            keeps_its_promises(found, content)
            in_small_pieces(path, found)
            without_words = what_is_read(path, keep_words=False)
            assert isinstance(without_words, Transcript)
            assert [cue.words for cue in without_words.cues] == [cue.words for cue in found.cues]


def keeps_its_promises(found: Transcript, content: bytes) -> None:
    """What the rest of the program rests on."""
    lines = 1 + content.count(b"\n") + content.count(b"\r")
    assert found.cues
    assert len(found.damaged) == min(found.damages, MOST_TOLD)
    for entry in found.entries:
        assert 1 <= entry.line <= lines
        if isinstance(entry, Cue):
            assert all(time is None or (type(time) is int and 0 <= time <= MOST_TIME) for time in (entry.start, entry.end))
            assert len(entry.name) <= MOST_NAME
            assert entry.name == " ".join(entry.name.split())
            assert entry.words >= 0
            assert entry.words or not entry.text.split()
            f"{entry.name}{entry.text}".encode()
        else:
            assert 0 <= entry.at <= MOST_TIME
    assert all(1 <= damage.line <= lines and damage.what.isprintable() for damage in found.damaged)
    if found.kind != "text":
        assert not any(cue.start is None or cue.end is None for cue in found.cues)
    placed = place(found)
    assert all(0 <= segment.start < segment.end for segment in placed.segments)
    assert {segment.person for segment in placed.segments} <= {*found.names}
    heard = hear(placed.segments)
    assert sum(turn.end - turn.start for turn in heard.turns) <= placed.end * max(1, len(heard.spoken))
    sentences(found.cues, placed.at, placed.names)


def in_small_pieces(path: Path, found: Transcript) -> None:
    """Wherever the pieces of a file end, what is read is the same."""
    whole = source.CHUNK
    try:
        source.CHUNK = 61
        assert what_is_read(path) == found
    finally:
        source.CHUNK = whole


@pytest.mark.parametrize("name", [name for name in CONTENTS if not name.endswith((".json", ".rttm"))])
@settings(max_examples=max(4, settings().max_examples // 20))
@given(data=st.data())
def test_lines_may_end_in_any_way(name: str, data: st.DataObject) -> None:
    text = data.draw(changed(CONTENTS[name])).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    with tempfile.TemporaryDirectory() as folder:
        found = [what_is_read(written(Path(folder), text.replace(b"\n", end))) for end in (b"\n", b"\r\n", b"\r")]
    assert found[1:] == found[:1] * 2


@pytest.mark.parametrize("length", [79, 80, 199, 200])
def test_a_name_that_is_cut_ends_with_a_letter(length: int, tmp_path: Path) -> None:
    name = "a" * length + " " + "b" * 100
    for content in (
        f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {name}>So.</v>",
        f'[{{"start": 0, "end": 1, "speaker": "{name}"}}]',
        f"SPEAKER a 1 0 1 <NA> <NA> {name} <NA> <NA>",
        f"<cite>Ada</cite><time>0:00</time><p>So.</p><cite>{name}</cite><time>0:01</time><p>So.</p>",
    ):
        keeps_its_promises(read_transcript(written(tmp_path, content)).transcript, content.encode())


@settings(max_examples=max(100, settings().max_examples))
@given(st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=5)), max_size=30))
@example(["WEBVTT\n", "&#" + "9" * 5000 + ";"])
def test_any_text_gives_a_transcript_or_one_sentence(parts: list[str]) -> None:
    content = "".join(parts).encode("utf-8", "surrogatepass")
    with tempfile.TemporaryDirectory() as folder:
        found = what_is_read(written(Path(folder), content))
    if isinstance(found, str):
        assert found.isprintable()
    else:
        keeps_its_promises(found, content)
