"""Shares as people type them, for what nobody is sure of: `40 60`, `40/60`, `Ada 40`, `Ada 40 Grace 60`."""

import re
from collections.abc import Mapping, Sequence

from mentortui.core.capture_tags import people_called
from mentortui.core.commands import Refused
from mentortui.core.durations import clock
from mentortui.core.text import fit

_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
NEARLY = 0.005


def parse_shares(words: str, people: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Per cent by person's id; `people` are ids and names in their order. Nothing typed: no shares. Raises Refused.

    Numbers alone are one for each person, in order; after names they are theirs. Whoever is the only one left out has the rest.
    """
    parts = [part for part in re.split(r"[\s/:;,%]+", words.strip()) if part]
    if not parts:
        return {}
    shares = _named(parts, people) if any(not _NUMBER.fullmatch(part) for part in parts) else _in_order(parts, people)
    left = [id for id, _ in people if id not in shares]
    total = sum(shares.values())
    if len(left) == 1 and total <= 100:
        shares[left[0]] = 100 - total
        total = 100
    if abs(total - 100) > NEARLY:
        raise Refused(f"{' + '.join(map(_shown, shares.values()))} makes {_shown(total)}: the shares must make 100 together.")
    return {id: shares[id] for id, _ in people if shares.get(id)}


def shares_words(shares: Mapping[str, float], people: Sequence[tuple[str, str]]) -> str:
    """`Ada 40 %, Grace 60 %`."""
    return ", ".join(f"{fit(name, 20)} {_shown(shares[id])} %" for id, name in people if id in shares)


def shares_told(shares: Mapping[str, float], people: Sequence[tuple[str, str]], unsure: int) -> str:
    """What they would do: `Ada 40 %, Grace 60 % of the 2:10 nobody is sure of`. `unsure` in microseconds."""
    if not shares:
        return "Nothing typed: that time is called unsure again."
    return f"{shares_words(shares, people)} of the {clock(unsure)} nobody is sure of"


def _in_order(parts: Sequence[str], people: Sequence[tuple[str, str]]) -> dict[str, float]:
    if len(parts) > len(people) or len(parts) < len(people) - 1:
        wanted = ", ".join(fit(name, 12) for _, name in people[:4])
        raise Refused(f"{len(parts)} shares for {len(people)} people: one for each, in this order: {wanted}, or name them.")
    return {id: float(part) for (id, _), part in zip(people, parts, strict=False)}


def _named(parts: Sequence[str], people: Sequence[tuple[str, str]]) -> dict[str, float]:
    shares, name = dict[str, float](), list[str]()
    for part in parts:
        if not _NUMBER.fullmatch(part) or not name:
            name.append(part)
            continue
        shares[_person(" ".join(name), people, shares)] = float(part)
        name = []
    if name:
        raise Refused(f"“{fit(' '.join(name), 30)}” needs a number after it: Ada 40, or 40 60 in the order of the people.")
    return shares


def _person(called: str, people: Sequence[tuple[str, str]], shares: Mapping[str, float]) -> str:
    exact = [id for id, name in people if name.casefold() == called.casefold()]
    found = exact or list(people_called(called, tuple(people)))
    if len(found) != 1:
        raise Refused(f"“{fit(called, 30)}” {'may be more than one' if found else 'is nobody here'}: name them as on the page.")
    if found[0] in shares:
        raise Refused(f"{fit(called, 30)} stands there twice.")
    return found[0]


def _shown(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
