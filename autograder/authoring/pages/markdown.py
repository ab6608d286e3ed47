"""What pages that are derived have in common: a head, and HTML in Markdown."""

import json


def head(description: str) -> str:
    """What a page says of itself to a search engine."""
    return f"---\nmyst:\n  html_meta:\n    description: {json.dumps(description, ensure_ascii=False)}\n---\n"


def raw(text: str) -> str:
    """HTML in a page of Markdown."""
    return f"````{{raw}} html\n{text}````\n"
