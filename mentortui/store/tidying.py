"""What programs that died left behind: temporary files, locks of sessions that are gone, acts that were cut in two."""

from contextlib import suppress
from pathlib import Path

from mentortui.store import files, folders, restoring, safekeeping
from mentortui.store.acts import end_act
from mentortui.store.erasing import end_erasing
from mentortui.store.errors import StoreError
from mentortui.store.live import LiveFolder
from mentortui.store.places import TRANSCRIPTS
from mentortui.store.shelf import Shelf


def tidy(shelf: Shelf) -> None:
    """In the whole data folder. What belongs to a program that runs stays. Never raises."""
    places = shelf.places
    with suppress(StoreError):
        restoring.end(places.data_dir)
    with suppress(StoreError):
        end_erasing(places.mentorships)
    safekeeping.remove_unfinished(places.data_dir)
    for folder in (places.data_dir, places.data_dir / "backups", places.mentorships):
        folders.clean(folder)
    slugs: tuple[str, ...] = ()
    with suppress(StoreError):
        slugs = shelf.slugs()
    for slug in slugs:
        _tidy_one(shelf, slug, places.folder(slug))


def _tidy_one(shelf: Shelf, slug: str, folder: Path) -> None:
    for inner in (folder, shelf.places.sessions(slug), folder / TRANSCRIPTS, folder / "backups"):
        folders.clean(inner)
    with suppress(StoreError):
        if files.stamp(shelf.places.act(slug)) is not None:
            with shelf.editing(folder):
                end_act(shelf, slug)
    LiveFolder(shelf.places.live(slug), slug).tidy()
