"""Small published sites for tests of deploying and serving: every kind of file, made without building the portal."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pledges.history.redirects import Redirects
from pledges.history.site_log import SiteState
from pledges.publish import manifest as manifests
from pledges.publish.built_from import BuiltFrom
from pledges.publish.manifest import Manifest
from pledges.publish.publication import prepare
from pledges.publish.published_log import extended, lay_out
from pledges.settings import Settings

DAY = date(2026, 11, 22)
STYLE = "tema/portal.0123456789.css"


def page(title: str, *links: str, style: str = STYLE) -> str:
    """A page that shows `style` and links to `links` (rooted addresses)."""
    rows = "".join(f'<li><a href="/{link}">{link}</a></li>' for link in links)
    return (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="/{style}"><h1>{title}</h1><ul>{rows}</ul>'
        f"<p>{'Påhittad text. ' * 80}</p></html>\n"
    )


FILES: Mapping[str, str] = {
    "index.html": page("Provstad", "kommuner/", "om/"),
    "kommuner/index.html": page("Kommuner", "", "gammalt/lofte/", "kommuner/sida-2/"),
    "kommuner/sida-2/index.html": page("Kommuner, sida 2", ""),
    "om/index.html": page("Om", ""),
    "sok/index.html": page("Sök", ""),
    "ruta/provstad/index.html": page("Ruta", ""),
    "kommuner/provstad/omraden/ruta/index.html": page("En del som heter Ruta", ""),
    "gammalt/lofte/index.html": page("Sidan har flyttat", "kommuner/"),
    "borta/lofte/index.html": page("Uppgifterna är borttagna", ""),
    "404.html": page("Sidan finns inte", ""),
    "bygge.json": '{"dag":"2026-11-22"}\n',
    "flode.xml": '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"/>' + " " * 1100,
    "kommuner/flode.xml": '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"/>' + " " * 300,
    "flode.atom": '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"/>' + " " * 1100,
    "kalender.ics": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" * 40,
    "floden.opml": "<opml/>" + " " * 1100,
    "datasets/dcat.rdf": "<rdf/>" + " " * 1100,
    "data/loften.csv": "löfte;år\n" * 120,
    "data/loften.json": "[" + " " * 1100 + "]",
    "data/loften.jsonl": "{}\n" * 400,
    "data/karta.geojson": "{}" + " " * 1100,
    "sitemap.xml": "<urlset/>" + " " * 1100,
    "sitemap-1.xml": "<urlset/>" + " " * 1100,
    "robots.txt": "User-agent: *\n" * 80,
    "pagefind/index/sv_0a1b2c.pf_index": "x" * 1100,
    "pagefind/filter/sv_0a1b2c.pf_filter": "x" * 1100,
    "marke.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>' + " " * 1100,
    STYLE: "h1 { color: teal }\n" * 60,
    "tema/portal.aaaaaaaaaa.js": "document.title += '!';\n" * 60,
    "pagefind/pagefind.js": "export {};\n" * 100,
}
FRAMED_BY = ("https://www.provstad.example", "https://*.provby.example:8443")
"""The websites that may show a box in a frame."""
REDIRECTS = Redirects({"gammalt/lofte/": "kommuner/"}, ("borta/lofte/",))


# Pages with what they show, and a little more: for what is about the order in which files are put, not their kinds.
FEW = {path: text for path, text in FILES.items() if path.endswith((".html", ".json", ".css", "flode.xml"))}


def publish_small(
    folder: Path,
    files: Mapping[str, str] = FILES,
    redirects: Redirects = REDIRECTS,
    *,
    compress: bool = True,
    base: str = "",
    framed_by: tuple[str, ...] = (),
) -> Manifest:
    """Make `folder` a published site of `files`, as `make publish` would leave it."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
    settings = Settings(
        address=f"https://loften.example{base}",
        compress=compress,
        contact_email="redaktionen@loften.example",
        framed_by=framed_by,
    )
    return finish(
        folder,
        frozenset(files),
        settings=settings,
        day=DAY,
        redirects=redirects,
        source=BuiltFrom("abc123"),
    )


def finish(
    output: Path, paths: frozenset[str], *, settings: Settings, day: date, redirects: Redirects, source: BuiltFrom
) -> Manifest:
    """Make the site of `paths` in `output` one that a deploy takes: what it needs for any server, and its manifest."""
    made = prepare(output, paths, settings=settings, day=day, redirects=redirects, source=source)
    manifests.stage(output, made).replace(output / manifests.NAME)
    return made


def publish_logged(
    folder: Path,
    files: Mapping[str, str] = FEW,
    log: bytes = b"",
    *,
    day: date = DAY,
    state: SiteState | None = None,
    signing_key: str = "",
) -> bytes:
    """As `publish_small`, with the line of the publication added to `log`; gives all of it."""
    made = publish_small(folder, files, compress=False)
    records = ("kommuner/index.html", *(f"{one}index.html" for one in (*REDIRECTS.moved, *REDIRECTS.gone)))
    pages = frozenset(path.removesuffix("index.html") for path in records if path in files)
    said = SiteState(addresses=pages, moved=REDIRECTS.moved, removed={"borta/lofte/": "Fel person."})
    new = extended(log, made, day, state=state or said)
    settings = Settings(contact_email="redaktionen@loften.example", signing_key=signing_key)
    manifests.stage(folder, lay_out(folder, made, new, settings=settings)).replace(folder / manifests.NAME)
    return new.data


def changed(number: int = 1, files: Mapping[str, str] = FILES) -> dict[str, str]:
    """The site with a new stylesheet, a page changed, one added and one gone."""
    kept = {path: text for path, text in files.items() if path not in (STYLE, "om/index.html")}
    style = f"tema/portal.{number:010d}.css"
    return {
        **kept,
        style: f"h1 {{ color: red }} /* {number} */",
        "index.html": page(f"Provstad {number}", "kommuner/", "nytt/", style=style),
        "nytt/index.html": page("Nytt", "", style=style),
    }
