"""Who has something to say about what is due: one function an area. A new one is a line in SOURCES."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from mentortui.core import between_dues, decisions
from mentortui.core.calendar_dues import around_pauses, due_calendar
from mentortui.core.charter_dues import due_charter, due_gestures, due_rituals, due_us
from mentortui.core.due import Due
from mentortui.core.feedback_dues import due_feedback
from mentortui.core.goals_dues import due_goals
from mentortui.core.holdings import Holdings
from mentortui.core.inclusion_dues import due_inclusion
from mentortui.core.mentorship_pauses import TABLE as PAUSES
from mentortui.core.mentorship_pauses import Pause
from mentortui.core.pulse_dues import due_pulse

Source: TypeAlias = Callable[[Holdings], Iterable[Due]]
"""From what is held, without knowing which day it is: a line says itself from when to when it is shown."""

SOURCES: tuple[Source, ...] = (
    due_calendar,
    due_charter,
    due_us,
    due_rituals,
    due_gestures,
    between_dues.dues,
    decisions.dues,
    due_goals,
    due_feedback,
    due_inclusion,
    due_pulse,
)


def dues_of(holdings: Holdings) -> tuple[Due, ...]:
    """All that is due now or later in a mentorship, in no order; nothing while it is paused, and once it is archived."""
    if holdings.mentorship.archived is not None:
        return ()
    every = (due for source in SOURCES for due in source(holdings))
    return tuple(around_pauses(every, holdings.of(PAUSES, Pause)))
