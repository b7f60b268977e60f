"""From outside the terminal: a tap or a note from a hotkey, a pedal, a tmux key, taken up by the running program."""

from collections.abc import Callable

from mentortui.core.commands import Refused
from mentortui.core.status import status_line
from mentortui.core.text import visible
from mentortui.services.live import LiveSession
from mentortui.store.errors import StoreError
from mentortui.store.inbox import Inbox
from mentortui.store.library import Library

PATIENCE = 2.0
"""Seconds the sender waits for an answer."""
OK, NO = b"+", b"-"


class Outside:
    """The running program's side."""

    def __init__(self, live: LiveSession, inbox: Inbox) -> None:
        self._live = live
        self._inbox = inbox

    def take(self) -> bool:
        """Does what came since, and answers each with the session in one line; True when anything came."""
        try:
            came = self._inbox.take()
        except StoreError:
            return False  # looked into again at once
        for token, command in came:
            try:
                answer = OK + self._done(command.decode("utf-8", "replace")).encode("utf-8", "replace")
            except Refused as error:
                answer = NO + str(error).encode("utf-8", "replace")
            try:
                self._inbox.answer(token, answer)
            except StoreError:
                pass  # it was done; only the sender does not hear of it
        return bool(came)

    def _done(self, command: str) -> str:
        verb, _, rest = command.partition(" ")
        deeds: dict[str, Callable[[], object]] = {
            "other": self._live.other,
            "both": self._live.several,
            "nobody": lambda: self._live.press(0),
            "next": self._live.go_on,
            "pause": self._live.pause,
            "status": lambda: None,
        }
        if verb == "note":
            self._live.capture(rest, literal="\n" in rest)
        elif verb in deeds:
            deeds[verb]()
        elif verb.isdigit() and len(verb) == 1:
            self._live.press(int(verb))
        else:
            raise Refused(f"{visible(verb)} is no tap: 1 to 9, other, nobody, both, next, pause, note TEXT.")
        return line(self._live)


def line(live: LiveSession) -> str:
    """The session in one line, safe to print."""
    saved = live.saved
    words = "saved" if not saved.waiting else (f"NOT SAVED · {saved.trouble}" if saved.trouble else "saving…")
    return visible(status_line(live.session, live.now, words))


def send(library: Library, command: str) -> str:
    """Hands a command to the program that runs a session now, the newest if there are several, and gives its answer.
    Raises Refused with its sentence where it refuses, StoreError where none runs or answers."""
    running = [info for info in library.all_live() if info.holder is not None and not info.finished]
    if not running:
        raise StoreError("No session is running. Start mentortui, and a session in it, first.")
    newest = max(running, key=lambda info: info.last_seen.wall if info.last_seen else 0)
    inbox = library.inbox(newest.slug, newest.id)
    answer = inbox.wait_answer(inbox.send(command.encode("utf-8", "replace")), PATIENCE)
    if answer is None:
        raise StoreError("The running mentortui does not answer. Nothing was done; look at its terminal.")
    said = answer[1:].decode("utf-8", "replace")
    if answer[:1] != OK:
        raise Refused(said)
    return said
