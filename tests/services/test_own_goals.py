"""A goal only the user knows of: what others may read never names it, wherever a line is typed; a private note may."""

from pathlib import Path
from typing import cast

import pytest

from mentortui.core import capture as grammar
from mentortui.core.capture import Capture, Reader
from mentortui.core.feedback import WrongFeedback
from mentortui.core.feedback_form import Typed as FeedbackTyped
from mentortui.core.goals import Goal
from mentortui.core.refused import Refused
from mentortui.services.desk import Desk
from mentortui.services.importing import Promoted
from mentortui.services.logging_past import LoggingPast, Typed, WrongField
from mentortui.services.stored_editor import StoredEditor
from mentortui.store.store import Store
from tests.core.test_capture import PAIR
from tests.services.test_importing import ANSWERS, write
from tests.services.test_private_words import MAY, WORDS, holding
from tests.services.test_sessions import REGULAR, Place

NAME = f"leave {WORDS.decode()} team"
SIGNS = "Secret plan @x #y [red]"
READER = Reader(me=PAIR.me, people=PAIR.people, goals=PAIR.goals, own_goals=(NAME, "Retreat", SIGNS), today=PAIR.today)
SAID = "is private still: leave it out, or begin with a dot for a private note"


def put(folder: Path) -> tuple[Place, Desk]:
    """The user has a goal of that name, which nobody else knows of."""
    place = Place(folder)
    desk = Desk(place.store, place.clock, system_zone="UTC")
    new = cast(Goal, desk.goals.blank())
    desk.goals.save(place.slug, new, {"name": NAME, "seen_by": "private"})
    return place, desk


def leaked(place: Place) -> list[str]:
    folder = f"mentorships/{place.slug}/"
    return [path for path in holding(place.folder) if not path.removeprefix(folder).startswith(MAY)]


@pytest.mark.parametrize(
    "line",
    [
        "read it #zaph",
        "> read it #TEAM",
        f'! we do #"{NAME.upper()}"',
        f'! we do #"{NAME.replace(" ", "  ")}"',
        "+ good #retreat -> more",
        "! dec3 #Secret-plan",
        "! dec3 #secretplan",
        "! dec3 #plan.x",
        "! dec3 #red",
        '! dec3 #"secret plan: x, y, red"',
    ],
)
def test_what_others_get_cannot_name_it_and_the_sentence_says_no_more_than_was_typed(line: str) -> None:
    found = grammar.understand(line, READER)
    assert found.hidden
    assert SAID in found.hidden
    assert found.capture.goal == ""
    assert grammar.preview(found, READER) == f"{found.hidden}."
    assert WORDS.decode() not in found.hidden or WORDS.decode() in line.casefold()
    with pytest.raises(Refused, match="is private still"):
        grammar.caught(line, READER)


def test_a_private_note_names_it_and_is_typed_again_as_it_was_and_the_preview_keeps_the_name() -> None:
    note = grammar.caught(". ask for it #zaph", READER)
    assert note == Capture(kind="private", text="ask for it", goal=NAME)
    assert grammar.caught(grammar.line_of(note, READER), READER) == note
    assert grammar.preview(grammar.understand(". ask for it #zaph", READER), READER) == "private · a goal of your own · only you"


def test_a_goal_all_know_is_taken_though_a_private_one_is_called_so_but_for_its_signs() -> None:
    reader = Reader(me="ada", people=(), goals=("Secret plan",), own_goals=("Secret-plan!",), today=PAIR.today)
    assert grammar.caught('! dec3 #"Secret plan"', reader).goal == "Secret plan"
    assert grammar.caught("! dec3 #secret", reader).goal == "Secret plan"
    note = Capture(kind="private", text="ask", goal="Secret-plan!")
    assert grammar.caught(grammar.line_of(note, reader), reader) == note


def test_a_goal_all_know_goes_before_it_and_neither_completion_nor_a_paste_has_it() -> None:
    reader = Reader(me="ada", people=(), goals=("Release",), own_goals=("Retreat",), today=PAIR.today)
    assert grammar.caught("read it #re", reader).goal == "Release"
    assert grammar.completions("read it #zap", 12, READER) == ()
    assert not any(NAME in one for one in grammar.completions("#", 1, READER))
    assert grammar.caught("#zaph and\nmore", READER, literal=True).text == "#zaph and\nmore"


def test_nothing_typed_on_live_and_nothing_tapped_brings_it_into_a_shared_file(tmp_path: Path) -> None:
    place, desk = put(tmp_path / "data")
    live = desk.sessions.start(place.mentorship, REGULAR)
    with pytest.raises(Refused, match="#zaph is private still"):
        live.captures.catch("> read it #zaph")
    live.captures.catch(". ask for it #zaph")
    note = live.session.captures[0].capture
    assert note.goal == NAME
    assert NAME not in live.captures.reader().goals
    with pytest.raises(Refused, match="is private still"):  # the note is not made everybody's with it
        live.captures.reword(note.id, live.captures.line_of(note)[1:])
    with pytest.raises(Refused, match="is private still"):
        live.captures.take_away("ada", "ask early #team")
    assert live.writer.flush()
    book = desk.feedback.book(place.slug, live)
    with pytest.raises(WrongFeedback, match="is private still"):
        book.give_typed(FeedbackTyped(to="grace", good="clear", about="zaphod-looks"))
    live.finish()
    id = desk.sessions.conclude(live).id
    assert Store(place.folder).session(place.slug, id)
    assert leaked(place) == []


def test_one_that_became_private_while_a_session_named_it_is_not_named_by_what_is_stored_then(tmp_path: Path) -> None:
    place, desk = put(tmp_path / "data")
    live = desk.sessions.start(place.mentorship, REGULAR)
    live.captures.catch(f'> read it #"{NAME} now"')
    live.captures.catch(f'asked why #"{NAME} now"')
    new = cast(Goal, desk.goals.blank())
    desk.goals.save(place.slug, new, {"name": f"{NAME} now", "seen_by": "private"})
    live.finish()
    stored = desk.sessions.conclude(live)
    (promise,) = (one for one in place.store.living(place.slug) if not one.removed)
    assert (promise.capture.text, promise.capture.goal) == ("read it", "")
    assert [one.capture.text for one in stored.caught] == ["asked why"]
    desk.sessions.leave(live)
    assert leaked(place) == []


def test_it_is_refused_in_a_session_written_down_later_and_in_a_sentence_of_a_transcript(tmp_path: Path) -> None:
    place, desk = put(tmp_path / "data")
    logging = LoggingPast(place.store, place.clock, lambda: next(place.ids), place.slug)
    with pytest.raises(WrongField, match="is private still") as wrong:
        logging.save(Typed(day="12 nov", time="15:00", minutes="50", notes=("quiet", "> read it #zaph")))
    assert wrong.value.field == "note:2"
    draft = desk.importing.read(write(tmp_path))
    with pytest.raises(Refused, match="is private still"):
        desk.importing.plan(draft, place.slug, ANSWERS, promoted=[Promoted(at=0, line="> send it #zaph")])
    planned = desk.importing.plan(draft, place.slug, ANSWERS, promoted=[Promoted(at=0, line=". send it #zaph")])
    desk.importing.store(planned)
    assert Store(place.folder).private_notes(place.slug)
    assert leaked(place) == []


def test_a_stored_session_and_a_promise_cannot_be_reworded_to_name_it(tmp_path: Path) -> None:
    place, desk = put(tmp_path / "data")
    live = desk.sessions.start(place.mentorship, REGULAR)
    live.captures.catch("> read it")
    live.captures.catch(". ask for it #zaph")
    live.finish()
    id = desk.sessions.conclude(live).id
    desk.sessions.leave(live)
    editor = StoredEditor(place.store, place.clock, place.slug, id)
    (promise,) = (one for one in place.store.living(place.slug) if not one.removed)
    (note,) = place.store.private_notes(place.slug)
    for one, line in ((promise.id, "> read it #zaph"), (note.id, editor.line_of(note.id)[1:])):
        with pytest.raises(Refused, match="is private still"):
            editor.reword(one, line)
        assert "is private still" in editor.preview(line)
    with pytest.raises(Refused, match="is private still"):
        desk.promises.reword(place.slug, promise.id, "> read it #zaph")
    assert leaked(place) == []


def test_one_made_while_a_session_runs_is_refused_at_once_and_one_shared_meanwhile_is_taken(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    desk = Desk(place.store, place.clock, system_zone="UTC")
    live = desk.sessions.start(place.mentorship, REGULAR)
    logging = LoggingPast(place.store, place.clock, lambda: next(place.ids), place.slug)
    book, apart = desk.feedback.book(place.slug, live), desk.feedback.book(place.slug)
    assert live.captures.reader().own_goals == ()
    desk.goals.save(place.slug, cast(Goal, desk.goals.blank()), {"name": NAME, "seen_by": "private"})
    assert live.captures.preview("> read it #zaph") == f"#zaph {SAID}."
    for line in ("> read it #zaph", "! dec5 #zaph"):
        with pytest.raises(Refused, match="#zaph is private still"):
            live.captures.catch(line)
    for one in (book, apart):
        with pytest.raises(WrongFeedback, match="is private still"):
            one.give_typed(FeedbackTyped(to="grace", good="clear", about="zaphod-looks"))
    with pytest.raises(WrongField, match="is private still"):
        logging.save(Typed(day="12 nov", time="15:00", minutes="50", notes=("> read it #zaph",)))
    goal = next(one for one in desk.goals.read(place.slug).goals if one.name == NAME)
    desk.goals.share(place.slug, goal.id)
    assert NAME in live.captures.reader().goals
    live.captures.catch("> read it #zaph")
    assert live.session.captures[-1].capture.goal == NAME
    live.finish()
    assert desk.sessions.conclude(live).id
    (promise,) = (one for one in place.store.living(place.slug) if not one.removed)
    assert promise.capture.goal == NAME


def test_one_that_became_private_while_a_page_or_the_promises_were_open_is_not_named_by_what_is_saved_there(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path / "data")
    desk, new = Desk(place.store, place.clock, system_zone="UTC"), cast(Goal, Desk(place.store, place.clock).goals.blank())
    live = desk.sessions.start(place.mentorship, REGULAR)
    live.captures.catch("> read it")
    live.captures.catch("> ask for it")
    live.captures.catch("asked why")
    live.finish()
    id = desk.sessions.conclude(live).id
    desk.sessions.leave(live)
    read, ask = (one.id for one in place.store.living(place.slug) if not one.removed)
    (note,) = (one.capture.id for one in place.store.session(place.slug, id).caught)
    desk.goals.save(place.slug, new, {"name": NAME, "seen_by": ""})
    editor = StoredEditor(place.store, place.clock, place.slug, id)
    desk.promises.line_of(place.slug, ask)
    editor.reword(read, "> read it all #zaph")
    editor.reword(note, "asked why again #zaph")
    desk.goals.save(place.slug, desk.goals.read(place.slug).goal(new.id), {"seen_by": "private"})
    editor.save()
    with pytest.raises(Refused, match="is private still"):
        desk.promises.reword(place.slug, ask, "> ask for it all #zaph")
    assert (editor.line_of(read), editor.line_of(note)) == ("> read it all", "asked why again")
    assert not [path for path in leaked(place) if "/backups/" not in path]
