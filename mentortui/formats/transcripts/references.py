"""Character references: `&amp;`, `&#233;`."""

import html
import re

_ENDLESS = re.compile(r"&#[0-9]{20,};?")


def resolved(text: str) -> str:
    """What they stand for."""
    return html.unescape(bounded(text)) if "&" in text else text


def bounded(text: str) -> str:
    """Numbers no character has become U+FFFD: Python refuses to read the longest of them."""
    return _ENDLESS.sub("\ufffd", text) if "&#" in text else text
