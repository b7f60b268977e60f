"""A folder of TOML files of the user's own, one thing a file: one that cannot be used is told in a line, the others are there."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from mentortui.core.text import fit
from mentortui.formats.own_files import NotText, read_text

Kind = TypeVar("Kind")


class WrongFile(Exception):
    """A file that is not what its folder is for: where, what is wrong, what to do, in one line."""


def read_folder(folder: Path, read: Callable[[Path], Kind], most: int, called: str) -> tuple[tuple[Kind, ...], tuple[str, ...]]:
    """What `read` makes of the first `most` files, by their names, and a sentence for each for which it raises WrongFile. Without
    a folder there are none. `called`: what they are, together. Never raises."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith("."))
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        return (), (f"{folder}: cannot be read, {why}. Your own {called} are left out.",)
    found, troubles = list[Kind](), list[str]()
    for path in paths[:most]:
        try:
            found.append(read(path))
        except WrongFile as error:
            troubles.append(str(error))
    if len(paths) > most:
        troubles.append(f"{folder}: {len(paths)} files; the first {most} are read. Move some away.")
    return tuple(found), tuple(troubles)


def read_toml(path: Path, largest: int, made: Callable[[str, dict[str, Any]], Kind]) -> Kind:
    """What `made` makes of its text and of what that says. Raises NotText, and whatever `made` raises."""
    text = read_text(path, largest)
    try:
        return made(text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"\(at line (\d+), column \d+\)", str(error))
        what = fit(" ".join(str(error).partition(" (at ")[0].split()), 100).rstrip(".")
        at_end = text.count("\n") + (not text.endswith("\n"))
        raise NotText(f"is not TOML: {what[:1].lower()}{what[1:]}", int(line[1]) if line else max(1, at_end)) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets in brackets in brackets
        raise NotText("cannot be read: it is nested too deeply, or has a number too long") from error
