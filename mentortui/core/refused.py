"""The one error of the domain."""


class Refused(Exception):
    """It cannot be done; the message says why, and what can. Nothing has changed."""


class NothingToUndo(Refused):
    """There is no act here that could be taken back: whoever has acts before it goes on to those."""
