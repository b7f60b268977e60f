"""What is asked over the report of an import: when it was, which kind of session, a title, what of it is caught."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from textual.app import App

from mentortui.core.capture import caught as caught_as
from mentortui.core.capture import preview, understand
from mentortui.core.capture_tags import person_tag
from mentortui.core.heads import own_zone
from mentortui.core.sentences import Sentence
from mentortui.core.words import SESSION_KINDS
from mentortui.screens import importing_report_view as view
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.history_log import KEYS
from mentortui.screens.importing_sentences import SentencesScreen
from mentortui.services.held_when import When, when_of
from mentortui.services.imported_parts import reader_of
from mentortui.services.importing import Planned

Said: TypeAlias = Callable[[str], None]
"""Told the answer; not where somebody leaves without one."""


def when(app: App[Any], planned: Planned, now: Callable[[], int], said: Said) -> None:
    """When it began; what cannot be is refused where it is typed. `now`: UTC microseconds."""
    draft, zone, typed = planned.draft, own_zone(planned.mentorship), list[str]()

    def read(text: str) -> When:
        return when_of(text, draft.dated, draft.read.modified, draft.placed.end, zone_name=zone, wall=now())

    def told(text: str) -> str:
        return view.moment(read(text), planned, now())

    def submit(text: str) -> None:
        read(text)
        typed.append(text)

    asked = AskScreen("When it began", "such as thu 15:00, or 2026-11-26 15:00", submit, preview=told)
    app.push_screen(asked, lambda done: said(typed[-1]) if done else None)


def kind(app: App[Any], before: str, said: Said) -> None:
    """Which kind of session it was, by its key; enter leaves it as it is."""
    kinds = {key: kind for kind, key in KEYS.items()}

    def chosen(key: str | None) -> None:
        if key is not None:
            said(kinds[key])

    choices = [(key, SESSION_KINDS[kind]) for key, kind in kinds.items()]
    app.push_screen(ChooseScreen("Which kind of session", choices, marked=KEYS.get(before, "")), chosen)


def title(app: App[Any], before: str, said: Said) -> None:
    """A title, or none."""
    typed = list[str]()
    app.push_screen(
        AskScreen("A title for it", "empty: none", typed.append, value=before), lambda done: said(typed[-1]) if done else None
    )


def sentences(
    app: App[Any],
    planned: Planned,
    spoken: Sequence[Sentence],
    caught: Mapping[int, str],
    said: Callable[[dict[int, str]], None],
    *,
    who: str,
) -> None:
    """What was said, walked through, one key each. `caught`: the lines so far, by the places of their sentences."""
    called = {person.id: person.name for person in planned.session.people}
    names = {name: called.get(id, name) for name, id in planned.cast.by_name.items()}
    reader = reader_of(planned.mentorship, planned.cast.people, planned.when.began, planned.own_goals)

    def told(line: str) -> str:
        caught_as(line, reader)
        return preview(understand(line, reader), reader)

    others = {} if len(reader.people) < 3 else {id: person_tag(id, reader.people) for id in called if id != reader.me}
    tags = {name: others.get(id, "") for name, id in planned.cast.by_name.items()}
    screen = SentencesScreen(spoken, caught, names, told, tags=tags, who=who, slug=planned.slug)
    app.push_screen(screen, lambda done: said(done) if done is not None else None)
