"""A key waits for no disk: what stands in the record is read off the interface's thread."""

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mentortui.screens.opportunities_tab import OpportunitiesTab
from mentortui.screens.pulse_tab import PulseTab
from mentortui.services.assessments import Assessments
from mentortui.services.desk import Desk
from mentortui.store.shelf import Shelf
from tests.screens.stage import NOON, StillClock
from tests.screens.test_review import Look, running
from tests.screens.waiting import press
from tests.services.test_sessions import Place


async def test_a_typed_period_of_the_review_reads_nothing_with_each_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, here = list[str](), threading.current_thread()
    records = Shelf.records

    def told(self: Shelf, path: Path, table: str) -> Any:
        if threading.current_thread() is here:
            read.append(table)
        return records(self, path, table)

    app = Look(tmp_path)
    async with running(app) as pilot:
        await press(pilot, "p", "t")
        monkeypatch.setattr(Shelf, "records", told)
        assert "1 Apr to 3 Oct 2026: enter" in await press(pilot, *"1 apr - 3 oct")
        assert read == []
        assert "‹ 1 Apr to 3 Oct 2026 ›" in await press(pilot, "enter")
        assert read == []


def test_answering_the_letter_and_the_question_about_peers_ask_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path / "data")
    desk, slug = Desk(place.store, StillClock(NOON), system_zone="UTC"), place.slug
    given = Assessments(place.store, StillClock(NOON), lambda: "n")
    given.give(slug, given.current(slug).key, "ada", {"safety": 4})
    shelf, copied, opened, asked = desk.records.shelf(slug), list[str](), list[Any](), list[str]()
    pulse = PulseTab(desk.assessments, slug, lambda: "123456789")
    peers = OpportunitiesTab(desk.records, slug, desk.opportunities, desk.quarterly)
    pulse.read(shelf)
    peers.read(shelf)

    def no_disk(*given: object) -> None:
        raise AssertionError("read on the interface's thread")

    monkeypatch.setattr(Shelf, "records", cast(Callable[..., Any], no_disk))

    def copy(text: str) -> str:
        copied.append(text)
        return "Copied"

    host = cast(
        Any,
        SimpleNamespace(
            slug=slug,
            copy=copy,
            say=lambda text, trouble=False: None,
            open=lambda screen, done: opened.append(screen),
            ask=lambda title, hint, submit: asked.append(hint),
        ),
    )
    pulse._letter(host, "now")
    pulse.edit(host, "now")
    peers._peers(host, "")
    assert "answers of Grace" in copied[0]
    assert opened[0]._before.answers == {"safety": 4}
    assert asked == ["What were peers offered that Grace was not?"]
