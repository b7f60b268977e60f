"""A list of any length, of which only what is seen is drawn; and the rows of a page."""

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.events import MouseScrollDown

from mentortui.core.page import Line, Page, Section
from mentortui.core.search import query
from mentortui.theme import VARIABLES
from mentortui.widgets.long_list import LongList
from mentortui.widgets.page_rows import PageRows
from tests.screens.stage import shown
from tests.widgets.host import HOSTILE


class Themed(App[None]):
    """In our colours."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(VARIABLES)


class Host(Themed):
    """The list, what it said, and which places it asked to be drawn."""

    def __init__(self, count: int, high: int = 1) -> None:
        super().__init__()
        self.count, self.high = count, high
        self.said: list[object] = []
        self.asked: set[int] = set()

    def compose(self) -> ComposeResult:
        yield LongList(self.draw)

    def on_mount(self) -> None:
        self.listed.show(self.count, self.high)
        self.listed.focus()

    @property
    def listed(self) -> LongList:
        return self.query_one(LongList)

    def draw(self, place: int, width: int, here: bool) -> list[Content]:
        self.asked.add(place)
        return [Content(f"{'▌' if here else ' '}{place} of {self.count}"), Content(f"  below {place}")][: self.high]

    def on_long_list_marked(self, event: LongList.Marked) -> None:
        self.said.append(event.place)

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        self.said.append(("chosen", event.place))


def rows(app: App[None]) -> list[str]:
    return [row.rstrip("▐ ").strip() for row in shown(app).splitlines()]


async def test_of_ten_thousand_entries_only_those_in_sight_are_drawn() -> None:
    app = Host(10_000)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert rows(app) == [f"{'▌' if not n else ''}{n} of 10000" for n in range(10)]
        assert max(app.asked) < 10
        await pilot.press("end")
        await pilot.pause()
        assert rows(app)[-1] == "▌9999 of 10000"
        assert len(app.asked) < 40


async def test_the_keys_walk_and_the_marked_one_stays_in_sight() -> None:
    app = Host(100)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("up")
        assert app.said == []
        for key, place in (("down", 1), ("j", 2), ("k", 1), ("pagedown", 10), ("end", 99), ("pageup", 90), ("home", 0)):
            await pilot.press(key)
            await pilot.pause()
            assert app.said[-1] == place
            assert f"▌{place} of 100" in rows(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.said[-1] == ("chosen", 0)


async def test_entries_of_two_rows_come_into_sight_whole() -> None:
    app = Host(50, high=2)
    async with app.run_test(size=(40, 9)) as pilot:
        for place in range(1, 8):
            await pilot.press("down")
            await pilot.pause()
            drawn = rows(app)
            assert drawn[drawn.index(f"▌{place} of 50") + 1] == f"below {place}"


async def test_a_click_marks_and_a_second_one_chooses() -> None:
    app = Host(50, high=2)
    async with app.run_test(size=(40, 9)) as pilot:
        await pilot.click(LongList, offset=(3, 5))
        await pilot.pause()
        assert app.said == [2]
        await pilot.click(LongList, offset=(3, 4))
        await pilot.pause()
        assert app.said == [2, ("chosen", 2)]


async def test_the_wheel_scrolls_and_leaves_the_mark() -> None:
    app = Host(50)
    async with app.run_test(size=(40, 9)) as pilot:
        await pilot._post_mouse_events([MouseScrollDown], LongList)
        await pilot.pause()
        assert rows(app)[0] == "3 of 50"
        assert app.listed.marked == 0


async def test_fewer_entries_move_the_mark_to_where_there_is_one() -> None:
    app = Host(50)
    async with app.run_test(size=(40, 9)) as pilot:
        await pilot.press("end")
        app.count = 3
        app.listed.show(3, 1, app.listed.marked)
        await pilot.pause()
        assert rows(app)[:4] == ["0 of 3", "1 of 3", "▌2 of 3", ""]
        app.listed.show(0)
        await pilot.press("down", "enter", "end")
        await pilot.pause()
        assert not any(rows(app))
        assert ("chosen", 0) not in app.said


async def test_where_one_is_shows_at_the_right_only_when_not_all_is_seen() -> None:
    app = Host(100)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert [row.endswith("▐") for row in shown(app).splitlines()] == [True] + [False] * 9
        await pilot.press("end")
        await pilot.pause()
        assert [row.endswith("▐") for row in shown(app).splitlines()] == [False] * 9 + [True]
        app.listed.show(5)
        await pilot.pause()
        assert "▐" not in shown(app)


class Paper(Themed):
    """A page in rows."""

    def compose(self) -> ComposeResult:
        yield PageRows()

    @property
    def rows(self) -> PageRows:
        return self.query_one(PageRows)


def page(*texts: str) -> Page:
    lines = tuple(Line("note", text, lead="Grace", tail="by Fri", id=f"n{n}") for n, text in enumerate(texts))
    sections = (Section("a", "First", lines[:1]), Section("b", "Second", lines[1:]))
    return Page(who="Grace", what="regular session 14", when="today", reader="Ada", other="Grace", sections=sections)


async def test_a_page_is_shown_whole_and_in_order() -> None:
    app = Paper()
    async with app.run_test(size=(40, 12)) as pilot:
        app.rows.show(page("one", "two\nand more"), ())
        await pilot.pause()
        assert [row for row in rows(app) if row] == [
            "Grace · regular session 14",
            "today",
            "First",
            "· Grace: one · by Fri",
            "Second",
            "· Grace: two",
            "and more · by Fri",
        ]


async def test_one_goes_from_match_to_match_and_no_further() -> None:
    app = Paper()
    async with app.run_test(size=(40, 8)) as pilot:
        app.rows.show(page("a retry", *(f"line {n}" for n in range(20)), "the last retry"), query("retry").words)
        await pilot.pause()
        assert "▌· Grace: a retry · by Fri" in rows(app)
        assert app.rows.line is not None
        assert app.rows.line.id == "n0"
        assert app.rows.go(1)
        await pilot.pause()
        assert "▌· Grace: the last retry · by Fri" in rows(app)
        assert not app.rows.go(2)
        assert not app.rows.go(-1)
        app.rows.show(app.rows.page, query("retry").words, from_end=True)
        assert app.rows.line.id == "n21"


async def test_what_is_seen_does_not_depend_on_the_size_the_page_had_at_first() -> None:
    app = Paper()
    found = page(*(f"line {n}" for n in range(10)), "a retry", *(f"line {n}" for n in range(10, 20))), query("retry").words
    async with app.run_test(size=(40, 14)) as pilot:
        app.rows.show(*found)
        await pilot.pause()
        at_once = rows(app)
        assert "▌· Grace: a retry · by Fri" in at_once
        for first in ((40, 5), (12, 14)):
            await pilot.resize_terminal(*first)
            app.rows.show(*found)
            await pilot.resize_terminal(40, 14)
            await pilot.pause()
            assert rows(app) == at_once, first


async def test_without_a_match_there_is_no_line_to_be_at() -> None:
    app = Paper()
    async with app.run_test(size=(40, 8)):
        app.rows.show(page("one", "two"), query("three").words)
        assert app.rows.line is None
        assert not app.rows.go(0)
        app.rows.show(None, ())
        assert app.rows.line is None


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_words_that_try_to_break_out_are_shown_as_they_are(text: str) -> None:
    app = Paper()
    async with app.run_test(size=(60, 20)) as pilot:
        app.rows.show(page(text, text), query(text[:20]).words)
        await pilot.pause()
        widths = {strip.cell_length for strip in app.screen._compositor.render_strips()}
        assert widths == {60}
        app.rows.show(page(text, text), ())
        await pilot.pause()
        assert "First" in rows(app)
        assert "\x1b" not in shown(app)


@pytest.mark.parametrize("make", [lambda: Host(3), Paper], ids=["list", "page"])
async def test_there_may_be_no_room_at_all(make: Callable[[], App[None]]) -> None:
    app = make()
    async with app.run_test(size=(2, 1)) as pilot:
        await pilot.press("down", "end")
        await pilot.resize_terminal(1, 1)
        await pilot.pause()
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert {strip.cell_length for strip in app.screen._compositor.render_strips()} == {40}
