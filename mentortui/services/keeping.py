"""Everything as one file, put back again, and a mentorship erased."""

import shlex
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from mentortui.core.refused import Refused
from mentortui.core.text import company, counted
from mentortui.services.clock import Clock
from mentortui.services.outgoing import write_data
from mentortui.services.rescue import Rescue
from mentortui.store import erasing, files, folders, one_file, restoring, safekeeping, writing
from mentortui.store import rescue as rescued
from mentortui.store.backups import day
from mentortui.store.errors import NotSaved, StoreError
from mentortui.store.store import Store


class Keeping:
    """Backups of one data folder. `called`: how the program is called for it, for a sentence."""

    def __init__(self, data_dir: Path, clock: Clock, called: str = "mentortui") -> None:
        self._called = called
        self._data_dir = data_dir
        self._clock = clock

    def back_up(self, name: str = "") -> str:
        """Writes everything into a new file, reads it back, and says where it is. Without a name it gets one of today, in the
        folder one is in; so it does in a folder that is named. Raises Refused, StoreError; then there is none."""
        restoring.end(self._data_dir)
        if safekeeping.holds_nothing(self._data_dir):
            raise NotSaved(self._data_dir, "nothing of mentortui is stored there", "Name its folder with --data-dir.")
        data = one_file.packed(self._data_dir, self._clock.wall())
        path = write_data(self._named(name), data)
        try:
            count = len(one_file.unpacked(path, files.read_bytes(path) or b""))
        except StoreError:
            with suppress(StoreError):
                writing.remove(path)
            raise
        back = f"{self._called} restore {shlex.quote(str(path))}"
        return f"{count} files are in {path}, read back and as they were. {back} puts them back."

    def restore(self, path: Path) -> str:
        """What is in that file takes the place of what is stored, of which a whole copy is made before; says where that is.
        Raises Held where a program runs a session, StoreError."""
        restoring.end(self._data_dir)
        data = files.read_bytes(path)
        if data is None:
            raise StoreError(f"{path}: there is no such file. Nothing was changed.")
        found = one_file.unpacked(path, data)
        with one_file.all_locked(self._data_dir):
            copy = None
            if not safekeeping.holds_nothing(self._data_dir):
                self._nobody_runs_one()
                copy = safekeeping.copy_whole(self._data_dir, self._clock.wall(), "restore")
            kept = f" Everything as it was before lies in {copy}." if copy else ""
            hidden = self._prepared(found, copy)
            try:
                restoring.lay_down(self._data_dir, hidden)
                restoring.take_over(self._data_dir)
            except NotSaved as error:
                raise StoreError(
                    f"{self._data_dir}: not restored yet, {error.reason}.{kept} Mend that and restore it once more."
                ) from error
        return f"{len(found)} files are restored from {path}.{kept}"

    def _prepared(self, found: Mapping[str, bytes], copy: Path | None) -> Path:
        """Until here nothing was changed: where it goes no further, the copy is not left beside the folder either."""
        try:
            if copy is not None:
                self._nobody_runs_one()  # nor began one while the copy was made, which takes its time
            return restoring.prepare(self._data_dir, found)
        except StoreError as error:
            if copy is not None:
                folders.remove_quietly(copy)
            if isinstance(error, NotSaved):
                raise NotSaved(self._data_dir, error.reason) from error
            raise

    def _nobody_runs_one(self) -> None:
        for info in Store(self._data_dir).journals.all():
            info.must_be_free("restored")

    def _named(self, name: str) -> str:
        of_today = f"mentortui-{day(self._clock.wall())}.zip"
        with suppress(RuntimeError):  # nobody knows whose home that is, as it will be said
            if name and files.is_folder(Path(name.strip()).expanduser()):
                return str(Path(name.strip()) / of_today)
        return name or of_today


class Found(msgspec.Struct, frozen=True):
    """A mentorship that may be erased. `others`: who it is with, for a person."""

    slug: str
    id: str
    """Empty where it cannot be read."""
    others: str
    sessions: int
    """Those under way too, as far as they can be read."""
    unread: str = ""
    """Why not all of it can be read, in a sentence."""


class Erasing:
    """Of one store. `state`: where sessions that were saved elsewhere lie."""

    def __init__(self, store: Store, state: Path | None) -> None:
        self._store = store
        self._state = state

    def found(self, slug: str) -> Found:
        """What would be erased: also what cannot be read any more, by the name of its folder."""
        id, others, sessions, unread = "", slug, 0, ""
        try:
            sessions += len(self._store.session_heads(slug))
            sessions += sum(not info.finished for info in self._store.journals.of(slug))
            mentorship = self._store.mentorship(slug)
            names = [person.name for person in mentorship.people if person.id != mentorship.me]
            id, others = mentorship.id, company(names) or slug
        except StoreError as error:
            unread = str(error)
        return Found(slug, id, others, sessions, unread)

    def erase(self, found: Found) -> str:
        """From the store, the index, all older copies and journals, and from what was saved elsewhere of it; what is left, and
        where. Raises Held, StoreError."""
        self._store.upkeep.nobody_runs(found.slug)
        # First: once the mentorship is gone nobody can tell any more that they are of it.
        for path in self._saved_elsewhere(found):
            writing.remove_for_good(path)
        self._store.upkeep.erase(found.slug)
        sessions = counted(found.sessions, "session")
        what = f"The mentorship with {found.others}" if found.id else f"The folder {found.slug}"
        said = f"{what} is erased: records, {sessions}, notes, older copies and journals."
        if not found.id:
            said += " What was saved elsewhere of it, if anything, is not: nobody can tell any more which that is."
        copies = erasing.holding(erasing.whole_copies(self._store.data_dir), found.slug)
        if copies:
            said += f" It is still in {', '.join(map(str, copies))}: remove that when you no longer need it."
        return f"{said} Files you wrote or backed up yourself are where you put them."

    def _saved_elsewhere(self, found: Found) -> Iterator[Path]:
        for folder in Rescue(self._store, self._state).places if found.id else ():
            with suppress(StoreError):
                paths = [path for path in rescued.rescued_in(folder) if path.name.startswith("mentortui-")]
                yield from (path for path in paths if self._is_of(path, found.id))

    def _is_of(self, path: Path, id: str) -> bool:
        try:
            return rescued.read_rescued(path)[1].mentorship == id
        except (StoreError, Refused):
            return False
