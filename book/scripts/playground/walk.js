/* One example through the network and back: a list of steps, each with its formula and its numbers. */
"use strict";
(function (H) {
  const s = (value) => H.short(value);
  const signed = (value) => (value < 0 ? `(${s(value)})` : s(value));
  const list = (values) => Array.from(values, s);
  const NAMES = {relu: "relu", sigmoid: "σ", tanh: "tanh"};
  const LOSSES = {
    "cross entropy": ["L = −log softmax(z)<sub>y</sub>", "dz = softmax(z) − one_hot(y)"],
    "binary cross entropy": ["L = −log σ(z) where y = 1, −log(1 − σ(z)) where y = 0", "dz = σ(z) − y"],
    "mean squared error": ["L = Σ<sub>j</sub> (z<sub>j</sub> − t<sub>j</sub>)² / k, t = one_hot(y)", "dz<sub>j</sub> = 2 (z<sub>j</sub> − t<sub>j</sub>) / k"],
  };

  /* [{title, formula, rows, lit, table}]: rows are lines with numbers; lit is what Drawn.light takes; a table of dW. */
  function walk(run, number) {
    const {activation, loss} = run.settings, {X, y} = H.taken(run.train.X, run.train.y, [number]);
    const {scores, cache} = H.forward(X, run.params, activation);
    const {grads, trail} = H.backward(H.losses[loss].grad(scores, y), cache, run.params, activation);
    const last = run.params.length, f = NAMES[activation], shown = {0: list(X.data)}, steps = [];
    const name = (l) => (l === last ? "scores" : `layer ${l}`);
    const add = (title, formula, rows, lit, table = null) =>
      steps.push({title, formula, rows, table, lit: {...lit, numbers: {...shown}}});

    add(`Example ${number}, class ${y[0]}`, "x", [`x = (${shown[0].join(", ")})`], {units: 0});
    cache.forEach(({X: a, z}, at) => {
      const {W, b} = run.params[at], l = at + 1;
      const rows = Array.from(z.data, (value, j) => `z${j + 1} = ${products(a.data, W, j)} + ${signed(b[j])} = ${s(value)}`);
      shown[l] = list(z.data);
      add(`Forward: z of ${name(l)}`, "z<sub>j</sub> = Σ<sub>k</sub> a<sub>k</sub> W<sub>kj</sub> + b<sub>j</sub>", rows, {units: l, lines: at});
      if (l === last) return;
      const after = cache[l].X.data;
      shown[l] = list(after);
      add(`Forward: a of ${name(l)}`, `a = ${f}(z)`, Array.from(after, (value, j) => `a${j + 1} = ${f}(${s(z.data[j])}) = ${s(value)}`), {units: l});
    });
    const value = H.losses[loss].value(scores, y);
    add("The loss", LOSSES[loss][0], [`L = ${s(value)}`, ...chances(scores, loss, y[0])], {units: last});

    for (const l of Object.keys(shown)) shown[l] = shown[l].map(() => "");
    for (let at = last - 1; at >= 0; at--) {
      const l = at + 1, dz = trail[at].dz.data, {W} = run.params[at], a = cache[at].X.data;
      shown[l] = list(dz);
      if (l === last) add("Backward: dz of the scores", LOSSES[loss][1], named("dz", dz), {units: l});
      add(`Backward: dW and db of ${name(l)}`, "dW<sub>kj</sub> = a<sub>k</sub> dz<sub>j</sub>, db<sub>j</sub> = dz<sub>j</sub>",
        named("db", grads[at].b), {units: l, lines: at}, {corner: "a \\ dz", columns: list(dz), rows: list(a), cells: cells(grads[at].W)});
      if (at === 0) break;
      const da = trail[at].da.data, below = trail[at - 1].dz.data, z = cache[at - 1].z.data;
      const back = (k) => Array.from(dz, (d, j) => `${signed(d)} · ${signed(W.data[k * W.cols + j])}`).join(" + ");
      shown[at] = list(da);
      add(`Backward: da of ${name(at)}`, "da<sub>k</sub> = Σ<sub>j</sub> dz<sub>j</sub> W<sub>kj</sub>",
        Array.from(da, (d, k) => `da${k + 1} = ${back(k)} = ${s(d)}`), {units: at, lines: at});
      shown[at] = list(below);
      add(`Backward: dz of ${name(at)}`, `dz = da · ${f}′(z)`,
        Array.from(below, (d, k) => `dz${k + 1} = ${signed(da[k])} · ${s(H.activations[activation].grad(z[k]))} = ${s(d)}`), {units: at});
    }
    return steps;
  }

  const products = (a, W, j) => Array.from(a, (one, k) => `${signed(one)} · ${signed(W.data[k * W.cols + j])}`).join(" + ");
  const cells = (W) => Array.from({length: W.rows}, (_, k) => list(H.row(W, k)));
  const named = (letter, values) => Array.from(values, (value, j) => `${letter}${j + 1} = ${s(value)}`);
  function chances(scores, loss, label) {
    if (loss === "cross entropy") return [`softmax(z) = (${list(H.softmax(scores).data).join(", ")}), y = ${label}`];
    return loss === "mean squared error" ? [] : [`σ(z) = ${s(H.activations.sigmoid.f(scores.data[0]))}, y = ${label}`];
  }

  H.walk = walk;
})(window.Hardway);
