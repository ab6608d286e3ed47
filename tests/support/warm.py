"""Commands started by forking a process that has loaded what they import: the same code, seconds sooner."""

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback

LEARNERS = (
    "autograder.cli",
    "autograder.checking.session",
    "autograder.display.notebook",
    "matplotlib.pyplot",
    "sklearn.datasets",
    "rich.live",
    "IPython",
)  # what their commands import
INSTRUCTORS = (
    *LEARNERS,
    "autograder.classroom.grading.session",
    "autograder.classroom.plugin",
    "nbgrader.apps",
)
PLATFORMS = ("collect", "export", "feedback", "gradescope")
TEST = "PYTEST_CURRENT_TEST"  # in the environment of a test, its name


def environment():
    """The environment of a command that runs as instructors run it."""
    here = os.path.dirname(sys.executable)
    return {**os.environ, "PATH": os.pathsep.join([here, os.environ.get("PATH", "")])}


def run(module, *arguments, cwd=None, env=None):
    """The finished `python -m module arguments`, as subprocess.run gives it with text; one runs at a time."""
    command = {
        "module": module,
        "arguments": list(map(str, arguments)),
        "cwd": str(cwd or os.getcwd()),
        "env": dict(env or os.environ),
    }
    with contextlib.ExitStack() as files:
        out, err = (files.enter_context(open(os.memfd_create("said"), "w+b")) for _ in range(2))
        server = _server(
            *(
                INSTRUCTORS
                if module == "nbgrader"
                or arguments[0] in ("course", "grade", "regrade", "report", *PLATFORMS)
                else LEARNERS
            )
        )
        socket.send_fds(server, [json.dumps(command).encode()], [out.fileno(), err.fileno()])
        status = json.loads(server.recv(100))
        said = [file.seek(0) or file.read().decode() for file in (out, err)]
    return subprocess.CompletedProcess([module, *command["arguments"]], status, *said)


@functools.cache
def _server(*modules):
    """Our end of the process that has loaded these modules; it ends with the tests."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno()), *modules],
            pass_fds=[theirs.fileno()],
            env=environment(),
        )
    ours.settimeout(600)
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours


def serve(sock):
    """Fork for each command that comes, and answer its status.

    Returns a command in the process that is to run it, None at the end.
    """
    while True:
        data, fds, *_ = socket.recv_fds(sock, 2**20, 2)
        if not data:
            return None
        if not (child := os.fork()):
            sock.close()
            return json.loads(data), fds
        for fd in fds:
            os.close(fd)
        sock.send(json.dumps(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def fork_server(here):
    """Start what the workers of a grading are forked from; returns what decides whether a command shares it.

    It has loaded what workers need, which takes as long as to grade two submissions. A command in another
    environment than `here`, which is this process's, starts its own, as it would for a user.
    """
    pool = importlib.import_module("autograder.classroom.grading.pool")
    server = importlib.import_module("multiprocessing.forkserver")
    pool.prepare()

    def share(env):
        if {**env, TEST: ""} == {**here, TEST: ""}:
            server.ensure_running = server._forkserver.ensure_running = lambda: None
        else:
            server._forkserver._forkserver_pid = None

    return share


def become(command, fds, share):
    """Run a command as if Python had just been started for it."""
    null = os.open(os.devnull, os.O_RDONLY)
    for target, fd in enumerate([null, *fds]):
        os.dup2(fd, target)
        os.close(fd)
    share(command["env"])
    os.environ.clear()
    os.environ.update(command["env"])
    time.tzset()
    os.chdir(command["cwd"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.path[0] = command["cwd"]
    sys.argv[1:] = command["arguments"]
    end(_status(command["module"]))


def _status(module):
    """Run a module as the program; the status that Python would exit with."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as error:
        if error.code is None or isinstance(error.code, int):
            return error.code or 0
        print(error.code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def end(status):
    """Exit as Python does, but leave the memory to the kernel: to take so many modules apart takes long."""
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    here = dict(os.environ)  # before imports add to it
    for name in sys.argv[2:]:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()  # what stays is not looked at again, so its memory stays shared
    share = fork_server(here) if sys.argv[2:] == [*INSTRUCTORS] else lambda env: None
    received = serve(socket.socket(fileno=int(sys.argv[1])))
    if received:
        become(*received, share)
