"""When a recording was made, as its name or its first lines say."""

from datetime import date, time

import pytest

from mentortui.core.held_when import Dated, dated

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("name", "clock", "utc"),
    [
        ("2026-11-26", None, False),
        ("focil-2026-11-26", None, False),
        ("2026-11-26 15-04", time(15, 4), False),
        ("20261126_1504 weekly", time(15, 4), False),
        ("GMT20261126-140312_Recording.transcript", time(14, 3, 12), True),
        ("call 2026-11-26T15:04:05Z", time(15, 4, 5), True),
        ("Meeting 26.11.2026", None, False),
        ("Ada and Grace - Nov 26, 2026 3.04 PM", time(15, 4), False),
        ("2026_11_26_12_04_AM", time(0, 4), False),
        ("26 November 2026", None, False),
    ],
)
def test_a_date_in_its_name_is_read(name: str, clock: time | None, utc: bool) -> None:
    assert dated(name, "Date: 2020-01-01") == Dated(DAY, clock, utc, "name")


@pytest.mark.parametrize("name", ["call", "2026", "part 12", "v2026-99-12", "1234-20261126123412341", "2026-02-30", ""])
def test_what_is_no_date_is_none(name: str) -> None:
    assert dated(name, "") is None


@pytest.mark.parametrize(
    ("head", "clock"),
    [
        ("WEBVTT\n\nNOTE Recorded on 26 Nov 2026", None),
        ("# Weekly\n\nThursday, November 26, 2026 at 3:04 PM\n", time(15, 4)),
        ("Meeting started: Nov 26, 2026, 3:04:05 PM\r\nAda: hi", time(15, 4, 5)),
        ('{\n "date": "2026-11-26T15:04:00",\n "segments": []}', time(15, 4)),
        ("---\ntitle: x\ndate: 2026-11-26\n---", None),
    ],
)
def test_a_line_about_its_date_is_read_where_the_name_has_none(head: str, clock: time | None) -> None:
    assert dated("call", head) == Dated(DAY, clock, False, "file")


@pytest.mark.parametrize(
    "head",
    [
        "Ada: we met on 2026-11-26, I think",
        "1\n00:00:01,000 --> 00:00:02,000\nOn the 26 Nov 2026 release",
        "2026-11-26T15:04 --> 2026-11-26T15:05",
        "\n" * 60 + "Date: 2026-11-26",
        f"Date: {'x' * 200} 2026-11-26",
    ],
)
def test_what_somebody_said_of_a_date_is_not_taken_for_it(head: str) -> None:
    assert dated("call", head) is None
