"""What a user installs: the style sheets come along and are found, whichever way the package got there."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import mentortui
from mentortui.styles import stylesheet
from tests.recordings import REPOSITORY

BUILD = "import sys, hatchling.build; print(getattr(hatchling.build, sys.argv[1])(sys.argv[2]))"
FIND = """
import site, sys
site.addsitedir(sys.argv[1])
from mentortui.styles import stylesheet
for name in sys.argv[2:]:
    print(stylesheet(name))
"""
SHEETS = sorted(path.name for path in (REPOSITORY / "styles").glob("*.tcss"))


def build(step: str, source: Path, target: Path) -> Path:
    """What hatchling's `step` makes of the checkout at `source`, as pip would ask it, without any index."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, step, str(target)],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return target / done.stdout.split()[-1]


def unpack(archive: Path, into: Path) -> Path:
    """The folder `into`, with what the archive holds."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(into)
    else:
        with tarfile.open(archive) as sdist:
            sdist.extractall(into, filter="data")
    return into


def found_by(site: Path) -> list[Path]:
    """Where a Python with nothing but `site` for its packages finds each style sheet."""
    names = [name.removesuffix(".tcss") for name in SHEETS]
    done = subprocess.run([sys.executable, "-ISc", FIND, str(site), *names], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [Path(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("build_wheel", REPOSITORY, tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def site(wheel: Path, tmp_path: Path) -> Path:
    """A site folder with the wheel in it."""
    return unpack(wheel, tmp_path / "site")


def test_there_are_style_sheets() -> None:
    assert "base.tcss" in SHEETS


def test_a_wheel_brings_its_style_sheets(site: Path) -> None:
    assert found_by(site) == [site / "mentortui" / "styles_data" / name for name in SHEETS]


def test_a_wheel_built_from_the_sdist_brings_them_too(tmp_path: Path) -> None:
    sdist = build("build_sdist", REPOSITORY, tmp_path)
    (source,) = unpack(sdist, tmp_path / "source").iterdir()
    site = unpack(build("build_wheel", source, tmp_path), tmp_path / "site")
    assert found_by(site) == [site / "mentortui" / "styles_data" / name for name in SHEETS]


def test_an_editable_install_finds_those_of_the_checkout(tmp_path: Path) -> None:
    site = unpack(build("build_editable", REPOSITORY, tmp_path), tmp_path / "site")
    assert found_by(site) == [REPOSITORY / "styles" / name for name in SHEETS]


def test_somebody_elses_styles_beside_an_installed_package_are_left_alone(site: Path) -> None:
    (site / "styles").mkdir()
    (site / "styles" / SHEETS[0]).write_text("not ours")
    assert found_by(site)[0].parent.name == "styles_data"


def test_a_style_sheet_that_is_nowhere_is_named_with_the_places() -> None:
    with pytest.raises(FileNotFoundError, match=r"^nowhere\.tcss is in neither .*styles_data and .*styles\. "):
        stylesheet("nowhere")


def test_the_wheel_is_typed_licensed_and_starts_by_its_name(site: Path) -> None:
    about = site / f"mentortui-{mentortui.__version__}.dist-info"
    assert (site / "mentortui" / "py.typed").is_file()
    assert (about / "licenses" / "LICENSE").read_text().startswith("MIT License")
    assert "mentortui = mentortui.cli:main" in (about / "entry_points.txt").read_text()


def test_a_wheel_brings_every_list_of_words_and_questions(site: Path) -> None:
    lists = sorted(path.relative_to(REPOSITORY) for path in (REPOSITORY / "mentortui").rglob("*.txt"))
    assert {path.parent.name for path in lists} == {"words", "questions", "tasks"}
    assert [path for path in lists if not (site / path).is_file()] == []


def test_tests_stay_out_of_the_wheel(site: Path) -> None:
    assert {path.name.partition("-")[0] for path in site.iterdir()} == {"mentortui"}
