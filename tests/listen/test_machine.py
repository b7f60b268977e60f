"""What sound servers print, whatever it is."""

import json
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.hearing_values import Device, Trouble
from mentortui.listen import children, pipewire, pulse
from mentortui.listen.machine import Machine, Place
from mentortui.listen.recorder import NotHeard
from mentortui.listen.system_recorder import SystemRecorder
from tests.listen.sounds import listening
from tests.recordings import REPOSITORY

LISTED = """\
Sink #1
\tState: RUNNING
\tName: headset
\tDescription: A headset
\tMute: no
\tMonitor Source: headset.monitor
\tProperties:
\t\tdevice.description = "A headset"

Sink #2
\tName: speakers
\tDescription: Loudspeakers
\tMute: yes

Source #11
\tName: headset.monitor
\tDescription: Monitor of A headset
\tMonitor of Sink: headset
\tMute: no

Source #12
\tName: speakers.monitor
\tDescription: Monitor of Loudspeakers
\tMonitor of Sink: speakers
\tMute: no

Source #13
\tName: built-in
\tDescription: Built-in: microphone
\tMonitor of Sink: n/a
\tMute: yes

Sink Input #21
\tSink: 1
\tCorked: no
\tMute: no

Sink Input #22
\tSink: 2
\tCorked: yes
\tMute: no

Source Output #31
\tSource: 13
\tMute: yes
\tProperties:
\t\tmentortui.stream = "mark-1"

Source Output #32
\tSource: 12
\tMute: no
\tProperties:
\t\tapplication.name = "something else"
"""
INFO = "Server Name: pulseaudio\nDefault Sink: headset\nDefault Source: built-in\n"

HEADSET = Place("11", "headset.monitor", "A headset", "call", playing=True)
SPEAKERS = Place("12", "speakers.monitor", "Loudspeakers", "call", muted=True, taken=True)
BUILT_IN = Place("13", "built-in", "Built-in: microphone", "microphone", muted=True)


def test_what_pactl_lists_is_read() -> None:
    machine = pulse.read_machine(LISTED, INFO)
    assert [place for place in machine.places if place.channel == "call"] == [HEADSET, SPEAKERS]
    assert machine.place("microphone", "") == BUILT_IN
    assert machine.place("call", "") == HEADSET
    assert machine.streams == {"mark-1": "13"}
    assert machine.muted_streams == {"mark-1"}
    assert machine.devices() == (
        Device("built-in", "Built-in: microphone", "microphone", True),
        Device("headset.monitor", "A headset", "call", True),
        Device("speakers.monitor", "Loudspeakers", "call", False),
    )


def test_what_hears_an_output_is_a_microphone_only_where_it_is_asked_for() -> None:
    """A server without a microphone has the monitor of its output as default source: that is what the call plays."""
    machine = pulse.read_machine(LISTED, INFO.replace("built-in", "headset.monitor"))
    with pytest.raises(NotHeard) as raised:
        machine.place("microphone", "")
    assert raised.value.trouble == Trouble("no device", "microphone")
    assert machine.place("microphone", "speakers.monitor").title == "Monitor of Loudspeakers"


def test_a_server_that_made_up_an_output_has_none() -> None:
    machine = pulse.read_machine(LISTED.replace("headset", "auto_null"), INFO.replace("headset", "auto_null"))
    with pytest.raises(NotHeard):
        machine.place("call", "")


def test_muted_and_played_elsewhere_are_wrong() -> None:
    machine = Machine((HEADSET, SPEAKERS, BUILT_IN), muted_streams=frozenset({"ours"}))
    assert machine.wrongs("microphone", "", BUILT_IN) == (Trouble("muted", "microphone", detail="Built-in: microphone"),)
    assert machine.wrongs("call", "ours", HEADSET) == (Trouble("muted", "call", detail="A headset"),)
    assert machine.wrongs("call", "", HEADSET) == ()
    silent = Place("14", "hdmi.monitor", "HDMI", "call")
    assert Machine((HEADSET, silent)).wrongs("call", "", silent) == (Trouble("other output", "call", detail="A headset"),)


def test_what_another_program_listens_to_is_not_where_the_call_is_looked_for() -> None:
    """A microphone that only exists in software is an output that something plays into, and that somebody listens to."""
    virtual = Place("15", "virtual.monitor", "A clean microphone", "call", playing=True, taken=True)
    silent = Place("14", "hdmi.monitor", "HDMI", "call")
    assert Machine((virtual, silent)).wrongs("call", "", silent) == ()


LINES = st.lists(
    st.one_of(st.sampled_from(LISTED.splitlines() + INFO.splitlines()), st.text(max_size=30)).map(lambda line: line + "\n"),
    max_size=60,
)


@given(LINES, LINES)
def test_whatever_pactl_prints_is_read(listed: list[str], info: list[str]) -> None:
    machine = pulse.read_machine("".join(listed), "".join(info))
    for device in machine.devices():
        assert machine.place(device.channel, device.id).title == device.name or len(machine.places) > 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "type",
                    "info",
                    "props",
                    "params",
                    "Props",
                    "mute",
                    "state",
                    "metadata",
                    "key",
                    "value",
                    "name",
                    "node.name",
                ]
            ),
            inner | st.sampled_from(["PipeWire:Interface:Node", "PipeWire:Interface:Link", "PipeWire:Interface:Metadata"]),
            max_size=6,
        )
    ),
    max_leaves=30,
)


@given(st.one_of(JSON.map(json.dumps), st.lists(JSON, max_size=8).map(json.dumps), st.text(max_size=60)))
def test_whatever_pw_dump_prints_is_read(dumped: str) -> None:
    pipewire.read_machine(dumped).devices()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Connection failure: Connection refused", "no server"),
        ("Connection failure: Connection terminated", "no server"),
        ("Connection failure: Access denied", "denied"),
        ("Connection failure: Timeout", "stalled"),
        ("Stream error: No such entity", "gone"),
        ("", "no server"),
        ("Stream error: Something nobody foresaw", "broken"),
    ],
)
def test_what_the_programs_of_pulseaudio_say_is_understood(said: str, kind: str) -> None:
    assert pulse.Pulse().trouble(said, "microphone").kind == kind


def test_a_server_that_does_not_answer_which_devices_there_are_is_none_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(speaks: pulse.Pulse) -> Machine:
        raise children.NotAnswered("pactl does not answer")

    monkeypatch.setattr(pulse.Pulse, "look", look)
    with pytest.raises(NotHeard) as raised:
        SystemRecorder(pulse.Pulse()).devices()
    assert raised.value.trouble == Trouble("no server", detail="pactl does not answer")


def test_a_program_that_does_not_answer_is_left_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "PATIENCE", 0.1)
    with pytest.raises(children.NotAnswered):
        children.answer(["sleep", "60"])


def test_a_program_that_writes_without_an_end_does_not_hold_us() -> None:
    child = children.Child(["cat", "/dev/zero"])
    try:
        for _ in range(3):
            assert len(child.read()) <= 4 * 1024 * 1024
    finally:
        child.close()
    assert not Path(f"/proc/{child.pid}").exists()
    with pytest.raises(children.Ended):
        child.read()


def test_a_program_that_ends_by_itself_is_told_with_its_words() -> None:
    child = children.Child(["sh", "-c", "echo done; echo 'the server went' >&2"])
    with pytest.raises(children.Ended, match="the server went"):
        read_on(child)
    child.close()


def test_a_program_that_is_not_there_is_told_by_its_name() -> None:
    with pytest.raises(children.Ended, match=r"^no-such-program: No such file"):
        children.answer(["no-such-program"])
    child = children.Child(["no-such-program"])
    with pytest.raises(children.Ended, match=r"^no-such-program: No such file"):
        read_on(child)
    child.close()


def test_a_program_that_is_read_runs_on_and_ends_once_nobody_reads_it_any_more() -> None:
    child = children.Child(["sh", "-c", "while :; do echo sound; sleep 0.02; done"], unread=0.6)
    try:
        began = time.monotonic()
        while time.monotonic() < began + 2:  # more than three times as long
            child.read()
            time.sleep(0.05)
        assert not child.left
        until_gone(child.pid)
        assert child.left, "it ended although it was read"
        with pytest.raises(children.Ended):  # what waits in the pipe is old
            child.read()
    finally:
        child.close()


@pytest.mark.parametrize("how", ["killed", "ended"])
def test_a_program_that_answers_ends_with_us_however_late_its_answer_would_be(how: str, tmp_path: Path) -> None:
    asked = f"sh -c 'echo $$ >{tmp_path}/asked.new; mv {tmp_path}/asked.new {tmp_path}/asked; exec sleep 60'"
    program = (
        "import shlex, threading, time; from pathlib import Path; from mentortui.listen import children;"
        f"threading.Thread(target=children.answer, args=(shlex.split({asked!r}),), daemon=True).start()\n"
        f"while not Path({str(tmp_path / 'asked')!r}).exists(): time.sleep(0.02)\n"
    )
    ours = subprocess.Popen([sys.executable, "-c", program + ("" if how == "ended" else "time.sleep(60)")], cwd=REPOSITORY)
    try:
        deadline = time.monotonic() + 10
        while not (tmp_path / "asked").exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        if how == "killed":
            ours.kill()
        ours.wait(timeout=2)
    finally:
        ours.kill()
        ours.wait(timeout=10)
    until_gone(int((tmp_path / "asked").read_text()))


def until_gone(pid: int) -> None:
    """Ended, though perhaps nobody has asked how."""
    deadline = time.monotonic() + 5
    while (stat := Path(f"/proc/{pid}/stat")).exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < deadline, "it still runs"
        time.sleep(0.02)


def read_on(child: children.Child) -> None:
    """Until it ends, or for ten seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        child.read()


def test_a_machine_without_any_recorder_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with listening() as heard:
        assert "not installed" in heard.until_trouble("no server").detail


def test_a_recorder_that_dies_with_words_nobody_knows_is_told_with_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Programs of the same names that do something else: nothing of it reaches further than one line of words."""
    script(tmp_path / "pactl", f'case $1 in list) cat "{listed(tmp_path)}";; info) echo "{INFO}";; *) exec sleep 60;; esac')
    script(tmp_path / "parec", 'echo "the dog ate it\nand more" >&2; exit 3')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with listening() as heard:
        assert heard.until_trouble("broken", "microphone").detail == "the dog ate it"
        assert heard.until_trouble("broken", "call").detail == "the dog ate it"


def listed(folder: Path) -> Path:
    path = folder / "listed"
    path.write_text(LISTED)
    return path


def script(path: Path, does: str) -> None:
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
