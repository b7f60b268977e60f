"""Folder names made from people's names."""

import unicodedata
from collections.abc import Iterator

LONGEST = 60
"""Bytes, far below what any file system refuses."""
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def slug(name: str) -> str:
    """A safe folder name, the same for the same name: letters, digits, single hyphens, `LONGEST` bytes."""
    plain = unicodedata.normalize("NFKD", name[:1000]).lower()
    kept = "".join(
        sign if sign.isalnum() else "" if unicodedata.combining(sign) else "-"
        for sign in plain
        if sign.isprintable() or sign.isspace()
    )
    short = unicodedata.normalize("NFC", kept).encode("utf-8", "ignore")[:LONGEST].decode("utf-8", "ignore")
    words = "-".join(word for word in short.split("-") if word)
    if not words:
        return "mentorship"
    return f"{words}-person" if words in _RESERVED else words


def slugs(name: str) -> Iterator[str]:
    """`slug(name)`, then with -2, -3 and so on."""
    first = slug(name)
    yield first
    number = 2
    while True:
        yield f"{first}-{number}"
        number += 1


def is_safe(folder: str) -> bool:
    """Whether it can be a mentorship's folder, and nothing outside."""
    return bool(folder) and not folder.startswith(".") and "/" not in folder and "\\" not in folder and "\0" not in folder
