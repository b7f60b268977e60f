"""The page a mentorship was closed with, as it was left."""

from collections.abc import Iterable
from typing import Final

from mentortui.core.records import Record

TABLE: Final = "closings"


class Closing(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Lives in record.json, table `closings`; the newest one counts."""

    text: str = ""
    edited: bool = False
    """It is not only what was drafted: something in it may be told in somebody's own words."""


def newest(pages: Iterable[Closing]) -> Closing | None:
    """The one that counts; None: none was written."""
    return max((one for one in pages if not one.removed), key=lambda one: one.created, default=None)
