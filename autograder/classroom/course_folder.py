"""A course's folder: its settings, where things lie, and what has been graded before."""

import contextlib
import functools
import hashlib
import json
import math
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import lesson as lessons
from autograder import lookup
from autograder.authoring import build
from autograder.classroom import chosen_seeds, course_file, roster
from autograder.classroom.course_file.rules import ExerciseRules
from autograder.classroom.fingerprint import digest, kit_part, versions
from autograder.classroom.limits import Wall
from autograder.classroom.sandbox import walls
from autograder.classroom.secret import secret_in
from autograder.classroom.settings import Options, limits_in, settings_in
from autograder.classroom.students import Roster
from autograder.classroom.submissions.discover import found
from autograder.classroom.task import Notebook, Remembered, Task, remembered_in
from autograder.errors import Refusal
from autograder.running.cells import check_id, exercise_of_check

if TYPE_CHECKING:
    from traitlets.config import Config

EXCHANGE = "/usr/local/share/nbgrader/exchange"  # nbgrader's own default: all students' work lies there
SEED_BYTES = 4


class Course:
    """A course's folder.

    Parameters
    ----------
    folder : path
    config : traitlets Config, optional
        The settings; by default those in the folder's nbgrader_config.py.

    Raises
    ------
    Refusal
        Where the folder is no course, or its settings cannot be read.
    """

    def __init__(self, folder: str | os.PathLike[str], config: "Config | None" = None) -> None:
        self.root = Path(folder).resolve()
        if not self.root.is_dir() or not (
            (self.root / "nbgrader_config.py").exists() or (self.root / "submitted").is_dir()
        ):
            raise Refusal(
                f"{folder} is no course: make one with hardway course {folder},"
                " and put what was handed in into submitted/STUDENT/LESSON/"
            )
        self.file = course_file.read(self)
        self.config = config if config is not None else settings_in(self.root)
        from nbgrader.coursedir import CourseDirectory

        self.settings = CourseDirectory(config=self.config)
        self.db_url, self.course_id = self.settings.db_url, self.settings.course_id

    @property
    def hidden(self) -> list[str]:
        """Folders that the sandbox must not show."""
        return [str(self.root), str(self.config.get("Exchange", {}).get("root") or EXCHANGE)]

    @property
    def gradebook_is_new(self) -> bool:
        """Whether the gradebook is a file that is not there yet."""
        return self.db_url.startswith("sqlite:///") and not os.path.exists(
            self.db_url.removeprefix("sqlite:///")
        )

    @property
    def submitted(self) -> Path:
        """Where what was handed in lies."""
        return Path(self.root, self.settings.submitted_directory)

    def folder(self, step: str, student: str, lesson: str) -> Path:
        """The folder of a student's lesson in one of nbgrader's steps; names are data."""
        return Path(self.root, getattr(self.settings, f"{step}_directory"), student, lesson)

    def name_of(self, student: str) -> str:
        """A student's name as the roster has it; empty where that does not say."""
        known = self._roster.by("id", student)
        return known.full_name if known else ""

    @functools.cached_property
    def _roster(self) -> Roster:
        try:
            return roster.of_course(self, needed=False)
        except Refusal:  # nobody's grading waits for it
            return Roster([], [])

    @functools.cache  # noqa: B019  a course lives as long as its run
    def template(self, lesson: str) -> Notebook:
        """The course's own notebook of a lesson: the instructor's where there is one, else ours."""
        path = self.root / self.settings.source_directory / lesson / f"{lesson}.ipynb"
        try:
            book: Notebook = json.loads(path.read_text(encoding="utf-8"))
            if any("nbgrader" in cell["metadata"] for cell in book["cells"]):
                return _sound(book, path)
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return build.nbgrader_source(lessons.lesson(lesson))

    def require_used(self, lesson: str) -> None:
        """Refuse a lesson that the course file leaves out."""
        if lesson not in self.file.lessons:
            raise Refusal(f"{course_file.NAME} leaves {lesson} out: name it in use = [...] to use it")

    def options(
        self, wall: Wall | None = None, extra: Sequence[str | Path] = (), hide_extra: bool = False
    ) -> Options:
        """Options from the settings, the course file before these, and what the command says before both.

        Raises
        ------
        Refusal
            Where a folder with extra checks, or a package, is not there, or a limit is none.
        """
        config, file = self.config.get("SafeGrading", {}), self.file
        extra = extra or file.extra_checks or config.get("extra_checks") or self._own_folder()
        hide_extra = bool(hide_extra or file.hide_extra or config.get("hide_extra", False))
        versions(file.packages or ())
        return Options(
            limits_in(config), wall or walls.usual(), self._files(extra), hide_extra, file.packages
        )

    def doubtful(self) -> Iterator[str]:
        """What of the course's files an instructor may not have meant, in words."""
        file, config, name = self.file, self.config, course_file.NAME
        decided = {
            "extra_checks": (file.extra_checks, ["SafeGrading.extra_checks"]),
            "[late]": (
                file.late,
                ["LateSubmissionPlugin.penalty_method", "AssignLatePenalties.plugin_class"],
            ),
        }
        for key, (said, settings) in decided.items():
            for setting in settings:
                section, _, trait = setting.partition(".")
                if said and trait in config.get(section, {}):
                    yield f"{name} has {key}, which counts: take c.{setting} out of nbgrader_config.py"
        there = sorted({one.student for one in found(self.submitted)})
        for student in sorted(file.extensions.keys() - set(there)) if there else ():
            near = lookup.nearest(student, there)
            yield f"{name} gives more time to `{student}`, who has handed in nothing{near}"
        left_out = {one.lesson for one in found(self.submitted)} & (set(lessons.course()) - set(file.lessons))
        for lesson in sorted(left_out):
            yield f"{lesson} was handed in and is not graded: {name} leaves it out of use = [...]"

    def _own_folder(self) -> list[Path]:
        """The folder with checks that a course has of itself."""
        return [path for path in [self.root / "checks"] if path.is_dir()]

    def _files(self, folders: Iterable[str | Path]) -> tuple[str, ...]:
        found: list[Path] = []
        for folder in map(Path, folders):
            folder = folder if folder.is_absolute() or folder.exists() else self.root / folder
            if not folder.exists():
                raise Refusal(f"there is no folder {folder} with extra checks")
            found += sorted(folder.glob("test_*.py")) if folder.is_dir() else [folder]
        return tuple(str(path.resolve()) for path in found)

    def extra_for(self, lesson: str, options: Options) -> tuple[str, ...]:
        """The extra files of checks for a lesson: test_LESSON.py, test_LESSON_anything.py or test_NN.py."""
        number = f"test_{lesson.partition('_')[0]}"
        stems = ((path, Path(path).stem) for path in options.extra)
        return tuple(path for path, stem in stems if stem == number or stem.startswith(f"test_{lesson}"))

    def points(self, lesson: str, options: Options) -> dict[str, float]:
        """grade_id → points: as the course file has it, else those in the course's notebook, and one for each
        extra check.
        """
        infos = [cell["metadata"].get("nbgrader") or {} for cell in self.template(lesson)["cells"]]
        worth = {info["grade_id"]: float(info["points"]) for info in infos if info.get("grade")}
        extra = self.extra_for(lesson, options)
        if extra:
            ours = lessons.lesson(lesson)
            alone, together = build.points(ours), build.points(ours, extra)
            for name in alone.keys() & together.keys():
                if check_id(name) in worth:
                    worth[check_id(name)] += together[name] - alone[name]
        rules = self.rules(lesson)
        return {
            name: rules[exercise].worth(points) if (exercise := exercise_of_check(name)) in rules else points
            for name, points in worth.items()
        }

    def rules(self, lesson: str) -> dict[str, ExerciseRules]:
        """Exercise → what the course file says of it."""
        return dict(self.file.lesson(lesson).exercises)

    @functools.cached_property
    def secret(self) -> str:
        """What seeds depend on besides names, so that nobody can guess them; made once for a course."""
        return secret_in(self.root / ".hardway")

    def seed(self, student: str, lesson: str, seed: int | None = None) -> int:
        """The seed of a student's lesson: the one given, else chosen, else fixed, and nobody's guess."""
        seed = self._chosen.get(student, {}).get(lesson) if seed is None else seed
        if seed is not None:
            return seed
        digest = hashlib.sha256(json.dumps([self.secret, student, lesson]).encode()).digest()
        return int.from_bytes(digest[:SEED_BYTES], "big")

    @functools.cached_property
    def _chosen(self) -> dict[str, dict[str, int]]:
        return chosen_seeds.chosen_in(self.root / ".hardway")

    def choose_seed(self, student: str, lesson: str, seed: int) -> None:
        """Let a student's lesson have this seed from now on, by every door."""
        chosen_seeds.choose(self.root / ".hardway", student, lesson, seed)
        vars(self).pop("_chosen", None)

    def fingerprint(self, task: Task) -> str:
        """What a mark depends on, in short: all that the worker gets, the kit that judges, what it runs on.

        Penalties are worked out anew by each run.
        """
        facts = (task.student, task.lesson, task.file_name, task.data, task.time, task.seed, task.wishes)
        rules, packages = sorted(task.rules.items()), versions(task.wishes.packages or ())
        return digest(*facts, rules, packages, self._course_part(task.lesson), kit_part())

    @functools.cache  # noqa: B019  likewise
    def _course_part(self, lesson: str) -> str:
        return digest(json.dumps(self.template(lesson), sort_keys=True))

    def kept(self, student: str, lesson: str) -> Notebook | None:
        """The notebook of the last grading, or None."""
        try:
            book = json.loads(
                (self.folder("autograded", student, lesson) / f"{lesson}.ipynb").read_text(encoding="utf-8")
            )
            return book if isinstance(remembered_in(book), dict) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def before(self, student: str, lesson: str) -> Remembered:
        """What is remembered of the last grading, or {}."""
        book = self.kept(student, lesson)
        return remembered_in(book) if book else {}

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the course's lock: one `hardway grade` at a time.

        nbgrader's own commands and the formgrader take none: several people may grade by them at once.
        """
        import fcntl

        (self.root / ".hardway").mkdir(exist_ok=True)
        with open(self.root / ".hardway" / "lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Refusal(
                    f"another grading of {self.root.name} is running: wait for it, or stop it", status=1
                ) from None
            yield


def _sound(book: Notebook, path: Path) -> Notebook:
    """The course's own notebook; a Refusal where its points are no numbers, or two cells have one name."""
    seen = set()
    for info in (cell["metadata"]["nbgrader"] for cell in book["cells"] if "nbgrader" in cell["metadata"]):
        name, points = info["grade_id"], info.get("points")
        if (info["grade"] or info.get("task")) and not (
            isinstance(points, (int, float)) and 0 <= points < math.inf
        ):
            raise Refusal(f"`{name}` in {path} has {points!r} points: give a number from 0, then try again")
        if name in seen:
            raise Refusal(f"two cells of {path} are named `{name}`: give each a grade_id of its own")
        seen.add(name)
    return book
