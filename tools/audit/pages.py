"""The pages as published: valid HTML by the W3C's own checker, and what Lighthouse thinks of three of them."""

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.report import AuditResult
from pledges.publish.deploy import folder
from support import programs, servers

PAGES = ("", "kommuner/lulea/", "kommuner/lulea/loften/2018/")
LOWEST = 95
# A property of SVG 2 that every browser knows and the checker's list of CSS does not.
_KNOWN = ("CSS: “vector-effect”",)
_PASSES = ("performance", "accessibility", "best-practices", "seo")


def npm_package(package: str, tools: Path) -> Path | None:
    """Where a package of npm's lies, in a folder of the audits' own; None if it can't be had."""
    place = tools / "node_modules" / package
    if not place.exists() and shutil.which("npm"):
        words = ["npm", "install", "--prefix", str(tools), "--no-fund", "--no-audit", "--silent", package]
        subprocess.run(words, capture_output=True, check=False)
    return place if place.exists() else None


def validity(site: Path, tools: Path) -> Iterator[AuditResult]:
    """Every page and stylesheet by vnu."""
    what = "HTML and CSS valid (vnu)"
    package = npm_package("vnu-jar", tools)
    if package is None or shutil.which("java") is None:
        yield AuditResult(what, "ej körd", "needs Java and npm")
        return
    words = [
        "java",
        "-jar",
        str(next(package.rglob("vnu.jar"))),
        "--format",
        "json",
        "--also-check-css",
        "--skip-non-html",
        str(site),
    ]
    with _wrapped(site):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    messages = [
        one
        for one in json.loads(done.stderr or '{"messages":[]}')["messages"]
        if one["type"] == "error" and not one["message"].startswith(_KNOWN)
    ]
    pages = len(list(site.rglob("*.html")))
    common = Counter(one["message"] for one in messages).most_common(3)
    measured = f"{pages} pages, {len(messages)} errors" + "".join(f"; {count} × {text}" for text, count in common)
    yield AuditResult(what, "fel" if messages else "ok", measured)


@contextmanager
def _wrapped(site: Path) -> Iterator[None]:
    """The pieces of HTML that others put into their pages stand in pages of their own while they are looked at."""
    pieces = {path: path.read_bytes() for path in site.glob("ruta/*/utdrag.html")}
    for path, data in pieces.items():
        path.write_bytes(b'<!doctype html><html lang="sv"><title>Utdrag</title><h1>Kommunen</h1>' + data)
    try:
        yield
    finally:
        for path, data in pieces.items():
            path.write_bytes(data)


def lighthouse(site: Path, work: Path, tools: Path) -> Iterator[AuditResult]:
    """The scores of a few pages on nginx, out of a hundred."""
    package = npm_package("lighthouse", tools)
    browser = programs.browser()
    if package is None or browser is None or programs.absent(("nginx", "brotli i nginx")):
        yield AuditResult("Lighthouse", "ej körd", "needs npm, chromium and nginx")
        return
    folder.deploy(site, work / "web")
    with servers.nginx(work / "web/current", work) as server:
        for page in PAGES:
            if not (site / page / "index.html").exists():
                continue
            words = [
                "node", str(package / "cli/index.js"), f"http://127.0.0.1:{server.port}/{page}", "--output=json", "--quiet",
                f"--only-categories={','.join(_PASSES)}", "--chrome-flags=--headless --no-sandbox",
            ]  # fmt: skip
            environment = {**os.environ, "CHROME_PATH": browser}
            done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
            yield _scores(page, done.stdout)


def _scores(page: str, output: str) -> AuditResult:
    try:
        categories = json.loads(output)["categories"]
    except (ValueError, KeyError):
        return AuditResult(f"Lighthouse /{page}", "ej körd", "Lighthouse gave no result")
    scores = {name: round(100 * (categories[name]["score"] or 0)) for name in _PASSES}
    text = ", ".join(f"{name} {score}" for name, score in scores.items())
    return AuditResult(f"Lighthouse /{page}", "ok" if min(scores.values()) >= LOWEST else "fel", text)
