"""What a caught record has besides its one line, by its kind. All fields are texts; what stands in them is said by the kind's
form in `record_kinds`."""

from typing import TypeAlias

import msgspec


class ActionDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="action"):
    """Of a promise: an action, or the next step of a feedback, which notes only when it was `closed`."""

    seen_done: str = ""
    """What one will see when it is done."""
    learned: str = ""
    """What was learned, asked when it is closed."""
    closed: str = ""
    """The ISO date on which it was kept or dropped; empty: it is open, or was closed before this was noted."""


class WinDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="win"):
    """Of something to celebrate."""

    effect: str = ""
    """What it changed, and for whom."""
    seen_by: str = ""
    """Who may read it: `private`, `pair`, `public`; empty: the pair."""
    named_by: str = ""
    """The id of who named it; empty: whoever was at the keys."""


class DecisionDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="decision"):
    """Of a choice."""

    context: str = ""
    options: str = ""
    trade_offs: str = ""
    contributed: str = ""
    """Ids of people, blanks between."""
    decided: str = ""
    """An ISO date; empty: when it was caught."""
    turned_out: str = ""
    differently: str = ""
    """What one would change."""
    look_back: str = ""
    """`yes`, `no`: whether it is asked after three months how it turned out; empty: where it has a context."""


class OpportunityDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="opportunity"):
    """Of a door opened."""

    sort: str = ""
    """`stretch`, `introduction`, `visibility`, `promotion`; empty: unsaid."""
    near_task: str = ""
    long_goal: str = ""
    when: str = ""
    """An ISO date; empty: when it was caught."""


class ResourceDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="resource"):
    """Of material that was sent."""

    sent_by: str = ""
    """A person's id."""
    link: str = ""
    reading: str = ""
    """`read`, `useful`; empty: unread."""
    why: str = ""


class SetbackDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="setback"):
    """Of what went wrong."""

    learned: str = ""
    next: str = ""


Details: TypeAlias = ActionDetails | WinDetails | DecisionDetails | OpportunityDetails | ResourceDetails | SetbackDetails

DETAILS: dict[str, type[Details]] = {
    "action": ActionDetails,
    "win": WinDetails,
    "decision": DecisionDetails,
    "opportunity": OpportunityDetails,
    "resource": ResourceDetails,
    "setback": SetbackDetails,
}
"""By the kind of capture."""
