"""The class at a glance, as a page and as a table."""
