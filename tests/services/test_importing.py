"""A transcript of a call becomes a finished session like any other: read, named, planned, stored, once."""

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mentortui.core.naming import GUEST, NOT_SAID
from mentortui.core.records import FinishedSession
from mentortui.core.refused import Refused
from mentortui.core.typed_people import Person
from mentortui.services.desk import Desk
from mentortui.services.doctor import Doctor
from mentortui.services.import_report import lines_of
from mentortui.services.importing import Already, Cancelled, Draft, Importing, NotRead, Planned, Promoted
from mentortui.services.overlapping import Overlaps
from mentortui.store.store import Store
from tests.clocks import SECOND
from tests.services.test_sessions import Place

CALL = """WEBVTT

1
00:00:00.000 --> 00:00:10.000
Ada Lovelace: Shall we begin with the parser?

2
00:00:14.000 --> 00:00:44.000
Grace: Yes. I will send the outline on Friday.

3
00:00:40.000 --> 00:00:50.000
Ada Lovelace: Good.

4
00:00:50.000 --> 00:01:00.000
Projector: Press any key.
"""
ANSWERS = {"Ada Lovelace": "ada", "Grace": "grace", "Projector": NOT_SAID}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


@pytest.fixture
def importing(place: Place) -> Importing:
    return Importing(place.store, place.clock, lambda: next(place.ids))


def write(folder: Path, text: str = CALL, name: str = "call 2026-11-20 15-00.vtt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def draft(importing: Importing, tmp_path: Path) -> Draft:
    return importing.read(write(tmp_path))


def imported(place: Place, importing: Importing, draft: Draft, **more: object) -> FinishedSession:
    return importing.store(importing.plan(draft, place.slug, ANSWERS), **more)  # type: ignore[arg-type]


def of_calls(place: Place) -> list[str]:
    """The files sessions came from."""
    return [one.origin.file for one in place.store.sessions(place.slug) if one.origin is not None]


def test_a_transcript_becomes_a_finished_session_with_turns_figures_and_what_only_a_recording_tells(
    place: Place, importing: Importing, draft: Draft
) -> None:
    stored = imported(place, importing, draft)
    assert (stored.number, stored.kind, stored.me) == (1, "regular", "ada")
    assert datetime.fromtimestamp(stored.began / SECOND, UTC) == datetime(2026, 11, 20, 14, 0, tzinfo=UTC)  # 15:00 in Berlin
    assert stored.ended - stored.began == 60 * SECOND
    assert [(who, start // SECOND, end // SECOND, how) for who, start, end, how in stored.turns] == [
        ("ada", 0, 10, "transcript"),
        ("grace", 14, 44, "transcript"),
        ("ada", 40, 50, "transcript"),
        ("+", 50, 60, "transcript"),
    ]
    figures = stored.figures
    assert {who: time // SECOND for who, time in figures.floor.items()} == {"ada": 20, "grace": 30}
    assert (figures.nobody // SECOND, figures.several // SECOND, figures.active // SECOND) == (4, 14, 60)
    assert stored.recorded is not None
    assert stored.recorded.speaking == {"ada": 20 * SECOND, "grace": 30 * SECOND}
    assert (stored.recorded.questions, stored.recorded.pauses) == (1, (4 * SECOND,))
    assert (stored.recorded.gap, stored.recorded.onsets) == (None, ())  # captions are too coarse for these
    assert place.store.session(place.slug, stored.id) == stored


def test_nothing_that_was_said_is_stored_unless_it_is_asked_for(place: Place, importing: Importing, draft: Draft) -> None:
    stored = imported(place, importing, draft)
    everything = b"".join(path.read_bytes() for path in place.folder.rglob("*") if path.is_file())
    assert b"parser" not in everything
    assert b"outline" not in everything
    assert importing.words(place.slug, stored.id) is None


def test_words_that_are_asked_for_are_kept_with_who_said_them_and_when(place: Place, importing: Importing, draft: Draft) -> None:
    stored = imported(place, importing, draft, keep_words=True)
    words = importing.words(place.slug, stored.id)
    assert words is not None
    assert [(at // SECOND, who, text) for at, who, text in words.lines] == [
        (0, "ada", "Shall we begin with the parser?"),
        (14, "grace", "Yes. I will send the outline on Friday."),
        (40, "ada", "Good."),
        (50, "", "Press any key."),
    ]
    path = place.folder / "mentorships" / place.slug / "transcripts" / f"{stored.id}.json"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert Doctor(place.folder, place.clock).look() == ()


def test_the_same_file_twice_changes_nothing_and_says_so(
    place: Place, importing: Importing, draft: Draft, tmp_path: Path
) -> None:
    planned = importing.plan(draft, place.slug, ANSWERS)
    importing.store(planned)
    before = {path: path.read_bytes() for path in place.folder.rglob("*") if path.is_file() and path.name != ".lock"}
    again = importing.read(write(tmp_path, name="another name.vtt"))
    with pytest.raises(Already, match="regular session 1 with Grace already"):
        importing.plan(again, place.slug, ANSWERS)
    with pytest.raises(Already):
        importing.store(planned)
    assert {path: path.read_bytes() for path in before} == before
    assert of_calls(place) == ["call 2026-11-20 15-00.vtt"]


def test_the_same_file_with_other_people_is_already_there_too(place: Place, importing: Importing, draft: Draft) -> None:
    imported(place, importing, draft)
    other = Desk(place.store, place.clock).mentorships.add("mentor", [Person("Linus")])
    with pytest.raises(Already) as found:
        importing.plan(draft, other.slug, {})
    assert found.value.slug == place.slug


def test_of_a_session_that_was_removed_it_may_be_imported_again(place: Place, importing: Importing, draft: Draft) -> None:
    stored = imported(place, importing, draft)
    Desk(place.store, place.clock).archive.remove(place.slug, stored.id)
    assert imported(place, importing, draft).id != stored.id


def test_names_that_were_answered_are_remembered_with_their_person(place: Place, importing: Importing, tmp_path: Path) -> None:
    text = CALL.replace("Grace:", "gh@laptop:").replace("Ada Lovelace:", "Speaker 1:")
    draft = importing.read(write(tmp_path, text))
    answers = {"Speaker 1": "ada", "gh@laptop": "grace", "Projector": NOT_SAID}
    importing.store(importing.plan(draft, place.slug, answers))
    assert [one.heard_as for one in place.store.mentorship(place.slug).people] == [(), ("gh@laptop",)]
    next_one = importing.read(write(tmp_path, f"{text}\n", "next.vtt"))
    found = {one.name: (one.person, one.sure) for one in importing.proposals(next_one, place.slug)}
    assert found == {"Speaker 1": ("ada", False), "gh@laptop": ("grace", True), "Projector": (NOT_SAID, True)}


def test_a_guest_who_comes_again_is_the_same_guest_and_not_asked_about(
    place: Place, importing: Importing, draft: Draft, tmp_path: Path
) -> None:
    answers = {**ANSWERS, "Projector": f"{GUEST}Kofi"}
    first = importing.store(importing.plan(draft, place.slug, answers))
    other = importing.read(write(tmp_path, f"{CALL}\n", "2026-11-21.vtt"))
    (found,) = [one for one in importing.proposals(other, place.slug) if one.name == "Projector"]
    assert (found.person, found.sure) == (f"{GUEST}Kofi", True)
    second = importing.store(importing.plan(other, place.slug, answers))
    guests = [next(person for person in one.people if person.role == "guest") for one in (first, second)]
    assert guests[0] == guests[1]


@pytest.mark.parametrize(
    ("typed", "name", "began", "words"),
    [
        ("", "GMT20261120-140312_Recording.vtt", "2026-11-20 14:03:12", "by the date in its name"),
        ("", "2026-11-20 15-04.vtt", "2026-11-20 14:04", "by the date in its name"),
        ("", "2026-11-20.vtt", "2026-11-20 11:00", "by the date in its name; the time of day is not known"),
        ("", "call.vtt", "2026-11-19 08:59", "by when the file was saved last"),
        ("2026-11-18 9:30", "2026-11-20.vtt", "2026-11-18 08:30", "as you say"),
        ("2026-11-18T09:30", "call.vtt", "2026-11-18 08:30", "as you say"),
        ("yesterday 3pm", "call.vtt", "2026-11-24 14:00", "as you say"),
        ("thu 15:00", "call.vtt", "2026-11-19 14:00", "as you say"),
        ("thu", "call.vtt", "2026-11-19 08:59", "as you say; the time of day is not known"),
    ],
)
def test_when_it_was_is_as_one_says_else_as_the_file_says_else_by_its_time_and_that_is_told(
    place: Place, importing: Importing, tmp_path: Path, typed: str, name: str, began: str, words: str
) -> None:
    path = write(tmp_path, name=name)
    ended = datetime(2026, 11, 19, 9, 0, tzinfo=UTC).timestamp()
    os.utime(path, (ended, ended))
    when = importing.when(importing.read(path), place.slug, typed)
    assert datetime.fromtimestamp(when.began / SECOND, UTC) == datetime.fromisoformat(f"{began}+00:00")
    assert when.words == words


@pytest.mark.parametrize(
    ("typed", "name", "says"),
    [
        ("tomorrow 15:00", "call.vtt", "still to come"),
        ("today 14:59", "call.vtt", None),
        ("today 23:00", "call.vtt", "not over yet"),
        ("soon 15:00", "call.vtt", "not a day that was"),
        ("", "2027-01-01.vtt", "not over yet"),
    ],
)
def test_a_session_to_come_is_refused(
    place: Place, importing: Importing, tmp_path: Path, typed: str, name: str, says: str | None
) -> None:
    draft = importing.read(write(tmp_path, name=name))
    if says is None:
        importing.when(draft, place.slug, typed)
        return
    with pytest.raises(Refused, match=says):
        importing.when(draft, place.slug, typed)


def test_another_session_at_that_time_is_told_and_stored_only_if_one_says_so(
    place: Place, importing: Importing, draft: Draft, tmp_path: Path
) -> None:
    first = imported(place, importing, draft)
    other = importing.read(write(tmp_path, f"{CALL}\n", "copy 2026-11-20 15-00.vtt"))
    planned = importing.plan(other, place.slug, ANSWERS)
    assert (planned.beside, "regular session 1 was held at that time" in planned.overlaps) == (first.id, True)
    with pytest.raises(Overlaps) as found:
        importing.store(planned)
    assert found.value.session == first.id
    assert importing.store(planned, anyway=True).number == 2


def test_sentences_become_notes_promises_and_private_notes_at_the_moment_they_were_said(
    place: Place, importing: Importing, draft: Draft
) -> None:
    said = importing.sentences(draft)
    assert [(one.at // SECOND, one.name, one.text) for one in said][:2] == [
        (0, "Ada Lovelace", "Shall we begin with the parser?"),
        (14, "Grace", "Yes."),
    ]
    outline = next(one for one in said if "outline" in one.text)
    planned = importing.plan(
        draft,
        place.slug,
        ANSWERS,
        promoted=[
            Promoted(at=outline.at, line="> send the outline due:fri #Parser"),
            Promoted(at=said[0].at, line="began with the parser"),
            Promoted(at=said[0].at, line=". nervous"),
        ],
    )
    stored = importing.store(planned)
    (promise,) = [one for one in place.store.living(place.slug) if one.session == stored.id]
    assert (promise.capture.text, promise.capture.who, promise.at) == ("send the outline", "grace", outline.at)
    assert promise.capture.due == "2026-11-27"  # the Friday after the session, not after today
    assert [one.capture.text for one in stored.caught] == ["began with the parser"]
    assert [one.caught.capture.text for one in place.store.private_notes(place.slug)] == ["nervous"]
    assert place.store.mentorship(place.slug).goals == ("Parser",)


def test_an_empty_line_is_refused(place: Place, importing: Importing, draft: Draft) -> None:
    with pytest.raises(Refused, match="nothing in that line"):
        importing.plan(draft, place.slug, ANSWERS, promoted=[Promoted(at=0, line="> ")])


def test_planning_stores_nothing(place: Place, importing: Importing, draft: Draft) -> None:
    before = {path: path.read_bytes() for path in place.folder.rglob("*") if path.is_file()}
    planned = importing.plan(draft, place.slug, ANSWERS)
    assert isinstance(planned, Planned)
    assert {path: path.read_bytes() for path in place.folder.rglob("*") if path.is_file()} == before


def test_whose_session_it_was_is_seen_from_the_names_in_it(place: Place, importing: Importing, draft: Draft) -> None:
    mentorships = Desk(place.store, place.clock).mentorships
    linus = mentorships.add("mentor", [Person("Linus")])
    assert importing.fitting(draft) == (place.slug,)
    mentorships.add("mentor", [Person("Grace Hopper")])
    assert set(importing.fitting(draft)) > {place.slug}
    assert linus.slug not in importing.fitting(draft)


def test_the_shares_agreed_for_that_kind_of_session_count(place: Place, importing: Importing, draft: Draft) -> None:
    planned = importing.plan(draft, place.slug, ANSWERS, kind="review", title="The parser")
    assert (planned.session.kind, planned.session.title) == ("review", "The parser")
    assert planned.session.agreement == place.mentorship.agreement
    assert {who: share for _, shares in planned.session.in_force for who, share in shares.items()} == {
        "ada": "2/5",
        "grace": "3/5",
    }


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02" * 100, "call.vtt"),
        (b"Dear diary,\nnothing happened.\n", "is no transcript"),
        (b"WEBVTT\n\nnothing here\n", "no cue"),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\n" + b"x" * 2_000_000, "line 4"),
        (b'{"segments": [{"start": 0, "end": 1', "JSON"),
        (
            b"WEBVTT\n\n00:05.000 --> 00:01.000\nAda: hi\n\n00:06.000 --> 00:06.000\nAda: hi\n",
            "none of its cues has a length (the first is in line 3).",
        ),
    ],
)
def test_what_is_no_transcript_is_told_in_one_line_with_its_file(
    importing: Importing, tmp_path: Path, data: bytes, says: str
) -> None:
    path = tmp_path / "call.vtt"
    path.write_bytes(data)
    with pytest.raises(NotRead) as found:
        importing.read(path)
    assert str(found.value).startswith(str(path))
    assert says in str(found.value)
    assert "\n" not in str(found.value)


def test_reading_tells_how_far_it_is_and_can_be_cancelled(importing: Importing, tmp_path: Path) -> None:
    path = write(tmp_path, CALL + "\n00:01:00.000 --> 00:01:01.000\nAda: again\n" * 20_000)
    told = list[tuple[int, int]]()
    importing.read(path, progress=lambda done, whole: told.append((done, whole)))
    assert told == sorted(told)
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    stop = threading.Event()
    with pytest.raises(Cancelled):
        importing.read(path, progress=lambda *_: stop.set(), cancelled=stop.is_set)


def test_the_report_says_when_whose_names_and_what_was_counted(place: Place, importing: Importing, draft: Draft) -> None:
    planned = importing.plan(draft, place.slug, {**ANSWERS, "Projector": f"{GUEST}"})
    told = "\n".join(lines_of(planned, place.clock.wall()))
    assert "call 2026-11-20 15-00.vtt · WebVTT · 4 cues · 1:00" in told
    assert "regular session 1 with Grace, Projector · Fri 20 Nov 15:00 (17:00 Nairobi)" in told
    assert "when: by the date in its name" in told
    assert "“Ada Lovelace” is Ada" in told
    assert "Guest, beside the people of this mentorship: Projector" in told
    assert "1 turn ended in a question, with 3 s and more of quiet after it" in told


def test_where_no_figures_are_agreed_to_be_shown_the_report_has_none(place: Place, importing: Importing, draft: Draft) -> None:
    Desk(place.store, place.clock).mentorships.edit(place.slug, sharing="do not show")
    told = "\n".join(lines_of(importing.plan(draft, place.slug, ANSWERS), place.clock.wall()))
    assert "4 cues" in told
    assert "%" not in told
    assert "floor" not in told


def test_two_programs_that_import_the_same_file_store_it_once(place: Place, draft: Draft) -> None:
    programs = [Importing(Store(place.folder), place.clock, lambda: next(place.ids)) for _ in range(2)]
    plans = [one.plan(draft, place.slug, ANSWERS) for one in programs]
    programs[0].store(plans[0])
    with pytest.raises(Already):
        programs[1].store(plans[1], anyway=True)
    assert len(of_calls(place)) == 1


def test_names_that_were_answered_outlive_an_edit_of_the_people(place: Place, importing: Importing, tmp_path: Path) -> None:
    draft = importing.read(write(tmp_path, CALL.replace("Grace:", "gh@laptop:")))
    importing.store(importing.plan(draft, place.slug, {"Ada Lovelace": "ada", "gh@laptop": "grace"}))
    mentorships = Desk(place.store, place.clock).mentorships
    mentorships.edit(place.slug, own=Person("Ada L", "Europe/Berlin"), others=[Person("Grace O", "Africa/Nairobi", "grace")])
    people = place.store.mentorship(place.slug).people
    assert [(one.name, one.heard_as) for one in people] == [("Ada L", ("Ada Lovelace",)), ("Grace O", ("gh@laptop",))]


def test_no_number_is_given_twice_while_a_session_is_under_way(place: Place, importing: Importing, draft: Draft) -> None:
    live = place.start()
    assert live.session.started.number == 1
    planned = importing.plan(draft, place.slug, ANSWERS)
    assert (planned.session.number, importing.store(planned).number) == (2, 2)
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    assert sorted(one.number for one in place.store.sessions(place.slug)) == [1, 2]


@pytest.mark.parametrize(("other", "heard_as"), [("ada", [("gh",), ()]), (NOT_SAID, [(), ()]), (GUEST, [(), ()])])
def test_an_answer_takes_the_place_of_an_earlier_one(
    place: Place, importing: Importing, tmp_path: Path, other: str, heard_as: list[tuple[str, ...]]
) -> None:
    text = CALL.replace("Grace:", "gh:").replace("Ada Lovelace:", "Ada:")
    importing.store(importing.plan(importing.read(write(tmp_path, text)), place.slug, {"Ada": "ada", "gh": "grace"}))
    again = importing.read(write(tmp_path, f"{text}\n", "2026-11-21.vtt"))
    importing.store(importing.plan(again, place.slug, {"Ada": "ada", "gh": other}))
    assert [one.heard_as for one in place.store.mentorship(place.slug).people] == heard_as
    third = importing.read(write(tmp_path, f"{text}\n\n", "2026-11-22.vtt"))
    (found,) = [one for one in importing.proposals(third, place.slug) if one.name == "gh"]
    assert (found.person, found.sure) == (f"{GUEST}gh" if other == GUEST else other, True)
