"""The charter on its screens: filled in, asked in the first meeting, changed, and what a refusing field or disk does to it."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from mentortui.app import MentortuiApp
from mentortui.core.channels import CHANNEL
from mentortui.core.charter_questions import QUESTIONS
from mentortui.screens import mentorship_view as view
from mentortui.screens.charter import CharterScreen
from mentortui.screens.charter_tab import CharterTab
from mentortui.screens.home import HomeScreen
from mentortui.screens.live import LiveScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.prepare import PrepareScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.services.charter import Visit
from mentortui.services.desk import Desk
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.store.store import Store
from tests.hostile.looks import troubles
from tests.screens.stage import Stage, StillClock, widths
from tests.screens.waiting import AnyPilot, at_rest, make_steady, press, until_on_top

SLUG = "grace"


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    make_steady(monkeypatch)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(Store(tmp_path / "data"), StillClock(), system_zone="Europe/Berlin", number_row="1234567890")
    desk.mentorships.begin("Ada", "Europe/Berlin", "mentor", "Grace", "Africa/Nairobi", "", "1234567890")
    return desk


def texts(desk: Desk) -> dict[str, str]:
    return dict(desk.charters.shown(SLUG).charter.texts)


async def fill(pilot: AnyPilot, text: str) -> None:
    """Into the field that has the focus."""
    field = pilot.app.focused
    assert isinstance(field, Input)
    field.value = text
    await at_rest(pilot)


async def test_the_way_of_a_charter_from_its_form_through_the_first_meeting_to_its_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, copied = MentortuiApp(desk), list[str]()

    def copy(text: str) -> str:
        copied.append(text)
        return "Copied with xclip"

    monkeypatch.setattr(app, "copy_text", copy)
    records = desk.records
    async with app.run_test(size=(110, 23)) as pilot:
        await until_on_top(pilot, HomeScreen)
        await at_rest(pilot)
        # Without a link the key says where one is kept.
        await press(pilot, "j")
        assert any("No link of the call yet: the tab Channels" in notice.message for notice in app._notifications)

        # The form: each answer is saved as one goes on, what is refused is said beside it.
        await press(pilot, "M")
        await until_on_top(pilot, MentorshipScreen)
        told = await at_rest(pilot)
        assert "○ Purpose What is this mentorship" in told
        await press(pilot, "e")
        await until_on_top(pilot, CharterScreen)
        await fill(pilot, "a release alone")
        await press(pilot, "enter")
        assert texts(desk) == {"purpose": "a release alone"}
        form = app.screen
        assert isinstance(form, CharterScreen)
        form._form.field("plan_b").control.focus()
        await at_rest(pilot)
        await fill(pilot, "Ada phones")
        await press(pilot, "escape")
        await until_on_top(pilot, MentorshipScreen)
        told = await at_rest(pilot)
        assert "saved: Purpose, Call drops" in told
        assert "✓ Purpose a release alone" in told

        # What it was before can be read, and comes back.
        await press(pilot, "home", "e")
        await until_on_top(pilot, CharterScreen)
        await fill(pilot, "two releases")
        await press(pilot, "ctrl+s")
        await until_on_top(pilot, MentorshipScreen)
        told = await at_rest(pilot)
        assert "since Wed 25 Nov · Ada" in told
        assert "before: a release alone" in told
        assert "Undone: saved: Purpose" in await press(pilot, "u")
        assert texts(desk)["purpose"] == "a release alone"
        assert "open again" in await press(pilot, "backspace")
        await press(pilot, "u")
        assert texts(desk)["purpose"] == "a release alone"
        assert "Copied with xclip: what you agreed on" in await press(pilot, "c")
        assert copied.pop() == "What we agreed on, as of Wed 25 Nov\n\nPurpose: a release alone\nCall drops: Ada phones"
        await press(pilot, "escape")

        # Prepare offers what is open, in one line; Q puts it on.
        records.save(SLUG, CHANNEL, records.blank(CHANNEL), {"channel": "video", "link": "https://meet.example/x"})
        await press(pilot, "p")
        await until_on_top(pilot, PrepareScreen)
        await press(pilot, "enter")
        assert "The 15 open questions of the charter, one by one" in await at_rest(pilot)
        told = await press(pilot, "Q")
        assert "on the agenda: 15 questions of the charter" in told
        await press(pilot, "s")
        await press(pilot, "enter")
        await until_on_top(pilot, LiveScreen)
        live = app.live
        assert live is not None
        for _ in range(3):
            live.agenda.go_on()
        told = await at_rest(pilot)
        assert "enter takes the answer" in told
        await press(pilot, "enter", *"insight")
        assert "into the charter: Each wants · note · Grace gets it" in await at_rest(pilot)
        await press(pilot, "enter")
        live.agenda.go_to(next(facts.item.id for facts in live.session.items if facts.item.charter == "shares"))
        await press(pilot, "enter", *"40")
        assert "into the charter: Sharing talk, Ada 40 % · Grace 60 %" in await at_rest(pilot)
        await press(pilot, "enter")

        # The call drops.
        told = await press(pilot, "v")
        assert "If the call drops: Ada phones" in told
        await press(pilot, "j")
        assert copied == ["https://meet.example/x"]
        await press(pilot, "escape", "j")
        assert copied == ["https://meet.example/x"] * 2
        assert "The link of the call: Copied with xclip" in await at_rest(pilot)

        await press(pilot, "q", "y")
        await until_on_top(pilot, SummaryScreen)
        told = await at_rest(pilot)
        assert "Into the charter" in told
        assert "Each wants: insight" in told
        assert texts(desk)["wants"] == "insight"
        assert texts(desk)["shares"] == "40/60"
        assert desk.mentorships.get(SLUG).agreement is not None
        await press(pilot, "q")


def test_each_question_stands_whole_in_a_row_of_60_columns_and_is_told_from_the_others(desk: Desk) -> None:
    tab = CharterTab(desk.charters, SLUG, desk.drafts)
    rows = [one.row for one in tab.read(desk.records.shelf(SLUG)).find("", "").entries]  # type: ignore[attr-defined]
    said = [view.row(row, tab, 57, True, "", {}).plain.split(maxsplit=2)[2] for row in rows]  # 57: the list at 60 columns
    assert not [line for line in said if "…" in line]
    assert len(set(said)) == len(rows) == len(QUESTIONS)


def form(desk: Desk, first: str = "") -> Callable[[], CharterScreen]:
    charters = desk.charters
    return lambda: CharterScreen(charters.shown(SLUG), charters.visit(SLUG), desk.drafts(SLUG), who="Grace", first=first)


async def test_what_a_field_refuses_stays_in_it_is_said_there_and_is_there_again_as_a_draft(desk: Desk) -> None:
    app = Stage(form(desk, "revisit"))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        await fill(pilot, "31 feb")
        assert "31 feb" in await press(pilot, "up")
        told = await press(pilot, "escape")
        assert "esc again leaves it unsaved." in told
        await press(pilot, "escape")
        assert app.came_to == ""
    assert "revisit" not in texts(desk)
    app = Stage(form(desk, "revisit"))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "31 feb" in await at_rest(pilot)
        await fill(pilot, "in 2 weeks")
        assert "Wed 9 Dec" in await at_rest(pilot)
        await press(pilot, "enter")
        assert app.came_to == "saved: Look again"
    assert texts(desk) == {"revisit": "2026-12-09"}
    assert desk.drafts(SLUG).get("charter") == ""


async def test_a_disk_that_refuses_is_said_nothing_typed_is_lost_and_later_it_is_saved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Stage(form(desk))
    write = Changing.write

    def refuses(self: Changing) -> None:
        raise NotSaved(Path("record.json"), "disk full", "Free some space.")

    async with app.run_test(size=(120, 40)) as pilot:
        await at_rest(pilot)
        monkeypatch.setattr(Changing, "write", refuses)
        await fill(pilot, "a release alone")
        assert "NOT SAVED · disk full" in await press(pilot, "enter")
        await press(pilot, "escape")
        assert app.screen is not None
        assert isinstance(app.screen, CharterScreen)
        monkeypatch.setattr(Changing, "write", write)
        await press(pilot, "escape")
        assert app.came_to == "saved: Purpose"
    assert texts(desk) == {"purpose": "a release alone"}


@pytest.mark.parametrize(
    "size", [pytest.param((120, 40), marks=pytest.mark.long), pytest.param((60, 20), marks=pytest.mark.long), (40, 8)], ids=str
)
async def test_at_every_size_it_keeps_to_its_cells_and_the_field_one_is_in_is_seen(desk: Desk, size: tuple[int, int]) -> None:
    app = Stage(form(desk))
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        screen = app.screen
        assert isinstance(screen, CharterScreen)
        for key in ("figures", "revisit"):
            screen._form.field(key).control.focus()
            told = await at_rest(pilot)
            assert screen._form.field(key)._label in told
        assert widths(app) == {size[0]}
        assert troubles(app) == []


async def test_a_form_that_goes_field_by_field_while_an_answer_is_saved_ends_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, on = Stage(form(desk)), threading.Event()
    answer = Visit.answer

    def slow(self: Visit, key: str, typed: str, seen: str | None = None) -> str:
        assert on.wait(10)
        return answer(self, key, typed, seen)

    monkeypatch.setattr(Visit, "answer", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, CharterScreen)
        screen._form.field("purpose").control.value = "a release alone"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await screen._form.field("norms").remove()
        on.set()
        await at_rest(pilot)
        assert app.screen is screen
    assert texts(desk) == {"purpose": "a release alone"}
