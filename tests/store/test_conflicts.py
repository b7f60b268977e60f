"""Copies that programs which sync folders leave where two machines changed one file: found, left out, told, brought together."""

import shutil
from pathlib import Path

import msgspec
import pytest

from mentortui.core.events import Finished
from mentortui.core.records import CheckIn, FinishedSession, Living, Me
from mentortui.services.doctor import Doctor
from mentortui.store.conflicts import copy_of, folder_copy_of
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.store.values import YEAR, action, mentorship, noted, private, session

replace = msgspec.structs.replace
MARKS = (
    ".sync-conflict-20261129-101500-ABCDEFG",
    " (Ada's conflicted copy 2026-11-29)",
    " (conflicted copy 2026-11-29 101500)",
    "_conflict-20261129-101500",
    "-LAPTOP",
    "-DESKTOP-1AB2C",
    " (1)",
    " 2",
    " - Copy",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(tmp_path)
    store.save_me(Me(id="ada", name="Ada", changed=5))
    slug = store.save_mentorship(mentorship(changed=5)).slug
    store.save_living(slug, replace(action("a1"), changed=5), replace(action("a2"), changed=5))
    store.save_session(slug, replace(session("s1"), changed=5, closing="as it was"))
    store.save_private(slug, private("p1", "tired"))
    store.save_drafts(slug, {"line": "half"})
    return tmp_path / "mentorships" / slug


def as_of_now(folder: Path, name: str, mark: str = " (1)") -> Path:
    """A copy as a program that syncs makes it."""
    path = folder / name
    return Path(shutil.copy2(path, path.with_name(f"{path.stem}{mark}{path.suffix}")))


def listed(folder: Path) -> tuple[list[str], list[str]]:
    """Sessions that are listed, and what was told."""
    store = Store(folder.parents[1])
    (head,) = store.index().mentorships
    assert head.sessions == len(store.sessions(folder.name)) == len(store.session_heads(folder.name))
    return [one.id for one in store.sessions(folder.name)], store.notices


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", ["record.json", "private.json", "drafts.json", "me.json", "act.json", "2026.json"])
def test_a_copy_is_known_by_its_name(name: str, mark: str) -> None:
    stem, ending = name.split(".")
    assert copy_of(f"{stem}{mark}.{ending}") == name
    assert copy_of(name) is None


@pytest.mark.parametrize("mark", MARKS)
def test_a_copy_of_a_journal_is_known_by_its_name(mark: str) -> None:
    assert copy_of(f"abc{mark}.jsonl", ("abc.jsonl",)) == "abc.jsonl"


def test_names_of_ours_are_no_copies() -> None:
    for name in (
        "record.json",
        "2026.json",
        "undated.json",
        "abc.jsonl",
        "act.json",
        "index.json",
        "notes (1).json",
        "ab-cd.jsonl",
    ):
        assert copy_of(name, ("abc.jsonl",)) is None
    assert folder_copy_of("grace-2", ("grace", "grace-2")) is None
    assert folder_copy_of("grace 2", ("grace 2",)) is None
    assert folder_copy_of("grace 2", ("grace", "grace 2")) == "grace"


@pytest.mark.parametrize("mark", MARKS)
def test_sessions_are_listed_once_beside_a_copy_and_that_is_told(folder: Path, mark: str) -> None:
    copy = as_of_now(folder, "sessions/2024.json", mark)
    ids, told = listed(folder)
    assert ids == ["s1"]
    assert told == [
        f"Two machines changed 2024.json of grace: both copies are kept, {copy} is not used. mentortui doctor says what to do."
    ]


def test_a_copied_journal_is_no_second_session(folder: Path) -> None:
    store = Store(folder.parents[1])
    store.journals.start("grace", "live1").close()
    as_of_now(folder, "live/live1.jsonl", ".sync-conflict-20261129-101500-ABCDEFG")
    assert [info.id for info in store.journals.all()] == ["live1"]


def test_a_copied_folder_is_no_second_mentorship_but_another_one_of_such_a_name_is_one(folder: Path) -> None:
    shutil.copytree(folder, folder.with_name("grace (1)"))
    ids, told = listed(folder)
    assert ids == ["s1"]
    assert "Two machines changed the folder grace: both copies are kept" in told[0]
    store = Store(folder.parents[1])
    other = store.save_mentorship(mentorship("m2", "Linus")).slug
    (folder.parent / other).rename(folder.parent / "grace 3")
    assert [one.id for one in Store(store.data_dir).mentorships()] == ["m1", "m2"]


def test_brought_together_by_record_id_field_by_field_upon_what_both_began_with(folder: Path) -> None:
    store = Store(folder.parents[1])
    store.save_living("grace", replace(action("a9"), changed=6))  # the day's copy was made before this one
    shutil.copy2(folder / "record.json", folder / "backups" / "record-2026-11-28T101500-0badcafe.json")
    there = as_of_now(folder, "record.json")
    elsewhere(there, lambda other: other.save_living("grace", replace(action("a1"), state="done", changed=20)))
    elsewhere(there, lambda other: other.save_living("grace", replace(action("new"), changed=21)))
    elsewhere(there, lambda other: other.change_mentorship("grace", lambda now: replace(now, goals=("Lead",), changed=22)))
    store.save_living("grace", replace(action("a1", text="read it twice"), changed=10))
    store.change_mentorship("grace", lambda now: replace(now, goals=("Tests",), next_date=77, changed=30))
    (said,) = store.upkeep.merge_copies()
    assert said.startswith(f"{there}: brought together with record.json, and kept as {folder / 'backups'}")
    found = {one.id: one for one in store.living("grace")}
    assert (found["a1"].state, found["a1"].capture.text) == ("done", "read it twice")
    assert found.keys() == {"a1", "a2", "a9", "new"}
    now = store.mentorship("grace")
    assert (set(now.goals), now.next_date) == ({"Lead", "Tests"}, 77)
    assert not there.exists()
    assert store.upkeep.merge_copies() == ()


def elsewhere(copy: Path, change: object) -> None:
    """What another machine does to its record.json, which comes back as `copy`."""
    machine = copy.parents[2] / "elsewhere"
    home = machine / "mentorships" / "grace"
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy2(copy, home / "record.json")
    change(Store(machine))  # type: ignore[operator]
    shutil.copy2(home / "record.json", copy)
    shutil.rmtree(machine)


def test_where_nothing_earlier_is_known_the_record_changed_later_holds_and_nothing_is_lost(folder: Path) -> None:
    there = as_of_now(folder, "record.json")
    elsewhere(there, lambda other: other.save_living("grace", replace(action("a1", text="theirs"), changed=20)))
    store = Store(folder.parents[1])
    store.save_living("grace", replace(action("a1", text="ours"), changed=10))
    for old in (folder / "backups").iterdir():
        old.unlink()
    store = Store(folder.parents[1])
    store.upkeep.merge_copies()
    assert [one.capture.text for one in store.living("grace") if one.id == "a1"] == ["theirs"]
    assert any(b'"theirs"' in kept.read_bytes() for kept in (folder / "backups").glob("record-*-copy-*.json"))


def test_a_conflict_copy_is_no_earlier_state_of_the_file_that_it_was_a_copy_of(folder: Path) -> None:
    there = as_of_now(folder, "record.json")
    elsewhere(there, lambda other: other.save_living("grace", replace(action("a1", text="theirs"), changed=1)))
    store = Store(folder.parents[1])
    store.save_living("grace", replace(action("a1", text="ours"), changed=10))
    store.upkeep.merge_copies()
    for left in (*(folder / "backups").glob("record.*jsonl"), *(folder / "backups").glob("record-*")):
        if "-copy-" not in left.name:
            left.unlink()
    shutil.copy2(folder / "record.json", folder / "backups" / "record-2026-11-01T101500-0badcafe.json")
    (folder / "record.json").write_bytes(b"")
    store = Store(folder.parents[1])
    assert [one.capture.text for one in store.living("grace") if one.id == "a1"] == ["ours"]
    assert "Changes after 2026-11-01" in store.notices[0]


def test_private_notes_drafts_the_user_and_sessions_are_brought_together(folder: Path) -> None:
    store = Store(folder.parents[1])
    copies = [as_of_now(folder, name) for name in ("private.json", "drafts.json", "sessions/2024.json")]
    copies.append(as_of_now(folder.parents[1], "me.json"))
    store.save_private("grace", private("p2", "awake"))
    store.save_drafts("grace", {"line": "half a sentence", "other": "kept"})
    store.save_session("grace", replace(session("s2", 2, 55 * YEAR + 1), changed=9))
    store.save_me(Me(id="ada", name="Ada L.", changed=9))
    assert len(store.upkeep.merge_copies()) == 4
    assert not any(copy.exists() for copy in copies)
    assert [one.id for one in store.private_notes("grace")] == ["p1", "p2"]
    assert store.drafts("grace") == {"line": "half a sentence", "other": "kept", "line (of another program)": "half"}
    assert [one.id for one in store.sessions("grace")] == ["s1", "s2"]
    me = store.me()
    assert me is not None
    assert me.name == "Ada L."


def test_events_of_both_journals_are_there_once(folder: Path) -> None:
    store = Store(folder.parents[1])
    log = store.journals.start("grace", "live1")
    log.append(noted("e1", "one"))
    there = as_of_now(folder, "live/live1.jsonl")
    log.append(noted("e2", "two"))
    log.close()
    other = Store(folder.parents[1] / "x")
    home = other.data_dir / "mentorships" / "grace" / "live"
    home.mkdir(parents=True)
    shutil.copy2(folder / "record.json", home.parent / "record.json")
    shutil.copy2(there, home / "live1.jsonl")
    log = other.journals.open("grace", "live1")
    log.append(noted("e3", "three"))
    log.close()
    shutil.copy2(home / "live1.jsonl", there)
    store.upkeep.merge_copies()
    events = store.journals.watch("grace", "live1").events
    assert {event.id for event in events if not isinstance(event, bytes)} == {"e1", "e2", "e3"}  # type: ignore[union-attr]
    assert len(events) == 3


def test_a_journal_of_a_stored_session_begins_nothing_anew(folder: Path) -> None:
    store = Store(folder.parents[1])
    log = store.journals.start("grace", "s1")
    log.append(Finished(id="e1", at=5, ended=5))
    as_of_now(folder, "live/s1.jsonl", ".sync-conflict-20261129-101500-ABCDEFG")
    log.close()
    store.journals.remove("grace", "s1")
    store.upkeep.merge_copies()
    assert store.journals.all() == ()
    assert len(list((folder / "backups").glob("s1*.jsonl"))) == 1


def test_a_copied_folder_goes_into_the_one_it_is_of(folder: Path) -> None:
    store, copied = Store(folder.parents[1]), folder.with_name("grace (1)")
    shutil.copytree(folder, copied)
    other = Store(store.data_dir)
    other.save_living("grace (1)", Living(id="new", changed=50, capture=replace(action("x").capture, id="new", text="theirs")))
    other.save_table("grace (1)", "checkins", CheckIn(id="c", person="ada", done=("x",)))
    (copied / "mine.txt").write_text("not the program's")
    store = Store(store.data_dir)
    said = store.upkeep.merge_copies()
    assert said[-1] == f"{copied}: what else is in it stays there."
    assert [one.id for one in store.living("grace")] == ["a1", "a2", "new"]
    assert [one.slug for one in Store(store.data_dir).mentorships()] == ["grace"]
    assert [path.name for path in copied.iterdir()] == ["mine.txt"]


def test_what_cannot_be_read_or_is_another_mentorships_stays_where_it_is(folder: Path) -> None:
    store = Store(folder.parents[1])
    damaged = folder / "record (1).json"
    damaged.write_text("{half")
    foreign = folder / "record 2.json"
    other = Store(folder.parents[1] / "other")
    other.save_mentorship(mentorship("m9"))
    shutil.copy2(other.data_dir / "mentorships" / "grace" / "record.json", foreign)
    before = (folder / "record.json").read_bytes()
    said = store.upkeep.merge_copies()
    assert len(said) == 2
    assert all("it stays where it is" in one for one in said)
    assert damaged.read_text() == "{half"
    assert foreign.exists()
    assert (folder / "record.json").read_bytes() == before


def doctors_words(folder: Path) -> dict[str, str]:
    """Of what is wrong, what to do, by the name of the file."""
    return {one.path.name: one.advice for one in Doctor(folder.parents[1], MovingClock()).look() if one.wrong}


def test_the_doctor_says_why_a_copy_cannot_be_brought_together_and_a_repair_says_the_same(folder: Path) -> None:
    other = Store(folder.parents[2] / "other")
    other.save_mentorship(mentorship("m9"))
    shutil.copy2(other.data_dir / "mentorships" / "grace" / "record.json", folder / "record 2.json")
    as_of_now(folder, "record.json", " (3)")
    as_of_now(folder, "record.json").write_text("{half")
    as_of_now(folder, "drafts.json").write_text("{half")
    newer = as_of_now(folder, "private.json")
    newer.write_bytes(newer.read_bytes().replace(b'"schema": 2', b'"schema": 99') + b" ")
    told = doctors_words(folder)
    assert told.pop("record (3).json") == "mentortui doctor --repair brings both together."
    reasons = {"record 2": "another mentorship's", "record (1)": "not JSON", "drafts (1)": "JSON", "private (1)": "A newer"}
    assert told.keys() == {f"{name}.json" for name in reasons}
    for name, reason in reasons.items():
        assert told[f"{name}.json"].startswith("A repair leaves it there. ")
        assert reason in told[f"{name}.json"]
    Doctor(folder.parents[1], MovingClock()).repair()
    assert doctors_words(folder) == told


def test_a_mentorship_that_is_only_called_like_a_copy_is_none_for_the_doctor(folder: Path) -> None:
    store = Store(folder.parents[1])
    other = store.save_mentorship(mentorship("m2", "Linus")).slug
    (folder.parent / other).rename(folder.parent / "grace 3")
    assert doctors_words(folder) == {}


def test_a_copied_folder_is_brought_in_whole_or_stays_whole(folder: Path) -> None:
    copied = folder.with_name("grace (1)")
    shutil.copytree(folder, copied)
    (copied / "private.json").write_text("{half")
    (said,) = Store(folder.parents[1]).upkeep.merge_copies()
    assert said.startswith(f"{copied}: it stays where it is. In private.json: ")
    assert said.removeprefix(f"{copied}: it stays where it is. ") in doctors_words(folder)["grace (1)"]
    assert (copied / "record.json").exists()


def test_what_is_left_in_a_copied_folder_is_called_what_it_is(folder: Path) -> None:
    copied = folder.with_name("grace (1)")
    shutil.copytree(folder, copied)
    (copied / "mine.txt").write_text("not the program's")
    (copied / "sessions" / "photo.png").write_text("not the program's")
    for path in (copied / "mine.txt", copied / "sessions" / "photo.png"):
        path.chmod(0o600)
    Store(folder.parents[1]).upkeep.merge_copies()
    _, told = listed(folder)
    assert told == [
        f"{copied}: there is nothing of a mentorship in it, only mine.txt, sessions/photo.png. They stay there; move them away."
    ]
    assert doctors_words(folder) == {}


@pytest.mark.parametrize("other", ["2023", "2025"])
def test_the_file_of_a_year_copied_to_another_years_name_shows_its_sessions_once(folder: Path, other: str) -> None:
    double = folder / "sessions" / f"{other}.json"
    shutil.copy2(folder / "sessions" / "2024.json", double)
    assert listed(folder) == (["s1"], [])
    store = Store(folder.parents[1])
    store.save_session("grace", replace(store.session("grace", "s1"), closing="as it is", changed=9))
    assert [one.closing for one in (store.session("grace", "s1"), *store.sessions("grace"))] == ["as it is"] * 2
    assert len([one for year in ("2024", other) for one in store.sessions_of("grace", year, FinishedSession)]) == 1
    (found,) = [one for one in Doctor(folder.parents[1], MovingClock()).look() if one.wrong]
    assert (found.path, found.what) == (double, "sessions that are in 2024.json too: 1")
    store.save_session("grace", replace(store.session("grace", "s1"), removed=True))
    assert [head.sessions for head in store.index().mentorships] == [0]
    (folder / "sessions" / "2024.json").rename(folder.parents[2] / "kept.json")
    for left in (folder / "backups").glob("2024*"):
        left.unlink()
    assert listed(folder) == (["s1"], []), "where it is in no other file it is shown"


def test_the_doctor_names_a_copy_once_and_a_repair_does_not_say_that_it_is_left_out(folder: Path) -> None:
    copies = {as_of_now(folder, name) for name in ("record.json", "sessions/2024.json", "private.json")}
    doctor = Doctor(folder.parents[1], MovingClock())
    found = {one.path: one for one in doctor.look() if one.wrong}
    assert found.keys() == copies
    for path, one in found.items():
        assert " of grace: both copies are kept, this one is not used" in one.what
        assert str(path) not in one.what + one.advice
    done = doctor.repair().done
    assert [sentence for sentence in done if "brought together" in sentence] == list(done)
    assert len(done) == len(copies)


def test_a_list_on_the_command_line_says_where_a_copy_lies(folder: Path) -> None:
    from click.testing import CliRunner

    from mentortui.cli import command

    copy = as_of_now(folder, "record.json")
    done = CliRunner().invoke(command, ["--data-dir", str(folder.parents[1]), "list"])
    assert "Two machines changed record.json of grace" in done.stderr
    assert str(copy) in done.stderr
