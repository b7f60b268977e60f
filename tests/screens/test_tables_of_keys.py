"""Keys whose action gives a name: it stands in the table of its screen, and no name there is left without a key."""

import re
from collections.abc import Collection, Sequence

import pytest
from textual.binding import Binding

from mentortui.screens import home_keys, live_bindings, prepare_keys, summary_bindings


@pytest.mark.parametrize(
    ("keys", "action", "table"),
    [
        (live_bindings.LIVE, "act", live_bindings.ACTS),
        (live_bindings.LIVE, "form", live_bindings.FORMS),
        (live_bindings.LIVE, "beside", live_bindings.LOOKED_UP),
        (prepare_keys.PREPARE, "act", prepare_keys.PLAN_ACTS),
        (prepare_keys.PREPARE, "act_on", prepare_keys.ITEM_ACTS),
        (prepare_keys.PREPARE, "ask", prepare_keys.ASKED),
        (summary_bindings.SUMMARY, "ask", summary_bindings.ASKED),
        (home_keys.HOME, "(?:open|session)", home_keys.OPENED),
    ],
)
def test_what_a_key_names_is_done_and_what_is_done_has_a_key(
    keys: Sequence[Binding], action: str, table: Collection[str]
) -> None:
    found = [re.fullmatch(rf"{action}\('(\w+)'\)", key.action) for key in keys]
    assert {name[1] for name in found if name} == set(table)
