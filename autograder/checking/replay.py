"""Asks the catalogue which mistake explains what happened in an exercise's checks, by running the checks on the mistakes."""

import contextlib
import inspect

import pytest

from autograder import lesson as lessons
from autograder import reference
from autograder.checking import diagnosis
from autograder.running.recorder import Recorder, Tape

PASSES = -1  # the number of no call


class Replay:
    """The checks of a run, to be run again on a mistake.

    Parameters
    ----------
    generator_for : function item → Generator
        The same random numbers as in the run.
    on_tape : function tape → context manager
        What a check runs in.
    """

    def __init__(self, generator_for, on_tape):
        self.generator_for, self.on_tape = generator_for, on_tape

    def explain(self, result, tapes):
        """Give the result the mistake, and its hint, that answers as the student did; none where there is none.

        Parameters
        ----------
        result : ExerciseResult
        tapes : dict
            Item → (whether it passed, its Tape).
        """
        with contextlib.suppress(reference.AnswersWithheld):  # most of a catalogue is built on our answers
            mistake = self._recognised(result.lesson, result.name, tapes)
            if mistake:
                result.mistake = mistake
                result.hint = diagnosis.hint(diagnosis.catalogue(result.lesson)[mistake])

    def _recognised(self, lesson, name, tapes):
        calls = {
            item: [c for c in tape.calls if c.subject is not None or c.name == name]
            for item, (_, tape) in tapes.items()
        }
        failed = [item for item, (passes, _) in tapes.items() if not passes and calls[item]]
        passed = [item for item, (passes, _) in tapes.items() if passes]
        if not failed:
            return None
        last = len(tapes[failed[0]][1].calls)
        return diagnosis.recognise(
            lesson,
            name,
            [calls[item] for item in failed],
            [calls[item] for item in passed],
            lambda mistake: self._fails_at(failed[0], name, mistake) in (last, None),
            lambda mistake: sum(self._fails_at(item, name, mistake) not in (PASSES, None) for item in passed),
        )

    def _fails_at(self, item, exercise, mistake):
        """With which call a mistake of the catalogue, in the place of the student's answer, fails a check on the same random inputs; None: it cannot be said."""
        tape, ours = Tape(), lessons.lesson(lessons.lesson_of(exercise)).exercises
        function = {name: getattr(reference, name) for name in ours} | {exercise: mistake}
        given = {
            "rng": self.generator_for(item),
            "reference": reference,
            **getattr(getattr(item, "callspec", None), "params", {}),
        }
        given |= {
            name: Recorder(function[name], name, tape) for name in item.fixturenames if name in function
        }
        asked = inspect.signature(item.function).parameters
        if asked.keys() - given.keys():
            return None  # an instructor's own check, with fixtures of its own
        try:
            with self.on_tape(tape):
                item.function(**{name: given[name] for name in asked})
        except pytest.skip.Exception:
            return None
        except (Exception, pytest.fail.Exception):
            return len(tape.calls)
        return PASSES
