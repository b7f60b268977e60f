"""PulseAudio, and PipeWire where it speaks as PulseAudio does: `parec` records, `pactl` says what there is.

What `pactl` prints is read as text: every version prints it, while the JSON of the first that have it breaks on names that are
not ASCII. A line that is not understood is left out.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from mentortui.core.hearing_values import Channel, Trouble
from mentortui.listen.children import answer
from mentortui.listen.machine import MONITOR, Machine, Place
from mentortui.listen.recorder import RATE

PROGRAMS = ("parec", "pactl")

LATENCY = 64
"""Milliseconds of sound that come at a time: two frames. Less wakes the machine more often, and nobody would see it."""

MARK = "mentortui.stream"
"""The property by which our own streams are known among all others."""

NO_OUTPUT = "auto_null"
"""What PulseAudio makes up where there is no output."""

_MATTERS = re.compile(rb"on (?:server|sink|source|sink-input|source-output) ")
_MAY_BE_MOVED = re.compile(rb"'remove' on source #|'change' on source-output #")
"""Without a volume that is drawn up and down: that changes outputs and sources a hundred times."""
_NEVER = "4294967295"
"""What a stream that is connected to nothing is connected to."""


class Pulse:
    """Its programs: a System."""

    def look(self) -> Machine:
        told = answer(["pactl", "list"])
        return read_machine(told, answer(["pactl", "info"]))

    def watching(self) -> Sequence[str]:
        return ["pactl", "subscribe"]

    def changed(self, told: bytes) -> bool:
        return _MATTERS.search(told) is not None

    def doubtful(self, told: bytes) -> bool:
        return _MAY_BE_MOVED.search(told) is not None

    def recording(self, place: Place, mark: str) -> Sequence[str]:
        return [
            "parec",
            "--raw",
            "--format=s16le",
            f"--rate={RATE}",
            "--channels=1",
            f"--latency-msec={LATENCY}",
            "--client-name=mentortui",
            "--stream-name=who speaks",
            f"--property={MARK}={mark}",
            f"--device={place.id}",
        ]

    def trouble(self, said: str, channel: Channel | None) -> Trouble:
        words = said.lower()
        if "access denied" in words or "permission denied" in words:
            return Trouble("denied", channel or "", detail=said)
        if "no such entity" in words or "no such device" in words:
            return Trouble("gone", channel or "")
        if "timeout" in words:
            return Trouble("stalled", channel or "")
        if "connect" in words or "refused" in words or not said:
            return Trouble("no server", detail=said)
        return Trouble("broken", channel or "", detail=said)


class _Block(msgspec.Struct):
    """One thing of `pactl list`: `Sink #3` and the fields below it."""

    kind: str
    number: str
    fields: dict[str, str]


def read_machine(listed: str, info: str) -> Machine:
    """What `pactl list` and `pactl info` print. Never raises: what is not understood is not there."""
    blocks = list(_blocks(listed))
    of: dict[str, list[_Block]] = {}
    for block in blocks:
        of.setdefault(block.kind, []).append(block)
    sinks = {block.fields.get("Name", ""): block for block in of.get("Sink", ())}
    playing = {
        block.fields.get("Sink", "")
        for block in of.get("Sink Input", ())
        if block.fields.get("Corked") != "yes" and block.fields.get("Mute") != "yes"
    }
    listening = of.get("Source Output", [])
    taken = {block.fields.get("Source", _NEVER) for block in listening}
    streams = [block for block in listening if MARK in block.fields]
    defaults = dict(_pair(line, ": ") for line in info.splitlines() if ": " in line)
    output = defaults.get("Default Sink", "")
    places = [place for block in of.get("Source", ()) for place in _places(block, sinks, playing, taken)]
    microphones = {place.id for place in places if place.channel == "microphone" and not place.id.endswith(MONITOR)}
    source = defaults.get("Default Source", "")
    return Machine(
        tuple(places),
        microphone=source if source in microphones else "",
        call=output + MONITOR if output and output != NO_OUTPUT else "",
        streams={block.fields[MARK]: block.fields.get("Source", _NEVER) for block in streams},
        muted_streams=frozenset(block.fields[MARK] for block in streams if block.fields.get("Mute") == "yes"),
    )


def _places(source: _Block, sinks: dict[str, _Block], playing: set[str], taken: set[str]) -> Iterator[Place]:
    """A source is a microphone; one that hears an output is that output's call, and a microphone where it is asked for."""
    name = source.fields.get("Name", "")
    title = source.fields.get("Description", "") or name
    sink = sinks.get(source.fields.get("Monitor of Sink", ""))
    yield Place(source.number, name, title, "microphone", muted=source.fields.get("Mute") == "yes")
    if sink is not None:
        yield Place(
            source.number,
            name,
            sink.fields.get("Description", "") or title,
            "call",
            muted=sink.fields.get("Mute") == "yes" or source.fields.get("Mute") == "yes",
            playing=sink.number in playing,
            taken=source.number in taken,
        )


def _blocks(listed: str) -> Iterator[_Block]:
    """Headings stand at the margin, fields below them behind one tab, properties behind two. Of two equal the first counts: a
    device's name with line breaks in it can add fields, and take none over."""
    block: _Block | None = None
    for line in listed.splitlines():
        heading = re.fullmatch(r"([A-Z][A-Za-z ]*) #(\d+)", line)
        if heading:
            if block is not None:
                yield block
            block = _Block(heading[1], heading[2], {})
        elif block is not None and line.startswith("\t\t") and " = " in line:
            name, value = _pair(line, " = ")
            if name == MARK:
                block.fields.setdefault(name, value.strip('"'))
        elif block is not None and line.startswith("\t") and ": " in line:
            block.fields.setdefault(*_pair(line, ": "))
    if block is not None:
        yield block


def _pair(line: str, between: str) -> tuple[str, str]:
    name, _, value = line.strip().partition(between)
    return name.strip(), value.strip()
