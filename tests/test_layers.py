"""Each layer, loaded alone in a fresh interpreter, must not bring along what it may not know."""

import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import mentortui
from mentortui.services.demo import fill
from mentortui.store.store import Store
from tests.recordings import REPOSITORY

INTERFACE = {"textual", "rich"}
PROGRAM = {
    "floor_app",
    "desk_app",
    "session_ways",
    "mentorship_ways",
    "ways",
    "ending_app",
    "app",
    "cli_program",
    "commands",
    "cli",
}
"""What stands on all layers."""
PROBE = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""


def modules_of(layer: str) -> list[str]:
    """The layer and every module in it, by full name."""
    folder = Path(mentortui.__path__[0]) / layer
    found = pkgutil.walk_packages([str(folder)], prefix=f"mentortui.{layer}.")
    return [f"mentortui.{layer}", *(module.name for module in found)]


def loaded_with(names: list[str]) -> set[str]:
    """What sys.modules of a fresh interpreter holds after importing `names`."""
    done = subprocess.run([sys.executable, "-c", PROBE, *names], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("layer", "foreign"),
    [
        ("core", INTERFACE | {"tinydb", "arrow", "click", "filelock", "platformdirs", "tzlocal"}),
        ("store", INTERFACE | {"arrow", "click"}),
        ("formats", INTERFACE | {"tinydb", "click"}),
        ("services", INTERFACE | {"click"}),
    ],
)
def test_a_layer_brings_along_nothing_it_may_not_know(layer: str, foreign: set[str]) -> None:
    assert loaded_with(modules_of(layer)).isdisjoint(foreign)


@pytest.mark.parametrize(
    ("layer", "above"),
    [
        ("core", PROGRAM | {"store", "formats", "services", "widgets", "screens"}),
        ("store", PROGRAM | {"formats", "services", "widgets", "screens"}),
        ("formats", PROGRAM | {"store", "services", "widgets", "screens"}),
        ("services", PROGRAM | {"widgets", "screens"}),
        ("widgets", PROGRAM | {"store", "formats", "services", "screens"}),
        ("screens", PROGRAM),
    ],
)
def test_a_layer_loads_nothing_above_it(layer: str, above: set[str]) -> None:
    ours = {name.split(".")[1] for name in loaded_with(modules_of(layer)) if name.startswith("mentortui.")}
    assert ours.isdisjoint(above)


HOME = """
import asyncio, sys
from pathlib import Path
from mentortui.app import MentortuiApp
from mentortui.screens.home import HomeScreen
from mentortui.services.clock import clock_from_environment
from mentortui.services.desk import Desk
from mentortui.store.store import Store

async def shown():
    app = MentortuiApp(Desk(Store(Path(sys.argv[1])), clock_from_environment(), config=Path(sys.argv[1]).parent / "config"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)

asyncio.run(shown())
print(sorted(name for name in sys.modules if name.startswith("mentortui.core.")))
"""


def test_home_loads_what_may_be_due_only_when_a_record_was_changed(tmp_path: Path) -> None:
    data, clock = tmp_path / "data", tmp_path / "clock"
    clock.write_text("100000000000 1795615200000000", encoding="ascii")
    fill(Store(data), 1_795_615_200_000_000)
    index = data / "index.json"
    index.unlink(missing_ok=True)
    loaded = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", HOME, str(data)],
            cwd=REPOSITORY,
            env=os.environ | {"MENTORTUI_TEST_CLOCK": str(clock)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        loaded.append(done.stdout)
    assert "core.dues" in loaded[0]
    for area in ("dues", "holdings", "record_kinds", "calendar_dues", "assessment", "inclusion_dues"):
        assert f"'mentortui.core.{area}'" not in loaded[1]
