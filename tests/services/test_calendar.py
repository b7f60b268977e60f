"""The calendar of a mentorship as it is stored, what it is closed with, and the file for other calendars."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from markdown_it import MarkdownIt

from mentortui.cli import command
from mentortui.cli_errors import run
from mentortui.core.cadence import Cadence
from mentortui.core.calendar_rows import rows
from mentortui.core.capture import Capture
from mentortui.core.mentorship_pauses import Pause
from mentortui.core.record_details import WinDetails
from mentortui.core.records import Caught, Living, Member, Mentorship, Plan
from mentortui.core.refused import Refused
from mentortui.formats.closing_markdown import closing_markdown
from mentortui.formats.icalendar import FOLD, Event, escaped, folded, icalendar
from mentortui.screens.calendar_view import entry
from mentortui.services.calendar import Calendars
from mentortui.services.calendar_file import as_icalendar
from mentortui.services.calendar_typed import cadence_line, cadence_preview, date_preview
from mentortui.services.closing import ClosingBook
from mentortui.services.mentorships import Mentorships
from mentortui.services.preparing import Preparing
from mentortui.store.store import Store
from tests.core.plan_values import ADA, GRACE, mentorship
from tests.hostile.corpus import SHORT
from tests.screens.stage import DAY, NOON, StillClock
from tests.store import values


class Place:
    """A store with Ada and Grace, and the services over it."""

    def __init__(self, folder: Path, *people: Member) -> None:
        self.clock = StillClock()
        self.folder = folder
        self.store = Store(folder / "data")
        self.slug = self.store.save_mentorship(mentorship(*(people or (ADA, GRACE)))).slug
        numbers = iter(range(10_000))

        def new_id() -> str:
            return f"n{next(numbers)}"

        self.preparing = Preparing(self.store, self.clock, new_id)
        self.calendars = Calendars(self.store, self.clock, self.preparing, new_id)
        self.closing = ClosingBook(self.store, self.clock, self.preparing, self.calendars, new_id)
        self.mentorships = Mentorships(self.store, self.clock, new_id, "Europe/Berlin")

    @property
    def now(self) -> Mentorship:
        return self.store.mentorship(self.slug)

    @property
    def plans(self) -> list[Plan]:
        return [plan for plan in self.store.table(self.slug, "plans", Plan) if not plan.removed]

    @property
    def pauses(self) -> list[Pause]:
        return [pause for pause in self.store.table(self.slug, "pauses", Pause) if not pause.removed]

    def ics(self) -> str:
        return as_icalendar(self.calendars.calendar(self.slug))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_every_act_is_stored_and_taken_back_one_after_the_other(place: Place) -> None:
    calendars, slug = place.calendars, place.slug
    before = place.now
    calendars.set_cadence(slug, "session", "every 2 weeks thu 15:00 @grace")
    calendars.set_cadence(slug, "check-in", "weekly mon")
    calendars.set_work(slug, "grace", "8-16 · off fri sat")
    calendars.plan(slug, "thu 15:00")
    calendars.plan(slug, "thu 16:00", "  a\nrelease ")
    calendars.pause(slug, "illness", "thu to fri")
    calendars.set_end(slug, "18 dec")
    now = place.now
    assert now.cadence is not None
    assert now.check_ins is not None
    assert (now.cadence.owner, now.hours["grace"], now.days_off["grace"].weekdays) == ("grace", (480, 960), (4, 5))
    assert now.next_date is None, "the planned session fell into the pause"
    assert now.ends == "2026-12-18"
    assert [move.reason for move in place.plans[0].moves] == ["a release", "illness"]
    assert place.pauses[0].until == "2026-11-27"
    said = [calendars.undo(slug) for _ in range(7)]
    assert said[0] == "Undone: Meant to end on Fri 18 Dec"
    after = place.now
    assert msgspec.structs.replace(after, changed=before.changed, changed_by=before.changed_by) == before
    assert place.plans == place.pauses == []
    with pytest.raises(Refused, match="nothing to undo"):
        calendars.undo(slug)


def test_a_reason_can_be_given_later_and_taken_away(place: Place) -> None:
    place.calendars.plan(place.slug, "thu 15:00")
    place.calendars.plan(place.slug, "fri 15:00")
    place.calendars.missed(place.slug)
    missed = next(plan for plan in place.plans if plan.state == "missed")
    place.calendars.give_reason(place.slug, missed.id, "a\nrelease")
    place.calendars.give_reason(place.slug, missed.id, "illness", missed.moves[0].was)
    found = next(plan for plan in place.plans if plan.id == missed.id)
    assert (found.reason, found.moves[0].reason) == ("a release", "illness")
    assert place.calendars.undo(place.slug) == "Undone: Reason: illness"
    assert place.calendars.give_reason(place.slug, missed.id, " ") == "No reason given"
    found = next(plan for plan in place.plans if plan.id == missed.id)
    assert (found.reason, found.moves[0].reason) == ("", "")
    for plan, was in (("none", None), (missed.id, 1)):
        with pytest.raises(Refused, match="no longer here"):
            place.calendars.give_reason(place.slug, plan, "x", was)


def test_undo_leaves_what_another_program_changed_since(place: Place) -> None:
    place.calendars.set_end(place.slug, "18 dec")
    place.store.change_mentorship(place.slug, lambda now: msgspec.structs.replace(now, show_figures=False))
    place.calendars.undo(place.slug)
    assert (place.now.ends, place.now.show_figures) == ("", False)


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda c, s: c.plan(s, "31 feb 15:00"), "has days 1 to 28"),
        (lambda c, s: c.plan(s, "29 feb 2027 15:00"), "has days 1 to 28"),
        (lambda c, s: c.plan(s, "28 mar 2027 02:30"), "does not exist"),
        (lambda c, s: c.plan(s, "25 nov 2026 9:00"), "has gone by"),
        (lambda c, s: c.plan(s, "thu 15:00", "x" * 300), "at most 200"),
        (lambda c, s: c.set_cadence(s, "session", "every 0 weeks"), "is no rhythm"),
        (lambda c, s: c.set_work(s, "grace", "18-9"), "ends before it begins"),
        (lambda c, s: c.set_work(s, "nobody", "9-18"), "no longer here"),
        (lambda c, s: c.set_end(s, "1 jan 2020"), "has gone by"),
        (lambda c, s: c.pause(s, "travel", "10 dec to 1 dec 2026"), "is before"),
        (lambda c, s: c.pause(s, "boredom"), "Choose why"),
        (lambda c, s: c.resume(s), "not paused"),
        (lambda c, s: c.end_pause(s, "none", ""), "no longer here"),
        (lambda c, s: c.remove_pause(s, "none"), "no longer here"),
        (lambda c, s: c.missed(s), "none to be missed"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(place: Place, act: object, refusal: str) -> None:
    before = place.now
    with pytest.raises(Refused, match=refusal):
        act(place.calendars, place.slug)  # type: ignore[operator]
    assert (place.now, place.plans, place.pauses) == (before, [], [])


def test_a_rhythm_agreed_once_more_keeps_its_days_and_knows_where_everybody_is(place: Place) -> None:
    place.calendars.set_cadence(place.slug, "session", "every 10 days 15:00 @Grace from 1 dec")
    first = place.now.cadence
    assert first is not None
    people = (ADA, msgspec.structs.replace(GRACE, zone="Europe/Lisbon"))
    place.store.change_mentorship(place.slug, lambda now: msgspec.structs.replace(now, people=people))
    place.clock.now += 5 * DAY
    line = cadence_line(first, place.now)
    assert line == "every 10 days 15:00 @Grace"
    place.calendars.set_cadence(place.slug, "session", line)
    again = place.now.cadence
    assert again is not None
    assert (again.start, again.zones["grace"]) == ("2026-12-01", "Europe/Lisbon")


def test_a_twofold_hour_is_the_first_one_and_says_so(place: Place) -> None:
    calendar = place.calendars.calendar(place.slug)
    said = date_preview(calendar, "31 oct 2027 02:30")
    assert said.startswith("Sun 31 Oct 2027 02:30 (03:30 Nairobi) · 02:30 comes twice that day, as clocks go back: the first one")
    rhythm = cadence_preview(calendar, "session", "weekly sun 2:30 from 28 mar")
    assert "02:30 is skipped in Berlin on 28 Mar, as clocks go forward: 03:30 then" in rhythm


def test_a_pause_may_have_begun_before_today_and_home_says_since_when(place: Place) -> None:
    place.calendars.pause(place.slug, "travel", "since 3 nov")
    (head,) = place.mentorships.heads()
    from mentortui.screens.home_view import card

    rows = [str(row) for row in card(head, None, NOON, width=60).rows]
    assert rows[0].split() == ["Next", "paused", "since", "3", "Nov", "·", "travel"]
    place.calendars.resume(place.slug)
    assert place.pauses[0].until == "2026-11-24"


@pytest.mark.parametrize(
    ("typed", "begins", "until"),
    [
        ("2w", "2026-11-25", "2026-12-08"),
        ("for 3 days", "2026-11-25", "2026-11-27"),
        ("a week", "2026-11-25", "2026-12-01"),
        ("3 dec for 2 weeks", "2026-12-03", "2026-12-16"),
        ("from 3 dec for 1d", "2026-12-03", "2026-12-03"),
        ("from 2w", "2026-12-09", ""),
        ("in 2w", "2026-12-09", ""),
        ("3 dec to 7 dec", "2026-12-03", "2026-12-07"),
    ],
)
def test_a_length_is_how_long_a_pause_lasts(place: Place, typed: str, begins: str, until: str) -> None:
    said = place.calendars.pause(place.slug, "travel", typed)
    assert (place.pauses[0].begins, place.pauses[0].until) == (begins, until)
    assert said.startswith("Paused since" if begins == "2026-11-25" else "Will pause from"), said


def test_a_pause_of_no_days_is_refused(place: Place) -> None:
    with pytest.raises(Refused, match="ends after it begins"):
        place.calendars.pause(place.slug, "travel", "0 days")


def test_home_says_who_starts_contact_instead_of_reminding(place: Place) -> None:
    from mentortui.core.charter import CharterAnswer
    from mentortui.screens.home_view import card

    place.calendars.set_cadence(place.slug, "session", "every 2 weeks thu 15:00")
    place.store.save_table(place.slug, "charter", CharterAnswer(id="c", question="contact", text="Grace"))
    (head,) = place.mentorships.heads()
    rows = [str(row) for row in card(head, None, NOON, width=80).rows]
    assert " ".join(rows[0].split()) == "Next not planned · by rhythm Thu 26 Nov · Grace starts contact"


# closing


def record(id: str, kind: str, text: str, **fields: object) -> Living:
    details = fields.pop("details", None)
    return Living(id=id, capture=Capture(id=id, kind=kind, text=text, **fields), details=details)  # type: ignore[arg-type]


@pytest.fixture
def grown(place: Place) -> Place:
    """With something of each kind."""
    taken = (Caught(capture=Capture(id="t1", kind="takeaway", text="small commits", who="grace"), at=0),)
    session = msgspec.structs.replace(values.session("s1", 1, NOON - 30 * DAY), caught=taken)
    place.store.save_session(place.slug, session)
    place.store.save_living(
        place.slug,
        record("w1", "win", "shipped the retry fix", who="grace"),
        record("w2", "win", "kept-to-myself", who="ada", details=WinDetails(seen_by="private")),
        record("f1", "feedback", "reviewable commits", who="grace", goal="Release lead"),
        record("f2", "feedback", "not-given-yet", who="grace", later=True),
        record("f3", "feedback", "could-be-better", better=True, step="a checklist", who="grace"),
        record("f4", "feedback", "no-step-yet", better=True, who="grace"),
        record("a1", "action", "write the outline", who="grace", due="2026-12-04"),
    )
    return place


def test_the_page_is_drafted_from_the_record_and_nothing_private_is_in_it(grown: Place) -> None:
    page = grown.closing.page(grown.slug)
    assert page == (
        "# Ada and Grace\n"
        "\n"
        "Oct 2026 · 1 session held.\n"
        "\n## Wins\n\n- Grace: shipped the retry fix\n"
        "\n## What feedback was about\n\n- Release lead: 1 to Grace. Last: reviewable commits\n- Without a goal: 1 to Grace\n"
        "\n## Thanks from Grace to Ada\n\n- I take with me: small commits\n"
        "\n## Thanks from Ada to Grace\n\n- reviewable commits\n"
        "\n## What continues\n\n- Grace: write the outline, by 4 Dec 2026\n- Grace: a checklist\n"
    )
    for word in ("kept-to-myself", "not-given-yet", "could-be-better", "no-step-yet"):
        assert word not in page


def test_closing_archives_it_and_nothing_is_lost(grown: Place) -> None:
    grown.calendars.plan(grown.slug, "thu 15:00")
    before = grown.store.living(grown.slug)
    assert "z on Home shows it" in grown.closing.close(grown.slug)
    assert grown.now.archived == NOON
    assert grown.now.next_date is None
    assert grown.store.living(grown.slug) == before
    assert grown.closing.written(grown.slug) is not None
    (head,) = grown.mentorships.heads()
    assert head.archived == NOON
    assert head.coming == ()
    assert grown.mentorships.find("grace").slug == grown.slug
    with pytest.raises(Refused, match="archived already"):
        grown.closing.close(grown.slug)
    with pytest.raises(Refused, match="y opens it again"):
        grown.calendars.plan(grown.slug, "thu 15:00")
    with pytest.raises(Refused, match="nothing to pause"):
        grown.calendars.pause(grown.slug, "travel")
    grown.closing.reopen(grown.slug)
    assert grown.now.archived is None
    assert grown.now.next_date is not None, "what closing called off is planned again"
    assert not [move for plan in grown.plans for move in plan.moves], "and was never moved"
    with pytest.raises(Refused, match="is not archived"):
        grown.closing.reopen(grown.slug)
    grown.calendars.undo(grown.slug)
    grown.calendars.undo(grown.slug)
    assert grown.now.next_date is not None, "taken back, it is planned as before"


def test_a_date_that_closing_or_a_pause_dropped_is_called_off_and_not_moved(place: Place) -> None:
    place.calendars.plan(place.slug, "thu 15:00")
    place.calendars.pause(place.slug, "illness", "thu to fri")
    place.calendars.plan(place.slug, "10 dec 15:00")
    place.calendars.undo(place.slug)
    place.closing.close(place.slug)
    calendar = place.calendars.calendar(place.slug)
    (row,) = [row for row in rows(calendar) if row.kind in ("moved", "off")]
    assert entry("", row).row.text == "Thu 26 Nov 15:00 · called off · illness"
    assert "moved" not in place.closing.page(place.slug)
    place.closing.reopen(place.slug)
    assert place.now.next_date is None, "the pause called it off, not closing"


def test_a_date_gone_by_meanwhile_does_not_come_back(place: Place) -> None:
    place.calendars.plan(place.slug, "thu 15:00")
    place.closing.close(place.slug)
    place.clock.now += 2 * DAY
    assert "planned" not in place.closing.reopen(place.slug)
    assert place.now.next_date is None


def test_a_session_under_way_is_finished_first(place: Place) -> None:
    from mentortui.core.templates import ALL
    from mentortui.services.ids import new_id
    from mentortui.services.sessions import Sessions

    sessions = Sessions(place.store, place.clock, new_id)
    live = sessions.start(place.now, ALL[0])
    with pytest.raises(Refused, match="is not finished"):
        place.closing.close(place.slug)
    assert place.now.archived is None
    live.writer.close()
    sessions.leave(live)


def test_who_meets_again_opens_it_again(place: Place) -> None:
    from mentortui.core.templates import ALL
    from mentortui.services.ids import new_id
    from mentortui.services.sessions import Sessions

    place.closing.close(place.slug)
    sessions = Sessions(place.store, place.clock, new_id)
    sessions.leave(sessions.start(place.now, ALL[0]))
    assert place.now.archived is None


def test_the_page_can_be_edited_and_written_as_plain_markdown(grown: Place, tmp_path: Path) -> None:
    grown.closing.keep(grown.slug, "# Us\n\nso <b>far</b> [x](http://y)\n- *one*\n")
    assert grown.closing.page(grown.slug).startswith("# Us")
    grown.closing.write(grown.slug, str(tmp_path / "page.md"))
    written = (tmp_path / "page.md").read_text("utf-8")
    assert written.startswith("# Us\n")
    assert "- \\*one\\*" in written
    assert "<b>" not in written.replace("\\<b\\>", "")
    grown.closing.keep(grown.slug, "  ")
    assert grown.closing.page(grown.slug).startswith("# Ada and Grace"), "an empty one is drafted anew"
    with pytest.raises(Refused, match="at most 100,000"):
        grown.closing.keep(grown.slug, "x" * 100_001)


def test_hostile_words_on_the_page_stay_words_in_its_markdown() -> None:
    for text in SHORT:
        written = closing_markdown(f"# {text}\n- {text}\n{text}")
        tags = set(re.findall("<([a-z0-9]+)[ >/]", MarkdownIt("commonmark").render(written)))
        assert tags <= {"h1", "h2", "p", "ul", "li", "br"}, text


# for other calendars


def unfolded(text: str) -> list[str]:
    return re.sub("\r\n ", "", text).split("\r\n")[:-1]


def test_the_file_has_the_series_in_its_owners_zone_and_no_reasons(place: Place) -> None:
    place.calendars.set_cadence(place.slug, "session", "every 2 weeks thu 15:00")
    place.calendars.set_cadence(place.slug, "check-in", "monthly on the 31st")
    place.calendars.plan(place.slug, "thu 15:00")
    place.calendars.plan(place.slug, "fri 15:00", "secret-illness")
    place.calendars.pause(place.slug, "illness", "20 dec to 1 jan", "secret-note")
    place.calendars.set_end(place.slug, "1 jul")
    lines = unfolded(place.ics())
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "DTSTART:20261127T140000Z" in lines, "the planned one is a moment"
    assert "DTSTART;TZID=Europe/Berlin:20261210T150000" in lines
    assert "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270701T215900Z" in lines
    assert "EXDATE;TZID=Europe/Berlin:20261224T150000" in lines, "paused"
    assert "RRULE:FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;UNTIL=20270701" in lines
    assert "EXDATE;VALUE=DATE:20261231" not in lines
    assert "SUMMARY:Session with Grace Otieno" in lines
    assert "TZID:Europe/Berlin" in lines
    assert not [line for line in lines if line.startswith(("BEGIN:VALARM", "ATTENDEE", "ORGANIZER", "DESCRIPTION"))]
    assert "secret" not in place.ics()
    place.closing.close(place.slug)
    assert "VEVENT" not in place.ics()


def test_a_date_moved_to_sooner_is_not_in_the_file_twice(place: Place) -> None:
    place.calendars.set_cadence(place.slug, "session", "weekly thu 15:00")
    place.calendars.plan(place.slug, "thu 15:00")
    place.calendars.plan(place.slug, "wed 25 nov 17:00")
    lines = unfolded(place.ics())
    assert "DTSTART:20261125T160000Z" in lines
    assert "EXDATE;TZID=Europe/Berlin:20261126T150000" in lines


def changes(lines: list[str]) -> Iterator[tuple[datetime, str, str]]:
    """When clocks change, on the clock as it was, from which offset to which."""
    at, found = list[str](), dict[str, str]()
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN" and value in ("STANDARD", "DAYLIGHT"):
            at, found = [], {}
        elif name in ("DTSTART", "RDATE") and "T" in value and not value.endswith("Z"):
            at.append(value)
        elif name.startswith("TZOFFSET"):
            found[name] = value
        elif name == "END" and value in ("STANDARD", "DAYLIGHT"):
            for one in at:
                yield datetime.strptime(one, "%Y%m%dT%H%M%S"), found["TZOFFSETFROM"], found["TZOFFSETTO"]


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca", "Asia/Kathmandu"]
)
def test_the_changes_of_clock_in_the_file_are_those_of_the_zone(zone: str) -> None:
    weekly = Cadence(every=1, unit="week", start="2026-12-03", at=15 * 60)
    event = Event(uid="u", title="t", starts=NOON, minutes=60, changed=NOON, cadence=weekly, zone=zone)
    found = sorted(changes(unfolded(icalendar([event], "n"))), key=lambda change: change[0])
    assert len(found) >= 1
    for when, before, after in found[1:]:
        here = ZoneInfo(zone)
        sign = -1 if before[0] == "-" else 1
        from datetime import UTC, timedelta

        offset = sign * timedelta(hours=int(before[1:3]), minutes=int(before[3:5]))
        utc = (when - offset).replace(tzinfo=UTC)
        assert utc.astimezone(here).strftime("%z") == after
        assert (utc - timedelta(seconds=1)).astimezone(here).strftime("%z") == before


def test_hostile_words_stay_one_value_of_their_line() -> None:
    for text in SHORT:
        event = Event(uid="u", title=text, starts=NOON, minutes=60, changed=NOON)
        written = icalendar([event], text)
        written.encode("utf-8")
        assert written.endswith("END:VCALENDAR\r\n"), text
        assert all(len(line.encode()) <= FOLD for line in written.split("\r\n")), text
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", written), text
        lines = unfolded(written)
        assert [line for line in lines if line.startswith("BEGIN")] == ["BEGIN:VCALENDAR", "BEGIN:VEVENT"], text
        assert sum(line.startswith("SUMMARY:") for line in lines) == 1, text


def test_long_lines_are_folded_between_characters() -> None:
    parts = list(folded("SUMMARY:" + "ü" * 100))
    assert all(len(part.encode()) <= FOLD for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == "SUMMARY:" + "ü" * 100
    assert escaped("a,b;c\\d\r\ne") == "a\\,b\\;c\\\\d\\ne"


def test_the_command_prints_it_and_writes_only_what_ends_in_ics(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = place.folder / "clock"
    clock.write_text(f"100000000000 {NOON}", encoding="ascii")
    monkeypatch.setenv("MENTORTUI_TEST_CLOCK", str(clock))
    place.calendars.set_cadence(place.slug, "session", "every 2 weeks thu 15:00")

    def shell(*words: str) -> tuple[int, str, str]:
        folder = str(place.folder)
        code = run(command, ["--data-dir", f"{folder}/data", "--config-dir", f"{folder}/config", "calendar", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    code, out, err = shell("grace")
    assert (code, err) == (0, "")
    assert out.startswith("BEGIN:VCALENDAR")
    assert "RRULE:FREQ=WEEKLY" in out
    assert shell()[1] == out, "there is only one"
    file = place.folder / "grace.ics"
    assert shell("grace", "--to", str(file))[0] == 0
    assert file.read_bytes().count(b"\r\n") == out.count("\n")
    assert file.stat().st_mode & 0o077 == 0
    code, out, err = shell("grace", "--to", str(place.folder / "grace.txt"))
    assert code == 1
    assert "end the file's name in .ics" in err
    assert shell("linus")[0] == 1


def test_a_date_agreed_in_a_session_or_on_its_page_is_told_whom_it_does_not_suit(place: Place) -> None:
    from mentortui.core.templates import ALL
    from mentortui.services.editing import LiveEditor
    from mentortui.services.ids import new_id
    from mentortui.services.sessions import Sessions
    from mentortui.services.stored_editor import StoredEditor

    place.calendars.set_work(place.slug, "grace", "off fri sat")
    sessions = Sessions(place.store, place.clock, new_id)
    live = sessions.start(place.now, ALL[0])
    told = "Fri 27 Nov 15:00 (17:00 Nairobi) · Fri 17:00 in Nairobi, a weekend, for Grace Otieno · nearest fair slot: Thu 26 Nov "
    assert LiveEditor(live, lambda: None).date_preview("fri 15:00").startswith(told)
    assert live.doubts(live.read_moment("mon 15:00")) == ()
    sessions.leave(live)
    place.store.save_session(place.slug, values.session("s1", 1, NOON - 30 * DAY))
    page = StoredEditor(place.store, place.clock, place.slug, "s1").date_preview("fri 15:00")
    assert "in Nairobi, a weekend, for Grace Otieno · nearest fair slot: Thu 26 Nov " in page
