"""Adding and changing a mentorship, by the keyboard alone."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentortui.core.people import Agreement
from mentortui.core.records import Mentorship
from mentortui.core.typed_people import Person
from mentortui.screens.people import PeopleScreen
from mentortui.services.mentorships import Mentorships
from mentortui.widgets.form import Form
from tests.screens.stage import NOT_YET, SIZES, SMALL, Stage, desk, said, shown, widths
from tests.screens.waiting import at_rest
from tests.widgets.host import HOSTILE

HOSTILE_PERSON = "Lin\x1b[31m [/] \u202e👩‍👩‍👧"


@pytest.fixture
def mentorships(tmp_path: Path) -> Mentorships:
    mentorships, _, _ = desk(tmp_path)
    mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi", "40/60")
    return mentorships


def people(mentorships: Mentorships, slug: str | None) -> Stage:
    return Stage(lambda: PeopleScreen(mentorships, slug))


async def test_a_mentorship_is_added_with_enter_alone(mentorships: Mentorships) -> None:
    app = people(mentorships, None)
    async with app.run_test() as pilot:
        await pilot.press(*"Linus", "enter", *"seoul", "enter", *"30", "enter")
    made = app.came_to
    assert isinstance(made, Mentorship)
    assert (made.people[1].name, made.people[1].zone) == ("Linus", "Asia/Seoul")
    assert made.agreement == Agreement(roles={"mentor": 30, "mentee": 70})
    assert mentorships.get(made.slug) == made


async def test_a_new_mentorship_needs_a_name(mentorships: Mentorships) -> None:
    before = len(mentorships.listed()[0])
    app = people(mentorships, None)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "ctrl+n one more person" in said(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Who is it?" in said(app)
        assert app.came_to is NOT_YET
    assert len(mentorships.listed()[0]) == before


async def test_shares_by_kind_are_typed_told_and_kept(mentorships: Mentorships) -> None:
    app = people(mentorships, "grace-otieno")
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        app.screen.query_one(Form).field("kinds").control.focus()
        await pilot.press(*"coffe equal")
        await pilot.pause()
        assert "“coffe” is no kind of session here" in said(app)
        await pilot.press(*["left"] * 6, "e")
        await pilot.pause()
        assert "coffee chat: the same for everyone" in said(app)
        await pilot.press("ctrl+s")
    assert mentorships.get("grace-otieno").kinds == {"coffee": Agreement()}


async def test_the_kinds_there_are_are_read_while_the_form_stands(
    mentorships: Mentorships, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, asked = threading.Event(), list[bool]()

    def slow(mentorship: Mentorship) -> tuple[str, ...]:
        asked.append(threading.current_thread() is threading.main_thread())
        read.wait(20)
        return ("pairing",)

    monkeypatch.setattr(mentorships, "own_kinds", slow)
    app = people(mentorships, "grace-otieno")
    async with app.run_test(size=(120, 40)) as pilot:
        app.screen.query_one(Form).field("kinds").control.focus()
        await pilot.press(*"pairing equal")
        await pilot.pause()
        assert "is no kind of session here" not in said(app)
        read.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "pairing: the same for everyone" in said(app)
    assert asked == [False]


async def test_people_are_added_up_to_nine(mentorships: Mentorships) -> None:
    app = people(mentorships, "grace-otieno")
    async with app.run_test(size=(80, 24)) as pilot:
        for number in range(2, 9):
            await pilot.press("ctrl+n", *f"P{number}")
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "At most 9 people" in said(app)
        await pilot.press("ctrl+s")
    made = app.came_to
    assert isinstance(made, Mentorship)
    assert [member.name for member in made.people] == ["Ada", "Grace Otieno", *(f"P{n}" for n in range(2, 9))]
    assert made.agreement == Agreement(roles={"mentor": 40, "mentee": 60})


async def test_each_key_that_the_form_names_can_be_clicked(mentorships: Mentorships) -> None:
    app = people(mentorships, None)
    async with app.run_test(size=(120, 40)) as pilot:
        form = app.screen.query_one(Form)
        for key, then in (("enter next", "zone:1"), ("↑ ↓", "sharing"), ("ctrl+n", "name:2"), ("ctrl+s", "name:1")):
            await pilot.click("KeyLine", offset=(shown(app).splitlines()[-1].index(key) + 1, 0))
            await at_rest(pilot)
            assert form.field(then).control.has_focus, key
        assert "Who is it?" in said(app)


async def test_a_further_person_left_empty_was_not_meant(mentorships: Mentorships) -> None:
    app = people(mentorships, "grace-otieno")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+n", "ctrl+s")
    assert isinstance(app.came_to, Mentorship)
    assert len(app.came_to.people) == 2


async def test_hidden_characters_of_a_name_are_seen_and_stay_when_something_else_changes(mentorships: Mentorships) -> None:
    made = mentorships.add("mentor", [Person(HOSTILE_PERSON)])
    app = people(mentorships, made.slug)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "␛[31m [/] \ufffd" in shown(app)
        assert "\x1b" not in shown(app)
        await pilot.press("enter", "ctrl+u", *"seoul", "ctrl+s")
    assert isinstance(app.came_to, Mentorship)
    assert (app.came_to.people[1].name, app.came_to.people[1].zone) == (HOSTILE_PERSON, "Asia/Seoul")


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name[:20]))
async def test_any_name_can_be_typed_or_pasted(mentorships: Mentorships, name: str) -> None:
    app = people(mentorships, None)
    async with app.run_test() as pilot:
        app.screen.focused.insert_text_at_cursor(name)  # type: ignore[union-attr]
        await pilot.pause()
        assert widths(app) == {80}
        assert not {"\x1b", "\x9b", "\x07"} & set(shown(app))
        await pilot.press("ctrl+s")
        await pilot.pause()
        if len(name) > 80:
            assert "has 10000 characters: write at most 80" in said(app)
            assert app.came_to is NOT_YET
    assert len(mentorships.all()) == (1 if len(name) > 80 or not name.strip() else 2)


@pytest.mark.parametrize(
    ("keys", "trouble"),
    [
        (["down", *"Mars"], "is not a time zone"),
        (["enter", "enter", "ctrl+u", *"50/60"], "50/60 makes 110"),
        (["ctrl+n", *"ada"], "You are called Ada too: add a letter"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_stored(mentorships: Mentorships, keys: list[str], trouble: str) -> None:
    before = mentorships.get("grace-otieno")
    app = people(mentorships, "grace-otieno")
    async with app.run_test() as pilot:
        await pilot.press(*keys, "ctrl+s")
        await pilot.pause()
        assert trouble in said(app)
    assert mentorships.get("grace-otieno") == before


async def test_escape_leaves_at_once_when_nothing_changed_and_asks_once_otherwise(mentorships: Mentorships) -> None:
    app = people(mentorships, "grace-otieno")
    async with app.run_test() as pilot:
        await pilot.press("escape")
    assert app.came_to is None
    app = people(mentorships, "grace-otieno")
    async with app.run_test() as pilot:
        await pilot.press("x", "escape")
        await pilot.pause()
        assert "ctrl+s saves, esc again leaves without" in said(app)
        assert app.came_to is NOT_YET
        await pilot.press("escape")
    assert app.came_to is None
    assert mentorships.get("grace-otieno").people[1].name == "Grace Otieno"


async def type_long(pilot: Pilot[None]) -> None:
    await pilot.press(*"ABCDEFGHIJ" * 6)
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("size", [*SIZES, *SMALL], ids=str)
async def test_the_end_of_a_long_name_is_seen_while_one_types_it(mentorships: Mentorships, size: tuple[int, int]) -> None:
    app = people(mentorships, None)
    async with app.run_test(size=size) as pilot:
        await type_long(pilot)
        assert "GHIJ" in shown(app)
        assert "Their name" in shown(app)
        assert widths(app) == {size[0]}


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_people_look_as_agreed(snap_compare: Callable[..., bool], mentorships: Mentorships, size: tuple[int, int]) -> None:
    mentorships.edit("grace-otieno", others=[Person("Grace Otieno", "nairobi"), Person("王小明 👩‍👩‍👧", "shanghai")])
    assert snap_compare(people(mentorships, "grace-otieno"), terminal_size=size)
