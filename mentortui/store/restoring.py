"""What stands in a backup takes the place of what is stored: all of it, also where the program is killed meanwhile.

It is laid down whole beside what is there, in a folder whose name says when that is done. From then on it is only moved, which
is ended by whoever opens the data folder next.
"""

from collections.abc import Mapping
from pathlib import Path

from mentortui.store import files, folders, writing
from mentortui.store.errors import saving
from mentortui.store.locks import holds, record_lock
from mentortui.store.places import Places

READY = ".restoring"


def prepare(data_dir: Path, found: Mapping[str, bytes]) -> Path:
    """A hidden folder in which all of it is on disk, for `lay_down`. Raises NotSaved; then nothing was changed."""
    folders.make_folder(data_dir)
    hidden = folders.make_hidden_folder(data_dir)
    try:
        for folder in ("mentorships", "backups"):
            folders.make_folder(hidden / folder)
        for name, data in found.items():
            folders.make_folder((hidden / name).parent)
            writing.write_atomically(hidden / name, data)
    except BaseException:
        folders.remove_quietly(hidden)
        raise
    return hidden


def lay_down(data_dir: Path, hidden: Path) -> None:
    """What was prepared is to take over from now on, whoever does it. Raises NotSaved, and then that may be so all the same."""
    try:
        folders.move_folder(hidden, data_dir / READY)
    except BaseException:
        folders.remove_quietly(hidden)
        raise


def end(data_dir: Path) -> None:
    """What a program began that was killed since, so that nobody sees half of it; one that still restores is waited for. Raises
    StoreError. Where nothing was begun it costs one look."""
    if is_begun(data_dir) and not holds(data_dir):
        with record_lock(data_dir):
            take_over(data_dir)


def is_begun(data_dir: Path) -> bool:
    """Whether what was laid down is not all in its place yet."""
    return files.is_own_folder(data_dir / READY)


def take_over(data_dir: Path) -> None:
    """Ends what `lay_down` began, if anything: each part goes in the place of what was there. Who calls has the lock of the data
    folder. Raises StoreError."""
    if not is_begun(data_dir):
        return
    ready = data_dir / READY
    writing.remove(Places(data_dir).index)
    for name in folders.names(ready):
        _put(ready / name, data_dir / name)
    folders.remove_folder(ready)
    with saving(data_dir):
        writing.sync_folder(data_dir)


def _put(new: Path, place: Path) -> None:
    """A folder cannot be moved over another one: that goes aside first, so that its place is free for a moment only, and
    not for as long as it takes to remove all in it."""
    aside = writing.temporary(place)
    if files.is_there(place) and (files.is_own_folder(new) or files.is_own_folder(place)):
        folders.move_folder(place, aside)
    folders.move_folder(new, place)
    folders.remove_quietly(aside)
