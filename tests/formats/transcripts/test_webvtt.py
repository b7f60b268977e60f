"""WebVTT is read as its specification says, and its speakers as call tools write them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentortui.core.transcript import place
from mentortui.formats.transcripts import webvtt
from mentortui.formats.transcripts.found import Found, Unreadable
from mentortui.formats.transcripts.reading import read_transcript
from mentortui.formats.transcripts.source import Source
from tests.formats.transcripts.reading import damaged, lines_of, of, read

ZOOM = """WEBVTT

1
00:00:02.100 --> 00:00:05.000
Ada Lovelace: Where did we stop: at the review?

2
00:00:05.000 --> 00:00:06.500
Grace | Platform: At the review.
"""


def test_zooms_cues_name_their_speaker_before_the_first_colon(tmp_path: Path) -> None:
    assert of(tmp_path, ZOOM) == [
        (2.1, 5, "Ada Lovelace", "Where did we stop: at the review?"),
        (5, 6.5, "Grace | Platform", "At the review."),
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("00:00:", "00:"),
        lambda text: text.replace("1\n00", "00").replace("2\n00", "00"),
        lambda text: text.replace("\n\n", "\n\n\n\n"),
        lambda text: text.replace("WEBVTT", "WEBVTT - a call\nKind: captions\nLanguage: en"),
        lambda text: text.replace(
            "WEBVTT", "WEBVTT\n\nNOTE <v Kofi>\nKofi: no\n\nSTYLE\n::cue { color: lime }\n\nREGION\nid: fred"
        ),
        lambda text: text.replace("5.000\n", "5.000 align:start position:10%\n"),
        lambda text: text.replace("Ada Lovelace: ", "<v Ada Lovelace>").replace("Grace | Platform: ", "<v Grace | Platform>"),
        lambda text: text.replace(" | ", " &#124; ").replace("At the", "At&#32;the"),
        lambda text: text.rstrip(),
        lambda text: text.encode("utf-16"),
    ],
    ids=lambda _: "",
)
def test_the_same_call_written_another_way_reads_the_same(change: Callable[[str], str | bytes], tmp_path: Path) -> None:
    assert of(tmp_path, change(ZOOM)) == of(tmp_path, ZOOM)


def test_voices_of_one_caption_are_entries_of_their_own(tmp_path: Path) -> None:
    read_ = read(tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Shall we?</v>\n<v.loud  Grace\tHopper>Yes &amp; no\n")
    assert [(cue.name, cue.text, cue.more) for cue in read_.cues] == [
        ("Ada", "Shall we?\n", False),
        ("Grace Hopper", "Yes & no", True),
    ]


def test_between_voice_tags_a_colon_is_a_colon(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>One: the release\n\n00:02.000 --> 00:03.000\nTwo: the review\n"
    assert [name for _, _, name, _ in of(tmp_path, text)] == ["Ada", ""]


def test_a_voice_of_nobody_loses_no_words(tmp_path: Path) -> None:
    assert of(tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\nWell: <v>so <v >it is\n") == [(1, 2, "Well", "so it is")]


def test_words_lose_their_tags_and_count_without_them(tmp_path: Path) -> None:
    cue = read(tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\n<i>Three</i> <c.big>small <00:01.500>words\n").cues[0]
    assert (cue.text, cue.words) == ("Three small words", 3)


def test_an_end_before_its_start_is_a_cue_and_no_time(tmp_path: Path) -> None:
    read_ = read(tmp_path, "WEBVTT\n\n00:05.000 --> 00:02.000\nAda: back\n\n00:06.000 --> 00:07.000\nAda: on\n")
    assert [(cue.start, cue.end) for cue in read_.cues] == [(5_000_000, 2_000_000), (6_000_000, 7_000_000)]
    assert place(read_).counts.no_length == 1
    assert read_.damages == 0


@pytest.mark.parametrize(
    "times",
    [
        *(
            "-00:01.000 --> 00:02.000",
            "00:01.000 --> -00:02.000",
            "NaN --> NaN",
            "00:01.000 --> 00:NaN",
            "00:01,000 --> 00:02,000",
        ),
        *("00:61.000 --> 00:62.000", "60:00.000 --> 61:00.000", "00:01.0 --> 00:02.0", "00:01.000 -->", "--> 00:01.000", "-->"),
        *("00:01.000 -- > --> 00:02.000", "00:01.0000 --> 00:02.0000", "١:00:01.000 --> ١:00:02.000", "1.000 --> 2.000"),
    ],
)
def test_times_that_are_none_cost_one_cue_and_are_told_with_their_line(times: str, tmp_path: Path) -> None:
    read_ = read(tmp_path, f"WEBVTT\n\n1\n{times}\nAda: lost\n\n00:05.000 --> 00:06.000\nAda: here\n")
    assert [cue.text for cue in read_.cues] == ["here"]
    assert damaged(read_) == [(4, "its times cannot be read")]
    assert lines_of(read_) == [7]


def test_of_many_damaged_cues_the_first_are_told_and_all_are_counted(tmp_path: Path) -> None:
    read_ = read(tmp_path, "WEBVTT\n\n" + "00:x --> y\nlost\n\n" * 50 + "00:05.000 --> 00:06.000\nAda: here\n")
    assert [one.line for one in read_.damaged] == [3 + 3 * number for number in range(20)]
    assert read_.damages == 50


@pytest.mark.parametrize("hours", ["278", "999999999", "9" * 5_000])
def test_a_time_of_years_is_damage(hours: str, tmp_path: Path) -> None:
    read_ = read(
        tmp_path, f"WEBVTT\n\n{hours}:00:01.000 --> {hours}:00:02.000\nx\n\n00000000277:00:01.000 --> 277:00:02.000\ny\n"
    )
    assert damaged(read_) == [(3, "its time is later than any session lasts")]
    assert [cue.start for cue in read_.cues] == [277 * 3_600_000_000 + 1_000_000]


def test_a_number_no_character_has_is_shown_as_unreadable(tmp_path: Path) -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A&#{'9' * 5_000};>so &#{'9' * 5_000}; &#233; &#xE9; &eacute; &x;\n"
    assert of(tmp_path, text) == [(1, 2, "A\ufffd", "so \ufffd é é é &x;")]


def test_a_file_cut_short_gives_what_is_whole(tmp_path: Path) -> None:
    whole = ZOOM.encode()
    names = {}
    for length in range(len("WEBVTT"), len(whole)):
        try:
            names[length] = [name for _, _, name, _ in of(tmp_path, whole[:length])]
        except Unreadable as error:
            names[length] = [error.told("a.vtt")]
    sentence = "a.vtt holds no cue that can be read, as WebVTT{}; look whether it is the right file."
    told = {sentence.format(""), sentence.format(" (line 4: its times cannot be read)")}
    assert {name for found in names.values() for name in found} == {*told, "", "Ada Lovelace", "Grace | Platform"}
    assert all(found[0] == "Ada Lovelace" for length, found in names.items() if length > whole.index(b": ") + 1)


CONFORMANCE = "webvtt-conformance"
REFUSED = ("is no transcript we know", "is empty", "holds no cue")


def test_the_conformance_files_parse_as_expected(real_data: Path, record_property: Callable[[str, object], None]) -> None:
    """Those that say what is expected must give it; the others must be read or refused in one sentence."""
    folder = real_data / CONFORMANCE
    files: dict[str, dict[str, Any]] = json.loads((folder / "expected.json").read_text("utf-8"))["files"]
    wrong = {name: found for name, expected in files.items() if (found := _differs(folder / name, expected))}
    assert wrong == {}
    checked = sum(expected["expected_from"] != "none" for expected in files.values())
    assert (checked, len(files)) == (101, 111)
    record_property(
        "told", f"WebVTT conformance: {checked} of {checked} files as expected, {len(files) - checked} more do not crash"
    )


def _differs(path: Path, expected: dict[str, Any]) -> list[object]:
    """What is read of that file and was not expected; nothing where all is well."""
    try:
        read_transcript(path)
        refused = ""
    except Unreadable as error:
        refused = error.what
    if expected["expected_from"] == "none":
        return []
    try:
        source = Source(path)
    except Unreadable as error:
        return [] if expected.get("not_webvtt") else [error.what]
    try:
        recognised = webvtt.looks(source.head())
        if expected.get("not_webvtt"):
            return ["taken for WebVTT"] if recognised else []
        blocks = list(webvtt.blocks(source.lines(), Found()))
    finally:
        source.close()
    if not recognised or len(blocks) != expected["cues"] or bool(refused) == bool(blocks):
        return [recognised, len(blocks), refused]
    return [
        (found, wanted)
        for found, wanted in zip(map(_fields, blocks), expected.get("list", ()), strict=False)
        if {key: found[key] for key in wanted} != wanted
    ]


def _fields(block: webvtt.Block) -> dict[str, object]:
    voices = webvtt.spoken(block.text)
    return {
        "id": block.id,
        "start": block.start / 1_000_000,
        "end": block.end / 1_000_000,
        "text": block.text,
        "plain": "".join(words for _, words in voices),
        "voices": [name for name, _ in voices if name is not None],
    }
