"""Names that stand before the words of a caption: `Ada: …`, `>> ADA LOVELACE: …`, or `Ada:` on a line of its own."""

import re

_NAMED = re.compile(r"([^<>\n:]{1,80}): +")
_WORD = r"\w[^\s:;,!?<>()\[\]{}\"“”/|]*"
_SPOKEN = re.compile(rf"\s*(?:(?:>>|[-–—])\s*)?({_WORD}(?:[ ]+{_WORD}){{0,2}})[ ]?:(?=\s|\Z)\s*")
_TURN = re.compile(r"\s*>>\s*")


def split_name(text: str) -> tuple[str, str]:
    """The name before the first `: ` of a cue as call tools write it, and the words; an empty name where there is none."""
    found = _NAMED.match(text)
    if found is None:
        return "", text
    return " ".join(found[1].split()), text[found.end() :]


def spoken_by(text: str) -> tuple[str, str]:
    """The same of captions that people wrote: at most three words, each with a capital, after `>>` or not, before a colon."""
    found = _SPOKEN.match(text)
    if found is None or not all(_capital(part) for part in found[1].split()):
        return "", _TURN.sub("", text, count=1) if text.lstrip().startswith(">>") else text
    return " ".join(found[1].split()), text[found.end() :]


def _capital(word: str) -> bool:
    return word[0].isupper() or (not word[0].islower() and word[0].isalpha())
