"""Home: what is listed, and what each key asks for."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from mentortui.core.templates import REGULAR
from mentortui.screens.home import HomeScreen
from mentortui.services.mentorships import Mentorships, Person
from mentortui.services.sessions import Sessions
from mentortui.store.store import Store
from mentortui.theme import LIGHT
from mentortui.widgets.key_line import KeyLine
from tests.screens.stage import DAY, MINUTE, NOON, SIZES, SMALL, Stage, StillClock, desk, said, shown, widths
from tests.store import values
from tests.widgets.host import HOSTILE


class World:
    """A folder with what Home may show."""

    def __init__(self, folder: Path) -> None:
        self.clock = StillClock()
        self.mentorships: Mentorships
        self.sessions: Sessions
        self.store: Store
        self.mentorships, self.sessions, self.store = desk(folder, self.clock)

    def home(self, theme: str = "mentortui-dark") -> Stage:
        return Stage(lambda: HomeScreen(self.mentorships, self.sessions), theme)

    def filled(self) -> None:
        """Three mentorships; the first has a date and past sessions, and one under way."""
        grace = self.mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi", "40/60")
        self.store.save_mentorship(msgspec.structs.replace(grace, next_date=NOON + DAY + 57 * MINUTE))
        for number in (1, 2):
            self.store.save_session(grace.slug, values.session(f"s{number}", number, NOON - (28 - 7 * number) * DAY))
        self.mentorships.add("mentee", [Person("Linus [/] 朴 👩‍👩‍👧", "seoul")])
        self.mentorships.add("peer", [Person("王小明", "shanghai"), Person("Bo"), Person("Cy")])
        self.sessions.leave(self.sessions.start(self.mentorships.get(grace.slug), REGULAR))


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


async def test_an_empty_home_invites_and_adds_the_first(world: World) -> None:
    app = world.home()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Such as: Grace Otieno" in said(app)
        assert "Press a to add the first." in said(app)
        await pilot.press("s", "e", "enter", "r", "a", *"Linus", "ctrl+s")
        await pilot.pause()
        await pilot.pause()
        assert "Linus · mentee · Berlin 14:03" in said(app)
    assert app.said == []


async def test_a_line_says_who_where_when_next_and_when_last(world: World) -> None:
    world.filled()
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = said(app)
    assert "Grace Otieno · mentee · Nairobi 16:03" in screen
    assert "Now ▸ under way since 14:03" in screen
    assert "2 sessions since Nov" in screen
    assert "Linus [/] 朴 👩‍👩‍👧 · mentor · Seoul 22:03" in screen
    assert "王小明, Bo and 1 more · circle of 4 · Shanghai 21:03" in screen
    assert "Wed 25 Nov 14:03 Berlin" in screen


async def test_keys_ask_for_the_marked_one(world: World) -> None:
    world.filled()
    app = world.home()
    async with app.run_test() as pilot:
        await pilot.press("s", "enter", "r", "down", "r", "s", "enter", "q")
        await pilot.pause()
    wanted = [message for message in app.said if type(message).__qualname__.startswith("HomeScreen.")]
    second = world.mentorships.heads()[1].slug
    assert [(type(m).__name__, getattr(m, "slug", "")) for m in wanted] == [
        ("StartWanted", "grace-otieno"),
        ("HistoryWanted", "grace-otieno"),
        ("ResumeWanted", ""),
        ("StartWanted", second),
        ("HistoryWanted", second),
    ]
    resume = wanted[2]
    assert isinstance(resume, HomeScreen.ResumeWanted)
    assert resume.info.slug == "grace-otieno"
    assert app.left


async def test_what_is_edited_is_seen_at_once_and_stays_marked(world: World) -> None:
    world.filled()
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("down", "e", *" K", "ctrl+s")
        await pilot.pause()
        await pilot.pause()
        assert "▌Linus [/] 朴 👩‍👩‍👧 K" in said(app)


async def test_clocks_follow_the_clock(world: World) -> None:
    world.filled()
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        world.clock.now += 7 * MINUTE
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        screen.follow()
        await pilot.pause()
        assert "Nairobi 16:10" in said(app)
        assert "Wed 25 Nov 14:10 Berlin" in said(app)


async def test_a_mentorship_that_cannot_be_read_hides_no_other(world: World) -> None:
    world.filled()
    record = world.store.data_dir / "mentorships" / "grace-otieno" / "record.json"
    record.write_text("{ not json")
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "Linus" in said(app)
    assert any("grace-otieno" in notice for notice in world.store.notices)


async def test_the_mouse_opens_and_the_key_line_can_be_clicked(world: World) -> None:
    world.filled()
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.click("#cards", offset=(6, 5))
        await pilot.click("#cards", offset=(6, 5))
        line = app.screen.query_one(KeyLine)
        await pilot.click(line, offset=(2, 0))
        await pilot.pause()
    second = world.mentorships.heads()[1].slug
    assert second in [getattr(message, "slug", "") for message in app.said]
    assert any(isinstance(message, HomeScreen.StartWanted) for message in app.said)


@pytest.mark.parametrize("size", [*SIZES, *SMALL], ids=str)
async def test_every_size_shows_names_and_keeps_its_cells(world: World, size: tuple[int, int]) -> None:
    world.filled()
    for number, name in enumerate(name for name in HOSTILE if 0 < len(name) < 80):
        world.mentorships.add("mentor", [Person(name if name.strip() else f"P{number}")])
    app = world.home()
    async with app.run_test(size=size) as pilot:
        for _ in range(12):
            await pilot.press("down")
            await pilot.pause()
            assert widths(app) == {size[0]}
            assert "▌" in shown(app)
        await pilot.press("home")
        await pilot.pause()
        assert "Grace" in shown(app)
        assert "▸ under way" in shown(app)
        assert not {"\x1b", "\x9b", "\x07"} & set(shown(app))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_home_looks_as_agreed(snap_compare: Callable[..., bool], world: World, size: tuple[int, int]) -> None:
    world.filled()
    assert snap_compare(world.home(), terminal_size=size, press=["down"])


def test_an_empty_home_looks_as_agreed(snap_compare: Callable[..., bool], world: World) -> None:
    assert snap_compare(world.home(LIGHT.name), terminal_size=(80, 24))
