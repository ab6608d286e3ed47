"""What a student's code runs under, here and in the sandbox: cells, names, limits, what was called."""
