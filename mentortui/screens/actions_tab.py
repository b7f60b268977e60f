"""The tab of actions: promises of both sides, the mentor's late ones first, and how each side follows through."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from mentortui.core.actions import (
    LEARNED,
    LEARNED_HINT,
    follow_said,
    follow_through,
    late_of,
    mentors_late_first,
    mild_word,
    open_of,
)
from mentortui.core.actions_form import hinted, still_open
from mentortui.core.feedback import shown_to_others
from mentortui.core.promises import is_open
from mentortui.core.record_fields import RecordKind, state_of
from mentortui.core.records import Living, Record
from mentortui.core.refused import Refused
from mentortui.core.text import fit
from mentortui.services.records import Records, Shelf
from mentortui.services.tabs import Host, Page, Read, RecordsRead, RecordsShown, RecordTab

if TYPE_CHECKING:
    from mentortui.services.desk import Desk

FOLLOW = "In the last three months"
SHOWN = 40


class ActionsTab(RecordTab):
    """Ticking one off asks what was learned of it."""

    def __init__(self, desk: "Desk", slug: str) -> None:
        super().__init__(desk.records, slug, desk.records.kind("action"))
        self._desk = desk

    def read(self, shelf: Shelf) -> Read:
        """All of them; below each, how either side follows through."""
        self.kind, living = hinted(self._desk.records.kind("action"), self._desk.feedback.promise_hints), self._living()
        # Home and the list of all promises count the steps of feedback with them: what is missing here is said.
        steps = sum(is_open(one) for one in living if one.capture.kind == "feedback")
        stand = "open step stands" if steps == 1 else "open steps stand"
        also = f"{steps} {stand} under Feedback" if steps else ""
        return _ActionsRead(self.records, self.kind, shelf, follow_lines(living, shelf), also)

    def add(self, host: Host, id: str) -> None:
        """Its form, empty; from the fourth open one of a person on a mild word goes with what was done."""
        blank = self.records.blank(self.kind)
        host.form(still_open(self.kind), blank, new=True, save=partial(self._added, host.slug, blank))

    def edit(self, host: Host, id: str) -> None:
        """Its form; of an open one without what is known only at its end."""
        try:
            record = self.record(self.records.shown(self.slug), id)
        except Refused as error:
            host.say(str(error), trouble=True)
            return
        host.form(still_open(self.kind) if state_of(record) == "open" else self.kind, record, new=False)

    def _added(self, slug: str, blank: Record, answers: Mapping[str, str]) -> str:
        said = self.records.save(slug, self.kind, blank, answers)
        shelf = self.records.shown(slug)
        who, living = answers.get("capture.who", ""), self._living()
        name = dict(shelf.around.people).get(who, "")
        return " · ".join(filter(None, (said, mild_word(open_of(living, who), name, mine=who == shelf.around.me))))

    def _living(self) -> tuple[Living, ...]:
        return shown_to_others(one for one in self._desk.store.living(self.slug) if not one.removed)

    def done(self, host: Host, id: str) -> str:
        """Kept, or open again; then what was learned is asked, and may stay empty."""
        said = super().done(host, id)
        if said.startswith(f"{self.kind.done}:"):
            later(host, partial(self._ask_learned, host, id, said))
        return said

    def _ask_learned(self, host: Host, id: str, said: str) -> None:
        host.ask(f"{LEARNED} · {fit(said, SHOWN)}", LEARNED_HINT, partial(self._learned, host.slug, id))

    def _learned(self, slug: str, id: str, text: str) -> str:
        if not text.strip():
            return ""
        self.records.save(slug, self.kind, self.record(self.records.shown(slug), id), {"details.learned": text})
        return f"learned: {fit(' '.join(text.split()), SHOWN)}"


def later(host: Host, deed: Callable[[], None]) -> None:
    """Once what was done off the interface's thread is through; nothing where the program ends meanwhile."""
    with suppress(RuntimeError):
        host.app.call_from_thread(host.app.call_later, deed)


def follow_lines(living: Sequence[Living], shelf: Shelf) -> str:
    """Each side's, the mentor's first; then a mild word for whoever has many open."""
    names, today = dict(shelf.around.people), shelf.around.today
    counts = follow_through(living, shelf.mentorship, lambda person: today)
    if not any(one.any for one in counts):
        return ""
    said = [follow_said(one, names.get(one.person, "")) for one in counts]
    me = shelf.around.me
    said += [mild_word(open_of(living, id), name, mine=id == me) for id, name in shelf.around.people]
    return "\n".join(filter(None, said))


class _ActionsRead(RecordsRead):
    def __init__(self, records: Records, kind: RecordKind, shelf: Shelf, follow: str, also: str) -> None:
        super().__init__(records, kind, shelf)
        self._follow, self.also = follow, also

    def find(self, words: str, order: str) -> "_ActionsShown":
        return _ActionsShown(self, words, order, self._follow)


class _ActionsShown(RecordsShown):
    def __init__(self, read: _ActionsRead, words: str, order: str, follow: str) -> None:
        super().__init__(read._records, read.kind, read.shelf, words, order)
        self._follow = follow
        if order not in read.orders[1:]:
            roles = {member.id: member.role for member in read.shelf.mentorship.people}
            today = read.shelf.around.today
            self._found = tuple(
                sorted(
                    self._found,
                    key=lambda one: (
                        isinstance(one, Living)
                        and mentors_late_first(roles.get(one.capture.who), state_of(one) == "open" and late_of(one, today) > 0)
                    ),
                )
            )

    def page(self, place: int) -> Page:
        said = super().page(place)
        return (*said, (FOLLOW, self._follow)) if self._follow else said
