"""Makes a student's HTML and Markdown safe: no script, no handler, no code in an address, nothing fetched."""

import html
import itertools
import re
from urllib.parse import unquote

import nh3

from autograder.classroom.submissions.text import with_whole_colours

TAGS = set(
    "b blockquote br caption code dd details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img kbd"
    " li ol p pre s section small span strong sub summary sup table tbody td tfoot th thead tr u ul".split()
)
VOID = {"br", "hr", "img"}
DROPPED = set(  # with all that is in them
    "audio iframe math noscript object script select style svg template textarea title video xmp".split()
)
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
ASIDE = "data:image/png;base64,"  # and a number: itself the address of a picture
NUMBERED = re.compile(rf"{ASIDE}(\d{{1,6}})")
SIMPLE = re.compile(
    r"</?(?:b|br|code|details|em|hr|i|kbd|s|small|strong|sub|summary|sup|u)\s*/?>", re.IGNORECASE
)
SCHEME = re.compile(r"(?:java|vb|live)script:|data:text|data:application|data:image/svg", re.IGNORECASE)
TEX = re.compile(
    r"\\(?:href|url|def|gdef|let|newcommand|renewcommand|newenvironment|require|csname|data|html[A-Z]\w*|cssId|class"
    r"|style|unicode)(?![a-zA-Z])"
)
MOST_HTML = 100_000  # characters, pictures left out: what the parser is given
MOST_CLEANED = 1_000_000  # likewise, with the tags that were missing: few characters may ask for many
DEEPEST = 50  # tags open at a time: what reads the page later goes down by recursion
# A parser opens each of these anew in every paragraph, and takes all for different whose attributes differ.
FORMATTING = re.compile(
    r"<(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/])[^>]*>?", re.IGNORECASE
)
# Of HTML as the cleaner writes it, where `<` begins a tag and nothing else.
TAG = re.compile(r'<(/?)(\w+)(?: \w+="[^"]*")*>')
IMAGE = re.compile(r'<img((?: \w+="[^"]*")*)>')


def page(text: str) -> str:
    """HTML of which only harmless parts are left.

    Pictures are put aside meanwhile: they are long, and the parser ends the process where memory runs out.
    """
    pictures = PICTURE.findall(text)
    numbers = itertools.count()
    text = PICTURE.sub(lambda _: f"{ASIDE}{next(numbers)}", text)
    if len(text) > MOST_HTML:
        return f"<p>[HTML of {len(text)} characters: not shown, since it has more than {MOST_HTML}]</p>"
    cleaned = CLEANER.clean(FORMATTING.sub(r"<\1>", text))
    if len(cleaned) > MOST_CLEANED or _depth(cleaned) > DEEPEST:
        return f"<p>[HTML with more than {DEEPEST} tags in one another: not shown]</p>"
    cleaned = tame(IMAGE.sub(_image, cleaned))
    return NUMBERED.sub(lambda found: "".join(pictures[int(found[1]) :][:1]), cleaned)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that may stay, else None."""
    if name == "alt" or (name == "src" and NUMBERED.fullmatch(value)):
        return value
    return value if name in ("colspan", "rowspan") and value.isdecimal() else None


CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=DROPPED,
    attributes={"img": {"src", "alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
    attribute_filter=_attribute,
    url_schemes={"data"},
    link_rel=None,
)


def _depth(cleaned: str) -> int:
    """How many tags are open at most."""
    steps = (-1 if tag[1] else 1 for tag in TAG.finditer(cleaned) if tag[2] not in VOID)
    return max(itertools.accumulate(steps), default=0)


def _image(found: re.Match[str]) -> str:
    """A picture no wider than its page; a line in place of one that would be fetched from elsewhere."""
    has = {name: html.unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', found[1])}
    if "src" not in has:
        return html.escape(f"[picture: {has.get('alt') or 'not shown'}]")
    return f'<img src="{has["src"]}" alt="{html.escape(has.get("alt", ""))}" style="max-width:100%">'


def tame(text: str) -> str:
    """Text in which no formula can carry an address that runs code."""
    return text.replace("\\", "\\\u200b") if TEX.search(text) or suspicious(text) else text


def suspicious(text: str) -> bool:
    """Whether an address that runs code may be in the text, however it is disguised."""
    seen = text
    for _ in range(3):
        seen = unquote(html.unescape(seen))
    return bool(SCHEME.search(re.sub(r"[\s\x00-\x20\\]", "", seen)))


def markdown(text: str) -> str:
    """Markdown without live HTML; a cell that hides an address that runs code is shown as plain text.

    Ours: a cleaner of HTML would take `a < b` and formulas for tags.
    """
    text = with_whole_colours(text)
    if suspicious(text) or TEX.search(text):
        fence = "`" * (max([2, *(len(run) for run in re.findall("`+", text))]) + 1)
        return f"{fence}text\n{text}\n{fence}"
    return re.sub(r"!(?=\[)", "", simple_tags(text))  # pictures from elsewhere become links to them


def simple_tags(text: str) -> str:
    """Text in which SIMPLE tags stay tags, and all others are text."""
    pieces, at = [], 0
    for match in re.finditer(r"<(?=[a-zA-Z/!?])", text):
        if not SIMPLE.match(text, match.start()):
            pieces.append(text[at : match.start()] + "&lt;")
            at = match.end()
    return "".join(pieces) + text[at:]
