"""Text, formulas and code of a notebook as HTML that needs no script and no other host."""

import functools
import html
import re
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element
from mistune import HTMLRenderer
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from autograder.classroom.submissions import sanitize

LONGEST_TEXT = 20_000  # characters; what is longer is shown plainly, since reading it takes quadratic time
LONGEST_FORMULA = 2000
REMEMBERED = 2000  # texts whose HTML is kept; most of a lesson's are alike in all submissions
BELOW = 2  # headings of a page that stand over those of a notebook
ATTRIBUTES = set(
    "accent columnalign columnlines columnspacing display displaystyle fence linethickness lspace mathsize"
    " mathvariant maxsize minsize movablelimits rowlines rowspacing rspace scriptlevel separator stretchy"
    " width xmlns".split()
)

CLOSING = (")", "]", "}", "|", "!")  # after these a sign stands between two terms
# Of Python: a comment, a text, a keyword; another word, so that none of these begins within it.
TOKEN = re.compile(
    r"(?P<c>#[^\n]*)"
    r"""|(?P<s>[rbfuRBFU]{0,2}(?:(?:\"{3}[\s\S]*?(?:\"{3}|\Z))|(?:'{3}[\s\S]*?(?:'{3}|\Z))"""
    r"""|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?))"""
    r"|\b(?P<k>and|as|assert|break|class|continue|def|del|elif|else|except|False|finally|for|from|global|if"
    r"|import|in|is|lambda|None|nonlocal|not|or|pass|raise|return|True|try|while|with|yield)\b"
    r"|\w+"
)


@functools.lru_cache(REMEMBERED)
def markdown(text: str) -> str:
    """A cell's, or a comment's, text as HTML."""
    if len(text) > LONGEST_TEXT:
        return f"<pre>{html.escape(text)}</pre>"
    return MarkdownWithMath(_Renderer(escape=False)).render(text)


def formula(tex: str, display: str = "inline") -> str:
    """A formula as MathML; as it was typed where it cannot be read."""
    if len(tex) <= LONGEST_FORMULA and not (sanitize.TEX.search(tex) or sanitize.suspicious(tex)):
        try:
            return _mathml(tex, display)
        except Exception:  # whatever the library meets in what a student typed
            pass
    return f"<code>{html.escape(tex)}</code>"


def _mathml(tex: str, display: str) -> str:
    """Ours in place of the library's own text, which lets tags in a formula's words through."""
    root = convert_to_element(tex.strip().replace("{aligned}", "{align*}"), display=display)
    for element in root.iter():
        element.text = html.unescape(element.text) if element.text else element.text
        for name in element.attrib.keys() - ATTRIBUTES:
            del element.attrib[name]
    if display == "block":
        root.set("tabindex", "0")  # a wide one scrolls, by the keyboard too
    for row in root.iter("mrow"):
        _space(list(row))
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


def _space(row: list[ElementTree.Element]) -> None:
    """Let a sign stand close to what it belongs to; a browser takes each for one between two terms."""
    for before, element in zip(row, row[1:]):
        if element.text in ("+", "\u2212") and before.tag == "mo" and before.text not in CLOSING:
            element.set("form", "prefix")
    for element in row:
        if element.text == "|":
            element.attrib |= {"lspace": "0", "rspace": "0"}


@functools.lru_cache(REMEMBERED)
def code(source: str) -> str:
    """Python with comments, texts and keywords marked.

    Ours: Pygments would take more time than all the rest of a page, and quadratic time on a hostile line.
    """
    pieces, at = [], 0
    for match in TOKEN.finditer(source):
        if match.lastgroup:
            pieces.append(html.escape(source[at : match.start()]))
            pieces.append(f'<span class="{match.lastgroup}">{html.escape(match[0])}</span>')
            at = match.end()
    return "".join([*pieces, html.escape(source[at:])])


class _Renderer(HTMLRenderer):
    """mistune's own, but for headings, pictures, formulas, and tags, of which only harmless ones stay."""

    def heading(self, text: str, level: int, **attributes: object) -> str:
        return super().heading(text, min(6, level + BELOW))

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return html.escape(f"[picture: {text or 'not shown'}]")

    def block_html(self, html: str) -> str:
        return sanitize.simple_tags(html)

    def inline_html(self, html: str) -> str:
        return sanitize.simple_tags(html)

    def block_math(self, body: str) -> str:
        return formula(body, "block")

    def inline_math(self, body: str) -> str:
        return formula(body)

    def latex_environment(self, name: str, body: str) -> str:
        return formula(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")
