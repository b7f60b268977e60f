"""A whole copy of the data folder before it is repaired, and what is put in order around its files."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mentortui.store import files, folders, writing
from mentortui.store.backups import DAMAGED
from mentortui.store.errors import NotSaved, StoreError
from mentortui.store.places import Places


def copy_whole(data_dir: Path, now: int, before: str = "repair") -> Path:
    """Everything in `data_dir`, copied into a new folder beside it `before` what is done. `now`: UTC microseconds. Raises
    StoreError; then there is none. Where the program is killed meanwhile, the name of what there is says that it is
    unfinished."""
    if holds_nothing(data_dir):  # it may be a whole home
        raise NotSaved(data_dir, "nothing of mentortui is stored there", "Name its folder with --data-dir.")
    date = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=now)).strftime("%Y-%m-%dT%H%M%S")
    for number in range(1, 100):
        copy = data_dir.parent / f"{data_dir.name}-before-{before}-{date}{'' if number == 1 else f'-{number}'}"
        half = copy.with_name(f"{copy.name}-unfinished")
        if not files.is_there(copy) and not files.is_there(half):
            folders.copy_folder(data_dir, half)
            folders.move_folder(half, copy)
            return copy
    raise NotSaved(data_dir, "too many copies lie beside it", "Move some of them away.")


def holds_nothing(data_dir: Path) -> bool:
    """Whether there is nothing of ours; False where that cannot be found out."""
    try:
        there = folders.names(data_dir)
    except StoreError:
        return False
    return not any(place.name in there for place in Places(data_dir).all)


def tidied(data_dir: Path) -> Iterator[str]:
    """What was done: who may look into the files, and what dead programs left."""
    ours = Places(data_dir).all
    inside = [path for place in ours for path, is_folder, _, _ in folders.everything(place) if is_folder]
    tightened = sum(folders.tighten(place) for place in ours)
    if tightened:
        yield f"{data_dir}: {tightened} files and folders were open to other users, and are closed now."
    for folder in (data_dir, *inside):
        folders.clean(folder)


def forget_index(data_dir: Path) -> None:
    """So that it is made again. Raises NotSaved."""
    writing.remove(Places(data_dir).index)


def set_aside(copy: Path) -> Iterator[str]:
    """A damaged older copy gets a name that says so. Raises NotSaved."""
    name = _WHICH.sub(rf"-{DAMAGED}-\1", copy.name)
    if name != copy.name:
        writing.move(copy, copy.with_name(name))
        yield f"{copy}: damaged, and called {name} now."


_WHICH = re.compile(r"(?:-[a-z]+\d*)?-([0-9a-f]{8}\.json)$")
