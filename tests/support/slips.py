"""The slips that authors make, each made in a course of two small lessons."""

import re

ONE, TWO = "01_doubling", "02_tripling"
LESSON, CHECKS, MISTAKES, PICTURES = (
    f"solutions/{ONE}.py",
    f"autograder/checks/test_{ONE}.py",
    f"autograder/mistakes/wrong_{ONE}.py",
    f"playground/pictures/{ONE[3:]}.py",
)
SECOND = f"solutions/{TWO}.py"
CHECK = "def test_double_worked_by_hand(double):\n"
BY_HAND = "    close(double(np.array([1.0, -2.0])), np.array([2.0, -4.0]))\n"
ENTRY = "def double__halved(z):\n"
HINT = (
    "# <details><summary>Hint 1</summary>\n#\n# One multiplication acts on every element.\n#\n# </details>\n"
)
EXERCISE = 'def double(z):\n    """2z.\n'
SHAPES = "    z : array of any shape\n"
EVERYWHERE = "in all files of the lesson"
COPY = EXERCISE + '    """\n    ### BEGIN SOLUTION\n    return z\n    ### END SOLUTION\n'
MOVE = "# Move a number, and see its double.\n"

# The slip; its file; this, the first of it, becomes that (where it is None: all pairs, of text or pattern, become the
# other); the words of the one line that says so; what stands in the line of the file that it names.
# fmt: off
SLIPS = [
    ("BEGIN left out", LESSON, "    ### BEGIN SOLUTION\n", "", "END SOLUTION without a BEGIN", "### END SOLUTION"),
    ("END left out", LESSON, "    ### END SOLUTION\n", "", "BEGIN SOLUTION without an END", "### BEGIN SOLUTION"),
    ("BEGIN misspelt", LESSON, "### BEGIN SOLUTION", "### BEGIN SOLUTON", "is no mark", "SOLUTON"),
    ("BEGIN in small letters", LESSON, "### BEGIN SOLUTION", "### begin solution", "is no mark", "begin solution"),
    ("BEGIN with one sign", LESSON, "### BEGIN SOLUTION", "# BEGIN SOLUTION", "is no mark", "# BEGIN SOLUTION"),
    ("BEGIN with a blank behind", LESSON, "### BEGIN SOLUTION", "### BEGIN SOLUTION ", "is no mark", "### BEGIN SOLUTION "),
    ("END misspelt", LESSON, "### END SOLUTION", "### END SOLUTIONS", "is no mark", "SOLUTIONS"),
    ("BEGIN doubled", LESSON, "    ### BEGIN SOLUTION\n", "    ### BEGIN SOLUTION\n    w = z\n    ### BEGIN SOLUTION\n", "BEGIN SOLUTION a second time", "### BEGIN SOLUTION"),
    ("END doubled", LESSON, "    ### END SOLUTION\n", "    ### END SOLUTION\n    ### END SOLUTION\n", "END SOLUTION without a BEGIN", "### END SOLUTION"),
    ("both marks left out", LESSON, "    ### BEGIN SOLUTION\n    return 2 * np.asarray(z)\n    ### END SOLUTION\n", "    return 2 * np.asarray(z)\n", "`double` is checked and has no solution region", "def double"),
    ("nothing in the region", LESSON, "    return 2 * np.asarray(z)\n", "", "the region of `double` is empty", "def double"),
    ("END above the last line", LESSON, "    return 2 * np.asarray(z)\n    ### END SOLUTION\n", "    z = np.asarray(z)\n    ### END SOLUTION\n    return 2 * z\n", "`return 2 * z` stands in the student's notebook", "return 2 * z"),
    ("BEGIN below the first line", LESSON, "    ### BEGIN SOLUTION\n", "    z = np.asarray(z)\n    ### BEGIN SOLUTION\n", "`z = np.asarray(z)` stands in the student's notebook", "z = np.asarray(z)"),
    ("the answer in a comment", LESSON, "    ### END SOLUTION\n", "    ### END SOLUTION\n    # 2 * z\n", "`# 2 * z` stands in the student's notebook", "# 2 * z"),
    ("BEGIN above the docstring", LESSON, None, (re.compile(r'(?s)(def double\(z\):\n)(    """2z.*?"""\n)    ### BEGIN SOLUTION\n'), r"\1    ### BEGIN SOLUTION\n\2"), "the docstring of `double` stands in the region", "def double"),
    ("marks not indented", LESSON, "    ### BEGIN SOLUTION\n    return 2", "### BEGIN SOLUTION\n    return 2", "the region is not within the function", "def double"),
    ("two exercises in one cell", LESSON, EXERCISE, "def half(z):\n    return z / 2\n\n\n" + EXERCISE, "`half` and `double` stand in one cell", "def double"),
    ("a further line in an exercise's cell", LESSON, EXERCISE, "FACTOR = 2\n\n\n" + EXERCISE, "`FACTOR = 2` stands in the cell of `double`", "FACTOR = 2"),
    ("a region in no function", LESSON, MOVE, MOVE + "### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", "outside of a function", MOVE),
    ("a syntax error in an exercise", LESSON, "2 * np.asarray(z)", "2 * np.asarray(z", "a syntax error", "2 * np.asarray(z"),
    ("a syntax error in a demonstration", LESSON, "demo.try_number(double)", "demo.try_number(double))", "a syntax error", "demo.try_number"),
    ("text in a cell of code", LESSON, "# %% [markdown]\n# ## Checkpoint", "# %%\n# ## Checkpoint", "a cell of code without code", "# ## Checkpoint"),
    ("a cell's mark misspelt", LESSON, "# %% [markdown]\n# ## Checkpoint", "# %% [markdwon]\n# ## Checkpoint", "begins no cell", "[markdwon]"),
    ("check left out", LESSON, "# %%\ncheck(double)\n", "", "`double` has no cell that checks it", "def double"),
    ("check doubled", LESSON, "# %%\ncheck(double)\n", "# %%\ncheck(double)\n\n# %%\ncheck(double)\n", "`double` is checked a second time", "check(double)"),
    ("check of another exercise", LESSON, "check(double)", "check(treble)", "below `double` stands check(treble)", "check(treble)"),
    ("check of nothing", LESSON, "check(treble)", "check(trebble)", "did you mean `treble`?", "check(trebble)"),
    ("check with something beside it", LESSON, "check(double)\n", "check(double)\nprint(1)\n", "check(double) does not stand alone", "check(double)"),
    ("hints left out", LESSON, "# %% [markdown]\n" + HINT, "", "`double` has no hints", "def double"),
    ("hints not folded", LESSON, HINT, "# One multiplication acts on every element.\n", "`double` has no hints", "def double"),
    ("four hints", LESSON, HINT, HINT * 4, "`double` has 4 hints", "def double"),
    ("an empty hint", LESSON, "# One multiplication acts on every element.\n", "#\n", "a hint of `double` is empty", "def double"),
    ("a fold left open", LESSON, "# Zero: twice nothing is nothing.\n#\n# </details>", "# Zero: twice nothing is nothing.", "1 <details> and 0 </details>", "<details><summary>Answer</summary>"),
    ("an import that lessons need", LESSON, ", milestone, progress, solution", "", "does not import what every lesson offers", "import numpy"),
    ("a milestone of another lesson", LESSON, f'milestone("{ONE}")', f'milestone("{TWO}")', f'write milestone("{ONE}")', "milestone("),
    ("a milestone never run", LESSON, f'# %%\nmilestone("{ONE}")\n', "", "a milestone among its checks, and no cell", ""),
    ("a heading with another number", LESSON, "# # 1 · ", "# # 2 · ", "begins with its number", ""),
    ("the name of an exercise of another lesson", SECOND, EVERYWHERE, ("triple", "double"), f"`double` is an exercise of {ONE}, too", "def double"),
    ("an exercise twice", LESSON, EXERCISE, COPY + "\n\n# %%\n" + EXERCISE, "`double` is there twice", "def double"),
    ("an exercise named as what lessons call", LESSON, EVERYWHERE, ("treble", "quiz"), "`quiz` means something else here", "def quiz"),
    ("a misspelt import from autograder.mine", SECOND, "from playground import quiz", "from autograder.mine import duoble\nfrom playground import quiz", "did you mean `double`?", "import duoble"),
    ("an import of a later lesson", LESSON, "from playground import quiz", "from autograder.mine import triple\nfrom playground import quiz", f"{TWO} comes later", "import triple"),
    ("a parameter misspelt", CHECKS, CHECK, CHECK.replace("(double)", "(doubel)"), "did you mean `double`?", "doubel"),
    ("a parameter left out", CHECKS, CHECK, CHECK.replace("(double)", "(rng)"), "does not ask for `double`, and would not be run", "worked_by_hand(rng)"),
    ("two checks of one name", CHECKS, "def test_double_leaves_its_argument_alone(", "def test_double_worked_by_hand(", "a second `test_double_worked_by_hand`", None),
    ("a check named after no exercise", CHECKS, "def test_double_worked", "def test_dubble_worked", "is named after no exercise of the lesson", "test_dubble"),
    ("a check that asks for a later exercise", CHECKS, CHECK, CHECK.replace("(double)", "(double, treble)"), "asks for `treble`, which comes later", "treble):"),
    ("a check that asks for another lesson's exercise", CHECKS, CHECK, CHECK.replace("(double)", "(double, triple)"), "take it from ours: reference.triple", "triple):"),
    ("refrence", CHECKS, "(double, reference, rng)", "(double, refrence, rng)", "did you mean `reference`?", "refrence"),
    ("a fixture that does not exist", CHECKS, CHECK, CHECK.replace("(double)", "(double, cases)"), "asks for `cases`, which nobody gives", "cases"),
    ("a name of ours misspelt", CHECKS, "reference.double", "reference.dubble", "`reference.dubble` is no exercise", "reference.dubble"),
    ("a plain assertion", CHECKS, BY_HAND, "    assert double(1) == 2\n", "says nothing to the student", "assert double(1)"),
    ("a mark misspelt", CHECKS, CHECK, "@pytest.mark.from_\n" + CHECK, "there is no mark `from_`", "from_"),
    ("a milestone without its mark", CHECKS, "@pytest.mark.milestone\n", "", "not by both", "def test_milestone"),
    ("test_ left out", CHECKS, CHECK, CHECK.replace("test_", "tset_"), "is no check and nobody calls it", "def tset_"),
    ("a title with a full stop", CHECKS, CHECK, CHECK + '    """As in the text."""\n', "small first letter and no full stop", "def test_double_worked"),
    ("a name in a check that nobody defines", CHECKS, BY_HAND, BY_HAND.replace("np.array([2", "npp.array([2"), "did you mean `np`?", "npp"),
    ("checks that do not parse", CHECKS, CHECK, CHECK.replace(":", ""), "a syntax error", "worked_by_hand"),
    ("no checks for an exercise", CHECKS, None, (re.compile(r"(?s)\n\ndef test_treble.*"), ""), "`treble` has no checks", ""),
    ("a mistake with another signature", MISTAKES, ENTRY, "def double__halved(z, factor):\n", "another signature", "factor"),
    ("a mistake of an unknown exercise", MISTAKES, "double__halved", "duoble__halved", "did you mean `double`?", "duoble"),
    ("a mistake without docstring", MISTAKES, '    """You divided by two: the result should be larger than `z` in size, not smaller."""\n', "", "has no docstring", ENTRY),
    ("two mistakes of one name", MISTAKES, "double__one_added", "double__halved", "a second `double__halved`", None),
    ("two mistakes that answer alike", MISTAKES, "return z + 1", "return z / 2", "does the same as `double__halved`", "def double__one_added"),
    ("a mistake without an exercise in its name", MISTAKES, "double__halved", "double_halved", "is no entry", "double_halved"),
    ("a mistakes file that does not parse", MISTAKES, "return z / 2", "return z /", "a syntax error", "return z /"),
    ("a mistakes file that imports what is not there", MISTAKES, ENTRY, "from autograder.reference import dubble\n\n\n" + ENTRY, "did you mean `double`?", "dubble"),
    ("a name in a mistake that nobody defines", MISTAKES, "return z / 2", "return zz / 2", "`zz` is read and defined nowhere", "zz"),
    ("a module misspelt", MISTAKES, ENTRY, "import nmpy\n\n\n" + ENTRY, "there is no module `nmpy`", "nmpy"),
    ("a module of the kit misspelt", CHECKS, "autograder.comparison", "autograder.comparision", "there is no module `autograder.comparision`", "comparision"),
    ("a name of the kit misspelt", CHECKS, "import close, pure", "import close, clse, pure", "did you mean `close`?", "clse"),
    ("an undefined name in a demonstration", LESSON, "demo.try_number(double)", "demo.try_number(duoble)", "did you mean `double`?", "duoble"),
    ("a picture that is not there", LESSON, "demo.try_number(", "demo.try_numbr(", "there is no picture `demo.try_numbr`", "try_numbr"),
    ("show without alt", PICTURES, None, (re.compile(r'show\(fig, alt=.*\)'), "show(fig)"), "`show` without alt", "show(fig)"),
    ("a demonstration too long", LESSON, MOVE, MOVE + "print(1)\n" * 7, "9 lines of demonstration", "demo.try_number"),
    ("a line too wide", LESSON, "demo.try_number(double)", "demo.try_number(double)  # " + "x" * 84, "at most 84", "x" * 84),
    ("a demonstration that says not what it does", LESSON, MOVE, "", "its first line is a comment", "demo.try_number"),
    ("a question without an answer", LESSON, "<summary>Answer</summary>\n#\n# Zero", "<summary>Reply</summary>\n#\n# Zero", "a question to predict has no answer", "Which number stays"),
    ("a quiz without a right option", LESSON, '    right={"0": "Twice nothing is nothing."},\n', "", "a quiz without a right option", "quiz("),
    ("an option both right and wrong", LESSON, 'wrong={"1"', 'wrong={"0": "No.", "1"', "the option '0' is right and wrong", "quiz("),
    ("an answer among the wrong numbers", LESSON, "wrong={30:", "wrong={40: \"No.\", 30:", "40 is the answer and stands among the wrong ones", None),
    ("a number without its reason", LESSON, '    because="Three factors of 2 are one factor of 8.",\n', "", "a number without its reason", None),
    ("a keyword of a quiz misspelt", LESSON, "right={", "rigth={", "did you mean `right`?", "quiz("),
    ("an option twice", LESSON, 'wrong={"1"', 'wrong={"1": "No.", "1"', "the option '1' is there twice", "quiz("),
    ("an answer that uses a demonstration's name", LESSON, None, (("check(double)\n", "check(double)\n\n# %%\n# Keep a factor of two.\nFACTOR = 2\n"), (re.compile(r"(?s)(def treble.*?)2 \* np"), r"\1FACTOR * np")), "defined by the demonstration in line", "FACTOR * np"),
    ("an answer that uses a later import", LESSON, None, (("# %% [markdown]\n# ## Checkpoint", "# %%\nimport math\n\n# %% [markdown]\n# ## Checkpoint"), (re.compile(r"(?s)(def treble.*?)2 \* np"), r"\1math.tau * np")), "`math` is read and imported in line", "math.tau"),
    ("a docstring left out", LESSON, None, (re.compile(r'(?s)(def double\(z\):\n)    """2z.*?"""\n'), r"\1"), "`double` has no docstring", "def double"),
    ("a first line that is no sentence", LESSON, '"""2z.\n', '"""doubles\n', "the first line is a sentence or a formula", "def double"),
    ("shapes left out", LESSON, SHAPES, "    z : array\n", "does not say which shape `z` has", "def double"),
    ("a parameter that is not told of", LESSON, SHAPES, "", "does not say what z is", "def double"),
    ("a parameter that is none", LESSON, SHAPES, SHAPES + "    w : array (n,)\n", "tells of `w`, which is no parameter", "def double"),
]
