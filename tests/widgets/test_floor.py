"""Bars of the floor: who has it, and everyone's share beside the agreed one."""

from typing import Any

import msgspec
import pytest

from mentortui.widgets.floor_panel import FloorPanel, FloorView, folded
from mentortui.widgets.share_bar import ShareBar, Speaker
from tests.widgets.host import HOSTILE, Host, cells, settled

SECOND = 1_000_000
ADA = Speaker(key="1", name="Ada", number=1, share=0.38, agreed=0.4, turns=14, longest=134 * SECOND)
GRACE = Speaker(
    key="2",
    name="Grace",
    number=2,
    share=0.62,
    agreed=0.6,
    speaking=True,
    current=57 * SECOND,
    turns=12,
    longest=180 * SECOND,
)
SUMMARY = "nobody 3 % · both 1 % · whole session 41 : 59, agreed 40 : 60"
PAIR = FloorView(people=(ADA, GRACE), summary=SUMMARY, footers=("as agreed · keyed",))
STRIP = "FloorPanel { border: none; }"
TALL = "FloorPanel { height: 11; }"


def panel(view: FloorView) -> FloorPanel:
    made = FloorPanel()
    made.view = view
    return made


async def shown(view: FloorView, size: tuple[int, int] = (80, 24), css: str = "") -> list[str]:
    app = Host(panel(view), css=css)
    async with app.run_test(size=size) as pilot:
        screen = await settled(pilot)
        assert cells(app) == {size[0]}
        return [row for row in screen if row]


async def test_two_rows_a_border_and_words_at_eighty_columns() -> None:
    top, ada, grace, bottom = await shown(PAIR)
    assert top.startswith("╭─ Floor · last ten minutes ─")
    assert ada.startswith("│ 1  Ada    █")
    assert ada.split("─")[-1].split() == ["38", "%", "│"]
    assert grace.startswith("│▐2▌ Grace  █")
    assert grace.endswith("62 %  ● 0:50  │")
    assert bottom.endswith("─ as agreed · keyed ─╯")


async def test_bars_line_up_and_the_agreed_mark_stands_where_it_was_agreed() -> None:
    _, ada, grace, _ = await shown(PAIR)
    assert ada.index("█") == grace.index("█")
    bar = ada.index("█")
    length = ada.rindex("─") + 1 - bar
    assert ada.index("┃") - bar == int(0.4 * length)
    assert grace.index("┃") - bar == int(0.6 * length)
    assert ada.index("%") == grace.index("%")


@pytest.mark.parametrize("columns", range(60, 84, 2))
async def test_a_share_above_what_was_agreed_never_looks_below_it(columns: int) -> None:
    _, ada, grace, _ = await shown(PAIR, size=(columns, 24))
    bar = ada.index("█")
    length = ada.rindex("─") + 1 - bar
    assert "█" not in ada[ada.index("┃") :]
    if int(0.62 * length) > int(0.6 * length):
        assert grace[grace.index("┃") - 1] == "█"
        assert grace.index("┃") - bar < 0.62 * length - 0.5


async def test_the_mark_is_drawn_over_a_bar_that_passed_it() -> None:
    over = msgspec.structs.replace(PAIR, people=(msgspec.structs.replace(ADA, share=0.8), GRACE))
    ada = (await shown(over))[1]
    assert "█┃█" in ada


async def test_with_room_each_has_a_second_row_and_the_whole_session_stands_below() -> None:
    screen = "\n".join(await shown(PAIR, css=TALL))
    assert "14 turns · longest 2:10" in screen
    assert "● speaking 0:50 · 12 turns · longest 3:00" in screen
    assert SUMMARY in screen


async def test_nine_people_fit_at_eighty_by_twenty_four() -> None:
    nine = tuple(msgspec.structs.replace(ADA, key=str(n), name=f"P{n}", number=n) for n in range(1, 10))
    screen = await shown(msgspec.structs.replace(PAIR, people=nine))
    assert len(screen) == 11
    assert [row.split()[1] for row in screen[1:10]] == [str(n) for n in range(1, 10)]


@pytest.mark.parametrize("state", ["‖ paused", "nobody has the floor", "several at once", "unsure since 14:20"])
async def test_a_state_is_said_in_words_with_and_without_a_border(state: str) -> None:
    view = msgspec.structs.replace(PAIR, state=state)
    assert f"last ten minutes · {state}" in (await shown(view))[0]
    assert (await shown(view, (40, 8), STRIP))[0].strip() == state


async def test_a_strip_of_forty_columns_keeps_name_bar_and_share() -> None:
    ada, grace = await shown(PAIR, (40, 8), STRIP)
    assert ada.startswith(" 1  Ada    █")
    assert ada.endswith("38 %")
    assert grace.startswith("▐2▌ Grace  █")
    assert grace.endswith("62 % ●")


async def test_without_figures_only_who_has_the_floor_shows() -> None:
    screen = "\n".join(await shown(msgspec.structs.replace(PAIR, figures=False), css=TALL))
    assert "%" not in screen
    assert "█" not in screen
    assert "turns" not in screen
    assert "Grace  ● has the floor" in screen


async def test_covered_there_are_no_names() -> None:
    screen = "\n".join(await shown(msgspec.structs.replace(PAIR, covered=True)))
    assert "Person 1" in screen
    assert "Person 2" in screen
    assert "Ada" not in screen
    assert "Grace" not in screen


async def test_a_share_that_is_not_there_is_a_dash_in_its_column() -> None:
    nothing = msgspec.structs.replace(ADA, share=None)
    _, ada, grace, _ = await shown(msgspec.structs.replace(PAIR, people=(nothing, GRACE)))
    assert ada.rindex("—") == grace.index("62 %") + 1
    assert "█" not in ada


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
@pytest.mark.parametrize("size", [(120, 12), (40, 8)], ids=str)
async def test_any_name_keeps_its_cells_and_commands_nothing(name: str, size: tuple[int, int]) -> None:
    view = FloorView(
        people=(msgspec.structs.replace(ADA, name=name), GRACE), title=name, state=name, summary=name, footers=(name,)
    )
    app = Host(panel(view), css=TALL)
    async with app.run_test(size=size) as pilot:
        screen = await settled(pilot)
        assert cells(app) == {size[0]}
        assert not any(char < " " or "\x7f" <= char < "\xa0" for char in "".join(screen))
        for x in (5, 9):
            await pilot.click(offset=(x, 1))
        assert app.is_running


async def test_a_click_on_a_bar_asks_for_the_floor() -> None:
    app = Host(panel(PAIR))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(offset=(20, 2))
        await pilot.pause()
        assert app.heard == [ShareBar.Asked("2")]


async def test_a_value_that_draws_the_same_repaints_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Host(panel(PAIR))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        repainted: list[ShareBar] = []

        def refresh(bar: ShareBar, *_: Any, **__: Any) -> ShareBar:
            repainted.append(bar)
            return bar

        monkeypatch.setattr(ShareBar, "refresh", refresh)
        floor = app.query_one(FloorPanel)
        later = msgspec.structs.replace(GRACE, current=59 * SECOND, share=0.6201)
        floor.view = msgspec.structs.replace(PAIR, people=(ADA, later))
        assert repainted == []
        floor.view = msgspec.structs.replace(PAIR, people=(ADA, msgspec.structs.replace(GRACE, current=60 * SECOND)))
        assert [bar.speaker and bar.speaker.name for bar in repainted] == ["Grace"]


async def test_people_come_and_go() -> None:
    app = Host(panel(PAIR))
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(FloorPanel).view = msgspec.structs.replace(PAIR, people=(GRACE,))
        assert sum("%" in row for row in await settled(pilot)) == 1
        app.query_one(FloorPanel).view = PAIR
        assert sum("%" in row for row in await settled(pilot)) == 2


def test_a_summary_breaks_at_its_dots() -> None:
    assert folded("a · bb · ccc", 6) == ["a · bb", "ccc"]
    assert folded("", 6) == []
