"""What README and docs promise: commands that are there, keys that exist, links that lead somewhere, pictures of the program."""

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from textual.binding import Binding

from mentortui import screens
from mentortui.app import MentortuiApp
from mentortui.cli import command
from mentortui.core.capture import SIGNS
from mentortui.screens.keys import called
from tests.recordings import REPOSITORY

README = REPOSITORY / "README.md"
PAGES = [README, REPOSITORY / "CONTRIBUTING.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
RUN = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/mentortui"
TEST = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest"
FROM_DIALOGS = {"tab"}
"""Keys of the capture line, which are no bindings."""


def read(page: Path) -> str:
    return page.read_text("utf-8")


def bindings() -> list[Binding]:
    """Those of the program and of every screen."""
    found = [binding for binding in MentortuiApp.BINDINGS if isinstance(binding, Binding)]
    for module in pkgutil.iter_modules(screens.__path__, "mentortui.screens."):
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, type) and thing.__module__ == module.name:
                found += [binding for binding in vars(thing).get("BINDINGS", ()) if isinstance(binding, Binding)]
    return found


def keys_that_exist() -> set[str]:
    """As they are printed, or by their names."""
    one_by_one = {key.strip() for binding in bindings() for key in binding.key.split(",")}
    return one_by_one | {called(key) for key in one_by_one} | {"esc", "ctrl+p", "shift+→"} | FROM_DIALOGS


def keys_named(page: Path) -> list[str]:
    """What stands as code in the first column of the tables of keys."""
    named: list[str] = []
    for table in re.findall(r"^\| key \| does \|\n((?:\|.*\n)+)", read(page), re.MULTILINE):
        for row in table.splitlines()[1:]:
            named += re.findall(r"`([^`]+)`", row.split("|")[1])
    return named


@pytest.mark.parametrize("line", [RUN, TEST])
def test_the_two_commands_stand_in_readme_as_whole_lines(line: str) -> None:
    assert line in [found.strip() for found in read(README).splitlines()]


@pytest.mark.parametrize("page", [README, REPOSITORY / "docs" / "keys.md"], ids=lambda page: page.name)
def test_every_key_that_is_named_exists(page: Path) -> None:
    named = keys_named(page)
    assert len(named) > 10
    assert [key for key in named if key not in keys_that_exist()] == []


def test_every_sign_of_the_capture_line_is_explained() -> None:
    text = read(REPOSITORY / "docs" / "keys.md")
    assert [sign for sign in SIGNS if f"`{sign}`" not in text] == []


def test_every_command_is_described() -> None:
    text = read(REPOSITORY / "docs" / "cli.md")
    assert [name for name, found in command.commands.items() if not found.hidden and f"`mentortui {name}" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_something(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", read(page))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [REPOSITORY / "docs" / "architecture.md"], ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    named = re.findall(r"`((?:core|store|formats|services|widgets|screens|tests)/[a-z_/]+\.py)`", read(page))
    assert len(named) > 10
    places = (REPOSITORY / "mentortui", REPOSITORY)
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


def test_the_pictures_are_taken_from_the_program(tmp_path: Path) -> None:
    script = REPOSITORY / "scripts" / "picture.py"
    here = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run([sys.executable, script, tmp_path], env=here, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    taken = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert taken.keys() == {path.name for path in (REPOSITORY / "docs" / "pictures").iterdir()}
    for words in ("Code&#160;review&#160;of&#160;the&#160;parser", "Grace&#160;Otieno", "62&#160;%", "saved"):
        assert words in taken["live.svg"]
    assert "Heard&#160;in&#160;the&#160;room" in taken["mentorship.svg"]
    assert "What&#160;changed" in taken["review.svg"]
    assert "@font-face" not in taken["live.svg"]
