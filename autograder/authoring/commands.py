"""The book's sections on the commands, by who needs them, from the same words as their --help."""

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from click import Command, Parameter


def described(commands: "Mapping[str, Command]") -> str:
    """Markdown: a section for each group of commands (name → command), in the order in which they come."""
    groups = itertools.groupby(commands.items(), key=lambda item: getattr(item[1], "rich_help_panel", None))
    sections = ([f"## {group}\n", *(_command(*item) for item in items)] for group, items in groups)
    return "\n".join(itertools.chain(*sections))


def _command(name: str, command: "Command") -> str:
    """A section on a command, as Markdown, from the same words as its --help."""
    told = [parameter for parameter in command.params if parameter.name != "help"]
    usage = " ".join(["hardway", name, *map(_usage, told)])
    lines = [
        f"### `hardway {name}`",
        "",
        " ".join((command.help or "").split()),
        "",
        "```text",
        usage,
        "```",
        "",
    ]
    rows = [f"| `{_spelled(parameter)}` | {parameter.help} |" for parameter in told if parameter.help]
    if rows:
        lines += ["| argument or option | meaning |", "| --- | --- |", *rows, ""]
    return "\n".join(lines)


def _spelled(parameter: "Parameter") -> str:
    """A parameter as it is typed: FOLDER, --seed SEED, --json, --browser / --no-browser."""
    if parameter.param_type_name == "argument":
        return (parameter.metavar or parameter.name.upper()) + (" …" if parameter.nargs == -1 else "")
    typed = parameter.metavar or parameter.opts[0].lstrip("-").upper()
    value = "" if getattr(parameter, "is_flag", False) else f" {typed}"
    return " / ".join([*parameter.opts, *parameter.secondary_opts]) + value


def _usage(parameter: "Parameter") -> str:
    """A parameter in the line that shows the whole call."""
    spelled = _spelled(parameter)
    return spelled if parameter.required else f"[{spelled}]"
