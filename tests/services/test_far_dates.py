"""A date at the end of the calendar: refused in a sentence, or shown as some date; nothing that was stored becomes unreadable."""

from pathlib import Path

import msgspec
import pytest

from mentortui.core.refused import Refused
from mentortui.services.calendar_file import as_icalendar
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.services.test_sessions import Place


@pytest.mark.parametrize("typed", ["31 dec 9999 10:00", "9999-12-31 23:59", "1 jan 9892 10:00"])
def test_a_session_planned_past_what_can_be_stored_is_refused_and_the_mentorship_is_read_as_before(
    tmp_path: Path, typed: str
) -> None:
    place = Place(tmp_path / "data")
    desk = Desk(place.store, place.clock, system_zone="UTC")
    with pytest.raises(Refused, match="past the end of the calendar"):
        desk.calendars.plan(place.slug, typed)
    assert Store(place.folder).mentorship(place.slug).next_date is None


def test_an_end_in_the_last_year_and_a_rhythm_that_begins_then_still_make_a_calendar(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    desk = Desk(place.store, place.clock, system_zone="UTC")
    desk.calendars.set_cadence(place.slug, "session", "weekly thu 15:00")
    place.store.change_mentorship(place.slug, lambda now: msgspec.structs.replace(now, ends="9999-12-31"))
    assert "RRULE" in as_icalendar(desk.calendars.calendar(place.slug))
    mentorship = place.store.mentorship(place.slug)
    assert mentorship.cadence is not None
    far = msgspec.structs.replace(mentorship.cadence, start="9999-12-30")
    place.store.change_mentorship(place.slug, lambda now: msgspec.structs.replace(now, cadence=far))
    assert "END:VCALENDAR" in as_icalendar(desk.calendars.calendar(place.slug))
