"""Prepare, by the keyboard alone: each key is on disk at once, and nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from mentortui.core.actions import learned
from mentortui.core.records import CheckIn, Living, Plan, Roadblock
from mentortui.screens.ask import AskScreen
from mentortui.screens.keys import groups
from mentortui.screens.prepare_checkin import check_in
from mentortui.screens.wanted import LetterWanted, StartWanted
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from tests.core.plan_values import item
from tests.screens.prepare_place import THURSDAY, Prepared, Written
from tests.screens.stage import MINUTE, NOON, SIZES, Stage, at_every_size, said, shown, widths
from tests.screens.waiting import at_rest, press
from tests.store import values
from tests.widgets.host import HOSTILE


@pytest.fixture
def place(tmp_path: Path) -> Prepared:
    return Prepared(tmp_path)


async def test_an_empty_agenda_shows_an_example_and_enter_takes_what_is_usual(place: Prepared) -> None:
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Roadblock: flaky deploy 10 Grace" in said(app)
        assert "enter takes: First meeting, 60 minutes" in said(app)
        await press(pilot, "enter")
        assert "60 planned, none free" in said(app)
        assert "● saved" in said(app)
    assert place.titles()[0] == "Who we are, and what brought us here"


async def test_items_are_added_in_a_line_which_says_what_it_was_understood_as(place: Prepared) -> None:
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a", *"Code review 20 @gr")
        assert "20 minutes · Grace leads" in said(app)
        await press(pilot, "enter", "a", *"Talk 5", "enter")
        assert "25 planned" in said(app)
        assert "25 min by items (n)" in said(app)
    assert [(one.title, one.minutes, one.owner) for one in place.plan().items] == [
        ("Code review", 20, place.other),
        ("Talk", 5, ""),
    ]


async def test_the_length_follows_the_items_until_one_says_it_with_a_key_that_is_shown(place: Prepared) -> None:
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "open length (n)" in said(app)
        await press(pilot, "a", *"Talk 20", "enter")
        assert "20 min by items (n)" in said(app)
        assert "free" not in said(app)
        await press(pilot, "n", *"45", "enter")
        assert "45 minutes (n)" in said(app)
        assert "20 planned, 25 free" in said(app)
        await press(pilot, "n", *["backspace"] * 2, "enter")
        assert "20 min by items (n)" in said(app)
    assert place.plan().minutes is None


async def test_all_keys_name_those_that_the_list_hands_on(place: Prepared) -> None:
    place.save(item("1", "Talk"))
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        here = dict(groups(app.screen, floor=False, signs=False)[0][1])
        assert here["←"] == "Five minutes fewer"
        assert here["→"] == "Five minutes more"
        assert here["enter"] == "Edit the item in a line; put on the agenda what is offered"


async def test_the_check_in_nobody_wrote_says_so_and_its_example_is_called_one(place: Prepared) -> None:
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        written = said(app)
        assert "Nobody has written one yet." in written
        assert "For example:" in written
        assert written.index("For example:") < written.index("retry fix shipped")


async def test_what_was_said_of_the_last_act_is_gone_after_a_session(place: Prepared) -> None:
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a", *"Talk 20", "enter")
        assert "added; u takes it back" in said(app)
        await press(pilot, "s")
        assert "takes it back" not in said(app)


async def test_minutes_add_up_as_the_arrows_change_them_and_over_is_said(place: Prepared) -> None:
    place.save(item("1", "Talk", 50), item("2", "Walk", 8), minutes=60)
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "right")
        assert "63 planned, 3 over" in said(app)
        await press(pilot, "left", "left", "down", "right")
        assert "55 planned, 5 free" in said(app)
    assert [one.minutes for one in place.plan().items] == [45, 10]


async def test_items_move_and_change_hands_and_go_and_come_back(place: Prepared) -> None:
    place.save(item("1", "Talk"), item("2", "Walk"), item("3", "Read"))
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "J", "J")
        assert place.titles() == ["Walk", "Read", "Talk"]
        await press(pilot, "J")
        assert "stands at the end already" in said(app)
        await press(pilot, "o", "K", "backspace")
        assert place.titles() == ["Walk", "Read"]
        await press(pilot, "u")
        assert place.titles() == ["Walk", "Talk", "Read"]
        assert place.plan().items[1].owner == place.mentorship.me
        await press(pilot, "U")
        assert place.titles() == ["Walk", "Read"]
        await press(pilot, "u", "u", "u", "u", "u", "u")
        assert "nothing to undo" in said(app)
    assert place.titles() == ["Talk", "Walk", "Read"]


async def test_a_click_on_the_keys_that_move_an_item_moves_it(place: Prepared) -> None:
    place.save(item("1", "Talk"), item("2", "Walk"))
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await at_rest(pilot)
        await pilot.click("KeyLine", offset=(shown(app).splitlines()[-1].index(" J K ") + 1, 0))
        await at_rest(pilot)
        assert place.titles() == ["Walk", "Talk"]


async def test_an_item_is_edited_in_its_line(place: Prepared) -> None:
    place.save(item("1", "Talk", 10, owner="both", brought_by=place.other, carried=1))
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "home", *"Long ", "enter")
    assert place.plan().items == (item("1", "Long Talk", 10, owner="both", brought_by=place.other, carried=1),)


async def test_an_item_is_edited_with_all_its_fields_and_an_error_stands_beside_its_field(place: Prepared) -> None:
    place.save(item("1", "Talk", 10))
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e", "ctrl+u", *"Listen", "enter", "ctrl+u", *"700", "ctrl+s")
        assert "1 to 600 minutes" in said(app)
        await press(pilot, "ctrl+u", *"20", "enter", "g", "enter", "a", "enter", *"20/80", "enter", "n", "ctrl+s")
        assert "listening, no prompts" in said(app)
    (made,) = place.plan().items
    assert (made.title, made.minutes, made.owner, made.brought_by, made.quiet) == (
        "Listen",
        20,
        place.other,
        place.mentorship.me,
        True,
    )
    assert made.agreement is not None
    assert made.agreement.roles == {"mentor": 20, "mentee": 80}


async def test_what_was_typed_into_a_form_that_was_left_is_there_again(place: Prepared) -> None:
    place.save(item("1", "Talk", 10))
    app = place.stage(Written())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e", "end", *" more", "escape")
        assert place.titles() == ["Talk"]
        await press(pilot, "e", "ctrl+s", "a", *"Half an it", "escape", "a", *"em", "enter")
    assert place.titles() == ["Talk more", "Half an item"]


async def test_a_template_is_one_key_and_what_was_typed_stays(place: Prepared) -> None:
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a", *"Mine", "enter", "t", "5")
        assert place.titles()[:2] == ["How are you, really?", "Mine"]
        await press(pilot, "t", "0")
    assert place.plan().kind == "closing"
    assert "Mine" in place.titles()
    assert "How are you, really?" not in place.titles()


async def test_a_template_of_ones_own_is_offered_and_a_broken_one_is_told(place: Prepared) -> None:
    folder = place.folder / "config" / "templates"
    folder.mkdir(parents=True)
    (folder / "pairing.toml").write_text('title = "Pairing [/]"\n[[items]]\ntitle = "Build"\nminutes = 50\n')
    (folder / "bad.toml").write_text("title = \n")
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "t")
        assert "bad.toml, line 1" in said(app)
        await press(pilot, "a")
    assert place.titles() == ["Build"]


async def test_last_times_agenda_comes_with_the_minutes_it_really_took(place: Prepared) -> None:
    place.usual()
    place.save()
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "l")
    assert [(one.title, one.minutes) for one in place.plan().items] == [("Check-in", 5), ("Code review of the parser", 18)]


async def test_minutes_are_proposed_and_one_key_takes_them(place: Prepared) -> None:
    place.usual()
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "down", "down")
        assert "carried over · you two took 18" in said(app)
        await press(pilot, "=")
        assert "58 planned, 2 free" in said(app)
    assert place.plan().items[2].minutes == 18


@pytest.mark.parametrize(("key", "left"), [("d", True), ("s", True), ("x", False)])
async def test_at_the_second_time_it_asks_to_do_shrink_or_drop(place: Prepared, key: str, left: bool) -> None:
    place.save(item("1", "Chapter four", 30, carried=2, since=NOON - 30 * MINUTE))
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "3rd time: do, shrink, drop?" in said(app)
        await press(pilot, "enter")
        assert "was carried over 2 times" in said(app)
        await press(pilot, key)
        if key == "s":
            await press(pilot, "ctrl+u", *"One page 5", "enter")
        assert "do, shrink, drop?" not in said(app) or key == "s"
    assert bool(place.titles()) is left
    if key == "s":
        assert place.titles() == ["One page"]


async def test_promises_and_roadblocks_are_offered_and_go_on_the_agenda_with_enter(place: Prepared) -> None:
    place.usual()
    place.save(item("1", "Talk"))
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "May go on the agenda" in said(app)
        assert "2 sessions: do, shrink, drop?" in said(app)
        await press(pilot, "down", "enter", "end", "enter")
    assert place.titles() == ["Talk", "Roadblock: no access to the logs", "introduce Grace to the data team"]


async def test_a_promise_is_done_or_let_go_or_made_smaller(place: Prepared) -> None:
    place.save(item("1", "Talk"))
    place.store.save_living(place.slug, *(values.action(id, place.other, text=f"promise {id}") for id in ("a", "b")))
    place.usual()
    place.save(item("1", "Talk"))
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "down", "down", "down")
        assert "open since 2 sessions" in said(app)
        assert "What was learned?" in await press(pilot, "space")
        await press(pilot, *"ask first", "enter")
        assert "learned: ask first" in said(app)
        await press(pilot, "enter", "s", "ctrl+u", *"less", "enter", "backspace")
    states = {one.id: (one.state, one.capture.text) for one in place.store.living(place.slug)}
    assert sorted(state for state, _ in states.values()) == ["done", "dropped", "open", "open"]
    assert "less" in {text for _, text in states.values()}
    assert [learned(one) for one in place.store.living(place.slug) if one.state == "done"] == ["ask first"]


async def test_a_check_in_takes_several_lines_a_field_and_marks_a_missing_proposal(place: Prepared) -> None:
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "i", *"retry fix shipped", "enter", *"tests green", "tab")
        await press(pilot, *"flaky deploy -> a canary", "enter", *"no access", "tab", *"ask early", "tab", *"pair")
        assert "2 done · 2 roadblocks, 1 without a proposal · 1 learned · 1 next" in said(app)
        await press(pilot, "ctrl+s")
        assert "Grace's check-in" in shown(app)
        assert "no access ◆ no proposal yet" in said(app)
        assert "flaky deploy → a canary" in said(app)
    (made,) = place.preparing.check_ins(place.slug)
    assert made.person == place.other
    assert made.done == ("retry fix shipped", "tests green")
    assert made.roadblocks == (Roadblock(text="flaky deploy", proposal="a canary"), Roadblock(text="no access"))


async def test_each_person_has_a_check_in_and_a_draft_of_ones_own(place: Prepared) -> None:
    drafts = Written()
    app = place.stage(drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "i", *"hers", "shift+tab", "y", "tab", *"mine", "shift+tab", "g", "tab", "escape")
        await press(pilot, "i")
        assert "hers" in said(app)
        await press(pilot, "shift+tab", "y", "ctrl+s")
    (made,) = place.preparing.check_ins(place.slug)
    assert (made.person, made.done) == (place.mentorship.me, ("mine",))


async def test_the_date_is_typed_in_ones_own_zone_and_shown_in_both_with_a_warning(place: Prepared) -> None:
    other = place.store.save_mentorship(values.mentorship("m2", "Linus", next_date=THURSDAY + 30 * MINUTE))
    assert other.slug
    place.save(item("1", "Talk"), minutes=60)
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "d", *"mon 15:00")
        assert "Mon 30 Nov 15:00 (17:00 Nairobi)" in said(app)
        await press(pilot, "ctrl+u", *"thu 15:00")
        assert "Thu 26 Nov 15:00 (17:00 Nairobi) · overlaps with Linus" in said(app)
        await press(pilot, "ctrl+u", *"sat 22:30")
        assert "22:30 in Berlin, a weekend, for you" in said(app)
        await press(pilot, "ctrl+u", *"25 nov 13:00", "enter")
        assert "has gone by" in said(app)
        assert isinstance(app.screen, AskScreen)
        await press(pilot, "ctrl+u", *"thu 15:00", "enter")
        assert "◆ overlaps with Linus" in said(app)
        assert "Thu 26 Nov 15:00 (17:00 Nairobi) · 60 minutes" in said(app)
    assert place.mentorship.next_date == place.plan().starts == THURSDAY


@pytest.mark.parametrize(("key", "state"), [("n", "missed"), ("s", "skipped"), ("h", "held")])
async def test_whatever_became_of_the_session_its_agenda_stays(place: Prepared, key: str, state: str) -> None:
    place.usual()
    before = place.titles()
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", key)
        assert "no date yet" in said(app)
    assert place.titles() == before
    assert place.mentorship.next_date is None
    assert [plan.starts for plan in place.store.table(place.slug, "plans", Plan) if plan.state == state][-1] == THURSDAY


async def test_moved_it_asks_for_the_date(place: Prepared) -> None:
    place.usual()
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "m")
        await press(pilot, *"27 nov 10:00", "enter")
        assert "Fri 27 Nov 10:00 (12:00 Nairobi)" in said(app)
    assert place.plan().starts == place.mentorship.next_date != THURSDAY


async def test_the_goal_and_the_last_takeaway_stand_on_top_and_it_is_said_whether_it_held(place: Prepared) -> None:
    place.usual()
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "Last takeaway: “small commits got me faster reviews” Did it hold? h" in said(app)
        assert "Goal Release lead" in said(app)
        await press(pilot, "h", "p")
        assert "It held: partly" in said(app)
    assert (place.plan().takeaway, place.plan().did_hold) == ("t1", "partly")


async def test_tasks_have_rotated_and_are_handed_on_with_enter(place: Prepared) -> None:
    place.usual()
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "facilitator Grace (last: you) · notes Ada · time Grace" in said(app)
        await press(pilot, "r", "down", "enter", "escape")
        assert "notes Grace" in said(app)
    assert place.plan().roles.notes == place.other


async def test_the_length_can_be_said_and_follows_the_items_where_it_is_not(place: Prepared) -> None:
    place.save(item("1", "Talk", 10), minutes=60)
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "ctrl+u", *"30", "enter")
        assert "10 planned, 20 free" in said(app)
        await press(pilot, "n", "ctrl+u", "enter")
        assert "10 min by items" in said(app)
    assert place.plan().minutes is None


async def test_start_and_letter_are_handed_to_the_program(place: Prepared) -> None:
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "c")
    wanted = [message for message in app.said if isinstance(message, (StartWanted, LetterWanted))]
    assert [type(message).__name__ for message in wanted] == ["StartWanted", "LetterWanted"]
    assert {message.slug for message in wanted} == {place.slug}


async def test_what_was_stored_elsewhere_is_seen_after_a_form(place: Prepared) -> None:
    place.save(item("1", "Talk"))
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "a")
        place.preparing.file_check_in(place.slug, CheckIn(id="", person=place.other, done=("by letter",), by_letter=True))
        await press(pilot, "escape")
        assert "by letter" in said(app)


async def test_a_disk_that_refuses_is_said_and_tried_again_and_esc_asks_first(
    place: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.save(item("1", "Talk"))
    app = place.stage()

    def full(*_: object) -> None:
        raise NotSaved(place.folder, "disk full")

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        with monkeypatch.context() as patch:
            patch.setattr(Changing, "write", full)
            await press(pilot, "right")
            assert "NOT SAVED · disk full" in said(app)
        await press(pilot, "right")
        assert "● saved" in said(app)
    assert place.plan().items[0].minutes == 20


async def test_a_key_and_at_once_esc_keeps_what_the_key_did(place: Prepared) -> None:
    place.save(item("1", "Talk", 10))
    app = place.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "escape")
        await at_rest(pilot)
    assert app.came_to is None
    assert place.plan().items[0].minutes == 15


async def test_the_check_in_can_be_read_alone_where_there_is_no_room_beside_it(place: Prepared) -> None:
    place.usual()
    app = place.stage()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "pair on the canary" not in said(app)
        await press(pilot, "v")
        assert "pair on the canary" in said(app)
        assert "Code review" not in said(app)
        await press(pilot, "escape")
        assert "Code review" in said(app)


async def test_any_words_can_stand_on_an_agenda(place: Prepared) -> None:
    hostile = [words for words in HOSTILE if " ".join(words.split())]
    place.save(*(item(f"{number}", words[:200]) for number, words in enumerate(hostile)))
    place.store.save_table(place.slug, "checkins", CheckIn(id="c", person=place.other, done=tuple(hostile), created=NOON))
    app = place.stage()
    async with app.run_test(size=(120, 40)) as pilot:
        for key in (*["e", "escape", "enter", "escape", "down"] * len(hostile), "i", "escape"):
            await press(pilot, key)
            assert widths(app) == {120}
            assert "\x1b" not in shown(app)


@at_every_size("overfull", "usual", "empty")
async def test_it_keeps_to_its_cells_and_the_minutes_are_seen(place: Prepared, kind: str, size: tuple[int, int]) -> None:
    if kind != "empty":
        getattr(place, kind)()
    app = place.stage()
    async with app.run_test(size=size) as pilot:
        for key in ("end", "home", "pagedown", "K"):
            await press(pilot, key)
            assert widths(app) == {size[0]}
        assert "● saved" in shown(app)
        if kind != "empty":
            assert " planned" in said(app)


def look(place: Prepared, content: str) -> Stage:
    if content != "empty":
        getattr(place, content)()
    return place.stage()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("content", ["empty", "usual", "overfull"])
def test_it_looks_as_agreed(snap_compare: Callable[..., bool], place: Prepared, content: str, size: tuple[int, int]) -> None:
    assert snap_compare(look(place, content), terminal_size=size, press=["down", "down"])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("keys", [["e"], ["i"], ["m"], ["t"]], ids=["item", "check_in", "put_off", "template"])
def test_its_forms_look_as_agreed(
    snap_compare: Callable[..., bool], place: Prepared, keys: list[str], size: tuple[int, int]
) -> None:
    assert snap_compare(look(place, "usual"), terminal_size=size, press=["down", *keys])


def test_records_are_read_as_they_were_before_plans_knew_more() -> None:
    assert msgspec.convert({"id": "p", "kind": "regular"}, Plan).took == {}
    assert msgspec.convert({"id": "l", "capture": {}}, Living).session == ""


def test_of_a_huge_check_in_only_its_beginning_is_drawn(tmp_path: Path) -> None:
    place, huge = Prepared(tmp_path), "word " * 2_000
    said = CheckIn(id="", person=place.other, done=(huge,), roadblocks=(Roadblock(text=huge, proposal=huge),))
    place.preparing.file_check_in(place.slug, said)
    drawn = check_in(place.preparing.editor(place.slug), 40, example=False)
    assert drawn.cell_length < 3 * 8 * 40
    assert drawn.plain.count("…") == 3
