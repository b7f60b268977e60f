"""Commands of what is said in a session and of it: captures, the next date, prompts, the closing note, shares entered."""

from mentortui.core import events as e
from mentortui.core.agreed import NOT_SHOWN
from mentortui.core.capture import Capture
from mentortui.core.entered import unsure_in
from mentortui.core.prompt_rules import Rules
from mentortui.core.prompts import standing
from mentortui.core.refused import Refused
from mentortui.core.session import Session
from mentortui.core.stamp import Stamp, fields, must_run


def record(session: Session, capture: Capture, stamp: Stamp) -> e.AnyEvent:
    """Caught now."""
    return e.CaptureRecorded(**fields(stamp), capture=_worded(capture))


def edit_capture(session: Session, capture: Capture, stamp: Stamp) -> e.AnyEvent:
    """What was caught reads differently."""
    if all(facts.capture.id != capture.id for facts in session.captures):
        raise Refused("That is no longer here.")
    return e.CaptureEdited(**fields(stamp), capture=_worded(capture))


def remove_capture(session: Session, capture: str, stamp: Stamp) -> e.AnyEvent:
    """It goes; u brings it back."""
    found = next((facts.capture for facts in session.captures if facts.capture.id == capture), None)
    if found is None:
        raise Refused("That is no longer here.")
    return e.CaptureRemoved(**fields(stamp), capture=capture, text=found.text or found.step)


def confirm_understanding(session: Session, restated: str, about: str, stamp: Stamp) -> e.AnyEvent:
    """`restated` said it back in their own words; with two people the other one agreed that this is what was meant."""
    others = [person for person in session.present if person != restated]
    return e.UnderstandingConfirmed(
        **fields(stamp), restated=restated, agreed=others[0] if len(others) == 1 else session.me, about=about
    )


def agree_next(session: Session, starts: int | None, stamp: Stamp) -> e.AnyEvent:
    """The next session begins then (UTC microseconds); None takes the date back."""
    if starts is not None and starts <= stamp.wall:
        raise Refused("That date has gone by already.")
    return e.NextDateAgreed(**fields(stamp), starts=starts)


def show_figures(session: Session, stamp: Stamp) -> e.AnyEvent:
    """Speaking figures shown or hidden on this screen, whichever they are not. Refused where the pair agreed not to show them."""
    if not session.started.show_figures:
        raise Refused(NOT_SHOWN)
    return e.FiguresShown(**fields(stamp), shown=not session.show_figures)


def silence(session: Session, stamp: Stamp) -> e.AnyEvent:
    """No more prompts and questions in this session; pressed again, they come as before."""
    must_run(session)
    return e.PromptsSilenced(**fields(stamp), silenced=not session.silenced)


def send_prompt_away(session: Session, rules: Rules, stamp: Stamp) -> e.AnyEvent:
    """The prompt that is to be seen goes."""
    facts = standing(session, stamp.at, rules)
    if facts is None:
        raise Refused("No prompt is here to be sent away.")
    return e.PromptSentAway(**fields(stamp), prompt=facts.shown.id)


def note_closing(session: Session, text: str, stamp: Stamp) -> e.AnyEvent:
    """The one free note that closes the summary."""
    return e.ClosingNoted(**fields(stamp), text=text.strip())


def enter_shares(session: Session, shares: dict[str, float], stamp: Stamp) -> e.AnyEvent:
    """What nobody is sure of was spoken in these shares, by person, on any scale; none: it is called unsure again."""
    if not session.finished:
        raise Refused("Shares are entered when the session is over: until then the keys say who speaks.")
    if not unsure_in(session.parts(session.ended_at)):
        raise Refused("Nothing of this session is unsure: there is nothing to enter shares for.")
    if any(session.person(person) is None for person in shares):
        raise Refused("Nobody of that name is in this session.")
    return e.SharesEntered(**fields(stamp), shares=shares)


def _worded(capture: Capture) -> Capture:
    if not (capture.text.strip() or capture.step.strip()):
        raise Refused("There is nothing to save yet.")
    return capture
