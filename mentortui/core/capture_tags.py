"""Whom an `@name` and what a `#goal` mean, and how to write them so that they mean just that."""

import re
import unicodedata
from collections.abc import Iterable

from mentortui.core.capture_text import PUNCTUATION, is_goal_tag, is_person_tag
from mentortui.core.kinds import folded
from mentortui.core.text import fit, visible

People = tuple[tuple[str, str], ...]


def people_called(called: str, people: People) -> tuple[str, ...]:
    """The ids of the people `called` may mean: a number, a name, a word of it, or else how one begins."""
    if re.fullmatch("[1-9][0-9]?", called) and int(called) <= len(people):
        return (people[int(called) - 1][0],)
    return tuple(people[number][0] for number in _matches(called, [name for _, name in people]))


def goals_called(called: str, goals: tuple[str, ...]) -> tuple[str, ...]:
    """The known goals `called` may mean: by name, a word of it, or else how one begins."""
    return tuple(goals[number] for number in _matches(called, goals))


def own_goals_called(called: str, own: tuple[str, ...], whole: bool = False) -> tuple[str, ...]:
    """The goals only the user knows of that `called` may mean, as `goals_called`, also where it is written nearly so, without the
    signs, dashes and blanks of the name: what others read may not come close to it. `whole`: by name alone."""
    wanted = _letters(called)
    if whole:
        return tuple(name for name in own if _key(name) == _key(called) or (wanted and _letters(name) == wanted))
    return goals_called(called, own) or tuple(name for name in own if wanted and _begins_nearly(wanted, name[:1000]))


def person_tag(person: str, people: People) -> str:
    """An `@word` that means this person alone, or `@2`, the person's number; empty for a stranger."""
    for number, (id, name) in enumerate(people, start=1):
        if id == person:
            words = (word for word in name[:200].split() if _is_plain(word))
            tags = (f"@{word}" for word in words if is_person_tag(f"@{word}"))
            return next((tag for tag in tags if people_called(tag[1:], people) == (id,)), f"@{number}")
    return ""


def goal_tag(goal: str, goals: tuple[str, ...]) -> str:
    """A `#word` that means this goal alone, known or new, or `#"its name"`."""
    for word in goal[:200].split():
        if _is_plain(word) and is_goal_tag(f"#{word}") and '"' not in word:
            found = goals_called(word, goals)
            if found == (goal,) or (not found and word == goal):
                return f"#{word}"
    escaped = goal.replace("\\", "\\\\").replace('"', '\\"')
    escaped = re.sub("[\u23ce\u240d]", lambda match: "\\" + match.group(), escaped)
    return '#"' + escaped.replace("\n", "\u23ce").replace("\r", "\u240d") + '"'


def quoted_goal(tag: str) -> str:
    """The name between the quotes of `#"name"`."""
    return re.sub(r"\\(.)|([\u23ce\u240d])", _unquoted, tag[2:-1], flags=re.DOTALL)


def names_of(ids: Iterable[str], people: People) -> str:
    """`@Ada or @3 (Grace Otieno)`, for asking which of them is meant; of many the first three."""
    named = dict(people)
    tags = [(person_tag(id, people), fit(named[id], 20)) for id in list(ids)[:3]]
    return " or ".join(f"{tag} ({name})" if tag[1:].isdecimal() else tag for tag, name in tags)


def _unquoted(match: re.Match[str]) -> str:
    if match.group(1) is not None:
        return match.group(1)
    return "\n" if match.group(2) == "\u23ce" else "\r"


def _matches(called: str, names: Iterable[str]) -> list[int]:
    wanted = _key(called)
    if not wanted:
        return []
    keys = [_key(name[:1000]) for name in names]
    whole = [number for number, key in enumerate(keys) if key == wanted]
    words = [number for number, key in enumerate(keys) if wanted in key.split()]
    begun = [
        number
        for number, key in enumerate(keys)
        if key.startswith(wanted) or any(word.startswith(wanted) for word in key.split())
    ]
    return whole or words or begun


def _key(name: str) -> str:
    """What of a name counts when it is typed: no case, no accents, and of blanks that there are some."""
    apart = unicodedata.normalize("NFKD", folded(name))
    return folded("".join(char for char in apart if not unicodedata.combining(char)))


def _letters(name: str) -> str:
    """What is left of a name without signs and blanks."""
    return "".join(char for char in _key(name[:1000]) if char.isalnum())


def _begins_nearly(wanted: str, name: str) -> bool:
    """Whether the name, or its end from some word on, begins with these letters."""
    words = re.findall(r"[^\W_]+", _key(name))
    return any("".join(words[at:]).startswith(wanted) for at in range(len(words)))


def _is_plain(word: str) -> bool:
    return visible(word) == word and word[-1] not in PUNCTUATION
