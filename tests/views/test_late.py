"""The page of late follow-ups says of what is compiled how many promised days have passed without one, and whose gap that is."""

from pathlib import Path

import pytest

from support.pages import Page, read
from support.samples import on
from support.sites import SETTINGS, make_site, small_country, write

PLEDGE = (
    "---\ntitel: Löfte {year}\nkort: Prov.\nparter: [polisen, kommunen]\növerenskommelse: okänd\nperiod: {year}\n"
    "uppföljning:\n  senast: {due}\nkällor: https://provstad.example/s\n---\n"
)
REPORT = (
    "---\ntitel: Så gick det\nlöfte: 2023\ndatum: 2024-02-01\navser: 2023\ntyp: slutlig\nav: polisen\n"
    "belägg: https://provstad.example/u\n---\n"
)
COMPILED = "---\nförs av: sammanställning\n---\n"
FILES = {
    "kommuner/lund/kommun.md": COMPILED,
    "kommuner/lund/loften/2022.md": PLEDGE.format(year=2022, due="2023-03-31"),
    "kommuner/lund/loften/2023.md": PLEDGE.format(year=2023, due="2024-03-31"),
    "kommuner/lund/loften/2026.md": PLEDGE.format(year=2026, due="2027-03-31"),
    "kommuner/lund/uppfoljningar/2023.md": REPORT,
    "kommuner/malmo/loften/2022.md": PLEDGE.format(year=2022, due="2023-03-31"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    folder = tmp_path_factory.mktemp("utlovade")
    write(folder / "content", FILES)
    make_site(
        folder / "content",
        folder / "out",
        on("2026-11-26"),
        settings=SETTINGS,
        geography=small_country("lund", "malmo"),
    )
    return read(folder / "out")


def test_where_none_is_late_the_days_that_have_passed_stand_there_at_once(tmp_path: Path) -> None:
    write(tmp_path / "content", {path: text for path, text in FILES.items() if "malmo" not in path})
    make_site(
        tmp_path / "content", tmp_path / "out", on("2026-11-26"), settings=SETTINGS, geography=small_country("lund")
    )
    page = read(tmp_path / "out")["forsenade/index.html"]
    assert [one.get_text() for one in page.all("h1")] == ["Utlovade dagar som har passerat: 1"]
    assert [" ".join(one.get_text(" ").split()) for one in page.all(".card")] == [
        "Löfte 2022 Uppföljningen var utlovad till 31 mars 2023"
    ]
    assert "Här kan inget löfte" not in page.text


def test_promised_days_that_have_passed_are_counted_where_nobody_knows_of_a_follow_up(site: dict[str, Page]) -> None:
    page = site["forsenade/index.html"]
    (lede,) = page.all("main p.lede:has(a)")
    assert lede.get_text(" ", strip=True).endswith(
        "1 gång har den utlovade dagen passerat utan att vi har sett någon uppföljning. Den kan finnas ändå."
    )
    assert [one.get_text(strip=True) for one in page.all(".card h3")] == ["Löfte 2022"]
    assert [one.get_text(strip=True) for one in page.all("section h2 a")] == ["Malmö"]


def test_the_list_of_them_blames_nobody(site: dict[str, Page]) -> None:
    page = site["forsenade/inte-sedda/index.html"]
    assert [one.get_text(strip=True) for one in page.all("section h2 a")] == ["Lund"]
    assert [str(one["href"]) for one in page.all(".card h3 a")] == ["../../kommuner/lund/loften/2022/index.html"]
    assert "Den kan finnas ändå." in page.text
    assert "försenad" not in page.all("main")[0].get_text()
