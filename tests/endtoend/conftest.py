"""Terminals that end with their test, and a clock that stands still."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.terminal import Terminal

OpenTerminal = Callable[..., Terminal]


@pytest.fixture
def open_terminal() -> Iterator[OpenTerminal]:
    """Opens a Terminal, with its arguments, and closes it when the test is over."""
    with ExitStack() as opened:

        def open_one(*command: str | Path, **options: Any) -> Terminal:
            return opened.enter_context(Terminal(*command, **options))

        yield open_one


@pytest.fixture
def test_clock(tmp_path: Path) -> TestClock:
    """Wednesday 25 November 2026, 14:00 UTC, until the test moves it."""
    return TestClock(tmp_path / "clock")
