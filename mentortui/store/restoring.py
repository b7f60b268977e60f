"""What stands in a backup takes the place of what is stored: all of it, also where the program is killed meanwhile.

It is laid down whole beside what is there, in a folder whose name says when that is done. From then on it is only moved, which
is ended by whoever starts next.
"""

from collections.abc import Mapping
from pathlib import Path

from mentortui.store import files, folders, writing
from mentortui.store.errors import saving
from mentortui.store.places import Places

READY = ".restoring"


def lay_down(data_dir: Path, found: Mapping[str, bytes]) -> None:
    """All of it is on disk when this returns, and `take_over` may follow. Raises NotSaved; then nothing was changed."""
    folders.make_folder(data_dir)
    hidden = folders.make_hidden_folder(data_dir)
    try:
        for folder in ("mentorships", "backups"):
            folders.make_folder(hidden / folder)
        for name, data in found.items():
            folders.make_folder((hidden / name).parent)
            writing.write_atomically(hidden / name, data)
        folders.move_folder(hidden, data_dir / READY)
    except BaseException:
        folders.remove_quietly(hidden)
        raise


def take_over(data_dir: Path) -> None:
    """Ends what `lay_down` began, if anything: each part goes in the place of what was there. Raises StoreError."""
    ready = data_dir / READY
    if not files.is_own_folder(ready):
        return
    writing.remove(Places(data_dir).index)
    for name in folders.names(ready):
        folders.remove_folder(data_dir / name)
        folders.move_folder(ready / name, data_dir / name)
    folders.remove_folder(ready)
    with saving(data_dir):
        writing.sync_folder(data_dir)
