"""One slip in a right answer, made mechanically: to explain a wrong answer by, and to try the checks on."""
