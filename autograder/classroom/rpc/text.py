"""Text without what a terminal would obey: one rule for what is said over the wire and for names of files."""


def without_controls(text: str, lines: str = "\n\t") -> str:
    """Text in which control characters, escapes and odd blanks are replaced; line ends and tabs may stay."""
    return "".join(c if c.isprintable() or c in lines else "\N{REPLACEMENT CHARACTER}" for c in text)
