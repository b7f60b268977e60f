"""A mentorship that is to be nowhere any more: unlike one that is removed, it does not come back."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from mentortui.store import files, folders, writing
from mentortui.store.errors import StoreError, saving
from mentortui.store.live import LiveFolder
from mentortui.store.places import TRANSCRIPTS
from mentortui.store.shelf import Shelf

_BEGUN = re.compile(r"\..+\.\d+-[0-9a-f]{8}\.erasing")


def erase(shelf: Shelf, slug: str) -> None:
    """Its folder with all copies and journals, and the index that names it. Killed in between, it is gone at the next start.
    Raises Held where a program runs a session of it, StoreError; then all of it is there or none can be found any more."""
    places = shelf.places
    folder = places.folder(slug)
    with shelf.editing(folder):  # nobody begins a session meanwhile
        nobody_runs(shelf, slug)
        for copy in shelf.copied_folders():
            if copy.of == folder:
                with shelf.editing(copy.path):
                    _move_away(copy.path)
        _move_away(folder)
    end_erasing(places.mentorships)
    writing.remove_for_good(places.index)  # last: a program that runs may have made it anew meanwhile


def nobody_runs(shelf: Shelf, slug: str) -> None:
    """Raises Held where a program runs a session of it, StoreError."""
    for info in LiveFolder(shelf.places.live(slug), slug).infos():
        info.must_be_free("erased")


def end_erasing(mentorships: Path) -> None:
    """Removes what `erase` moved out of sight, also where its program was killed since: first what its links lead to, as nothing
    else says where that is. Raises StoreError."""
    begun = [mentorships / name for name in folders.hidden(mentorships) if _BEGUN.fullmatch(name)]
    for one in begun:
        for path in _behind_links(one):
            folders.remove_folder(path)
        folders.remove_folder(one)
    if begun:
        with saving(mentorships):
            writing.sync_folder(mentorships)


def holding(copies: Iterable[Path], slug: str) -> tuple[Path, ...]:
    """Those of these copies of a data folder in which that mentorship still is."""
    return tuple(copy for copy in copies if files.is_there(copy / "mentorships" / slug))


def whole_copies(data_dir: Path) -> tuple[Path, ...]:
    """Those that repairing and restoring left beside it. Raises StoreError."""
    beginning = f"{data_dir.name}-before-"
    return tuple(data_dir.parent / name for name in folders.names(data_dir.parent) if name.startswith(beginning))


def _move_away(folder: Path) -> None:
    folders.move_folder(folder, writing.temporary(folder).with_suffix(".erasing"))


def _behind_links(folder: Path) -> Iterator[Path]:
    """What lies elsewhere and belongs to it: people keep a record in a synced folder. Raises StoreError."""
    for inner in (folder, *(folder / name for name in ("sessions", TRANSCRIPTS, "backups", "live"))):
        for name in folders.names(inner) if files.is_own_folder(inner) or inner == folder else ():
            path = inner / name
            if files.is_link(path) and name.endswith((".json", ".jsonl")):
                with suppress(StoreError):  # a link to nowhere, or to something that is none of ours
                    yield files.behind_link(path)
    if files.is_link(folder):
        yield files.end_of_links(folder)
