"""The labels of a letter, as people write them back: other capitals, bullets, bold, other words, other signs after them."""

import re
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

import msgspec

Label: TypeAlias = Literal["done", "roadblock", "try", "learned", "bring", "next", "takeaway", "pulse"]

_OURS: dict[Label, str] = {
    "done": "done",
    "roadblock": "road[ -]?blocks?|blockers?",
    "try": "(?:what )?i(?: would| will|['’]?d|['’]?ll) (?:like to )?try|would try",
    "learned": "(?:what )?i(?:['’]ve| have)? learn(?:ed|t)|learn(?:ed|t)|what i learn(?:ed|t)|learnings?",
    "bring": "(?:what )?i(?:['’]ll| will| would| want to)? bring|bring(?:ing)?|to bring",
    "next": "next steps?|next|up next|what['’]?s next",
    "takeaway": "(?:my |key |main )?take[ -]?aways?",
    "pulse": "puls(?:e|es)?",
}
"""May stand alone on a line, or before any of the signs."""
_OTHERS: dict[Label, str] = {
    "done": "accomplish(?:ed|ments?)|achiev(?:ed|ements?)|finished|completed|shipped|progress|what i did|i did|what['’]s done"
    "|done since(?: last time)?|done this week|done so far|got done|erledigt|geschafft",
    "roadblock": "blocks?|blocked(?: by| on)?|stuck(?: on| with)?|obstacles?|problems?|challenges?|issues?"
    "|what is in the way|in the way|hindernis(?:se)?|blockiert",
    "try": "try|(?:my )?(?:idea|proposal|suggestion)s?|(?:proposed |possible )?solutions?|i propose|i suggest|vorschlag|idee",
    "learned": "lessons?(?: learn(?:ed|t))?|learning|til|gelernt",
    "bring": "to discuss|(?:discussion )?topics?|agenda(?: items?)?|for the agenda|to talk about|i(?:['’]d| would) like to"
    " (?:talk about|discuss)|questions?|my questions?|mitbringen|thema|themen",
    "next": "to[ -]?dos?|plans?|nächste schritte|als nächstes|coming up",
    "takeaway": "what i take (?:away|with me)|i take (?:away|with me)|mitgenommen",
    "pulse": "ratings?|scores?",
}
"""Count only before a colon: they are words of plain sentences too."""
_RATED = "safety|safe|usefulness|useful|fairness|fair"

_BEFORE = r"(?:\d{1,2}[.)]\s{0,3})?(?:\[[ xX]\]\s{0,3})?(?:[^\w\s(\"'<]|_){0,6}\s{0,2}(?:[^\w\s(\"'<]|_){0,4}\s{0,2}"
_AFTER = (
    r"(?:\(s\)|/s)?[*_~`\]]{0,4}(?:\s{0,2}\(?1\s?[-–—/]\s?5\)?)?"
    r"(?:\s{0,2}\(\s?safety\W{1,3}usefulness\W{1,3}fairness\s?\))?[*_~`]{0,4}\s{0,3}[^\w\s:：=?()\"'–—>-]{0,4}\s{0,3}"
)
_COLON = r"[:：][*_~`]{0,4}(?=\s|\w|\W|$)"
_SIGN = rf"(?:{_COLON}|=>?(?=\s|$)|\?(?=\s|$)|[-–—]{{1,3}}>?(?=\s|$)|→|$)"


def _any(words: dict[Label, str]) -> str:
    return "|".join(f"(?P<{label}>{said})" for label, said in words.items())


_BEGINS = re.compile(rf"{_BEFORE}(?:{_any(_OURS)}){_AFTER}{_SIGN}", re.IGNORECASE)
_BEGINS_OTHER = re.compile(rf"{_BEFORE}(?:{_any(_OTHERS)}){_AFTER}{_COLON}", re.IGNORECASE)
_BEGINS_RATED = re.compile(
    rf"{_BEFORE}(?P<rated>{_RATED})[*_~`]{{0,4}}\s{{0,2}}(?:[:：=]|[-–—](?=\s))[*_~`]{{0,4}}", re.IGNORECASE
)
_INNER = (
    r"(?:done|road ?blocks?|blockers?|(?:what )?i would try|i['’]d try|(?:what )?i learn(?:ed|t)|learned|bring"
    r"|pulse(?: \(?1[-–]5\)?)?|take ?aways?|next steps?|next)[*_]{0,3}\s?:"
)
_CAPITAL = (
    r"(?:Done|DONE|Road ?[Bb]locks?|ROADBLOCKS?|Blockers?|(?:What )?I would try|I['’]d try|(?:What )?I learn(?:ed|t)|Learned"
    r"|Bring|BRING|Pulse(?: \(?1[-–]5\)?)?|PULSE(?: 1-5)?|Take ?aways?|TAKEAWAYS?|Next steps?|Next)[*_]{0,3}\s?:"
)
_WITHIN = re.compile(rf"(?<=\s)(?<![Ww]hat )(?<!WHAT )[*_]{{0,3}}{_CAPITAL}|(?<=[.,;|/·•!?] )[*_]{{0,3}}(?i:{_INNER})")
_BEGINS_PULSE = re.compile(
    rf"{_BEFORE}(?P<pulse>pulse)(?: \(?1[-–]5\)?)?\s{{1,3}}(?=[1-5★⭐]|one|two|three|four|five)", re.IGNORECASE
)
_WORD = re.compile(r"\w")
_CLOSE = {
    "roadblock": "roadblock",
    "roadblocks": "roadblock",
    "i would try": "try",
    "i learned": "learned",
    "takeaway": "takeaway",
    "takeaways": "takeaway",
    "next steps": "next",
}
_TYPED = re.compile(r"[\W_]{0,8}([^\W\d_][^:\n]{5,14}):")


class Part(msgspec.Struct, frozen=True):
    """A piece of a line: what it is the answer to, if it begins with a label, and the words after that."""

    label: Label | None
    text: str


def parts(line: str) -> list[Part]:
    """The line, cut before each label in it. What stands before the first has none."""
    cuts = [0]
    for found in _WITHIN.finditer(line):
        if _WORD.search(line, cuts[-1], found.start()):  # an emoji before a label belongs to it
            cuts.append(found.start())
    cuts.append(len(line))
    pieces = [line[start:end] for start, end in pairwise(cuts)]
    if len(pieces) == 1:
        return [part(line)]
    cut = [part(piece.strip() if last else piece.strip().rstrip(",;|/·• ")) for piece, last in _with_last(pieces)]
    return [one for one in cut if one.label or one.text]


def _with_last(pieces: list[str]) -> list[tuple[str, bool]]:
    return [(piece, place == len(pieces) - 1) for place, piece in enumerate(pieces)]


def part(text: str) -> Part:
    """A piece that begins with a label, or with none."""
    found = _BEGINS.match(text) or _BEGINS_OTHER.match(text) or _BEGINS_PULSE.match(text)
    if found is not None:
        return Part(_named(found), _rest(text, found.end()))
    rated = _BEGINS_RATED.match(text)
    if rated is not None:
        return Part("pulse", f"{rated.group('rated')} {_rest(text, rated.end())}")
    typed = _TYPED.match(text)
    if typed is not None:
        close = _mistyped(typed.group(1).strip().casefold())
        if close is not None:
            return Part(close, _rest(text, typed.end()))
    return Part(None, text)


def _named(found: re.Match[str]) -> Label:
    name = found.lastgroup
    assert name is not None
    return name  # type: ignore[return-value]


def _rest(text: str, start: int) -> str:
    return text[start:].strip()


@lru_cache(maxsize=1024)
def _mistyped(words: str) -> Label | None:
    if words[:1] not in "ritn":
        return None
    close = get_close_matches(words, _CLOSE, 1, 0.84)
    return _CLOSE[close[0]] if close else None  # type: ignore[return-value]
