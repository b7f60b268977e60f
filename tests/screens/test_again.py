"""What the disk refused is tried again at one pace, however many acts wait for it."""

import pytest
from textual.app import App

from mentortui.screens import again
from tests.screens.waiting import at_rest, until


async def test_a_save_is_tried_again_once_however_many_acts_were_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "RETRY", 0.1)
    tried = list[str]()
    app = App[None]()
    async with app.run_test() as pilot:
        retry = again.Retry(app.screen, lambda: tried.append("saved"))
        for _ in range(5):
            retry.later()
        await until(pilot, lambda: tried)
        await at_rest(pilot)
        assert tried == ["saved"]
        retry.later()
        await until(pilot, lambda: len(tried) == 2)
