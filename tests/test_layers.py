"""Each layer, loaded alone in a fresh interpreter, must not bring along what it may not know."""

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import mentortui
from tests.recordings import REPOSITORY

INTERFACE = {"textual", "rich"}
PROGRAM = {"floor_app", "ways", "ending_app", "app", "cli_program", "cli"}
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
