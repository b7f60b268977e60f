"""How a file of tables is written: plain JSON for people, in pieces, so that changing one document costs little more than
writing the file.

A raw line break never stands inside a JSON string, so pieces can be indented and found by their line breaks.
"""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

import msgspec

from mentortui.store.documents import compact, readable

Pieces: TypeAlias = dict[str, dict[str, bytes]]
"""By table and id, what stands in the file for every document: its id and its JSON, `"a1": {...}`."""

_TABLES = b'\n "tables": '


def piece(id: str, document: Mapping[str, Any]) -> bytes:
    """The text of one document, indented for its place."""
    return compact(id) + b": " + readable(compact(document)).rstrip().replace(b"\n", b"\n   ")


def document(id: str, text: bytes) -> bytes:
    """The JSON of one document, out of its piece."""
    return text[len(compact(id)) + 2 :]


def whole(schema: int, rest: Mapping[str, Any], tables: Pieces) -> bytes:
    """The file. `rest`: the fields beside ours."""
    text = _object([compact(name) + b": " + _object(table.values(), 2) for name, table in tables.items()], 1)
    head = compact({"schema": schema, "checksum": _checksum(text), **rest})
    return msgspec.json.format(head, indent=1)[:-2] + b"," + _TABLES + text + b"\n}\n"


def read_back(data: bytes, schema: int) -> tuple[Pieces, dict[str, Any]] | None:
    """The pieces and the fields beside ours of a file that is, byte for byte, what this version wrote; else None."""
    try:
        raw = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        if bytes(raw["schema"]) != b"%d" % schema or not is_as_written(data, msgspec.json.decode(raw["checksum"])):
            return None
        tables = msgspec.json.decode(raw["tables"], type=dict[str, dict[str, msgspec.Raw]])
        rest = {name: msgspec.json.decode(part) for name, part in raw.items() if name not in OURS}
    except (ValueError, KeyError, RecursionError):
        return None
    return {name: {id: compact(id) + b": " + bytes(text) for id, text in table.items()} for name, table in tables.items()}, rest


def is_as_written(data: bytes, checksum: object) -> bool:
    """Whether the tables of the file are, byte for byte, what this program wrote."""
    start = data.find(_TABLES)
    return start >= 0 and _checksum(data[start + len(_TABLES) : -len(b"\n}\n")]) == checksum


OURS = frozenset({"schema", "checksum", "tables"})


def _object(members: Collection[bytes], depth: int) -> bytes:
    inside = (b",\n" + b" " * (depth + 1)).join(members)
    return b"{\n%b%b\n%b}" % (b" " * (depth + 1), inside, b" " * depth) if inside else b"{}"


def _checksum(tables: bytes) -> str:
    return hashlib.sha256(tables).hexdigest()
