"""How a session begins: the events that are in its journal before anybody presses a key."""

from collections.abc import Callable, Sequence

from mentortui.core import events as e
from mentortui.core.agreed import for_session
from mentortui.core.floor import MARKED
from mentortui.core.people import Participant
from mentortui.core.plan import length_of
from mentortui.core.plan_start import planned_items, roles_of
from mentortui.core.records import FinishedSession, Mentorship, Plan, Template
from mentortui.core.rituals import shows_figures
from mentortui.core.stamp import Stamp, fields
from mentortui.core.watch import TURNS_KEPT, Clocks


def begin(
    mentorship: Mentorship,
    template: Template,
    plan: Plan | None,
    past: Sequence[FinishedSession],
    id: str,
    clocks: Clocks,
    new_id: Callable[[], str],
    *,
    late: int = 0,
    minutes: int | None = None,
    hard_end: int | None = None,
    title: str = "",
) -> tuple[e.SessionStarted, *tuple[e.AnyEvent, ...]]:
    """With the first item of the agenda: of `plan`, of the template where there is none. `clocks`: now; `late`: it really began
    so many microseconds ago, and who spoke since is not known. Its number is said by whoever stores it."""
    kind = plan.kind if plan else template.kind
    agreed = for_session(mentorship, kind)
    started = e.SessionStarted(
        id=new_id(),
        at=0,
        wall=clocks.wall - late,
        by=mentorship.me,
        session=id,
        mentorship=mentorship.id,
        me=mentorship.me,
        boot=clocks.boot - late,
        boot_id=clocks.boot_id,
        people=participants(mentorship),
        number=0,
        kind=kind,
        title=title or (plan.title if plan else template.title),
        items=planned_items(plan, mentorship) if plan else _items(template, mentorship, new_id),
        planned_minutes=minutes if minutes is not None else length_of(plan) if plan else template.minutes,
        hard_end=hard_end,
        agreement=agreed.agreement,
        agreed_by=agreed.kept,
        show_figures=shows_figures(mentorship, kind),
        recent_turns=_recent_turns(past),
        plan=plan.id if plan else "",
        roles=roles_of(plan, mentorship) if plan else {},
    )
    more: list[e.AnyEvent] = []
    if started.items:
        first = Stamp(new_id(), 0, started.wall, e.PROGRAM)
        more.append(e.ItemStarted(**fields(first), item=started.items[0].id))
    if late:
        unheard, now = (Stamp(new_id(), at, started.wall + at, e.PROGRAM) for at in (0, late))
        more += [
            e.FloorTaken(**fields(unheard), how="unsure", source="program"),
            e.FloorTaken(**fields(now), source="program"),
        ]
    return started, *more


def participants(mentorship: Mentorship) -> tuple[Participant, ...]:
    """The people of a mentorship on their number keys: the user first, the others in their order."""
    ordered = sorted(mentorship.people, key=lambda member: member.id != mentorship.me)
    return tuple(
        Participant(id=member.id, name=member.name, role=member.role, key=key, zone=member.zone)
        for key, member in enumerate(ordered, 1)
    )


def _items(template: Template, mentorship: Mentorship, new_id: Callable[[], str]) -> tuple[e.Item, ...]:
    def owner(role: str) -> str:
        members = [member.id for member in mentorship.people if member.role == role]
        return members[0] if len(members) == 1 else role

    return tuple(e.Item(id=new_id(), title=item.title, minutes=item.minutes, owner=owner(item.owner)) for item in template.items)


def _recent_turns(past: Sequence[FinishedSession]) -> tuple[int, ...]:
    turns = [turn for session in past[-3:] for turn in session.turns]
    lengths = [end - start for person, start, end, how in turns if person not in MARKED and how != "entered"]
    return tuple(lengths[-TURNS_KEPT:])
