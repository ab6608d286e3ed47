"""What a learner sees in a notebook: results as HTML, and a word from the kernel when a cell has ended."""
