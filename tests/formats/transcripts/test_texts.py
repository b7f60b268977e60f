"""Texts with names and times, as tools save them and people copy them; lines that nobody said are not words."""

from pathlib import Path

import pytest

from mentortui.core.cues import Mark
from mentortui.formats.transcripts.found import Unreadable
from tests.formats.transcripts.reading import Said, damaged, of, read, said

TWO: list[Said] = [(3, None, "Ada", "Where did we stop?"), (7, None, "Grace Hopper", "At the review: it is late.")]

LAYOUTS = {
    "Otter": "Ada  0:03  \n{0}\n\nGrace Hopper  0:07  \n{1}\n\nTranscribed by https://otter.ai",
    "Otter, one space": "Ada 0:03\n{0}\n\nGrace Hopper 0:07\n{1}",
    "a tab": "Ada\t00:03\n{0}\nGrace Hopper\t00:07\n{1}",
    "Rev": "Ada (00:03):\n{0}\n\nGrace Hopper (00:07):\n{1}",
    "brackets": "Ada [00:00:03]: {0}\nGrace Hopper [00:00:07]: {1}",
    "time first": "[00:00:03] Ada: {0}\n[00:00:07] Grace Hopper: {1}",
    "time first, bare": "00:03 Ada: {0}\n00:07 Grace Hopper: {1}",
    "time first, with a fraction": "00:00:03.000 Ada: {0}\n00:00:07.000 Grace Hopper: {1}",
    "bold": "**Ada** (0:03) - {0}\n\n**Grace Hopper** (0:07) - {1}",
    "bold, time first": "[00:00:03] **Ada:** {0}\n\n[00:00:07] **Grace Hopper:** {1}",
    "time behind a colon": "Ada: 00:00:03\n\n{0}\n\nGrace Hopper : 00:00:07\n\n{1}",
    "a bar": "Ada | 00:03\n{0}\nGrace Hopper | 00:07\n{1}",
    "a dot": "Ada · 0:03\n{0}\nGrace Hopper · 0:07\n{1}",
    "Fathom, in Markdown": "**VIEW RECORDING - 2 mins**\n\n[@0:03](https://example.com/1?timestamp=3.4) - **Ada**\n\n{0}\n\n"
    "[@0:07](https://example.com/calls/1?timestamp=7.1) - **Grace Hopper**\n\n{1}",
    "Fathom": "VIEW RECORDING - 2 mins\n\n---\n\n0:03 - Ada\n  {0}\nACTION ITEM: send a note - WATCH: https://example.com/x\n\n"
    "0:07 - Grace Hopper\n  {1}",
    "copied": "Ada\n0:03\n{0}\n\nGrace Hopper\n0:07\n{1}",
    "copied from Teams": "Ada\n0 minutes 3 seconds\n0:03\nAda 0 minutes 3 seconds\n{0}\n"
    "Grace Hopper\n0 minutes 7 seconds\n0:07\n{1}",
    "a document of Teams": "A meeting\nMarch 12, 2026, 10:05AM\n12m 3s\n\nAda started transcription\n\nAda   0:03\n{0}\n\n"
    "Grace Hopper   0:07\n{1}\n\nAda stopped transcription",
}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_says_who_when_and_what(layout: str, ends: str, tmp_path: Path) -> None:
    text = LAYOUTS[layout].format(*(words for *_, words in TWO)).replace("\n", ends)
    assert of(tmp_path, text) == TWO
    assert of(tmp_path, "\ufeff" + text) == TWO
    assert of(tmp_path, text.encode("utf-16")) == TWO


def test_captions_that_zoom_saved_begin_when_the_first_was_said(tmp_path: Path) -> None:
    text = "[Ada] 23:59:58\nSo\n\n[Grace] 00:00:03\nYes\n\n[Ada] 00:01:00\nGo on"
    assert of(tmp_path, text) == [(0, None, "Ada", "So"), (5, None, "Grace", "Yes"), (62, None, "Ada", "Go on")]


def test_times_that_begin_hours_late_are_times_of_day(tmp_path: Path) -> None:
    assert [cue[0] for cue in of(tmp_path, "Ada (14:05:00): So\nGrace (14:05:09): Yes")] == [0, 9]
    assert [cue[0] for cue in of(tmp_path, "Ada (02:05:00): So\nGrace (02:05:09): Yes")] == [7500, 7509]


def test_words_may_hold_times_and_names_that_open_no_turn(tmp_path: Path) -> None:
    talk = [f"Ada  0:{n:02}\nword\n\nGrace  0:{n + 1:02}\nword\n" for n in range(0, 40, 2)]
    text = "\n".join(
        [*talk, "Linus  1:00", "We meet at 10:30", "Monday (10:30): the review", "10:30 - Then lunch", "Note: bring 12:45"]
    )
    assert of(tmp_path, text)[-1] == (
        60,
        None,
        "Linus",
        "We meet at 10:30 Monday (10:30): the review 10:30 - Then lunch Note: bring 12:45",
    )


def test_one_turn_is_a_transcript_where_the_text_begins_with_it(tmp_path: Path) -> None:
    assert of(tmp_path, "\nAda  0:03\nI talk alone.\nAnd on.") == [(3, None, "Ada", "I talk alone. And on.")]
    with pytest.raises(Unreadable, match="no transcript we know"):
        read(tmp_path, "We met.\nAda  0:03\nI talk alone.")


def test_minutes_run_past_sixty_and_a_second_past_it_is_no_time(tmp_path: Path) -> None:
    assert [cue[0] for cue in of(tmp_path, "**Ada** (91:00) - So\n**Ada** (92:61) - no time\n**Ada** (93:00) - Yes")] == [
        5460,
        5580,
    ]


def test_headings_and_tables_of_contents_are_no_words(tmp_path: Path) -> None:
    text = (
        "# Talk\n\n- [[00:00:00] Start](#start)\n\n[00:00:01] **Ada:** So\n\n## Start\n\nand on\n\n---\n[00:00:05] **Kofi:** Yes"
    )
    assert of(tmp_path, text) == [(1, None, "Ada", "So and on"), (5, None, "Kofi", "Yes")]


@pytest.mark.parametrize("between", ["  ", "\n"])
def test_minutes_and_seconds_that_were_said_are_words(between: str, tmp_path: Path) -> None:
    turns = ("Ada 0:03 I need 10 minutes,5 minutes more,or so", "Kofi 0:20 Kofi has 3 minutes 20 seconds", "Grace 0:40 Yes.")
    text = "\n".join(f"{turn[0]}{between}{turn[1]}\n{turn[2]}" for turn in (one.split(" ", 2) for one in turns)).replace(
        ",", "\n"
    )
    assert [cue[3] for cue in of(tmp_path, text)] == [
        "I need 10 minutes 5 minutes more or so",
        "Kofi has 3 minutes 20 seconds",
        "Yes.",
    ]


def test_words_behind_an_action_item_of_fathom_were_said(tmp_path: Path) -> None:
    text = (
        "0:03 - Ada (Acme | the end of it all.)\n  So.\n  ACTION ITEM: go - WATCH: https://example.com/x?t=1  Is it?\n\n"
        "0:07 - Grace\n  Yes.\n\n0:09 - kofi\n  Go."
    )
    assert of(tmp_path, text) == [
        (3, None, "Ada (Acme | the end of it all.)", "So. Is it?"),
        (7, None, "Grace", "Yes."),
        (9, None, "kofi", "Go."),
    ]


def test_names_of_any_writing_open_a_turn(tmp_path: Path) -> None:
    text = "김영석  0:01\n네\n\nŁukasz van der Berg  0:04\nTak\n\nО'Коннор Анна-Мария  0:09\nДа\n\nSpeaker 1  0:12\nYes"
    assert [cue[2] for cue in of(tmp_path, text)] == ["김영석", "Łukasz van der Berg", "О'Коннор Анна-Мария", "Speaker 1"]


MEET = "Mentoring - Transcript\n00:00:00\n \nAda: So.\nGrace Hopper: Yes,\nand no.\n \n00:05:00\n \nAda: Go on.\n"


def test_meets_turns_have_no_time_of_their_own(tmp_path: Path) -> None:
    assert of(tmp_path, MEET) == [
        (None, None, "Ada", "So."),
        (None, None, "Grace Hopper", "Yes, and no."),
        (None, None, "Ada", "Go on."),
    ]


@pytest.mark.parametrize(
    "end",
    [
        "Transcription ended after 00:06:00\n\nThis editable transcript was computer generated.\nNote: it may contain errors.",
        "### Meeting ended after 00:06:00 👋\n\n_This editable transcript was computer generated and might contain errors._",
        "Besprechung beendet nach 00:06:00 👋\n\nDieses Transkript wurde vom Computer erstellt.",
        "00:06:00\n\nThis editable transcript was computer generated and might contain errors.",
    ],
)
def test_what_meet_writes_below_the_end_was_not_said(end: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"{MEET}\n{end}\n")
    assert found.cues[-1].text == "Go on."
    assert found.entries[-1] == Mark(12, 360_000_000)
    assert len(found.cues) == 3


def test_what_stands_above_the_heading_transcript_was_not_said(tmp_path: Path) -> None:
    notes = "# Mentoring\n\n### 00:00:00\n\nDecided: to go on.\nNext time: tests.\n\n"
    for heading in (
        "## Transcript",
        "Transcript",
        "**Transcript:**",
        "📖 Transcript",
        "Transkript",
        "# Transcripción",
        "## Ada / Grace \\- 1:1 \\- Transcript",
        "Mentoring: the first - Transcript",
    ):
        assert [cue[2] for cue in of(tmp_path, f"{notes}{heading}\n\n{MEET}")] == ["Ada", "Grace Hopper", "Ada"]


MANY = "# Transcript\n00:00\n" + "Ada: so\nGrace: yes\n" * 4000
"""More than is looked at to know a format."""


@pytest.mark.parametrize("beginning", [f"{MANY}Ada: ", "Ada  0:01\na\nGrace  0:02\nb\nAda  0:03\n"], ids=["Meet", "Otter"])
def test_a_turn_of_ninety_thousand_lines_is_put_together_once(beginning: str, tmp_path: Path) -> None:
    """It was put together again for each of them, which took longer than a test may."""
    cue = read(tmp_path, beginning + "so it goes\n" * 90_000).cues[-1]
    assert (cue.words, len(cue.text)) == (270_000, 989_999)


@pytest.mark.parametrize(
    ("beginning", "line"),
    [(f"{MANY}Ada: ", 8003), ("Ada  0:01\na\nGrace  0:02\n", 3), ("0:0:1.0 --> 0:0:2.0\nAda\n", 1)],
    ids=["Meet", "Otter", "Teams"],
)
def test_a_turn_longer_than_any_ends_the_reading(beginning: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, beginning + "so it goes\n" * 100_000)
    assert refused.value.told("a.txt") == (
        f"a.txt: line {line} begins a cue of more than 1,000,000 characters; a transcript has none."
    )


OLD_TEAMS = """0:0:1.2 --> 0:0:6.91
Ada Lovelace
So.

0:0:7.0 --> 0:0:9.5
Grace
Yes.

And on.

0:0:10.0 --> 0:0:11.0
Is it so?
Yes

0:0:12.0 --> 0:x
Lost.
"""


def test_the_older_document_of_teams_has_the_name_below_its_times(tmp_path: Path) -> None:
    found = read(tmp_path, OLD_TEAMS)
    assert damaged(found) == [(15, "its times cannot be read")]
    assert said(found) == [
        (1.2, 6.91, "Ada Lovelace", "So."),
        (7, 9.5, "Grace", "Yes. And on."),
        (10, 11, "", "Is it so? Yes"),
    ]
