"""A stored session in the JSON that comes out."""

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from mentortui.core import measures as m
from mentortui.core.beside import agrees_for
from mentortui.core.feedback import shown_to_others, waits
from mentortui.core.goals import Goal
from mentortui.core.heard import heard_part, keyed_as_heard, unsure_words
from mentortui.core.record_details import Details
from mentortui.core.records import Caught, FinishedSession, ItemRow, Living, PrivateNote
from mentortui.core.restored import restored
from mentortui.core.result import span_of, span_of_item
from mentortui.formats.goal_shapes import goal_shapes
from mentortui.formats.shapes import (
    AgreementShape,
    CaptureShape,
    HeardShape,
    HearingShape,
    ItemShape,
    ItemSpeakerShape,
    PersonShape,
    RecordingShape,
    SessionShape,
    ShowShape,
    SpeakerShape,
    SpeakingShape,
    TurnShape,
    UnderstandingShape,
    moment,
    seconds,
)


def show_shape(
    slug: str,
    stored: FinishedSession,
    living: Sequence[Living],
    private: Sequence[PrivateNote] | None,
    goals: Sequence[Goal] = (),
) -> ShowShape:
    """`living` and `private` may be those of every session; without `private` its field is left out, and so is feedback that
    waits to be given. Of `goals` those are told that are shared and named in it."""
    living = living if private is not None else shown_to_others(living)
    caught = [_capture(found, None) for found in stored.caught]
    caught += [_living(record) for record in living if record.session == stored.id and not record.removed]
    return ShowShape(
        session=SessionShape(
            id=stored.id,
            mentorship=slug,
            number=stored.number,
            kind=stored.kind,
            title=stored.title,
            began=moment(stored.began),
            ended=moment(stored.ended),
            planned_minutes=stored.planned_minutes,
            me=stored.me,
            people=[
                PersonShape(id=person.id, name=person.name, role=person.role, key=person.key, zone=person.zone)
                for person in stored.people
            ],
            agreement=AgreementShape(persons=stored.agreement.persons, roles=stored.agreement.roles)
            if stored.agreement
            else None,
            items=[
                ItemShape(
                    title=item.title,
                    minutes=item.minutes,
                    used_seconds=seconds(item.used),
                    state=item.state,
                    owner=item.owner,
                    unplanned=item.unplanned,
                    people=_in_item(stored, item) if stored.show_figures else None,
                )
                for item in stored.items
            ],
            captures=sorted(caught, key=lambda capture: capture.at_seconds),
            understandings=[
                UnderstandingShape(restated=restated, agreed=agreed, about=about)
                for restated, agreed, about in stored.understandings
            ],
            speaking=_speaking(stored) if stored.show_figures else None,
            next_date=None if stored.next_date is None else moment(stored.next_date),
            closing=stored.closing,
            goals=goal_shapes(goals, [one.goal for one in caught]),
            private_notes=msgspec.UNSET
            if private is None
            else [_capture(note.caught, None) for note in private if note.session == stored.id and not note.removed],
        )
    )


def _speaking(stored: FinishedSession) -> SpeakingShape:
    figures, span = stored.figures, span_of(stored)
    shares, agreed = m.shares(span) or {}, m.agreed_shares(span)
    return SpeakingShape(
        active_seconds=seconds(figures.active),
        nobody_seconds=seconds(figures.nobody),
        several_seconds=seconds(figures.several),
        unsure_seconds=seconds(figures.unsure),
        words=m.word(span),
        people=[
            SpeakerShape(
                person=person.id,
                floor_seconds=seconds(figures.floor.get(person.id, 0)),
                expected_seconds=seconds(figures.expected.get(person.id, 0)),
                share=_share(shares.get(person.id)),
                agreed=_share(agreed.get(person.id)) or 0.0,
                turns=figures.turns.get(person.id, 0),
                longest_seconds=seconds(figures.longest.get(person.id, 0)),
            )
            for person in stored.people
        ],
        turns=[
            TurnShape(person=person, start=seconds(start), end=seconds(end), source=source)
            for person, start, end, source in stored.turns
        ],
        recording=_recording(stored),
        hearing=_hearing(stored),
    )


def _hearing(stored: FinishedSession) -> HearingShape | None:
    part = heard_part(stored)
    if part is None:
        return None
    span = span_of(stored)
    return HearingShape(
        part=round(float(part), 6),
        channels=[(seconds(at), list(channels)) for at, channels in stored.hears],
        others_seconds=seconds(span.others),
        rest_seconds=seconds(span.rest),
        words=unsure_words(stored, span),
        keys_agree=_share(keyed_as_heard(restored(stored))),
    )


def _in_item(stored: FinishedSession, item: ItemRow) -> list[ItemSpeakerShape]:
    shares = m.shares(span_of_item(stored, item)) or {}
    return [
        ItemSpeakerShape(
            person=person.id,
            floor_seconds=seconds(item.floor.get(person.id, 0)),
            expected_seconds=seconds(item.expected.get(person.id, 0)),
            share=_share(shares.get(person.id)),
        )
        for person in stored.people
    ]


def _recording(stored: FinishedSession) -> RecordingShape | None:
    origin, recorded = stored.origin, stored.recorded
    if origin is None or recorded is None:
        return None
    return RecordingShape(
        file=origin.file,
        format=origin.format,
        people=[
            HeardShape(
                person=person.id,
                names=list(origin.names.get(person.id, ())),
                speaking_seconds=seconds(recorded.speaking.get(person.id, 0)),
                signals=recorded.backchannels.get(person.id, 0),
            )
            for person in stored.people
        ],
        gap_seconds=None if recorded.gap is None else seconds(recorded.gap),
        pauses_seconds=None if recorded.questions is None else [seconds(pause) for pause in recorded.pauses],
        agrees=_share(agrees_for(recorded.agrees)),
        cues_carried=recorded.carried,
        cues_estimated=recorded.estimated,
        cues_unnamed=recorded.unnamed,
    )


def _share(share: Fraction | None) -> float | None:
    return None if share is None else round(float(share), 6)


def _living(record: Living) -> CaptureShape:
    return _capture(Caught(capture=record.capture, at=record.at, item=record.item), record.state, record.outcome, record.details)


def _capture(caught: Caught, state: str | None, outcome: str = "", details: Details | None = None) -> CaptureShape:
    capture = caught.capture
    return CaptureShape(
        id=capture.id,
        kind=capture.kind,
        text=capture.text,
        better=capture.better,
        step=capture.step,
        who=capture.who,
        goal=capture.goal,
        due=capture.due or None,
        at_seconds=seconds(caught.at),
        item=caught.item,
        state=state,
        outcome=outcome,
        improve=capture.improve,
        where=capture.where,
        seen=capture.seen or None,
        effect=capture.effect,
        owner=capture.owner,
        when=capture.when,
        giver=capture.giver,
        waiting=waits(capture),
        given=moment(capture.given) if capture.given else None,
        answer=capture.answer,
        answer_words=capture.answer_words,
        details={} if details is None else {name: text for name, text in msgspec.structs.asdict(details).items() if text},
    )
