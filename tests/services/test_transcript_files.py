"""Which files are offered, and what a path half typed may become."""

import os
import threading
from pathlib import Path

import pytest

from mentortui.services import transcript_files as t

VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ada>Hello.\n"


def put(path: Path, text: str, age: float = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (1_000_000 - age, 1_000_000 - age))
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(found: tuple[t.Near, ...]) -> list[str]:
    return [one.name for one in found]


def test_the_newest_comes_first_and_other_files_are_left_out(home: Path) -> None:
    put(home / "in" / "old.vtt", VTT, 50)
    put(home / "in" / "new.srt", "1\n00:00:01,000 --> 00:00:02,000\nhi\n")
    put(home / "in" / "call.txt", "Ada  0:01\nHello there.\n\nGrace  0:05\nHello.\n", 10)
    put(home / "in" / "shopping.txt", "milk\nbread\n")
    put(home / "in" / "package.json", '{"name": "x"}')
    put(home / "in" / "photo.png", "x")
    put(home / "in" / "said.json", '{"segments": [{"start": 1, "end": 2, "speaker": "A", "text": "hi"}]}', 20)
    assert names(t.likely([home / "in"])) == ["~/in/new.srt", "~/in/call.txt", "~/in/said.json", "~/in/old.vtt"]


def test_each_of_our_samples_is_offered() -> None:
    folder = Path(__file__).parents[1] / "data" / "transcripts"
    offered = {Path(one.path).name for one in t.likely([folder])}
    assert offered == {path.name for path in folder.iterdir() if path.suffix in (*t.SURE, *t.PERHAPS)} - {"expected.json"}


def test_a_tool_that_keeps_a_folder_for_each_call_is_known(home: Path) -> None:
    put(home / "Documents" / "Zoom" / "2026-11-25 Grace" / "closed_caption.vtt", VTT)
    assert names(t.likely()) == ["~/Documents/Zoom/2026-11-25 Grace/closed_caption.vtt"]


def test_folders_that_are_not_there_or_may_not_be_read_are_left_out(home: Path) -> None:
    put(home / "here.vtt", VTT)
    assert names(t.likely([home / "no such", home / "here.vtt", home])) == ["here.vtt"]
    assert t.begun("/no/such/folder/x") == ()
    assert t.begun("~nobody-of-this-name/x") == ()
    assert t.begun("\0/x") == ()


def test_a_path_half_typed_goes_on_with_folders_then_files(home: Path) -> None:
    put(home / "calls" / "a.vtt", VTT, 9)
    put(home / "calls" / "B.srt", "1", 1)
    put(home / "calls" / "c.png", "no")
    put(home / "calls" / ".hidden.vtt", VTT)
    put(home / "cat" / "x.vtt", VTT)
    put(home / "clip.vtt", VTT)
    assert names(t.begun("c")) == ["calls/", "cat/", "clip.vtt"]
    assert names(t.begun("calls/")) == ["calls/B.srt", "calls/a.vtt"]
    assert names(t.begun("~/calls/b")) == ["~/calls/B.srt"]
    assert names(t.begun("calls/.h")) == ["calls/.hidden.vtt"]
    assert t.path_of(t.begun("~/calls/b")[0].name) == home / "calls" / "B.srt"


def test_tab_goes_as_far_as_all_of_them_do(home: Path) -> None:
    for name in ("call-1.vtt", "call-2.vtt", "other.vtt"):
        put(home / "d" / name, VTT)
    assert t.completed("d/c", t.begun("d/c")) == "d/call-"
    assert t.completed("d/call-2", t.begun("d/call-2")) == "d/call-2.vtt"
    assert t.completed("d/zz", t.begun("d/zz")) == "d/zz"
    assert t.completed("", t.begun("")) == "d/"


@pytest.mark.parametrize("typed", ["'my call.vtt'", '"my call.vtt"', "my\\ call.vtt", "  my call.vtt "])
def test_what_a_terminal_makes_of_a_file_dropped_on_it_is_understood(home: Path, typed: str) -> None:
    path = put(home / "my call.vtt", VTT)
    assert t.path_of(typed).resolve() == path


def test_a_name_that_is_no_text_can_be_opened_all_the_same(home: Path) -> None:
    raw = os.fsencode(home) + b"/caf\xe9.vtt"
    Path(os.fsdecode(raw)).write_text(VTT)
    (found,) = t.likely([home])
    assert Path(found.path).read_text() == VTT


def test_a_folder_on_a_disk_that_hangs_is_left_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(home / "here" / "a.vtt", VTT)
    put(home / "hangs" / "b.vtt", VTT)
    go_on, scandir = threading.Event(), os.scandir

    def slow(folder: Path) -> object:
        if Path(folder).name == "hangs":
            go_on.wait()
        return scandir(folder)

    monkeypatch.setattr(t, "WITHIN", 0.02)
    monkeypatch.setattr(os, "scandir", slow)
    assert names(t.likely([home / "hangs", home / "here"])) == ["~/here/a.vtt"]
    assert t.begun("hangs/") == ()
    go_on.set()


def test_a_file_that_does_not_answer_is_left_out_and_waited_for_once_in_its_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, opened, real = threading.Event(), list[str](), t._is_one

    def hangs(path: Path) -> bool:
        opened.append(path.name)
        return answers.wait(20) and real(path) if path.parent.name == "far" else real(path)

    monkeypatch.setattr(t, "_is_one", hangs)
    monkeypatch.setattr(t, "WITHIN", 0.2)
    said = "Ada  0:01\nHello there.\n\nGrace  0:05\nHello.\n"
    for number in range(3):
        put(home / "far" / f"{number}.txt", said)
    put(home / "near.txt", said, 10)
    assert names(t.likely([home / "far", home])) == ["near.txt"]
    assert len(opened) == 2
    answers.set()


def test_what_is_typed_whole_comes_before_what_only_begins_so(home: Path) -> None:
    put(home / "call.txt", VTT, 50)
    put(home / "call.txt.vtt", VTT)
    assert names(t.begun("call.txt")) == ["call.txt", "call.txt.vtt"]
