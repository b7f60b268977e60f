"""What a machine calls its devices, and what it says when they fail, is often somebody's name: it lies in me.json and its
copies, where a device was chosen, and nowhere else. What the others read says when it was heard, and nothing about how."""

from pathlib import Path

import pytest

from mentortui.core.hearing_values import ChannelState, Chosen, HearingState, Trouble
from mentortui.core.records import Me
from mentortui.listen import voice_model
from mentortui.services.hearing_choices import HearingChoices
from mentortui.services.live_hearing import LiveHearing
from mentortui.store import log
from tests.services.ears import Shop, Threads, threads
from tests.services.test_sessions import Place

__all__ = ["threads"]

NAME = "Grace Hoppers AirPods"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(voice_model, "installed", lambda: True)
    log.keep(tmp_path / "state")
    made = Place(tmp_path / "data")
    made.store.save_me(Me(id="ada", name="Ada"))
    return made


def test_the_name_of_a_device_lies_where_it_was_chosen_and_nowhere_else(tmp_path: Path, place: Place, threads: Threads) -> None:
    choices = HearingChoices(place.store, place.clock, lambda: "here")
    choices.listen(place.slug, True)
    choices.choose(Chosen(microphone=NAME))
    live, shop = place.start(), Shop()
    hearing = LiveHearing(live, chosen=lambda: choices.chosen, missing=lambda: "", make=shop.make)
    live.hear(hearing)
    shop.refuses = OSError(f"{NAME}: busy")
    hearing.start()
    shop.refuses = None
    place.clock.wait(10)
    hearing.take()
    assert shop.ear.chosen == Chosen(microphone=NAME)
    channel = ChannelState(heard=True, level=-20.0, voice=True, device=NAME)
    shop.ear.state = HearingState(microphone=channel, call=channel, troubles=(Trouble("clipped", "microphone", detail=NAME),))
    shop.ear.say("both", ago=1_000_000)
    place.run(live, 5)
    hearing.take()
    shop.ear.state = HearingState(troubles=(Trouble("gone", "microphone", detail=NAME),))
    for _ in range(8):
        place.clock.wait(1)
        hearing.take()
    assert [type(event).__name__ for event in live.events].count("HearingChanged") == 2
    live.finish()
    hearing.take()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    log.close()
    assert "not heard" in (tmp_path / "state" / log.NAME).read_text("utf-8")
    found = [path for path in tmp_path.rglob("*") if path.is_file() and NAME.encode() in path.read_bytes()]
    assert tmp_path / "data" / "me.json" in found
    assert {path.relative_to(tmp_path / "data").as_posix().replace("backups/", "")[:3] for path in found} == {"me."}
