"""Quiz questions: radio buttons, check boxes or a number, each answer with its own explanation.

A question is an HTML form and a few lines of script, so it works the same in JupyterLab and in the book,
without a kernel and without another host. Answers stay in the browser (localStorage); a terminal prints the
question as text.
"""

import hashlib
import html
import json
import re
from collections.abc import Mapping
from typing import Any

import numpy as np


def quiz(
    question: str,
    right: Mapping[str, str] | None = None,
    wrong: Mapping[Any, str] | None = None,
    *,
    number: float | None = None,
    because: str = "",
    tolerance: float | None = None,
) -> "Quiz":
    """A question that answers back; put it alone in a cell.

    Parameters
    ----------
    question : str
        Text with `code`, **bold**, *emphasis* and $math$, as all texts here.
    right : dict of str to str, optional
        Right options, each with the reason. Several make the question "choose all that apply".
    wrong : dict of str to str, or of number to str
        Wrong options (for a number: likely wrong numbers), each with what went wrong in the thought.
    number : int or float, optional
        The answer of a question that asks for a number, instead of `right`. It may be typed as 34452, 34,452,
        34 452, 34'452, 34_452, 1/64, 1e-6 or 0,25: a point is a decimal point; a comma before three digits is
        read both ways, and any other one is a decimal comma.
    because : str
        The reason for that number.
    tolerance : float, optional
        How far a number may be off, relative to the answer; exact for an int, half a percent for a float.
    """
    return Quiz(question, dict(right or {}), dict(wrong or {}), number, because, tolerance)


class Quiz:
    """One question; a notebook shows it as a form, a terminal as text."""

    def __init__(
        self,
        question: str,
        right: dict[str, str],
        wrong: dict[Any, str],
        number: float | None = None,
        because: str = "",
        tolerance: float | None = None,
    ) -> None:
        if (number is None) == (not right):
            raise ValueError("quiz needs either right={option: reason} or number=….")
        self.question, self.right, self.wrong = question, right, wrong
        number = number.item() if isinstance(number, np.generic) else number
        self.number, self.because = number, because
        self.tolerance = (0.0 if isinstance(number, int) else 0.005) if tolerance is None else tolerance
        self.key = _digest(question, *right, number)

    @property
    def kind(self) -> str:
        """ "number", "one" (of several options) or "all" (that apply)."""
        return "number" if self.number is not None else "one" if len(self.right) == 1 else "all"

    @property
    def answers(self) -> list[tuple[Any, str, bool]]:
        """Each foreseen answer, its explanation, whether it is right; in an order that gives nothing away."""
        right = {self.number: self.because} if self.kind == "number" else self.right
        both = [(text, why, True) for text, why in right.items()]
        both += [(text, why, False) for text, why in self.wrong.items()]
        return sorted(both, key=lambda answer: _digest(self.question, answer[0]))

    def __repr__(self):
        if self.kind == "number":
            return f"{self.question}\n  answer with a number"
        ask = "choose all that apply" if self.kind == "all" else "choose one"
        return "\n".join([f"{self.question} ({ask})", *(f"  ( ) {text}" for text, _, _ in self.answers)])

    def _repr_html_(self):
        field = {"number": self._number_field, "one": self._options, "all": self._options}[self.kind]()
        more = " <small>(choose all that apply)</small>" if self.kind == "all" else ""
        # JupyterLab's keyboard shortcuts must not fire while somebody types an answer.
        return (
            f'<form class="hw-quiz mathjax_process tex2jax_process" data-quiz="{self.key}" '
            f'data-kind="{self.kind}" data-lm-suppress-shortcuts="true" onsubmit="return false" '
            f'autocomplete="off"><style>{STYLE}</style>'
            f"<fieldset><legend>{rich(self.question)}{more}</legend>{field}"
            '<button type="submit">Check</button>'
            f'<div role="status" aria-live="polite"><p data-verdict></p>{self._explanations()}</div>'
            f"</fieldset></form><script>{SCRIPT}</script>"
        )

    def _options(self):
        kind = "radio" if self.kind == "one" else "checkbox"
        return "".join(
            f'<label><input type="{kind}" name="answer" value="{i}"> <span>{rich(text)}</span></label>'
            for i, (text, _, _) in enumerate(self.answers)
        )

    def _number_field(self):
        known = html.escape(json.dumps([[text, right] for text, _, right in self.answers]))
        return (
            f'<label>Your answer <input type="text" name="answer" size="12" '
            f'data-known="{known}" data-tolerance="{self.tolerance}"></label>'
        )

    def _explanations(self):
        return "".join(
            f'<p data-why="{i}" data-right="{int(right)}" hidden><strong>{rich(text)}</strong>: '
            f"{'right' if right else 'not right'}. {rich(why)}</p>"
            for i, (text, why, right) in enumerate(self.answers)
        )


def _digest(*parts):
    return hashlib.sha1("\0".join(map(str, parts)).encode()).hexdigest()[:12]


def rich(text: object) -> str:
    r"""HTML of a line of text: `code`, **bold**, *emphasis*, and $math$ as \(math\), which MathJax knows."""
    out = []
    for part in re.split(r"(`[^`]+`|\$[^$]+\$)", str(text)):
        if part.startswith("`"):
            out.append(f"<code>{html.escape(part[1:-1])}</code>")
        elif part.startswith("$"):
            out.append(rf"\({html.escape(part[1:-1])}\)")
        else:
            part = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html.escape(part))
            out.append(re.sub(r"\*(\S.*?)\*", r"<em>\1</em>", part))
    return "".join(out)


# Colours are taken from the page, so the form fits light and dark themes; frames only repeat what words say.
STYLE = """
.hw-quiz fieldset{border:1px solid #8888;border-radius:8px;padding:.6em 1em .8em;margin:.4em 0;max-width:46em}
.hw-quiz legend{font-size:inherit;font-weight:600;padding:0 .4em;float:left;width:100%;margin-bottom:.5em}
.hw-quiz legend+*{clear:both}
.hw-quiz label{display:flex;gap:.6em;align-items:baseline;padding:.3em .5em;border-radius:6px;cursor:pointer}
.hw-quiz label:hover{background:#8882}
.hw-quiz input[type=text]{font:inherit;color:inherit;background:transparent;border:1px solid #767676;
border-radius:4px;padding:.2em .4em}
.hw-quiz button{font:inherit;color:#fff;background:#005a8f;border:0;border-radius:6px;padding:.35em 1.1em;
margin:.5em 0 0;cursor:pointer}
.hw-quiz button:hover{background:#00466f}
.hw-quiz :focus-visible{outline:3px solid #d55e00;outline-offset:2px}
.hw-quiz [role=status] p{margin:.6em 0 0;padding-left:.8em;border-left:4px solid #8888}
.hw-quiz [role=status] p:empty{display:none}
.hw-quiz [data-verdict]{font-weight:600}
.hw-quiz [data-state=right]{border-color:#009e73!important}
.hw-quiz [data-state=wrong]{border-color:#d55e00!important}
""".replace("\n", "")

SCRIPT = """
(() => {
  const SUCH = "12, 34 452, 0.5, 1/64 or 1e-6";
  // What a run of digits can mean: 1,234 is one of two numbers, and 1.234 is not.
  const readings = (text) => {
    const bare = text.replace(/[\\s'\u2019]/g, "_"), found = [];
    if (/^(\\d+\\.?\\d*|\\.\\d+)$/.test(bare)) return [bare];
    if (/^(\\d+,\\d*|,\\d+)$/.test(bare)) found.push(bare.replace(",", "."));
    for (const [group, mark] of [["_", "[.,]"], [",", "[.]"], ["[.]", ","]])
      if (RegExp(`^[1-9]\\\\d{0,2}(${group}\\\\d{3})+(${mark}\\\\d*)?$`).test(bare))
        found.push(bare.replace(RegExp(group, "g"), "").replace(",", "."));
    return found;
  };
  const part = (text) => {
    const [, sign, digits, power = ""] = /^([+-]?)\\s*(.*?)(e[+-]?\\d+)?$/i.exec(text.trim()) || [];
    return readings(digits || "").map((one) => Number(sign + one + power));
  };
  const numbers = (text) => {
    const [top, bottom = [1], ...more] = text.replace(/[\u2212\u2013]/g, "-").split("/").map(part);
    return more.length ? [] : top.flatMap((a) => bottom.map((b) => a / b)).filter(Number.isFinite);
  };
  const ready = (form) => {
    form.dataset.ready = "1";
    const kind = form.dataset.kind, key = "hardway-quiz-" + form.dataset.quiz;
    const fields = [...form.querySelectorAll("[name=answer]")];
    const reasons = [...form.querySelectorAll("[data-why]")];
    const verdict = form.querySelector("[data-verdict]");
    const say = (text, state) => { verdict.textContent = text; verdict.dataset.state = state; };
    const chosen = () => {
      if (kind !== "number") return fields.filter((f) => f.checked).map((f) => +f.value);
      const values = numbers(fields[0].value), tolerance = +fields[0].dataset.tolerance + 1e-9;
      const off = JSON.parse(fields[0].dataset.known).map(([known]) =>
        Math.min(...values.map((value) => Math.abs(value - known))) - tolerance * Math.abs(known));
      const best = off.indexOf(Math.min(...off));
      return off[best] <= 0 ? [best] : [];
    };
    const check = () => {
      const picks = chosen(), isRight = (p) => p.dataset.right === "1";
      reasons.forEach((p, i) => {
        p.hidden = !picks.includes(i);
        p.dataset.state = isRight(p) ? "right" : "wrong";
      });
      const good = picks.filter((i) => isRight(reasons[i])).length, bad = picks.length - good;
      const all = reasons.filter(isRight).length, done = good === all && !bad;
      const typed = kind === "number" ? fields[0].value.trim() : "";
      if (kind === "number" && !numbers(typed).length)
        say((typed && `\u201c${typed}\u201d is no number. `) + `Type one, such as ${SUCH}.`, "wrong");
      else if (kind !== "number" && !picks.length) say("Choose an answer first.", "wrong");
      else if (done) say("Right.", "right");
      else if (kind === "all") {
        const more = bad ? `, and ${bad} that ${bad > 1 ? "are" : "is"} not right.` : ".";
        say(`Not yet: ${good} of ${all} right ones chosen` + more, "wrong");
      } else say("Not yet.", "wrong");
      const kept = fields.map((f) => (kind === "number" ? f.value : f.checked));
      try {
        localStorage.setItem(key, JSON.stringify({ kept, done }));
      } catch (error) { /* private window */ }
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); check(); });
    const forget = () => { reasons.forEach((p) => { p.hidden = true; }); say("", ""); };
    form.addEventListener("input", forget); // what was said was said of another answer
    form.addEventListener("keydown", (event) => event.stopPropagation());
    try {
      const old = JSON.parse(localStorage.getItem(key));
      if (old) {
        fields.forEach((f, i) => {
          if (kind === "number") f.value = old.kept[i]; else f.checked = old.kept[i];
        });
        check();
      }
    } catch (error) { /* nothing kept */ }
  };
  const all = () => document.querySelectorAll("form.hw-quiz:not([data-ready])").forEach(ready);
  all();
  setTimeout(all, 300);
})();
"""
