"""A pasted reply becomes a check-in, items of the next agenda, takeaways, a covered pulse and a note: once, with one undo."""

from pathlib import Path

import msgspec
import pytest

from mentortui.core.commands import Refused
from mentortui.core.records import Living, Member, PrivateNote, Roadblock
from mentortui.core.templates import ALL
from mentortui.services.desk import Desk
from mentortui.services.letters import Letters
from mentortui.store.store import Store
from tests.clocks import MINUTE, WALL, MovingClock
from tests.screens.summary_app import store_a_session

REPLY = """Hi Ada,

> Done:
retry fix shipped
docs for the retry
> Roadblock: flaky deploy
> I would try: a canary
> Bring: the rota
> Takeaway: small commits help
> Pulse 1-5: 4 5 3
> for Ada and Grace · session 15

I am away next Friday.

Best,
Grace
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Store(tmp_path / "data"), MovingClock())


@pytest.fixture
def slug(desk: Desk) -> str:
    return store_a_session(desk.store, "usual")


def everything(desk: Desk, slug: str) -> object:
    """What is stored and counts."""
    store = desk.store
    return (
        desk.preparing.check_ins(slug),
        [(item.title, item.brought_by) for item in desk.preparing.plan(slug).items],
        [one.capture for one in store.session(slug, "s").caught],
        [one.capture for one in store.living(slug) if not one.removed],
        [one.caught.capture for one in store.private_notes(slug) if not one.removed],
        [(row.state, row.values) for row in desk.pulses.of(slug, "s").rows],
    )


def kept(desk: Desk, slug: str, text: str = REPLY, person: str = "grace") -> str:
    return desk.letters.keep(slug, desk.letters.understood(slug, text).letter, person).id


def test_the_letters_are_short_plain_and_name_both(desk: Desk, slug: str) -> None:
    desk.preparing.set_date(slug, WALL + 8 * 24 * 60 * MINUTE)
    before, after = desk.letters.invitation(slug), desk.letters.after(slug, "s")
    assert before == (
        "Hi Grace, a word to each will do. Pulse: safety, usefulness, fairness.\n"
        "Done:\nRoadblock:\nI would try:\nI learned:\nBring:\nPulse 1-5:\n"
        "for Ada and Grace · session 15 · Thu 3 Dec 17:00 (15:00 Berlin)\n"
    )
    assert "Takeaway:\n" in after
    assert "for Ada and Grace · after session 14 · Thu 3 Dec" in after
    for text in (before, after):
        assert len(text.splitlines()) < 10
        assert "tired" not in text


def test_a_reply_is_filed_as_its_senders(desk: Desk, slug: str) -> None:
    reading = desk.letters.understood(slug, REPLY)
    assert (reading.person, reading.doubts, reading.kept_from) == ("grace", (), ())
    assert (reading.session, reading.next) == (14, 15)
    kept(desk, slug)
    (checkin,) = desk.preparing.check_ins(slug)
    assert checkin.by_letter
    assert checkin.person == "grace"
    assert checkin.done == ("retry fix shipped", "docs for the retry")
    assert checkin.roadblocks == (Roadblock(text="flaky deploy", proposal="a canary"),)
    (item,) = [item for item in desk.preparing.plan(slug).items if item.title == "the rota"]
    assert (item.brought_by, item.owner) == ("grace", "grace")
    caught = [one.capture for one in desk.store.session(slug, "s").caught]
    assert ("takeaway", "small commits help", "grace") in [(one.kind, one.text, one.who) for one in caught]
    assert ("note", "I am away next Friday.", "grace") in [(one.kind, one.text, one.who) for one in caught]
    row = desk.pulses.of(slug, "s").row("grace")
    assert row is not None
    assert (row.state, row.by_letter, row.values) == ("in", True, None)
    desk.pulses.give(slug, "s", "ada", 5, 5, 5)
    row = desk.pulses.of(slug, "s").row("grace")
    assert row is not None
    assert row.values == (4, 5, 3)


def test_the_same_letter_twice_changes_nothing_and_says_so(desk: Desk, slug: str, tmp_path: Path) -> None:
    kept(desk, slug)
    before = everything(desk, slug)
    again = Desk(Store(tmp_path / "data"), MovingClock())
    assert again.letters.understood(slug, REPLY.replace("\n", "\r\n")).kept_from == ("grace",)
    with pytest.raises(Refused, match="kept already: nothing was changed"):
        kept(again, slug)
    assert everything(again, slug) == before


def test_one_undo_takes_all_of_it_back_also_after_a_restart(desk: Desk, slug: str, tmp_path: Path) -> None:
    before = everything(desk, slug)
    id = kept(desk, slug)
    assert everything(desk, slug) != before
    again = Desk(Store(tmp_path / "data"), MovingClock())
    assert again.letters.take_back(slug, id) == "the letter is taken back"
    assert everything(again, slug) == before
    with pytest.raises(Refused):
        again.letters.take_back(slug, id)
    kept(again, slug)
    assert len(again.preparing.check_ins(slug)) == 1


def test_what_was_written_by_hand_before_and_since_stays(desk: Desk, slug: str) -> None:
    kept(desk, slug, "Done: the first\n\nGrace")
    id = kept(desk, slug, "Done: the first; the second\n\nGrace")
    kept(desk, slug, "Done: the third\n\nGrace")
    desk.letters.take_back(slug, id)
    (checkin,) = desk.preparing.check_ins(slug)
    assert checkin.done == ("the first", "the third")


def test_cut_off_in_between_it_is_kept_again_and_nothing_is_there_twice(
    desk: Desk, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(Letters, "_change_session", full)
        with pytest.raises(OSError, match="disk full"):
            kept(desk, slug)
    kept(desk, slug)
    (checkin,) = desk.preparing.check_ins(slug)
    assert checkin.done == ("retry fix shipped", "docs for the retry")
    assert [item.title for item in desk.preparing.plan(slug).items].count("the rota") == 1
    assert [one.capture.text for one in desk.store.session(slug, "s").caught].count("small commits help") == 1


def test_a_letter_made_for_others_is_doubted(desk: Desk, slug: str) -> None:
    other = "> Done: things\n> for Ada and Linus Park · session 3\n\nLinus"
    (doubt,) = desk.letters.understood(slug, other).doubts
    assert doubt == "This letter was made for Ada and Linus Park, not for Ada and Grace."


def test_a_letter_signed_by_somebody_of_another_mentorship_is_doubted(desk: Desk, slug: str) -> None:
    mentorship = desk.store.mentorship(slug)
    linus = Member(id="linus", name="Linus Park", role="mentee")
    desk.store.save_mentorship(msgspec.structs.replace(mentorship, id="m2", slug="", people=(mentorship.people[0], linus)))
    (doubt,) = desk.letters.understood(slug, "Done: things\n\nBest,\nLinus").doubts
    assert doubt == "It is signed Linus: Linus Park is in another of your mentorships."
    assert desk.letters.understood(slug, "Done: things\n\nBest,\nMargaret").doubts == ()


def test_the_last_line_says_which_session_its_takeaway_is_of(desk: Desk, slug: str) -> None:
    held = desk.store.session(slug, "s")
    desk.store.save_session(slug, msgspec.structs.replace(held, id="s15", number=15, began=WALL + 60 * MINUTE))
    assert desk.letters.understood(slug, "Takeaway: a").session == 15
    assert desk.letters.understood(slug, "Takeaway: a\n> for Ada and Grace · after session 14").session == 14
    assert desk.letters.understood(slug, "Takeaway: a\n> for Ada and Grace · session 15").session == 14


def test_before_the_first_session_nothing_is_rated_and_the_note_is_kept(tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path / "data"), MovingClock())
    made = desk.mentorships.begin("Ada", "", "mentor", "Grace")
    assert "Pulse" not in desk.letters.invitation(made.slug)
    grace = next(one.id for one in made.people if one.name == "Grace")
    id = kept(desk, made.slug, "Done: moved in\nTakeaway: hello\nPulse: 4\n\n\nLooking forward!", grace)
    living = {one.capture.kind: one.capture.text for one in desk.store.living(made.slug)}
    assert living == {"takeaway": "hello", "note": "Looking forward!\nPulse: 4"}
    desk.letters.take_back(made.slug, id)
    assert [one for one in desk.store.living(made.slug) if not one.removed] == list[Living]()


def test_in_a_group_what_was_not_understood_is_for_the_user_alone(desk: Desk, slug: str) -> None:
    mentorship = desk.store.mentorship(slug)
    linus = Member(id="linus", name="Linus", role="mentee")
    desk.store.save_mentorship(msgspec.structs.replace(mentorship, people=(*mentorship.people, linus)))
    reading = desk.letters.understood(slug, "Done: things\n\nBetween us: I am tired.")
    assert reading.person == ""
    assert reading.others == (("grace", "Grace"), ("linus", "Linus"))
    id = kept(desk, slug, "Done: things\n\nBetween us: I am tired.", "linus")

    def private() -> list[str]:
        notes: tuple[PrivateNote, ...] = desk.store.private_notes(slug)
        return [one.caught.capture.text for one in notes if not one.removed]

    assert "Between us: I am tired." in private()
    assert "Between us: I am tired." not in [one.capture.text for one in desk.store.session(slug, "s").caught]
    desk.letters.take_back(slug, id)
    assert "Between us: I am tired." not in private()


def test_nobody_is_guessed_and_too_long_a_letter_is_refused(desk: Desk, slug: str) -> None:
    letter = desk.letters.understood(slug, "Done: things").letter
    for nobody in ("", "ada", "nobody"):
        with pytest.raises(Refused, match="whom this letter is from"):
            desk.letters.keep(slug, letter, nobody)
    long = desk.letters.understood(slug, "a" * 2_000_000)
    assert long.letter.too_long
    with pytest.raises(Refused, match="stays as a draft"):
        desk.letters.keep(slug, long.letter, "grace")


def test_more_than_an_agenda_holds_is_not_lost(desk: Desk, slug: str) -> None:
    bring = "\n".join(f"- topic {n}" for n in range(80))
    done = "\n".join(f"- thing {n}" for n in range(60))
    kept(desk, slug, f"Bring:\n{bring}\n- {'long ' * 60}\nDone:\n{done}\n")
    (checkin,) = desk.preparing.check_ins(slug)
    titles = {item.title for item in desk.preparing.plan(slug).items}
    note = next(one.capture.text for one in desk.store.session(slug, "s").caught if one.capture.who == "grace")
    for n in range(80):
        assert f"topic {n}" in titles or f"topic {n}" in note.splitlines()
    for n in range(60):
        assert f"thing {n}" in checkin.done or f"thing {n}" in note.splitlines()
    assert ("long " * 60).strip() in note


def test_what_a_letter_brought_into_a_session_stays_when_its_events_are_stored_again(tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path / "data"), MovingClock())
    made = desk.mentorships.begin("Ada", "", "mentor", "Grace")
    grace = next(one.id for one in made.people if one.name == "Grace")
    live = desk.sessions.start(made, ALL[0])
    live.finish()
    held = desk.sessions.conclude(live)
    id = kept(desk, made.slug, "Takeaway: small commits help\n\n\nI am away.", grace)
    desk.sessions.conclude(live)
    caught = [one.capture.text for one in desk.store.session(made.slug, held.id).caught]
    assert caught == ["small commits help", "I am away."]
    desk.letters.take_back(made.slug, id)
    desk.sessions.conclude(live)
    assert desk.store.session(made.slug, held.id).caught == ()
    desk.sessions.leave(live)


def rated(desk: Desk, slug: str) -> tuple[int | None, ...]:
    """What is stored as Grace's, covered or not."""
    found = desk.pulses.said(slug, "s", "grace")
    assert found is not None
    return found.safety, found.usefulness, found.fairness


def test_a_pulse_by_letter_takes_the_place_of_a_covered_one_only_when_that_is_said_and_undo_brings_the_first_back(
    desk: Desk, slug: str
) -> None:
    desk.pulses.give(slug, "s", "grace", 2, 2, 2)
    before = everything(desk, slug)
    reading = desk.letters.understood(slug, REPLY)
    (said,) = reading.doubts_of("grace")
    assert said == ("Grace's pulse of session 14 is in already; this letter's would take its place: u brings the first back.")
    assert reading.doubts_of("") == ()
    with pytest.raises(Refused, match=r"would take its place\. Nothing was kept"):
        desk.letters.keep(slug, reading.letter, "grace")
    assert everything(desk, slug) == before
    id = desk.letters.keep(slug, reading.letter, "grace", replaces=True).id
    assert rated(desk, slug) == (4, 5, 3)
    desk.letters.take_back(slug, id)
    assert rated(desk, slug) == (2, 2, 2)
    assert everything(desk, slug) == before


def test_the_same_pulse_again_is_no_doubt_and_one_that_is_open_goes_to_the_note(desk: Desk, slug: str) -> None:
    desk.pulses.give(slug, "s", "grace", 4, 5, 3)
    assert desk.letters.understood(slug, REPLY).rated == ()
    desk.pulses.give(slug, "s", "ada", 5, 5, 5)
    reading = desk.letters.understood(slug, REPLY.replace("4 5 3", "1 1 1"))
    assert reading.open
    assert reading.doubts_of("grace") == ()
    desk.letters.keep(slug, reading.letter, "grace")
    assert rated(desk, slug) == (4, 5, 3)


def test_taking_a_letter_back_leaves_a_pulse_that_was_given_anew_since(desk: Desk, slug: str) -> None:
    id = kept(desk, slug)
    desk.pulses.give(slug, "s", "grace", 1, 1, 1)
    assert "its pulse was given anew since, and that stays" in desk.letters.take_back(slug, id)
    assert rated(desk, slug) == (1, 1, 1)


def test_an_undo_on_summary_leaves_a_pulse_that_came_by_letter_since(desk: Desk, slug: str) -> None:
    desk.pulses.give(slug, "s", "grace", 2, 2, 2)
    made = desk.pulses.said(slug, "s", "grace")
    desk.letters.keep(slug, desk.letters.understood(slug, REPLY).letter, "grace", replaces=True)
    with pytest.raises(Refused, match="given anew since, such as by a letter: that stays"):
        desk.pulses.put(slug, "s", "grace", None, made)
    assert rated(desk, slug) == (4, 5, 3)
