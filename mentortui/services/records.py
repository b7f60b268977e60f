"""The plain records of a mentorship: listed, added, changed, done, removed, and each of it undone."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import cast

import msgspec

from mentortui.core.capture_tags import own_goals_called
from mentortui.core.commands import Refused
from mentortui.core.dates import show_date
from mentortui.core.goals import Goal, together
from mentortui.core.goals_names import called, renames
from mentortui.core.goals_order import private_said
from mentortui.core.heads import local, own_zone
from mentortui.core.kinds import Around, Link
from mentortui.core.made_private import is_without_words
from mentortui.core.merging import taken_away, taken_back
from mentortui.core.record_fields import RecordKind, WrongField, filled, links, state_of, typed, value, with_value
from mentortui.core.record_kinds import RECORD_KINDS
from mentortui.core.records import Living, Mentorship, Record
from mentortui.core.resources import needs_of
from mentortui.core.sharing import in_order
from mentortui.core.text import fit, joined
from mentortui.core.words import session_called
from mentortui.services.clock import Clock
from mentortui.services.goal_names import TABLE as GOALS
from mentortui.services.goal_names import goal_names, shared_goals
from mentortui.services.records_apart import Apart, one_of_each
from mentortui.services.undoing import Acts
from mentortui.store.changing import Changing, Table
from mentortui.store.store import Store

SAID = 50
"""Cells of a record in a sentence."""
replace = msgspec.structs.replace


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """What a mentorship holds, read at one moment. `origins`: by a session's id what it is called and when it was."""

    mentorship: Mentorship
    around: Around
    records: Mapping[str, tuple[Record, ...]]
    """By the name of their kind, as they were stored, removed ones too."""
    origins: Mapping[str, str]


class ReferredTo(Refused):
    """Others refer to what is to be removed; the message says how many. Asked again with `anyway`, it goes."""


class _Act(msgspec.Struct, frozen=True):
    """What was done to one record. `before`: None where there was none."""

    said: str
    kind: RecordKind
    before: Record | None
    made: Record


class Records:
    """Of one data folder. Every act is on disk when it returns, says what it did, and may raise Refused or StoreError."""

    def __init__(
        self, store: Store, clock: Clock, new_id: Callable[[], str], kinds: tuple[RecordKind, ...] = RECORD_KINDS
    ) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self.kinds = kinds
        self._acts = Acts[_Act]()
        self._stamps: dict[str, object] = {}
        self._shelves: dict[str, Shelf] = {}
        self._shown: dict[str, dict[str, str]] = {}
        """By slug and id, the state of each as it was shown last: what is meant by ticking it off depends on that."""

    def kind(self, name: str) -> RecordKind:
        """The kind of that name. Raises Refused."""
        found = next((kind for kind in self.kinds if kind.name == name), None)
        if found is None:
            raise Refused(f"There are no records of the kind “{fit(name, 20)}”.")
        return found

    def shelf(self, slug: str) -> Shelf:
        """All there is now. Read again only where something was stored since, or another day has begun."""
        stamps, before = self._store.stamps(slug), self._shelves.get(slug)
        if before is not None and stamps == self._stamps.get(slug) and before.around.today == self._today(before.mentorship):
            self._shown[slug] = _states(before)
            return before
        self._stamps[slug] = stamps
        mentorship = self._store.mentorship(slug)
        tables = {(kind.private, kind.table): kind.struct for kind in self.kinds}
        read = {
            (private, table): (self._store.private_table if private else self._store.table)(slug, table, struct)
            for (private, table), struct in tables.items()
        }
        people, today = in_order(mentorship), self._today(mentorship)
        origins = {
            head.id: f"{session_called(head.kind, head.number, head.title)}, {self._day(head.began, mentorship)}"
            for head in self._store.session_heads(slug)
            if not head.removed
        }
        records = {kind.name: tuple(filter(kind.belongs, read[kind.private, kind.table])) for kind in self.kinds}
        for kind in self.kinds:
            if kind.apart is not None:
                own = self._store.private_table(slug, kind.table, kind.struct)
                records[kind.name] = one_of_each(records[kind.name], tuple(filter(kind.belongs, own)))
        self._shelves[slug] = found = Shelf(
            mentorship=mentorship,
            around=Around(
                me=mentorship.me,
                people=tuple((person.id, person.name) for person in people),
                goals=goal_names(self._store, mentorship),
                renamed=renames(shared_goals(self._store, slug)),
                names={kind.name: _names(kind, records[kind.name]) for kind in self.kinds if kind.name in _linked(self.kinds)},
                needs=needs_of(records.get("access", ())),
                today=today,
            ),
            records=records,
            origins=origins,
        )
        self._shown[slug] = _states(found)
        return found

    def shown(self, slug: str) -> Shelf:
        """As it was read last; read now where it never was."""
        return self._shelves[slug] if slug in self._shelves else self.shelf(slug)

    def is_stale(self, slug: str) -> bool:
        """Whether something was stored since it was read last. Raises StoreError."""
        return self._store.stamps(slug) != self._stamps.get(slug)

    def origin(self, shelf: Shelf, record: Record) -> str:
        """Where it comes from: the session and item it was caught in, or the day it was added."""
        if isinstance(record, Living) and record.session in shelf.origins:
            return " · ".join(part for part in (f"from {shelf.origins[record.session]}", record.item) if part)
        return f"added {self._day(record.created, shelf.mentorship)}" if record.created else ""

    def blank(self, kind: RecordKind) -> Record:
        """A new one, not stored yet."""
        return kind.blank(self._new_id())

    def save(self, slug: str, kind: RecordKind, record: Record, answers: Mapping[str, str]) -> str:
        """What was typed into the form of a record, new or as it was `record`. Raises WrongField where it cannot be taken."""
        around = self.shelf(slug).around
        before = typed(kind, record, around)
        changed = {path: text for path, text in answers.items() if text != before.get(path)}
        filled(kind, record, answers, around)
        with self._store.changing(slug) as now:
            table = _table(now, kind)
            there = table.get(record.id)
            # Of what became private meanwhile nothing is left to fill in.
            base = record if there is None or is_without_words(there) else there
            made = kind.settled(base, filled(kind, base, changed, around), around)
            if there is not None:
                table.over(record, there, made)
                # Words are not lost: what was taken away meanwhile and is changed here comes back.
                made = replace(made, removed=there.removed and record.removed)
            kind.rule(made, [one for one in table.all().values() if one.id != made.id and not one.removed])
            mentorship = now.mentorship()
            # What something private calls a goal is nobody else's to read.
            named = () if kind.private or (kind.apart is not None and kind.apart(made)) else links(kind, made, "goal")
            said = () if there is None or (kind.apart is not None and kind.apart(there)) else links(kind, there, "goal")
            _no_private_goal(now, kind, [name for name in named if name not in mentorship.goals and name not in said])
            goals = tuple(dict.fromkeys((*mentorship.goals, *named)))
            if goals != mentorship.goals:
                now.mentorships.put(replace(mentorship, goals=goals))
            return self._put(now, kind, there, made, "added" if there is None else "edited")

    def done(self, slug: str, kind: RecordKind, id: str) -> str:
        """It is done, or, where it was over, open again."""
        if not kind.done:
            raise Refused(f"{kind.one.capitalize()} needs no tick.")
        with self._store.changing(slug) as now:
            record = self._there(now, kind, id)
            shown = self._shown.get(slug, {}).get(id, state_of(record))
            state = "done" if shown == "open" else "open"
            said = kind.done if state == "done" else "open again"
            self._shown.setdefault(slug, {})[id] = state
            around = Around(me=now.mentorship().me, today=self._today(now.mentorship()))
            return self._put(now, kind, record, kind.settled(record, with_value(record, "state", state), around), said)

    def remove(self, slug: str, kind: RecordKind, id: str, *, anyway: bool = False) -> str:
        """It goes; `undo` brings it back, and what refers to it finds it again. Raises ReferredTo where others do, unless it is
        to go anyway."""
        with self._store.changing(slug) as now:
            record = self._there(now, kind, id)
            referring = [] if anyway else self._referring(now, kind, record)
            if referring:
                raise ReferredTo(_counted(referring, _named(kind, record)))
            return self._put(now, kind, record, replace(record, removed=True), "removed")

    def undo(self, slug: str) -> str:
        """Takes back the last act in that mentorship, and says what it was. What others changed since stays."""
        with self._acts.taking_back(slug) as act, self._store.changing(slug) as now:
            table = _table(now, act.kind)
            there = table.get(act.made.id)
            if act.before is None:
                made = taken_away(act.made, there)
            else:
                made = taken_back(act.made, act.before, there or act.made)
            table.put(self._stamped(made, now))
        self._shown.get(slug, {}).pop(act.made.id, None)
        return f"Undone: {act.said}"

    def done_so_far(self, slug: str) -> int:
        """How many acts there are to take back: whoever does something beside them knows by it which came last."""
        return self._acts.count(slug)

    def undoable(self, slug: str) -> bool:
        """Whether there is an act to take back."""
        return self._acts.count(slug) > 0

    def _put(self, now: Changing, kind: RecordKind, before: Record | None, made: Record, what: str) -> str:
        """`before`: as it is stored."""
        made = self._stamped(made, now)
        _table(now, kind).put(made)
        now.write()
        said = f"{what}: {fit(_named(kind, made), SAID)}"
        self._acts.add(now.slug, _Act(said, kind, before, made))
        return now.and_told(said)

    def _referring(self, now: Changing, kind: RecordKind, record: Record) -> list[RecordKind]:
        """The kind of each that refers to it."""
        return [
            other
            for other in self.kinds
            for one in _table(now, other).all().values()
            if other.belongs(one) and not one.removed and one.id != record.id and kind.refers(record, one)
        ]

    def _there(self, now: Changing, kind: RecordKind, id: str) -> Record:
        record = _table(now, kind).there(id)
        if record is None or not kind.belongs(record):
            raise Refused("That is no longer here.")
        return record

    def _stamped(self, record: Record, now: Changing) -> Record:
        wall = self._clock.wall()
        return replace(record, created=record.created or wall, changed=wall, changed_by=now.mentorship().me)

    def _today(self, mentorship: Mentorship) -> date:
        return local(self._clock.wall(), own_zone(mentorship)).date()

    def _day(self, wall: int, mentorship: Mentorship) -> str:
        return show_date(local(wall, own_zone(mentorship)).date(), self._today(mentorship))


def _no_private_goal(now: Changing, kind: RecordKind, names: Sequence[str]) -> None:
    """Raises WrongField where something both may read would name a goal that is the user's alone. `names`: those that neither
    of them could read there before."""
    if not names:
        return
    goals = together(now.table(GOALS, Goal).all().values(), now.private_table(GOALS, Goal).all().values())
    for name in names:
        found = called(name, goals)
        own = tuple(goal.name for goal in goals if goal.is_private and not goal.removed) if found is None else ()
        if (found is not None and found.is_private) or own_goals_called(name, own, whole=True):
            path = next(field.path for field in kind.fields if isinstance(field.kind, Link) and field.kind.to == "goal")
            raise WrongField(path, private_said(name))


def _states(shelf: Shelf) -> dict[str, str]:
    return {one.id: state_of(one) for records in shelf.records.values() for one in records}


def _linked(kinds: tuple[RecordKind, ...]) -> frozenset[str]:
    """The kinds that a field of another leads to."""
    return frozenset(field.kind.to for kind in kinds for field in kind.fields if isinstance(field.kind, Link))


def _names(kind: RecordKind, records: tuple[Record, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in records if not one.removed and (name := _named(kind, one))))


def _counted(referring: list[RecordKind], name: str) -> str:
    """`2 actions and a win refer to “Release lead”.`"""
    many = Counter(kind.name for kind in referring)
    kinds = {kind.name: kind for kind in referring}
    parts = [kinds[one].one if count == 1 else f"{count:,} {kinds[one].several}" for one, count in many.items()]
    said = f"{joined(parts)} {'refers' if len(referring) == 1 else 'refer'} to “{fit(name, SAID)}”."
    return said[:1].upper() + said[1:]


def _table(now: Changing, kind: RecordKind) -> "Table[Record] | Apart":
    if kind.apart is not None:
        return Apart(now, kind)
    find = now.private_table if kind.private else now.table
    return cast(Table[Record], find(kind.table, kind.struct))


def _named(kind: RecordKind, record: Record) -> str:
    field = kind.of_role("text")
    return value(record, field.path) if field is not None else kind.one
