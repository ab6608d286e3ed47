// A picture that is wider than its place is scrolled by keyboard, too; one that fits is no stop on the way.
(function () {
  function look() {
    document.querySelectorAll(".hw-figure").forEach(function (figure) {
      if (figure.scrollWidth > figure.clientWidth) { figure.tabIndex = 0; } else { figure.removeAttribute("tabindex"); }
    });
  }
  addEventListener("DOMContentLoaded", look);
  addEventListener("resize", look);
})();
