// The book's search: a page's sections by their names, their titles, then what they say. Words count without their ending.
(function () {
  "use strict";
  const place = document.querySelector("#search-results"), MOST = 30, AROUND = 90;
  const plain = (text) => text.toLowerCase().replace(/[_\s]+/g, " ").trim();
  const stem = (word) => (word.length > 4 ? word.replace(/(ies|ing|ed|es|s|e|y)$/, "") : word);
  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const counted = (n) => (n === 1 ? "1 section" : `${n} sections`);

  /* How well a section fits; 0 where a word is missing. */
  function worth({name, names, title, text, page}, phrase, stems) {
    const whole = names.concat(title);
    if (!stems.every((one) => text.includes(one) || whole.some((it) => it.includes(one)) || page.includes(one))) return 0;
    let value = 1;
    if (whole.includes(phrase)) value += names.includes(phrase) ? 1000 : 900;
    else if (whole.some((it) => same(it, stems))) value += 800;
    else if (title.includes(phrase)) value += 200;
    else if (stems.every((one) => title.includes(one))) value += 100;
    if (text.includes(phrase)) value += 40 + Math.min(text.split(phrase).length, 9);
    else if (stems.every((one) => text.includes(one))) value += 10;
    return value + (name.startsWith("lessons/") ? 5 : 0);
  }
  const same = (text, stems) => text.split(" ").map(stem).join(" ") === stems.join(" ");

  /* The part of a text around the first word that was asked for, with all of them marked. */
  function excerpt(text, phrase, stems) {
    const low = text.toLowerCase(), first = [phrase, ...stems].map((one) => low.indexOf(one)).find((at) => at >= 0) || 0;
    const from = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 : 0, part = text.slice(from, first + 2 * AROUND);
    const cut = first + 2 * AROUND < text.length ? part.slice(0, part.lastIndexOf(" ")) : part;
    const words = stems.map((one) => one.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|");
    const marked = escaped(cut).replace(new RegExp(`(?<!&#\\d*)((?:${words})[\\p{L}\\p{N}]*)`, "giu"), "<mark>$1</mark>");
    return `${from ? "… " : ""}${marked}${cut.length < part.length ? " …" : ""}`;
  }

  const rows = window.hardwaySearch.map(([name, page, title, text, names]) => ({name, shown: [page, title, text],
    page: plain(page), title: plain(title), text: plain(text), names: names.map(plain)}));

  /* The sections that fit, best first. */
  function found(phrase, stems) {
    const fit = rows.map((row) => ({row, value: worth(row, phrase, stems)})).filter(({value}) => value);
    return fit.sort((a, b) => b.value - a.value).map(({row}) => row);
  }
  const stemmed = (phrase) => phrase.split(" ").map(stem);
  window.hardwayFind = (query) => found(plain(query), stemmed(plain(query))).map(({name}) => name);

  const query = new URLSearchParams(location.search).get("q") || "", phrase = plain(query), stems = stemmed(phrase);
  const field = document.querySelector(".bd-search-container input[name=q]");
  if (field) field.value = query;
  if (!phrase) return;
  const hits = found(phrase, stems), more = hits.length > MOST ? `; the first ${MOST} are shown` : "";
  const items = hits.slice(0, MOST).map(({name, shown: [page, title, text]}) => `<li><a href="${name}">${escaped(title)}</a>${
    page === title ? "" : ` <small>${escaped(page)}</small>`}<p>${excerpt(text, phrase, stems)}</p></li>`);
  place.innerHTML = `<p role="status">${hits.length ? `“${escaped(query)}”: ${counted(hits.length)}${more}.`
    : `Nothing is found for “${escaped(query)}”. Fewer words find more.`}</p><ol class="hw-hits">${items.join("")}</ol>`;
})();
