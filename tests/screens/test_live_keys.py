"""Live names the keys that work: those of a changed keymap, those of the line while one types, as many as have room."""

from pathlib import Path

import pytest

from mentortui.core.records import Template, TemplateItem
from mentortui.widgets.capture_line import CaptureLine
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import said, shown

NO_AGENDA = Template(kind="regular", title="", minutes=None, items=())
FIRST = Template(kind="first", title="", minutes=20, items=(TemplateItem(title="Hello", minutes=20),))
CHANGED = {
    "live.pause": "z",
    "live.capture": "y",
    "live.next": "ctrl+n",
    "live.topic": "T",
    "live.agenda": "l",
    "live.figures": "f",
    "app.keys": "f10",
}


@pytest.fixture
def app(tmp_path: Path) -> LiveApp:
    return LiveApp(tmp_path / "data")


def below(app: LiveApp) -> str:
    """The last row."""
    return shown(app).rstrip().splitlines()[-1].strip()


@pytest.mark.parametrize(
    ("width", "keys"),
    [
        (120, "g other speaks   → next item   enter capture   q finish   u undo   space pause   i new topic"),
        (80, "g other   → next   enter capture   q finish   u undo"),
        (60, "g other   → next   enter capture   q finish"),
    ],
)
async def test_the_most_needed_keys_stay_longest(app: LiveApp, width: int, keys: str) -> None:
    async with running(app, (width, 40 if width == 120 else 20)) as pilot:
        await pilot.pause()
        assert below(app).startswith(keys)
        assert below(app).endswith("? all")


async def test_with_more_than_two_the_numbers_come_first(tmp_path: Path) -> None:
    app = LiveApp(tmp_path, ("Ada", "Grace", "Linus"))
    async with running(app) as pilot:
        await pilot.pause()
        assert below(app).startswith("1-9 speaks   → next   enter capture   q finish")


async def test_while_one_types_the_keys_of_the_line_are_named_and_clicked(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("enter", *"a word")
        await pilot.pause()
        row = below(app)
        assert row.startswith("enter save   ctrl+g floor   tab complete")
        assert row.endswith("esc keeps the draft")
        assert "?" not in row
        await pilot.click("KeyLine", offset=(70, 0))
        await pilot.pause()
        line = app.live_screen.query_one(CaptureLine)
        assert (line.opened, line.text) == (False, "a word")
        assert below(app).endswith("? all")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.click("KeyLine", offset=(2, 0))
        await pilot.pause()
        assert [facts.capture.text for facts in app.session.session.captures] == ["a word"]
        assert below(app).endswith("? all")


async def test_a_changed_keymap_is_named_and_clicked(app: LiveApp) -> None:
    app.desk.keymap = dict(CHANGED)
    async with running(app, (120, 40)) as pilot:
        await pilot.pause()
        row = below(app)
        assert "ctrl+n next item   y capture   q finish   u undo   z pause   T new topic" in row
        assert row.endswith("f10 all")
        assert "y, then > write the test due:fri" in said(app)
        assert "y, or:" in said(app)
        await pilot.click("KeyLine", offset=(row.index("z pause") + 1, 0))
        await pilot.pause()
        assert app.session.session.paused
        assert "‖ paused · z resumes" in said(app)
        await pilot.press("z", "f")
        await pilot.pause()
        assert "f shows them" in said(app)
        await pilot.press("enter")
        assert not app.live_screen.query_one(CaptureLine).opened
        await pilot.press("y")
        assert app.live_screen.query_one(CaptureLine).opened


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_without_an_agenda_one_way_to_begin_is_told(tmp_path: Path, size: tuple[int, int]) -> None:
    app = LiveApp(tmp_path, template=NO_AGENDA)
    async with running(app, size) as pilot:
        await pilot.pause()
        told = said(app)
        assert "i starts a topic · e adds items" in told
        assert "→ starts" not in told
        captured = app.live_screen.query_one("CapturesList")
        assert not captured.size.height or "enter, then > write the test due:fri" in told


async def test_a_draft_is_told_whole_on_a_small_screen(app: LiveApp) -> None:
    async with running(app, (60, 20)) as pilot:
        await pilot.press("enter", *"half", "escape", "q")
        await pilot.pause()
        assert "Still typed: enter saves it, ctrl+u empties it. Then q." in said(app)


async def test_no_share_is_told_in_the_first_seconds(app: LiveApp) -> None:
    async with running(app, (120, 40)) as pilot:
        await pilot.press("1")
        app.pass_time(20)
        await pilot.pause()
        assert app.percents() == ["—", "—"]
        assert "too early to say" in said(app)
        app.pass_time(40)
        await pilot.pause()
        assert app.percents() == ["100 %", "0 %"]


async def test_a_first_meeting_has_no_number(tmp_path: Path) -> None:
    app = LiveApp(tmp_path, template=FIRST)
    async with running(app) as pilot:
        await pilot.pause()
        assert "Grace · first meeting · 0 min" in said(app)


async def test_what_is_added_comes_before_the_kept_last_item_and_is_selected(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("e", "t", *"15:40", "enter", "a", *"Demo 5", "enter")
        await pilot.pause()
        assert [facts.item.title for facts in app.session.session.items] == ["Check-in", "Demo", "Code review of the parser"]
        await pilot.press("enter")
        await pilot.pause()
        current = app.session.session.current_item
        assert current is not None
        assert current.item.title == "Demo"


async def test_in_a_list_a_key_stays_with_its_word_and_each_act_is_named_once(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("exclamation_mark", *"yes", "enter", "c")
        await pilot.pause()
        told = said(app)
        assert told.count("edit") == 1
        assert "enter edit" in told
        await pilot.press("escape", "e")
        await pilot.pause()
        rows = shown(app).splitlines()
        for entry in ("enter start", "a add", "J down", "space done or not", "⌫ remove", "t hard end", "esc back"):
            assert any(entry in row for row in rows), entry
