"""Acts that can be taken back, the last one first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from mentortui.core.refused import NothingToUndo, Refused

Act = TypeVar("Act")


@contextmanager
def the_last(acts: list[Act]) -> Iterator[Act]:
    """The last one is taken back in the block. Where that is refused it is gone for good, and why is said once; the one before
    it is next. What the disk does not take can be tried again."""
    try:
        yield acts[-1]
    except Refused:
        acts.pop()
        raise
    acts.pop()


class Acts(Generic[Act]):
    """What was done in each mentorship, by its slug, while the program runs."""

    def __init__(self, nothing: str = "There is nothing to undo.") -> None:
        """`nothing`: what is said where none is left."""
        self._of: dict[str, list[Act]] = {}
        self._nothing = nothing

    def add(self, slug: str, act: Act) -> None:
        """It was done, after the others."""
        self._of.setdefault(slug, []).append(act)

    def count(self, slug: str) -> int:
        """How many there are to take back."""
        return len(self._of.get(slug, []))

    def newest(self, slug: str) -> Act | None:
        """What was done last; None: nothing."""
        return next(reversed(self._of.get(slug, [])), None)

    @contextmanager
    def taking_back(self, slug: str) -> Iterator[Act]:
        """The last one is taken back in the block, as by `the_last`. Raises NothingToUndo."""
        acts = self._of.get(slug, [])
        if not acts:
            raise NothingToUndo(self._nothing)
        with the_last(acts) as act:
            yield act
