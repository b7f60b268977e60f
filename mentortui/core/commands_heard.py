"""Commands of what is heard: who speaks, and what is listened to. The program's own; None where there is nothing to tell."""

from collections.abc import Sequence
from typing import Literal

from mentortui.core import events as e
from mentortui.core.floor import NOBODY, UNSURE, Floor
from mentortui.core.hearing_values import Channel, HeardChange, Who
from mentortui.core.session import Session
from mentortui.core.stamp import Stamp, fields


def hear_floor(session: Session, change: HeardChange, stamp: Stamp) -> e.FloorTaken | None:
    """Somebody was heard, from `change.began` of the session clock on. Nothing is heard in a pause, nor once it is finished."""
    began = max(0, min(change.began, stamp.at))
    if session.finished or (session.paused and began > session.paused_at):
        return None
    floor = heard_as(session, change.who)
    if session.heard and session.heard[-1].floor == floor:
        return None
    return e.FloorTaken(**fields(stamp), holders=floor.holders, how=floor.how, source="heard", began=began)


def change_hearing(
    session: Session, channels: Sequence[Channel], began: int, why: Literal["", "off", "trouble"], stamp: Stamp
) -> e.HearingChanged | None:
    """From `began` of the session clock on these channels are heard; `why`: where none is, what ended it."""
    if session.finished or session.channels == tuple(channels):
        return None
    return e.HearingChanged(
        **fields(stamp), channels=tuple(channels), began=max(0, min(began, stamp.at)), why="" if channels else why
    )


def heard_as(session: Session, who: Who) -> Floor:
    """Whose floor that is: two channels tell two people apart; behind the call one of more is not known."""
    others = [person for person in session.present if person != session.me]
    if who == "me":
        return Floor((session.me,))
    if who == "others":
        return Floor((others[0],)) if len(others) == 1 else Floor((), "others")
    if who == "both":
        return Floor(tuple(sorted((session.me, others[0])))) if len(others) == 1 else Floor((), "several")
    if who == "rest":
        return Floor((), "rest")
    # Without a microphone it is not known whether nobody speaks, or who is at the keys.
    return UNSURE if session.channels == ("call",) else NOBODY
