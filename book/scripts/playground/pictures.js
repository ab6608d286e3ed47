/* What the page draws on canvases: the boundary, the picture of each unit, the points, the curves. */
"use strict";
(function (H) {
  const COLORS = ["#0072B2", "#D55E00", "#009E73"].map((hex) =>
    [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  const REACH = 1.9;  // the square that is shown: from −REACH to REACH both ways
  const css = (color) => `rgb(${color.join(",")})`;
  const text = (element) => getComputedStyle(element).color;

  /* The places of a grid of so many by so many, row by row from the top left. */
  function grid(size) {
    const X = H.matrix(size * size, 2);
    for (let i = 0; i < size * size; i++) {
      X.data[2 * i] = REACH * ((2 * (i % size) + 1) / size - 1);
      X.data[2 * i + 1] = -REACH * ((2 * Math.floor(i / size) + 1) / size - 1);
    }
    return X;
  }

  /* Paint a canvas, one pixel for each place; shade(i) sets [r, g, b, opacity 0 to 255]. */
  function paint(canvas, size, shade) {
    if (canvas.width !== size) canvas.width = canvas.height = size;
    const context = canvas.getContext("2d"), image = context.createImageData(size, size);
    shade(image.data);
    context.putImageData(image, 0, 0);
  }

  /* Each place in the colours of its classes, mixed by their probabilities; a line where the class changes. */
  function boundary(canvas, size, scores, loss) {
    const p = probabilities(scores, loss), k = p.cols, classes = H.labels(scores);
    const line = text(canvas).match(/\d+/g).slice(0, 3).map(Number);
    paint(canvas, size, (pixels) => {
      for (let i = 0; i < size * size; i++) {
        const edge = (i % size < size - 1 && classes[i] !== classes[i + 1])
          || (i + size < size * size && classes[i] !== classes[i + size]);
        for (let c = 0; c < 3; c++) {
          let mixed = 0;
          for (let j = 0; j < k; j++) mixed += p.data[i * k + j] * COLORS[j][c];
          pixels[4 * i + c] = edge ? line[c] : mixed;
        }
        pixels[4 * i + 3] = edge ? 255 : 105;
      }
    });
  }

  function probabilities(scores, loss) {
    if (loss !== "binary cross entropy") return H.softmax(scores);
    const p = H.matrix(scores.rows, 2);
    scores.data.forEach((z, i) => {
      p.data[2 * i + 1] = H.activations.sigmoid.f(z);
      p.data[2 * i] = 1 - p.data[2 * i + 1];
    });
    return p;
  }

  /* What one unit says at each place: blue above 0, orange below, stronger where it is larger. */
  function unit(canvas, size, A, j) {
    let most = 1e-9;
    for (let i = j; i < A.data.length; i += A.cols) most = Math.max(most, Math.abs(A.data[i]));
    paint(canvas, size, (pixels) => {
      for (let i = 0; i < size * size; i++) {
        const value = A.data[i * A.cols + j], color = COLORS[value < 0 ? 1 : 0];
        for (let c = 0; c < 3; c++) pixels[4 * i + c] = color[c];
        pixels[4 * i + 3] = (230 * Math.abs(value)) / most;
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
  Object.assign(H, {grid, boundary, unit, points, curves, COLORS, REACH});
})(window.Hardway);
