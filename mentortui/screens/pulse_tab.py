"""The tab of the pulse: the assessment one answers now, what low values propose, and how each found it over time."""

from collections.abc import Callable
from typing import Any

from mentortui.core import assessment_letter
from mentortui.core.adjusting import Proposal
from mentortui.core.assessment import NAME, QUESTIONS, Assessment, AssessmentRow, Round, answers_words, course, round_words
from mentortui.core.dates import iso_day, show_date
from mentortui.core.heads import local
from mentortui.core.number_row import PLAIN
from mentortui.core.pulse import ASKED, values_words
from mentortui.core.pulse_course import PulseAt, PulseCourse, drawn, in_numbers
from mentortui.core.refused import Refused
from mentortui.core.text import counted, fit
from mentortui.screens.pulse_assess import Answered, AssessmentScreen, covered_words
from mentortui.services.assessments import Assessments, Picture
from mentortui.services.records import Shelf
from mentortui.services.tabs import Count, Entries, Entry, Host, Read, Tab, TabKey, TabRow

NOW, COURSE = "now", "course"
"""Ids of the row of the round one answers now, and of the course of the pulse."""


class PulseTab(Tab):
    """How each finds it: covered until everybody has spoken, and never averaged."""

    name, title, one = "pulse", "Pulse", "an assessment"
    many = "pulses and assessments"
    about = "How each finds it: a pulse after a session, an assessment each quarter. Covered until both have answered."
    example = ("Oct to Dec 2026   Grace is in, covered until yours is", "session 14   Grace safety 4 · usefulness 5")

    def __init__(self, assessments: Assessments, slug: str, row: Callable[[], str]) -> None:
        """`row`: what the number keys of this keyboard send."""
        self._assessments, self._slug, self._row = assessments, slug, row
        self._seen: Picture | None = None
        self._typed: dict[str, Answered] = {}
        self._stored: dict[str, Assessment | None] = {}
        """By person what is stored of the round of now, read off the interface's thread; never to be shown to anybody else."""
        self.keys = (
            TabKey(key="greater_than_sign", label="an action", words="The adjustment becomes an action", act=self._action),
            TabKey(key="c", label="charter", words="The adjustment goes into the charter", act=self._agreed),
            TabKey(key="d", label="rather not", words="Rather not answer this time", act=self._decline, alone=True),
            TabKey(key="L", label="letter", words="Copy the assessment as a letter to send", act=self._letter, alone=True),
        )

    def count(self, shelf: Shelf) -> Count:
        """Sessions with a pulse, and rounds; open is a round somebody has answered and somebody has not."""
        there, waiting = self._assessments.there(self._slug)
        return Count(there, int(waiting))

    def read(self, shelf: Shelf) -> Read:
        """All that may be shown."""
        self._seen = picture = self._assessments.picture(self._slug)
        now = picture.now
        self._stored = {row.person: self._assessments.said(self._slug, now.key, row.person) for row in now.rows}
        return Entries(entries(picture))

    def shown_keys(self, id: str) -> list[TabKey]:
        """What a row has no use for is not told."""
        proposal = self._proposal(id) is not None
        return [key for key in self.keys if (key.key in "dL" and id == NOW) or (key.key not in "dL" and proposal)]

    # answering

    def add(self, host: Host, id: str) -> None:
        """The assessment of now: one's own answers, else those of who takes the keyboard."""
        picture = self._seen
        if picture is None:
            return
        waiting = picture.now.waiting
        mine = picture.now.row(picture.me)
        if mine is not None and mine.state == "waiting":
            self._ask(host, picture, picture.me)
        elif len(waiting) == 1:
            self._ask(host, picture, waiting[0].person)
        elif waiting:
            choices = [(str(place), fit(row.name, NAME)) for place, row in enumerate(waiting[:9], 1)]
            host.choose(
                "Whose answers? Hand over the keyboard",
                choices,
                lambda key: self._ask(host, picture, waiting[int(key) - 1].person),
                about=f"{picture.now.called}: {round_words(picture.now, picture.me)}.",
            )

    def edit(self, host: Host, id: str) -> None:
        """One's answers again, while they are covered."""
        picture = self._seen
        if picture is None:
            return
        if id == NOW:
            self._ask(host, picture, picture.me)
        elif self._proposal(id) is not None:
            host.say("An adjustment, if you want it: > makes an action of it, c adds it to the charter.")
        else:
            host.say("It is open, and stays as it was said.")

    def _ask(self, host: Host, picture: Picture, person: str) -> None:
        shown = picture.now
        row = shown.row(person)
        if row is None:
            return
        seen = self._stored.get(person)
        own = Answered(answers=seen.answers, sentence=seen.sentence) if seen is not None and person == picture.me else None

        def done(said: Answered | None) -> str | None:
            if said is not None:
                self._typed[person] = said
                host.act(lambda: self._keep(shown, person, said, seen))
            return None

        waits = sum(one.person != person for one in shown.waiting)
        screen = AssessmentScreen(
            fit(row.name, NAME),
            shown.called,
            covered_words(waits + 1, len(shown.rows)),
            before=self._typed.get(person) or own,
            row=self._row(),
        )
        host.open(screen, done)

    def _keep(self, shown: Round, person: str, said: Answered, seen: Assessment | None) -> str:
        slug, key = self._slug, shown.key
        if said.declined:
            after = self._assessments.decline(slug, key, person, seen=seen)
        else:
            after = self._assessments.give(slug, key, person, said.answers, said.sentence, seen=seen)
        self._typed.pop(person, None)
        if not after.sealed:
            return "Everybody has answered: all of it shows."
        return f"Kept, and covered: {round_words(after, person)} · u takes it back"

    def _decline(self, host: Host, id: str) -> None:
        picture = self._seen
        if picture is not None and (mine := picture.now.row(picture.me)) is not None and mine.state == "waiting":
            host.act(lambda: self._keep(picture.now, picture.me, Answered(declined=True), None))
        else:
            host.say("You have answered this time.")

    def _letter(self, host: Host, id: str) -> None:
        """To whoever has no program: copied, and its reply is pasted on any screen of this mentorship."""
        picture = self._seen
        if picture is None:
            return
        shown = picture.now
        waiting = [row for row in shown.waiting if row.person != picture.me]
        if not waiting:
            host.say("Nobody else's answers are waited for.")
            return

        def copy(row: AssessmentRow) -> None:
            text = assessment_letter.letter(row.name, shown.key)
            host.say(f"{host.copy(text)}: the letter to send. Paste the reply here when it comes.")

        if len(waiting) == 1:
            copy(waiting[0])
            return
        choices = [(str(place), fit(row.name, NAME)) for place, row in enumerate(waiting[:9], 1)]
        host.choose("To whom?", choices, lambda key: copy(waiting[int(key) - 1]))

    # adjustments

    def _proposal(self, id: str) -> Proposal | None:
        found = self._seen.proposals if self._seen is not None else ()
        return next((one for one in found if one.id == id), None)

    def _action(self, host: Host, id: str) -> None:
        self._take_up(host, id, self._assessments.as_action)

    def _agreed(self, host: Host, id: str) -> None:
        self._take_up(host, id, self._assessments.as_agreed)

    def _take_up(self, host: Host, id: str, deed: Callable[[str, Proposal], str]) -> None:
        proposal = self._proposal(id)
        if proposal is None:
            host.say("Only an adjustment becomes an action, or a line of the charter.")
        else:
            host.act(lambda: f"{deed(self._slug, proposal)} · u takes it back")

    def undo(self, host: Host) -> str:
        """What was done here last."""
        return self._assessments.undo(self._slug)

    def remove(self, host: Host, id: str, *, anyway: bool = False) -> str:
        """Nothing that somebody said goes from here."""
        raise Refused("What somebody answered stays; while it is covered, u takes your own back.")


def entries(picture: Picture) -> list[Entry]:
    """The round of now, adjustments, the rounds before it, the course of the pulse, then each session's, the newest first."""
    found = [_now(picture), *(_proposed(one) for one in picture.proposals)]
    found += [_round(one, picture) for one in reversed(picture.rounds) if not one.sealed]
    if picture.pulses.points or picture.pulses.sealed:
        found.append(_course(picture.pulses))
    return [*found, *(_pulse(one, picture) for one in reversed(picture.pulses.points))]


def _now(picture: Picture) -> Entry:
    shown = picture.now
    state = {"in": "in, covered", "declined": "declined", "waiting": "not yet"}
    who = "\n".join(f"{fit(row.name, NAME)}: {state[row.state]}" for row in shown.rows)
    asked = "\n".join(f"{one.label}: {one.asks}" for one in QUESTIONS)
    page = (("It is", f"{round_words(shown, picture.me)}."), ("Who is in", who), ("Asked, 1 to 5", asked))
    row = TabRow(id=NOW, sign="○", text=f"Assessment {shown.called} · {round_words(shown, picture.me)}")
    return Entry(row=row, page=(*page, ("", "a answers it · d rather not. Each may be left out.")))


def _proposed(one: Proposal) -> Entry:
    page = (
        ("What was low", one.about),
        ("It could help to", one.text),
        ("", "> makes an action of it · c adds it to the charter"),
    )
    return Entry(row=TabRow(id=one.id, sign="◆", text=one.text, who=""), page=page)


def _round(shown: Round, picture: Picture) -> Entry:
    page = list[tuple[str, str]]()
    for row in shown.rows:
        said = answers_words(row.answers or {}) if row.state == "in" else "declined"
        page.append(
            (fit(row.name, NAME), "\n".join(part for part in (said, f"“{row.sentence}”" if row.sentence else "") if part))
        )
    page += _over_rounds(picture)
    opened = iso_day(shown.opened)
    due = show_date(opened, picture.today) if opened else ""
    return Entry(row=TabRow(id=shown.key, sign="✓", text=f"Assessment {shown.called} · opened {due}"), page=tuple(page))


def _over_rounds(picture: Picture) -> list[tuple[str, str]]:
    """Each question over the open rounds, where there are some."""
    there = [one for one in picture.rounds if not one.sealed]
    if len(there) < 2:
        return []
    lines = list[tuple[str, str]]()
    for one in QUESTIONS:
        said = [(row.name, course(there, one.key, row.person)) for row in there[-1].rows]
        rows = [f"{fit(name, NAME)}: {in_numbers(values)}" for name, values in said if any(values)]
        lines += [(f"{one.label}, over time", "\n".join(rows))] if rows else []
    return lines


def _course(pulses: PulseCourse) -> Entry:
    page = list[tuple[str, str]]()
    for person, name in pulses.people:
        rows = [f"{asked:<11}{drawn(pulses.of(person, asked)[-40:])}  {in_numbers(pulses.of(person, asked))}" for asked in ASKED]
        page.append((fit(name, NAME), "\n".join(rows)))
    covered = f"{counted(pulses.sealed, 'session')} covered still" if pulses.sealed else ""
    page += [("Not shown", covered)] if covered else []
    text = f"Pulse over {counted(len(pulses.points), 'session')}{f' · {covered}' if covered else ''}"
    return Entry(row=TabRow(id=COURSE, sign=" ", text=text, about_several=True), page=tuple(page))


def _pulse(point: PulseAt, picture: Picture) -> Entry:
    zone = next((one.zone for one in picture.mentorship.people if one.id == picture.me), "UTC")
    day = show_date(local(point.began, zone).date(), picture.today)
    page = tuple((fit(row.name, NAME), values_words(row.values) if row.values else "declined") for row in point.rows)
    return Entry(row=TabRow(id=point.session, sign="✓", text=f"Session {point.number} · {day}"), page=page)


def pulse_tab(desk: Any, slug: str) -> PulseTab:
    """Of one mentorship."""

    def row() -> str:
        typed = str(desk.mentorships.me().number_row)
        return typed if len(typed) == len(PLAIN) else PLAIN

    return PulseTab(desk.assessments, slug, row)
