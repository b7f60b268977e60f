"""The user's own questions go before ours; what cannot be read is told and the rest is used."""

from pathlib import Path

from mentortui.services.questions import Questions


def test_own_files_go_first_and_are_read_anew_each_time(tmp_path: Path) -> None:
    told: list[str] = []
    service = Questions(tmp_path, told.append)
    ours = len(service.bank().questions)
    (tmp_path / "questions").mkdir()
    own = tmp_path / "questions" / "mine.txt"
    own.write_text("What would Ada Lovelace ask?\n", "utf-8")
    assert service.bank().questions[0].text == "What would Ada Lovelace ask?"
    assert len(service.bank().questions) == ours + 1
    assert told == []


def test_what_cannot_be_read_is_told_once_each_and_the_rest_is_used(tmp_path: Path) -> None:
    told: list[str] = []
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\xff\xfe what?")
    (folder / "b.txt").write_text("Tell me.\nWhat is it?\n", "utf-8")
    (folder / "c.txt").write_bytes(b"x" * 1_100_000)
    (folder / "d.txt").mkdir()
    (folder / "notes.md").write_text("no questions here", "utf-8")
    found = Questions(tmp_path, told.append).bank()
    assert found.questions[0].text == "What is it?"
    assert [sentence.split(": ")[0] for sentence in told] == [
        f"{folder / 'a.txt'}, line 1",
        f"{folder / 'b.txt'}, line 1",
        str(folder / "c.txt"),
        str(folder / "d.txt"),
    ]


def test_without_a_folder_there_are_ours(tmp_path: Path) -> None:
    assert Questions(None).bank() == Questions(tmp_path / "nowhere").bank()
    assert len(Questions(None).bank().questions) > 50
