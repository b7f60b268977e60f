"""What was being typed, at most a second behind: {"schema": 2, "checksum": ..., "drafts": {name: text}}."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from mentortui.store import files, writing
from mentortui.store.backups import DAMAGED, EDITED, Backups
from mentortui.store.documents import NotJson, parsed
from mentortui.store.errors import Damaged, Newer, NotSaved
from mentortui.store.layout import is_as_written, is_misread, sealed
from mentortui.store.migrations import SCHEMA


class Drafts(NamedTuple):
    """By the names the caller gave them, and what a person should be told of the file."""

    texts: dict[str, str]
    notice: str = ""


def read_drafts(path: Path) -> Drafts:
    """Empty where there is no file. What is damaged or edited by hand is kept aside before it is used, and told once. Raises
    Newer, StoreError."""
    data = files.read_bytes(path)
    if data is None:
        return Drafts({})
    try:
        texts, as_written = understood(path, data)
    except Damaged:
        return _what_is_left(path, data)
    return Drafts(texts) if as_written else Drafts(texts, _edited(path, data))


def write_drafts(path: Path, drafts: Mapping[str, str]) -> None:
    """In place of those before; a file of an older format is kept in backups first. Whoever calls holds the folder's lock,
    and has read them. Raises NotSaved, StoreError."""
    _keep_older(path)
    writing.write_atomically(files.behind_link(path), sealed(SCHEMA, {"drafts": dict(drafts)}))


def both_drafts(
    stored: Mapping[str, str], drafts: Mapping[str, str], known: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """`drafts` put over the `stored` ones, and under which names the texts of another program are kept: those that are neither in
    `drafts` nor `known`. An empty draft takes away only what is known."""
    made, others = dict(stored), []
    for name, text in drafts.items():
        there = stored.get(name, "")
        foreign = there not in ("", text, known.get(name, ""))
        if foreign and text:
            beside = f"{name} (of another program)"
            made[beside] = there
            others.append(beside)
        if text or not foreign:
            made[name] = text
    return {name: text for name, text in made.items() if text}, tuple(others)


def understood(path: Path, data: bytes) -> tuple[dict[str, str], bool]:
    """The texts, and whether the file is as a program wrote it. Raises Damaged, Newer."""
    try:
        whole = parsed(data)
        schema, drafts = whole["schema"], whole["drafts"]
        if not isinstance(schema, int) or (schema != SCHEMA and is_misread(data, SCHEMA)):
            raise Damaged(path, 'its "schema" is damaged')
        if schema > SCHEMA:
            raise Newer(path, schema, SCHEMA)
        texts = {name: text for name, text in drafts.items() if isinstance(text, str)}
    except NotJson as error:
        raise Damaged(path, "is not JSON" if error.line else "it is not JSON", error.line) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise Damaged(path, "these are not drafts") from error
    return texts, schema < SCHEMA or is_as_written(data, schema)  # the first format had no checksum


def _keep_older(path: Path) -> None:
    data = files.read_bytes(path)
    found = re.match(rb'\A\{\n "schema": (\d+),\n', data or b"")
    if found is not None and int(found[1]) < SCHEMA:
        Backups(path.parent / "backups").keep(path, f"format{int(found[1])}")


def _what_is_left(path: Path, data: bytes) -> Drafts:
    texts = dict(_whole_texts(data))
    used = f"{len(texts)} of its texts can be read and are used." if texts else "It begins anew."
    try:
        backups = Backups(path.parent / "backups")
        if backups.kept(path, data, DAMAGED) is not None:
            return Drafts(texts)
        kept = backups.keep_data(path, data, DAMAGED)
    except NotSaved as error:
        return Drafts(texts, f"{path}: damaged. {used} No copy of it could be made: {error.reason}.")
    return Drafts(texts, f"{path}: damaged. {used} The damaged file is kept as {kept}.")


def _edited(path: Path, data: bytes) -> str:
    """Empty where it was told before."""
    try:
        backups = Backups(path.parent / "backups")
        if backups.kept(path, data, EDITED) is not None:
            return ""
        return f"{path}: edited by hand. Your text is used; a copy of it is {backups.keep_data(path, data, EDITED)}."
    except NotSaved as error:
        return f"{path}: edited by hand. Your text is used; no backup: {error.reason}."


_TEXT = re.compile(rb'^  ("(?:[^"\\]|\\.)*"): ("(?:[^"\\]|\\.)*"),?$', re.MULTILINE)


def _whole_texts(data: bytes) -> Mapping[str, str]:
    """The lines of a damaged file that are whole."""
    texts: dict[str, str] = {}
    for name, text in _TEXT.findall(data):
        with suppress(ValueError):
            texts[msgspec.json.decode(name, type=str)] = msgspec.json.decode(text, type=str)
    return texts
