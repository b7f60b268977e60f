"""A data folder as one file: a zip that any program opens, with a list of all that is in it and the checksum of each."""

import errno
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import msgspec

from mentortui.store import files, folders
from mentortui.store.errors import NotSaved, StoreError
from mentortui.store.locks import record_lock
from mentortui.store.migrations import SCHEMA
from mentortui.store.places import TRANSCRIPTS, Places
from mentortui.store.slugs import is_safe

FORMAT = 1
LIST = "mentortui.json"
_OURS = re.compile(
    r"me[^/]*\.json|backups/[^/]+|mentorships/[^/]+/(?:[^/]+\.json|(?:sessions|transcripts|backups)/[^/]+|live/[^/]+\.(?:jsonl|alive))"
)
"""Whatever else lies there can be made again, or is somebody's own."""
_SCHEMA = re.compile(rb'\A\{\s*"schema": ?(\d{1,9})')
_NOT_OURS_TO_WRITE = {errno.EACCES, errno.EPERM, errno.EROFS}


class Content(msgspec.Struct, frozen=True):
    """What stands in the list. `made`: UTC microseconds; `files`: the SHA-256 of each by its path."""

    format: int
    made: int
    files: dict[str, str]


def packed(data_dir: Path, made: int) -> bytes:
    """The file. No mentorship changes while it is read. Raises StoreError where anything in it cannot be read: half a backup
    would be taken for a whole one."""
    found = _whole(data_dir)
    content = Content(FORMAT, made, {name: _sha256(data) for name, data in found.items()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(LIST, msgspec.json.format(msgspec.json.encode(content), indent=1))
        for name, data in found.items():
            archive.writestr(name, data)
    return out.getvalue()


def _whole(data_dir: Path) -> dict[str, bytes]:
    """Where nothing can be locked, as this user may not write there, it is looked whether anything changed meanwhile."""
    try:
        with all_locked(data_dir):
            return dict(_read(data_dir))
    except NotSaved as error:
        if getattr(error.__cause__, "errno", None) not in _NOT_OURS_TO_WRITE:
            raise
        why = error.reason
    before = _stamps(data_dir)
    found = dict(_read(data_dir))
    if _stamps(data_dir) != before:
        raise StoreError(f"{data_dir}: it changed meanwhile, and cannot be locked, {why}. There is no backup; try again.")
    return found


def _read(data_dir: Path) -> Iterator[tuple[str, bytes]]:
    for name in _names(data_dir):
        data = files.read_bytes(data_dir / name)
        if data is not None:  # a session that ended meanwhile
            yield name, data


def _stamps(data_dir: Path) -> dict[str, files.Stamp | None]:
    return {name: files.stamp(data_dir / name) for name in _names(data_dir)}


def unpacked(path: Path, data: bytes) -> Mapping[str, bytes]:
    """What is in such a file, by paths below a data folder, each as it was. `path`: for the sentence. Raises StoreError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if names.count(LIST) != 1 or sum(one.file_size for one in archive.infolist()) > files.LARGEST:
                raise _no_backup(path)
            content = msgspec.json.decode(archive.read(LIST), type=Content)
            if content.format > FORMAT:
                raise _newer(path)
            if sorted(names) != sorted([LIST, *content.files]) or not all(map(_is_ours, content.files)):
                raise _no_backup(path)
            found = {name: archive.read(name) for name in content.files}
    except (zipfile.BadZipFile, ValueError, KeyError, OSError, EOFError, RuntimeError, zlib.error) as error:
        raise _no_backup(path) from error
    for name, text in found.items():
        if _sha256(text) != content.files[name]:
            raise StoreError(f"{path}: damaged, {name} in it is not as it was. Nothing was changed; take another backup.")
        schema = _SCHEMA.match(text)
        if name.endswith(".json") and "backups/" not in name and schema is not None and int(schema[1]) > SCHEMA:
            raise _newer(path)
    return found


def all_locked(data_dir: Path) -> ExitStack:
    """Nobody else changes records in the data folder until it is closed. Raises NotSaved."""
    places = Places(data_dir)
    with ExitStack() as stack:
        for folder in (data_dir, places.mentorships, *_mentorships(places)):
            if files.is_folder(folder):
                stack.enter_context(record_lock(folder))
        return stack.pop_all()


def _mentorships(places: Places) -> Iterator[Path]:
    for name in folders.names(places.mentorships):
        if is_safe(name) and files.is_folder(places.mentorships / name):
            yield places.mentorships / name


def _names(data_dir: Path) -> Iterator[str]:
    """The paths of what belongs to it, from the data folder."""
    places = Places(data_dir)
    looked_into = [data_dir, data_dir / "backups"]
    for folder in _mentorships(places):
        looked_into += [folder, *(folder / inner for inner in ("sessions", TRANSCRIPTS, "backups", "live"))]
    for folder in looked_into:
        for name in folders.names(folder) if files.is_folder(folder) else ():
            path = (folder / name).relative_to(data_dir).as_posix()
            if _is_ours(path) and not files.is_folder(folder / name):
                yield path


def _is_ours(name: str) -> bool:
    return name != "index.json" and _OURS.fullmatch(name) is not None and all(map(is_safe, name.split("/")))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _no_backup(path: Path) -> StoreError:
    return StoreError(f"{path}: this is no backup that mentortui made, or it is damaged. Nothing was changed; take another one.")


def _newer(path: Path) -> StoreError:
    return StoreError(f"{path}: made by a newer mentortui. Nothing was changed; install the newer one to restore it.")
