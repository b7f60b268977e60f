"""The door to the store: what is saved is there again, whatever else is wrong."""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentortui.core.records import Me
from mentortui.store.errors import Damaged, Held, Newer, NotSaved, StoreError
from mentortui.store.library import Library
from tests.store.values import YEAR, action, mentorship, noted, private, session, taken


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


def again(library: Library) -> Library:
    """As the next start of the program sees it."""
    return Library(library.data_dir)


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_nothing_is_there_before_anything_was_saved(library: Library) -> None:
    assert library.me() is None
    assert library.mentorships() == ()
    assert library.all_live() == ()
    assert library.index().mentorships == ()
    assert not library.data_dir.exists()


def test_what_is_saved_is_there_again(library: Library) -> None:
    me = Me(id="ada", name="Ada")
    library.save_me(me)
    grace = library.save_mentorship(mentorship())
    library.save_living(grace.slug, action("a1"), action("a2", who="ada"))
    library.save_session(grace.slug, session("s2", 2, began=56 * YEAR))
    library.save_session(grace.slug, session("s1", 1))
    library.save_private(grace.slug, private("p1", "tired"))
    library.save_drafts(grace.slug, {"line": "half a sen"})

    later = again(library)
    assert later.me() == me
    assert later.mentorships() == (grace,)
    assert later.living("grace") == (action("a1"), action("a2", who="ada"))
    assert [one.id for one in later.sessions("grace")] == ["s1", "s2"]
    assert later.session("grace", "s2") == session("s2", 2, began=56 * YEAR)
    assert [(head.number, head.floor["ada"]) for head in later.session_heads("grace")] == [
        (1, 60_000_000),
        (2, 60_000_000),
    ]
    assert later.private_notes("grace") == (private("p1", "tired"),)
    assert later.drafts("grace") == {"line": "half a sen"}
    assert later.notices == []


def test_an_index_follows_what_is_saved(library: Library) -> None:
    library.save_mentorship(mentorship(next_date=5))
    library.save_living("grace", action("a1"), action("a2", who="ada"), action("a3", state="done"))
    library.save_session("grace", session("s1"))
    first = again(library).index()
    library.save_session("grace", session("s2", 2, began=56 * YEAR))
    (head,) = again(library).index().mentorships
    assert first.mentorships[0].sessions == 1
    assert (head.slug, head.names["grace"], head.sessions, head.next_date) == ("grace", "Grace", 2, 5)
    assert head.promises == {"grace": 1, "ada": 1}
    assert head.last is not None
    assert head.last.id == "s2"


@pytest.mark.parametrize("content", [b"", b"{", b'{"schema":99,"entries":{}}', b'{"schema":1,"entries":{"grace":3}}'])
def test_a_ruined_index_is_made_again_without_a_word(library: Library, content: bytes) -> None:
    library.save_mentorship(mentorship())
    before = library.index()
    (library.data_dir / "index.json").write_bytes(content)
    later = again(library)
    assert later.index() == before
    assert later.notices == []


def test_an_index_is_read_and_nothing_else(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.save_mentorship(mentorship())
    library.save_session("grace", session("s1"))
    before = library.index()
    monkeypatch.setattr("mentortui.store.shelf.Shelf.all", None)
    assert again(library).index() == before


def test_a_text_for_people_is_in_the_files(library: Library) -> None:
    library.save_mentorship(mentorship(name="Zoë 🦊"))
    library.save_session("zoe", session("s1", turns=2))
    record = (library.data_dir / "mentorships/zoe/record.json").read_text()
    (year,) = (library.data_dir / "mentorships/zoe/sessions").iterdir()
    assert '"name": "Zoë 🦊"' in record
    assert '["ada", 1000, 1900, "key"]' in year.read_text()


def test_ticking_off_an_action_rewrites_the_record_alone(library: Library) -> None:
    library.save_mentorship(mentorship())
    library.save_living("grace", action("a1"))
    library.save_session("grace", session("s1"))
    library.index()
    folder = library.data_dir
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.json")}
    library.save_living("grace", action("a1", state="done"))
    changed = [path.name for path in folder.rglob("*.json") if path.stat().st_mtime_ns != before.get(path)]
    assert changed == ["record.json"]


@pytest.mark.usefixtures("open_umask")
def test_nobody_else_can_read_what_is_stored(library: Library) -> None:
    library.save_me(Me(id="ada"))
    library.save_mentorship(mentorship())
    library.save_living("grace", action("a1"))
    library.save_session("grace", session("s1"))
    library.save_private("grace", private("p1", "tired"))
    library.save_drafts("grace", {"a": "b"})
    log = library.start_journal("grace", "s9")
    log.append(taken("e1"))
    log.beat((1, 2))  # type: ignore[arg-type]
    log.inbox.send(b"status")
    library.index()
    for path in [library.data_dir, *library.data_dir.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    log.close()


def test_a_record_of_a_newer_version_keeps_its_fields(library: Library) -> None:
    library.save_mentorship(mentorship())
    library.save_living("grace", action("a1"), action("a2"))
    path = library.data_dir / "mentorships/grace/record.json"
    whole = json.loads(path.read_text())
    whole["colour"] = "green"
    whole["tables"]["moods"] = {"x": {"y": 1}}
    whole["tables"]["living"]["a1"]["evidence"] = "a link"
    whole["tables"]["living"]["a1"]["capture"]["weight"] = 3
    whole["tables"]["mentorship"]["m1"]["people"][1]["pronouns"] = "she"
    path.write_text(json.dumps(whole))
    library.save_living("grace", action("a1", state="done"))
    (grace,) = library.mentorships()
    library.save_mentorship(grace)
    whole = json.loads(path.read_text())
    assert whole["colour"] == "green"
    assert whole["tables"]["moods"] == {"x": {"y": 1}}
    assert whole["tables"]["living"]["a1"]["evidence"] == "a link"
    assert whole["tables"]["living"]["a1"]["capture"]["weight"] == 3
    assert whole["tables"]["living"]["a1"]["state"] == "done"
    assert whole["tables"]["mentorship"]["m1"]["people"][1]["pronouns"] == "she"


def test_a_record_edited_into_nonsense_is_told_and_kept(library: Library) -> None:
    library.save_mentorship(mentorship())
    library.save_living("grace", action("a1"), action("a2"))
    path = library.data_dir / "mentorships/grace/record.json"
    whole = json.loads(path.read_text())
    whole["tables"]["living"]["a1"]["state"] = "perhaps"
    path.write_text(json.dumps(whole))
    later = again(library)
    assert [record.id for record in later.living("grace")] == ["a2"]
    assert len([notice for notice in later.notices if "a1" in notice and "record.json" in notice]) == 1
    later.save_living("grace", action("a3"))
    assert json.loads(path.read_text())["tables"]["living"]["a1"]["state"] == "perhaps"


def test_one_damaged_mentorship_hides_no_other(library: Library) -> None:
    library.save_mentorship(mentorship("m1", "Grace"))
    library.save_mentorship(mentorship("m2", "Linus"))
    path = library.data_dir / "mentorships/grace/record.json"
    path.write_text('{\n"schema": 1,\nbroken')
    later = again(library)
    assert [one.slug for one in later.mentorships()] == ["linus"]
    assert [head.slug for head in later.index().mentorships] == ["linus"]
    (notice,) = later.notices
    assert "record.json: line 3 is not JSON. Nothing was changed." in notice
    with pytest.raises(Damaged):
        later.save_living("grace", action("a1"))
    assert path.read_text() == '{\n"schema": 1,\nbroken'


def test_a_newer_file_is_left_alone(library: Library) -> None:
    library.save_mentorship(mentorship())
    path = library.data_dir / "mentorships/grace/record.json"
    path.write_text('{"schema": 2, "shape": "unheard of"}')
    later = again(library)
    with pytest.raises(Newer):
        later.save_living("grace", action("a1"))
    with pytest.raises(Newer):
        later.mentorship("grace")
    assert path.read_text() == '{"schema": 2, "shape": "unheard of"}'


def test_two_people_of_one_name_have_two_folders(library: Library) -> None:
    slugs = [library.save_mentorship(mentorship(f"m{n}", "Grace")).slug for n in range(3)]
    assert slugs == ["grace", "grace-2", "grace-3"]
    assert [one.id for one in library.mentorships()] == ["m0", "m1", "m2"]


def test_saving_a_new_mentorship_twice_makes_one(library: Library) -> None:
    library.save_mentorship(mentorship())
    assert library.save_mentorship(mentorship(name="Grace H.")).slug == "grace"
    assert [one.people[1].name for one in library.mentorships()] == ["Grace H."]


ODD = ["", " ", "..", "/etc/passwd", "a/b\\c", "con", "🦊", "\0", "\ud800", ".hidden", "李雷", "-", "x" * 10_000]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_is_a_safe_folder(library: Library, name: str) -> None:
    saved = library.save_mentorship(mentorship(name=name))
    (folder,) = [path for path in (library.data_dir / "mentorships").iterdir() if path.is_dir()]
    assert folder.name == saved.slug
    assert len(folder.name.encode()) < 80
    (read,) = again(library).mentorships()
    assert read.people[1].name == name.replace("\ud800", "\ufffd")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.text(), min_size=1, max_size=4))
def test_any_names_can_be_stored(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    library = Library(tmp_path_factory.mktemp("data"))
    for number, name in enumerate(names):
        library.save_mentorship(mentorship(f"m{number}", name))
    read = {one.id: one.people[1].name for one in again(library).mentorships()}
    assert read == {f"m{number}": name for number, name in enumerate(names)}


@pytest.mark.parametrize("slug", ["", "..", "../data", "a/b", ".git", "a\0b"])
def test_a_slug_never_leads_out_of_the_folder(library: Library, slug: str) -> None:
    for act in (library.mentorship, library.living, library.sessions, library.live, library.drafts):
        if act == library.drafts:
            assert library.drafts(slug) == {}
        else:
            with pytest.raises(StoreError):
                act(slug)


def test_a_file_where_the_data_folder_should_be_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_text("a file")
    library = Library(path)
    for act in (library.writable, lambda: library.save_me(Me(id="ada")), library.mentorships):
        with pytest.raises(StoreError) as refused:
            act()
        assert "\n" not in str(refused.value)
        assert "a file stands where a folder should be" in str(refused.value)
    assert path.read_text() == "a file"


def test_writable_leaves_nothing_behind(library: Library) -> None:
    library.writable()
    assert list(library.data_dir.iterdir()) == []


def test_drafts_that_cannot_be_read_are_kept_aside(library: Library) -> None:
    library.save_mentorship(mentorship())
    path = library.data_dir / "mentorships/grace/drafts.json"
    path.write_text("{half")
    later = again(library)
    assert later.drafts("grace") == {}
    assert "drafts.json" in later.notices[0]
    later.save_drafts("grace", {"line": "new"})
    assert later.drafts("grace") == {"line": "new"}
    (kept,) = (path.parent / "backups").iterdir()
    assert kept.read_text() == "{half"


def test_a_live_session_is_one_programs(library: Library) -> None:
    library.save_mentorship(mentorship())
    log = library.start_journal("grace", "s1")
    log.append(taken("e1"))
    log.beat((7, 8))  # type: ignore[arg-type]
    other = again(library)
    with pytest.raises(Held) as held:
        other.open_journal("grace", "s1")
    assert held.value.pid == os.getpid()
    assert other.watch("grace", "s1").events == (taken("e1"),)
    (info,) = other.all_live()
    assert (info.id, info.slug, info.finished, info.last_seen) == ("s1", "grace", False, (7, 8))
    assert info.holder is not None
    log.close()
    assert other.holder("grace", "s1") is None
    again_open = other.open_journal("grace", "s1")
    assert again_open.content.events == (taken("e1"),)
    assert again_open.last_seen == (7, 8)
    again_open.append(noted("e2", "go on"))
    again_open.close()
    assert [event.id for event in library.watch("grace", "s1").events] == ["e1", "e2"]  # type: ignore[union-attr]


def test_a_removed_session_leaves_nothing(library: Library) -> None:
    library.save_mentorship(mentorship())
    log = library.start_journal("grace", "s1")
    log.beat((7, 8))  # type: ignore[arg-type]
    log.inbox.send(b"status")
    library.remove_journal("grace", "s1")
    log.close()
    library.remove_journal("grace", "s1")
    assert library.all_live() == ()
    assert list((library.data_dir / "mentorships/grace/live").iterdir()) == []


def test_a_live_session_of_a_newer_version_is_told_and_left(library: Library) -> None:
    library.save_mentorship(mentorship())
    library.start_journal("grace", "s1").close()
    path = library.data_dir / "mentorships/grace/live/s1.jsonl"
    path.write_text('{"journal": {"schema": 2, "session": "s1"}}\n')
    (info,) = library.all_live()
    assert (info.content, info.finished) == (None, False)
    assert "newer version" in info.trouble
    with pytest.raises(Newer):
        library.open_journal("grace", "s1")
    assert path.read_text() == '{"journal": {"schema": 2, "session": "s1"}}\n'


def test_a_folder_nobody_may_write_in_can_be_read(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.save_mentorship(mentorship())
    library.save_living("grace", action("a1"))

    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("mentortui.store.files._write_new", refused)
    later = again(library)
    assert [one.slug for one in later.mentorships()] == ["grace"]
    assert later.index().mentorships[0].promises == {"grace": 1}
    with pytest.raises(NotSaved) as failed:
        later.save_living("grace", action("a2"))
    assert failed.value.reason == "permission denied"
    assert later.living("grace") == (action("a1"),)
