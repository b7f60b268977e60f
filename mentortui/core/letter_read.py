"""Reads a reply as people really write it. What is not understood is kept, word for word; it never raises."""

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from mentortui.core import letter_frame as frame
from mentortui.core.letter_labels import Label, Part, parts
from mentortui.core.letter_lines import Line, bulleted, goes_on, lines_of, page_width, unwrapped
from mentortui.core.letter_parts import Blocks, pulse_of
from mentortui.core.letter_text import identity_of, is_greeting, is_whole_identity
from mentortui.core.letter_values import LONGEST, Identity, Letter
from mentortui.core.text import storable

_NOTHING = frozenset(
    {
        *("none", "nothing", "n/a", "na", "nope", "no", "nil", "null", "nada", "keine", "keiner", "nichts", "nix", "0"),
        *("--", "-", "–", "—", ".", "/", "none yet", "nothing yet", "nothing new", "nothing this time", "none this time"),
        *("not yet", "none really", "not really", "nothing really", "nothing special", "nothing to report", "no roadblocks"),
        *("no blockers", "none so far", "nothing so far", "none at the moment"),
    }
)
NARROW = 12
"""Cells below which no program breaks a line."""
_FIRST = re.compile(r"1[.)]\s")
_NUMBERED = re.compile(r"[;,]?\s+(?=[2-9][.)]\s)")
_ITEMS = re.compile(r"\s*;\s+|\s*;$")


class _Piece(msgspec.Struct, frozen=True):
    """A line that may carry words, cut at its labels; one without parts parts the letter: nothing goes on across it."""

    line: Line
    parts: tuple[Part, ...]


class _Answer(msgspec.Struct):
    """What stands after one label."""

    label: Label
    lines: list[Line]


def read(text: str, names: Sequence[str] = ()) -> Letter:
    """What a reply says. `names`: of the people of the mentorship, by which a signature is known."""
    digest = sha256(" ".join(storable(text).split()).encode()).hexdigest()[:32]
    if len(text) > LONGEST:
        return Letter(too_long=True, digest=digest)
    return _Reading(lines_of(text), names).letter(digest)


class _Reading:
    """One reading of one letter."""

    def __init__(self, lines: list[Line], names: Sequence[str]) -> None:
        self._lines = lines
        self._names = {part.casefold() for name in names for part in (name, name.split(" ", 1)[0]) if part}
        self._aside: list[str] = []
        self._rest: list[Line] = []
        self._signed = ""
        self._identity: Identity | None = None
        self._width = page_width(lines)

    def letter(self, digest: str) -> Letter:
        answers = self._answers(self._pieces())
        found: dict[Label, list[tuple[str, ...]]] = {}
        blocks = Blocks()
        for answer in answers:
            items = tuple(self._items(answer.lines))
            if answer.label == "roadblock":
                blocks.met(items)
            elif answer.label == "try":
                blocks.tried(items)
            else:
                found.setdefault(answer.label, []).append(items)
        roadblocks, unmet = blocks.closed()
        pulse, pulse_words, beside = pulse_of([item for items in found.get("pulse", ()) for item in items])
        return Letter(
            done=_flat(found.get("done", ())),
            roadblocks=roadblocks,
            learned=_flat(found.get("learned", ())),
            bring=_flat(found.get("bring", ())),
            next=(*_flat(found.get("next", ())), *unmet),
            takeaways=_flat(found.get("takeaway", ())),
            pulse=pulse,
            pulse_words=pulse_words,
            rest=(*self._paragraphs(), *beside),
            aside=tuple(self._aside),
            signed=self._signed,
            identity=self._identity,
            digest=digest,
        )

    # first the frame of the letter goes, and with it our own text

    def _pieces(self) -> list[_Piece]:
        pieces: list[_Piece] = []
        deeper, place, lines = 0, 0, self._lines
        while place < len(lines):
            line = lines[place]
            taken, carried = self._framed(place)
            if taken:
                deeper += carried
                pieces.append(_Piece(Line("", line.depth + deeper, 0, False, 0), ()))
                place += taken
                continue
            if deeper:
                line = msgspec.structs.replace(line, depth=line.depth + deeper)
            pieces.append(_Piece(line, tuple(parts(line.text)) if line.text else (Part(None, ""),)))
            place += 1
        return pieces

    def _framed(self, place: int) -> tuple[int, int]:
        """How many lines from `place` on belong to the frame, and whether what follows them is carried along, unmarked."""
        line = self._lines[place]
        if not line.text:
            return 0, 0
        ours = self._ours(place)
        if ours:
            return ours, 0
        text = line.text
        if frame.is_carried(text):
            return self._put_aside(place, 1), 1
        if frame.may_begin_wrote(text):
            for count in (1, 2, 3):
                if frame.wrote(" ".join(one.text for one in self._lines[place : place + count])):
                    return self._put_aside(place, count), 0 if self._marked_after(place + count, line.depth) else 1
        headers = 0
        while place + headers < len(self._lines) and frame.is_header(self._lines[place + headers].text):
            headers += 1
        if headers >= 2:
            return self._put_aside(place, headers), 1
        if frame.is_rule(text) or frame.from_a_phone(text) or frame.greets(text, self._names):
            return self._put_aside(place, 1), 0
        if text == "--":
            return self._signature(place), 0
        return self._closing(place), 0

    def _ours(self, place: int) -> int:
        """The lines that are the first or the last one of our own text, also where a program broke them."""
        head = self._lines[place].text[:8].casefold()
        if not ("hi" in head or "for" in head):
            return 0
        here = "".join(one.text for one in self._lines[place : place + 5]).casefold()
        if "each" not in here and "session" not in here:
            return 0
        ours = 0
        for count in range(1, 6):
            joined = " ".join(one.text for one in self._lines[place : place + count])
            if len(joined) > 5000 or place + count > len(self._lines):
                break
            if count > 1 and len(self._lines[place + count - 2].text) < NARROW:
                break  # no program breaks a line as short as the one before
            found = identity_of(joined)
            if found is not None and (not ours or is_whole_identity(joined)):
                self._identity = self._identity or found
                ours = count
            elif is_greeting(joined):
                ours = count
        return ours

    def _marked_after(self, place: int, depth: int) -> bool:
        following = next((line for line in self._lines[place : place + 4] if line.text), None)
        return following is not None and following.depth > depth

    def _put_aside(self, place: int, count: int) -> int:
        self._aside += [line.text for line in self._lines[place : place + count] if line.text]
        return count

    def _closing(self, place: int) -> int:
        """`Best,` and the name below it; or a name alone, where the letter ends."""
        line = self._lines[place]
        if frame.is_mine(line.text, self._names) and self._ends(place + 1):
            self._signed = self._signed or frame.name_in(line.text)
            return self._put_aside(place, 1)
        name = frame.closes(line.text)
        if name is None:
            return 0
        self._signed = self._signed or name
        following = place + 1
        while following < min(place + 3, len(self._lines)) and self._lines[following].blank:
            following += 1
        below = self._lines[following : following + 1]
        if name or not below or below[0].depth != line.depth or not frame.is_name(below[0].text) or parts(below[0].text)[0].label:
            return self._put_aside(place, 1)
        if not below[0].text[:1].isupper() and below[0].text.casefold() not in self._names:
            return self._put_aside(place, 1)
        self._signed = self._signed or frame.name_in(below[0].text)
        following += 1
        while following < min(place + 9, len(self._lines)) and frame.is_address(self._lines[following].text):
            following += 1
        return self._put_aside(place, following - place)

    def _ends(self, place: int) -> bool:
        """Whether nothing of the same writer comes right below."""
        following = self._lines[place : place + 1]
        return not following or following[0].blank or following[0].depth != self._lines[place - 1].depth

    def _signature(self, place: int) -> int:
        """The few short lines after `--`, unless they say something."""
        depth, end = self._lines[place].depth, place + 1
        while end < len(self._lines) and end - place <= 6 and self._lines[end].depth == depth and self._lines[end].text:
            end += 1
        block = self._lines[place + 1 : end]
        if any(len(one.text) > 60 or "?" in one.text or frame.PS.match(one.text) or parts(one.text)[0].label for one in block):
            return 1
        if block and frame.is_name(block[0].text):
            self._signed = self._signed or frame.name_in(block[0].text)
        return self._put_aside(place, end - place)

    # then each line goes to the label it answers

    def _answers(self, pieces: list[_Piece]) -> list[_Answer]:
        depths = [piece.line.depth for piece in pieces if any(one.label for one in piece.parts)]
        own = min(depths, default=0)
        last = max((at for at, piece in enumerate(pieces) if any(one.label for one in piece.parts)), default=-1)
        answers: list[_Answer] = []
        now: _Answer | None = None
        below = own  # the depth up to which lines answer it
        gap = False
        for at, piece in enumerate(pieces):
            line = piece.line
            if not piece.parts:
                now, gap = None, False
                self._rest.append(line)
                continue
            if line.blank:
                gap = True
                if now is not None:
                    now.lines.append(line)
                else:
                    self._rest.append(line)
                continue
            for one in piece.parts:
                if one.label is not None and line.depth > own and one.text:
                    now = None  # an older letter, quoted below this one
                    self._keep(line, line.text if len(piece.parts) == 1 else one.text)
                elif one.label is not None:
                    now, below = _Answer(one.label, []), line.depth if line.depth == own else line.depth - 1
                    answers.append(now)
                    if one.text:
                        now.lines.append(_part_of(line, one.text))
                elif now is None or line.depth > below or self._is_after(now, line, gap, at > last):
                    if now is not None and line.depth <= below:
                        now = None
                    self._loose(line, one.text)
                else:
                    now.lines.append(_part_of(line, one.text))
            gap = False
        return answers

    def _is_after(self, now: _Answer, line: Line, gap: bool, closing: bool) -> bool:
        """Whether a paragraph below the last answer is a word of its own."""
        return gap and closing and any(one.text for one in now.lines) and not bulleted(line.text)[0]

    def _loose(self, line: Line, text: str) -> None:
        """What answers nothing: kept, but for a greeting or a farewell that shared its line."""
        if frame.greets(text, self._names):
            self._aside.append(text)
        else:
            self._keep(line, text)

    def _keep(self, line: Line, text: str) -> None:
        self._rest.append(_part_of(line, text))

    def _items(self, lines: list[Line]) -> Iterable[str]:
        """The items of an answer, one for each line its writer wrote; what says that there is nothing goes aside."""
        for text in unwrapped(lines, self._width):
            for item in _split(text):
                if _says_nothing(item):
                    self._aside += [item] if item else []
                elif item.strip():
                    yield item.strip()

    def _paragraphs(self) -> Iterable[str]:
        """What was not understood, as paragraphs; of what was quoted it is said."""
        piece: list[str] = []
        last: Line | None = None
        for line in (*self._rest, Line("", 0, 0, False, 0)):
            if piece and last is not None and (line.blank or line.depth != last.depth or not goes_on(last, line, self._width)):
                yield ("> " if last.depth else "") + " ".join(piece)
                piece = []
            if line.text:
                piece.append(line.text)
                last = line


def _split(text: str) -> list[str]:
    """The items of a piece: apart by semicolons, or numbered within one line."""
    if _FIRST.match(text) and len(numbered := _NUMBERED.split(text)) > 1:
        return [bulleted(item)[1] for item in numbered]
    return _ITEMS.split(bulleted(text)[1])


def _part_of(line: Line, text: str) -> Line:
    return line if text == line.text else msgspec.structs.replace(line, text=text, indent=0)


def _says_nothing(item: str) -> bool:
    plain = item.strip().casefold()
    return plain in _NOTHING or plain.strip(".!,:-–—() ") in _NOTHING or not re.search(r"\w|[^\x00-\x7f]", plain)


def _flat(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(item for items in found for item in items)
