"""What stands between a student's code and this machine: bubblewrap, WebAssembly, or nothing."""

from autograder.classroom.limits import Wall
from autograder.classroom.sandbox.sandbox import NoSandbox, Sandbox
from autograder.classroom.sandbox.wasm import WasmSandbox

KINDS: dict[Wall, type[Sandbox]] = {"bubblewrap": Sandbox, "wasm": WasmSandbox, "none": Sandbox}


def usual() -> Wall:
    """Bubblewrap; WebAssembly where that is not there and this is."""
    return "wasm" if not _is_there("bubblewrap") and _is_there("wasm") else "bubblewrap"


def require(wall: Wall) -> None:
    """Raise NoSandbox where a wall is not there: why, and what to do, in one line."""
    KINDS[wall].require(unsafe=wall == "none")


def _is_there(wall: Wall) -> bool:
    try:
        require(wall)
    except NoSandbox:
        return False
    return True
