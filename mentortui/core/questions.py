"""Open questions, and which one suits what is under way. Nothing is random: the same session asks them in the same order."""

from collections.abc import Callable, Collection, Iterable
from hashlib import sha256

import msgspec

INVITE = "invite"
"""Questions for this stand in a prompt, behind a figure, and hold `{name}`."""

ALIASES: dict[str, tuple[str, ...]] = {
    "check-in": ("checkin", "how are you", "done, stuck", "since last time"),
    "review": ("code review", "pull request", "walk through", "draft"),
    "roadblock": ("stuck", "blocked", "blocker", "flaky", "problem", "bug", "incident"),
    "stretch": ("assignment", "challenge", "experiment", "practice", "exercise"),
    "decision": ("decide", "choose", "choice", "trade", "option", "design", "architecture"),
    "feedback": ("retro", "retrospective"),
    "goals": ("goal", "career", "direction", "growth", "promotion", "okr"),
    "takeaways": ("takeaway", "take along", "next date", "next step", "wrap"),
    "setback": ("failed", "failure", "went wrong", "postmortem", "lost"),
    "first": ("who we are", "hopes", "how we work"),
}
"""A kind of item, and what else in a title means it."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One of a bank. `kinds`: of items or sessions it suits; none: any."""

    text: str
    tag: str = ""
    """What it is after: assumptions, trade-offs, ownership."""
    practice: str = ""
    """The practice behind it, and where that comes from."""
    kinds: tuple[str, ...] = ()


class Bank(msgspec.Struct, frozen=True):
    """All questions there are: the user's own first, then ours."""

    questions: tuple[Question, ...] = ()


NO_QUESTIONS = Bank()


def suiting(bank: Bank, title: str, session_kind: str, seed: str) -> list[Question]:
    """All open questions of the bank: first those whose kind stands in the title of the item, then what else means it, then those
    for this kind of session, then for any; the others last. Within each by `seed`, the same each time."""
    asked = [question for question in bank.questions if INVITE not in question.kinds]
    return sorted(asked, key=lambda question: (_nearness(question, title, session_kind), _draw(seed, question.text)))


def choose(bank: Bank, title: str, session_kind: str, seed: str, used: Collection[str]) -> Question | None:
    """The first that suits and was not shown yet in this session (`used`: texts); None where all were."""
    return next((question for question in suiting(bank, title, session_kind, seed) if question.text not in used), None)


def invitation(bank: Bank, seed: str, used: Collection[str], fits: Callable[[str], bool]) -> str:
    """The question of a prompt, its `{name}` still open: one that has room, and if there is one that was not used yet. Empty
    where none has room."""
    there = [question.text for question in bank.questions if INVITE in question.kinds and fits(question.text)]
    there.sort(key=lambda text: (text in used, _draw(seed, text)))
    return there[0] if there else ""


def suits(kind: str, title: str) -> bool:
    """Whether an agenda item of that title is of that kind: its name, or what else means it, stands in the title as words."""
    return any(_has_words(title, words) for words in (kind, *ALIASES.get(kind, ())))


def _nearness(question: Question, title: str, session_kind: str) -> int:
    if any(_has_words(title, kind) for kind in question.kinds):
        return 0
    if any(suits(kind, title) for kind in question.kinds):
        return 1
    if session_kind in question.kinds:
        return 2
    return 4 if question.kinds else 3


def _has_words(text: str, words: str) -> bool:
    found, wanted = _only_words(text), _only_words(words)
    return bool(wanted) and f" {wanted}" in f" {found}"


def _only_words(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def _draw(seed: str, text: str) -> bytes:
    return sha256(f"{seed} {text}".encode("utf-8", "replace")).digest()


def merged(*banks: Iterable[Question]) -> Bank:
    """One bank of several; a question that is there already is not there twice."""
    found: dict[str, Question] = {}
    for questions in banks:
        for question in questions:
            found.setdefault(question.text.casefold(), question)
    return Bank(tuple(found.values()))
