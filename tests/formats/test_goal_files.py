"""Goals as files to begin with, and as JSON that leaves."""

from pathlib import Path

import msgspec
import pytest

from mentortui.core.goals_bank import GoalTemplate, ResultTemplate
from mentortui.core.milestones import Milestone
from mentortui.formats.goal_files import EXAMPLE, MOST_FILES, read_goals
from mentortui.formats.goal_shapes import GoalShape, MilestoneShape, ResultShape, goal_shapes
from mentortui.formats.session_shapes import show_shape
from mentortui.formats.shapes import printed
from mentortui.services.goal_bank import GoalBank
from tests.core.goal_values import goal, result
from tests.core.test_feedback import session
from tests.recordings import REPOSITORY
from tests.store import values


def test_a_file_says_all_of_a_goal(tmp_path: Path) -> None:
    (tmp_path / "lead.toml").write_text(EXAMPLE)
    assert read_goals(tmp_path) == (
        (
            GoalTemplate(
                name="Lead a release",
                kind="projects",
                area="strategic",
                why="I want to be trusted with the whole of something.",
                results=(ResultTemplate(what="releases led", baseline="0", target="2"),),
                milestones=("The first release led from start to end",),
            ),
        ),
        (),
    )
    assert read_goals(tmp_path / "none") == ((), ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = 3", "name is a text of at most 200 letters"),
        ('kind = "skills"', "the goal has no name"),
        ('name = "x"\narea = "sport"', "area is “sport”; there are technical, behaviour, emotional, strategic"),
        ('name = "x"\ncolour = "red"', "a goal has no “colour”; it has name, kind"),
        ('name = "x"\nmilestones = "one"', "milestones are texts"),
        ('name = "x"\n[[results]]\ntarget = 2', "a result has no text"),
        ('name = "x"\n[[results]]\nwhat = "y"\ntarget = "many"', "target is “many”; it is a number"),
        ('name = "x"\n[[results]]\nwhat = "y"\ntarget = true', "target is “True”; it is a number"),
        ('name = "x"\nkind = [', "line 2: is not TOML"),
        ('name = "x"\nkind = 0x' + "f" * 5_000, "a number too long"),
    ],
)
def test_a_file_that_is_no_goal_is_told_in_one_line_and_spoils_no_other(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.toml").write_text(text)
    (tmp_path / "b.toml").write_text('name = "Speak up"')
    found, (trouble,) = read_goals(tmp_path)
    assert [one.name for one in found] == ["Speak up"]
    assert told in trouble
    assert trouble.startswith(f"{tmp_path / 'a.toml'}")
    assert trouble.endswith("Mend it or move it away; the other goals are there.")


def test_of_very_many_files_the_first_are_read(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number:03}.toml").write_text(f'name = "goal {number}"')
    found, (trouble,) = read_goals(tmp_path)
    assert len(found) == MOST_FILES
    assert "the first 200 are read" in trouble


def test_ours_are_read_without_a_word() -> None:
    told = list[str]()
    found = GoalBank(None, told.append).all()
    assert told == []
    assert {one.area for one in found} == {"technical", "behaviour", "emotional", "strategic"}
    assert {one.after for one in found} - {""} <= {one.name for one in found}


def test_the_json_of_a_session_has_the_shared_goals_it_names_and_never_a_private_one() -> None:
    steps = (Milestone(id="m", what="z", reached="2026-11-01", evidence="e"),)
    named = goal("Release lead", formerly=("Release",), results=(result("x", ("2026-10-01", "5")),), milestones=steps)
    secret, other = goal("Release plans", seen_by="private"), goal("Other")
    act = values.action("a")
    caught = msgspec.structs.replace(act.capture, goal="release")
    act = msgspec.structs.replace(act, session=session().id, capture=caught)
    told = msgspec.json.decode(printed(show_shape("g", session(), [act], None, (named, secret, other))))["session"]["goals"]
    assert [one["name"] for one in told] == ["Release lead"]
    assert told[0]["results"][0] == {
        "what": "x",
        "unit": "a week",
        "baseline": 2.0,
        "target": 8.0,
        "now": 5.0,
        "progress": 0.5,
        "readings": [{"day": "2026-10-01", "value": 5.0}],
    }
    assert told[0]["milestones"] == [{"what": "z", "due": None, "reached": "2026-11-01", "evidence": "e"}]
    assert goal_shapes((secret,), ["Release plans"]) == []


def test_every_field_of_a_goal_is_described() -> None:
    text = (REPOSITORY / "docs" / "cli.md").read_text("utf-8")
    fields = {field for shape in (GoalShape, ResultShape, MilestoneShape) for field in shape.__struct_fields__}
    assert [field for field in fields if f"`{field}`" not in text] == []
