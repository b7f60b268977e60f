"""A reply pasted into a real terminal is read, outlives a kill as a draft, and is kept with one key."""

import json
from pathlib import Path

import pytest

from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal
from tests.endtoend.meeting import Desk

REPLY = """Hi Ada,

> Done:
retry fix shipped
> Roadblock: flaky deploy
> I would try: a canary

I am away on Friday.

Best,
Grace
"""


@pytest.fixture
def desk(tmp_path: Path, test_clock: TestClock, open_terminal: OpenTerminal) -> Desk:
    return Desk(tmp_path, test_clock, open_terminal)


def test_a_pasted_reply_outlives_a_kill_and_is_kept_with_one_key(desk: Desk, open_terminal: OpenTerminal) -> None:
    desk.known()
    terminal = open_terminal(*desk.command, env=desk.env, columns=100, rows=40)
    terminal.wait_for("Grace")
    terminal.paste(REPLY)
    terminal.wait_for("one done, one roadblock with a proposal · a note · enter keeps")
    drafts = (desk.data / "mentorships").glob
    terminal.wait_for(lambda _: any("retry fix shipped" in kept.read_text("utf-8") for kept in drafts("*/drafts.json")))
    terminal.kill()

    again = open_terminal(*desk.command, env=desk.env, columns=100, rows=40)
    again.wait_for("Grace")
    again.press("ctrl+p")
    again.type("read a letter")
    again.wait_for("Read a letter")
    again.press("enter")
    again.wait_for("retry fix shipped")
    again.press("enter")
    again.wait_for("Kept as Grace's: one done, one roadblock with a proposal")
    stored = json.loads(next((desk.data / "mentorships").glob("*/record.json")).read_text("utf-8"))["tables"]
    (checkin,) = stored["checkins"].values()
    assert checkin["done"] == ["retry fix shipped"]
    assert checkin["by_letter"] is True
    assert [one["capture"]["text"] for one in stored["living"].values()] == ["I am away on Friday."]
