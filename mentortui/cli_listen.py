"""`mentortui listen`: which devices there are, and with `--check` what would be heard, without the screen."""

import time
from collections.abc import Callable, Sequence

import click
import msgspec

from mentortui.cli_errors import FAILED
from mentortui.core.hearing_values import CHANNELS, SILENT, Channel, Chosen, Device, HearingState, Trouble
from mentortui.core.hearing_words import KEEPS, level_cells, level_words, trouble_words
from mentortui.core.text import counted, fit, visible, width
from mentortui.formats.shapes import FORMAT, printed
from mentortui.listen.check import ChannelChecked, Checked, Listener, check
from mentortui.listen.recorder import NotHeard
from mentortui.services.clock import SystemClock

_METER = 20
"""Cells of a level while it is checked."""
_NAMED = {"microphone": "your microphone", "call": "the call"}
_KINDS = {"microphone": "Microphones", "call": "What the call may play on"}
_LONGEST = 60  # cells of a device's name


class ChannelShape(msgspec.Struct, frozen=True, kw_only=True):
    """One channel. `loudest_db` is null where nothing was heard at all; `voice_share`: for how much of the time somebody was."""

    device: str
    heard: bool
    loudest_db: float | None
    voice_share: float


class TroubleShape(msgspec.Struct, frozen=True, kw_only=True):
    """`channel` is null where all is meant."""

    kind: str
    channel: str | None
    says: str


class DeviceShape(msgspec.Struct, frozen=True, kw_only=True):
    """`default`: the one that is used where none is chosen."""

    id: str
    name: str
    channel: str
    default: bool


class ListenShape(msgspec.Struct, frozen=True, kw_only=True):
    """`mentortui listen --json`. The channels are null without `--check`; `well`: both were heard."""

    format: int = FORMAT
    well: bool
    seconds: int
    microphone: ChannelShape | None = None
    call: ChannelShape | None = None
    troubles: list[TroubleShape]
    devices: list[DeviceShape]
    keeps: str = KEEPS


def usual_ear(chosen: Chosen) -> Listener:
    """With the machine's own sound."""
    from mentortui.listen.ear import Ear

    return Ear(chosen, SystemClock().boot)


def usual_devices() -> tuple[Device, ...]:
    """Those of the machine. Raises NotHeard."""
    from mentortui.listen.choose import recorder

    return recorder().devices()


def listen(
    chosen: Chosen,
    *,
    seconds: int,
    as_json: bool,
    ear: Callable[[Chosen], Listener] = usual_ear,
    devices_of: Callable[[], tuple[Device, ...]] = usual_devices,
    wait: Callable[[float], object] = time.sleep,
) -> int:
    """The exit code: 0 where the system names a device, and with `seconds` where both channels were heard."""
    devices: tuple[Device, ...] = ()
    trouble: tuple[Trouble, ...] = ()
    try:
        devices = devices_of()
    except NotHeard as error:
        trouble = (error.trouble,)
    if not devices and not trouble:  # it answers, and has nothing to listen to
        trouble = (Trouble("no device"),)
    checked = Checked(troubles=trouble)
    if seconds:
        checked = _checked(ear(chosen), seconds, wait, aloud=not as_json)
    well = checked.well if seconds else not trouble
    if as_json:
        click.echo(printed(_shape(checked, devices, seconds, well)))
        return 0 if well else FAILED
    if seconds:
        for channel in CHANNELS:
            click.echo(visible(_line(channel, getattr(checked, channel))))
    for line in _troubles(checked.troubles):
        click.echo(visible(f"! {line}"))
    if not seconds:
        _say_devices(devices)
        click.echo("mentortui listen --check says what is heard on them.")
    else:
        click.echo(KEEPS)
    return 0 if well else FAILED


def _checked(ear: Listener, seconds: int, wait: Callable[[float], object], *, aloud: bool) -> Checked:
    if aloud:
        click.echo(f"Listening for {counted(seconds, 'second')}: say something, and let the call play something.", err=True)
    try:
        return check(ear, seconds, wait, _say_second if aloud else None)
    except NotHeard as error:
        return Checked(troubles=(error.trouble,))


def _say_second(second: int, state: HearingState) -> None:
    cells = []
    for channel in CHANNELS:
        now = getattr(state, channel)
        meter = f"{'█' * level_cells(now.level, _METER):─<{_METER}}" if now.heard else f"{'not heard':<{_METER}}"
        cells.append(f"{_NAMED[channel]} {meter} {'voice' if now.voice else '     '}")
    click.echo(f"{second:>3} s  {'  '.join(cells)}".rstrip(), err=True)


def _line(channel: Channel, found: ChannelChecked) -> str:
    """`your microphone: a voice for 40 % of the time, loudest -23 dB (good) · Blue Yeti`."""
    if not found.heard:
        said = "not heard"
    elif found.loudest <= SILENT:
        said = "delivers, and there was no sound meanwhile"
    else:
        voice = f"a voice for {found.voice:.0%} of the time".replace("%", " %") if found.voice else "no voice"
        said = f"{voice}, loudest {found.loudest:.0f} dB ({level_words(found.loudest)})"
    return f"{_NAMED[channel]}: {said}" + (f" · {fit(found.device, _LONGEST)}" if found.device else "")


def _troubles(troubles: Sequence[Trouble]) -> list[str]:
    now = SystemClock().boot()
    return [trouble_words(trouble, now) for trouble in troubles]


def _say_devices(devices: Sequence[Device]) -> None:
    for channel in CHANNELS:
        here = [device for device in devices if device.channel == channel]
        if not here:
            continue
        click.echo(f"{_KINDS[channel]}:")
        widest = max(width(fit(device.name, _LONGEST)) for device in here)
        for device in here:
            name = fit(device.name, _LONGEST)
            gap = " " * (widest - width(name))
            click.echo(visible(f"  {'*' if device.default else ' '} {name}{gap}  {device.id}"))


def _shape(checked: Checked, devices: Sequence[Device], seconds: int, well: bool) -> ListenShape:
    return ListenShape(
        well=well,
        seconds=seconds,
        microphone=_channel_shape(checked.microphone) if seconds else None,
        call=_channel_shape(checked.call) if seconds else None,
        troubles=[
            TroubleShape(kind=trouble.kind, channel=trouble.channel or None, says=says)
            for trouble, says in zip(checked.troubles, _troubles(checked.troubles), strict=True)
        ],
        devices=[DeviceShape(id=one.id, name=one.name, channel=one.channel, default=one.default) for one in devices],
    )


def _channel_shape(found: ChannelChecked) -> ChannelShape:
    return ChannelShape(
        device=found.device,
        heard=found.heard,
        loudest_db=round(found.loudest, 1) if found.heard and found.loudest > SILENT else None,
        voice_share=round(found.voice, 3),
    )
