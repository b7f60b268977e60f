"""The first run, by the keyboard alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentortui.core.people import Agreement
from mentortui.core.records import Mentorship
from mentortui.screens.first_run import FirstRunScreen
from mentortui.screens.home import HomeScreen
from mentortui.store.store import Store
from mentortui.theme import LIGHT
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.pick import Pick
from tests.screens.stage import NOT_YET, SIZES, SMALL, Stage, desk, said, shown, widths
from tests.widgets.host import HOSTILE


def first_run(folder: Path, copied: list[str] | None = None, theme: str = "mentortui-dark") -> tuple[Stage, Store]:
    mentorships, _, store = desk(folder)

    def copy(text: str) -> str:
        (copied if copied is not None else []).append(text)
        return "Copied with wl-copy."

    return Stage(lambda: FirstRunScreen(mentorships, copy), theme), store


async def typed(pilot: Pilot[None], *lines: str) -> None:
    """Each line, then enter."""
    for line in lines:
        await pilot.press(*line, "enter")
    await pilot.pause()


async def test_enter_all_the_way_stores_a_mentorship_of_defaults(tmp_path: Path) -> None:
    app, store = first_run(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "left empty: Me; e on Home changes it" in said(app)
        assert "Their name Mentee" in said(app)
        await typed(pilot, *[""] * 7)
        assert "Is that all right with you?" in said(app)
        assert "Until a name is said you are Me and the other is Mentee here: e on Home changes it." in said(app)
        await pilot.press("enter")
    made = app.came_to
    assert isinstance(made, Mentorship)
    assert [member.name for member in made.people] == ["Me", "Mentee"]
    assert made.agreement is None
    assert store.me() is not None


async def test_every_answer_is_stored_and_the_sentence_can_be_copied(tmp_path: Path) -> None:
    copied: list[str] = []
    app, store = first_run(tmp_path, copied)
    async with app.run_test() as pilot:
        await typed(pilot, "Ada", "paris", "a", "Grace Otieno", "nairobi", "4")
        await pilot.press("&")
        assert "press the key that says 6" in said(app)
        await pilot.press("-", "enter")
        await pilot.press("c")
        await pilot.pause()
        assert "Copied with wl-copy." in said(app)
        assert "Until a name is said" not in said(app)
        await pilot.press("enter")
    made, me = app.came_to, store.me()
    assert isinstance(made, Mentorship)
    assert me is not None
    assert (me.name, me.zone, me.number_row) == ("Ada", "Europe/Paris", "&é\"'(-è_çà")
    assert (made.part, made.people[1].zone) == ("mentee", "Africa/Nairobi")
    assert made.agreement == Agreement(roles={"mentor": 40, "mentee": 60})
    assert copied
    assert copied[0].startswith("Hi Grace Otieno, ")


async def test_who_was_given_no_name_is_called_by_their_part_on_home_with_the_key_that_says_it(tmp_path: Path) -> None:
    mentorships, sessions, _ = desk(tmp_path)
    mentorships.begin()
    app = Stage(lambda: HomeScreen(mentorships, sessions.unfinished))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "Mentee · no name yet, e · " in said(app)


async def test_among_peers_it_is_said_how_the_others_are_added(tmp_path: Path) -> None:
    app, _ = first_run(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "Ada", "paris")
        assert "more can be added later" in said(app)
        await pilot.press("right", "right")
        await pilot.pause()
        assert "e and ctrl+n add the others" in said(app)


async def test_other_shares_are_asked_for_and_understood_while_one_types(tmp_path: Path) -> None:
    app, store = first_run(tmp_path)
    async with app.run_test() as pilot:
        await typed(pilot, "Ada", "", "", "Grace", "", "a")
        await pilot.press(*"30")
        await pilot.pause()
        assert "Ada 30 % · Grace 70 %" in said(app)
        await pilot.press("enter", "enter", "enter")
    assert store.mentorships()[0].agreement == Agreement(roles={"mentor": 30, "mentee": 70})


@pytest.mark.parametrize(
    ("answers", "trouble"),
    [
        (["", "Berln"], "did you mean Europe/Berlin?"),
        (["Ada", "", "", "Ada"], "You are called Ada too"),
        (["", "", "", "", "", "a", "40/50"], "the shares must make 100 together"),
    ],
)
async def test_what_is_wrong_is_said_beside_the_field_and_nothing_lost(tmp_path: Path, answers: list[str], trouble: str) -> None:
    app, store = first_run(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await typed(pilot, *answers)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert trouble in said(app)
        assert answers[-1] in shown(app)
    assert store.me() is None
    assert app.came_to is NOT_YET


async def test_escape_says_once_that_nothing_is_kept(tmp_path: Path) -> None:
    app, store = first_run(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press(*"Ada", "escape")
        await pilot.pause()
        assert app.came_to is NOT_YET
        assert "esc again leaves" in said(app)
        await pilot.press("escape")
    assert app.came_to is None
    assert store.me() is None


async def test_a_folder_that_cannot_be_written_is_said_and_the_form_stays(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands here")
    app, _ = first_run(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"Ada", "ctrl+s")
        await pilot.pause()
        assert "not saved" in said(app)
        assert "Ada" in shown(app)


async def test_an_unknown_number_row_says_what_works_instead(tmp_path: Path) -> None:
    app, store = first_run(tmp_path)
    async with app.run_test() as pilot:
        await typed(pilot, *[""] * 6)
        await pilot.press("ą")
        await pilot.pause()
        assert "F1…F9 give the floor, or ctrl+g" in said(app)
        await pilot.press("1", "enter")
    me = store.me()
    assert me is not None
    assert me.number_row == "1234567890"


@pytest.mark.parametrize("name", [name for name in HOSTILE if len(name) < 80], ids=ascii)
async def test_no_name_is_markup_or_a_command_to_the_terminal(tmp_path: Path, name: str) -> None:
    app, store = first_run(tmp_path)
    async with app.run_test() as pilot:
        await typed(pilot, *[""] * 3)
        app.screen.focused.insert_text_at_cursor(name)  # type: ignore[union-attr]
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert (app.screen.query_one(KeyLine).keys, app.screen.query_one(KeyLine).last) == ((("c", "copy"),), ("enter", "Home"))
        assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(shown(app))
        assert widths(app) == {80}
    assert len(store.mentorships()) == 1


async def test_a_pick_is_chosen_by_key_by_arrow_and_by_mouse_and_taken_back(tmp_path: Path) -> None:
    app, _ = first_run(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        part, sharing = app.screen.query(Pick).results(Pick)
        part.focus()
        await pilot.press("p")
        assert part.chosen == "peer"
        await pilot.press("right")
        assert part.chosen == "mentor"
        await pilot.press("backspace")
        assert part.chosen == "mentor"
        await pilot.click(sharing, offset=(14, 0))
        assert sharing.chosen == "40/60"
        await pilot.press("backspace")
        assert sharing.chosen == ""


@pytest.mark.parametrize("size", [*SIZES, *SMALL], ids=str)
async def test_each_question_can_be_seen_while_it_is_asked(tmp_path: Path, size: tuple[int, int]) -> None:
    app, store = first_run(tmp_path)
    async with app.run_test(size=size) as pilot:
        for label in ("Your name", "Your zone", "Your part", "Their name", "Their zone", "Sharing talk", "Number row"):
            await pilot.pause()
            await pilot.pause()
            assert label in shown(app)
            assert widths(app) == {size[0]}
            await pilot.press("enter")
        await pilot.pause()
        assert "To copy and send" in shown(app) or "Hi" in shown(app)
    assert store.me() is not None


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_first_run_looks_as_agreed(snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int]) -> None:
    app, _ = first_run(tmp_path)
    press = [*"Ada", "enter", *"berlin", "enter", "enter", *"Grace Otieno", "enter", *"nairobi", "enter", "4"]
    assert snap_compare(app, terminal_size=size, press=[{" ": "space"}.get(key, key) for key in press])


def test_the_sentence_to_send_looks_as_agreed_in_the_light(snap_compare: Callable[..., bool], tmp_path: Path) -> None:
    app, _ = first_run(tmp_path, theme=LIGHT.name)

    async def invited(pilot: Pilot[None]) -> None:
        await pilot.press(*"Ada", "ctrl+s")

    assert snap_compare(app, terminal_size=(80, 24), run_before=invited)
