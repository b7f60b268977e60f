"""Fresh ids for events and records."""

import secrets

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_LENGTH = 12


def new_id() -> str:
    """Twelve letters and digits that nobody mistakes for one another (60 bits)."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
