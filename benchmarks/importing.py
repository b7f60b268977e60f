"""Importing a three-hour call: ours with every measure, beside the bare parsing of two well-kept libraries.

They come with `pip install -e '.[benchmark]'`. Two calls are made up as Zoom writes them: one in which the floor changes as in
the real ones, at every fourth caption or so, and one in which it changes at each, which no call does and our work is greatest.
"""

import gc
import os
import random
import sys
from collections.abc import Callable
from fractions import Fraction
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import middle, ms, row, timed, title

from mentortui.core import measures as m
from mentortui.core import turn_taking as t
from mentortui.core.cues import Transcript
from mentortui.core.equality import equality, of_shares
from mentortui.core.fold import fold
from mentortui.core.imported import Occasion, events_of, recorded
from mentortui.core.people import Participant
from mentortui.core.recording import hear
from mentortui.core.result import result
from mentortui.core.transcript import Placed, place
from mentortui.formats.transcripts.reading import read_transcript

TIMES = 40
HOURS = 3
NAMES = ("Ada Lovelace", "Grace Hopper", "Kofi Otieno (guest)")
SENTENCE = "so the thing is that we tried it twice last week and it went well until the release which nobody had tagged right?"
BUDGET = 1.5


def call(path: Path, changes: float) -> int:
    """As Zoom writes it: numbered, CRLF, the name before the words. `changes`: how probably the next caption is another's. How
    many captions there are."""
    chance, sentence = random.Random(1), SENTENCE.split()
    at, number, name, lines = 2_000, 0, NAMES[0], ["WEBVTT", ""]
    while at < HOURS * 3_600_000:
        if chance.random() < changes:
            name = chance.choice([other for other in NAMES if other != name])
        length = chance.randint(1_500, 9_000)
        number += 1
        words = " ".join(chance.choice(sentence) for _ in range(max(2, length // 400)))
        lines += [str(number), f"{stamp(at)} --> {stamp(at + length)}", f"{name}: {words}", ""]
        at += length + chance.randint(0, 1_200)
    path.write_bytes("\r\n".join(lines).encode())
    return number


def stamp(at: int) -> str:
    """`01:02:03.456`."""
    return f"{at // 3_600_000:02}:{at // 60_000 % 60:02}:{at // 1_000 % 60:02}.{at % 1_000:03}"


def read(path: Path) -> tuple[Transcript, Placed]:
    """The file, and each cue at its time."""
    transcript = read_transcript(path).transcript
    return transcript, place(transcript)


def imported(path: Path) -> None:
    """From the file to the session that would be stored, and every measure that captions have: of all of it, of the last ten
    minutes, of its items, of turns and of what only a recording tells."""
    transcript, placed = read(path)
    heard = hear(placed.segments)
    people = tuple(Participant(id=name, name=name, role="peer", key=key) for key, name in enumerate(heard.spoken, 1))
    occasion = Occasion(session="s", mentorship="m", me=people[0].id, people=people, began=0, number=1)
    number = count()
    events = events_of(heard, occasion, lambda: str(next(number)), unnamed=placed.unnamed, unsure=placed.unsure, end=placed.end)
    session = fold(events)
    assert session is not None
    now = session.ended_at or 0
    for span in (m.whole(session, now), m.last_ten_minutes(session, now)):
        m.shares(span), m.agreed_shares(span), m.balance(span), m.off_by(span), m.word(span), m.least_served(span), equality(span)
    parts, turns = session.parts(now), m.all_turns(session, now)
    m.split_times(parts, heard.spoken), m.item_times(session, now), t.opened_and_closed(parts)
    counts = [found.count for found in m.turn_measures(session, now).values()]
    of_shares([Fraction(one, sum(counts)) for one in counts])
    t.matrix(turns, heard.spoken)
    recorded(heard, [person.id for person in people], transcript, placed, {name: name for name in heard.spoken})
    result(session)


def peers() -> dict[str, Callable[[str], object]]:
    """Those that are installed."""
    found: dict[str, Callable[[str], object]] = {}
    try:
        import webvtt

        found["webvtt-py"] = webvtt.read
    except ImportError:
        pass
    try:
        import pysubs2

        found["pysubs2"] = pysubs2.load
    except ImportError:
        pass
    return found


def measure(changes: float) -> None:
    """All in turn, so that whatever else the machine does meets all alike."""
    others = peers()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "call.vtt"
        captions = call(path, changes)
        tasks: dict[str, Callable[[], object]] = {
            "complete": lambda: imported(path),
            "read": lambda: read(path),
            **{name: lambda parse=parse: parse(str(path)) for name, parse in others.items()},
        }
        times: dict[str, list[float]] = {name: [] for name in tasks}
        for _ in range(TIMES):
            for name, task in tasks.items():
                gc.collect()
                times[name].append(timed(task))
    title(
        f"Importing {HOURS} hours, {captions:,} captions, {changes:.0%} of them another's than the one before (median of {TIMES})"
    )
    ours = middle(times["complete"])
    row("read, and every cue at its time", ms(middle(times["read"])))
    row("complete, with events, fold and all measures", ms(ours))
    for name in others:
        row(f"against the bare parsing of {name}", ms(ours), ms(middle(times[name])), ours / middle(times[name]))
    if others:
        fastest = min(middle(times[name]) for name in others)
        row("against the faster of them", ms(ours), ms(fastest), ours / fastest, f"{BUDGET} x the faster")
    else:
        sys.stdout.write("  webvtt-py and pysubs2 are not installed: pip install -e '.[benchmark]'\n")


def main() -> None:
    """As calls are, and the worst."""
    title(f"Load: {os.getloadavg()[0]:.1f}")
    for changes in (0.25, 1):
        measure(changes)


if __name__ == "__main__":
    main()
