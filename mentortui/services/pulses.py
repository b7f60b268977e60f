"""The pulse of finished sessions: who is in, and the ratings once everybody has spoken or declined."""

from typing import Literal

import msgspec

from mentortui.core import pulse as core
from mentortui.core.commands import Refused
from mentortui.core.pulse import NAME_CELLS, PulseView
from mentortui.core.records import Pulse
from mentortui.core.text import fit
from mentortui.services.clock import Clock
from mentortui.store.changing import Changing
from mentortui.store.store import Store

TABLE = "pulses"


class Pulses:
    """Everything may raise StoreError; what changes something raises Refused first."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._put_last: dict[tuple[str, str], Pulse] = {}
        """What this program stored last, by slug and id: another than that is another program's."""

    def of(self, slug: str, session_id: str) -> PulseView:
        """What may be shown of it now."""
        session = self._store.session(slug, session_id)
        return core.view(session_id, session.people, self._store.table(slug, TABLE, Pulse))

    def give(
        self,
        slug: str,
        session_id: str,
        person: str,
        safety: int | None,
        usefulness: int | None,
        fairness: int | None,
        by_letter: bool = False,
        seen: Pulse | Literal["any"] | None = "any",
    ) -> PulseView:
        """Stored, 1 to 5 each, None for what is not said. Given again, while it is covered, it replaces the first. `seen`: what
        that person had said when the form was opened; where something else is there by now it stays, and Refused says so."""
        with self._store.changing(slug) as now:
            self._unchanged(slug, session_id, person, seen)
            rated = core.rated(
                self.of(slug, session_id),
                person,
                (safety, usefulness, fairness),
                by_letter=by_letter,
                wall=self._clock.wall(),
                by=now.mentorship().me,
                before=self._stored(slug, session_id, person),
            )
            self._put(now, rated)
        return self.of(slug, session_id)

    def decline(self, slug: str, session_id: str, person: str, seen: Pulse | Literal["any"] | None = "any") -> PulseView:
        """That person would rather not: nobody waits for it any more. `seen`: as of `give`."""
        with self._store.changing(slug) as now:
            self._unchanged(slug, session_id, person, seen)
            before, me = self._stored(slug, session_id, person), now.mentorship().me
            said = core.declined(self.of(slug, session_id), person, wall=self._clock.wall(), by=me, before=before)
            self._put(now, said)
        return self.of(slug, session_id)

    def put(
        self, slug: str, session_id: str, person: str, before: Pulse | None, made: Pulse | Literal["any"] | None = "any"
    ) -> PulseView:
        """Undo: what that person had said before, None for nothing. Raises Refused once it is open, or given anew since,
        elsewhere or otherwise than `made`: what is taken back."""
        with self._store.changing(slug) as now:
            shown, stored = self.of(slug, session_id), self._stored(slug, session_id, person)
            if not shown.sealed:
                raise Refused("The pulse of this session is open: it is not taken back.")
            id = core.pulse_id(session_id, person)
            last = self._put_last.get((slug, id), stored)
            if stored is not None and last is not None and stored != last and stored.changed > last.changed:
                raise Refused("The pulse was given anew in another program: that stays.")
            if made != "any" and stored is not None and rated_in(stored) != rated_in(made):
                raise Refused("The pulse was given anew since, such as by a letter: that stays.")
            if before is not None:
                self._put(now, before)
            elif stored is not None:
                gone = {"removed": True, "changed": self._clock.wall(), "changed_by": now.mentorship().me}
                self._put(now, msgspec.structs.replace(stored, **gone))
        return self.of(slug, session_id)

    def said(self, slug: str, session_id: str, person: str) -> Pulse | None:
        """What that person has said, for `put`; never to be shown while it is covered."""
        return self._stored(slug, session_id, person)

    def _unchanged(self, slug: str, session_id: str, person: str, seen: Pulse | Literal["any"] | None) -> None:
        """Raises Refused where two answer one pulse: in two programs, or by a letter meanwhile."""
        if seen == "any":
            return
        stored = self._stored(slug, session_id, person)
        if stored is not None and rated_in(stored) != rated_in(seen):
            people = self._store.session(slug, session_id).people
            name = next((one.name for one in people if one.id == person), "Somebody")
            raise Refused(f"{fit(name, NAME_CELLS)} gave this pulse elsewhere meanwhile: that stays. Give it again to change it.")

    def _stored(self, slug: str, session_id: str, person: str) -> Pulse | None:
        id = core.pulse_id(session_id, person)
        return next((one for one in self._store.table(slug, TABLE, Pulse) if one.id == id and not one.removed), None)

    def _put(self, now: Changing, pulse: Pulse) -> None:
        now.table(TABLE, Pulse).put(pulse)
        self._put_last[now.slug, pulse.id] = pulse


def rated_in(pulse: Pulse | None) -> object:
    """What it says, to compare; None: nothing is said."""
    return None if pulse is None or pulse.removed else (pulse.safety, pulse.usefulness, pulse.fairness, pulse.declined)
