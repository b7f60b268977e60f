"""The charter among the tabs of a mentorship: a row for each question, the earlier wordings beside it."""

from collections.abc import Callable

from mentortui.core.charter import as_text, change_words
from mentortui.core.charter_questions import QUESTIONS, Question, shown
from mentortui.core.refused import NothingToUndo, Refused
from mentortui.core.sharing import in_order
from mentortui.core.text import company
from mentortui.services.charter import Charters, CharterShown, Visit
from mentortui.services.drafts import Kept
from mentortui.services.records import Shelf
from mentortui.services.tabs import Count, Entries, Entry, Host, Page, Read, Tab, TabKey, TabRow
from mentortui.services.undoing import the_last

LABEL_CELLS = 15
LISTEN = "Hear who speaks in its sessions: on or off, levels, devices"
BY_CHANGE = "changed last first"


class CharterTab(Tab):
    """Every question is a row, answered or not: none has to be."""

    name, title, one = "charter", "Charter", "a question of the charter"
    many = "questions"
    about = "What you agreed on about your work together, what was changed since, and when you look at it again."
    more = False
    due = True

    def __init__(self, charters: Charters, slug: str, drafts: Callable[[str], Kept]) -> None:
        self._charters, self._slug, self._drafts = charters, slug, drafts
        self._visits: list[Visit] = []
        self._found: CharterShown | None = None
        self.keys = (
            TabKey(key="c", label="copy", words="Copy what was agreed as text, to send", act=self._copy, alone=True),
            TabKey(key="H", label="listen", words=LISTEN, act=lambda host, id: host.app.open_listen(host.slug), alone=True),
        )

    def count(self, shelf: Shelf) -> Count:
        """How many are answered; nobody is told how many are not."""
        return Count(self._charters.answered(self._slug))

    def read(self, shelf: Shelf) -> Read:
        """Of the charter as it is now."""
        self._found = found = self._charters.shown(self._slug)
        newest = {change.question.key: change.at for change in reversed(found.charter.changes)}
        entries = [_entry(one, found) for one in QUESTIONS]
        return Entries(entries, {BY_CHANGE: lambda entry: -newest.get(entry.row.id, 0)})

    def add(self, host: Host, id: str) -> None:
        """The form, at the first question that is open."""
        self._open(host, "")

    def edit(self, host: Host, id: str) -> None:
        """The form, at that question."""
        self._open(host, id)

    def _copy(self, host: Host, id: str) -> None:
        if self._found is None:
            return
        try:
            text = as_text(self._found.charter, self._found.today)
        except Refused as error:
            host.say(str(error), trouble=True)
            return
        host.say(f"{host.copy(text)}: what you agreed on")

    def remove(self, host: Host, id: str, *, anyway: bool = False) -> str:
        """The question is open again; u brings the answer back."""
        visit = self._charters.visit(self._slug)
        said = visit.answer(id, "")
        if not said:
            raise Refused("That question is open already.")
        self._visits.append(visit)
        return f"{said} · u brings it back"

    def undo(self, host: Host) -> str:
        """What was filled in last, all of it."""
        if not self._visits:
            raise NothingToUndo("There is nothing to undo.")
        with the_last(self._visits) as visit:
            return visit.take_back()

    def _open(self, host: Host, first: str) -> None:
        found = self._found
        if found is None:
            return
        from mentortui.screens.charter import CharterScreen

        visit = self._charters.visit(self._slug)
        strip = getattr(host, "strip", None)
        form = CharterScreen(found, visit, self._drafts(self._slug), who=who_of(found), first=first, strip=strip)

        def filled(said: str | None) -> str | None:
            if said:
                self._visits.append(visit)
            return said

        host.mark(first)
        host.open(form, filled)


def _entry(one: Question, found: CharterShown) -> Entry:
    text = found.charter.text(one.key)
    changes = found.charter.of(one.key)
    when = change_words(changes[0], {}, found.day(changes[0].at), found.today)[0] if changes and text else ""
    said = shown(one, text, found.today) if text else one.title
    row = TabRow(
        id=one.key,
        text=f"{one.label:<{LABEL_CELLS}}{said}",
        sign="✓" if text else "○",
        due=when.split(" · ")[0],
        over=not text,
    )
    return Entry(row=row, page=tuple(_page(one, found)), origin="" if text else "e answers it; it can be left open")


def _page(one: Question, found: CharterShown) -> Page:
    text, people = found.charter.text(one.key), in_order(found.mentorship)
    names = {person.id: person.name for person in people}
    parts = [(one.asks, shown(one, text, found.today))] if text else [(one.asks, ""), ("Such as", one.example)]
    if one.is_agreement and text:
        parts.append(("", "It counts from the next session on, and stands with people and zones too."))
    for place, change in enumerate(found.charter.of(one.key)):
        when, before = change_words(change, names, found.day(change.at), found.today)
        now = shown(one, change.text, found.today) or "open again"
        said = ([] if place == 0 and text else [now]) + ([before] if before != "new" else [])
        parts.append((f"since {when}" if place == 0 and text else when, "\n".join(said)))
    return tuple(parts)


def who_of(found: CharterShown) -> str:
    """The others by name, for a header."""
    mentorship = found.mentorship
    return company([person.name for person in mentorship.people if person.id != mentorship.me]) or "you"
