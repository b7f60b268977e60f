"""In a fresh checkout the processes that share the tests share compiling them too, and what Hypothesis reads in our modules:
each did all, at the same time."""

import compileall
import os
import warnings
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.assertion import rewrite
from hypothesis.internal.constants_ast import constants_from_module

_ROOT = Path(__file__).parents[1]


def compile_my_share(config: pytest.Config) -> None:
    """In one of several processes; whatever was not compiled when it is needed is compiled then, as ever."""
    name, count = os.environ.get("PYTEST_XDIST_WORKER", ""), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if not name.startswith("gw") or count < 2:
        return
    files = sorted([*(_ROOT / "mentortui").rglob("*.py"), *(_ROOT / "tests").rglob("*.py")], key=lambda path: path.stat().st_size)
    for path in files[int(name[2:]) % count :: count]:
        if path.name.startswith("test_") or path.name == "conftest.py":
            _compile_test(config, path)
        else:
            compileall.compile_file(path, quiet=2)
        if path.is_relative_to(_ROOT / "mentortui"):
            _read_constants(path)


def _read_constants(path: Path) -> None:
    """They are kept in a file, by what stands in the module."""
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it is early for that, which is what it is for
        constants_from_module(module)


def _compile_test(config: pytest.Config, path: Path) -> None:
    """With its assertions as pytest writes them, to where pytest looks for them."""
    folder = rewrite.get_cache_dir(path)
    compiled = folder / (path.name[:-3] + rewrite.PYC_TAIL)
    if rewrite.try_makedirs(folder) and rewrite._read_pyc(path, compiled) is None:
        source, code = rewrite._rewrite_test(path, config)
        rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, source, compiled)
