"""Where things are stored, and what the settings file says. Nothing here is a global: values are handed on."""

import errno
import os
import shlex
import stat
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import msgspec

from mentortui.core.dates import Unreadable, zone
from mentortui.core.number_row import PLAIN, ROWS
from mentortui.core.prompt_rules import USUAL, Rules
from mentortui.core.text import fit

DATA, CONFIG = "MENTORTUI_DATA", "MENTORTUI_CONFIG"
FILE = "settings.toml"


class WrongFolder(Exception):
    """No folder of that name can be used: which, why, and what to do, in one line."""


class WrongSettings(Exception):
    """The settings file cannot be used: what is wrong, where, and what to do, in one line."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What settings.toml says; empty where it says nothing."""

    number_row: str = ""
    """The ten characters of the number row, for 1..9 and 0."""
    zone: str = ""
    """The user's time zone, in place of the system's."""
    theme: Literal["dark", "light"] = "dark"
    """The ground of the screen."""
    keys: dict[str, str] = {}
    """Keys by the ids of what they do, such as `floor.nobody`; several are separated by commas."""
    prompts: Rules = USUAL
    """When a prompt comes."""
    cover: bool = False
    """Whether the program begins covered."""


def data_folder(given: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Where everything is stored: `--data-dir`, else MENTORTUI_DATA, else the system's place for it. Raises WrongFolder."""
    named = given if given is not None else environment.get(DATA) or None
    if named is not None:
        return usable_folder(named, "--data-dir")
    from platformdirs import user_data_path

    return _usual(user_data_path, "XDG_DATA_HOME", "--data-dir")


def called_for(data: Path) -> str:
    """How the program is called for that data folder, for a sentence that names a command."""
    try:
        usual = data_folder(None)
    except WrongFolder:
        usual = None
    return "mentortui" if data == usual else f"mentortui --data-dir {shlex.quote(str(data))}"


def config_folder(given: str | None, environment: Mapping[str, str] = os.environ, data: Path | None = None) -> Path:
    """Where the settings file is: `--config-dir`, else MENTORTUI_CONFIG, else the system's place for it; without a home folder
    `config` below the folder `data`. Raises WrongFolder."""
    named = given if given is not None else environment.get(CONFIG) or None
    if named is not None:
        return usable_folder(named, "--config-dir")
    from platformdirs import user_config_path

    try:
        return _usual(user_config_path, "XDG_CONFIG_HOME", "--config-dir")
    except WrongFolder:
        if data is None:
            raise
        return data / "config"


def state_folder() -> Path | None:
    """Where the log, crash reports and what was rescued lie; None where the system has no place for it, as without a home."""
    from platformdirs import user_state_path

    try:
        return _usual(user_state_path, "XDG_STATE_HOME", "--data-dir")
    except WrongFolder:
        return None


def _usual(find: Callable[[str], Path], variable: str, option: str) -> Path:
    """The system's folder for us. Raises WrongFolder where no home is known: it would lie wherever the program was started."""
    with suppress(RuntimeError):
        folder = find("mentortui")
        named = os.environ.get(variable, "").startswith("/")
        if folder.is_absolute() and (named or os.environ.get("HOME", "/").startswith("/")):
            return folder
    raise WrongFolder(f"there is no home folder (HOME): name a folder with {option}")


def usable_folder(named: str, option: str) -> Path:
    """The folder that was named, whether it is there yet or not; nothing is made. Raises WrongFolder, which names `option`."""
    if not named.strip():
        raise WrongFolder(f"{option} is empty: name a folder")
    try:
        folder = Path(named).expanduser()
    except RuntimeError as error:
        raise WrongFolder(f"{fit(named, _LONGEST_PATH)}: there is no such user. Name another folder with {option}") from error
    shown = fit(str(folder), _LONGEST_PATH)
    try:
        if not stat.S_ISDIR(folder.stat().st_mode):
            raise WrongFolder(f"{shown} is a file: {option} needs a folder")
    except FileNotFoundError as error:
        if folder.is_symlink():
            raise WrongFolder(f"{shown} is a link to what is not there. Name another folder with {option}") from error
    except OSError as error:
        why = _NO_FOLDER.get(error.errno or 0, _small(error.strerror or "it cannot be looked at"))
        raise WrongFolder(f"{shown}: {why}. Name another folder with {option}") from error
    return folder


_LONGEST_PATH = 200
_NO_FOLDER = {
    errno.ENAMETOOLONG: "the path is too long",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.ELOOP: "this link leads to itself",
    errno.EACCES: "permission denied",
}


def read_settings(folder: Path) -> Settings:
    """What `folder`/settings.toml says; without one, nothing. Raises WrongSettings."""
    path = folder / FILE
    try:
        found = tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return Settings()
    except NotADirectoryError as error:
        raise WrongSettings(f"{folder}: a file stands where a folder should be. Choose another one with --config-dir.") from error
    except UnicodeDecodeError as error:
        raise WrongSettings(f"{path}: not UTF-8 text. Mend it, or move it away.") from error
    except tomllib.TOMLDecodeError as error:
        raise WrongSettings(f"{path}: {_small(str(error))}. Mend it, or move it away.") from error
    except OSError as error:
        raise WrongSettings(
            f"{path}: cannot be read, {_small(error.strerror or 'unknown reason')}. Let this user read it."
        ) from error
    return _settings(path, found)


def _settings(path: Path, found: dict[str, Any]) -> Settings:
    names = Settings.__struct_fields__
    for name in found:
        if name not in names:
            raise WrongSettings(f"{path}: there is no setting {fit(name, 40)}; there are {', '.join(names)}.")
    said = found.get("prompts", {})
    for name in said if isinstance(said, dict) else ():
        if name not in Rules.__struct_fields__:
            raise WrongSettings(f"{path}: prompts has no setting {fit(name, 40)}; it has {', '.join(Rules.__struct_fields__)}.")
    try:
        settings = msgspec.convert(found, Settings)
    except msgspec.ValidationError as error:
        raise WrongSettings(f"{path}: {_small(str(error))}. Mend it, or move it away.") from error
    if settings.zone:
        try:
            zone(settings.zone)
        except Unreadable as error:
            raise WrongSettings(f"{path}: zone: {error}") from error
    if settings.prompts.leave < settings.prompts.enter:
        raise WrongSettings(f"{path}: prompts.leave is below prompts.enter: a drift would never end. Set it higher.")
    return msgspec.structs.replace(settings, number_row=_number_row(path, settings.number_row))


def _number_row(path: Path, said: str) -> str:
    row = ROWS.get(said, said)
    if row and (len(row) != len(PLAIN) or len(set(row)) != len(row) or not row.isprintable() or " " in row):
        names = ", ".join(ROWS)
        raise WrongSettings(f"{path}: number_row is {names}, or the ten characters of your keys for 1 to 9 and 0.")
    return row


def _small(sentence: str) -> str:
    """A sentence of somebody else's as the middle of ours, in one line."""
    words = fit(" ".join(sentence.split()), 120).rstrip(".")
    return words[:1].lower() + words[1:]
