"""Where things are stored, and what the settings file says. Nothing here is a global: values are handed on."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from mentortui.core.dates import Unreadable, zone
from mentortui.core.number_row import PLAIN, ROWS
from mentortui.core.text import fit

DATA, CONFIG = "MENTORTUI_DATA", "MENTORTUI_CONFIG"
FILE = "settings.toml"


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


def data_folder(given: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Where everything is stored: `--data-dir`, else MENTORTUI_DATA, else the system's place for it."""
    named = _named(given, environment.get(DATA))
    if named is not None:
        return named
    from platformdirs import user_data_path

    return user_data_path("mentortui")


def config_folder(given: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Where the settings file is: `--config-dir`, else MENTORTUI_CONFIG, else the system's place for it."""
    named = _named(given, environment.get(CONFIG))
    if named is not None:
        return named
    from platformdirs import user_config_path

    return user_config_path("mentortui")


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
    try:
        settings = msgspec.convert(found, Settings)
    except msgspec.ValidationError as error:
        raise WrongSettings(f"{path}: {_small(str(error))}. Mend it, or move it away.") from error
    if settings.zone:
        try:
            zone(settings.zone)
        except Unreadable as error:
            raise WrongSettings(f"{path}: zone: {error}") from error
    return msgspec.structs.replace(settings, number_row=_number_row(path, settings.number_row))


def _number_row(path: Path, said: str) -> str:
    row = ROWS.get(said, said)
    if row and (len(row) != len(PLAIN) or len(set(row)) != len(row) or not row.isprintable() or " " in row):
        names = ", ".join(ROWS)
        raise WrongSettings(f"{path}: number_row is {names}, or the ten characters of your keys for 1 to 9 and 0.")
    return row


def _named(given: Path | None, said: str | None) -> Path | None:
    if given is not None:
        return given.expanduser()
    return Path(said).expanduser() if said else None


def _small(sentence: str) -> str:
    """A sentence of somebody else's as the middle of ours, in one line."""
    words = fit(" ".join(sentence.split()), 120).rstrip(".")
    return words[:1].lower() + words[1:]
