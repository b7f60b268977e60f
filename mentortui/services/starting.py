"""What one chooses when a session starts, and what its agenda looks like before it does."""

from datetime import UTC, datetime

import msgspec

from mentortui.core.dates import both_zones
from mentortui.core.records import Mentorship, Template


class StartChoice(msgspec.Struct, frozen=True):
    """Which session starts. `minutes`: None for the template's own; `hard_end` in UTC microseconds."""

    template: Template
    minutes: int | None = None
    hard_end: int | None = None


class AgendaRow(msgspec.Struct, frozen=True):
    """An item before it starts. `minutes` is empty without any; `owner` is a name, `both` or empty."""

    minutes: str
    title: str
    owner: str


def agenda(template: Template, mentorship: Mentorship) -> tuple[AgendaRow, ...]:
    """The template's items, each with the name of its owner where one person has that part."""

    def owner(role: str) -> str:
        names = [member.name for member in mentorship.people if member.role == role]
        return names[0] if len(names) == 1 else role

    return tuple(
        AgendaRow("" if item.minutes is None else str(item.minutes), item.title, owner(item.owner)) for item in template.items
    )


def adds_up(template: Template, planned: int | None) -> str:
    """How the items' minutes fit into `planned` ones: `60 of 60 minutes`, `60 minutes, 15 too many`; empty without an agenda."""
    items = sum(item.minutes or 0 for item in template.items)
    if not template.items or not items:
        return ""
    if planned is None:
        return f"{items} minutes"
    if items > planned:
        return f"{items} minutes, {items - planned} too many"
    return f"{items} of {planned} minutes" + (f", {planned - items} free" if items < planned else "")


def until_words(hard_end: int | None, mentorship: Mentorship) -> str:
    """`ends by 15:45 (17:45 Nairobi)`: the hard end on both clocks; empty without one."""
    if hard_end is None:
        return ""
    zones = {member.id: member.zone for member in mentorship.people}
    mine = zones.get(mentorship.me, "UTC")
    theirs = next((zone for person, zone in zones.items() if person != mentorship.me), mine)
    return f"ends by {both_zones(datetime.fromtimestamp(hard_end / 1_000_000, UTC), mine, theirs)}"


def with_whom(mentorship: Mentorship) -> str:
    """The others, by name."""
    return ", ".join(member.name for member in mentorship.people if member.id != mentorship.me) or "nobody else yet"
