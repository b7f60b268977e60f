"""What the disk refuses is saved elsewhere, and taken in again later: no word of a session is lost with a full disk."""

import shlex
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.events import AnyEvent, Unknown
from mentortui.core.fold import fold
from mentortui.core.records import FinishedSession
from mentortui.core.result import Result, result
from mentortui.core.session import Session
from mentortui.core.text import counted
from mentortui.store import rescue as stored
from mentortui.store.errors import Held, NotSaved, StoreError
from mentortui.store.log import tell
from mentortui.store.places import RESCUED
from mentortui.store.store import Store

if TYPE_CHECKING:
    from mentortui.services.live import LiveSession


_WITHIN = 2.0
"""Seconds that a place has to take something: it may be on the disk that hangs."""


class Taken(msgspec.Struct, frozen=True):
    """What became of a file. `done`: all of it is in its own place."""

    said: str
    done: bool


class Rescue:
    """Saves a session elsewhere, and takes in what was saved so. `state`: the program's own folder for what is no data; None:
    nothing is saved elsewhere by itself."""

    def __init__(self, store: Store, state: Path | None = None) -> None:
        self._store = store
        self._state = state
        self._kept: dict[int, tuple[int, str]] = {}
        """Of a session that this program let go of: how many events it had, and the file."""

    @property
    def places(self) -> Iterator[Path]:
        """Where to try, the best first."""
        if self._state is None:
            return
        yield self._state / RESCUED
        with suppress(RuntimeError):  # nobody knows where that is
            home = Path.home()
            if home.is_absolute():
                yield home
        with suppress(OSError):
            yield Path(tempfile.gettempdir())

    # while the session is under way

    def proposal(self) -> str:
        """The folder to propose: the first that takes something; empty where none does. Tries the disks."""
        tried = (_in_time(partial(_taking, folder)) for folder in self.places)
        return next((folder for folder in tried if folder), "")

    def elsewhere(self, live: "LiveSession", typed: str) -> str:
        """From now on all of the session goes into a file in that folder too, until its own place takes everything; the folder.
        Returns at once: the session's `saved` tells whether that took it. Raises Refused."""
        self.wanted(live)
        try:
            folder = Path(typed.strip()).expanduser()
        except RuntimeError as error:
            raise Refused("There is no such user: a whole path, such as /tmp or ~/somewhere.") from error
        if not folder.is_absolute() or "\0" in typed:
            raise Refused("A whole path, such as /tmp or ~/somewhere.")
        live.writer.save_elsewhere(self._copy(live, folder), tuple(live.events))
        tell("saved elsewhere", session=live.session.started.session)
        return str(folder)

    def wanted(self, live: "LiveSession") -> None:
        """Raises Refused where everything is saved, or nothing can be."""
        if live.whose:
            raise Refused(live.not_ours)
        if not live.saved.waiting or not live.saved.trouble:
            raise Refused("Everything is saved where it belongs: nothing has to go elsewhere.")

    # when the program ends

    def kept(self, live: "LiveSession") -> str:
        """Keeps the whole session in the first place that takes it, as the disk refuses some of it, and says where; empty where
        no place takes it. The same again does nothing more. Never raises."""
        saved = live.saved
        file = saved.elsewhere or self._keep(live)
        if not file:
            return ""
        live.writer.hurry()
        by_itself = self._state is not None and Path(file).parent == self._state / RESCUED
        later = "mentortui takes it in at its next start" if by_itself else f"mentortui rescue {shlex.quote(file)} takes it in"
        lacks = f"The disk did not take the last {counted(saved.waiting, 'event')} ({saved.why})."
        return f"{lacks} All of the session is in {file}: {later}."

    def _keep(self, live: "LiveSession") -> str:
        events = tuple(live.events)
        count, file = self._kept.get(id(live), (0, ""))
        if file and count == len(events):
            return file
        for folder in self.places:
            if file := _in_time(partial(self._try, live, events, folder)):
                self._kept[id(live)] = (len(events), file)
                return file
        return ""

    def _try(self, live: "LiveSession", events: tuple[AnyEvent | Unknown, ...], folder: Path) -> str:
        """The file, or empty. What a folder takes only after its time is there twice, and taken in once."""
        with suppress(StoreError, OSError):
            stored.first_that_takes([folder])
            copy = self._copy(live, folder)
            try:
                copy.append_many(events)
            except (StoreError, OSError):
                copy.remove()
                raise
            finally:
                copy.close()
            return copy.where
        return ""

    def _copy(self, live: "LiveSession", folder: Path) -> stored.RescueCopy:
        started = live.session.started
        name = f"mentortui-{live.slug}-{live.local(started.wall):%Y-%m-%d}-{started.session}"
        return stored.RescueCopy(folder, name, started.session, live.slug)

    # later

    def take_in_all(self) -> None:
        """What programs left in the state folder and belongs here; told in the store's notices. Never raises."""
        if self._state is None:
            return
        try:
            found = stored.rescued_in(self._state / RESCUED)
        except StoreError as error:
            self._store.notices.append(str(error))
            return
        for path in found:
            try:
                taken = self.take_in(path)
            except Refused:
                continue  # of another data folder, or another program holds the session now: at a later start
            except NotSaved as error:
                self._store.notices.append(
                    f"{path}: what was saved elsewhere of a session, not taken in yet: {error.reason}. It is kept; "
                    "the next start tries again."
                )
                continue
            except StoreError as error:
                self._store.notices.append(str(error))
                continue
            if taken.said:
                self._store.notices.append(taken.said)
            tell("taken in", new=bool(taken.said))
            stored.remove_rescued(path)

    def take_in(self, path: Path) -> Taken:
        """What the file has and the store has not, each thing once. Raises StoreError; Refused where it belongs to no mentorship
        here, or a program runs the session."""
        content, started = stored.read_rescued(path)
        session = fold(content.events)
        mentorship = next((one for one in self._store.mentorships() if one.id == started.mentorship), None)
        if mentorship is None or session is None:
            raise Refused(f"{path}: no mentorship here has this session. Name its data folder with --data-dir.")
        slug, others = mentorship.slug, self._others(session)
        under_way = any(info.id == content.session for info in self._store.journals.of(slug))
        known = None if under_way else self._known(slug, content.session)
        if known is not None:
            added = self._add_to_stored(slug, known, result(session))
            again = f"Put in place again: {counted(added, 'thing')} of the session with {others}."
            return Taken(again if added else "", True)
        try:
            added = self._store.journals.take_in(slug, content.session, content.events)
        except Held as error:
            raise Refused(str(error)) from error
        if not added:
            return Taken("", True)
        return Taken(f"The session with {others} has what was saved elsewhere: {counted(added, 'event')}.", True)

    def _known(self, slug: str, id: str) -> FinishedSession | None:
        return next((one for one in self._store.sessions(slug) if one.id == id), None)

    def _add_to_stored(self, slug: str, known: FinishedSession, made: Result) -> int:
        """Only what is nowhere, also not as removed: so nothing comes back, and nothing is changed. A note that was sorted since
        is no longer in its session, but among the records. Raises StoreError."""
        with self._store.changing(slug) as now:
            sessions = now.sessions(known.began)
            stored = sessions.get(known.id)
            if stored is None:
                raise StoreError(
                    f"Session {known.id} of {slug}: it began in another year than the file says. Mend `began` there."
                )
            there = {*now.living.all(), *now.private.all(), *(one.capture.id for one in stored.caught)}
            living = [one for one in made.living if one.id not in there]
            private = [one for one in made.private if one.id not in there]
            caught = tuple(one for one in made.session.caught if one.capture.id not in there)
            now.living.put(*living)
            now.private.put(*private)
            if caught:
                sessions.put(msgspec.structs.replace(stored, caught=(*stored.caught, *caught)))
        return len(living) + len(private) + len(caught)

    def _others(self, session: Session) -> str:
        return ", ".join(person.name for person in session.people if person.id != session.me) or "nobody else"


def _taking(folder: Path) -> str:
    return str(stored.first_that_takes([folder]) or "")


def _in_time(deed: Callable[[], str]) -> str:
    """What it says, or empty where the disk does not answer."""
    said = list[str]()
    tried = threading.Thread(target=lambda: said.append(deed()), name="mentortui-rescue", daemon=True)
    tried.start()
    tried.join(_WITHIN)
    return said[0] if said else ""
