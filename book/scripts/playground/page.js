/* The page: settings in the address, buttons, and the pictures while a network trains. */
"use strict";
(function (H) {
  const root = document.getElementById("hw-play");
  const one = (selector) => root.querySelector(selector), all = (selector) => [...root.querySelectorAll(selector)];
  const field = (name) => one(`[name="${name}"]`), button = (name) => one(`[data-do="${name}"]`);
  const NUMBERS = ["noise", "examples", "seed", "lr", "batch", "decay"], WORDS = ["data", "activation", "loss", "optimizer"];
  const SHARE = 4, FRAME = 8;  // milliseconds of each frame for training, and for it and drawing: the rest is the browser's
  const RARELY = 8;  // so many frames apart is drawn what is far from the boundary, each part in a frame of its own
  const drawn = new H.Drawn(one(".hw-net"));
  let run, playing = null, size = 100, frames = 0, cost = 0, chosen = null, steps = null, at = 0;

  /* ---- settings */

  function settings() {
    const found = {hidden: all("[data-widths] select").map((select) => Number(select.value))};
    WORDS.forEach((name) => { found[name] = field(name).value; });
    NUMBERS.forEach((name) => { found[name] = Number(field(name).value); });
    return found;
  }

  function show(wish) {
    WORDS.concat(NUMBERS).forEach((name) => choose(field(name), wish[name]));
    field("depth").value = wish.hidden.length;
    widths(wish.hidden);
  }

  /* Select a value; one that the list does not offer is added to it. */
  function choose(select, value) {
    if (select.options && ![...select.options].some((option) => option.value === String(value)))
      select.add(new Option(value));
    select.value = value;
  }

  function widths(hidden) {
    const options = Array.from({length: 16}, (_, i) => `<option>${i + 1}</option>`).join("");
    one("[data-widths]").innerHTML = hidden.map((_, l) =>
      `<label>units in layer ${l + 1} <select data-width>${options}</select></label>`).join(" ");
    all("[data-width]").forEach((select, l) => { select.value = hidden[l]; });
  }

  /* What the address asks for, as far as it can be had; each setting that cannot keeps its usual value. */
  function fromAddress() {
    const asked = new URLSearchParams(location.hash.slice(1)), wish = {...H.DEFAULTS, noise: undefined};
    WORDS.forEach((name) => {
      const offered = [...field(name).options].map((option) => option.value);
      if (offered.includes(asked.get(name))) wish[name] = asked.get(name);
    });
    const bounds = {noise: [0, 2], examples: [4, 2000], seed: [1, 9999], lr: [1e-6, 100], batch: [1, 2000], decay: [0, 10]};
    NUMBERS.forEach((name) => {
      const value = asked.get(name) === null ? NaN : Number(asked.get(name)), [low, high] = bounds[name];
      if (value >= low && value <= high) wish[name] = ["lr", "noise", "decay"].includes(name) ? value : Math.round(value);
    });
    if (wish.noise === undefined) wish.noise = H.sets[wish.data].noise;
    const hidden = (asked.get("hidden") || "").split("-").filter(Boolean).map(Number);
    if (asked.has("hidden") && hidden.length <= 4 && hidden.every((n) => n >= 1 && n <= 16 && Number.isInteger(n)))
      wish.hidden = hidden;
    return wish;
  }

  function toAddress(now) {
    const told = Object.entries(now).map(([key, value]) => [key, Array.isArray(value) ? value.join("-") : value]);
    history.replaceState(null, "", `#${new URLSearchParams(told)}`);
  }

  /* ---- training */

  function reset(said) {
    const now = settings();
    if (now.loss === "binary cross entropy" && H.sets[now.data].classes > 2) {
      field("loss").value = now.loss = "cross entropy";
      said = `${now.data} has three classes; binary cross entropy takes two, so the loss is cross entropy.`;
    }
    run = new H.Run(now);
    leave();
    pause();
    chosen = null;
    field("example").max = run.train.y.length - 1;
    drawn.build(run);
    H.run = run;
    draw(true);
    if (said) say(said);
  }

  function play() {
    if (playing !== null) return pause();
    leave();
    button("play").textContent = "Pause";
    playing = requestAnimationFrame(frame);
  }

  function pause() {
    cancelAnimationFrame(playing);
    playing = null;
    button("play").textContent = "Play";
  }

  function frame() {
    const begin = performance.now(), epoch = run.epoch;
    draw(false);
    const spent = performance.now() - begin, end = begin + Math.max(spent + 1, Math.min(spent + SHARE, FRAME));
    while (performance.now() < end && run.epoch === epoch && !run.lost) run.step();
    cost += (spent * (100 / size) ** 2 - cost) / 8;  // a mean: one slow frame is chance
    size = cost > 15 ? 50 : 100;  // a large network on a coarser grid
    frames += 1;
    if (run.lost) return lost();
    playing = requestAnimationFrame(frame);
  }

  function lost() {
    pause();
    draw(true);
    say(`The loss is no longer a number after ${run.epoch} epochs: the steps were too large. Try a smaller learning rate.`);
  }

  /* ---- what is seen */

  function draw(everything) {
    const said = H.said(size, run), due = (part) => everything || frames % RARELY === part;
    H.boundary(one("[data-boundary]"), size, said[said.length - 1], run.settings.loss);
    if (due(0)) drawn.pictures(size, said);
    if (due(2)) drawn.weights();
    if (due(4)) H.curves(one("[data-curves]"), run.history);
    if (due(6)) {
      one("[data-now]").textContent = now();
      drawn.numbers();
    }
    if (!everything) return;
    H.points(one("[data-points]"), run, chosen);
    one("[data-boundary]").setAttribute("aria-label", `The plane, with ${run.classes} classes of points. ${now()}`);
    one("[data-curves]").setAttribute("aria-label", `Loss after each of ${run.epoch} epochs. ${now()}`);
    numbers();
  }

  function now() {
    const {trainLoss, trainAcc, valLoss, valAcc} = run.history[run.history.length - 1], percent = (a) => `${Math.round(100 * a)} %`;
    return `epoch ${run.epoch} · loss ${H.short(trainLoss)}, validation ${H.short(valLoss)} · right ${percent(trainAcc)}, validation ${percent(valAcc)}`;
  }

  function say(text) {
    one(".hw-said").textContent = text;
  }

  function numbers() {
    one(".hw-numbers div").innerHTML = run.params.map(({W, b}, l) => {
      const slope = run.slopes[l] === undefined ? "" : `; mean size of dW in the last step ${H.short(run.slopes[l])}`;
      const heads = Array.from(b, (_, j) => `<th scope="col">unit ${j + 1}</th>`).join("");
      const line = (name, values) => `<tr><th scope="row">${name}</th>${Array.from(values, (w) => `<td>${H.short(w)}</td>`).join("")}</tr>`;
      const rows = Array.from({length: W.rows}, (_, k) => line(`W from ${k + 1}`, H.row(W, k))).join("");
      return `<table><caption>Layer ${l + 1}, W (${W.rows}, ${W.cols})${slope}</caption><tr><td></td>${heads}</tr>${rows}${line("b", b)}</table>`;
    }).join("");
  }

  /* ---- one example, step by step */

  function begin() {
    pause();
    chosen = Math.min(Math.max(Math.round(Number(field("example").value)) || 0, 0), run.train.y.length - 1);
    field("example").value = chosen;
    steps = H.walk(run, chosen);
    H.walked = steps;
    root.classList.add("hw-walking");
    say("");
    go(0);
    draw(true);
  }

  function go(to) {
    at = Math.min(Math.max(to, 0), steps.length - 1);
    const {title, formula, rows, lit, table} = steps[at];
    drawn.light(lit);
    one(".hw-step").innerHTML = `<h3>${at + 1} of ${steps.length} · ${title}</h3><p class="hw-formula">${formula}</p>${
      table ? outer(table) : ""}<ul>${rows.map((text) => `<li>${text}</li>`).join("")}</ul>`;
    button("back").disabled = at === 0;
    button("on").disabled = at === steps.length - 1;
    button("leave").disabled = false;
  }

  /* dW as the table that it is: each a times each dz. */
  function outer({corner, columns, rows, cells}) {
    const heads = columns.map((text) => `<th scope="col">${text}</th>`).join("");
    const lines = rows.map((text, k) => `<tr><th scope="row">${text}</th>${cells[k].map((g) => `<td>${g}</td>`).join("")}</tr>`);
    return `<table><caption>dW: each a (left) times each dz (above)</caption><tr><td>${corner}</td>${heads}</tr>${lines.join("")}</table>`;
  }

  function leave() {
    steps = null;
    root.classList.remove("hw-walking");
    one(".hw-step").innerHTML = "";
    ["back", "on", "leave"].forEach((name) => { button(name).disabled = true; });
    if (drawn.units) drawn.light();
  }

  /* The training example nearest to where somebody pressed. */
  function press(event) {
    const box = event.currentTarget.getBoundingClientRect();
    const x = H.REACH * ((2 * (event.clientX - box.left)) / box.width - 1), y = H.REACH * (1 - (2 * (event.clientY - box.top)) / box.height);
    const far = Array.from({length: run.train.y.length}, (_, i) => {
      const [a, b] = H.row(run.train.X, i);
      return (a - x) ** 2 + (b - y) ** 2;
    });
    field("example").value = far.indexOf(Math.min(...far));
    begin();
  }

  /* ---- wiring */

  const act = {
    play, step: () => { leave(); pause(); run.step(); shown("After one step"); },
    epoch: () => { leave(); pause(); run.toEndOfEpoch(); shown("After one epoch"); },
    reset: () => reset("Started again."), walk: begin, on: () => go(at + 1), back: () => go(at - 1),
    leave: () => { leave(); chosen = null; draw(true); },
  };
  function shown(when) {
    if (run.lost) return lost();
    draw(true);
    say(`${when}: ${now()}.`);
  }
  all("[data-do]").forEach((press) => { press.onclick = () => act[press.dataset.do](); });
  button("play").addEventListener("click", () => { if (playing === null) { draw(true); say(`Paused: ${now()}.`); } else say("Training."); });
  one("form").addEventListener("change", (event) => {
    if (event.target.name === "depth") {
      const old = settings().hidden;
      widths(Array.from({length: Number(event.target.value)}, (_, l) => old[l] || old[l - 1] || 4));
    }
    if (event.target.name === "data") choose(field("noise"), H.sets[event.target.value].noise);
    toAddress(settings());
    reset();
    toAddress(settings());
  });
  one("[data-points]").onclick = press;
  window.addEventListener("hashchange", open);
  window.addEventListener("resize", () => draw(true));
  new MutationObserver(() => draw(true)).observe(document.documentElement, {attributeFilter: ["data-theme"]});
  function open() {
    show(fromAddress());
    reset();
  }
  open();
})(window.Hardway);
