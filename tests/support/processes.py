"""Processes that the tests start and stop, however they were started themselves."""

import signal
import subprocess
import sys
import time

# Our command, begun otherwise: with Ctrl-C as a terminal gives it, since what starts in the background
# inherits SIGINT as ignored; and on a disk that is soon full, where no compiled file may be left cut short.
RUN = (
    "import runpy, signal, resource; {}; runpy.run_module('autograder', run_name='__main__', alter_sys=True)"
)
INTERRUPTIBLE = [sys.executable, "-c", RUN.format("signal.signal(signal.SIGINT, signal.default_int_handler)")]
ON_A_FULL_DISK = [
    sys.executable,
    "-B",
    "-c",
    RUN.format("resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))"),
]


def start(command, **options):
    """A process that Ctrl-C reaches, also where the tests run in the background and SIGINT is ignored."""
    return subprocess.Popen(
        command, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), **options
    )


def wait_for(happened, process=None, pause=0.05, most=600):
    """The first true answer of a function; a process without which it cannot come must still be running."""
    until = time.monotonic() + most
    while not (answer := happened()):
        assert process is None or process.poll() is None, f"{process.args} ended with {process.returncode}"
        assert time.monotonic() < until, "it never happened"
        time.sleep(pause)
    return answer
