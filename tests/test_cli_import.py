"""`mentortui import`: each file with its own result, what is asked for, and that nothing is stored of what went wrong."""

import json
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mentortui.cli_asking import working
from mentortui.core.people import Agreement
from mentortui.core.records import FinishedSession, Member, Mentorship
from mentortui.services.importing import Importing
from mentortui.store.store import Store
from tests.hostile.corpus import CORPUS
from tests.test_cli import Shell, Told, shell

__all__ = ["shell"]  # the fixture

WORDS = "zaphod-looks-tired"


def vtt(*cues: tuple[int, int, str], words: str = WORDS) -> str:
    blocks = [f"{a // 60:02}:{a % 60:02}.000 --> {b // 60:02}:{b % 60:02}.000\n{name}: {words}" for a, b, name in cues]
    return "\n\n".join(["WEBVTT", *blocks, ""])


CALL = vtt((0, 40, "Ada"), (40, 100, "Grace Otieno"))


@pytest.fixture
def known(shell: Shell) -> Shell:
    """There is a mentorship of Ada and Grace."""
    people = (
        Member(id="ada", name="Ada", role="mentor", zone="Europe/Berlin"),
        Member(id="grace", name="Grace", role="mentee", zone="Africa/Nairobi"),
    )
    agreed = Agreement(roles={"mentor": 40, "mentee": 60})
    Store(shell.data).save_mentorship(Mentorship(id="m", slug="grace", part="mentor", me="ada", people=people, agreement=agreed))
    return shell


def write(folder: Path, name: str = "2026-11-20 15-00.vtt", text: str = CALL) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def sessions(shell: Shell) -> list[FinishedSession]:
    return [one for one in Store(shell.data).sessions("grace") if not one.removed]


def stored(folder: Path) -> dict[str, bytes]:
    """Every file that holds something."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def ended(told: Told, code: int, *errors: str) -> None:
    """With that code, and one line on standard error for each of these words."""
    lines = told.err.splitlines()
    assert told.code == code, told.err
    assert len(lines) == len(errors), told.err
    assert [word for word, line in zip(errors, lines, strict=True) if word not in line] == [], told.err


def test_a_transcript_becomes_a_session_and_its_report_is_printed(known: Shell, tmp_path: Path) -> None:
    told = known("import", write(tmp_path))
    ended(told, 0)
    lines = told.out.splitlines()
    assert lines[:3] == [
        "2026-11-20 15-00.vtt · WebVTT · 2 cues · 1:40",
        "regular session 1 with Grace · Fri 20 Nov 15:00 (17:00 Nairobi)",
        "when: by the date in its name",
    ]
    assert lines[3:6] == [
        "       floor  share  agreed  turns  longest  speaking  signals",
        "Ada     0:40   40 %    40 %      1     0:40      0:40        0",
        "Grace   1:00   60 %    60 %      1     1:00      1:00        0",
    ]
    assert "“Grace Otieno” is Grace" in lines
    assert lines[-2] == "Stored as regular session 1 with Grace · Fri 20 Nov 15:00 (17:00 Nairobi)."
    (session,) = sessions(known)
    assert lines[-1] == f"What was said is not kept. mentortui show {session.id} shows the session."
    shown = known("show", "last").out
    assert "40 : 60 of talk, agreed 40 : 60 in the charter, as agreed · from a transcript" in shown
    assert "40 : 60" in known("list").out


def test_a_dry_run_shows_the_report_alone(known: Shell, tmp_path: Path) -> None:
    before = stored(known.data)
    told = known("import", "--dry-run", write(tmp_path), write(tmp_path, "2.vtt", vtt((0, 9, "Kofi"))))
    ended(told, 0)
    assert told.out.count("Nothing was stored: this is only the report.") == 2
    assert "“Kofi” is nobody here by that name" in told.out
    assert stored(known.data) == before


def test_the_same_file_twice_changes_nothing_and_says_so(known: Shell, tmp_path: Path) -> None:
    file = write(tmp_path)
    known("import", file)
    before = stored(known.data)
    told = known("import", file, file)
    ended(told, 0)
    assert told.out == "2026-11-20 15-00.vtt: this file is in regular session 1 with Grace already. Nothing was changed.\n" * 2
    assert stored(known.data) == before


def test_each_file_has_its_own_result_and_one_that_fails_makes_the_exit_code_1(known: Shell, tmp_path: Path) -> None:
    files = [
        write(tmp_path, "2026-11-18.vtt", vtt((0, 10, "Ada"))),
        write(tmp_path, "empty.vtt", ""),
        str(tmp_path / "gone.vtt"),
        write(tmp_path, "diary.txt", "Dear diary,\nnothing happened today.\n"),
        str(tmp_path),
        write(tmp_path, "2026-11-19.vtt", vtt((0, 10, "Grace"))),
    ]
    told = known("import", *files)
    ended(told, 1, "empty.vtt", "gone.vtt", "diary.txt", str(tmp_path))
    assert [one.origin.file for one in sessions(known) if one.origin] == ["2026-11-18.vtt", "2026-11-19.vtt"]


def test_nothing_is_stored_of_a_file_that_fails(known: Shell, tmp_path: Path) -> None:
    before = stored(known.data)
    ended(known("import", write(tmp_path, "a.vtt", CALL + "x" * 2_000_000)), 1, "a.vtt: line 9")
    assert stored(known.data) == before


def test_where_nobody_can_be_asked_it_is_said_what_to_pass(known: Shell, tmp_path: Path) -> None:
    file = write(tmp_path, text=vtt((0, 10, "Ada"), (10, 20, "Gracie O."), (20, 30, "Kofi"), (30, 40, "Speaker 1")))
    before = stored(known.data)
    told = known("import", file)
    ended(told, 1, '--as "Gracie O.=Grace" --as "Kofi=guest" --as "Speaker 1=guest"; --as \'*=guest\' says all others')
    assert stored(known.data) == before
    ended(known("import", file, "--as", "gracie o=gra", "--as", "Kofi=guest:Kofi M", "--as", "Speaker 1=nobody"), 0)
    (session,) = sessions(known)
    assert [person.name for person in session.people] == ["Ada", "Grace", "Kofi M"]
    assert [who for who, *_ in session.turns][-1] == "+"
    assert Store(known.data).mentorship("grace").people[1].heard_as == ("Gracie O.",)
    again = write(tmp_path, "2026-11-21.vtt", vtt((0, 10, "Ada"), (10, 20, "Gracie O."), (20, 30, "Kofi")))
    ended(known("import", again), 0)


def test_all_that_would_be_asked_about_are_guests_if_one_says_so(known: Shell, tmp_path: Path) -> None:
    file = write(tmp_path, text=vtt((0, 10, "Ada"), (10, 20, "Kofi"), (20, 30, "Ama"), (30, 40, "Grace")))
    ended(known("import", file, "--as", "*=guest"), 0)
    assert [person.name for person in sessions(known)[0].people] == ["Ada", "Grace", "Kofi", "Ama"]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("Ada", "does not say who it is"),
        ("=Ada", "does not say who it is"),
        ("Ada=", "does not say who it is"),
        ("Ada=Bob", "is nobody here: say one of Ada, Grace, guest, guest:NAME or nobody"),
    ],
)
def test_who_a_name_is_must_be_said_so_that_it_can_be_read(known: Shell, tmp_path: Path, said: str, error: str) -> None:
    ended(known("import", write(tmp_path), "--as", said), 1, error)
    assert sessions(known) == []


def test_a_name_that_is_in_no_file_is_told(known: Shell, tmp_path: Path) -> None:
    ended(known("import", write(tmp_path), "--as", "Linus=grace"), 0, "no file names “Linus”")


def test_when_it_was_may_be_said(known: Shell, tmp_path: Path) -> None:
    told = known("import", write(tmp_path, "call.vtt"), "--when", "18 nov 9:30")
    ended(told, 0)
    assert "Wed 18 Nov 09:30" in told.out
    assert "when: as you say" in told.out


def test_another_session_then_is_told_with_what_one_can_do(known: Shell, tmp_path: Path) -> None:
    known("import", write(tmp_path))
    other = write(tmp_path, "2026-11-20 15-01.vtt", vtt((0, 10, "Ada")))
    (first,) = sessions(known)
    ended(known("import", other), 1, f"regular session 1 was held at that time. --beside {first.id}")
    unknown = write(tmp_path, "2026-11-20 15-01 b.vtt", vtt((0, 10, "Kofi")))
    ended(known("import", unknown), 1, "was held at that time")  # before anybody is asked who Kofi is
    ended(known("import", other, "--anyway"), 0)
    assert [one.number for one in sessions(known)] == [1, 2]


def test_with_several_mentorships_the_names_tell_whose_it_was_or_one_says_so(known: Shell, tmp_path: Path) -> None:
    people = (Member(id="ada", name="Ada", role="mentee"), Member(id="linus", name="Linus", role="mentor"))
    Store(known.data).save_mentorship(Mentorship(id="n", slug="linus", part="mentee", me="ada", people=people))
    ended(known("import", write(tmp_path)), 0)
    assert len(sessions(known)) == 1
    alone = write(tmp_path, "2026-11-19.vtt", vtt((0, 10, "Ada")))
    ended(known("import", alone), 1, "with whom was that? Say --with NAME, one of grace, linus")
    ended(known("import", alone, "--with", "lin"), 0)
    assert len(Store(known.data).sessions("linus")) == 1


def test_without_a_mentorship_it_says_what_to_do_and_reads_no_file(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Importing, "read", None)
    ended(shell("import", write(tmp_path)), 1, "no mentorship yet")


def test_nobody_of_that_name_and_no_such_session_are_said_before_the_file_is_read(
    known: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Importing, "read", None)
    ended(known("import", write(tmp_path), "--with", "zoe"), 1, "zoe")
    ended(known("import", write(tmp_path), "--beside", "7"), 1, "No session is finished")


def test_a_long_file_that_is_read_is_said_to_be_worked_out_and_the_line_is_empty_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for cues in (10, 90_000):
        with working(Path("call.vtt"), cues):
            pass
    (said,) = [line for line in capsys.readouterr().err.split("\r") if line.strip()]
    assert said == "call.vtt  read; working out who spoke when · ctrl-c cancels"


@pytest.mark.parametrize(
    "words",
    [
        ["--accept", "a.vtt"],
        ["--fill", "a.vtt"],
        ["--fill", "--accept", "--beside", "last", "a.vtt"],
        ["--give-back", "--beside", "last", "a.vtt"],
        ["--give-back"],
        ["--beside", "last", "a.vtt", "b.vtt"],
        ["--beside", "last", "--words", "a.vtt"],
        ["--when", "thu 15:00", "a.vtt", "b.vtt"],
        ["--kind", "party", "a.vtt"],
        [],
    ],
)
def test_what_does_not_go_together_is_said_with_exit_code_2(known: Shell, words: list[str]) -> None:
    told = known("import", *words)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)


def test_a_kind_of_ones_own_counts_with_what_was_agreed_for_it(known: Shell, tmp_path: Path) -> None:
    store = Store(known.data)
    mentorship = store.mentorship("grace")
    store.save_mentorship(msgspec.structs.replace(mentorship, kinds={"pairing": Agreement()}))
    other = (mentorship.people[0], Member(id="linus", name="Linus", role="mentee"))
    store.save_mentorship(msgspec.structs.replace(mentorship, id="m2", slug="linus", people=other, kinds={"demo": Agreement()}))
    ended(known("import", write(tmp_path), "--with", "grace", "--kind", "demo"), 1, "“demo” is no kind of session here")
    ended(known("import", write(tmp_path), "--with", "grace", "--kind", "pairing"), 0)
    (session,) = sessions(known)
    assert (session.kind, session.agreement, session.agreed_by) == ("pairing", Agreement(), "kind")
    store.save_session("grace", msgspec.structs.replace(session, title="Pair programming"))
    again = write(tmp_path, "2026-11-21 15-00.vtt", vtt((0, 40, "Ada"), (40, 60, "Grace")))
    ended(known("import", again, "--with", "grace", "--kind", "pairing"), 0)
    assert [one.title for one in sessions(known)] == ["Pair programming", "Pair programming"]


def keyed(shell: Shell) -> FinishedSession:
    """A session timed by hand, of which a transcript is at hand too."""
    shell.data.parent.joinpath("s").mkdir(exist_ok=True)
    told = shell("import", write(shell.data.parent / "s", "2026-11-20 15-00.vtt", vtt((0, 40, "Ada"), (40, 100, "Grace"))))
    assert told.code == 0
    store = Store(shell.data)
    (session,) = sessions(shell)
    turns = tuple((who, start, end, "key") for who, start, end, _ in session.turns)
    store.save_session("grace", msgspec.structs.replace(session, turns=turns, origin=None, recorded=None))
    return store.session("grace", session.id)


def test_beside_a_session_timed_by_hand_it_says_how_far_both_agree(known: Shell, tmp_path: Path) -> None:
    before = keyed(known)
    file = write(tmp_path, "call.vtt", vtt((5, 45, "Ada"), (45, 85, "Grace"), (85, 105, "Ada")))
    told = known("import", file, "--beside", "last", "--dry-run")
    ended(told, 0)
    assert "The recording began 5.0 s before the session" in told.out
    assert "Keys and recording agree for 80 % of the talk" in told.out
    assert sessions(known) == [before]
    told = known("import", file, "--beside", "1", "--with", "grace")
    ended(told, 0)
    assert "no turn was changed" in told.out
    assert "Nothing was changed" in known("import", file, "--beside", before.id).out
    ended(known("import", file, "--beside", "grace/1", "--fill"), 1, "there is nothing to fill in")
    ended(known("import", file, "--beside", "grace/1", "--accept"), 0)
    (after,) = sessions(known)
    assert {who: time // 1_000_000 for who, time in after.figures.floor.items()} == {"ada": 60, "grace": 40}
    assert after.keyed == before.turns
    ended(known("import", file), 0)
    assert len(sessions(known)) == 1
    Store(known.data).save_session("grace", msgspec.structs.replace(after, turns=(("ada", 0, 9, "mended"),), mended=True))
    ended(known("import", "--beside", "last", "--give-back"), 1, "drops that too. Nothing was changed: --anyway does it")
    told = known("import", "--beside", "last", "--give-back", "--anyway")
    ended(told, 0)
    assert told.out.startswith("The keyed turns are those of regular session 1 with Grace")
    (back,) = sessions(known)
    assert (back.turns, back.figures, back.keyed) == (before.turns, before.figures, ())
    ended(known("import", "--beside", "last", "--give-back"), 1, "no keyed turns to give back")


def test_beside_a_session_nobody_is_a_guest(known: Shell, tmp_path: Path) -> None:
    keyed(known)
    file = write(tmp_path, "call.vtt", vtt((0, 40, "Ada"), (40, 100, "Kofi B")))
    ended(known("import", file, "--beside", "last"), 1, "\"Kofi B=Grace\"; --as '*=nobody' says all others")
    ended(known("import", file, "--beside", "last", "--as", "*=nobody"), 0)


def test_words_are_kept_only_if_asked_and_shown_only_if_asked(known: Shell, tmp_path: Path) -> None:
    told = known("import", write(tmp_path), "--words")
    assert WORDS not in told.out
    (session,) = sessions(known)
    holding = {path for path, data in stored(known.data).items() if WORDS.encode() in data}
    folder = known.data / "mentorships" / "grace"
    assert holding == {
        str(folder / "transcripts" / f"{session.id}.json"),
        *(path for path in holding if path.startswith(str(folder / "backups" / session.id))),
    }
    looks = [["show", "last"], ["show", "last", "--json"], ["show", "last", "--private"], ["list", "--json"], ["doctor"]]
    assert [words for words in looks if WORDS in known(*words).out] == []
    shown = known("show", "last", "--words")
    ended(shown, 0)
    assert f"  0:00  Ada: {WORDS}" in shown.out
    assert f"  0:40  Grace: {WORDS}" in shown.out
    for ending in (".md", ".html", ".json", ".csv"):
        assert known("show", "last", "--to", str(tmp_path / f"out{ending}")).code == 0
        assert WORDS not in (tmp_path / f"out{ending}").read_text("utf-8")


def test_where_no_words_were_kept_that_is_said(known: Shell, tmp_path: Path) -> None:
    known("import", write(tmp_path))
    ended(known("show", "last", "--words"), 1, "What was said in it was not kept")


def hostile() -> Iterable[tuple[str, str]]:
    return ((name, text) for name, text in CORPUS.items() if not name.startswith("long: "))


def test_no_name_or_word_in_a_file_does_anything_but_be_text(known: Shell, tmp_path: Path) -> None:
    segments = [
        {"start": number * 10, "end": number * 10 + 9, "speaker": text, "text": text}
        for number, (_, text) in enumerate(hostile())
    ]
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps({"segments": segments}), encoding="utf-8")
    told = known("import", str(path), "--as", "*=guest", "--words")
    assert told.code == 0, told.err
    for out in (told.out, known("show", "last", "--words").out, known("show", "last").out):
        assert not {char for char in out if ord(char) < 32 and char != "\n"}
        assert "\u202e" not in out
        assert "\x1b" not in out


def test_ctrl_c_while_it_is_stored_comes_too_late_for_that_file_and_stops_before_the_next(
    known: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = Importing.store

    def interrupted(*given: Any, **named: Any) -> FinishedSession:
        os.kill(os.getpid(), signal.SIGINT)
        return stores(*given, **named)

    monkeypatch.setattr(Importing, "store", interrupted)
    told = known("import", write(tmp_path), write(tmp_path, "2026-11-19.vtt", vtt((0, 10, "Ada"))))
    ended(told, 130)
    assert "Stored as regular session 1" in told.out
    assert [one.origin.file for one in sessions(known) if one.origin] == ["2026-11-20 15-00.vtt"]


def test_ctrl_c_while_it_is_read_stores_nothing(known: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = Importing.read

    def interrupted(*given: Any, **named: Any) -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        return reads(*given, **named)

    monkeypatch.setattr(Importing, "read", interrupted)
    told = known("import", write(tmp_path), write(tmp_path, "2.vtt"))
    assert (told.code, told.out) == (130, "")
    assert told.err.strip() == f"mentortui: {tmp_path}/2026-11-20 15-00.vtt: cancelled. Nothing of it is stored."
    assert sessions(known) == []


def test_the_json_of_a_session_says_which_recording_it_was_made_of(known: Shell, tmp_path: Path) -> None:
    assert known("import", write(tmp_path)).code == 0
    recording = json.loads(known("show", "last", "--json").out)["session"]["speaking"]["recording"]
    assert (recording["file"], recording["format"]) == ("2026-11-20 15-00.vtt", "WebVTT")
    assert [(one["person"], one["names"], one["speaking_seconds"]) for one in recording["people"]] == [
        ("ada", ["Ada"], 40.0),
        ("grace", ["Grace Otieno"], 60.0),
    ]
    assert (recording["cues_carried"], recording["agrees"]) == (0, None)
