/* Five data sets in the plane, each from a seed: {X, y, classes} */
"use strict";
(function (H) {
  const TURN = 2 * Math.PI;
  const sets = {
    moons: {classes: 2, noise: 0.15, place: (i, u) =>
      i % 2 ? [1 - Math.cos(u * Math.PI) - 0.5, 0.5 - Math.sin(u * Math.PI) - 0.25]
            : [Math.cos(u * Math.PI) - 0.5, Math.sin(u * Math.PI) - 0.25]},
    circles: {classes: 2, noise: 0.08, place: (i, u) => {
      const r = i % 2 ? 0.5 : 1.2;
      return [r * Math.cos(u * TURN), r * Math.sin(u * TURN)];
    }},
    blobs: {classes: 3, noise: 0.35, place: (i) => {
      const at = TURN * (i % 3) / 3 + 0.5;
      return [1.1 * Math.cos(at), 1.1 * Math.sin(at)];
    }},
    xor: {classes: 2, noise: 0.08, place: (i, u, v) => {
      const signs = [[1, 1], [-1, 1], [-1, -1], [1, -1]][i % 4];
      return [signs[0] * 1.2 * (0.08 + 0.92 * u), signs[1] * 1.2 * (0.08 + 0.92 * v)];
    }},
    spirals: {classes: 3, noise: 0.05, place: (i, u) => {
      const angle = TURN * (i % 3) / 3 + 4.2 * Math.sqrt(u), r = 0.1 + 1.3 * Math.sqrt(u);
      return [r * Math.cos(angle), r * Math.sin(angle)];
    }},
  };

  function data(name, n, noise, seed) {
    const rng = H.generator(seed), set = sets[name], X = H.matrix(n, 2), y = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      const at = set.place(i, rng.uniform(), rng.uniform());
      H.row(X, i).set(at.map((one) => one + noise * rng.normal()));
      y[i] = i % set.classes;
    }
    return {X, y, classes: set.classes};
  }

  /* The examples with these numbers. */
  function taken(X, y, numbers) {
    const part = H.matrix(numbers.length, X.cols);
    numbers.forEach((i, at) => H.row(part, at).set(H.row(X, i)));
    return {X: part, y: Uint8Array.from(numbers, (i) => y[i])};
  }

  Object.assign(H, {sets, data, taken});
})(window.Hardway);
