"""From cues to who spoke when: names carried on, ends that are not in the file, times between marks.

docs/fairness.md, From a recording to turns.
"""

from mentortui.core.cues import Cue, Kind, Mark, Transcript
from mentortui.core.recording import Segment
from mentortui.core.transcript import Placed, place

SECOND = 1_000_000


def cue(start: float | None, end: float | None, name: str = "", words: int = 1, line: int = 1) -> Cue:
    def us(at: float | None) -> int | None:
        return None if at is None else round(at * SECOND)

    return Cue(line, us(start), us(end), name, "", words)


def placed(kind: Kind, *entries: Cue | Mark) -> Placed:
    return place(Transcript(format="x", kind=kind, entries=entries))


def seconds(segments: tuple[Segment, ...]) -> list[tuple[float, float, str]]:
    return [(one.start / SECOND, one.end / SECOND, one.person) for one in segments]


def test_a_caption_without_a_name_belongs_to_the_last_name_under_ten_seconds_after_it() -> None:
    found = placed("captions", cue(0, 2, "Ada"), cue(11.9, 13), cue(22.9, 24))
    assert seconds(found.segments) == [(0, 2, "Ada"), (11.9, 13, "Ada"), (22.9, 24, "Ada")]
    assert (found.counts.carried, found.counts.unsure, found.names) == (2, 0, ("Ada", "Ada", "Ada"))


def test_from_ten_seconds_on_it_is_unsure() -> None:
    found = placed("captions", cue(0, 2, "Ada"), cue(12, 13), cue(13, 14))
    assert seconds(found.segments) == [(0, 2, "Ada")]
    assert seconds(found.unsure) == [(12, 13, ""), (13, 14, "")]
    assert found.counts.unsure == 2


def test_before_the_first_name_it_is_unsure() -> None:
    assert seconds(placed("captions", cue(0, 1), cue(1, 2, "Ada")).unsure) == [(0, 1, "")]


def test_in_a_file_that_names_nobody_speech_is_of_somebody_who_is_not_said() -> None:
    found = placed("captions", cue(0, 1), cue(1, 2))
    assert (found.segments, found.unsure, found.counts.unnamed) == ((), (), 2)
    assert seconds(found.unnamed) == [(0, 1, ""), (1, 2, "")]


def test_in_a_recording_no_name_is_carried_on() -> None:
    found = placed("recording", cue(0, 1, "Ada"), cue(1, 2))
    assert (seconds(found.unnamed), found.counts.carried) == ([(1, 2, "")], 0)


def test_a_caption_whose_end_is_not_after_its_start_counts_for_nothing() -> None:
    found = placed("captions", cue(5, 5, "Ada"), cue(7, 3, "Ada"), cue(8, 9, "Ada"))
    assert (seconds(found.segments), found.counts.no_length, found.counts.cues) == ([(8, 9, "Ada")], 2, 3)


def test_a_turn_without_an_end_lasts_to_the_next_start_at_most_half_a_second_a_word() -> None:
    found = placed("text", cue(0, None, "Ada", 10), cue(3, None, "Grace", 4), cue(60, None, "Ada", 6))
    assert seconds(found.segments) == [(0, 3, "Ada"), (3, 5, "Grace"), (60, 63, "Ada")]
    assert found.counts.estimated == 3


def test_turns_of_the_same_second_share_what_is_left_by_their_words() -> None:
    found = placed("text", cue(0, None, "Ada", 10), cue(0, None, "Grace", 30), cue(8, None, "Ada", 1))
    assert seconds(found.segments) == [(0, 2, "Ada"), (2, 8, "Grace"), (8, 8.5, "Ada")]


def test_between_time_marks_time_is_divided_by_words() -> None:
    entries = (Mark(1, 0), cue(None, None, "Ada", 900), cue(None, None, "Grace", 300), Mark(4, 300 * SECOND))
    assert seconds(placed("text", *entries).segments) == [(0, 225, "Ada"), (225, 300, "Grace")]
    few = (Mark(1, 0), cue(None, None, "Ada", 9), cue(None, None, "Grace", 3), Mark(4, 300 * SECOND))
    assert seconds(placed("text", *few).segments) == [(0, 4.5, "Ada"), (4.5, 6, "Grace")]


def test_a_time_before_the_one_above_it_is_not_used() -> None:
    found = placed("text", cue(10, None, "Ada", 2), cue(4, None, "Grace", 2), cue(20, None, "Ada", 2))
    assert seconds(found.segments) == [(10, 11, "Ada"), (11, 12, "Grace"), (20, 21, "Ada")]
    assert found.counts.out_of_order == 1


def test_a_turn_without_words_takes_no_time() -> None:
    found = placed("text", cue(0, None, "Ada", 0), cue(5, None, "Grace", 2))
    assert (seconds(found.segments), found.counts.no_words) == ([(5, 6, "Grace")], 1)


def test_the_end_of_the_file_is_its_last_moment_even_if_nobody_speaks_then() -> None:
    assert placed("text", cue(0, None, "Ada", 2), Mark(2, 90 * SECOND)).end == 90 * SECOND
