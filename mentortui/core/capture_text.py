r"""How any text is written on one capture line so that it is read back unchanged.

A backslash before a word that would be a tag (`\@grace`, `\#release`, `\due:fri`, in a feedback `\->`)
makes it plain; one of several backslashes there is taken off. ⏎ and ␍ are line breaks, `\⏎` is the symbol
itself. A lone backslash at the beginning or end of a text guards the white space beside it. Every other
backslash is itself.
"""

import re

ARROW = "->"
PUNCTUATION = ".,;:!?)]}\"'…"
_BREAKS = {"\u23ce": "\n", "\u240d": "\r"}
_SYMBOLS = {char: symbol for symbol, char in _BREAKS.items()}
_QUOTED = r'#"(?:\\.|[^"\\])+"(?=[\s.,;:!?)]|$)'
_TOKEN = re.compile(rf"(\s*)({_QUOTED}|\S+)", re.DOTALL)


def tokens(text: str) -> list[tuple[str, str]]:
    """The words of `text`, each after the white space before it; a goal in quotes is one word."""
    return [(match.group(1), match.group(2)) for match in _TOKEN.finditer(text)]


def bare(body: str) -> str:
    """What a tag says, without the punctuation of the sentence around it."""
    return body.rstrip(PUNCTUATION)


def is_person_tag(word: str) -> bool:
    """Whether the word looks as if it named a person: `@grace`, `@2`, or `@?` for nobody in particular."""
    return word == "@?" or (word[:1] == "@" and word[1:2].isalnum())


def is_goal_tag(word: str) -> bool:
    """Whether the word looks as if it named a goal: `#release`, `#"Release lead"`, but not `#12`."""
    if word[:1] != "#":
        return False
    return word[1:2] == '"' or (word[1:2].isalnum() and not bare(word[1:]).isdecimal())


def is_quoted_goal(word: str) -> bool:
    """Whether the word is a goal's name in quotes, whole."""
    return re.fullmatch(_QUOTED, word, re.DOTALL) is not None


def is_due_tag(word: str) -> bool:
    """Whether the word looks as if it said by when: `due:fri`."""
    return word[:4].casefold() == "due:"


def is_tag(word: str, feedback: bool) -> bool:
    """Whether the word is read as anything but text."""
    return is_person_tag(word) or is_goal_tag(word) or is_due_tag(word) or (feedback and word == ARROW)


def unescaped(word: str, feedback: bool) -> str | None:
    """The text of a word that a backslash made plain, or None if none did."""
    plain = word.lstrip("\\")
    return word[1:] if plain != word and is_tag(plain, feedback) else None


def encoded(text: str, feedback: bool) -> str:
    """`text` as it stands on a line. `decoded` gives it back."""

    def guarded(match: re.Match[str]) -> str:
        word = match.group()
        return "\\" + word if is_tag(word.lstrip("\\"), feedback) else word

    line = re.sub(r"(?<!\S)\S+", guarded, encode_breaks(text))
    if not line:
        return ""
    before = "\\" if line[0].isspace() or re.match(r"\\+(?:\s|$)", line) else ""
    after = "\\" if line[-1].isspace() or re.search(r"\s\\+\Z", line) else ""
    return before + line + after


def decoded(line: str) -> str:
    """The text that stands on a line, its words unescaped already."""
    text = line.strip()
    if re.match(r"\\+(?:\s|\Z)", text):
        text = text[1:]
    if re.search(r"\s\\+\Z", text):
        text = text[:-1]
    return decode_breaks(text)


def encode_breaks(text: str) -> str:
    """`text` on one line: its line breaks as symbols, such symbols of its own behind a backslash."""

    def one(match: re.Match[str]) -> str:
        slashes, char = match.groups()
        return slashes * 2 + (_SYMBOLS[char] if char in _SYMBOLS else "\\" + char)

    return re.sub("(?<!\\\\)(\\\\*)([\n\r\u23ce\u240d])", one, text)


def decode_breaks(line: str) -> str:
    """What `encode_breaks` was given."""

    def one(match: re.Match[str]) -> str:
        slashes, char = match.groups()
        return slashes[: len(slashes) // 2] + (char if len(slashes) % 2 else _BREAKS[char])

    return re.sub("(?<!\\\\)(\\\\*)([\u23ce\u240d])", one, line)
