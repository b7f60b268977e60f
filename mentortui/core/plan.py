"""The agenda of a session that is being prepared: what can be done to it, and whether its minutes add up."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from mentortui.core.agenda import MOST_MINUTES
from mentortui.core.commands import LONGEST_NAME, Refused
from mentortui.core.records import Member, Plan, PlanItem, Template
from mentortui.core.text import fit, storable

replace = msgspec.structs.replace

STEP: Final = 5
"""Minutes of one press of an arrow."""
MOST_ITEMS: Final = 60
FROM_TEMPLATE: Final = "template"
"""The source of an item that nobody typed."""
BOTH: Final = "both"


class Sums(msgspec.Struct, frozen=True):
    """Minutes of an agenda: `planned` by its items; `length` of the session, None where that is open."""

    planned: int
    length: int | None

    @property
    def free(self) -> int | None:
        """Minutes nothing is planned for; negative: over."""
        return None if self.length is None else self.length - self.planned

    @property
    def words(self) -> str:
        """`55 planned, 5 free`, `67 planned, 7 over`, `60 planned`; empty where there are no minutes at all."""
        if self.free is None or not self.planned:
            return f"{self.planned} planned" if self.planned else ""
        if not self.free:
            return f"{self.planned} planned, none free"
        return f"{self.planned} planned, {abs(self.free)} {'free' if self.free > 0 else 'over'}"


def sums(plan: Plan) -> Sums:
    """Whether the hour adds up."""
    return Sums(sum(item.minutes or 0 for item in plan.items), plan.minutes)


def length_of(plan: Plan) -> int | None:
    """Minutes of the session: those that were said, else those of its items; None where there are none."""
    return plan.minutes or sum(item.minutes or 0 for item in plan.items) or None


def item_of(plan: Plan, id: str) -> PlanItem:
    """Raises Refused where it is no longer there."""
    found = next((item for item in plan.items if item.id == id), None)
    if found is None:
        raise Refused("That item is no longer on the agenda. a adds one.")
    return found


def added(plan: Plan, item: PlanItem, after: str = "") -> Plan:
    """With one item more, after the one of the id `after`; else before the closing item, which stays last. Raises Refused."""
    if len(plan.items) >= MOST_ITEMS:
        raise Refused(f"An agenda has at most {MOST_ITEMS} items: take one away first.")
    items = list(plan.items)
    place = next((n + 1 for n, one in enumerate(items) if one.id == after), _before_closing(items))
    items.insert(place, checked(item))
    return replace(plan, items=tuple(items))


def edited(plan: Plan, item: PlanItem) -> Plan:
    """The item of that id reads so now. Raises Refused."""
    item_of(plan, item.id)
    new = checked(item)
    return replace(plan, items=tuple(new if one.id == item.id else one for one in plan.items))


def removed(plan: Plan, id: str) -> Plan:
    """Without that item. Raises Refused."""
    item_of(plan, id)
    return replace(plan, items=tuple(item for item in plan.items if item.id != id))


def shifted(plan: Plan, id: str, by: int) -> Plan:
    """The item so many places further down (negative: up). Raises Refused at either end."""
    item = item_of(plan, id)
    items = list(plan.items)
    place = items.index(item) + by
    if not 0 <= place < len(items):
        raise Refused("It stands at the end already." if by > 0 else "It stands at the top already.")
    items.remove(item)
    items.insert(place, item)
    return replace(plan, items=tuple(items))


def stepped(plan: Plan, id: str, way: int) -> Plan:
    """The item's minutes go up (1) or down (-1) to the next full five; below five it has no timer."""
    item = item_of(plan, id)
    now = item.minutes or 0
    wanted = (now // STEP + 1) * STEP if way > 0 else (now - 1) // STEP * STEP
    if wanted > MOST_MINUTES:
        raise Refused(f"An item takes at most {MOST_MINUTES} minutes.")
    if item.minutes is None and way < 0:
        raise Refused("It has no minutes: → gives it five.")
    return edited(plan, replace(item, minutes=wanted if wanted > 0 else None))


def next_owner(plan: Plan, id: str, people: Sequence[Member]) -> Plan:
    """The item goes to the next: each person, then both (or all), then nobody."""
    item = item_of(plan, id)
    owners = [*(person.id for person in people), BOTH, ""]
    owner = owner_id(item.owner, people)
    place = owners.index(owner) if owner in owners else -1
    return edited(plan, replace(item, owner=owners[(place + 1) % len(owners)]))


def owner_id(owner: str, people: Sequence[Member]) -> str:
    """A role that one person alone has is that person."""
    members = [person.id for person in people if person.role == owner]
    return members[0] if len(members) == 1 else owner


def owner_words(owner: str, people: Sequence[Member]) -> str:
    """`Grace`, `both`, with more than two people `all`; a role by its name; nothing for nobody, or somebody unknown."""
    owner = owner_id(owner, people)
    if owner == BOTH:
        return "both" if len(people) == 2 else "all"
    if any(person.role == owner for person in people):
        return f"{owner}s"
    return short_name(owner, people)


def short_name(person: str, people: Sequence[Member]) -> str:
    """What fits into a column: `Grace` of `Grace Otieno`, unless another one is called Grace too; nothing for a stranger."""
    name = next((one.name for one in people if one.id == person), "")
    first = name.split()[0] if name.split() else name
    twins = [one for one in people if one.name.split()[:1] == [first]]
    return first if len(twins) == 1 else name


def checked(item: PlanItem) -> PlanItem:
    """The item, its title tidied. Raises Refused without one, with one too long, or with minutes outside 1..600."""
    title = " ".join(storable(item.title).split())
    if not title:
        raise Refused("An agenda item needs a title.")
    if len(title) > LONGEST_NAME:
        raise Refused(f"A title has at most {LONGEST_NAME} letters; this one has {len(title):,}. A note can hold the rest.")
    if item.minutes is not None and not 1 <= item.minutes <= MOST_MINUTES:
        raise Refused(f"An item takes 1 to {MOST_MINUTES} minutes, not {item.minutes}; leave them out for no timer.")
    return replace(item, title=title)


def templated(plan: Plan, template: Template, items: Sequence[PlanItem]) -> Plan:
    """The plan in the shape of a template, of which `items` were made. What was carried over, or typed, stays: it comes after
    the first item of the template; one of the same title takes the template's place."""
    kept = [item for item in plan.items if not untouched(item)]
    shaped: list[PlanItem] = []
    for item in items:
        own = next((one for one in kept if key(one.title) == key(item.title)), None)
        if own is not None:
            kept.remove(own)
        shaped.append(item if own is None else _timed(own, item))
    shaped[1:1] = kept
    if len(shaped) > MOST_ITEMS:
        raise Refused(f"That would be {len(shaped)} items, and an agenda has at most {MOST_ITEMS}: take some away first.")
    return replace(plan, kind=template.kind, title=template.title, minutes=template.minutes, items=tuple(shaped))


def untouched(item: PlanItem) -> bool:
    """Whether nobody has typed it: it makes way for another template, and for one of the same title."""
    return item.source == FROM_TEMPLATE and not item.carried


def key(title: str) -> str:
    """What of a title counts when two are compared: its words, whatever their case and what stands between."""
    apart = "".join(char if char.isalnum() else " " for char in title.casefold())
    return " ".join(apart.split()) or title.strip()


def described(plan: Plan) -> str:
    """What it is called where it is offered: what was prepared, or only what was left over."""
    if plan.items and all(item.carried and not item.decided for item in plan.items):
        return "Left over from last time"
    return "As prepared"


def named(item: PlanItem) -> str:
    """In a sentence."""
    return f"“{fit(item.title, 40)}”"


def _timed(own: PlanItem, template: PlanItem) -> PlanItem:
    return own if own.minutes is not None else replace(own, minutes=template.minutes)


def _before_closing(items: Sequence[PlanItem]) -> int:
    return len(items) - 1 if items and is_closing(items[-1].title) else len(items)


def is_closing(title: str) -> bool:
    """Whether an item is the one kept for takeaways and the next date."""
    words = key(title)
    return "takeaway" in words or "next date" in words


def titles(items: Iterable[PlanItem]) -> set[str]:
    """The keys of their titles."""
    return {key(item.title) for item in items}
