"""The charter on disk: what is typed, what was said in a session, what is taken back, and nothing lost on the way."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from mentortui.core.channels import CHANNEL
from mentortui.core.charter import CharterAnswer
from mentortui.core.people import Agreement
from mentortui.core.refused import Refused
from mentortui.services.charter import CallDropped
from mentortui.services.doctor import Doctor
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.store.store import Store
from tests.clocks import MINUTE
from tests.crash.program import SLUG, Program

THIRTY = Agreement(roles={"mentor": 30.0, "mentee": 70.0})


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path / "data")
    program.desk.mentorships.begin("Ada", "Europe/Berlin", "mentor", "Grace", "Africa/Nairobi", "40/60", "1234567890")
    return program


def texts(program: Program) -> dict[str, str]:
    return dict(program.desk.charters.shown(SLUG).charter.texts)


def meeting(program: Program, **said: str) -> None:
    """A first meeting in which its questions were asked and these answers were given, under way."""
    if "shares" in said:
        program.desk.mentorships.edit(SLUG, sharing="")
    editor = program.desk.preparing.editor(SLUG)
    editor.shape(editor.usual)
    editor.ask_charter()
    editor.save()
    live = program.live
    for key, text in said.items():
        item = next(facts.item for facts in live.session.items if facts.item.charter == key)
        live.agenda.go_to(item.id)
        program.clock.wait(1)
        live.captures.catch(text)


def stored(program: Program) -> None:
    program.live.finish()
    program.desk.sessions.conclude(program.live)


def test_what_is_typed_twice_in_one_visit_is_one_change_and_all_of_the_visit_can_be_undone(program: Program) -> None:
    program.desk.charters.visit(SLUG).answer("plan_b", "dial in again")
    program.clock.wait(60)
    visit = program.desk.charters.visit(SLUG)
    assert visit.answer("plan_b", "by pho") == "Call drops: saved"
    assert visit.answer("plan_b", "by phone") == "Call drops: saved"
    assert visit.answer("plan_b", " by phone ") == ""
    program.clock.wait(1)
    assert visit.answer("shares", "30/70") == "Sharing talk: saved"
    shown = program.desk.charters.shown(SLUG)
    assert [(one.question.key, one.was, one.text) for one in shown.charter.changes] == [
        ("shares", "40/60", "30/70"),
        ("plan_b", "dial in again", "by phone"),
        ("plan_b", "", "dial in again"),
    ]
    assert program.desk.mentorships.get(SLUG).agreement == THIRTY
    assert visit.take_back() == "Undone: saved: Call drops, Sharing talk"
    assert texts(program) == {"plan_b": "dial in again", "shares": "40/60"}
    with pytest.raises(Refused, match="There is nothing to undo"):
        visit.take_back()


def test_an_undone_agreement_leaves_alone_what_was_agreed_elsewhere_since(program: Program) -> None:
    visit = program.desk.charters.visit(SLUG)
    visit.answer("shares", "30/70")
    program.desk.mentorships.edit(SLUG, sharing="equal")
    visit.take_back()
    assert texts(program)["shares"] == "equal"


def test_shares_edited_with_the_people_stand_among_the_changes_and_are_stored_once(program: Program) -> None:
    program.desk.mentorships.edit(SLUG, sharing="do not show", kinds="coffee equal")
    shown = program.desk.charters.shown(SLUG).charter
    assert {(one.question.key, one.was, one.text) for one in shown.changes} == {
        ("shares", "40/60", ""),
        ("kinds", "", "coffee equal"),
        ("figures", "shown", "not shown"),
    }
    assert dict(shown.texts) == {"kinds": "coffee equal", "figures": "not shown"}
    program.desk.charters.visit(SLUG).answer("figures", "shown")
    assert program.desk.mentorships.get(SLUG).show_figures


def test_what_was_said_in_the_meeting_lands_in_the_charter_when_the_session_is_stored(program: Program) -> None:
    meeting(program, purpose="a release alone", shares="30/70", figures="no", revisit="in 3 months", norms="plainly")
    program.live.captures.catch("! no phones at the table")
    program.live.captures.catch("* said it aloud")
    assert texts(program) == {}
    stored(program)
    found = texts(program)
    assert found == {
        "purpose": "a release alone",
        "shares": "30/70",
        "figures": "not shown",
        "revisit": found["revisit"],
        "norms": "plainly; no phones at the table",
    }
    assert date.fromisoformat(found["revisit"]) > program.live.today
    mentorship = program.desk.mentorships.get(SLUG)
    assert (mentorship.agreement, mentorship.show_figures) == (THIRTY, False)
    session = program.live.session.started.session
    page = program.desk.pages.page_of(SLUG, session)
    assert [(line.lead, line.text) for line in page.section("charter")] == [
        ("Purpose", "a release alone"),
        ("How we talk", "plainly"),
        ("How we talk", "no phones at the table"),
        ("Sharing talk", "30/70"),
        ("Figures", "no"),
        ("Look again", "in 3 months"),
    ]
    assert not page.section("notes")
    assert not page.section("decisions")


def test_what_is_no_answer_to_a_question_stays_a_note_and_says_why(program: Program) -> None:
    meeting(program)
    live = program.live
    item = next(facts.item for facts in live.session.items if facts.item.charter == "figures")
    live.agenda.go_to(item.id)
    assert live.captures.preview("we shall see").startswith("not into the charter: “we shall see” is neither")
    assert live.captures.preview("not shown").startswith("into the charter: Figures, speaking figures are not shown · note")
    assert live.captures.preview("* well done").startswith("win")
    live.captures.catch("we shall see")
    stored(program)
    assert texts(program) == {"shares": "40/60"}
    (line,) = program.desk.pages.page_of(SLUG, live.session.started.session).section("notes")
    assert line.text == "we shall see"


def test_stored_again_it_says_the_same_and_what_was_agreed_since_stays(program: Program) -> None:
    meeting(program, purpose="a release alone", shares="30/70")
    stored(program)
    program.clock.wait(60)
    program.desk.charters.visit(SLUG).answer("purpose", "two releases")
    program.desk.mentorships.edit(SLUG, sharing="equal")
    again = Program(program.folder, later=120)
    again.start()
    assert texts(again)["purpose"] == "two releases"
    assert texts(again)["shares"] == "equal"
    program.desk.sessions.conclude(program.live)
    assert texts(program)["shares"] == "equal"


def test_an_answer_that_is_taken_back_in_the_session_goes_from_the_charter_and_shares_are_as_before(program: Program) -> None:
    meeting(program, purpose="a release alone", shares="30/70")
    stored(program)
    live = program.live
    live.go_back_in()
    program.desk.sessions.reopen(live)
    for facts in live.session.captures:
        live.captures.remove(facts.capture.id)
    stored(program)
    assert texts(program) == {}
    for _ in range(3):  # the end of the session, then each answer
        live.undo()
    stored(program)
    assert texts(program)["purpose"] == "a release alone"


def test_an_answer_that_became_private_is_in_no_shared_file_any_more(program: Program) -> None:
    meeting(program, confidence="zaphod-looks-tired")
    stored(program)
    session = program.live.session.started.session
    program.desk.sessions.leave(program.live)
    editor = program.desk.pages.editor(SLUG, session)
    (line,) = program.desk.pages.page_of(SLUG, session).section("charter")
    editor.reword(line.id, f". {line.text}")
    editor.save()
    assert "confidence" not in texts(program)
    folder = program.folder / "mentorships" / SLUG
    assert b"zaphod" not in (folder / "record.json").read_bytes()
    assert b"zaphod" in (folder / "private.json").read_bytes()


def test_an_answer_that_is_reworded_on_the_page_later_reads_so_in_the_charter(program: Program) -> None:
    meeting(program, norms="plainly")
    stored(program)
    session = program.live.session.started.session
    program.desk.sessions.leave(program.live)
    editor = program.desk.pages.editor(SLUG, session)
    (line,) = program.desk.pages.page_of(SLUG, session).section("charter")
    editor.reword(line.id, "plainly and kindly")
    editor.save()
    assert texts(program)["norms"] == "plainly and kindly"
    editor.undo()
    editor.save()
    assert texts(program)["norms"] == "plainly"


def test_of_its_questions_only_one_that_was_begun_and_left_open_stands_on_the_next_agenda(program: Program) -> None:
    meeting(program, purpose="a release alone", norms="plainly")
    live = program.live
    live.agenda.go_to(next(facts.item.id for facts in live.session.items if facts.item.charter == "account"))
    live.agenda.go_to_last()
    stored(program)
    program.desk.sessions.leave(live)
    editor = program.desk.preparing.editor(SLUG)
    assert [item.source for item in editor.plan.items if item.source.startswith("charter:")] == ["charter:account"]
    assert all(not offer.id.startswith("charter:") for offer in editor.offers)
    del program.live
    live = program.live
    live.agenda.go_to(next(facts.item.id for facts in live.session.items if facts.item.charter == "account"))
    live.captures.catch("we open with last time's promises")
    stored(program)
    assert texts(program)["account"] == "we open with last time's promises"


def test_what_is_typed_last_holds_also_where_the_clock_stands_or_was_set_back(program: Program) -> None:
    for number, text in enumerate(("plainly", "kindly", "with tea", "by the sea")):
        program.desk.charters.visit(SLUG).answer("norms", text)
        assert texts(program)["norms"] == text
        if number == 1:
            program.clock.step -= 60 * MINUTE
    assert [one.was for one in program.desk.charters.shown(SLUG).charter.of("norms")] == ["with tea", "kindly", "plainly", ""]


def test_two_programs_that_answer_one_question_lose_neither_wording(program: Program) -> None:
    one, other = program.desk.charters.visit(SLUG), Program(program.folder, later=5).desk.charters.visit(SLUG)
    one.answer("norms", "plainly")
    other.answer("norms", "kindly")
    found = program.desk.charters.shown(SLUG).charter
    assert found.text("norms") == "kindly"
    assert [(one.was, one.text) for one in found.of("norms")] == [("plainly", "kindly"), ("", "plainly")]


def test_the_call_has_a_plan_and_a_link_and_without_a_link_it_is_said_where_it_goes(program: Program) -> None:
    charters = program.desk.charters
    assert charters.dropped(SLUG) == CallDropped("", "")
    with pytest.raises(Refused, match="No link of the call yet: the tab Channels"):
        charters.link(SLUG)
    records = program.desk.records
    records.save(SLUG, CHANNEL, records.blank(CHANNEL), {"channel": "video", "link": "https://meet.example/x"})
    charters.visit(SLUG).answer("plan_b", "by phone")
    assert charters.dropped(SLUG) == CallDropped("by phone", "https://meet.example/x")
    assert charters.link(SLUG) == "https://meet.example/x"


def test_what_a_newer_version_asks_is_kept_and_not_shown(program: Program) -> None:
    newer = CharterAnswer(id="n", created=program.clock.wall(), question="pets", text="a cat each")
    with program.desk.store.changing(SLUG) as now:
        now.table("charter", CharterAnswer).put(newer)
    program.desk.charters.visit(SLUG).answer("norms", "plainly")
    assert "pets" not in texts(program)
    kept = {one.id: one for one in Store(program.folder).table(SLUG, "charter", CharterAnswer)}
    assert kept["n"] == newer


def test_a_coffee_chat_begins_without_figures_and_asks_what_one_noticed(program: Program) -> None:
    editor = program.desk.preparing.editor(SLUG)
    editor.shape(next(one for one in editor.templates if one.kind == "coffee"))
    editor.save()
    live = program.live
    assert not live.session.show_figures
    program.clock.wait(2 * MINUTE / 1_000_000)
    stored(program)
    session = live.session.started.session
    page = program.desk.pages.page_of(SLUG, session)
    assert [line.text for line in page.section("to do") if line.kind == "noticed"] == ["What did you notice? e writes it down"]
    assert not page.section("floor")
    editor_ = program.desk.pages.editor(SLUG, session)
    editor_.note_closing("Grace laughs about her own bugs")
    editor_.save()
    page = program.desk.pages.page_of(SLUG, session)
    assert not [line for line in page.section("to do") if line.kind == "noticed"]
    assert next(section.title for section in page.sections if section.key == "closing") == "Noticed"


def test_what_the_disk_refuses_is_not_called_saved(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = program.desk.charters.visit(SLUG)

    def refused(act: Changing) -> None:
        raise NotSaved(program.folder, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(Changing, "write", refused)
        with pytest.raises(NotSaved):
            visit.answer("plan_b", "by phone")
    assert visit.said == ""
    visit.answer("plan_b", "by phone")
    assert visit.said == "saved: Call drops"


def test_an_old_store_without_a_charter_reads_as_before(program: Program) -> None:
    session = msgspec.json.decode((program.folder / "mentorships" / SLUG / "record.json").read_bytes())
    assert "charter" not in session
    assert texts(program) == {"shares": "40/60"}
    assert not program.desk.charters.shown(SLUG).charter.is_used


def test_the_doctor_sees_an_answer_that_cannot_be_read_and_one_of_a_session_that_is_not_there(program: Program) -> None:
    program.desk.charters.visit(SLUG).answer("norms", "plainly")
    with program.desk.store.changing(SLUG) as now:
        lost = CharterAnswer(
            id="lost", created=program.clock.wall(), question="norms", text="kindly", session="gone", by="nobody"
        )
        now.table("charter", CharterAnswer).put(lost)
    told = [finding.what for finding in Doctor(program.folder, program.clock).look()]
    assert "charter lost belongs to session gone, which is not there" in told
    assert "charter lost names nobody, who is nobody of this mentorship" in told
