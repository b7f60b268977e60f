"""Everything the screens work with, laid out once when the program starts."""

from functools import cached_property
from typing import TYPE_CHECKING

from mentortui.services.clock import Clock
from mentortui.services.ids import new_id
from mentortui.services.mentorships import Mentorships
from mentortui.services.sessions import Sessions
from mentortui.store.store import Store

if TYPE_CHECKING:
    from mentortui.services.pages import Pages


class Desk:
    """The services of one data folder."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        system_zone: str = "UTC",
        number_row: str = "",
        keymap: dict[str, str] | None = None,
        light: bool = False,
    ) -> None:
        """Of the settings file: `number_row`, `keymap` (keys by the ids of bindings) and `light` (a light ground)."""
        self.store = store
        self.clock = clock
        self.keymap = keymap or {}
        self.light = light
        self.mentorships = Mentorships(store, clock, new_id, system_zone, number_row=number_row)
        self.sessions = Sessions(store, clock, new_id)

    @cached_property
    def pages(self) -> "Pages":
        """The pages of finished sessions: not needed before the first one is opened."""
        from mentortui.services.pages import Pages

        return Pages(self.store, self.clock)
