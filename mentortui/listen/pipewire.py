"""PipeWire by its own programs, where it does not speak as PulseAudio: `pw-record` records, `pw-dump` says what there is.

Objects of `pw-dump` are read field by field: what is missing or of another kind than expected is left out.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

from mentortui.core.hearing_values import Channel, Trouble
from mentortui.listen.children import Ended, answer
from mentortui.listen.machine import MONITOR, Machine, Place
from mentortui.listen.recorder import RATE

PROGRAMS = ("pw-record", "pw-dump")

LATENCY = "64ms"
MARK = "mentortui.stream"

Object: TypeAlias = dict[str, Any]


class PipeWire:
    """Its programs: a System."""

    def look(self) -> Machine:
        return read_machine(answer(["pw-dump", "--no-colors"]))

    def watching(self) -> Sequence[str]:
        return ["pw-dump", "--no-colors", "--monitor"]

    def changed(self, told: bytes) -> bool:
        """Whatever it writes are changes; which ones is cheaper to see from the whole."""
        return bool(told)

    def doubtful(self, told: bytes) -> bool:
        """Never: a stream that may not be connected anew ends with its device."""
        return False

    def recording(self, place: Place, mark: str) -> Sequence[str]:
        properties = {MARK: mark, "media.name": "who speaks", "application.name": "mentortui", "node.dont-reconnect": True}
        if place.channel == "call":
            properties["stream.capture.sink"] = True
        return [
            "pw-record",
            f"--target={place.number}",
            f"--properties={json.dumps(properties)}",
            f"--rate={RATE}",
            "--channels=1",
            "--format=s16",
            f"--latency={LATENCY}",
            *_as_it_is(),
            "-",
        ]

    def trouble(self, said: str, channel: Channel | None) -> Trouble:
        words = said.lower()
        if "permission denied" in words or "access denied" in words:
            return Trouble("denied", channel or "", detail=said)
        if "no target node" in words or "no such" in words:
            return Trouble("gone", channel or "")
        if "connect" in words or "host is down" in words or "remote error" in words or not said:
            return Trouble("no server", detail=said)
        return Trouble("broken", channel or "", detail=said)


@cache
def _as_it_is() -> tuple[str, ...]:
    """Later versions write a file's head before the samples unless they are told not to; the first ones know no such option."""
    try:
        return ("--raw",) if "--raw" in answer(["pw-record", "--help"]) else ()
    except Ended:
        return ()


def read_machine(dumped: str) -> Machine:
    """What `pw-dump` prints. Never raises: what is not understood is not there."""
    try:
        read: object = json.loads(dumped)
    except ValueError:
        read = []
    objects = [one for one in read if isinstance(one, dict)] if isinstance(read, list) else []
    nodes = {str(one.get("id")): node for one in objects if _kind(one) == "Node" and (node := _info(one)) is not None}
    links = [_ends(info) for one in objects if _kind(one) == "Link" and (info := _info(one)) is not None]
    defaults = dict(pair for one in objects if _kind(one) == "Metadata" for pair in _defaults(one))
    ours = {number: mark for number, node in nodes.items() if (mark := _text(node, MARK))}
    playing = {end for start, end in links if start in nodes and _plays(nodes[start])}
    taken = {start for start, end in links if end in nodes}
    places = tuple(place for number, node in nodes.items() for place in _places(number, node, number in playing, number in taken))
    numbers = {number: _serial(number, node) for number, node in nodes.items()}
    microphones = {place.id for place in places if place.channel == "microphone" and not place.id.endswith(MONITOR)}
    outputs = {place.id for place in places if place.channel == "call"}
    source, output = defaults.get("default.audio.source", ""), defaults.get("default.audio.sink", "") + MONITOR
    return Machine(
        places,
        microphone=source if source in microphones else "",
        call=output if output in outputs else "",
        streams={ours[end]: numbers[start] for start, end in links if end in ours and start in numbers},
        muted_streams=frozenset(mark for number, mark in ours.items() if _muted(nodes[number])),
    )


def _places(number: str, node: Object, playing: bool, taken: bool) -> Iterator[Place]:
    kind, name = _text(node, "media.class"), _text(node, "node.name")
    title = _text(node, "node.description") or _text(node, "node.nick") or name
    serial = _serial(number, node)
    if not name or kind.startswith("Stream/"):
        return
    if kind.startswith("Audio/Source") or kind == "Audio/Duplex":
        yield Place(serial, name, title, "microphone", muted=_muted(node))
    if kind == "Audio/Sink" or kind == "Audio/Duplex":
        yield Place(serial, name + MONITOR, title, "call", muted=_muted(node), playing=playing, taken=taken)


def _plays(node: Object) -> bool:
    """A program that plays now: one that paused stands still, and goes on to be linked."""
    return _text(node, "media.class") == "Stream/Output/Audio" and node.get("state") == "running" and not _muted(node)


def _kind(one: Object) -> str:
    return str(one.get("type", "")).rpartition(":")[2]


def _info(one: Object) -> Object | None:
    info = one.get("info")
    return info if isinstance(info, dict) else None


def _text(info: Object, name: str) -> str:
    properties = info.get("props")
    value = properties.get(name, "") if isinstance(properties, dict) else ""
    return str(value) if isinstance(value, str | int) else ""


def _serial(number: str, info: Object) -> str:
    """Numbers are used again, serials never; versions that have none are asked by the number."""
    return _text(info, "object.serial") or number


def _muted(info: Object) -> bool:
    params = info.get("params")
    props = params.get("Props") if isinstance(params, dict) else None
    first = props[0] if isinstance(props, list) and props else None
    return isinstance(first, dict) and (first.get("mute") is True or first.get("softMute") is True)


def _ends(info: Object) -> tuple[str, str]:
    return str(info.get("output-node-id", "")), str(info.get("input-node-id", ""))


def _defaults(one: Object) -> Iterator[tuple[str, str]]:
    entries = one.get("metadata")
    for entry in entries if isinstance(entries, list) else []:
        value = entry.get("value") if isinstance(entry, dict) else None
        if isinstance(value, dict) and isinstance(value.get("name"), str) and isinstance(entry.get("key"), str):
            yield entry["key"], value["name"]
