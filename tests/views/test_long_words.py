"""The long words of headings may be broken on a narrow screen, and are still whole where they are copied or searched."""

import pytest
from bs4 import BeautifulSoup

from support import pages
from support.pages import Page, read
from support.sites import DAY, SETTINGS, make_site, small_country, write

AGREEMENT = (
    "---\ntitel: Samverkansöverenskommelse i Lund & Prov 2025\nkort: Prov.\nparter: [polisen, kommunen]\nperiod: 2025\n"
    "källor: https://provstad.example/s\n---\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    folder = tmp_path_factory.mktemp("langa-ord")
    write(folder / "content", {"kommuner/lund/overenskommelser/2025.md": AGREEMENT})
    make_site(folder / "content", folder / "out", DAY, settings=SETTINGS, geography=small_country("lund"))
    return read(folder / "out")


@pytest.mark.parametrize(
    ("path", "heading", "broken"),
    [
        ("kommuner/lund/overenskommelser/2025/index.html", "h1", "Samverkans|överenskommelse i Lund & Prov 2025"),
        ("kommuner/lund/index.html", ".card h3", "Samverkans|överenskommelse i Lund & Prov 2025"),
        ("tillganglighet/index.html", "h1", "Tillgänglighets|redogörelse"),
    ],
)
def test_a_long_word_is_broken_where_its_parts_meet(
    site: dict[str, Page], path: str, heading: str, broken: str
) -> None:
    (found,) = site[path].all(heading)
    assert found.get_text() == broken.replace("|", "")
    for joint in found.select("span.joint"):
        joint.string = "|"
    assert found.get_text() == broken


def test_no_text_has_a_soft_hyphen(site: dict[str, Page]) -> None:
    assert not [path for path, page in site.items() if "\N{SOFT HYPHEN}" in str(page.all("html")[0])]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("kommuner/lulea/loften/2018", "Redovisat av polisen och Luleå kommun: 6_av_9_åtgärder"),
        ("laget", "_löften är redovisade"),
    ],
)
def test_an_answer_is_not_broken_between_a_number_and_what_it_counts(path: str, line: str) -> None:
    page = BeautifulSoup((pages.real_site() / path / "index.html").read_bytes(), "lxml")
    assert line.replace("_", "\N{NO-BREAK SPACE}") in page.select("#svar .word")[0].get_text()
