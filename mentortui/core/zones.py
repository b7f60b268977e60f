"""The time zone a person means: its name, or just its place."""

from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import available_timezones

from mentortui.core.dates import zone

LONGEST = 64
FEWEST = 3
"""Letters from which the beginning of a name is enough."""


def zone_named(words: str) -> str:
    """The full name: `Africa/Nairobi` for `nairobi`, and for `nairo`. Raises Unreadable, with zones that may have been meant."""
    found = zone_meant(words)
    if found is None:
        zone(words.strip())  # says why not
        return words.strip()
    return found


def zone_meant(words: str) -> str | None:
    """The same, and None where it is not clear: quick enough to be asked at every key."""
    if len(words) > LONGEST:
        return None
    wanted = "_".join(words.casefold().split())
    whole, places = _names()
    if wanted in whole:
        return whole[wanted]
    return places.get(wanted) or _begun(wanted, whole, places)


def _begun(wanted: str, whole: Mapping[str, str], places: Mapping[str, str]) -> str | None:
    """The one zone whose name or place begins so; None where there are more, or too few letters to mean one."""
    if len(wanted) < FEWEST:
        return None
    found = {name for names in (whole, places) for low, name in names.items() if low.startswith(wanted)}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=1)
def _names() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Zones by their names, and by their places where only one has it."""
    names = sorted(name for name in available_timezones() if not name.startswith(("posix/", "right/")))
    places: dict[str, list[str]] = {}
    for name in names:
        places.setdefault(name.casefold().rpartition("/")[2], []).append(name)
    return {name.casefold(): name for name in names}, {low: found[0] for low, found in places.items() if len(found) == 1}
