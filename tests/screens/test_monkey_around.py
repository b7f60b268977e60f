"""Any keys at any speed before and after a session: on every screen, with nothing stored and with far too much of it."""

import os
import random
from pathlib import Path

import msgspec
import pytest
from textual.events import Paste

from mentortui.app import MentortuiApp
from mentortui.core.records import CheckIn, Plan, PlanItem, Roadblock
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.calm import calm
from tests.screens.stage import StillClock, demo_in

replace = msgspec.structs.replace
KEYS = (
    *"abcdefghijklmnoprstuvwxyzACDGLMNRSU1234567890/+-,;?:",
    *("enter", "enter", "escape", "escape", "left", "right", "up", "down", "backspace", "pageup", "pagedown", "home", "end"),
    *("shift+up", "shift+down", "tab", "shift+tab", "ctrl+s", "ctrl+o", "ctrl+g", "ctrl+t", "ctrl+p", "f1", "space", "delete"),
)
WAYS: dict[str, tuple[str, ...]] = {
    "home": (),
    "history": ("enter",),
    "prepare": ("p",),
    "lists": ("l",),
    "promises": ("d",),
    "feedback": ("f",),
    "summary": ("enter", "enter"),
    "timeline": ("enter", "enter", "y"),
}
LETTER = "Done: the parser\nRoadblock: reviews\nI would try: pairing\nBring: the talk\nPulse 1-5: 4 5 4\n"
HOSTILE = (
    *("[/]", "[@click=app.quit]x[/]", "\x1b]0;x\x07\x1b[31m\x9b31m", "\u202eevil\u2066", "\ud800", "x" * 2000, "a\nb\r\nc"),
    *("👩‍👩‍👧‍👦 漢字 é\u0301", "ada", "Ada"),
)
SIZES = ((120, 40), (80, 24), (60, 20), (40, 8), (10, 3), (1, 1))


def overfull(store: Store, wall: int) -> str:
    """The demo's mentorship with hostile words in each place, and more of them than fits."""
    slug = demo_in(store, wall)
    mentorship = store.mentorship(slug)
    people = tuple(replace(one, name=HOSTILE[number]) for number, one in enumerate(mentorship.people))
    store.save_mentorship(replace(mentorship, people=people, goals=HOSTILE))
    living = store.living(slug)
    store.save_living(
        slug,
        *(replace(one, capture=replace(one.capture, text=HOSTILE[n % len(HOSTILE)])) for n, one in enumerate(living)),
    )
    for number, session in enumerate(store.sessions(slug)):
        store.save_session(slug, replace(session, title=HOSTILE[number % len(HOSTILE)]))
    items = tuple(PlanItem(id=f"i{n}", title=HOSTILE[n % len(HOSTILE)], minutes=5, carried=n % 4) for n in range(40))
    store.save_table(slug, "plans", Plan(id="plan", kind="regular", created=wall, items=items))
    said = tuple(Roadblock(text=words, proposal=words) for words in HOSTILE)
    store.save_table(
        slug, "checkins", CheckIn(id="c", created=wall, person=people[1].id, done=HOSTILE, roadblocks=said, learned=HOSTILE)
    )
    return slug


TIMES = 20 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 1


@pytest.mark.parametrize("time", range(TIMES))
@pytest.mark.parametrize("full", [pytest.param(False, marks=pytest.mark.long), True], ids=["empty", "overfull"])
@pytest.mark.parametrize("screen", WAYS)
async def test_any_keys_at_any_speed_before_and_after_a_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: str, full: bool, time: int
) -> None:
    monkeypatch.chdir(tmp_path)  # files are written where one is
    chance, clock, store = random.Random(f"{screen}{full}{time}"), StillClock(), Store(tmp_path / "data")
    if full:
        overfull(store, clock.wall())
    app = MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin", config=tmp_path / "config"))
    async with app.run_test(size=chance.choice(SIZES[:3])) as pilot:
        await pilot.pause(0.1)
        for key in WAYS[screen]:
            await pilot.press(key)
            await pilot.pause(0.1)
        for _ in range(12):
            if not app.screen_stack:
                break  # a key ended it
            if chance.random() < 0.1:
                await pilot.resize_terminal(*chance.choice(SIZES))
            if chance.random() < 0.2:
                (app.focused or app.screen).post_message(Paste(chance.choice((*HOSTILE, LETTER))))
            for key in chance.choices(KEYS, k=chance.randint(1, 8)):
                app.simulate_key(key)
            await calm()  # no pilot: the screen it waits for may go meanwhile
    again = Store(tmp_path / "data")
    assert [mentorship.slug for mentorship in again.mentorships()] == [one.slug for one in store.mentorships()]
    assert again.notices == []
