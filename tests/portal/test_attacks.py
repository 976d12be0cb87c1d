"""Content from someone who wants to harm readers, built and opened in a real browser.

No dialog, no request to anyone else, no error in the console, no attribute that is a script: on a server that protects
(nginx with our headers, where a breach would be an error in the console) and on one that does not (where it would run).
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from pledges.build.examination import Examined, examine
from pledges.build.site import build
from pledges.content import markdown
from pledges.content.problems import Severity
from pledges.exports.site_script import script
from pledges.history.redirects import Redirects
from pledges.publish.built_from import BuiltFrom
from support import attacks, provland, servers
from support.depth import short_or_whole
from support.sites import renderer, write
from support.small_site import finish

DAY = date(2026, 11, 22)
_ATTACK = re.compile(r"kommuner/provstad/(?P<folder>loften|uppfoljningar)/(?P<name>[ab])(?P<number>\d+)/index\.html")
_SECRET = "HEMLIGT-UTANFOR-CONTENT"


def pledge(attack: str, body: str) -> str:
    """A pledge with `attack` in every key that takes a text, and the Markdown `body`."""
    front = {
        "titel": f"Löfte {attack}", "kort": attack, "parter": ["polisen", "kommunen"], "överenskommelse": "ingen",
        "skäl": attack, "period": "2025", "diarienummer": attack, "problem": attack, "dialog": attack,
        "åtgärder": [
            {"id": "a", "vad": attack, "ansvarig": "polisen", "tillsammans med": attack, "mål": attack},
            {"id": "b", "vad": attack, "ansvarig": "kommunen", "mål": {"minst": "2", "enhet": attack}},
        ],
        "effektmål": [attack], "uppföljning": {"hur": attack}, "händelser": [{"datum": "2025-05-01", "text": attack}],
        "källor": [{"titel": attack, "adress": "https://example.org/a", "not": attack}], "saknas": [attack],
        "kontakt": attack,
    }  # fmt: skip
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n{body}\n"


def follow_up(slug: str, attack: str) -> str:
    """A follow-up of it, with `attack` in every text."""
    front = {
        "titel": attack, "kort": attack, "löfte": slug, "datum": "2026-01-10", "avser": "2025", "typ": "slutlig",
        "av": ["polisen", "kommunen"],
        "utfall": [
            {"åtgärd": "a", "gjort": "delvis", "kommentar": attack, "orsak": attack},
            {"åtgärd": "b", "antal": "3", "kommentar": attack},
            {"vad": attack, "antal": "1", "enhet": attack},
        ],
        "effekt": attack, "nästa steg": attack,
        "belägg": [{"titel": attack, "adress": "https://example.org/b"}],
    }  # fmt: skip
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n{attack}\n"


def content() -> dict[str, str]:
    """Every attack as a pledge (a…) with its follow-up in Provstad, and once more (b…) with the attack as Markdown too."""
    files = {
        path: provland.file_text(text)
        for path, text in provland.FILES.items()
        if path.startswith(("amnen/", "aktorer/"))
    }
    for number, attack in enumerate(attacks.EVERY):
        raw = f"{attack}\n\nText {attack} text.\n\n- {attack}\n\n## {attack}\n"
        files[f"kommuner/provstad/loften/a{number}.md"] = pledge(attack, f"`{attack}`\n\n    {attack}\n")
        files[f"kommuner/provstad/loften/b{number}.md"] = pledge("Påhittat", raw)
        files[f"kommuner/provstad/uppfoljningar/a{number}.md"] = follow_up(f"a{number}", attack)
    return files


@dataclass
class Seen:
    """What a browser noticed that it should not have."""

    wrong: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def built() -> Iterator[tuple[Path, list[str]]]:
    """(the work folder with the site at current/, the files that were refused with a message)."""
    with servers.shared_folder() as work:
        (work / "hemlig.txt").write_text(_SECRET)
        write(work / "content", content())
        refused: list[str] = []
        for _ in range(3):
            examined = examine(work / "content", provland.GEOGRAPHY, work / "cache")
            wrong = {problem.path for problem in examined.problems if problem.severity is Severity.ERROR}
            if not wrong:
                break
            for path in wrong:
                refused.append(path)
                (work / "content" / path).unlink()
        _published(examined, work / "current", "http://127.0.0.1:8000")
        yield work, sorted(refused)


def _published(examined: Examined, folder: Path, address: str) -> None:
    settings = provland.settings(address=address, absolute_links=True, search=False, contact_email="r@example.org")
    made = build(examined, folder, settings=settings, day=DAY, renderer=renderer(examined, settings))
    finish(folder, made.paths, settings=settings, day=DAY, redirects=Redirects({}, ()), source=BuiltFrom(""))


# The boxes for a frame on a municipality's own website have a base of ours, whose only say is that links leave the frame.
_LOOK = """() => [...document.querySelectorAll('*')].flatMap(e => [...e.attributes].filter(a =>
  /^on/i.test(a.name) || a.name === 'srcdoc' || a.name === 'style' && /url|expression/i.test(a.value) ||
  /^(href|src|action|formaction|xlink:href|data|content)$/i.test(a.name) && /^[\\s\\x00-\\x20]*(javascript|vbscript|data:text)/i.test(a.value)
).map(a => e.tagName + ' ' + a.name + '=' + a.value)).concat(
  [...document.querySelectorAll('script:not([src]):not([type="application/ld+json"]), iframe, object, embed, base, form:not([role]):not([action^="/"])')]
  .filter(e => !(location.pathname.startsWith('/ruta/') && e.matches('head > base[target="_top"]:not([href])')))
  .map(e => e.outerHTML.slice(0, 200)))"""


def watch(page: Page, origin: str, seen: Seen) -> None:
    """Have everything that must not happen noted in `seen`."""

    def ask(route: Route) -> None:
        address = route.request.url
        if address.startswith((origin, "data:")):
            route.continue_()
        else:
            seen.wrong.append(f"förfrågan till {address}")
            route.abort()

    page.route("**/*", ask)
    page.on("dialog", lambda dialog: (seen.wrong.append(f"ruta: {dialog.message}"), dialog.dismiss()))
    page.on(
        "console", lambda message: seen.wrong.append(f"konsol: {message.text}") if message.type == "error" else None
    )
    page.on("pageerror", lambda error: seen.wrong.append(f"fel: {error}"))
    page.on("popup", lambda popup: seen.wrong.append(f"fönster: {popup.url}"))


def look_at_everything(browser: Browser, origin: str, paths: list[str]) -> dict[str, list[str]]:
    """Open every page, touch what can be touched, and give what was noticed, by path."""
    noticed = {}
    context = browser.new_context(locale="sv-SE")
    page = context.new_page()
    seen = Seen()
    watch(page, origin, seen)
    for path in paths:
        seen.wrong.clear()
        page.goto(f"{origin}/{path.removesuffix('index.html')}")
        if path.endswith(".html"):
            seen.wrong.extend(page.evaluate(_LOOK))
            page.evaluate(
                "() => { for (const e of document.querySelectorAll('body *')) for (const kind of"
                " ['mouseover', 'focus', 'toggle', 'animationstart']) e.dispatchEvent(new Event(kind)); }"
            )
        if seen.wrong:
            noticed[path] = list(seen.wrong)
    context.close()
    return noticed


def paths_of(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*.html"))


def some_paths(root: Path) -> list[str]:
    """Each attack once, in its pledge or in its follow-up by turns, every third as Markdown, and every third of the other pages."""
    met, rest = [], []
    for path in paths_of(root):
        found = _ATTACK.fullmatch(path)
        if found is None:
            rest.append(path)
            continue
        number, told = int(found["number"]), found["folder"] == "uppfoljningar"
        if number % 3 == 0 if found["name"] == "b" else number % 2 == told:
            met.append(path)
    return [*met, *rest[::3]]


def test_every_attack_is_shown_or_refused_with_a_message(built: tuple[Path, list[str]]) -> None:
    work, refused = built
    shown = {path.parent.name for path in (work / "current/kommuner/provstad/loften").glob("*/index.html")}
    refused_names = {Path(path).stem for path in refused}
    assert shown | refused_names >= {f"{kind}{number}" for kind in "ab" for number in range(len(attacks.EVERY))}
    in_keys = [name for name in shown if name.startswith("a")]
    assert len(in_keys) > 0.9 * len(attacks.EVERY), "attacks must be built for the tests below to say anything"


def test_in_a_browser_nothing_happens_where_the_server_protects(
    built: tuple[Path, list[str]], browser: Browser
) -> None:
    root = built[0] / "current"
    with servers.nginx(root, built[0]) as server:
        paths = short_or_whole(some_paths(root)[::3], paths_of(root))
        assert look_at_everything(browser, f"http://127.0.0.1:{server.port}", paths) == {}


def test_in_a_browser_nothing_happens_where_the_server_does_not_protect(
    built: tuple[Path, list[str]], browser: Browser
) -> None:
    root = built[0] / "current"
    feeds = ["kommuner/provstad/flode.xml", "kommuner/provstad/flode.atom", "data/handelser/provstad.json"]
    assert all((root / feed).exists() for feed in feeds)
    with servers.simple(root, built[0]) as server:
        paths = short_or_whole(some_paths(root)[1::3], paths_of(root))
        assert look_at_everything(browser, f"http://127.0.0.1:{server.port}", [*paths, *feeds]) == {}


def test_markdown_that_was_let_through_would_still_be_harmless(tmp_path: Path, browser: Browser) -> None:
    """Raw HTML is refused by a rule; should that ever let something by, the cleaning alone makes it harmless."""
    for number, attack in enumerate(attacks.EVERY):
        cleaned = markdown.to_html(f"{attack}\n\nText {attack} text.\n\n- {attack}\n", lambda href: None).html
        (tmp_path / f"{number}.html").write_text(
            f"<!doctype html><meta charset=utf-8><title>x</title><link rel=icon href=data:,><main>{cleaned}</main>"
        )
    with servers.simple(tmp_path, tmp_path) as server:
        noticed = look_at_everything(browser, f"http://127.0.0.1:{server.port}", paths_of(tmp_path))
    assert noticed == {}


def test_the_browser_would_have_noticed(tmp_path: Path, browser: Browser) -> None:
    """The tests above rely on this: unclean pages are seen, each kind of harm."""
    harms = {
        "ruta.html": "<script>alert(1)</script>",
        "bild.html": "<img src=https://ond.example/a.png>",
        "knapp.html": "<p onclick=alert(1)>x</p>",
        "lank.html": "<a href=' javascript:alert(1)'>x</a>",
        "fel.html": "<script>throw new Error('x')</script>",
        "ram.html": "<iframe srcdoc='x'></iframe>",
    }
    for name, text in harms.items():
        (tmp_path / name).write_text(f"<!doctype html><title>x</title><link rel=icon href=data:,>{text}")
    with servers.simple(tmp_path, tmp_path) as server:
        noticed = look_at_everything(browser, f"http://127.0.0.1:{server.port}", sorted(harms))
    assert sorted(noticed) == sorted(harms)


@pytest.mark.parametrize(
    "path", ["../../../hemlig.txt", "../../hemlig.txt", "/etc/passwd", "....//hemlig.txt", "..\\hemlig.pdf"]
)
def test_no_file_outside_content_is_reached(tmp_path: Path, path: str) -> None:
    (tmp_path / "hemlig.txt").write_text(_SECRET)
    text = f"""
        ---
        titel: Prov
        period: 2025
        överenskommelse: okänd
        källor:
          - titel: Fil
            fil: '{path}'
        ---
        ![bild]({path})
        [länk]({path})
        """
    write(tmp_path / "content", {"kommuner/provstad/loften/p.md": textwrap.dedent(text).lstrip()})
    (tmp_path / "content/kommuner/provstad/loften/lank.pdf").symlink_to(tmp_path / "hemlig.txt")
    examined = examine(tmp_path / "content", provland.GEOGRAPHY, tmp_path / "cache")
    wrong = {problem.path for problem in examined.problems if problem.severity is Severity.ERROR}
    assert {"kommuner/provstad/loften/p.md", "kommuner/provstad/loften/lank.pdf"} <= wrong


def test_no_draft_no_secret_and_no_path_of_this_machine_is_published(tmp_path: Path) -> None:
    files = {path: provland.file_text(text) for path, text in provland.FILES.items()}
    write(tmp_path / "content", files)
    write(
        tmp_path / "content",
        {
            "nyheter/utkastet.md": "---\ntitel: Utkastshemlighet\ndatum: 2026-01-01\nstatus: utkast\n---\nUtkastshemlighet\n",
            ".utgivet/gemensamt.jsonl": "",
        },
    )
    examined = examine(tmp_path / "content", provland.GEOGRAPHY, tmp_path / "cache")
    _published(examined, tmp_path / "site", "https://loften.example")
    here = [str(tmp_path).encode(), str(Path(__file__).parents[2]).encode(), b"Utkastshemlighet", b"/root/", b"/home/"]
    for place in (one for one in (tmp_path / "site").rglob("*") if one.is_file()):
        data = place.read_bytes()
        assert not [mark for mark in here if mark in data], place
    allowed = {".htaccess", ".server", ".well-known"}
    hidden = {
        part
        for one in (tmp_path / "site").rglob(".*")
        for part in one.relative_to(tmp_path / "site").parts
        if part.startswith(".")
    }
    assert hidden == allowed


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_a_photograph_is_published_without_what_the_camera_wrote_in_it(tmp_path: Path, kind: str) -> None:
    write(
        tmp_path / "content",
        {
            "nyheter/bilden.md": f"---\ntitel: Bilden\ndatum: 2026-01-01\n---\n![En påhittad bild](bilden.{kind})\n",
        },
    )
    exif = Image.Exif()
    exif[0x010E] = _SECRET  # the picture's description; place and owner lie beside it
    Image.new("RGB", (40, 30), "teal").save(tmp_path / f"content/nyheter/bilden.{kind}", exif=exif)
    assert _SECRET.encode() in (tmp_path / f"content/nyheter/bilden.{kind}").read_bytes()
    examined = examine(tmp_path / "content", provland.GEOGRAPHY, tmp_path / "cache")
    settings = provland.settings(search=False)
    build(examined, tmp_path / "site", settings=settings, day=DAY, renderer=renderer(examined, settings))
    published = tmp_path / f"site/nyheter/bilden.{kind}"
    assert _SECRET.encode() not in published.read_bytes()
    with Image.open(published) as picture:
        assert picture.size == (40, 30)
        assert not picture.getexif()


@pytest.mark.parametrize(("days", "is_shown"), [(0, False), (2, False), (5, True)])
def test_a_visitor_is_told_when_the_copy_is_old(tmp_path: Path, browser: Browser, days: int, is_shown: bool) -> None:
    theme = Path(__file__).parents[2] / "theme/static"
    day = date.today() - timedelta(days=days)
    made = script(day, [(theme / "alder.js").read_bytes()])
    (tmp_path / made.path).write_bytes(made.make(made.source))
    (tmp_path / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><title>x</title><link rel=icon href=data:,>'
        f'<script src="{made.path}" defer></script><main><h1>Prov</h1></main>'
    )
    with servers.simple(tmp_path, tmp_path) as server:
        page = browser.new_page()
        seen = Seen()
        origin = f"http://127.0.0.1:{server.port}"
        watch(page, origin, seen)
        page.goto(origin)
        notice = page.locator("main > p[role=status]")
        assert notice.count() == int(is_shown)
        if is_shown:
            assert "Den här kopian av portalen uppdaterades senast den " in (notice.text_content() or "")
        assert seen.wrong == []
        page.close()
