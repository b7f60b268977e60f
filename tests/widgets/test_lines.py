"""The rows at the edges: header, question, keys."""

import pytest

from mentortui.widgets.header_line import HeaderLine, Heard, SaveState
from mentortui.widgets.key_line import MOST, KeyLine
from mentortui.widgets.question_line import QuestionLine
from tests.widgets.host import HOSTILE, Host, cells, settled

PIECES = ("Grace", "regular session 14", "21 min", "until 14:30")
CLOCKS = "14:06 Berlin · 16:06 Nairobi"
KEYS = (("g", "other speaks"), ("→", "next item"), ("enter", "capture"), ("i", "new topic"), ("q", "finish"))


def header(saved: SaveState, *, test_clock: bool = False) -> HeaderLine:
    made = HeaderLine()
    made.pieces, made.clocks, made.saved, made.test_clock = PIECES, CLOCKS, saved, test_clock
    return made


async def first_row(app: Host, width: int) -> str:
    async with app.run_test(size=(width, 3)) as pilot:
        screen = await settled(pilot)
        assert cells(app) == {width}
        return screen[0]


@pytest.mark.parametrize(
    ("saved", "text"),
    [
        (SaveState("saved"), "● saved"),
        (SaveState("saving"), "○ saving…"),
        (SaveState("not saved", "disk full", 12), "NOT SAVED · disk full · 12 in memory"),
        (SaveState("none"), ""),
    ],
)
async def test_the_header_ends_with_whether_it_is_saved(saved: SaveState, text: str) -> None:
    row = await first_row(Host(header(saved)), 120)
    assert row.startswith(" Grace · regular session 14 · 21 min · until 14:30")
    assert (CLOCKS in row) == (saved.kind != "not saved")  # then there is no room for them
    assert row.endswith(text)


async def test_the_left_of_the_header_gives_way_piece_by_piece_and_the_right_stays() -> None:
    saved = SaveState("not saved", "disk full", 12)
    assert await first_row(Host(header(saved)), 60) == " Grace                 NOT SAVED · disk full · 12 in memory"
    assert await first_row(Host(header(saved)), 40) == " … NOT SAVED · disk full · 12 in memory"
    assert await first_row(Host(header(saved)), 30) == " NOT SAVED · disk full · 12 …"


async def test_a_long_name_is_cut_so_that_what_one_looks_at_stands_beside_it() -> None:
    made = header(SaveState("saved"))
    made.pieces, made.clocks = ("Anna-Maria Wilhelmina Konstantinopoulou and 7 others", "prepare", "no date yet"), ""
    assert await first_row(Host(made), 60) == " Anna-Maria Wilhelmina Konstantinopoulou… · prepare ● saved"


HEARD = Heard(("◐ hearing you · ● hearing the call", "◐ you · ● call", "◐●"))
SILENT = ("no sound from the call for 2 minutes: is the output right?", "no sound from the call", "call: no sound")


@pytest.mark.parametrize(
    ("width", "row"),
    [
        (
            140,
            " Grace · regular session 14 · 21 min · until 14:30      14:06 Berlin · 16:06 Nairobi"
            "  |◐ hearing you · ● hearing the call  ● saved",
        ),
        (120, " Grace · regular session 14 · 21 min · until 14:30  |◐ hearing you · ● hearing the call  ● saved"),
        (80, " Grace · regular session 14|◐ hearing you · ● hearing the call  ● saved"),
        (60, " Grace · regular session 14|◐ you · ● call  ● saved"),
        (40, " Grace|◐ you · ● call  ● saved"),
        (20, " Grace|● saved"),
    ],
)
async def test_what_is_heard_stands_before_the_save_state_in_as_many_words_as_fit(width: int, row: str) -> None:
    made = header(SaveState("saved"))
    made.heard = HEARD
    shown = await first_row(Host(made), width)
    left, right = row.split("|")
    assert shown.startswith(left.rstrip())
    assert shown.endswith(right)


async def test_what_is_wrong_with_hearing_goes_before_all_but_who_it_is_and_being_saved() -> None:
    made = header(SaveState("saved"))
    made.heard = Heard(SILENT, wrong=True)
    assert await first_row(Host(made), 80) == f" Grace  {SILENT[0]}  ● saved".replace("Grace  ", "Grace" + " " * 6)
    assert (await first_row(Host(made), 60)).endswith(f"{SILENT[1]}  ● saved")


async def test_nothing_of_hearing_stands_where_saving_needs_the_row() -> None:
    made = header(SaveState("not saved", "disk full", 12))
    made.heard = Heard(SILENT, wrong=True)
    assert await first_row(Host(made), 40) == " … NOT SAVED · disk full · 12 in memory"


async def test_a_clock_of_tests_is_named() -> None:
    assert (await first_row(Host(header(SaveState("saved"), test_clock=True)), 80)).endswith("TEST CLOCK  ● saved")


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
async def test_any_words_keep_their_cells(name: str) -> None:
    above, below = header(SaveState("not saved", name, 1)), KeyLine()
    above.pieces = (name, name)
    question = QuestionLine()
    question.question, question.answers = f"Still {name}?", (("1", name), ("2", "yes"))
    below.keys = (("g", name), *KEYS)
    app = Host(above, question, below)
    async with app.run_test(size=(60, 4)) as pilot:
        screen = await settled(pilot)
        assert cells(app) == {60}
        assert not any(char < " " or "\x7f" <= char < "\xa0" for char in "".join(screen))
        assert screen[1].startswith(" ◆ Still ")
        assert screen[2].endswith("? all")


async def test_a_question_has_a_row_only_while_it_is_asked() -> None:
    question, below = QuestionLine(), KeyLine()
    app = Host(question, below)
    async with app.run_test(size=(60, 4)) as pilot:
        assert "? all" in (await settled(pilot))[0]
        question.question, question.answers = "Still Grace?", (("2", "yes"), ("1", "Ada since…"))
        assert (await settled(pilot))[0] == " ◆ Still Grace?  2 yes · 1 Ada since…"
        question.question = ""
        assert "? all" in (await settled(pilot))[0]


async def test_keys_without_room_go_whole_and_from_the_end() -> None:
    wide, narrow, least, many = KeyLine(), KeyLine(), KeyLine(), KeyLine()
    for made in (wide, narrow, least):
        made.keys = KEYS
    many.keys = tuple((key, "does it") for key in "abcdefghij")
    assert (await first_row(Host(many), 200)).count("does it") == MOST, "nobody takes in more at a glance"
    row = await first_row(Host(wide), 100)
    assert row.startswith(" g other speaks   → next item   enter capture   i new topic   q finish  ")
    assert row.endswith("  ? all")
    assert await first_row(Host(narrow), 40) == " g other speaks   → next item     ? all"
    assert (await first_row(Host(least), 12)).strip() == "? all"


async def test_a_click_on_a_key_presses_it() -> None:
    made = KeyLine()
    made.keys = KEYS
    app = Host(made)
    async with app.run_test(size=(80, 3)) as pilot:
        for x in (1, 14, 16, 18, 40, 78):
            await pilot.click(offset=(x, 0))
        await pilot.pause()
        assert app.heard == [KeyLine.Pressed(key) for key in ("g", "g", "→", "enter", "?")]


def test_a_key_that_is_written_otherwise_is_sent_as_the_program_calls_it_and_of_two_the_first_goes_on() -> None:
    sent = {key: KeyLine.Pressed(key).sent for key in ("←", "→", "← →", "J K", "esc", "m")}
    assert sent == {"←": "left", "→": "right", "← →": "right", "J K": "J", "esc": "escape", "m": "m"}
