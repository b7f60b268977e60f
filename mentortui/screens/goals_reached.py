"""What a milestone that was just reached opens: drafts of feedback both ways, a thank-you, something to send."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.milestone_drafts import FeedbackDraft, feedback_drafts, gesture, thanks_draft
from mentortui.core.milestones import Milestone
from mentortui.core.record_details import ResourceDetails
from mentortui.core.records import Living
from mentortui.core.refused import Refused
from mentortui.core.text import fit
from mentortui.services.ids import new_id
from mentortui.services.tabs import Host

if TYPE_CHECKING:
    from mentortui.services.desk import Desk

NAME = 24
NONE: frozenset[str] = frozenset()


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    """It, and what is offered. `drafts`: by the key that takes each; `whom`: the id of the other, where there is one alone."""

    milestone: Milestone
    goal: str
    private: bool
    drafts: dict[str, FeedbackDraft]
    thanks: str
    me: str
    whom: str
    others: tuple[str, ...]
    book: Any
    kept: Any


def reached(desk: "Desk", slug: str, milestone_id: str) -> Reached:
    """Read from the store, off the interface's thread. Raises Refused and StoreError."""
    seen = desk.goals.read(slug)
    goal, milestone = seen.goal(milestone_id), seen.part(milestone_id)
    if not isinstance(milestone, Milestone):
        raise Refused("That milestone is no longer here.")
    drafts = feedback_drafts(goal, milestone, seen.mentorship)
    return Reached(
        milestone=milestone,
        goal=goal.name,
        private=goal.is_private,
        drafts=dict(zip("123456789", drafts, strict=False)),
        thanks=thanks_draft(goal, milestone, seen.mentorship),
        me=seen.around.me,
        whom=drafts[0].typed.to if len(drafts) == 2 else "",
        others=tuple(name for id, name in seen.around.people if id != seen.around.me),
        book=desk.feedback.book(slug),
        kept=desk.drafts(slug),
    )


def offer(host: Host, found: Reached, send: Callable[[Living], None], done: frozenset[str] = NONE) -> None:
    """One after the other, until escape; of a private goal nothing, for nobody else knows of it. `send` opens the form of a
    resource."""
    choices = [
        (key, f"feedback from {fit(one.giver, NAME)} to {fit(one.to, NAME)}, drafted") for key, one in found.drafts.items()
    ]
    choices += [("t", "a thank-you, drafted"), ("r", "something to read or use, to send")]
    choices = [(key, said) for key, said in choices if key not in done]
    if found.private or not choices:
        return

    def chosen(key: str) -> None:
        again = partial(offer, host, found, send, done | {key})
        if key == "t":
            _thank(host, found, again)
        elif key == "r":
            send(_resource(found))
        else:
            _give(host, found, key, again)

    host.choose("Milestone reached", choices, chosen, about=f"{gesture(found.milestone, found.others)} esc leaves it.")


def _give(host: Host, found: Reached, key: str, again: Callable[[], None]) -> None:
    from mentortui.screens.feedback import FeedbackScreen, Left

    def left(result: Left | None) -> None:
        _after(host, again, result.said if result is not None else "")

    draft = found.drafts[key]
    host.open(FeedbackScreen(found.book, found.kept, begin=draft.typed, draft=draft.name), left)


def _thank(host: Host, found: Reached, again: Callable[[], None]) -> None:
    from mentortui.screens.write import WriteScreen

    drafts, name = found.kept, f"thanks {found.milestone.id}"

    def left(written: str | None) -> None:
        if written is not None:
            drafts.put(name, "")
        _after(host, again, "" if written is None else f"{host.copy(written)}: the thank-you")

    text = drafts.get(name) or found.thanks
    host.open(WriteScreen("A thank-you", text, does="copies it", keep=partial(drafts.put, name)), left)


def _after(host: Host, again: Callable[[], None], said: str) -> None:
    """What else it opens comes once this screen is gone. It is said, and no act on a goal that `u` could take back."""
    if said:
        host.say(said)
    host.app.call_later(again)


def _resource(found: Reached) -> Living:
    new = new_id()
    capture = Capture(id=new, kind="resource", who=found.whom, goal=found.goal)
    return Living(id=new, capture=capture, details=ResourceDetails(sent_by=found.me))
