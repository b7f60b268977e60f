"""When a prompt comes: the parameters, which the settings may change. docs/questions.md, When a prompt comes."""

from typing import Annotated, TypeAlias

import msgspec

Part: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=1)]
Seconds: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=86_400)]


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """When a prompt comes: what `[prompts]` of settings.toml says. Lengths in seconds, balances 0..1."""

    shares: bool = True
    """Whether a drift from the agreed shares is worth a prompt at all."""
    enter: Part = 0.4
    """It is far at this balance or below …"""
    leave: Part = 0.6
    """… and near again, so that another may come, at this one or above."""
    lack_s: Seconds = 90
    """Somebody must lack so much floor time."""
    first_s: Seconds = 300
    """Not earlier in a session."""
    evidence_s: Seconds = 240
    """Nor with less floor time than this in the span."""
    hold_s: Seconds = 60
    """It must have been far for so long on end."""
    wait_s: Seconds = 60
    """Then it waits for a change of floor or silence, at most so long."""
    gap_s: Seconds = 1200
    """Not sooner after the last one, nor after one was sent away."""
    apart_s: Seconds = 300
    """Between any two, of whatever kind."""
    most: Annotated[int, msgspec.Meta(ge=0, le=100)] = 3
    """In one session."""
    shown_s: Annotated[int, msgspec.Meta(ge=1, le=3600)] = 60
    """Then it goes by itself."""
    window_up_to_people: Annotated[int, msgspec.Meta(ge=0, le=9)] = 5
    """With more people the whole session is judged, not its last ten minutes."""
    long_turns: bool = False
    """Whether a long turn is worth a prompt; it names who speaks."""
    long_turn_s: Annotated[int, msgspec.Meta(ge=1, le=86_400)] = 180
    long_turn_below: Part = 0.7
    """Only of somebody whose agreed share is below this."""


USUAL = Rules()
