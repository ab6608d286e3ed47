"""The book's playground: a network that trains in the page, with the numbers of nn.py."""

import functools
import http.server
import itertools
import shutil
import threading

import numpy as np
import pytest
from support.processes import wait_for
from support.programs import needs_browser

from autograder import lesson as lessons
from autograder import reference as nn

pytest.importorskip("selenium")
pytestmark = pytest.mark.slow

SCRIPTS = lessons.ROOT / "book" / "scripts"
TEN_STEPS = """
const [layers, X, y, activation, loss, optimizer] = arguments, H = Hardway;
const matrix = (A) => H.matrix(A.length, A[0].length, Float64Array.from(A.flat()));
let params = layers.map(([W, b]) => ({W: matrix(W), b: Float64Array.from(b)})), state = null;
const told = (layers) => layers.map(({W, b}) => [Array.from(W.data), Array.from(b)]);
const first = H.lossAndGrads(matrix(X), y, params, activation, loss);
for (let i = 0; i < 10; i++) {
  const {grads} = H.lossAndGrads(matrix(X), y, params, activation, loss);
  const decayed = H.weightDecay(params, grads, 0.01);
  ({params, state} = H.steps[optimizer](params, decayed, state, 0.1));
}
return [first.loss, told(first.grads), told(params)];"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where a server on this machine shows the page, without the book around it."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(SCRIPTS, folder / "_static")
    page = (SCRIPTS / "playground" / "page.html").read_text(encoding="utf-8")
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Playground</title>'
    (folder / "page.html").write_text(f"{head}<body>{page}</body></html>", encoding="utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    handler.func.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/page.html"
        server.shutdown()


@pytest.fixture
def page(browser, address):
    """The page with the settings of an address; what a reader does in it."""

    class Page:
        def open(self, settings=""):
            browser.get("about:blank")
            browser.get(f"{address}#{settings}")
            return self

        def press(self, name):
            browser.execute_script(f"document.querySelector('[data-do={name}]').click()")

        def text(self, selector):
            return browser.find_element("css selector", selector).text

        def run(self, script, *values):
            return browser.execute_script(script, *values)

    return Page().open()


def ours(loss, z, y):
    """(loss, its gradient by the scores) of nn.py."""
    if loss == "cross entropy":
        return nn.cross_entropy(z, y), nn.cross_entropy_grad(z, y)
    if loss == "binary cross entropy":
        return nn.binary_cross_entropy(z[:, 0], y), nn.binary_cross_entropy_grad(z[:, 0], y)[:, None]
    target = nn.one_hot(y, z.shape[1])
    return nn.mse(z, target), nn.mse_grad(z, target)


def gradients(params, X, y, activation, loss):
    scores, cache = nn.forward(X, params, activation)
    value, dscores = ours(loss, scores, y)
    return value, nn.backward(dscores, cache, params, activation)


LOSSES = ("cross entropy", "binary cross entropy", "mean squared error")
OPTIMIZERS = ("sgd", "momentum", "rmsprop", "adam")


@needs_browser
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
def test_gradients_and_ten_steps_are_those_of_nn_py(page, activation):
    for loss, optimizer in itertools.product(LOSSES, OPTIMIZERS):
        rng = np.random.default_rng(5)
        classes = 2 if loss == "binary cross entropy" else 3
        X, y = rng.normal(size=(17, 2)), rng.integers(0, classes, 17)
        params = nn.init_params([2, 5, 4, 1 if classes == 2 else 3], rng)
        layers = [[W.tolist(), b.tolist()] for W, b in params]
        value, grads, after = page.run(TEN_STEPS, layers, X.tolist(), y.tolist(), activation, loss, optimizer)
        expected, due = gradients(params, X, y, activation, loss)
        state = None
        for _ in range(10):
            decayed = nn.weight_decay(params, gradients(params, X, y, activation, loss)[1], 0.01)
            params, state = nn.one_step(optimizer, params, decayed, state, 0.1)
        assert value == pytest.approx(expected, rel=1e-9), (loss, optimizer)
        for got, right in ((grads, due), (after, params)):
            for arrays, pair in zip(got, right):
                for array, one in zip(arrays, pair):
                    np.testing.assert_allclose(
                        array, one.ravel(), rtol=1e-9, atol=1e-9, err_msg=f"{loss} {optimizer}"
                    )


@needs_browser
def test_it_learns_while_it_plays_and_pauses_where_it_is(page):
    page.open("data=moons&noise=0.08&hidden=8&optimizer=adam&lr=0.03")
    page.press("play")
    wait_for(lambda: page.run("return Hardway.run.epoch") > 60)
    page.press("play")
    epoch = page.run("return Hardway.run.epoch")
    assert page.text("[data-do=play]") == "Play" and f"epoch {epoch}" in page.text(".hw-said")
    assert page.run("return Hardway.run.history.at(-1).valAcc") > 0.95
    page.press("epoch")
    assert page.run("return Hardway.run.epoch") == epoch + 1
    page.press("reset")
    assert page.run("return Hardway.run.epoch") == 0


@needs_browser
def test_the_address_brings_a_setting_back_and_nonsense_does_no_harm(page):
    page.open("data=spirals&hidden=3-5-2&activation=relu&lr=0.02&noise=0.11&seed=7")
    told = page.run("return Hardway.run.settings")
    assert (told["data"], told["hidden"], told["activation"]) == ("spirals", [3, 5, 2], "relu")
    assert (told["lr"], told["noise"], told["seed"]) == (0.02, 0.11, 7)
    before = page.run("return [...Hardway.run.params[0].W.data]")
    page.run(
        "document.querySelector('[name=activation]').value = 'tanh';"
        "document.querySelector('form').dispatchEvent(new Event('change', {bubbles: true}))"
    )
    assert "activation=tanh" in page.run("return location.hash")
    page.open(page.run("return location.hash.slice(1)"))
    assert page.run("return [...Hardway.run.params[0].W.data]") == before
    page.open("data=<b>&hidden=99-0&lr=nan&batch=-3&seed=1e99&examples=1")
    assert page.run("return Hardway.run.settings") == page.open("").run("return Hardway.run.settings")


@needs_browser
def test_three_classes_refuse_the_loss_of_two_and_a_lost_training_says_so(page):
    page.open("data=blobs&loss=binary+cross+entropy")
    assert "three classes" in page.text(".hw-said")
    page.open("data=moons&hidden=8-8&activation=relu&lr=100&loss=mean+squared+error")
    page.press("play")
    wait_for(lambda: "no longer a number" in page.text(".hw-said"))
    assert page.text("[data-do=play]") == "Play"


@needs_browser
def test_one_example_is_followed_forward_and_back(page):
    page.open("data=moons&hidden=3&activation=tanh")
    page.run("document.querySelector('[name=example]').value = 4")
    page.press("walk")
    titles = page.run("return Hardway.walked.map(({title}) => title)")
    assert titles == [
        f"Example 4, class {page.run('return Hardway.run.train.y[4]')}",
        "Forward: z of layer 1",
        "Forward: a of layer 1",
        "Forward: z of scores",
        "The loss",
        "Backward: dz of the scores",
        "Backward: dW and db of scores",
        "Backward: da of layer 1",
        "Backward: dz of layer 1",
        "Backward: dW and db of layer 1",
    ]
    for number, title in enumerate(titles, 1):
        assert page.text(".hw-step h3") == f"{number} of {len(titles)} · {title}"
        page.press("on")
    due = page.run("""
const r = Hardway.run, {X, y} = Hardway.taken(r.train.X, r.train.y, [4]);
const {grads} = Hardway.lossAndGrads(X, y, r.params, "tanh", "cross entropy");
return [...grads[0].W.data].map(Hardway.short);""")
    cells = "[...document.querySelectorAll('.hw-step td')].slice(1)"
    shown = page.run(f"return {cells}.map((cell) => cell.textContent)")
    assert shown == due
    page.press("leave")
    assert page.text(".hw-step") == ""


@needs_browser
@pytest.mark.parametrize("hidden", ["3", "8-8", "16-16"])
def test_the_numbers_at_the_units_of_a_walk_are_covered_by_nothing(page, hidden):
    page.open(f"data=moons&hidden={hidden}")
    page.press("walk")
    for _ in range(4):
        page.press("on")
    shown, covered = page.run("""
document.querySelector(".hw-net").scrollIntoView();
const told = [...document.querySelectorAll(".hw-net button span")].filter((one) => one.textContent);
const covers = (one) => {
  const {left, top, width, height} = one.getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2) !== one;
};
return [told.length, told.filter(covers).map((one) => one.textContent)];""")
    assert shown >= 5 and covered == []


@needs_browser
def test_a_line_shows_the_sign_of_its_weight_and_a_step_lights_up_the_lines_that_it_uses(page):
    page.open("data=moons&hidden=1")
    page.run("Hardway.run.params[0].W.data.set([1, -1]); document.querySelector('[data-do=walk]').click()")
    seen = """
const canvas = document.querySelector(".hw-net > canvas"), {width, height} = canvas;
const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
const strongest = (left, right, top, bottom) => {
  let best = [0, 0, 0, 0];
  for (let y = Math.floor(top); y < bottom; y++)
    for (let x = Math.floor(left * width); x < right * width; x++) {
      const here = pixels.slice(4 * (y * width + x), 4 * (y * width + x) + 4);
      if (here[3] > best[3]) best = [...here];
    }
  return best;
};
const half = height / 2;
return [strongest(.15, .4, 0, half), strongest(.15, .4, half, height), strongest(.6, .85, 0, height)];"""
    page.press("on")  # z of layer 1
    above, below, after = page.run(seen)
    assert above[2] > above[0] and below[0] > below[2], "blue above 0, orange below"
    assert above[3] > 200 and below[3] > 200 and 0 < after[3] < 60
    page.press("leave")
    assert all(100 < one[3] < 220 for one in page.run(seen))


@needs_browser
def test_every_part_has_a_name_and_can_be_reached_by_keyboard(page):
    page.open("data=spirals&hidden=2-2")
    unnamed = page.run("""
return [...document.querySelectorAll("#hw-play :is(select, input, button)")].filter((one) =>
  one.tabIndex < 0 || !(one.closest("label") || one.ariaLabel || one.textContent.trim())).length""")
    assert unnamed == 0
    name = page.run("return document.querySelector('[data-boundary]').getAttribute('aria-label')")
    assert name.startswith("The plane")
    assert page.run("return document.querySelectorAll('.hw-numbers table caption').length") == 3


def test_the_scripts_are_small_and_name_no_other_host():
    texts = [path.read_text(encoding="utf-8") for path in sorted((SCRIPTS / "playground").iterdir())]
    assert sum(len(text.encode()) for text in texts) < 60_000
    assert "://" not in "".join(texts)
