"""The charter of a mentorship: read, answered question by question, and filled from what was said in a session."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from mentortui.core.channels import TABLE as CHANNELS
from mentortui.core.channels import Channel, call_link
from mentortui.core.charter import TABLE, Charter, CharterAnswer, agreement_texts, charter, notes_of, spoken
from mentortui.core.charter_questions import SHOWN, Question, question, read_answer, typed_again
from mentortui.core.heads import local, own_zone
from mentortui.core.records import FinishedSession, Living, Mentorship
from mentortui.core.refused import NothingToUndo, Refused
from mentortui.core.sharing import in_order, parse_sharing
from mentortui.core.sharing_kinds import parse_kinds
from mentortui.core.text import storable
from mentortui.services.clock import Clock
from mentortui.store.changing import Changing
from mentortui.store.store import Store

if TYPE_CHECKING:
    from mentortui.services.mentorships import Mentorships

replace = msgspec.structs.replace


class CallDropped(msgspec.Struct, frozen=True):
    """What to do when the call drops, and the link of the call; each may be empty."""

    plan_b: str = ""
    link: str = ""


class Charters:
    """Of one data folder. Every act is on disk when it returns; it may raise Refused or StoreError."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str], mentorships: "Mentorships") -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._mentorships = mentorships

    def shown(self, slug: str) -> "CharterShown":
        """As it is now."""
        mentorship = self._store.mentorship(slug)
        return CharterShown(
            mentorship=mentorship,
            charter=charter(self._store.table(slug, TABLE, CharterAnswer), mentorship),
            own_kinds=self._mentorships.own_kinds(mentorship),
            today=_day(self._clock.wall(), mentorship),
        )

    def answered(self, slug: str) -> int:
        """How many questions are answered; 0 also where nothing but the sharing of talk was ever agreed."""
        found = charter(self._store.table(slug, TABLE, CharterAnswer), self._store.mentorship(slug))
        return len(found.texts) if found.is_used else 0

    def visit(self, slug: str) -> "Visit":
        """To fill it in: what is typed twice there is one change."""
        return Visit(self._store, self._clock, self._new_id, self._mentorships, slug)

    def link(self, slug: str, kind: str = "") -> str:
        """The link of the call. Raises Refused where there is none."""
        found = call_link(self._store.table(slug, CHANNELS, Channel), kind)
        if not found:
            raise Refused("No link of the call yet: the tab Channels of the mentorship keeps it.")
        return found

    def dropped(self, slug: str, kind: str = "") -> CallDropped:
        """For when the call drops."""
        found = charter(self._store.table(slug, TABLE, CharterAnswer), self._store.mentorship(slug))
        return CallDropped(found.text("plan_b"), call_link(self._store.table(slug, CHANNELS, Channel), kind))


class CharterShown(msgspec.Struct, frozen=True, kw_only=True):
    """A charter, and what is known around it."""

    mentorship: Mentorship
    charter: Charter
    own_kinds: tuple[str, ...]
    """Kinds of session beside the program's, for which shares can be agreed."""
    today: date

    def typed(self, one: Question) -> str:
        """What stands in the field of that question."""
        return typed_again(one, self.charter.text(one.key))

    def day(self, wall: int) -> date:
        """The user's day of a moment, UTC microseconds."""
        return _day(wall, self.mentorship)


class Visit:
    """One time somebody fills it in: what is typed twice meanwhile is one change, and all of it can be taken back."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str], mentorships: "Mentorships", slug: str) -> None:
        self._store, self._clock, self._new_id = store, clock, new_id
        self._mentorships = mentorships
        self._slug = slug
        self._ids: dict[str, str] = {}
        self._kept: dict[str, None] = {}
        """The questions whose answers the disk took."""
        self._others: dict[str, None] = {}

    @property
    def said(self) -> str:
        """What was done so far; empty where nothing was."""
        labels = [one.label for key in self._kept if (one := question(key)) is not None]
        others = ", ".join(self._others)
        also = f"{others} had been answered elsewhere meanwhile: it stands there as before · " if others else ""
        return f"{also}saved: {', '.join(labels)}" if labels else ""

    def answer(self, key: str, typed: str, seen: str | None = None) -> str:
        """One question; empty opens it again. What was said, empty where nothing changed. `seen`: what it said when one began to
        type; where it says something else by now, that is told, and stands among its wordings. Raises Refused, StoreError."""
        one = question(key)
        if one is None:
            raise Refused("The charter has no such question.")
        mentorship = self._store.mentorship(self._slug)
        own = self._mentorships.own_kinds(mentorship) if one.answered == "kinds" else ()
        with self._store.changing(self._slug) as now:
            mentorship = now.mentorship()
            before = charter(now.table(TABLE, CharterAnswer).all().values(), mentorship).text(key)
            if typed.strip() == typed_again(one, before):
                return ""  # as it stands there: a day that has gone by too
            text = read_answer(one, storable(typed), in_order(mentorship), _day(self._clock.wall(), mentorship), own)
            if text == before:
                return ""
            others = seen is not None and before not in ("", seen) and key not in self._kept
            self._put(now, one, text, own)
        self._kept[key] = None
        if others:
            self._others[one.label] = None
        return f"{one.label}: {'saved' if text else 'open again'}"

    def take_back(self) -> str:
        """As it was before, but for what others changed since. Raises Refused, StoreError."""
        said = self.said
        if not said:
            raise NothingToUndo("There is nothing to undo.")
        with self._store.changing(self._slug) as now:
            table = now.table(TABLE, CharterAnswer)
            for key, id in self._ids.items():
                one, made = question(key), table.get(id)
                if one is None or made is None or made.removed:
                    continue
                if one.is_agreement and agreement_texts(now.mentorship())[key] == _normal(
                    one, made.text, now.mentorship(), made.created
                ):
                    _agree(now, now.mentorship(), one, made.was, self._clock.wall())
                table.put(replace(made, removed=True, changed=self._clock.wall()))
        self._ids, self._kept, self._others = {}, {}, {}
        return f"Undone: {said}"

    def _put(self, now: Changing, one: Question, text: str, own: Iterable[str]) -> None:
        mentorship, table = now.mentorship(), now.table(TABLE, CharterAnswer)
        id = self._ids.setdefault(one.key, self._new_id())
        wall, me, there = self._clock.wall(), mentorship.me, table.get(id)
        was = agreement_texts(mentorship).get(one.key, "") if there is None else there.was
        if one.is_agreement:
            now.mentorships.put(replace(_agreed(mentorship, one, text, own), changed=wall, changed_by=me))
        # What is typed now holds, also where the clock was set back since the answer before.
        before = [found.created for found in table.all().values() if found.question == one.key and found.id != id]
        created = max(wall, *(moment + 1 for moment in before)) if before else wall
        made = CharterAnswer(id=id, created=created, changed=wall, changed_by=me, by=me, question=one.key, text=text, was=was)
        table.put(made)


def note_sharing(now: Changing, before: Mentorship, after: Mentorship, new_id: Callable[[], str], wall: int) -> None:
    """What was changed of the agreement about talk elsewhere stands among the changes of the charter too."""
    if agreement_texts(before) != agreement_texts(after):
        ids = [new_id() for _ in agreement_texts(after)]
        now.table(TABLE, CharterAnswer).put(*notes_of(before, after, ids, wall=wall, by=after.me))


def keep_spoken(now: Changing, session: FinishedSession, living: Iterable[Living], wall: int) -> None:
    """The answers that were said in a session land in the charter, those it no longer has go from it, without their words. Done
    again it does the same. `living`: at least those of the session."""
    table = now.table(TABLE, CharterAnswer)
    answers = {one.id: one for one in ([] if session.removed else spoken(session, living))}
    stored = {id: one for id, one in table.naming(session.id).items() if one.session == session.id}
    for id, one in answers.items():
        before = stored.get(id)
        asked = question(one.question)
        if before is not None and not before.removed and (before.text, before.question) == (one.text, one.question):
            continue
        one = replace(one, changed=wall, changed_by=session.me)
        if asked is not None and asked.is_agreement:
            mentorship = now.mentorship()
            was = agreement_texts(mentorship)[one.question]
            _agree(now, mentorship, asked, one.text, wall)
            one = replace(one, was=before.was if before is not None and not before.removed else was)
        elif asked is not None and asked.answered == "day":
            one = replace(one, text=_read(asked, one.text, now.mentorship(), one.created) or one.text)
        if before is None or before.removed or before.text != one.text:
            table.put(one)
    for id, one in stored.items():
        if id in answers or one.removed:
            continue
        asked = question(one.question)
        if asked is not None and asked.is_agreement:
            mentorship = now.mentorship()
            if agreement_texts(mentorship)[one.question] == _normal(asked, one.text, mentorship, one.created):
                _agree(now, mentorship, asked, one.was, wall)
        table.put(replace(one, text="", was="", removed=True, changed=wall))


def _agree(now: Changing, mentorship: Mentorship, asked: Question, text: str, wall: int) -> None:
    try:
        changed = _agreed(mentorship, asked, text, mentorship.kinds)
    except Refused:
        return  # it was reworded since: the words stay, the agreement stays as it is
    if changed != mentorship:
        now.mentorships.put(replace(changed, changed=wall, changed_by=mentorship.me))


def _agreed(mentorship: Mentorship, one: Question, text: str, own_kinds: Iterable[str]) -> Mentorship:
    people = in_order(mentorship)
    if one.answered == "shares":
        return replace(mentorship, agreement=parse_sharing(text, people)[0])
    if one.answered == "kinds":
        return replace(mentorship, kinds=parse_kinds(text, people, own_kinds))
    return replace(mentorship, show_figures=not text or _read(one, text, mentorship, mentorship.created) == SHOWN)


def _read(one: Question, text: str, mentorship: Mentorship, wall: int) -> str:
    """What an answer that was said then is stored as; empty where it cannot be read."""
    try:
        return read_answer(one, text, in_order(mentorship), _day(wall, mentorship), mentorship.kinds)
    except Refused:
        return ""


def _normal(one: Question, text: str, mentorship: Mentorship, wall: int) -> str:
    """The answer as the mentorship would say it."""
    try:
        return agreement_texts(_agreed(mentorship, one, text, mentorship.kinds))[one.key]
    except Refused:
        return text


def _day(wall: int, mentorship: Mentorship) -> date:
    return local(wall, own_zone(mentorship)).date()
