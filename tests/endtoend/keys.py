"""What a terminal sends for a key, by Textual's name for it."""

import itertools

_ARROWS = {"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H"}
_MODIFIERS = {"shift": 2, "alt": 3, "ctrl": 5, "ctrl+shift": 6}
_TILDE = {"insert": 2, "delete": 3, "pageup": 5, "pagedown": 6}
_TILDE |= dict(zip((f"f{n}" for n in range(5, 13)), (15, 17, 18, 19, 20, 21, 23, 24), strict=True))

_KEYS: dict[str, str] = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "backspace": "\x7f",
    "space": " ",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
    "question_mark": "?",
    "ctrl+space": "\x00",
    "ctrl+backslash": "\x1c",
    **{key: f"\x1b[{letter}" for key, letter in _ARROWS.items()},
    **{key: f"\x1b[{number}~" for key, number in _TILDE.items()},
    **{f"f{n}": f"\x1bO{letter}" for n, letter in enumerate("PQRS", start=1)},
    **{f"ctrl+{chr(code + 96)}": chr(code) for code in range(1, 27)},
}
_KEYS |= {
    f"{modifier}+{key}": f"\x1b[1;{number}{letter}"
    for (modifier, number), (key, letter) in itertools.product(_MODIFIERS.items(), _ARROWS.items())
}
_KEYS |= {
    f"{modifier}+{key}": f"\x1b[{code};{number}~"
    for (modifier, number), (key, code) in itertools.product(_MODIFIERS.items(), _TILDE.items())
}


def encode(key: str) -> bytes:
    """The bytes of a named key, or of a single character. Raises ValueError for a name it does not know."""
    if key in _KEYS:
        return _KEYS[key].encode()
    if len(key) == 1:
        return key.encode()
    raise ValueError(f"no key is called {key!r}; a text is sent by type()")
