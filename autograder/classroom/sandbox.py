"""Starts the sandbox: bubblewrap around a process that forks one child for each submission."""

import json
import os
import shutil
import signal
import site
import socket
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from autograder import lesson as lessons
from autograder.classroom import kit

NOBODY = 65534
STARTED = 120  # seconds that the sandbox may take to load
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
HOW_TO_INSTALL = "install it (Debian and Ubuntu: apt install bubblewrap; Fedora: dnf install bubblewrap; Windows: grade in WSL)"
SANDBOX_OFF = "--unsafe runs student code as you, with limits but without walls"


class NoSandbox(RuntimeError):
    """Grading cannot be done safely here; the text says why, in one line, and what to do."""


def require():
    """Raise NoSandbox where bubblewrap, or what goes with it, is missing."""
    if sys.platform != "linux" or not shutil.which("bwrap"):
        raise NoSandbox(f"grading needs bubblewrap, which is not here: {HOW_TO_INSTALL}; {SANDBOX_OFF}")
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        raise NoSandbox("grading as root needs setpriv (package util-linux), to become an ordinary user first: install it, or grade as an ordinary user")


class Sandbox:
    """A process with NumPy and Matplotlib loaded, walled off; `open` starts a child for a submission.

    Parameters
    ----------
    name : str
        The lesson that is graded.
    limits : Limits
    hidden : sequence of path
        Folders, the course's among them, that must not be seen even where they lie within the interpreter's.
    unsafe : bool
        Without bubblewrap: only limits, no walls.
    """

    def __init__(self, name, limits, hidden=(), unsafe=False):
        if not unsafe:
            require()
        elif not hasattr(os, "fork"):
            raise NoSandbox("--unsafe needs an operating system with fork: on Windows, grade in WSL")
        self.name, self.limits, self.hidden, self.unsafe = name, limits, hidden, unsafe
        self.kit = kit.build(name)
        self.process = None

    def open(self):
        """A socket to a fresh child; the one before, and all that it started, is dead by then."""
        if self.process is None or not self._nested:
            self.close_process()
            self._start()
        self.kill()
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"f"], [theirs.fileno()])
        return ours

    def kill(self):
        """End the child."""
        if self.process is None:
            return
        try:
            self._control.sendall(b"k")
            if self._control.recv(1) == b"k":
                return
        except OSError:
            pass
        self.close_process()
        self._start()

    def close_process(self):
        """End the sandbox with everything in it."""
        if self.process is None:
            return
        self._control.close()
        process, self.process = self.process, None
        try:
            (os.killpg if self.unsafe else os.kill)(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()

    def close(self):
        """End it, and remove its folder."""
        self.close_process()
        kit.remove(self.kit)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def memory(self):
        """Bytes of memory that all processes of the sandbox take together; shared pages count in part."""
        return sum(_proportional(pid) for pid in _descendants(self.process.pid)) if self.process else 0

    def _start(self):
        ours, theirs = socket.socketpair()
        command = self._command_unsafe(theirs.fileno()) if self.unsafe else self._command(theirs.fileno())
        with theirs, tempfile.TemporaryFile() as errors:
            self.process = subprocess.Popen(
                command, env=_environment(), pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=errors, cwd="/", start_new_session=True,
            )  # fmt: skip
            theirs.close()
            self._control = ours
            shipped = [(cell.kind, cell.source) for cell in kit.shipped(self.name).cells]
            settings = {"earlier": kit.earlier(self.name), "shipped": (self.name, shipped), "limits": self.limits.inside(), "walls": not self.unsafe}
            try:
                ours.settimeout(STARTED)
                ours.sendall(json.dumps(settings).encode() + b"\n")
                answer = ours.recv(1)
            except OSError:
                answer = b""
            if not answer:
                self.close_process()
                errors.seek(0)
                said = errors.read()[-2000:].decode("utf-8", "replace").strip().splitlines() or ["it gave no reason"]
                raise NoSandbox(f"the sandbox does not start: {said[-1]}")
        self._nested = answer == b"n" or self.unsafe

    def _command_unsafe(self, fd):
        folders = [str(self.kit), *map(str, packages())]
        return [sys.executable, "-I", "-B", "-S", f"{self.kit}/autograder/classroom/zygote.py", str(fd), *folders]

    def _command(self, fd):
        as_root = os.geteuid() == 0
        binds, python, folders = places(self.kit)
        command = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
        if not as_root:
            command += ["--unshare-user", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL"]
        command += ["--hostname", "sandbox", "--new-session", "--die-with-parent", "--clearenv"]
        for name, value in _inner_environment().items():
            command += ["--setenv", name, value]
        for folder in ("/opt", "/etc"):
            command += ["--perms", "0755", "--dir", folder]
        for source, target in binds:
            command += ["--ro-bind-try", source, target]
        covered = [cover for cover in _covers(binds, self.hidden)]
        for cover in covered:
            command += ["--tmpfs", cover, "--remount-ro", cover]
        for link in ("bin", "sbin", "lib", "lib64"):
            if os.path.islink(f"/{link}"):
                command += ["--symlink", os.readlink(f"/{link}"), f"/{link}"]
        command += ["--proc", "/proc", "--dev", "/dev", "--size", str(2**20 * 16), "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]
        command += ["--perms", "1777", "--size", str(2**20 * 64), "--tmpfs", "/tmp", "--remount-ro", "/", "--chdir", "/tmp", "--"]
        if as_root:
            command += ["/usr/bin/setpriv" if os.path.exists("/usr/bin/setpriv") else shutil.which("setpriv")]
            command += [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"]
        return [*command, python, "-I", "-B", "-S", "/opt/kit/autograder/classroom/zygote.py", str(fd), *folders]


def packages():
    """The folders that this interpreter takes installed packages from."""
    known = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages(), site.getusersitepackages()}
    found = [Path(entry) for entry in sys.path if entry and os.path.isdir(entry)]
    return [entry for entry in found if str(entry) in known or entry.name in ("site-packages", "dist-packages")]


def places(kit_folder):
    """(binds, the interpreter inside, folders to import from inside): host folders appear under /opt, wherever they lie."""
    base = Path(sys.base_prefix).resolve()
    executable = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    binds = [("/usr", "/usr"), *[(f"/{d}", f"/{d}") for d in ("bin", "sbin", "lib", "lib64") if not os.path.islink(f"/{d}")]]
    binds += [(f"/etc/{name}", f"/etc/{name}") for name in ("ld.so.cache", "alternatives", "fonts", "localtime")]
    if base == Path("/usr"):
        python = str(executable)
    else:
        binds.append((str(base), "/opt/python"))
        python = "/opt/python" / executable.relative_to(base) if executable.is_relative_to(base) else "/opt/python/bin/python3"
    folders = []
    for number, folder in enumerate(packages()):
        folders.append(f"/opt/packages{number}")
        binds.append((str(folder.resolve()), folders[-1]))
    binds.append((str(kit_folder), "/opt/kit"))
    return binds, str(python), ["/opt/kit", *folders]


def _covers(binds, hidden):
    """Where, inside, something lies that must not be seen: the course kit, its answers, the class's submissions."""
    ours = [lessons.ROOT / name for name in ("autograder", "playground", "solutions", "lessons", "tests", "book")]
    ours += [lessons.ROOT] if (lessons.ROOT / "pyproject.toml").exists() else []
    for path in {Path(path).resolve() for path in (*ours, *hidden)}:
        for source, target in binds:
            if target != "/opt/kit" and path.is_relative_to(source) and path != Path(source) and path.is_dir():
                yield str(target / path.relative_to(source))


def _environment():
    # bubblewrap's own environment can be read inside: it holds nothing
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"} | _inner_environment()


def _inner_environment():
    values = {"HOME": "/tmp", "LANG": "C.UTF-8", "MPLCONFIGDIR": "/tmp/matplotlib", "MPLBACKEND": "Agg", "PATH": "/usr/bin:/bin"}
    values |= {name: "1" for name in THREADS}
    return values | ({} if Path(sys.base_prefix) == Path("/usr") else {"LD_LIBRARY_PATH": "/opt/python/lib"})


def _descendants(pid):
    """The processes that a process has started, itself included, as the host numbers them."""
    found, todo = [], [pid]
    while todo and len(found) < 500:
        pid = todo.pop()
        found.append(pid)
        try:
            todo += [int(child) for task in os.listdir(f"/proc/{pid}/task") for child in _read(f"/proc/{pid}/task/{task}/children").split()]
        except OSError:
            continue
    return found


def _proportional(pid):
    fields = [line.split() for line in _read(f"/proc/{pid}/smaps_rollup").splitlines()]
    return sum(int(field[1]) * 1024 for field in fields if field[0] == "Pss:")


def _read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""
