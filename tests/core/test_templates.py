"""The built-in shapes of a session: their minutes add up, and each can be run."""

import pytest

from mentortui.core.agenda import MOST_MINUTES
from mentortui.core.commands import checked_name
from mentortui.core.plan import is_closing
from mentortui.core.records import Template
from mentortui.core.rituals import is_light
from mentortui.core.templates import ALL, BUILT_IN, COFFEE, FIRST, NO_AGENDA, REGULAR, usual
from mentortui.core.words import SESSION_KINDS

named = pytest.mark.parametrize("template", [*ALL, NO_AGENDA], ids=lambda template: template.title)


def test_there_is_one_of_each_kind() -> None:
    assert {template.kind for template in ALL} == {*SESSION_KINDS}
    assert len(ALL) == len(SESSION_KINDS) == 10


def test_three_are_offered_when_a_session_starts() -> None:
    assert [template.kind for template in BUILT_IN] == ["first", "regular", "coffee"]


@named
def test_its_kind_has_words(template: Template) -> None:
    assert template.kind in SESSION_KINDS


@named
def test_its_items_can_be_items_of_a_session(template: Template) -> None:
    for item in template.items:
        assert item.title == checked_name(item.title)
        assert item.owner in ("", "both", "mentor", "mentee")
        assert item.minutes is None or 0 < item.minutes <= MOST_MINUTES
    titles = [item.title for item in template.items]
    assert len({*titles}) == len(titles)


@pytest.mark.parametrize("template", [one for one in ALL if not is_light(one.kind)], ids=lambda template: template.title)
def test_the_minutes_add_up(template: Template) -> None:
    assert sum(item.minutes or 0 for item in template.items) == template.minutes


@pytest.mark.parametrize("template", [one for one in ALL if is_light(one.kind)], ids=lambda template: template.title)
def test_a_light_session_has_an_order_and_no_hurry(template: Template) -> None:
    assert template.items
    assert all(item.minutes is None for item in template.items)


@pytest.mark.parametrize("template", ALL, ids=lambda template: template.title)
def test_the_last_item_is_kept_for_what_is_taken_along(template: Template) -> None:
    assert is_closing(template.items[-1].title)
    assert not any(is_closing(item.title) for item in template.items[:-1])


def test_no_agenda_plans_nothing() -> None:
    assert (NO_AGENDA.items, NO_AGENDA.minutes) == ((), None)


@pytest.mark.parametrize(("before", "offered"), [(None, FIRST), ("first", REGULAR), ("regular", REGULAR), ("coffee", COFFEE)])
def test_what_is_usual_follows_from_the_session_before(before: str | None, offered: Template) -> None:
    assert usual(before) == offered
