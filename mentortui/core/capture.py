"""The capture line: one line typed, one thing caught; and a thing caught, written as that line again.

    + praise   - what could be better   > they promise   < I promise   ! decision   * win
    ? open question   = takeaway   & resource   . private note   setback: any kind by its name
    @name for whom   #goal   due:fri by when   what was good -> next step

Plain text is a note, and a space before it keeps it plain. `capture_text` says how backslashes work.
"""

import re
from itertools import takewhile
from typing import Literal, get_args

import msgspec

from mentortui.core.capture_hints import NOTHING, SIGNS, complete, completions, preview
from mentortui.core.capture_tags import (
    goal_tag,
    goals_called,
    names_of,
    own_goals_called,
    people_called,
    person_tag,
    quoted_goal,
)
from mentortui.core.capture_text import (
    ARROW,
    PUNCTUATION,
    bare,
    decoded,
    encoded,
    is_due_tag,
    is_goal_tag,
    is_person_tag,
    is_quoted_goal,
    is_tag,
    tokens,
    unescaped,
)
from mentortui.core.capture_values import Capture, Kind, Reader, Understood
from mentortui.core.dates import NoDate, Unreadable, iso_day, parse_due
from mentortui.core.refused import Refused
from mentortui.core.text import fit, storable

__all__ = [
    "SIGNS",
    "Capture",
    "Kind",
    "Reader",
    "Understood",
    "caught",
    "complete",
    "completions",
    "line_of",
    "preview",
    "understand",
]

_KINDS: dict[str, Kind] = {
    "!": "decision",
    "*": "win",
    "?": "question",
    "=": "takeaway",
    "&": "resource",
    ".": "private",
}
_SIGN_OF = {kind: sign for sign, kind in _KINDS.items()}
_ALL: tuple[Kind, ...] = get_args(Kind)
_NAMES: dict[str, Kind] = {**{kind: kind for kind in _ALL}, "praise": "feedback", "better": "feedback"}
_NAMED = re.compile(rf"({'|'.join(_NAMES)})\s*:", re.IGNORECASE)
_MOST_PROBLEMS = 4
_MOST_DUE_WORDS = 4  # due:thu 26 nov 2027


def understand(line: str, reader: Reader, literal: bool = False) -> Understood:
    """What `line` catches. Never raises and loses no word: what is not understood stays text and is told.

    `literal` is for a paste of several lines: no sign and no tag in it is read, all of it is a note.
    """
    line = storable(line)
    if literal:
        problems = () if line.strip() else (NOTHING,)
        return Understood(capture=Capture(text=line), problems=problems)
    head, rest = _head(line)
    return _Reading(reader, head).read(rest)


def caught(line: str, reader: Reader, literal: bool = False) -> Capture:
    """What `line` catches, to be kept. Raises Refused where something for others would name a goal only the user knows of."""
    found = understand(line, reader, literal)
    if found.hidden:
        raise Refused(f"{found.hidden}.")
    return found.capture


def line_of(capture: Capture, reader: Reader) -> str:
    """The line that `understand` reads as this capture, all but its id. People must be known to the reader."""
    feedback = capture.kind == "feedback"
    head, tag = _written_head(capture, reader)
    pieces = [head, encoded(capture.text, feedback)]
    if feedback and capture.step:
        pieces += [ARROW, encoded(capture.step, feedback)]
    known = (*reader.goals, *reader.own_goals) if capture.kind == "private" else reader.goals
    pieces += [tag, goal_tag(capture.goal, known) if capture.goal else ""]
    day = iso_day(capture.due)
    pieces.append(f"due:{day.isoformat()}" if day else "")
    line = " ".join(piece for piece in pieces if piece)
    plain = capture.kind == "note" and (line[:1] in tuple(SIGNS) or _NAMED.match(line))
    return f" {line}" if plain else line


class _Head(msgspec.Struct, frozen=True):
    kind: Kind = "note"
    better: bool = False
    promised: Literal["", "by them", "by me"] = ""


def _head(line: str) -> tuple[_Head, str]:
    """What the beginning of the line says it is, and the rest of the line."""
    if named := _NAMED.match(line):
        name = named.group(1).casefold()
        return _Head(_NAMES[name], better=name == "better"), line[named.end() :]
    sign, rest = line[:1], line[1:]
    match sign:
        case "+":
            return _Head("feedback"), rest
        case "-":
            arrow = tokens(line)[0][1] == ARROW
            return _Head("feedback", better=True), line if arrow else rest
        case ">":
            return _Head("action", promised="by them"), rest
        case "<":
            return _Head("action", promised="by me"), rest
    return (_Head(_KINDS[sign]), rest) if sign in _KINDS else (_Head(), line)


def _written_head(capture: Capture, reader: Reader) -> tuple[str, str]:
    """The sign or name that begins the line, and the tag that says who."""
    who, other = capture.who, _the_other(reader)
    tag = person_tag(who, reader.people) if who else ""
    if capture.kind == "feedback":
        sign = "-" if capture.better else "+"
        if other and who in ("", other):
            return sign, "" if who else "@?"
        return sign, tag
    if capture.kind == "action":
        if who and who == reader.me:
            return "<", ""
        if who and who == other:
            return ">", ""
        return (">", tag) if tag else ("action:", "")
    if capture.kind == "note":
        return "", tag
    return _SIGN_OF.get(capture.kind, f"{capture.kind}:"), tag


def _the_other(reader: Reader) -> str:
    """The other of two people; empty in a group and alone."""
    others = [id for id, _ in reader.people if id != reader.me]
    return others[0] if len(others) == 1 else ""


class _Reading:
    """One reading of the words after the head."""

    def __init__(self, reader: Reader, head: _Head) -> None:
        self.reader, self.head = reader, head
        self.feedback = head.kind == "feedback"
        self.who: str | None = None
        self.goal = self.due = self.hidden = ""
        self.problems: list[str] = []
        self.parts: list[list[str]] = [[]]

    def read(self, rest: str) -> Understood:
        words = tokens(rest)
        index = 0
        while index < len(words):
            gap, word = words[index]
            index += 1
            plain = unescaped(word, self.feedback)
            if plain is not None:
                self.keep(gap, plain)
            elif self.feedback and word == ARROW and len(self.parts) == 1:
                self.parts.append([])
            elif is_person_tag(word):
                self.person(gap, word)
            elif is_goal_tag(word):
                self.goal_named(gap, word)
            elif is_due_tag(word):
                index += self.by_when(gap, word, [after for _, after in words[index : index + _MOST_DUE_WORDS]])
            else:
                self.keep(gap, word)
        return self.understood()

    def keep(self, gap: str, word: str, problem: str = "") -> None:
        self.parts[-1] += [gap, word]
        if problem and problem not in self.problems and len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(problem)

    def leave(self, punctuation: str) -> None:
        """A tag goes; the punctuation behind it stays at the word before it."""
        if self.parts[-1]:
            self.parts[-1].append(punctuation)

    def person(self, gap: str, word: str) -> None:
        name = "?" if word == "@?" else bare(word[1:])
        tag = f"@{fit(name, 20)}"
        found = ("",) if name == "?" else people_called(name, self.reader.people)
        if not found:
            self.keep(gap, word, f"{tag} is nobody here: it stays text")
        elif len(found) > 1:
            names = names_of(found, self.reader.people)
            self.keep(gap, word, f"{tag} may be {names}: it stays text until it says which")
        elif self.head.promised == "by me":
            self.keep(gap, word, f"< is your own promise: {tag} stays text")
        elif self.who is not None:
            self.keep(gap, word, f"one person a line: {tag} stays text")
        else:
            self.who = found[0]
            self.leave(word[1 + len(name) :])

    def goal_named(self, gap: str, word: str) -> None:
        if word[1] == '"':
            name, tail = (quoted_goal(word), "") if is_quoted_goal(word) else ("", "")
            found: tuple[str, ...] = (name,) if name else ()
            own = () if name in self.reader.goals else own_goals_called(name, self.reader.own_goals, whole=True)
            if not name:
                self.keep(gap, word)
                return
        else:
            name = bare(word[1:])
            tail = word[1 + len(name) :]
            found = goals_called(name, self.reader.goals)
            own = () if found else own_goals_called(name, self.reader.own_goals)
            found = found or (own if self.head.kind == "private" else ()) or (name,)
        tag = f"#{fit(name, 20)}"
        if own and self.head.kind != "private":
            # Only what was typed: the name itself is nobody else's to read, and a screen may be shared.
            self.hidden = self.hidden or f"{tag} is private still: leave it out, or begin with a dot for a private note"
            self.keep(gap, word)
        elif len(found) > 1:
            names = " or ".join(fit(goal, 20) for goal in found[:3])
            self.keep(gap, word, f"{tag} may be {names}: it stays text until it says which")
        elif self.goal:
            self.keep(gap, word, f"one goal a line: {tag} stays text")
        else:
            self.goal = found[0]
            self.leave(tail)

    def by_when(self, gap: str, word: str, after: list[str]) -> int:
        """Reads `due:` and as many of the words after it as make a date; how many they were."""
        if self.due:
            self.keep(gap, word, f"one date a line: {fit(word, 24)} stays text")
            return 0
        words = [word[4:]] if len(word) > 4 else []
        most = _MOST_DUE_WORDS - len(words)
        near = list(takewhile(lambda next: not is_tag(next, self.feedback), after[:most]))
        refused: Unreadable | None = None
        for count in range(len(near), -1, -1):
            said = " ".join([*words, *near[:count]])
            for typed in (said.rstrip(PUNCTUATION.replace(".", "")), bare(said)):
                try:
                    self.due = parse_due(typed, self.reader.today).isoformat()
                except Unreadable as error:
                    if refused is None or isinstance(refused, NoDate):
                        refused = error
                else:
                    self.leave(said[len(typed) :])
                    return count
        self.keep(gap, word, f"{str(refused).removesuffix('.')}; {fit(word, 24)} stays text")
        return 0

    def understood(self) -> Understood:
        text, *steps = ("".join(part) for part in self.parts)
        step = decoded(steps[0]) if steps else ""
        capture = Capture(
            kind=self.head.kind,
            text=decoded(text),
            better=self.head.better,
            step=step,
            who=self.meant(),
            goal=self.goal,
            due=self.due,
        )
        if not capture.text:
            self.problems.insert(0, f"{NOTHING}: write it before the ->" if step else NOTHING)
        elif not capture.who and capture.kind == "action":
            self.problems.append("who promises? add @name")
        elif not capture.who and self.feedback:
            self.problems.append("who is it for? add @name")
        return Understood(capture=capture, problems=tuple(self.problems), hidden=self.hidden)

    def meant(self) -> str:
        if self.head.promised == "by me":
            return self.reader.me
        if self.who is None and (self.feedback or self.head.promised == "by them"):
            return _the_other(self.reader)
        return self.who or ""
