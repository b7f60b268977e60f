"""Which columns of a table have room, and what gives way."""

from mentortui.core.word_tables import Column, Row, Table, layout

COLUMNS = (
    Column("agenda item"),
    Column("items", right=True, keep=4),
    Column("Grace Otieno", right=True),
    Column("agreed", right=True, keep=2),
    Column("how near", keep=6),
)


def heads(cells: int, title: str) -> dict[str, int]:
    row = Row((title, "12", "58 %", "60 %", "near agreed"))
    found = layout(Table(key="item", title="", columns=COLUMNS, rows=(row,)), cells)
    return {COLUMNS[place].head: wide for place, wide in found}


def test_a_long_name_is_cut_before_what_was_agreed_goes_from_beside_the_share() -> None:
    assert heads(46, "x" * 40) == {"agenda item": 24, "Grace Otieno": 12, "agreed": 6}
    assert heads(36, "x" * 40) == {"agenda item": 14, "Grace Otieno": 12, "agreed": 6}
    assert heads(35, "x" * 40) == {"agenda item": 21, "Grace Otieno": 12}


def test_a_short_name_stands_in_full_and_columns_go_as_they_are_needed() -> None:
    assert heads(60, "Check-in") == {"agenda item": 11, "items": 5, "Grace Otieno": 12, "agreed": 6, "how near": 11}
    assert heads(40, "Check-in") == {"agenda item": 11, "items": 5, "Grace Otieno": 12, "agreed": 6}
    assert heads(33, "Check-in") == {"agenda item": 11, "Grace Otieno": 12, "agreed": 6}
