"""One key says what a note is, and the page says with which keys, broken only between them."""

from datetime import date

import pytest

from mentortui.core.capture import Reader, understand
from mentortui.core.sorting import LEAVES, SORTS, key_rows, sorted_line
from mentortui.core.text import width

READER = Reader(me="ada", people=(("ada", "Ada"), ("grace", "Grace")), today=date(2026, 11, 25))


def test_each_key_makes_its_kind_of_any_note() -> None:
    found = {sort.name: understand(sorted_line(" + asked who owns it", sort.head), READER).capture for sort in SORTS}
    assert {name: capture.kind for name, capture in found.items()} == {
        "theirs": "action",
        "mine": "action",
        "decision": "decision",
        "win": "win",
        "takeaway": "takeaway",
        "question": "question",
        "praise": "feedback",
        "better": "feedback",
        "resource": "resource",
        "setback": "setback",
        "opportunity": "opportunity",
        "private": "private",
    }
    assert {capture.text for capture in found.values()} == {"+ asked who owns it"}
    assert (found["theirs"].who, found["mine"].who) == ("grace", "ada")
    assert (found["praise"].better, found["better"].better) == (False, True)


def test_no_key_stands_twice() -> None:
    assert len({sort.key for sort in SORTS}) == len({sort.name for sort in SORTS}) == len(SORTS)


@pytest.mark.parametrize("cells", [30, 45, 52, 72, 80])
@pytest.mark.parametrize("rows", [1, 2, 3])
def test_the_keys_keep_to_their_room_and_always_say_how_a_note_stays_one(cells: int, rows: int) -> None:
    told = key_rows("3 notes to sort:", cells, rows).split("\n")
    assert max(map(width, told)) <= max(cells, width(f"3 notes to sort: {LEAVES}"))
    assert len(told) <= max(rows, 2)
    assert told[-1].endswith(LEAVES)
    entries = " · ".join(told).removeprefix("3 notes to sort: ").removeprefix("3 notes to sort: · ").split(" · ")
    assert [entry.partition(" ")[0] for entry in entries[:-1] if entry] == [sort.key for sort in SORTS][: len(entries) - 1]


def test_with_room_every_key_is_told() -> None:
    assert all(f"{sort.key} {sort.short}" in key_rows("1 note to sort:", 80, 3) for sort in SORTS)
