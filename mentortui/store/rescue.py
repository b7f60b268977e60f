"""A live session kept elsewhere while its own place refuses: the whole journal in a file of its own, to be taken in later."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mentortui.core.events import AnyEvent, SessionStarted, Unknown
from mentortui.core.fold import fold
from mentortui.store import files, folders, writing
from mentortui.store.errors import StoreError
from mentortui.store.journal import Journal, JournalContent, head_line, read_journal
from mentortui.store.slugs import is_safe

SUFFIX = ".jsonl"
LARGEST = 200_000_000
"""Bytes of a file that may be a session; an hour has a few hundred thousand."""


class RescueCopy:
    """A new file in `folder`, made by the first append, and so is the folder. Not for two threads at once."""

    def __init__(self, folder: Path, name: str, session: str, mentorship: str) -> None:
        """`name`: of the file, without its ending; one that is there already is left alone."""
        self._folder = folder
        self._name = name
        self._session = session
        self._mentorship = mentorship
        self._journal: Journal | None = None
        self.path = folder / f"{name}{SUFFIX}"

    @property
    def where(self) -> str:
        """The file, for a person."""
        return str(self.path)

    def append_many(self, events: Iterable[AnyEvent | Unknown]) -> None:
        """On disk when this returns. Raises StoreError; then none of them counts."""
        if self._journal is None:
            self.path = _free(self._folder, self._name)
            self._journal = Journal(self.path, self._session, head_line(self._session, self._mentorship))
        self._journal.append_many(events)

    def close(self) -> None:
        """Everything acknowledged is on disk already."""
        if self._journal is not None:
            self._journal.close()

    def remove(self) -> None:
        """Never raises: what is left is taken in once more, and adds nothing."""
        if self._journal is not None:
            remove_rescued(self.path)


def first_that_takes(places: Iterable[Path]) -> Path | None:
    """The first of these folders in which something can be written, made where it was not there; None: nowhere. Never raises."""
    for folder in places:
        try:
            folders.try_writing(folder)
        except StoreError:
            continue
        return folder
    return None


def rescued_in(folder: Path) -> tuple[Path, ...]:
    """The files that programs left there. Raises StoreError."""
    return tuple(folder / name for name in folders.names(folder) if name.endswith(SUFFIX))


def read_rescued(path: Path) -> tuple[JournalContent, SessionStarted]:
    """What a file holds that was saved elsewhere, and how it began. Raises StoreError, Newer."""
    found = files.stamp(path)
    if found is None:
        raise StoreError(f"{path}: there is no such file. Nothing was changed; look where the program said it saved.")
    if not files.is_file(path) or found.size > LARGEST:
        raise StoreError(f"{path}: this is no session that mentortui saved. Nothing was changed.")
    content = read_journal(path)
    session = fold(content.events)
    if session is None or not is_safe(content.session):
        raise StoreError(f"{path}: this is no session that mentortui saved, or its beginning is lost. Nothing was changed.")
    return content, session.started


def remove_rescued(path: Path) -> None:
    """All of it is in its own place. Never raises."""
    with suppress(StoreError):
        writing.remove(path)


def _free(folder: Path, name: str) -> Path:
    taken = folders.names(folder)
    number, free = 2, name
    while f"{free}{SUFFIX}" in taken:
        free, number = f"{name}-{number}", number + 1
    return folder / f"{free}{SUFFIX}"
