"""`python -m autograder` is `hardway`."""

import os
import sys

if sys.path[0] in ("", os.getcwd()):
    # as for the script `hardway`: a learner's `random.py` where we are started is not Python's own
    sys.path.append(sys.path.pop(0))

from autograder.cli import main

if __name__ == "__main__":
    main()
