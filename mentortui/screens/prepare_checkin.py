"""The check-in beside the agenda of Prepare: what each has done, what is in the way, what comes next."""

from textual.content import Content

from mentortui.core.checkin import NO_PROPOSAL
from mentortui.core.plan import short_name
from mentortui.core.records import CheckIn
from mentortui.core.text import fit
from mentortui.core.words import joined
from mentortui.services.plan_editor import PlanEditor
from mentortui.widgets.text import fitted, words

MOST_ROWS = 8
"""Of one line of a check-in; what is longer is read where it is edited."""


def check_in_title(editor: PlanEditor) -> str:
    """`Grace's check-in`; of several or nobody, `Check-in`."""
    found = editor.check_ins
    if len(found) != 1:
        return "Check-ins" if found else "Check-in"
    name = short_name(found[0].person, editor.people)
    return "Your check-in" if found[0].person == editor.mentorship.me else f"{name}'s check-in"


def check_in(editor: PlanEditor, width: int, *, example: bool) -> Content:
    """All of them, or how to write one; `example`: with one, where there is room."""
    found = editor.check_ins
    if not found and not example:
        return Content.assemble(words("i", "$accent bold"), words(" writes one: yours, or what the other says."))
    if not found:
        rows = [
            words("Nobody has written one yet."),
            Content.assemble(words("i", "$accent bold"), words(" writes one: yours, or what the other says.")),
            words(""),
            words("For example:", "$quiet"),
            words("  Done", "$quiet"),
            words("   retry fix shipped", "$quiet"),
            words("  Roadblock", "$quiet"),
            words("   flaky deploy → a canary", "$quiet"),
        ]
        return Content("\n").join(rows)
    blocks = [_one(editor, checkin, width, named=len(found) > 1) for checkin in found]
    return Content("\n\n").join(blocks)


def check_in_line(editor: PlanEditor) -> str:
    """In a few words, where there is no room for it."""
    found = editor.check_ins
    if not found:
        return "no check-in yet · i writes one"
    return f"check-in of {joined([short_name(one.person, editor.people) for one in found])} · v shows it"


def _one(editor: PlanEditor, checkin: CheckIn, width: int, *, named: bool) -> Content:
    rows: list[Content] = [fitted(editor.name(checkin.person), width, "$secondary bold")] if named else []
    for title, lines in (
        ("Done", checkin.done),
        ("Roadblock", tuple(checkin.roadblocks)),
        ("What I learned", checkin.learned),
        ("Next", checkin.next),
    ):
        if not lines:
            continue
        rows.append(words(title, "bold"))
        for line in lines:
            if isinstance(line, str):
                rows.append(fitted(f" {line}", MOST_ROWS * width))
            elif line.proposal:
                half = MOST_ROWS * width // 2
                rows.append(words(f" {fit(line.text, half)} → {fit(line.proposal, half)}"))
            else:
                wanting = words(f"◆ {NO_PROPOSAL}", "$warning")
                rows.append(fitted(f" {line.text}", MOST_ROWS * width))
                beside = rows[-1].cell_length + wanting.cell_length + 2 <= width
                if beside:
                    rows[-1] = Content.assemble(rows[-1], "  ", wanting)
                else:
                    rows.append(Content.assemble("   ", wanting))
    if checkin.by_letter:
        rows.append(words("by letter", "$quiet"))
    return Content("\n").join(rows)
