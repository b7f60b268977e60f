"""Opportunities among the tabs of a mentorship: the plain list, for a mentor with all mentees side by side and a question."""

from collections.abc import Sequence

from mentortui.services.opportunities import Opportunities
from mentortui.services.quarterly import Quarterly
from mentortui.services.records import Records, Shelf
from mentortui.services.tabs import Host, Read, RecordTab, TabKey
from mentortui.services.undoing import the_last


class OpportunitiesTab(RecordTab):
    """What is a mentor's alone is never a row here: the two may look at this list together."""

    def __init__(self, records: Records, slug: str, opportunities: Opportunities, quarterly: Quarterly) -> None:
        super().__init__(records, slug, records.kind("opportunity"))
        self._opportunities, self._quarterly = opportunities, quarterly
        self._mentor = False
        self._question = ""
        self._answered: list[int] = []
        """How many acts on records had been done when an answer was kept."""
        self.keys = (
            TabKey(
                key="s",
                label="side by side",
                words="Your mentees side by side: what was opened for whom",
                act=self._side,
                alone=True,
            ),
            TabKey(
                key="w",
                label="peers",
                words="What were peers offered that this mentee was not? Only yours",
                act=self._peers,
                alone=True,
            ),
        )

    def read(self, shelf: Shelf) -> Read:
        """As any plain list."""
        self._mentor = shelf.mentorship.part == "mentor"
        self._question = self._quarterly.peers_question(self.slug)
        return super().read(shelf)

    def shown_keys(self, id: str) -> Sequence[TabKey]:
        """Those of a mentor, for a mentor."""
        return self.keys if self._mentor else ()

    def undo(self, host: Host) -> str:
        """What was done here last."""
        if self._answered and self._answered[-1] == self.records.done_so_far(self.slug):
            with the_last(self._answered):
                return self._quarterly.undo(self.slug)
        return super().undo(host)

    def _side(self, host: Host, id: str) -> None:
        if not self._mentor:
            host.say("Only a mentor has mentees side by side.", trouble=True)
            return
        if getattr(host, "strip", None) is not None:
            host.say("Not during a session: it names your other mentees.", trouble=True)
            return
        from mentortui.screens.opportunities import OpportunitiesScreen

        host.open(OpportunitiesScreen(self._opportunities))

    def _peers(self, host: Host, id: str) -> None:
        if not self._mentor:
            host.say("This is asked of mentors.", trouble=True)
            return
        host.ask("Only yours: it goes into your journal", self._question, self._answer)

    def _answer(self, words: str) -> str:
        said = self._quarterly.answer_peers(self.slug, words)
        self._answered.append(self.records.done_so_far(self.slug))
        return said
