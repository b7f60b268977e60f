"""The plain records of a mentorship: listed, added, changed, done, removed, and each of it undone."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable, show_date, zone
from mentortui.core.kinds import Around
from mentortui.core.merging import merged
from mentortui.core.record_fields import RECORD_KINDS, RecordKind, filled, links, state_of, typed, value, with_value
from mentortui.core.records import Living, Mentorship, Record
from mentortui.core.sharing import in_order
from mentortui.core.text import fit
from mentortui.core.words import session_called
from mentortui.services.clock import Clock
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
        self._acts: dict[str, list[_Act]] = {}

    def kind(self, name: str) -> RecordKind:
        """The kind of that name. Raises Refused."""
        found = next((kind for kind in self.kinds if kind.name == name), None)
        if found is None:
            raise Refused(f"There are no records of the kind “{fit(name, 20)}”.")
        return found

    def shelf(self, slug: str) -> Shelf:
        """All there is now."""
        mentorship = self._store.mentorship(slug)
        tables = {(kind.table, kind.struct) for kind in self.kinds}
        read = {table: self._store.table(slug, table, struct) for table, struct in tables}
        people, today = in_order(mentorship), self._today(mentorship)
        origins = {
            head.id: f"{session_called(head.kind, head.number, head.title)}, {self._day(head.began, mentorship)}"
            for head in self._store.session_heads(slug)
            if not head.removed
        }
        return Shelf(
            mentorship=mentorship,
            around=Around(
                me=mentorship.me,
                people=tuple((person.id, person.name) for person in people),
                goals=mentorship.goals,
                today=today,
            ),
            records={kind.name: tuple(filter(kind.belongs, read[kind.table])) for kind in self.kinds},
            origins=origins,
        )

    def origin(self, shelf: Shelf, record: Record) -> str:
        """Where it comes from: the session and item it was caught in, or the day it was added."""
        if isinstance(record, Living) and record.session in shelf.origins:
            return " · ".join(part for part in (f"from {shelf.origins[record.session]}", record.item) if part)
        return f"added {self._day(record.created, shelf.mentorship)}" if record.created else ""

    def blank(self, kind: RecordKind) -> Record:
        """A new one, not stored yet."""
        return kind.blank(self._new_id())

    def save(self, slug: str, kind: RecordKind, record: Record, answers: Mapping[str, str]) -> str:
        """What was typed into the form of a record, new or stored. Raises WrongField where it cannot be taken."""
        mentorship = self._store.mentorship(slug)
        around = self.shelf(slug).around
        before = typed(kind, record, around)
        changed = {path: text for path, text in answers.items() if text != before.get(path)}
        filled(kind, record, answers, around)

        def deed(now: Record | None) -> Record:
            return filled(kind, now if now is not None else record, changed, around)

        said = self._put(slug, kind, record.id, deed, "added" if self._found(slug, kind, record.id) is None else "edited")
        saved = self._found(slug, kind, record.id)
        new = [name for name in links(kind, saved, "goal") if name not in mentorship.goals] if saved is not None else []
        if new:
            self._store.change_mentorship(slug, lambda now: replace(now, goals=tuple(dict.fromkeys((*now.goals, *new)))))
        return said

    def done(self, slug: str, kind: RecordKind, id: str) -> str:
        """It is done, or, where it was over, open again."""
        if not kind.done:
            raise Refused(f"{kind.one.capitalize()} needs no tick: there is nothing to be done with it.")
        record = self._there(slug, kind, id)
        state = "done" if state_of(record) == "open" else "open"
        said = kind.done if state == "done" else "open again"
        return self._put(slug, kind, id, lambda now: with_value(now or record, "state", state), said)

    def remove(self, slug: str, kind: RecordKind, id: str) -> str:
        """It goes; `undo` brings it back."""
        record = self._there(slug, kind, id)
        return self._put(slug, kind, id, lambda now: replace(now or record, removed=True), "removed")

    def undo(self, slug: str) -> str:
        """Takes back the last act in that mentorship, and says what it was. What others changed since stays."""
        acts = self._acts.get(slug, [])
        if not acts:
            raise Refused("There is nothing to undo.")
        act = acts[-1]
        me = self._store.mentorship(slug).me
        before = act.before if act.before is not None else replace(act.made, removed=True)

        def back(now: dict[str, Record]) -> Iterable[Record]:
            return [self._stamped(merged(act.made, before, now.get(act.made.id, act.made)), me)]

        self._store.change_table(slug, act.kind.table, act.kind.struct, back)
        acts.pop()
        return f"Undone: {act.said}"

    def undoable(self, slug: str) -> bool:
        """Whether there is an act to take back."""
        return bool(self._acts.get(slug))

    def _put(self, slug: str, kind: RecordKind, id: str, deed: Callable[[Record | None], Record], what: str) -> str:
        before: list[Record | None] = [None]
        made: list[Record] = []
        me = self._store.mentorship(slug).me

        def change(now: dict[str, Record]) -> Iterable[Record]:
            before[0] = now.get(id)
            made.append(self._stamped(deed(before[0]), me))
            return made

        self._store.change_table(slug, kind.table, kind.struct, change)
        said = f"{what}: {fit(_named(kind, made[0]), SAID)}"
        self._acts.setdefault(slug, []).append(_Act(said, kind, before[0], made[0]))
        return said

    def _found(self, slug: str, kind: RecordKind, id: str) -> Record | None:
        return next((record for record in self._store.table(slug, kind.table, kind.struct) if record.id == id), None)

    def _there(self, slug: str, kind: RecordKind, id: str) -> Record:
        record = self._found(slug, kind, id)
        if record is None or record.removed or not kind.belongs(record):
            raise Refused("That is no longer here.")
        return record

    def _stamped(self, record: Record, me: str) -> Record:
        now = self._clock.wall()
        return replace(record, created=record.created or now, changed=now, changed_by=me)

    def _today(self, mentorship: Mentorship) -> date:
        return self._local(self._clock.wall(), mentorship).date()

    def _day(self, wall: int, mentorship: Mentorship) -> str:
        return show_date(self._local(wall, mentorship).date(), self._today(mentorship))

    def _local(self, wall: int, mentorship: Mentorship) -> datetime:
        moment = datetime.fromtimestamp(wall / 1_000_000, UTC)
        mine = next((person.zone for person in mentorship.people if person.id == mentorship.me), "UTC")
        try:
            return moment.astimezone(zone(mine))
        except Unreadable:
            return moment


def _named(kind: RecordKind, record: Record) -> str:
    field = kind.of_role("text")
    return value(record, field.path) if field is not None else kind.one
