"""The settings file, and where things are."""

from pathlib import Path

import pytest

from mentortui.config import Settings, WrongSettings, config_folder, data_folder, read_settings
from mentortui.core.number_row import ROWS
from mentortui.core.prompt_rules import Rules


def said(folder: Path, text: str) -> Settings:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return read_settings(folder)


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "nowhere") == Settings()


def test_everything_can_be_set(tmp_path: Path) -> None:
    found = said(tmp_path, 'number_row = "fr"\nzone = "Europe/Paris"\n[keys]\n"floor.other" = "g,tab"\n')
    assert found == Settings(number_row=ROWS["fr"], zone="Europe/Paris", keys={"floor.other": "g,tab"})


def test_the_ground_is_dark_or_light(tmp_path: Path) -> None:
    assert said(tmp_path, 'theme = "light"').theme == "light"
    with pytest.raises(WrongSettings, match="theme"):
        said(tmp_path, 'theme = "purple"')


def test_it_may_begin_covered(tmp_path: Path) -> None:
    assert said(tmp_path, "cover = true").cover is True
    with pytest.raises(WrongSettings, match="cover"):
        said(tmp_path, 'cover = "yes"')


def test_when_a_prompt_comes_may_be_set(tmp_path: Path) -> None:
    found = said(tmp_path, "[prompts]\nmost = 1\nenter = 0.25\nlong_turns = true\n")
    assert found.prompts == Rules(most=1, enter=0.25, long_turns=True)
    assert said(tmp_path, "").prompts == Rules()


def test_a_number_row_may_be_ten_characters(tmp_path: Path) -> None:
    assert said(tmp_path, 'number_row = "+ľščťžýáíé"').number_row == "+ľščťžýáíé"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("number_row = \n", "line 1"),
        ('number_rwo = "us"', "there is no setting number_rwo; there are number_row, zone, theme, keys"),
        ('number_row = "123"', "number_row is us, fr, be, cz, sk, or the ten characters"),
        ('number_row = "1111111111"', "number_row is us"),
        ('zone = "Europe/Nowhere"', "zone: "),
        ("zone = 5", "expected `str`"),
        ("keys = 1", "expected `object`"),
        ("prompts = 1", "expected `object`"),
        ("[prompts]\nmots = 1", "prompts has no setting mots; it has shares, enter, leave"),
        ("[prompts]\nenter = 40", "expected `float` <= 1.0 - at `$.prompts.enter`"),
        ("[prompts]\nmost = -1", "expected `int` >= 0 - at `$.prompts.most`"),
        ("[prompts]\nenter = 0.7", "prompts.leave is below prompts.enter"),
        ('"\\u001b[31m" = 1', "there is no setting"),
    ],
)
def test_what_cannot_be_used_is_one_line_with_the_file(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(WrongSettings) as caught:
        said(tmp_path, text)
    assert says in str(caught.value)
    assert str(tmp_path / "settings.toml") in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_bytes_that_are_no_text_and_a_file_for_a_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(WrongSettings, match="not UTF-8"):
        read_settings(tmp_path)
    with pytest.raises(WrongSettings, match="--config-dir"):
        read_settings(tmp_path / "settings.toml")


def test_the_option_goes_before_the_environment_and_that_before_the_system(tmp_path: Path) -> None:
    environment = {"MENTORTUI_DATA": "~/here", "MENTORTUI_CONFIG": str(tmp_path)}
    assert data_folder(str(tmp_path), environment) == tmp_path
    assert data_folder(None, environment) == Path("~/here").expanduser()
    assert config_folder(None, environment) == tmp_path
    assert data_folder(None, {}).name == "mentortui"
    assert config_folder(None, {}).name == "mentortui"
