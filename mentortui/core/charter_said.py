"""Answering a question of the charter aloud: what is caught as a plain line or a decision while it is asked is the answer."""

from collections.abc import Iterable
from datetime import date

import msgspec

from mentortui.core.capture_values import Capture
from mentortui.core.charter_questions import Question, question, read_answer, understood
from mentortui.core.people import Participant
from mentortui.core.records import Member
from mentortui.core.refused import Refused
from mentortui.core.session import Session


def asked_now(session: Session) -> Question | None:
    """The question that the item under way asks; None where it asks none."""
    current = session.current_item
    return question(current.item.charter) if current is not None else None


def as_answer(capture: Capture, session: Session, today: date) -> tuple[Capture, str]:
    """The capture as the answer to what is asked now, and what is said of that: `into the charter: Purpose`. What cannot be read
    as an answer stays what it is, and it is said why; nothing is said of what is no answer at all."""
    asked = asked_now(session)
    if asked is None or capture.kind not in ("note", "decision") or not capture.text.strip():
        return capture, ""
    people = members(session)
    try:
        read_answer(asked, capture.text, people, today)
        told = understood(asked, capture.text, people, today)
    except Refused as error:
        return capture, f"not into the charter: {error}"
    said = f"into the charter: {asked.label}" + (f", {told}" if told else "")
    return msgspec.structs.replace(capture, charter=asked.key, sorted=True), said


def members(session: Session) -> tuple[Member, ...]:
    """Those who took part from the beginning, the user first, as shares are agreed among them."""
    return _members(session.people, session.me)


def _members(people: Iterable[Participant], me: str) -> tuple[Member, ...]:
    found = [Member(id=one.id, name=one.name, role=one.role, zone=one.zone) for one in people if one.role != "guest"]
    return tuple(sorted(found, key=lambda one: one.id != me))
