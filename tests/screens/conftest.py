"""What every test of a screen starts from."""

import pytest

from tests.screens.waiting import make_steady


@pytest.fixture(autouse=True)
def _steady(monkeypatch: pytest.MonkeyPatch) -> None:
    make_steady(monkeypatch)
