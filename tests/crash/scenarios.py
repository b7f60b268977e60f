"""What is done to a store while it is killed. Each is a generator: what it yields was acknowledged when it yields.

Each word that is yielded is a text that must be there from now on, exactly once; after a minus it must be gone; empty: something
without words of its own. New kinds of act are new entries in SCENARIOS.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from mentortui.core.feedback_form import Typed as TypedFeedback
from mentortui.core.record_fields import Field
from mentortui.core.record_kinds import RECORD_KINDS
from mentortui.core.records import Living
from mentortui.core.typed_people import Person
from mentortui.services.doctor import Doctor
from mentortui.services.drafts import Drafts
from mentortui.services.importing import Promoted
from mentortui.services.keeping import Erasing, Keeping
from mentortui.services.logging_past import Typed as TypedPast
from mentortui.services.outside import Outside, Tap
from mentortui.store.migrations import MIGRATIONS, SCHEMA, Tables
from mentortui.store.one_file import unpacked
from tests.clocks import MINUTE
from tests.crash import around, hearing
from tests.crash.program import SLUG, Program, read_as
from tests.crash.shim import knows_nameless_files

Acts = Iterator[str]
TORN = r".*\.jsonl: the last line was cut short before it was saved; all before it is here\."
MENDED = r".*\.json: damaged, .* It is restored to its last change; nothing is missing\..*"
LETTER = """Hi Ada,

> Done:
shipped-the-letter
> Roadblock: flaky-deploy
> I would try: a canary
> Bring: rota-by-letter
> Takeaway: takeaway-by-letter
> Pulse 1-5: 4 5 3

note-by-letter

Best,
Grace
"""


class Scenario(NamedTuple):
    """`before`: makes the folder, never killed. `again`: what the next start does once it has recovered; killed too.

    `told`: what may be told at that start, patterns of whole notices. `beside_time`: fields that depend on the moment of the
    kill, and are not compared. `setting`: done in every process of it first. `left`: what it leaves outside of the data folder,
    to be compared too; what a power cut may do to that is not tried.
    """

    act: Callable[[Program], Acts]
    before: Callable[[Program], object]
    again: Callable[[Program], object] = lambda program: None
    told: tuple[str, ...] = ()
    beside_time: frozenset[str] = frozenset()
    setting: Callable[[], None] = lambda: None
    left: Callable[[Path], str] | None = None


# what there is before


def nothing(program: Program) -> None:
    program.folder.mkdir(mode=0o700)


def begun(program: Program) -> None:
    """A mentorship, and a plan for its first session."""
    program.desk.mentorships.begin("Ada", "Europe/Berlin", "mentor", "Grace", "Africa/Nairobi", "40/60", "1234567890")
    editor = program.desk.preparing.editor(SLUG)
    for line in ("Parser review 15", "Rota 10", "Books 10"):
        editor.add(line)
    editor.set_date("tomorrow 15:00")
    editor.check_in(editor.read_check_in(editor.mentorship.me, "checked-in", "stuck", "", ""))
    editor.save()


def under_way(program: Program) -> None:
    """Its first session runs, with something of each kind caught; then the program is killed."""
    begun(program)
    lines = ("a-note", "+ good-commits -> more-of-them", "> promised-tests", "< promised-mail", "! decided", "* won")
    more = ("? asked", "= taken-away", "& a-book #Lead", ".a-private-note", "setback: set-back", "opportunity: a-door")
    program.key(lambda live: live.floor.press(1))
    for line in (*lines, *more):
        program.key(lambda live, line=line: live.captures.catch(line))
    program.key(lambda live: live.floor.press(2))
    program.key(lambda live: live.agenda.go_on())
    program.key(lambda live: live.agree_next("in 9 days 15:00"))


def finished(program: Program) -> None:
    """The same, ended, and killed before anything of it was stored."""
    under_way(program)
    program.key(lambda live: live.finish())


def held(program: Program) -> None:
    """That session is stored, and something stands outside of it."""
    finished(program)
    program.desk.sessions.conclude(program.live)
    program.desk.sessions.leave(program.live)
    program.store.save_drafts(SLUG, {"line": "half-a-draft"})
    del program.live


def saved_elsewhere(program: Program) -> None:
    """The disk took the last key only in another place; then the program was killed."""
    under_way(program)
    path = program.desk.sessions.log_of(program.live).path
    before = path.read_bytes()
    program.key(lambda live: live.captures.catch("caught-elsewhere"))
    assert program.desk.rescue._keep(program.live)
    os.truncate(path, len(before))


def backed_up(program: Program) -> None:
    """A backup of all that lies beside the folder, and two things were changed since."""
    held(program)
    Keeping(program.folder, program.clock).back_up(str(_backup(program)))
    program.desk.mentorships.add("mentee", [Person(name="Linus-the-second")])
    program.store.save_drafts(SLUG, {"line": "since-the-backup"})


def _backup(program: Program) -> Path:
    return program.folder.parent / "kept.zip"


def _outside(folder: Path) -> Path:
    """Where files of somebody's own lie."""
    return folder.with_name(f"{folder.name}-outside")


def with_another(program: Program) -> None:
    held(program)
    program.desk.mentorships.add("mentee", [Person(name="Linus-the-second")])
    program.start()
    program.key(lambda live: live.captures.catch("caught-elsewhere"))
    assert program.desk.rescue._keep(program.live)
    program.live.close()
    program.desk.sessions.leave(program.live)


def session_id(program: Program) -> str:
    return program.store.session_heads(SLUG)[-1].id


# acts


def first_run(program: Program) -> Acts:
    mentorships = program.desk.mentorships
    mentorships.begin("Ada", "Europe/Berlin", "mentor", "Grace", "Africa/Nairobi", "40/60")
    yield ""
    mentorships.add("mentee", [Person(name="Linus-the-second")])
    yield ""
    mentorships.say_row("1234567890")
    yield ""
    mentorships.edit(SLUG, own=Person("Ada L", "Europe/Berlin"), sharing="50/50")
    yield ""
    mentorships.remove(SLUG)
    yield ""
    mentorships.bring_back(SLUG)
    yield ""


def live(program: Program) -> Acts:
    assert program.live
    program.settled()
    yield ""
    for word in ("tea", "coffee"):
        program.key(lambda live, word=word: live.captures.catch(f"> {word}"))
        yield word
    program.key(lambda live: live.floor.press(1))
    yield ""
    program.key(lambda live: live.undo())
    yield ""
    program.key(lambda live: live.redo())
    yield ""
    program.key(lambda live: live.captures.catch(".private-tea"))
    yield "private-tea"
    program.store.save_drafts(SLUG, {"line": "draft-of-tea"})
    yield ""
    outside = Outside(program.live, program.desk.sessions.log_of(program.live).inbox)
    program.store.journals.inbox(SLUG, program.live.session.started.session).send(
        msgspec.json.encode(Tap("note", "tapped-tea", literal=True))
    )
    program.key(lambda live: outside.take())
    outside.answer()
    yield "tapped-tea"
    program.key(lambda live: live.agenda.go_on())
    yield ""
    program.desk.sessions.leave(program.live)
    yield ""


def finishing(program: Program) -> Acts:
    program.go_on()
    program.settled()
    yield ""
    program.key(lambda live: live.captures.catch("the-very-last-note"))
    yield "the-very-last-note"
    program.key(lambda live: live.finish())
    yield ""
    program.desk.sessions.conclude(program.live)
    yield ""
    editor = program.desk.pages.live_editor(program.live, lambda: program.desk.sessions.conclude(program.live))
    editor.note_closing("closed-well")
    editor.save()
    program.settled()
    yield "closed-well"
    me = program.live.session.me
    program.desk.pulses.give(SLUG, program.live.session.started.session, me, 4, 5, 3)
    yield ""
    program.desk.sessions.leave(program.live)
    yield ""


def going_back(program: Program) -> Acts:
    program.go_on()
    program.key(lambda live: live.finish())
    program.desk.sessions.conclude(program.live)
    yield ""
    program.key(lambda live: live.go_back_in())
    yield ""
    program.desk.sessions.reopen(program.live)
    yield ""
    program.key(lambda live: live.captures.catch("after-all"))
    yield "after-all"
    program.key(lambda live: live.finish())
    yield ""
    program.desk.sessions.conclude(program.live)
    yield ""
    program.desk.sessions.leave(program.live)
    yield ""


def as_it_stood(program: Program) -> Acts:
    (left,) = program.desk.sessions.unfinished()
    program.desk.sessions.finish_as_it_stood(left.slug, left.id)
    yield "a-private-note"


def recovering(program: Program) -> Acts:
    program.desk.sessions.recover()
    yield "a-private-note"


def going_on(program: Program) -> Acts:
    program.clock.wait(3600)
    program.go_on()
    program.settled()
    yield ""
    program.key(lambda live: live.captures.catch("went-on"))
    yield "went-on"
    program.desk.sessions.leave(program.live)
    yield ""


def rescuing(program: Program) -> Acts:
    program.desk.make_ready()
    yield "caught-elsewhere"


def ticking(program: Program) -> Acts:
    promises = program.desk.promises
    (one, *_) = [promise for promise in promises.all() if promise.text == "promised-tests"]
    promises.tick(SLUG, one.id)
    yield ""
    promises.undo()
    yield ""
    promises.reword(SLUG, one.id, "> promised-more-tests")
    yield "promised-more-tests"
    promises.undo()
    yield "-promised-more-tests"


def editing(program: Program) -> Acts:
    editor = program.desk.pages.editor(SLUG, session_id(program))
    store = program.store

    def id_of(text: str) -> str:
        session = store.session(SLUG, session_id(program))
        kept = [one.capture for one in session.caught] + [one.capture for one in store.living(SLUG) if not one.removed]
        kept += [one.caught.capture for one in store.private_notes(SLUG) if not one.removed]
        return next(one.id for one in kept if one.text == text)

    for text, line, acknowledged in (
        ("a-note", "a-note-reworded", "a-note-reworded"),
        ("a-note-reworded", ".now-only-mine", "now-only-mine -a-note-reworded"),
        ("a-private-note", "for-both-of-us", "for-both-of-us"),
        ("decided", "a-mere-note #Another", "a-mere-note -decided"),
        ("a-mere-note", "> promised-after-all", "promised-after-all -a-mere-note"),
        ("promised-after-all", ".kept-to-myself", "kept-to-myself -promised-after-all"),
    ):
        editor.reword(id_of(text), line)
        editor.save()
        yield acknowledged
    editor.undo()
    editor.save()
    yield "promised-after-all -kept-to-myself"
    editor.take_away(program.store.me().id, "taken-late")  # type: ignore[union-attr]
    editor.note_closing("closed-late")
    editor.agree_next("in 3 days 10:00")
    editor.remove(id_of("won"))
    editor.save()
    yield "taken-late"


def archiving(program: Program) -> Acts:
    archive, id = program.desk.archive, session_id(program)
    archive.remove(SLUG, id)
    yield "-a-private-note"
    archive.undo()
    yield "a-private-note"
    outside = Living(
        id="outside", capture=msgspec.structs.replace(program.store.living(SLUG)[0].capture, id="outside", text="alone")
    )
    program.store.save_living(SLUG, outside)
    yield "alone"
    archive.remove_record(SLUG, "outside")
    yield "-alone"
    archive.undo()
    yield "alone"


def gone_by(program: Program) -> Acts:
    for deed in ("missed", "skipped"):
        back = getattr(program.desk.gone_by, deed)(SLUG)
        yield ""
        back()
        yield ""
    back = program.desk.gone_by.moved(SLUG, "in 5 days 11:00")
    yield ""
    back()
    yield ""
    program.desk.preparing.held(SLUG)
    yield ""


def planning(program: Program) -> Acts:
    editor = program.desk.preparing.editor(SLUG)
    editor.add("a-new-item 10")
    editor.set_date("in 6 days 10:00")
    editor.check_in(editor.read_check_in(editor.mentorship.me, "done-lately", "", "", ""))
    promise = next((offer for offer in editor.offers if offer.kind == "promise"), None)
    assert promise is not None
    editor.done(promise.id)
    editor.save()
    yield "done-lately"
    editor.put_off("missed")
    editor.save()
    yield ""
    editor.undo()
    editor.save()
    yield ""
    editor.was_held()
    editor.save()
    yield ""
    program.desk.preparing.set_date(SLUG, program.clock.wall() + 1000 * MINUTE)
    yield ""
    program.desk.preparing.from_session(SLUG, session_id(program))
    yield ""


def rating(program: Program) -> Acts:
    pulses, id = program.desk.pulses, session_id(program)
    me = program.store.me()
    assert me is not None
    pulses.give(SLUG, id, me.id, 1, 2, 3)
    yield ""
    pulses.give(SLUG, id, me.id, 2, 2, 3)
    yield ""
    pulses.put(SLUG, id, me.id, None)
    yield ""
    pulses.decline(SLUG, id, me.id)
    yield ""


def looking_back(program: Program) -> Acts:
    """An assessment of both, what it proposes, and a review in one's own words."""
    assessments, reviews, me = program.desk.assessments, program.desk.reviews, program.store.me()
    assert me is not None
    shown = assessments.current(SLUG)
    other = next(row.person for row in shown.rows if row.person != me.id)
    assessments.give(SLUG, shown.key, other, {"safety": 1}, "sentence-of-other")
    yield "sentence-of-other"
    assessments.decline(SLUG, shown.key, me.id)
    yield ""
    (proposal,) = assessments.picture(SLUG).proposals
    assessments.as_action(SLUG, proposal)
    yield ""
    reviews.edit(reviews.read(SLUG), "own", "own-words")
    yield "own-words"


def letter(program: Program) -> Acts:
    letters = program.desk.letters
    read = letters.understood(SLUG, LETTER)
    made = letters.keep(SLUG, read.letter, read.others[0][0])
    yield "takeaway-by-letter"
    letters.take_back(SLUG, made.id)
    yield "-takeaway-by-letter"


def timeline(program: Program) -> Acts:
    from mentortui.services.stored_timeline import StoredTimeline

    screen = StoredTimeline(program.store, program.clock, lambda: f"zz{id(object()) % 10**9:09}z", SLUG, session_id(program))
    screen.split(screen.stretches()[0].start + MINUTE)
    screen.reassign(screen.stretches()[0].start, "")
    screen.save()
    yield ""
    screen.undo()
    screen.save()
    yield ""


def past(program: Program) -> Acts:
    typed = TypedPast(
        day="yesterday",
        time="10:00",
        minutes="30",
        items=("an item 10",),
        notes=("noted-past", "> promised-past #Past", ".private-past"),
    )
    program.desk.logging_past(SLUG).save(typed)
    yield "promised-past"


def _call(program: Program, *cues: str) -> Path:
    """A transcript that lies beside the folder."""
    path = _outside(program.folder) / "call.vtt"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n\n".join(["WEBVTT", *cues]), encoding="utf-8")
    return path


def importing(program: Program) -> Acts:
    """A session of a transcript, with its words and what is promoted; then one that lies beside a keyed session."""
    desk, id = program.desk, session_id(program)
    path = _call(program, "00:01.000 --> 00:09.000\nAda: said-in-a-call", "00:10.000 --> 00:40.000\nG H: so-was-this")
    draft = desk.importing.read(path)
    people = [person for person, _ in desk.importing.people(SLUG)]
    promoted = [
        Promoted(at=MINUTE // 60, line="> promised-in-a-call #Call"),
        Promoted(at=MINUTE // 60, line="noted-in-a-call"),
        Promoted(at=MINUTE // 60, line=".private-in-a-call"),
    ]
    answers = dict(zip(["Ada", "G H"], people, strict=True))
    when = desk.importing.when(draft, SLUG, "3 days ago 10:00")
    desk.importing.store(desk.importing.plan(draft, SLUG, answers, when=when, promoted=promoted), keep_words=True)
    yield "promised-in-a-call noted-in-a-call private-in-a-call said-in-a-call so-was-this"
    other = desk.importing.read(_call(program, "00:00.000 --> 00:01.000\nAda: words"))
    compared = desk.laying_beside.compare(other, SLUG, id, {"Ada": people[0]})
    desk.laying_beside.keep(compared)
    yield ""
    desk.laying_beside.take_over(compared)
    yield ""
    desk.laying_beside.give_back(SLUG, id)
    yield ""
    _unsure(program, id)
    yield ""
    desk.laying_beside.settle(desk.laying_beside.compare(other, SLUG, id, {"Ada": people[0]}))
    yield ""
    desk.laying_beside.give_back(SLUG, id)
    yield ""


def _unsure(program: Program, id: str) -> None:
    """Somebody says of its first stretch that nobody knows whose it was."""
    screen = program.desk.laying_beside.timeline(SLUG, id)
    screen.reassign(screen.stretches()[0].start, "?")
    screen.save()


def plain_records(program: Program) -> Acts:
    """Of every table that has kinds in core/record_kinds.py one of them: those of one table are stored in the same way."""
    records = program.desk.records
    for kind in {(kind.private, kind.table): kind for kind in RECORD_KINDS}.values():
        around = records.shelf(SLUG).around
        word = f"new-{kind.name}"

        def answer(field: Field, word: str = word, around: Any = around) -> str:
            if field.role == "text":
                return word
            return around.people[0][1] if field.needed else ""

        records.save(SLUG, kind, records.blank(kind), {field.path: answer(field) for field in kind.fields if answer(field)})
        yield word
        (made,) = [one for one in records.shelf(SLUG).records[kind.name] if word in msgspec.json.encode(one).decode()]
        if kind.done:
            records.done(SLUG, kind, made.id)
            yield word
        records.remove(SLUG, kind, made.id)
        yield f"-{word}"
        records.undo(SLUG)
        yield word


def asked_aloud(program: Program) -> None:
    """A first meeting in which the charter's questions are asked; two were answered, then the program was killed."""
    begun(program)
    program.desk.mentorships.edit(SLUG, sharing="")
    editor = program.desk.preparing.editor(SLUG)
    editor.ask_charter()
    editor.save()
    program.key(lambda live: live.floor.press(1))
    for asked, said in (("purpose", "said-what-for"), ("shares", "30/70")):
        item = next(facts.item.id for facts in program.live.session.items if facts.item.charter == asked)
        program.key(lambda live, item=item: live.agenda.go_to(item))
        program.key(lambda live, said=said: live.captures.catch(said))


def charter(program: Program) -> Acts:
    """What was said lands in the charter when the session is stored, once; what is typed later comes on top, and goes again."""
    program.go_on()
    program.settled()
    program.key(lambda live: live.finish())
    yield ""
    program.desk.sessions.conclude(program.live)
    program.desk.sessions.leave(program.live)
    yield ""
    visit = program.desk.charters.visit(SLUG)
    visit.answer("norms", "typed-how-we-talk")
    yield "typed-how-we-talk"
    visit.answer("shares", "equal")
    yield ""
    visit.take_back()
    yield "-typed-how-we-talk"
    found = program.desk.charters.shown(SLUG).charter
    assert (found.text("purpose"), found.text("shares")) == ("said-what-for", "30/70")


def feedback(program: Program) -> Acts:
    book = program.desk.feedback.book(SLUG)
    (person,) = [id for id in book.people if id != book.me]
    book.keep_typed(TypedFeedback(giver=book.me, to=person, good="well-explained", where="in-the-review"))
    book.save()
    yield "well-explained"
    id = next(one.id for one in program.store.living(SLUG) if one.capture.text == "well-explained")
    book.give(id)
    book.save()
    yield "well-explained"
    book.remove(id)
    book.save()
    yield "-well-explained"


def drafting(program: Program) -> Acts:
    for text in ("half", "half a line", ""):
        drafts = Drafts(program.store, SLUG, behind=0)
        drafts.put("line", text)
        drafts.close()
        yield ""


# files of another version, or changed by hand


def with_a_mark(tables: Tables) -> Tables:
    for record in tables.get("living", {}).values():
        record["note"] = "since the next version"
    return tables


def old_files(program: Program) -> None:
    held(program)


def ticking_in_old_files(program: Program) -> Acts:
    yield from ticking(program)
    program.store.save_session(
        SLUG, msgspec.structs.replace(program.store.session(SLUG, session_id(program)), title="titled-anew")
    )
    copies = {path.name.partition("-")[0] for path in program.folder.rglob(f"*-format{SCHEMA}-*.json")}
    assert copies >= {"record", "2026"}, f"the files were not of an older version: {copies}"
    yield "titled-anew"


def edited_by_hand(program: Program) -> None:
    held(program)
    path = program.folder / "mentorships" / SLUG / "record.json"
    text = path.read_text("utf-8")
    _overwrite(path, text.replace("won", "won-by-hand").encode())


def damaged(program: Program) -> None:
    """A file cut short, one zeroed, one with another letter in it."""
    held(program)
    folder = program.folder / "mentorships" / SLUG
    os.truncate(folder / "record.json", (folder / "record.json").stat().st_size // 2)
    (year,) = (folder / "sessions").iterdir()
    _overwrite(year, bytes(year.stat().st_size))
    private = (folder / "private.json").read_bytes()
    _overwrite(folder / "private.json", private.replace(b"{", b"[", 1))


def _overwrite(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_TRUNC)
    os.write(fd, data)
    os.close(fd)


def mending(program: Program) -> Acts:
    program.start()
    program.store.sessions(SLUG)
    program.store.private_notes(SLUG)
    yield "a-private-note promised-tests taken-away"


def repairing(program: Program) -> Acts:
    Doctor(program.folder, program.clock).repair()
    yield "a-private-note promised-tests taken-away"


def backing_up(program: Program) -> Acts:
    keeping, outside = Keeping(program.folder, program.clock), _outside(program.folder)
    outside.mkdir()
    for name in ("kept.zip", ""):
        keeping.back_up(str(outside / name))
        yield ""
    for _ in range(2):
        program.desk.archive.export(SLUG, session_id(program), str(outside / "page.md"), private=True)
        yield ""


def files_outside(folder: Path) -> str:
    """All of them, by name, and what each holds."""
    outside, told = _outside(folder), ""
    for path in sorted(outside.iterdir()) if outside.is_dir() else ():
        if path.suffix == ".tmp" and not knows_nameless_files(outside):
            continue
        data = path.read_bytes()
        parts = {"": data} if path.suffix == ".md" else unpacked(path, data)
        told += "".join(f"\n{path.name} {name} {hashlib.sha256(part).hexdigest()}" for name, part in sorted(parts.items()))
    return told


def restoring(program: Program) -> Acts:
    Keeping(program.folder, program.clock).restore(_backup(program))
    yield "half-a-draft -since-the-backup -Linus-the-second"


def erasing(program: Program) -> Acts:
    erasing = Erasing(program.store, program.folder / "state")
    erasing.erase(erasing.found(SLUG))
    yield "Linus-the-second -a-private-note -promised-tests -half-a-draft -caught-elsewhere"


def next_version() -> None:
    """Whatever is stored is of the version before."""
    read_as(SCHEMA + 1, {**MIGRATIONS, SCHEMA: with_a_mark})


SCENARIOS: dict[str, Scenario] = {
    "first run": Scenario(first_run, nothing),
    "live": Scenario(live, begun, told=(TORN,)),
    "finishing": Scenario(finishing, under_way, told=(TORN,)),
    "going back": Scenario(going_back, under_way, told=(TORN,)),
    "as it stood": Scenario(as_it_stood, under_way, told=(TORN,)),
    "recovering": Scenario(recovering, finished),
    "going on": Scenario(going_on, under_way, told=(TORN,)),
    "rescue": Scenario(
        rescuing, saved_elsewhere, told=(TORN, r"The session with Grace has what was saved elsewhere: \d+ events?\.")
    ),
    "ticking off": Scenario(ticking, held),
    "editing a session": Scenario(editing, held),
    "archive": Scenario(archiving, held),
    "gone by": Scenario(gone_by, held),
    "planning": Scenario(planning, held),
    "pulse": Scenario(rating, held),
    "looking back": Scenario(looking_back, held),
    "letter": Scenario(letter, held),
    "timeline": Scenario(timeline, held),
    "logging past": Scenario(past, held),
    "importing": Scenario(importing, held),
    "plain records": Scenario(plain_records, held),
    "feedback": Scenario(feedback, held),
    "charter": Scenario(charter, asked_aloud, told=(TORN,)),
    "drafts": Scenario(drafting, held),
    "old files": Scenario(ticking_in_old_files, old_files, setting=next_version),
    "mending": Scenario(mending, damaged, told=(MENDED,)),
    "repairing": Scenario(repairing, damaged, told=(MENDED,)),
    "backing up": Scenario(backing_up, held, left=files_outside),
    "restoring": Scenario(restoring, backed_up),
    "erasing": Scenario(erasing, with_another),
    "dates": Scenario(around.dates, held),
    "growth": Scenario(around.growth, held),
    "own words": Scenario(around.own_words, held),
    "hearing": Scenario(hearing.hearing, under_way, setting=hearing.can_hear),
    "edited by hand": Scenario(ticking, edited_by_hand, told=(r".*record\.json: edited by hand\. .*",)),
}

COVERED: dict[str, tuple[str, ...]] = {
    "Archive": ("archive", "backing up"),
    "Assessments": ("looking back",),
    "Calendars": ("dates",),
    "Charters": ("charter",),
    "ClosingBook": ("dates",),
    "Desk": tuple(SCENARIOS),
    "Doctor": ("repairing",),
    "Drafts": ("drafts",),
    "Erasing": ("erasing",),
    "Feedback": ("feedback",),
    "FeedbackBook": ("feedback",),
    "FeedbackCourse": ("own words",),
    "Goals": ("growth",),
    "HearingChoices": ("hearing",),
    "GoneBy": ("gone by",),
    "Importing": ("importing",),
    "Journal": ("own words",),
    "Keeping": ("restoring", "backing up"),
    "LayingBeside": ("importing",),
    "Letters": ("letter",),
    "LoggingPast": ("logging past",),
    "Mentorships": ("first run",),
    "Pages": ("editing a session", "finishing"),
    "PlanEditor": ("planning",),
    "PlanShown": ("planning",),
    "Preparing": ("planning", "gone by"),
    "Promises": ("ticking off",),
    "Pulses": ("pulse", "finishing"),
    "Quarterly": ("own words",),
    "Records": ("plain records",),
    "Rescue": ("rescue",),
    "Reviews": ("looking back",),
    "Sessions": ("live", "finishing", "going back", "as it stood", "recovering", "going on"),
    "StoredEditor": ("editing a session",),
    "StoredTimeline": ("timeline", "importing"),
    "Storing": ("finishing", "going back", "as it stood", "recovering"),
    "Tasks": ("growth",),
    "Visit": ("charter",),
}
"""Each service that stores something, and the scenarios that drive it."""
READS_ONLY = (
    *(
        "Door",
        "History",
        "Inclusion",
        "KnownGoals",
        "LastTimes",
        "ListeningRead",
        "Opportunities",
        "Recognition",
        "Searching",
        "TrendsRead",
    ),
)
"""Those that only look; a tap sent through the door is stored by the program that takes it."""
