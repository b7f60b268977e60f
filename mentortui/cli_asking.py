"""What `mentortui import` asks on the terminal, whose a name is, and how far it is: all of it on standard error."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from mentortui.core.durations import clock as shown_clock
from mentortui.core.naming import GUEST, NOT_SAID, Proposal
from mentortui.core.refused import Refused
from mentortui.core.text import counted, fit, visible, width
from mentortui.formats.transcripts.source import size_words
from mentortui.services.importing import Draft, Named

SOON = 0.3
"""Seconds after which a bar is drawn."""
MANY_CUES = 5000
"""Cues that take more than a moment to be worked out."""
MOST_ASKED = 12
"""Names of one file that are asked about, those with most cues; of a crowd the others are guests."""


def person(said: str, people: Sequence[tuple[str, str]]) -> str:
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


def may_be(one: Proposal, people: Sequence[tuple[str, str]]) -> str:
    """What a dry run says of a name that would be asked about."""
    who = dict(people).get(one.person or "", "")
    guess = f"may be {fit(who, 24)}" if who else "is nobody here by that name"
    return f"“{fit(one.name, 24)}” {guess}: it will be asked about, or --as says who"


def what_to_pass(draft: Draft, open_ones: Sequence[Proposal], people: Sequence[tuple[str, str]], other: str) -> str:
    """What is said where nobody can be asked."""
    names = dict(people)
    some = " ".join(f'--as "{fit(one.name, 30)}={fit(names.get(one.person or "", "") or other, 24)}"' for one in open_ones[:4])
    more = f" and {len(open_ones) - 4} more" if len(open_ones) > 4 else ""
    return f"{draft.path}: nobody can be asked whose these names are. Say {some}{more}; --as '*={other}' says all others."


def asked(file: str, one: Proposal, named: Named, people: Sequence[tuple[str, str]], *, guests: bool) -> str:
    """On the terminal, on standard error. Raises click.Abort."""
    choices = [str(number) for number in range(1, len(people) + 1)]
    default = next((str(number) for number, (id, _) in enumerate(people, 1) if id == one.person), "g" if guests else "0")
    heard = f"{counted(named.cues, 'cue')}, {shown_clock(named.speaking)}"
    click.echo(visible(f"{fit(file, 40)}: who is “{fit(one.name, 30)}” ({heard})?"), err=True)
    shown = [f"{number} {fit(name, 20)}" for number, (_, name) in enumerate(people, 1)]
    shown += [*(["g a guest", "e a guest of another name"] if guests else []), "0 not said who"]
    click.echo(visible("  " + "   ".join(shown)), err=True)
    answer = click.prompt(
        "Who",
        default=default,
        type=click.Choice([*choices, *(["g", "e"] if guests else []), "0"]),
        show_choices=False,
        err=True,
    )
    if answer == "e":
        return GUEST + str(click.prompt("Called", value_proc=_guest, err=True))
    return GUEST if answer == "g" else NOT_SAID if answer == "0" else people[int(answer) - 1][0]


def _guest(typed: str) -> str:
    if not typed.strip():
        raise click.UsageError("A guest needs a name.")
    return typed.strip()


@contextmanager
def bar(path: Path) -> Iterator[Callable[[int, int], None] | None]:
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


@contextmanager
def working(path: Path, cues: int) -> Iterator[None]:
    """Says on standard error that a file is read and still at work on, where that takes a while; only on a terminal."""
    if sys.stderr is None or not sys.stderr.isatty() or cues < MANY_CUES:
        yield
        return
    line = f"{fit(path.name, 24)}  read; working out who spoke when · ctrl-c cancels"
    click.echo(f"\r{line}", nl=False, err=True)
    try:
        yield
    finally:
        click.echo(f"\r{' ' * width(line)}\r", nl=False, err=True)
