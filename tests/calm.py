"""Textual in tests: a pilot goes on as soon as the program has nothing left to do, and style sheets are read once a process.

Textual's own pilot takes a program for idle that used little processor time within 20 ms. That waits too long on a quiet
machine, twice for each key, and not long enough on a busy one, where a program that is not let run uses none.

Where no terminal is, a screen is drawn when nothing else is left to do, not between every two steps of one key: half of the
time of these tests went into pictures that nobody saw. Each one at rest is drawn.
"""

import asyncio
import inspect
import time
import unicodedata
from asyncio import BaseEventLoop
from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from textual import _doc as textual_doc
from textual import app as textual_app
from textual import pilot as textual_pilot
from textual._context import active_app
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.events import Key
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip
from textual.visual import RichVisual
from textual.widgets import Input, TextArea

from mentortui.widgets.capture_line import CaptureLine
from tests.styling import style_quickly

QUIET = 3
"""Turns of the loop in a row in which nothing but the wait was due: what a thread hands over comes one turn later."""
BETWEEN = 0.05
"""Seconds between two keys, by what the keys say of themselves: keys that come faster than anyone types are a paste."""
PATIENCE = 10.0
"""Seconds at most, however busy the machine."""
WITH_THREADS = 2.0
"""Seconds for what runs in a thread: a test may be what holds it. Whoever needs what comes of it says so by `until`."""
SOON = 0.5
"""Seconds: a timer that runs once and within that is waited for."""
_in_threads: set["asyncio.Future[Any]"] = set()
_run_in_executor = BaseEventLoop.run_in_executor
_parse_rules = Stylesheet._parse_rules
_read: dict[tuple[object, ...], list[RuleSet]] = {}
_refresh = Screen._compositor_refresh
_undrawn: WeakSet[Screen[Any]] = WeakSet()
_strips = RichVisual.render_strips
_linked = Strip._apply_link_style
_take = textual_doc.take_svg_screenshot
_tinted: WeakKeyDictionary[Screen[Any], tuple[object, list[Strip]]] = WeakKeyDictionary()
_colours: dict[int, tuple[dict[str, str], frozenset[tuple[str, str]]]] = {}


def settle_quickly() -> None:
    """For all apps of this process."""
    textual_app.wait_for_idle = textual_pilot.wait_for_idle = calm  # type: ignore[assignment]
    textual_pilot.Pilot._wait_for_screen = _calm_screen  # type: ignore[method-assign]
    textual_app.App._press_keys = _press_keys  # type: ignore[method-assign]
    BaseEventLoop.run_in_executor = _noted  # type: ignore[assignment,method-assign]
    Stylesheet._parse_rules = _rules  # type: ignore[method-assign]
    Screen._compositor_refresh = _drawn_later  # type: ignore[method-assign]
    RichVisual.render_strips = _below  # type: ignore[assignment,method-assign]
    textual_doc.take_svg_screenshot = _picture  # type: ignore[assignment]
    Strip.__init__ = _plain_strip  # type: ignore[assignment,method-assign]
    Strip._apply_link_style = _with_links  # type: ignore[method-assign]
    style_quickly()


def _noted(loop: BaseEventLoop, executor: Any, deed: Callable[..., Any], *given: Any) -> "asyncio.Future[Any]":
    future = _run_in_executor(loop, executor, deed, *given)
    _in_threads.add(future)
    future.add_done_callback(_in_threads.discard)
    return future


def in_threads() -> bool:
    """Something runs off the interface's thread that the program waits for."""
    app, loop = active_app.get(None), asyncio.get_running_loop()
    return any(future.get_loop() is loop for future in _in_threads) or (
        app is not None and any(worker._thread_worker and not worker.is_finished for worker in app.workers)
    )


def busy(app: Any) -> bool:
    """Something runs off the interface's thread, or a timer is to come soon."""
    if in_threads():
        return True
    nodes = [app, *app.screen.walk_children(with_self=True)]
    return any(
        timer._repeat == 0 and timer._interval <= SOON and timer._task is not None and not timer._task.done()
        for node in nodes
        for timer in node._timers
    )


def _picture(*given: Any, press: Iterable[str] = (), run_before: Any = None, **more: Any) -> str:
    """As Textual's own, of what is at rest: a page that a thread fetches, or a bar drawn a moment later, is in each of them or in
    none. What is held busy by its test is drawn as it is."""

    async def before(pilot: Any) -> None:
        done = run_before(pilot) if run_before else None
        if inspect.isawaitable(done):
            await done
        await pilot.press(*press)
        began = time.monotonic()
        while time.monotonic() - began < WITH_THREADS + SOON:
            await pilot.pause()
            if not busy(pilot.app):
                await asyncio.sleep(0.002)  # what a thread of its own hands over
                if not await calm():
                    return
            await asyncio.sleep(0.005)

    return _take(*given, run_before=before, **more)


async def calm(min_sleep: float = 0, max_sleep: float = PATIENCE, with_threads: float = WITH_THREADS) -> bool:
    """Comes back when every message is dealt with, what is to be drawn is drawn and no thread is waited for any more, or
    after `max_sleep` seconds. Whether there was anything to do."""
    loop: Any = asyncio.get_running_loop()
    began = time.monotonic()
    quiet, busy = 0, False
    while quiet < QUIET and time.monotonic() - began < max_sleep:
        await asyncio.sleep(0)
        if loop._ready or _drawn():
            quiet, busy = 0, True
        elif in_threads() and time.monotonic() - began < with_threads:
            quiet, busy = 0, True
            await asyncio.sleep(0.002)
        else:
            quiet += 1
    return busy


def _drawn() -> bool:
    """Does at once what a timer would do within a sixtieth of a second: lay out a new size, and draw; whether there was any."""
    app = active_app.get(None)
    if app is None or not app._running or not app._screen_stack:
        return False
    if app._resize_timer is not None:
        app._check_resize()
        return True
    screen = app.screen
    if screen._update_timer._active.is_set():
        screen._on_timer_update()
        return True
    if screen not in _undrawn:
        return False
    _undrawn.discard(screen)
    try:
        _refresh(screen)
    except Exception as error:
        app._handle_exception(error)
    return True


def _drawn_later(screen: Screen[Any]) -> None:
    """What is to be drawn is noted; `calm` draws it once. On a terminal, and below another screen, at once as ever."""
    if not screen.app.is_headless or screen.app.is_inline or screen is not screen.app.screen:
        _refresh(screen)
        return
    screen._dirty_widgets.clear()
    _undrawn.add(screen)


def _below(visual: RichVisual, width: int, height: int | None, style: Any, options: Any) -> list[Strip]:
    """As Textual's own; but what stands below a question is tinted again only when it is another than at the last time."""
    what = visual._renderable
    if not isinstance(what, BackgroundScreen):
        return _strips(visual, width, height, style, options)
    given = (what.screen._compositor.render_strips(), what.color, width, height, style)
    was, strips = _tinted.get(what.screen, (None, []))
    if given != was:
        strips = _strips(visual, width, height, style, options)
        _tinted[what.screen] = (given, strips)
    return [*strips]


def _plain_strip(strip: Any, segments: Iterable[Any], cell_length: int | None = None) -> None:
    """As Textual's own; but what it keeps for later are dicts, a third of the time: each of seven was an object with its size."""
    strip._segments, strip._cell_length = list(segments), cell_length
    strip._divide_cache, strip._crop_cache, strip._style_cache, strip._filter_cache = {}, {}, {}, {}
    strip._line_length_cache, strip._crop_extend_cache, strip._offsets_cache = {}, {}, {}
    strip._render_cache = strip._link_ids = strip._cell_count = None


def _with_links(strip: Strip, style: Any) -> Strip:
    """As Textual's own; but a line without a link stays as it is: each part of it was unpacked to look for one."""
    if any(one is not None and one._meta and b"@click" in one._meta for _, one, _ in strip._segments):
        return _linked(strip, style)
    return strip


async def _calm_screen(pilot: Any, timeout: float = PATIENCE) -> bool:
    await calm(max_sleep=timeout)
    for one in (pilot.app, *pilot.app._screen_stack) if pilot.app._running and pilot.app._exception is None else ():
        going = one._closing or getattr(one, "_pruning", False)
        assert one._running or going or not one._is_mounted, f"{one} hears nothing any more"
    return pilot.app._exception is None


async def _press_keys(app: Any, keys: Iterable[str]) -> None:
    """Each key and what comes of it, as Textual's own; but signs for a field of text are a word, and typed in one go."""
    left = list(keys)
    while left:
        many = len(list(takewhile(lambda key: len(key) == 1, left))) if _typing(app.focused) else 1
        for key in left[: max(1, many)]:
            app._driver.send_message(_event(app, key))
        del left[: max(1, many)]
        await calm()
        await app._animator.wait_until_complete()
        await calm()


def send(app: Any, keys: Iterable[str]) -> None:
    """All of them before the first is dealt with: somebody knows the way and does not wait for the screen."""
    for key in keys:
        app._driver.send_message(_event(app, " " if key == "space" else key))


def _typing(focused: object) -> bool:
    return isinstance(focused, Input | TextArea) or (isinstance(focused, CaptureLine) and focused.opened)


def _event(app: Any, key: str) -> Key:
    """The key by its name or its sign, pressed a while after the last."""
    name = textual_app._character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    original = textual_app.REPLACED_KEYS.get(name, name)
    try:
        sign: str | None = unicodedata.lookup(textual_app._get_unicode_name_from_key(original))
    except KeyError:
        sign = name if len(name) == 1 else None
    event = Key(name, sign)
    event.set_sender(app)
    event.time = max(event.time, getattr(app, "_last_key", 0.0) + BETWEEN)
    app._last_key = event.time
    return event


def _rules(
    sheet: Stylesheet, css: str, read_from: Any, is_default_rules: bool = False, tie_breaker: int = 0, scope: str = ""
) -> list[RuleSet]:
    """Rules are values: nobody changes them once they are read, and the same text under the same colours reads the same."""
    colours, frozen = _colours.get(id(sheet._variables), (None, frozenset()))
    if colours is not sheet._variables:
        frozen = frozenset(sheet._variables.items())
        _colours[id(sheet._variables)] = (sheet._variables, frozen)
    key = (css, read_from, is_default_rules, tie_breaker, scope, frozen)
    if key not in _read:
        _read[key] = _parse_rules(sheet, css, read_from, is_default_rules, tie_breaker, scope)
    return _read[key]
