"""A key of a screen does one thing: a second binding of it would hide the first without a word."""

import importlib
import inspect
import pkgutil
from collections import Counter

import pytest
from textual.binding import Binding
from textual.screen import Screen

import mentortui.screens

MODULES = [importlib.import_module(f"mentortui.screens.{one.name}") for one in pkgutil.iter_modules(mentortui.screens.__path__)]
SCREENS = sorted(
    {
        value
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Screen) and value.__module__ == module.__name__
    },
    key=lambda one: one.__name__,
)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
def test_no_key_of_a_screen_is_bound_twice(screen: type[Screen[object]]) -> None:
    counted = Counter(
        key.strip() for one in screen.__dict__.get("BINDINGS", ()) if isinstance(one, Binding) for key in one.key.split(",")
    )
    assert [key for key, times in counted.items() if times > 1] == []


def test_a_key_that_is_clicked_is_pressed_by_the_program() -> None:
    """Made by a screen it would not get there: on every screen whose list had the focus a click in the last row did nothing."""
    assert [module.__name__ for module in MODULES if "simulate_key(" in inspect.getsource(module)] == []
