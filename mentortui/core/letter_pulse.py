"""The pulse as people write it: `4`, `4/5`, `4 5 3`, `safety 4, useful 5, fair 3`, `four`, `★★★★`."""

import re

from mentortui.core.letter_values import PulseRead

_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "eins": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
}
_NAMED = {
    "safety": ("safety", "safe", "sicherheit", "s"),
    "usefulness": ("usefulness", "useful", "use", "nützlichkeit", "nützlich", "u"),
    "fairness": ("fairness", "fair", "f"),
}
_FIELD = {word: field for field, words in _NAMED.items() for word in words}
_FILLER = frozenset(
    {"and", "for", "out", "of", "all", "is", "was", "on", "each", "a", "i", "say", "points", "stars", "und", "für"}
)
_LONGEST = 400  # characters; a longer answer is prose
_TOKEN = re.compile(r"[★⭐]+\ufe0f?(?:[☆✩]*)|\d+(?:\.\d+)?(?:\s?/\s?\d+)*(?:\ufe0f?\u20e3)?|[^\W\d_]+")
_SO_MANY = re.compile(r" (?:out of|of|von) (?=\d)", re.IGNORECASE)
_OUT_OF = re.compile(r"(\d+)\s?/\s?5")


def read_pulse(text: str) -> tuple[PulseRead, str]:
    """What was rated, and what is left over: words beside the numbers, or all of it where it is no pulse."""
    if len(text) > _LONGEST:
        return PulseRead(), text
    plain = _SO_MANY.sub("/", text.replace("1-5", " ").replace("1–5", " "))
    numbers: list[tuple[int, str]] = []  # with the field named right before, if one was
    over, beside = False, list(plain)
    field, after, listed = "", False, False
    for found in _TOKEN.finditer(plain):
        token = found.group()
        word = token.casefold()
        rated = _rated(token)
        if rated is not None:
            beside[found.start() : found.end()] = " " * len(token)
            numbers += [(value, field if place == 0 else "") for place, value in enumerate(rated)]
            field, after, listed = "", False, False
        elif word in _FIELD:
            beside[found.start() : found.end()] = " " * len(token)
            beside_it = after or plain[: found.start()].endswith("(")
            if beside_it and numbers and not numbers[-1][1]:
                numbers[-1] = (numbers[-1][0], _FIELD[word])
            elif field or listed:  # all three are named before the first number: a heading
                field, listed = "", True
            else:
                field = _FIELD[word]
            after = False
        elif word in ("for", "on", "in", "für"):
            after = True
        elif word[:1].isdigit():
            return PulseRead(), text  # 7, 4.5, 4/10: not one of ours, so none of it is guessed at
        elif word not in _FILLER:
            over = True
    pulse = _sorted(numbers)
    if pulse is None:
        return PulseRead(), text
    return pulse, " ".join("".join(beside).split()).strip(" ,;:.-–—=/()") if over else ""


def _rated(token: str) -> tuple[int, ...] | None:
    """The ratings in a token; None where it is something else."""
    word = token.casefold()
    if word in _NUMBERS:
        return (_NUMBERS[word],)
    if token[0] in "★⭐":
        stars = sum(char in "★⭐" for char in token)
        return (stars,) if stars <= 5 else None
    digits = token.removesuffix("\u20e3").removesuffix("\ufe0f")
    out_of = _OUT_OF.fullmatch(digits)
    parts = [out_of.group(1)] if out_of else re.split(r"\s?/\s?", digits)
    if len(parts) == 1 and re.fullmatch("[1-5]{3}", digits):
        parts = list(digits)
    if all(re.fullmatch("[1-5]", part) for part in parts) and len(parts) in (1, 3):
        return tuple(int(part) for part in parts)
    return None


def _sorted(numbers: list[tuple[int, str]]) -> PulseRead | None:
    """One number is meant for all three; three are in the order they were asked; named ones go where they belong."""
    if not numbers or len(numbers) > 3:
        return None
    if all(not field for _, field in numbers):
        values = [value for value, _ in numbers]
        if len(values) == 1:
            values *= 3
        return PulseRead(**dict(zip(("safety", "usefulness", "fairness"), values, strict=False)))
    named = {field: value for value, field in numbers if field}
    if len(named) < len(numbers):
        return None
    return PulseRead(**named)
