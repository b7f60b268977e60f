"""`mentortui import`: what it asks and prints, file by file. Nothing of a file is stored unless all of it went well."""

import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from mentortui.cli_errors import FAILED, INTERRUPTED, Failed
from mentortui.core.durations import clock as shown_clock
from mentortui.core.naming import GUEST, NOT_SAID, Proposal, plain_name
from mentortui.core.refused import Refused
from mentortui.core.text import fit, visible, width
from mentortui.formats.transcripts.source import size_words
from mentortui.services.clock import Clock, clock_from_environment
from mentortui.services.history import History
from mentortui.services.ids import new_id
from mentortui.services.import_report import called, compared_lines, lines_of
from mentortui.services.importing import Already, Draft, Importing, Named, Overlaps
from mentortui.services.laying_beside import Compared, LayingBeside
from mentortui.services.mentorships import Mentorships
from mentortui.store.errors import StoreError
from mentortui.store.store import Store

if TYPE_CHECKING:
    from mentortui.core.records import FinishedSession

EVERYBODY = "*"
"""The name in --as that stands for all that would be asked about."""
SOON = 0.3
"""Seconds after which a bar is drawn."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says."""

    who: str = ""
    said: Mapping[str, str] = {}
    """Who each name of a file is, as typed."""
    beside: str = ""
    accept: bool = False
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
    code = 0
    for file in files:
        try:
            with _cancellable(importing):
                importing.one(file)
        except Already as error:
            click.echo(visible(str(error)))
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
        with _bar(path) as progress:
            draft = self._importing.read(path, progress=progress, keep_words=wanted.words)
        if wanted.beside:
            self._lay_beside(draft)
            return
        self._importing.already(draft)
        slug = self._slug(draft)
        answers = self._answers(draft, self._importing.proposals(draft, slug), self._importing.people(slug))
        when = self._importing.when(draft, slug, wanted.when)
        planned = self._importing.plan(draft, slug, answers, when=when, kind=wanted.kind)
        if planned.overlaps and not wanted.anyway and not wanted.dry_run:
            raise Refused(_overlapping(planned.overlaps, planned.beside))
        self._print(lines_of(planned, self._clock.wall()))
        if wanted.dry_run:
            self._print(self._unasked)
            if planned.overlaps:
                self._print([_overlapping(planned.overlaps, planned.beside)])
            self._print(["Nothing was stored: this is only the report."])
            return
        try:
            with self._shielded():
                stored = self._importing.store(planned, keep_words=wanted.words, anyway=wanted.anyway)
        except Overlaps as error:
            raise Refused(_overlapping(str(error), error.session)) from error
        kept = "What was said is not kept."
        if wanted.words:
            kept = "What was said is kept in part." if draft.read.wordless else "What was said is kept too."
        self._print([f"Stored as {called(stored, self._clock.wall())}.", f"{kept} mentortui show {stored.id} shows it."])

    def _lay_beside(self, draft: Draft) -> None:
        wanted = self._wanted
        slug, session = self._session()
        proposals = self._beside.proposals(draft, slug, session.id)
        answers = self._answers(draft, proposals, self._beside.people(slug, session.id), beside=True)
        compared = self._beside.compare(draft, slug, session.id, answers)
        self._print(compared_lines(compared, self._clock.wall()))
        if wanted.dry_run:
            self._print([*self._unasked, "Nothing was stored: this is only the report."])
            return
        self._print([self._laid(compared)])

    def _laid(self, compared: Compared) -> str:
        with self._shielded():
            if self._wanted.accept:
                self._beside.take_over(compared)
                return "The turns of the recording are those of the session; the keyed ones are kept."
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

    def _slug(self, draft: Draft) -> str:
        if self._wanted.who:
            return self._mentorships.find(self._wanted.who).slug
        fitting = self._importing.fitting(draft)
        if len(fitting) == 1:
            return fitting[0]
        if not fitting:
            raise Refused("There is no mentorship yet: start mentortui to add one.")
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
                found[one.name] = _person(said, people)
            elif one.sure and one.person is not None:
                found[one.name] = one.person
            elif EVERYBODY in self._wanted.said:
                found[one.name] = _person(self._wanted.said[EVERYBODY], people)
            else:
                open_ones.append(one)
        self._unasked = [_may_be(one, people) for one in open_ones] if self._wanted.dry_run else []
        if not open_ones or self._wanted.dry_run:
            return found
        if sys.stdin is None or not sys.stdin.isatty() or not sys.stderr.isatty():
            raise NotSaidWho(_what_to_pass(draft, open_ones, people))
        named = {one.name: one for one in draft.names}
        for one in open_ones:
            found[one.name] = _asked(draft.file, one, named[one.name], people, guests=not beside)
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


def _person(said: str, people: Sequence[tuple[str, str]]) -> str:
    """An id, or the answers beside those. Raises Refused."""
    word = said.casefold()
    if word == "guest":
        return GUEST
    if word.startswith("guest:") and said[6:].strip():
        return GUEST + said[6:].strip()
    if word == "nobody":
        return NOT_SAID
    exact = [id for id, name in people if name.casefold() == word]
    begun = [id for id, name in people if any(part.startswith(word) for part in (name.casefold(), *name.casefold().split()))]
    found = exact or begun
    names = ", ".join(fit(name, 24) for _, name in people)
    if len(found) != 1:
        what = "may be more than one person" if found else "is nobody here"
        raise Refused(f"“{fit(said, 24)}” {what}: say one of {names}, guest, guest:NAME or nobody.")
    return found[0]


def _may_be(one: Proposal, people: Sequence[tuple[str, str]]) -> str:
    who = dict(people).get(one.person or "", "")
    guess = f"may be {fit(who, 24)}" if who else "is nobody here by that name"
    return f"“{fit(one.name, 24)}” {guess}: it will be asked about, or --as says who"


def _what_to_pass(draft: Draft, open_ones: Sequence[Proposal], people: Sequence[tuple[str, str]]) -> str:
    names = dict(people)
    some = " ".join(f'--as "{fit(one.name, 30)}={fit(names.get(one.person or "", "") or "guest", 24)}"' for one in open_ones[:4])
    more = f" and {len(open_ones) - 4} more" if len(open_ones) > 4 else ""
    return (
        f"{draft.path}: nobody can be asked whose these names are. Say so, such as {some}{more}; --as '*=guest' says all others."
    )


def _asked(file: str, one: Proposal, named: Named, people: Sequence[tuple[str, str]], *, guests: bool) -> str:
    """On the terminal, on standard error. Raises click.Abort."""
    near = [one.person, *one.others]
    choices = [str(number) for number in range(1, len(people) + 1)]
    default = next((str(number) for number, (id, _) in enumerate(people, 1) if id == near[0]), "g" if guests else "0")
    heard = f"{named.cues} cue{'' if named.cues == 1 else 's'}, {shown_clock(named.speaking)}"
    click.echo(visible(f"{fit(file, 40)}: who is “{fit(one.name, 30)}” ({heard})?"), err=True)
    shown = [f"{number} {fit(name, 20)}" for number, (_, name) in enumerate(people, 1)]
    shown += [*(["g a guest"] if guests else []), "0 not said who"]
    click.echo(visible("  " + "   ".join(shown)), err=True)
    answer = click.prompt(
        "Who",
        default=default,
        type=click.Choice([*choices, *(["g"] if guests else []), "0"]),
        show_choices=False,
        err=True,
    )
    return GUEST if answer == "g" else NOT_SAID if answer == "0" else people[int(answer) - 1][0]


@contextmanager
def _bar(path: Path) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on standard error, from a moment on, and only on a terminal; its line is empty again at the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    began, drawn, longest = time.monotonic(), 0.0, 0
    name = fit(path.name, 24)

    def draw(done: int, whole: int) -> None:
        nonlocal drawn, longest
        now = time.monotonic()
        if now - began < SOON or now - drawn < 0.1:
            return
        drawn = now
        part = done / whole if whole else 1.0
        line = f"{name}  {'█' * int(part * 24):─<24}  {int(part * 100):>3} % of {size_words(whole)} · ctrl-c cancels"
        longest = max(longest, width(line))
        click.echo(f"\r{line}", nl=False, err=True)

    try:
        yield draw
    finally:
        if longest:
            click.echo(f"\r{' ' * longest}\r", nl=False, err=True)
