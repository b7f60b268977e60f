"""What no transcript is: enormous, endless, nested. Each gives one line, is not held in memory, and can be cancelled."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from mentortui.formats.transcripts import reading as reading_module
from mentortui.formats.transcripts import source as source_module
from mentortui.formats.transcripts.found import MOST_CUES, MOST_NAME, Cancelled, Unreadable
from mentortui.formats.transcripts.reading import read_transcript
from mentortui.formats.transcripts.source import CHUNK, Source, size_words
from tests.formats.transcripts.reading import read, written
from tests.test_cli import Shell, shell
from tests.test_cli_import import known, stored

__all__ = ["known", "shell"]  # the fixtures

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nAda: so\n\n"
SRT = "1\n00:00:01,000 --> 00:00:02,000\nAda: so\n\n"
SBV = "0:00:01.000,0:00:02.000\nAda: so\n\n"
RTTM = "SPEAKER call 1 0 1 <NA> <NA> ada\n"
JSON = '{"segments": [{"start": 0, "end": 1, "speaker": "Ada", "text": "so"}'
TURNS = "Ada (0:01): so\nGrace (0:02): so\n"
MEET = "# Transcript\n### 00:00:00\nAda: so\nGrace: so\n"
HTML = "<cite>Ada:</cite> <time>0:00</time><p>so</p>\n"

TOO_MANY = MOST_CUES + 10
REFUSED: dict[str, tuple[Callable[[], str], str]] = {
    "WebVTT, a million cues": (
        lambda: "WEBVTT\n\n" + "00:01.000 --> 00:02.000\n\n" * TOO_MANY,
        "line 200003 begins cue 100,001; a transcript has at most 100,000",
    ),
    "RTTM, a million segments": (lambda: RTTM * TOO_MANY, "line 100001 begins cue 100,001; a transcript has at most 100,000"),
    "Meet, a million turns": (
        lambda: MEET + "Ada: so\n" * TOO_MANY,
        "line 100003 has more than 100,000 turns; a transcript has fewer",
    ),
    "JSON, a million segments": (
        lambda: JSON + ',{"start":1,"end":2}' * TOO_MANY + "]}",
        "line 1 begins segment 100,001; a transcript has at most 100,000",
    ),
    "WebVTT, ten megabytes in a line": (
        lambda: VTT + "00:03.000 --> 00:04.000\n" + "x" * 10_000_000,
        "line 7 is longer than 1,000,000 characters; a transcript has no such line",
    ),
    "WebVTT, ten megabytes in a cue": (
        lambda: VTT + "00:03.000 --> 00:04.000\n" + ("x" * 1_000 + "\n") * 10_000,
        "line 6 begins a cue of more than 1,000,000 characters; a transcript has none",
    ),
    "SRT, ten megabytes in a cue": (
        lambda: SRT + "00:00:03,000 --> 00:00:04,000\n" + ("x" * 1_000 + "\n") * 10_000,
        "line 5 begins a cue of more than 1,000,000 characters; a transcript has none",
    ),
    "SBV, ten megabytes in a cue": (
        lambda: SBV + "0:00:03.000,0:00:04.000\n" + ("x" * 1_000 + "\n") * 10_000,
        "line 4 begins a cue of more than 1,000,000 characters; a transcript has none",
    ),
    "JSON, ten megabytes in a text": (
        lambda: JSON + ',\n{"start":1,"end":2,"text":"' + "x" * 10_000_000 + '"}]}',
        "line 2 has a text longer than 1,000,000 characters; a transcript has none",
    ),
    "HTML, ten megabytes in a tag": (
        lambda: HTML + "<p " + ("x" * 1_000 + "\n") * 10_000,
        "line 2 begins a tag longer than 100,000 characters; a transcript has none",
    ),
    "texts, ten megabytes in a line": (
        lambda: TURNS + "x" * 10_000_000,
        "line 3 is longer than 1,000,000 characters; a transcript has no such line",
    ),
    "JSON, deeply nested": (
        lambda: JSON + ',\n{"words": ' + "[" * 1_000_000,
        "line 2 is deeper than 100 brackets within one another; a transcript is not",
    ),
    "JSON, cut short": (lambda: JSON + ',\n{"start": 1', "line 2 is no whole JSON; it may be cut short, export it again"),
    "a thousand names": (
        lambda: "WEBVTT\n\n" + "".join(f"00:01.000 --> 00:02.000\nNo {number}: so\n\n" for number in range(1_002)),
        "line 3003 names one more than 1,000 speakers; a transcript has fewer",
    ),
    "WebVTT, no cue whole": (
        lambda: "WEBVTT\n\n-00:01.000 --> NaN\nAda: so\n",
        "holds no cue that can be read, as WebVTT (line 3: its times cannot be read); look whether it is the right file",
    ),
    "nothing but control characters": (lambda: "\x1b[2J\x07\x08" * 500, "is no "),
    "zeros": (lambda: "\0" * 1_000, "is no "),
    "nothing": (lambda: "", "is empty; nothing was taken from it"),
}


SLOW = ("JSON, a million segments", "Meet, a million turns")


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=[pytest.mark.long] if kind in SLOW else []) for kind in REFUSED])
def test_what_no_transcript_is_gives_one_line_and_stores_nothing(kind: str, known: Shell, tmp_path: Path) -> None:
    content, says = REFUSED[kind]
    path = written(tmp_path, content())
    before = stored(known.data)
    told = known("import", str(path))
    assert (told.code, told.out) == (1, "")
    (line,) = told.err.splitlines()
    assert line.startswith(f"mentortui: {path}{':' if says.startswith('line') else ''} {says}")
    assert line.endswith(".")
    assert stored(known.data) == before


def test_a_file_of_a_gigabyte_is_refused_by_its_size_and_not_read(
    known: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "call.vtt"
    path.write_text(VTT)
    os.truncate(path, 1_000_000_000)

    def read_it(*_: object) -> bytes:
        raise AssertionError("it was read")

    monkeypatch.setattr(source_module.os, "pread", read_it)
    told = known("import", str(path))
    assert (told.code, told.out) == (1, "")
    assert told.err == f"mentortui: {path} has 1 GB; a transcript has at most 256 MB.\n"


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "MOST_BYTES", 2 * CHUNK)
    path = written(tmp_path, VTT)

    def grow(done: int, _: int) -> None:
        with path.open("ab") as file:
            file.write(b"x\n" * CHUNK)

    with pytest.raises(Unreadable, match="grows while it is read"):
        read_transcript(path, progress=grow)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (Path.mkdir, "is not a file; name the file of a transcript"),
        (os.mkfifo, "is not a file; name the file of a transcript"),
        (lambda path: path.symlink_to("/dev/zero"), "is not a file; name the file of a transcript"),
        (lambda path: path.symlink_to(path), "cannot be opened"),
        (lambda path: None, "cannot be opened, no such file or directory"),
    ],
    ids=["a folder", "a pipe", "a device", "a link to itself", "nothing"],
)
def test_what_is_no_file_is_not_waited_for(make: Callable[[Path], object], says: str, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m"
    make(path)
    with pytest.raises(Unreadable) as refused:
        read_transcript(path)
    assert refused.value.told(str(path)).startswith(f"{tmp_path}/a\u241b[31m {says}")


def test_a_disk_that_fails_midway_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    path = written(tmp_path, VTT)
    monkeypatch.setattr(source_module.os, "read", fails)
    with pytest.raises(Unreadable, match="cannot be read, input/output error; copy it to another place and try again"):
        read_transcript(path)


@pytest.mark.parametrize("content", [VTT, SRT, SBV, RTTM, JSON + "]}", TURNS, MEET, HTML], ids=lambda text: text[:6].strip())
def test_whatever_is_read_tells_its_progress_and_stops_when_asked(content: str, tmp_path: Path) -> None:
    """Asked before each 64 kB: some milliseconds. The file is let go of."""
    line = " " * 999 if content == JSON + "]}" else "Ada: " + "x" * 994
    padding = f"{line}\n" * (5 * CHUNK // 1_000)
    path = written(tmp_path, content + padding)
    seen: list[tuple[int, int]] = []
    assert read_transcript(path, progress=lambda done, all: seen.append((done, all))).transcript.cues
    size = path.stat().st_size
    assert [done for done, _ in seen] == [*range(CHUNK, size, CHUNK), size]
    assert {all for _, all in seen} == {size}
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(len(open_files()))
        return len(asked) == 3

    before = open_files()
    with pytest.raises(Cancelled):
        read_transcript(path, cancelled=cancelled)
    assert len(asked) == 3
    assert open_files() == before


@pytest.mark.parametrize("char", [" ", "<", "#", "*", "-->", "1", ":", "&", "A "])
def test_a_line_of_one_sign_costs_its_length_in_any_format(char: str, tmp_path: Path) -> None:
    """Where a pattern goes back and forth it takes minutes or hours: this test then ends at its time limit."""
    line = char * (600_000 // len(char)) + "x"
    for content in (VTT, SRT, SBV, RTTM, TURNS, MEET, HTML):
        assert read(tmp_path, f"{content}\n{line}\n\n{content}").cues


def open_files() -> list[str]:
    folder = Path("/proc/self/fd")
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_words_past_what_memory_is_given_to_are_counted_and_not_kept(
    known: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_module, "MOST_KEPT", 1_000_000)
    words = ("o" * 2_999 + " ") * 100
    count = 1_000_000 // len(words) + 3
    text = "WEBVTT\n\n" + "".join(
        f"{n // 60:02}:{n % 60:02}.000 --> {n // 60:02}:{n % 60:02}.900\nAda: {words}\n\n" for n in range(count)
    )
    found = read_transcript(written(tmp_path, text))
    kept = [bool(cue.text) for cue in found.transcript.cues]
    assert kept == sorted(kept, reverse=True)
    assert sum(map(sys.getsizeof, (cue.text for cue in found.transcript.cues if cue.text))) <= 1_000_000
    assert found.wordless == kept.count(False) > 0
    assert {cue.words for cue in found.transcript.cues} == {100}
    told = known("import", str(written(tmp_path, text)), "--words")
    assert f"the words of {found.wordless} cues not kept: they are too many" in told.out.splitlines()


def test_without_words_no_cue_has_any_and_none_is_missed(tmp_path: Path) -> None:
    found = read_transcript(written(tmp_path, VTT), keep_words=False)
    assert [(cue.text, cue.words) for cue in found.transcript.cues] == [("", 1)]
    assert found.wordless == 0


def test_of_an_endless_name_the_beginning_counts(tmp_path: Path) -> None:
    found = read(tmp_path, VTT + f"00:03.000 --> 00:04.000\n<v {'Ada' * 100_000}>so\n")
    assert [len(name) for name in found.names] == [3, MOST_NAME]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le with a mark", "utf-16-be with a mark"])
def test_lines_come_out_whole_wherever_the_pieces_of_a_file_end(
    end: str, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["", "é", "👩‍🚀 x", "", "", "\u2028\x85\x0b", "end", ""]
    codec, _, mark = encoding.partition(" ")
    data = (("\ufeff" if mark else "") + end.join(lines)).encode(codec)
    path = written(tmp_path, data)
    for chunk in range(1, len(data) + 1):
        monkeypatch.setattr(source_module, "CHUNK", max(chunk, 2))
        source = Source(path)
        assert list(source.lines()) == lines[:-1]
        assert (source.digest, source.replaced) == (sha256(data).hexdigest(), 0)
        source.close()


@pytest.mark.parametrize(
    ("content", "lines", "replaced"),
    [
        (b"a\xffb\n", ["a\ufffdb"], 1),
        (b"a\0b\0\n", ["a\ufffdb\ufffd"], 2),
        (b"a\r", ["a"], 0),
        (b"a\r\r\nb", ["a", "", "b"], 0),
        (b"a\xe2\x82", ["a\ufffd"], 1),
        ("a\ud83d".encode("utf-16-le", "surrogatepass").join((b"\xff\xfe", b"")), ["a\ufffd"], 1),
    ],
)
def test_bytes_that_are_no_text_are_counted_and_shown_as_such(
    content: bytes, lines: list[str], replaced: int, tmp_path: Path
) -> None:
    source = Source(written(tmp_path, content))
    assert list(source.lines()) == lines
    assert source.replaced == replaced
    source.close()


@pytest.mark.parametrize(
    ("size", "words"), [(999, "999 bytes"), (1_000, "1 kB"), (256_000_000, "256 MB"), (1_234_567_890, "1.2 GB")]
)
def test_sizes_are_told_in_words(size: int, words: str) -> None:
    assert size_words(size) == words


MEGABYTES = 100
MOST_MEMORY = 300


def _cues(kind: str, count: int) -> Iterator[str]:
    words = "word " * (MEGABYTES * 1_000_000 // count // 5 - 10)
    yield {"WebVTT": "WEBVTT\n\n", "JSON": '{"segments":[', "Meet": "# Transcript\n### 00:00:00\n"}.get(kind, "")
    for number in range(count):
        name, at = ("Ada", "Grace", "Kofi", "Linus")[number % 4], number * 5
        clock = f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}"
        times = f"{clock}.000", f"{clock}.900"
        match kind:
            case "WebVTT":
                yield f"{times[0]} --> {times[1]}\n{name}: {words}\n\n"
            case "SRT":
                yield f"{number}\n{times[0]} --> {times[1]}\n{name}: {words}\n\n".replace(".", ",")
            case "SBV":
                yield f"{times[0]},{times[1]}\n{name}: {words}\n\n"
            case "RTTM":
                yield f"SPEAKER call 1 {at} 4 <NA> <NA> {name} <NA> {words.replace(' ', '')}\n"
            case "JSON":
                yield f'{"," * (number > 0)}{{"start":{at},"end":{at + 4},"speaker":"{name}","text":"{words}"}}'
            case "texts":
                yield f"{name} ({clock}): {words}\n"
            case "Meet":
                yield f"{name}: {words}\n"
            case "HTML":
                yield f"<cite>{name}:</cite> <time>{clock}</time>\n<p>{words}</p>\n"
    yield "]}" if kind == "JSON" else ""


_MEASURED = """
import os, pathlib, resource, sys
from mentortui.cli import main
code = 1
try:
    main()
except SystemExit as error:
    code = error.code
status = pathlib.Path("/proc/self/status")
if status.exists():
    kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
else:
    kilobytes = str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000)
pathlib.Path(os.environ["MEASURED"]).write_text(kilobytes)
sys.exit(code)
"""
"""The program, and what it took by itself: what the kernel counts of a child begins with the memory of whoever started it."""


def _imported(kind: str, count: int, known: Shell, tmp_path: Path) -> tuple[int, int]:
    """Exit code and megabytes of memory of a program that imports a file of a hundred megabytes with its words and figures."""
    path = tmp_path / "call"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_cues(kind, count))
    assert path.stat().st_size > 0.9 * MEGABYTES * 1_000_000
    command = (
        sys.executable,
        "-c",
        _MEASURED,
        "--data-dir",
        str(known.data),
        "import",
        str(path),
        "--words",
        "--as",
        "*=guest",
    )
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "MEASURED": str(tmp_path / "kilobytes")}
    done = subprocess.run((*command, "--when", "2026-01-05 10:00"), env=env, check=False)
    return done.returncode, int((tmp_path / "kilobytes").read_text()) // 1_000


def test_a_transcript_of_a_hundred_megabytes_is_imported_in_less_than_three_hundred(
    known: Shell, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    code, megabytes = _imported("WebVTT", 5_000, known, tmp_path)
    assert code == 0
    assert megabytes < MOST_MEMORY
    record_property("told", f"importing 100 MB of WebVTT, with words and figures: {megabytes} MB of memory")


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["WebVTT", "SRT", "SBV", "RTTM", "JSON", "texts", "Meet", "HTML"])
def test_so_is_one_of_any_format_with_as_many_cues_as_there_may_be(
    kind: str, known: Shell, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    code, megabytes = _imported(kind, MOST_CUES - 10, known, tmp_path)
    assert code == 0
    assert megabytes < MOST_MEMORY
    record_property("told", f"importing 100 MB of {kind}, {MOST_CUES - 10:,} cues: {megabytes} MB of memory")
