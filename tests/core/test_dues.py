"""Every area that has something due is asked, and of sessions and actions alone nothing is."""

import importlib
import inspect
import pkgutil

import mentortui.core
from mentortui.core.capture import Capture
from mentortui.core.dues import SOURCES, dues_of
from mentortui.core.holdings import Holdings
from mentortui.core.records import Living
from tests.past_years import mentorship

DAY = 86_400_000_000


def test_whoever_has_something_due_is_asked() -> None:
    modules = [importlib.import_module(f"mentortui.core.{one.name}") for one in pkgutil.iter_modules(mentortui.core.__path__)]
    there = {
        one
        for module in modules
        for name, one in inspect.getmembers(module, inspect.isfunction)
        if one.__module__ == module.__name__
        and (name == "dues" or name.startswith("due_"))
        and next(iter(inspect.signature(one).parameters.values())).annotation in (Holdings, "Holdings")
        and len(inspect.signature(one).parameters) == 1
    }
    assert there == set(SOURCES)


def test_who_uses_sessions_and_actions_only_is_told_of_nothing_else() -> None:
    acts = tuple(
        Living(id=f"a{n}", created=n * 14 * DAY + DAY, capture=Capture(id=f"a{n}", kind="action", text="x", who="grace"))
        for n in range(40)
    )
    began = tuple(n * 14 * DAY + DAY for n in range(40))
    assert dues_of(Holdings(mentorship=mentorship(), living=acts, began=began)) == ()
