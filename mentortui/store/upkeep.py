"""What keeps the data folder in order: what programs that died left behind, rights, copies of synced folders, erasing."""

from typing import TYPE_CHECKING

from mentortui.store import folders
from mentortui.store.places import Places
from mentortui.store.shelf import Shelf, conflict_copies

if TYPE_CHECKING:
    from mentortui.store.conflicts import ConflictCopy


class Upkeep:
    """Each is loaded when it is asked for: hardly any start of the program needs one."""

    def __init__(self, places: Places, shelf: Shelf) -> None:
        self._places = places
        self._shelf = shelf

    def tidy(self) -> None:
        """Ends what programs that died had begun, and removes what they left behind. Never raises: what the disk refuses is tried
        again at the next start."""
        from mentortui.store.tidying import tidy

        tidy(self._shelf)

    def tighten(self) -> None:
        """What other users could read or change of what is stored here is theirs no longer, which is told. What else lies in the
        data folder is not touched, nor that folder itself, which may hold other things. Never raises."""
        open_before = sum(folders.tighten(path) for path in self._places.all)
        if open_before:
            self._shelf.tell(
                f"{self._places.data_dir}: {open_before} of the files and folders could be read or changed by other users of "
                "this machine. Now only you can."
            )

    def conflict_copies(self) -> "tuple[ConflictCopy, ...]":
        """What a program that syncs folders left where two machines changed one file. Raises StoreError."""
        return conflict_copies(self._shelf)

    def merge_copies(self) -> tuple[str, ...]:
        """Brings them together with the files they are of, and puts them into backups; a sentence of each. Raises StoreError."""
        from mentortui.store.bring_together import merge_copies

        return merge_copies(self._shelf)

    def nobody_runs(self, slug: str) -> None:
        """Raises Held where a program runs a session of that mentorship, StoreError."""
        from mentortui.store.erasing import nobody_runs

        nobody_runs(self._shelf, slug)

    def erase(self, slug: str) -> None:
        """The mentorship is nowhere any more: no record, copy, journal, and no index that names it. Raises Held, StoreError."""
        from mentortui.store.erasing import erase

        erase(self._shelf, slug)
