"""News dated ahead wait for their day: before it they are nowhere, on it everywhere, and staff are told that they wait."""

from datetime import date
from pathlib import Path

import pytest

from pledges.build.messages import message_of
from pledges.build.site import Built
from pledges.publish.publication import remember
from support.provstad import PROVSTAD
from support.sites import make_site, small_country, tree, write

COUNTRY = small_country("ale", "alingsas", "boras")
PATH = "nyheter/julafton.md"
NEWS = "---\ntitel: Hemligheten avslöjas\ndatum: 2025-12-24\nkort: Hemlig ingress.\nkommuner: [alingsas]\n---\nHemlig text.\n"
LINKING = "---\ntitel: Om jul\nkort: Om julen.\n---\nSe [hemligheten](../nyheter/julafton.md) i jul.\n"
BEFORE, DAY = date(2025, 12, 23), date(2025, 12, 24)
WORDS = (b"Hemlig", b"nyheter/julafton/")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    write(tmp_path / "content", {**PROVSTAD, PATH: NEWS, "sidor/jul.md": LINKING})
    return tmp_path / "content"


def telling(output: Path) -> list[str]:
    """The files that tell of the news by their path or their bytes."""
    return [path for path, data in tree(output).items() if any(word in path.encode() + data for word in WORDS)]


def told(built: Built) -> str:
    return message_of((), built).text(1, built.counts, "")


def test_news_dated_ahead_are_nowhere_until_their_day(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    built = make_site(content, output, BEFORE, geography=COUNTRY)
    assert telling(output) == []
    assert "Nyheter som väntar på sin dag:\n    24 december 2025  Hemligheten avslöjas  (nyheter/julafton.md)" in told(
        built
    )
    assert remember(built) > 0
    assert not any(b"julafton" in path.read_bytes() for path in (content / ".utgivet").iterdir())

    built = make_site(content, output, DAY, geography=COUNTRY)
    shown = telling(output)
    for path in ("nyheter/index.html", "nyheter/julafton/index.html", "index.html", "kommuner/alingsas/index.html"):
        assert path in shown
    for path in (
        "sitemap-1.xml",
        "flode.xml",
        "kommuner/alingsas/flode.xml",
        "data/gemensamt.json",
        "sidor/jul/index.html",
    ):
        assert path in shown or path.replace("-1", "") in shown, path
    assert "väntar på sin dag" not in told(built)
    make_site(content, tmp_path / "clean", DAY, geography=COUNTRY)
    assert tree(output) == tree(tmp_path / "clean")


def test_published_news_stay_also_when_their_day_is_moved(content: Path, tmp_path: Path) -> None:
    remember(make_site(content, tmp_path / "out", DAY, geography=COUNTRY))
    (content / PATH).write_text(NEWS.replace("2025-12-24", "2026-12-24"), encoding="utf-8")
    make_site(content, tmp_path / "out", DAY, geography=COUNTRY)
    assert "nyheter/julafton/index.html" in telling(tmp_path / "out")
