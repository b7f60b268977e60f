"""The JSON of a session: what it says of feedback, what it leaves out, and that its fields are described."""

import msgspec

from mentortui.core.feedback import put_off
from mentortui.formats.shapes import CaptureShape, printed, show_shape
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
