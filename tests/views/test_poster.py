"""The poster of a pledge: what fits on a page of paper, and a code that leads to the pledge's own address."""

import re
from io import BytesIO

from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from pypdf import PdfReader

from pledges.content.record import is_a
from pledges.content.record_fields import Pledge
from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import take_snapshot
from pledges.settings import Settings
from pledges.views.poster import PosterView, poster_view
from pledges.views.qr_code import MARGIN, code, qr_code
from support import provland
from support.browser import new_page
from support.samples import on, register_of

ADDRESS = "https://loften.example/kommuner/lulea/loften/prov/"
RUN = re.compile(r"[Mm](-?\d+(?:\.5)?) ?(-?\d+(?:\.5)?)|h(\d+)")


def drawn(svg: str) -> set[tuple[int, int]]:
    """The dark squares of a code, column and row, as the lines of its picture draw them."""
    dark = BeautifulSoup(svg, "html.parser").select_one("path[stroke]")
    assert dark is not None
    squares, x, y = set(), 0.0, 0.0
    for found in RUN.finditer(str(dark["d"])):
        if found[3]:
            squares |= {(int(x) + step - MARGIN, int(y) - MARGIN) for step in range(int(found[3]))}
            x += int(found[3])
        else:
            x, y = (
                (float(found[1]), float(found[2])) if found[0][0] == "M" else (x + float(found[1]), y + float(found[2]))
            )
    return squares


def poster(actions: int = 1, summary: str = "Polisen lovar prov.") -> PosterView:
    rows = "".join(
        f"  - {{id: a{number}, vad: Trafikkontroller på plats {number}, mål: {{minst: 8, enhet: kontroller}}}}\n"
        for number in range(actions)
    )
    text = f"titel: Prov\nkort: {summary}\növerenskommelse: okänd\nparter: polisen\nperiod: 2018\nåtgärder:\n{rows}"
    register = register_of({"kommuner/lulea/loften/prov.md": text})
    record = register.get("kommuner/lulea/loften/prov")
    assert is_a(record, Pledge)
    settings = Settings(address="https://loften.example")
    return poster_view(take_snapshot(register, on("2018-06-01"), settings=settings, log=EMPTY), record)


def test_the_code_is_that_of_the_pledges_own_whole_address() -> None:
    view = poster()
    assert (view.address, view.meta.address) == (ADDRESS, "kommuner/lulea/loften/prov/affisch/")
    matrix = code(ADDRESS).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, square in enumerate(row) if square}
    assert drawn(qr_code(view.address)) == dark
    assert drawn(qr_code(f"{view.address}x")) != dark


def test_a_poster_says_as_many_promises_as_there_is_room_for_and_how_many_more_there_are() -> None:
    assert poster().promises == ("Trafikkontroller på plats 0: minst 8 kontroller",)
    assert poster().rest == ""
    long = poster(20)
    assert 5 < len(long.promises) < 20
    assert long.rest == f"och {20 - len(long.promises)} åtgärder till"
    assert len(poster(20, summary="Prov " * 30).promises) < len(long.promises)


def test_a_poster_is_one_page_of_paper_with_nothing_but_the_poster(browser: Browser) -> None:
    page = provland.site() / "kommuner/provstad/loften/2023/affisch/index.html"
    with new_page(browser) as (opened, _said):
        opened.goto(page.as_uri())
        (paper,) = PdfReader(BytesIO(opened.pdf(prefer_css_page_size=True))).pages
        width = opened.locator(".qr path[stroke]").evaluate("one => getComputedStyle(one).strokeWidth")
    assert (round(paper.mediabox.width), round(paper.mediabox.height)) == (595, 842)
    words = paper.extract_text()
    assert "Läs hela löftet" in words
    assert "Meny" not in words
    assert width == "1px"  # a thicker line would draw over the square beside it


def test_a_report_on_paper_is_a4_with_margins_and_leaves_out_what_only_a_screen_can_use(browser: Browser) -> None:
    page = next(provland.site().glob("kommuner/provstad/ar/2*/index.html"))
    assert "Andra år" in page.read_text(encoding="utf-8")
    with new_page(browser) as (opened, _said):
        opened.goto(page.as_uri())
        papers = PdfReader(BytesIO(opened.pdf(prefer_css_page_size=True))).pages
    assert {(round(one.mediabox.width), round(one.mediabox.height)) for one in papers} == {(595, 842)}
    placed: list[float] = []

    def place(text: str, page: list[float], line: list[float], *_font: object) -> None:
        placed.extend([line[4] * page[0] + page[4]] if text.strip() else [])

    assert "I korthet" in papers[0].extract_text(visitor_text=place)
    assert min(placed) > 44, "16 mm are 45 points"
    assert "Andra år" not in "".join(one.extract_text() for one in papers)
