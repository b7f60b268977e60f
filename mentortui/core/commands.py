"""From what a person wants to the event that will have happened, or Refused with a sentence for them.

One key is one event, so that undo takes back one key; only a guest's first turn is two.
"""

from typing import Literal, TypedDict

import msgspec

from mentortui.core import events as e
from mentortui.core.agenda import MOST_MINUTES, following, previous
from mentortui.core.agreed import NOT_SHOWN
from mentortui.core.capture import Capture
from mentortui.core.entered import unsure_in
from mentortui.core.floor import last_keyed, turns
from mentortui.core.people import MOST_PEOPLE, Participant
from mentortui.core.prompt_rules import Rules
from mentortui.core.prompts import standing
from mentortui.core.refused import Refused as Refused  # from here for most, from there for what must load quickly
from mentortui.core.session import ItemFacts, Session

MINUTE = 60_000_000
STEP_MINUTES = 5
GUEST_WITHIN = 3_000_000
"""An unused number pressed again within this starts a guest."""
LONGEST_NAME = 200


class Stamp(msgspec.Struct, frozen=True):
    """What each event carries: a fresh id, the moment on the session clock and on the wall (UTC, microseconds), an author."""

    id: str
    at: int
    wall: int
    by: str


class Fields(TypedDict):
    """A stamp as the fields of an event."""

    id: str
    at: int
    wall: int
    by: str


def fields(stamp: Stamp) -> Fields:
    """For the constructor of an event."""
    return Fields(id=stamp.id, at=stamp.at, wall=stamp.wall, by=stamp.by)


# the floor


def on_key(session: Session, key: int) -> Participant | None:
    """Whose number key that is."""
    return next((person for person in session.people if person.key == key), None)


def give_floor(session: Session, person: str, stamp: Stamp) -> e.AnyEvent:
    """To one person. The holder's own key says: still speaking; while paused it resumes."""
    _running(session)
    if session.person(person) is None:
        raise Refused("Nobody of that name is in this session.")
    if session.floor.holders == (person,) and not session.paused:
        return e.FloorConfirmed(**fields(stamp))
    return e.FloorTaken(**fields(stamp), holders=(person,))


def give_to_key(session: Session, key: int, stamp: Stamp) -> e.AnyEvent:
    """To the person on a number key, 1..9; 0 is nobody. Refused where nobody is on it."""
    if key == 0:
        return take_from_all(session, stamp)
    person = on_key(session, key)
    if person is None:
        _running(session)
        raise Refused(f"Nobody is on {key}. Press {key} again now for a guest, v to see who is here.")
    return give_floor(session, person.id, stamp)


def take_from_all(session: Session, stamp: Stamp) -> e.AnyEvent:
    """Nobody has the floor."""
    _running(session)
    if session.floor.nobody and not session.paused:
        raise Refused("Nobody has the floor already.")
    return e.FloorTaken(**fields(stamp))


def give_to_several(session: Session, stamp: Stamp) -> e.AnyEvent:
    """With two people present both have it; with more it is not said who."""
    _running(session)
    if len(session.present) < 2:
        raise Refused("One person alone cannot speak at once with others. v: who is here.")
    if len(session.present) == 2:
        return e.FloorTaken(**fields(stamp), holders=tuple(sorted(session.present)))
    return e.FloorTaken(**fields(stamp), how="several")


def give_to_other(session: Session, stamp: Stamp) -> e.AnyEvent:
    """With two people: to the one who has not the floor. Refused with more: then a number says who."""
    _running(session)
    if len(session.present) != 2:
        raise Refused("More than two are here: press the number of who speaks, 0 nobody, b several.")
    first, second = session.present
    last = next((c.floor.holders[0] for c in reversed(session.changes) if len(c.floor.holders) == 1), session.me)
    return give_floor(session, second if last == first else first, stamp)


def can_choose_other(session: Session) -> bool:
    """Whether "the other" is one person, so that one key is enough."""
    return len(session.present) == 2


def start_guest(session: Session, key: int, pressed_at: int, join: Stamp, take: Stamp) -> tuple[e.AnyEvent, e.AnyEvent]:
    """A guest on an unused number, who has the floor since it was first pressed."""
    _running(session)
    if len(session.people) >= MOST_PEOPLE:
        raise Refused(f"All {MOST_PEOPLE} numbers are taken.")
    guest = Participant(id=f"guest-{join.id}", name=f"Guest {key}", role="guest", key=key, named=False)
    return (
        e.PersonJoined(**fields(join), person=guest),
        e.FloorTaken(**fields(take), holders=(guest.id,), began=pressed_at),
    )


def pause_or_resume(session: Session, stamp: Stamp) -> e.AnyEvent:
    """Pause; or resume, which gives the floor back to who held it."""
    _running(session)
    return e.Resumed(**fields(stamp)) if session.paused else e.Paused(**fields(stamp))


def nudge(session: Session, seconds: int, stamp: Stamp) -> e.AnyEvent:
    """The last change of floor was so many seconds later; negative: earlier."""
    _keyed_change(session)
    return e.ChangeMoved(**fields(stamp), offset=seconds * 1_000_000)


def begin_at(session: Session, at: int, stamp: Stamp) -> e.AnyEvent:
    """The last change of floor was at `at` of the session clock."""
    _keyed_change(session)
    return e.ChangeBegan(**fields(stamp), began=at)


def what_moves(session: Session, at: int) -> tuple[str, int, int]:
    """Before `begin_at`: whose the last keyed change is, and the active time at which it began and would begin."""
    index = _keyed_change(session)
    change = session.changes[index]
    who = change.floor.holders[0] if len(change.floor.holders) == 1 else ("+" if change.floor.several else "")
    return who, change.at, session.active(at)


def turns_given_way(session: Session, at: int) -> int:
    """Before `begin_at`: how many turns would give way to the last keyed change. Silence and what the program was not sure of
    are nobody's turns."""
    change, will = session.changes[_keyed_change(session)], session.active(at)
    return sum(
        will <= turn.start and (turn.end < change.at or (turn.end == change.at and turn.person not in change.floor.holders))
        for turn in turns(session.parts(session.last_at))
    )


def answer_gap(session: Session, gap: str, holders: tuple[str, ...], counted: bool, stamp: Stamp) -> e.AnyEvent:
    """The gap was these people's (none: nobody's), or, not counted, outside the session."""
    if all(found.id != gap for found in session.gaps):
        raise Refused("There is no such gap.")
    return e.GapAnswered(**fields(stamp), gap=gap, holders=holders, counted=counted)


def _keyed_change(session: Session) -> int:
    _running(session)
    index = last_keyed(session.changes)
    if index is None:
        raise Refused("No key has given the floor yet: there is nothing to move.")
    return index


def _running(session: Session) -> None:
    if session.finished:
        raise Refused("This session is finished. u goes back into it.")


# people


def join(session: Session, person: Participant, stamp: Stamp) -> e.AnyEvent:
    """Someone comes into the call, for the first time or again."""
    taken = on_key(session, person.key)
    if taken is not None and taken.id != person.id:
        raise Refused(f"{person.key} is already {taken.name}'s.")
    return e.PersonJoined(**fields(stamp), person=person)


def arrive_or_leave(session: Session, person: str, stamp: Stamp) -> e.AnyEvent:
    """Who was here has left; who was not is here."""
    found = session.person(person)
    if found is None:
        raise Refused("Nobody of that name is in this session.")
    if person in session.present:
        if len(session.present) == 1:
            raise Refused(f"{found.name} is the last one here. q finishes the session.")
        return e.PersonLeft(**fields(stamp), person=person)
    return e.PersonJoined(**fields(stamp), person=found)


def add_guest(session: Session, name: str, id: str, stamp: Stamp) -> e.AnyEvent:
    """A guest with a name, on the lowest free number; holds no floor yet."""
    free = [key for key in range(1, MOST_PEOPLE + 1) if on_key(session, key) is None]
    if not free:
        raise Refused(f"All {MOST_PEOPLE} numbers are taken.")
    person = Participant(id=id, name=checked_name(name), role="guest", key=free[0])
    return e.PersonJoined(**fields(stamp), person=person)


def name_person(session: Session, person: str, name: str, stamp: Stamp) -> e.AnyEvent:
    """A guest gets a name, or a person another one; from then on they share the talk as agreed."""
    if session.person(person) is None:
        raise Refused("Nobody of that name is in this session.")
    return e.PersonNamed(**fields(stamp), person=person, name=checked_name(name))


def checked_name(name: str) -> str:
    """A name without spaces around it. Refused when empty or too long to show anywhere."""
    name = " ".join(name.split())
    if not name:
        raise Refused("A name needs at least one letter.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"A name has at most {LONGEST_NAME} letters; this one has {len(name):,}.")
    return name


# the agenda


def go_on(session: Session, leaving: Literal["finished", "open"], stamp: Stamp) -> e.AnyEvent:
    """The next item starts; the current one is finished, or left open. Refused at the end of the agenda."""
    _running(session)
    after = following(session)
    if after is not None:
        return e.ItemStarted(**fields(stamp), item=after.item.id, leaving=leaving)
    if not session.current:
        raise Refused("No item is waiting. i starts a new topic, e edits the agenda, q finishes.")
    if leaving == "open":
        return e.ItemLeftOpen(**fields(stamp), item=session.current)
    return e.ItemFinished(**fields(stamp), item=session.current)


def go_back(session: Session, stamp: Stamp) -> e.AnyEvent:
    """The item before starts again; the current one is left open."""
    _running(session)
    before = previous(session)
    if before is None:
        raise Refused("This is the first item.")
    return e.ItemStarted(**fields(stamp), item=before.item.id, leaving="open")


def go_to(session: Session, item: str, stamp: Stamp) -> e.AnyEvent:
    """That item starts; the current one is left open."""
    _running(session)
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
    _running(session)
    facts = session.current_item
    if facts is None:
        raise Refused("No item is under way: → starts one.")
    wanted = (facts.item.minutes or 0) + minutes
    if wanted <= 0:
        raise Refused(f"This item has {facts.item.minutes or 0} minutes; e sets fewer.")
    return edit_item(session, msgspec.structs.replace(facts.item, minutes=wanted), stamp)


def start_topic(session: Session, title: str, id: str, stamp: Stamp) -> e.AnyEvent:
    """An unplanned topic begins now and takes what time is left; the current item is left open and comes after it."""
    _running(session)
    item = checked_item(e.Item(id=id, title=title, unplanned=True))
    return e.ItemAdded(**fields(stamp), item=item, before=session.current, start=True)


def add_item(session: Session, item: e.Item, before: str, stamp: Stamp) -> e.AnyEvent:
    """Into the agenda, before another item or at the end."""
    _running(session)
    return e.ItemAdded(**fields(stamp), item=checked_item(item), before=before)


def edit_item(session: Session, item: e.Item, stamp: Stamp) -> e.AnyEvent:
    """Another title, other minutes, another owner."""
    _running(session)
    _item(session, item.id)
    return e.ItemEdited(**fields(stamp), item=checked_item(item))


def move_item(session: Session, item: str, by: int, stamp: Stamp) -> e.AnyEvent:
    """So many places down (negative: up). Refused at either end."""
    _running(session)
    _item(session, item)
    ids = [facts.item.id for facts in session.items]
    place = ids.index(item) + by
    if not 0 <= place < len(ids):
        raise Refused("It stands at the end already." if by > 0 else "It stands at the top already.")
    others = [other for other in ids if other != item]
    return e.ItemMoved(**fields(stamp), item=item, before=others[place] if place < len(others) else "")


def reopen_item(session: Session, item: str, stamp: Stamp) -> e.AnyEvent:
    """Done it is not, after all; or, when it is open, it is done."""
    _running(session)
    if _item(session, item).state == "done":
        return e.ItemReopened(**fields(stamp), item=item)
    return e.ItemFinished(**fields(stamp), item=item)


def remove_item(session: Session, item: str, stamp: Stamp) -> e.AnyEvent:
    """Out of the agenda; u brings it back."""
    _running(session)
    return e.ItemRemoved(**fields(stamp), item=item, title=_item(session, item).item.title)


def set_end(session: Session, hard_end: int | None, stamp: Stamp) -> e.AnyEvent:
    """The call must end at that moment (UTC microseconds), or need not."""
    _running(session)
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


# what was said


def record(session: Session, capture: Capture, stamp: Stamp) -> e.AnyEvent:
    """Caught now."""
    return e.CaptureRecorded(**fields(stamp), capture=_worded(capture))


def edit_capture(session: Session, capture: Capture, stamp: Stamp) -> e.AnyEvent:
    """What was caught reads differently."""
    if all(facts.capture.id != capture.id for facts in session.captures):
        raise Refused("That is no longer here.")
    return e.CaptureEdited(**fields(stamp), capture=_worded(capture))


def remove_capture(session: Session, capture: str, stamp: Stamp) -> e.AnyEvent:
    """It goes; u brings it back."""
    found = next((facts.capture for facts in session.captures if facts.capture.id == capture), None)
    if found is None:
        raise Refused("That is no longer here.")
    return e.CaptureRemoved(**fields(stamp), capture=capture, text=found.text or found.step)


def confirm_understanding(session: Session, restated: str, about: str, stamp: Stamp) -> e.AnyEvent:
    """`restated` said it back in their own words; with two people the other one agreed that this is what was meant."""
    others = [person for person in session.present if person != restated]
    return e.UnderstandingConfirmed(
        **fields(stamp), restated=restated, agreed=others[0] if len(others) == 1 else session.me, about=about
    )


def agree_next(session: Session, starts: int | None, stamp: Stamp) -> e.AnyEvent:
    """The next session begins then (UTC microseconds); None takes the date back."""
    if starts is not None and starts <= stamp.wall:
        raise Refused("That date has gone by already.")
    return e.NextDateAgreed(**fields(stamp), starts=starts)


def show_figures(session: Session, stamp: Stamp) -> e.AnyEvent:
    """Speaking figures shown or hidden on this screen, whichever they are not. Refused where the pair agreed not to show them."""
    if not session.started.show_figures:
        raise Refused(NOT_SHOWN)
    return e.FiguresShown(**fields(stamp), shown=not session.show_figures)


def silence(session: Session, stamp: Stamp) -> e.AnyEvent:
    """No more prompts and questions in this session; pressed again, they come as before."""
    _running(session)
    return e.PromptsSilenced(**fields(stamp), silenced=not session.silenced)


def send_prompt_away(session: Session, rules: Rules, stamp: Stamp) -> e.AnyEvent:
    """The prompt that is to be seen goes."""
    facts = standing(session, stamp.at, rules)
    if facts is None:
        raise Refused("No prompt is here to be sent away.")
    return e.PromptSentAway(**fields(stamp), prompt=facts.shown.id)


def note_closing(session: Session, text: str, stamp: Stamp) -> e.AnyEvent:
    """The one free note that closes the summary."""
    return e.ClosingNoted(**fields(stamp), text=text.strip())


def enter_shares(session: Session, shares: dict[str, float], stamp: Stamp) -> e.AnyEvent:
    """What nobody is sure of was spoken in these shares, by person, on any scale; none: it is called unsure again."""
    if not session.finished:
        raise Refused("Shares are entered when the session is over: until then the keys say who speaks.")
    if not unsure_in(session.parts(session.ended_at)):
        raise Refused("Nothing of this session is unsure: there is nothing to enter shares for.")
    if any(session.person(person) is None for person in shares):
        raise Refused("Nobody of that name is in this session.")
    return e.SharesEntered(**fields(stamp), shares=shares)


def _worded(capture: Capture) -> Capture:
    if not (capture.text.strip() or capture.step.strip()):
        raise Refused("There is nothing to save yet.")
    return capture


# the whole


def finish(session: Session, at_last_sign: bool, stamp: Stamp) -> e.AnyEvent:
    """The session ends now, or ended at the last key that was pressed in it."""
    _running(session)
    return e.Finished(**fields(stamp), ended=session.last_act_at if at_last_sign else None)


def unfinish(session: Session, stamp: Stamp) -> e.AnyEvent:
    """A finished session goes on, whatever was noted since."""
    ends = [act for act in session.undoable if act.type == "finished"]
    if not session.finished or not ends:
        raise Refused("This session is not finished.")
    return e.Undone(**fields(stamp), event=ends[-1].event)


def undo(session: Session, stamp: Stamp) -> e.AnyEvent:
    """Takes back the last thing that was keyed."""
    if not session.undoable:
        raise Refused("There is nothing to undo.")
    return e.Undone(**fields(stamp), event=session.undoable[-1].event)


def redo(session: Session, stamp: Stamp) -> e.AnyEvent:
    """Does again what was undone last."""
    if not session.redoable:
        raise Refused("There is nothing to redo.")
    return e.Redone(**fields(stamp), event=session.redoable[-1].event)
