"""Where the store calls the system, so that all of it can be made to fail or to end at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mentortui.store import files, folders, programs, writing

MODULES = (files, folders, programs, writing)
"""Nothing else in the store makes a system call: test_system.py fails where one is missing here."""


def put_in_place_of_os(stand_in: object) -> None:
    """For the rest of this process: all system calls of the store go through `stand_in`."""
    for module in MODULES:
        module.os = stand_in  # type: ignore[assignment]


@contextmanager
def in_place_of_os(stand_in: object) -> Iterator[None]:
    """The same inside the block."""
    with pytest.MonkeyPatch.context() as patch:
        for module in MODULES:
            patch.setattr(module, "os", stand_in)
        yield
