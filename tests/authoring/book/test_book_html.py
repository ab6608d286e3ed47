"""The book's HTML is valid, but for what the theme writes; Jupyter Book 2's parser reads its sources, too."""

import json
import re
import shutil

import pytest
from support import node_tools

from autograder import lesson as lessons

BOOK = lessons.ROOT / "book"
NOT_YET = re.compile(  # read, and understood only by Jupyter Book 1: what a move would have to say otherwise
    r"'frontmatter' extra keys? ignored: myst"  # a page's description
    r"|unknown format for raw content: html|unexpected option \"file\" provided \(in raw\)"  # HTML of ours
    r"|playground.md No target for internal reference \"#data="  # its settings, no place on it
)
TEMPLATE = "jtex: v1\ntitle: None\nkind: site\n"  # no theme is fetched: only what the parser says counts
SITE = {"version": 1, "project": {"title": "Backpropagation the Hard Way"}, "site": {"template": "./theme"}}


@node_tools.needs_node
def test_the_html_of_every_page_is_valid(pages, tmp_path, book):
    """Without an exception: what the theme writes otherwise is mended in autograder/authoring/book.py."""
    rules = {"extends": ["html-validate:standard"], "root": True}
    (tmp_path / "rules.json").write_text(json.dumps(rules), encoding="utf-8")
    chosen = ["--config", tmp_path / "rules.json", "--formatter", "json"]
    told = [
        f"{page['filePath'].removeprefix(str(book))}:{one['line']}: {one['ruleId']}: {one['message']}"
        for page in json.loads(node_tools.run("html-validate", *chosen, *pages, cwd=tmp_path))
        for one in page["messages"]
    ]
    assert not told, "\n".join(told[:40])


@node_tools.needs_node
def test_the_parser_of_jupyter_book_2_reads_every_page(book, pages, tmp_path):
    kept = shutil.ignore_patterns("_toc.yml", "html", "raw", "kept", ".jupyter_cache", ".doctrees", "executed*", "jupyter_execute")
    shutil.copytree(BOOK, tmp_path / "book", ignore=kept)
    for beside in ("autograder", "CONTRIBUTING.md"):  # what pages include
        (tmp_path / beside).symlink_to(lessons.ROOT / beside)
    theme = tmp_path / "book" / "theme"
    theme.mkdir()
    (theme / "template.yml").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "book" / "myst.yml").write_text(json.dumps(SITE), encoding="utf-8")
    printed = node_tools.run("myst", "build", "--site", "--ci", cwd=tmp_path / "book")
    told = [line for line in re.findall(r"(?:⛔|⚠️).*", printed) if not NOT_YET.search(line)]
    assert not told, "\n".join(told)
    read = {path.stem for path in (tmp_path / "book" / "_build" / "site" / "content").glob("*.json")}
    assert len(read) >= len(pages) - 1, "but for the search every page has a source"
