"""People's words as a terminal may show them: what hides is made visible, and cells are counted.

Cells are counted as Rich and Textual count them, so that a column measured here stands straight.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

HIDDEN = "\ufffd"  # stands where something cannot be shown
RETURN = "\u23ce"  # ⏎, stands for a line break
ELLIPSIS = "\u2026"

_OF_ONE_CELL = re.compile("[ -~·…–“”▸●○✓▌]*")  # what nearly every line of ours is made of: shown as it is
_ZWJ, _ZWNJ, _VS16 = "\u200d", "\u200c", "\ufe0f"
_MOST_MARKS = 8  # in a row on one character; more is a flood, not a language
_MOST_JOINS = 8  # emoji joined into one
_FLOOD = re.compile("([\u0300-\u034e\u0350-\u036f]{16})[\u0300-\u034e\u0350-\u036f]+")
"""More marks than are ever looked at: a million of them, one by one, would take seconds."""
_LOOKED_AT = 20_000  # characters of what takes no cells
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f")
_SHOWN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")  # letters and marks that draw nothing
_SOFT_HYPHEN = "\u00ad"

# What takes a skin tone (Emoji_Modifier_Base of emoji-data.txt). Textual counts a tone as no cell wherever it stands; terminals
# draw one without its person as a patch of two cells. Of flags terminals disagree in the same way on a letter without its other.
_TAKES_TONES = (
    "\u261d\u26f9\u270a-\u270d\U0001f385\U0001f3c2-\U0001f3c4\U0001f3c7\U0001f3ca-\U0001f3cc\U0001f442-\U0001f443"
    "\U0001f446-\U0001f450\U0001f466-\U0001f478\U0001f47c\U0001f481-\U0001f483\U0001f485-\U0001f487\U0001f48f\U0001f491"
    "\U0001f4aa\U0001f574-\U0001f575\U0001f57a\U0001f590\U0001f595-\U0001f596\U0001f645-\U0001f647\U0001f64b-\U0001f64f"
    "\U0001f6a3\U0001f6b4-\U0001f6b6\U0001f6c0\U0001f6cc\U0001f90c\U0001f90f\U0001f918-\U0001f91f\U0001f926"
    "\U0001f930-\U0001f939\U0001f93c-\U0001f93e\U0001f977\U0001f9b5-\U0001f9b6\U0001f9b8-\U0001f9b9\U0001f9bb"
    "\U0001f9cd-\U0001f9cf\U0001f9d1-\U0001f9dd\U0001fac3-\U0001fac5\U0001faf0-\U0001faf8"
)
_ONE_OF_A_PAIR = re.compile("[\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
_PAIR_OR_ONE = re.compile(
    f"([\U0001f1e6-\U0001f1ff]{{2}}|[{_TAKES_TONES}]\ufe0f?[\U0001f3fb-\U0001f3ff])|{_ONE_OF_A_PAIR.pattern}"
)

# Wide since Unicode 16, newer than the tables of the Pythons we run on.
_WIDE_SINCE = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D356), (0x1D360, 0x1D376))
# Newer than those tables, but known to be wide: the emoji up to Unicode 17, and the planes of Han. What else they do not know
# takes 0, 1 or 2 cells depending on who counts, so that it cannot be shown.
_WIDE_LATER = (
    *((0x1F6D8, 0x1F6D8), (0x1F6DC, 0x1F6DC), (0x1FA75, 0x1FA77), (0x1FA87, 0x1FA8A), (0x1FA8E, 0x1FA8F), (0x1FAAD, 0x1FAAF)),
    *((0x1FABB, 0x1FABF), (0x1FAC6, 0x1FAC6), (0x1FAC8, 0x1FAC8), (0x1FACD, 0x1FACF), (0x1FADA, 0x1FADC), (0x1FADF, 0x1FADF)),
    *((0x1FAE8, 0x1FAEA), (0x1FAEF, 0x1FAEF), (0x1FAF7, 0x1FAF8), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD)),
)
# One cell wide, two when variation selector 16 asks for the emoji (emoji-variation-sequences.txt).
_WIDENED = (
    "23 2a 30-39 a9 ae 203c 2049 2122 2139 2194-2199 21a9-21aa 2328 23cf 23ed-23ef 23f1-23f2 23f8-23fa "
    "24c2 25aa-25ab 25b6 25c0 25fb-25fc 2600-2604 260e 2611 2618 261d 2620 2622-2623 2626 262a 262e-262f "
    "2638-263a 2640 2642 265f-2660 2663 2665-2666 2668 267b 267e 2692 2694-2697 2699 269b-269c 26a0 26a7 "
    "26b0-26b1 26c8 26cf 26d1 26d3 26e9 26f0-26f1 26f4 26f7-26f9 2702 2708-2709 270c-270d 270f 2712 2714 "
    "2716 271d 2721 2733-2734 2744 2747 2763-2764 27a1 2934-2935 2b05-2b07 1f170-1f171 1f17e-1f17f 1f321 "
    "1f324-1f32c 1f336 1f37d 1f396-1f397 1f399-1f39b 1f39e-1f39f 1f3cb-1f3ce 1f3d4-1f3df 1f3f3 1f3f5 "
    "1f3f7 1f43f 1f441 1f4fd 1f549-1f54a 1f56f-1f570 1f573-1f579 1f587 1f58a-1f58d 1f590 1f5a5 1f5a8 "
    "1f5b1-1f5b2 1f5bc 1f5c2-1f5c4 1f5d1-1f5d3 1f5dc-1f5de 1f5e1 1f5e3 1f5e8 1f5ef 1f5f3 1f5fa 1f6cb "
    "1f6cd-1f6cf 1f6e0-1f6e5 1f6e9 1f6f0 1f6f3"
)


def visible(text: str) -> str:
    """`text` with everything that hides, moves or commands turned into a symbol.

    A line break becomes ⏎, a tab a space, other control characters their picture (␛), and bidi controls, lone
    surrogates, zero-width characters, what is not assigned, floods of combining marks and what `standing` names U+FFFD.
    Emoji sequences and the marks and joiners that languages need stay. Never raises; doing it twice changes nothing.
    """
    if _OF_ONE_CELL.fullmatch(text):
        return text
    return "".join(_shown(standing(text).replace("\r\n", "\n")))


def visible_typed(text: str) -> str:
    """`visible(text)` for a field that takes it, a key at a time: what may belong to the character before or after it stays.

    Such a field draws `standing` of all it holds.
    """
    if _OF_ONE_CELL.fullmatch(text):
        return text
    return "".join(_shown(text.replace("\r\n", "\n")))


def standing(text: str) -> str:
    """`text`, a character for a character, with U+FFFD for what needs another and stands without it: a skin tone that no
    person has, half a flag, a mark at the very beginning, which would be drawn on the frame before it."""
    if text.isascii():
        return text
    if unicodedata.category(text[0])[0] == "M" or (not _cells(text[0]) and unicodedata.category(text[0])[0] == "L"):
        text = HIDDEN + text[1:]
    if not _ONE_OF_A_PAIR.search(text):
        return text
    return _PAIR_OR_ONE.sub(lambda found: found[1] or HIDDEN, text)


def storable(text: str) -> str:
    """`text` as it may be stored: as typed, but for lone surrogates, which become U+FFFD."""
    if text.isascii():
        return text
    return "".join(HIDDEN if "\ud800" <= char <= "\udfff" else char for char in text)


def width(text: str) -> int:
    """The cells `text` takes on a terminal, control characters none."""
    if _OF_ONE_CELL.fullmatch(text):
        return len(text)
    return sum(cells for _, cells in _clusters(text))


def fit(text: str, cells: int, pad: bool = False) -> str:
    """`visible(text)` in at most `cells` cells, cut with … if it is longer; `pad` fills it with spaces."""
    if cells <= 0:
        return ""
    whole = _beginning(text, cells)
    taken, used = "", 0  # what leaves room for the …
    kept, total = "", 0
    for cluster, size in _clusters(whole):
        if total + size > cells:
            kept, total = taken + ELLIPSIS, used + 1
            break
        kept, total = kept + cluster, total + size
        if total < cells:
            taken, used = kept, total
    return kept + " " * (cells - total) if pad else kept


def joined(names: Sequence[str]) -> str:
    """`Ada`, `Ada and Grace`, `Ada, Grace and Linus`."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else ""


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """By the same ids the first names, where no other has it too; else the whole name."""
    firsts = {id: next(iter(name[:200].split()), name) for id, name in names.items()}
    told = list(firsts.values())
    return {id: first if told.count(first) == 1 else names[id] for id, first in firsts.items()}


def counted(number: int, thing: str) -> str:
    """`1 event`, `2 events`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def times(number: int) -> str:
    """`once`, `2 times`."""
    return "once" if number == 1 else f"{number} times"


def company(names: Sequence[str]) -> str:
    """Who is meant, in few words, for a title: `Grace`, `Grace and Linus`, `Grace and 3 others`."""
    return joined(names) if len(names) <= 2 else f"{names[0]} and {len(names) - 1} others"


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of `text`, each of them visible; one empty line for an empty text."""
    return tuple(visible(line) for line in re.split("\r\n|\r|\n", text))


def _beginning(text: str, cells: int) -> str:
    """`visible(text)`, or of a long text a beginning safely wider than `cells`: a huge name costs little. Of a flood
    that takes no cells only so much is looked at."""
    length = 64 + 4 * cells
    while length < len(text):
        shown = visible(text[:length])
        if width(shown) > cells + 4:
            return shown
        if length > _LOOKED_AT + 64 * cells:
            return shown + ELLIPSIS
        length *= 4
    return visible(text)


def _shown(text: str) -> Iterator[str]:
    text = _FLOOD.sub(r"\1", text)
    previous, marks, joins, index = "", 0, 0, 0
    while index < len(text):
        flag = _FLAG.match(text, index)
        char = flag.group() if flag else text[index]
        following = text[index + 1 : index + 2]
        index += len(char)
        if not flag:
            char = _symbol(char, previous, following)
            if not char:
                continue
            if char == _ZWJ:
                joins += 1
                if joins > _MOST_JOINS:
                    char = HIDDEN
            elif _cells(char):
                marks = 0
                joins = joins if previous == _ZWJ else 0
            else:
                marks += 1
                if marks == _MOST_MARKS + 1:
                    yield HIDDEN
                    previous = HIDDEN
                if marks > _MOST_MARKS:
                    continue
        else:
            marks = joins = 0
        yield char
        previous = char


def _symbol(char: str, previous: str, following: str) -> str:
    """What stands for one character between its neighbours; empty where it may simply go."""
    code = ord(char)
    if char == "\n" or char in "\u2028\u2029":
        return RETURN
    if char == "\t":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if char == _SOFT_HYPHEN:
        return "-"
    if char in _FILLERS:
        return HIDDEN
    if char in (_ZWJ, _ZWNJ):
        return _joiner(char, previous, following)
    category = unicodedata.category(char)
    if category in ("Cc", "Cs") or (category == "Cf" and char not in _SHOWN_FORMATS):
        return HIDDEN
    if category == "Cn" and not _within(code, _WIDE_LATER):
        return HIDDEN
    return char


def _joiner(char: str, previous: str, following: str) -> str:
    if char == _ZWJ and _is_emoji(previous[-1:]) and _is_emoji(following) and following != _VS16:
        return char
    if _takes_joiners(previous[-1:]) and _takes_joiners(following):
        return char if char == _ZWNJ else ""  # cells are counted wrongly around a ZWJ between letters
    return HIDDEN


def _is_half_a_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _is_emoji(char: str) -> bool:
    if not char or char == HIDDEN:
        return False
    return char in (_VS16, "\u2194") or 0x1F3FB <= ord(char) <= 0x1F3FF or unicodedata.category(char) == "So"


def _takes_joiners(char: str) -> bool:
    return char >= "\u0600" and char not in _FILLERS and unicodedata.category(char)[0] in "LM" and char != _VS16


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """What must not be cut apart, each with its cells: a character, its marks, what is joined to it."""
    start, size, last, index = 0, 0, "", 0
    while index < len(text):
        char = text[index]
        if char == _ZWJ:
            index += 2
        elif char == _VS16:
            if last and ord(last) in _widened():
                size += 1
            last = ""
            index += 1
        else:
            cells = _cells(char)
            if cells and index == start + 1 and _is_half_a_flag(last) and _is_half_a_flag(char):
                size, last = size + cells, ""
            elif cells:
                if index > start:
                    yield text[start:index], size
                start, size, last = index, cells, char
            index += 1
    if start < len(text):
        yield text[start:], size


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    code = ord(char)
    if code < 0x20 or 0x7F <= code < 0xA0:
        return 0
    if 0xD800 <= code <= 0xDFFF or 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF:
        return 0  # surrogates, and the parts of a Hangul syllable after its first
    if 0x1F3FB <= code <= 0x1F3FF or code in (0x3164, 0xFFA0):
        return 0
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Mc", "Zl", "Zp"):
        return 0
    if category == "Cf":
        return 1 if char == _SOFT_HYPHEN or char in _SHOWN_FORMATS else 0
    if category == "Cn":
        return 2 if _within(code, _WIDE_LATER) else 1
    return 2 if unicodedata.east_asian_width(char) in "WF" or _within(code, _WIDE_SINCE) else 1


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


@lru_cache(maxsize=1)
def _widened() -> frozenset[int]:
    codes: set[int] = set()
    for item in _WIDENED.split():
        first, _, last = item.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(codes)
