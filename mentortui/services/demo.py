"""A mentorship to look at: three sessions of Ada and Grace, and a fourth under way. Told as events, stored as any other."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random

import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core.capture import Reader, understand
from mentortui.core.dates import zone
from mentortui.core.fold import Growing
from mentortui.core.people import Agreement, Participant
from mentortui.core.records import Me, Member, Mentorship
from mentortui.core.result import result
from mentortui.core.session import Session
from mentortui.services.clock import Clock
from mentortui.services.demo_words import LIVE_CAPTURES, LIVE_ITEMS, LIVE_TURNS, SESSIONS, Part, Told
from mentortui.store.alive import Alive
from mentortui.store.store import Store

SECOND = 1_000_000
MINUTE = 60 * SECOND
LIVE_FOR = 1272 * SECOND
"""How long the session under way has run: a bit more than 21 minutes."""
_IDS = ("kq7mzw4xh2tn", "p3xw9thc6vdb", "v8hd2nsr5gkj")
LIVE_SESSION = "c5rj6bqy3wmf"
_FORTNIGHT = 14
HOUR = time(15)
ADA = Member(id="ada", name="Ada", role="mentor", zone="Europe/Berlin")
GRACE = Member(id="grace", name="Grace Otieno", role="mentee", zone="Africa/Nairobi")
_AGREED = Agreement(roles={"mentor": 40, "mentee": 60})
_KEYS = {"A": 1, "G": 2, "N": 0, **{str(key): key for key in range(1, 10)}}


def fill(store: Store, wall: int) -> Mentorship:
    """Stores the mentorship as it stands at `wall` (UTC microseconds): three sessions, a fortnight apart, the next one agreed.

    The same `wall` always stores the same. Raises StoreError.
    """
    coming = _coming_thursday(wall)
    began = [_at(coming - timedelta(days=_FORTNIGHT * (len(SESSIONS) - n))) for n in range(len(SESSIONS))]
    stored = store.add_mentorship(_mentorship(began[0]))
    me = Me(id=ADA.id, name=ADA.name, zone=ADA.zone, created=began[0], changed=began[0], changed_by=ADA.id)
    store.change_me(lambda _: me)
    goals: tuple[str, ...] = ()
    for number, told in enumerate(SESSIONS, 1):
        then = began[number] if number < len(began) else _at(coming)
        made = result(_past_session(number, told, began[number - 1], then, goals))
        settled = [
            msgspec.structs.replace(record, state="done") if record.capture.text in told.kept else record
            for record in made.living
        ]
        with store.changing(stored.slug) as now:
            now.living.put(*settled)
            now.private.put(*made.private)
            now.sessions(made.session.began).put(made.session)
        goals = tuple(dict.fromkeys((*goals, *made.goals)))
    store.change_mentorship(stored.slug, lambda now: msgspec.structs.replace(now, goals=goals, next_date=_at(coming)))
    return store.mentorship(stored.slug)


def go_live(store: Store, mentorship: Mentorship, clock: Clock) -> str:
    """Leaves a session under way for a program to go on with, and returns its id. Raises StoreError."""
    log = store.journals.start(mentorship.slug, LIVE_SESSION)
    try:
        log.append_many(demo_live_events(clock.wall(), clock.boot(), clock.boot_id(), mentorship.goals))
        log.beat(Alive(boot=clock.boot(), wall=clock.wall()))
    finally:
        log.close()
    return LIVE_SESSION


def demo_live_events(wall: int, boot: int = 0, boot_id: str = "", goals: tuple[str, ...] = ("Release lead",)) -> list[e.AnyEvent]:
    """A session that has run for LIVE_FOR at `wall` and `boot`: the code review under way, Grace speaking, six things caught."""
    began = wall - LIVE_FOR
    script = Script(
        e.SessionStarted(
            id="demo-4-0",
            at=0,
            wall=began,
            by=ADA.id,
            session=LIVE_SESSION,
            mentorship="demo",
            me=ADA.id,
            boot=boot - LIVE_FOR,
            boot_id=boot_id,
            people=participants(ADA, GRACE),
            number=len(SESSIONS) + 1,
            kind="regular",
            title="Regular session",
            items=_items(LIVE_ITEMS, 4),
            hard_end=began + 45 * MINUTE,
            agreement=_AGREED,
        ),
        goals,
    )
    at = 0
    first, second_item = (facts.item.id for facts in script.session.items[:2])
    acts: list[tuple[int, Callable[[], None]]] = [(0, partial(script.go_to, first)), (552, partial(script.go_to, second_item))]
    for turn in LIVE_TURNS.split():
        acts.append((at, partial(script.speak, turn[0])))
        at += int(turn[1:])
    acts += [(second, partial(script.catch, line)) for second, line in LIVE_CAPTURES]
    for second, act in sorted(acts, key=lambda pair: pair[0]):
        script.now = second * SECOND
        act()
    return script.events


def _past_session(number: int, told: Told, began: int, then: int, goals: tuple[str, ...]) -> Session:
    script = Script(
        e.SessionStarted(
            id=f"demo-{number}-0",
            at=0,
            wall=began,
            by=ADA.id,
            session=_IDS[number - 1],
            mentorship="demo",
            me=ADA.id,
            people=participants(ADA, GRACE),
            number=number,
            kind=told.kind,
            title=told.title,
            items=_items(told.parts, number),
            agreement=_AGREED,
        ),
        goals,
    )
    chance = Random(number)
    for part, item in zip(told.parts, script.session.items, strict=True):
        if part.seconds:
            script.go_to(item.item.id)
            tell(script, part, chance)
    script.agree_next(then)
    if told.closing:
        script.close(told.closing)
    script.finish()
    return script.session


def tell(script: "Script", part: Part, chance: Random) -> None:
    """One agenda item: the floor goes to and fro, and things are caught at their part of it."""
    start, waiting = script.now, list(part.captures)
    end = start + part.seconds * SECOND
    for who, seconds in _turns(part, chance):
        script.speak(who)
        until = min(end, script.now + seconds * SECOND)
        while waiting and start + round(waiting[0][0] * part.seconds) * SECOND < until:
            share, line = waiting.pop(0)
            script.now = max(script.now, start + round(share * part.seconds) * SECOND)
            script.catch(line)
        script.now = until
        if until == end:
            return


def _turns(part: Part, chance: Random) -> Iterator[tuple[str, int]]:
    """Who speaks, and for how many seconds; now and then both, or a silence in which somebody thinks."""
    ada = part.ada > 0.5
    while True:
        weight = part.ada if ada else 1 - part.ada
        yield "A" if ada else "G", round((6 + 75 * chance.random() ** 2.5) * 2 * weight) + 1
        aside = chance.random()
        if aside < 0.06:
            yield "B", 2 + round(3 * chance.random())
        elif aside < 0.14:
            yield "N", 2 + round(6 * chance.random())
        ada = not ada


class Script:
    """Commands given one after the other, by a clock that the script moves. A: who is listed first, G: the other."""

    def __init__(self, started: e.SessionStarted, goals: tuple[str, ...]) -> None:
        self.events: list[e.AnyEvent] = [started]
        self.now = 0
        self._started = started
        self._goals = goals
        self._facts = Growing(self.events)
        self.session: Session = self._facts.session

    def speak(self, who: str) -> None:
        """A, G, B for both, N for nobody, or a number key; who speaks already goes on."""
        floor = self.session.floor
        if who == "N" and floor.nobody:
            return
        stamp = self._stamp()
        self._keep(c.give_to_several(self.session, stamp) if who == "B" else c.give_to_key(self.session, _KEYS[who], stamp))

    def go_to(self, item: str) -> None:
        """The one under way is done, and that one begins."""
        if self.session.current:
            self._keep(c.reopen_item(self.session, self.session.current, self._stamp()))
        self._keep(c.go_to(self.session, item, self._stamp()))

    def catch(self, line: str) -> None:
        found = understand(line, self._reader()).capture
        stamp = self._stamp()
        self._keep(c.record(self.session, msgspec.structs.replace(found, id=f"{stamp.id}-c"), stamp))

    def understand(self, restated: str, agreed: str) -> None:
        """Who said back what was meant, and who agreed; about what is under way."""
        about = next((facts.item.title for facts in self.session.items if facts.item.id == self.session.current), "")
        stamp = self._stamp()
        self._keep(
            e.UnderstandingConfirmed(
                id=stamp.id, at=stamp.at, wall=stamp.wall, by=stamp.by, restated=restated, agreed=agreed, about=about
            )
        )

    def agree_next(self, starts: int) -> None:
        self._keep(c.agree_next(self.session, starts, self._stamp()))

    def close(self, words: str) -> None:
        self._keep(c.note_closing(self.session, words, self._stamp()))

    def finish(self) -> None:
        self._keep(c.reopen_item(self.session, self.session.current, self._stamp()))
        self._keep(c.finish(self.session, False, self._stamp()))

    def _keep(self, event: e.AnyEvent) -> None:
        self.events.append(event)
        self.session = self._facts.add(event)

    def _reader(self) -> Reader:
        people = tuple((person.id, person.name) for person in self._started.people)
        return Reader(me=self._started.me, people=people, goals=self._goals, today=_local(self._started.wall).date())

    def _stamp(self) -> c.Stamp:
        id = f"{self._started.mentorship}-{self._started.number}-{len(self.events)}"
        return c.Stamp(id, self.now, self._started.wall + self.now, self._started.me)


def _items(parts: tuple[Part, ...], number: int) -> tuple[e.Item, ...]:
    return tuple(
        e.Item(
            id=f"demo-{number}-item-{place}",
            title=part.title,
            minutes=part.minutes,
            owner=part.owner,
            brought_by=part.owner if part.owner in (ADA.id, GRACE.id) else "",
        )
        for place, part in enumerate(parts, 1)
    )


def participants(*members: Member) -> tuple[Participant, ...]:
    """As they are in a session, with the number keys in that order."""
    return tuple(
        Participant(id=member.id, name=member.name, role=member.role, key=key, zone=member.zone)
        for key, member in enumerate(members, 1)
    )


def _mentorship(created: int) -> Mentorship:
    return Mentorship(
        id="demo",
        slug="",
        part="mentor",
        me=ADA.id,
        people=(ADA, GRACE),
        agreement=_AGREED,
        created=created,
        changed=created,
        changed_by=ADA.id,
    )


def _coming_thursday(wall: int) -> date:
    today = _local(wall).date()
    return today + timedelta(days=(3 - today.weekday()) % 7 or 7)


def _at(day: date) -> int:
    return round(datetime.combine(day, HOUR, zone(ADA.zone)).timestamp()) * SECOND


def _local(wall: int) -> datetime:
    return datetime.fromtimestamp(wall / SECOND, UTC).astimezone(zone(ADA.zone))
