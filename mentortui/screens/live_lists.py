"""The lists over Live: who is here, the agenda, what was caught; each row with what can be done to it."""

from collections.abc import Callable, Sequence

import msgspec

from mentortui.core.agenda import title_and_minutes
from mentortui.core.commands import Refused
from mentortui.core.durations import clock
from mentortui.core.events import Item, ItemAdded
from mentortui.core.people import Participant
from mentortui.core.session import ItemFacts
from mentortui.core.sharing import agreement_words, parse_sharing, sharing_told
from mentortui.core.text import fit
from mentortui.core.words import KINDS, sign_of
from mentortui.screens.live_dialogs import LiveDialogs
from mentortui.screens.rows import Deed, Row
from mentortui.services.charter import CallDropped
from mentortui.services.live import LiveSession

MARKS = {"done": "✓", "current": "▸", "open": "○", "waiting": " "}
SHARES_HINT = "agreed talk in this item alone: 20/80 or equal; empty: as in the session"
TITLE_CELLS = 40
TITLE_HINT = "Title and minutes: Code review 15. Without minutes it has no timer"


def people(dialogs: LiveDialogs, live: LiveSession, dropped: CallDropped, copy: Callable[[str], str]) -> None:
    """Who is here."""

    def tasks(person: str) -> list[str]:
        return [task for task, id in live.session.started.roles.items() if id == person]

    def rows() -> list[Row]:
        session = live.session
        return [
            Row(
                person.id,
                person.name,
                str(person.key),
                " · ".join((person.role, *tasks(person.id), "here" if person.id in session.present else "away")),
                person.id in session.floor.holders,
            )
            for person in session.people
        ]

    def here(id: str) -> str:
        return live.said(live.arrive_or_leave(id))

    def rename(id: str) -> None:
        dialogs.ask(f"name {id}", "Name", "How this person is called", lambda text: live.name(id, text), value=_called(live, id))

    def guest(id: str) -> None:
        dialogs.ask("guest", "A guest", "Their name; a number comes by itself", live.add_guest)

    link = Deed("j", "copy the call's link", lambda id: f"The link of the call: {copy(dropped.link)}", alone=True)
    dialogs.rows(
        "Who is here",
        rows,
        [
            Deed("space", "here or away", here),
            Deed("e", "name", rename),
            Deed("a", "add a guest", guest, alone=True),
            *([link] if dropped.link else []),
        ],
        empty="Nobody is here.",
        about=f"If the call drops: {dropped.plan_b}" if dropped.plan_b else "",
    )


def agenda(dialogs: LiveDialogs, live: LiveSession) -> None:
    """Add, edit, move, reopen."""

    def rows() -> list[Row]:
        used = {row.facts.item.id: row.used for row in live.agenda.plan().rows}
        return [
            Row(
                facts.item.id,
                _titled(facts.item, live.session.people),
                MARKS[facts.state],
                f"{'' if facts.item.minutes is None else facts.item.minutes:>4} {_used(used[facts.item.id]):>6}",
                facts.state == "current",
            )
            for facts in live.session.items
        ]

    def edit(id: str) -> None:
        item = _item(live, id).item
        typed = item.title if item.minutes is None else f"{item.title} {item.minutes}"

        def submit(text: str) -> object:
            title, minutes = title_and_minutes(text)
            return live.agenda.edit(msgspec.structs.replace(item, title=title, minutes=minutes))

        dialogs.ask(f"item {id}", "Edit the item", TITLE_HINT, submit, preview=_item_preview, value=typed)

    def share(id: str) -> None:
        item, people = _item(live, id).item, live.session.people

        def told(text: str) -> str:
            return sharing_told(*parse_sharing(text, people), people) if text.strip() else "as in the session"

        def submit(text: str) -> object:
            return live.agenda.share(item, text)

        dialogs.ask(
            f"talk {id}",
            f"Talk in {fit(item.title, TITLE_CELLS)}",
            SHARES_HINT,
            submit,
            preview=told,
            value=agreement_words(item.agreement, people),
        )

    def add(id: str) -> None:
        def submit(text: str) -> object:
            title, minutes = title_and_minutes(text)
            added = live.agenda.add(title, minutes, before=_kept_last(live))
            if isinstance(added, ItemAdded):
                screen.point_at(added.item.id)
            return added

        dialogs.ask("new item", "Add an item", TITLE_HINT, submit, preview=_item_preview)

    def end(id: str) -> None:
        dialogs.ask("end", "The call must end at", "15:45 on your clock; empty: no hard end", live.agenda.set_end)

    screen = dialogs.rows(
        "Agenda",
        rows,
        [
            Deed("enter", "start", lambda id: live.said(live.agenda.go_to(id))),
            Deed("a", "add", add, alone=True),
            Deed("e", "edit", edit),
            Deed("s", "talk in it", share),
            Deed("J", "down", lambda id: live.said(live.agenda.move(id, 1))),
            Deed("K", "up", lambda id: live.said(live.agenda.move(id, -1))),
            Deed("space", "done or not", lambda id: live.said(live.agenda.finish_or_reopen(id))),
            Deed("backspace", "remove", lambda id: live.said(live.agenda.remove(id)), "⌫"),
            Deed("t", "hard end", end, alone=True),
            Deed("u", "undo", lambda id: live.undo(), alone=True),
        ],
        empty="No item yet: a adds one, such as “Code review 15”.",
    )


def captures(dialogs: LiveDialogs, live: LiveSession) -> None:
    """Read over, edit, remove."""

    def rows() -> list[Row]:
        session = live.session
        return [
            Row(
                facts.capture.id,
                facts.capture.text + (f" → {facts.capture.step}" if facts.capture.step else ""),
                (sign_of(facts.capture, session.me) or " ")[:1],
                f"{KINDS[facts.capture.kind]} · {dialogs.hours(facts.at)}",
            )
            for facts in reversed(session.captures)
        ]

    def edit(id: str) -> None:
        found = [facts.capture for facts in live.session.captures if facts.capture.id == id]
        if found:
            dialogs.ask(
                f"edit {id}",
                "Edit",
                "enter saves",
                lambda text: live.captures.reword(id, text),
                preview=live.captures.preview,
                value=live.captures.line_of(found[0]),
            )

    dialogs.rows(
        "Captured",
        rows,
        [
            Deed("enter", "edit", edit),
            Deed("e", "edit", edit),
            Deed("backspace", "remove", lambda id: live.said(live.captures.remove(id)) + " · u undoes", "⌫"),
            Deed("u", "undo", lambda id: live.undo(), alone=True),
        ],
        empty="Nothing caught yet. On Live, enter opens the line: “! recorded responses instead of a fake server”.",
    )


def _item_preview(text: str) -> str:
    title, minutes = title_and_minutes(text)
    return f"{title} · {'no timer' if minutes is None else f'{minutes} minutes'}"


def _item(live: LiveSession, id: str) -> ItemFacts:
    found = [facts for facts in live.session.items if facts.item.id == id]
    if not found:
        raise Refused("No item is selected: a adds one.")
    return found[0]


def _kept_last(live: LiveSession) -> str:
    """The id of the last item, while it waits with its minutes kept: what is added comes before it. Else empty."""
    kept = [row.facts for row in live.agenda.plan().rows if row.holds]
    return kept[0].item.id if kept and kept[0].state == "waiting" else ""


def _called(live: LiveSession, id: str) -> str:
    """The name to edit; a guest nobody has named yet has none."""
    person = live.session.person(id)
    return person.name if person is not None and person.named else ""


def _titled(item: Item, people: Sequence[Participant]) -> str:
    """Its title, and the shares that are agreed for it alone."""
    return item.title if item.agreement is None else f"{item.title} · {agreement_words(item.agreement, people)}"


def _used(used: int) -> str:
    return clock(used) if used else ""
