// On the cards of the lessons: how many of their questions this browser has answered right, by what quizzes have kept.
(function () {
  document.querySelectorAll("[data-quizzes]").forEach((place) => {
    const keys = place.dataset.quizzes.split(" ");
    const kept = keys.map((key) => {
      try { return JSON.parse(localStorage.getItem("hardway-quiz-" + key)); } catch (error) { return null; }
    });
    const done = kept.filter((one) => one && one.done).length, all = done === keys.length;
    if (kept.some(Boolean)) place.textContent = ` · quizzes ${done} of ${keys.length}${all ? ", done" : ""}`;
  });
})();
