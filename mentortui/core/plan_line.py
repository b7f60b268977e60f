"""An agenda item in one line: `Code review of the parser 15 @grace`, and written as that line again."""

import re
from collections.abc import Sequence

import msgspec

from mentortui.core.agenda import MOST_MINUTES
from mentortui.core.capture_tags import names_of, people_called, person_tag
from mentortui.core.commands import Refused
from mentortui.core.plan import BOTH, owner_words
from mentortui.core.records import Member, PlanItem
from mentortui.core.text import fit

HINT = "what it is about, then minutes, then @who: Code review 15 @grace · 0 for no timer"
_MINUTES = re.compile(r"([0-9]{1,5})(?:m|min|mins|minutes)?", re.ASCII)
_LONE = re.compile(r"(?:m|min|mins|minutes)", re.ASCII)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What a line says. `minutes` 0: expressly without a timer; None: not said. `owner` None: not said."""

    title: str
    minutes: int | None = None
    owner: str | None = None
    problems: tuple[str, ...] = ()


def read_line(text: str, people: Sequence[Member]) -> Line:
    """Never raises and loses no word: what is not understood stays in the title, and is told in `problems`."""
    known = tuple((person.id, person.name) for person in people)
    owner, problems, words = None, list[str](), list[str]()
    for word in text.split():
        if len(word) < 2 or not word.startswith("@"):
            words.append(word[1:] if word.startswith("\\@") else word)
            continue
        found = _called(word[1:], people, known)
        if len(found) == 1 and owner is None:
            owner = found[0]
            continue
        words.append(word)
        if len(found) > 1:
            problems.append(f"{fit(word, 20)} may be {names_of(found, known)}")
        elif owner is None:
            problems.append(f"nobody here is called {fit(word[1:], 20)}")
        else:
            problems.append("an item has one owner; the second name stays in its title")
    minutes = _minutes(words, problems)
    return Line(title=" ".join(words), minutes=minutes, owner=owner, problems=tuple(problems))


def line_of(item: PlanItem, people: Sequence[Member]) -> str:
    """The line that is read as this item, all but what no line says."""
    known = tuple((person.id, person.name) for person in people)
    words = [f"\\{word}" if word.startswith("@") and len(word) > 1 else word for word in item.title.split()]
    ends_in_number = bool(words) and len(words) > 1 and _read_minutes(words) is not None
    minutes = [f"{item.minutes}"] if item.minutes is not None else ["0"] if ends_in_number else []
    tag = person_tag(item.owner, known) or (f"@{item.owner}" if item.owner else "")
    return " ".join([*words, *minutes, *([tag] if tag else [])])


def changed(item: PlanItem, line: Line) -> PlanItem:
    """The item as the line has it. What the line does not say of minutes is no timer, of the owner nobody: it is all there is."""
    return msgspec.structs.replace(item, title=line.title, minutes=line.minutes or None, owner=line.owner or "")


def line_words(item: PlanItem, people: Sequence[Member], proposed: int | None = None, problems: Sequence[str] = ()) -> str:
    """What was understood, while one types: `15 minutes · Grace leads`."""
    if not item.title.strip():
        raise Refused("An agenda item needs a title.")
    told = ["no timer" if item.minutes is None else f"{item.minutes} {'minute' if item.minutes == 1 else 'minutes'}"]
    if proposed is not None and proposed != item.minutes:
        told[0] += f" (you took {proposed})"
    if item.owner:
        who = owner_words(item.owner, people)
        told.append(f"for {who}" if item.owner == BOTH else f"{who} leads")
    return " · ".join([*told, *problems])


def _called(called: str, people: Sequence[Member], known: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    low = called.casefold()
    found = people_called(called, known)
    if found:
        return found
    if low in (BOTH, "all"):
        return (BOTH,)
    role = low.removesuffix("s")
    members = tuple(person.id for person in people if person.role == role)
    return members if len(members) == 1 else (role,) if members else ()


def _minutes(words: list[str], problems: list[str]) -> int | None:
    """Taken off the end of the words, where they are minutes."""
    found = _read_minutes(words)
    if found is None:
        return None
    minutes, taken = found
    if minutes > MOST_MINUTES:
        problems.append(f"{minutes} is more than the {MOST_MINUTES} minutes an item takes at most: it stays in the title")
        return None
    del words[-taken:]
    return minutes


def _read_minutes(words: Sequence[str]) -> tuple[int, int] | None:
    """The minutes at the end, and how many words say them; a number alone is a title."""
    if len(words) > 2 and _LONE.fullmatch(words[-1].casefold()) and words[-2].isascii() and words[-2].isdigit():
        return (int(words[-2]), 2) if len(words[-2]) < 6 else None
    match = _MINUTES.fullmatch(words[-1].casefold()) if len(words) > 1 else None
    return (int(match.group(1)), 1) if match else None
