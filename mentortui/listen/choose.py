"""Which way of recording this machine has."""

import os
import shutil
import sys
from pathlib import Path

from mentortui.core.hearing_values import Channel, Device, Trouble
from mentortui.listen.recorder import NotHeard, Recorder, Stream


def recorder() -> Recorder:
    """A new one, which nothing is asked of yet."""
    if not sys.platform.startswith("linux"):
        from mentortui.listen.other_systems import OtherRecorder

        return OtherRecorder()
    return Linux()


class Linux:
    """Whichever of PulseAudio's and PipeWire's programs has a server to speak to; looked for anew at each opening, since a
    server may start later than we do."""

    def __init__(self) -> None:
        self._at_work: tuple[str, Recorder] | None = None

    def devices(self) -> tuple[Device, ...]:
        return self._recorder().devices()

    def open(self, channel: Channel, device: str) -> Stream:
        return self._recorder().open(channel, device)

    def told(self) -> tuple[Trouble, ...]:
        return self._at_work[1].told() if self._at_work is not None else ()

    def close(self) -> None:
        if self._at_work is not None:
            self._at_work[1].close()
        self._at_work = None

    def _recorder(self) -> Recorder:
        which = which_server()
        if self._at_work is None or self._at_work[0] != which:
            self.close()
            self._at_work = (which, _made(which))
        return self._at_work[1]


def which_server() -> str:
    """`pulse` or `pipewire`, by the programs there are and the socket of a server; without any server, by the programs alone.

    PipeWire nearly always speaks as PulseAudio too, and does it with the programs that are the most tried. Raises NotHeard where
    neither's programs are installed.
    """
    from mentortui.listen import pipewire, pulse

    pulses = all(shutil.which(program) for program in pulse.PROGRAMS)
    pipes = all(shutil.which(program) for program in pipewire.PROGRAMS)
    if not pulses and not pipes:
        raise NotHeard(Trouble("no server", detail="parec and pactl are not installed"))
    if pulses and pipes:
        return "pipewire" if _pipewire_socket().exists() and not _pulse_may_be_there() else "pulse"
    return "pulse" if pulses else "pipewire"


def _made(which: str) -> Recorder:
    from mentortui.listen.pipewire import PipeWire
    from mentortui.listen.pulse import Pulse
    from mentortui.listen.system_recorder import SystemRecorder

    return SystemRecorder(Pulse() if which == "pulse" else PipeWire())


def _runtime() -> Path:
    return Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")


def _pulse_may_be_there() -> bool:
    """A server elsewhere is named in the environment; one of the user's own has a socket."""
    if os.environ.get("PULSE_SERVER"):
        return True
    folder = os.environ.get("PULSE_RUNTIME_PATH")
    return (Path(folder) if folder else _runtime() / "pulse").joinpath("native").exists()


def _pipewire_socket() -> Path:
    folder = os.environ.get("PIPEWIRE_RUNTIME_DIR")
    return (Path(folder) if folder else _runtime()) / (os.environ.get("PIPEWIRE_REMOTE") or "pipewire-0")
