"""Colours that can be told apart, in colour and in the greys that NO_COLOR leaves."""

from itertools import combinations

import pytest
from textual.color import Color
from textual.theme import Theme

from mentortui.theme import DARK, LIGHT, THEMES, VARIABLES, variable_defaults


def grey(text: str) -> Color:
    """As Textual draws it under NO_COLOR."""
    return Color.parse(text).monochrome


def contrast(one: str, other: str, in_grey: bool) -> float:
    first, second = (grey(text) if in_grey else Color.parse(text) for text in (one, other))
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: Color) -> float:
    """Relative luminance, as the Web Content Accessibility Guidelines 2 define it."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("in_grey", [False, True], ids=["colour", "grey"])
def test_words_can_be_read_and_lines_can_be_seen(theme: Theme, in_grey: bool) -> None:
    assert theme.background
    assert theme.foreground
    assert theme.accent
    assert theme.warning
    assert theme.error
    assert theme.secondary
    words = (theme.foreground, theme.accent, theme.secondary, theme.warning, theme.error, theme.variables["quiet"])
    for colour in words:
        assert contrast(colour, theme.background, in_grey) >= 4.5, colour
    assert contrast(theme.variables["spoken"], theme.background, in_grey) >= 3
    assert contrast(theme.variables["faint"], theme.background, in_grey) >= 1.8
    assert contrast(theme.variables["spoken"], theme.variables["faint"], in_grey) >= 1.7


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_each_meaning_has_a_colour_of_its_own(theme: Theme) -> None:
    meanings = [theme.accent, theme.secondary, theme.warning, theme.error, theme.foreground]
    assert all(one != other for one, other in combinations(meanings, 2))


def test_our_variables_have_a_value_under_every_theme() -> None:
    for theme in (DARK, LIGHT):
        assert set(VARIABLES) <= set(theme.variables)
        assert variable_defaults(theme.dark) == {name: theme.variables[name] for name in VARIABLES}
