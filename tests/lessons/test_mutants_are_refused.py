"""A few of the mutants that benchmarks/mutation.py tries in full: one of each lesson."""

import tomllib

import pytest
from support.answers import result_of

from autograder import lesson as lessons
from autograder.authoring.mutants import mutants

SAMPLE = {  # exercise → the slip
    "predict": "return scores.argmax(axis=1) → return scores.argmax(axis=0)",
    "mse": "return np.mean((y_pred - y_true) ** 2) → return np.mean(y_pred - y_true)",
    "relative_error": "return np.max(np.abs(a - b) / size) → return np.min(np.abs(a - b) / size)",
    "dense_backward": "dW = X.T @ dz → dW = dz @ X.T",
    "minibatches": "for start in range(0, len(X), batch_size): → for start in range(1, len(X), batch_size):",
    "confusion_matrix": "counts[truth, called] += 1 → counts[truth, called] = 1",
    "cosine_lr": "if epochs == 1:; return lr_max → ",
    "one_step": 'if solver == "sgd": → if True:',
}


@pytest.mark.parametrize("exercise", SAMPLE)
def test_a_mutant_is_refused(no_search, exercise):
    ours = lessons.lesson(lessons.lesson_of(exercise)).exercises[exercise].cell.source
    (mutant,) = (one for one in mutants(ours) if one.slip == SAMPLE[exercise].replace('"', "'"))
    result = result_of(exercise, mutant.source, seed=0)
    assert result.state in ("failed", "crashed") and result.message, result


def test_the_list_of_mutants_that_are_right_has_a_reason_for_each():
    text = (lessons.ROOT / "benchmarks" / "equivalent_mutants.toml").read_text(encoding="utf-8")
    for exercise, groups in tomllib.loads(text).items():
        assert exercise in lessons.exercises(), f"there is no exercise {exercise}"
        slips = [slip for group in groups for slip in group["slips"]]
        assert len(slips) == len(set(slips)), f"a slip of {exercise} is listed twice"
        assert all(group["kind"] in ("same", "free") and group["why"] for group in groups)
