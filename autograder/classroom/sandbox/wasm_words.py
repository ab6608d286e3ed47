"""What the grader and the process around the WebAssembly instances say to each other, one byte each.

As with the fork server: `FORK` comes with the socket of a submission, and `KILL` is answered by itself.
"""

READY = b"r"  # an instance has loaded, and serves
ENDED, OUT_OF_FUEL = b"e", b"o"  # it serves no more: by itself, or since it has used up its instructions
