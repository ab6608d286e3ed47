"""`python -m autograder` is `hardway`."""

import os
import sys

if sys.path[0] in ("", os.getcwd()):
    sys.path.append(
        sys.path.pop(0)
    )  # as for the script `hardway`: a learner's `random.py` where we are started is not Python's own

from autograder.cli import main

if __name__ == "__main__":
    main()
