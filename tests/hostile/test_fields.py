"""What is typed is what is stored and what is shown again: every field of every kind of record, and whatever reads text."""

import inspect
import json
import pkgutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest

import mentortui.formats
from mentortui.config import WrongSettings, read_settings
from mentortui.core import kinds
from mentortui.core.begin import parse_began
from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable, parse_due
from mentortui.core.goals_forms import reading_typed
from mentortui.core.letter import looks_like_one
from mentortui.core.letter_read import read
from mentortui.core.plan_line import read_line
from mentortui.core.record_fields import Field, RecordKind, WrongField, filled, typed, value
from mentortui.core.record_kinds import RECORD_KINDS
from mentortui.core.records import Member, Record
from mentortui.core.search import query
from mentortui.core.text import fit, lines_of, storable, visible, width
from mentortui.core.transcript import place
from mentortui.core.until import parse_minutes, parse_until
from mentortui.formats.goal_files import read_goals
from mentortui.formats.own_files import NotText, decoded
from mentortui.formats.own_lines import broken_told
from mentortui.formats.question_files import read_questions
from mentortui.formats.rttm import read_rttm
from mentortui.formats.task_files import read_tasks
from mentortui.formats.template_files import read_templates
from mentortui.formats.transcripts.found import MOST_TIME
from mentortui.formats.transcripts.found import Unreadable as UnreadableTranscript
from mentortui.formats.transcripts.reading import read_transcript
from mentortui.formats.transcripts.recognise import formats
from mentortui.formats.word_files import problem_told, read_words
from mentortui.store.errors import StoreError
from mentortui.store.one_file import unpacked
from mentortui.store.store import Store
from tests.hostile.corpus import CORPUS, LONG, NAME, SHORT, TEXTS

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 14, tzinfo=UTC)
AROUND = kinds.Around(me="ada", people=(("ada", "Ada"), ("grace", SHORT[0])), goals=SHORT[1:9], today=TODAY)


def test_every_text_is_there_and_the_file_is_small() -> None:
    assert max(map(len, TEXTS)) == 1_000_000
    assert len(NAME) == 100_000
    assert any(text.count("\n") == 10_000 for text in LONG)
    for kind in ("markup", "escapes", "direction", "files", "formulas", "html", "markdown", "data", "signs", "letter"):
        assert any(name.startswith(kind) for name in CORPUS)


@pytest.mark.parametrize("name", CORPUS)
def test_what_is_shown_hides_nothing_and_keeps_to_its_cells(name: str) -> None:
    text = CORPUS[name]
    shown = visible(text[:20_000])
    assert visible(shown) == shown
    assert not any(char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff" for char in shown)
    for cells in (0, 1, 2, 7, 40):
        assert width(fit(text, cells)) <= cells
        assert width(fit(text, cells, pad=True)) == cells


@pytest.mark.parametrize("kind", RECORD_KINDS, ids=lambda kind: kind.name)
def test_each_field_of_each_kind_of_record_keeps_what_is_typed(kind: RecordKind, tmp_path: Path) -> None:
    store, kept = Store(tmp_path), dict[str, tuple[Field, str]]()
    slug = _mentorship(store)
    records, said = [], list[str]()
    for field in kind.fields:
        for number, text in enumerate((*SHORT, NAME[:1_900], NAME)):
            blank = kind.blank(f"{field.path} {number}")
            needed = {one.path: "words" for one in kind.fields if one.needed and one is not field}
            try:
                record = filled(kind, blank, {**needed, field.path: text}, AROUND)
            except WrongField as refused:
                said.append(str(refused))
                continue
            kept[record.id] = (field, text)
            records.append(record)
            assert isinstance(kinds.shown(field.kind, value(record, field.path), AROUND), str)
    assert kept
    assert [sentence for sentence in said if visible(sentence) != sentence] == []
    with store.changing(slug) as now:
        (now.private_table if kind.private else now.table)(kind.table, Record).put(*records)
    read = Store(tmp_path).private_table if kind.private else Store(tmp_path).table
    again = {one.id: one for one in read(slug, kind.table, kind.struct)}
    for id, (field, text) in kept.items():
        found = value(again[id], field.path)
        match field.kind:
            case kinds.Line():
                assert found == storable(" ".join(text.split()))
            case kinds.Prose():
                assert found == storable(text.strip())
            case _:
                before = typed(kind, again[id], AROUND)[field.path]
                assert typed(kind, filled(kind, again[id], {field.path: before}, AROUND), AROUND)[field.path] == before


def test_each_kind_of_field_is_known_here() -> None:
    assert set(get_args(kinds.Kind)) == {
        kinds.Line,
        kinds.Prose,
        kinds.Person,
        kinds.People,
        kinds.Date,
        kinds.Day,
        kinds.Number,
        kinds.Choice,
        kinds.Tags,
        kinds.Link,
    }


def _mentorship(store: Store) -> str:
    from mentortui.core.records import Member, Mentorship

    people = (Member(id="ada", name="Ada", role="mentor"), Member(id="grace", name=SHORT[0], role="mentee"))
    return store.save_mentorship(Mentorship(id="m", slug="", part="mentor", me="ada", people=people)).slug


@pytest.mark.parametrize("name", CORPUS)
def test_a_mentorship_of_any_name_stays_in_its_folder(name: str, tmp_path: Path) -> None:
    from mentortui.core.records import Member, Mentorship

    store, text = Store(tmp_path / "data"), CORPUS[name]
    people = (Member(id="ada", name="Ada", role="mentor"), Member(id="grace", name=text, role="mentee"))
    made = store.save_mentorship(Mentorship(id="m", slug="", part="mentor", me="ada", people=people, goals=(text,)))
    assert visible(made.slug) == made.slug
    assert not set(made.slug) & set("/\\:*?<>|. \t")
    assert not made.slug.startswith("-")
    assert len(made.slug) < 100
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert [path.name for path in (tmp_path / "data" / "mentorships").iterdir() if not path.name.startswith(".")] == [made.slug]
    (again,) = Store(tmp_path / "data").mentorships()
    assert again.people[1].name == storable(text)
    assert again.goals == (storable(text),)


PEOPLE = (Member(id="ada", name="Ada", role="mentor"), Member(id="grace", name=SHORT[0], role="mentee"))


def a_template(text: str) -> object:
    with tempfile.TemporaryDirectory() as folder:
        for name, words in (("a.toml", text), ("b.toml", f"title = {json.dumps(storable(text))}")):
            (Path(folder) / name).write_bytes(words.encode("utf-8", "surrogatepass"))
        found, troubles = read_templates(Path(folder))
        assert all(visible(trouble) == trouble for trouble in troubles)
        return found


def a_goal(text: str) -> object:
    with tempfile.TemporaryDirectory() as folder:
        result = f"[[results]]\nwhat = {json.dumps(storable(text))}\nunit = {json.dumps(storable(text))}\n"
        for name, words in (("a.toml", text), ("b.toml", f"name = {json.dumps(storable(text))}\n{result}")):
            (Path(folder) / name).write_bytes(words.encode("utf-8", "surrogatepass"))
        found, troubles = read_goals(Path(folder))
        assert all(visible(trouble) == trouble for trouble in troubles)
        return found


def questions(text: str) -> object:
    found, broken = read_questions(text)
    return found, broken_told("a.txt", broken, "questions") if broken else ""


def tasks(text: str) -> object:
    found, broken = read_tasks(f"{text}\nkind: {text}\ndue: {text}\n- {text}")
    said = broken_told("a.txt", broken, "tasks") if broken else ""
    assert len(said) < 500
    return found, said


def refused_in_one_sentence(said: list[str]) -> None:
    """Each short, and nothing in it hides or commands."""
    assert [sentence for sentence in said if visible(sentence) != sentence or len(sentence) >= 500] == []


def the_settings(text: str) -> object:
    told, value = list[str](), json.dumps(storable(text))
    asked = (text, f"{value} = 1", f"theme = {value}", *([f"zone = {value}"] if text in SHORT[::9] else ()))  # zones are slow
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        for words in asked:
            path.write_bytes(words.encode("utf-8", "surrogatepass"))
            try:
                read_settings(Path(folder))
            except WrongSettings as error:
                told.append(str(error).replace(folder, ""))
    refused_in_one_sentence(told)
    return None


def a_backup(text: str) -> object:
    data = text.encode("utf-8", "surrogatepass")
    with pytest.raises(StoreError, match="no backup that mentortui made"):
        unpacked(Path("a.zip"), data)
    return None


AS_TRANSCRIPTS: dict[str, Callable[[str], str]] = {
    "nothing we know": lambda text: text,
    "WebVTT": lambda text: (
        f"WEBVTT {text}\n\n{text}\n00:01.000 --> 00:02.000 {text}\n<v {text}>{text}</v> {text}: {text}\n\n{text} --> {text}"
    ),
    "Zoom": lambda text: f"WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n{text}: {text}",
    "SRT": lambda text: f"1\n00:00:01,000 --> 00:00:02,000\n>> {text}: {text}\n\n{text}\n0:{text} --> 0:{text}\n{text}",
    "SBV": lambda text: f"0:00:01.000,0:00:02.000\n{text}: {text}\n\n0:{text},0:{text}\n{text}",
    "Teams": lambda text: (
        f"0:0:1.0 --> 0:0:2.5\nAda\n{text}\n\n0:0:3.0 --> 0:0:4.0\n{text}\n{text}\n\n0:{text} --> 0:{text}\n{text}"
    ),
    "RTTM": lambda text: f"SPEAKER a 1 0 1 <NA> <NA> {text} <NA> <NA>\nSPEAKER {text} 1 {text} {text} <NA> <NA> {text}",
    "JSON": lambda text: (
        f'{{"segments":[{{"start":0,"end":1,"speaker":{json.dumps(text)},"text":{json.dumps(text)}}},{{"start":{json.dumps(text)}}}]}}'
    ),
    "HTML": lambda text: f"<cite>{text}:</cite> <time>0:00</time><p>{text}</p><cite>{text}</cite><time>{text}</time>{text}",
    "turns": lambda text: f"Ada (0:01): {text}\n{text}\n{text} (0:02): {text}\n{text}: 00:02:03\nKofi (0:09): so",
    "Meet": lambda text: f"# Transcript\n### 00:00:00\nAda: {text}\n{text}\n{text}: {text}\nKofi: so\n### {text}",
}
"""As many kinds of files as there are, with a text wherever one may stand."""


def a_transcript(text: str) -> object:
    told = list[str]()
    with tempfile.TemporaryDirectory() as folder:
        for kind, file in AS_TRANSCRIPTS.items():
            path = Path(folder) / "a"
            path.write_bytes(file(text).encode("utf-8", "surrogatepass"))
            try:
                found = read_transcript(path).transcript
            except UnreadableTranscript as error:
                told.append(error.told(text[:100]))
            else:
                told += [damage.what for damage in found.damaged]
                assert place(found).end <= MOST_TIME, kind
    refused_in_one_sentence(told)
    return None


READERS: dict[str, Callable[[str], Any]] = {
    "settings": the_settings,
    "a backup": a_backup,
    "a moment, on Timeline too": lambda text: parse_began(text, 3_600_000_000, NOW, "Europe/Berlin"),
    "an item of the agenda": lambda text: read_line(text, PEOPLE),
    "a letter's parts": lambda text: read(text, ("Ada", SHORT[0])),
    "until": lambda text: parse_until(text, 1_800_000_000_000_000, "Europe/Berlin"),
    "minutes": parse_minutes,
    "a template": a_template,
    "a file of words": lambda text: problem_told(read_words(text.encode("utf-8", "surrogatepass"), "a.txt")),
    "a file of questions": questions,
    "a file of tasks": tasks,
    "a goal to begin with": a_goal,
    "a reading of a key result": lambda text: reading_typed(text, date(2026, 11, 25)),
    "a recording": lambda text: read_rttm(text, "a.rttm"),
    "a transcript": a_transcript,
    "bytes": lambda text: decoded(text.encode("utf-8", "surrogatepass")),
    "dates": lambda text: parse_due(text, TODAY),
    "history's filter": query,
    "a letter": looks_like_one,
    "lines": lines_of,
}


LISTED = {
    *("own_files.decoded", "own_files.read_bytes", "own_files.read_text", "question_files.read_questions", "rttm.read_rttm"),
    *("task_files.read_tasks", "own_lines.lines_in"),
    *("goal_files.read_goal", "goal_files.read_goals", "own_toml.read_folder", "own_toml.read_toml"),
    *("template_files.read_template", "template_files.read_templates", "word_files.read_words", "rttm.read_line"),
    *(f"transcripts.{name}" for name in ("reading.read_transcript", "recognise.formats", "recognise.recognise")),
    *(f"transcripts.source.{name}" for name in ("Source.chunks", "Source.close", "Source.digest", "Source.head", "Source.lines")),
    *(f"transcripts.webvtt.{name}" for name in ("blocks", "looks", "read", "spoken")),
    *(f"transcripts.blocks.{name}" for name in ("looks_like_sbv", "looks_like_srt", "read_sbv", "read_srt")),
    *(f"transcripts.texts.{name}" for name in ("looks_like_meet", "looks_like_turns", "read_meet", "read_turns", "said")),
    *(f"transcripts.turn_words.{name}" for name in ("Words.add", "Words.cue", "with_words")),
    *(
        f"transcripts.turn_lines.{name}"
        for name in ("by_the_tool", "is_name", "microseconds", "said_of", "shapes_of", "spells_time", "turn")
    ),
    *(f"transcripts.{name}" for name in ("teams_text.looks", "teams_text.read", "refusals.known", "refusals.why_not")),
    *(f"transcripts.{name}" for name in ("names.split_name", "names.spoken_by", "rttm_lines.looks", "rttm_lines.read")),
    *(f"transcripts.{name}" for name in ("references.bounded", "references.resolved")),
    *(f"transcripts.{name}" for name in ("json_shapes.looks", "json_shapes.read", "html_text.looks", "html_text.read")),
    "transcripts.json_stream.pieces",
}
"""What of formats/ is read by READERS; `read_bytes`, `read_text`, `read_template` and all of `transcripts/` by way of others of
these."""
TOLD = {
    *("own_lines.broken_told", "word_files.problem_told", "rttm.Rttm.speakers"),
    *(f"transcripts.found.{name}" for name in ("Found.damage", "Unreadable.told", "too_long_a_cue")),
    "transcripts.source.size_words",
}
"""What these say of what was read: it goes through READERS with them."""
WRITTEN = {
    *("html.plain", "html.to_html", "tables.cell", "tables.list_table", "tables.session_table", "tables.written"),
    *("trend_csv.trends_csv", "trend_figures.trends_shape", "trend_markdown.trends_markdown"),
    *("markdown.line_markdown", "markdown.message", "markdown.parser", "markdown.plain", "markdown.section_markdown"),
    *(
        "markdown.to_markdown",
        "markdown.to_text",
        "shapes.moment",
        "shapes.printed",
        "shapes.seconds",
        "session_shapes.show_shape",
    ),
    *("review_shapes.review_shape", "goal_shapes.goal_shapes"),
    *("icalendar.escaped", "icalendar.folded", "icalendar.icalendar", "closing_markdown.closing_markdown"),
}
"""What of formats/ leaves: test_exports.py and tests/formats let the corpus go through it."""


def public_in_formats() -> Iterator[str]:
    """Each function, whatever it is called, and each method of a class, as `module.name`."""
    for module in pkgutil.walk_packages(mentortui.formats.__path__, "mentortui.formats."):
        short = module.name.removeprefix("mentortui.formats.")
        for name, one in vars(import_module(module.name)).items():
            if name.startswith("_") or getattr(one, "__module__", "") != module.name:
                continue
            if not inspect.isclass(one):
                yield from (f"{short}.{name}" for _ in range(callable(one)))
                continue
            for method, of_class in vars(one).items():
                is_method = inspect.isfunction(of_class) or isinstance(of_class, property | classmethod | staticmethod)
                yield from (f"{short}.{name}.{method}" for _ in range(is_method and not method.startswith("_")))


def test_a_text_as_a_transcript_meets_every_reader_there_is(tmp_path: Path) -> None:
    met = set[str]()
    for kind, file in AS_TRANSCRIPTS.items():
        (tmp_path / "a").write_text(file("12"), "utf-8")
        if kind != "nothing we know":
            met.add(read_transcript(tmp_path / "a").transcript.format)
    assert met == {format.name for format in formats()}


def test_every_reader_of_files_is_in_the_table() -> None:
    """A new one is read by an entry of READERS, and listed here; so is whatever writes or tells."""
    assert {*public_in_formats()} == LISTED | TOLD | WRITTEN


@pytest.mark.parametrize("reader", READERS)
def test_whatever_reads_text_understands_it_or_refuses_in_one_visible_sentence(reader: str) -> None:
    said = list[str]()
    for text in TEXTS:
        try:
            READERS[reader](text)
        except NotText:
            continue
        except (Refused, Unreadable) as error:
            said.append(str(error))
    refused_in_one_sentence(said)
