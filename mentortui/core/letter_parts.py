"""What answers are made of: roadblocks with the solutions proposed for them, and a pulse with the words beside it."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from mentortui.core.letter_pulse import read_pulse
from mentortui.core.letter_values import PulseRead
from mentortui.core.records import Roadblock

_STEP = re.compile(r"\s*(?:-+>|=+>|→|➜|➔)\s*")
_PROPOSAL = re.compile(r"[;,.]?\s*\b(?:i would try|i['’]d try|my proposal|proposal|proposed solution)\s*:?\s+", re.IGNORECASE)


class Blocks:
    """Roadblocks, and the solutions proposed for them, whichever is named first."""

    def __init__(self) -> None:
        self._found: list[Roadblock] = []
        self._early: list[str] = []

    def met(self, items: Iterable[str]) -> None:
        """Roadblocks, some with a proposal in the same line."""
        for item in items:
            text, proposal = _halves(item)
            self._found.append(Roadblock(text=text, proposal=proposal))

    def tried(self, items: Sequence[str]) -> None:
        """What would be tried: for the roadblocks named last that have no proposal yet, in their order."""
        if not self._found:
            self._early += items
            return
        open_places = [place for place, one in enumerate(self._found) if not one.proposal]
        for item in items:
            if open_places:
                place = open_places.pop(0)
                self._found[place] = msgspec.structs.replace(self._found[place], proposal=item)
            else:
                last = self._found[-1]
                self._found[-1] = msgspec.structs.replace(last, proposal=f"{last.proposal}; {item}")

    def closed(self) -> tuple[tuple[Roadblock, ...], tuple[str, ...]]:
        """All of them, and what would be tried without any roadblock: next steps."""
        early, self._early = self._early, []
        if not self._found:
            return (), tuple(early)
        self.tried(early)
        return tuple(self._found), ()


def _halves(item: str) -> tuple[str, str]:
    for mark in (_STEP, _PROPOSAL):
        found = mark.search(item)
        if found is not None and found.start() and item[found.end() :].strip():
            return item[: found.start()].strip(), item[found.end() :].strip()
    return item, ""


def pulse_of(items: list[str]) -> tuple[PulseRead, tuple[str, ...], tuple[str, ...]]:
    """What was rated, the words it was read from, and what is left: beside a pulse never its numbers."""
    if not items:
        return PulseRead(), (), ()
    for count in range(len(items), 0, -1) if len(items) <= 4 else (1,):
        pulse, beside = read_pulse(", ".join(items[:count]))
        if pulse.said:
            return pulse, tuple(items[:count]), (*((beside,) if beside else ()), *items[count:])
    return PulseRead(), (), tuple(f"Pulse: {item}" for item in items)
