"""What the forms about people ask alike."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from mentortui.core.dates import place
from mentortui.core.typed_people import PARTS
from mentortui.core.zones import zone_meant
from mentortui.widgets.pick import Choice, Pick

ANOTHER = "another"
ZONE_HINT = "a place such as Nairobi, or Africa/Nairobi"


def part_pick(part: str = "mentor") -> Pick:
    """The user's part."""
    keys = {"mentor": "m", "mentee": "a", "peer": "p"}
    return Pick(tuple(Choice(value, said, keys[value]) for value, said in PARTS.items()), part, needed=True)


def sharing_pick() -> Pick:
    """How talk is shared; none chosen: nothing agreed."""
    return Pick(
        (
            Choice("equal", "equal", "e"),
            Choice("40/60", "40/60", "4", "'č"),  # the key that says 4, on other keyboards
            Choice(ANOTHER, "another", "a"),
            Choice("do not show", "do not show", "d"),
        )
    )


def local_time(words: str, default: str, now: int) -> str:
    """`Africa/Nairobi · 16:03 now`, for what was typed so far; what to type where that is no zone yet."""
    name = zone_meant(words.strip() or default)
    if name is None:
        return ZONE_HINT
    there = datetime.fromtimestamp(now / 1_000_000, UTC).astimezone(ZoneInfo(name))
    shown = name if "/" in name else place(name)
    return f"{shown} · {there:%H:%M} now"
