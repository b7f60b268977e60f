"""The live sessions of every mentorship: which are under way, and the journals they are kept in."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mentortui.store import folders
from mentortui.store.errors import StoreError
from mentortui.store.places import Places
from mentortui.store.shelf import Shelf

if TYPE_CHECKING:
    from mentortui.core.events import AnyEvent, Unknown
    from mentortui.store.inbox import Inbox
    from mentortui.store.journal import JournalContent
    from mentortui.store.live import LiveFolder, LiveInfo, LiveLog
    from mentortui.store.locks import Holder


class LiveJournals:
    """Of each mentorship by its slug. What cannot be read or locked is told as the rest of the store is."""

    def __init__(self, places: Places, shelf: Shelf) -> None:
        self._places = places
        self._shelf = shelf

    def of(self, slug: str) -> "tuple[LiveInfo, ...]":
        """The sessions of one mentorship that are under way, or were when their program ended."""
        return self._folder(slug).infos()

    def all(self) -> "tuple[LiveInfo, ...]":
        """Those of every mentorship. A folder that cannot be read is told."""
        found: list[LiveInfo] = []
        for slug in self._shelf.slugs():
            with self._shelf.telling():
                found += self.of(slug)
        return tuple(found)

    def any(self) -> bool:
        """Whether any mentorship may have a session under way: no file is read, a folder that cannot be looked into counts."""
        for slug in self._shelf.slugs():
            try:
                if folders.names(self._places.live(slug)):
                    return True
            except StoreError:
                return True
        return False

    def start(self, slug: str, session_id: str, begun: "Iterable[AnyEvent]" = ()) -> "LiveLog":
        """A new live session with its first events, held by this program. Raises NotSaved; then nothing is left of it."""
        self._shelf.must_be_there(slug)
        return self._noted(self._folder(slug).start(session_id, tuple(begun)))

    def open(self, slug: str, session_id: str) -> "LiveLog":
        """To go on with one, held by this program. Raises Held, Newer, NotSaved; StoreError where it is gone."""
        return self._noted(self._folder(slug).open(session_id))

    def take_in(self, slug: str, session_id: str, events: "Sequence[AnyEvent | Unknown]") -> int:
        """What was saved elsewhere of a live session, into its journal, which is begun where there is none; how many events were
        missing. Raises Held, NotSaved, StoreError."""
        self._shelf.must_be_there(slug)
        return self._folder(slug).take_in(session_id, events)

    def watch(self, slug: str, session_id: str) -> "JournalContent":
        """A live session as its journal has it now, whoever holds it. Raises StoreError where it is gone."""
        return self._folder(slug).watch(session_id)

    def holder(self, slug: str, session_id: str) -> "Holder | None":
        """The program that runs the session now."""
        return self._folder(slug).holder(session_id)

    def inbox(self, slug: str, session_id: str) -> "Inbox":
        """Of the program that runs the session, to send to."""
        return self._folder(slug).inbox(session_id)

    def remove(self, slug: str, session_id: str) -> None:
        """The journal and what lies beside it, once the session is stored."""
        self._folder(slug).remove(session_id)

    def _folder(self, slug: str) -> "LiveFolder":
        from mentortui.store.live import LiveFolder  # with the events of a session, which Home does without

        return LiveFolder(self._places.live(slug), slug)

    def _noted(self, log: "LiveLog") -> "LiveLog":
        for notice in log.content.notices(log.path):
            self._shelf.tell(notice)
        if log.weak_lock:
            self._shelf.tell(f"{log.path.parent}: this disk has no real locks. Use mentortui on one machine only.")
        return log
