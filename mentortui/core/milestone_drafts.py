"""What reaching a milestone opens: drafts of feedback both ways, and of a thank-you. Beginnings, to be edited; none is sent."""

from collections.abc import Sequence

import msgspec

from mentortui.core.feedback_form import Typed
from mentortui.core.goals import Goal
from mentortui.core.milestones import Milestone
from mentortui.core.records import Member, Mentorship
from mentortui.core.text import fit

NAME = 40
WORDS = 120
"""Cells of a milestone in a sentence."""


class FeedbackDraft(msgspec.Struct, frozen=True, kw_only=True):
    """`giver` and `to` are names; `name`: what it is kept under while it is typed."""

    name: str
    giver: str
    to: str
    typed: Typed


def feedback_drafts(goal: Goal, milestone: Milestone, mentorship: Mentorship) -> tuple[FeedbackDraft, ...]:
    """One each way between the user and each of the others, the user's own first: to be given, and to be asked for and written
    down. What was good is left to whoever says it, where that is not the user."""
    me = _member(mentorship, mentorship.me)
    found = list[FeedbackDraft]()
    for other in _others(goal, mentorship):
        shown = " ".join(milestone.evidence.split())
        base = Typed(about=goal.name, seen=milestone.reached, where=shown)
        given = msgspec.structs.replace(base, giver=me.id, to=other.id, owner=other.id, good=milestone.what)
        asked = msgspec.structs.replace(base, giver=other.id, to=me.id, owner=me.id)
        for giver, to, typed in ((me, other, given), (other, me, asked)):
            found.append(
                FeedbackDraft(name=f"feedback {milestone.id} {giver.id} {to.id}", giver=giver.name, to=to.name, typed=typed)
            )
    return tuple(sorted(found, key=lambda one: one.typed.giver != me.id))


def thanks_draft(goal: Goal, milestone: Milestone, mentorship: Mentorship) -> str:
    """A thank-you to the others, in the user's name."""
    others = [member.name for member in _others(goal, mentorship)]
    me = _member(mentorship, mentorship.me)
    mine = me.id == goal.who or (not goal.who and me.role == "mentee")
    shown = f"\nIt can be seen here: {' '.join(milestone.evidence.split())}" if milestone.evidence else ""
    done = f"“{fit(milestone.what, WORDS)}” is done, a step towards {fit(goal.name, WORDS)}."
    why = "Thank you for your part in it. What helped me most: " if mine else "Thank you for the work in it. What I saw in it: "
    return f"Hello {', '.join(_first(name) for name in others) or 'there'},\n{done}{shown}\n{why}\n\n{_first(me.name)}"


def gesture(milestone: Milestone, names: Sequence[str]) -> str:
    """The one line a milestone offers: `Reached: first release led. A thank-you to Grace, or something to read for Grace?`"""
    whom = fit(" and ".join(names), NAME)
    return f"Reached: {fit(milestone.what, WORDS)}. A thank-you to {whom}, or something to read?"


def _others(goal: Goal, mentorship: Mentorship) -> tuple[Member, ...]:
    """Whom it concerns beside the user: in a group the one whose goal it is, unless that is the user."""
    others = tuple(member for member in mentorship.people if member.id != mentorship.me)
    owner = tuple(member for member in others if member.id == goal.who)
    return owner or others


def _member(mentorship: Mentorship, id: str) -> Member:
    return next((member for member in mentorship.people if member.id == id), mentorship.people[0])


def _first(name: str) -> str:
    return next(iter(name[:200].split()), name)
