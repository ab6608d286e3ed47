"""What the theme writes otherwise than a screen reader, the HTML standard or a light page wants it."""

import re

MATHJAX = re.compile(r"\s*<script(?:>window\.MathJax[^<]*| [^>]*tex-chtml\.js[^>]*>)</script>")
SUMMARY = re.compile(r"<summary\b[^>]*>.*?</summary>", re.DOTALL)  # holds no paragraph
STYLE = re.compile(
    r"<script\b.*?</script>|<svg\b.*?</svg>|(<style\b[^>]*>.*?</style>|<link rel=\"stylesheet\"[^>]*>)",
    re.DOTALL,
)
SYSTEM_THEME = '(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")'
MENDED = [  # what the theme writes, and what a screen reader needs
    (r'<summary aria-label="[^"]*">', "<summary>"),  # its own words say more
    (
        r'<summary>(<span class="toctree-toggle")',
        r'<summary><span class="visually-hidden">Show or hide its pages</span>\1',
    ),
    (r"<th( class=\"head[^\"]*\")><p></p></th>", r"<td\1></td>"),  # an empty corner heads nothing
    (r'<th class="head', r'<th scope="col" class="head'),
    (r'(<button class="btn search-button-field[^>]*?) aria-label="Search"', r"\1"),
    (r'(<i class="theme-switch[^>]*?) title="[^"]*"', r'\1 aria-hidden="true"'),
    (r"\s*<!-- So that users can add custom icons -->", ""),
    (r"\s*<script [^>]*scripts/fontawesome\.js[^>]*></script>", ""),
    (
        r'\s*<script src="[^"]*(?:searchtools|language_data|searchindex|sphinx_highlight)\.js[^>]*></script>',
        "",
    ),
    # Jupyter Book puts every script of ours into every page; the pages that need one say so themselves
    (r'\s*<script src="[^"]*_static/(?:cover|mistakes|playground|search)/\w+\.js\?v=\w+"></script>', ""),
    (r'\s*<link [^>]*_static/playground/playground\.css\?v=\w+" />', ""),
    # "auto" is no theme: what has rules for light or dark alone, code and icons, would move as it gets one
    (r'(localStorage.getItem\("theme"\) \|\|) "auto"', rf"\1 {SYSTEM_THEME}"),
    (
        r'<div id="pst-primary-sidebar"(?! role)',
        r'<div id="pst-primary-sidebar" role="region" aria-label="Contents of the book"',
    ),
]
# Formulas in most lines, or a script makes it: all would move meanwhile, so such a page is shown afterwards.
SET_LATE = ('class="hw-sheet"', 'id="notation"', 'id="hw-play"', 'class="hw-mistakes"')
SHOWN_WHEN_SET = (
    "<style>.bd-article { visibility: hidden; } .hw-set .bd-article { visibility: visible; }</style>"
    "<noscript><style>.bd-article { visibility: visible; }</style></noscript>"
    '<script>addEventListener("load", () => {'
    ' const show = () => document.documentElement.classList.add("hw-set");'
    " (window.MathJax?.startup?.promise ?? Promise.resolve()).then(show, show); });</script>"
)


def mended(text: str) -> str:
    """A built page without the theme's slips, and with the styles of its outputs in its head, each once."""
    for pattern, replacement in MENDED:
        text = re.sub(pattern, replacement, text)
    if 'class="math' not in text:  # MathJax is four times as heavy as all the rest
        text = MATHJAX.sub("", text)
    text = SUMMARY.sub(lambda summary: re.sub(r"<(/?)p\b", r"<\1span", summary[0]), text)
    if any(mark in text for mark in SET_LATE):
        text = text.replace("</head>", f"{SHOWN_WHEN_SET}</head>", 1)
    return _styles_in_head(text)


def _styles_in_head(text: str) -> str:
    head, end, body = text.partition("</head>")
    found = dict.fromkeys(style for style in STYLE.findall(body) if style)
    body = STYLE.sub(lambda part: "" if part[1] else part[0], body)
    return head + "\n".join(found) + end + body if end else text
