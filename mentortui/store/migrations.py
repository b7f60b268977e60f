"""How a file of an older version becomes one of this version: a pure function for each step."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Document: TypeAlias = dict[str, Any]
Tables: TypeAlias = dict[str, dict[str, Document]]
Migration: TypeAlias = Callable[[Tables], Tables]

SCHEMA = 2
"""Version of the files this program writes. 2: the checksum covers all of the file, not the tables alone; drafts have one too."""


def _as_it_is(tables: Tables) -> Tables:
    """From 1 to 2 only what stands around the tables changed."""
    return tables


MIGRATIONS: Mapping[int, Migration] = {1: _as_it_is}
"""From the version it is keyed by to the next one. Version 1 is the first."""


def migrated(tables: Tables, version: int, to: int, steps: Mapping[int, Migration]) -> Tables:
    """`tables` of `version` as they are in version `to`. Raises KeyError where a step is missing."""
    for number in range(version, to):
        tables = steps[number](tables)
    return tables
