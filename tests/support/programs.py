"""The programs of the system that some tests need, looked for in one place.

As a script, this installs what apt-get may install.
"""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGES = {
    "bubblewrap": "bwrap",
    "chromium": "chromium",
    "chromium-driver": "chromedriver",
    "ffmpeg": "ffmpeg",
    "npm": "npm",
    "postgresql": "initdb",
}  # of Debian, and a program of each
LEFT_OUT = "needs "  # so begins the reason of each test that is left out
NO_PYTORCH = "PyTorch is not installed; CONTRIBUTING.md says how they are run with it"
NODE = Path(__file__).parent / "node"  # what tests of the book ask: npm installs it there
NAMESPACES = "--unshare-all --ro-bind / / true".split()


def wanted():
    """Whether the run may use such programs: `make test SYSTEM=no` does without."""
    return os.environ.get("SYSTEM") != "no"


def find(package):
    """Path of a package's program, or None."""
    servers = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), reverse=True
    )  # Debian keeps them off the path
    places = (None, *servers) if wanted() else ()
    return next(filter(None, (shutil.which(PACKAGES[package], path=place) for place in places)), None)


@functools.cache
def usable(package):
    """Whether the program is there, and bubblewrap may do its work: in most containers it may not."""
    program = find(package)
    return bool(program) and (
        package != "bubblewrap" or subprocess.run([program, *NAMESPACES], capture_output=True).returncode == 0
    )


def needs(*packages):
    """The mark of tests that are left out where one of the packages is missing."""
    missing = [package for package in packages if not usable(package)]
    return pytest.mark.skipif(bool(missing), reason=LEFT_OUT + ", ".join(missing))


def needs_browser(test):
    """Mark a test that works in a real browser."""
    return needs("chromium", "chromium-driver")(pytest.mark.slow(test))


def told(reasons):
    """One line on the tests that are left out, from the reasons of all that were skipped; or None."""
    reasons = [reason for reason in reasons if reason.startswith(LEFT_OUT)]
    missing = [
        package
        for package in PACKAGES
        if any(package in reason.removeprefix(LEFT_OUT).split(", ") for reason in reasons)
    ]
    forbidden = (
        " (bubblewrap is here and may not make namespaces)"
        if "bubblewrap" in missing and find("bubblewrap")
        else ""
    )
    if not missing:
        return None
    want = f"{' '.join(missing)}{forbidden}"
    return f"{len(reasons)} tests were left out, for want of {want}: apt-get install them, then make test"


def told_of_pytorch(reasons):
    """One line on the tests that are left out for want of PyTorch, which no install of ours brings."""
    count = reasons.count(NO_PYTORCH)
    return f"{count} tests were left out: {NO_PYTORCH}" if count else None


def hide(folder):
    """Make a folder for PATH that has all but these programs, so that the kit cannot find them either."""
    for place in os.environ["PATH"].split(os.pathsep):
        for program in Path(place).iterdir() if os.path.isdir(place) else ():
            if program.name not in PACKAGES.values() and not os.path.lexists(folder / program.name):
                (folder / program.name).symlink_to(program)


def install():
    """Install what is missing where apt-get and the rights are there; a failure is said and stops nothing."""
    missing, rights = [package for package in PACKAGES if not find(package)], _rights()
    if not (wanted() and missing and shutil.which("apt-get") and rights is not None):
        return
    print(f"installing {' '.join(missing)}; make test SYSTEM=no does without", flush=True)
    steps = [["update"], *(["install", "--yes", "--no-install-recommends", package] for package in missing)]
    failed = [
        step[-1]
        for step in steps
        if not _done([*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *step])
    ]
    if failed:
        print(f"apt-get failed at {' '.join(failed)}, see above; the tests go on without", file=sys.stderr)


def install_node_tools():
    """Have npm install what node/package.json names, unless it has; a failure is said and stops nothing."""
    npm, named, mark = find("npm"), NODE / "package.json", NODE / "node_modules" / "made_of.json"
    if not npm or mark.exists() and mark.read_bytes() == named.read_bytes():
        return
    print("installing tests/support/node; make test SYSTEM=no does without", flush=True)
    if _done(
        [npm, "install", "--silent", "--no-package-lock", "--no-audit", "--no-fund", "--prefix", str(NODE)]
    ):
        shutil.copy(named, mark)
    else:
        print("npm install failed, see above; the tests go on without", file=sys.stderr)


def _rights():
    """The words before a command that changes the system; None where we may not."""
    if os.geteuid() == 0:
        return []
    sudo = (
        shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    )
    return ["sudo", "-n"] if sudo else None


def _done(command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode == 0


if __name__ == "__main__":
    install()
    install_node_tools()
