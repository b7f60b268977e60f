"""What the keys of the number row send without shift, so that they act on every keyboard."""

from typing import Final

ROWS: Final[dict[str, str]] = {
    "us": "1234567890",
    "fr": "&é\"'(-è_çà",
    "be": "&é\"'(§è!çà",
    "cz": "+ěščřžýáíé",
    "sk": "+ľščťžýáíé",
}
"""For 1..9 and 0. Many other keyboards send digits, as `us`."""
PLAIN: Final = ROWS["us"]
KEYBOARDS: Final = {"French": "fr", "Belgian": "be", "Czech": "cz", "Slovak": "sk"}
"""What the rows that hold no digits are called."""


def next_question(heard: str) -> int | None:
    """The digit whose key is to be pressed next, given what keys sent so far; None once the row is known, or cannot be."""
    return _narrowed(heard)[1] or None


def row_of(heard: str) -> str | None:
    """The row that sends those characters for the digits asked for; None where none that is known does."""
    rows, _ = _narrowed(heard)
    return rows[0] if rows else None


def digit_of(character: str | None, row: str) -> int | None:
    """The digit (0..9) on the key that sent `character`: a digit itself, or the key of that row. None for any other."""
    if not character:
        return None
    if character in PLAIN:
        return int(character)
    place = row.find(character) if len(row) == len(PLAIN) else -1
    return (place + 1) % 10 if place >= 0 else None


def keyboards(character: str) -> tuple[tuple[str, int, str], ...]:
    """The keyboards that send `character` for a digit: name, digit, row. None for what every keyboard types otherwise too:
    of ASCII only `&` counts, the first key of two of them."""
    if character != "&" and (character.isascii() or len(character) != 1):
        return ()
    return tuple(
        (name, (ROWS[row].index(character) + 1) % 10, ROWS[row]) for name, row in KEYBOARDS.items() if character in ROWS[row]
    )


def _narrowed(heard: str) -> tuple[list[str], int]:
    """The rows that are left, and the digit that tells them apart; 0: none is needed."""
    rows, asked = list(ROWS.values()), 1
    for char in heard:
        rows = [row for row in rows if row[asked - 1] == char]
        asked = _apart(rows)
        if not asked:
            break
    return rows, asked


def _apart(rows: list[str]) -> int:
    return next((place for place in range(1, 11) if len({row[place - 1] for row in rows}) > 1), 0)
