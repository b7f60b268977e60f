"""Summary by keyboard: read, walked, mended, handed on."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from mentortui.screens.ask import AskScreen
from mentortui.screens.beside import BesideScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.services.stored_editor import StoredEditor
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.widgets.header_line import HeaderLine
from tests.screens.summary_app import SummaryApp
from tests.screens.waiting import at_rest, until
from tests.widgets.host import cells, rows

SIZES = [(120, 40), (80, 24), (60, 20)]
KINDS = ["empty", "usual", "overfull", "crowd", "hostile"]


async def settled(pilot: Pilot[None]) -> list[str]:
    """The screen as text when what was started is done."""
    await at_rest(pilot)
    return rows(pilot.app)


async def typed(pilot: Pilot[None], text: str) -> None:
    """Into the one line that is asked for, in place of what stands there."""
    await pilot.pause()
    assert isinstance(pilot.app.screen, AskScreen)
    pilot.app.screen.query_one(Input).value = text
    await pilot.press("enter")


def said(app: SummaryApp) -> str:
    return str(app.screen.query_one("#said", Static).content)


def marked(shown: list[str]) -> str:
    return next((row.partition("▌")[2].strip(" ·○✓▁▂▃▄▅▆▇█▔") for row in shown if "▌" in row), "")


async def walk_to(pilot: Pilot[None], text: str) -> None:
    """Down to the line that begins with `text`."""
    await pilot.press("home")
    for _ in range(60):
        if marked(await settled(pilot)).startswith(text):
            return
        await pilot.press("down")
    raise AssertionError(f"no line begins with {text!r}")


async def test_it_opens_with_what_is_still_to_do_and_reads_on_to_the_end(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 90)) as pilot:
        shown = await settled(pilot)
        text = "\n".join(shown)
        assert marked(shown).startswith("2 notes to sort")
        order = ["Still to do", "Takeaways", "Promised", "Decided", "Feedback", "Covered", "Who had the floor", "Next session"]
        assert [text.index(heading) for heading in order] == sorted(text.index(heading) for heading in order)
        assert "41 : 59 of talk, agreed 40 : 60 in the charter, as agreed · keyed by hand, mended" in text
        assert "Thu 3 Dec 15:00 (17:00 Nairobi)" in text


async def test_the_record_behind_a_line_is_edited_and_saved(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await walk_to(pilot, "Ada: introduce")
        await pilot.press("e")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "< introduce Grace to the data team due:2026-12-09"
        await typed(pilot, "< introduce Grace to Linus due:2w")
        shown = await settled(pilot)
        assert marked(shown) == "Ada: introduce Grace to Linus · by Wed 9 Dec"
        assert said(app) == "action edited: introduce Grace to Linus"
        assert "● saved" in shown[0]
        assert [one.capture.text for one in app.store.living(app.slug) if one.id == "c7"] == ["introduce Grace to Linus"]


async def test_a_line_removed_comes_back_with_u(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await walk_to(pilot, "recorded responses")
        await pilot.press("d")
        text = "\n".join(await settled(pilot))
        assert "Decided" not in text
        assert "u brings it back" in text
        await pilot.press("u")
        assert "Decided" in "\n".join(await settled(pilot))


async def test_signs_sort_the_notes_one_after_the_other(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 60)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        assert marked(await settled(pilot)) == "asked who owns the on-call rota"
        await pilot.press("greater_than_sign")
        assert marked(await settled(pilot)).startswith("staging was down")
        await pilot.press("exclamation_mark")
        text = "\n".join(await settled(pilot))
        assert "to sort" not in text
        assert "Grace: asked who owns the on-call rota" in text
        assert "Decided" in text.partition("staging was down")[0]


async def test_v_shows_it_as_the_other_reads_it_and_says_what_is_left_out(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        await pilot.press("v")
        text = "\n".join(await settled(pilot))
        assert "as Grace will read it" in text
        assert "she sounds tired" not in text
        assert said(app) == "left out: 1 private note, 1 next step open"
        await pilot.press("v")
        assert "she sounds tired" in "\n".join(await settled(pilot))


async def test_c_copies_a_short_message_and_says_which_way_and_what_was_left_out(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        assert said(app) == "Copied for Grace · left out: 1 private note, 1 next step open · with wl-copy"
        assert len(app.copied[0].splitlines()) < 12
        assert "she sounds tired" not in app.copied[0]
        assert "Grace: write the failing test first, by Fri 27 Nov" in app.copied[0]


async def test_the_full_record_has_everything_but_private_notes_and_what_waits_for_its_next_step(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("C")
        await settled(pilot)
        assert said(app) == "Copied the full record · left out: 1 private note, 1 next step open · with wl-copy"
        assert "she sounds tired" not in app.copied[0]
        assert "the migration step had no owner" not in app.copied[0]
        assert "the same on the API repo" in app.copied[0]
        assert "staging was down on Tuesday,\\\n  back since Wednesday" in app.copied[0]


async def test_where_nothing_takes_it_that_is_said(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    app.way = "Not copied: neither a clipboard command nor the terminal took it (OSError)"
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        assert said(app) == app.way


async def test_w_says_how_the_figures_came_about_and_w_or_escape_goes_back(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(120, 60)) as pilot:
        await settled(pilot)
        await pilot.press("w")
        text = "\n".join(await settled(pilot))
        assert isinstance(app.screen, BesideScreen)
        assert "100 is exactly as agreed, 0 as far from it as possible" in text
        assert "keyed by hand: within about 3 points" in text
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("w")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, SummaryScreen)


async def test_where_nobody_timed_it_w_says_so(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path, "empty")
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert said(app) == "Nobody timed this session: there is no figure to explain."


async def test_shift_w_writes_a_file_and_leaves_one_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.chdir(folder)
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        for name in ("2026-11-25 Grace session 14.md", "2026-11-25 Grace session 14 2.md"):
            await settled(pilot)
            await pilot.press("W")
            await pilot.pause()
            await pilot.press("enter")
            await settled(pilot)
            assert said(app) == f"Written to {folder / name} · left out: 1 private note, 1 next step open"
            written = (folder / name).read_text()
            assert written.startswith("# Grace · regular session 14\n")
            assert "the migration step had no owner" not in written


async def test_a_file_that_cannot_be_written_keeps_the_question_open(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(200, 40)) as pilot:
        await settled(pilot)
        await pilot.press("W")
        await typed(pilot, str(tmp_path / "gone" / "page.md"))
        shown = "\n".join(await settled(pilot))
        assert isinstance(app.screen, AskScreen)
        assert "not written, no such file or directory" in shown


async def test_the_closing_note_and_the_next_date_are_set(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path, "empty")
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("n")
        await typed(pilot, "We keep the format.")
        await settled(pilot)
        await pilot.press("m")
        await typed(pilot, "fri 4 dec 15:00")
        text = "\n".join(await settled(pilot))
        assert "We keep the format." in text
        assert "Fri 4 Dec 15:00 (17:00 Nairobi)" in text
        assert "next date is open" not in text


async def test_a_date_that_cannot_be_read_keeps_the_question_open(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("m")
        await typed(pilot, "whenever")
        assert isinstance(app.screen, AskScreen)
        assert "has no time" in "\n".join(await settled(pilot))


async def test_what_is_edited_while_the_edit_before_is_being_saved_is_saved_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, go_on, save = threading.Event(), threading.Event(), StoredEditor.save

    def slow(editor: StoredEditor) -> None:
        save(editor)
        written.set()
        assert go_on.wait(20)

    monkeypatch.setattr(StoredEditor, "save", slow)
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(140, 40)) as pilot:
        await walk_to(pilot, "recorded responses")
        await pilot.press("d")
        await until(pilot, written.is_set)
        for key in ("up", "d"):
            app.simulate_key(key)
        await until(pilot, lambda: said(app).startswith("removed: action"))
        go_on.set()
        assert "● saved" in (await settled(pilot))[0]
    gone = [one.capture.kind for one in app.store.living("grace") if one.removed]
    assert sorted(gone) == ["action", "decision"]


async def test_what_the_disk_refuses_is_said_tried_again_and_not_left_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(140, 40)) as pilot:
        await walk_to(pilot, "recorded responses")
        with monkeypatch.context() as broken:

            def full(*args: object) -> None:
                raise NotSaved(tmp_path, "disk full")

            broken.setattr(Changing, "write", full)
            await pilot.press("d")
            assert "NOT SAVED · disk full" in (await settled(pilot))[0]
            await pilot.press("q")
            assert "not saved yet" in "\n".join(await settled(pilot))
            assert app.came_to == []
        screen = app.screen
        assert isinstance(screen, SummaryScreen)
        screen.store()
        assert "● saved" in (await settled(pilot))[0]
        assert screen.query_one(HeaderLine).saved.kind == "saved"
        await pilot.press("q")
        await pilot.pause()
        assert app.came_to == [False]


async def test_u_goes_back_into_a_session_that_has_just_finished_once_edits_are_undone(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path, just_finished=True)
    async with app.run_test(size=(100, 40)) as pilot:
        await walk_to(pilot, "recorded responses")
        await pilot.press("backspace")
        await settled(pilot)
        await pilot.press("u")
        assert "recorded responses" in "\n".join(await settled(pilot))
        assert app.came_to == []
        await pilot.press("u")
        await pilot.pause()
        assert app.came_to == [True]


async def test_a_click_marks_a_line(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 60)) as pilot:
        shown = await settled(pilot)
        y = next(number for number, row in enumerate(shown) if "small commits" in row)
        await pilot.click(offset=(20, y))
        assert marked(await settled(pilot)) == "small commits got me faster reviews"


@pytest.mark.parametrize("size", [(60, 20), (40, 8), (120, 8)], ids=str)
@pytest.mark.parametrize("kind", ["usual", "overfull", "hostile"])
async def test_the_marked_line_can_be_seen_wherever_one_walks(tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    app = SummaryApp(tmp_path, kind)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in ("end", "up", "up", "home", "down"):
            await pilot.press(key)
            assert any("▌" in row for row in await settled(pilot)), key
        assert cells(app) == {size[0]}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_summary_looks_as_agreed(snap_compare: Callable[..., bool], tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    assert snap_compare(SummaryApp(tmp_path, kind), terminal_size=size, run_before=settled)


@pytest.mark.parametrize("key", ["end", "v", "c", "w"])
def test_the_rest_of_it_looks_as_agreed(snap_compare: Callable[..., bool], tmp_path: Path, key: str) -> None:
    async def pressed(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)

    assert snap_compare(SummaryApp(tmp_path), terminal_size=(80, 24), run_before=pressed)
