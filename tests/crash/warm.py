"""The process that all others are forked from: everything is imported, and it has no threads.

python -m tests.crash.warm FOLDER      reads one task a line, writes one report a line; both JSON
"""

import gc
import importlib
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tests.crash.power import States, states
from tests.crash.program import Program, count_ids
from tests.crash.scenarios import SCENARIOS, Scenario, begun, held, nothing
from tests.crash.seen import Seen, seen, strays
from tests.crash.shim import KILLED, Call, Shim, put_in

HOLE = r".*\.jsonl: damaged and left out: \d+ \(line [\d, …]+\)\. The file keeps them\."
"""Of lines that were written together and never acknowledged a power cut may take the first alone."""
LATER = 7200
"""Seconds after the first start at which the next one comes."""


class Task(msgspec.Struct, frozen=True):
    """One scenario. `every`: each call, not only those that change something. Of all points each `step`-th is tried, from `first`
    on, or each so many that they are not more than `most`, where that is not 0; at each `deep_step`-th of these, of the points
    within the recovery, `deep`; of the states a power cut may leave, `cuts`. Negative: all of them."""

    scenario: str
    every: bool = False
    first: int = 0
    step: int = 1
    most: int = 0
    deep: int = 1
    deep_step: int = 1
    cuts: int = 0
    straced: tuple[tuple[str, int], ...] = ()
    """Instead of all that: the system's own calls, by name and number, at which strace kills a process started for it."""


class Report(msgspec.Struct):
    tried: int = 0
    points: int = 0
    """That there are of the first level."""
    wrong: list[str] = []


class Ended(NamedTuple):
    """A process that was forked. `acks`: what it acknowledged; `gave`: what it gave back, where it came to its end."""

    killed: bool
    acks: list[str]
    gave: Any


class Found(NamedTuple):
    """What a start found, once it had recovered."""

    seen: Seen
    strays: tuple[str, ...]
    points: int


def forked(deed: Callable[[Callable[[str], None]], Any]) -> Ended:
    """Runs `deed` in a child, which never returns from here. It is handed what it acknowledges with."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        status = 1
        try:
            pipe = os.fdopen(write, "wb", buffering=0)
            try:
                gave = deed(lambda said: _send(pipe, ("ack", said)))
                _send(pipe, ("gave", gave))
                status = 0
            except BaseException:
                _send(pipe, ("failed", traceback.format_exc()))
        finally:
            os._exit(status)
    os.close(write)
    acks: list[str] = []
    gave: Any = None
    with os.fdopen(read, "rb") as pipe:
        for kind, value in _received(pipe):
            if kind == "ack":
                acks.append(value)
            elif kind == "failed":
                gave = AssertionError(value)
            else:
                gave = value
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if isinstance(gave, AssertionError):
        raise gave
    assert code in (0, KILLED), f"ended with {code}"
    return Ended(code == KILLED, acks, gave)


def _send(pipe: Any, message: Any) -> None:
    data = pickle.dumps(message)
    pipe.write(len(data).to_bytes(8, "big"))
    rest = memoryview(data)
    while rest:
        rest = rest[pipe.write(rest) :]


def _received(pipe: Any) -> Iterator[Any]:
    while head := pipe.read(8):
        data = pipe.read(int.from_bytes(head, "big"))
        if len(data) == int.from_bytes(head, "big"):
            yield pickle.loads(data)


class Runner:
    """One scenario, in folders of its own."""

    def __init__(self, name: str, folder: Path, every: bool = False) -> None:
        self.name = name
        self.scenario: Scenario = SCENARIOS[name]
        self._folder = folder
        self._every = every
        self._template = folder / "template"
        self._data = folder / "data"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        forked(self._before)
        self.calls: list[Call] = []
        self.views: list[Seen] = []
        """As it is after each acknowledgement, the first before any act."""
        self.words: list[dict[str, bool]] = []
        """Texts that must be there then, or must not."""
        self._undisturbed()

    def _before(self, say: Callable[[str], None]) -> None:
        count_ids(100_000)
        self.scenario.before(Program(self._template))

    def _act(self, shim: Shim, say: Callable[[str], None], each: Callable[[], None] = lambda: None) -> tuple[int, list[Call]]:
        self.scenario.setting()
        count_ids(200_000)
        program = Program(self._data, later=3600)
        put_in(shim)
        for said in self.scenario.act(program):
            say(said)
            shim.note("ack")
            each()
        return shim.points, shim.calls

    def _recover(self, shim: Shim, later: float = LATER) -> Found:
        self.scenario.setting()
        count_ids(300_000)
        program = Program(self._data, later=later)
        put_in(shim)
        program.start()
        self.scenario.again(program)
        first = self._seen(program)
        resumable = [left for left in program.desk.unfinished() if not left.trouble]
        for left in resumable:
            program.desk.sessions.leave(program.desk.sessions.go_on(left.slug, left.id))
        if not resumable:
            return Found(first, self._strays(), shim.points)
        again = Program(self._data, later=later)
        then = self._seen(again)
        notices = tuple(dict.fromkeys((*first.notices, *then.notices)))
        assert (first.stored, first.live) == (then.stored, then.live), different(first, then)
        return Found(msgspec.structs.replace(then, notices=notices), self._strays(), shim.points)

    def _seen(self, program: Program) -> Seen:
        found = seen(program.store, self.scenario.beside_time)
        if self.scenario.left is None:
            return found
        return msgspec.structs.replace(found, stored=found.stored + self.scenario.left(self._data))

    def _strays(self) -> tuple[str, ...]:
        """In the data folder, and what nobody asked for beside it."""
        return (*strays(self._data), *(path.name for path in self._folder.glob(f"{self._data.name}-*-unfinished")))

    def _undisturbed(self) -> None:
        """What is to be seen after each acknowledgement."""
        self._fresh()
        copies = [self.save_as("copy0")]

        def copy() -> None:
            copies.append(self.save_as(f"copy{len(copies)}"))

        def act(say: Callable[[str], None]) -> Any:
            return self._act(Shim(every=self._every, record=True), say, copy)

        ended = forked(act)
        self.points, self.calls = ended.gave
        known: dict[str, bool] = {}
        self.words = [{}]
        for said in ended.acks:
            for word in said.split():
                known = {**known, word.removeprefix("-"): not word.startswith("-")}
            self.words.append(known)
        for number in range(len(ended.acks) + 1):
            self._restore(self._folder / f"copy{number}")
            found: Found = forked(lambda say: self._recover(Shim())).gave
            self.views.append(found.seen)
            wrong = self._wrong(found, number, number)
            assert not wrong, f"{self.name}, undisturbed, after {ended.acks[:number]}: {wrong}"

    def kill(self, at: int) -> int | None:
        """Runs the scenario and ends it at that point: how much it had acknowledged; None where it came to its end."""
        self._fresh()
        ended = forked(lambda say: self._act(Shim(at, every=self._every), say))
        return len(ended.acks) if ended.killed else None

    def recover(self, at: int = -1) -> Found | None:
        """A start on what is there, ended at that point; None where it was."""
        ended = forked(lambda say: self._recover(Shim(at, every=self._every)))
        return None if ended.killed else ended.gave

    def save_as(self, name: str) -> Path:
        self._copy(self._data, self._folder / name)
        return self._folder / name

    def restore(self, name: str) -> None:
        self._restore(self._folder / name)

    @property
    def data(self) -> Path:
        return self._data

    @property
    def template(self) -> Path:
        return self._template

    def wrong(self, found: Found, acked: int, told: tuple[str, ...] = ()) -> str:
        """What is not as it must be after so many acknowledgements; empty: nothing. `told`: what may be told beside the usual."""
        return self._wrong(found, acked, min(acked + 1, len(self.views) - 1), told)

    def _wrong(self, found: Found, before: int, after: int, told: tuple[str, ...] = ()) -> str:
        found_words = found.seen
        for word, there in self.words[before].items():
            if self.words[after].get(word) is not there:
                continue
            stored, live = (len(re.findall(rf'"{word}"', part)) for part in (found_words.stored, found_words.live))
            if there and not ((stored == 1 and not live) or (not stored and live)):
                return f"{word!r} is there {stored} times, and {live} times in the session under way"
            if not there and stored + live:
                return f"{word!r} is there again"
        fits = [self.views[number] for number in {before, after}]
        if all((one.stored, one.live) != (found.seen.stored, found.seen.live) for one in fits):
            return "neither before nor after: " + "\n or ".join(different(one, found.seen) for one in fits)
        if "trouble" in found.seen.live and re.search(r'"trouble": "[^"]', found.seen.live):
            return f"trouble: {found.seen.live[:500]}"
        for notice in found.seen.notices:
            if not any(re.fullmatch(pattern, notice) for pattern in (*self.scenario.told, *told)):
                return f"told: {notice}"
        if found.strays:
            return f"strays: {found.strays}"
        return ""

    def _fresh(self) -> None:
        self._restore(self._template)

    def _restore(self, folder: Path) -> None:
        self._copy(folder, self._data)

    def _copy(self, folder: Path, to: Path) -> None:
        """With all that lies beside it: a repair copies the whole folder first, and a backup is made outside of it."""
        for path in (to, *self._folder.glob(f"{to.name}-*")):
            shutil.rmtree(path, ignore_errors=True)
        for path in (folder, *self._folder.glob(f"{folder.name}-*")):
            shutil.copytree(path, path.with_name(path.name.replace(folder.name, to.name, 1)), copy_function=shutil.copy2)


def different(one: Seen, other: Seen) -> str:
    import difflib

    lines: list[str] = []
    for name in ("stored", "live"):
        before, after = getattr(one, name).splitlines(), getattr(other, name).splitlines()
        lines += list(difflib.unified_diff(before, after, "expected", "found", n=1, lineterm=""))[:40]
    return "\n".join(lines) or "no difference"


def spread(total: int, wanted: int, seed: int) -> list[int]:
    """So many of `range(total)`, spread evenly, the same for the same seed; all where negative or more than there are."""
    if wanted < 0 or wanted >= total:
        return list(range(total))
    return sorted({(number * total // wanted + seed) % total for number in range(wanted)})


def run(task: Task, folder: Path) -> Report:
    report = Report(wrong=[])
    runner = Runner(task.scenario, folder, task.every)
    report.points = runner.points
    if task.straced:
        _straced(runner, task, report)
        return report
    step = max(task.step, -(-runner.points // task.most)) if task.most else task.step
    for number, at in enumerate(range(task.first % step, runner.points, step)):
        report.tried += 1
        acked = runner.kill(at)
        if acked is None:
            continue
        where = f"{task.scenario}: killed at {at} of {runner.points}, {acked} acknowledged"
        try:
            _after_a_kill(runner, task.deep if number % task.deep_step == 0 else 0, where, acked, at, report)
        except AssertionError as error:
            report.wrong.append(f"{where}: {error}")
        if len(report.wrong) > 5:
            break
    if task.cuts and runner.scenario.left is None and len(report.wrong) <= 5:
        _power_cuts(runner, task, report)
    return report


def _after_a_kill(runner: Runner, deep: int, where: str, acked: int, at: int, report: Report) -> None:
    if deep:
        runner.save_as("killed")
    found = runner.recover()
    assert found is not None
    if wrong := runner.wrong(found, acked):
        report.wrong.append(f"{where}: {wrong}")
        return
    for again in spread(found.points, deep, at):
        report.tried += 1
        runner.restore("killed")
        runner.recover(again)
        third = runner.recover()
        assert third is not None
        if wrong := runner.wrong(third, acked):
            report.wrong.append(f"{where}, and its recovery at {again} of {found.points}: {wrong}")
            return


def _power_cuts(runner: Runner, task: Task, report: Report) -> None:
    left: States = states(runner.template, runner.data, runner.calls)
    for number in spread(len(left), task.cuts, 0):
        report.tried += 1
        acked, told = left.put_back(number, runner.data)
        where = f"{task.scenario}: power cut, state {number} of {len(left)}, {told}, {acked} acknowledged"
        try:
            found = runner.recover()
            assert found is not None
            if wrong := runner.wrong(found, acked, (HOLE,)):
                report.wrong.append(f"{where}: {wrong}")
        except AssertionError as error:
            report.wrong.append(f"{where}: {error}")
        if len(report.wrong) > 5:
            return


def _straced(runner: Runner, task: Task, report: Report) -> None:
    for call, number in task.straced:
        runner.restore("template")
        command = [sys.executable, "-m", "tests.crash.strace_target", task.scenario, str(runner.data)]
        traced = [*("strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}")]
        traced += ["-e", f"inject={call}:signal=SIGKILL:when={number}"]
        ended = subprocess.run([*traced, *command], stdout=subprocess.PIPE, text=True, check=False)
        begins, *acks = ended.stdout.split("\n")[:-1] or [""]
        if ended.returncode == 0 or begins != "begins":
            continue  # it came to its end, or was killed before it began
        report.tried += 1
        found = runner.recover()
        assert found is not None
        if wrong := runner.wrong(found, len(acks)):
            report.wrong.append(f"{task.scenario}: killed by strace at {call} {number}, {len(acks)} acknowledged: {wrong}")


def warm(folder: Path) -> None:
    """Everything that a program loads in the course of its life is loaded here, so that no child has to."""

    def live_and_learn(say: Callable[[str], None]) -> list[str]:
        (folder / "warm").mkdir(parents=True)
        for name, scenario in SCENARIOS.items():
            if scenario.before in (begun, held, nothing) and scenario.setting is Scenario._field_defaults["setting"]:
                program = Program(folder / "warm" / name)
                scenario.before(program)
                for _ in scenario.act(program):
                    pass
                seen(Program(folder / "warm" / name).store)
        return sorted(sys.modules)

    for name in forked(live_and_learn).gave:
        with suppress(ImportError):
            importlib.import_module(name)
    program = Program(folder / "warm" / "archive")  # what is found out once, of zones and types, is found out here
    program.start()
    seen(program.store)
    strays(program.folder)
    shutil.rmtree(folder / "warm", ignore_errors=True)


def main() -> None:
    folder = Path(sys.argv[1])
    warm(folder)
    gc.collect()
    gc.freeze()
    gc.disable()
    for line in sys.stdin:
        task = msgspec.json.decode(line, type=Task)
        try:
            report = run(task, folder / task.scenario.replace(" ", "-"))
        except Exception:
            report = Report(wrong=[traceback.format_exc()])
        shutil.rmtree(folder / task.scenario.replace(" ", "-"), ignore_errors=True)
        sys.stdout.write(json.dumps(msgspec.to_builtins(report)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
