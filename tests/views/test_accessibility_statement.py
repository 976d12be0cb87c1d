"""The accessibility statement: a part that the law demands is missing, or nobody has checked what it claims."""

import os
import runpy
import subprocess
import sys
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from pledges.build.examination import examine
from pledges.content.geography import load
from pledges.settings import Settings, SettingsError
from pledges.views.accessibility_statement import Statement, not_come, out_of_date, read_statement, statement_view
from support.sites import ROOT, renderer

WHOLE: dict[str, Any] = {
    "actor": "Provstads kommun",
    "service": "Löften i Provstad",
    "conformity": "delvis",
    "shortcomings": [
        {"what": "Provkartan går inte att läsa upp.", "reason": "brist", "criterion": "1.1.1 Icke-textuellt innehåll", "alternative": "Läs listan."},
        {"what": "Provbladets artiklar.", "reason": "omfattas inte"},
        {"what": "Äldre protokoll.", "reason": "oskäligt betungande", "assessment": "Kommunen är liten, och få läser dem."},
    ],
    "methods": ["automatiska tester", "egen granskning"],
    "assessed_by": "Provstads webbgrupp",
    "assessed": "2026-10-01",
    "published": "2026-10-02",
    "updated": "2026-11-03",
    "report": "Skriv till kommunen.",
    "report_address": "mailto:tillganglighet@example.org",
    "supervisor": "Provmyndigheten",
    "complaint_address": "https://provstad.example/anmal",
}  # fmt: skip


def refusal(**changes: Any) -> list[str]:
    """What is said of the whole statement with some parts changed; a part that is None is left out."""
    values = {name: value for name, value in {**WHOLE, **changes}.items() if value is not None}
    with pytest.raises(SettingsError) as caught:
        read_statement(values)
    return str(caught.value).splitlines()


def test_a_whole_statement_is_read() -> None:
    statement = read_statement(WHOLE)
    assert isinstance(statement, Statement)
    assert statement.assessed == date(2026, 10, 1)
    assert [one.reason for one in statement.shortcomings] == ["brist", "omfattas inte", "oskäligt betungande"]


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("actor", "vem som ansvarar för webbplatsen"),
        ("service", "vad webbplatsen heter"),
        ("conformity", "om webbplatsen är ”helt”, ”delvis” eller ”inte” förenlig med lagen"),
        ("shortcomings", "en lista med varje känd brist; tom bara om conformity är ”helt”"),
        ("methods", "hur webbplatsen har bedömts, en lista ur: automatiska tester, egen granskning, extern granskning, tester med användare"),
        ("assessed_by", "vem som har bedömt webbplatsen"),
        ("assessed", "dagen då webbplatsen senast bedömdes, till exempel 2026-11-22"),
        ("published", "dagen då redogörelsen först publicerades, till exempel 2026-11-22"),
        ("report", "hur man påtalar brister och begär innehåll i annan form, i en eller flera meningar"),
        ("supervisor", "myndigheten som har tillsyn"),
        ("complaint_address", "webbadressen till myndighetens anmälan"),
        ("updated", "dagen då redogörelsen senast ändrades, till exempel 2026-11-22"),
    ],
)  # fmt: skip
def test_every_part_that_the_law_demands_must_be_there(name: str, meaning: str) -> None:
    expected = [f"accessibility: ”{name}” saknas i tillgänglighetsredogörelsen. Skriv {meaning}."]
    assert refusal(**{name: None}) == expected
    if name != "shortcomings":
        assert refusal(**{name: ""})[0] == expected[0]


def test_nothing_at_all_is_told_part_by_part() -> None:
    with pytest.raises(SettingsError) as caught:
        read_statement({})
    assert len(str(caught.value).splitlines()) == 12


def test_automatic_tests_alone_never_make_it_wholly_accessible() -> None:
    assert refusal(conformity="helt", shortcomings=[], methods=["automatiska tester"]) == [
        "accessibility: ”helt” förenlig går inte att säga efter enbart automatiska tester: de hittar bara en del av bristerna. "
        "Skriv ”delvis” och vad som inte har granskats, eller låt någon granska webbplatsen."
    ]
    assert read_statement({**WHOLE, "conformity": "helt", "shortcomings": []}).conformity == "helt"


def test_what_is_claimed_and_what_is_listed_agree() -> None:
    assert refusal(conformity="helt") == [
        "accessibility: en webbplats med brister är inte ”helt” förenlig. Skriv ”delvis”."
    ]
    assert refusal(shortcomings=[]) == [
        "accessibility: shortcomings är tom, men webbplatsen är ”delvis” förenlig. Skriv vad som brister."
    ]
    only_others = [WHOLE["shortcomings"][1]]
    assert read_statement({**WHOLE, "conformity": "helt", "shortcomings": only_others}).conformity == "helt"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"conformity": "fullt"}, "accessibility: conformity är ”helt”, ”delvis” eller ”inte”, inte ”fullt”."),
        ({"methods": ["ekstern granskning"]}, "accessibility: metoden ”ekstern granskning” finns inte. Menade du extern granskning eller egen granskning?"),
        ({"methods": ["xyz"]}, "accessibility: metoden ”xyz” finns inte. Välj bland: automatiska tester, egen granskning, extern granskning, tester med användare."),
        ({"methods": "egen granskning"}, "accessibility: ”methods” ska vara en lista [ … ]: hur webbplatsen har bedömts, en lista ur: automatiska tester, egen granskning, extern granskning, tester med användare."),
        ({"actor": 7}, "accessibility: ”actor” ska vara en text inom citattecken: vem som ansvarar för webbplatsen."),
        ({"assessed": "igår"}, "accessibility: assessed ”igår” är ingen dag. Skriv som 2026-11-22."),
        ({"complaint_address": "example.org"}, "accessibility: complaint_address ska vara en hel adress som börjar med https://, inte ”example.org”."),
        ({"complaint_address": "mailto:a@example.org"}, "accessibility: complaint_address ska vara en hel adress som börjar med https://, inte ”mailto:a@example.org”."),
        ({"report_address": "a@example.org"}, "accessibility: report_address ska vara en hel adress som börjar med https:// eller mailto:, inte ”a@example.org”."),
        ({"about": 7}, "accessibility: ”about” ska vara en text inom citattecken: något mer som läsaren behöver veta om webbplatsen."),
        ({"updated": 2026}, "accessibility: ”updated” ska vara en text inom citattecken: dagen då redogörelsen senast ändrades, till exempel 2026-11-22."),
        ({"updated": "2026-10-01"}, "accessibility: updated (2026-10-01) är före published (2026-10-02). Skriv dagen då redogörelsen senast ändrades."),
        ({"assessed": "2026-12-01"}, "accessibility: updated (2026-11-03) är före assessed (2026-12-01). Skriv dagen då redogörelsen senast ändrades."),
        ({"supervisor_checked": "snart"}, "accessibility: supervisor_checked ”snart” är ingen dag. Skriv som 2026-11-22."),
        ({"standard": 3}, "accessibility: ”standard” ska vara en text inom citattecken: standarden som kraven är i, med version."),
        ({"shortcomings": [{"what": "Kartan.", "reason": "oskäligt betungande"}]}, "accessibility: rad 1 i shortcomings saknar ”assessment”: är en anpassning oskäligt betungande ska bedömningen stå i redogörelsen (12 och 13 §§ lagen 2018:1937). Skriv er storlek, era uppgifter och resurser, vad det kostar och vad det ger."),
        ({"complaint_address": "https://["}, "accessibility: complaint_address ska vara en hel adress som börjar med https://, inte ”https://[”."),
        ({"asessed": "2026-01-01"}, "accessibility: ”asessed” finns inte. Menade du assessed?"),
        ({"shortcomings": ["kartan"]}, "accessibility: rad 1 i shortcomings ska vara en ordlista { … } med what och reason."),
        ({"shortcomings": [{"what": "Kartan."}]}, "accessibility: rad 1 i shortcomings saknar ”reason”."),
        ({"shortcomings": [{"what": "Kartan.", "reason": "lathet"}]}, "accessibility: reason på rad 1 i shortcomings är något av brist, oskäligt betungande, omfattas inte, inte ”lathet”."),
        ({"shortcomings": [{"what": "Kartan.", "reason": "brist", "reson": "x"}]}, "accessibility: ”reson” på rad 1 i shortcomings finns inte. Menade du reason?"),
    ],
)  # fmt: skip
def test_nonsense_is_told_with_a_way_to_mend_it(changes: dict[str, Any], message: str) -> None:
    assert refusal(**changes) == [message]


def test_the_page_says_all_that_the_law_demands(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    examined = examine(tmp_path / "content", load(), tmp_path / "cache")
    page = renderer(examined, Settings()).page(statement_view(read_statement(WHOLE))).decode()
    text = " ".join(unescape(BeautifulSoup(page, "html.parser").find("main").get_text(" ")).split())  # type: ignore[union-attr]
    for part in (
        "Provstads kommun ansvarar för Löften i Provstad.",
        "lagen (2018:1937) om tillgänglighet till digital offentlig service",
        "Webbplatsen är delvis förenlig",
        "EN 301 549 v3.2.1 (WCAG 2.1, nivå AA)",
        "Inte förenligt med lagens krav Provkartan går inte att läsa upp.",
        "1.1.1 Icke-textuellt innehåll",
        "Gör så här i stället Läs listan.",
        "Omfattas inte av lagen Provbladets artiklar.",
        "Undantaget därför att en anpassning vore oskäligt betungande Äldre protokoll. Bedömning Kommunen är liten, och få läser dem.",
        "Du får svar så snart som möjligt.",
        "rätt att på begäran få ett skriftligt beslut med skälen",
        "Provmyndigheten har tillsyn över att lagen följs. Du kan anmäla dit att webbplatsen inte uppfyller kraven, eller att du vill få en bedömning om oskäligt betungande granskad. Du behöver inte ha skrivit till oss eller fått svar först.",
        "Senast uppdaterad 3 november 2026",
        "automatiska tester och egen granskning",
        "Provstads webbgrupp",
        "1 oktober 2026",
        "2 oktober 2026",
        "Skriv till kommunen. tillganglighet@example.org",
        "Anmäl bristande tillgänglighet till Provmyndigheten",
    ):
        assert part in text
    assert 'href="https://provstad.example/anmal"' in page
    assert 'href="mailto:tillganglighet@example.org"' in page


DIGG = {"supervisor": "Myndigheten för digital förvaltning", "complaint_address": "https://www.digg.se/tdosanmalan"}


@pytest.mark.parametrize(
    ("day", "changes", "told"),
    [
        (date(2026, 12, 31), DIGG, False),
        (date(2027, 1, 1), DIGG, True),
        (date(2027, 1, 1), {**DIGG, "supervisor": "Post- och telestyrelsen"}, True),
        (date(2027, 1, 1), {**DIGG, "supervisor_checked": "2026-12-01"}, True),
        (date(2027, 3, 1), {**DIGG, "supervisor_checked": "2027-01-02"}, False),
        (date(2027, 3, 1), {}, False),
    ],
)
def test_a_supervisor_that_may_be_no_more_is_asked_about_from_its_day(
    day: date, changes: dict[str, str], told: bool
) -> None:
    advice = out_of_date(read_statement({**WHOLE, **changes}), day)
    assert bool(advice) is told
    assert ("supervisor_checked" in advice) is told


def test_a_day_that_has_not_come_is_asked_about() -> None:
    statement = read_statement({**WHOLE, "updated": "2062-11-01"})
    assert "updated är 1 november 2062, en dag som inte har kommit" in not_come(statement, date(2026, 11, 28))
    assert not_come(statement, date(2062, 11, 1)) == ""


def test_this_portal_s_own_statement_is_whole_and_claims_no_more_than_was_done() -> None:
    statement = read_statement(runpy.run_path(str(ROOT / "pelicanconf.py"))["PORTAL"]["accessibility"])
    assert statement.conformity == "delvis"
    assert statement.methods == ("automatiska tester",)


def test_a_site_whose_statement_lacks_a_part_is_not_built(tmp_path: Path) -> None:
    conf = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    conf = conf.replace('"supervisor": ', '"tillsyn": ').replace(
        "Path(__file__).resolve().parent", f"Path({str(ROOT)!r})"
    )
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    (tmp_path / "content").mkdir()
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(tmp_path / "content"),
        "-o",
        str(tmp_path / "ut"),
        "-s",
        str(tmp_path / "conf.py"),
        "-q",
    ]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-4:] == [
        "Inställningarna i pelicanconf.py behöver rättas:",
        "  accessibility: ”tillsyn” finns inte.",
        "  accessibility: ”supervisor” saknas i tillgänglighetsredogörelsen. Skriv myndigheten som har tillsyn.",
        "Inget har skrivits.",
    ]
    assert not (tmp_path / "ut").exists()
