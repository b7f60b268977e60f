"""What became the user's alone leaves what both may read: the rows that somebody's edit of a review, or the page a mentorship was
closed with, had taken from it go too, and what was made of it on an agenda."""

from collections.abc import Collection, Iterable, Mapping

import msgspec

from mentortui.core.closings import Closing
from mentortui.core.goals import Goal
from mentortui.core.made_private import is_without_words
from mentortui.core.records import Living, Plan, PrivateNote
from mentortui.core.review_edits import EditedSection, ReviewEdit, digests

LONG_ENOUGH = 12
"""Letters of words that count within a row: shorter ones may stand there by chance, and count where they are all of it."""
IN_WORDS = (
    *("effect", "learned", "seen_done", "context", "options", "trade_offs", "turned_out", "differently"),
    *("near_task", "long_goal", "link", "why", "next"),
)
"""Of what a record's kind has besides, what somebody wrote; the rest are choices, days and ids."""
_MARKS = "-*✓○– "
replace = msgspec.structs.replace


def words_of(record: Living | Goal | PrivateNote) -> frozenset[str]:
    """What somebody wrote of it that may stand in a row elsewhere."""
    if isinstance(record, Goal):
        found = [record.name, *record.formerly, record.why, record.why_other, record.strategies]
        found += [one.what for one in record.results] + [one.what for one in record.milestones]
    else:
        said = record.caught.capture if isinstance(record, PrivateNote) else record.capture
        found = [said.text, said.step, said.improve, said.effect, said.answer_words]
        if isinstance(record, Living):
            found += [record.outcome, record.note]
            found += [getattr(record.details, field, "") for field in IN_WORDS]
    return frozenset(filter(None, (plain(text) for one in found for text in (one, *one.splitlines()))))


def went(
    living: Iterable[Living],
    goals: Iterable[Goal],
    own: Mapping[str, Living],
    notes: Mapping[str, PrivateNote],
    own_goals: Mapping[str, Goal],
    names: Collection[str],
) -> frozenset[str]:
    """The words of all that both could read once and only the user can by now. `names`: of goals that both read still."""
    found = {word for note in notes.values() for word in note.was_shared}
    for one in living:
        if is_without_words(one):
            found |= {word for there in (own.get(one.id), notes.get(one.id)) if there is not None for word in words_of(there)}
    for goal in goals:
        mine = own_goals.get(goal.id)
        if goal.removed and not goal.name and mine is not None:
            found |= words_of(mine)
    return frozenset(found - {plain(name) for name in names})


def holds(row: str, words: Collection[str]) -> bool:
    """Whether that row has one of them, whole, or cut off with an ellipsis."""
    said = plain(row.lstrip(_MARKS))
    parts = {said, *(part.strip() for half in said.split(" · ") for part in (half, half.partition(": ")[2]))}
    head = said.partition("…")[0]
    return any(
        word in parts or (len(word) >= LONG_ENOUGH and (_stands(word, said) or ("…" in said and _begins(head, word))))
        for word in words
    )


def without_rows(text: str, words: Collection[str]) -> str:
    """The text without those, and without a heading under which nothing is left."""
    rows = text.splitlines()
    left = [row for row in rows if not holds(row, words)]
    if len(left) == len(rows):
        return text
    found = list[str]()
    for place, row in enumerate(left):
        below = next((one for one in left[place + 1 :] if one.strip()), "# ")
        if not (row.startswith("## ") and below.startswith("#")):
            found.append(row)
    return "\n".join(found) + ("\n" if text.endswith("\n") else "")


def edit_without(edit: ReviewEdit, words: Collection[str]) -> ReviewEdit:
    """An edit of a review without them: a section of which nothing is left says again what the records say."""
    kept = dict[str, EditedSection]()
    for key, one in edit.sections.items():
        text = without_rows(one.text, words)
        if text == one.text:
            kept[key] = one
        elif text.strip():
            gone = {*digests(one.text)} - {*digests(text)}
            kept[key] = replace(one, text=text, made_of=tuple(made for made in one.made_of if made not in gone))
    return edit if kept == edit.sections else replace(edit, sections=kept)


def page_without(page: Closing, words: Collection[str]) -> Closing:
    """The page a mentorship was closed with, without them."""
    text = without_rows(page.text, words)
    return page if text == page.text else replace(page, text=text)


def plan_without(plan: Plan, words: Collection[str], ids: Collection[str]) -> Plan:
    """An agenda without the items that were made of one of these and are called as it was."""
    items = tuple(one for one in plan.items if one.source not in ids or not holds(one.title, words))
    return plan if len(items) == len(plan.items) else replace(plan, items=items)


def plain(text: str) -> str:
    """As words are compared."""
    return " ".join(text.casefold().split())


def _stands(word: str, said: str) -> bool:
    """As words of their own: `shipping` is not in `worshippings`."""
    at = said.find(word)
    while at >= 0:
        before, after = said[at - 1 : at] if at else "", said[at + len(word) : at + len(word) + 1]
        if not (before.isalnum() and word[0].isalnum()) and not (after.isalnum() and word[-1].isalnum()):
            return True
        at = said.find(word, at + 1)
    return False


def _begins(head: str, word: str) -> bool:
    """Whether `head`, cut off, ends with the beginning of it."""
    at = head.find(word[:LONG_ENOUGH])
    return at >= 0 and word.startswith(head[at:].rstrip())
