"""Thousands of keys, faster than screens come and go: the program stays, and what it logged folds."""

import random
from pathlib import Path

import pytest

from mentortui.core.fold import fold
from mentortui.store.store import Store
from tests.screens.live_app import LiveApp, running

KEYS = (
    *"1234567890gbxuUhkpcevmtian,;+->!*=&.",
    *("space", "enter", "escape", "left", "right", "shift+right", "up", "down", "backspace", "pageup", "pagedown", "home"),
    *("ctrl+g", "ctrl+t", "f1", "f2", "tab", "question_mark", "end"),
)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 20))])
@pytest.mark.parametrize("names", [("Ada", "Grace"), ("Ada", "Grace", "Linus", "[/]")], ids=len)
async def test_any_keys_at_any_speed(tmp_path: Path, seed: int, names: tuple[str, ...]) -> None:
    chance = random.Random(seed)
    app = LiveApp(tmp_path, names)
    async with running(app) as pilot:
        for _ in range(60):
            for key in chance.choices(KEYS, k=chance.randint(1, 8)):
                app.simulate_key(key)
            await pilot.pause()
        assert app.session.writer.flush()
        (info,) = Store(tmp_path).journals.of(app.mentorship.slug)
        assert info.content is not None
        session = fold(info.content.events)
        assert session is not None
        assert session.captures == app.session.session.captures
        assert session.changes == app.session.session.changes
