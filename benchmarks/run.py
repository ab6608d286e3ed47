"""All measurements in one run, into benchmarks/results.json, which the book draws; `make bench` runs this.

python benchmarks/run.py [SCRIPT …]

otter-grader and PyTorch are measured where they are installed (pip install otter-grader torch).
Named scripts alone are measured anew, and the figures of the others stay. Times are of the processor, the
best of several repeats in turn, since other programs share the machine; the values of all repeats are kept.
"""

import json
import os
import platform
import subprocess
import sys
from datetime import date
from importlib import metadata
from pathlib import Path

from told import Figures, best

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
SCRIPTS = ("import_time", "check_latency", "network_speed", "grading", "live_boundary", "book_build")
VERSIONS = (
    "numpy",
    "scikit-learn",
    "torch",
    "matplotlib",
    "nbgrader",
    "otter-grader",
    "jupyterlab",
    "jupyter-book",
)
MOONS, DIGITS = "moons (4, 4)", "digits (128, 64)"


def machine() -> dict[str, str | int]:
    """What it runs on, without its name."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text(encoding="utf-8").splitlines() if about.exists() else []
    models = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return {
        "processor": next(iter(models), platform.machine()),
        "cores": os.cpu_count() or 1,
        "system": platform.system(),
        "python": platform.python_version(),
    }


def versions() -> dict[str, str]:
    """Those of the packages that are measured, where they are installed."""
    there = {item.metadata["Name"].lower() for item in metadata.distributions()}
    return {name: metadata.version(name) for name in VERSIONS if name in there}


def measured(script: str) -> Figures:
    """What a script found; nothing, with its last line, where it fails."""
    print(f"{script} …", file=sys.stderr, flush=True)
    command = [sys.executable, str(HERE / f"{script}.py"), "--json"]
    env = os.environ | {"PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    if done.returncode:
        print(f"  failed: {(done.stderr.strip().splitlines() or ['without a word'])[-1]}", file=sys.stderr)
        return {}
    return json.loads(done.stdout.splitlines()[-1])


def bars(found: dict[str, float]) -> list[dict]:
    """Each bar that the course sets itself, with the value that was measured."""

    def ratio(one, other):
        return found[one] / found[other] if one in found and other in found else None

    problems = sorted({name.rpartition(": ")[0] for name in found if name.endswith(": ours")})
    rows = [
        (
            f"{MOONS}: scikit-learn / ours, same work",
            ratio(f"{MOONS}: scikit-learn", f"{MOONS}: ours"),
            4,
            None,
        ),
        (
            f"{DIGITS}: scikit-learn / ours, same work",
            ratio(f"{DIGITS}: scikit-learn", f"{DIGITS}: ours"),
            2.3,
            None,
        ),
        (
            f"{DIGITS}: ours / products alone",
            ratio(f"{DIGITS}: ours", f"{DIGITS}: products alone"),
            None,
            1.7,
        ),
        ("import, beyond NumPy and Matplotlib", found.get("import, beyond NumPy and Matplotlib"), None, 0.3),
    ]
    for problem in problems:
        for work in ("", ", training alone"):
            for rival in ("scikit-learn", "PyTorch"):
                value = ratio(f"{problem}: {rival}{work}", f"{problem}: ours{work}")
                rows.append(
                    (f"{problem}: {rival} / ours{work or ', same work'}, never below", value, 1, None)
                )
    return [
        {"what": what, "value": value, "least": least, "most": most, "kept": kept(value, least, most)}
        for what, value, least, most in rows
        if value is not None
    ]


def kept(value: float, least: float | None, most: float | None) -> bool:
    """Whether a value is not beyond its bar."""
    return (least is None or value >= least) and (most is None or value <= most)


def main() -> int:
    """Measure, write, and print the bars; 1 where one is missed."""
    chosen = sys.argv[1:] or SCRIPTS
    before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() and sys.argv[1:] else {}
    figures = before.get("figures", {})
    for script in chosen:
        for name, (unit, values) in measured(script).items():
            figures[name] = {"unit": unit, "best": best(unit, values), "values": values, "by": script}
    rows = bars({name: figure["best"] for name, figure in figures.items()})
    told = {
        "day": date.today().isoformat(),
        "machine": machine(),
        "versions": versions(),
        "bars": rows,
        "figures": figures,
    }
    rounded = json.loads(json.dumps(told), parse_float=lambda text: float(f"{float(text):.4g}"))
    RESULTS.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
    for row in rows:
        bar = f"at least {row['least']}" if row["most"] is None else f"at most {row['most']}"
        print(f"{'kept  ' if row['kept'] else 'MISSED'} {row['value']:6.2f} {bar:13} {row['what']}")
    return 0 if all(row["kept"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
