"""Both ends of the wire between checks and a student's process: plain data, checked where it enters."""
