"""Older copies of a mentorship's files."""

import hashlib
from pathlib import Path

from mentortui.store import files
from mentortui.store.errors import StoreError


class Backups:
    """A folder of whole copies, named after the file, why and which."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path, why: str) -> Path | None:
        """A copy of the file as it is now; None where there is no file. Raises NotSaved, StoreError."""
        data = files.read_bytes(path)
        return None if data is None else self._write(path, why, data)

    def keep_edited(self, path: Path, data: bytes) -> Path | None:
        """A copy of what was edited by hand; None where this very text was kept before. Raises NotSaved."""
        kept = self._named(path, "edited", data)
        if kept.name in files.names(self._folder):
            return None
        return self._write(path, "edited", data)

    def latest(self, path: Path) -> Path | None:
        """The newest copy of a file; None where there is none, or it cannot be found out."""
        try:
            names = (name for name in files.names(self._folder) if name.startswith(f"{path.stem}-"))
            copies = [self._folder / name for name in names]
            dated = [(found.changed, copy) for copy in copies if (found := files.stamp(copy)) is not None]
        except StoreError:
            return None
        return max(dated)[1] if dated else None

    def _write(self, path: Path, why: str, data: bytes) -> Path:
        kept = self._named(path, why, data)
        files.make_folder(self._folder)
        files.clean(self._folder)
        files.write_atomically(kept, data)
        return kept

    def _named(self, path: Path, why: str, data: bytes) -> Path:
        which = hashlib.blake2b(data, digest_size=4).hexdigest()
        return self._folder / f"{path.stem}-{why}-{which}{path.suffix}"
