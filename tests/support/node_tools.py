"""The tools of npm's that tests of the book ask: axe-core, html-validate, the parser of Jupyter Book 2."""

import subprocess

import pytest

from support import programs

INSTALLED = programs.NODE / "node_modules"


def there():
    """Whether npm is there, and has installed them."""
    return programs.usable("npm") and (INSTALLED / "made_of.json").exists()


def needs_node(test):
    """Mark a test that asks such a tool; left out where npm is not there, or has installed nothing."""
    reason = (
        f"{programs.LEFT_OUT}npm, and python tests/support/programs.py, by which it installs what is asked"
    )
    return pytest.mark.skipif(not there(), reason=reason)(pytest.mark.slow(test))


def run(tool, *arguments, cwd):
    """What a tool's command prints; into a file, since one that ends early leaves a pipe half read."""
    command = ["node", str(INSTALLED / ".bin" / tool), *map(str, arguments)]
    with (cwd / "printed.txt").open("w+", encoding="utf-8") as printed:
        subprocess.run(command, cwd=cwd, stdout=printed, stderr=subprocess.STDOUT, check=False)
        printed.seek(0)
        return printed.read()


def axe():
    """axe-core as text, for a page that a browser shows."""
    return (INSTALLED / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
