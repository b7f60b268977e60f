"""Mentorships as people speak of them: by the names of the others, found by a word of one, and told to them."""

from collections.abc import Sequence

from mentortui.core.heads import MentorshipHead
from mentortui.core.records import Mentorship
from mentortui.core.refused import Refused
from mentortui.core.stand_ins import is_named
from mentortui.core.text import counted, fit, joined, width

SAID = 40
"""Cells of names in a sentence."""


def others_named(mentorship: Mentorship) -> str:
    """The names of all but the user."""
    return ", ".join(other_names(mentorship))


def other_names(mentorship: Mentorship) -> tuple[str, ...]:
    """The same, each for itself."""
    return tuple(member.name for member in mentorship.people if member.id != mentorship.me)


def told(names: Sequence[str]) -> tuple[str, str]:
    """They in a sentence, and its verb: `Grace` and `is`, `Grace and Linus` and `are`."""
    said = joined(names)
    if len(names) > 1 and width(said) > SAID:
        said = f"{fit(names[0], 25)} and {counted(len(names) - 1, 'other')}"
    return fit(said, SAID), "is" if len(names) == 1 else "are"


def meant(every: Sequence[Mentorship], who: str) -> Mentorship:
    """The one of `every` that `who` begins a word of a name or slug of. Raises Refused, naming those it may have meant."""
    wanted = " ".join(who.casefold().split())
    exact = [one for one in every if wanted in (one.slug.casefold(), others_named(one).casefold())]
    found = exact if len(exact) == 1 else [one for one in every if wanted and _begins(one, wanted)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{fit(others_named(one), 30)} ({fit(one.slug, 30)})" for one in (found or every)[:9])
    if found:
        raise Refused(f"“{fit(who, 30)}” may be {names}: write more of the name.")
    raise Refused(f"Nobody here is called “{fit(who, 30)}”. There is {names}.")


def nearness(head: MentorshipHead, now: int) -> tuple[int, int, str]:
    """Sorts them: the nearest next date first, then those met last."""
    if head.next_date is not None and head.next_date > now:
        return 0, head.next_date, head.slug
    return 1, -head.last.began if head.last else 0, head.slug


def invitation(mentorship: Mentorship) -> str:
    """A sentence to copy and send to the others, that says what runs beside the call and asks whether that is all right."""
    mine = next((m.name for m in mentorship.people if m.id == mentorship.me), "")
    names = [m.name for m in mentorship.people if m.id != mentorship.me]
    hello = f"Hi {_and(names)}, " if any(map(is_named, names)) else "Hi, "
    signed = f" – {mine}" if mine and is_named(mine) else ""
    if not mentorship.show_figures:
        return (
            f"{hello}I would like to keep our agenda and notes in a small program beside our calls. "
            "It does not show how long each of us talks, and nothing leaves my machine. "
            f"Is that all right with you?{signed}"
        )
    return (
        f"{hello}I would like to keep our agenda and notes in a small program beside our calls. "
        "It also shows how long each of us has talked, so that both have their say. "
        f"Nothing is recorded, and nothing leaves my machine. Is that all right with you?{signed}"
    )


def _begins(mentorship: Mentorship, wanted: str) -> bool:
    names = [member.name for member in mentorship.people if member.id != mentorship.me]
    texts = [text.casefold() for text in (*names, mentorship.slug.replace("-", " "), mentorship.slug)]
    return any(text.startswith(wanted) or f" {wanted}" in f" {' '.join(text.split())}" for text in texts)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
