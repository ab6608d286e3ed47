"""Makes this system lack what Windows or macOS lack, for our own modules; as a script it is `hardway` there.

python tests/support/elsewhere.py LACK,LACK … -- ARGUMENTS
"""

import builtins
import os
import signal
import sys
import warnings

OURS = ("autograder", "playground")
UNIX = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog")  # modules that Windows has not
ALARMS = "setitimer getitimer alarm SIGALRM SIGPROF SIGVTALRM ITIMER_REAL ITIMER_PROF ITIMER_VIRTUAL".split()
IDENTITY = "getuid geteuid getgid getegid getpgid setsid killpg nice sched_getaffinity".split()
WARNED = (EncodingWarning, DeprecationWarning, PendingDeprecationWarning)


def without_alarms():
    """No limit can be set by a signal."""
    for name in ALARMS:
        delattr(signal, name)


def without_fork():
    """No process is a copy of this one, and nobody has a number."""
    for name in ("fork", "forkpty", *IDENTITY):
        delattr(os, name)


def without_links():
    """A link needs a right that nobody has."""

    def refused(source, target, *_, **__):
        raise OSError(1314, "A required privilege is not held by the client", str(target))

    os.symlink = os.link = refused


def without_unix():
    """Our modules find none of the modules that Windows lacks; Python's own, which need them here, do."""
    find = builtins.__import__

    def found(name, *rest, **named):
        asks = (rest[0] if rest else named.get("globals")) or {}
        if name.partition(".")[0] in UNIX and str(asks.get("__name__")).startswith(OURS):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return find(name, *rest, **named)

    builtins.__import__ = found


def strict():
    """A file that we open without saying its encoding is an error, and so is a call that will go."""
    for category in WARNED:
        warnings.filterwarnings("error", category=category, module=rf"({'|'.join(OURS)})\b")


LACKS = {
    "alarms": without_alarms,
    "fork": without_fork,
    "links": without_links,
    "unix": without_unix,
    "strict": strict,
}


def lacking(*names):
    """Take these away, from all that follows."""
    for name in names:
        LACKS[name]()


if __name__ == "__main__":
    which, _, *arguments = sys.argv[1:]
    sys.argv[1:] = arguments
    sys.path[0] = os.getcwd()
    lacking(*which.split(","))
    from autograder.cli import main

    main()
