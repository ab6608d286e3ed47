"""The book's pages that are derived from code: the mistakes, the reference, the teacher's page."""
