"""A session in which it is heard who speaks, while the store is killed."""

import os
from collections.abc import Iterator

from mentortui.core.hearing_values import Chosen, HeardChange
from mentortui.listen import voice_model
from mentortui.services.live import LiveSession
from mentortui.services.live_hearing import LiveHearing
from tests.crash.program import SLUG, Program
from tests.services.ears import BOTH, Shop, hears

Acts = Iterator[str]


def can_hear() -> None:
    """For the rest of this process, which was forked for it."""
    voice_model.installed = lambda: True


def hearing(program: Program) -> Acts:
    """Switched on, devices chosen; then what is heard stands in the journal like what is keyed, up to the stored session."""
    choices = program.desk.hearing_choices
    choices.listen(SLUG, True)
    yield ""
    choices.choose(Chosen(microphone="a-microphone"))
    yield "a-microphone"
    live, shop = program.go_on(), Shop()
    program.settled()
    yield ""
    hearing = LiveHearing(live, chosen=Chosen, missing=lambda: "", make=shop.make)
    live.hear(hearing)
    hearing.start()
    while hearing._ear is None:
        os.sched_yield()
    ear = shop.ear

    def look(live: LiveSession) -> None:
        hearing.take()

    ear.state = hears(*BOTH)
    program.key(look)
    yield ""
    for who in ("me", "others", "both", "nobody"):
        ear.say(who, ago=2_000_000)
        program.key(look)
        yield ""
    program.key(lambda live: live.floor.press(1))
    yield ""
    ear.state = hears("microphone")
    program.key(look)  # that it is gone is told once it has been for a while
    program.key(look)
    yield ""
    ear.open = [HeardChange(program.clock.boot(), "rest")]
    program.key(lambda live: live.floor.pause())
    yield ""
    program.key(lambda live: live.floor.pause())
    yield ""
    program.key(lambda live: hearing.stop())
    yield ""
    program.key(lambda live: live.captures.catch("heard-all-the-way"))
    yield "heard-all-the-way"
    choices.listen(SLUG, False)
    yield ""
    program.key(lambda live: live.finish())
    program.desk.sessions.conclude(live)
    yield ""
    program.desk.sessions.leave(live)
    yield ""
