"""Folder names made from people's names."""

import unicodedata
from collections.abc import Iterator

LONGEST = 60
"""Bytes, far below what any file system refuses."""
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Categories of what breaks a line, commands a terminal, hides, or is no text at all: bytes that are not UTF-8."""
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters that draw nothing."""
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def slug(name: str) -> str:
    """A safe folder name, the same for the same name: letters, digits, single hyphens, `LONGEST` bytes."""
    plain = unicodedata.normalize("NFKD", name[:1000]).lower()
    kept = "".join(
        sign if sign.isalnum() else "" if unicodedata.combining(sign) else "-"
        for sign in plain
        if (sign.isprintable() or sign.isspace()) and sign not in _FILLERS
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
    """Whether it can be a name of ours: nothing outside the folder, and text that can be printed, typed and stored."""
    if not folder or folder.startswith(".") or "/" in folder or "\\" in folder:
        return False
    return not any(unicodedata.category(char) in _HIDDEN for char in folder)
