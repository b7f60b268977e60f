"""The door to the store: what is saved is there again, whatever else is wrong."""

import json
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentortui.core.records import Me
from mentortui.store.alive import Alive
from mentortui.store.errors import Damaged, Held, Newer, NotSaved, StoreError
from mentortui.store.store import Store
from tests.store.values import YEAR, action, mentorship, noted, private, session, step, taken


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


def again(store: Store) -> Store:
    """As the next start of the program sees it."""
    return Store(store.data_dir)


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_nothing_is_there_before_anything_was_saved(store: Store) -> None:
    assert store.me() is None
    assert store.mentorships() == ()
    assert store.journals.all() == ()
    assert store.index().mentorships == ()
    assert not store.data_dir.exists()


def test_what_is_saved_is_there_again(store: Store) -> None:
    me = Me(id="ada", name="Ada")
    store.save_me(me)
    grace = store.save_mentorship(mentorship())
    store.save_living(grace.slug, action("a1"), action("a2", who="ada"))
    store.save_session(grace.slug, session("s2", 2, began=56 * YEAR))
    store.save_session(grace.slug, session("s1", 1))
    store.save_private(grace.slug, private("p1", "tired"))
    store.save_drafts(grace.slug, {"line": "half a sen"})

    later = again(store)
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


def test_an_index_follows_what_is_saved(store: Store) -> None:
    store.save_mentorship(mentorship(next_date=5))
    store.save_living("grace", action("a1"), action("a2", who="ada"), action("a3", state="done"), step("a4"))
    store.save_session("grace", session("s1"))
    first = again(store).index()
    store.save_session("grace", session("s2", 2, began=56 * YEAR))
    (head,) = again(store).index().mentorships
    assert first.mentorships[0].sessions == 1
    assert (head.slug, head.names["grace"], head.sessions, head.next_date) == ("grace", "Grace", 2, 5)
    assert head.promises == {"grace": 2, "ada": 1}
    assert head.last is not None
    assert head.last.id == "s2"


@pytest.mark.parametrize("content", [b"", b"{", b'{"schema":99,"entries":{}}', b'{"schema":1,"entries":{"grace":3}}'])
def test_a_ruined_index_is_made_again_without_a_word(store: Store, content: bytes) -> None:
    store.save_mentorship(mentorship())
    before = store.index()
    (store.data_dir / "index.json").write_bytes(content)
    later = again(store)
    assert later.index() == before
    assert later.notices == []


def test_an_index_is_read_and_nothing_else(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save_mentorship(mentorship())
    store.save_session("grace", session("s1"))
    before = store.index()
    monkeypatch.setattr("mentortui.store.shelf.Shelf.all", None)
    assert again(store).index() == before


def test_a_text_for_people_is_in_the_files(store: Store) -> None:
    store.save_mentorship(mentorship(name="Zoë 🦊"))
    store.save_session("zoe", session("s1", turns=2))
    record = (store.data_dir / "mentorships/zoe/record.json").read_text()
    (year,) = (store.data_dir / "mentorships/zoe/sessions").iterdir()
    assert '"name": "Zoë 🦊"' in record
    assert '["ada", 1000, 1900, "key"]' in year.read_text()


def test_ticking_off_an_action_rewrites_the_record_alone(store: Store) -> None:
    store.save_mentorship(mentorship())
    store.save_living("grace", action("a1"))
    store.save_session("grace", session("s1"))
    store.index()
    folder = store.data_dir
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.json")}
    store.save_living("grace", action("a1", state="done"))
    changed = [path.name for path in folder.rglob("*.json") if path.stat().st_mtime_ns != before.get(path)]
    assert changed == ["record.json"]


@pytest.mark.usefixtures("open_umask")
def test_nobody_else_can_read_what_is_stored(store: Store) -> None:
    store.save_me(Me(id="ada"))
    store.save_mentorship(mentorship())
    store.save_living("grace", action("a1"))
    store.save_session("grace", session("s1"))
    store.save_private("grace", private("p1", "tired"))
    store.save_drafts("grace", {"a": "b"})
    log = store.journals.start("grace", "s9")
    log.append(taken("e1"))
    log.beat((1, 2))  # type: ignore[arg-type]
    log.inbox.send(b"status")
    store.index()
    for path in [store.data_dir, *store.data_dir.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    log.close()


def test_a_record_of_a_newer_version_keeps_its_fields(store: Store) -> None:
    store.save_mentorship(mentorship())
    store.save_living("grace", action("a1"), action("a2"))
    path = store.data_dir / "mentorships/grace/record.json"
    whole = json.loads(path.read_text())
    whole["colour"] = "green"
    whole["tables"]["moods"] = {"x": {"y": 1}}
    whole["tables"]["living"]["a1"]["evidence"] = "a link"
    whole["tables"]["living"]["a1"]["capture"]["weight"] = 3
    whole["tables"]["mentorship"]["m1"]["people"][1]["pronouns"] = "she"
    path.write_text(json.dumps(whole))
    store.save_living("grace", action("a1", state="done"))
    (grace,) = store.mentorships()
    store.save_mentorship(grace)
    whole = json.loads(path.read_text())
    assert whole["colour"] == "green"
    assert whole["tables"]["moods"] == {"x": {"y": 1}}
    assert whole["tables"]["living"]["a1"]["evidence"] == "a link"
    assert whole["tables"]["living"]["a1"]["capture"]["weight"] == 3
    assert whole["tables"]["living"]["a1"]["state"] == "done"
    assert whole["tables"]["mentorship"]["m1"]["people"][1]["pronouns"] == "she"


def test_a_record_edited_into_nonsense_is_told_and_kept(store: Store) -> None:
    store.save_mentorship(mentorship())
    store.save_living("grace", action("a1"), action("a2"))
    path = store.data_dir / "mentorships/grace/record.json"
    whole = json.loads(path.read_text())
    whole["tables"]["living"]["a1"]["state"] = "perhaps"
    path.write_text(json.dumps(whole))
    later = again(store)
    assert [record.id for record in later.living("grace")] == ["a2"]
    assert len([notice for notice in later.notices if "a1" in notice and "record.json" in notice]) == 1
    later.save_living("grace", action("a3"))
    assert json.loads(path.read_text())["tables"]["living"]["a1"]["state"] == "perhaps"


def test_one_damaged_mentorship_hides_no_other(store: Store) -> None:
    store.save_mentorship(mentorship("m1", "Grace"))
    store.save_mentorship(mentorship("m2", "Linus"))
    path = store.data_dir / "mentorships/grace/record.json"
    shutil.rmtree(path.parent / "backups")
    path.write_text('{\n"schema": 1,\nbroken')
    later = again(store)
    assert [one.slug for one in later.mentorships()] == ["linus"]
    assert [head.slug for head in later.index().mentorships] == ["linus"]
    (notice,) = later.notices
    assert "record.json: line 3 is not JSON. Nothing was changed." in notice
    with pytest.raises(Damaged):
        later.save_living("grace", action("a1"))
    assert path.read_text() == '{\n"schema": 1,\nbroken'


def test_a_newer_file_is_left_alone(store: Store) -> None:
    store.save_mentorship(mentorship())
    path = store.data_dir / "mentorships/grace/record.json"
    path.write_text('{"schema": 3, "shape": "unheard of"}')
    later = again(store)
    with pytest.raises(Newer):
        later.save_living("grace", action("a1"))
    with pytest.raises(Newer):
        later.mentorship("grace")
    assert path.read_text() == '{"schema": 3, "shape": "unheard of"}'


def test_two_people_of_one_name_have_two_folders(store: Store) -> None:
    slugs = [store.save_mentorship(mentorship(f"m{n}", "Grace")).slug for n in range(3)]
    assert slugs == ["grace", "grace-2", "grace-3"]
    assert [one.id for one in store.mentorships()] == ["m0", "m1", "m2"]


def test_saving_a_new_mentorship_twice_makes_one(store: Store) -> None:
    store.save_mentorship(mentorship())
    assert store.save_mentorship(mentorship(name="Grace H.")).slug == "grace"
    assert [one.people[1].name for one in store.mentorships()] == ["Grace H."]


ODD = ["", " ", "..", "/etc/passwd", "a/b\\c", "con", "🦊", "\0", "\ud800", ".hidden", "李雷", "-", "x" * 10_000]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_is_a_safe_folder(store: Store, name: str) -> None:
    saved = store.save_mentorship(mentorship(name=name))
    (folder,) = [path for path in (store.data_dir / "mentorships").iterdir() if path.is_dir()]
    assert folder.name == saved.slug
    assert len(folder.name.encode()) < 80
    (read,) = again(store).mentorships()
    assert read.people[1].name == name.replace("\ud800", "\ufffd")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.text(), min_size=1, max_size=4))
def test_any_names_can_be_stored(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    store = Store(tmp_path_factory.mktemp("data"))
    for number, name in enumerate(names):
        store.save_mentorship(mentorship(f"m{number}", name))
    read = {one.id: one.people[1].name for one in again(store).mentorships()}
    assert read == {f"m{number}": name for number, name in enumerate(names)}


@pytest.mark.parametrize("slug", ["", "..", "../data", "a/b", ".git", "a\0b"])
def test_a_slug_never_leads_out_of_the_folder(store: Store, slug: str) -> None:
    for act in (store.mentorship, store.living, store.sessions, store.journals.of, store.drafts):
        if act == store.drafts:
            assert store.drafts(slug) == {}
        else:
            with pytest.raises(StoreError):
                act(slug)


def test_a_file_where_the_data_folder_should_be_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_text("a file")
    store = Store(path)
    for act in (store.writable, lambda: store.save_me(Me(id="ada")), store.mentorships):
        with pytest.raises(StoreError) as refused:
            act()
        assert "\n" not in str(refused.value)
        assert "a file stands where a folder should be" in str(refused.value)
    assert path.read_text() == "a file"


def test_writable_leaves_nothing_behind(store: Store) -> None:
    store.writable()
    assert list(store.data_dir.iterdir()) == []


def test_drafts_that_cannot_be_read_are_kept_aside(store: Store) -> None:
    store.save_mentorship(mentorship())
    path = store.data_dir / "mentorships/grace/drafts.json"
    path.write_text("{half")
    later = again(store)
    assert later.drafts("grace") == {}
    assert "drafts.json" in later.notices[0]
    later.save_drafts("grace", {"line": "new"})
    assert later.drafts("grace") == {"line": "new"}
    (kept,) = (path.parent / "backups").glob("drafts-damaged-*.json")
    assert kept.read_text() == "{half"


def test_a_live_session_is_one_programs(store: Store) -> None:
    store.save_mentorship(mentorship())
    log = store.journals.start("grace", "s1")
    log.append(taken("e1"))
    log.beat(Alive(7, 8))
    other = again(store)
    with pytest.raises(Held) as held:
        other.journals.open("grace", "s1")
    assert held.value.pid == os.getpid()
    assert other.journals.watch("grace", "s1").events == (taken("e1"),)
    (info,) = other.journals.all()
    assert (info.id, info.slug, info.finished, info.last_seen) == ("s1", "grace", False, Alive(7, 8))
    assert info.holder is not None
    log.close()
    assert other.journals.holder("grace", "s1") is None
    again_open = other.journals.open("grace", "s1")
    assert again_open.content.events == (taken("e1"),)
    assert again_open.last_seen == Alive(7, 8)
    again_open.append(noted("e2", "go on"))
    again_open.close()
    assert [event.id for event in store.journals.watch("grace", "s1").events] == ["e1", "e2"]  # type: ignore[union-attr]


def test_a_removed_session_leaves_nothing(store: Store) -> None:
    store.save_mentorship(mentorship())
    log = store.journals.start("grace", "s1")
    log.beat(Alive(7, 8))
    log.inbox.send(b"status")
    store.journals.remove("grace", "s1")
    log.close()
    store.journals.remove("grace", "s1")
    assert store.journals.all() == ()
    assert list((store.data_dir / "mentorships/grace/live").iterdir()) == []


def test_a_live_session_of_a_newer_version_is_told_and_left(store: Store) -> None:
    store.save_mentorship(mentorship())
    store.journals.start("grace", "s1").close()
    path = store.data_dir / "mentorships/grace/live/s1.jsonl"
    path.write_text('{"journal": {"schema": 2, "session": "s1"}}\n')
    (info,) = store.journals.all()
    assert (info.content, info.finished) == (None, False)
    assert "newer version" in info.trouble
    with pytest.raises(Newer):
        store.journals.open("grace", "s1")
    assert path.read_text() == '{"journal": {"schema": 2, "session": "s1"}}\n'


def test_a_folder_nobody_may_write_in_can_be_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save_mentorship(mentorship())
    store.save_living("grace", action("a1"))

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("mentortui.store.writing._fill", refused)
    later = again(store)
    assert [one.slug for one in later.mentorships()] == ["grace"]
    assert later.index().mentorships[0].promises == {"grace": 1}
    with pytest.raises(NotSaved) as failed:
        later.save_living("grace", action("a2"))
    assert failed.value.reason == "permission denied"
    assert later.living("grace") == (action("a1"),)


def test_two_threads_may_tell_of_one_file(store: Store) -> None:
    class ToldByAnother(list[str]):
        """Its last one is taken between the look and the taking."""

        def __bool__(self) -> bool:
            there = len(self) > 0
            self.clear()
            return there

    slug = store.save_mentorship(mentorship()).slug
    file = store._shelf.file(store.data_dir / "mentorships" / slug / "record.json")
    file.notices = ToldByAnother(["something"])
    assert store.living(slug) == ()


def test_the_years_of_one_mentorship_cost_the_same_beside_many(store: Store) -> None:
    class NotToBeLookedThrough(dict[Path, Any]):
        def __iter__(self) -> Iterator[Path]:
            raise AssertionError("the files of all mentorships are looked through")

    slug = store.save_mentorship(mentorship()).slug
    store.save_session(slug, session("s1"))
    store._shelf._databases = NotToBeLookedThrough(store._shelf._databases)
    assert [head.id for head in store.session_heads(slug)] == ["s1"]
    store.data_dir.joinpath("mentorships", slug, "sessions", "2024.json").unlink()
    assert [head.id for head in store.session_heads(slug)] == ["s1"]
