"""What becomes of a file that was read, worked out anew for each choice. All of it is for a thread of its own."""

from mentortui.core.import_report import Report
from mentortui.core.naming import Proposal
from mentortui.core.records import FinishedSession
from mentortui.core.sentences import Sentence
from mentortui.screens.importing_report_view import Choices
from mentortui.services.import_report import report_of
from mentortui.services.importing import Draft, Importing, Planned, Promoted


class Planning:
    """Of one draft, for one mentorship. Each may raise Refused, StoreError; then nothing was stored."""

    def __init__(self, importing: Importing, draft: Draft, slug: str) -> None:
        self.draft = draft
        self.slug = slug
        self._importing = importing
        self._sentences: tuple[Sentence, ...] | None = None
        self._id = ""

    def names(self) -> tuple[tuple[tuple[str, str], ...], tuple[Proposal, ...]]:
        """Those one may choose from, and whose each name may be."""
        return self._importing.people(self.slug), self._importing.proposals(self.draft, self.slug)

    def planned(self, choices: Choices) -> tuple[Planned, Report]:
        """What storing it would leave; planned again it is the same session."""
        importing = self._importing
        when = importing.when(self.draft, self.slug, choices.typed)
        spoken = self.spoken() if choices.caught else ()
        promoted = [Promoted(at=spoken[place].at, line=line) for place, line in sorted(choices.caught.items())]
        planned = importing.plan(
            self.draft,
            self.slug,
            choices.answers,
            when=when,
            kind=choices.kind,
            title=choices.title,
            promoted=promoted,
            id=self._id,
        )
        self._id = planned.session.id
        return planned, report_of(planned)

    def spoken(self) -> tuple[Sentence, ...]:
        """What was said; made once."""
        if self._sentences is None:
            self._sentences = self._importing.sentences(self.draft)
        return self._sentences

    def store(self, planned: Planned, choices: Choices, anyway: bool) -> FinishedSession:
        """On disk when it returns. `anyway`: although another session was held then. Raises Overlaps."""
        return self._importing.store(planned, keep_words=choices.keep_words, anyway=anyway)
