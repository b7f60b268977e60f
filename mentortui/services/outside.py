"""Taps from outside: a hot key, a tmux key or a pedal says a word, and the program that runs the session does it."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

import msgspec

from mentortui.core.refused import Refused
from mentortui.core.status import status_line
from mentortui.store.errors import StoreError
from mentortui.store.live import LiveInfo
from mentortui.store.store import Store

if TYPE_CHECKING:
    from mentortui.services.live import LiveSession

WORDS = (*"123456789", "0", "nobody", "other", "both", "next", "pause", "note")
"""What one can tap; `note` takes a text."""
STATUS = "status"
ANSWER_WITHIN = 2.0
"""Seconds the sender waits."""
_SAVED_WITHIN = 5
"""Looks into the inbox for which an answer waits until what was tapped is on disk."""


class NotLive(Exception):
    """No session can take a tap; the message says why, and what to do."""


class NoSession(NotLive):
    """No program runs one now."""


class Tap(msgspec.Struct, frozen=True):
    """One word from outside. `text`: of a note, as on the capture line; `literal`: its signs are not read."""

    word: str
    text: str = ""
    literal: bool = False


class Answer(msgspec.Struct, frozen=True):
    """What came of it. `line`: the session in one line, or why it was refused."""

    line: str
    refused: bool = False


class Taken(Protocol):
    """Where taps arrive: store.inbox.Inbox."""

    def open(self) -> None: ...
    def take(self) -> list[tuple[str, bytes]]: ...
    def answer(self, token: str, answer: bytes) -> None: ...


class Outside:
    """On the side of the running program: polled by Live, it turns words into verbs of the session."""

    def __init__(
        self,
        live: "LiveSession",
        inbox: Taken,
        covered: Callable[[], bool] = lambda: False,
    ) -> None:
        """Opens the inbox; where the disk refuses that, it is tried again. `covered`: whether answers are to name nobody."""
        self._live = live
        self._inbox = inbox
        self._covered = covered
        self._waiting: list[tuple[str, int]] = []
        self._open = False
        self._try_opening()

    def take(self) -> bool:
        """Does what came in since; True when that changed the session. Never raises."""
        self._try_opening()
        try:
            taken = self._inbox.take()
        except StoreError:
            return False
        changed = False
        for token, command in taken:
            answer, happened = self._done(command)
            changed = changed or happened
            if answer is None:
                self._waiting.append((token, _SAVED_WITHIN))
            else:
                self._answer(token, answer)
        self.answer()
        return changed

    def _try_opening(self) -> None:
        if not self._open:
            try:
                self._inbox.open()
            except StoreError:
                return
            self._open = True

    def _done(self, command: bytes) -> tuple[Answer | None, bool]:
        """The answer, or None where it waits for the disk; and whether something happened."""
        try:
            tap = msgspec.json.decode(command, type=Tap)
        except (msgspec.DecodeError, RecursionError):
            return Answer("That is no word this mentortui knows.", refused=True), False
        if tap.word == STATUS:
            return Answer(self._line()), False
        try:
            _do(self._live, tap)
        except Refused as error:
            return Answer(_in_a_shell(tap.word, error), refused=True), False
        return None, True

    def answer(self) -> None:
        """What was tapped and is on disk by now; to be called when something was saved, too. Never raises."""
        saved, still = self._live.saved, []
        for token, looks in self._waiting:
            if saved.waiting and not saved.trouble and looks:
                still.append((token, looks - 1))
            else:
                self._answer(token, Answer(self._line()))
        self._waiting = still

    def _answer(self, token: str, answer: Answer) -> None:
        with suppress(StoreError):  # the sender is told that no answer came
            self._inbox.answer(token, msgspec.json.encode(answer))

    def _line(self) -> str:
        live = self._live
        return status_line(live.session, live.now, saved_words(live), self._covered(), live.clock.wall())


def saved_words(live: "LiveSession") -> str:
    """`saved`, `saving…`, or `NOT SAVED · disk full · 12 in memory`."""
    saved = live.saved
    if not saved.waiting:
        return "saved"
    if saved.elsewhere:
        return f"saved elsewhere · {saved.trouble}"
    return f"NOT SAVED · {saved.trouble} · {saved.waiting} in memory" if saved.trouble else "saving…"


def _do(live: "LiveSession", tap: Tap) -> None:
    match tap.word:
        case "other":
            live.floor.other()
        case "both":
            live.floor.several()
        case "nobody" | "0":
            live.floor.press(0)
        case "next":
            live.agenda.go_on()
        case "pause":
            live.floor.pause()
        case "note":
            live.captures.catch(tap.text, tap.literal)
        case digit if digit in WORDS:
            live.floor.press(int(digit))
        case _:
            raise Refused(f"This mentortui knows no {tap.word!r}; it knows {', '.join(WORDS)}.")


def _in_a_shell(word: str, refused: Refused) -> str:
    """Why it was refused, for whoever has no key to press, but a line to type."""
    if not refused.keys:
        return str(refused)
    if word == "other":
        return f"{refused.said} mentortui tap 1, 2 or another number says who speaks."
    if refused.said == f"Nobody is on {word}.":
        return f"{refused.said} mentortui tap {word} again, within 3 seconds, takes a guest in."
    return refused.said


class Door:
    """On the side of `mentortui tap` and `mentortui status`: finds the running session and asks it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ask(self, tap: Tap, slug: str = "", timeout: float = ANSWER_WITHIN) -> Answer:
        """What the running program says. `slug`: of which mentorship, where several run. Raises NotLive, StoreError."""
        info = self._running(slug)
        inbox = self._store.journals.inbox(info.slug, info.id)
        token = inbox.send(msgspec.json.encode(tap))
        answer = inbox.wait_answer(token, timeout)
        if answer is None:
            who = f" ({info.holder.who})" if info.holder is not None else ""
            raise NotLive(f"The running mentortui{who} did not answer; look at its screen whether the tap counts.")
        try:
            return msgspec.json.decode(answer, type=Answer)
        except msgspec.DecodeError as error:
            raise NotLive("The running mentortui is of another version and cannot be understood. Start it again.") from error

    def _running(self, slug: str) -> LiveInfo:
        infos = [info for info in self._store.journals.all() if slug in ("", info.slug)]
        running = [info for info in infos if info.holder is not None]
        if len(running) > 1:
            slugs = ", ".join(sorted(info.slug for info in running))
            raise NotLive(f"Several sessions run: say which with --with, one of {slugs}.")
        if running:
            return running[0]
        if any(not info.finished for info in infos):
            raise NoSession("No mentortui runs the session that is under way. Start mentortui and go on with it.")
        raise NoSession("No session is live. Start one in mentortui with s.")
