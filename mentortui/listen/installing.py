"""The one command that installs what Listen needs where this program is: another environment's `pip` would put it elsewhere."""

import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

from mentortui.core.hearing_values import Trouble
from mentortui.core.hearing_words import EXTRA, INSTALL


def command(prefix: str = sys.prefix, python: str = sys.executable) -> str:
    """To be pasted into a shell. `prefix`, `python`: of the environment the program runs in.

    Each takes the extra of the mentortui that is there already, which stays as it is.
    """
    place = Path(prefix)
    if (place / "pipx_metadata.json").is_file():
        return shlex.join(["pipx", "runpip", place.name, "install", EXTRA])
    if not python:
        return INSTALL
    if (place / "uv-receipt.toml").is_file() or find_spec("pip") is None:
        return shlex.join(["uv", "pip", "install", "--python", python, EXTRA])
    return shlex.join([python, "-m", "pip", "install", EXTRA])


def not_installed() -> Trouble:
    """What is wrong where no model of voice is there."""
    return Trouble("not installed", detail=command())
