"""History by keyboard alone: the list, the filter, the page beside it, and what is done to a session."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeAlias

import msgspec
import pytest
from textual.pilot import Pilot

from mentortui.core.capture import Capture
from mentortui.core.records import Caught, ItemRow, Living, Member
from mentortui.screens.history import HistoryScreen
from mentortui.screens.history_minute import MinuteScreen
from mentortui.screens.wanted import LogWanted, StartWanted, SummaryWanted, TimelineWanted
from mentortui.services.desk import Desk
from mentortui.store.changing import Changing
from mentortui.store.errors import StoreError
from mentortui.store.store import Store
from tests.screens.stage import DAY, MINUTE, NOON, NOT_YET, SIZES, Stage, StillClock, at_every_size, at_once, said, shown, widths
from tests.screens.summary_app import ADA, FIGURES, GRACE, ITEMS, USUAL, finished, store_a_session
from tests.screens.waiting import at_rest, until
from tests.store import values

HOSTILE_NAME = "[/] \x1b[31m 王小明 👩‍👩‍👧"
Press: TypeAlias = Pilot[None]


def usual(store: Store) -> str:
    """Thirty sessions with Grace, one of which has a title and one of which has all that can be caught."""
    slug = store_a_session(store, "usual")
    store.save_session(slug, finished(began=NOON - DAY, items=ITEMS, figures=FIGURES, turns=(("grace", 0, 57 * MINUTE, "key"),)))
    notes = tuple(
        Living(id=one.capture.id, capture=one.capture, session="s", at=(n + 1) * MINUTE)
        for n, one in enumerate(one for one in store.living(slug))
    )
    store.save_living(slug, *notes)
    caught = tuple(
        Caught(capture=one, at=(20 + n) * MINUTE, item="Code review of the parser")
        for n, one in enumerate(USUAL)
        if one.kind in ("note", "takeaway", "question")
    )
    store.save_session(slug, msgspec.structs.replace(store.session(slug, "s"), caught=caught))
    for number in range(1, 14):
        held = finished(
            number,
            id=f"s{number}",
            kind="first" if number == 1 else "regular",
            title="Café, at last" if number == 9 else "",
            began=NOON - (15 - number) * 14 * DAY,
            ended=NOON - (15 - number) * 14 * DAY + (40 + number) * MINUTE,
            figures=msgspec.structs.replace(FIGURES, active=(40 + number) * MINUTE),
            turns=(("ada", 0, 10 * MINUTE, "key"), ("grace", 10 * MINUTE, 40 * MINUTE, "key")),
            caught=(Caught(capture=Capture(id=f"n{number}", text=f"note {number} of many"), at=12 * MINUTE, item="Check-in"),),
        )
        store.save_session(slug, held)
    return slug


def overfull(store: Store) -> str:
    """Nine people with names of 60 characters, forty agenda items, three hundred captures, emoji in titles."""
    slug = store_a_session(store, "overfull")
    names = [f"{'Bartholomew Featherstonehaugh-Montgomery of Upper Slaughter '[:56]}{n:4}" for n in range(8)]
    people = (
        Member(id="ada", name="Ada", role="mentor", zone="Europe/Berlin"),
        *(Member(id=f"p{n}", name=name, role="mentee") for n, name in enumerate(names)),
    )
    here = tuple(
        msgspec.structs.replace(ADA if n == 0 else GRACE, id=one.id, name=one.name, key=n + 1) for n, one in enumerate(people)
    )
    store.save_mentorship(msgspec.structs.replace(store.mentorship(slug), people=people))
    items = tuple(
        ItemRow(id=f"i{n}", title=f"Agenda item {n}, which has a rather long title 👩‍🚀", minutes=5, used=MINUTE, state="done")
        for n in range(40)
    )
    kept = store.session(slug, "s")
    for number in range(60):
        began = NOON - number * 30 * DAY
        title = f"{HOSTILE_NAME} {'a title that goes on and on ' * 3}" if number % 3 == 0 else ""
        store.save_session(
            slug,
            msgspec.structs.replace(
                kept,
                id=f"o{number}",
                number=999 - number,
                title=title,
                people=here,
                items=items,
                began=began,
                ended=began + MINUTE,
            ),
        )
    return slug


def empty(store: Store) -> str:
    store_a_session(store, "empty")
    return store.save_mentorship(values.mentorship("m9", "Linus")).slug


MAKE = {"usual": usual, "overfull": overfull, "empty": empty}


class History(Stage):
    """The screen over a store in a folder."""

    def __init__(self, folder: Path, kind: str = "usual", *, all: bool = False) -> None:
        self.desk = Desk(Store(folder / "data"), StillClock(), system_zone="Europe/Berlin")
        self.store = self.desk.store
        self.slug = MAKE[kind](self.store)
        desk = self.desk
        opened = "" if all else self.slug
        super().__init__(lambda: HistoryScreen(desk.mentorships, desk.searching, desk.archive, desk.pages, opened))


@asynccontextmanager
async def running(app: History, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Press]:
    async with app.run_test(size=size) as pilot:
        await read(app, pilot)
        yield pilot


async def read(app: History, pilot: Press) -> None:
    """Everything stored is read, and shown."""
    await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and not app.screen._loading)
    await at_rest(pilot)


async def press(app: History, pilot: Press, *keys: str) -> str:
    await pilot.press(*keys)
    return await at_rest(pilot)


def rows(app: History) -> list[str]:
    """The list, without what stands beside it."""
    return [" ".join(row.split("││")[0].strip("│ ").split()) for row in shown(app).splitlines()]


async def test_newest_first_with_date_title_minutes_and_what_is_open(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app):
        drawn = rows(app)
        assert drawn[4:7] == [
            "▌ Tue 24 Nov regular session 14 57 3",
            "Wed 28 Oct regular session 13 53",
            "Wed 14 Oct regular session 12 52",
        ]
        assert "Wed 2 Sep regular session 9 · Café, at… 49" in drawn
        assert "Wed 13 May first meeting 41" in drawn
        assert "14 sessions" in said(app)


async def test_until_all_is_read_it_says_so_and_does_not_ask_for_a_first_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = History(tmp_path)
    with monkeypatch.context() as still:
        still.setattr("mentortui.screens.history_reading.HistoryReader.begin", lambda reader: None)
        async with app.run_test(size=(120, 40)) as pilot:
            drawn = await at_rest(pilot)
            assert "Reading what was said" in drawn
            assert "start the first" not in drawn
            still.undo()
            app.screen.on_screen_resume()
            await read(app, pilot)
            assert "Reading what was said" not in said(app)


async def test_the_page_of_the_marked_one_stands_beside_it_and_follows(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        assert "recorded responses instead of a fake server" in said(app)
        shown = await press(app, pilot, "down")
        assert "note 13 of many" in shown
        assert "recorded responses" not in shown


async def test_typing_filters_and_escape_clears_visibly(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        shown = await press(app, pilot, "slash", *"retry")
        assert "esc clears “retry” · 1 of 14" in shown
        assert "win Grace shipped the retry fix alone" in shown
        assert "regular session 13" not in shown
        shown = await press(app, pilot, "escape")
        assert "esc clears" not in shown
        assert "regular session 13" in shown
        assert app.came_to is NOT_YET


async def test_what_is_typed_right_after_the_key_of_the_filter_is_words_and_no_keys(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        at_once(app, "slash", *"retry")
        await at_rest(pilot)
        assert "esc clears “retry” · 1 of 14" in said(app)


@pytest.mark.parametrize("filter", ["CAFE", "café", "at cafe", "SESSION 9"])
async def test_case_accents_and_order_of_words_do_not_matter(tmp_path: Path, filter: str) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        keys = ["space" if key == " " else key for key in filter]
        assert "Café, at last" in await press(app, pilot, "slash", *keys)


async def test_a_private_note_is_found_on_ones_own_screen(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        assert "private note she sounds tired" in await press(app, pilot, "slash", *"tired")


async def test_what_belongs_to_no_session_is_found_and_says_where_it_stands(tmp_path: Path) -> None:
    app = History(tmp_path)
    app.store.save_living(app.slug, Living(id="r", capture=Capture(id="r", kind="win", text="a talk at the fair"), created=NOON))
    async with running(app) as pilot:
        assert "14 sessions" in said(app)
        shown = await press(app, pilot, "slash", *"fair", "enter")
        assert "1 of 15" in shown
        assert "Written down outside of a session" in shown
        assert "This win belongs to no session" in await press(app, pilot, "e")
        await press(app, pilot, "backspace")
        assert [one.removed for one in app.store.living(app.slug) if one.id == "r"] == [True]


async def test_a_filter_that_finds_nothing_says_so(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        shown = await press(app, pilot, "slash", *"zebra")
        assert "Nothing has all of “zebra” in it. esc clears the filter." in shown
        assert "0 of 14" in shown
        await press(app, pilot, "enter", "enter", "n", "backspace", "W", "e")
        assert app.said == []


async def test_a_filter_of_ten_thousand_characters_is_answered_in_a_sentence(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        await press(app, pilot, "slash")
        app.screen.query_one("#filter").replace("word " * 2000, 0, 0)  # type: ignore[attr-defined]
        await at_rest(pilot)
        assert "This filter has 9,999 characters; at most 400 are looked for. esc clears the filter." in said(app)
        assert "regular session 14" in await press(app, pilot, "escape")


async def test_enter_on_a_match_opens_the_minute_it_was_said(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        shown = await press(app, pilot, "slash", *"rota", "enter", "enter")
        assert isinstance(app.screen, MinuteScreen)
        assert "▌ 14:23 asked who owns the on-call rota note" in shown or "▌ 14:2" in shown
        assert "▸ Code review of the parser" in shown
        assert "● Grace had the floor" in shown
        await press(app, pilot, "escape")
        assert isinstance(app.screen, HistoryScreen)


async def test_n_goes_through_the_minutes_of_all_sessions_and_the_list_follows(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        shown = await press(app, pilot, "slash", *"of many", "enter", "enter")
        assert "note 13 of many" in shown
        assert "● Grace had the floor, for 2:00 by then · keyed" in shown
        assert "note 12 of many" in await press(app, pilot, "n")
        assert "note 11 of many" in await press(app, pilot, "n")
        assert "note 12 of many" in await press(app, pilot, "N")
        await press(app, pilot, "escape")
        assert any(row.startswith("▌") and "session 12" in row for row in rows(app))


async def test_enter_in_the_minute_opens_the_page(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        await press(app, pilot, "slash", *"rota", "enter", "enter", "enter")
    assert SummaryWanted(app.slug, "s") in app.said


async def test_without_a_match_that_was_said_enter_opens_the_page(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        await press(app, pilot, "enter")
        assert app.said == [SummaryWanted(app.slug, "s")]
        await press(app, pilot, "slash", *"cafe", "enter", "enter")
        assert app.said[-1] == SummaryWanted(app.slug, "s9")


async def test_n_on_the_list_goes_from_match_to_match_of_the_page_and_on_to_the_next_session(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        await press(app, pilot, "slash", *"grace", "enter")
        page = [row.split("││")[1] for row in shown(app).splitlines() if "││" in row]
        first = next(row for row in page if "▌" in row)
        await press(app, pilot, "n")
        page = [row.split("││")[1] for row in shown(app).splitlines() if "││" in row]
        assert next(row for row in page if "▌" in row) != first
        await press(app, pilot, *["n"] * 12)
        assert not any(row.startswith("▌ Tue 24 Nov") for row in rows(app))
        await press(app, pilot, *["N"] * 20)
        assert any(row.startswith("▌ Tue 24 Nov") for row in rows(app))


async def test_the_four_orders_keep_the_marked_one(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        await press(app, pilot, "down", "down")
        for order in ("oldest", "longest", "most open actions", "newest"):
            assert f"{order} first" in await press(app, pilot, "o")
            assert any(row.startswith("▌ Wed 14 Oct") for row in rows(app))
        await press(app, pilot, "home", "o")
        assert "▌ Tue 24 Nov" in said(app)


async def test_backspace_removes_and_u_brings_back(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        shown = await press(app, pilot, "down", "backspace")
        assert "Removed: regular session 13 · u brings it back" in shown
        assert "13 sessions" in shown
        assert any(row.startswith("▌ Wed 14 Oct") for row in rows(app))
        assert app.store.session(app.slug, "s13").removed
        shown = await press(app, pilot, "u")
        assert "Here again: regular session 13" in shown
        assert any(row.startswith("▌ Wed 28 Oct") for row in rows(app))
        assert "Nothing was removed that could come back" in await press(app, pilot, "u")


async def test_a_removal_the_disk_refuses_is_said_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:

        def full(*args: object) -> None:
            raise StoreError("disk full.")

        monkeypatch.setattr(Changing, "write", full)
        shown = await press(app, pilot, "down", "backspace")
        assert "NOT SAVED" in shown
        assert "Nothing is lost: try it again." in shown
        assert "14 sessions" in shown


async def test_shift_w_writes_a_file_and_says_what_it_leaves_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = History(tmp_path)
    async with running(app) as pilot:
        assert "2026-11-24 Grace session 14.md" in await press(app, pilot, "W")
        assert "left out: 1 private note" in await press(app, pilot, "enter")
        assert "tired" not in (tmp_path / "2026-11-24 Grace session 14.md").read_text("utf-8")
        await press(app, pilot, "W", *["backspace"] * 2, *"json", "enter")
        assert (tmp_path / "2026-11-24 Grace session 14.json").exists()


async def test_what_else_is_wanted_is_said(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        await press(app, pilot, "s", "a", "plus", "y", "e", "q")
    slug = app.slug
    assert app.said == [
        StartWanted(slug),
        LogWanted(slug),
        LogWanted(slug),
        TimelineWanted(slug, "s"),
        SummaryWanted(slug, "s"),
    ]
    assert app.came_to is None


async def test_below_a_hundred_columns_the_page_comes_over_the_list(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app, (80, 24)) as pilot:
        assert "Promised" not in said(app)
        shown = await press(app, pilot, "enter")
        assert "Promised" in shown
        assert "Wed 28 Oct" not in shown
        assert "Wed 28 Oct" in await press(app, pilot, "escape")
        await press(app, pilot, "right")
        assert "Promised" in said(app)
        await press(app, pilot, "enter")
        assert app.said == [SummaryWanted(app.slug, "s")]


async def test_narrow_the_match_is_in_sight_on_the_page(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app, (60, 20)) as pilot:
        shown = await press(app, pilot, "slash", *"tired", "enter", "enter")
        assert "▌· she sounds tired" in shown
        assert "esc clears" in shown
        await press(app, pilot, "escape")
        assert "1 of 14" in said(app)


async def test_after_a_session_is_written_down_nothing_of_an_earlier_act_is_said(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        assert "nothing was removed" in (await press(app, pilot, "u")).casefold()
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        screen.mark("s1")
        await at_rest(pilot)
        assert "nothing was removed" not in said(app).casefold()
        assert "Written down, and marked here." in said(app)


async def test_in_the_page_the_keys_are_those_of_the_page(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        await press(app, pilot, "right")
        assert "↑ ↓ scroll esc the list" in said(app)
        await press(app, pilot, "escape")
        assert "↑ ↓ scroll" not in said(app)


async def test_the_way_back_and_what_removes_are_among_the_keys_at_eighty_cells(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        await pilot.resize_terminal(80, 24)
        await at_rest(pilot)
        assert "⌫ remove o order esc back" in said(app)


async def test_nothing_held_yet_invites(tmp_path: Path) -> None:
    app = History(tmp_path, "empty")
    async with running(app) as pilot:
        shown = said(app)
        assert "Here stands every session once it was held" in shown
        assert "s starts the first with Linus. a writes down one that was held already." in shown
        await press(app, pilot, "enter", "backspace", "n", "W", "o", "slash", *"x", "enter", "escape", "s")
    assert app.said == [StartWanted(app.slug)]


async def test_of_all_mentorships_each_says_with_whom(tmp_path: Path) -> None:
    app = History(tmp_path, all=True)
    other = app.store.save_mentorship(values.mentorship("m2", "Linus"))
    people = (ADA, msgspec.structs.replace(GRACE, name="Linus"))
    app.store.save_session(other.slug, finished(1, id="l", people=people, began=NOON - 2 * DAY))
    async with running(app) as pilot:
        assert "all mentorships · history" in said(app)
        assert rows(app)[4].startswith("▌ Tue 24 Nov Grace · regular session 14")
        assert rows(app)[5].startswith("Mon 23 Nov Linus · regular session 1")
        await press(app, pilot, "down", "s")
    assert app.said == [StartWanted(other.slug)]


async def test_a_mentorship_that_is_gone_is_said(tmp_path: Path) -> None:
    app = History(tmp_path)
    desk = app.desk
    app.make = lambda: HistoryScreen(desk.mentorships, desk.searching, desk.archive, desk.pages, "nobody")
    async with running(app) as pilot:
        assert "there is no such mentorship" in said(app)
        await press(app, pilot, "escape")
    assert app.came_to is None


async def test_what_another_screen_changed_is_there_when_one_comes_back(tmp_path: Path) -> None:
    app = History(tmp_path)
    async with running(app) as pilot:
        await press(app, pilot, "W")
        app.store.save_session(app.slug, finished(15, id="s15", began=NOON, title="The newest"))
        await press(app, pilot, "escape")
        assert "15 sessions" in said(app)
        assert "▌ Tue 24 Nov" in said(app)


@at_every_size("overfull", "usual", "empty")
async def test_every_size_keeps_to_its_cells_and_the_marked_one_in_sight(
    tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    app = History(tmp_path, kind)
    async with running(app, size) as pilot:
        for keys in (
            (),
            ("end",),
            ("home",),
            ("slash", *"agenda"),
            ("enter",),
            ("enter",),
            ("n",),
            ("escape", "escape", "escape"),
        ):
            await press(app, pilot, *keys)
            assert widths(app) == {size[0]}


class AtRest(History):
    """For a picture: the filter typed, one key more."""

    def __init__(self, folder: Path, kind: str, filter: str = "", *, then: tuple[str, ...] = ()) -> None:
        super().__init__(folder, kind)
        self.filter, self.then = filter, then


def picture(app: AtRest) -> Callable[[Press], object]:
    async def before(pilot: Press) -> None:
        await read(app, pilot)
        if app.filter:
            await press(app, pilot, "slash", *app.filter, "enter")
        await press(app, pilot, *app.then)

    return before


PICTURES = [
    ("empty", "", ()),
    ("usual", "", ()),
    ("usual", "grace", ()),
    ("usual", "zebra", ()),
    ("usual", "rota", ("enter", "enter")),
    ("overfull", "", ()),
    ("overfull", "agenda", ()),
    ("overfull", "thing", ("enter", "enter")),
]


@pytest.mark.parametrize(
    ("kind", "filter", "then"), PICTURES, ids=lambda value: value if isinstance(value, str) else "-".join(value)
)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_history_looks_as_agreed(
    snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int], kind: str, filter: str, then: tuple[str, ...]
) -> None:
    app = AtRest(tmp_path, kind, filter, then=then[:1] if size[0] >= 100 else then)
    assert snap_compare(app, terminal_size=size, run_before=picture(app))
