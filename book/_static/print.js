// Hints, answers and calls are folded on the screen, and the page may be dark: on paper all is open, and the ground white.
(function () {
  var root = document.documentElement, back = [];
  function change(object, name, value) {
    var before = object[name];
    back.push(function () { object[name] = before; });
    object[name] = value;
  }
  addEventListener("beforeprint", function () {
    change(root.dataset, "theme", "light");
    document.querySelectorAll("article details:not([open])").forEach(function (fold) { change(fold, "open", true); });
    document.querySelectorAll("article details.hide > summary .expanded").forEach(function (words) {
      change(words, "textContent", words.textContent.replace(/^Hide (.)/, function (_, first) { return first.toUpperCase(); }));
    });
  });
  addEventListener("afterprint", function () {
    back.splice(0).reverse().forEach(function (undo) { undo(); });
  });
})();
