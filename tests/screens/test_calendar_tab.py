"""The calendar of a mentorship: rhythms, dates, pauses, hours and closing, by its keys."""

from pathlib import Path
from typing import Any

import pytest

from mentortui.core.mentorship_pauses import Pause
from mentortui.core.records import Member, Plan
from mentortui.screens.calendar_tab import CalendarTab
from mentortui.screens.calendar_view import letters
from mentortui.screens.mentorship import Beside, MentorshipScreen
from mentortui.services.calendar import Calendars
from mentortui.services.closing import ClosingBook
from mentortui.services.drafts import Forgotten
from mentortui.services.preparing import Preparing
from mentortui.services.records import Records
from mentortui.store.store import Store
from tests.core.plan_values import ADA, GRACE, mentorship
from tests.screens.stage import DAY, NOON, Stage, StillClock
from tests.screens.waiting import at_rest, press
from tests.store import values


class CalendarApp(Stage):
    """The tab alone, over a store with two sessions of Ada and Grace."""

    def __init__(self, folder: Path, *people: Member) -> None:
        self.clock = StillClock()
        self.store = Store(folder / "data")
        self.slug = self.store.save_mentorship(mentorship(*(people or (ADA, GRACE)))).slug
        self.store.save_session(self.slug, values.session("s1", 1, NOON - 27 * DAY))
        self.store.save_session(self.slug, values.session("s2", 2, NOON - 13 * DAY))
        numbers = iter(range(10_000))
        new_id = lambda: f"n{next(numbers)}"  # noqa: E731
        preparing = Preparing(self.store, self.clock, new_id)
        self.calendars = Calendars(self.store, self.clock, preparing, new_id)
        self.closing = ClosingBook(self.store, self.clock, preparing, self.calendars, new_id)
        self.records = Records(self.store, self.clock, new_id)
        super().__init__(self._screen)

    def _screen(self) -> MentorshipScreen:
        tab = CalendarTab(self.calendars, self.closing, self.slug, lambda slug: Forgotten())
        return MentorshipScreen(self.records, self.slug, [tab], Beside(drafts=Forgotten()), tab="calendar")


def test_each_person_has_a_letter_that_does_not_give_the_floor() -> None:
    assert letters(["you", "Grace Otieno", "Gabi", "朴", "gbx"]) == ["y", "r", "a", "c", "d"]


def test_a_key_that_is_quicker_than_the_disk_does_nothing(tmp_path: Path) -> None:
    app = CalendarApp(tmp_path)
    tab = CalendarTab(app.calendars, app.closing, app.slug, lambda slug: Forgotten())
    nobody: Any = None
    for key in tab.keys:
        key.act(nobody, "")
    tab.add(nobody, "")
    tab.edit(nobody, "agreed")
    tab.enter(nobody, "agreed")


def typed(text: str) -> tuple[str, ...]:
    """The keys of a line, and enter."""
    return (*("space" if sign == " " else sign for sign in text), "enter")


async def test_everything_about_its_dates_is_a_key_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = CalendarApp(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "no agreed rhythm" in await at_rest(pilot)
        assert "is no rhythm" in await press(pilot, "r", *typed("every 0 weeks"))
        await press(pilot, "escape", "r")
        assert "Thu 26 Nov 15:00 (17:00 Nairobi)" in await press(pilot, *typed("every 2 weeks thu 15:00")[:-1])
        assert "Sessions: every 2 weeks Thu 15:00" in await press(pilot, "enter")
        screen = await press(pilot, "c", *typed("weekly mon"))
        assert "Check-ins: every week Mon" in screen
        assert "Thu 26 Nov 15:00 (17:00 Nairobi) · by rhythm" in screen
        assert "Mon 30 Nov · check-in" in screen

        # enter on a date of the series plans it
        screen = await press(pilot, "down", "enter")
        assert "Planned for Thu 26 Nov 15:00 (17:00 Nairobi)" in screen
        assert "Thu 26 Nov 15:00 (17:00 Nairobi) · planned" in screen
        assert "Thu 10 Dec 15:00 (17:00 Nairobi) · by rhythm" in screen

        # moved, with a reason; a day off warns beside the field
        await press(pilot, "w", "r")
        assert "Grace Otieno: 9-18 · off Fri Sat" in await press(pilot, *typed("off fri sat"))
        screen = await press(pilot, "d", *typed("fri 15:00")[:-1])
        assert "Fri 17:00 in Nairobi, a weekend, for Grace Otieno" in screen
        assert "nearest fair slot: Thu 26 Nov 15:00 (17:00 Nairobi)" in screen
        screen = await press(pilot, *["backspace"] * 9, *typed("mon 15:00"), "i")
        assert "Moved to Mon 30 Nov 15:00 (17:00 Nairobi)" in screen
        assert "· planned · moved from Thu 26 Nov" in screen
        assert "from Thu 26 Nov 15:00 · moved · to Mon 30 Nov 15:00 · illness" in screen
        (plan,) = app.store.table(app.slug, "plans", Plan)
        assert [move.reason for move in plan.moves] == ["illness"]
        assert "Undone: Moved to" in await press(pilot, "u")
        assert not [plan for plan in app.store.table(app.slug, "plans", Plan) if not plan.removed]
        assert app.store.mentorship(app.slug).next_date == plan.moves[0].was

        # missed, with words of one's own
        screen = await press(pilot, "n", "n", "o", *typed("release week"))
        assert "Missed: everything on its agenda waits" in screen
        assert "Thu 26 Nov 15:00 · missed · release week" in screen

        # paused: nothing of the series falls into it
        assert "is before" in await press(pilot, "z", "t", *typed("10 dec to 1 dec 2026"))
        await press(pilot, "escape")
        screen = await press(pilot, "z", "t", *typed("7 dec to 20 dec"))
        assert "Mon 7 Dec to Sun 20 Dec · pause · travel" in screen
        assert "Thu 10 Dec" not in screen
        assert "two pauses cannot share a day" in await press(pilot, "z", "p", "i", *typed("10 dec"))
        await press(pilot, "escape")
        screen = await press(pilot, "z", "p", "o", *typed("moving house"), *typed("today to fri"))
        assert "paused since 25 Nov until Fri 27 Nov · moving house" in screen
        assert "It goes on from today" in await press(pilot, "z")
        assert "paused since" not in await at_rest(pilot)

        # a file for other calendars
        assert "Written to" in await press(pilot, "i", "enter")
        (file,) = tmp_path.glob("*.ics")
        assert "TZID=Europe/Berlin" in file.read_text()

        # an end, and closing well
        assert "has gone by" in await press(pilot, "v", *typed("1 dec 2020"))
        await press(pilot, "escape")
        assert "Meant to end on Fri 18 Dec" in await press(pilot, "v", *typed("18 dec"))
        screen = await press(pilot, "y", "w")
        assert "# Ada and Grace" in screen
        assert "The closing page is kept" in await press(pilot, "ctrl+s")
        assert "Grace Otieno is archived" in await press(pilot, "y", "y")
        assert app.store.mentorship(app.slug).archived == NOON
        screen = await at_rest(pilot)
        assert "Archived since" in screen or "since Wed 25 Nov" in screen
        assert "by rhythm" not in screen
        assert "archived: y opens it again" in await press(pilot, "d", *typed("2 dec 15:00"))
        assert "is open again" in await press(pilot, "y", "o")
        assert app.store.mentorship(app.slug).archived is None
        assert "by rhythm" in await at_rest(pilot)


async def test_z_ends_or_changes_a_pause_that_is_still_to_come(tmp_path: Path) -> None:
    app = CalendarApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        assert "from Wed 25 Nov to Tue 8 Dec" in await press(pilot, "z", "t", *typed("2w")[:-1])
        await press(pilot, "escape")
        assert "Will pause from 7 Dec · travel: nothing is due" in await press(pilot, "z", "t", *typed("7 dec"))
        assert "Will pause from 7 Dec · travel" in await press(pilot, "z")
        await press(pilot, "d", *typed("20 dec"))
        assert [pause.until for pause in app.store.table(app.slug, "pauses", Pause)] == ["2026-12-20"]
        assert "Pause removed" in await press(pilot, "z", "n")
        assert [pause.removed for pause in app.store.table(app.slug, "pauses", Pause)] == [True]
        assert "which days?" in await press(pilot, "z", "t")
