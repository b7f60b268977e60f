"""A file leaves whole or not at all, for its owner alone, into the folder that was named and in nobody's place."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentortui.core.commands import Refused
from mentortui.services import outgoing
from mentortui.services.outgoing import write_out
from tests.crash.shim import knows_nameless_files


class Watched:
    """Stands for `os`: before or instead of the call `name` something else happens."""

    def __init__(self, name: str, meanwhile: Callable[..., Any], instead: bool = False, at: int = 0) -> None:
        self._name = name
        self._meanwhile = meanwhile
        self._instead = instead
        self._at = at

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name != self._name:
            return real

        def call(*given: Any, **named: Any) -> Any:
            self._at -= 1
            if self._at == -1:
                found = self._meanwhile(*given, **named)
                if self._instead:
                    return found
            return real(*given, **named)

        return call


@pytest.fixture(params=["without a name", "under a hidden name"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How it is written until it is whole: as this system does it, and as one that cannot."""
    if request.param == "under a hidden name":
        monkeypatch.setattr(outgoing, "_NAMELESS", 0)
    return str(request.param)


def refuse(number: int) -> Callable[..., Any]:
    def call(*given: Any, **named: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return call


def test_a_file_is_its_owners_alone_under_any_umask_and_takes_no_others_place(tmp_path: Path) -> None:
    path = tmp_path / "2026-11-25 Grace session 14.md"
    before = os.umask(0)
    try:
        assert write_out(str(path), "one\n") == path
    finally:
        os.umask(before)
    assert write_out(str(path), "two\n") == tmp_path / "2026-11-25 Grace session 14 2.md"
    assert write_out(str(path), "three\n").name == "2026-11-25 Grace session 14 3.md"
    assert path.read_text() == "one\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(list(tmp_path.iterdir())) == 3


def test_a_link_under_its_name_is_not_written_through(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    (tmp_path / "page.md").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "page 2.md").symlink_to(other)
    assert write_out(str(tmp_path / "page.md"), "text").name == "page 3.md"
    assert not (tmp_path / "elsewhere").exists()
    assert other.read_text() == "mine"


@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without"])
def test_a_link_that_comes_under_its_name_at_the_last_moment_is_not_written_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    other = tmp_path / "other"
    other.write_text("mine")

    def meanwhile(*given: Any, **named: Any) -> None:
        (tmp_path / "page.md").symlink_to(other)
        if not links:
            refuse(errno.EPERM)()

    monkeypatch.setattr(outgoing, "os", Watched("link", meanwhile))
    assert write_out(str(tmp_path / "page.md"), "text").name == "page 2.md"
    assert (tmp_path / "page 2.md").read_text() == "text"
    assert other.read_text() == "mine"


@pytest.mark.parametrize("step", range(3))
def test_a_link_in_the_place_of_its_folder_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """The folder is looked up; then it, or one above it, is another's."""
    given, other = tmp_path / "a" / "b", tmp_path / "other"
    for folder in (given, other / "b"):
        folder.mkdir(parents=True)

    def meanwhile(*_: Any, **__: Any) -> None:
        moved = (given, given.parent, tmp_path / "a")[step]
        moved.rename(tmp_path / "moved")
        moved.symlink_to(other if step else other / "b")

    monkeypatch.setattr(outgoing, "os", Watched("open", meanwhile))  # the first step from the root
    with pytest.raises(Refused, match="not written"):
        write_out(str(given / "page.md"), "text")
    assert [path for path in other.rglob("*") if path.is_file()] == []


def test_a_link_that_comes_later_in_the_place_of_its_folder_leads_nowhere_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, other = tmp_path / "given", tmp_path / "other"
    given.mkdir()
    other.mkdir()

    def meanwhile(*_: Any, **__: Any) -> None:
        given.rename(tmp_path / "moved")
        given.symlink_to(other)

    monkeypatch.setattr(outgoing, "os", Watched("link", meanwhile))
    write_out(str(given / "page.md"), "text")
    assert list(other.iterdir()) == []
    assert (tmp_path / "moved" / "page.md").read_text() == "text"


def test_a_folder_of_the_users_own_links_is_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert write_out(str(tmp_path / "link" / "page.md"), "text") == tmp_path / "real" / "page.md"


def test_home_and_the_folder_one_is_in_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert write_out("~/one.md", "") == tmp_path / "one.md"
    assert write_out("  two.md ", "") == tmp_path / "two.md"


@pytest.mark.parametrize(
    "name",
    [
        *("", "  ", "/", ".", "..", "folder/", "gone/page.md", "folder/..", "page.md/x", "circle/page.md", "~nobody-at-all/x.md"),
        *("a\0b.md", "a\nb.md", "\x1b]0;x\x07.md", "\u202egpj.md", "a\ud800.md", "x" * 300 + ".md"),
    ],
)
def test_a_name_that_is_none_is_one_visible_sentence_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "page.md").write_text("mine")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with pytest.raises(Refused) as refused:
        write_out(name, "text")
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 400
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["circle", "folder", "page.md"]


@pytest.mark.parametrize("name", ["open", "fchmod", "write", "fsync", "link"])
def test_a_disk_that_refuses_leaves_no_half_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    steps = len(tmp_path.parts) if name == "open" else 0  # from the root down, and then the file
    monkeypatch.setattr(outgoing, "os", Watched(name, refuse(errno.ENOSPC), at=steps))
    with pytest.raises(Refused, match="no space left"):
        write_out(str(tmp_path / "page.md"), "text")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["write", "fsync"])
def test_nor_does_one_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def no_link(*given: Any, **named: Any) -> None:
        monkeypatch.setattr(outgoing, "os", Watched(name, refuse(errno.ENOSPC)))
        refuse(errno.EPERM)()

    monkeypatch.setattr(outgoing, "os", Watched("link", no_link))
    with pytest.raises(Refused, match="no space left"):
        write_out(str(tmp_path / "page.md"), "text")
    assert list(tmp_path.iterdir()) == []


def test_short_writes_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def short(handle: int, data: bytes) -> int:
        return os.write(handle, bytes(data)[:3])

    monkeypatch.setattr(outgoing, "os", Watched("write", short, instead=True))
    assert write_out(str(tmp_path / "page.md"), "a text in parts").read_text() == "a text in parts"


def test_a_folder_in_which_nothing_may_be_read_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir(mode=0o300)
    assert write_out(str(tmp_path / "inbox" / "page.md"), "text").name == "page.md"


@pytest.mark.parametrize("way", ["without a name"], indirect=True)
def test_nothing_lies_in_its_folder_until_all_of_it_is_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a kill leaves nothing: a backup holds private words."""
    if not knows_nameless_files(tmp_path):
        pytest.skip("this system writes under a hidden name, which a kill leaves behind")
    calls: list[tuple[str, list[str]]] = []

    class Looking:
        def __getattr__(self, name: str) -> Any:
            if callable(getattr(os, name)):
                calls.append((name, [path.name for path in tmp_path.iterdir()]))
            return getattr(os, name)

    monkeypatch.setattr(outgoing, "os", Looking())
    write_out(str(tmp_path / "page.md"), "text")
    names = [name for name, _ in calls]
    linked = names.index("link")
    assert [there for _, there in calls[: linked + 1]] == [[]] * (linked + 1)
    assert all(there == ["page.md"] for _, there in calls[linked + 1 :])
    assert names.index("write") < names.index("fsync") < linked < names.index("fsync", linked)


@pytest.mark.parametrize("number", [errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT], ids=errno.errorcode.get)
def test_a_file_system_that_knows_no_nameless_files_gets_a_hidden_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(outgoing, "os", Watched("open", refuse(number), at=len(tmp_path.parts)))
    monkeypatch.setattr(outgoing, "_NAMELESS", outgoing._NAMELESS or os.O_DIRECTORY)
    assert write_out(str(tmp_path / "page.md"), "text").read_text() == "text"
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


def test_so_does_a_system_without_proc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "os", Watched("link", refuse(errno.ENOENT)))
    if outgoing._NAMELESS:
        assert write_out(str(tmp_path / "page.md"), "text").read_text() == "text"
        assert [path.name for path in tmp_path.iterdir()] == ["page.md"]
