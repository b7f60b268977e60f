"""Commands of the agenda: what comes next, how it reads, and when the call must end."""

from typing import Literal

import msgspec

from mentortui.core import events as e
from mentortui.core.agenda import MOST_MINUTES, following, previous
from mentortui.core.refused import Refused
from mentortui.core.session import ItemFacts, Session
from mentortui.core.stamp import Stamp, fields, must_run

STEP_MINUTES = 5


def go_on(session: Session, leaving: Literal["finished", "open"], stamp: Stamp) -> e.AnyEvent:
    """The next item starts; the current one is finished, or left open. Refused at the end of the agenda."""
    must_run(session)
    after = following(session)
    if after is not None:
        return e.ItemStarted(**fields(stamp), item=after.item.id, leaving=leaving)
    if not session.current:
        raise Refused("No item is waiting.", keys="i starts a new topic, e edits the agenda, q finishes.")
    if leaving == "open":
        return e.ItemLeftOpen(**fields(stamp), item=session.current)
    return e.ItemFinished(**fields(stamp), item=session.current)


def go_back(session: Session, stamp: Stamp) -> e.AnyEvent:
    """The item before starts again; the current one is left open."""
    must_run(session)
    before = previous(session)
    if before is None:
        raise Refused("This is the first item.")
    return e.ItemStarted(**fields(stamp), item=before.item.id, leaving="open")


def go_to(session: Session, item: str, stamp: Stamp) -> e.AnyEvent:
    """That item starts; the current one is left open."""
    must_run(session)
    _item(session, item)
    if item == session.current:
        raise Refused("That item is under way.")
    return e.ItemStarted(**fields(stamp), item=item, leaving="open")


def go_to_last(session: Session, stamp: Stamp) -> e.AnyEvent:
    """The last item of the agenda, kept for takeaways and the next date."""
    if not session.items:
        raise Refused("There is no agenda. e adds an item.")
    return go_to(session, session.items[-1].item.id, stamp)


def change_minutes(session: Session, minutes: int, stamp: Stamp) -> e.AnyEvent:
    """So many minutes more (negative: fewer) for the current item."""
    must_run(session)
    facts = session.current_item
    if facts is None:
        raise Refused("No item is under way: → starts one.")
    wanted = (facts.item.minutes or 0) + minutes
    if wanted <= 0:
        raise Refused(f"This item has {facts.item.minutes or 0} minutes; e sets fewer.")
    return edit_item(session, msgspec.structs.replace(facts.item, minutes=wanted), stamp)


def start_topic(session: Session, title: str, id: str, stamp: Stamp) -> e.AnyEvent:
    """An unplanned topic begins now and takes what time is left; the current item is left open and comes after it."""
    must_run(session)
    item = checked_item(e.Item(id=id, title=title, unplanned=True))
    return e.ItemAdded(**fields(stamp), item=item, before=session.current, start=True)


def add_item(session: Session, item: e.Item, before: str, stamp: Stamp) -> e.AnyEvent:
    """Into the agenda, before another item or at the end."""
    must_run(session)
    return e.ItemAdded(**fields(stamp), item=checked_item(item), before=before)


def edit_item(session: Session, item: e.Item, stamp: Stamp) -> e.AnyEvent:
    """Another title, other minutes, another owner."""
    must_run(session)
    _item(session, item.id)
    return e.ItemEdited(**fields(stamp), item=checked_item(item))


def move_item(session: Session, item: str, by: int, stamp: Stamp) -> e.AnyEvent:
    """So many places down (negative: up). Refused at either end."""
    must_run(session)
    _item(session, item)
    ids = [facts.item.id for facts in session.items]
    place = ids.index(item) + by
    if not 0 <= place < len(ids):
        raise Refused("It stands at the end already." if by > 0 else "It stands at the top already.")
    others = [other for other in ids if other != item]
    return e.ItemMoved(**fields(stamp), item=item, before=others[place] if place < len(others) else "")


def reopen_item(session: Session, item: str, stamp: Stamp) -> e.AnyEvent:
    """Done it is not, after all; or, when it is open, it is done."""
    must_run(session)
    if _item(session, item).state == "done":
        return e.ItemReopened(**fields(stamp), item=item)
    return e.ItemFinished(**fields(stamp), item=item)


def remove_item(session: Session, item: str, stamp: Stamp) -> e.AnyEvent:
    """Out of the agenda; u brings it back."""
    must_run(session)
    return e.ItemRemoved(**fields(stamp), item=item, title=_item(session, item).item.title)


def set_end(session: Session, hard_end: int | None, stamp: Stamp) -> e.AnyEvent:
    """The call must end at that moment (UTC microseconds), or need not."""
    must_run(session)
    if hard_end is not None and hard_end <= stamp.wall:
        raise Refused("That time has gone by already.")
    return e.EndSet(**fields(stamp), hard_end=hard_end)


def _item(session: Session, id: str) -> ItemFacts:
    found = next((facts for facts in session.items if facts.item.id == id), None)
    if found is None:
        raise Refused("There is no such item in the agenda. a adds one.")
    return found


def checked_item(item: e.Item) -> e.Item:
    """The item, its title tidied. Refused without a title, or with minutes outside 1..600."""
    title = " ".join(item.title.split())
    if not title:
        raise Refused("An agenda item needs a title.")
    if item.minutes is not None and not 1 <= item.minutes <= MOST_MINUTES:
        raise Refused(f"An item takes 1 to {MOST_MINUTES} minutes, not {item.minutes}; leave them out for no timer.")
    return msgspec.structs.replace(item, title=title)
