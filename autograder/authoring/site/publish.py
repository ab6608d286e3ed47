"""Makes the site of what Jupyter Book has built: only pages that have changed are mended anew."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from autograder.authoring.site import about, icons, mend, pictures, search, styles

ICONS = "scripts/fontawesome.js"
# What no page loads: icons are drawn in the page, the search is ours, and MathJax has each other make-up.
UNUSED = (
    "*.map",
    "*.css",
    "fontawesome.js",
    "searchtools.js",
    "language_data.js",
    "*highlight.js",
    "locales",
    "*macros.html",
)
MATHJAX = {"tex-chtml.js", "a11y", "input", "output", "sre", "ui"}
PICTURE = re.compile(r"/pictures/(\w+\.\w+)")
FILES = ("_images", "_downloads")  # what Jupyter Book copies for pages that name it
FEW = 4  # pages that are written sooner than processes begin
Page = dict[str, Any]  # its key: what it was made of; its rows in the search


def publish(raw: Path, site: Path, kept: Path, descriptions: Mapping[str, str]) -> None:
    """Bring the site up to what was built in `raw`; in the folder `kept` is what is remembered of it."""
    kept.mkdir(exist_ok=True)
    memory = kept / "pages.json"
    known = json.loads(memory.read_text(encoding="utf-8")) if memory.exists() else {}
    _static(raw / "_static", site / "_static")
    for folder in FILES:
        shutil.rmtree(site / folder, ignore_errors=True)
        if (raw / folder).exists():
            shutil.copytree(raw / folder, site / folder)
    made_by = _digest(*(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))))
    pages, changed = {}, {}
    for name, page in _built(raw):
        said = descriptions.get(page.stem, "")
        key = _digest(page.read_bytes(), made_by.encode(), said.encode())
        same = known.get(name, {}).get("key") == key and (site / name).exists()
        pages[name] = known[name] if same else {"key": key}
        if not same:
            changed[name] = (page, site / name, site, raw, said)
    for name, rows in zip(changed, _all_made(list(changed.values()))):
        pages[name]["rows"] = rows
    for stray in {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - set(pages):
        (site / stray).unlink()
    (site / "_static" / "search" / "index.js").write_text(search.script(pages.values()), encoding="utf-8")
    _lighten(raw, site, [site / name for name in pages], kept, made_by)
    memory.write_text(json.dumps(pages), encoding="utf-8")


def _built(raw: Path) -> Iterator[tuple[str, Path]]:
    """(name, page); lessons first: of two places that fit alike, a search shows the one that explains."""
    for page in sorted(raw.rglob("*.html"), key=lambda page: (page.parent.name != "lessons", page)):
        name = page.relative_to(raw).as_posix()
        if not name.startswith("_static/"):
            yield name, page


def _all_made(pages: list[tuple]) -> Iterable[list[search.Row]]:
    """Write these pages; many of them on all cores."""
    if len(pages) <= FEW:
        return [_made(*page) for page in pages]
    with ProcessPoolExecutor() as pool:
        return pool.map(_made, *zip(*pages))


def _made(page: Path, target: Path, site: Path, raw: Path, description: str) -> list[search.Row]:
    """Write a page of the site; its rows in the search."""
    target.parent.mkdir(parents=True, exist_ok=True)
    text = pictures.with_sizes(page.read_text(encoding="utf-8"), page)
    text = pictures.as_files(text, target, site / "_static" / "pictures")  # first: they are most of a page
    text = icons.drawn(mend.mended(text), raw / "_static" / ICONS)
    text = about.told(text, target, site, description)
    target.write_text(search.page(text) if target.stem == "search" else text, encoding="utf-8")
    return list(search.rows(text, target.relative_to(site).as_posix()))


def _static(raw: Path, target: Path) -> None:
    """Copy what pages load, but for style sheets, which are made lighter, and what stands there already."""
    unused = shutil.ignore_patterns(*UNUSED)
    shutil.copytree(raw, target, ignore=unused, dirs_exist_ok=True, copy_function=_copy)
    for path in (target / "mathjax").iterdir():
        if path.name not in MATHJAX:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _copy(source: str, target: str) -> None:
    there, new = Path(target), Path(source).read_bytes()
    if not there.exists() or there.read_bytes() != new:
        there.write_bytes(new)


def _lighten(raw: Path, site: Path, pages: list[Path], kept: Path, made_by: str) -> None:
    """Style sheets without what no page has, and no picture that no page shows."""
    texts = [path.read_text(encoding="utf-8") for path in pages]
    scripts = [path.read_text(encoding="utf-8") for path in site.rglob("*.js") if "mathjax" not in path.parts]
    there = styles.words([*texts, *scripts])
    for path in (raw / "_static").rglob("*.css"):
        css = path.read_text(encoding="utf-8")
        named = sorted(word.encode() for word in there & styles.names(css))
        made = kept / f"{_digest(made_by.encode(), css.encode(), *named)}.css"
        if not made.exists():  # to read a style sheet takes seconds
            made.write_text(styles.needed(css, there), encoding="utf-8")
        target = site / path.relative_to(raw)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, target)
    shown = {name for text in texts for name in PICTURE.findall(text)}
    for picture in (site / "_static" / "pictures").glob("*"):
        if picture.name not in shown:
            picture.unlink()


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
