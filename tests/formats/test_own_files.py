"""Whatever lies in the config folder: what is a text file is read, the rest is told at once, with its line."""

import os
from pathlib import Path

import pytest

from mentortui.formats.own_files import NotText, read_text
from mentortui.formats.template_files import read_template, read_templates
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.clocks import MovingClock

WORDS = "[vague]\nsolid work\n"
QUESTIONS = "What would Ada Lovelace ask?\n"
TEMPLATE = 'title = "Mine"\n[[items]]\ntitle = "x"\n'
GOOD = {"templates": ("toml", TEMPLATE), "words": ("txt", WORDS), "questions": ("txt", QUESTIONS)}


def what_is_wrong(path: Path) -> tuple[str, int]:
    with pytest.raises(NotText) as found:
        read_text(path, 100)
    return str(found.value), found.value.line


def odd(folder: Path, end: str, text: str) -> None:
    """All that is no text file, and a good one after it by name."""
    folder.mkdir(parents=True)
    os.mkfifo(folder / f"a-pipe.{end}")
    (folder / f"b-device.{end}").symlink_to("/dev/zero")
    (folder / f"c-folder.{end}").mkdir()
    (folder / f"d-loop.{end}").symlink_to(folder / f"d-loop.{end}")
    (folder / f"e-nowhere.{end}").symlink_to(folder / "gone")
    (folder / f"f-latin.{end}").write_bytes(b"# one\r\n# gr\xfc\xdfe\r\n")
    (folder / f"g-large.{end}").write_bytes(b"# x\n" * 500_000)
    (folder / f"h-good.{end}").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())


def test_a_text_is_read_without_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfa\r\n")
    assert read_text(path, 100) == "a\r\n"


def test_what_is_no_text_is_told_and_nothing_is_waited_for(tmp_path: Path) -> None:
    odd(tmp_path / "x", "txt", "good")
    told = {path.name[0]: what_is_wrong(path) for path in sorted((tmp_path / "x").iterdir()) if path.name[0] != "h"}
    assert told == {
        "a": ("is no file", 0),
        "b": ("is no file", 0),
        "c": ("is a folder", 0),
        "d": ("cannot be read, too many levels of symbolic links", 0),
        "e": ("cannot be read, no such file or directory", 0),
        "f": ("is not UTF-8 text", 2),
        "g": ("is larger than 100 bytes", 0),
    }


@pytest.mark.parametrize("what", GOOD)
def test_of_each_kind_the_good_file_is_used_and_each_other_is_told_once(tmp_path: Path, what: str) -> None:
    end, text = GOOD[what]
    odd(tmp_path / "config" / what, end, text)
    desk = Desk(Store(tmp_path / "data"), MovingClock(), config=tmp_path / "config")
    if what == "templates":
        found, told = desk.preparing.templates()
        assert "Mine" in [template.title for template in found]
    elif what == "words":
        assert [hint.kind for hint in desk.feedback.hints.of("solid work")] == ["vague"]
        told = tuple(desk.store.notices)
    else:
        assert desk.questions.bank().questions[0].text == QUESTIONS.strip()
        told = tuple(desk.store.notices)
    assert [Path(sentence.split(": ")[0].split(",")[0]).name[0] for sentence in told] == list("abcdefg")
    assert "line 2" in told[5]


@pytest.mark.parametrize("wrong", ['["a"]', "{a = 1}", "1", "2020-01-01"])
def test_a_kind_that_is_no_word_is_told(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "mine.toml").write_text(f'title = "x"\nkind = {wrong}\n')
    (told,) = read_templates(tmp_path)[1]
    assert "mine.toml, line 2: kind is “" in told


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('# a\u2028b\x85c\ntitle = "x"\nminutes = 0\n', "utf-8")
    (told,) = read_templates(tmp_path)[1]
    assert "mine.toml, line 3: minutes" in told
    (tmp_path / "mine.toml").write_text(TEMPLATE)
    assert read_template(tmp_path / "mine.toml").title == "Mine"
