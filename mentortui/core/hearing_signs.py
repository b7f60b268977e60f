"""What is wrong with hearing, as far as levels tell: a muted microphone, a silent call, sound that is too loud, a device that
stalls. What the system says (a device is gone, no server) comes from elsewhere.

Nothing here guesses: a sign is told once it has lasted, and taken back once it has been otherwise for a while.
"""

from collections import deque
from collections.abc import Iterable, Mapping

from mentortui.core.durations import MINUTE, SECOND
from mentortui.core.hearing_values import CHANNELS, FRAME, Channel, Frame, Sound, Trouble, TroubleKind

ZEROS = -90.0
"""dB: what is no louder is nothing but zeros, or a last digit that flickers. The noise of a microphone that is on is louder."""
MUTED = 5 * SECOND
"""So long a microphone gives nothing but zeros before it is called muted: within the ten seconds in which every fault is said."""
GATED = 3
"""So many stretches of zeros that came and went within GATED_WITHIN, and it is a microphone that says nothing between two words
(noise suppression does that): of one such, zeros are no sign of being muted until MUTED_GATED."""
GATED_WITHIN = 2 * MINUTE
LEAST_ZEROS = 300_000
"""A shorter stretch of zeros says nothing."""
MUTED_GATED = MINUTE
QUIET_CALL = -70.0
"""dB: what the call plays is silent below this, also where a program plays a hiss of its own so that silence sounds alive."""
NO_SOUND = 8 * SECOND
"""So long nothing comes from the call before it is said, at first as a remark."""
NO_OWN_VOICE = 3 * MINUTE
"""So long a microphone may hear no voice since it was opened, while the call had one for CALL_SPOKE."""
CALL_SPOKE = 45 * SECOND
STALLED = 3 * SECOND
"""A channel that is open and delivers nothing for so long stands still: they deliver thirty times a second."""
SOUNDS = SECOND // 2
"""So long after its last sound a channel counts as one that sounds, whatever the system says of it."""
CLIPPED_WITHIN = 5 * SECOND
CLIPPED_FRAMES = 8
"""So many clipped frames within CLIPPED_WITHIN are more than a knock at the table."""
CLIPPED_STAYS = 10 * SECOND
"""So long it is still said after the last of them, so that words do not come and go."""
VOICE = 0.5

WORST_FIRST: tuple[TroubleKind, ...] = (
    *("not installed", "no server", "denied", "no device", "broken", "gone", "stalled", "muted", "other output"),
    *("no sound", "no loopback", "behind", "clipped", "loudspeakers"),
)
_SAYS_ALL: frozenset[TroubleKind] = frozenset(
    ("not installed", "no server", "denied", "no device", "broken", "gone", "no loopback")
)
"""Where the system says such a thing of a channel, what levels tell of it adds nothing."""
_FROM_LEVELS: frozenset[TroubleKind] = frozenset(("stalled", "muted", "no sound", "clipped", "loudspeakers"))


class Signs:
    """What levels tell of both channels. It is shown each Sound, and asked a few times a second.

    A channel counts from when it is `opened`; one that is `closed` has no signs, since whoever closed it knows why.
    """

    def __init__(self) -> None:
        self._open: dict[Channel, _Channel] = {}
        self._loudspeakers: int | None = None

    def opened(self, channel: Channel, at: int) -> None:
        """From now on it should deliver."""
        self._open[channel] = _Channel(at)

    def closed(self, channel: Channel) -> None:
        """Nothing is expected of it any more."""
        self._open.pop(channel, None)

    def resumed(self, at: int) -> None:
        """Nothing was looked at for a while, in a pause or a sleep: that nothing came meanwhile says nothing."""
        for channel in self._open.values():
            channel.delivered, channel.quiet_since = at, None

    def look(self, sound: Sound, loudspeakers: bool = False) -> None:
        """What came in. `sound` has the microphone's voice without the echo of the call, and `loudspeakers` says whether there
        is such an echo."""
        for channel in CHANNELS:
            frame: Frame | None = getattr(sound, channel)
            if frame is not None:
                self._open.setdefault(channel, _Channel(sound.at)).look(
                    sound.at, frame, QUIET_CALL if channel == "call" else ZEROS
                )
        self._loudspeakers = (self._loudspeakers or sound.at) if loudspeakers else None

    def sounds(self, channel: Channel, now: int) -> bool:
        """Whether there was more than silence on it just now."""
        found = self._open.get(channel)
        return found is not None and found.sounded is not None and now - found.sounded < SOUNDS

    def troubles(self, now: int) -> tuple[Trouble, ...]:
        """What is wrong at `now`, the worst first."""
        found: list[Trouble] = []
        for name, channel in self._open.items():
            if now - channel.delivered >= STALLED:
                found.append(Trouble("stalled", name, channel.delivered))
                continue
            if channel.quiet_since is not None and now - channel.quiet_since >= self._patience(name, channel):
                found.append(Trouble("muted" if name == "microphone" else "no sound", name, channel.quiet_since))
            elif name == "microphone" and self._hears_no_voice(channel, now):
                found.append(Trouble("no sound", name, channel.opened))
            if channel.clips(now):
                found.append(Trouble("clipped", name, channel.clipped_since))
        if self._loudspeakers is not None and {"microphone", "call"} <= self._open.keys():
            found.append(Trouble("loudspeakers", "microphone", self._loudspeakers))
        return merged(found)

    def _patience(self, name: Channel, channel: "_Channel") -> int:
        if name == "call":
            return NO_SOUND
        return MUTED_GATED if channel.gated else MUTED

    def _hears_no_voice(self, channel: "_Channel", now: int) -> bool:
        """Whether it may be another microphone than the one that is spoken into: the call had a voice for long, and this none."""
        call = self._open.get("call")
        spoken = call.voiced if call is not None else 0
        return not channel.voiced and now - channel.opened >= NO_OWN_VOICE and spoken >= CALL_SPOKE


class _Channel:
    """One channel since it was opened."""

    def __init__(self, at: int) -> None:
        self.opened = at
        self.delivered = at
        self.quiet_since: int | None = None
        self.sounded: int | None = None
        """When there was last more than silence."""
        self.voiced = 0
        """Microseconds of voice."""
        self.clipped_since = 0
        self._clipped: deque[int] = deque(maxlen=CLIPPED_FRAMES)
        self._clips_until = 0
        self._woke: deque[int] = deque(maxlen=GATED)

    def look(self, at: int, frame: Frame, quiet: float) -> None:
        self.delivered = at + FRAME
        if frame.level <= quiet:
            if self.quiet_since is None:
                self.quiet_since = at
        else:
            if self.quiet_since is not None and at - self.quiet_since >= LEAST_ZEROS:
                self._woke.append(at)
            self.quiet_since, self.sounded = None, at
        if frame.voice >= VOICE:
            self.voiced += FRAME
        if frame.clipped:
            self._clipped.append(at)
            if len(self._clipped) == CLIPPED_FRAMES and at - self._clipped[0] <= CLIPPED_WITHIN:
                if at >= self._clips_until:
                    self.clipped_since = self._clipped[0]
                self._clips_until = at + CLIPPED_STAYS

    @property
    def gated(self) -> bool:
        """Whether zeros come and go between words."""
        return len(self._woke) == GATED and self.delivered - self._woke[0] <= GATED_WITHIN

    def clips(self, now: int) -> bool:
        return now < self._clips_until


def merged(*groups: Iterable[Trouble]) -> tuple[Trouble, ...]:
    """All of them, the worst first, each kind once a channel; of a channel of which the system says that it cannot be heard, no
    sign that levels tell."""
    every = [trouble for group in groups for trouble in group]
    silenced = {trouble.channel for trouble in every if trouble.kind in _SAYS_ALL}
    kept: dict[tuple[TroubleKind, Channel | str], Trouble] = {}
    for trouble in every:
        if trouble.kind in _FROM_LEVELS and not silenced.isdisjoint((trouble.channel, "")):
            continue
        kept.setdefault((trouble.kind, trouble.channel), trouble)
    return tuple(sorted(kept.values(), key=lambda one: (_RANK[one.kind], one.channel != "", one.channel)))


_RANK: Mapping[TroubleKind, int] = {kind: place for place, kind in enumerate(WORST_FIRST)}
