"""The one error of the domain."""


class Refused(Exception):
    """It cannot be done; the message says why, and what can. Nothing has changed."""

    def __init__(self, said: str = "", *, keys: str = "") -> None:
        """`keys`: which keys help. Where there are none to press, as in a shell, `said` stands alone."""
        super().__init__(f"{said} {keys}" if keys else said)
        self.said = said
        self.keys = keys


class NothingToUndo(Refused):
    """There is no act here that could be taken back: whoever has acts before it goes on to those."""
