"""Which release of the course this is, and how more of it is installed."""

from autograder import lesson as lessons
from autograder.errors import Refusal

NAME = "backpropagation-the-hard-way"


def version() -> str:
    """The version that pyproject.toml gave when this copy was installed.

    Raises
    ------
    Refusal
        Where it was not.
    """
    from importlib import metadata  # not at the top: every command would wait for it

    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        raise Refusal("no version is known, since this copy is not installed: pip install -e .") from None


def with_extra(extra: str) -> str:
    """The command that installs a part which learners do without, such as `classroom`."""
    return (
        f"pip install '{NAME}[{extra}]'"
        if lessons.INSTALLED
        else f"pip install -e '.[{extra}]' -c constraints.txt"
    )
