"""Assessments as they are stored: sealed wherever anything leaves, two programs, undo, and adjustments."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from mentortui.cli import command
from mentortui.core.adjusting import Proposal
from mentortui.core.assessment import TABLE, Assessment
from mentortui.core.charter import TABLE as CHARTER
from mentortui.core.charter import CharterAnswer
from mentortui.core.refused import Refused
from mentortui.services.assessments import Assessments
from mentortui.services.exports import FORMS
from mentortui.store.store import Store
from tests.screens.stage import StillClock
from tests.screens.summary_app import store_a_session

NOW = round(datetime(2026, 11, 25, 13, 3, tzinfo=UTC).timestamp()) * 1_000_000
SEALED = "zaphod-feels-small"


@pytest.fixture
def slug(tmp_path: Path) -> str:
    return store_a_session(Store(tmp_path / "data"), "usual")


def program(tmp_path: Path) -> Assessments:
    ids = count()
    return Assessments(Store(tmp_path / "data"), StillClock(NOW), lambda: f"new{next(ids)}")


@pytest.fixture
def assessments(tmp_path: Path) -> Assessments:
    return program(tmp_path)


def test_answers_show_after_a_restart_and_only_once_both_are_in(slug: str, assessments: Assessments, tmp_path: Path) -> None:
    round = assessments.current(slug).key
    assert round == "2026-Q4"
    sealed = assessments.give(slug, round, "grace", {"safety": 2}, "the middle was rushed")
    assert sealed.sealed
    assert [row.answers for row in program(tmp_path).picture(slug).now.rows] == [None, None]
    assessments.give(slug, round, "ada", {"safety": 5, "impact": 4})
    picture = program(tmp_path).picture(slug)
    assert [row.answers for row in picture.rounds[0].rows] == [{"safety": 5, "impact": 4}, {"safety": 2}]
    assert picture.rounds[0].rows[1].sentence == "the middle was rushed"
    assert picture.now.key == "2026-Q4.2"
    with pytest.raises(Refused, match="is open"):
        assessments.give(slug, round, "ada", {"safety": 1}, seen=assessments.said(slug, round, "ada"))
    with pytest.raises(Refused, match="are open"):
        assessments.undo(slug)


def test_two_programs_answering_for_one_person_lose_nothing_of_the_first(
    slug: str, assessments: Assessments, tmp_path: Path
) -> None:
    program(tmp_path).give(slug, "2026-Q4", "ada", {"fair": 2})
    with pytest.raises(Refused, match="Ada answered elsewhere meanwhile: that stays"):
        assessments.give(slug, "2026-Q4", "ada", {"fair": 5}, seen=None)
    with pytest.raises(Refused, match="Ada answered elsewhere meanwhile"):
        assessments.decline(slug, "2026-Q4", "ada")
    stored = assessments.said(slug, "2026-Q4", "ada")
    assert stored is not None
    assert stored.answers == {"fair": 2}
    assessments.give(slug, "2026-Q4", "ada", {"fair": 5}, seen=stored)
    assert assessments.undo(slug) == "Undone: the answers"
    back = assessments.said(slug, "2026-Q4", "ada")
    assert back is not None
    assert back.answers == {"fair": 2}


def test_a_first_answer_taken_back_is_nowhere_and_one_given_anew_elsewhere_is_not_taken_back(
    slug: str, assessments: Assessments, tmp_path: Path
) -> None:
    assessments.give(slug, "2026-Q4", "ada", {"fair": 2})
    assessments.undo(slug)
    assert assessments.said(slug, "2026-Q4", "ada") is None
    assert assessments.picture(slug).rounds == ()
    assessments.give(slug, "2026-Q4", "ada", {"fair": 2})
    other = program(tmp_path)
    other.give(slug, "2026-Q4", "ada", {"fair": 4}, seen=other.said(slug, "2026-Q4", "ada"))
    with pytest.raises(Refused, match="elsewhere meanwhile"):
        assessments.undo(slug)
    stored = assessments.said(slug, "2026-Q4", "ada")
    assert stored is not None
    assert stored.answers == {"fair": 4}


def test_a_reply_by_letter_is_kept_covered_and_takes_the_place_of_nothing(slug: str, assessments: Assessments) -> None:
    reply = (
        assessments.letter(slug, "grace").replace("said here?):", "said here?): 2").replace("sentence:", f"sentence: {SEALED}")
    )
    told = assessments.take_letter(slug, reply)
    assert told == "The answers of Grace for Oct to Dec 2026 are kept, covered until everybody's are in."
    assert [(row.state, row.by_letter, row.answers) for row in assessments.picture(slug).now.rows] == [
        ("waiting", False, None),
        ("in", True, None),
    ]
    with pytest.raises(Refused, match="answers for Oct to Dec 2026 are in already: they stay"):
        assessments.take_letter(slug, reply.replace(": 2", ": 5"))
    with pytest.raises(Refused, match="in already"):
        assessments.letter(slug, "grace")
    with pytest.raises(Refused, match="Linus, who is nobody of this mentorship"):
        assessments.take_letter(slug, reply.replace("answers of Grace", "answers of Linus"))
    mine = assessments.letter(slug, "ada").replace("fairly here?):", "fairly here?): 4")
    with pytest.raises(Refused, match="about Jan to Mar 2020; the assessment of now is Oct to Dec 2026"):
        assessments.take_letter(slug, mine.replace("2026-Q4", "2020-Q1"))
    assert assessments.take_letter(slug, mine).endswith("everybody has answered: all of it shows.")
    stored = assessments.said(slug, "2026-Q4", "grace")
    assert stored is not None
    assert (stored.answers, stored.sentence) == ({"safety": 2}, SEALED)


def test_an_adjustment_becomes_an_action_or_a_line_of_the_charter_once_and_both_are_taken_back(
    slug: str, assessments: Assessments, tmp_path: Path
) -> None:
    store = Store(tmp_path / "data")
    assessments.give(slug, "2026-Q4", "grace", {"safety": 2, "rhythm": 1})
    assessments.give(slug, "2026-Q4", "ada", {"safety": 4})
    safety, rhythm = assessments.picture(slug).proposals
    assert "Yours now, under Actions" in assessments.as_action(slug, safety)
    with pytest.raises(Refused, match="an action already"):
        assessments.as_action(slug, safety)
    (made,) = (one for one in store.living(slug) if one.id == safety.id)
    assert (made.capture.kind, made.capture.text, made.capture.who) == ("action", safety.text, "ada")
    assert "In the charter now" in assessments.as_agreed(slug, rhythm)
    with pytest.raises(Refused, match="says so already"):
        assessments.as_agreed(slug, rhythm)
    assert [one.text for one in store.table(slug, CHARTER, CharterAnswer) if not one.removed] == [rhythm.text]
    assert assessments.picture(slug).proposals == ()
    assessments.undo(slug)
    assessments.undo(slug)
    assert assessments.picture(slug).proposals == (safety, rhythm)


def test_an_answer_adds_to_what_the_charter_says_and_keeps_what_it_said(
    slug: str, assessments: Assessments, tmp_path: Path
) -> None:
    store = Store(tmp_path / "data")
    store.save_table(slug, CHARTER, CharterAnswer(id="c", created=5, question="norms", text="By mail."))
    proposal = Proposal(id="p", key="rhythm", about="", text="Try another rhythm", question="norms", at="")
    assessments.as_agreed(slug, proposal)
    said = [one.text for one in store.table(slug, CHARTER, CharterAnswer)]
    assert said == ["By mail.", "By mail; Try another rhythm"]


def test_the_doctor_names_answers_of_nobody_and_not_what_they_are(slug: str, tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.save_table(slug, TABLE, Assessment(id="a", round="2026-Q4", person="linus", answers={"safety": 1}, sentence=SEALED))
    told = CliRunner().invoke(command, ["--data-dir", str(tmp_path / "data"), "doctor"]).output
    assert "assessments a names linus, who is nobody of this mentorship" in told
    assert SEALED not in told


def test_sealed_answers_are_in_no_page_export_index_notice_or_command(
    slug: str, assessments: Assessments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.chdir(out)
    monkeypatch.setenv("MENTORTUI_TEST_CLOCK", clock(tmp_path))
    data = tmp_path / "data"
    assessments.give(slug, "2026-Q4", "grace", {"safety": 1}, SEALED)
    store = Store(data)
    store.index()
    looks = [["list"], ["list", "--json"], ["show", "last"], ["show", "last", "--json"], ["show", "last", "--private"]]
    looks += [["review", "grace", *more] for more in ([], ["--json"], ["--period", "all"], ["--for-others"])]
    looks += [["show", "last", "--to", f"page{ending}"] for ending in FORMS]
    looks += [["review", "grace", "--to", f"review{ending}"] for ending in (".md", ".html", ".json")]
    looks += [["doctor"], ["trends", "grace"]]
    told = {" ".join(words): CliRunner().invoke(command, ["--data-dir", str(data), *words]).output for words in looks}
    assert [words for words, answer in told.items() if SEALED in answer] == []
    assert [path.name for path in out.iterdir() if SEALED.encode() in path.read_bytes()] == []
    assert len(list(out.iterdir())) == len(FORMS) + 3
    assert SEALED not in "".join(store.notices)
    assert SEALED.encode() not in (data / "index.json").read_bytes()
    held = {
        path.relative_to(data / "mentorships" / slug).parts[0]
        for path in data.rglob("*")
        if path.is_file() and SEALED.encode() in path.read_bytes()
    }
    assert held <= {"record.json", "backups"}
    assert "record.json" in held
    assessments.give(slug, "2026-Q4", "ada", {"safety": 4})
    after = CliRunner().invoke(
        command, ["--data-dir", str(data), "review", "grace"], env={"MENTORTUI_TEST_CLOCK": clock(tmp_path)}
    )
    assert SEALED in after.output, after.output


def clock(folder: Path) -> str:
    file = folder / "clock"
    file.write_text(f"0 {NOW}")
    return str(file)
