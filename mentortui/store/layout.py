"""How a file of tables is written: plain JSON for people, in pieces, so that changing one document costs little more than
writing the file.

A raw line break never stands inside a JSON string, so pieces can be indented and found by their line breaks.
From format 2 on a file begins with its format and a checksum over every byte but the checksum's own; that stays so in every
later format, so that a damaged number is never taken for a newer program's.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import msgspec

from mentortui.store.documents import compact, readable

Pieces: TypeAlias = dict[str, dict[str, bytes]]
"""By table and id, what stands in the file for every document: its id and its JSON, `"a1": {...}`."""

OURS = frozenset({"schema", "checksum", "tables"})
_DIGITS = 64
_BLOCK = 128
"""Texts that are joined at once: some ten kilobytes, which a processor keeps at hand."""
_TABLES = b'\n "tables": '
_NAMED = re.compile(rb'\A\{\n "schema": (\d{1,9}),\n "checksum": "([0-9a-f]{64})"')
_ONLY_TABLES = 1
"""The format whose checksum covered the tables alone."""


def piece(id: str, document: Mapping[str, Any] | msgspec.Raw) -> bytes:
    """The text of one document, indented for its place."""
    return compact(id) + b": " + readable(compact(document)).rstrip().replace(b"\n", b"\n   ")


def document(id: str, text: bytes) -> bytes:
    """The JSON of one document, out of its piece."""
    return text[len(compact(id)) + 2 :]


def whole(schema: int, rest: Mapping[str, Any], tables: Pieces) -> bytes:
    """The file. `rest`: the fields beside ours."""
    text = _texts(tables)
    checksum = _sha256(b"".join(text)) if schema == _ONLY_TABLES else "0" * _DIGITS
    head = msgspec.json.format(compact({"schema": schema, "checksum": checksum, **rest}), indent=1)[:-2] + b"," + _TABLES
    if schema == _ONLY_TABLES:
        return b"".join((head, *text, b"\n}\n"))
    beginning = _beginning(schema)
    text = [head[len(beginning) + _DIGITS :], *text, b"\n}\n"]
    digest, blocks = hashlib.sha256(beginning), []
    # In blocks, as fresh memory for a second copy of the whole costs as much as joining it.
    for start in range(0, len(text), _BLOCK):
        block = b"".join(text[start : start + _BLOCK])
        digest.update(block)
        blocks.append(block)
    return b"".join((beginning, digest.hexdigest().encode(), *blocks))


def sealed(schema: int, fields: Mapping[str, Any]) -> bytes:
    """A file that holds `fields` and no tables, with the same beginning and the same kind of checksum."""
    data, beginning = readable(compact({"schema": schema, "checksum": "0" * _DIGITS, **fields})), _beginning(schema)
    return b"".join((beginning, _checksum(beginning, data), data[len(beginning) + _DIGITS :]))


def read_back(data: bytes, schema: int) -> tuple[Pieces, dict[str, Any]] | None:
    """The pieces and the fields beside ours of a file that is, byte for byte, what this version wrote; else None."""
    try:
        raw = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        if bytes(raw["schema"]) != b"%d" % schema or not is_as_written(data, schema):
            return None
        tables = msgspec.json.decode(raw["tables"], type=dict[str, dict[str, msgspec.Raw]])
        rest = {name: msgspec.json.decode(part) for name, part in raw.items() if name not in OURS}
    except (ValueError, KeyError, RecursionError):
        return None
    return {name: {id: compact(id) + b": " + bytes(text) for id, text in table.items()} for name, table in tables.items()}, rest


def is_as_written(data: bytes, schema: int) -> bool:
    """Whether the file is, byte for byte, what a program wrote that knew this format."""
    found = _NAMED.match(data)
    if found is None:
        return False
    if schema == _ONLY_TABLES:
        start = data.find(_TABLES)
        return start >= 0 and _sha256(data[start + len(_TABLES) : -len(b"\n}\n")]).encode() == found[2]
    return _checksum(_beginning(schema), data) == found[2]


def checksum_named(data: bytes) -> str:
    """The checksum that the file itself names, right or wrong, as the name of a state of it; empty where none can be read, and
    for a format that had another kind."""
    found = _NAMED.match(data)
    return "" if found is None or int(found[1]) == _ONLY_TABLES else found[2].decode()


def is_misread(data: bytes, schema: int) -> bool:
    """The file says that it has another format, but its checksum fits if it says `schema`: a digit of it is damaged."""
    found = _NAMED.match(data)
    return found is not None and schema != _ONLY_TABLES and _checksum(_beginning(schema), data, found.start(2)) == found[2]


def _checksum(beginning: bytes, data: bytes, at: int | None = None) -> bytes:
    """Over `beginning` and what follows the checksum, which begins at `at`."""
    digest = hashlib.sha256(beginning)
    digest.update(memoryview(data)[(len(beginning) if at is None else at) + _DIGITS :])
    return digest.hexdigest().encode()


def _beginning(schema: int) -> bytes:
    return b'{\n "schema": %d,\n "checksum": "' % schema


def _texts(tables: Pieces) -> list[bytes]:
    """The tables, to be joined once: each copy of the whole costs more than all else here."""
    if not tables:
        return [b"{}"]
    texts: list[bytes] = []
    between = b"{\n  "
    for name, table in tables.items():
        texts.append(between + compact(name) + (b": {\n   " if table else b": {}"))
        if table:
            documents = [b",\n   "] * (2 * len(table))
            documents[::2] = table.values()
            documents[-1] = b"\n  }"
            texts += documents
        between = b",\n  "
    return [*texts, b"\n }"]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
