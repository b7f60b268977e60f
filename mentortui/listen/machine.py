"""What a sound server says of itself, in one shape for every server: what can be listened to, what plays where.

Texts from a server are only ever compared and shown; nothing in them can do more than carry a wrong name.
"""

import msgspec

from mentortui.core.hearing_values import Channel, Device, Trouble
from mentortui.listen.recorder import NotHeard

MONITOR = ".monitor"
"""An output is listened to by the name of its monitor: the same id on PulseAudio and on PipeWire, so that a choice outlives
a change from one to the other."""


class Place(msgspec.Struct, frozen=True):
    """One thing that can be listened to."""

    number: str
    """The server's own, never used twice while it runs: a device unplugged and plugged in again has another."""
    id: str
    title: str
    channel: Channel
    muted: bool = False
    playing: bool = False
    """Whether some program plays into this output now."""
    taken: bool = False
    """Whether some program listens to this output, as where it is one half of a microphone that only exists in software."""


class Machine(msgspec.Struct, frozen=True):
    """All of it, at one moment."""

    places: tuple[Place, ...] = ()
    microphone: str = ""
    """The default's id; empty: there is none."""
    call: str = ""
    streams: dict[str, str] = {}
    """Each of our streams by its mark: the number of the place it is connected to now."""
    muted_streams: frozenset[str] = frozenset()
    """Those of our own streams that somebody muted in the system's mixer."""

    def numbered(self, channel: Channel, number: str) -> Place | None:
        """The place that is there under this number; what hears an output is there for both channels."""
        return next((place for place in self.places if place.channel == channel and place.number == number), None)

    def devices(self) -> tuple[Device, ...]:
        """To choose from: microphones first. What only hears another output is no microphone, unless it is the default."""
        offered = [place for place in self.places if place.channel == "call" or not place.id.endswith(MONITOR)]
        defaults = {"microphone": self.microphone, "call": self.call}
        return tuple(
            Device(place.id, place.title, place.channel, place.id == defaults[place.channel])
            for place in sorted(offered, key=lambda place: place.channel == "call")
        )

    def place(self, channel: Channel, device: str) -> Place:
        """The one that is asked for. Raises NotHeard: there is no such device, or none at all."""
        wanted = device or (self.microphone if channel == "microphone" else self.call)
        found = next((place for place in self.places if place.channel == channel and place.id == wanted), None)
        if found is None and device:
            raise NotHeard(Trouble("gone", channel, detail=device))
        if found is None:
            raise NotHeard(Trouble("no device", channel))
        return found

    def wrongs(self, channel: Channel, mark: str, place: Place) -> tuple[Trouble, ...]:
        """What is wrong with a stream that listens to `place`: muted, or the sound plays elsewhere."""
        now = self.numbered(channel, place.number) or place
        if now.muted or mark in self.muted_streams:
            return (Trouble("muted", channel, detail=now.title),)
        elsewhere = [one for one in self.places if one.playing and not one.taken and one.number != now.number]
        if channel == "call" and elsewhere and not now.playing:
            return (Trouble("other output", channel, detail=elsewhere[0].title),)
        return ()
