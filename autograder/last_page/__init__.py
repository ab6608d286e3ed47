"""The learner's own page at the end of the course: what their network does, and what they wrote."""
