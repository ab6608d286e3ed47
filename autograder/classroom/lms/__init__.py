"""Learning platforms: submissions in; marks, feedback and autograders out."""
