"""An event as a line of a journal, and back."""

from typing import Any

import msgspec

from mentortui.core.events import AnyEvent, Unknown
from mentortui.core.text import storable


def encode(event: AnyEvent) -> bytes:
    """One JSON object without line breaks."""
    return msgspec.json.encode(event)


def as_stored(event: AnyEvent) -> AnyEvent:
    """What comes back of it: lone surrogates, which no file takes, are U+FFFD. Memory would be another than the disk."""
    try:
        encode(event)
    except UnicodeEncodeError:
        stored: AnyEvent = msgspec.convert(_storable(msgspec.to_builtins(event)), AnyEvent)
        return stored
    return event


def _storable(value: Any) -> Any:
    match value:
        case str():
            return storable(value)
        case dict():
            return {storable(key): _storable(part) for key, part in value.items()}
        case list() | tuple():
            return [_storable(part) for part in value]
        case _:
            return value


def decode(line: bytes) -> AnyEvent | Unknown:
    """What `encode` wrote; Unknown for a newer version's event. Raises ValueError where the bytes are no JSON at all."""
    try:
        return _decoder.decode(line)
    except msgspec.ValidationError:
        return Unknown(line)


_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
