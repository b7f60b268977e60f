"""The corpus leaves by every export and the command line: it is shown, it does nothing, and what is private stays."""

import ast
import csv
import inspect
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from mentortui.cli import command
from mentortui.core.page import to_hand_out
from mentortui.core.text import visible, width
from mentortui.formats.markdown import message, to_markdown, to_text
from mentortui.services import exports
from mentortui.services.archive import Archive
from mentortui.services.calendar_file import write_calendar
from mentortui.services.desk import Desk
from mentortui.services.exports import FILE_HINT, FORMS
from mentortui.services.pages import Pages
from mentortui.services.review import FORMS as REVIEWS
from mentortui.services.review import Reviews, review_text
from mentortui.services.trends import FORMS as TRENDS
from mentortui.store.store import Store
from tests.formats.test_html import ALLOWED, GIVEN, Reader
from tests.formats.test_tables import starts
from tests.hostile.corpus import NAME, SHORT
from tests.hostile.filling import hostile_store
from tests.screens.stage import StillClock

csv.field_size_limit(1_000_000)
SENTINEL = "zqxjk only mine"
LISTS = (".csv", ".json")
"""The forms of a list of sessions."""
PARTS_OF_A_CALENDAR = ("VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT")


@pytest.fixture(scope="module", params=["words", "codes", "names"])
def stored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp(request.param)
    texts = (NAME, *SHORT[:20]) if request.param == "names" else SHORT
    return folder, hostile_store(folder, StillClock(), texts=texts, codes=request.param == "codes")


def exported(folder: Path, slug: str, ending: str, to: Path) -> str:
    store = Store(folder)
    archive = Archive(store, StillClock(), Pages(store, StillClock()))
    last = store.sessions(slug)[-1].id
    name = archive.file_name(slug, last)
    assert visible(name) == name
    assert "/" not in name
    archive.export(slug, last, str(to / (name.removesuffix(".md") + ending)))
    (written,) = to.iterdir()
    assert written.stat().st_mode & 0o777 == 0o600
    return written.read_bytes().decode("utf-8")


def endings(tree: ast.AST) -> set[str]:
    """The endings that some code looks for."""
    found = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {text for text in found if re.fullmatch(r"\.\w+", text)}


def test_every_form_of_export_is_listed() -> None:
    """Each of FORMS goes through these tests. Nothing but the cases of one `match` may ask for an ending."""
    tree = ast.parse(inspect.getsource(exports))
    defined = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert {*defined} == {"handed_out", "write_session", "session_text", "write_list", "write_trends", "_ending"}
    assert endings(defined["session_text"]) == {*FORMS} - {".md"}  # which is what is written where no case fits
    assert endings(defined["write_list"]) == {*LISTS}
    assert endings(defined["write_trends"]) == {*TRENDS}
    assert endings(tree) == {*FORMS}
    assert {word for word in FILE_HINT.split() if word.startswith(".")} == {*FORMS} - {".htm"}
    for name in ("session_text", "write_list", "write_trends"):
        body = [node for node in defined[name].body if not isinstance(node, ast.Expr | ast.ImportFrom)]
        assert [type(node) for node in body] == [ast.Match], name
        cases = [case for node in body if isinstance(node, ast.Match) for case in node.cases]
        assert [case.guard for case in cases if case.guard] == []
        assert [ast.unparse(case.pattern) for case in cases][-1] == "_"
        assert not any(isinstance(node, ast.If | ast.IfExp | ast.Match) for case in cases for node in ast.walk(case)), name


def test_nothing_else_hands_out_files() -> None:
    package = Path(exports.__file__).parent.parent
    found = {path.name for path in package.rglob("*.py") if "write_out" in path.read_text("utf-8")}
    assert found == {"exports.py", "outgoing.py", "review.py", "closing.py", "calendar_file.py"}


@pytest.mark.parametrize("ending", REVIEWS)
def test_a_review_in_each_form_is_plain_text_that_does_nothing(stored: tuple[Path, str], ending: str) -> None:
    reviews = Reviews(Store(stored[0]), StillClock())
    text = review_text(ending, reviews.read(stored[1], reviews.period(stored[1], "all")))
    assert len(text.split("\n")) > 20
    assert all(char.isprintable() or char == "\n" for char in text) if ending == ".json" else visible_in_rows(text)
    match ending:
        case ".json":
            json.loads(text)
        case ".html":
            found = Reader(text)
            assert set(found.tags) <= ALLOWED
            assert found.attributes <= GIVEN
            assert found.odd == []
        case _:
            does_nothing(text)


def test_the_closing_page_and_the_calendar_are_plain_text_that_does_nothing(stored: tuple[Path, str], tmp_path: Path) -> None:
    shutil.copytree(stored[0], tmp_path / "data")
    desk, slug = Desk(Store(tmp_path / "data"), StillClock(), system_zone="UTC"), stored[1]
    desk.closing.write(slug, str(tmp_path / "closing.md"))
    text = (tmp_path / "closing.md").read_bytes().decode("utf-8")
    assert visible_in_rows(text)
    does_nothing(text)
    desk.calendars.set_cadence(slug, "session", "every 2 weeks thu 15:00")
    write_calendar(str(tmp_path / "all.ics"), desk.calendars.calendar(slug))
    rows = (tmp_path / "all.ics").read_bytes().decode("utf-8").split("\r\n")
    assert [row for row in rows if visible(row) != row] == []
    assert {row.partition(":")[2] for row in rows if row.startswith("BEGIN")} <= {*PARTS_OF_A_CALENDAR}


def visible_in_rows(text: str) -> bool:
    return [row for row in text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n") if visible(row) != row] == []


@pytest.mark.parametrize("ending", LISTS)
def test_a_list_of_sessions_in_each_form_is_plain_text_that_does_nothing(
    stored: tuple[Path, str], tmp_path: Path, ending: str
) -> None:
    told(stored[0], "list", "--to", str(tmp_path / f"all{ending}"))
    text = (tmp_path / f"all{ending}").read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    if ending == ".json":
        assert all(char.isprintable() or char == "\n" for char in text)
        assert len(json.loads(text)["sessions"]) >= 3
        return
    assert [row for row in text.split("\n") if visible(row) != row] == []
    for between in (",", ";", "\t"):
        for row in csv.reader(text.split("\n"), delimiter=between):
            assert [cell for cell in row if starts(cell) and cell.lstrip()[0] != "'"] == []


@pytest.mark.parametrize("ending", TRENDS)
def test_trends_in_each_form_are_plain_text_that_does_nothing(stored: tuple[Path, str], tmp_path: Path, ending: str) -> None:
    told(stored[0], "trends", "--to", str(tmp_path / f"trends{ending}"))
    text = (tmp_path / f"trends{ending}").read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    assert SENTINEL not in text
    if ending == ".json":
        assert all(char.isprintable() or char == "\n" for char in text)
        assert json.loads(text)["trends"][0]["sessions"] == 3
        return
    assert [row for row in text.split("\n") if visible(row) != row] == []
    if ending == ".csv":
        for between in (",", ";", "\t"):
            for row in csv.reader(text.split("\n"), delimiter=between):
                assert [cell for cell in row if starts(cell) and cell.lstrip()[0] != "'"] == []
        assert {len(row) for row in csv.reader(io.StringIO(text))} == {27}
        return
    assert "table_open" in does_nothing(text)
    tables = [line for line in text.split("\n") if line.startswith("|")]
    assert {row.replace("\\|", "").count("|") for row in tables} <= {5, 6, 7, 10}  # no cell ends before it should


@pytest.mark.parametrize("ending", FORMS)
def test_each_form_is_plain_text_that_does_nothing(stored: tuple[Path, str], tmp_path: Path, ending: str) -> None:
    text = exported(*stored, ending, tmp_path)
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if ending != ".json":
        assert [row for row in rows if visible(row) != row] == []
    else:
        assert all(char.isprintable() or char == "\n" for char in text)
    match ending:
        case ".json":
            shown = json.loads(text)["session"]
            store = Store(stored[0])
            living = {one.id: one.capture.text for one in store.living(stored[1])}
            captures = [one for one in shown["captures"] if one["id"] in living]
            assert captures
            assert [one["text"] for one in captures] == [living[one["id"]] for one in captures]
        case ".csv":
            for between in (",", ";", "\t"):
                for row in csv.reader(rows[:-1], delimiter=between):
                    assert [cell for cell in row if starts(cell) and cell.lstrip()[0] != "'"] == []
            table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
            assert {len(row) for row in table} == {len(table[0])}
        case ".html" | ".htm":
            found = Reader(text)
            assert set(found.tags) <= ALLOWED
            assert found.attributes <= GIVEN
            assert found.odd == []
        case _:
            assert "table_open" not in does_nothing(text)


def does_nothing(text: str) -> set[str]:
    """What the Markdown of a text is made of."""
    from markdown_it import MarkdownIt

    kinds = {token.type for block in MarkdownIt("gfm-like").parse(text) for token in (block, *(block.children or ()))}
    assert not kinds & {"link_open", "image", "html_block", "html_inline", "fence", "code_block", "code_inline"}
    return kinds


def test_no_form_carries_what_is_private_or_not_given_yet(tmp_path: Path) -> None:
    from mentortui.core.capture import Capture
    from mentortui.core.records import Caught, Living, PrivateNote
    from tests.screens.summary_app import store_a_session

    store = Store(tmp_path / "data")
    slug = store_a_session(store, "usual")
    for id, more in (("w", {"later": True}), ("n", {"better": True})):
        words = dict.fromkeys(("text", "where", "effect", "when"), SENTINEL)
        step = {"step": SENTINEL} if id == "w" else {}
        capture = Capture(id=id, kind="feedback", who="grace", **words, **step, **more)  # type: ignore[arg-type]
        store.save_living(slug, Living(id=id, capture=capture, session="s", note=SENTINEL, outcome=SENTINEL))
    twice = Capture(id="c1", kind="note", text=SENTINEL)  # became private, and its old place was not tidied yet
    store.save_living(slug, Living(id="c1", capture=twice, session="s"))
    for id in ("c1", "p"):
        store.save_private(
            slug, PrivateNote(id=id, session="s", caught=Caught(capture=Capture(id=id, kind="private", text=SENTINEL), at=0))
        )
    archive = Archive(store, StillClock(), Pages(store, StillClock()))
    for number, ending in enumerate((*FORMS, ".txt", "")):
        archive.export(slug, "s", str(tmp_path / f"{number}{ending}"))
        archive.export(slug, "s", str(tmp_path / f"private {number}{ending}"), private=True)
        assert SENTINEL not in (tmp_path / f"{number}{ending}").read_text("utf-8")
        assert SENTINEL in (tmp_path / f"private {number}{ending}").read_text("utf-8")
    pages = Pages(store, StillClock())
    for for_other in (False, True):
        page = to_hand_out(pages.page_of(slug, "s", for_other))
        assert SENTINEL not in to_markdown(page) + to_text(page)
    assert SENTINEL not in message(pages.page_of(slug, "s", True))
    assert SENTINEL not in pages.thanks(slug, "s")
    store.save_living(slug, Living(id="n", capture=Capture(id="n", kind="feedback"), session="s", removed=True))
    for words_ in (["list"], ["list", "--json"], ["show", "s", "--json"], ["status"]):
        assert SENTINEL not in told(tmp_path / "data", *words_)


def told(folder: Path, *words: str) -> str:
    done = CliRunner().invoke(command, ["--data-dir", str(folder), *words], standalone_mode=False)
    return done.output


def test_the_command_line_prints_no_command_and_keeps_its_columns(stored: tuple[Path, str], tmp_path: Path) -> None:
    shutil.copytree(stored[0], tmp_path, dirs_exist_ok=True)
    heads, *rows = told(tmp_path, "list").splitlines()
    at = heads.index("session")
    assert len(rows) >= 3
    for row in rows:
        before = next(n for n in range(len(row)) if width(row[:n]) == at)
        assert row[before:].startswith(("regular", "first", "Session", "session")) or "codes" in stored[0].name
    for words in (["list"], ["show", "last"], ["show", "last", "--private"], ["status"], ["show", SHORT[0]], ["show", NAME]):
        for row in told(tmp_path, *words).splitlines():
            assert visible(row) == row
    for words in (["list", "--json"], ["show", "last", "--json"], ["show", "last", "--json", "--private"]):
        out = told(tmp_path, *words)
        assert all(char.isprintable() or char == "\n" for char in out)
        json.loads(out)


def test_what_is_copied_is_visible_text(stored: tuple[Path, str]) -> None:
    store = Store(stored[0])
    pages, last = Pages(store, StillClock()), store.sessions(stored[1])[-1].id
    for for_other in (False, True):
        page = pages.page_of(stored[1], last, for_other)
        for text in (message(page), to_markdown(to_hand_out(page)), to_text(page)):
            assert [row for row in text.split("\n") if visible(row) != row] == []
        assert len(message(page).splitlines()) < 12
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", pages.thanks(stored[1], last))
