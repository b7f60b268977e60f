"""Whether Listen is on for a mentorship, and which devices are listened to: the user's own affair, and nothing the pair reads."""

import platform
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from mentortui.core.hearing_values import Chosen, Device, Trouble
from mentortui.core.hearing_words import trouble_words
from mentortui.core.records import Me
from mentortui.core.refused import Refused
from mentortui.core.text import storable
from mentortui.services.clock import Clock
from mentortui.store.errors import StoreError
from mentortui.store.store import Store

if TYPE_CHECKING:
    from mentortui.services.listener import Listener


class Outlook(NamedTuple):
    """Whether it could be heard on this machine who speaks, as far as that is known without listening; and what to do."""

    ready: bool
    says: str


def outlook() -> Outlook:
    """What is installed. No program is started, no server asked."""
    from mentortui.listen.choose import which_server
    from mentortui.listen.installing import not_installed
    from mentortui.listen.recorder import NotHeard
    from mentortui.listen.voice_model import installed

    if not installed():
        return Outlook(False, trouble_words(not_installed(), 0))
    if sys.platform.startswith("linux"):
        try:
            which_server()
        except NotHeard as error:
            return Outlook(False, trouble_words(error.trouble, 0))
    return Outlook(True, "what it needs is installed. mentortui listen --check says what it hears.")


class HearingChoices:
    """Kept in me.json. Where that cannot be read, which is told at the start, Listen is off; what stores raises StoreError."""

    def __init__(self, store: Store, clock: Clock, machine: Callable[[], str] = platform.node) -> None:
        """`machine`: what this one is called. A folder that is synced is used on several, each with devices of its own."""
        self._store = store
        self._clock = clock
        self._machine = machine

    def listens(self, slug: str) -> bool:
        """Whether it is on for that mentorship: off until somebody said so. Raises StoreError where that cannot be read."""
        listens = self._me.listens
        return bool(listens) and self._store.mentorship(slug).id in listens

    def listen(self, slug: str, on: bool) -> None:
        """From now on, stored. Raises Refused with the one command where nothing is installed that could hear."""
        if on and (said := self.missing):
            raise Refused(said)
        id = self._store.mentorship(slug).id

        def switched(me: Me) -> Me:
            others = tuple(one for one in me.listens if one != id)
            return msgspec.structs.replace(me, listens=(*others, id) if on else others)

        self._change(switched)

    @property
    def chosen(self) -> Chosen:
        """The devices of this machine; whatever it uses by default where nobody chose."""
        return self._me.hears.get(self._here, Chosen())

    def choose(self, chosen: Chosen) -> None:
        """These from now on, on this machine."""
        kept = Chosen(microphone=storable(chosen.microphone), call=storable(chosen.call))

        def other(me: Me) -> Me:
            rest = {name: one for name, one in me.hears.items() if name != self._here}
            return msgspec.structs.replace(me, hears=rest if kept == Chosen() else {**rest, self._here: kept})

        self._change(other)

    @property
    def missing(self) -> str:
        """What to do where nothing is installed that could hear: a sentence with the one command. Empty where it is there."""
        from mentortui.listen.installing import not_installed
        from mentortui.listen.voice_model import installed

        return "" if installed() else trouble_words(not_installed(), 0)

    def devices(self) -> tuple[Device, ...]:
        """What can be listened to, asked of the system, which may take a while. Raises Refused where it does not say."""
        from mentortui.listen.choose import recorder
        from mentortui.listen.recorder import NotHeard

        try:
            with closing(recorder()) as asked:
                return asked.devices()
        except NotHeard as error:
            trouble = error.trouble
        except Exception as error:  # whatever a server says, or a library of the system's raises
            trouble = Trouble("broken", detail=str(error) or type(error).__name__)
        raise Refused(trouble_words(trouble, self._clock.boot()))

    def trial(self) -> "Listener":
        """Hears for whoever wants to see whether it works: of no session, nothing of it is kept."""
        from mentortui.services.listener import Listener

        return Listener(self._clock.boot, chosen=lambda: self.chosen, missing=lambda: self.missing)

    @property
    def _me(self) -> Me:
        me = None
        with suppress(StoreError):
            me = self._store.me()
        return me or Me(id="")

    @property
    def _here(self) -> str:
        return storable(self._machine())

    def _change(self, deed: Callable[[Me], Me]) -> None:
        def changed(me: Me | None) -> Me | None:
            made = deed(me) if me is not None else None
            if me is None or made is None or made == me:
                return None
            return msgspec.structs.replace(made, changed=self._clock.wall(), changed_by=me.id)

        self._store.change_me(changed)
