/* The network of nn.py once more, in JavaScript: the same formulas under the same names.
   A matrix is {rows, cols, data}, data row by row; a layer is {W, b}; params is a list of layers. */
"use strict";
var Hardway = window.Hardway || {};
(function (H) {
  const sum = (values) => values.reduce((a, b) => a + b, 0);
  const matrix = (rows, cols, data) => ({rows, cols, data: data || new Float64Array(rows * cols)});
  function mapped(A, f) {
    const B = matrix(A.rows, A.cols), a = A.data, b = B.data;
    for (let i = 0; i < a.length; i++) b[i] = f(a[i], i);
    return B;
  }
  const row = (A, i) => A.data.subarray(i * A.cols, (i + 1) * A.cols);

  /* ---- forward */

  const sigmoid = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));
  const activations = {
    relu: {f: (z) => (z > 0 ? z : 0), grad: (z) => (z > 0 ? 1 : 0)},
    sigmoid: {f: sigmoid, grad: (z) => sigmoid(z) * sigmoid(-z)},
    tanh: {f: Math.tanh, grad: (z) => 1 - Math.tanh(z) ** 2},
  };

  /* Z = X W + b */
  function dense(X, {W, b}) {
    const Z = matrix(X.rows, W.cols), d = W.rows, k = W.cols, x = X.data, w = W.data, z = Z.data;
    for (let i = 0; i < X.rows; i++)
      for (let j = 0; j < k; j++) {
        let total = b[j];
        for (let l = 0; l < d; l++) total += x[i * d + l] * w[l * k + j];
        z[i * k + j] = total;
      }
    return Z;
  }

  /* {scores, cache}: the activation follows every layer but the last; cache has {X, z} of each layer */
  function forward(X, params, activation) {
    const cache = [];
    params.forEach((layer, at) => {
      const z = dense(X, layer);
      cache.push({X, z});
      X = at < params.length - 1 ? mapped(z, activations[activation].f) : z;
    });
    return {scores: X, cache};
  }

  /* ---- losses, each with its gradient by the scores; y holds classes */

  function softmax(z) {
    const p = matrix(z.rows, z.cols);
    for (let at = 0; at < p.data.length; at += z.cols) {
      let top = -Infinity, total = 0;
      for (let j = at; j < at + z.cols; j++) top = Math.max(top, z.data[j]);
      for (let j = at; j < at + z.cols; j++) total += p.data[j] = Math.exp(z.data[j] - top);
      for (let j = at; j < at + z.cols; j++) p.data[j] /= total;
    }
    return p;
  }
  const oneHot = (y, k) => {
    const Y = matrix(y.length, k);
    y.forEach((label, i) => { Y.data[i * k + label] = 1; });
    return Y;
  };
  const losses = {
    "cross entropy": {
      outputs: (k) => k,
      value(z, y) {
        const each = Array.from(y, (label, i) => {
          const s = row(z, i), top = Math.max(...s);
          return top + Math.log(sum(s.map((one) => Math.exp(one - top)))) - s[label];
        });
        return sum(each) / y.length;
      },
      grad(z, y) {
        const Y = oneHot(y, z.cols);
        return mapped(softmax(z), (p, i) => (p - Y.data[i]) / z.rows);
      },
    },
    "binary cross entropy": {
      outputs: () => 1,
      value: (z, y) =>
        sum(z.data.map((s, i) => Math.max(s, 0) - s * y[i] + Math.log1p(Math.exp(-Math.abs(s))))) / z.rows,
      grad: (z, y) => mapped(z, (s, i) => (sigmoid(s) - y[i]) / z.rows),
    },
    "mean squared error": {
      outputs: (k) => k,
      value(z, y) {
        const Y = oneHot(y, z.cols);
        return sum(z.data.map((s, i) => (s - Y.data[i]) ** 2)) / z.data.length;
      },
      grad(z, y) {
        const Y = oneHot(y, z.cols);
        return mapped(z, (s, i) => (2 * (s - Y.data[i])) / z.data.length);
      },
    },
  };

  /* The class of each row: the largest score, or for a single score whether it is positive. */
  function labels(z) {
    const found = new Uint8Array(z.rows), k = z.cols, s = z.data;
    for (let i = 0; i < z.rows; i++) {
      if (k === 1) found[i] = Number(s[i] > 0);
      else for (let j = 1; j < k; j++) if (s[i * k + j] > s[i * k + found[i]]) found[i] = j;
    }
    return found;
  }
  const accuracy = (z, y) => labels(z).reduce((right, label, i) => right + Number(label === y[i]), 0) / y.length;

  /* ---- backward */

  /* dX = dz Wᵀ, dW = Xᵀ dz, db = Σᵢ dzᵢ */
  function denseBackward(dz, X, W) {
    const dX = matrix(X.rows, X.cols), dW = matrix(W.rows, W.cols), db = new Float64Array(W.cols);
    for (let i = 0; i < X.rows; i++) {
      const d = row(dz, i);
      for (let j = 0; j < W.cols; j++) db[j] += d[j];
      for (let k = 0; k < W.rows; k++) {
        const at = k * W.cols, x = X.data[i * X.cols + k];
        let back = 0;
        for (let j = 0; j < W.cols; j++) {
          dW.data[at + j] += x * d[j];
          back += d[j] * W.data[at + j];
        }
        dX.data[i * X.cols + k] = back;
      }
    }
    return {dX, dW, db};
  }

  /* One {W, b} of gradients for each layer, and what came down to each: {dz, da} */
  function backward(dscores, cache, params, activation) {
    const grads = [], trail = [];
    let dz = dscores;
    for (let at = params.length - 1; at >= 0; at--) {
      const {dX, dW, db} = denseBackward(dz, cache[at].X, params[at].W);
      grads.unshift({W: dW, b: db});
      trail.unshift({dz, da: dX});
      if (at > 0) {
        const z = cache[at - 1].z;
        dz = mapped(dX, (d, i) => d * activations[activation].grad(z.data[i]));
      }
    }
    return {grads, trail};
  }

  function lossAndGrads(X, y, params, activation, loss) {
    const {scores, cache} = forward(X, params, activation);
    const {grads} = backward(losses[loss].grad(scores, y), cache, params, activation);
    return {loss: losses[loss].value(scores, y), grads};
  }

  /* ---- steps: (params, grads, state, lr) → {params, state}; the numbers of a layer one by one */

  const each = (layers, f) =>
    layers.map(({W, b}, l) => ({
      W: matrix(W.rows, W.cols, W.data.map((w, i) => f(w, (other) => other[l].W.data[i]))),
      b: b.map((one, i) => f(one, (other) => other[l].b[i])),
    }));
  const zeros = (layers) => each(layers, () => 0);
  const steps = {
    sgd: (params, grads, state, lr) => ({params: each(params, (p, of) => p - lr * of(grads)), state}),
    momentum(params, grads, state, lr) {
      const v = each(state ? state.v : zeros(params), (old, of) => 0.9 * old + of(grads));
      return {params: each(params, (p, of) => p - lr * of(v)), state: {v}};
    },
    rmsprop(params, grads, state, lr) {
      const s = each(state ? state.s : zeros(params), (old, of) => 0.9 * old + 0.1 * of(grads) ** 2);
      const move = (p, of) => p - (lr * of(grads)) / (Math.sqrt(of(s)) + 1e-8);
      return {params: each(params, move), state: {s}};
    },
    adam(params, grads, state, lr) {
      const old = state || {m: zeros(params), s: zeros(params), t: 0}, t = old.t + 1;
      const m = each(old.m, (was, of) => 0.9 * was + 0.1 * of(grads));
      const s = each(old.s, (was, of) => 0.999 * was + 0.001 * of(grads) ** 2);
      const first = 1 - 0.9 ** t, second = 1 - 0.999 ** t;
      const move = (p, of) => p - (lr * (of(m) / first)) / (Math.sqrt(of(s) / second) + 1e-8);
      return {params: each(params, move), state: {m, s, t}};
    },
  };
  const weightDecay = (params, grads, strength) =>
    grads.map(({W, b}, l) => ({W: mapped(W, (g, i) => g + strength * params[l].W.data[i]), b}));

  /* ---- chance, from a seed */

  function generator(seed) {
    let state = seed >>> 0;
    const uniform = () => {  // mulberry32
      state = (state + 0x6d2b79f5) >>> 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const permutation = (n) => {
      const order = Array.from({length: n}, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = Math.floor(uniform() * (i + 1));
        [order[i], order[j]] = [order[j], order[i]];
      }
      return order;
    };
    return {uniform, normal, permutation};
  }

  /* W normal with standard deviation sqrt(2 / fan_in), b zeros */
  const initParams = (sizes, rng) =>
    sizes.slice(1).map((cols, l) => {
      const W = matrix(sizes[l], cols);
      W.data.forEach((_, i) => { W.data[i] = rng.normal() * Math.sqrt(2 / sizes[l]); });
      return {W, b: new Float64Array(cols)};
    });

  Object.assign(H, {
    activations, losses, steps, matrix, row, dense, forward, backward, lossAndGrads, softmax, labels, accuracy,
    weightDecay, generator, initParams,
  });
})(Hardway);
window.Hardway = Hardway;
