"""Each thing that can become the user's alone, and each place that may have its words by then: none of them tells it after.

Roadblocks are everybody's, an entry of the journal never is: what goes from it to an agenda is a line its writer sees.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from mentortui.core.events import CaptureRecorded
from mentortui.core.goals import Goal
from mentortui.services.calendar_file import as_icalendar
from mentortui.services.desk import Desk
from tests.services.test_private_words import MAY, WORDS, holding
from tests.services.test_sessions import Place

SAID = f"{WORDS.decode()} told the board no"
CAUGHT = {
    "promise": f"> {SAID}",
    "promise of mine": f"< {SAID}",
    "next step of a feedback": f"+ clear slides -> {SAID}",
    "praise": f"+ {SAID}",
    "decision": f"! {SAID}",
    "win": f"* {SAID}",
    "question": f"? {SAID}",
    "takeaway": f"= {SAID}",
    "resource": f"& {SAID}",
    "opportunity": f"opportunity: {SAID}",
    "setback": f"setback: {SAID}",
    "note": SAID,
}
READERS = ("win by its readers", "goal by its readers")
PLACES: dict[str, Callable[[Desk, str, str, Path], str]] = {
    "the edited review": lambda desk, slug, session, out: "\n".join(
        line.text for section in desk.reviews.read(slug).review.sections for line in section.lines
    ),
    "the review undone": lambda desk, slug, session, out: (
        desk.reviews.undo(slug)
        + "\n".join(line.text for section in desk.reviews.read(slug).review.sections for line in section.lines)
    ),
    "the closing page": lambda desk, slug, session, out: desk.closing.page(slug) + desk.closing.draft(slug),
    "a draft of the closing page, kept": lambda desk, slug, session, out: (
        desk.closing.keep(slug, f"# Us\n\n- {SAID}\n- more\n") + desk.closing.page(slug)
    ),
    "a letter": lambda desk, slug, session, out: desk.letters.invitation(slug) + desk.letters.after(slug, session),
    "the agenda": lambda desk, slug, session, out: repr(desk.preparing.editor(slug).plan),
    "what Prepare offers": lambda desk, slug, session, out: repr(
        (desk.preparing.editor(slug).offers, desk.preparing.editor(slug).takeaway)
    ),
    "the calendar": lambda desk, slug, session, out: as_icalendar(desk.calendars.calendar(slug)),
    "thanks typed before": lambda desk, slug, session, out: desk.recognition.thanks_again(slug, f"Dear Grace,\n- {SAID}\nthanks"),
    "the page as it is sent": lambda desk, slug, session, out: _written(desk, slug, session, out / "page.md"),
    "the files both may read": lambda desk, slug, session, out: "\n".join(_files(desk, slug, out)),
}


def _written(desk: Desk, slug: str, session: str, path: Path) -> str:
    desk.archive.export(slug, session, str(path), private=False)
    return path.read_bytes().decode(errors="ignore")


def _files(desk: Desk, slug: str, out: Path) -> list[str]:
    """What is in them where they have it; older copies may."""
    desk.store.index()
    may = tuple(f"mentorships/{slug}/{may}" for may in (*MAY, "backups/"))
    folder = out.parent / "data"
    return [f"{path}: {SAID}" for path in sorted(holding(folder)) if not path.startswith(may)]


def told(thing: str, folder: Path) -> dict[str, tuple[bool, bool]]:
    """Of each place whether it had the words while both could read the thing, and after."""
    (folder / "before").mkdir()
    (folder / "after").mkdir()
    place = Place(folder / "data")
    desk, slug, live = Desk(place.store, place.clock, system_zone="UTC"), place.slug, place.start()
    id = cast(CaptureRecorded, live.captures.catch(CAUGHT.get(thing, "a note for both"))).capture.id
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    session, kind, goal = live.session.started.session, desk.records.kind("win"), cast(Goal, desk.goals.blank())
    if thing == "goal by its readers":
        desk.goals.save(slug, goal, {"name": SAID, "seen_by": ""})
    elif thing == "win by its readers":
        id = desk.records.blank(kind).id
        desk.records.save(slug, kind, kind.blank(id), {"capture.text": SAID})
    agenda = desk.preparing.editor(slug)
    for offer in agenda.offers:
        agenda.take(offer.id)
    agenda.save()
    desk.reviews.edit(desk.reviews.read(slug), "own", f"- {SAID}\nand more")
    desk.reviews.edit(desk.reviews.read(slug), "own", f"- {SAID}\nand more of ours")
    desk.closing.keep(slug, f"# Us\n\n- {SAID}\n- more\n")
    before = {name: SAID in ask(desk, slug, session, folder / "before") for name, ask in PLACES.items() if "undone" not in name}
    if thing == "goal by its readers":
        desk.goals.save(slug, desk.goals.read(slug).goal(goal.id), {"seen_by": "private"})
    elif thing == "win by its readers":
        win = next(one for one in desk.records.shelf(slug).records["win"] if one.id == id)
        desk.records.save(slug, kind, win, {"details.seen_by": "private"})
    else:
        editor = desk.pages.editor(slug, session)
        editor.reword(id, f". {SAID}")
        editor.save()
    after = {name: WORDS.decode() in ask(desk, slug, session, folder / "after") for name, ask in PLACES.items()}
    return {name: (before.get(name, True), there) for name, there in after.items()}


@pytest.mark.parametrize("thing", [*CAUGHT, *READERS])
def test_what_became_private_is_told_in_none_of_these_places(thing: str, tmp_path: Path) -> None:
    found = told(thing, tmp_path)
    assert [place for place, (_before, after) in found.items() if after] == []
    stood = {place for place, (before, _after) in found.items() if before}
    assert stood >= {"the edited review", "the closing page", "thanks typed before", "the files both may read"}
    assert "the agenda" in stood or "promise" not in thing
