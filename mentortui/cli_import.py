"""`mentortui import`: what it asks and prints, file by file. Nothing of a file is stored unless all of it went well."""

import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from mentortui.cli_asking import MOST_ASKED, asked, bar, may_be, person, what_to_pass, working
from mentortui.cli_errors import FAILED, INTERRUPTED, Failed
from mentortui.core.naming import GUEST, NOT_SAID, Proposal, plain_name
from mentortui.core.refused import Refused
from mentortui.core.text import counted, fit, visible
from mentortui.core.words import SESSION_KINDS
from mentortui.services.clock import Clock, clock_from_environment
from mentortui.services.history import History
from mentortui.services.ids import new_id
from mentortui.services.import_report import called, compared_lines, lines_of
from mentortui.services.importing import Already, Draft, Importing
from mentortui.services.laying_beside import Compared, LayingBeside
from mentortui.services.mentorships import Mentorships
from mentortui.services.overlapping import Overlaps
from mentortui.store.errors import StoreError
from mentortui.store.store import Store

if TYPE_CHECKING:
    from mentortui.core.records import FinishedSession

EVERYBODY = "*"
"""The name in --as that stands for all that would be asked about."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says."""

    who: str = ""
    said: Mapping[str, str] = {}
    """Who each name of a file is, as typed."""
    beside: str = ""
    accept: bool = False
    fill: bool = False
    give_back: bool = False
    words: bool = False
    dry_run: bool = False
    when: str = ""
    kind: str = "regular"
    anyway: bool = False


class NotSaidWho(Refused):
    """Names nobody can be asked about."""


def said_as(pairs: Sequence[str]) -> dict[str, str]:
    """Of `--as NAME=PERSON`: person by name. Raises Failed."""
    found = {}
    for pair in pairs:
        name, sign, person = pair.rpartition("=")
        if not (sign and name.strip() and person.strip()):
            raise Failed(f'“{fit(pair, 40)}” does not say who it is: write --as "NAME IN THE FILE=PERSON".')
        found[" ".join(name.split())] = person.strip()
    return found


def run(store: Store, files: Sequence[Path], wanted: Wanted) -> int:
    """Imports them one after the other, each with its own result; the exit code."""
    importing = _Command(store, wanted)
    if wanted.give_back:
        importing.give_back()
        return 0
    code = 0
    for file in files:
        try:
            with _cancellable(importing):
                importing.one(file)
        except Already as error:
            click.echo(visible(str(error)))
        except Overlaps as error:
            click.echo(f"mentortui: {visible(_overlapping(str(error), error.session))}", err=True)
            code = FAILED
        except (Refused, StoreError) as error:
            click.echo(f"mentortui: {visible(str(error))}", err=True)
            code = FAILED
        except (KeyboardInterrupt, click.Abort):
            _say_cancelled(file, importing.stored_now)
            return INTERRUPTED
        if importing.interrupted:
            return INTERRUPTED
    if unused := importing.unused:
        click.echo(f"mentortui: no file names {visible(', '.join(f'“{fit(name, 30)}”' for name in unused))}.", err=True)
    return code


def kinds(store: Store) -> tuple[str, ...]:
    """All that --kind can be: ours, and those of one's own in any mentorship."""
    mentorships = Mentorships(store, clock_from_environment(), new_id, "UTC")
    own = [kind for mentorship in mentorships.all() for kind in mentorships.own_kinds(mentorship)]
    return tuple(dict.fromkeys((*SESSION_KINDS, *own)))


class _Command:
    """One run of the command."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        self._store = store
        self._wanted = wanted
        self._clock: Clock = clock_from_environment()
        self._importing = Importing(store, self._clock, new_id)
        self._beside = LayingBeside(store, self._clock, new_id)
        self._mentorships = Mentorships(store, self._clock, new_id, "UTC")
        self._used: set[str] = set()
        self._unasked: list[str] = []
        self.stored_now = False
        self.storing = self.interrupted = False

    @property
    def unused(self) -> tuple[str, ...]:
        """What was said of names that are in no file."""
        return tuple(name for name in self._wanted.said if name not in self._used and name != EVERYBODY)

    def one(self, path: Path) -> None:
        """Raises Refused, StoreError; then nothing of it is stored."""
        self.stored_now = False
        wanted = self._wanted
        self._must_be_there()  # before a file of two hours is read
        with bar(path) as progress:
            draft = self._importing.read(path, progress=progress, keep_words=wanted.words)
        if wanted.beside:
            self._lay_beside(draft)
            return
        self._importing.already(draft)
        slug = self._slug(draft)
        kind, title = self._mentorships.kind(slug, wanted.kind)
        when = self._importing.when(draft, slug, wanted.when)
        if not (wanted.anyway or wanted.dry_run):  # before anything is asked
            self._importing.overlaps(draft, slug, when)
        answers = self._answers(draft, self._importing.proposals(draft, slug), self._importing.people(slug))
        with working(path, draft.placed.counts.cues):
            planned = self._importing.plan(draft, slug, answers, when=when, kind=kind, title=title)
            lines = lines_of(planned, self._clock.wall())
        self._print(lines)
        if wanted.dry_run:
            self._print(self._unasked)
            if planned.overlaps:
                self._print([_overlapping(planned.overlaps, planned.beside)])
            self._print(["Nothing was stored: this is only the report."])
            return
        with self._shielded():
            stored = self._importing.store(planned, keep_words=wanted.words, anyway=wanted.anyway)
        kept = "What was said is not kept."
        if wanted.words:
            part = " in part" if draft.read.wordless else ""
            kept = f"What was said is kept{part}, for you alone: mentortui show {stored.id} --words prints it."
            kept += f" To be rid of it, remove its file {stored.id}.json in transcripts and the copies of that in backups."
        shows = f"mentortui show {stored.id} shows the session."
        self._print(
            [f"Stored as {called(stored, self._clock.wall())}.", *([kept, shows] if wanted.words else [f"{kept} {shows}"])]
        )

    def give_back(self) -> None:
        """Raises Refused, StoreError."""
        slug, session = self._session()
        mended = "Turns were mended since those of the recording were taken over; giving back drops that too."
        since = self._beside.mended_since(slug, session.id)
        if self._wanted.dry_run:
            self._print([*([mended] if since else []), "Nothing was changed."])
            return
        if since and not self._wanted.anyway:
            raise Refused(f"{mended} Nothing was changed: --anyway does it.")
        stored = self._beside.give_back(slug, session.id)
        self._print([f"The keyed turns are those of {called(stored, self._clock.wall())} again."])

    def _lay_beside(self, draft: Draft) -> None:
        wanted = self._wanted
        slug, session = self._session()
        proposals = self._beside.proposals(draft, slug, session.id)
        answers = self._answers(draft, proposals, self._beside.people(slug, session.id), beside=True)
        with working(draft.path, draft.placed.counts.cues):
            compared = self._beside.compare(draft, slug, session.id, answers)
            lines = compared_lines(compared, self._clock.wall())
        self._print(lines)
        if wanted.dry_run:
            self._print([*self._unasked, "Nothing was stored: this is only the report."])
            return
        self._print([self._laid(compared)])

    def _laid(self, compared: Compared) -> str:
        with self._shielded():
            if self._wanted.accept:
                self._beside.take_over(compared)
                return "The turns of the recording are those of the session; the keyed ones are kept."
            if self._wanted.fill:
                self._beside.settle(compared)
                return "Where it was not known who spoke, the session is as recorded; all else is as it was."
            before = self._store.session(compared.slug, compared.session.id)
            after = self._beside.keep(compared)
        if (before.origin, before.recorded) == (after.origin, after.recorded):
            return "It lies beside that session already. Nothing was changed; --accept takes its turns."
        return "It lies beside the session now; no turn was changed. --accept takes those of the recording."

    def _session(self) -> "tuple[str, FinishedSession]":
        wanted = self._wanted
        words = f"{wanted.who}/{wanted.beside}" if wanted.who and "/" not in wanted.beside else wanted.beside
        found = History(self._store, self._mentorships).find(words)
        return found.slug, found.session

    def _must_be_there(self) -> None:
        """With whom it was, or beside what it is to lie. Raises Refused."""
        if self._wanted.beside:
            self._session()
        elif self._wanted.who:
            self._mentorships.find(self._wanted.who)
        elif not self._mentorships.all():
            raise Refused("There is no mentorship yet: start mentortui to add one.")

    def _slug(self, draft: Draft) -> str:
        if self._wanted.who:
            return self._mentorships.find(self._wanted.who).slug
        fitting = self._importing.fitting(draft)
        if len(fitting) == 1:
            return fitting[0]
        some = ", ".join(fit(slug, 30) for slug in fitting[:6])
        raise Refused(f"{draft.path}: with whom was that? Say --with NAME, one of {some}.")

    def _answers(
        self, draft: Draft, proposals: Sequence[Proposal], people: Sequence[tuple[str, str]], *, beside: bool = False
    ) -> dict[str, str]:
        found: dict[str, str] = {}
        open_ones: list[Proposal] = []
        for one in proposals:
            said = self._said(one.name)
            if said:
                found[one.name] = person(said, people)
            elif one.sure and one.person is not None:
                found[one.name] = one.person
            elif EVERYBODY in self._wanted.said:
                found[one.name] = person(self._wanted.said[EVERYBODY], people)
            else:
                open_ones.append(one)
        self._unasked = [may_be(one, people) for one in open_ones] if self._wanted.dry_run else []
        if not open_ones or self._wanted.dry_run:
            return found
        if sys.stdin is None or not sys.stdin.isatty() or not sys.stderr.isatty():
            raise NotSaidWho(what_to_pass(draft, open_ones, people, "nobody" if beside else "guest"))
        named = {one.name: one for one in draft.names}
        by_cues = sorted(open_ones, key=lambda one: -named[one.name].cues)
        for one in open_ones:
            if one in by_cues[:MOST_ASKED]:
                found[one.name] = asked(draft.file, one, named[one.name], people, guests=not beside)
        if more := len(by_cues[MOST_ASKED:]):
            taken = "not said who" if beside else "guests"
            click.echo(f"{counted(more, 'more name')} not asked about: taken as {taken}; --as says otherwise.", err=True)
            found.update((one.name, NOT_SAID if beside else GUEST) for one in by_cues[MOST_ASKED:])
        return found

    def _said(self, name: str) -> str:
        said = self._wanted.said
        for key in (name, *(one for one in said if one != EVERYBODY and plain_name(one) == plain_name(name))):
            if key in said:
                self._used.add(key)
                return said[key]
        return ""

    def _print(self, lines: Sequence[str]) -> None:
        for line in lines:
            click.echo(visible(line))

    @contextmanager
    def _shielded(self) -> Iterator[None]:
        """Ctrl-c comes too late for what is being stored: it stops before the next file."""
        self.storing = True
        try:
            yield
            self.stored_now = True
        finally:
            self.storing = False


@contextmanager
def _cancellable(command: _Command) -> Iterator[None]:
    def interrupt(number: int, frame: object) -> None:
        command.interrupted = True
        if not command.storing:
            raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGINT, interrupt)
    except ValueError:  # no main thread, as in tests
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _say_cancelled(file: Path, stored: bool) -> None:
    what = "was stored before" if stored else "is stored"
    click.echo(f"\nmentortui: {visible(str(file))}: cancelled. {'It' if stored else 'Nothing of it'} {what}.", err=True)


def _overlapping(sentence: str, session: str) -> str:
    return f"{sentence} --beside {session} lays it beside that, --anyway stores both, --when says another time."
