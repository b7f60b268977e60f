"""Letters: what is copied to be sent, and what a pasted reply becomes."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import msgspec

from mentortui.core import letter as core
from mentortui.core import letter_kept as kept
from mentortui.core.commands import Refused
from mentortui.core.heads import SessionHead
from mentortui.core.letter import Letter
from mentortui.core.letter_kept import KeptLetter
from mentortui.core.letter_reading import Reading, replaces_words
from mentortui.core.letter_values import kept_id
from mentortui.core.records import Caught, CheckIn, FinishedSession, Living, Member, Mentorship, PrivateNote, Pulse, Record
from mentortui.core.sharing import in_order
from mentortui.services.carrying import CHECKINS
from mentortui.services.clock import Clock
from mentortui.services.preparing import Preparing
from mentortui.services.pulses import Pulses, rated_in
from mentortui.services.roadblocks import follow
from mentortui.store.changing import Changing, Table
from mentortui.store.store import Store

Stored = TypeVar("Stored", bound=Record)
TABLE = "letters"
replace = msgspec.structs.replace


class Letters:
    """Everything may raise StoreError; what keeps something raises Refused first."""

    def __init__(self, store: Store, clock: Clock, preparing: Preparing, pulses: Pulses) -> None:
        self._store = store
        self._clock = clock
        self._preparing = preparing
        self._pulses = pulses

    def invitation(self, slug: str) -> str:
        """What is sent before the next session."""
        mentorship, heads = self._store.mentorship(slug), self._heads(slug)
        return self._text(mentorship, _next(heads), pulse=bool(heads))

    def after(self, slug: str, session_id: str) -> str:
        """What is sent once that session is over: it asks for a takeaway too."""
        mentorship = self._store.mentorship(slug)
        return self._text(mentorship, self._store.session(slug, session_id).number, after=True, pulse=True)

    def understood(self, slug: str, text: str) -> Reading:
        """What a reply says, and whom it is from. Never refuses: a letter that is too long says so itself."""
        mentorship, heads = self._store.mentorship(slug), self._heads(slug)
        people = in_order(mentorship)
        names = [one.name for one in people]
        letter = core.read(text, names)
        others = [one for one in people if one.id != mentorship.me]
        session = kept.session_of(letter, [(one.id, one.number) for one in heads])
        there = {one.id for one in self._store.table(slug, TABLE, KeptLetter) if not one.removed}
        return Reading(
            letter=letter,
            others=tuple((one.id, one.name) for one in others),
            person=kept.sender_of(letter, others),
            doubts=kept.doubts(letter, names, self._elsewhere(slug)),
            kept_from=tuple(one.id for one in others if kept_id(letter.digest, one.id) in there),
            session=next((one.number for one in heads if one.id == session), 0),
            next=_next(heads),
            opens=bool(letter.pulse.said and session) and self._has_spoken(slug, session, mentorship.me),
            rated=tuple(one.id for one in others if session and self._says_otherwise(slug, letter, one.id, session)),
            open=bool(session) and not self._pulses.of(slug, session).sealed,
        )

    def keep(self, slug: str, letter: Letter, person: str, *, replaces: bool = False) -> KeptLetter:
        """Files everything as that person's, or nothing. The same letter again changes nothing and is refused with a sentence.
        `replaces`: its pulse may take the place of another of that person's that is covered; else that is refused too."""
        with self._store.changing(slug) as now:
            return self._keep(now, letter, person, replaces)

    def _keep(self, now: Changing, letter: Letter, person: str, replaces: bool) -> KeptLetter:
        mentorship, slug, letters = now.mentorship(), now.slug, now.table(TABLE, KeptLetter)
        sender = _sender(mentorship, person)
        if letter.too_long:
            raise Refused("This letter is too long to be read: it stays as a draft.")
        if letter.empty:
            raise Refused("There is nothing in this letter to keep.")
        id, wall = kept_id(letter.digest, person), self._clock.wall()
        if letters.there(id) is not None:
            raise Refused(f"This letter from {sender.name} is kept already: nothing was changed.")
        session = self._session_of(slug, letter)
        if session is not None and not replaces and self._says_otherwise(slug, letter, person, session.id):
            raise Refused(f"{replaces_words(sender.name, session.number)}. Nothing was kept: read it again, and y does.")
        checkin = self._file_check_in(slug, letter, person, id)
        items, unplaced = self._bring(slug, letter, person, id, wall)
        pulse, before, given, unrated = self._rate(slug, letter, person, session)
        unplaced = (*unplaced, *unrated)
        caught, note = self._catch(now, letter, person, id, session, unplaced)
        made = KeptLetter(
            id=id,
            created=wall,
            changed=wall,
            changed_by=mentorship.me,
            person=person,
            session=session.id if session else "",
            plan=self._preparing.plan(slug).id,
            checkin=checkin,
            items=items,
            caught=caught,
            note=note,
            pulse=pulse,
            pulse_before=before,
            pulse_given=given,
        )
        letters.put(made)
        return made

    def take_back(self, slug: str, id: str) -> str:
        """Undo of all that `keep` did; what was changed since by hand stays. A sentence about it."""
        with self._store.changing(slug) as now:
            return self._take_back(now, id)

    def _take_back(self, now: Changing, id: str) -> str:
        letters, slug = now.table(TABLE, KeptLetter), now.slug
        found = letters.there(id)
        if found is None:
            raise Refused("There is no such letter to take back.")
        gone = {"removed": True, **self._stamp(now)}
        if found.checkin is not None:
            self._take_out(now, found.checkin)
        if found.items:
            plan = self._preparing.plan(slug)
            left = kept.without_items(plan, found.items)
            if left is not plan and left != plan:
                self._preparing.save(slug, left)
        if found.caught and found.session:
            self._change_session(now, found.session, lambda session: kept.without_caught(session, found.caught))
        outside = (*(() if found.session else found.caught), *((found.note,) if found.note else ()))
        if outside:
            _change(now.living, outside, gone)
            _change(now.private, outside, gone)
        said = "the letter is taken back"
        if found.pulse:
            shown, given = self._pulses.of(slug, found.session), found.pulse_given
            try:
                self._pulses.put(slug, found.session, found.person, found.pulse_before, given if given is not None else "any")
            except Refused:
                said += (
                    "; its pulse was given anew since, and that stays"
                    if shown.sealed
                    else "; its pulse stays, it is open already"
                )
        letters.put(replace(found, **gone))
        return said

    def kept_as(self, letter: Letter, person: str) -> str:
        """The id under which that letter from that person is kept, for `take_back`."""
        return kept_id(letter.digest, person)

    def _has_spoken(self, slug: str, session: str, me: str) -> bool:
        own = self._pulses.of(slug, session).row(me)
        return own is None or own.state != "waiting"

    def _says_otherwise(self, slug: str, letter: Letter, person: str, session: str) -> bool:
        """Whether that person's pulse is in, covered still, and the letter has another."""
        there, sealed = self._pulses.said(slug, session, person), self._pulses.of(slug, session).sealed
        new = (letter.pulse.safety, letter.pulse.usefulness, letter.pulse.fairness, False)
        return letter.pulse.said and there is not None and sealed and rated_in(there) != new

    def _text(self, mentorship: Mentorship, number: int, *, after: bool = False, pulse: bool) -> str:
        people = in_order(mentorship)
        mine, others = people[0], people[1:]
        now = self._clock.wall()
        starts = mentorship.next_date if mentorship.next_date is not None and mentorship.next_date > now else None
        zones = (others[0].zone, mine.zone) if len(others) == 1 else (mine.zone, others[0].zone if others else mine.zone)
        names = [one.name for one in others] or [mine.name]
        return core.text(names, mine.name, number, after=after, pulse=pulse, starts=starts, zones=zones, now=now)

    def _heads(self, slug: str) -> tuple[SessionHead, ...]:
        return tuple(one for one in self._store.session_heads(slug) if not one.removed)

    def _elsewhere(self, slug: str) -> tuple[str, ...]:
        others = [one for one in self._store.mentorships() if one.slug != slug and not one.removed]
        return tuple(person.name for one in others for person in one.people if person.id != one.me)

    def _session_of(self, slug: str, letter: Letter) -> FinishedSession | None:
        heads = self._heads(slug)
        id = kept.session_of(letter, [(one.id, one.number) for one in heads])
        return self._store.session(slug, id) if id else None

    def _file_check_in(self, slug: str, letter: Letter, person: str, id: str) -> CheckIn | None:
        if not letter.checked_in:
            return None
        new = kept.check_in(letter, person, id)
        before = next((one for one in self._preparing.check_ins(slug) if one.person == person), None)
        stored = self._preparing.file_check_in(slug, new)
        return replace(kept.added_by(new, before), id=stored.id)

    def _take_out(self, now: Changing, gone: CheckIn) -> None:
        checkins = now.table(CHECKINS, CheckIn)
        there = checkins.there(gone.id)
        if there is not None:
            left = replace(kept.taken_out(there, gone), **self._stamp(now))
            checkins.put(left)
            follow(now, there, left, self._clock.wall())

    def _bring(self, slug: str, letter: Letter, person: str, id: str, wall: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The items it put on the next agenda, and what had no place there."""
        if not letter.bring:
            return (), ()
        plan = self._preparing.plan(slug)
        made, ids, left = kept.brought(plan, letter, person, id, wall)
        if made != plan:
            self._preparing.save(slug, made)
        return ids, left

    def _rate(
        self, slug: str, letter: Letter, person: str, session: FinishedSession | None
    ) -> tuple[bool, Pulse | None, Pulse | None, tuple[str, ...]]:
        """Whether its pulse is stored, what was there before, what is now, and its words where it could not be."""
        if not letter.pulse.said:
            return False, None, None, ()
        if session is None:
            return False, None, None, tuple(f"Pulse: {words}" for words in letter.pulse_words)
        before, rated = self._pulses.said(slug, session.id, person), letter.pulse
        try:
            self._pulses.give(slug, session.id, person, rated.safety, rated.usefulness, rated.fairness, by_letter=True)
        except Refused:
            return False, None, None, tuple(f"Pulse: {words}" for words in letter.pulse_words)
        return True, before, self._pulses.said(slug, session.id, person), ()

    def _catch(
        self,
        now: Changing,
        letter: Letter,
        person: str,
        id: str,
        session: FinishedSession | None,
        unplaced: tuple[str, ...],
    ) -> tuple[tuple[str, ...], str]:
        """Takeaways and the note: the ids of those that stand in the session, and of the note where it stands outside."""
        stamp = {"created": self._clock.wall(), **self._stamp(now)}
        at = session.ended - session.began if session is not None else 0
        found = list(kept.takeaways(letter, person, id, at))
        note, outside = kept.note(letter, person, id, unplaced), ""
        if session is None and found:
            now.living.put(*(replace(Living(id=one.capture.id, capture=one.capture), **stamp) for one in found))
        if note is not None and len(now.mentorship().people) > 2:
            # In a group one of them wrote to the user, not to all.
            outside, private = note.id, replace(note, kind="private")
            caught = Caught(capture=private, at=at)
            kept_apart = PrivateNote(id=note.id, session=session.id if session else "", caught=caught)
            now.private.put(replace(kept_apart, **stamp))
        elif note is not None and session is None:
            outside = note.id
            now.living.put(replace(Living(id=note.id, capture=note), **stamp))
        elif note is not None:
            found.append(Caught(capture=note, at=at))
        if session is not None and found:
            self._change_session(now, session.id, lambda there: kept.with_caught(there, found))
        return tuple(one.capture.id for one in found), outside

    def _change_session(self, now: Changing, id: str, deed: Callable[[FinishedSession], FinishedSession]) -> None:
        sessions = now.sessions(self._store.session(now.slug, id).began)
        there = sessions.get(id)
        if there is not None:
            sessions.put(replace(deed(there), **self._stamp(now)))

    def _stamp(self, now: Changing) -> dict[str, object]:
        return {"changed": self._clock.wall(), "changed_by": now.mentorship().me}


def _change(table: Table[Stored], ids: Iterable[str], fields: Mapping[str, object]) -> None:
    """Those of `ids` that there are."""
    found = (table.get(id) for id in ids)
    table.put(*(replace(one, **fields) for one in found if one is not None))


def _sender(mentorship: Mentorship, person: str) -> Member:
    found = next((one for one in mentorship.people if one.id == person and one.id != mentorship.me), None)
    if found is None:
        raise Refused("Say first whom this letter is from.")
    return found


def _next(heads: tuple[SessionHead, ...]) -> int:
    return max((one.number for one in heads), default=0) + 1
