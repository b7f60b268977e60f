"""Values with hostile words in every place that has words, found by the types themselves: a new field has them at once."""

import types
import typing
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
from textual.content import Content

from mentortui.core.capture import Capture
from mentortui.core.events import CaptureRecorded
from mentortui.core.records import Caught, CheckIn, Living, Me, Plan, PlanItem, PrivateNote, Pulse, Record, Roadblock
from mentortui.services.demo import LIVE_SESSION, demo_live_events, fill
from mentortui.services.desk import Desk
from mentortui.store.alive import Alive
from mentortui.store.store import Store
from mentortui.widgets.text import words
from tests.crash.seen import PRIVATE, TABLES
from tests.hostile.corpus import SHORT, Turns
from tests.screens.stage import StillClock

replace = msgspec.structs.replace
Text = Callable[[], str]

IDS = frozenset({"id", "slug", "session", "mentorship", "me", "person", "plan", "changed_by", "restated", "agreed", "run"})
"""Fields that name another thing: without them nothing would be found."""
CODES = frozenset(
    {
        *("kind", "zone", "who", "owner", "brought_by", "due", "seen", "giver", "source", "given", "number_row", "role"),
        *("facilitator", "notes", "time", "takeaway", "did_hold", "answer", "state", "part"),
    }
)
"""Fields that hold a code; what somebody writes there by hand is words all the same."""


EVENT_IDS = frozenset(
    {"item", "holders", "present", "by", "boot_id", "before", "gap", "capture", "prompt", "event", "persons", "roles"}
)
"""The same of events."""


def worded(value: Any, text: Text, codes: bool = False, but: frozenset[str] = frozenset()) -> Any:
    """A struct with other words in each of its fields, and in what is in them. `codes`: in the fields of CODES too; `but` not in
    those."""
    hints = typing.get_type_hints(type(value))
    changed = {
        field: _worded(getattr(value, field), hints[field], text, codes)
        for field in value.__struct_fields__
        if field not in IDS and field not in but and (codes or field not in CODES)
    }
    return replace(value, **changed)


def _worded(found: Any, hint: Any, text: Text, codes: bool) -> Any:
    if isinstance(found, msgspec.Struct):
        return worded(found, text, codes)
    if isinstance(found, str) and hint is str:
        return text()
    if isinstance(found, tuple) and found and get_args(hint)[1:] == (Ellipsis,):
        return tuple(_worded(one, get_args(hint)[0], text, codes) for one in found)
    return found


def made(kind: Any, text: Text, name: str = "") -> Any:
    """A value of that type, words in each of its places. `name`: of the field it is for."""
    if name in IDS and kind is str:
        return f"id {text()!a}"[:40]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = typing.get_type_hints(kind)
        return kind(**{field: made(hints[field], text, field) for field in kind.__struct_fields__})
    plain: dict[Any, Callable[[], Any]] = {
        str: text,
        Content: lambda: words(text()),
        int: lambda: 3,
        float: lambda: 0.4,
        bool: lambda: True,
        Fraction: lambda: Fraction(2, 5),
    }
    if kind in plain:
        return plain[kind]()
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return inner[0]
    if origin in (Union, types.UnionType):
        return made(next(one for one in inner if one is not type(None)), text, name)
    if origin is dict:
        return {made(inner[0], text): made(inner[1], text) for _ in range(2)}
    if origin is tuple and inner[1:] == (Ellipsis,):
        return tuple(made(inner[0], text) for _ in range(4))
    if origin is tuple:
        return tuple(made(one, text) for one in inner)
    raise AssertionError(f"made() knows no {kind} for {name}: say how one is made")


AROUND = frozenset(
    {
        *("sort", "how", "due", "day", "since", "until", "begins", "closed", "reached", "ended", "answered", "seen_by", "kind"),
        *("area", "baseline", "target", "value", "purpose", "question", "round", "by_letter"),
    }
)
"""The same of what stands around the sessions."""
ELSEWHERE = {name: kind for name, kind in TABLES.items() if name not in ("living", "plans", "checkins", "pulses", "letters")}
"""The tables of record.json that are filled by their types alone."""
ALONE = {name: kind for name, kind in PRIVATE.items() if name != "living"}
STORED = frozenset({Me, Living, PrivateNote, Plan, CheckIn, Pulse})
"""What a hostile store has besides the mentorship and its sessions."""


def all_records() -> set[type]:
    """Every kind of record there is."""

    def below(kind: type) -> set[type]:
        return {kind, *(one for child in kind.__subclasses__() for one in below(child))}

    return {kind for kind in below(Record) - {Record} if kind.__module__ == Record.__module__}


def hostile_store(folder: Path, clock: StillClock, *, texts: tuple[str, ...] = SHORT, codes: bool = False) -> str:
    """The demo's mentorship with such texts in each place and of each text something; the slug. A session is under way."""
    store, text = Store(folder), Turns(texts)
    wall = clock.wall()
    slug = fill(store, wall).slug
    mentorship = store.mentorship(slug)
    named = Turns(tuple(text for text in texts if text.strip()))
    people = tuple(replace(one, name=named()) for one in mentorship.people)
    store.save_mentorship(replace(mentorship, people=people, goals=tuple(dict.fromkeys(named.some(12)))))
    me = store.me()
    assert me is not None
    store.save_me(worded(me, named))
    other = next(person.id for person in people if person.id != mentorship.me)
    for session in store.sessions(slug):
        store.save_session(slug, worded(session, text, codes))
    kinds = typing.get_args(typing.get_type_hints(Capture)["kind"])
    last = store.sessions(slug)[-1].id
    old = tuple(worded(one, text, codes) for one in store.living(slug))
    living, private = list(old), list[PrivateNote]()
    for number, words_ in enumerate(texts):
        kind = kinds[number % len(kinds)]
        capture = Capture(id=f"h{number}", kind=kind, text=words_, who=(other, mentorship.me, "")[number % 3])
        if kind == "feedback":
            capture = replace(worded(capture, text, codes), text=words_, later=number % 2 == 0)
        if kind == "private":
            note = PrivateNote(id=capture.id, session=last, caught=Caught(capture=capture, at=number))
            private.append(note)
        elif kind not in ("note", "question", "takeaway"):
            record = Living(id=capture.id, capture=capture, session=last, created=wall - number, note=text(), outcome=text())
            living.append(record)
    store.save_living(slug, *living)
    store.save_private(slug, *private)
    begin_live(store, slug, clock, text)
    items = tuple(PlanItem(id=f"i{n}", title=text(), minutes=5, carried=n % 4) for n in range(30))
    plan = Plan(id="plan", kind=text() if codes else "regular", title=text(), created=wall, items=items)
    store.save_table(slug, "plans", plan)
    said = tuple(Roadblock(text=text(), proposal=text()) for _ in range(6))
    checkin = CheckIn(id="c", created=wall, person=other, done=text.some(6), roadblocks=said, learned=text.some(6))
    store.save_table(slug, "checkins", checkin)
    store.save_table(slug, "pulses", Pulse(id="pulse", session=last, person=other, safety=4, usefulness=5, fairness=3))
    with store.changing(slug) as now:
        for name, kind in ELSEWHERE.items():
            now.table(name, kind).put(*around(kind, text, wall, mentorship.me, other, codes))
        for name, kind in ALONE.items():
            now.private_table(name, kind).put(*around(kind, text, wall, mentorship.me, other, codes))
    return slug


def around(kind: type[Record], text: Text, wall: int, me: str, other: str, codes: bool) -> list[Record]:
    """Some of a kind that stands around the sessions, of each of both, with words in every place that has words."""
    found = []
    for number in range(4):
        one = made(kind, text)
        names = {"id": f"{kind.__name__}{number}", "created": wall - number, "changed": wall, "changed_by": me, "removed": False}
        whose = dict.fromkeys(("who", "person", "by"), (me, other)[number % 2])
        here = {**names, **({} if codes else whose)}
        one = replace(one, **{name: value for name, value in here.items() if name in kind.__struct_fields__})
        found.append(one if codes else coded(one))
    return found


def coded(one: Any) -> Any:
    """The same, with nothing in the places of codes and days, and so of all that lies in it."""
    empty = {name: kind for name, kind in typing.get_type_hints(type(one)).items() if name in AROUND and kind is str}
    inner = {
        name: tuple(coded(replace(part, removed=False)) for part in getattr(one, name))
        for name in one.__struct_fields__
        if isinstance(getattr(one, name), tuple) and getattr(one, name) and isinstance(getattr(one, name)[0], Record)
    }
    return replace(one, **dict.fromkeys(empty, ""), **inner)


def begin_live(store: Store, slug: str, clock: StillClock, text: Text) -> None:
    """A session of the same people, under way, words in each of its events."""
    events = demo_live_events(clock.wall(), clock.boot(), clock.boot_id(), ())
    log = store.journals.start(slug, LIVE_SESSION)
    try:
        log.append_many(
            [
                replace(one, capture=worded(one.capture, text))
                if isinstance(one, CaptureRecorded)
                else worded(one, text, but=EVENT_IDS)
                for one in events
            ]
        )
        log.beat(Alive(boot=clock.boot(), wall=clock.wall()))
    finally:
        log.close()


def a_desk(folder: Path, clock: StillClock) -> Desk:
    """The services over such a store."""
    return Desk(Store(folder / "data"), clock, system_zone="Europe/Berlin", config=folder / "config")
