"""The theme's style sheets without the rules for what no page has: they weigh a third."""

import re
from collections.abc import Iterable

import tinycss2

NAMED = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")  # a class or an id, in a selector
CHOICE = re.compile(r":[\w-]+\([^()]*\)")  # :not(…), :is(…): what is in there may be missing
LETTER = re.compile(r'content:\s*(var\(--pst-icon|"(\\f|[\uf000-\uf8ff]))')  # of the font of icons
GROUPS = ("media", "supports", "layer", "container")


def words(texts: Iterable[str]) -> set[str]:
    """All that can be the name of a class or an id in pages and scripts."""
    return {word for text in texts for word in re.findall(r"[\w-]+", text)}


def names(css: str) -> set[str]:
    """All classes and ids that a style sheet names, and some words that are none."""
    return set(NAMED.findall(css))


def needed(css: str, there: set[str]) -> str:
    """A style sheet without rules whose selectors all ask for a class or an id that is not `there`."""
    css = css.replace("summary>p.", "summary>.")  # where there is a span now
    return "".join(_kept(tinycss2.parse_stylesheet(css), there))


def _kept(rules, there):
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _selectors(rule.prelude) if _fits(one, there)]
            content = tinycss2.serialize(rule.content)
            if selectors and not LETTER.search(content):
                yield f"{','.join(selectors)}{{{content}}}"
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in GROUPS:
            inner = "".join(_kept(tinycss2.parse_rule_list(rule.content), there))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        # Icons are drawn in the page: their font, 156 kB, is asked for by nothing, and its letters are boxes.
        elif rule.type not in ("comment", "whitespace") and "Font Awesome" not in rule.serialize():
            yield rule.serialize()


def _selectors(prelude):
    """The texts between the commas at the top of a selector."""
    part: list = []
    for token in prelude:
        if token == ",":
            yield tinycss2.serialize(part).strip()
            part = []
        else:
            part.append(token)
    yield tinycss2.serialize(part).strip()


def _fits(selector: str, there: set[str]) -> bool:
    while (bare := CHOICE.sub("", selector)) != selector:
        selector = bare
    names = NAMED.findall(re.sub(r"\[[^]]*\]", "", selector).replace("\\", ""))
    return all(name in there for name in names)
