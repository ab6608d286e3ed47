"""The command that starts the sandbox: what bubblewrap shows of this machine, and what it hides."""

import os
import shutil
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from autograder import lesson as lessons
from autograder.classroom.inside.settings import InnerLimits, room

NOBODY = 65534  # the user and the group that root becomes
USER = 1000  # the number that an ordinary user has inside
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
SYSTEM = ("bin", "sbin", "lib", "lib64")  # folders of programs: in new systems links into /usr
SETTINGS = ("ld.so.cache", "alternatives", "fonts", "localtime")  # of /etc
COURSE = ("autograder", "playground", "solutions", "lessons", "tests", "book")  # folders to be hidden
PACKAGES = ("site-packages", "dist-packages")
KIT, PYTHON = "/opt/kit", "/opt/python"  # where they lie inside
FORK_SERVER = "autograder/classroom/inside/fork_server.py"  # in the kit

AnyPath: TypeAlias = str | os.PathLike[str]
Binds: TypeAlias = list[tuple[str, str]]  # (folder of this machine, where it appears inside)


def command(kit: Path, hidden: Iterable[AnyPath], limits: InnerLimits, fd: int) -> list[str]:
    """bubblewrap with what it shows and hides, and the process inside, whose control socket is `fd`."""
    binds, python, folders = places(kit)
    walls = [*_apart(), *_shown(binds), *_covered(binds, hidden), *_of_its_own(limits)]
    return ["bwrap", *walls, "--", *dropped(), *server(python, KIT, fd, folders)]


def server(python: str, kit: AnyPath, fd: int, folders: Iterable[AnyPath]) -> list[str]:
    """The command of the process inside: the folders are those that it imports from."""
    return [python, "-I", "-B", "-S", f"{kit}/{FORK_SERVER}", str(fd), *map(str, folders)]


def _apart() -> list[str]:
    """No network, no process, no memory and no variable of this machine."""
    options = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    if os.geteuid() != 0:
        options += ["--unshare-user", "--uid", str(USER), "--gid", str(USER), "--cap-drop", "ALL"]
    options += ["--hostname", "sandbox", "--new-session", "--die-with-parent", "--clearenv"]
    return options + _words(("--setenv", name, value) for name, value in _inner_environment().items())


def _shown(binds: Binds) -> list[str]:
    """Folders of this machine, to be read."""
    options = _words(("--perms", "0755", "--dir", folder) for folder in ("/opt", "/etc"))
    options += _words(("--ro-bind-try", source, target) for source, target in binds)
    links = [f"/{name}" for name in SYSTEM if os.path.islink(f"/{name}")]
    return options + _words(("--symlink", os.readlink(link), link) for link in links)


def _covered(binds: Binds, hidden: Iterable[AnyPath]) -> list[str]:
    return _words(("--tmpfs", cover, "--remount-ro", cover) for cover in _covers(binds, hidden))


def _of_its_own(limits: InnerLimits) -> list[str]:
    """Fresh system folders, small ones to write to, and nothing else that can be written."""
    system = ["--proc", "/proc", "--dev", "/dev"]
    sizes = room(limits).items()
    own = _words(("--perms", "1777", "--size", str(size), "--tmpfs", folder) for folder, size in sizes)
    return [*system, *own, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp"]


def dropped() -> list[str]:
    """Root becomes nobody."""
    if os.geteuid() != 0:
        return []
    setpriv = (
        "/usr/bin/setpriv" if os.path.exists("/usr/bin/setpriv") else shutil.which("setpriv") or "setpriv"
    )
    who = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return [setpriv, *who, "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"]


def _words(options: Iterable[Sequence[str]]) -> list[str]:
    return [word for option in options for word in option]


def packages() -> list[Path]:
    """The folders that this interpreter takes installed packages from."""
    known = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    known |= {*site.getsitepackages(), site.getusersitepackages()}
    found = [Path(entry) for entry in sys.path if entry and os.path.isdir(entry)]
    return [entry for entry in found if str(entry) in known or entry.name in PACKAGES]


def places(kit: Path) -> tuple[Binds, str, list[str]]:
    """(binds, the interpreter inside, folders to import from inside); whatever lies elsewhere is in /opt."""
    base, executable = Path(sys.base_prefix).resolve(), Path(getattr(sys, "_base_executable", sys.executable))
    executable = executable.resolve()
    binds = [("/usr", "/usr"), *((f"/{d}", f"/{d}") for d in SYSTEM if not os.path.islink(f"/{d}"))]
    binds += [(f"/etc/{name}", f"/etc/{name}") for name in SETTINGS]
    python = executable
    if base != Path("/usr"):
        binds.append((str(base), PYTHON))
        within = executable.is_relative_to(base)
        inside = executable.relative_to(base) if within else Path("bin/python3")
        python = PYTHON / inside
    folders = []
    for number, folder in enumerate(packages()):
        folders.append(f"/opt/packages{number}")
        binds.append((str(folder.resolve()), folders[-1]))
    binds.append((str(kit), KIT))
    return binds, str(python), [KIT, *folders]


def _covers(binds: Binds, hidden: Iterable[AnyPath]) -> Iterator[str]:
    """Where, inside, something lies that must not be seen: the kit, its answers, the class's submissions."""
    ours = [lessons.ROOT / name for name in COURSE]
    ours += [lessons.ROOT] if (lessons.ROOT / "pyproject.toml").exists() else []
    for path in {Path(path).resolve() for path in (*ours, *hidden)}:
        for source, target in binds:
            below = path.is_relative_to(source) and path != Path(source)
            if target != KIT and below and path.is_dir():
                yield str(target / path.relative_to(source))


def environment() -> dict[str, str]:
    """Variables of bubblewrap itself: they can be read inside, so they hold nothing."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"} | _inner_environment()


def _inner_environment() -> dict[str, str]:
    values = {"HOME": "/tmp", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    values |= {"MPLCONFIGDIR": "/tmp/matplotlib", "MPLBACKEND": "Agg"}
    values |= dict.fromkeys(THREADS, "1")
    return values | ({} if Path(sys.base_prefix) == Path("/usr") else {"LD_LIBRARY_PATH": f"{PYTHON}/lib"})
