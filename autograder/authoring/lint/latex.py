"""What is wrong with a formula: it would stand in red on the page, or as it is written."""

import itertools
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.authoring.lint.slip import meant

KNOWN = Path(__file__).parent / "latex.txt"  # all that MathJax 3 knows, so that a right one is never refused
COMMANDS = frozenset(KNOWN.read_text(encoding="utf-8").split())
ENVIRONMENTS = (
    *("Bmatrix", "CD", "Vmatrix", "align", "alignat", "aligned", "alignedat", "array", "bmatrix", "cases"),
    *("eqnarray", "equation", "flalign", "gather", "gathered", "matrix", "multline", "pmatrix", "prooftree"),
    *("smallmatrix", "split", "subarray", "vmatrix", "xalignat", "xxalignat"),
)
OF_TWO = "|".join(("frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom", "underset", "overset"))
NEVER_BARE = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "eta", "theta", "kappa", "lambda", "sigma"),
    *("omega", "log", "exp", "sin", "cos", "tanh", "max", "min", "sum", "partial", "cdot", "infty", "approx"),
)
WORDS = r"\\(?:text\w*|mbox|mathrm|mathsf|mathbf|mathit|mathtt|operatorname\*?|begin|end|tag|label|class)\s*"
GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}"  # braces in braces in braces in braces
ARGUMENT = rf"\s*(?:{GROUP}|\\[A-Za-z]+|[^\s{{}}&^_\\])"
DEFINED = re.compile(r"\\(?:(?:re)?newcommand|def|let|DeclareMathOperator)\*?\s*\{?\\([A-Za-z]+)")
SIGN = re.compile(r"(?<!\\)\$")
SHOWN = re.compile(r"(?s)(?<!\\)\$\$(.*?)(?<!\\)\$\$")
WITHIN = re.compile(r"(?<!\\)\$((?:[^$\n]|\\\$|\n(?!\s*\n))+?)(?<!\\)\$")
Wrong = Iterator[tuple[int, str, str]]


def wrong(text: str) -> Wrong:
    """(line, what, mend) of each thing that is wrong with the formulas of a text; lines from 0."""
    if "$" not in text:
        return
    plain, known = without_code(text), {*COMMANDS, *DEFINED.findall(text)}
    if lines := sorted(_left_open(plain)):
        yield from ((line, "a formula is not closed", "each `$` has its other one") for line in lines)
        return
    for formula in formulas(plain):
        line = plain.count("\n", 0, formula.start())
        yield from ((line, what, mend) for what, mend in of_formula(formula[1], known))


def formulas(plain: str) -> list[re.Match[str]]:
    """Those of a text without code, each with what stands between its signs as its group."""
    return [*SHOWN.finditer(plain), *WITHIN.finditer(SHOWN.sub(blank, plain))]


def without_code(text: str) -> str:
    """A text with blanks in the place of its code, and the same lines."""
    return re.sub(r"(?ms)^```.*?^```|(`+)(?!`)[^\n]*?(?<!`)\1(?!`)", blank, text)


def prose(text: str) -> str:
    """A text with blanks in the place of its code and its formulas, and the same lines."""
    return WITHIN.sub(blank, SHOWN.sub(blank, without_code(text)))


def blank(found: re.Match[str]) -> str:
    """What stands in the place of what is left out: blanks, and the same lines."""
    return re.sub(r"[^\n]", " ", found[0])


def _left_open(plain: str) -> Iterator[int]:
    """The line of each formula without its end, which it has in its own paragraph or nowhere."""
    for start, paragraph in paragraphs(plain):
        rest = SHOWN.sub(blank, paragraph)
        counts = [len(SIGN.findall(line)) % 2 or "$$" in line for line in rest.split("\n")]
        if sum(counts) % 2:
            yield start + counts.index(True)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """(line that it begins in, text) of each paragraph, and of what parts them."""
    start = 0
    for part in re.split(r"(\n\s*\n)", text):
        yield start, part
        start += part.count("\n")


def of_formula(formula: str, known: Collection[str] = COMMANDS) -> Iterator[tuple[str, str]]:
    """(what, mend) of each thing that is wrong with one formula."""
    said, braces = " ".join(formula.split()), re.sub(r"\\\\|\\[{}]", "", formula)
    if braces.count("{") != braces.count("}"):
        yield f"a formula has braces without their other one: `{said}`", "close each where it ends"
        return
    if eaten := re.search(r"[\a\b\f\r\t\v]", formula):
        yield f"a formula has a backslash that is read as a character, {eaten[0]!r}", 'write two, or r"…"'
        return
    rules = (_pairs(formula), _parts(formula), _bare(formula, known))
    found = list(_unknown(formula, known)) or itertools.chain(*rules)  # which may only follow from it
    yield from ((f"in the formula `{said}` {what}", mend) for what, mend in found)


def _unknown(formula: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    for name in re.findall(r"(?<!\\)(?:\\\\)*\\([A-Za-z]+)", formula):
        if name not in known and r"\require" not in formula:
            mend = meant(rf"\{name}", (rf"\{one}" for one in known), "MathJax knows those of LaTeX and AMS")
            yield rf"the page does not know `\{name}`", mend


def _pairs(formula: str) -> Iterator[tuple[str, str]]:
    r"""`\left` has its `\right`, and an environment, which MathJax knows, its end."""
    left, right = (len(re.findall(rf"\\{side}(?![A-Za-z])", formula)) for side in ("left", "right"))
    if left != right:
        yield rf"there are {left} `\left` and {right} `\right`", r"write `\right.` where there is no sign"
    begun, ended = (re.findall(rf"\\{mark}\s*\{{(\w+)\*?\}}", formula) for mark in ("begin", "end"))
    if sorted(begun) != sorted(ended):
        what = f"{' and '.join(begun) or 'nothing'} begins, and {' and '.join(ended) or 'nothing'} ends"
        yield what, "each environment ends where its parts end, by its name"
    for name in sorted({*begun} & {*ended} - {*ENVIRONMENTS}):
        yield f"the page does not know `{name}`", meant(name, ENVIRONMENTS, "write `aligned`")


def _parts(formula: str) -> Iterator[tuple[str, str]]:
    for name in re.findall(rf"\\({OF_TWO})(?![A-Za-z])(?!{ARGUMENT}{ARGUMENT})", formula):
        yield rf"`\{name}` lacks one of its two parts", rf"write `\{name}{{…}}{{…}}`"
    for sign in re.findall(rf"([\^_])(?:{GROUP}|\\[A-Za-z]+|[^\s{{}}\\])\s*\1", formula):
        yield f"one `{sign}` follows another", "put braces around what belongs together"


def _bare(formula: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Words that would be set as a product of letters."""
    bare = re.sub(rf"{WORDS}{GROUP}|[_^]\{{\w+\}}", " ", formula)
    for name, brace in re.findall(r"(?<![A-Za-z\\])([A-Za-z]{3,})(\{?)", bare):
        if name in NEVER_BARE or (brace and name in known):
            yield rf"`{name}` has no backslash", rf"write `\{name}`"
