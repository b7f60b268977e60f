"""Undo and redo reach as far back after a kill as before it."""

from pathlib import Path

import pytest

from mentortui.core.commands import Refused
from tests.services.test_sessions import Place


def test_each_act_from_before_a_kill_is_undone_by_name_and_can_be_done_again(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.floor.press(1)
    place.run(live, 5)
    live.floor.press(2)
    live.captures.catch("! small steps")
    before = live.session
    sessions = place.killed(live)
    (waiting,) = sessions.unfinished()
    live = sessions.go_on(waiting.slug, waiting.id)
    assert [live.undo() for _ in before.undoable] == [
        "Undone: decision: small steps",
        "Undone: Grace has the floor",
        "Undone: Ada has the floor",
    ]
    assert live.session.captures == ()
    assert live.session.floor.nobody
    with pytest.raises(Refused):
        live.undo()
    sessions = place.killed(live)
    live = sessions.go_on(waiting.slug, waiting.id)
    assert live.redo() == "Done again: Ada has the floor"
    assert live.redo() == "Done again: Grace has the floor"
    assert live.redo() == "Done again: decision: small steps"
    assert (live.session.floor, live.session.captures) == (before.floor, before.captures)
