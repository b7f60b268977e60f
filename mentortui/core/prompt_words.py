"""The one line of a prompt. Under 70 cells, it describes, invites the one below, then stops. docs/questions.md."""

from collections.abc import Callable
from fractions import Fraction

from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.durations import clock
from mentortui.core.events import Withheld
from mentortui.core.session import Session
from mentortui.core.text import fit, width

MOST_CELLS = 69
NAME_CELLS = 8
"""A name is cut down to this, not further, to make room for the question."""
NAME = "{name}"
WITHHELD: dict[Withheld, str] = {
    "silenced": "no prompts in this session",
    "enough": "as many as there may be were shown",
    "again": "not near agreed since the last one",
    "soon": "too soon after the last one",
    "busy": "something was typed or asked",
    "speaking": "the one to be named spoke",
    "hidden": "speaking figures were hidden",
}
"""Why a prompt was not shown, in words."""


def question_room(shown: e.PromptShown, session: Session) -> Callable[[str], bool]:
    """Whether a question of the bank, its `{name}` still open, has room behind the figure of that prompt, in full or in short."""
    name = session.name(shown.person)

    def fits(question: str) -> bool:
        lines = (f"{figure} {question}".strip() for figure in (_figure(shown, session), _short(shown, session)))
        return any(_named(line, name) is not None for line in lines)

    return fits


def wants_question(shown: e.PromptShown, session: Session) -> bool:
    """Whether it ends in an invitation: whoever is at the keys gets the figure alone, a long turn has its own words."""
    return shown.prompt == "share" and shown.person != session.me


def prompt_lines(shown: e.PromptShown, session: Session) -> tuple[str, ...]:
    """The line, and shorter ones that say the same where a terminal is narrow, longest first."""
    name = session.name(shown.person)
    if shown.prompt == "turn":
        length = clock(shown.length)
        return tuple(
            _cut(line, name) for line in (f"{NAME} has spoken for {length}. A place for a question?", f"{NAME}: {length}")
        )
    if shown.person == session.me and _mentee(session):
        return (still_to_bring(session),)
    figure, question = _figure(shown, session), shown.question
    short = _short(shown, session)
    if shown.person == session.me or not question:
        return tuple(_cut(line, name) for line in dict.fromkeys((figure, short)) if line) or ("",)
    lines = dict.fromkeys((f"{figure} {question}".strip(), f"{short} {question}".strip(), question))
    fitting = tuple(found for line in lines if (found := _named(line, name)) is not None)
    return fitting or (_cut(question, name),)


def prompt_words(shown: e.PromptShown, session: Session) -> str:
    """The line in full."""
    return prompt_lines(shown, session)[0]


def still_to_bring(session: Session) -> str:
    """What the mentee at the keys brought to the agenda and has not come to yet: no percentage for them."""
    mine = [
        facts.item.title
        for facts in session.items
        if facts.state != "done" and facts.item.id != session.current and session.me in (facts.item.brought_by, facts.item.owner)
    ]
    if not mine:
        return f"Is there something {fit(session.name(session.me), 20)} wants to bring?"
    more = f" and {len(mine) - 1} more" if len(mine) > 1 else ""
    start = "Still to bring: "
    return f"{start}{fit(mine[0], MOST_CELLS - width(start) - width(more))}{more}"


def least_heard(session: Session, now: int) -> str:
    """With three and more people: who has had least beside what each was to have, for whoever asks for a question.
    Empty where it is too early, the figures are hidden, or it is whoever is at the keys."""
    if len(session.present) < 3 or not session.show_figures:
        return ""
    span = m.whole(session, now)
    there = [
        (person.id, Fraction(span.floor[person.id]) / span.expected[person.id])
        for person in session.people
        if person.id in session.present and span.expected.get(person.id, 0) > 0
    ]
    if span.talk < m.EARLY or len(there) < 2:
        return ""
    least, served = min(there, key=lambda one: one[1])
    if least == session.me:
        return ""
    name = fit(session.name(least), 20)
    if not served:
        return f"{name} has not had the floor yet."
    fewest = span.floor[least] <= min(span.floor[person] for person in session.present)
    return f"{name} has spoken least so far." if fewest else f"{name} has had least of what was agreed so far."


def _figure(shown: e.PromptShown, session: Session) -> str:
    if not session.show_figures:
        return ""
    if shown.percent is None:
        return f"{NAME} has not had the floor yet."
    return f"{NAME} has had {shown.percent} % {'so far' if shown.whole else 'of the last ten minutes'}."


def _short(shown: e.PromptShown, session: Session) -> str:
    if not session.show_figures:
        return ""
    return f"{NAME} not yet." if shown.percent is None else f"{NAME} {shown.percent} %."


def _mentee(session: Session) -> bool:
    me = session.person(session.me)
    return me is not None and me.role == "mentee"


def _named(line: str, name: str) -> str | None:
    """With the name put in, cut as far as need be; None where there is no room even so."""
    times = line.count(NAME)
    room = (MOST_CELLS - width(line.replace(NAME, ""))) // times if times else MOST_CELLS
    if room < min(NAME_CELLS, width(name)) or width(line.replace(NAME, "")) > MOST_CELLS:
        return None
    return line.replace(NAME, fit(name, room))


def _cut(line: str, name: str) -> str:
    return _named(line, name) or fit(line.replace(NAME, name), MOST_CELLS)
