/* The network as it is drawn: a button for each unit, with its own picture, and a line for each weight. */
"use strict";
(function (H) {
  const LETTERS = ["input", "hidden layer", "scores"];

  class Drawn {
    constructor(place) {
      this.place = place;
    }

    /* Build the units of a network; they and the lines are only repainted afterwards. */
    build(run) {
      const sizes = [2, ...run.params.map(({b}) => b.length)];
      this.place.innerHTML = "";
      this.canvas = this.place.appendChild(document.createElement("canvas"));  // the lines: as SVG they take all of a frame
      this.canvas.setAttribute("aria-hidden", "true");
      this.spots = sizes.map((count, l) => Array.from({length: count}, (_, j) => [
        sizes.length === 1 ? 50 : 7 + (86 * l) / (sizes.length - 1), 5 + (90 * (j + 0.5)) / count]));
      this.units = this.spots.map((column, l) => column.map((spot, j) => this.unit(spot, l, j, sizes.length - 1, column.length)));
      this.feet = this.spots.map((column, l) => this.foot(column[0][0], l, sizes.length - 1));
      this.run = run;
      this.light();
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
      number.className = count > 4 ? "hw-beside" : "";  // below it stands the next unit
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

    /* A line for each weight: thicker for a larger one, dashed for one below 0; where a part is lit up, the others are faint. */
    weights() {
      const width = H.sharp(this.canvas), {height} = this.canvas, context = this.canvas.getContext("2d");
      const style = getComputedStyle(this.place), [plus, minus] = ["--plus", "--minus"].map((name) => style.getPropertyValue(name));
      const ratio = window.devicePixelRatio || 1, place = ([x, y]) => [(x * width) / 100, (y * height) / 100];
      context.clearRect(0, 0, width, height);
      this.run.params.forEach(({W}, l) => {
        const most = Math.max(1e-9, ...W.data.map(Math.abs));
        context.globalAlpha = !this.lit.some ? 0.75 : this.lit.lines === l ? 1 : 0.12;
        W.data.forEach((w, i) => {
          context.beginPath();
          context.setLineDash(w < 0 ? [5 * ratio, 4 * ratio] : []);
          context.strokeStyle = w < 0 ? minus : plus;
          context.lineWidth = ratio * (0.4 + (4 * Math.abs(w)) / most);
          context.moveTo(...place(this.spots[l][Math.floor(i / W.cols)]));
          context.lineTo(...place(this.spots[l + 1][i % W.cols]));
          context.stroke();
        });
      });
    }

    /* The weights as numbers, where somebody points at a unit; below each layer the mean size of dW. */
    numbers() {
      this.run.params.forEach(({W, b}, l) => {
        this.units[l + 1].forEach(({button}, j) => {
          const from = Array.from({length: W.rows}, (_, k) => H.short(W.data[k * W.cols + j]));
          button.title = `${button.dataset.name}: weights ${from.join(", ")}; bias ${H.short(b[j])}`;
        });
        const slope = this.run.slopes[l] === undefined ? "" : `\n|dW| ${H.short(this.run.slopes[l])}`;
        this.feet[l + 1].textContent = this.feet[l + 1].textContent.split("\n")[0] + slope;
      });
    }

    /* Light up a part: numbers for whole layers ({layer: [texts]}), and the lines that begin after layer `from`. */
    light({numbers = {}, lines = null, units = null} = {}) {
      this.lit = {some: lines !== null || units !== null, lines};
      this.units.forEach((column, l) => column.forEach(({button, number}, j) => {
        number.textContent = numbers[l] ? numbers[l][j] : "";
        button.classList.toggle("hw-on", units === l);
        button.setAttribute("aria-label", button.dataset.name + (numbers[l] ? `: ${numbers[l][j]}` : ""));
      }));
      this.weights();
    }
  }

  H.Drawn = Drawn;
})(window.Hardway);
