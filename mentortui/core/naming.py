"""Whose name is meant: the names that stand in a transcript, and the people of a mentorship.

Likeness is that of `difflib`: a file has some dozens of names at most, and there are nine people, so that nothing quicker is
needed, and it comes with Python. A library such as rapidfuzz would be one more thing to install for no answer that is another.
"""

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.records import Member

GUEST, NOT_SAID = "+", ""
"""Answers beside the ids of people: somebody of that name who has no place in the mentorship; nobody in particular."""
LIKE = 0.75
"""From this likeness on, 0..1, a name is offered."""
_PART, _INITIALS = 0.95, 0.9
_LONGEST, _MOST_WORDS = 60, 6
"""Letters and words of a name that are compared."""

How: TypeAlias = Literal["heard as", "same", "part", "like", "left over", ""]
"""Why somebody is proposed: it was said once; the same name; a part of it; much the same letters; nobody else is left."""

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\||/| - .*")
_LABEL = re.compile(
    r"(?:unknown[\s_])?(?:speaker|spk|spkr|person|participant|user|voice|unknown|guest|caller|host)?[\s_#-]*[0-9a-z]?[0-9]{0,6}"
)


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Whose a name may be. `person`: an id, GUEST, NOT_SAID where that was said once, None where nobody comes to mind.
    `sure`: nobody needs to be asked."""

    name: str
    person: str | None = None
    how: How = ""
    sure: bool = False
    others: tuple[str, ...] = ()
    """Ids of who else it may be, the likest first."""


def propose(names: Sequence[str], people: Sequence[Member], said: Mapping[str, str] | None = None) -> tuple[Proposal, ...]:
    """Of each name who may be meant, in their order. `said`: what was answered to a name before, beside what the people are
    `heard_as`: an id, GUEST, NOT_SAID. What is only a label, such as `Speaker 1`, means another person in the next file."""
    known = {} if said is None else said
    first = [_first(name, people, known) for name in names]
    taken = {one.person for one in first if one.sure}
    plain = dict.fromkeys(plain_name(one.name) for one in first)
    fits = {member.id: [other for other in plain if _is_of(other, plain_name(member.name))] for member in people}
    made = [one if one.sure else _second(one, people, taken, fits) for one in first]
    left = [member.id for member in people if member.id not in {one.person for one in made}]
    unsaid = [one for one in made if one.person is None]
    if len(left) == 1 and len(unsaid) == 1 and len(people) == 2:
        made[made.index(unsaid[0])] = msgspec.structs.replace(unsaid[0], person=left[0], how="left over")
    return tuple(made)


def is_label(name: str) -> bool:
    """`Speaker 1`, `SPEAKER_00`, `A`: given anew by each recording, and not remembered."""
    return _LABEL.fullmatch(name.casefold().strip()) is not None


def plain_name(name: str) -> str:
    """What names are compared by: without accents, brackets, what stands behind a bar, and signs; small letters."""
    text = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    text = text.casefold().translate(_LETTERS)
    bare = " ".join(re.findall(r"\w+", _ASIDE.sub(lambda found: " " if found[0][:1] in "(|/[" else "", text.partition("|")[0])))
    found = bare or " ".join(re.findall(r"\w+", text)) or name.casefold().strip()
    return " ".join(found[:_LONGEST].split(" ")[:_MOST_WORDS])


def likeness(one: str, other: str) -> float:
    """How much alike two plain names are, 0..1: as wholes, by their likest words, or as initials."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    ours, theirs = one.split(), other.split()
    if _is_part(ours, theirs) or _is_part(theirs, ours):
        return _PART
    if one in (_initials(theirs), "".join(theirs)) or other in (_initials(ours), "".join(ours)):
        return _INITIALS
    found = _ratio(one, other)
    short, long = sorted((ours, theirs), key=len)
    if len(short[0]) > 3 or len(short) > 1:
        found = max(found, min(max(_ratio(word, name) for name in long) for word in short) * 0.95)
    return found


def _first(name: str, people: Sequence[Member], said: Mapping[str, str]) -> Proposal:
    """What is known or the very same."""
    if not is_label(name):
        for member in people:
            if name in member.heard_as:
                return Proposal(name=name, person=member.id, how="heard as", sure=True)
        if name in said:
            return Proposal(name=name, person=said[name], how="heard as", sure=True)
    plain = plain_name(name)
    same = [member.id for member in people if name == member.name] or [
        member.id for member in people if plain_name(member.name) == plain
    ]
    if len(same) == 1:
        return Proposal(name=name, person=same[0], how="same", sure=True)
    return Proposal(name=name, others=tuple(same))


def _second(one: Proposal, people: Sequence[Member], taken: Container[str | None], fits: Mapping[str, Sequence[str]]) -> Proposal:
    """What is like it. A part of a name is sure where it fits nobody else, and no other name of the file means that person.
    `fits`: of each person the names of the file that are theirs, or a part of them."""
    if one.others:  # several of the very same name
        return msgspec.structs.replace(one, person=one.others[0], how="same", others=one.others[1:])
    if is_label(one.name):
        return one
    plain = plain_name(one.name)
    near = sorted(((likeness(plain, plain_name(member.name)), -place) for place, member in enumerate(people)), reverse=True)
    found = [(level, people[-place].id) for level, place in near if level >= LIKE]
    if not found:
        return one
    person = found[0][1]
    part = found[0][0] == _PART
    alone = len(fits[person]) == 1 and (len(found) == 1 or found[1][0] < _INITIALS)
    return msgspec.structs.replace(
        one,
        person=person,
        how="part" if part else "like",
        sure=part and alone and person not in taken,
        others=tuple(id for _, id in found[1:]),
    )


def _is_of(one: str, other: str) -> bool:
    """The same name, or one a part of the other."""
    ours, theirs = one.split(), other.split()
    return one == other or _is_part(ours, theirs) or _is_part(theirs, ours)


def _is_part(few: Sequence[str], many: Sequence[str]) -> bool:
    """Each of its words is one there, or the letter that one begins with; at least one is whole."""
    if len(few) > len(many) or not any(len(word) > 1 and word in many for word in few):
        return False
    return all(word in many or (len(word) == 1 and any(other.startswith(word) for other in many)) for word in few)


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words) if len(words) > 1 else ""


@lru_cache(4096)
def _ratio(one: str, other: str) -> float:
    """What is below LIKE counts as 0: to find that out costs little."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0.0
    return matcher.ratio()


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
