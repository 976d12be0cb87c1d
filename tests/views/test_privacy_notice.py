"""Who answers for personal data, in a host's own words: what is missing is told by its key, and what is the developers' own is never
published."""

import runpy
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from pledges.build.checked_settings import checked_settings
from pledges.build.examination import examine
from pledges.content.geography import load
from pledges.settings import Settings, SettingsError
from pledges.views.privacy_notice import privacy_view, read_privacy
from support.host import host_settings
from support.sites import ROOT, renderer

WHOLE: dict[str, Any] = {
    "controller": "Provstads kommun",
    "legal_basis": "uppgift av allmänt intresse (artikel 6.1 e i dataskyddsförordningen)",
    "log_days": 1,
    "letters": "i två år",
    "contact": "mailto:loften@example.org",
    "protection_officer": "https://provstad.example/ombud",
    "processor": "Provdrift AB",
}


def refusal(**changes: Any) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_privacy({**WHOLE, **changes})
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"controller": ""}, "privacy: ”controller” saknas i uppgifterna om personuppgifter. Skriv vem som är personuppgiftsansvarig."),
        ({"log_days": ""}, "privacy: ”log_days” saknas i uppgifterna om personuppgifter. Skriv hur många dygn webbserverns logg sparas; 0 om ingen förs."),
        ({"log_days": "14"}, "privacy: ”log_days” ska vara ett heltal, 0 eller mer: hur många dygn webbserverns logg sparas; 0 om ingen förs."),
        ({"log_days": -1}, "privacy: ”log_days” ska vara ett heltal, 0 eller mer: hur många dygn webbserverns logg sparas; 0 om ingen förs."),
        ({"contact": "loften@example.org"}, "privacy: contact ska vara en hel adress som börjar med https:// eller mailto:, inte ”loften@example.org”."),
        ({"complaint_address": "mailto:a@example.org"}, "privacy: complaint_address ska vara en hel adress som börjar med https://, inte ”mailto:a@example.org”."),
        ({"kontroller": "x"}, "privacy: ”kontroller” finns inte. Menade du controller?"),
    ],
)  # fmt: skip
def test_what_is_missing_or_nonsense_is_told_by_its_key(changes: dict[str, Any], message: str) -> None:
    assert refusal(**changes) == [message]


def page_of(tmp_path: Path, **changes: Any) -> BeautifulSoup:
    (tmp_path / "content").mkdir()
    examined = examine(tmp_path / "content", load(), tmp_path / "cache")
    notice = read_privacy({**WHOLE, **changes})
    assert notice is not None
    page = renderer(examined, Settings(privacy=WHOLE)).page(privacy_view(notice)).decode()
    return BeautifulSoup(page, "html.parser")


def text_of(soup: BeautifulSoup) -> str:
    return " ".join(unescape(soup.find("main").get_text(" ")).split())  # type: ignore[union-attr]


def test_the_page_says_who_answers_with_what_right_how_long_and_what_one_may_ask(tmp_path: Path) -> None:
    soup = page_of(tmp_path)
    text = text_of(soup)
    for part in (
        "Provstads kommun är personuppgiftsansvarig för Medborgarlöften. loften@example.org",
        "Dataskyddsombudet når du här: https://provstad.example/ombud",
        "Webbservern sköts av Provdrift AB.",
        "sparas i 1 dygn.",
        "Det sparas i två år.",
        "Den rättsliga grunden är uppgift av allmänt intresse (artikel 6.1 e i dataskyddsförordningen).",
        "artiklarna 15–18 och 21 i dataskyddsförordningen",
        "klaga hos Integritetsskyddsmyndigheten (IMY). Lämna klagomål till Integritetsskyddsmyndigheten (IMY)",
    ):
        assert part in text
    footer = [link.get_text() for link in soup.select("footer nav a")]
    assert footer.index("Personuppgifter") == footer.index("Tillgänglighetsredogörelse") + 1


def test_a_server_that_keeps_no_log_says_so(tmp_path: Path) -> None:
    text = text_of(page_of(tmp_path, log_days=0))
    assert "Webbservern antecknar inte vem som hämtar sidorna." in text
    assert "IP-adress" not in text


def refused(values: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> list[str]:
    with pytest.raises(SystemExit):
        checked_settings(values)
    return capsys.readouterr().err.splitlines()[1:-1]


def test_what_the_developers_say_of_their_copy_is_never_published(capsys: pytest.CaptureFixture[str]) -> None:
    own = runpy.run_path(str(ROOT / "pelicanconf.py"))
    own["PORTAL"]["contact_email"] = "loften@example.org"
    checked_settings(own)
    assert refused({**own, "PUBLISH": True}, capsys) == [
        f"  {key} är utvecklarnas egen text (”{words}”). Skriv vem som driver er portal, och era egna uppgifter."
        for key, words in (
            ("accessibility: ”actor”", "Portalens utvecklare"),
            ("accessibility: ”about”", "ingen myndighet driver den"),
            ("accessibility: ”assessed_by”", "Portalens utvecklare"),
            ("privacy: ”controller”", "Portalens utvecklare"),
        )
    ]


def test_a_hosts_own_words_are_published_and_without_a_controller_nothing_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    own = runpy.run_path(str(host_settings(tmp_path)))
    settings, _ = checked_settings(own)
    assert settings.privacy["controller"] == "Provkommunen"
    own["PORTAL"]["privacy"] = {}
    assert refused(own, capsys)[0].startswith("  privacy saknas: den som driver en portal ska säga vem som ansvarar")
