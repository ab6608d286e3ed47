"""What lint calls a command of LaTeX is what the book's MathJax knows, no more and no less."""

import importlib.util
import re
from pathlib import Path

import pytest

from autograder.authoring.lint.latex import COMMANDS, ENVIRONMENTS, wrong

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\w$*]+|.', re.DOTALL)
MAP = re.compile(r'new \(?\w+\(?[\w.()]*\.(Character|Command|Delimiter|Environment)Map\)?\("[\w-]+",')
NO_PACKAGE = "MathJax comes with the book's extra"


def _keys(script, at):
    """The keys of the first object of a script from a place on, without those within another."""
    depth, last, keys = 0, "", []
    for token in TOKEN.finditer(script, script.index("{", at)):
        sign = token[0]
        depth += (sign in tuple("{[(")) - (sign in tuple(")]}"))
        if sign == ":" and depth == 1:
            keys.append(last.strip('"').lstrip("\\"))
        if not depth:
            return keys
        last = sign
    raise AssertionError("the object has no end")


@pytest.fixture(scope="module")
def script():
    """The MathJax of the book as one text."""
    found = importlib.util.find_spec("sphinx-mathjax-offline")
    if not found or not found.origin:
        pytest.skip(NO_PACKAGE)
    return (Path(found.origin).parent / "static/mathjax/tex-mml-chtml.js").read_text(encoding="utf-8")


def _of(script, kinds):
    return {key for found in MAP.finditer(script) if found[1] in kinds for key in _keys(script, found.end())}


def test_each_command_is_one_of_mathjax_and_each_of_mathjax_is_there(script):
    loaded_when_met = re.search(r"autoload:\(0,\w\.expandable\)\((\{.*?\})\)\}", script)[1]
    theirs = {*_of(script, ("Character", "Command", "Delimiter")), *re.findall(r'"(\w+)"', loaded_when_met)}
    theirs = {one for one in theirs if re.fullmatch("[A-Za-z]+", one)} - {"CD", "prooftree"}
    assert theirs == COMMANDS


def test_each_environment_of_mathjax_is_there(script):
    theirs = {one.rstrip("*") for one in _of(script, ("Environment",))}
    assert theirs == {*ENVIRONMENTS} - {"CD", "prooftree"}  # those come when they are met


def test_no_command_of_mathjax_is_refused():
    assert not [name for name in COMMANDS for _, what, _ in wrong(rf"${{\{name} x}}$") if "know" in what]


@pytest.mark.parametrize(
    "text",
    [
        r"$\frac12$, $\tfrac 1n$, $\frac\partial{\partial x}$, $\frac{\frac{1}{2}}{\sqrt{\frac{a}{b}}}$",
        r"$h'^2$, $x_i^2$, $x^{a^b}$, $x_{i_j}$, $\{x\}$, $\bigl(x\bigr)$, $\left. x \right|_0$",
        "$a$ costs \\$5, `$HOME` and ``$x`` are no formulas\n\n```bash\necho $x\n```",
        "$a +\nb$ in two lines\n\n$$\na = b\n$$\n\n$$c$$",
        r"$$\begin{cases}1 & \text{if the sum of log is max}\\0\end{cases}$$",
        r"$\text{loss}_{max}$, $\operatorname*{arg\,max}_i$, $\mathrm{exp}$",
        r"$$\newcommand{\loss}{L}$$ and then $\loss$",
    ],
)
def test_right_formulas_are_left_alone(text):
    assert not list(wrong(text))


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("a\n\n$b and\nc", 2, "is not closed"),
        ("$a$ and\n$b and\n$c$", 1, "is not closed"),
        ("$$\na = b\n\nand $$c$$", 0, "is not closed"),
        ("a\n$\\frac{1}{n$", 1, "braces without"),
        (r"$\frc{1}{n}$", 0, r"does not know `\frc`"),
        (r"$\simga$", 0, r"does not know `\simga`"),
        (r"$\frac{1}$", 0, "lacks one of its two parts"),
        (r"$\left(x$", 0, r"1 `\left` and 0 `\right`"),
        (r"$$\begin{cases}1\end{case}$$", 0, "cases begins, and case ends"),
        (r"$$\begin{pmatrx}1\end{pmatrx}$$", 0, "does not know `pmatrx`"),
        ("$x_i_j$", 0, "one `_` follows another"),
        ("$x^{2}^3$", 0, "one `^` follows another"),
        ("$sigma(z)$", 0, "`sigma` has no backslash"),
        ("$frac{1}{n}$", 0, "`frac` has no backslash"),
    ],
)
def test_a_wrong_formula_is_named_with_its_line(text, line, words):
    [(at, what, _)] = wrong(text)
    assert at == line and words in what
