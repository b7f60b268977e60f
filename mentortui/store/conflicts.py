"""Copies that programs which sync folders leave where two machines changed one file. They are found by their names, left out of
what is read, told, and kept until `mentortui doctor --repair` brings them together with the file they are of."""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mentortui.store import files, folders
from mentortui.store.errors import StoreError
from mentortui.store.places import TRANSCRIPTS, Places
from mentortui.store.slugs import is_safe

ACT = "act.json"
"""The note of an edit under way. A copy of it may hold private words, and is only put away: it was ended where it was made."""
_FILES = r"record\.json|private\.json|drafts\.json|me\.json|act\.json|\d{4}\.json|undated\.json|[^/]+\.jsonl"
_NAMED = re.compile(
    r"(?P<stem>.+?)(?:"
    r"\.sync-conflict-\d{8}-\d{6}(?:-\w+)?"  # Syncthing
    r"|\s?\((?=[^)]*\bconflict)[^)]*\)"  # Dropbox, Nextcloud: whatever a person or a machine is called
    r"|_conflict-\d{8}-\d{6}"  # ownCloud
    r"|\s?\(\d+\)"  # Google Drive
    r"|\s\d+"  # iCloud
    r"|\s-\sCopy(?:\s\(\d+\))?"
    r")(?P<ending>\.jsonl?|)",
    re.IGNORECASE | re.DOTALL,
)
_MACHINE = re.compile(r"(?P<stem>[^-]+)-[^/]+(?P<ending>\.jsonl?)", re.DOTALL)
"""OneDrive puts the machine's name behind."""
_MOST_NAMED = 3


class ConflictCopy(NamedTuple):
    """`path`: the copy; `of`: the file, or the folder of a mentorship, that it is a copy of, which may be gone."""

    path: Path
    of: Path


def copy_of(name: str, there: Collection[str] = ()) -> str | None:
    """The name of the file that a copy called `name` is of; None where it is no such copy. `there`: what lies in its folder: a
    journal may be called anything, so that a copy of it is one only beside it."""
    found = _NAMED.fullmatch(name)
    original = found["stem"] + found["ending"] if found is not None else None
    if original is None or not is_file_name(original):
        found = _MACHINE.fullmatch(name)
        original = found["stem"] + found["ending"] if found is not None else None
        if original is None or not is_file_name(original) or (original.endswith(".jsonl") and original not in there):
            return None
    return original


def is_file_name(name: str) -> bool:
    """Whether a file of ours is called so."""
    return re.fullmatch(_FILES, name) is not None


def left_in(folder: Path) -> str:
    """Of the folder of a mentorship without a record: the names of what is in it, where nothing of that is ours; else empty.
    Raises StoreError."""
    found = [
        f"{inner}{name}"
        for inner in ("", "sessions/", f"{TRANSCRIPTS}/", "live/", "backups/")
        for name in folders.names(folder / inner)
        if inner or not files.is_folder(folder / name)
    ]
    if any(is_file_name(path.rpartition("/")[2]) for path in found):
        return ""
    return ", ".join(found[:_MOST_NAMED]) + (f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else "")


def folder_copy_of(name: str, there: Collection[str]) -> str | None:
    """The same for the folder of a mentorship, which may be called anything: only beside the one it is a copy of."""
    found = _NAMED.fullmatch(name)
    return found["stem"] if found is not None and not found["ending"] and found["stem"] in there else None


def copies_in(folder: Path) -> tuple[ConflictCopy, ...]:
    """Of files, in one folder. Raises StoreError."""
    names = folders.names(folder)
    found = ((name, copy_of(name, names)) for name in names)
    return tuple(ConflictCopy(folder / name, folder / original) for name, original in found if original is not None)


def copies_of_mentorship(places: Places, slug: str) -> tuple[ConflictCopy, ...]:
    """In its folder, among its sessions and live ones. A folder that cannot be looked into has none."""
    found: list[ConflictCopy] = []
    for folder in (places.folder(slug), places.sessions(slug), places.live(slug)):
        with suppress(StoreError):
            found += copies_in(folder)
    return tuple(found)


def copied_folders(places: Places) -> Iterator[ConflictCopy]:
    """Folders whose names say that they are copies of others; whether they are, their records tell. Raises StoreError."""
    names = folders.names(places.mentorships)
    for name in names:
        original = folder_copy_of(name, names) if is_safe(name) else None
        if original is not None:
            yield ConflictCopy(places.mentorships / name, places.mentorships / original)


def told(copy: ConflictCopy) -> str:
    """In a line. Whether both can be brought together is for the doctor to find out, who reads them."""
    return f"{said(copy)} mentortui doctor says what to do."


def said(copy: ConflictCopy, called: str = "") -> str:
    """What it is, without what to do. `called`: what stands for its path, where that is said already."""
    folder = copy.of.parent.parent if copy.of.parent.name in ("sessions", "live") else copy.of.parent
    what = f"{copy.of.name} of {folder.name}" if copy.of.suffix else f"the folder {copy.of.name}"
    return f"Two machines changed {what}: both copies are kept, {called or copy.path} is not used."
