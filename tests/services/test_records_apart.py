"""A win that its owner keeps lies in private.json alone, leaves by nothing, and comes back whole when it is shared again."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.cli import command
from mentortui.core.record_kinds import WIN
from mentortui.core.records import Living
from mentortui.services.desk import Desk
from mentortui.services.exports import FORMS
from mentortui.services.records import Records
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.store.store import Store
from tests.services.test_private_words import MAY, WORDS, holding
from tests.services.test_sessions import Place

SAID = WORDS.decode()


def records_of(place: Place) -> Records:
    return Records(place.store, place.clock, lambda: next(place.ids))


def wins(records: Records, slug: str) -> list[tuple[str, str]]:
    return [
        (one.id, one.capture.text) for one in records.shelf(slug).records["win"] if isinstance(one, Living) and not one.removed
    ]


def in_shared(place: Place) -> set[str]:
    folder = f"mentorships/{place.slug}"
    return {
        path
        for path in holding(place.folder)
        if not path.startswith(tuple(f"{folder}/{one}" for one in (*MAY, "backups/record")))
    }


def test_one_added_as_private_is_in_no_shared_file_index_or_output_and_is_removed_and_brought_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path / "data")
    records, slug = records_of(place), place.slug
    new = records.blank(WIN)
    answers = {"capture.text": SAID, "details.effect": SAID, "capture.goal": SAID, "details.seen_by": "private", "note": SAID}
    records.save(slug, WIN, new, answers)
    Store(place.folder).index()
    assert wins(records, slug) == [(new.id, SAID)]
    assert in_shared(place) == set()
    assert [path for path in holding(place.folder) if "record" in path] == []
    records.remove(slug, WIN, new.id)
    assert wins(records, slug) == []
    records.undo(slug)
    assert wins(records, slug) == [(new.id, SAID)]
    records.undo(slug)
    assert wins(records, slug) == []
    assert in_shared(place) == set()


def test_one_caught_in_a_session_goes_from_page_exports_and_copies_once_it_is_private_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path / "data")
    live = place.start()
    live.captures.catch(f"* {SAID}")
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    desk = Desk(place.store, place.clock, system_zone="UTC")
    session = live.session.started.session
    (caught,) = (one for one in place.store.living(place.slug) if one.capture.kind == "win")
    desk.records.save(place.slug, WIN, caught, {"details.seen_by": "private", "details.effect": "it was quiet"})
    assert wins(desk.records, place.slug) == [(caught.id, SAID)]
    assert in_shared(place) == set()
    for ending in FORMS:
        desk.archive.export(place.slug, session, f"page{ending}", private=True)
    told = [desk.pages.thanks(place.slug, session), desk.letters.after(place.slug, session)]
    told += [CliRunner().invoke(command, ["--data-dir", str(place.folder), "show", "last", "--json"]).output]
    assert [text for text in told if SAID in text] == []
    assert {path for path in holding(tmp_path) if not path.startswith("data/")} == set()

    (kept,) = (one for one in desk.records.shelf(place.slug).records["win"] if not one.removed)
    desk.records.save(place.slug, WIN, kept, {"details.seen_by": ""})
    assert [one.capture.text for one in place.store.living(place.slug) if not one.removed] == [SAID]
    assert SAID in desk.pages.thanks(place.slug, session) + str(desk.pages.page_of(place.slug, session))
    desk.records.undo(place.slug)
    assert in_shared(place) == set()
    assert wins(desk.records, place.slug) == [(caught.id, SAID)]


def test_a_session_stored_again_by_this_program_or_by_a_journal_left_behind_does_not_share_it_again(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.captures.catch(f"* {SAID}")
    live.finish()
    place.sessions.conclude(live)
    (caught,) = place.store.living(place.slug)
    records_of(place).save(place.slug, WIN, caught, {"details.seen_by": "private"})
    live.captures.catch("one more note")
    place.sessions.conclude(live)
    assert in_shared(place) == set()
    place.killed(live).recover()
    assert in_shared(place) == set()
    assert wins(records_of(place), place.slug) == [(caught.id, SAID)]


def test_other_words_of_a_summary_that_still_shows_it_go_where_it_lies_by_then(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.captures.catch("* it was quiet")
    live.finish()
    place.sessions.conclude(live)
    editor = Desk(place.store, place.clock, system_zone="UTC").pages.live_editor(live, lambda: place.sessions.conclude(live))
    (caught,) = place.store.living(place.slug)
    records_of(place).save(place.slug, WIN, caught, {"details.seen_by": "private"})
    editor.reword(caught.id, f"* {SAID}")
    editor.save()
    assert [path for path in in_shared(place) if "/live/" not in path] == []
    assert wins(records_of(place), place.slug) == [(caught.id, SAID)]
    place.sessions.leave(live)
    assert in_shared(place) == set()


def test_one_made_private_by_a_program_that_was_killed_then_leaves_by_nothing_even_where_that_cannot_be_ended_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path / "data")
    records, slug, new = records_of(place), place.slug, WIN.blank("w1")
    records.save(slug, WIN, new, {"capture.text": SAID, "capture.who": "ada"})
    write, begun = Changing._write_one, list[Path]()

    def one_and_then_dead(act: Changing, path: Path) -> None:
        begun.append(path)
        if len(begun) == 2:
            raise SystemExit
        write(act, path)

    monkeypatch.setattr(Changing, "_write_one", one_and_then_dead)
    (stored,) = records.shelf(slug).records["win"]
    with pytest.raises(SystemExit):
        records.save(slug, WIN, stored, {"details.seen_by": "private"})
    monkeypatch.undo()
    refused = NotSaved(place.folder, "read-only")
    monkeypatch.setattr("mentortui.store.store.end_act", lambda *_: (_ for _ in ()).throw(refused))
    desk = Desk(Store(place.folder), place.clock, system_zone="UTC")
    review = desk.reviews.read(slug, desk.reviews.period(slug, "all"))
    told = [str(review.review), desk.closing.draft(slug), desk.recognition.thanks(slug)]
    assert [text for text in told if SAID in text] == []
    assert in_shared(place) != set()
    monkeypatch.undo()
    Desk(Store(place.folder), place.clock, system_zone="UTC").closing.draft(slug)
    assert in_shared(place) == set()


@settings(max_examples=5, deadline=None)
@given(st.lists(st.sampled_from(["private", "", "public", "remove", "undo"]), min_size=3, max_size=8))
def test_however_often_it_changes_sides_it_is_there_once_and_private_words_in_no_shared_file(acts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        place = Place(Path(folder))
        records, slug = records_of(place), place.slug
        new = records.blank(WIN)
        records.save(slug, WIN, new, {"capture.text": SAID})
        past, now = list[str](), "pair"
        for act in acts:
            (there,) = [one for one in records.shelf(slug).records["win"] if one.id == new.id]
            if act == "undo":
                if not past:
                    continue
                records.undo(slug)
                now = past.pop()
            elif now == "removed":
                continue
            elif act == "remove":
                records.remove(slug, WIN, new.id)
                past.append(now)
                now = "removed"
            else:
                records.save(slug, WIN, there, {"details.seen_by": act})
                past.append(now)
                now = act or "pair"
            assert [text for _, text in wins(records, slug)] == ([] if now == "removed" else [SAID])
            before = next((one for one in reversed(past) if one != "removed"), "pair")
            if now == "private" or (now == "removed" and before == "private"):
                assert [path for path in in_shared(place) if path.endswith("record.json")] == []


@pytest.mark.parametrize("line", ["* {0}, and more", "{0}, a note", "> {0}, and more", ".{0}"])
def test_an_editor_that_still_shows_it_gives_it_other_words_where_it_lies_by_then(tmp_path: Path, line: str) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.captures.catch("* it was quiet")
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    editor = Desk(Store(place.folder), place.clock, system_zone="UTC").pages.editor(place.slug, live.session.started.session)
    (caught,) = place.store.living(place.slug)
    records = records_of(place)
    records.save(place.slug, WIN, caught, {"details.seen_by": "private"})
    editor.reword(caught.id, line.format(SAID))
    editor.save()
    assert in_shared(place) == set()
    assert any(path.endswith("private.json") for path in holding(place.folder))
    if line[0] != ".":
        ((_, text),) = wins(records, place.slug)
        assert SAID in text
    editor.undo()
    editor.save()
    assert in_shared(place) == set()
