"""What a mentor answers alone lies in private.json; record.json keeps only the day, and nothing that leaves has it."""

from pathlib import Path

import msgspec
import pytest

from mentortui.core.commands import Refused
from mentortui.core.inclusion import REFLECTIONS
from mentortui.core.records import Member
from mentortui.services.desk import Desk
from mentortui.services.exports import FORMS
from tests.services.test_private_words import WORDS, holding
from tests.services.test_records_apart import in_shared
from tests.services.test_sessions import Place

SAID = WORDS.decode()


def desk_of(place: Place) -> Desk:
    return Desk(place.store, place.clock, system_zone="UTC")


def test_answers_lie_in_the_journal_alone_and_undo_takes_back_the_day_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path / "data")
    quarterly, slug = desk_of(place).quarterly, place.slug
    assert quarterly.peers_question(slug) == "What were peers offered that Grace was not?"
    assert quarterly.reflect(slug, quarterly.next_reflection(slug), SAID) == "kept in your journal, only yours"
    assert quarterly.answer_peers(slug, f"{SAID} again") == "kept in your journal, only yours"
    assert [one.text for one in quarterly.reflections(slug)] == [SAID]
    assert [one.text for one in quarterly.of_peers(slug)] == [f"{SAID} again"]
    today = quarterly.reflections(slug)[0].day
    assert place.store.mentorship(slug).quarterly == {"reflection": today, "peers": today}
    place.store.index()
    live = place.start()
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    desk = desk_of(place)
    for ending in FORMS:
        desk.archive.export(slug, live.session.started.session, f"page{ending}", private=False)
    told = (desk.recognition.thanks(slug), desk.letters.invitation(slug), str(desk.reviews.read(slug)))
    assert [text for text in told if SAID in text] == []
    assert in_shared(place) == set()
    assert {path for path in holding(tmp_path) if not path.startswith("data/")} == set()
    quarterly.undo(slug)
    assert quarterly.of_peers(slug) == ()
    assert place.store.mentorship(slug).quarterly == {"reflection": today}
    quarterly.undo(slug)
    assert place.store.mentorship(slug).quarterly == {}
    with pytest.raises(Refused, match="nothing to undo"):
        quarterly.undo(slug)


def test_the_three_questions_take_turns(tmp_path: Path) -> None:
    place = Place(tmp_path)
    quarterly, asked = desk_of(place).quarterly, list[str]()
    for _ in range(7):
        asked.append(quarterly.next_reflection(place.slug))
        quarterly.reflect(place.slug, asked[-1], "words")
        place.clock.wait(91 * 86_400)
    assert asked == [*REFLECTIONS, *REFLECTIONS, REFLECTIONS[0]]


def test_nothing_is_kept_of_nothing_and_only_mentors_are_asked(tmp_path: Path) -> None:
    place = Place(tmp_path)
    quarterly = desk_of(place).quarterly
    with pytest.raises(Refused, match="few words"):
        quarterly.reflect(place.slug, REFLECTIONS[0], "  \n ")
    with pytest.raises(Refused, match="At most 20,000"):
        quarterly.answer_peers(place.slug, "a" * 20_001)
    mentorship = place.store.mentorship(place.slug)
    place.store.save_mentorship(msgspec.structs.replace(mentorship, part="mentee"))
    with pytest.raises(Refused, match="asked of mentors"):
        quarterly.answer_peers(place.slug, "words")
    assert quarterly.of_peers(place.slug) == quarterly.reflections(place.slug) == ()
    two = (*mentorship.people, Member(id="linus", name="Linus", role="mentee"))
    place.store.save_mentorship(msgspec.structs.replace(mentorship, people=two))
    assert quarterly.peers_question(place.slug) == "What were peers offered that one of these was not?"
