"""HTML and Markdown made to harm whoever looks at a saved output: what is left of them has no power."""

import re
import time
from html.parser import HTMLParser

import pytest

pytest.importorskip("nh3")

from autograder.classroom.submissions import sanitize

PICTURE = "data:image/png;base64,iVBORw0KGgo="
HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<SCRIPT\x0csrc=//evil.example/x.js></SCRIPT >",
    "<script>/*</script><b onclick=alert(1)>*/",
    "<img src=x onerror=alert(1)>",
    "<img src='data:image/png;base64,AA\" onerror=\"alert(1)'>",
    "<img/src=`x`/onerror=alert(1)>",
    "<img src=x:x alt='><img src=x onerror=alert(1)>'>",
    '<img alt="</td><script>alert(1)</script>" src=//evil.example/pixel>',
    "<img srcset='//evil.example/x 2x' src=//evil.example/x>",
    "<img src='data:image/svg+xml;base64,PHN2Zy8+'>",
    "<img src=' javascript:alert(1)'>",
    f"<img src='{PICTURE}' style='position:fixed;inset:0' onload=alert(1)>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=&#106;avascript:alert(1)>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a xlink:href='javascript:alert(1)'>x</a>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<noembed><img title='</noembed><img src=x onerror=alert(1)>'>",
    "<noframes><b title='</noframes><script>alert(1)</script>'>",
    "<xmp><p title='</xmp><script>alert(1)</script>'>",
    "<textarea><b title='</textarea><script>alert(1)</script>'>",
    "<title><b title='</title><script>alert(1)</script>'>",
    "<plaintext><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
    "<select><option><style><script>alert(1)</script>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><input type=submit><button formaction=javascript:alert(1)>x</button>",
    "<isindex action=javascript:alert(1) type=image>",
    "<base href=//evil.example/><meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css><style>@import '//evil.example/x.css'</style>",
    "<div style='position:fixed;inset:0;background:url(javascript:alert(1))' class=x id=y>x</div>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<table background='javascript:alert(1)'><td colspan='2\" onmouseover=\"alert(1)' rowspan=2>x",
    "<video src=x onerror=alert(1)></video><audio src onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<b <script>alert(1)</script>0",
    "<<script>script>alert(1)</script>",
    "<b/onclick=alert(1)//>x</b>",
    "\x00<im\x00g src=x onerror=alert(1)>",
    "<p id='\"><script>alert(1)</script>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "</section></div></body><script>alert(1)</script>",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\hr<x>ef{javascript:alert(1)}{x}$",
    "$\\hr<!-- -->ef{java&#115;cript:alert(1)}{x}$",
    "$\\require{html}\\cssId{x}{\\style{position:fixed}{x}}$",
]


class Look(HTMLParser):
    """Stops at whatever could do harm."""

    def handle_starttag(self, tag, attrs):
        assert tag in sanitize.TAGS, tag
        for name, value in attrs:
            assert name in ("src", "alt", "colspan", "rowspan", "style"), name
            assert name != "src" or sanitize.PICTURE.fullmatch(value), value
            assert name != "style" or value == "max-width:100%", value
            assert name not in ("colspan", "rowspan") or value.isdecimal(), value

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def look(text):
    """The page made of a text, once it is seen to be harmless; cleaning it again changes nothing."""
    page = sanitize.page(text)
    reader = Look()
    reader.feed(page)
    reader.close()
    assert not sanitize.TEX.search(page), page
    return page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_html_is_harmless(text):
    for shape in (
        "{}",
        "<table><tr><td>{}",
        "<pre>{}",
        "x <b title='{}",
        "<div><!-- {}",
        "<svg>{}",
        "<math>{}",
    ):
        page = look(shape.format(text) if shape != "{}" else text)
        look(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_has_no_live_html(text):
    made = sanitize.markdown(text)
    fenced = made.startswith("```")
    assert fenced or not re.search(r"<(?!/?(?:b|details|summary)>)[a-zA-Z/!?]", made), made


KEPT = {
    '<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>x</th></tr></thead>'
    '<tbody><tr><th>0</th><td colspan="2">1 &lt; 2</td></tr></tbody></table>': "<table><thead><tr><th></th><th>x</th></tr>"
    '</thead><tbody><tr><th>0</th><td colspan="2">1 &lt; 2</td></tr></tbody></table>',
    "<details><summary>more</summary><pre><code>a &amp; b</code></pre></details>": "<details><summary>more</summary>"
    "<pre><code>a &amp; b</code></pre></details>",
    f'<img src="{PICTURE}" alt="a &lt; &quot;b&quot;">': f'<img src="{PICTURE}" alt="a &lt; &quot;b&quot;" '
    'style="max-width:100%">',
    '<img src="https://example.org/x.png" alt="a <b>">': "[picture: a &lt;b&gt;]",
    "<img src='x.png'>": "[picture: not shown]",
    '<b title="a">x</b><span class="y">z</span><a href="/x">w</a>': "<b>x</b><span>z</span>w",
    "<b class=x>loss</b> of $\\frac{1}{n}$": "<b>loss</b> of $\\frac{1}{n}$",
}


@pytest.mark.parametrize("text", KEPT)
def test_what_is_harmless_stays(text):
    assert look(text) == KEPT[text]


def test_html_that_is_whole_stays():
    assert sanitize.page('<b title="a">x</b> <!-- y --><i>1 < 2') == "<b>x</b> <i>1 &lt; 2</i>"
    assert "not shown" in sanitize.page("x" * 200_000)
    pictures = [
        f"data:image/{kind};base64,{letter * 300_000}" for kind, letter in (("png", "A"), ("jpeg", "b"))
    ]
    page = sanitize.page(
        "".join(f'<img src="{address}" alt="a curve">' for address in pictures)
        + "data:image/png;<!-- -->base64,7"
    )
    assert [page.count(f'src="{address}"') for address in pictures] == [1, 1] and "base64,7" not in page


FEW_THAT_ASK_FOR_MUCH = {
    "formats that differ": "<p>" + "".join(f"<b a={i}>" for i in range(4000)) + "<p>x" * 14_000,
    "formats": "<p>" + "<b><i><u><s>" * 3 + "<p>x" * 24_000,
    "tags in one another": "<div>" * 19_000,
    "tables in one another": "<table><tr><td>" * 6_000,
    "half tags": "<b " * 33_000,
    "comments": "<!--" * 25_000,
    "ampersands": "&" * 100_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", FEW_THAT_ASK_FOR_MUCH)
def test_few_characters_cannot_ask_for_much(kind):
    began = time.process_time()
    page = look(FEW_THAT_ASK_FOR_MUCH[kind])
    assert len(page) <= sanitize.MOST_CLEANED and time.process_time() - began < 30
    assert sanitize._depth(page) <= sanitize.DEEPEST
