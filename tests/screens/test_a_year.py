"""A year of one mentorship through its screens: nineteen sessions, one missed, a pause, a closing, in two zones whose clocks
change on other days, and all that the two do around it. All of it is typed; every number and every line of its Review is counted
again from what was typed (`year_counted`).

All goes by keys; only the lines that are caught in sixteen of the sessions are pasted, one at a time. One start of the program,
at 120x40: only there all that is looked at on the way stands beside its list. How long each of the two speaks is told by a clock
that the test moves, since no year goes by while it runs.
"""

from pathlib import Path

import pytest

from mentortui.screens.home import HomeScreen
from tests.screens import year_around as around
from tests.screens.year_counted import check
from tests.screens.year_keys import Year
from tests.screens.year_told import (
    AROUND,
    ASSESSED,
    CHECKED_IN,
    HELD,
    LAST,
    LEFT_OVER,
    MEETINGS,
    MISSED,
    PAUSED,
    PREPARED,
    PULSES,
    READINGS,
    REVISITED,
    SOLVED_AT,
    TASK_GIVEN,
    TICKED,
    Meeting,
    day_of,
    kept_by,
)


async def before(year: Year, slot: int) -> None:
    """What is done before the session of that fortnight."""
    if slot == 0:
        await around.charter(year)
    if slot == 1:
        await around.rhythm(year)
    if slot == PAUSED[0]:
        await around.pause(year)
    if slot == MISSED:
        await around.missed(year)
    if slot == REVISITED:
        await around.look_again(year)
    if slot == TASK_GIVEN + 1:
        await around.answer(year)


async def session(year: Year, meeting: Meeting) -> None:
    """Prepared where there is something to prepare; with a pulse after it where somebody gives one."""
    slot = meeting.slot
    if slot == CHECKED_IN:
        await around.check_in(year)
    elif slot in PREPARED:
        screen = await year.prepare(meeting)
        assert ("carried over" in screen) == (slot == LEFT_OVER + 1)
    await year.session(meeting, topics=1 if slot == LEFT_OVER else 9)
    if slot in year.at_first:
        assert (around.asked_first() in year.at_first[slot]) == (slot == CHECKED_IN)
    if slot in PULSES:
        covered, *opened = await year.pulse(PULSES[slot], apart=slot == min(PULSES))
        assert "usefulness 5" not in covered
        assert len(opened) == len(PULSES[slot]) - 1
        assert all("Everybody has spoken" in screen for screen in opened)
    await year.go("q", HomeScreen)


async def after(year: Year, slot: int) -> None:
    """What is done on the day of the session, once it is over."""
    if slot in READINGS:
        await around.reading(year, READINGS[slot])
    if slot == SOLVED_AT:
        await around.solve(year)
    if slot == TASK_GIVEN:
        await around.task(year)
    if slot == ASSESSED:
        await around.keep_one(year)
        await around.assessment(year)
        await around.take_up(year)
    if slot == AROUND:
        await around.resource(year)
        await around.disagreement(year)
    if slot in TICKED:
        await year.keep(kept_by(slot))


@pytest.mark.timeout(600)
async def test_a_year_is_walked_through_and_every_number_of_its_review_is_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(MEETINGS) == 19
    year, meetings = Year(tmp_path), dict(zip(HELD, MEETINGS, strict=True))
    async with year.app.run_test(size=(120, 40)) as pilot:
        year.pilot = pilot
        await year.first_run()
        for slot in range(LAST + 1):
            if slot not in PAUSED and slot != MISSED:
                year.to(day_of(slot), 12)
            await before(year, slot)
            if slot in meetings:
                await session(year, meetings[slot])
                await after(year, slot)
        page = await around.review(year, tmp_path)
        await around.closing(year)
        await year.app.let_go()
    check(page, year.kept, year.learned_of)
    assert year.store.mentorship(year.slug).archived is not None
    assert year.store.notices == []
