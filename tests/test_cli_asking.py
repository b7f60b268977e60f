"""What is asked on the terminal: the answers of the screen, each with its key."""

import pytest

from mentortui.cli_asking import asked
from mentortui.core.naming import GUEST, NOT_SAID, Proposal
from mentortui.services.imported_parts import Named

PEOPLE = (("ada", "Ada"), ("grace", "Grace"))
NAMED = Named(name="iPhone", cues=3, speaking=9_000_000)


def answer(patch: pytest.MonkeyPatch, *typed: str, guests: bool = True) -> str:
    lines = iter(typed)
    patch.setattr("click.termui.visible_prompt_func", lambda prompt="": next(lines))
    return asked("call.vtt", Proposal(name="iPhone", person=None, sure=False), NAMED, PEOPLE, guests=guests)


def test_a_guest_may_have_another_name_than_the_file_has(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(monkeypatch, "e", "  ", " Kofi ") == f"{GUEST}Kofi"
    told = capsys.readouterr().err
    assert "e a guest of another name" in told
    assert "A guest needs a name." in told
    assert [answer(monkeypatch, typed) for typed in ("2", "g", "0")] == ["grace", GUEST, NOT_SAID]


def test_beside_a_session_nobody_else_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(monkeypatch, "e", "1", guests=False) == "ada"
