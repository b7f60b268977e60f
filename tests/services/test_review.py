"""Reviews as they are read and written: edited by two programs, taken back, in files, on the command line."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from mentortui.cli import command
from mentortui.core.records import PrivateNote
from mentortui.core.refused import Refused
from mentortui.core.review import page
from mentortui.core.review_period import parse_period
from mentortui.formats.markdown import to_text
from mentortui.services.review import ReviewRead, Reviews, check_form, file_name, review_text
from mentortui.store.store import Store
from tests.hostile.corpus import SHORT
from tests.review_values import LIVING, SESSIONS, TODAY, caught, stored, takeaway
from tests.screens.stage import NOON, StillClock

WINS = "Wins\n  · Grace: for the two · it changed: nobody was paged\n  · Ada: for anybody\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def slug(store: Store) -> str:
    return stored(store)


@pytest.fixture
def reviews(store: Store) -> Reviews:
    return Reviews(store, StillClock())


def text_of(read: ReviewRead) -> str:
    return to_text(page(read.review))


def test_this_quarter_is_read_unless_one_says_otherwise(slug: str, reviews: Reviews) -> None:
    assert reviews.read(slug).period.key == "2026-Q4"
    assert WINS in text_of(reviews.read(slug))
    assert reviews.period(slug, "all").begin.isoformat() == "2026-01-15"
    assert [one.key for one in reviews.usual(slug)] == ["2026-Q4", "2026-Q3", "2026", "2025", "all"]
    assert reviews.read(slug, reviews.period(slug, "2024")).review.empty


def test_what_is_edited_outlives_a_restart_and_is_of_that_period_alone(slug: str, reviews: Reviews, store: Store) -> None:
    read = reviews.read(slug)
    assert reviews.edit(read, "wins", "Grace: led it all") == "Edited: Wins · u takes it back"
    assert reviews.edit(reviews.read(slug), "wins", "Grace: led it all") == ""
    again = Reviews(Store(store.data_dir), StillClock())
    assert "Wins\n  · Grace: led it all\n" in text_of(again.read(slug))
    assert "led it all" not in text_of(again.read(slug, parse_period("2026", TODAY)))
    store.save_living(slug, caught("win", "a new one", who="grace"))
    read = reviews.read(slug)
    assert read.review.section("wins").came_since == ("Grace: a new one",)
    reviews.refresh(read, "wins")
    assert "Wins\n  · Grace: led it all\n  · Grace: a new one\n" in text_of(reviews.read(slug))
    with pytest.raises(Refused, match="nothing has come"):
        reviews.refresh(reviews.read(slug), "wins")
    assert reviews.undo(slug) == "Undone: what came since: Wins"
    assert reviews.undo(slug) == "Undone: edited: Wins"
    assert "· Grace: for the two" in text_of(reviews.read(slug))
    with pytest.raises(Refused, match="Nothing was changed here"):
        reviews.undo(slug)


def test_of_an_edited_section_the_records_words_are_not_kept_a_second_time(slug: str, reviews: Reviews, tmp_path: Path) -> None:
    file = tmp_path / "data" / "mentorships" / slug / "record.json"
    before = file.read_text("utf-8").count('"for the two"')
    reviews.edit(reviews.read(slug), "wins", "in other words")
    assert file.read_text("utf-8").count('"for the two"') == before


def test_two_programs_edit_two_sections_and_both_stay_also_when_one_is_taken_back(
    slug: str, reviews: Reviews, store: Store
) -> None:
    other = Reviews(Store(store.data_dir), StillClock())
    mine, theirs = reviews.read(slug), other.read(slug)
    reviews.edit(mine, "wins", "mine")
    other.edit(theirs, "setbacks", "theirs")
    assert reviews.is_stale(mine)
    text = text_of(reviews.read(slug))
    assert "mine" in text
    assert "theirs" in text
    reviews.undo(slug)
    text = text_of(Reviews(Store(store.data_dir), StillClock()).read(slug))
    assert "theirs" in text
    assert WINS in text


def test_what_is_left_out_is_in_no_file_and_what_is_not_named_well_is_refused(
    slug: str, reviews: Reviews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    reviews.show(reviews.read(slug), "setbacks", False)
    read = reviews.read(slug)
    for ending in (".md", ".html", ".json"):
        written = Path(reviews.write(f"r{ending}", read))
        text = written.read_text("utf-8")
        assert "nobody was paged" in text
        assert "the deploy stood" not in text
        assert written.stat().st_mode & 0o777 == 0o600
    for name in ("r.pdf", "r", ""):
        with pytest.raises(Refused, match="as Markdown, a web page or JSON"):
            check_form(name)
    assert file_name(read) == "review-grace-otieno-2026-Q4.md"
    assert file_name(reviews.read(slug, reviews.period(slug, "5 apr - 9 jun"))).endswith("-2026-04-05-to-2026-06-09.md")
    empty = msgspec.structs.replace(read, review=msgspec.structs.replace(read.review, sections=()))
    with pytest.raises(Refused, match=r"Nothing is written down of Oct to Dec 2026\. Choose another period"):
        reviews.write("x.md", empty)


def test_what_is_left_out_is_in_no_file_for_others_either(slug: str, reviews: Reviews, tmp_path: Path) -> None:
    assert "for anybody" in review_text(".md", reviews.read(slug, outside=True))
    reviews.show(reviews.read(slug), "wins", False)
    for ending in (".md", ".html", ".json"):
        written = reviews.write(str(tmp_path / f"r{ending}"), reviews.read(slug, outside=True))
        assert "for anybody" not in Path(written).read_text()
    assert "for anybody" not in printed(tmp_path, "review", "grace", "--for-others")[0]


def test_what_became_a_private_note_is_on_no_review(slug: str, store: Store, reviews: Reviews) -> None:
    note = PrivateNote(id="t-small commits", session="s8", caught=takeaway("small commits"))
    assert "small commits" in text_of(reviews.read(slug))
    store.save_private(slug, note)
    assert "small commits" not in text_of(reviews.read(slug))


def test_a_year_that_cannot_be_read_is_told_and_the_rest_is_there(slug: str, store: Store, tmp_path: Path) -> None:
    (tmp_path / "data" / "mentorships" / slug / "sessions" / "2026.json").write_text("{")
    (tmp_path / "data" / "mentorships" / slug / "backups").rename(tmp_path / "away")
    fresh = Store(tmp_path / "data")
    read = Reviews(fresh, StillClock()).read(slug)
    assert "Wins" in text_of(read)
    assert fresh.notices


@pytest.mark.parametrize("text", SHORT[:6], ids=ascii)
def test_whatever_people_wrote_leaves_as_text(tmp_path: Path, text: str) -> None:
    store = Store(tmp_path / "data")
    people = tuple(msgspec.structs.replace(one, name=text[:40] or "x") for one in SESSIONS[0].people)
    sessions = [msgspec.structs.replace(one, people=people) for one in SESSIONS]
    living = tuple(msgspec.structs.replace(one, capture=msgspec.structs.replace(one.capture, text=text)) for one in LIVING)
    slug = stored(store, sessions, living=living)
    read = Reviews(store, StillClock()).read(slug)
    assert "\x1b" not in "".join(review_text(ending, read) for ending in (".md", ".html", ".json"))
    assert "<script" not in review_text(".html", read).replace("&lt;", "")


def printed(folder: Path, *words: str) -> tuple[str, int]:
    clock = folder / "clock"
    clock.write_text(f"0 {NOON}")
    ran = CliRunner().invoke(
        command, ["--data-dir", str(folder / "data"), *words], standalone_mode=False, env={"MENTORTUI_TEST_CLOCK": str(clock)}
    )
    return f"{ran.output}{ran.exception or ''}", ran.exit_code


def test_the_command_prints_a_period_writes_it_and_says_when_there_is_nothing(slug: str, tmp_path: Path) -> None:
    assert WINS in printed(tmp_path, "review", "grace")[0]
    assert "Jul to Sep 2026" in printed(tmp_path, "review", "grace", "--period", "q3")[0]
    assert printed(tmp_path, "review", "grace", "--period", "2024")[0].startswith(
        "Nothing is written down of 2024. --period names"
    )
    assert "“blah” is no period" in printed(tmp_path, "review", "grace", "--period", "blah")[0]
    assert "for the two" not in printed(tmp_path, "review", "grace", "--for-others")[0]
    shape = msgspec.json.decode(printed(tmp_path, "review", "grace", "--json")[0])
    assert (shape["period"], shape["sessions"], shape["missed"], shape["active_seconds"]) == ("2026-Q4", 3, 1, 5400)
    grace = shape["sides"][0]
    assert (grace["person"], grace["promises_made"], grace["promises_kept"], grace["topics_brought"]) == ("Grace Otieno", 2, 2, 1)
    others = msgspec.json.decode(printed(tmp_path, "review", "grace", "--json", "--for-others")[0])
    assert [one["feedback_given"] for one in others["sides"]] == [None, None]
    assert [one["promises_kept"] for one in others["sides"]] == [2, 0]
    told, _ = printed(tmp_path, "review", "grace", "--out", str(tmp_path / "out.md"))
    assert told == f"Written to {tmp_path / 'out.md'}\n"
    assert "## Wins" in (tmp_path / "out.md").read_text("utf-8")
