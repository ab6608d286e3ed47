"""Makes what a student saved safe to show: no script, no handler, no address that runs code, nothing fetched from elsewhere."""

import base64
import binascii
import html
import itertools
import re
from html.parser import HTMLParser
from urllib.parse import unquote

TAGS = set(
    "b blockquote br caption code dd details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre s section small span strong "
    "sub summary sup table tbody td tfoot th thead tr u ul".split()
)
VOID = {"br", "hr", "img"}
DROPPED = {
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "math",
    "textarea",
    "title",
    "xmp",
    "select",
    "video",
    "audio",
}
SAME = {"colspan", "rowspan"}  # attributes that may stay, with a number
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
ASIDE = "data:image/png;base64,"  # and a number: itself the address of a picture
SIMPLE = re.compile(
    r"</?(?:b|br|code|details|em|hr|i|kbd|s|small|strong|sub|summary|sup|u)\s*/?>", re.IGNORECASE
)
SCHEME = re.compile(r"(?:java|vb|live)script:|data:text|data:application|data:image/svg", re.IGNORECASE)
TEX = re.compile(
    r"\\(?:href|url|def|gdef|let|newcommand|renewcommand|newenvironment|require|csname|data|html[A-Z]\w*|cssId|class|style|unicode)(?![a-zA-Z])"
)
MOST_TEXT, MOST_OUTPUTS, MOST_HTML = 20_000, 100, 100_000
DEEPEST = 50  # tags open at a time
# A whole tag; HTMLParser takes quadratic time over half ones.
TAG = r"""/?[a-zA-Z][^<>"']*(?:"[^"<>]*"[^<>"']*|'[^'<>]*'[^<>"']*)*>"""
HALF = re.compile(f"<(?!{TAG})")
# Escape sequences other than whole colours, which nbconvert's ansi2html stumbles over.
COLOUR = r"(?:[34]8;5;[0-9]{1,3}|[34]8;2;[0-9]{1,3};[0-9]{1,3};[0-9]{1,3}|(?![34]8)[0-9]{1,2}|10[0-7])"
ESCAPE = re.compile(rf"(\x1b\[(?:{COLOUR}(?:;{COLOUR})*)?m)|\x1b(?:\[[0-?]*[ -/]*[@-~]?)?")


class _Cleaner(HTMLParser):
    """Writes the page anew from what is allowed: text, plain tags, pictures that carry their own bytes."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.open, self.dropping = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag in DROPPED:
            self.dropping.append(tag)
        elif self.dropping:
            return
        elif tag == "img":
            given = dict(attrs)
            source = given.get("src") or ""
            if PICTURE.fullmatch(source):
                self.parts.append(
                    f'<img src="{source}" alt="{html.escape(given.get("alt") or "", quote=True)}" style="max-width:100%">'
                )
            else:
                self.parts.append(html.escape(f"[picture: {given.get('alt') or 'not shown'}]"))
        elif tag in TAGS:
            kept = "".join(
                f' {name}="{value}"' for name, value in attrs if name in SAME and value and value.isdecimal()
            )
            self.parts.append(f"<{tag}{kept}>")
            if tag not in VOID:
                self.open.append(tag)
            if len(self.open) > DEEPEST:
                self.handle_endtag(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in DROPPED:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self.dropping:
            if tag == self.dropping[-1]:
                self.dropping.pop()
        elif tag in self.open:
            while True:
                last = self.open.pop()
                self.parts.append(f"</{last}>")
                if last == tag:
                    break

    def handle_data(self, data):
        if not self.dropping:
            self.parts.append(html.escape(tame(data)))


def tame(text):
    """Text in which no formula can carry an address that runs code."""
    return text.replace("\\", "\\\u200b") if TEX.search(text) or suspicious(text) else text


def suspicious(text):
    """Whether an address that runs code may be in the text, however it is disguised."""
    seen = text
    for _ in range(3):
        seen = unquote(html.unescape(seen))
    return bool(SCHEME.search(re.sub(r"[\s\x00-\x20\\]", "", seen)))


def page(text):
    """HTML of which only harmless parts are left. Pictures are put aside meanwhile: they are long, and need no parser."""
    pictures = PICTURE.findall(text)
    numbers = itertools.count()
    text = PICTURE.sub(lambda _: f"{ASIDE}{next(numbers)}", text)
    if len(text) > MOST_HTML:
        return f"<p>[HTML of {len(text)} characters: not shown, since it has more than {MOST_HTML}]</p>"
    cleaner = _Cleaner()
    cleaner.feed(HALF.sub("&lt;", _uncommented(text)))
    cleaner.close()
    cleaned = "".join(cleaner.parts) + "".join(f"</{tag}>" for tag in reversed(cleaner.open))
    return re.sub(rf"{ASIDE}(\d{{1,6}})", lambda found: "".join(pictures[int(found[1]) :][:1]), cleaned)


def _uncommented(text):
    first, *rest = text.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in rest)


def markdown(text):
    """Markdown without live HTML; a cell that hides an address that runs code is shown as plain text."""
    text = printable(text)
    if suspicious(text) or TEX.search(text):
        fence = "`" * (max([2, *(len(run) for run in re.findall("`+", text))]) + 1)
        return f"{fence}text\n{text}\n{fence}"
    pieces, at = [], 0
    for match in re.finditer(r"<(?=[a-zA-Z/!?])", text):
        if not SIMPLE.match(text, match.start()):
            pieces.append(text[at : match.start()] + "&lt;")
            at = match.end()
    text = "".join(pieces) + text[at:]
    return re.sub(r"!(?=\[)", "", text)  # pictures from elsewhere become links to them


def outputs(saved):
    """The saved outputs of a cell, in the present format, with only what is harmless."""
    listed = saved if isinstance(saved, list) else []
    return [kept for kept in map(_output, listed[:MOST_OUTPUTS]) if kept]


def _output(output):
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name", output.get("stream")) == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind in ("error", "pyerr"):
        trace = output.get("traceback")
        trace = [_text(line)[:2000] for line in trace[:50]] if isinstance(trace, list) else []
        return {
            "output_type": "error",
            "ename": _text(output.get("ename"))[:100],
            "evalue": _text(output.get("evalue"))[:1000],
            "traceback": trace,
        }
    if kind in ("display_data", "execute_result", "pyout"):
        data = _data(output.get("data") if isinstance(output.get("data"), dict) else output)
        return {"output_type": "display_data", "data": data, "metadata": {}} if data else None
    return None


def _data(data):
    kept = {}
    for kind, old in (
        ("text/plain", "text"),
        ("text/html", "html"),
        ("image/png", "png"),
        ("image/jpeg", "jpeg"),
    ):
        value = data.get(kind, data.get(old))
        text = "".join(v for v in value if isinstance(v, str)) if isinstance(value, list) else value
        if not isinstance(text, str) or not text:
            continue
        if kind == "text/html":
            kept[kind] = page(printable(text))
        elif kind == "text/plain":
            kept[kind] = _text(text)
        elif _is_base64(text):
            kept[kind] = text
    return kept


def _is_base64(text):
    try:
        return bool(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError):
        return False


def _text(value):
    text = (
        "".join(v for v in value if isinstance(v, str))
        if isinstance(value, list)
        else value
        if isinstance(value, str)
        else ""
    )
    text = printable(text)
    return text if len(text) <= MOST_TEXT else text[:MOST_TEXT] + "\n… cut here"


def printable(text):
    """Text without halves of characters and without control characters but tab, line end and whole colours."""
    text = text.encode("utf-8", "replace").decode()
    text = ESCAPE.sub(lambda found: found[1] or "", text)
    return re.sub(
        r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\u202a-\u202e\u2066-\u2069]",
        "\N{REPLACEMENT CHARACTER}",
        text,
    )
