"""The command that starts the sandbox: what bubblewrap shows of this machine, and what it hides."""

import os
import shutil
import site
import sys
import sysconfig
from pathlib import Path

from autograder import lesson as lessons

NOBODY = 65534
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def command(kit, hidden, fd):
    """bubblewrap with what it shows and hides, and the process inside, which is told of its control socket, `fd`."""
    binds, python, folders = places(kit)
    inside = [
        python,
        "-I",
        "-B",
        "-S",
        "/opt/kit/autograder/classroom/inside/fork_server.py",
        str(fd),
        *folders,
    ]
    return [
        "bwrap",
        *_apart(),
        *_shown(binds),
        *_covered(binds, hidden),
        *_of_its_own(),
        "--",
        *_dropped(),
        *inside,
    ]


def _apart():
    """No network, no process, no memory and no variable of this machine."""
    options = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    if os.geteuid() != 0:
        options += ["--unshare-user", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL"]
    options += ["--hostname", "sandbox", "--new-session", "--die-with-parent", "--clearenv"]
    return options + [
        word for name, value in _inner_environment().items() for word in ("--setenv", name, value)
    ]


def _shown(binds):
    """Folders of this machine, to be read."""
    options = [word for folder in ("/opt", "/etc") for word in ("--perms", "0755", "--dir", folder)]
    options += [word for source, target in binds for word in ("--ro-bind-try", source, target)]
    links = [f"/{name}" for name in ("bin", "sbin", "lib", "lib64") if os.path.islink(f"/{name}")]
    return options + [word for link in links for word in ("--symlink", os.readlink(link), link)]


def _covered(binds, hidden):
    return [word for cover in _covers(binds, hidden) for word in ("--tmpfs", cover, "--remount-ro", cover)]


def _of_its_own():
    """Fresh system folders, small ones to write to, and nothing else that can be written."""
    options = [
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--size",
        str(2**20 * 16),
        "--tmpfs",
        "/dev/shm",
        "--remount-ro",
        "/dev",
    ]
    return [
        *options,
        "--perms",
        "1777",
        "--size",
        str(2**20 * 64),
        "--tmpfs",
        "/tmp",
        "--remount-ro",
        "/",
        "--chdir",
        "/tmp",
    ]


def _dropped():
    """Root becomes nobody."""
    if os.geteuid() != 0:
        return []
    setpriv = "/usr/bin/setpriv" if os.path.exists("/usr/bin/setpriv") else shutil.which("setpriv")
    return [
        setpriv,
        f"--reuid={NOBODY}",
        f"--regid={NOBODY}",
        "--clear-groups",
        "--no-new-privs",
        "--inh-caps=-all",
        "--bounding-set=-all",
    ]


def packages():
    """The folders that this interpreter takes installed packages from."""
    known = {
        sysconfig.get_path("purelib"),
        sysconfig.get_path("platlib"),
        *site.getsitepackages(),
        site.getusersitepackages(),
    }
    found = [Path(entry) for entry in sys.path if entry and os.path.isdir(entry)]
    return [
        entry for entry in found if str(entry) in known or entry.name in ("site-packages", "dist-packages")
    ]


def places(kit_folder):
    """(binds, the interpreter inside, folders to import from inside): host folders appear under /opt, wherever they lie."""
    base = Path(sys.base_prefix).resolve()
    executable = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    binds = [
        ("/usr", "/usr"),
        *[(f"/{d}", f"/{d}") for d in ("bin", "sbin", "lib", "lib64") if not os.path.islink(f"/{d}")],
    ]
    binds += [
        (f"/etc/{name}", f"/etc/{name}") for name in ("ld.so.cache", "alternatives", "fonts", "localtime")
    ]
    if base == Path("/usr"):
        python = str(executable)
    else:
        binds.append((str(base), "/opt/python"))
        python = (
            "/opt/python" / executable.relative_to(base)
            if executable.is_relative_to(base)
            else "/opt/python/bin/python3"
        )
    folders = []
    for number, folder in enumerate(packages()):
        folders.append(f"/opt/packages{number}")
        binds.append((str(folder.resolve()), folders[-1]))
    binds.append((str(kit_folder), "/opt/kit"))
    return binds, str(python), ["/opt/kit", *folders]


def _covers(binds, hidden):
    """Where, inside, something lies that must not be seen: the course kit, its answers, the class's submissions."""
    ours = [
        lessons.ROOT / name for name in ("autograder", "playground", "solutions", "lessons", "tests", "book")
    ]
    ours += [lessons.ROOT] if (lessons.ROOT / "pyproject.toml").exists() else []
    for path in {Path(path).resolve() for path in (*ours, *hidden)}:
        for source, target in binds:
            if (
                target != "/opt/kit"
                and path.is_relative_to(source)
                and path != Path(source)
                and os.path.isdir(path)
            ):
                yield str(target / path.relative_to(source))


def environment():
    """Variables of bubblewrap itself: they can be read inside, so they hold nothing."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"} | _inner_environment()


def _inner_environment():
    values = {
        "HOME": "/tmp",
        "LANG": "C.UTF-8",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "MPLBACKEND": "Agg",
        "PATH": "/usr/bin:/bin",
    }
    values |= {name: "1" for name in THREADS}
    return values | ({} if Path(sys.base_prefix) == Path("/usr") else {"LD_LIBRARY_PATH": "/opt/python/lib"})
