/* The network as it is drawn: a button for each unit, with its own picture, and a line for each weight. */
"use strict";
(function (H) {
  const SVG = "http://www.w3.org/2000/svg";
  const LETTERS = ["input", "hidden layer", "scores"];

  class Drawn {
    constructor(place) {
      this.place = place;
    }

    /* Build units and lines for a network; they are only repainted afterwards. */
    build(run) {
      const sizes = [2, ...run.params.map(({b}) => b.length)];
      this.place.innerHTML = "";
      this.svg = this.place.appendChild(document.createElementNS(SVG, "svg"));
      this.svg.setAttribute("aria-hidden", "true");
      this.svg.setAttribute("viewBox", "0 0 100 100");
      this.svg.setAttribute("preserveAspectRatio", "none");
      const spots = sizes.map((count, l) => Array.from({length: count}, (_, j) => [
        sizes.length === 1 ? 50 : 7 + (86 * l) / (sizes.length - 1), 5 + (90 * (j + 0.5)) / count]));
      this.lines = run.params.map(({W}, l) => Array.from(W.data, (_, i) =>
        this.line(spots[l][Math.floor(i / W.cols)], spots[l + 1][i % W.cols])));
      this.units = spots.map((column, l) => column.map((spot, j) => this.unit(spot, l, j, sizes.length - 1, column.length)));
      this.feet = spots.map((column, l) => this.foot(column[0][0], l, sizes.length - 1));
    }

    line([x0, y0], [x1, y1]) {
      const line = this.svg.appendChild(document.createElementNS(SVG, "line"));
      Object.entries({x1: x0, y1: y0, x2: x1, y2: y1}).forEach(([key, value]) => line.setAttribute(key, value));
      return line;
    }

    unit([x, y], l, j, last, count) {
      const button = this.place.appendChild(document.createElement("button"));
      const kind = LETTERS[l === 0 ? 0 : l === last ? 2 : 1];
      button.type = "button";
      button.dataset.name = l === 0 ? `input x${j + 1}` : l === last ? `score ${j}` : `${kind} ${l}, unit ${j + 1}`;
      button.setAttribute("aria-label", button.dataset.name);
      button.style.cssText = `left:${x}%;top:${y}%;--size:${Math.min(38, 300 / count)}px`;
      const canvas = button.appendChild(document.createElement("canvas"));
      const number = button.appendChild(document.createElement("span"));
      return {button, canvas, number};
    }

    foot(x, l, last) {
      const foot = this.place.appendChild(document.createElement("small"));
      foot.textContent = l === 0 ? "input" : l === last ? "scores" : `layer ${l}`;
      foot.style.left = `${x}%`;
      return foot;
    }

    /* What each unit says at the places of a grid: a list of planes for each layer. */
    pictures(size, said) {
      this.units.forEach((column, l) => column.forEach(({canvas}, j) => H.unit(canvas, size, said[l][j])));
    }

    weights(run) {
      run.params.forEach(({W, b}, l) => {
        const most = Math.max(1e-9, ...W.data.map(Math.abs));
        W.data.forEach((w, i) => {
          const line = this.lines[l][i];
          line.setAttribute("class", w < 0 ? "hw-minus" : "hw-plus");
          line.style.strokeWidth = `${0.4 + (4 * Math.abs(w)) / most}px`;
        });
        this.units[l + 1].forEach(({button}, j) => {
          const from = Array.from({length: W.rows}, (_, k) => H.short(W.data[k * W.cols + j]));
          button.title = `${button.dataset.name}: weights ${from.join(", ")}; bias ${H.short(b[j])}`;
        });
        const slope = run.slopes[l] === undefined ? "" : `\n|dW| ${H.short(run.slopes[l])}`;
        this.feet[l + 1].textContent = this.feet[l + 1].textContent.split("\n")[0] + slope;
      });
    }

    /* Light up a part: numbers for whole layers ({layer: [texts]}), and the lines that begin after layer `from`. */
    light({numbers = {}, lines = null, units = null} = {}) {
      this.place.classList.toggle("hw-lit", lines !== null || units !== null);
      this.units.forEach((column, l) => column.forEach(({button, number}, j) => {
        number.textContent = numbers[l] ? numbers[l][j] : "";
        button.classList.toggle("hw-on", units === l);
        button.setAttribute("aria-label", button.dataset.name + (numbers[l] ? `: ${numbers[l][j]}` : ""));
      }));
      this.lines.forEach((layer, l) => layer.forEach((line) => line.classList.toggle("hw-on", lines === l)));
    }
  }

  H.Drawn = Drawn;
})(window.Hardway);
