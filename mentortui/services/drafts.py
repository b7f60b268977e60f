"""What was being typed, kept at most a second behind: it survives escape, changes of screen and a kill."""

import threading
from typing import Protocol

from mentortui.store.errors import StoreError
from mentortui.store.store import Store

BEHIND = 0.6
"""Seconds a draft waits for more keys before it is written."""


class Kept(Protocol):
    """Where a field keeps what is being typed."""

    def get(self, name: str) -> str:
        """What was typed there last, or nothing."""
        ...

    def put(self, name: str, text: str) -> None:
        """Kept; an empty one is forgotten."""
        ...


class Forgotten:
    """For who only watches: the drafts are the other program's."""

    def get(self, name: str) -> str:
        """Nothing."""
        return ""

    def put(self, name: str, text: str) -> None:
        """Not kept."""


class Drafts:
    """The drafts of one mentorship, by the name of the field. Written by a thread of its own; no key waits."""

    def __init__(self, store: Store, slug: str, behind: float = BEHIND) -> None:
        self._store = store
        self._slug = slug
        self._behind = behind
        self._drafts = store.drafts(slug)
        self._stored = dict(self._drafts)
        """As they were read or written last: another text than that is another program's."""
        self._wake = threading.Condition()
        self._unwritten: dict[str, str] = {}
        self._closing = False
        self._thread = self._begun()

    def get(self, name: str) -> str:
        """What was typed there last, or nothing."""
        with self._wake:
            return self._drafts.get(name, "")

    def put(self, name: str, text: str) -> None:
        """Kept; an empty one is forgotten. Returns at once."""
        with self._wake:
            if self._drafts.get(name, "") == text:
                return
            self._drafts[name] = self._unwritten[name] = text
            if self._closing:  # a screen that outlived the session types on
                self._closing, self._thread = False, self._begun()
            self._wake.notify_all()

    def close(self) -> None:
        """Writes what is left. Never raises."""
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        self._thread.join(2.0)

    def _begun(self) -> threading.Thread:
        thread = threading.Thread(target=self._run, name="mentortui-drafts", daemon=True)
        thread.start()
        return thread

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._unwritten or self._closing)
                self._wake.wait_for(lambda: self._closing, self._behind)
                drafts, closing = self._unwritten, self._closing
                self._unwritten = {}
            if drafts and not self._written(drafts):
                with self._wake:
                    self._unwritten = {} if self._closing else drafts | self._unwritten
                    self._wake.wait_for(lambda: self._closing, self._behind)
            if closing:
                return

    def _written(self, drafts: dict[str, str]) -> bool:
        try:
            self._store.save_drafts(self._slug, drafts, self._stored)
            self._stored |= drafts
        except StoreError:
            return False
        return True
