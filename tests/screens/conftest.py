"""What every test of a screen starts from, and at which sizes it is looked at each time."""

import pytest

from tests.screens.stage import SIZES, SMALL
from tests.screens.waiting import make_steady

MIDDLE = SIZES[1]
SELDOM = (SMALL[0], SMALL[2])
"""What is seen at these is seen at one between them too, so far; all of it in `make long`."""


@pytest.fixture(autouse=True)
def _steady(monkeypatch: pytest.MonkeyPatch) -> None:
    make_steady(monkeypatch)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each test starts the program: the first of its states is looked at in every size; the pictures of the others at the largest
    and the smallest, and no state twice as low as few terminals are. `make long` has them all."""
    for item in items:
        spec = getattr(item, "callspec", None)
        if spec is None or "size" not in spec.params or item.path.parent.name != "screens":
            continue
        size, others = tuple(spec.params["size"]), [place for name, place in spec.indices.items() if name != "size"]
        picture = "snap_compare" in getattr(item, "fixturenames", ())
        if size in SELDOM or (picture and size == MIDDLE and any(others)):
            item.add_marker(pytest.mark.long)
