"""What an import says of itself: counts, whose names they are, figures in columns; plain lines whatever a file holds."""

import itertools
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.cast import cast
from mentortui.core.cues import Cue, Damage, Kind, Transcript
from mentortui.core.fold import fold
from mentortui.core.import_report import Report, report, report_lines
from mentortui.core.imported import Occasion, events_of, recorded
from mentortui.core.people import Agreement
from mentortui.core.records import Member, Mentorship, Origin
from mentortui.core.result import result
from mentortui.core.text import visible, width
from mentortui.core.transcript import place

SECOND = 1_000_000
MENTORSHIP = Mentorship(
    id="m",
    slug="grace",
    part="mentor",
    me="ada",
    people=(Member(id="ada", name="Ada", role="mentor"), Member(id="grace", name="Grace", role="mentee")),
    agreement=Agreement(roles={"mentor": 40, "mentee": 60}),
)


def told(
    transcript: Transcript,
    answers: dict[str, str],
    *,
    shown: bool = True,
    agreed: bool = True,
    file: str = "call.vtt",
    replaced: int = 2,
) -> Report:
    numbers = map(str, itertools.count())
    placed = place(transcript)
    found = cast(placed, answers, MENTORSHIP, numbers.__next__)
    occasion = Occasion(
        session="s",
        mentorship="m",
        me="ada",
        people=found.people,
        began=0,
        number=1,
        agreement=MENTORSHIP.agreement if agreed else None,
        show_figures=shown,
    )
    events = events_of(found.heard, occasion, numbers.__next__, unnamed=found.unnamed, unsure=placed.unsure, end=placed.end)
    session = fold(events)
    assert session is not None
    people = [person.id for person in found.people]
    stored = msgspec.structs.replace(
        result(session).session,
        origin=Origin(file=file, format=transcript.format, digest="x"),
        recorded=recorded(found.heard, people, transcript, placed, found.by_name),
    )
    return report(
        stored,
        transcript,
        placed.counts,
        placed.end,
        by_name=found.by_name,
        crowd=found.crowd,
        unheard=found.unheard,
        replaced=replaced,
    )


def file(*cues: tuple[str, float, float], kind: Kind = "captions", words: int = 3) -> Transcript:
    entries = [
        Cue(number, round(start * SECOND), round(end * SECOND), name, "words", words)
        for number, (name, start, end) in enumerate(cues, 1)
    ]
    damaged = (Damage(7, "its times cannot be read"),)
    return Transcript(format="WebVTT", kind=kind, entries=tuple(entries), damaged=damaged, damages=23)


def test_everything_is_counted_and_named_in_short_lines() -> None:
    transcript = file(("Ada L", 0, 30), ("", 32, 40), ("Grace", 60, 90), ("", 110, 120), ("Grace", 118, 118), ("TV", 121, 125))
    lines = report_lines(told(transcript, {"Ada L": "ada", "Grace": "grace", "TV": ""}))
    assert lines == (
        "call.vtt · WebVTT · 6 cues · 2:05",
        "       floor  share  agreed  turns  longest  speaking  signals",
        "Ada     0:40   57 %    40 %      1     0:40      0:38        0",
        "Grace   0:30   43 %    60 %      1     0:30      0:30        0",
        "nobody 33 % · not said who 0:04 · unsure 0:10",
        "“Ada L” is Ada",
        "“TV”: not said who",
        "1 cue without a name carried on from the name before",
        "1 cue without a name unsure: 10 s or more after the last name",
        "1 cue without length left out",
        "2 bytes that are no text",
        "damaged, left out: line 7: its times cannot be read",
        "damaged, left out: 22 more",
    )
    assert max(width(line) for line in lines) < 70


def test_one_byte_that_is_no_text_is_one() -> None:
    made = told(file(("A", 0, 30), ("G", 30, 60)), {"A": "ada", "G": "grace"}, replaced=1)
    assert "1 byte that is no text" in report_lines(made)


def test_where_nothing_is_agreed_that_is_said_and_no_share_stands_beside() -> None:
    made = told(file(("A", 0, 30), ("G", 30, 60)), {"A": "ada", "G": "grace"}, agreed=False)
    assert [row.agreed for row in made.rows] == [None, None]
    assert "agreed" not in report_lines(made)[1]
    assert made.rest == "nothing agreed, beside equal shares"


def test_where_no_figures_are_to_be_shown_there_are_none() -> None:
    made = told(file(("A", 0, 30), ("G", 30, 60)), {"A": "ada", "G": "grace"}, shown=False)
    assert (made.rows, made.rest) == ((), "")
    assert not any("%" in line for line in report_lines(made))


def test_where_nobody_is_named_shares_are_a_dash() -> None:
    made = told(file(("", 0, 30), ("", 40, 60)), {})
    assert [row.share for row in made.rows] == [None, None]
    assert [row.agreed for row in made.rows] == [0.4, 0.6]  # those in force
    assert [line.split()[2] for line in report_lines(made)[2:4]] == ["—", "—"]
    assert made.rest == "nobody 17 % · not said who 0:50"


@pytest.mark.parametrize("name", ["Ω" * 300, "日本語の名前はここに", "a\u0301" * 40, "\x1b[31m", "👩‍👩‍👧‍👧 family"])
def test_columns_stand_straight_whatever_people_are_called(name: str) -> None:
    lines = report_lines(told(file((name, 0, 30), ("Grace", 30, 60)), {"Grace": "grace"}))
    assert len({width(line) for line in lines[1:5]}) == 1
    assert max(width(line) for line in lines) < 100


names = st.text(max_size=12) | st.sampled_from(("Ada", "Grace", "Speaker 1"))
moments = st.integers(0, 100)


@given(
    st.lists(st.tuples(names, moments, moments), max_size=14),
    st.sampled_from(("captions", "recording", "text")),
    st.text(max_size=60),
    st.booleans(),
)
def test_whatever_a_file_holds_the_report_is_lines_that_can_be_shown(
    cues: list[tuple[str, int, int]], kind: Kind, called: str, agreed: bool
) -> None:
    cues = [(" ".join(name.split()), start, end) for name, start, end in cues]
    lines = report_lines(told(file(*cues, kind=kind), {}, agreed=agreed, file=called))
    assert all(not re.search("[\x00-\x1f\x7f-\x9f]", visible(line)) for line in lines)
    assert all(width(visible(line)) < 300 for line in lines)


def test_nobody_is_not_all_of_it_where_somebody_spoke_and_little_talk_is_too_early() -> None:
    made = told(file(("A", 0, 4), ("G", 4, 5), ("A", 3000, 3004)), {"A": "ada", "G": "grace"})
    assert made.rest.startswith("too early to say: 0:09 of talk · nobody over 99 %")
    made = told(file(("A", 0, 30), ("G", 30, 61)), {"A": "ada", "G": "grace"})
    assert "too early" not in made.rest
