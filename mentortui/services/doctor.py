"""Whether all that is stored is well, and what can be done where it is not."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from mentortui.core.assessment import Assessment
from mentortui.core.charter import CharterAnswer
from mentortui.core.records import CheckIn, FinishedSession, Living, Mentorship, Plan, PrivateNote, Pulse, Record, Words
from mentortui.services.clock import Clock
from mentortui.store import restoring, safekeeping
from mentortui.store.checkup import Checked, Checkup
from mentortui.store.conflicts import told
from mentortui.store.errors import StoreError
from mentortui.store.findings import Finding
from mentortui.store.store import Store

Kept = TypeVar("Kept", bound=Record)

__all__ = ["Doctor", "Finding", "Repaired"]


class Repaired(NamedTuple):
    """What was done. `copy`: where everything lies as it was before; None where nothing had to be done."""

    copy: Path | None
    done: tuple[str, ...]
    left: tuple[Finding, ...]
    """What is found now."""


class Doctor:
    """Of one data folder."""

    def __init__(self, data_dir: Path, clock: Clock) -> None:
        self._data_dir = data_dir
        self._clock = clock

    def look(self) -> tuple[Finding, ...]:
        """All there is to say, what is wrong first. Nothing is changed, made or locked."""
        checkup = Checkup(self._data_dir)
        checked = checkup.run()
        in_doubt = {finding.path.parent for finding in checkup.findings if finding.wrong}
        unread = checkup.unread | {folder for folder in in_doubt if folder.name == "sessions"}
        found = [finding for one in checked for finding in _pointing_nowhere(one, self._data_dir, unread)]
        return tuple(sorted((*checkup.findings, *found), key=lambda finding: (not finding.wrong, str(finding.path))))

    def repair(self) -> Repaired:
        """Mends what can be mended, after everything was copied. A session that another program runs is left alone. Raises
        StoreError: where the copy cannot be made nothing is changed."""
        restoring.end(self._data_dir)
        before = self.look()
        if not before:
            return Repaired(None, ("Nothing has to be mended, so nothing was copied.",), before)
        copy = safekeeping.copy_whole(self._data_dir, self._clock.wall())
        done = list(safekeeping.tidied(self._data_dir))
        store = Store(self._data_dir, self._clock.wall)
        store.upkeep.tidy()
        if any(finding.wrong and finding.path.name == "index.json" for finding in before):
            safekeeping.forget_index(self._data_dir)
        done += _opened(store)
        for finding in before:
            if finding.aside:  # not before the file is mended: that a copy of an edit is damaged says that the edit is lost
                done += safekeeping.set_aside(finding.path)
        for finding in before:
            if finding.wrong and finding.path.name == "drafts.json":
                with suppress(StoreError):  # of a newer version, or of a mentorship that is gone
                    store.save_drafts(finding.path.parent.name, {})
                    done.append(f"{finding.path}: written anew from what can be read of it.")
            if finding.wrong and finding.path.name == "index.json":
                done.append(f"{finding.path}: made again.")
        known: set[str] = set()
        with suppress(StoreError):
            known = {told(copy) for copy in store.upkeep.conflict_copies()}  # what becomes of each is said instead
            done += store.upkeep.merge_copies()
        with suppress(StoreError):
            store.index()
        done += [notice for notice in store.notices if notice not in known]
        return Repaired(copy, tuple(dict.fromkeys(done)), self.look())


def _opened(store: Store) -> Iterator[str]:
    """Reads everything once, which mends it; what cannot be read."""
    try:
        store.me()
    except StoreError as error:
        yield str(error)
    for mentorship in store.mentorships():
        store.sessions(mentorship.slug)
        store.drafts(mentorship.slug)
        try:
            store.private_notes(mentorship.slug)
            for id in store.kept_words(mentorship.slug):
                store.words(mentorship.slug, id)
        except StoreError as error:
            yield str(error)


def _pointing_nowhere(checked: Checked, data_dir: Path, unread: Collection[Path]) -> Iterator[Finding]:
    """Records that name a session or a person there is none of. `unread`: folders in which a file may hold it after all."""
    tables = checked.records
    mentorship = next((one for one in _of(tables, "mentorship", Mentorship)), None)
    if mentorship is None:
        return
    folder = data_dir / "mentorships" / checked.slug
    sessions = {session.id: session for session in _of(tables, "sessions", FinishedSession)}
    people = {person.id for person in mentorship.people}
    everyone = people | {person.id for session in sessions.values() for person in session.people}
    if mentorship.me not in people:
        yield Finding(folder / "record.json", f"the user {mentorship.me} is nobody of this mentorship", "Mend `me` in the file.")
    known = {*sessions, *checked.live, *checked.noted, ""}
    all_read = folder / "sessions" not in unread and folder / "live" not in unread
    for table, kind, name in _NAMES:
        for record in _of(tables, table, kind):
            session = record.id if isinstance(record, Words) else getattr(record, "session", "")
            if all_read and session not in known and not record.removed:
                yield Finding(
                    folder / name.format(session),
                    f"{table} {record.id} belongs to session {session}, which is not there",
                    "It stays as it is; if the session's file was lost, put an older copy in its place.",
                )
            who = _who(record)
            if who and who not in everyone and not checked.live and not record.removed:
                yield Finding(
                    folder / name,
                    f"{table} {record.id} names {who}, who is nobody of this mentorship",
                    "Mend it in the file.",
                    wrong=False,
                )


_NAMES: tuple[tuple[str, type[Record], str], ...] = (
    ("living", Living, "record.json"),
    ("plans", Plan, "record.json"),
    ("checkins", CheckIn, "record.json"),
    ("pulses", Pulse, "record.json"),
    ("charter", CharterAnswer, "record.json"),
    ("assessments", Assessment, "record.json"),
    ("notes", PrivateNote, "private.json"),
    ("words", Words, "transcripts/{}.json"),
)


def _of(tables: dict[str, dict[str, Record]], table: str, kind: type[Kept]) -> Iterable[Kept]:
    return (record for record in tables.get(table, {}).values() if isinstance(record, kind))


def _who(record: Record) -> str:
    match record:
        case Living():
            return record.capture.who
        case CheckIn() | Pulse() | Assessment():
            return record.person
        case CharterAnswer():
            return record.by
        case _:
            return ""
