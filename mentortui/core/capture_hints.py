"""What the capture line says back while one types: how it is understood, who gets it, which names fit."""

import re

from mentortui.core.capture_tags import People, goal_tag, goals_called, people_called, person_tag
from mentortui.core.capture_values import Capture, Reader, Understood
from mentortui.core.dates import iso_day, show_date
from mentortui.core.text import fit

SIGNS = "+-><!*?=&."
NOTHING = "nothing to save yet"


def preview(understood: Understood, reader: Reader) -> str:
    """What was understood, and who gets it: `praise to Grace, action for Grace · Fri 27 Nov · Grace gets it`.

    What was not understood comes first.
    """
    capture = understood.capture
    if understood.hidden:
        return f"{understood.hidden}."  # a sentence: nothing is kept
    if not capture.text:
        return " · ".join(understood.problems) or NOTHING
    parts = [*understood.problems, _what(capture, reader)]
    if capture.kind == "feedback" and capture.better and not capture.step:
        parts.append("next step open")
    day = iso_day(capture.due)
    if day is not None:
        parts.append(show_date(day, reader.today))
    if capture.goal:
        own = capture.goal in reader.own_goals  # its name is not for a screen that others may see
        parts.append("a goal of your own" if own else f"goal {fit(capture.goal, 24)}")
    parts.append(_audience(capture, reader))
    return " · ".join(parts)


def completions(line: str, cursor: int, reader: Reader) -> tuple[str, ...]:
    """The whole tags that the `@name` or `#goal` begun before `cursor` may become."""
    begun = _begun(line, cursor)
    if begun[:1] == "@":
        ids = people_called(begun[1:], reader.people) if begun[1:] else tuple(id for id, _ in reader.people)
        return tuple(dict.fromkeys(person_tag(id, reader.people) for id in ids))
    if begun[:1] == "#":
        goals = goals_called(begun[1:], reader.goals) if begun[1:] else reader.goals
        return tuple(dict.fromkeys(goal_tag(goal, reader.goals) for goal in goals if goal))
    return ()


def complete(line: str, cursor: int, reader: Reader) -> tuple[str, int]:
    """The line and cursor after the tag before it is completed, as far as the names that fit agree."""
    begun, found = _begun(line, cursor), completions(line, cursor, reader)
    if not found:
        return line, cursor
    tag = found[0] if len(found) == 1 else _shared_beginning(found)
    if len(found) > 1 and not (len(tag) > len(begun) and tag.casefold().startswith(begun.casefold())):
        return line, cursor
    start = cursor - len(begun)
    return line[:start] + tag + line[cursor:], start + len(tag)


def called(person: str, reader: Reader) -> str:
    """What to call a person in a preview: `you`, the name's first word, or all of it where two share that."""
    if person == reader.me:
        return "you"
    firsts = [_first(name) for id, name in reader.people if id != reader.me]
    name = dict(reader.people).get(person, "")
    first = _first(name)
    return fit(first if firsts.count(first) == 1 else name, 20) or _number(person, reader.people)


def _begun(line: str, cursor: int) -> str:
    """The tag begun right before the cursor; empty in the middle of a word."""
    if not 0 <= cursor <= len(line) or (cursor < len(line) and not line[cursor].isspace()):
        return ""
    word = re.split(r"\s", line[:cursor])[-1]
    if word == line[:cursor] and word[:1] in SIGNS:
        word = word[1:]
    return word if word[:1] in ("@", "#") else ""


def _what(capture: Capture, reader: Reader) -> str:
    whom = called(capture.who, reader) if capture.who else ""
    if capture.kind == "feedback":
        what = "what could be better" if capture.better else "praise"
        to = f" {'for' if capture.better else 'to'} {whom}" if whom else ""
        step = f", action for {whom}" if whom else ", action"
        return what + to + (step if capture.step else "")
    return f"{capture.kind} for {whom}" if whom else capture.kind


def _audience(capture: Capture, reader: Reader) -> str:
    if capture.kind == "private":
        return "only you"
    others = [id for id, _ in reader.people if id != reader.me]
    if not others:
        return "only you so far"
    return f"{called(others[0], reader)} gets it" if len(others) == 1 else "everyone gets it"


def _first(name: str) -> str:
    return next(iter(name[:200].split()), "")


def _number(person: str, people: People) -> str:
    ids = [id for id, _ in people]
    return f"person {ids.index(person) + 1}" if person in ids else "someone"


def _shared_beginning(tags: tuple[str, ...]) -> str:
    first, last = min(tags), max(tags)
    length = next((n for n, char in enumerate(first) if last[n : n + 1] != char), len(first))
    return first[:length]
