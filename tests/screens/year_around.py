"""What goes on around the sessions of a year, by keys: the calendar, the charter, check-ins, goals, tasks, how each finds it."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mentortui.screens.charter import CharterScreen
from mentortui.screens.prepare import PrepareScreen
from mentortui.screens.prepare_forms import CheckInScreen
from mentortui.screens.pulse_assess import AssessmentScreen
from mentortui.screens.record_form import RecordFormScreen
from mentortui.screens.review import ReviewScreen
from tests.clocks import SECOND
from tests.screens.waiting import press, until
from tests.screens.year_keys import Year
from tests.screens.year_told import (
    ANSWER,
    AROUND,
    ASSESSMENT,
    DISAGREEMENT,
    HOW,
    LEARNED,
    MISSED,
    NEW_YORK,
    PREPARED,
    RESOURCE,
    REST,
    REVISIT,
    ROADBLOCKS,
    ROUND,
    SOLVED,
    WANTS,
    WANTS_LATER,
    day_of,
    moment,
    pause_days,
)

TO_LOOK = "The charter was to be looked at again"

# the calendar


async def rhythm(year: Year) -> None:
    """Every two weeks at fifteen o'clock in Berlin, which is nine in New York but for the weeks between their changes."""
    await year.tab("calendar")
    await press(year.pilot, "r")
    screen = await year.write("every 2 weeks thu 15:00", "enter")
    for day in (date(2026, 3, 5), date(2026, 3, 19), date(2026, 4, 2)):
        there = datetime.fromtimestamp(moment(day) / SECOND, UTC).astimezone(NEW_YORK).hour
        assert there == (10 if day == date(2026, 3, 19) else 9)
        assert f"Thu {day.day} {day:%b} 15:00 ({there:02}:00 New York)" in screen, screen


async def missed(year: Year) -> None:
    """It had been planned, and nobody came."""
    day = day_of(MISSED)
    await year.tab("calendar")
    await press(year.pilot, "d")
    await year.write(f"{day.day} {day:%b} 15:00".lower(), "enter")
    year.to(day, 20)
    assert "missed" in await press(year.pilot, "n", "n", "i")


async def pause(year: Year) -> None:
    begins, ends = pause_days()
    year.to(begins - timedelta(days=1))
    await year.tab("calendar")
    await press(year.pilot, "z", "p")
    await year.write(f"{begins.day} {begins:%b} to {ends.day} {ends:%b}".lower(), "enter")


async def closing(year: Year) -> None:
    await year.tab("calendar")
    await press(year.pilot, "y", "y")
    await until(year.pilot, lambda: year.store.mentorship(year.slug).archived is not None)


# the charter


async def _answer(year: Year, wants: str, revisit: str) -> str:
    """Two of its questions; the last of them says when all of it is looked at again."""
    await year.tab("charter")
    screen = ""
    for row, answer in ((("end",), revisit), (("home", "down"), wants)):
        await year.rush(*row)
        await year.open("e", CharterScreen)
        await year.rush("end", "ctrl+u")
        await year.write(answer)
        screen = await press(year.pilot, "ctrl+s")
    return screen


async def charter(year: Year) -> None:
    """What each wants, and when all of it is looked at again."""
    screen = await _answer(year, WANTS, f"{REVISIT.day} {REVISIT:%b}")
    assert f"Each wants {WANTS}" in screen
    assert f"Look again {REVISIT:%a} {REVISIT.day} {REVISIT:%b}" in screen


async def _due(year: Year) -> str:
    """What Prepare says is due, below all that may go on the agenda."""
    await year.home()
    await year.open("p", PrepareScreen)
    screen = await year.rush("end")
    return screen


async def look_again(year: Year) -> None:
    """The day has come, by itself: one looks, and what was wanted at first stays readable beside what is wanted now."""
    assert TO_LOOK in await _due(year)
    screen = await _answer(year, WANTS_LATER, "1 dec")
    assert f"Each wants {WANTS_LATER}" in screen
    assert screen.count(WANTS) > screen.count(WANTS_LATER)
    assert TO_LOOK not in await _due(year)


# between sessions


async def check_in(year: Year) -> None:
    """Of the mentee, on Prepare: what is in the way, and what was learned. Then the session can begin from there."""
    await year.home()
    await year.open("p", PrepareScreen)
    await year.open("i", CheckInScreen)
    await year.rush("tab")
    for text, proposal in ROADBLOCKS.items():
        await year.write(f"{text} -> {proposal}" if proposal else text, "enter")
    await year.rush("tab")
    await year.write(REST)
    screen = await press(year.pilot, "ctrl+s")
    assert isinstance(year.app.screen, PrepareScreen)
    for text, proposal in ROADBLOCKS.items():
        said = f"proposes {proposal}" if proposal else "no proposal yet"
        assert re.search(f"Roadblock: {text} +Linus +{said}", screen), screen


def asked_first() -> str:
    """What a session asks first: what would be tried against a roadblock that has no proposal."""
    (text,) = [text for text, proposal in ROADBLOCKS.items() if not proposal]
    return f"Linus, “{text}”: what would you try?"


async def solve(year: Year) -> None:
    screen = await year.tab("roadblock")
    for _ in ROADBLOCKS:
        if f"▌○ {SOLVED}" in screen:
            break
        screen = await year.rush("down")
    await press(year.pilot, "y")
    screen = await year.write(HOW, "enter")
    assert f"▌✓ {SOLVED}" in screen


async def task(year: Year) -> None:
    """The first of the bank."""
    await year.tab("between")
    await press(year.pilot, "n")
    assert "given to Linus" in await press(year.pilot, "enter")


async def answer(year: Year) -> None:
    """In writing; Prepare has it for the next session."""
    await year.tab("between")
    await year.open("r", RecordFormScreen)
    await year.write(ANSWER)
    assert ANSWER in await press(year.pilot, "ctrl+s")
    await year.home()
    assert "Linus answered “" in await year.open("p", PrepareScreen)
    screen = await year.rush("end")
    for _ in range(20):
        if f"”: {ANSWER}" in screen:
            break
        screen = await year.rush("up")
    assert f"”: {ANSWER}" in screen


async def resource(year: Year) -> None:
    """Sent by the mentor, and useful."""
    await year.tab("resource")
    await year.open("a", RecordFormScreen)
    await year.write(RESOURCE)
    await press(year.pilot, "tab", "l")
    assert "not read yet" in await press(year.pilot, "ctrl+s")
    assert "read, and useful" in await press(year.pilot, "r", "r")


async def disagreement(year: Year) -> None:
    """The mentee saw it otherwise, and a view was changed. Beside it, who brought the topics so far."""
    screen = await year.tab("inclusion")
    brought = [who for slot, topics in PREPARED.items() if slot < AROUND for _, who in topics]
    mine = brought.count("Ada")
    assert f"Of {len(brought)} topics that somebody brought, {mine} {'is' if mine == 1 else 'are'} Ada's" in screen
    assert "e on Prepare says who brings one" in await year.rush("down")
    await year.open("a", RecordFormScreen)
    await year.write(DISAGREEMENT)
    await press(year.pilot, "tab", "l", "tab", "tab", "right", "right")
    assert "1 disagreement: 1 changed a view" in await press(year.pilot, "ctrl+s")


# how each finds it


async def assessment(year: Year) -> None:
    """Covered until both are in; then one adjustment that it proposes becomes an action, one a line of the charter."""
    await year.tab("pulse")
    for name, (numbers, sentence) in ASSESSMENT.items():
        assert f"{ROUND}: how was it, {name}?" in await year.open("a", AssessmentScreen)
        await year.rush(*map(str, numbers))
        screen = await year.write(sentence, "enter")
        if name == "Ada":
            assert "Kept, and covered: yours is in, covered until Linus answered or declined" in screen
            assert "rhythm 2" not in screen
    assert "Everybody has answered: all of it shows." in screen


async def take_up(year: Year) -> None:
    """On the Pulse tab: the safety one as a promise of the mentor's, the rhythm one for the charter."""
    for key, text in (("greater_than_sign", "Agree what stays between us"), ("c", "Try another rhythm")):
        screen = await year.rush("home")
        for _ in range(6):
            if f"▌◆ {text}" in screen:
                break
            screen = await year.rush("down")
        assert f"▌◆ {text}" in screen
        await press(year.pilot, key)


# goals and promises


async def keep_one(year: Year) -> None:
    """The marked one of those that are open, with what it taught."""
    before = {one.id for one in year.store.living(year.slug) if one.state == "done"}
    await year.tab("action")
    await press(year.pilot, "space")
    await year.write(LEARNED, "enter")
    (record,) = (one for one in year.store.living(year.slug) if one.state == "done" and one.id not in before)
    year.kept.add(record.capture.text)
    year.learned_of = record.capture.text


async def reading(year: Year, value: int) -> None:
    """Of a goal that is made at the first of them."""
    await year.tab("goal")
    if value:
        await press(year.pilot, "n")
        await year.write(str(value), "enter")
    else:
        await year.open("a", RecordFormScreen)
        await year.write("Give talks")
        await press(year.pilot, "ctrl+s")
        await press(year.pilot, "v")
        await year.open("r", RecordFormScreen)
        await year.write("talks given")
        for number in "040":
            await press(year.pilot, "tab", number)
        await press(year.pilot, "ctrl+s")


# review


async def review(year: Year, folder: Path) -> str:
    """Of the year, as it is written to a file."""
    await year.home()
    await year.open("R", ReviewScreen)
    await press(year.pilot, "p", "t")
    await year.write("2026", "enter")
    await press(year.pilot, "W", "ctrl+u")
    await year.write("year.md", "enter")
    await until(year.pilot, (folder / "year.md").exists)
    return (folder / "year.md").read_text("utf-8")
