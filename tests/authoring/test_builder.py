"""Jupyter Book waits in its own process until it is told what to build."""

import os

import pytest

from autograder.authoring.builder import Builder

pytest.importorskip("jupyter_book")
pytestmark = pytest.mark.slow


def test_nothing_is_built_before_it_is_told(tmp_path):
    with Builder(tmp_path / "log", os.environ):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


def test_what_cannot_be_built_ends_with_a_status_and_a_line_in_the_log(tmp_path):
    with Builder(tmp_path / "log", os.environ) as builder:
        assert builder.build(str(tmp_path / "nowhere")) != 0
    assert "nowhere" in (tmp_path / "log").read_text(encoding="utf-8")


def test_pages_are_read_and_written_without_a_warning_about_extensions(tmp_path):
    (tmp_path / "_config.yml").write_text("title: small\nsphinx: {recursive_update: false}\n")
    names = ["index", *(f"page{n}" for n in range(8))]  # more than Sphinx leaves to one process
    contents = "".join(f"- file: {name}\n" for name in names[1:])
    (tmp_path / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{contents}")
    for name in names:
        (tmp_path / f"{name}.md").write_text(f"# Title of {name}\n\nText.\n")
    with Builder(tmp_path / "log", os.environ) as builder:
        told = (str(tmp_path), "--path-output", str(tmp_path / "out"), "--warningiserror", "--keep-going")
        assert builder.build(*told) == 0, (tmp_path / "log").read_text(encoding="utf-8")
    html = tmp_path / "out" / "_build" / "html"
    assert all(f"Title of {name}" in (html / f"{name}.html").read_text(encoding="utf-8") for name in names)
