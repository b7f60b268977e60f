"""The ear: one thread that listens to both channels and tells who speaks. Whoever asks it never waits.

All that may take time happens on that thread, or in children of ours; what it hands over is a bounded queue of changes, and one
value that is replaced as a whole.
"""

import threading
from collections import deque
from collections.abc import Callable

from mentortui.core.durations import SECOND
from mentortui.core.echo import Echo
from mentortui.core.hearing import Hearing
from mentortui.core.hearing_signs import QUIET_CALL, Signs, merged
from mentortui.core.hearing_values import (
    CHANNELS,
    Channel,
    ChannelState,
    Chosen,
    HeardChange,
    HearingState,
    Sound,
    Trouble,
)
from mentortui.listen.choose import recorder as usual_recorder
from mentortui.listen.framing import Framing
from mentortui.listen.line import Line
from mentortui.listen.pairing import PATIENCE, Pairing
from mentortui.listen.recorder import NotHeard, Recorder
from mentortui.listen.voice_model import VoiceModel, load

LOOKS = 0.16
"""Seconds between two looks at what came: who speaks is shown four times a second, and a look costs as much as three frames."""

STOPS = 0.8
"""Seconds that `stop` waits. Then the thread is left to itself: it holds nothing but what it listens to."""

PAUSES = 0.05
"""Seconds that `pause` waits for what is heard at this moment."""

BOTH_COME = 2 * SECOND
"""So long after the start it waits for the second channel, before it hears with one."""

ASLEEP = 5 * SECOND
"""No look for so long: the machine slept, or the program was stopped. What was being said then has ended."""

LATE = SECOND // 2
BEHIND = 2 * SECOND
BEHIND_WITHIN = 10 * SECOND
"""Looks that come more than LATE late, and together BEHIND within BEHIND_WITHIN: this machine cannot keep up."""

QUIET = 3 * SECOND
"""So long the call is silent before it counts that something plays elsewhere."""

KEPT = 10_000
"""Changes that wait to be taken at most: hours of talk, should nobody ask."""


class Ear:
    """Hears from `start` to `stop`, once. `boot` is the clock that counts across sleep, in microseconds."""

    def __init__(
        self,
        chosen: Chosen,
        boot: Callable[[], int],
        *,
        recorder: Callable[[], Recorder] = usual_recorder,
        model: Callable[[], Callable[[], VoiceModel]] = load,
    ) -> None:
        """Nothing is listened to yet, and nothing loaded."""
        self._state = HearingState()
        self._chosen = chosen
        self._boot = boot
        self._recorder = recorder
        self._load = model
        self._changes: deque[HeardChange] = deque(maxlen=KEPT)
        self._over = threading.Event()
        self._paused = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        """Around what is heard at one look; `pause` takes it, so that what was said until then is told at once."""
        self._listening: Listening | None = None

    @property
    def state(self) -> HearingState:
        """How it is now; a value of its own, which never changes."""
        return self._state

    def start(self) -> None:
        """Begins to listen. Loads the model, which takes a moment. Raises NotHeard where none is installed."""
        model = self._load()
        self._thread = threading.Thread(target=self._run, args=(model,), name="hearing", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Nothing is listened to any more; within a second."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(STOPS)

    def take(self) -> tuple[HeardChange, ...]:
        """Who speaks since when: all that was found since this was asked last, in order."""
        taken = []
        while self._changes:
            taken.append(self._changes.popleft())
        return tuple(taken)

    def pause(self) -> None:
        """What comes from now on is thrown away; what was said until now is told, and taken with the next `take`."""
        self._paused.set()
        if self._lock.acquire(timeout=PAUSES):
            try:
                self._finish()
            finally:
                self._lock.release()

    def resume(self) -> None:
        """It is heard again."""
        self._paused.clear()

    def _finish(self) -> None:
        if self._listening is not None:
            self._changes.extend(self._listening.finish(self._boot()))

    def _run(self, model: Callable[[], VoiceModel]) -> None:
        while not self._over.is_set():
            try:
                self._listen(model)
            except Exception as error:  # of whatever is not foreseen in sound from elsewhere, hearing must not end for good
                said = (
                    error.trouble if isinstance(error, NotHeard) else Trouble("broken", detail=f"{type(error).__name__}: {error}")
                )
                self._state = HearingState(troubles=(Trouble(said.kind, said.channel, self._boot(), said.detail),))
                self._over.wait(2.0)

    def _listen(self, model: Callable[[], VoiceModel]) -> None:
        recorder = self._recorder()
        listening = Listening(self._chosen, recorder, model, self._boot)
        with self._lock:
            self._listening = listening
        try:
            while not self._over.wait(LOOKS):
                paused = self._paused.is_set()
                listening.read(not paused, self._over.is_set)
                with self._lock:
                    if self._paused.is_set():
                        self._finish()
                    elif not paused:
                        self._changes.extend(listening.hear())
                self._state = listening.state()
        finally:
            with self._lock:
                self._finish()
                self._listening = None
            listening.close()
            self._state = HearingState()
            recorder.close()


class Listening:
    """Both channels, from what is recorded to who speaks, a look at a time; the ear without its thread."""

    def __init__(self, chosen: Chosen, recorder: Recorder, model: Callable[[], VoiceModel], boot: Callable[[], int]) -> None:
        self._recorder = recorder
        self._boot = boot
        wanted = {"microphone": chosen.microphone, "call": chosen.call}
        self._lines = {channel: Line(channel, wanted[channel], Framing(model())) for channel in CHANNELS}
        self._pairing = Pairing()
        self._echo = Echo()
        self._signs = Signs()
        self._hearing = Hearing(())
        self._channels: tuple[Channel, ...] = ()
        self._muted: frozenset[Channel] = frozenset()
        self._opened: dict[Channel, int] = {}
        self._began = self._looked = boot()
        self._hears = True
        self._slept = False
        """Whether the machine slept since it was asked who speaks: whoever spoke before that has ended."""
        self._finished = False
        """Whether all was told, and nothing is heard since."""
        self._late: deque[tuple[int, int]] = deque()
        self._behind_since = 0
        self._call_quiet: int | None = None
        self._told_since: dict[tuple[str, str], int] = {}

    def read(self, hears: bool, over: Callable[[], bool]) -> None:
        """Opens what is to be opened, and makes frames of what has come; thrown away unless it `hears`."""
        now = self._boot()
        slept = now - self._looked >= ASLEEP
        self._slept = self._slept or slept
        if slept or (hears and not self._hears):
            for line in self._lines.values():
                line.forget(now)
            self._signs.resumed(now)
            self._call_quiet = None
        elif now - self._looked >= LATE:
            self._late.append((now, now - self._looked))
        self._looked, self._hears = now, hears
        for channel, line in self._lines.items():
            line.step(self._recorder, self._boot, hears, over)
            if not line.is_open:
                self._signs.closed(channel)
            elif self._opened.get(channel) != line.opened:
                self._opened[channel] = line.opened
                self._signs.opened(channel, line.opened)

    def hear(self) -> tuple[HeardChange, ...]:
        """Who speaks, as far as that is certain with what was read."""
        now = self._boot()
        changes = [*(self._hearing.lapse(now) if self._slept else ()), *self._with_those_that_deliver(now)]
        self._slept = self._finished = False
        return (*changes, *self._hear(now, now))

    def finish(self, at: int) -> tuple[HeardChange, ...]:
        """All that came until `at` is heard, also on one channel alone for which the other was waited, and what is still open is
        told, as ended then. What comes after that is nobody's, until it is asked again who speaks."""
        told: tuple[HeardChange, ...] = ()
        if not self._finished:
            told = (*self._hear(at + PATIENCE, at), *self._hearing.finish(at))
        for line in self._lines.values():
            line.frames.clear()
        self._pairing, self._finished = Pairing(), True
        return told

    def _hear(self, now: int, until: int) -> tuple[HeardChange, ...]:
        """Who speaks by what is complete at `now`, as far as it began before `until`."""
        changes: list[HeardChange] = []
        for channel, line in self._lines.items():
            for at, frame in line.take():
                self._pairing.put(channel, at, frame)
        for sound in self._pairing.ready(now, {channel: line.heard(until) for channel, line in self._lines.items()}):
            if sound.at >= until:
                break
            own = self._echo.own(sound)
            self._signs.look(own, self._echo.heard)
            self._look_at_call(sound)
            if any(self._signs.sounds(channel, sound.at) for channel in self._muted):  # the first word counts already
                changes += self._with_those_that_deliver(until)
            changes += self._hearing.hear(own)
        return tuple(changes)

    def state(self) -> HearingState:
        """How both channels are now, and what is wrong."""
        now = self._boot()
        voices = dict(zip(CHANNELS, self._hearing.voices, strict=True))
        channels = {
            channel: ChannelState(
                heard=line.heard(now),
                level=line.level,
                voice=voices[channel] and self._hears and line.heard(now),
                device=line.device,
            )
            for channel, line in self._lines.items()
        }
        return HearingState(
            microphone=channels["microphone"],
            call=channels["call"],
            troubles=self._troubles(now),
        )

    def close(self) -> None:
        """Nothing is recorded any more."""
        for line in self._lines.values():
            line.close()

    def _with_those_that_deliver(self, now: int) -> tuple[HeardChange, ...]:
        """Where a channel came or went, what was said until now is told, and it is heard anew. One that is muted is gone: that it
        is silent does not say that nobody speaks there."""
        self._muted = frozenset(channel for channel in CHANNELS if any(_mutes(one, channel) for one in self._troubles(now)))
        channels = tuple(channel for channel, line in self._lines.items() if line.heard(now) and channel not in self._muted)
        if channels == self._channels or (not self._channels and len(channels) < 2 and now - self._began < BOTH_COME):
            return ()
        told = self._hearing.finish(now)
        self._hearing, self._channels = Hearing(channels), channels
        return told

    def _look_at_call(self, sound: Sound) -> None:
        if sound.call is None or sound.call.level > QUIET_CALL:
            self._call_quiet = None
        elif self._call_quiet is None:
            self._call_quiet = sound.at

    def _troubles(self, now: int) -> tuple[Trouble, ...]:
        return merged(self._wrongs(now), self._signs.troubles(now) if self._hears else ())

    def _wrongs(self, now: int) -> list[Trouble]:
        """What is known of otherwise than by levels, each since when it is so."""
        wrongs = [line.trouble for line in self._lines.values() if line.trouble is not None]
        for trouble in self._recorder.told():
            if trouble.channel == "call" and not self._call_is_silent(now):
                continue  # what is heard is heard, whatever the system says
            if _mutes(trouble, "microphone") and self._signs.sounds("microphone", now):
                continue
            wrongs.append(trouble)
        if self._is_behind(now):
            wrongs.append(Trouble("behind", since=self._behind_since))
        keys = {(trouble.kind, trouble.channel) for trouble in wrongs}
        self._told_since = {key: self._told_since.get(key, now) for key in keys}
        return [
            Trouble(one.kind, one.channel, one.since or self._told_since[one.kind, one.channel], one.detail) for one in wrongs
        ]

    def _call_is_silent(self, now: int) -> bool:
        return self._call_quiet is not None and now - self._call_quiet >= QUIET

    def _is_behind(self, now: int) -> bool:
        while self._late and self._late[0][0] < now - BEHIND_WITHIN:
            self._late.popleft()
        behind = sum(late for _, late in self._late) >= BEHIND
        self._behind_since = (self._behind_since or now) if behind else 0
        return behind


def _mutes(trouble: Trouble, channel: Channel) -> bool:
    return trouble.kind == "muted" and trouble.channel == channel
