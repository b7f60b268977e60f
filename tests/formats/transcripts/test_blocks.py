"""SRT and SBV: whoever wrote them, each cue at its time, and what is damaged told with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mentortui.formats.transcripts.names import split_name, spoken_by
from tests.formats.transcripts.reading import damaged, lines_of, of, read

SRT = """1
00:00:02,100 --> 00:00:05,000
>> Ada: Where did we stop?

2
00:00:05,000 --> 00:00:06,500
At the review,
I think.

3
00:00:06,500 --> 00:00:08,000
GRACE HOPPER:
So it was.
"""
SBV = """0:00:02.100,0:00:05.000
>> Ada: Where did we stop?

0:00:05.000,0:00:06.500
At the review,
I think.

0:00:06.500,0:00:08.000
GRACE HOPPER:
So it was.
"""
SAID = [
    (2.1, 5, "Ada", "Where did we stop?"),
    (5, 6.5, "", "At the review,\nI think."),
    (6.5, 8, "GRACE HOPPER", "So it was."),
]


@pytest.mark.parametrize(("text", "format"), [(SRT, "SRT"), (SBV, "SBV")])
def test_each_cue_has_its_time_its_words_and_who_is_named(text: str, format: str, tmp_path: Path) -> None:
    assert of(tmp_path, text) == SAID
    assert read(tmp_path, text).format == format
    assert damaged(read(tmp_path, text)) == []


@pytest.mark.parametrize("text", [SRT, SBV])
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: "\n\n" + text.replace("\n\n", "\n \n\n"),
        lambda text: text.replace("00:00:0", "00:0").replace("0:00:0", "00:0"),
        lambda text: text.replace("00:00:0", "0:0:0").replace("0:00:0", "0:0:0"),
        lambda text: text.replace("2,100 -->", "2.1-->"),
        lambda text: text.replace("review", "<i>review</i>").replace("So", "<font color='red'>So</font>"),
        lambda text: text.replace(">> Ada", "&gt;&gt; Ada").replace("I think", "I&#32;think"),
        lambda text: text.replace("8,000\n", "8,000 X1:40 Y1:20\n"),
        lambda text: text.replace("\n\n2\n", "\n2\n"),
        lambda text: text.rstrip(),
        lambda text: text.encode("utf-16"),
    ],
    ids=lambda _: "",
)
def test_the_same_cues_written_another_way_read_the_same(text: str, change: Callable[[str], str | bytes], tmp_path: Path) -> None:
    assert of(tmp_path, change(text)) == SAID


def test_times_without_fractions_are_whole_seconds(tmp_path: Path) -> None:
    assert of(tmp_path, "1\n00:00:02 --> 00:01:05\nAda: so\n") == [(2, 65, "Ada", "so")]


def test_webvtt_that_lost_its_first_line_keeps_its_voices(tmp_path: Path) -> None:
    text = "00:01.000 --> 00:02.000\n<v Ada>Shall we: now?</v>\n<v Grace>Yes.</v>\n"
    assert of(tmp_path, text) == [(1, 2, "Ada", "Shall we: now?\n"), (1, 2, "Grace", "Yes.")]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        *(
            (SRT, times)
            for times in ("-1:00:02,000 --> 0:00:05,000", "NaN --> 0:00:05,000", "00:00:02,000 --> ", "0:00:02,1x --> 0:1")
        ),
        *((SBV, times) for times in ("-0:00:02.100,0:00:05.000", "0:00:02.100,", "0:00,0:0:2")),
    ],
)
def test_times_that_are_none_cost_one_cue_and_are_told_with_their_line(text: str, times: str, tmp_path: Path) -> None:
    first = text.splitlines().index(">> Ada: Where did we stop?")
    lines = text.splitlines()
    lines[first - 1] = times
    found = read(tmp_path, "\n".join(lines))
    assert damaged(found) == [(first, "its times cannot be read")]
    assert [cue.name for cue in found.cues] == ["", "GRACE HOPPER"]
    assert lines_of(found) == [first + 3 + (text is SRT), first + 7 + 2 * (text is SRT)]


def test_words_without_times_are_told_once_for_each_block(tmp_path: Path) -> None:
    found = read(tmp_path, SRT.replace("\n\n2\n", "\n\nwords\nand more\n\nand others\n\n2\n"))
    assert damaged(found) == [(5, "it has no times"), (8, "it has no times")]
    assert len(found.cues) == 3


def test_a_cue_that_ends_before_it_starts_is_kept_and_lasts_no_time(tmp_path: Path) -> None:
    assert of(tmp_path, "1\n00:00:05,000 --> 00:00:02,000\nAda: so\n") == [(5, 2, "Ada", "so")]


def test_a_file_cut_short_gives_what_is_there(tmp_path: Path) -> None:
    cut = SRT[: SRT.index(" --> 00:00:08")]
    found = read(tmp_path, cut)
    assert [cue.name for cue in found.cues] == ["Ada", ""]
    assert damaged(found) == [(11, "it has no times")]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Ada: so", "Ada", "so"),
        ("  Ada   Lovelace: so: it is", "Ada Lovelace", "so: it is"),
        ("Z. Victor Zhou (xinbenlv): hi", "Z. Victor Zhou (xinbenlv)", "hi"),
        ("Luis | Besu: hi", "Luis | Besu", "hi"),
        ("at 12:30 we", "", "at 12:30 we"),
        ("see <b>: so", "", "see <b>: so"),
        ("Ada:", "", "Ada:"),
        ("x" * 81 + ": so", "", "x" * 81 + ": so"),
        ("", "", ""),
    ],
)
def test_call_tools_name_the_speaker_before_the_first_colon(text: str, name: str, words: str) -> None:
    assert split_name(text) == (name, words)


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Ada: so", "Ada", "so"),
        (">> ADA LOVELACE: so", "ADA LOVELACE", "so"),
        ("- Ada: so", "Ada", "so"),
        ("Schalk:\nso", "Schalk", "so"),
        ("José O'Neil Jr.: so", "José O'Neil Jr.", "so"),
        ("अदा: so", "अदा", "so"),
        (">> So it is", "", "So it is"),
        ("the reason: so", "", "the reason: so"),
        ("One Two Three Four: so", "", "One Two Three Four: so"),
        ("At 12:30", "", "At 12:30"),
        ("", "", ""),
    ],
)
def test_people_name_a_speaker_in_a_few_words_with_capitals(text: str, name: str, words: str) -> None:
    assert spoken_by(text) == (name, words)
