/* What the page draws on canvases: the boundary, the picture of each unit, the points, the curves. */
"use strict";
(function (H) {
  const COLORS = ["#0072B2", "#D55E00", "#009E73"].map((hex) =>
    [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  const REACH = 1.9;  // the square that is shown: from −REACH to REACH both ways
  const css = (color) => `rgb(${color.join(",")})`;
  const text = (element) => getComputedStyle(element).color;

  /* What is asked 60 times a second of 10 000 places is read from tables: no eye sees the difference. */
  const REST = 8, FINE = 256;  // beyond ±REST they are flat
  const table = (f) => Float32Array.from({length: 2 * REST * FINE + 1}, (_, i) => f(i / FINE - REST));
  const tables = {tanh: table(Math.tanh), sigmoid: table(H.activations.sigmoid.f)};
  const bend = (plane, activation) => {
    const known = tables[activation], last = 2 * REST * FINE;
    for (let i = 0; i < plane.length; i++) {
      const z = plane[i];
      if (!known) plane[i] = z > 0 ? z : 0;
      else plane[i] = known[z !== z ? 0 : Math.min(Math.max(((z + REST) * FINE + 0.5) | 0, 0), last)];
    }
  };

  /* A plane is what one number is at each place of a grid, row by row from the top left; it is used again. */
  let planes = [];
  function plane(size, l, j) {
    const layer = (planes[l] = planes[l] || []);
    if (!layer[j] || layer[j].length !== size * size) layer[j] = new Float32Array(size * size);
    return layer[j];
  }

  /* The places themselves, x and y of each: they are the same until the grid is another. */
  function places(size) {
    if (planes[0] && planes[0][0].length === size * size) return planes[0];
    const [x, y] = [plane(size, 0, 0), plane(size, 0, 1)];
    for (let i = 0; i < x.length; i++) {
      x[i] = REACH * ((2 * (i % size) + 1) / size - 1);
      y[i] = -REACH * ((2 * Math.floor(i / size) + 1) / size - 1);
    }
    return planes[0];
  }

  /* What inputs, units and scores say at each place: a list of planes for each layer. */
  function said(size, {params, settings: {activation}}) {
    const layers = [places(size)];
    params.forEach(({W, b}, l) => layers.push(Array.from(b, (bias, j) => {
      const out = plane(size, l + 1, j).fill(bias);
      for (let k = 0; k < W.rows; k += 4) add(out, layers[l], W, k, j);
      if (l < params.length - 1) bend(out, activation);
      return out;
    })));
    return layers;
  }

  /* Four inputs at a time: each sum is then fetched and put back a quarter as often, which is most of the work. */
  function add(out, into, {rows, cols, data}, k, j) {
    const plane = (at) => into[Math.min(at, rows - 1)], weight = (at) => (at < rows ? data[at * cols + j] : 0);
    const [p, q, r, s] = [plane(k), plane(k + 1), plane(k + 2), plane(k + 3)];
    const [w, x, y, z] = [weight(k), weight(k + 1), weight(k + 2), weight(k + 3)];
    for (let i = 0; i < out.length; i++) out[i] += w * p[i] + x * q[i] + y * r[i] + z * s[i];
  }

  /* Paint a canvas, one pixel for each place; shade(pixels) sets each as one number, as `packed` makes it. */
  const images = new WeakMap();
  function paint(canvas, size, shade) {
    let kept = images.get(canvas);
    if (!kept || kept.image.width !== size) {
      canvas.width = canvas.height = size;
      const context = canvas.getContext("2d"), image = context.createImageData(size, size);
      images.set(canvas, kept = {context, image, pixels: new Uint32Array(image.data.buffer)});
    }
    shade(kept.pixels);
    kept.context.putImageData(kept.image, 0, 0);
  }
  const packed = (r, g, b, opacity) => ((opacity << 24) | (b << 16) | (g << 8) | r) >>> 0;

  /* Each place in the colours of its classes, mixed by their probabilities; a line where the class changes. */
  function boundary(canvas, size, scores, loss) {
    const count = size * size, best = new Uint8Array(count), line = packed(...text(canvas).match(/\d+/g).slice(0, 3).map(Number), 255);
    const binary = loss === "binary cross entropy", k = scores.length, e = new Float64Array(Math.max(k, 2));
    paint(canvas, size, (pixels) => {
      for (let i = 0; i < count; i++) {
        let total = 1;
        if (binary) {
          e[1] = H.activations.sigmoid.f(scores[0][i]);
          e[0] = 1 - e[1];
          best[i] = Number(scores[0][i] > 0);
        } else {
          let top = 0;
          for (let j = 1; j < k; j++) if (scores[j][i] > scores[top][i]) top = j;
          best[i] = top;
          total = 0;
          for (let j = 0; j < k; j++) total += e[j] = Math.exp(scores[j][i] - scores[top][i]);
        }
        let r = 0, g = 0, b = 0;
        for (let j = 0; j < e.length; j++) {
          const p = e[j] / total;
          r += p * COLORS[j][0];
          g += p * COLORS[j][1];
          b += p * COLORS[j][2];
        }
        pixels[i] = packed(r, g, b, 105);
      }
      for (let i = 0; i < count; i++)
        if ((i % size < size - 1 && best[i] !== best[i + 1]) || (i + size < count && best[i] !== best[i + size])) pixels[i] = line;
    });
  }

  /* What one unit says at every second place: blue above 0, orange below, stronger where it is larger. */
  function unit(canvas, size, plane) {
    const half = size / 2;
    let most = 1e-9;
    for (let i = 0; i < plane.length; i++) most = Math.max(most, Math.abs(plane[i]));
    paint(canvas, half, (pixels) => {
      for (let i = 0; i < half * half; i++) {
        const value = plane[2 * size * Math.floor(i / half) + 2 * (i % half)], [r, g, b] = COLORS[value < 0 ? 1 : 0];
        pixels[i] = packed(r, g, b, (230 * Math.abs(value)) / most);
      }
    });
  }

  const SHAPES = [
    (c, x, y, r) => c.arc(x, y, r, 0, 2 * Math.PI),
    (c, x, y, r) => c.rect(x - r, y - r, 2 * r, 2 * r),
    (c, x, y, r) => { c.moveTo(x, y - 1.3 * r); c.lineTo(x + 1.2 * r, y + r); c.lineTo(x - 1.2 * r, y + r); c.closePath(); },
  ];

  /* The examples: filled for training, hollow for validation, a ring around the chosen one. */
  function points(canvas, run, chosen) {
    const side = sharp(canvas), context = canvas.getContext("2d"), at = (v) => (side / 2) * (1 + v / REACH);
    context.clearRect(0, 0, side, side);
    context.strokeStyle = text(canvas);
    const draw = ({X, y}, filled) => y.forEach((label, i) => {
      const [a, b] = H.row(X, i);
      context.beginPath();
      SHAPES[label](context, at(a), at(-b), side / 110);
      context.fillStyle = css(COLORS[label]);
      context.lineWidth = side / 400;
      if (filled) context.fill();
      context.stroke();
    });
    draw(run.val, false);
    draw(run.train, true);
    if (chosen === null) return;
    const [a, b] = H.row(run.train.X, chosen);
    context.beginPath();
    context.arc(at(a), at(-b), side / 40, 0, 2 * Math.PI);
    context.lineWidth = side / 120;
    context.stroke();
  }

  /* Give a canvas as many pixels as the screen has for it; its width in them. */
  function sharp(canvas) {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * ratio), height = Math.round(canvas.clientHeight * ratio);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, {width, height});
    return width;
  }

  /* Loss after each epoch, on both parts, on a logarithmic scale. */
  function curves(canvas, history) {
    const width = sharp(canvas), height = canvas.height, context = canvas.getContext("2d");
    const losses = history.flatMap((one) => [one.trainLoss, one.valLoss]).filter(Number.isFinite);
    const high = Math.log10(Math.max(...losses, 1e-6)), low = Math.min(Math.log10(Math.max(Math.min(...losses), 1e-8)), high - 0.3);
    const size = width / 28, x = (i) => size * 3 + ((width - size * 4) * i) / Math.max(history.length - 1, 1);
    const y = (loss) => size + ((height - size * 3) * (high - Math.log10(Math.max(loss, 1e-8)))) / (high - low);
    context.clearRect(0, 0, width, height);
    context.fillStyle = context.strokeStyle = text(canvas);
    context.font = `${size}px sans-serif`;
    context.fillText(H.short(10 ** high), 0, size * 1.3);
    context.fillText(H.short(10 ** low), 0, height - size * 1.7);
    context.fillText(`epoch ${history.length - 1}`, width - size * 6, height - size * 0.3);
    const stride = Math.max(1, Math.floor(history.length / width));
    const line = (name, color, dashes) => {
      context.beginPath();
      context.setLineDash(dashes);
      context.strokeStyle = css(color);
      context.lineWidth = size / 6;
      for (let i = 0; i < history.length; i += stride)
        if (Number.isFinite(history[i][name])) context.lineTo(x(i), y(history[i][name]));
      context.stroke();
    };
    line("valLoss", COLORS[1], [size / 2, size / 3]);
    line("trainLoss", COLORS[0], []);
  }

  /* A number as people read it: three figures, a true minus. */
  H.short = (value) => {
    if (!Number.isFinite(value)) return String(value);
    const plain = Number(value.toPrecision(3)), size = Math.abs(plain);
    return (size && (size < 0.001 || size >= 1e5) ? plain.toExponential(1) : String(plain)).replaceAll("-", "−");
  };
  Object.assign(H, {said, boundary, unit, points, curves, sharp, COLORS, REACH});
})(window.Hardway);
