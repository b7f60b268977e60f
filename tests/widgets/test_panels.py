"""What it is about now, the agenda, and what was caught."""

import msgspec
import pytest

from mentortui.widgets.agenda_list import AgendaList, AgendaRow, AgendaView
from mentortui.widgets.captures_list import CaptureRow, CapturesList, CapturesView
from mentortui.widgets.now_panel import NowPanel, NowView, large
from tests.widgets.host import HOSTILE, Host, cells, settled

SECOND = 1_000_000
NOW = NowView(
    title="Code review of the parser",
    position=2,
    total=5,
    lead="Grace leads",
    planned=15,
    left=180 * SECOND,
    done=0.75,
    ends="ends 14:34 · 4 min over plan",
    following="Stretch assignment: release",
)
AGENDA = AgendaView(
    rows=(
        AgendaRow(title="Check-in", state="done", plan=5, used=552 * SECOND),
        AgendaRow(title="Code review of the parser", state="current", plan=15, used=725 * SECOND),
        AgendaRow(title="Stretch assignment: release", plan=10),
        AgendaRow(title="Takeaways, next date", plan=5, last=True),
    ),
    carried=(AgendaRow(title="Chapter 4, bring one question", state="open", note="2nd time"),),
)
CAPTURES = CapturesView(
    rows=(
        CaptureRow(id="a", time="13:57", sign=">", text="write the failing test first", due="Fri 27 Nov"),
        CaptureRow(id="b", time="14:03", sign="+", text="small commits", step="the same on the API", due="Fri 27 Nov"),
        CaptureRow(id="c", time="14:06", sign=".", text="ask about the move", private=True),
    )
)
FULL = "NowPanel { height: 10; }"
COMPACT = "NowPanel { height: 6; }"
STRIP = "NowPanel { height: 1; border: none; padding: 0 1; }"


async def shown(widget: NowPanel | AgendaList | CapturesList, size: tuple[int, int], css: str = "") -> list[str]:
    app = Host(widget, css=css)
    async with app.run_test(size=size) as pilot:
        screen = await settled(pilot)
        assert cells(app) == {size[0]}
        return [row for row in screen if row]


def now(view: NowView) -> NowPanel:
    made = NowPanel()
    made.view = view
    return made


def agenda(view: AgendaView) -> AgendaList:
    made = AgendaList()
    made.view = view
    return made


def captures(view: CapturesView) -> CapturesList:
    made = CapturesList()
    made.view = view
    return made


async def test_now_in_full_has_title_lead_digits_progress_and_end() -> None:
    screen = await shown(now(NOW), (50, 12), FULL)
    assert screen[0].startswith("╭─ Now · 2 of 5 ─")
    assert "Code review of the parser" in screen[1]
    assert "Grace leads · 15 planned" in screen[2]
    assert any("▀▀█  min left" in row for row in screen)
    assert any("━" * 33 + "─" * 11 in row for row in screen)
    assert screen[-1].endswith("─ ends 14:34 · 4 min over plan ─╯")


async def test_now_at_six_rows_puts_the_title_in_the_border_and_the_next_item_below() -> None:
    screen = await shown(now(NOW), (80, 24), COMPACT)
    assert screen[0].startswith("╭─ Code review of the parser · 2 of 5 ─")
    assert "min left" in screen[2]
    assert "ends 14:34 · 4 min over plan" in screen[2]
    assert "━" in screen[4]
    assert screen[-1].endswith("─ next: Stretch assignment: release ─╯")


async def test_now_in_one_row() -> None:
    row = " Code review of the parser           3 min left   2/5"
    assert await shown(now(NOW), (54, 3), STRIP) == [row]
    assert await shown(now(NOW), (32, 3), STRIP) == [" Code review … 3 min left   2/5"]


@pytest.mark.parametrize(
    ("left", "text"), [(119 * SECOND, "1:59 left"), (-130 * SECOND, "+2:10 over"), (900 * SECOND, "15 min left")]
)
async def test_what_is_left_is_said_in_words_too(left: int, text: str) -> None:
    assert text in (await shown(now(msgspec.structs.replace(NOW, left=left)), (60, 3), STRIP))[0]


async def test_without_minutes_there_is_no_timer() -> None:
    screen = "\n".join(await shown(now(msgspec.structs.replace(NOW, left=None, done=None, planned=None)), (50, 12), FULL))
    assert "left" not in screen
    assert "━" not in screen
    assert "planned" not in screen


async def test_paused_is_said_beside_the_digits() -> None:
    assert "‖ paused" in "\n".join(await shown(now(msgspec.structs.replace(NOW, paused=True)), (50, 12), FULL))


def test_digits_are_three_rows_of_one_width() -> None:
    for figure in ("0123456789", "1:40", "+2:10"):
        assert len({len(row) for row in large(figure)}) == 1


async def test_where_the_end_has_no_room_in_one_row_it_takes_more_and_loses_no_word() -> None:
    view = msgspec.structs.replace(NOW, ends="ends 15:04 · 14 min over plan · 4 min past 15:00")
    screen = await shown(now(view), (60, 8), COMPACT)
    assert screen[2].endswith("ends 15:04 · 14 min over plan  │")
    assert screen[3].endswith("4 min past 15:00  │")


async def test_the_agenda_has_marks_and_minutes_in_columns() -> None:
    screen = await shown(agenda(AGENDA), (60, 12))
    assert screen[0].startswith("╭─ Agenda ─")
    assert screen[0].endswith(" plan     used ─╮")
    done, current, waiting, last = screen[1:5]
    assert "✓ Check-in" in done
    assert done.endswith("  5     9:12  │")
    assert "▸ Code review of the parser" in current
    assert current.endswith(" 15    12:00  │")
    assert "    Stretch assignment: release" in waiting
    assert "last    5" in last
    assert any("○ Chapter 4, bring one question" in row and "2nd time" in row for row in screen)


async def test_forty_items_keep_the_current_one_in_sight() -> None:
    items = tuple(
        AgendaRow(title=f"Item number {n}", state="done" if n < 30 else "current" if n == 30 else "waiting") for n in range(40)
    )
    app = Host(agenda(AgendaView(rows=items[:10])))
    async with app.run_test(size=(60, 8)) as pilot:
        await settled(pilot)
        app.query_one(AgendaList).view = AgendaView(rows=items)
        screen = "\n".join(await settled(pilot))
        assert "▸ Item number 30" in screen
        assert "Item number 31" in screen


async def test_an_agenda_of_one_row_says_what_comes_next() -> None:
    css = "AgendaList { height: 1; border: none; }"
    assert [row.strip() for row in await shown(agenda(AGENDA), (60, 3), css)] == ["next: Stretch assignment: release"]


async def test_captures_show_sign_text_due_and_a_step_below() -> None:
    screen = await shown(captures(CAPTURES), (60, 10))
    assert screen[0].endswith("─ 3 ─╮")
    assert screen[1].startswith("│  13:57  >  write the failing test first")
    assert screen[1].endswith("Fri 27 Nov  │")
    assert screen[2].startswith("│  14:03  +  small commits")
    assert screen[3].startswith("│            → the same on the API")
    assert screen[3].endswith("Fri 27 Nov  │")
    assert screen[4].endswith("only you  │")


async def test_the_newest_capture_stays_in_sight() -> None:
    rows = tuple(CaptureRow(time="14:00", text=f"note {n}") for n in range(30))
    app = Host(captures(CapturesView(rows=rows[:20])))
    async with app.run_test(size=(60, 5)) as pilot:
        assert "note 19" in "\n".join(await settled(pilot))
        app.query_one(CapturesList).view = CapturesView(rows=rows)
        assert "note 29" in "\n".join(await settled(pilot))


async def test_a_click_on_a_capture_or_its_step_chooses_it() -> None:
    app = Host(captures(CAPTURES))
    async with app.run_test(size=(60, 10)) as pilot:
        for y in (1, 2, 3, 4):
            await pilot.click(offset=(15, y))
        await pilot.pause()
        assert [said.id for said in app.heard if isinstance(said, CapturesList.Chosen)] == ["a", "b", "b", "c"]


async def test_covered_nothing_that_was_said_shows() -> None:
    app = Host(
        now(msgspec.structs.replace(NOW, covered=True)),
        agenda(msgspec.structs.replace(AGENDA, covered=True)),
        captures(msgspec.structs.replace(CAPTURES, covered=True)),
    )
    async with app.run_test(size=(60, 30)) as pilot:
        screen = "\n".join(await settled(pilot))
        for said in ("parser", "Grace", "Check-in", "Stretch", "Chapter", "failing", "commits", "API", "move"):
            assert said not in screen
        assert "min left" in screen


async def test_empty_panels_say_what_belongs_there_and_the_key_that_starts_it() -> None:
    assert "No agenda: e adds items" in "\n".join(await shown(agenda(AgendaView(empty="e adds items")), (60, 5)))
    assert "enter, then >" in "\n".join(await shown(captures(CapturesView(empty="enter, then > write it")), (70, 5)))


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
@pytest.mark.parametrize("width", [100, 40])
async def test_any_words_keep_their_cells(name: str, width: int) -> None:
    view = msgspec.structs.replace(NOW, title=name, lead=name, following=name, ends=name)
    app = Host(
        now(view),
        agenda(AgendaView(rows=(AgendaRow(title=name, state="current", plan=5, used=SECOND),) * 2)),
        captures(CapturesView(rows=(CaptureRow(time="14:00", sign="+", text=name, step=name, due="Fri 27 Nov"),))),
    )
    async with app.run_test(size=(width, 30)) as pilot:
        screen = await settled(pilot)
        assert cells(app) == {width}
        assert not any(char < " " or "\x7f" <= char < "\xa0" for char in "".join(screen))
