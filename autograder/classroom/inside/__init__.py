"""What runs behind the walls: it shuts itself in, forks a child for each submission, and answers calls."""
