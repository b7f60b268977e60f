"""A list whose rows are exchanged while somebody walks through it."""

from contextlib import suppress

from textual.widgets import OptionList


class RowList(OptionList):
    """Between two layouts the list does not know where its rows stand; a page key then has to wait for the next one."""

    def action_page_up(self) -> None:
        """A page up, if it is known what that is."""
        with suppress(KeyError, IndexError):
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """A page down, if it is known what that is."""
        with suppress(KeyError, IndexError):
            super().action_page_down()  # type: ignore[no-untyped-call]
