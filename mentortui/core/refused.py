"""The one error of the domain."""


class Refused(Exception):
    """It cannot be done; the message says why, and what can. Nothing has changed."""
