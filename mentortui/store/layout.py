"""How a file of tables is written: plain JSON for people, in pieces, so that changing one document costs little more than
writing the file.

A raw line break never stands inside a JSON string, so pieces can be indented and found by their line breaks.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import msgspec

from mentortui.store.documents import compact, readable

Pieces: TypeAlias = dict[str, dict[str, bytes]]
"""The JSON text of every document, as it stands in the file, by table and id."""

_TABLES = b'\n "tables": '


def piece(document: Mapping[str, Any]) -> bytes:
    """The text of one document, indented for its place."""
    return readable(compact(document)).rstrip().replace(b"\n", b"\n   ")


def whole(schema: int, rest: Mapping[str, Any], pieces: Pieces) -> bytes:
    """The file. `rest`: the fields beside ours."""
    tables = _object((_named(name, _object(_documents(table), 2)) for name, table in pieces.items()), 1)
    head = compact({"schema": schema, "checksum": _checksum(tables), **rest})
    return msgspec.json.format(head, indent=1)[:-2] + b"," + _TABLES + tables + b"\n}\n"


def is_as_written(data: bytes, checksum: object) -> bool:
    """Whether the tables of the file are, byte for byte, what this program wrote."""
    start = data.find(_TABLES)
    return start >= 0 and _checksum(data[start + len(_TABLES) : -len(b"\n}\n")]) == checksum


def pieces(tables: bytes | msgspec.Raw) -> Pieces:
    """Of JSON that is known to be tables."""
    raw = msgspec.json.decode(tables, type=dict[str, dict[str, msgspec.Raw]])
    return {name: {id: bytes(document) for id, document in table.items()} for name, table in raw.items()}


def _documents(table: Mapping[str, bytes]) -> Iterable[bytes]:
    return (_named(id, document) for id, document in table.items())


def _named(name: str, text: bytes) -> bytes:
    return compact(name) + b": " + text


def _object(members: Iterable[bytes], depth: int) -> bytes:
    inside = (b",\n" + b" " * (depth + 1)).join(members)
    return b"{\n%b%b\n%b}" % (b" " * (depth + 1), inside, b" " * depth) if inside else b"{}"


def _checksum(tables: bytes) -> str:
    return hashlib.sha256(tables).hexdigest()
