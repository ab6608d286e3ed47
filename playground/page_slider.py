"""A slider in a page that nobody runs: all pictures are there, and a few lines of script show one."""

import hashlib
import html
import itertools
import json
from collections.abc import Mapping, Sequence
from string import Template
from typing import Any

from playground.figures import address, image
from playground.style import spelled

Frame = tuple[bytes, str, bytes | None]  # WebP, what it shows, WebP for a narrow page
PLAY = '<button type="button">Play</button>'


def page(
    frames: Sequence[Frame],
    choices: Mapping[str, Sequence[Any]],
    first: Mapping[str, Any],
    play: bool = False,
) -> str:
    """HTML of pictures, of which controls choose one.

    Parameters
    ----------
    frames : sequence of (WebP, alt, WebP for a narrow page or None)
        One for each combination of the choices, the last choice changing fastest.
    choices : dict
        Name → its values: a slider of numbers, or a menu of words.
    first : dict
        Name → the value that is shown at first.
    play : bool
        Whether a button shows the pictures one after the other.
    """
    words = [[spelled(value) for value in values] for values in choices.values()]
    pictures = [
        [address(wide, "webp"), alt, *([address(second, "webp")] if second else [])]
        for wide, alt, second in frames
    ]
    told = {"frames": pictures, "sizes": [len(values) for values in words], "words": words}
    data = json.dumps(told).replace("</", "<\\/")
    mark = hashlib.sha256(data.encode()).hexdigest()[:12]
    at = [list(values).index(first[name]) for name, values in choices.items()]
    controls = "".join(_input(name, values, one) for (name, values), one in zip(choices.items(), at))
    wide, alt, second = frames[list(itertools.product(*choices.values())).index(tuple(first.values()))]
    still = image(wide, alt, "webp", second)
    return _PAGE.substitute(mark=mark, controls=PLAY * play + controls, still=still, data=data)


def _input(name, values, at):
    label = html.escape(name.replace("_", " "))
    if isinstance(values[0], str):
        options = "".join(
            f'<option value="{i}"{" selected" * (i == at)}>{html.escape(value)}</option>'
            for i, value in enumerate(values)
        )
        return f"<label>{label} <select>{options}</select></label>"
    field = f'<input type="range" min="0" max="{len(values) - 1}" value="{at}">'
    return f"<span data-range><label>{label} {field}</label> <output>{spelled(values[at])}</output></span>"


# Without scripts the still picture stands for itself: the controls are hidden until the script has run.
_PAGE = Template("""\
<div data-slide="$mark">
<div hidden style="display:none;flex-wrap:wrap;gap:.4em 1.6em;margin:.4em 0">$controls</div>
$still<script>
(function () {
  var told = $data;
  document.querySelectorAll('div[data-slide="$mark"]:not([data-ready])').forEach(function (page) {
    page.dataset.ready = "yes";
    var bar = page.querySelector("div"), picture = page.querySelector("img");
    var narrow = page.querySelector("source");
    var fields = Array.from(bar.querySelectorAll("input, select"));
    function draw() {
      var place = 0;
      fields.forEach(function (field, i) {
        place = place * told.sizes[i] + Number(field.value);
        var text = told.words[i][field.value], range = field.closest("[data-range]");
        var output = range && range.querySelector("output");
        if (output) { output.textContent = text; field.setAttribute("aria-valuetext", text); }
      });
      if (narrow) { narrow.srcset = told.frames[place][2]; }
      picture.src = told.frames[place][0];
      picture.alt = told.frames[place][1];
    }
    fields.forEach(function (field) { field.oninput = field.onchange = function () { stop(); draw(); }; });
    var button = bar.querySelector("button"), timer = null;
    function stop() {
      clearInterval(timer);
      timer = null;
      if (button) { button.textContent = "Play"; }
    }
    if (button) button.onclick = function () {
      if (timer) { stop(); return; }
      var field = fields[0], last = told.frames.length - 1;
      if (Number(field.value) === last) { field.value = 0; draw(); }
      told.frames.forEach(function (frame) { new Image().src = frame[narrow ? 2 : 0]; });
      button.textContent = "Pause";
      timer = setInterval(function () {
        field.value = Number(field.value) + 1;
        draw();
        if (Number(field.value) === last) { stop(); }
      }, 200);
    };
    bar.hidden = false;
    bar.style.display = "flex";
    draw();
  });
})();
</script></div>""")
