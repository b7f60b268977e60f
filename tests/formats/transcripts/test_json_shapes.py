"""JSON of any tool: a segment is known by its keys. One crooked segment is left out; a crooked file ends in one sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentortui.formats.transcripts import json_shapes, json_stream, source
from mentortui.formats.transcripts.found import Cancelled, Unreadable
from mentortui.formats.transcripts.reading import read_transcript
from mentortui.formats.transcripts.source import CHUNK
from tests.formats.transcripts.reading import Said, damaged, lines_of, of, read, written

TWO: list[Said] = [(0.5, 2.25, "Ada", "So. Go on."), (2.5, 4.0, "Grace", "Yes: \u201cno\u201d.")]


def _segments(*keys: str) -> list[dict[str, Any]]:
    return [dict(zip(keys, values, strict=True)) for values in TWO]


def _words(word: str, start: str, end: str, spaced: bool = False) -> list[list[dict[str, Any]]]:
    """The words of each segment, the first begins with it and the last ends with it."""
    every = list[list[dict[str, Any]]]()
    for since, until, _, text in TWO:
        parts = text.split()
        said = [{word: part + (" " if spaced else ""), start: since, end: until} for part in parts]
        every.append(said)
    return every


SHAPES: dict[str, Callable[[], Any]] = {
    "WhisperX": lambda: {
        "segments": [
            {**segment, "words": words}
            for segment, words in zip(_segments("start", "end", "speaker", "text"), _words("word", "start", "end"), strict=True)
        ],
        "word_segments": [word for words in _words("word", "start", "end") for word in words],
    },
    "a list alone": lambda: _segments("start", "end", "speaker", "text"),
    "Podcast Namespace": lambda: {"version": "1.0.0", "segments": _segments("startTime", "endTime", "speaker", "body")},
    "Reduct": lambda: {
        "segments": [
            {"speaker_id": "speaker-0", "speaker_name": name, "wdlist": words, "start": start, "end": end}
            for (start, end, name, _), words in zip(TWO, _words("word", "start", "end", spaced=True), strict=True)
        ]
    },
    "Rev": lambda: {
        "speakers": [{"id": 0, "name": "Ada"}, {"id": 1, "name": "Grace"}],
        "monologues": [
            {
                "speaker": number,
                "elements": [
                    element for word in words for element in ({"type": "text", **word}, {"type": "punct", "value": " "})
                ],
            }
            for number, words in enumerate(_words("value", "ts", "end_ts"))
        ],
    },
    "Fireflies": lambda: {
        "data": {"transcript": {"title": "[x]", "sentences": _segments("start_time", "end_time", "speaker_name", "text")}}
    },
    "Fireflies, saved": lambda: [
        {"sentence": text, "startTime": f"00:{start:05.2f}", "endTime": f"00:{end:05.2f}", "speaker_name": name}
        for start, end, name, text in TWO
    ],
    "Teams": lambda: {
        "version": "1.0.0",
        "type": "Transcript",
        "entries": [
            {
                "text": text,
                "speakerDisplayName": name,
                "speakerId": "x",
                "startOffset": f"00:00:0{start}000",
                "endOffset": f"00:00:0{end}",
            }
            for start, end, name, text in TWO
        ],
    },
    "AssemblyAI": lambda: {
        "audio_duration": 5,
        "words": [{"text": "So.", "start": 500, "end": 900, "speaker": "Ada"}],
        "utterances": [
            {"speaker": name, "text": text, "start": round((start or 0) * 1000), "end": round((end or 0) * 1000)}
            for start, end, name, text in TWO
        ],
    },
    "Deepgram": lambda: {
        "results": {
            "channels": [{"alternatives": [{"transcript": "So.", "words": [{"word": "so", "start": 0.5, "end": 0.9}]}]}],
            "utterances": _segments("start", "end", "speaker", "transcript"),
        }
    },
    "Amazon": lambda: {
        "results": {
            "transcripts": [{"transcript": "So."}],
            "audio_segments": [
                {"transcript": text, "start_time": str(start), "end_time": str(end), "speaker_label": name}
                for start, end, name, text in TWO
            ],
        }
    },
    "whisper.cpp": lambda: {
        "result": {"language": "en"},
        "transcription": [
            {"offsets": {"from": round((start or 0) * 1000), "to": round((end or 0) * 1000)}, "text": text, "speaker": name}
            for start, end, name, text in TWO
        ],
    },
    "thousandths and a length": lambda: [
        {
            "speaker_name": name,
            "timestamp_ms": round((start or 0) * 1000),
            "duration_ms": round(((end or 0) - (start or 0)) * 1000),
            "transcription": text,
        }
        for start, end, name, text in TWO
    ],
    "thousandths": lambda: {
        "transcript_segments": [
            {"speaker": name, "startMs": round((start or 0) * 1000), "endMs": round((end or 0) * 1000), "text": text}
            for start, end, name, text in TWO
        ]
    },
    "Recall": lambda: [
        {
            "participant": {"id": 7, "name": name},
            "words": [
                {"text": word["text"], "start_timestamp": {"relative": word["a"]}, "end_timestamp": {"relative": word["b"]}}
                for word in words
            ],
        }
        for (_, _, name, _), words in zip(TWO, _words("text", "a", "b"), strict=True)
    ],
}


@pytest.mark.parametrize("write", [{}, {"indent": 2}, {"ensure_ascii": False}], ids=["one line", "many lines", "not ASCII"])
@pytest.mark.parametrize("shape", SHAPES)
def test_each_tools_json_says_who_when_and_what(shape: str, write: dict[str, Any], tmp_path: Path) -> None:
    text = json.dumps(SHAPES[shape](), **write)
    assert of(tmp_path, text) == TWO
    assert of(tmp_path, b"\xef\xbb\xbf" + text.encode()) == TWO
    assert of(tmp_path, text.encode("utf-16")) == TWO


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ({"speaker": 1}, "Speaker 1"),
        ({"speaker": "2"}, "Speaker 2"),
        ({"speaker": "SPEAKER_00"}, "SPEAKER_00"),
        ({"speaker_name": None, "speaker_id": 4}, "Speaker 4"),
        ({"speaker": {"id": 3, "name": " Ada  L. "}}, "Ada L."),
        ({"speaker": None}, ""),
        ({"speaker": True}, ""),
        ({"speaker": [1]}, ""),
        ({"speaker": "\ud800Ada"}, "\ufffdAda"),
        ({}, ""),
    ],
    ids=str,
)
def test_a_speaker_may_be_a_name_a_number_or_nobody(speaker: dict[str, object], name: str, tmp_path: Path) -> None:
    assert of(tmp_path, json.dumps({"segments": [{"start": 0, "end": 1, "text": " so ", **speaker}]})) == [(0, 1, name, "so")]


def test_a_segment_without_times_takes_those_of_its_words(tmp_path: Path) -> None:
    words = [{"word": "I"}, {"word": "was", "start": 2.5, "end": 2.75}, {"word": "in", "start": 3, "end": 3.5}, {"word": "1999"}]
    found = read(
        tmp_path, json.dumps({"segments": [{"start": None, "text": "I was in 1999", "words": words}, {"end": 9, "words": words}]})
    )
    assert [(cue.start, cue.end, cue.text) for cue in found.cues] == [
        (2_500_000, 3_500_000, "I was in 1999"),
        (2_500_000, 9_000_000, "I was in 1999"),
    ]


@pytest.mark.parametrize(
    ("segment", "what"),
    [
        ('{"start": NaN, "end": 2}', "has no start and end in seconds"),
        ('{"start": 1, "end": Infinity}', "has no start and end in seconds"),
        ('{"start": -1, "end": 2}', "has no start and end in seconds"),
        ('{"start": 1e999, "end": 2}', "has no start and end in seconds"),
        ('{"start": "soon", "end": 2}', "has no start and end in seconds"),
        ('{"start": [], "end": {}}', "has no start and end in seconds"),
        ('{"start": null, "end": null, "words": [{"word": "so"}]}', "has no start and end in seconds"),
        ('{"start": true, "end": false}', "has no start and end in seconds"),
        ('{"start": 1 "end": 2}', "is no JSON"),
        ('{"start": 1' + "0" * 5000 + "}", "is no JSON"),
        ('{"start": 1, "end": 2, "text": "a\nb"}', "is no JSON"),
    ],
)
def test_a_crooked_segment_is_left_out_and_told_with_its_line(segment: str, what: str, tmp_path: Path) -> None:
    found = read(tmp_path, f'{{"segments": [\n{{"start": 0, "end": 1}},\n{segment},\n\n{{"start": 3, "end": 4}}]}}')
    assert [cue.start for cue in found.cues] == [0, 3_000_000]
    assert damaged(found) == [(3, f"segment 2 {what}")]
    assert lines_of(found)[0] == 2


def test_an_end_before_its_start_is_a_cue_without_length(tmp_path: Path) -> None:
    assert of(tmp_path, '{"segments": [{"start": 3, "end": 1.5, "text": "so"}]}') == [(3, 1.5, "", "so")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            '{"segments": [{"start": 0, "end": 1},\n{"start": 2, "en',
            "line 2 is no whole JSON; it may be cut short, export it again",
        ),
        ('{"segments": [{"start": 0, "end": 1}', "line 1 is no whole JSON; it may be cut short, export it again"),
        ('{"segments": [{"start": 0, "end": 1, "text": "so', "line 1 is no whole JSON; it may be cut short, export it again"),
        ('{"segments": [\n{"start": 0, "end": 1}}', "line 2 is no whole JSON; it may be cut short, export it again"),
        ('{"segments": []}', "is JSON without segments that have times; export it as WebVTT or SRT"),
        ('{"name": "mentortui", "files": [{"a": 1}]}', "is JSON without segments that have times; export it as WebVTT or SRT"),
        ('[{"name": "Ada"}, {"name": "Grace"}]', "is JSON without segments that have times; export it as WebVTT or SRT"),
        ("[[]]", "is JSON without segments that have times; export it as WebVTT or SRT"),
        (
            '{"segments": [{"start": "x"}]}',
            "holds no cue that can be read, as JSON (line 1: segment 1 has no start and end in seconds); "
            "look whether it is the right file",
        ),
        ("[" * 200_000, "line 1 is deeper than 100 brackets within one another; a transcript is not"),
        ('{"segments":\n[{"a":' + "[" * 200_000, "line 2 is deeper than 100 brackets within one another; a transcript is not"),
        (
            '{"segments": [{"a":' + "[" * 90 + "]" * 90 + "}]}",
            "is JSON without segments that have times; export it as WebVTT or SRT",
        ),
        ('{"a": "' + "x" * 1_200_000, "line 1 has a text longer than 1,000,000 characters; a transcript has none"),
        (
            '{"segments": [{"text": "' + "x" * 1_200_000 + '"}]}',
            "line 1 has a text longer than 1,000,000 characters; a transcript has none",
        ),
        ('{"segments": [' + "1," * 700_000, "line 1 has a text longer than 1,000,000 characters; a transcript has none"),
    ],
    ids=range(15),
)
def test_a_file_that_is_none_of_them_ends_in_one_sentence(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, text)
    assert refused.value.told("a.json") == f"a.json{':' if says.startswith('line') else ''} {says}."


def test_a_segment_of_megabytes_is_refused_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MOST_SEGMENT", 200_000)
    with pytest.raises(Unreadable, match="begins a segment longer than 200,000 characters") as refused:
        read(tmp_path, '{"segments": [\n{"start": 0, "end": 1, "words": [' + '{"word": "so"},' * 20_000 + "{}]}]}")
    assert refused.value.line == 2


def test_more_segments_than_any_transcript_has_are_refused_at_the_first_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_shapes, "MOST_CUES", 1000)
    with pytest.raises(Unreadable, match="begins segment 1,001; a transcript has at most 1,000"):
        read(tmp_path, '{"segments": [' + '{"a":0},' * 5000 + "{}]}")


@pytest.mark.parametrize("before", range(-30, 40))
def test_a_segment_cut_anywhere_by_the_end_of_a_piece_is_whole(before: int, tmp_path: Path) -> None:
    """A file is read in pieces; wherever one ends, in a key, a text, an escape or between a key and its list, nothing is lost."""
    segment = '{"start": 0.5, "end": 2.25, "speaker": "A\\"d\\\\", "text": "ü {[\\"]}"}'
    start = f'{{"x": "{"y" * (CHUNK - 40 - before)}", "segments" :  [\n'
    text = start + segment + ", " + segment + ',{"start": 1, "end": 2}]}'
    assert of(tmp_path, text) == [(0.5, 2.25, 'A"d\\', 'ü {["]}')] * 2 + [(1, 2, "", "")]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_read_in_tiny_pieces_says_the_same(shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "CHUNK", 7)
    assert of(tmp_path, json.dumps(SHAPES[shape]())) == TWO


def test_of_several_lists_the_first_that_has_segments_is_read(tmp_path: Path) -> None:
    lists = {
        "entries": [{"id": 1}],
        "segments": _segments("start", "end", "speaker", "text"),
        "utterances": [{"start": 9, "end": 10}],
    }
    assert of(tmp_path, json.dumps(lists)) == TWO


def test_times_of_whole_tenths_are_not_taken_for_exact_ones(tmp_path: Path) -> None:
    for times, exact in (((0, 5), False), ((0.3, 1.2), False), ((0.31, 1.2), True)):
        assert read(tmp_path, json.dumps([{"start": times[0], "end": times[1]}])).exact is exact


def test_reading_says_how_far_it_is_and_can_be_cancelled(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps({"segments": [{"start": n, "end": n + 1, "text": "so"} for n in range(5000)]}))
    told = list[tuple[int, int]]()
    read_transcript(path, progress=lambda done, all: told.append((done, all)))
    assert told[-1] == (path.stat().st_size,) * 2
    assert len(told) > 2
    with pytest.raises(Cancelled):
        read_transcript(path, cancelled=lambda: True)
