"""Between the plain JSON of the files and core's frozen values."""

import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

Value = TypeVar("Value")


class NotJson(Exception):
    """`line`: the first one that cannot be read, from 1, when that is known."""

    def __init__(self, line: int | None) -> None:
        super().__init__(line)
        self.line = line


def parsed(data: bytes | msgspec.Raw) -> Any:
    """The JSON value of `data`, lone surrogates as U+FFFD. Raises NotJson."""
    try:
        return msgspec.json.decode(data)
    except (ValueError, RecursionError):
        return _parsed_slowly(bytes(data))


def _parsed_slowly(data: bytes) -> Any:
    """What other programs write as JSON although the quick parser refuses it; else the line that is wrong."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotJson(data.count(b"\n", 0, error.start) + 1) from error
    try:
        return without_surrogates(json.loads(text, parse_constant=_refused))
    except json.JSONDecodeError as error:
        raise NotJson(error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise NotJson(None) from error


def _refused(constant: str) -> None:
    raise ValueError(constant)


def compact(value: Any) -> bytes:
    """`value` as JSON in one line, in its own order, lone surrogates as U+FFFD."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(without_surrogates(msgspec.to_builtins(value, str_keys=True)))


def readable(data: bytes) -> bytes:
    """JSON for people: a line for each field, but a list of plain values on one line."""
    return _PLAIN_LIST.sub(_on_one_line, msgspec.json.format(data, indent=1)) + b"\n"


def _on_one_line(found: re.Match[bytes]) -> bytes:
    return b"[" + b", ".join(_PLAIN.findall(found[0])) + b"]"


_PLAIN = re.compile(rb'"(?:[^"\\]|\\.)*"|[-\w.+]+')
# A raw line break never stands inside a JSON string, so `[` and a break are always the beginning of a list.
_PLAIN_LIST = re.compile(rb"\[\n\s*(?:(?:%b),\n\s*)*(?:%b)\n\s*\]" % (_PLAIN.pattern, _PLAIN.pattern))


def without_surrogates(value: Any) -> Any:
    """A JSON value with every lone surrogate as U+FFFD."""
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case dict():
            return {without_surrogates(key): without_surrogates(part) for key, part in value.items()}
        case list() | tuple():
            return [without_surrogates(part) for part in value]
        case _:
            return value


def merged(value: Any, stored: Any) -> Any:
    """`value` as a document over the `stored` one: fields that this version does not know stay.

    Inside lists a part goes over the stored one of the same id.
    """
    if isinstance(value, msgspec.Struct):
        return _merged_fields(value, stored if isinstance(stored, Mapping) else {})
    if isinstance(value, tuple | list) and any(isinstance(part, msgspec.Struct) for part in value):
        parts = stored if isinstance(stored, list) else []
        before = {part["id"]: part for part in parts if isinstance(part, Mapping) and _has_id(part)}
        return [merged(part, before.get(getattr(part, "id", None))) for part in value]
    return msgspec.to_builtins(value, str_keys=True)


def _has_id(part: Mapping[str, Any]) -> bool:
    return isinstance(part.get("id"), str)


def _merged_fields(value: msgspec.Struct, before: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(value, str_keys=True)
    if not before:
        return fields
    known = set(fields) | set(value.__struct_encode_fields__)
    for name, encoded in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True):
        if encoded in fields:
            fields[encoded] = merged(getattr(value, name), before.get(encoded))
    return fields | {name: part for name, part in before.items() if name not in known}


def fitted(document: bytes, kind: type[Value]) -> Value | str:
    """The JSON document as a `kind`, or what does not fit, in a few words."""
    try:
        return msgspec.json.decode(document, type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        return str(error)
