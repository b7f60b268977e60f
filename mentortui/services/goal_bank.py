"""The bank of goals to begin with: ours, which come with the program, and the user's own files."""

from collections.abc import Callable
from pathlib import Path

from mentortui.core.goals_bank import GoalTemplate
from mentortui.core.goals_names import same
from mentortui.formats.goal_files import read_goals

OURS = Path(__file__).parent.parent / "goals"
FOLDER = "goals"
"""In the folder of the settings file."""


class GoalBank:
    """Reads them anew each time, so that an edited file is used at once."""

    def __init__(self, config: Path | None, tell: Callable[[str], object] = lambda sentence: None) -> None:
        """`config`: the folder of the settings file; None: there is none. `tell` gets a sentence about what cannot be read."""
        self._config = config
        self._tell = tell

    def all(self) -> tuple[GoalTemplate, ...]:
        """The user's own first; of ours those whose name is not among them. Never raises: what cannot be read is told."""
        own, troubles = read_goals(self._config / FOLDER) if self._config is not None else ((), ())
        ours, more = read_goals(OURS)
        for sentence in (*troubles, *more):
            self._tell(sentence)
        return (*own, *(one for one in ours if not any(same(one.name, mine.name) for mine in own)))
