"""Every real transcript becomes a session whose figures add up, whoever speaks in it and however it is written."""

from pathlib import Path

import pytest

from mentortui.core.measures import balance, shares
from mentortui.core.result import span_of
from mentortui.services.importing import Importing
from tests.recordings import real_data_folder, real_files
from tests.services.test_sessions import Place

FILES = real_files("transcripts/*/*")


@pytest.mark.real_data
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_transcript_becomes_a_session_that_adds_up(tmp_path: Path, path: Path) -> None:
    place = Place(tmp_path / "data")
    importing = Importing(place.store, place.clock, lambda: next(place.ids))
    draft = importing.read(path, keep_words=False)
    planned = importing.plan(draft, place.slug, {one.name: "grace" for one in draft.names[:1]})
    session, figures, told = planned.session, planned.session.figures, planned.session.recorded
    assert told is not None
    assert figures.active == session.ended - session.began == draft.placed.end
    span = span_of(session)
    assert span.nobody + span.one + span.several + span.unsure == span.active
    for person in session.people:
        turns = [end - start for who, start, end, _ in session.turns if who == person.id]
        assert (sum(turns), len(turns)) == (figures.floor[person.id], figures.turns[person.id])
        assert told.speaking[person.id] <= draft.placed.end
    assert len(session.people) <= 9
    assert len(session.people) + len(planned.cast.crowd) == len(draft.names) + (2 if not draft.names else 1)
    if draft.names:
        assert sum((shares(span) or {}).values()) == 1
        assert 0 <= (balance(span) or 0) <= 1
    spoken = sum(end - start for who, start, end, _ in session.turns if who == "+")
    assert (spoken > 0) == bool(planned.cast.crowd or draft.placed.unnamed)


def test_all_of_them_are_tried() -> None:
    folder = real_data_folder()
    if folder is None:
        pytest.skip("the real data is not there")
    assert len(FILES) == 40
