"""That no system call of the store goes past what the other tests put in place of `os`."""

import ast
import inspect
import pkgutil
from importlib import import_module
from types import ModuleType

import pytest

import mentortui.store
from tests.store.system import MODULES

HARMLESS = {"getpid", "uname", "fdopen", "strerror", "PathLike"}
"""Of `os`: what looks at no disk, or at a file that is open already."""
PAST_IT = frozenset(
    [
        *("is_symlink", "resolve", "exists", "is_dir", "is_file", "stat", "lstat", "samefile", "iterdir", "glob", "rglob"),
        *("read_bytes", "read_text", "write_bytes", "write_text", "touch", "mkdir", "rmdir", "unlink", "rename", "chmod"),
        *("symlink_to", "hardlink_to", "readlink"),
    ]
)
"""Of a Path: the same calls, which nothing put in place of `os` would see."""
NAMES = [module.name for module in pkgutil.iter_modules(mentortui.store.__path__)]


def used_of_os(module: ModuleType) -> set[str]:
    nodes = [*ast.walk(ast.parse(inspect.getsource(module)))]
    from_os = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module in ("os", "shutil", "os.path")]
    assert not from_os, "taken by name it would not be replaced"
    used = [
        (node.value.id if isinstance(node.value, ast.Name) else "", node.attr)
        for node in nodes
        if isinstance(node, ast.Attribute)
    ]
    modules = {"os", *(one.__name__.rpartition(".")[2] for one in MODULES)}
    past_it = [f"{of}.{name}" for of, name in used if name in PAST_IT and of not in modules]
    assert not past_it, "a Path calls the system itself"
    return {name for of, name in used if of == "os"}


@pytest.mark.parametrize("name", NAMES)
def test_each_module_that_calls_the_system_is_listed(name: str) -> None:
    """A new one is listed in tests/store/system.py: then it is ended at each of its calls, and sees each disk that refuses."""
    module = import_module(f"mentortui.store.{name}")
    used = used_of_os(module)
    assert module in MODULES or used <= HARMLESS
