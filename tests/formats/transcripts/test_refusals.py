"""A file that is no transcript is told by what it is, in one line, with what to do; nothing else of it is read."""

import gzip
import io
import sqlite3
import zipfile
from pathlib import Path

import pytest

from mentortui.formats.transcripts import found, json_stream
from mentortui.formats.transcripts.found import Unreadable
from mentortui.formats.transcripts.reading import read_transcript
from mentortui.formats.transcripts.recognise import formats
from tests.formats.transcripts.reading import of, written

REPOSITORY = Path(__file__).parents[3]
UNKNOWN = "is no transcript we know; WebVTT, SRT, SBV, RTTM, JSON and texts with names and times can be read"
NO_TEXT = "is no text, or none in UTF-8; a transcript is text, with names and times"
NO_WORDS = "has names and times, and no words; export it with what was said"
SOUND = "is a recording of sound or film; have it transcribed and import the transcript"
IMAGE = "is an image; a transcript is text, with names and times"
PACKED = "is packed; unpack it and name the transcript that is in it"


def _zip(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name in names:
            file.writestr(name, "Ada (0:01): So.\nGrace (0:02): Yes.\n")
    return held.getvalue()


FILES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty; nothing was taken from it"),
    "blanks": (b" \n\t\r\n \n", "holds blanks alone; nothing was taken from it"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "is a PDF; export it as WebVTT, SRT or text"),
    "docx": (
        _zip("[Content_Types].xml", "_rels/.rels", "word/document.xml"),
        "is a Word document; save it as plain text (.txt) and import that",
    ),
    "odt": (
        _zip("mimetype").replace(b"Ada (0:01): So.\n", b"application/vnd.oasis.opendocument.text"),
        "is a document of an office; save it as plain text (.txt) and import that",
    ),
    "doc": (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
        "is a document of an office; save it as plain text (.txt) and import that",
    ),
    "rtf": (b"{\\rtf1\\ansi Ada (0:01): So.}", "is a document in RTF; save it as plain text (.txt) and import that"),
    "zip": (_zip("a.txt"), PACKED),
    "an empty zip": (_zip(), PACKED),
    "gzip": (gzip.compress(b"WEBVTT\n\n00:01.000 --> 00:02.000\nAda: So."), PACKED),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(50), PACKED),
    "xz": (b"\xfd7zXZ\x00\x00\x04", PACKED),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", IMAGE),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", IMAGE),
    "gif": (b"GIF89a\x01\x00\x01\x00", IMAGE),
    "webp": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", IMAGE),
    "wav": (b"RIFF\x24\x80\x00\x00WAVEfmt \x10\x00\x00\x00", SOUND),
    "mp3": (b"ID3\x04\x00\x00\x00\x00\x00\x22TSSE", SOUND),
    "mp3 without a tag": (b"\xff\xfb\x90\x64\x00\x0f\xf0\x00", SOUND),
    "mp4": (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", SOUND),
    "m4a": (b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00", SOUND),
    "ogg": (b"OggS\x00\x02" + bytes(20), SOUND),
    "flac": (b"fLaC\x00\x00\x00\x22", SOUND),
    "webm": (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01", SOUND),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(200) + b"Ada (0:01): So.\nGrace (0:02): Yes.\n", NO_TEXT),
    "a program with a talk in it": (
        b"\x7fELF" + bytes(20) + b"\n" + b"".join(b"Ada (0:0%d): So it goes.\n" % n for n in range(9)),
        NO_TEXT,
    ),
    "Latin-1": ("Füße über Straßen, Märchen für Käthe äöü".encode("latin-1"), NO_TEXT),
    "UTF-16 without its mark": (
        "Ada (0:01): So.\nGrace (0:02): Yes.\n".encode("utf-16-le"),
        "is in UTF-16 without the mark that says so; save it as UTF-8",
    ),
    "a table": (
        b"speaker,start,end,text\nAda,0,1,So.\nGrace,1,2,Yes.\n",
        "is a table, such as CSV; export it as WebVTT, SRT or text",
    ),
    "a table with tabs": (
        b"speaker\tstart\tend\nAda\t0\t1\nGrace\t1\t2\n",
        "is a table, such as CSV; export it as WebVTT, SRT or text",
    ),
    "a page": (
        b"<!DOCTYPE html>\n<html><body><p>So.</p></body></html>",
        "is HTML or XML without speakers and times as podcasts publish them; export it as WebVTT, SRT or text",
    ),
    "TTML": (
        b'<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml"><body/></tt>',
        "has captions in a form that is not read here; export it as WebVTT or SRT",
    ),
    "SSA": (b"[Script Info]\nTitle: x\n", "has captions in a form that is not read here; export it as WebVTT or SRT"),
    "times with arrows": (
        b"00:00:01;12 --> 00:00:02;00\nSo.\n",
        "has times with arrows, and neither begins with WEBVTT nor is SRT; export it again",
    ),
    "names without times": (
        b"Ada: So.\nGrace: Yes.\nAda: Go on.\nGrace: I do.\n",
        "has names, it seems, and no times; export it with times, as text, WebVTT or SRT",
    ),
    "times without names": (
        b"0:01\nso\n0:05\nand on\n0:09\nand on\n",
        "has times and no names; export it with the speakers' names",
    ),
    "JSON": (b'{"name": "mentortui"}', "is JSON without segments that have times; export it as WebVTT or SRT"),
    "a chat": (
        b"15:02:21\t From Ada Lovelace to Everyone : So\n15:02:27\t From Grace to Everyone : Yes\n",
        "is the chat of a call; import the transcript of what was said",
    ),
    "a log": (b"10:05:23 INFO: begun\n10:05:24 ERROR: Ada not there\n10:05:25 INFO: over\n", UNKNOWN),
    "chapters": (b"0:00 - Beginning\n1:20 - Release\n4:00 - Tests\n", NO_WORDS),
    "chapters in HTML": (b"<cite>Ada</cite><time>0:00</time><cite>Kofi</cite><time>0:20</time>", NO_WORDS),
    "names alone, of Meet": (b"Transcript\n00:00\nAda:\nGrace:\n", NO_WORDS),
    "a readme": ((REPOSITORY / "README.md").read_bytes(), UNKNOWN),
    "prose": (b"We met at 10:30, and at 11:15 again.\n\nNote: it was late.\n", UNKNOWN),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_transcript_is_told_by_what_it_is(kind: str, tmp_path: Path) -> None:
    content, says = FILES[kind]
    with pytest.raises(Unreadable) as refused:
        read_transcript(written(tmp_path, content))
    assert refused.value.told("a file") == f"a file {says}."


def test_a_database_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with sqlite3.connect(path) as file:
        file.execute("create table a (b text)")
    file.close()
    with pytest.raises(Unreadable, match="is a database"):
        read_transcript(path)


@pytest.mark.parametrize("path", [*(REPOSITORY / "docs").glob("*.md"), *REPOSITORY.glob("*.*")], ids=lambda path: path.name)
def test_no_page_of_ours_is_taken_for_a_transcript(path: Path) -> None:
    if path.is_file():
        with pytest.raises(Unreadable):
            read_transcript(path)


def test_zeros_in_webvtt_are_its_own_affair(tmp_path: Path) -> None:
    assert of(tmp_path, b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"\0" * 40) == [(1, 2, "", "\ufffd" * 40)]


def test_the_docs_name_the_limits_that_there_are() -> None:
    page = (REPOSITORY / "docs" / "transcripts.md").read_text("utf-8")
    limits = {
        "bytes": f"{found.MOST_BYTES // 1_000_000} MB,",
        "cues": f"{found.MOST_CUES:,};",
        "one line, one cue": f"{found.MOST_LINE:,} characters",
        "names": f"{found.MOST_NAMES:,} different ones; of each the first {found.MOST_NAME} characters",
        "JSON": f"{json_stream.DEEPEST} brackets within one another, {json_stream.MOST_SEGMENT:,} characters a segment",
        "time": f"a cue past {found.MOST_TIME // 3_600_000_000} hours",
    }
    assert found.MOST_TEXT == found.MOST_LINE
    assert [row for row, said in limits.items() if f"| {row} | {said}" not in page] == []
    assert [format.name for format in formats() if format.name not in page] == []
