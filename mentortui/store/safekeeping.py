"""A whole copy of the data folder before it is repaired, and what is put in order around its files."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mentortui.store import files, folders, programs, writing
from mentortui.store.backups import DAMAGED
from mentortui.store.errors import NotSaved, StoreError
from mentortui.store.places import Places


def copy_whole(data_dir: Path, now: int, before: str = "repair") -> Path:
    """Everything in `data_dir`, copied into a new folder beside it `before` what is done. `now`: UTC microseconds. Raises
    StoreError; then there is none. Where the program is killed meanwhile, the name of what there is says that it is
    unfinished, and `remove_unfinished` finds it: whoever comes here has changed nothing yet."""
    if holds_nothing(data_dir):  # it may be a whole home
        raise NotSaved(data_dir, "nothing of mentortui is stored there", "Name its folder with --data-dir.")
    remove_unfinished(data_dir)
    date = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=now)).strftime("%Y-%m-%dT%H%M%S")
    for number in range(1, 100):
        copy = data_dir.parent / f"{data_dir.name}-before-{before}-{date}{'' if number == 1 else f'-{number}'}"
        if not files.is_there(copy):
            half = copy.with_name(f"{copy.name}-{writing.whose()}-unfinished")
            folders.copy_folder(data_dir, half)
            try:
                folders.move_folder(half, copy)
            except NotSaved:
                folders.remove_quietly(half)
                raise
            return copy
    raise NotSaved(data_dir, "too many copies lie beside it", "Move some of them away.")


def unfinished(data_dir: Path) -> Iterator[tuple[Path, bool]]:
    """Whole copies of it that were begun and are this user's, and whether their program has died since. Raises StoreError."""
    name_of_one = re.compile(rf"{re.escape(data_dir.name)}-before-[a-z]+-\d{{4}}-\d\d-\d\dT\d{{6}}(?:-\d+)?-{_WHOSE.pattern}")
    for name in folders.names(data_dir.parent):
        path, found = data_dir.parent / name, name_of_one.fullmatch(name)
        if found is not None and files.is_own_folder(path) and files.is_this_users(path):
            yield path, not programs.is_alive(int(found[1]))


def remove_unfinished(data_dir: Path) -> None:
    """Those of dead programs. Nothing had been changed when they were made, so what is in them is still where it was. Never
    raises: it is only tidying."""
    if holds_nothing(data_dir):  # it was lost since, and then a part of it is better than nothing
        return
    with suppress(StoreError):
        for path in [path for path, is_left in unfinished(data_dir) if is_left]:
            # A program on another machine may still make it: moved away first, it can no longer be taken for whole.
            ours = path.with_name(_WHOSE.sub(f"{writing.whose()}-unfinished", path.name))
            with suppress(NotSaved):
                folders.move_folder(path, ours)
                folders.remove_folder(ours)


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


_WHOSE = re.compile(r"(\d+)-[0-9a-f]{8}-unfinished$")
"""The end of a name, behind what the copy is called once it is whole."""
_WHICH = re.compile(r"(?:-[a-z]+\d*)?-([0-9a-f]{8}\.json)$")
