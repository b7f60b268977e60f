"""How a file of an older version becomes one of this version: a pure function for each step."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Document: TypeAlias = dict[str, Any]
Tables: TypeAlias = dict[str, dict[str, Document]]
Migration: TypeAlias = Callable[[Tables], Tables]

SCHEMA = 1
"""Version of the files this program writes."""

MIGRATIONS: Mapping[int, Migration] = {}
"""From the version it is keyed by to the next one. Version 1 is the first."""


def migrated(tables: Tables, version: int, to: int, steps: Mapping[int, Migration]) -> Tables:
    """`tables` of `version` as they are in version `to`. Raises KeyError where a step is missing."""
    for number in range(version, to):
        tables = steps[number](tables)
    return tables
