"""A learner's folder: the lessons in it, the modules beside them, and what is remembered of both."""
