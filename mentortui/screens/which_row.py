"""Which number row a keyboard has, asked when a key of another row is pressed on Live and nobody has said."""

from mentortui.core.number_row import keyboards
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.strip import Otherwise

NONE = "n"


def which_row(character: str, otherwise: Otherwise) -> ChooseScreen:
    """Dismissed with the first letter of the keyboard (F for French), with `n` where the key says no number, or None.

    Capitals, so that words typed blindly choose none of them; enter takes what changes nothing.
    """
    none = "no number: it opens the line for a resource" if character == "&" else "no number"
    rows = [(name[0], f"{digit}, as on a {name} keyboard") for name, digit, _ in keyboards(character)]
    return ChooseScreen(
        f"Which number does {character} say?",
        [(NONE, none), *rows],
        about="Some keyboards send it for a number. This is asked once.",
        otherwise=otherwise,
    )


def row_chosen(character: str, answer: str) -> tuple[str, int] | None:
    """The row of that answer, and the digit the character says on it; None for no number."""
    return next(((row, digit) for name, digit, row in keyboards(character) if name[0] == answer), None)
