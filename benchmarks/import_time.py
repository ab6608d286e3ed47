"""Processor time that `import autograder; import playground` takes beyond NumPy and Matplotlib.

python benchmarks/import_time.py
"""

import subprocess
import sys

from told import tell

REPEATS = 7
CODE = """
import time
import numpy, matplotlib.pyplot
began = time.process_time()
import autograder, playground
print(time.process_time() - began)
"""


def once():
    """Seconds in a Python that was just started."""
    return float(
        subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True).stdout
    )


if __name__ == "__main__":
    once()  # so that every module is compiled
    tell({"import, beyond NumPy and Matplotlib": ("s", [once() for _ in range(REPEATS)])})
