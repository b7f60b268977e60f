"""The program over the demo's mentorship, with transcripts of calls in its home folder."""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.screens.home import HomeScreen
from mentortui.screens.importing import ImportScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.screens.stage import DAY, NOON, StillClock, demo_in
from tests.screens.waiting import until_on_top

HELD = NOON - 2 * DAY - 3_600_000_000
SAID = (
    ("Ada", "Good to see you. How did the release go?"),
    ("Grace Otieno", "It went out on Friday. I will write the failing test for the retry first."),
    ("Ada", "The release notes told support what breaks and how to undo it."),
    ("Grace Otieno", "We decided to keep recorded responses instead of a fake server."),
    ("", "and that is what I want to try next."),
    ("A. Guest", "May I ask who owns the on-call rota?"),
    ("Ada", "Small commits get you a quicker merge."),
)


def stamp(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours:02}:{minutes:02}:{rest:06.3f}"


def vtt(said: Sequence[tuple[str, str]], each: float = 30, damaged: int = 0) -> str:
    """WebVTT in which each sentence takes so many seconds."""
    blocks, at = ["WEBVTT"], 0.0
    for number, (name, text) in enumerate(said):
        cue = f"{name}: {text}" if name else text
        blocks.append(f"{number + 1}\n{stamp(at)} --> {stamp(at + each - 1)}\n{cue}")
        at += each
    blocks += [f"x{number}\n00:{number:02} --> later\nlost" for number in range(damaged)]
    return "\n\n".join(blocks) + "\n"


def usual(times: int = 6) -> str:
    """Twenty minutes of two, one guest among them, one cue without a name, one damaged."""
    return vtt(SAID * times, damaged=1)


def overfull() -> str:
    """Twelve people whose names are long or strange, 600 cues, 40 damaged."""
    chance = Random(5)
    names = [
        *("Ada", "Grace", "🦊🦊 Fox", "王小明", "[/] [b]x", "Zoë"),
        *(f"Speaker-With-A-Long-Name-{n} Of The Team" for n in range(6)),
    ]
    words = ("the release", "a canary", "one more test", "[b]bold[/b]", "你好世界", "🦊")
    said = [
        (chance.choice(names), " ".join(chance.choice(words) for _ in range(chance.randint(3, 40))) + ".") for _ in range(600)
    ]
    return vtt(said, 9, damaged=40)


def put(folder: Path, text: str, name: str = "call.vtt", at: int = HELD) -> Path:
    """A file of the home folder, written when the session had ended."""
    path = folder / "home" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (at / 1_000_000, at / 1_000_000))
    return path


@asynccontextmanager
async def importing(
    folder: Path, patch: pytest.MonkeyPatch, text: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[MentortuiApp, Pilot[str | None], Store]]:
    """The screen on which the file is chosen, over Home."""
    app, store = program(folder, patch, text)
    async with app.run_test(size=size) as pilot:
        await until_on_top(pilot, HomeScreen)
        await pilot.press("i")
        await until_on_top(pilot, ImportScreen)
        yield app, pilot, store
        await app.let_go()
    app.desk.close_drafts()


def program(folder: Path, patch: pytest.MonkeyPatch, text: str) -> tuple[MentortuiApp, Store]:
    put(folder, text)
    patch.setenv("HOME", str(folder / "home"))
    for name in ("XDG_DOWNLOAD_DIR", "XDG_DOCUMENTS_DIR", "XDG_DESKTOP_DIR"):
        patch.delenv(name, raising=False)
    patch.chdir(folder / "home")
    clock, store = StillClock(), Store(folder / "data")
    demo_in(store, clock.wall())
    return MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin")), store


def heard(store: Store, slug: str, late: float = 3.2) -> str:
    """A transcript of the demo's last session: what was keyed, noticed a little otherwise, and some of it another's."""
    session, chance = store.sessions(slug)[-1], Random(3)
    names = {person.id: person.name for person in session.people}
    blocks = ["WEBVTT"]
    for number, (who, start, end, _) in enumerate(session.turns):
        name = next(other for id, other in names.items() if id != who) if number % 5 == 2 else names.get(who, "")
        first, last = start / 1e6 - late + chance.uniform(0, 2), end / 1e6 - late - chance.uniform(0, 2)
        if name and last > max(0.0, first):
            blocks.append(f"{stamp(max(0.0, first))} --> {stamp(last)}\n{name}: what was said in turn {number}.")
    return "\n\n".join(blocks) + "\n"
