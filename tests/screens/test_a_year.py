"""A year of one mentorship: nineteen sessions, one missed, a pause, a closing, in two zones whose clocks change on other days.
Every number on its Review is counted again here, from what was typed.

What is typed is typed: the first run, the first session, one in March and the last, the rhythm, what was missed, the pause, kept
promises, a goal and its readings, the review and the closing. The sessions between are the same acts given to the services, for
the time the screens would take.
"""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from mentortui.app import MentortuiApp
from mentortui.core.record_kinds import ACTION
from mentortui.core.templates import usual
from mentortui.screens.first_run import FirstRunScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.live import LiveScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.mentorship_more import MoreScreen
from mentortui.screens.review import ReviewScreen
from mentortui.screens.start import StartScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.services.desk import Desk
from mentortui.services.live import LiveSession
from mentortui.store.store import Store
from tests.clocks import SECOND, WALL, MovingClock
from tests.screens.test_goals_tab import fill
from tests.screens.waiting import AnyPilot, press, until, until_on_top

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
FIRST = date(2026, 1, 8)
MISSED, PAUSED, LAST = 7, (12, 13, 14, 15), 23
"""Fortnights after the first, a Thursday at 15:00 in Berlin."""
HELD = [slot for slot in range(LAST + 1) if slot != MISSED and slot not in PAUSED]
BY_KEYS = (0, 5, LAST)
READINGS = {2: 0, 9: 1, 20: 3}
LEARNED = "slow is smooth"


class Meeting(NamedTuple):
    """A session as it is typed: the floor in seconds, by turns, and lines."""

    slot: int
    turns: tuple[tuple[str, int], ...]
    lines: tuple[str, ...]

    @property
    def day(self) -> date:
        return FIRST + timedelta(days=14 * self.slot)


def told(slot: int) -> Meeting:
    """Other lines and lengths in each; every promise is due a week later."""
    turns = tuple(("12"[turn % 2], 40 + 20 * ((slot * 3 + turn) % 5)) for turn in range(6 + slot % 3))
    lines = [f"> their promise {slot} due:1w", f"= takeaway {slot} @Linus"]
    if slot % 2:
        lines.append(f"< my promise {slot} due:1w")
    if slot % 3 == 0:
        lines.append(f"* win {slot} @{'Ada' if slot % 2 else 'Linus'}")
    if slot % 4 == 0:
        lines.append(f"! decision {slot}")
    if slot % 5 == 0:
        lines.append(f"+ praise {slot} @Linus -> step {slot} due:1w")
    if slot in (3, 20):
        lines.append(f"setback: setback {slot} @Linus")
    if slot in (4, 9, 21):
        lines.append(f"opportunity: door {slot} @Linus")
    return Meeting(slot, turns, tuple(lines))


def moment(day: date, hour: int = 15) -> int:
    return round(datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN).timestamp()) * SECOND


class Year:
    """The program, a clock, and what was typed into it."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovingClock()
        self.store = Store(folder / "data")
        self.desk = Desk(self.store, self.clock, system_zone="Europe/Berlin", config=folder / "config")
        self.app = MentortuiApp(self.desk)
        self.kept: dict[str, date] = {}
        """Promises, and when each was kept."""
        self.to(FIRST)

    def to(self, day: date, hour: int = 15) -> None:
        """It is that hour in Berlin; the machine slept until then."""
        away = moment(day, hour) - self.clock.wall()
        assert away >= 0 or self.clock.wall() == WALL
        self.clock.step += away

    @property
    def slug(self) -> str:
        return self.desk.mentorships.all()[0].slug

    def pass_time(self, live: LiveSession, seconds: int) -> None:
        for begins in range(0, seconds, 20):
            self.clock.wait(min(20, seconds - begins))
            live.tick()

    def held(self, meeting: Meeting) -> None:
        """By the services."""
        self.to(meeting.day)
        desk = self.desk
        mentorship = desk.mentorships.get(self.slug)
        live = desk.sessions.start(mentorship, usual("regular"), plan=desk.preparing.offered(self.slug))
        for key, seconds in meeting.turns:
            live.floor.press(int(key))
            self.pass_time(live, seconds)
        for line in meeting.lines:
            live.captures.catch(line)
        live.finish()
        desk.sessions.conclude(live)
        desk.sessions.leave(live)

    async def typed(self, pilot: AnyPilot, meeting: Meeting) -> None:
        """By keys, from Home and back to it."""
        self.to(meeting.day)
        await press(pilot, "s")
        if isinstance(self.app.screen, StartScreen):
            await press(pilot, "enter")
        await until_on_top(pilot, LiveScreen)
        live = self.app.live
        assert live is not None
        for key, seconds in meeting.turns:
            await pilot.press(key)
            self.pass_time(live, seconds)
        for line in meeting.lines:
            await press(pilot, "enter", *keys(line), "enter")
        await press(pilot, "q", "y")
        await until_on_top(pilot, SummaryScreen)
        await press(pilot, "q")
        await until_on_top(pilot, HomeScreen)

    async def tab(self, pilot: AnyPilot, name: str) -> None:
        """That tab of the mentorship, from Home."""
        await press(pilot, "l")
        await until_on_top(pilot, MentorshipScreen)
        screen = self.app.screen
        assert isinstance(screen, MentorshipScreen)
        for _ in range(12):
            if screen.tab.name == name:
                return
            await press(pilot, "tab")
        await press(pilot, "m")
        more = self.app.screen
        assert isinstance(more, MoreScreen)
        for _ in next(n for n, (found, _, _) in enumerate(more._choices) if found == name) * (0,):
            await press(pilot, "down")
        await press(pilot, "enter")
        assert screen.tab.name == name

    async def home(self, pilot: AnyPilot) -> None:
        while not isinstance(self.app.screen, HomeScreen):
            await press(pilot, "escape")


def keys(text: str) -> tuple[str, ...]:
    return tuple("space" if sign == " " else sign for sign in text)


async def first_run(pilot: AnyPilot) -> None:
    for answer in ("Ada", "", "", "Linus", "new york", "4"):
        await pilot.press(*keys(answer), "enter")
    await press(pilot, "1")
    for _ in range(4):
        if isinstance(pilot.app.screen, HomeScreen):
            return
        await press(pilot, "enter")
    await until_on_top(pilot, HomeScreen)


async def rhythm(year: Year, pilot: AnyPilot) -> None:
    """Every two weeks at fifteen o'clock in Berlin, which is nine in New York but for the weeks between their changes."""
    await year.tab(pilot, "calendar")
    screen = await press(pilot, "r", *keys("every 2 weeks thu 15:00"), "enter")
    for day in (date(2026, 3, 5), date(2026, 3, 19), date(2026, 4, 2)):
        there = datetime.fromtimestamp(moment(day) / SECOND, UTC).astimezone(NEW_YORK).hour
        assert there == (10 if day == date(2026, 3, 19) else 9)
        assert f"Thu {day.day} {day:%b} 15:00 ({there:02}:00 New York)" in screen, screen
    await year.home(pilot)


async def missed(year: Year, pilot: AnyPilot) -> None:
    """It had been planned, and nobody came."""
    day = FIRST + timedelta(days=14 * MISSED)
    await year.tab(pilot, "calendar")
    await press(pilot, "d", *keys(f"{day.day} {day:%b} 15:00".lower()), "enter")
    year.to(day, 20)
    screen = await press(pilot, "n", "n", "i")
    assert "missed" in screen
    await year.home(pilot)


async def pause(year: Year, pilot: AnyPilot) -> None:
    begins, ends = pause_days()
    year.to(begins - timedelta(days=1))
    await year.tab(pilot, "calendar")
    await press(pilot, "z", "p", *keys(f"{begins.day} {begins:%b} to {ends.day} {ends:%b}".lower()), "enter")
    await year.home(pilot)


def pause_days() -> tuple[date, date]:
    return FIRST + timedelta(days=14 * PAUSED[0] - 3), FIRST + timedelta(days=14 * PAUSED[-1] + 5)


def keep_promises(year: Year, slot: int) -> None:
    """What was promised the time before, but every third."""
    if slot not in HELD or HELD.index(slot) == 0:
        return
    before = HELD[HELD.index(slot) - 1]
    kept = [f"{whose} promise {before}" for whose in ("their", "my") if before % 3 != 2]
    for record in year.store.living(year.slug):
        if record.capture.text in kept and record.state == "open":
            year.desk.records.done(year.slug, ACTION, record.id)
            year.kept[record.capture.text] = FIRST + timedelta(days=14 * slot)


async def keep_one(year: Year, pilot: AnyPilot, day: date) -> None:
    """The marked one of those that are open, with what it taught."""
    before = {one.id for one in year.store.living(year.slug) if one.state == "done"}
    await year.tab(pilot, "action")
    await press(pilot, "space", *keys(LEARNED), "enter")
    (record,) = (one for one in year.store.living(year.slug) if one.state == "done" and one.id not in before)
    year.kept[record.capture.text] = day
    await year.home(pilot)


async def reading(year: Year, pilot: AnyPilot, value: int) -> None:
    """Of a goal that is made at the first of them."""
    await year.tab(pilot, "goal")
    if not value:
        await press(pilot, "a", *keys("Give talks"), "ctrl+s")
        await press(pilot, "v")
        await press(pilot, "r", *keys("talks given"))
        await fill(pilot, "baseline", "0")
        await fill(pilot, "target", "4")
        await fill(pilot, "now", "0", "ctrl+s")
    else:
        await press(pilot, "n", str(value), "enter")
    await year.home(pilot)


async def review(year: Year, pilot: AnyPilot, folder: Path) -> str:
    """Of the year, as it is written to a file."""
    await press(pilot, "R")
    await until_on_top(pilot, ReviewScreen)
    await press(pilot, "p", "t", *keys("2026"), "enter")
    await press(pilot, "W", "ctrl+u", *keys("year.md"), "enter")
    await until(pilot, (folder / "year.md").exists)
    await year.home(pilot)
    return (folder / "year.md").read_text("utf-8")


async def closing(year: Year, pilot: AnyPilot) -> None:
    await year.tab(pilot, "calendar")
    await press(pilot, "y", "y")
    await until(pilot, lambda: year.store.mentorship(year.slug).archived is not None)


def section(page: str, title: str) -> list[str]:
    """The lines of that section."""
    (found,) = re.findall(rf"^## {title}\n\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return [one for one in found.splitlines() if one.lstrip().startswith("- ")]


@pytest.mark.timeout(600)
async def test_a_year_is_walked_through_and_every_number_of_its_review_is_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    year = Year(tmp_path)
    app, meetings = year.app, [told(slot) for slot in HELD]
    assert len(meetings) == 19
    async with app.run_test(size=(120, 40)) as pilot:
        await until_on_top(pilot, FirstRunScreen)
        await first_run(pilot)
        year_of = {one.slot: one for one in meetings}
        for slot in range(LAST + 1):
            day = FIRST + timedelta(days=14 * slot)
            if slot == 1:
                await rhythm(year, pilot)
            if slot == PAUSED[0]:
                await pause(year, pilot)
            if slot == MISSED:
                await missed(year, pilot)
            elif slot in BY_KEYS:
                await year.typed(pilot, year_of[slot])
            elif slot in year_of:
                year.held(year_of[slot])
            keep_promises(year, slot)
            if slot in READINGS:
                await reading(year, pilot, READINGS[slot])
            if slot == 10:
                await keep_one(year, pilot, day)
        page = await review(year, pilot, tmp_path)
        await closing(year, pilot)
        await app.let_go()
    check(page, year, meetings)
    assert year.store.mentorship(year.slug).archived is not None
    assert year.store.notices == []


def on(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def check(page: str, year: Year, meetings: list[Meeting]) -> None:
    """Counted from the lines and turns, and from nothing the program says: every line of every section."""
    lines = [(one, text) for one in meetings for text in one.lines]
    last = meetings[-1].day
    seconds = Counter[str]()
    for one in meetings:
        for key, length in one.turns:
            seconds[{"1": "Ada", "2": "Linus"}[key]] += length
    total = sum(seconds.values())
    told = rf"{total // 3600} h {(total % 3600 + 30) // 60:02} min"

    def caught(sign: str) -> list[tuple[Meeting, str]]:
        """What was typed behind it, without for whom and by when."""
        found = [(one, text.removeprefix(f"{sign} ")) for one, text in lines if text.startswith(f"{sign} ")]
        return [(one, re.split(r" @| due:| ->", text)[0]) for one, text in found]

    def whose(sign: str, name: str) -> list[str]:
        typed = [text for _, text in lines if text.startswith(f"{sign} ") and text.endswith(f"@{name}")]
        return [text.removeprefix(f"{sign} ").removesuffix(f" @{name}") for text in typed]

    assert page.splitlines()[:3] == ["# Linus and Ada · Review · 2026", "", f"19 sessions, {told}"]
    begins, ends = pause_days()
    assert section(page, "When we met") == [
        f"- 19 sessions held, {told}",
        f"- **Missed:** {on(FIRST + timedelta(days=14 * MISSED))} · illness",
        f"- paused since {begins.day} {begins:%b} until {on(ends)} · project change",
    ]

    steps = [(one, text.split(" -> ")[1].split(" due:")[0]) for one, text in lines if " -> " in text]
    made = {"Linus": [*caught(">"), *steps], "Ada": caught("<")}
    promises = section(page, "Promises")
    for n, (name, all) in enumerate(made.items()):
        kept = sum(text in year.kept for _, text in all)
        due = sum(text in year.kept or one.day + timedelta(days=7) <= last for one, text in all)
        assert promises[n] == f"- **{name}:** {len(all)} made, {kept} kept; of {due} due {kept} kept, {due - kept} open"
    assert sorted(promises[2:]) == sorted(
        f"- {'✓' if text in year.kept else '○'} **{name}:** {text} *· by {on(one.day + timedelta(days=7))}"
        f"{' · kept' if text in year.kept else ''}*"
        for name, all in made.items()
        for one, text in all
    )

    changed = section(page, "What changed")
    assert changed[:-1] == [f"- **Linus:** {text}" for text in whose("=", "Linus")]
    (learned,) = [text for text in year.kept if f"“{text}”" in changed[-1]]
    assert changed[-1] == f"- **Ada:** {LEARNED} *· from “{learned}”*"
    for title, sign in (("Wins", "*"), ("Setbacks", "setback:")):
        assert section(page, title) == [f"- **{name}:** {text}" for name in ("Linus", "Ada") for text in whose(sign, name)]
    assert section(page, "Decisions") == [f"- {text} *· {on(one.day)}*" for one, text in caught("!")]
    assert section(page, "Topics and opportunities") == [f"- ○ **Linus:** {text} *· open*" for _, text in caught("opportunity:")]
    praise = [f"- **Ada to Linus:** {text} *· then: {step}*" for (_, text), (_, step) in zip(caught("+"), steps, strict=True)]
    assert section(page, "Feedback") == [f"- **Ada to Linus:** {len(praise)} pieces", *praise]

    assert section(page, "Goals") == ["- **Linus:** Give talks *· 0 % → 75 % of the way*", "  - talks given: 0 → 3, target 4"]

    floor = section(page, "Who had the floor")
    for name, agreed in (("Linus", 60), ("Ada", 40)):
        found = next(one for one in floor if one.startswith(f"- **{name}:**"))
        over = seconds[name] - total * agreed / 100
        assert found == (
            f"- **{name}:** {round(100 * seconds[name] / total)} % of the talk *· agreed {agreed} % · "
            f"{round(abs(over) / 60)} min {'more' if over > 0 else 'fewer'} than agreed*"
        )
    assert floor[2:] == [
        "- **Together:** near agreed",
        f"- **Known:** {told} of talk in 19 sessions · keyed by hand · left out: 1 missed",
    ]
    takeaways = whose("=", "Linus")
    assert section(page, "The first wish, and now") == [
        f"- **On the first day:** {takeaways[0]} *· Linus, session 1*",
        f"- **The newest takeaway:** {takeaways[-1]} *· Linus · session {len(meetings)}, {on(last)}*",
    ]
