"""Formulas as plain text, for what shows none: an excerpt, a title."""

import re

from bs4 import Tag

GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"  # what braces hold, braces within them included
KEPT = re.compile(
    rf"\\(?:text|math\w+|operatorname|boldsymbol|hat|bar|tilde|dot|widehat|underbrace|overline)\s*{GROUP}"
)
RATIO = re.compile(rf"\\[td]?frac\s*(?:{GROUP}|(\w))\s*(?:{GROUP}|(\w))")
FUNCTIONS = {"log", "exp", "max", "min", "tanh", "sin", "cos", "arg"}
SIGNS = """
alpha:α beta:β gamma:γ delta:δ epsilon:ε varepsilon:ε eta:η lambda:λ mu:μ sigma:σ ell:ℓ
partial:∂ sum:Σ nabla:∇ Delta:Δ cdot:· times:× odot:⊙ le:≤ leq:≤ ge:≥ geq:≥ ne:≠ neq:≠
approx:≈ in:∈ to:→ rightarrow:→ leftarrow:← infty:∞ top:ᵀ pm:± mp:∓ sqrt:√ ldots:… dots:…
cdots:… prime:′ mid:| ll:≪ gg:≫ propto:∝ lVert:‖ rVert:‖
"""
SIGN = dict(pair.split(":") for pair in SIGNS.split())


def text(tag: Tag) -> str:
    """All that an element says, in one line, without a formula's marks."""
    return " ".join(formula(tag.get_text()).split())


def formula(said: str) -> str:
    """A text with formulas between \\( and \\) or \\[ and \\], those as plain text."""
    return re.sub(r"\\[(\[](.*?)\\[)\]]", lambda found: _plain(found[1]), said, flags=re.DOTALL)


def _plain(tex: str) -> str:
    while (shorter := RATIO.sub(_ratio, KEPT.sub(r"\1", tex))) != tex:
        tex = shorter
    tex = re.sub(r"\\(?:begin|end)\{\w+\*?\}", " ", tex)
    tex = re.sub(r"\\([A-Za-z]+)", lambda found: _sign(found[1]), tex)
    return re.sub(r"\\\\|\\.|[{}&]", lambda found: " " if found[0] in ("\\\\", "&") else "", tex)


def _sign(name: str) -> str:
    return SIGN.get(name, name if name in FUNCTIONS else " ")


def _ratio(found: "re.Match[str]") -> str:
    above, below = found[1] or found[2], found[3] or found[4]
    return f"{above}/{below}"
