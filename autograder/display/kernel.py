"""What a notebook's kernel is asked for: a word at the end of a cell, and names that are not defined yet told from slips of the pen."""

import ast
import linecache
import sys

VERBS = ("check", "hint", "solution")  # those that are handed an exercise


def shell():
    """The IPython shell that we run in, or None."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def after_cell(say):
    """Call `say` once when the cell that runs has ended; at once where there are no cells."""
    ipython = shell()
    if ipython is None:
        return say()

    def once(*_):
        ipython.events.unregister("post_run_cell", once)
        _waiting.discard(say)
        say()

    if say not in _waiting:
        _waiting.add(say)
        ipython.events.register("post_run_cell", once)


_waiting = set()


def attach():
    """Let an exercise's name that is not defined yet be told in one line, and keep which cells of exercises were run."""
    ipython = shell()
    if ipython is not None:
        ipython.set_custom_exc((NameError,), _on_name_error)
        ipython.events.register("post_run_cell", _keep)


def _keep(result):
    from autograder.workspace import saved

    if result.success:
        saved.keep(result.info.raw_cell)


def _on_name_error(ipython, kind, error, trace, tb_offset=None):
    """One line in place of the traceback where a verb was handed the name, one line below it elsewhere; the cell has failed either way."""
    name = getattr(error, "name", None)
    if kind is NameError and name:
        handed = _handed_to_a_verb(trace, name)
        line = _advice(name, ipython.user_ns, handed)
        if line and handed:
            error._render_traceback_ = lambda: [line]
        elif line:
            error.add_note(line)
    ipython.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _handed_to_a_verb(trace, name):
    """Whether the line that raised is, say, `check(name)`."""
    while trace.tb_next:
        trace = trace.tb_next
    space, code = trace.tb_frame.f_globals, trace.tb_frame.f_code
    try:
        tree = ast.parse("".join(linecache.getlines(code.co_filename)))
    except SyntaxError:
        return False
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.lineno <= trace.tb_lineno <= node.end_lineno
    ]
    ours = [
        call
        for call in calls
        if getattr(call.func, "id", None) in VERBS and _is_ours(space.get(call.func.id))
    ]
    return any(getattr(argument, "id", None) == name for call in ours for argument in call.args[:1])


def _is_ours(verb):
    return getattr(verb, "__module__", None) == "autograder"


def _advice(name, space, handed):
    """What to do about a name that is not defined: its cell, its import, or the name that was meant."""
    from autograder import lesson as lessons
    from autograder import lookup
    from autograder.display import notebook

    here, lesson = notebook.lesson_here(space), lessons.lesson_of(name)
    if lesson is None:
        known = [
            exercise
            for each in ([here] if here else lessons.course())
            for exercise in lessons.lesson(each).exercises
        ]
        near = lookup.nearest(name, known) if handed else ""
        return f"there is no exercise `{name}`{near}" if near else None
    if here and here > lesson:
        return f"`{name}` is an exercise of {lesson}: run `from autograder.mine import {name}` first, then this cell again."
    if here and here < lesson:
        return f"`{name}` is an exercise of {lesson}, which comes later."
    line = next(
        line
        for line in lessons.lesson(lesson).exercises[name].cell.source.splitlines()
        if line.startswith(("def", "class"))
    )
    return f"`{name}` is not defined yet: run the cell that starts with `{line}` first, then this one again."
