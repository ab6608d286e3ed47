"""A run of the tests, whatever the machine has, is told in one line what it left out and why."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support import programs
from support.processes import start

TESTS = Path(__file__).parent


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine on which nothing but what a test puts there can be called: PATH is this folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "env").symlink_to("/usr/bin/env")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("SYSTEM", "yes")
    return folder


def put(folder, name, script):
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def install(**environment):
    """Run the script as make does."""
    command = [sys.executable, str(TESTS / "support" / "programs.py")]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


def asked(folder):
    """What apt-get and sudo were asked to do."""
    return (folder / "asked").read_text().splitlines() if (folder / "asked").exists() else []


@pytest.fixture
def apt(machine):
    """apt-get, that only writes down what it was asked; sudo, that needs no password."""
    put(machine, "apt-get", f'echo "apt-get $*" >> {machine}/asked')
    put(machine, "sudo", f'echo "sudo $*" >> {machine}/asked; shift; exec "$@"')
    put(machine, "true", "exit 0")
    return machine


def test_what_is_missing_is_installed_and_nothing_else(apt):
    put(apt, "bwrap", "exit 0")
    done = install(SYSTEM="yes")
    installed = [
        line.split()[-1] for line in asked(apt) if line.startswith("apt-get") and " install " in line
    ]
    assert done.returncode == 0 and done.stdout.startswith("installing chromium ") and not done.stderr
    assert {"chromium", "chromium-driver", "ffmpeg"} <= set(installed) and "bubblewrap" not in installed


def test_nothing_is_installed_where_that_is_not_wanted(apt):
    assert install(SYSTEM="no").stdout == "" and not asked(apt)


def test_a_machine_without_apt_or_rights_is_left_alone(machine):
    done = install(SYSTEM="yes")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_installation_that_fails_is_said_in_one_line_and_stops_nothing(apt):
    put(apt, "apt-get", 'case "$*" in *ffmpeg*) echo "E: no network" >&2; exit 100;; esac')
    done = install(SYSTEM="yes")
    assert done.returncode == 0 and "E: no network" in done.stderr
    assert done.stderr.splitlines()[-1] == "apt-get failed at ffmpeg, see above; the tests go on without"


@pytest.mark.slow
def test_a_run_without_the_packages_passes_and_says_in_one_line_what_it_left_out():
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "classroom/grading/test_lessons.py",
        "classroom/sandbox/test_ordinary_user.py",
    ]
    done = subprocess.run(
        command, cwd=TESTS, env={**os.environ, "SYSTEM": "no"}, capture_output=True, text=True, check=False
    )
    (line,) = [line for line in done.stdout.splitlines() if "left out," in line]
    assert done.returncode in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED), done.stdout
    assert (
        line.split()[0] in done.stdout.splitlines()[-1]
        and "for want of bubblewrap" in line
        and "apt-get install" in line
    )


def test_programs_that_are_hidden_are_hidden_from_the_kit_too(machine, tmp_path):
    for name in ("bwrap", "ffmpeg", "cat"):
        put(machine, name, "exit 0")
    (tmp_path / "hidden").mkdir()
    programs.hide(tmp_path / "hidden")
    assert {path.name for path in (tmp_path / "hidden").iterdir()} == {"env", "cat"}


def test_bubblewrap_that_may_make_no_namespaces_counts_as_missing(machine):
    put(machine, "bwrap", "exit 1")
    programs.usable.cache_clear()
    try:
        assert not programs.usable("bubblewrap")
        assert "may not make namespaces" in programs.told([programs.LEFT_OUT + "bubblewrap"])
    finally:
        programs.usable.cache_clear()


def test_tests_left_out_for_want_of_pytorch_are_told_with_where_to_read_on():
    told = programs.told_of_pytorch([programs.NO_PYTORCH, "needs bubblewrap", programs.NO_PYTORCH])
    assert told.startswith("2 tests were left out") and "CONTRIBUTING.md" in told
    assert programs.told_of_pytorch(["needs bubblewrap"]) is None
    assert "1 tests" in programs.told([programs.NO_PYTORCH, programs.LEFT_OUT + "bubblewrap"])


def test_ctrl_c_reaches_what_a_test_starts_also_where_the_tests_run_in_the_background():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # so does a shell for `make test &` in a script
    try:
        process = start(
            [sys.executable, "-c", "import signal; print(signal.getsignal(signal.SIGINT).__name__)"],
            stdout=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert process.communicate()[0].strip() == "default_int_handler"
