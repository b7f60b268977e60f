"""Who is mentored by whom: the first run, adding and changing a mentorship, finding one by a word of a name."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

import msgspec

from mentortui.core.dates import Unreadable
from mentortui.core.heads import MentorshipHead, SessionHead
from mentortui.core.number_row import PLAIN, digit_of
from mentortui.core.people import MOST_PEOPLE, Agreement, Role
from mentortui.core.records import Me, Member, Mentorship, Part, Template
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order, parse_sharing, sharing_words
from mentortui.core.sharing_kinds import kinds_words, parse_kinds
from mentortui.core.stand_ins import BY_ROLE, ME, is_named
from mentortui.core.templates import usual
from mentortui.core.text import counted, fit, storable
from mentortui.core.words import SESSION_KINDS
from mentortui.core.zones import zone_named
from mentortui.services.clock import Clock
from mentortui.store.errors import StoreError
from mentortui.store.store import Store

LONGEST_NAME = 80
PARTS: dict[Part, str] = {"mentor": "I mentor", "mentee": "I am mentored", "peer": "peers"}
"""The user's part, as it is asked for."""
_OTHER: dict[Part, Role] = {"mentor": "mentee", "mentee": "mentor", "peer": "peer"}


class Person(msgspec.Struct, frozen=True):
    """Someone as typed into a form; `id` is empty for a new one."""

    name: str = ""
    zone: str = ""
    id: str = ""


class Wrong(Refused):
    """Something typed cannot be taken. `field` is where: name, zone, sharing, kinds, or name:2, zone:2 for the second other
    person."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


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
        here = sorted((head for head in every if not head.removed), key=lambda head: _nearness(head, self.now()))
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
        name = fit(_others(before), 40)
        if under_way:
            raise Refused(f"A session with {name} is not finished: r goes on with it, then it can be removed.")
        self._save(before, removed=True)
        return f"{name} is removed from here; nothing of it is deleted. u brings it back."

    def bring_back(self, slug: str) -> str:
        """It is listed again as it was; says so."""
        before = self.get(slug)
        self._save(before, removed=False)
        return f"{fit(_others(before), 40)} is here again."

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
        people = self._people(me, part, others, {member.id: member.role for member in rest} if part == before.part else {})
        heard_as = {member.id: member.heard_as for member in before.people}
        people = tuple(msgspec.structs.replace(one, heard_as=heard_as.get(one.id, ())) for one in people)
        agreement, shown = before.agreement, before.show_figures
        same = {(m.id, m.role) for m in people} == {(m.id, m.role) for m in before.people}
        if sharing is None:
            sharing = sharing_words(before)
        if not same or sharing.strip() != sharing_words(before):
            agreement, shown = _sharing(sharing, people)
        by_kind, as_it_was = before.kinds, kinds_words(before)
        kinds = as_it_was if kinds is None else kinds
        if kinds.strip() != as_it_was or not same:
            by_kind = _kinds(kinds, people, self.own_kinds(before))
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
        wanted = " ".join(who.casefold().split())
        every = self.all()
        if not every:
            raise Refused(self.unread() or "There is no mentorship yet: start mentortui to add one.")
        exact = [one for one in every if wanted in (one.slug.casefold(), _others(one).casefold())]
        found = exact if len(exact) == 1 else [one for one in every if wanted and _begins(one, wanted)]
        if len(found) == 1:
            return found[0]
        names = ", ".join(f"{fit(_others(one), 30)} ({fit(one.slug, 30)})" for one in (found or every)[:9])
        if found:
            raise Refused(f"“{fit(who, 30)}” may be {names}: write more of the name.")
        raise Refused(f"Nobody here is called “{fit(who, 30)}”. There is {names}.")

    def invitation(self, mentorship: Mentorship) -> str:
        """A sentence to copy and send to the others, that says what runs beside the call and asks whether that is all right."""
        mine = next((m.name for m in mentorship.people if m.id == mentorship.me), "")
        names = [m.name for m in mentorship.people if m.id != mentorship.me]
        hello = f"Hi {_and(names)}, " if any(map(is_named, names)) else "Hi, "
        signed = f" – {mine}" if mine and is_named(mine) else ""
        if not mentorship.show_figures:
            return (
                f"{hello}I would like to keep our agenda and notes in a small program beside our calls. "
                "It does not show how long each of us talks, and nothing leaves my machine. "
                f"Is that all right with you?{signed}"
            )
        return (
            f"{hello}I would like to keep our agenda and notes in a small program beside our calls. "
            "It also shows how long each of us has talked, so that both have their say. "
            f"Nothing is recorded, and nothing leaves my machine. Is that all right with you?{signed}"
        )

    def zone(self, words: str) -> str:
        """The zone that is meant; the user's own for no words. Raises Refused."""
        return _zone("zone", words, self.me().zone)

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
        people = self._people(Member(id=me.id, name=me.name, role=part, zone=me.zone), part, others, {})
        agreement, shown = _sharing(sharing, people)
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
        return Member(
            id=before.id if before else typed.id or self._new_id(),
            name=_name("name", typed.name) or ME,
            role=before.role if before else "mentor",
            zone=_zone("zone", typed.zone, before.zone if before else self.system_zone),
        )

    def _people(self, me: Member, part: Part, others: Sequence[Person], roles: dict[str, Role]) -> tuple[Member, ...]:
        """The user, then the others in their order; `roles` of those who have one already."""
        if not others:
            raise Wrong("name:1", "A mentorship needs one other person.")
        if len(others) >= MOST_PEOPLE:
            raise Wrong(f"name:{MOST_PEOPLE}", f"At most {MOST_PEOPLE} people take part, you among them.")
        people = [msgspec.structs.replace(me, role=part)]
        for number, typed in enumerate(others, 1):
            usual_role: Role = "mentee" if part == "mentee" and number > 1 else _OTHER[part]
            role = roles.get(typed.id, usual_role)
            name = _name(f"name:{number}", typed.name) or _free(BY_ROLE[role], people)
            twin = next((person for person in people if person.name.casefold() == name.casefold()), None)
            if twin is not None:
                who = "You are" if twin.id == me.id else "Somebody is"
                raise Wrong(f"name:{number}", f"{who} called {fit(twin.name, 24)} too: add a letter, such as {fit(name, 24)} K.")
            zone = _zone(f"zone:{number}", typed.zone, me.zone)
            people.append(Member(id=typed.id or self._new_id(), name=name, role=role, zone=zone))
        return tuple(people)


def members(part: Part, own_name: str, others: Sequence[Person]) -> tuple[Member, ...]:
    """People as they would be, nothing checked: for what a form says while one types."""
    made = [Member(id="me", name=own_name.strip() or "you", role=part)]
    for number, typed in enumerate(others, 1):
        role: Role = "mentee" if part == "mentee" and number > 1 else _OTHER[part]
        made.append(Member(id=typed.id or f"new-{number}", name=typed.name.strip() or BY_ROLE[role], role=role))
    return tuple(made)


def _name(field: str, typed: str) -> str:
    name = " ".join(storable(typed[: 50 * LONGEST_NAME]).split())
    if len(name) > LONGEST_NAME:
        raise Wrong(field, f"This name has {len(typed)} characters: write at most {LONGEST_NAME}.")
    return name


def _zone(field: str, typed: str, default: str) -> str:
    if not typed.strip():
        return default
    try:
        return zone_named(typed)
    except Unreadable as error:
        raise Wrong(field, str(error)) from error


def _sharing(words: str, people: Sequence[Member]) -> tuple[Agreement | None, bool]:
    try:
        return parse_sharing(words, people)
    except Refused as error:
        raise Wrong("sharing", str(error)) from error


def _kinds(words: str, people: Sequence[Member], own: Iterable[str]) -> dict[str, Agreement]:
    try:
        return parse_kinds(words, people, own)
    except Refused as error:
        raise Wrong("kinds", str(error)) from error


def _known(zone: str) -> str:
    try:
        return zone_named(zone)
    except Unreadable:
        return "UTC"


def _free(name: str, people: Sequence[Member]) -> str:
    taken = {person.name.casefold() for person in people}
    numbered = (name if number == 1 else f"{name} {number}" for number in range(1, MOST_PEOPLE + 2))
    return next(one for one in numbered if one.casefold() not in taken)


def _others(mentorship: Mentorship) -> str:
    return ", ".join(member.name for member in mentorship.people if member.id != mentorship.me)


def _begins(mentorship: Mentorship, wanted: str) -> bool:
    names = [member.name for member in mentorship.people if member.id != mentorship.me]
    texts = [text.casefold() for text in (*names, mentorship.slug.replace("-", " "), mentorship.slug)]
    return any(text.startswith(wanted) or f" {wanted}" in f" {' '.join(text.split())}" for text in texts)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _nearness(head: MentorshipHead, now: int) -> tuple[int, int, str]:
    if head.next_date is not None and head.next_date > now:
        return 0, head.next_date, head.slug
    return 1, -head.last.began if head.last else 0, head.slug
