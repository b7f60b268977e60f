"""What a session takes from its plan when it begins."""

from mentortui.core.charter_questions import asked_by
from mentortui.core.events import Item
from mentortui.core.plan import owner_id
from mentortui.core.records import Mentorship, Plan
from mentortui.core.roles import TASKS


def planned_items(plan: Plan, mentorship: Mentorship) -> tuple[Item, ...]:
    """Its agenda, under the same ids: by them what stays open is known again afterwards."""
    return tuple(
        Item(
            id=item.id,
            title=item.title,
            minutes=item.minutes,
            owner=owner_id(item.owner, mentorship.people),
            brought_by=item.brought_by,
            agreement=item.agreement,
            quiet=item.quiet,
            charter=asked_by(item.source),
        )
        for item in plan.items
    )


def roles_of(plan: Plan, mentorship: Mentorship) -> dict[str, str]:
    """Who does what in it: those tasks that somebody of this mentorship has."""
    ids = {person.id for person in mentorship.people}
    return {task: person for task in TASKS if (person := getattr(plan.roles, task)) in ids}
