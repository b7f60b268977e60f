"""What may go on the agenda of the next session: promises due by then, roadblocks of the check-ins, and what is due besides."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from mentortui.core.dates import iso_day
from mentortui.core.due import Due
from mentortui.core.plan import key
from mentortui.core.plan_carry import ASK_FROM
from mentortui.core.promises import is_open, promised, promiser
from mentortui.core.records import Living, Plan, PlanItem
from mentortui.core.roadblocks import RoadblockRecord, still_open


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """Something that waits. `id` of the promise, or made of the check-in's; `since` UTC microseconds; `times`: how many sessions
    it has outlived."""

    id: str
    kind: Literal["promise", "roadblock", "due"]
    text: str
    who: str
    since: int = 0
    times: int = 0
    due: date | None = None
    proposal: str = ""
    known_since: date | None = None
    """Of a roadblock: since when it has been in the way, where somebody said."""
    looked_at: Due | None = None
    """Of what is due besides: where it is looked at."""

    @property
    def asks(self) -> bool:
        """Whether it is time to decide: do it, make it smaller, or drop it."""
        return self.kind == "promise" and self.times >= ASK_FROM

    @property
    def opens(self) -> bool:
        """Whether it is looked at where it stands: no item is made of it."""
        return self.looked_at is not None and not self.looked_at.item


def offers(
    plan: Plan,
    living: Sequence[Living],
    roadblocks: Iterable[RoadblockRecord],
    began: Sequence[int],
    day: date,
    dues: Sequence[Due] = (),
    mentors: Collection[str] = (),
) -> tuple[Offer, ...]:
    """Open roadblocks first, those without a proposal before the others, then promises that are due by `day`, or have no date,
    then `dues`; not what is on the agenda already.

    `began`: when each finished session began, UTC microseconds. `roadblocks`: all there are.
    `mentors`: their ids; of the promises theirs that are late by then come first.
    """
    there = {item.source for item in plan.items}
    titled = {key(item.title) for item in plan.items}
    found = [offer for record in still_open(roadblocks) if key(title_of(offer := _roadblock(record, began))) not in titled]
    promises = [_promise(record, began) for record in living if is_open(record)]
    due = [offer for offer in promises if offer.due is None or offer.due <= day]
    due.sort(key=lambda offer: (not _is_late(offer, day, mentors), not offer.asks, offer.due or date.max, offer.since))
    found += due
    found += [
        Offer(id=f"due:{due.tab}:{due.record or due.text}", kind="due", text=due.text, who="", looked_at=due) for due in dues
    ]
    return tuple(offer for offer in found if offer.id not in there)


def _is_late(offer: Offer, day: date, mentors: Collection[str]) -> bool:
    return offer.who in mentors and offer.due is not None and offer.due < day


def as_item(offer: Offer, id: str, minutes: int | None) -> PlanItem:
    """On the agenda: its owner leads it."""
    return PlanItem(
        id=id,
        title=" ".join(title_of(offer).split())[:200],
        minutes=minutes,
        owner=offer.who,
        brought_by=offer.who,
        carried=offer.times if offer.kind == "promise" else 0,
        since=offer.since or None,
        source=offer.id,
        decided=offer.times if offer.kind == "promise" else 0,
    )


def title_of(offer: Offer) -> str:
    """What it is called on the agenda."""
    if offer.looked_at is not None:
        return offer.looked_at.item or offer.text
    return f"Roadblock: {offer.text}" if offer.kind == "roadblock" else offer.text


def shrunk(record: Living, text: str) -> Living:
    """The promise in smaller words."""
    field = "text" if record.capture.kind == "action" else "step"
    return msgspec.structs.replace(record, capture=msgspec.structs.replace(record.capture, **{field: " ".join(text.split())}))


def _roadblock(record: RoadblockRecord, began: Sequence[int]) -> Offer:
    return Offer(
        id=record.id,
        kind="roadblock",
        text=record.text,
        who=record.who,
        since=record.created,
        times=sum(start > record.created for start in began),
        proposal=record.proposal,
        known_since=iso_day(record.since),
    )


def _promise(record: Living, began: Sequence[int]) -> Offer:
    capture = record.capture
    return Offer(
        id=record.id,
        kind="promise",
        text=promised(capture),
        who=promiser(capture),
        since=record.created,
        times=sum(start > record.created for start in began),
        due=iso_day(capture.due),
    )
