"""What Home shows of all mentorships, and what is done there to a whole one. Each act can be taken back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from mentortui.core.heads import MentorshipHead
from mentortui.core.number_row import PLAIN
from mentortui.core.refused import Refused
from mentortui.core.worth import MOST, Worth, worth_a_look
from mentortui.services.mentorships import Mentorships
from mentortui.services.undoing import the_last
from mentortui.store.errors import StoreError

if TYPE_CHECKING:
    from mentortui.services.closing import ClosingBook
    from mentortui.services.gone_by import GoneBy
    from mentortui.services.sessions import Unfinished

IT_IS_ARCHIVED = "It is archived: o opens it again."


class Overview:
    """As it was when it was looked at last. An act is on disk when it returns, and says what came of it; it may raise Refused
    and StoreError, and then nothing has changed."""

    def __init__(
        self,
        mentorships: Mentorships,
        unfinished: "Callable[[], Sequence[Unfinished]]",
        gone_by: "Callable[[], GoneBy]",
        closing: "Callable[[], ClosingBook]",
        *,
        marked: str = "",
    ) -> None:
        """`unfinished`: the sessions under way, newest first. `gone_by`, `closing`: asked for when they are needed."""
        self._mentorships = mentorships
        self._asked_unfinished = unfinished
        self._gone_by = gone_by
        self._closing = closing
        self._before: list[Callable[[], str]] = []
        self.heads: tuple[MentorshipHead, ...] = ()
        """Those that go on, or in the archive those that were closed."""
        self.archived: tuple[MentorshipHead, ...] = ()
        self.gone: tuple[MentorshipHead, ...] = ()
        """Those that were removed, the last one first."""
        self.unfinished: dict[str, Unfinished] = {}
        """By slug, the newest of each."""
        self.in_archive = False
        self.unread = ""
        """Why a mentorship is missing."""
        self.zone, self.row = "UTC", PLAIN
        self.marked = marked
        """The slug of the one that is to be marked next, as an act left it."""

    def now(self) -> int:
        """UTC microseconds."""
        return self._mentorships.now()

    def look(self) -> str:
        """Reads what is stored now; what stood in the way of all of it comes back, empty where nothing did."""
        try:
            me = self._mentorships.me()
            self.zone, self.row = me.zone, me.number_row
            every, self.gone = self._mentorships.listed()
            self.archived = tuple(head for head in every if head.archived is not None)
            self.in_archive = self.in_archive and bool(self.archived)
            self.heads = self.archived if self.in_archive else tuple(head for head in every if head.archived is None)
            self.unread = self._mentorships.unread()
            self.unfinished = {one.slug: one for one in reversed(self._asked_unfinished())}
        except StoreError as error:
            self.unread = self.unread or str(error)
            return str(error)
        return self.unread

    def worth(self, most: int = MOST) -> tuple[Worth, ...]:
        """What is worth a look at this moment, in so many lines."""
        return worth_a_look(self.heads, self.now(), self.unfinished)[:most]

    def turn(self) -> None:
        """To those that were closed, and back."""
        self.in_archive = not self.in_archive

    def goes_on(self) -> None:
        """Raises Refused where those that are shown are archived: there is no session to prepare or to begin."""
        if self.in_archive:
            raise Refused(IT_IS_ARCHIVED)

    # what is done

    @property
    def can_undo(self) -> bool:
        """Whether `undo` has anything to do."""
        return bool(self._before or self.gone)

    def undo(self) -> str:
        """What was done here last; with nothing done, the mentorship that was removed last is here again."""
        if not self._before:
            return self._back(self.gone[0].slug) if self.gone else ""
        with the_last(self._before) as back:
            return back()

    def added(self, slug: str) -> None:
        """That one was: it can be taken back."""
        self._before.append(partial(self._removed, slug))

    def remove(self, slug: str) -> str:
        """It goes from here; its files stay."""
        said = self._removed(slug)
        self._before.append(partial(self._back, slug))
        return said

    def reopen(self, slug: str) -> str:
        """One that was closed stands among the others again, to be marked there."""
        said = self._closing().reopen(slug)
        self._before.append(partial(self._closing().close, slug))
        self.in_archive, self.marked = False, slug
        return said

    def missed(self, slug: str) -> str:
        """Its planned session did not take place."""
        return self._put_off(self._gone_by().missed(slug), "Missed")

    def skipped(self, slug: str) -> str:
        """Its planned session was left out on purpose."""
        return self._put_off(self._gone_by().skipped(slug), "Skipped")

    def moved(self, slug: str, typed: str) -> str:
        """Its planned session has another date, in those words."""
        self._before.append(self._gone_by().moved(slug, typed))
        return "Moved, with everything on its agenda. u takes it back."

    def moved_to(self, slug: str, typed: str) -> str:
        """How those words are understood. Raises Refused."""
        return self._gone_by().preview(slug, typed)

    def _put_off(self, back: Callable[[], str], called: str) -> str:
        self._before.append(back)
        return f"{called}: everything on its agenda waits for the next date. u takes it back, p names that date."

    def _removed(self, slug: str) -> str:
        return self._mentorships.remove(slug, under_way=slug in self.unfinished)

    def _back(self, slug: str) -> str:
        self.marked = slug
        return self._mentorships.bring_back(slug)
