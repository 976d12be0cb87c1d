"""What real pledges say has a place on the page: periods, parts, measures, units, sources, and what others say."""

from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from pledges.build.examination import examine
from support import pages
from support.sites import make_site, small_country, write

ALE = small_country("ale")

PLEDGE = """\
---
titel: Lugnare trafik i Provby
kort: Polisen och kommunen lovar kontroller.
parter: [polisen, kommunen]
andra parter: [Provby hembygdsförening]
överenskommelse: okänd
platser: [Kyrkbacken]
hela kommunen: ja
period: 2019/..
gäller minst till: 2019-12-31
förlängning: Kan förlängas med ett år.
revideras: [2019-06, 2019-10]
rullande: kvartal
resurser: Två nya kvartersvärdar.
delar:
  - id: trafiken
    titel: Lugnare farter
    syfte: Färre ska köra för fort.
    platser: [Provgatan]
åtgärder:
  - id: kontroller
    vad: Kontroller på Provgatan
    del: trafiken
    ansvarig: polisen
    villkor: i mån av tid
    mål: {minst: 3, högst: 4, enhet: kontroller, per: termin, varaktighet: minst en timme var}
  - id: belysning
    vad: Ny belysning
    ansvarig: kommunen
    ansvarig enhet: samhällsbyggnadsförvaltningen
    annan ansvarig: Provby elnät
effektmål: [Färre ska känna sig otrygga.]
mått:
  - id: otrygga
    vad: Andel som känner sig otrygga
    enhet: procent
    källa: trygghetsmätningen
    riktning: minska
    utgångsvärde: {år: 2018, värde: 32}
    mål: {år: 2021, värde: 25}
uppföljning: {varje: tertial, hur: På torget}
dokument:
  - {titel: Det undertecknade löftet, adress: "https://ale.example/l.pdf"}
källor:
  - {titel: Löftets sida, adress: "https://ale.example/s", ställning: överskriven, år i källan: 2018, not: Fel år på sidan.}
---

Mer att läsa om löftet.
"""
YEAR = """\
---
titel: Året 2019
löfte: prov
datum: 2020-02
avser: 2019
typ: delredovisning
av: [polisen]
årsbedömning: delvis uppfyllt
utfall:
  - {åtgärd: kontroller, antal: 16, varav: [{antal: 11, vad: på kvällen}], jämförelse: [{år: 2018, antal: 14}]}
mått:
  - {id: otrygga, värden: {år: 2019, värde: 29}}
effekt: Farterna sjönk.
nästa steg: Fler kontroller våren 2020.
belägg: https://ale.example/u
---
"""
MENTION = """\
---
titel: Provtidningen om löftet
löfte: prov
datum: 2019-10-02
andra: [Provtidningen]
slag: granskning
säger:
  - {åtgärd: kontroller, text: Tidningen såg 20 kontroller.}
belägg: https://ale.example/t
---
"""
EXTENDED = """\
---
titel: Ljusare gator i Provby
kort: Polisen och kommunen lovar bättre ljus.
parter: [polisen, kommunen]
överenskommelse: okänd
period: 2017/2018
händelser:
  - {datum: 2017-11-01, text: Löftet förlängdes., gammalt slut: 2017-12-31, nytt slut: 2018-12-31, skäl: Arbetet återstod.}
texten okänd: ja
källor: https://ale.example/f
---
"""
LENGTH = """\
---
titel: Tryggare torg i Provby
kort: Polisen och kommunen lovar ett tryggare torg.
parter: [polisen, kommunen]
överenskommelse: okänd
period: okänd
längd: två år
effektmål: [Ett tryggare torg.]
källor: https://ale.example/g
---
"""
FILES = {
    "kommuner/ale/kommun.md": "---\nförs av: sammanställning\n---\n",
    "kommuner/ale/loften/prov.md": PLEDGE,
    "kommuner/ale/loften/forlangt.md": EXTENDED,
    "kommuner/ale/loften/langd.md": LENGTH,
    "kommuner/ale/uppfoljningar/2019.md": YEAR,
    "kommuner/ale/omnamnanden/provtidningen.md": MENTION,
}


@lru_cache(maxsize=1)
def site() -> dict[str, pages.Page]:
    folder = Path(mkdtemp(prefix="portal-"))
    write(folder / "content", FILES)
    make_site(folder / "content", folder / "output", geography=ALE)
    return pages.read(folder / "output")


def words(slug: str) -> str:
    """All that the page of a pledge says, a blank between each word."""
    (main,) = site()[f"kommuner/ale/loften/{slug}/index.html"].all("main")
    return " ".join(main.get_text(" ").split())


def test_all_of_it_is_in_order(tmp_path: Path) -> None:
    write(tmp_path / "content", FILES)
    assert examine(tmp_path / "content", ALE, tmp_path / "cache").problems == ()


@pytest.mark.parametrize(
    "told",
    [
        # periods
        "Gäller minst till 31 december 2019",
        "Förlängning Kan förlängas med ett år.",
        "Ses över Juni 2019, oktober 2019",
        "Bestäms på nytt Varje kvartal",
        # who, where and with what
        "Parter Polisen , Ale kommun , Provby hembygdsförening",
        "Ale kommun , Provby elnät, samhällsbyggnadsförvaltningen",
        "Gäller Hela kommunen, Kyrkbacken",
        "Resurser Två nya kvartersvärdar.",
        # parts with their aim and places, and the actions under them; free text after
        "Lugnare farter Färre ska köra för fort. Provgatan Kontroller på Provgatan Nått 2019",
        "Lovat 3–4 kontroller per termin, minst en timme var, i mån av tid",
        "Mer om löftet Mer att läsa om löftet.",
        # the rhythm that is promised, and results year by year
        "Uppföljning Varje tertial, på torget",
        "År för år 2019: delvis uppfyllt",
        "Redovisat 16 kontroller, varav 11 på kvällen (2018: 14)",
        "Nästa steg Fler kontroller våren 2020.",
        # the problem, apart from what was done
        "Förändrades problemet? Farterna sjönk.",
        "Andel som känner sig otrygga procent, ska minska, källa: trygghetsmätningen När Värde Vad det är "
        "2018 32 utgångsvärde 2019 29 uppmätt 2021 25 mål",
        # others' voices
        "Vad andra säger Provtidningen om löftet Provtidningen, 2 oktober 2019 (granskning) Kontroller på Provgatan: "
        "Tidningen såg 20 kontroller.",
        # the document itself, and what a source is worth
        "Dokument Det undertecknade löftet",
        "Löftets sida Sidan säger något annat nu. Källan anger 2018. Fel år på sidan.",
    ],
)
def test_the_page_tells_it(told: str) -> None:
    assert told in words("prov")


def test_a_year_that_is_judged_is_not_the_last_word() -> None:
    assert "Delredovisning finns, slutresultat hittades inte i källorna" in words("prov")


def test_a_pledge_that_was_prolonged_tells_both_ends() -> None:
    told = "Löftet förlängdes. Slutet flyttades från 31 december 2017 till 31 december 2018. Skäl: Arbetet återstod."
    assert told in words("forlangt")


def test_a_length_without_dates_is_told() -> None:
    assert "Period Okänd period Längd 2 år" in words("langd")
