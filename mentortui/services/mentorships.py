"""Who is mentored by whom: the first run, adding and changing a mentorship, finding one by a word of a name."""

from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec

from mentortui.core.dates import Unreadable
from mentortui.core.heads import MentorshipHead, SessionHead
from mentortui.core.number_row import PLAIN, digit_of
from mentortui.core.records import Me, Member, Mentorship, Part, Template
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order, sharing_words
from mentortui.core.sharing_kinds import kinds_words
from mentortui.core.stand_ins import ME
from mentortui.core.templates import usual
from mentortui.core.text import counted, fit
from mentortui.core.typed_people import Person, kinds_typed, own_typed, people_typed, sharing_typed, zone_typed
from mentortui.core.whose import meant, nearness, other_names, told
from mentortui.core.words import SESSION_KINDS
from mentortui.core.zones import zone_named
from mentortui.services.clock import Clock
from mentortui.store.errors import StoreError
from mentortui.store.store import Store


class Mentorships:
    """The mentorships of one data folder. Everything may raise StoreError; what changes something raises Wrong first."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str], system_zone: str, *, number_row: str = "") -> None:
        """`number_row`: of the settings file, which goes before what was pressed in the first run."""
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self.system_zone = _known(system_zone)
        self._number_row = number_row
        self._unsaved: tuple[str, str] | None = None
        self._told = ""

    def now(self) -> int:
        """UTC microseconds."""
        return self._clock.wall()

    def me(self) -> Me:
        """The user; a nameless one in the system's zone before the first run, or where me.json cannot be read, which is told."""
        me = self._read_me()[0] or Me(id="", zone=self.system_zone)
        return msgspec.structs.replace(me, number_row=self._number_row) if self._number_row else me

    def needs_first_run(self) -> bool:
        """Nobody has said who they are yet. Not where me.json is there but cannot be read: it is left as it is."""
        me, readable = self._read_me()
        if me is not None or not readable:
            return False
        known = self._as_known_elsewhere()
        if known is not None:  # the first run was cut off between the mentorship and its user
            with suppress(StoreError):
                self._store.change_me(lambda now: known if now is None else None)
        return known is None

    def all(self) -> tuple[Mentorship, ...]:
        """Whole, by slug; removed ones are left out."""
        return tuple(one for one in self._store.mentorships() if not one.removed)

    def heads(self) -> tuple[MentorshipHead, ...]:
        """What a list shows, those with the nearest next date first, then those met last."""
        return self.listed()[0]

    def listed(self) -> tuple[tuple[MentorshipHead, ...], tuple[MentorshipHead, ...]]:
        """The same, and beside it those that were removed, the last one first."""
        every = self._store.index().mentorships
        gone = sorted((head for head in every if head.removed), key=lambda head: -head.changed)
        here = sorted((head for head in every if not head.removed), key=lambda head: nearness(head, self.now()))
        return tuple(here), tuple(gone)

    def unread(self) -> str:
        """A sentence about those that could not be read when they were listed last; empty where all could."""
        folders = self._store.unread
        if not folders:
            return ""
        where = folders[0] if len(folders) == 1 else folders[0].parent
        return f"{counted(len(folders), 'mentorship')} cannot be read: {where}. mentortui doctor says why; nothing was changed."

    def whose(self, slug: str) -> str:
        """Whose a list is: the named one's; without a name the only one's, and empty, for all, where there are several."""
        here = () if slug else self.heads()
        return here[0].slug if len(here) == 1 else slug

    def remove(self, slug: str, *, under_way: bool = False) -> str:
        """It is no longer listed; all of it stays on disk, and `bring_back` lists it again. Says so. `under_way`: a session of it
        is not finished. Raises Refused then."""
        before = self.get(slug)
        name, verb = told(other_names(before))
        if under_way:
            raise Refused(f"A session with {name} is not finished: r goes on with it, then it can be removed.")
        self._save(before, removed=True)
        return f"{name} {verb} removed from here; nothing of it is deleted. u brings it back."

    def bring_back(self, slug: str) -> str:
        """It is listed again as it was; says so."""
        before = self.get(slug)
        self._save(before, removed=False)
        return f"{' '.join(told(other_names(before)))} here again."

    def _save(self, before: Mentorship, *, removed: bool) -> None:
        stamp = {"changed": self.now(), "changed_by": before.me}
        self._store.change_mentorship(before.slug, lambda now: msgspec.structs.replace(now, removed=removed, **stamp))

    def get(self, slug: str) -> Mentorship:
        """The whole of one."""
        return self._store.mentorship(slug)

    def sessions(self, slug: str) -> tuple[SessionHead, ...]:
        """Finished ones, newest first."""
        return tuple(head for head in reversed(self._store.session_heads(slug)) if not head.removed)

    def usual_template(self, slug: str) -> Template:
        """What is most likely wanted next."""
        heads = self.sessions(slug)
        return usual(heads[0].kind if heads else None)

    def digit(self, character: str | None) -> int | None:
        """The digit on the key that sent `character`, on the user's own number row."""
        return digit_of(character, self.me().number_row)

    @property
    def row_unsaid(self) -> bool:
        """Whether nobody has said which number row this keyboard has: neither the settings nor the user."""
        me = self._read_me()[0]
        return me is not None and not self._number_row and me.number_row == PLAIN and not me.row_said

    def say_row(self, row: str) -> None:
        """The user's number row from now on, stored; it is not asked again."""

        def said(me: Me | None) -> Me | None:
            if me is None:
                return None
            return msgspec.structs.replace(me, number_row=row, row_said=True, changed=self.now(), changed_by=me.id)

        if self._read_me()[0] is not None:
            self._store.change_me(said)

    def begin(
        self,
        name: str = "",
        zone: str = "",
        part: Part = "mentor",
        other_name: str = "",
        other_zone: str = "",
        sharing: str = "",
        number_row: str = "",
    ) -> Mentorship:
        """The first run in one go: the user and a first mentorship, stored. Everything may be left out.

        After a StoreError it may be called again: what was stored already is not stored twice.
        """
        person, id = self._unsaved = self._unsaved or (self._new_id(), self._new_id())
        here = self._read_me()[0]  # another program may have been quicker
        own = self._own(Person(name, zone, here.id if here is not None else person))
        me = Me(
            id=own.id,
            name=own.name,
            zone=own.zone,
            number_row=number_row if len(number_row) == len(PLAIN) else PLAIN,
            row_said=len(number_row) == len(PLAIN),
            created=self.now(),
            changed=self.now(),
            changed_by=own.id,
        )
        made = self._made(me, part, [Person(other_name, other_zone)], sharing, id)
        # The mentorship goes first: cut in between, the first run is asked again rather than left half done.
        stored = self._store.add_mentorship(made)
        self._store.change_me(lambda now: me if now is None else None)
        self._unsaved = None
        return stored

    def add(self, part: Part, others: Sequence[Person], sharing: str = "") -> Mentorship:
        """One more, stored."""
        me, readable = self._read_me()
        if me is None and not readable:
            me = self._as_known_elsewhere() or self._store.me()
        if me is None:
            me = Me(id=self._new_id(), name=ME, zone=self.system_zone, created=self.now(), changed=self.now())
            made = me
            self._store.change_me(lambda now: made if now is None else None)
            me = self._store.me() or made  # another program may have been quicker
        _, id = self._unsaved = self._unsaved or (me.id, self._new_id())
        stored = self._store.add_mentorship(self._made(me, part, others, sharing, id))
        self._unsaved = None
        return stored

    def edit(
        self,
        slug: str,
        *,
        own: Person | None = None,
        part: Part | None = None,
        others: Sequence[Person] | None = None,
        sharing: str | None = None,
        kinds: str | None = None,
        seen: Mentorship | None = None,
    ) -> Mentorship:
        """Changed and stored; what is None stays as it is. Numbers of people stay theirs: new ones come last. `seen`: as it was
        when it was shown to be changed; what is as it was then stays as it is stored by now."""
        before = seen or self.get(slug)
        me, *rest = in_order(before)
        if own is not None:
            me = msgspec.structs.replace(self._own(own, me), role=me.role)
        part = part or before.part
        if others is None:
            others = [Person(member.name, member.zone, member.id) for member in rest]
        roles = {member.id: member.role for member in rest} if part == before.part else {}
        people = people_typed(me, part, others, roles, self._new_id)
        heard_as = {member.id: member.heard_as for member in before.people}
        people = tuple(msgspec.structs.replace(one, heard_as=heard_as.get(one.id, ())) for one in people)
        agreement, shown = before.agreement, before.show_figures
        same = {(m.id, m.role) for m in people} == {(m.id, m.role) for m in before.people}
        if sharing is None:
            sharing = sharing_words(before)
        if not same or sharing.strip() != sharing_words(before):
            agreement, shown = sharing_typed(sharing, people)
        by_kind, as_it_was = before.kinds, kinds_words(before)
        kinds = as_it_was if kinds is None else kinds
        if kinds.strip() != as_it_was or not same:
            by_kind = kinds_typed(kinds, people, self.own_kinds(before))
        changed = msgspec.structs.replace(
            before, part=part, people=people, agreement=agreement, kinds=by_kind, show_figures=shown
        )
        named = own is not None and self._read_me()[0] is not None
        from mentortui.services.charter import note_sharing

        with self._store.changing(slug) as now:
            was = now.mentorship()
            stored = now.mentorships.merge(before, changed, {"changed": self.now(), "changed_by": before.me, "slug": slug})
            note_sharing(now, was, stored, self._new_id, self.now())
            user = now.me.get(before.me) if named else None
            if user is not None and (user.name, user.zone) != (me.name, me.zone):
                now.me.put(msgspec.structs.replace(user, name=me.name, zone=me.zone, changed=self.now()))
        return stored

    def own_kinds(self, mentorship: Mentorship) -> tuple[str, ...]:
        """Kinds of session beside ours for which shares can be agreed: those that were held, from a template of one's own."""
        held: tuple[str, ...] = ()
        with suppress(StoreError):
            held = tuple(head.kind for head in self._store.session_heads(mentorship.slug) if not head.removed)
        return tuple(dict.fromkeys((*mentorship.kinds, *held)))

    def kind(self, slug: str, said: str) -> tuple[str, str]:
        """A kind of session of that mentorship, and, of one's own, how the last of it was called. Raises Refused."""
        there = (*SESSION_KINDS, *self.own_kinds(self.get(slug)))
        if said not in there:
            raise Refused(f"“{fit(said, 24)}” is no kind of session here: there are {', '.join(dict.fromkeys(there))}.")
        if said in SESSION_KINDS:
            return said, ""
        heads = reversed(self._store.session_heads(slug))
        return said, next((head.title for head in heads if head.kind == said and not head.removed), "")

    def find(self, who: str) -> Mentorship:
        """The one that `who` begins a word of a name or slug of. Raises Refused, naming those it may have meant."""
        every = self.all()
        if not every:
            raise Refused(self.unread() or "There is no mentorship yet: start mentortui to add one.")
        return meant(every, who)

    def zone(self, words: str) -> str:
        """The zone that is meant; the user's own for no words. Raises Refused."""
        return zone_typed("zone", words, self.me().zone)

    def _read_me(self) -> tuple[Me | None, bool]:
        """And whether it could be read; what is wrong is told once."""
        try:
            return self._store.me(), True
        except StoreError as error:
            if str(error) != self._told:
                self._told = str(error)
                self._store.notices.append(self._told)
            return None, False

    def _as_known_elsewhere(self) -> Me | None:
        """The user as a mentorship has them, the one that was begun last."""
        known = [(one.created, member) for one in self.all() for member in one.people if member.id == one.me]
        if not known:
            return None
        _, member = max(known, key=lambda pair: pair[0])
        return Me(id=member.id, name=member.name, zone=member.zone)

    def _made(self, me: Me, part: Part, others: Sequence[Person], sharing: str, id: str) -> Mentorship:
        people = people_typed(Member(id=me.id, name=me.name, role=part, zone=me.zone), part, others, {}, self._new_id)
        agreement, shown = sharing_typed(sharing, people)
        return Mentorship(
            id=id,
            slug="",
            part=part,
            me=me.id,
            people=people,
            agreement=agreement,
            show_figures=shown,
            created=self.now(),
            changed=self.now(),
            changed_by=me.id,
        )

    def _own(self, typed: Person, before: Member | None = None) -> Member:
        if before is not None:
            return own_typed(typed, before.id, before.zone, before.role)
        return own_typed(typed, typed.id or self._new_id(), self.system_zone)


def _known(zone: str) -> str:
    try:
        return zone_named(zone)
    except Unreadable:
        return "UTC"
