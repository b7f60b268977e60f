"""A peer circle for the demo: Ada and three others, once a month, each with a topic in turn."""

from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Final

import msgspec

from mentortui.core import events as e
from mentortui.core.cadence import Cadence
from mentortui.core.dates import zone
from mentortui.core.goals import Goal, KeyResult, Reading
from mentortui.core.records import Member, Mentorship, Record
from mentortui.core.result import Result, result
from mentortui.services.demo import ADA, SECOND, Script, participants
from mentortui.services.demo_around import Around, Days, came_of, put, stamped
from mentortui.services.demo_linus_came import Came
from mentortui.store.store import Store

_PEERS = (
    msgspec.structs.replace(ADA, role="peer"),
    Member(id="wanjiku", name="Wanjiku Njeri", role="peer", zone="Africa/Nairobi"),
    Member(id="rafael", name="Rafael Souza", role="peer", zone="America/Sao_Paulo"),
    Member(id="mei", name="Mei Tanaka", role="peer", zone="Asia/Tokyo"),
)
_HOUR = time(13)
_GOAL = "Meetings that end"
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
_MEETINGS: Final = (
    (
        "ada",
        "How to say no to a good idea",
        ("= a no with a date is easier to hear", "> keep a list of what I said no to @Ada due:4w"),
    ),
    (
        "wanjiku",
        "A team that meets too often",
        (f'! half an hour, and one question each #"{_GOAL}"', "* three meetings fewer @Wanjiku"),
    ),
    (
        "rafael",
        "Feedback to somebody above",
        ("= I ask whether it is a good moment", "> tell it the director next month @Rafael due:3w"),
    ),
    (
        "mei",
        "Remote, and the only one",
        (f'> write the minutes in two languages @Mei due:4w #"{_GOAL}"', "= silence is not agreement"),
    ),
    ("ada", "When advice is not wanted", ("* Mei led the whole round @Mei", "< ask first whether it is to be advice due:4w")),
)
_CAME: Final = {
    "keep a list of what I said no to": Came(state="done", after=25, outcome="eleven in a month"),
    "tell it the director next month": Came(state="done", after=20),
    "write the minutes in two languages": Came(state="done", after=28),
}
_EVERY: Final = 2
"""In fortnights: about a month."""


def fill_circle(store: Store, wall: int) -> Mentorship:
    """Stores the circle as it stands at `wall` (UTC microseconds), the same for the same `wall`. Raises StoreError."""
    today = datetime.fromtimestamp(wall / SECOND, UTC).astimezone(zone(ADA.zone)).date()
    last = today - timedelta(days=(today.weekday() - 4) % 7 or 7)  # the Friday before
    days = Days(last - timedelta(days=14 * _EVERY * (len(_MEETINGS) - 1)), _HOUR, ADA)
    stored = store.add_mentorship(_mentorship(days.at(0)))
    held = [_held(number, days) for number in range(1, len(_MEETINGS) + 1)]
    with store.changing(stored.slug) as now:
        put(now, _around(days))
        now.living.put(*(came_of(record, _CAME) for one in held for record in one.living))
        for one in held:
            now.sessions(one.session.began).put(one.session)
        zones = {one.id: one.zone for one in _PEERS}
        cadence = Cadence(every=4, unit="week", start=days.iso(0), at=_HOUR.hour * 60, owner=ADA.id, zones=zones)
        next_date = days.at(_EVERY * len(_MEETINGS))
        now.mentorships.put(msgspec.structs.replace(now.mentorship(), goals=(_GOAL,), cadence=cadence, next_date=next_date))
    return store.mentorship(stored.slug)


def _held(number: int, days: Days) -> Result:
    who, title, lines = _MEETINGS[number - 1]
    slot, chance = _EVERY * (number - 1), Random(f"circle {number}")
    script = Script(
        e.SessionStarted(
            id=f"circle-{number}-0",
            at=0,
            wall=days.at(slot),
            by=ADA.id,
            session="".join(chance.choices(_LETTERS, k=12)),
            mentorship="circle",
            me=ADA.id,
            people=participants(*_PEERS),
            number=number,
            kind="regular",
            items=tuple(
                e.Item(id=f"circle-{number}-item-{place}", title=name, minutes=minutes, owner=owner, brought_by=by)
                for place, (name, minutes, owner, by) in enumerate(
                    (("One sentence each", 10, "", ""), (title, 30, who, who), ("What each takes along", 5, "", "")), 1
                )
            ),
        ),
        (_GOAL,),
    )
    for place, (item, seconds) in enumerate(zip(script.session.items, (400, 1500, 260), strict=True)):
        script.go_to(item.item.id)
        end, waiting = script.now + seconds * SECOND, list(lines) if place == 1 else []
        order = list("1234")
        while script.now < end:
            chance.shuffle(order)
            for key in order:
                script.speak(key)
                weight = 2.0 if place == 1 and _PEERS[int(key) - 1].id == who else 1.0
                script.now = min(end, script.now + round(weight * (12 + 60 * chance.random() ** 2)) * SECOND)
                if waiting and chance.random() < 0.2:
                    script.catch(waiting.pop(0))
        for line in waiting:
            script.catch(line)
    script.agree_next(days.at(slot + _EVERY))
    script.finish()
    return result(script.session)


def _around(days: Days) -> Around:
    readings = tuple(
        Reading(id=f"circle-{n}", created=days.at(slot), changed=days.at(slot), day=days.iso(slot), value=value)
        for n, (slot, value) in enumerate(((2, "14"), (4, "11"), (6, "9"), (8, "9")), 1)
    )
    measured = KeyResult(
        id="circle-result",
        created=days.at(2),
        what="Hours a week in meetings",
        baseline="14",
        target="8",
        unit="h",
        readings=readings,
    )
    goal = Goal(id="", name=_GOAL, kind="skills", area="behaviour", why="time to think", due=days.iso(14), results=(measured,))
    goals: tuple[Record, ...] = stamped(ADA.id, days.at(2), (goal,), "circle-goal")
    return Around(shared={"goals": goals})


def _mentorship(created: int) -> Mentorship:
    return Mentorship(
        id="circle",
        slug="",
        part="peer",
        me=ADA.id,
        people=_PEERS,
        created=created,
        changed=created,
        changed_by=ADA.id,
    )
