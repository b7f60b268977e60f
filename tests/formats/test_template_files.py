"""The user's own shapes of a session, read from plain files."""

import os
from pathlib import Path

import pytest

from mentortui.core.records import Template, TemplateItem
from mentortui.formats.template_files import EXAMPLE, MOST_BYTES, MOST_FILES, WrongTemplate, read_template, read_templates


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def wrong(folder: Path, text: str | bytes) -> str:
    with pytest.raises(WrongTemplate) as caught:
        read_template(write(folder, "mine.toml", text))
    told = str(caught.value)
    assert "\n" not in told
    assert told.endswith("Mend it or move it away; the other templates are there.")
    return told.removeprefix(f"{folder}/")


def test_the_example_is_a_template(tmp_path: Path) -> None:
    assert read_template(write(tmp_path, "pairing.toml", EXAMPLE)) == Template(
        kind="pairing",
        title="Pair programming",
        minutes=60,
        items=(
            TemplateItem(title="What we will build", minutes=5, owner="mentee"),
            TemplateItem(title="Build it, the mentee types", minutes=50),
            TemplateItem(title="Takeaways, next date", minutes=5),
        ),
    )


def test_minutes_are_added_up_where_every_item_has_some(tmp_path: Path) -> None:
    text = 'title = "A"\nkind = "review"\n[[items]]\ntitle = "x"\nminutes = 20\n[[items]]\ntitle = "y"\nminutes = 15\n'
    found = read_template(write(tmp_path, "a.toml", text))
    assert (found.kind, found.minutes) == ("review", 35)
    assert read_template(write(tmp_path, "b.toml", 'title = "B"\n[[items]]\ntitle = "x"\n')).minutes is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "mine.toml, line 1: the template has no title"),
        ('title = "A"\nminutes = "ten"\n', "mine.toml, line 2: minutes is “ten”; it is a whole number from 1 to 600"),
        ('title = "A"\nminutes = 0\n', "line 2: minutes is “0”"),
        ('title = "A"\nminutes = true\n', "line 2: minutes is “True”"),
        ('title = "A"\nlength = 60\n', "line 2: a template has no “length”; it has title, kind, minutes, items"),
        ('title = "A"\nkind = "chat"\n', "line 2: kind is “chat”; there are first, regular"),
        ("title = 7\n", "line 1: a title is a text of 1 to 200 letters"),
        ('title = " "\n', "line 1: a title is a text"),
        ('title = "A"\nitems = ["x"]\n', "line 2: items are written one by one, each under a line [[items]]"),
        ('title = "A"\n\n[[items]]\nminutes = 5\n', "line 3: item 1 has no title"),
        (
            'title = "A"\n[[items]]\ntitle = "x"\n\n[[items]]\ntitle = "y"\nowner = "boss"\n',
            "line 7: owner is “boss”; it is mentor, mentee, peer or both",
        ),
        ('title = "A"\n[[items]]\ntitle = "x"\nmins = 5\n', "line 4: an item has no “mins”; it has title, minutes, owner"),
        ('title = "A"\n[[items]]\ntitle = "x"\nminutes = 601\n', "line 4: minutes is “601”"),
        ('title = "A\n', "line 1: is not TOML"),
        ('title = "A"\n[[items]\n', "line 2: is not TOML"),
        (b'title = "\xff"\n', "mine.toml, line 1: is not UTF-8 text"),
        ("x" * (MOST_BYTES + 1), "is larger than 100,000 bytes"),
        ("title = " + "[" * 40_000, "is nested too deeply"),
        ("minutes = " + "9" * 5_000, "a number too long"),
        ('title = "A"\n' + '[[items]]\ntitle = "x"\n' * 61, "has 61 items; at most 60"),
    ],
    ids=range(20),
)
def test_a_broken_one_says_which_line_what_is_wrong_and_what_to_do(tmp_path: Path, text: str | bytes, told: str) -> None:
    assert told in wrong(tmp_path, text)


def test_the_program_goes_on_with_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "b.toml", 'title = "B"\n')
    write(tmp_path, "a.toml", 'title = "A"\n')
    write(tmp_path, "broken.toml", "title")
    write(tmp_path, "notes.txt", "nothing of ours")
    write(tmp_path, ".hidden.toml", "title")
    (tmp_path / "folder.toml").mkdir()
    found, troubles = read_templates(tmp_path)
    assert [template.title for template in found] == ["A", "B"]
    assert len(troubles) == 2
    assert "broken.toml, line 1" in troubles[0]
    assert "folder.toml" in troubles[1]


def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    assert read_templates(tmp_path / "templates") == ((), ())
    told = read_templates(write(tmp_path, "templates", "a file"))[1]
    assert "cannot be read" in told[0]


def test_of_very_many_the_first_are_read_and_that_is_told(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 2):
        write(tmp_path, f"{number:03}.toml", f'title = "T{number}"\n')
    found, troubles = read_templates(tmp_path)
    assert len(found) == MOST_FILES
    assert "102 files; the first 100 are read" in troubles[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_one_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "a.toml", 'title = "A"\n')
    path.chmod(0)
    assert "permission denied" in read_templates(tmp_path)[1][0]


def test_hidden_characters_stay_as_typed(tmp_path: Path) -> None:
    found = read_template(write(tmp_path, "a.toml", 'title = "[/] \\u001b[31m 王小明"\n'))
    assert found.title == "[/] \x1b[31m 王小明"
