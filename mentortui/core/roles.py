"""Who keeps the agenda, who takes notes, who minds the time: it goes round from session to session."""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import msgspec

from mentortui.core.records import Member, Plan, Roles

Task: TypeAlias = Literal["facilitator", "notes", "time"]
TASKS: Final[tuple[Task, ...]] = ("facilitator", "notes", "time")


def rotated(plans: Sequence[Plan], people: Sequence[Member]) -> Roles:
    """For the session after those of `plans`; `people` with the user first.

    Each task goes to the next person after the one who had it in the last session that was really held; one that was missed
    or skipped moves nothing. A swap counts as it was made. Before the first session somebody else than the user begins.
    """
    last = _last(plans)
    if last is None:
        first = 1 if len(people) > 1 else 0
        return Roles(**{task: people[(first + n) % len(people)].id for n, task in enumerate(TASKS)})
    return Roles(**{task: after(getattr(last, task), people) for task in TASKS})


def _last(plans: Sequence[Plan]) -> Roles | None:
    """Of the session that is under way, or was held last. A plan may have waited long, or gone on after a session was held
    elsewhere: the session counts, not when its plan was begun; a plan changes no more once its session is over."""
    held = [plan for plan in plans if plan.state == "held" or (plan.state == "planned" and plan.session)]
    newest = sorted((plan for plan in held if plan.roles != Roles()), key=lambda plan: plan.changed)
    return newest[-1].roles if newest else None


def after(person: str, people: Sequence[Member]) -> str:
    """The id of who comes after that person; the first, where they are not among them. Nobody stays nobody."""
    ids = [member.id for member in people]
    if not person:
        return ""
    return ids[(ids.index(person) + 1) % len(ids)] if person in ids else ids[0]


def passed_on(roles: Roles, task: Task, people: Sequence[Member]) -> Roles:
    """One task goes to the next person, and after the last to nobody."""
    ids = [*(member.id for member in people), ""]
    now = getattr(roles, task)
    place = ids.index(now) if now in ids else -1
    return msgspec.structs.replace(roles, **{task: ids[(place + 1) % len(ids)]})


def swapped(roles: Roles, one: Task, other: Task) -> Roles:
    """Two tasks change hands."""
    return msgspec.structs.replace(roles, **{one: getattr(roles, other), other: getattr(roles, one)})


def had_last(plans: Sequence[Plan], task: Task) -> str:
    """The id of who had it in the last session held, or nothing."""
    last = _last(plans)
    return getattr(last, task) if last is not None else ""
