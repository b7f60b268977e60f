"""Acts that can be taken back, the last one first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mentortui.core.refused import Refused


@contextmanager
def gone_where_refused(acts: list[Any]) -> Iterator[None]:
    """The last of `acts` is being taken back in the block: where that is refused it stays for good, and why is said once; the
    one before it is next. What the disk does not take can be tried again."""
    try:
        yield
    except Refused:
        acts.pop()
        raise
