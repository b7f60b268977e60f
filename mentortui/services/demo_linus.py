"""A longer mentorship for the demo: nine sessions of Ada and Linus, so that trends have a way to go. The last is imported."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from mentortui.core import events as e
from mentortui.core.dates import zone
from mentortui.core.people import Agreement
from mentortui.core.records import Member, Mentorship
from mentortui.core.result import result
from mentortui.core.session import Session
from mentortui.services.clock import Clock
from mentortui.services.demo import ADA, SECOND, Script, participants, tell
from mentortui.services.demo_words import Part
from mentortui.services.ids import new_id
from mentortui.services.importing import Importing
from mentortui.store.store import Store

_LINUS = Member(id="linus", name="Linus Park", role="mentee", zone="Asia/Seoul")
_AGREED = Agreement(roles={"mentor": 40, "mentee": 60})
_EQUAL = Agreement(roles={"mentor": 50, "mentee": 50})
_PRESENTS = Agreement(persons={"ada": 10, "linus": 90})
_APART = timedelta(days=14)
_IDS = (
    "q4mxn7rtk2vd",
    "b6hz3wpc9gjs",
    "t2kd8vny5rfm",
    "x7gq2mbw4hpt",
    "n9cr6jtz3kdv",
    "d3wf7xkp8qsb",
    "h5vt4gnr2mzc",
    "m8sj6dqw7xkf",
)
_TOPICS = (
    ("The first week on the data team", "linus"),
    ("Reading a query plan together", "ada"),
    ("What a good question looks like", "linus"),
    ("A talk at the team meeting", "linus"),
    ("Reviews that others learn from", "ada"),
    ("The nightly job that stops", "linus"),
    ("Asking for time to learn", "linus"),
    ("The move to the new store", "linus"),
)
_ADAS = (0.66, 0.62, 0.6, 0.58, 0.52, 0.53, 0.47, 0.44)
"""Ada's part of the talk, session by session: it comes nearer to what was agreed."""


def fill_linus(store: Store, wall: int, clock: Clock) -> Mentorship:
    """Stores the mentorship as it stands at `wall` (UTC microseconds). Raises StoreError."""
    today = datetime.fromtimestamp(wall / SECOND, UTC).astimezone(zone(ADA.zone)).date()
    last = today - timedelta(days=(today.weekday() - 1) % 7 or 7)  # the Tuesday before
    days = [last - _APART * (len(_TOPICS) - n) for n in range(len(_TOPICS) + 1)]
    began = [round(datetime(day.year, day.month, day.day, 9, 30, tzinfo=zone(ADA.zone)).timestamp()) * SECOND for day in days]
    stored = store.add_mentorship(_mentorship(began[0]))
    for number, (topic, then) in enumerate(zip(_TOPICS, began, strict=False), 1):
        made = result(_session(number, topic, _ADAS[number - 1], then))
        with store.changing(stored.slug) as now:
            now.living.put(*made.living)
            now.sessions(then).put(made.session)
    _import(store, stored.slug, clock, days[-1].isoformat())
    return store.mentorship(stored.slug)


def _session(number: int, topic: tuple[str, str], ada: float, began: int) -> Session:
    title, who = topic
    presents = "talk" in title
    parts = (
        Part("Check-in: done, stuck, next", 10, "linus", 540 + 20 * number, ada - 0.05),
        Part(title, 20, who, 1200 + 45 * number, 0.15 if presents else ada + 0.04),
        Part("Takeaways, next date", 5, "both", 260, ada, ((0.5, "= one question before each answer"),) if number == 5 else ()),
    )
    kind = "coffee" if number in (3, 7) else "regular"
    script = Script(
        e.SessionStarted(
            id=f"linus-{number}-0",
            at=0,
            wall=began,
            by=ADA.id,
            session=_IDS[number - 1],
            mentorship="linus",
            me=ADA.id,
            people=participants(ADA, _LINUS),
            number=number,
            kind=kind,
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
            agreement=_EQUAL if kind == "coffee" else _AGREED,
            agreed_by="kind" if kind == "coffee" else "charter",
        ),
        (),
    )
    chance = Random(100 + number)
    for part, item in zip(parts, script.session.items, strict=True):
        script.go_to(item.item.id)
        tell(script, part, chance)
    script.finish()
    return script.session


def _import(store: Store, slug: str, clock: Clock, day: str) -> None:
    """The last session was timed by nobody: it is what its transcript says."""
    importing = Importing(store, clock, new_id)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"{day} 09-30 Ada and Linus.vtt"
        path.write_text("WEBVTT\n\n" + "\n\n".join(_cues()), encoding="utf-8")
        planned = importing.plan(importing.read(path), slug, {"Ada": ADA.id, "Linus Park": _LINUS.id})
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
        people=(ADA, _LINUS),
        agreement=_AGREED,
        kinds={"coffee": _EQUAL},
        created=created,
        changed=created,
        changed_by=ADA.id,
    )
