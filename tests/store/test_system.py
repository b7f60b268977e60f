"""That no system call of the store goes past what the other tests put in place of `os`."""

import ast
import inspect
import pkgutil
from importlib import import_module
from types import ModuleType

import pytest

import mentortui.store
from tests.store.system import MODULES

HARMLESS = {"getpid", "uname", "fdopen", "strerror", "path", "PathLike"}
"""Of `os`: what looks at no disk, or at a file that is open already."""
NAMES = [module.name for module in pkgutil.iter_modules(mentortui.store.__path__)]


def used_of_os(module: ModuleType) -> set[str]:
    tree = ast.parse(inspect.getsource(module))
    from_os = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module in ("os", "shutil", "os.path")]
    assert not from_os, "taken by name it would not be replaced"
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os"
    }


@pytest.mark.parametrize("name", NAMES)
def test_each_module_that_calls_the_system_is_listed(name: str) -> None:
    """A new one is listed in tests/store/system.py: then it is ended at each of its calls, and sees each disk that refuses."""
    module = import_module(f"mentortui.store.{name}")
    assert module in MODULES or used_of_os(module) <= HARMLESS
