"""A longer mentorship for the demo: fifteen months of Ada in Berlin and Linus in New York, where clocks change on other days. One
session was missed, one moved, there was a pause, and the last one is imported."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from mentortui.core import events as e
from mentortui.core.cadence import Cadence
from mentortui.core.dates import zone
from mentortui.core.people import Agreement
from mentortui.core.records import FinishedSession, Living, Member, Mentorship, PrivateNote
from mentortui.core.result import Result, result
from mentortui.services.clock import Clock
from mentortui.services.demo import ADA, SECOND, Script, participants, tell
from mentortui.services.demo_around import Days, came_of, put
from mentortui.services.demo_linus_around import around
from mentortui.services.demo_linus_came import CAME
from mentortui.services.demo_linus_words import JOB, LAST, MEETINGS, MOVED, RUST, SENIOR, VOICE, Met
from mentortui.services.demo_words import Part
from mentortui.services.importing import Importing
from mentortui.store.store import Store

LINUS = Member(id="linus", name="Linus Park", role="mentee", zone="America/New_York")
_AGREED = Agreement(roles={"mentor": 40, "mentee": 60})
_EQUAL = Agreement(roles={"mentor": 50, "mentee": 50})
_PRESENTS = Agreement(persons={"ada": 10, "linus": 90})
_HOUR = time(9, 30)
"""In New York: half past three in Berlin, but for the weeks between the changes of their clocks."""
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"


def fill_linus(store: Store, wall: int, clock: Clock) -> Mentorship:
    """Stores the mentorship as it stands at `wall` (UTC microseconds), the same for the same `wall`. Raises StoreError."""
    today = datetime.fromtimestamp(wall / SECOND, UTC).astimezone(zone(ADA.zone)).date()
    last = today - timedelta(days=(today.weekday() - 1) % 7 or 7)  # the Tuesday before
    days = Days(last - timedelta(days=14 * LAST), _HOUR, LINUS)
    stored = store.add_mentorship(_mentorship(days.at(0)))
    held = [_held(number, met, days) for number, met in enumerate(MEETINGS, 1)]
    living: list[Living] = [came_of(record, CAME) for one in held for record in one.living]
    private: list[PrivateNote] = [note for one in held for note in one.private]
    sessions: list[FinishedSession] = [one.session for one in held]
    with store.changing(stored.slug) as now:
        put(now, around(days, sessions))
        now.living.put(*living)
        now.private.put(*private)
        for session in sessions:
            now.sessions(session.began).put(session)
        now.mentorships.put(msgspec.structs.replace(now.mentorship(), **_agreed(days)))
    _import(store, stored.slug, clock, days.at(LAST))
    return store.mentorship(stored.slug)


def _agreed(days: Days) -> dict[str, Any]:
    """What the mentorship itself holds of all that."""
    zones = {ADA.id: ADA.zone, LINUS.id: LINUS.zone}
    first = days.iso(0)
    return {
        "goals": (JOB, VOICE, SENIOR, RUST),
        "next_date": days.at(LAST + 1),
        "hours": {ADA.id: (8 * 60, 17 * 60), LINUS.id: (9 * 60, 18 * 60)},
        "cadence": Cadence(every=2, unit="week", start=first, at=9 * 60 + 30, owner=LINUS.id, zones=zones),
        "check_ins": Cadence(every=1, unit="week", start=days.iso(0, 3), owner=LINUS.id, zones=zones),
    }


def _held(number: int, met: Met, days: Days) -> Result:
    presents = "talk" in met.title.casefold()
    parts = (
        Part("Check-in: done, stuck, next", 10, "linus", 330 + 5 * number, met.ada - 0.06, _spread(met.check_in)),
        Part(met.title, 20, met.who, 900 + 12 * number, 0.15 if presents else met.ada + 0.03, _spread(met.topic)),
        Part("Takeaways, next date", 5, "both", 200, met.ada, _spread(met.end)),
    )
    chance = Random(f"linus {number}")
    script = Script(
        e.SessionStarted(
            id=f"linus-{number}-0",
            at=0,
            wall=days.at(met.slot, 2 if met.slot == MOVED else 0),
            by=ADA.id,
            session="".join(chance.choices(_LETTERS, k=12)),
            mentorship="linus",
            me=ADA.id,
            people=participants(ADA, LINUS),
            number=number,
            kind=met.kind,
            items=tuple(
                e.Item(
                    id=f"linus-{number}-item-{place}",
                    title=part.title,
                    minutes=part.minutes,
                    owner=part.owner,
                    brought_by="" if part.owner == "both" else part.owner,
                    agreement=_PRESENTS if presents and place == 2 else None,
                )
                for place, part in enumerate(parts, 1)
            ),
            agreement=_EQUAL if met.kind == "coffee" else _AGREED,
            agreed_by="kind" if met.kind == "coffee" else "charter",
        ),
        (JOB, VOICE, SENIOR, RUST),
    )
    for place, (part, item) in enumerate(zip(parts, script.session.items, strict=True)):
        script.go_to(item.item.id)
        tell(script, part, chance)
        if place == 1 and met.back:
            script.understand(*met.back.split())
    following = [one.slot for one in MEETINGS if one.slot > met.slot]
    script.agree_next(days.at(following[0] if following else LAST))
    script.finish()
    return result(script.session)


def _spread(lines: tuple[str, ...]) -> tuple[tuple[float, str], ...]:
    """Each line at its part of the item; a takeaway is the mentee's."""
    whose = (f"{line} @Linus" if line.startswith("=") else line for line in lines)
    return tuple(((place + 1) / (len(lines) + 1), line) for place, line in enumerate(whose))


def _import(store: Store, slug: str, clock: Clock, began: int) -> None:
    """The last session was timed by nobody: it is what its transcript says."""
    ids, here = count(), datetime.fromtimestamp(began / SECOND, UTC).astimezone(zone(ADA.zone))
    importing = Importing(store, clock, lambda: f"linus-imported-{next(ids)}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"{here:%Y-%m-%d %H-%M} Ada and Linus.vtt"
        path.write_text("WEBVTT\n\n" + "\n\n".join(_cues()), encoding="utf-8")
        planned = importing.plan(importing.read(path), slug, {"Ada": ADA.id, "Linus Park": LINUS.id})
    importing.store(planned)


def _cues() -> Iterator[str]:
    chance, at, ada = Random(7), 2.0, True
    asked = ("What would you try first?", "Where did it stop the last time?", "Who else should know?")
    said = ("The job wrote the same rows twice.", "I would look at the log before the code.", "That is what the team asked for.")
    while at < 31 * 60:
        length = round(4 + 40 * chance.random() ** 2 * (0.75 if ada else 1.1), 1)
        words = chance.choice(asked if ada else said)
        yield f"{_stamp(at)} --> {_stamp(at + length)}\n<v {'Ada' if ada else 'Linus Park'}>{words}"
        at += length + chance.choice((0.2, 0.6, 1.2, 3.4))
        ada = not ada


def _stamp(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"00:{whole // 60_000:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def _mentorship(created: int) -> Mentorship:
    return Mentorship(
        id="linus",
        slug="",
        part="mentor",
        me=ADA.id,
        people=(ADA, LINUS),
        agreement=_AGREED,
        kinds={"coffee": _EQUAL},
        created=created,
        changed=created,
        changed_by=ADA.id,
    )
