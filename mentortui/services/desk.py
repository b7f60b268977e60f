"""Everything the screens work with, laid out once when the program starts."""

from dataclasses import dataclass, field

from mentortui.services.clock import Clock
from mentortui.services.ids import new_id
from mentortui.services.mentorships import Mentorships
from mentortui.services.pages import Pages
from mentortui.services.sessions import Sessions
from mentortui.store.library import Library


@dataclass
class Desk:
    """The services of one data folder."""

    library: Library
    clock: Clock
    system_zone: str = "UTC"
    keymap: dict[str, str] = field(default_factory=dict)
    """Keys of the settings file, by the ids of bindings."""
    mentorships: Mentorships = field(init=False)
    sessions: Sessions = field(init=False)
    pages: Pages = field(init=False)

    def __post_init__(self) -> None:
        self.mentorships = Mentorships(self.library, self.clock, new_id, self.system_zone)
        self.sessions = Sessions(self.library, self.clock, new_id)
        self.pages = Pages(self.library, self.clock)
