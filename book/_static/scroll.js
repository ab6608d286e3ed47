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
// The list of contents stands where it was left on the page before; this page's own line is to be seen in it.
addEventListener("load", function () {
  var here = document.querySelector("#pst-primary-sidebar .active > a");
  if (here) { here.scrollIntoView({ block: "nearest" }); }
});
