"""The list of all open promises, by keyboard alone."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from mentortui.core.capture import Capture
from mentortui.core.record_details import ActionDetails
from mentortui.core.records import Living
from mentortui.core.typed_people import Person
from mentortui.screens.ask import AskScreen
from mentortui.screens.promises import PromisesScreen
from mentortui.screens.wanted import SummaryWanted
from mentortui.services.desk import Desk
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.store.store import Store
from tests.screens.stage import SIZES, SMALL, Stage, StillClock, at_once, desk, said, shown, widths
from tests.screens.waiting import until


class World:
    """Two mentorships with promises on both sides."""

    def __init__(self, folder: Path) -> None:
        mentorships, _, self.store = desk(folder)
        grace = mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi")
        linus = mentorships.add("mentor", [Person("Linus Park", "seoul")])
        self.mentorships = mentorships
        other = next(person.id for person in grace.people if person.id != grace.me)
        self.keep(
            grace.slug,
            ("g1", grace.me, "send the outline", "2026-12-02"),
            ("g2", grace.me, "ask about the on-call rota", ""),
            ("g3", other, "write the failing test first", "2026-11-25"),
            ("g4", other, "read chapter four", "2026-11-20"),
        )
        self.keep(linus.slug, ("l1", linus.me, "introduce to the data team", "2026-11-21"))
        self.desk = Desk(self.store, StillClock(), system_zone="Europe/Berlin")

    def keep(self, slug: str, *promises: tuple[str, str, str, str]) -> None:
        made = [
            Living(id=id, capture=Capture(id=id, kind="action", text=text, who=who, due=due), session=f"s-{id}", created=n)
            for n, (id, who, text, due) in enumerate(promises)
        ]
        self.store.save_living(slug, *made)

    def state(self, slug: str, id: str) -> str:
        return next(one.state for one in self.store.living(slug) if one.id == id)

    def listed(self, marked: tuple[str, str] = ("", "")) -> Stage:
        return Stage(lambda: PromisesScreen(self.desk.promises, self.desk.drafts, marked=marked))


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


async def read(pilot: Pilot[None]) -> None:
    """Until the list is there."""
    await until(pilot, lambda: "Yours" in said(pilot.app) or "Here stands" in said(pilot.app))


async def test_yours_come_first_and_late_ones_before_the_others(world: World) -> None:
    app = world.listed()
    async with app.run_test(size=(120, 40)) as pilot:
        await read(pilot)
        screen = said(app)
    order = ["Yours", "introduce to", "send the outline", "ask about", "Theirs", "read chapter", "write the failing"]
    places = [screen.index(words) for words in order]
    assert places == sorted(places)
    assert "Yours 3 open, 1 late" in screen
    assert "introduce to the data team Linus Park Sat 21 Nov · 4 days late" in screen
    assert "write the failing test first Grace Otieno today" in screen


async def learned(pilot: Pilot[None], *keys: str) -> None:
    """The question that comes with a tick, answered."""
    await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, PromisesScreen))
    await pilot.pause()


async def test_what_was_learned_is_asked_at_closing_and_kept(world: World) -> None:
    app = world.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        await pilot.press("space")
        await learned(pilot, *"ask first", "enter")
        await until(pilot, lambda: "learned: ask first" in said(app))
        one = next(one for one in world.store.living("linus-park") if one.id == "l1")
        assert one.details == ActionDetails(learned="ask first", closed="2026-11-25")
        assert "In the last three months: Ada: 1 kept" in said(app)
        await pilot.press("u", "u")
        await until(pilot, lambda: world.state("linus-park", "l1") == "open")
        assert next(one for one in world.store.living("linus-park") if one.id == "l1").details is None


async def test_from_the_fourth_open_one_of_a_person_on_one_sentence_says_so(world: World) -> None:
    more = [(f"m{n}", "ada", f"promise {n}", "") for n in range(2)]
    me = next(one for one in world.mentorships.all() if one.slug == "grace-otieno").me
    app = world.listed(marked=("grace-otieno", "g1"))
    async with app.run_test(size=(100, 30)) as pilot:
        await read(pilot)
        assert "You have" not in said(app)
    world.keep("grace-otieno", *((id, me, text, due) for id, _, text, due in more))
    app = world.listed(marked=("grace-otieno", "g1"))
    async with app.run_test(size=(100, 30)) as pilot:
        await read(pilot)
        assert "In the last three months: Ada: 4 open Grace Otieno: 2 open, 1 of them late" in said(app)
        assert "You have 4 promises open. Which one matters most?" in said(app)


async def test_space_ticks_and_u_takes_it_back(world: World) -> None:
    app = world.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        await pilot.press("space")
        await until(pilot, lambda: "✓ introduce to the data team" in said(app))
        assert world.state("linus-park", "l1") == "done"
        assert "kept: introduce to the data team" in said(app)
        await learned(pilot, "escape")
        assert "kept: introduce to the data team" in said(app)
        assert "Yours 2 open" in said(app)
        await pilot.press("u")
        await until(pilot, lambda: "○ introduce to the data team" in said(app))
        assert world.state("linus-park", "l1") == "open"


async def test_what_was_ticked_stays_until_one_leaves_and_space_opens_it_again(world: World) -> None:
    app = world.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        await pilot.press("space")
        await learned(pilot, "enter")
        assert "✓" in said(app)
        await pilot.press("space")
        await until(pilot, lambda: "✓" not in said(app))
        await pilot.press("space")
        await learned(pilot, "escape")
        assert "✓" in said(app)
    again = world.listed()
    async with again.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        assert "introduce" not in said(again)


async def test_a_disk_that_refuses_is_told_and_the_promise_stays_open(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Store, *given: object) -> None:
        raise NotSaved(Path("record.json"), "disk full")

    app = world.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(Changing, "write", full)
            await pilot.press("space")
            await until(pilot, lambda: "disk full" in said(app))
        assert "○ introduce" in said(app)
        await pilot.press("space")
        await until(pilot, lambda: "✓ introduce" in said(app))


async def test_the_filter_narrows_while_one_types_and_escape_clears_it_first(world: World) -> None:
    app = world.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        await pilot.press("slash", *"grace fail")
        await pilot.pause()
        assert "write the failing" in said(app)
        assert "introduce" not in said(app)
        assert shown(app).splitlines()[-1].startswith(" enter to the list   esc clear    "), "every other key is a sign there"
        await pilot.press("enter", "space")
        await learned(pilot, "escape")
        assert world.state("grace-otieno", "g3") == "done"
        await pilot.press("escape")
        await until(pilot, lambda: "introduce" in said(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.came_to is None)


async def test_what_is_typed_right_after_the_key_of_the_filter_is_words_and_no_keys(world: World) -> None:
    app = world.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        at_once(app, "slash", *"fail")
        await until(pilot, lambda: "introduce" not in said(app) and "write the failing" in said(app))


async def test_a_filter_of_ten_thousand_characters_says_that_nothing_matches(world: World) -> None:
    app = world.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        await pilot.press("slash")
        app.screen.query_one("#filter").insert_text_at_cursor("x " * 5_000)  # type: ignore[attr-defined]
        await until(pilot, lambda: "No open promise has" in said(app))
        await pilot.press("escape")
        await until(pilot, lambda: "introduce" in said(app))


async def test_enter_opens_the_session_it_was_made_in(world: World) -> None:
    app = world.listed(("grace-otieno", "g4"))
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        await pilot.press("enter")
        await pilot.pause()
    (wanted,) = [one for one in app.said if isinstance(one, SummaryWanted)]
    assert (wanted.slug, wanted.session_id) == ("grace-otieno", "s-g4")


async def test_e_edits_what_and_by_when_and_u_takes_it_back(world: World) -> None:
    app = world.listed(("grace-otieno", "g1"))
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        assert "< send the outline due:2026-12-02" in said(app)
        await pilot.press(*["backspace"] * 14, *"due:fri", "enter")
        await until(pilot, lambda: "Fri 27 Nov" in said(app))
        record = next(one for one in world.store.living("grace-otieno") if one.id == "g1")
        assert (record.capture.text, record.capture.due) == ("send the outline", "2026-11-27")
        await pilot.press("u")
        await until(pilot, lambda: "Wed 2 Dec" in said(app))


async def test_a_line_that_is_no_promise_any_more_is_refused_and_kept_as_a_draft(world: World) -> None:
    app = world.listed(("grace-otieno", "g1"))
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        await pilot.press("home", "delete", "enter")
        await pilot.pause()
        assert "This would no longer be a promise" in said(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, PromisesScreen))
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        assert "This would no longer be a promise" in said(app)


async def test_without_promises_it_says_what_belongs_here(world: World) -> None:
    for slug in ("grace-otieno", "linus-park"):
        records = [msgspec.structs.replace(one, state="done") for one in world.store.living(slug)]
        world.store.save_living(slug, *records)
    app = world.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot)
        assert "In a session < catches what you promise, > what they do." in said(app)
        await pilot.press("space", "enter", "e", "u")
        await until(pilot, lambda: "There is nothing to undo." in said(app))


@pytest.mark.parametrize("size", [*SIZES, *SMALL], ids=str)
async def test_every_size_keeps_its_cells_and_the_marked_one_is_seen(world: World, size: tuple[int, int]) -> None:
    names = ("👩‍👩‍👧‍👦 🏳️‍🌈 朴 [/]", "A name of sixty characters that somebody really goes by today")
    for number, name in enumerate(names):
        one = world.mentorships.add("mentor", [Person(name)])
        world.keep(
            one.slug, *((f"n{number}-{n}", one.me, f"{n} [/] 朴 " + "in many words " * 9, "2026-11-24") for n in range(20))
        )
    app = world.listed()
    async with app.run_test(size=size) as pilot:
        await read(pilot)
        for _ in range(6):
            await pilot.press("down", "down", "pagedown")
            await pilot.pause()
            assert widths(app) == {size[0]}
            assert "○" in shown(app)
        if size[0] == 60:
            assert "space kept   enter session   e edit   o whole" in shown(app).splitlines()[-1]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_promises_look_as_agreed(snap_compare: Callable[..., bool], world: World, size: tuple[int, int]) -> None:
    async def ready(pilot: Pilot[None]) -> None:
        await read(pilot)
        await pilot.press("down", "space")
        await learned(pilot, "escape")

    assert snap_compare(world.listed(), terminal_size=size, run_before=ready)
