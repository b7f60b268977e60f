"""The time zone a person means: its name, or just its place."""

from zoneinfo import available_timezones

from mentortui.core.dates import Unreadable, zone

LONGEST = 64


def zone_named(words: str) -> str:
    """The full name: `Africa/Nairobi` for `nairobi`. Raises Unreadable, with zones that may have been meant."""
    name = words.strip()
    try:
        zone(name)
    except Unreadable:
        found = _meant(name) if len(name) <= LONGEST else ()
        if len(found) == 1:
            return found[0]
        raise
    return name


def _meant(name: str) -> tuple[str, ...]:
    wanted = "_".join(name.casefold().split())
    names = [full for full in available_timezones() if not full.startswith(("posix/", "right/"))]
    whole = tuple(full for full in names if full.casefold() == wanted)
    return whole or tuple(full for full in names if full.casefold().rpartition("/")[2] == wanted)
