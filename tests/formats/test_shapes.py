"""The JSON of a session: what it says of feedback, what it leaves out, and that its fields are described."""

import msgspec
import pytest

from mentortui.core.feedback import put_off
from mentortui.core.records import ItemRow
from mentortui.formats.session_shapes import show_shape
from mentortui.formats.shapes import CaptureShape, ItemShape, ItemSpeakerShape, printed
from mentortui.formats.transcripts.found import Unreadable
from mentortui.formats.transcripts.recognise import recognise
from tests.core.test_feedback import WHOLE, kept, session
from tests.recordings import REPOSITORY


def test_what_waits_to_be_given_is_there_only_with_private() -> None:
    living = [kept(put_off(WHOLE, "ada"))]
    assert show_shape("grace", session(), living, None).session.captures == []
    (shown,) = show_shape("grace", session(), living, ()).session.captures
    assert shown.waiting


def test_all_of_a_feedback_is_told() -> None:
    capture = msgspec.structs.replace(WHOLE, answer="otherwise", answer_words="Linus owned it", given=1_000_000, owner="ada")
    told = printed(show_shape("grace", session(), [kept(capture, state="done", outcome="two owners")], None))
    (shown,) = msgspec.json.decode(told)["session"]["captures"]
    assert (shown["improve"], shown["where"], shown["seen"], shown["effect"]) == (
        capture.improve,
        capture.where,
        "2026-11-22",
        capture.effect,
    )
    assert (shown["owner"], shown["when"], shown["giver"], shown["waiting"]) == ("ada", capture.when, "", False)
    assert (shown["given"], shown["answer"], shown["answer_words"]) == ("1970-01-01T00:00:01Z", "otherwise", "Linus owned it")
    assert (shown["state"], shown["outcome"]) == ("done", "two owners")


def test_every_field_of_a_capture_is_described() -> None:
    text = (REPOSITORY / "docs" / "cli.md").read_text("utf-8")
    assert [field for field in CaptureShape.__struct_fields__ if f"`{field}`" not in text] == []


def test_each_item_has_what_everybody_had_of_it_and_nothing_where_figures_are_not_shown() -> None:
    item = ItemRow(
        id="i",
        title="Demo",
        minutes=5,
        used=90,
        state="done",
        floor={"grace": 60_000_000},
        expected={"ada": 6_000_000, "grace": 54_000_000},
    )
    made = msgspec.structs.replace(session(), items=(item,))
    told = show_shape("grace", made, [], None).session.items[0].people
    assert told is not None
    assert {one.person: (one.floor_seconds, one.expected_seconds, one.share) for one in told} == {
        "ada": (0, 6, 0),
        "grace": (60, 54, 1),
    }
    assert show_shape("grace", msgspec.structs.replace(made, show_figures=False), [], None).session.items[0].people is None


def test_every_field_of_an_item_is_described() -> None:
    text = (REPOSITORY / "docs" / "cli.md").read_text("utf-8")
    fields = (*ItemShape.__struct_fields__, *ItemSpeakerShape.__struct_fields__)
    assert [field for field in fields if f"`{field}`" not in text] == []


def test_what_it_writes_itself_is_no_transcript_and_is_said_so() -> None:
    made = msgspec.structs.replace(session(), turns=(("ada", 0, 60_000_000, "key"), ("grace", 60_000_000, 90_000_000, "key")))
    with pytest.raises(Unreadable, match=r"^was written by mentortui itself; import the transcript of the call$"):
        recognise(printed(show_shape("grace", made, [], None)))
