"""The one command that installs what Listen needs: into the environment that the program runs in, whoever made it."""

import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from mentortui.core.hearing_words import INSTALL, trouble_words
from mentortui.listen import installing


def test_the_pip_of_this_environment_is_named_by_its_path(tmp_path: Path) -> None:
    python = str(tmp_path / "my tools" / ".venv" / "bin" / "python")
    assert installing.command(str(tmp_path), python) == f"'{python}' -m pip install 'mentortui[listen]'"


@pytest.mark.skipif(find_spec("pip") is None, reason="did not run: this environment has no pip")
def test_that_pip_is_the_one_that_installed_this_program() -> None:
    command = shlex.split(installing.command())
    assert command[-2:] == ["install", "mentortui[listen]"]
    found = subprocess.run([*command[:-2], "show", "mentortui"], capture_output=True, text=True, check=False)
    assert "Name: mentortui" in found.stdout, found.stderr


def test_where_there_is_no_pip_uv_does_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "find_spec", lambda name: None)
    assert installing.command(str(tmp_path), "/x/bin/python") == "uv pip install --python /x/bin/python 'mentortui[listen]'"


def test_uv_and_pipx_keep_environments_of_their_own(tmp_path: Path) -> None:
    tool = tmp_path / "mentortui"
    tool.mkdir()
    (tool / "uv-receipt.toml").touch()
    assert installing.command(str(tool), "/x/bin/python") == "uv pip install --python /x/bin/python 'mentortui[listen]'"
    (tool / "uv-receipt.toml").rename(tool / "pipx_metadata.json")
    assert installing.command(str(tool), "/x/bin/python") == "pipx runpip mentortui install 'mentortui[listen]'"


def test_a_program_that_does_not_know_its_python_says_what_it_can(tmp_path: Path) -> None:
    assert installing.command(str(tmp_path), "") == INSTALL


def test_the_sentence_has_the_command_whole() -> None:
    said = trouble_words(installing.not_installed(), 0)
    assert said.endswith(installing.command())
    assert sys.executable in said or "pipx" in said
