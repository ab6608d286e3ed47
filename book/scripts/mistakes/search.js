// Search for mistakes: every word has to stand in the name or the hint. A lesson's page shows what fits of its own
// list; the page of symptoms fetches the list of all lessons when somebody comes to type.
(function () {
  const form = document.querySelector(".hw-find"), all = form.dataset.all;
  const field = form.querySelector("input"), status = form.querySelector("[role=status]"), found = form.querySelector("ul");
  const MOST = 40;
  const plain = (text) => text.toLowerCase().replace(/[_\s]+/g, " ");
  const entries = () => [...document.querySelectorAll("ul.hw-mistakes > li[id]")];
  let rows = null; // of all lessons, once they are there

  const fits = (text, words) => words.every((word) => text.includes(word));
  const counted = (n) => (n === 1 ? "1 mistake" : `${n} mistakes`);

  function filter(words) {
    let n = 0;
    entries().forEach((entry) => {
      entry.hidden = !fits(plain(`${entry.id} ${entry.textContent}`), words);
      n += !entry.hidden;
    });
    document.querySelectorAll("article section section").forEach((section) => {
      if (section.querySelector("li[id]")) section.hidden = !section.querySelector("li[id]:not([hidden])");
    });
    status.textContent = words.length ? counted(n) : "";
  }

  function list(words) {
    const text = ([address, exercise, what, hint]) => plain(`${address.split("#")[1]} ${exercise} ${what} ${hint.replace(/<[^>]*>/g, "")}`);
    const hits = words.length ? rows.filter((row) => fits(row.text || (row.text = text(row)), words)) : [];
    const first = (row) => Number(row.text.startsWith(words.join(" "))); // a name that was typed whole
    hits.sort((a, b) => first(b) - first(a));
    found.innerHTML = hits.slice(0, MOST).map(([address, exercise, what, hint]) =>
      `<li><a href="${address}">${exercise}: ${what}</a> ${hint}</li>`).join(""); // our own text, escaped when it was written
    const more = hits.length > MOST ? `; the first ${MOST} are shown` : "";
    status.textContent = words.length ? counted(hits.length) + more : "";
  }

  function load() {
    if (rows || !all) return;
    rows = [];
    const script = document.createElement("script"); // no fetch: a page that was opened from the disk may not
    script.src = all;
    script.onload = () => { rows = window.hardwayMistakes; search(); };
    document.head.append(script);
  }

  function search() {
    const words = plain(field.value).split(" ").filter(Boolean);
    if (all) list(words); else filter(words);
  }

  field.addEventListener("focus", load);
  field.addEventListener("input", () => { load(); search(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
})();
