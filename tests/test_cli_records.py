"""`mentortui records`: lines, JSON, one kind, and nothing that is only the user's unless one asks."""

import json
from pathlib import Path

import pytest

from mentortui.cli import command
from mentortui.cli_errors import run
from mentortui.core.capture import Capture
from mentortui.core.goals import Goal
from mentortui.core.journal import JournalEntry
from mentortui.core.records import Living
from mentortui.store.store import Store
from tests.screens.stage import NOON
from tests.store import values


def stored(folder: Path) -> None:
    store = Store(folder)
    slug = store.save_mentorship(values.mentorship()).slug
    act = Capture(kind="action", text="write the \x1b[31mtest", who="grace", due="2026-11-20")
    win = Capture(kind="win", text="a canary caught it", who="grace")
    store.save_living(slug, Living(id="a", capture=act, created=NOON), Living(id="w", capture=win, created=NOON))
    with store.changing(slug) as now:
        now.table("goals", Goal).put(Goal(id="g", name="Release lead", seen_by="pair"))
        now.private_table("goals", Goal).put(Goal(id="h", name="leave this team", seen_by="private"))
        now.private_table("journal", JournalEntry).put(JournalEntry(id="j", title="what I did not dare to say"))


def test_it_prints_a_line_each_and_what_is_only_the_users_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = tmp_path / "clock"
    clock.write_text(f"100000000000 {NOON}", encoding="ascii")
    monkeypatch.setenv("MENTORTUI_TEST_CLOCK", str(clock))
    stored(tmp_path / "data")

    def shell(*words: str) -> tuple[int, str, str]:
        code = run(command, ["--data-dir", str(tmp_path / "data"), "--config-dir", str(tmp_path / "config"), *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    code, out, err = shell("records", "grace")
    assert (code, err) == (0, "")
    assert "Goals  1\n  ○ Release lead\n" in out
    assert "Actions  1\n  ○ write the ␛[31mtest  Grace" in out
    assert "Fri 20 Nov late" in out
    assert "Wins  1\n    a canary caught it  Grace" in out
    assert "leave this team" not in out
    assert "dare" not in out
    assert "\x1b" not in out
    _, out, _ = shell("records", "grace", "--private")
    assert "leave this team" in out
    assert "dare" in out
    _, out, _ = shell("records", "grace", "--kind", "win", "--json")
    (win,) = json.loads(out)["records"]
    assert win == {
        "kind": "win",
        "id": "w",
        "state": "open",
        "fields": {"capture.text": "a canary caught it", "capture.who": "grace"},
    }
    assert shell("records", "grace", "--kind", "Decis")[1:] == ("", "There are no decisions in this mentorship yet.\n")
    code, _, err = shell("records", "grace", "--kind", "journal")
    assert code != 0
    assert "“journal” is no kind of record here. There are: goals, actions, wins" in err
