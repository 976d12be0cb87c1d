"""Provland: an invented county of three municipalities, with every kind of page and every state that pages can show.

Provstad keeps its records itself, Provby is compiled by the editors, and nothing is entered about Provala.
"""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pledges.build.examination import examine
from pledges.build.site import Built, build
from pledges.content.geography import Geography, MunicipalityFacts, PlaceGroup
from pledges.exports.search_index import index
from pledges.settings import Settings
from support.sites import made_once, renderer, write

DAY = date(2026, 11, 22)


def _facts(code: str, slug: str, *, name: str, official: str) -> MunicipalityFacts:
    return MunicipalityFacts(
        code=code,
        slug=slug,
        name=name,
        official_name=official,
        county_code="99",
        county_name="Provlands län",
        police_region="Prov",
        latitude=60.0,
        longitude=15.0,
        population_2016=20_000,
    )


_MUNICIPALITIES = (
    _facts("9903", "provala", name="Provala", official="Provala kommun"),
    _facts("9901", "provby", name="Provby", official="Provby kommun"),
    _facts("9902", "provstad", name="Provstad", official="Provstads kommun"),
)
GEOGRAPHY = Geography(
    {one.slug: one for one in _MUNICIPALITIES},
    {"provlands-lan": PlaceGroup("provlands-lan", "Provlands län", _MUNICIPALITIES)},
    {"prov": PlaceGroup("prov", "Prov", _MUNICIPALITIES)},
)

_SHARED = {
    "amnen/trafik.md": "titel: Trafik\nkort: Löften om lugnare trafik.",
    "amnen/grannsamverkan.md": "titel: Grannsamverkan\nkort: Löften om grannar som håller ögonen öppna.",
    "amnen/belysning.md": "titel: Belysning\nkort: Löften om ljus.",
    "aktorer/provbostader.md": "titel: Provbostäder\ntyp: bostadsbolag\nwebbplats: https://provstad.example/provbostader",
    "aktorer/provbladet.md": "titel: Provbladet\ntyp: tidning",
    "polisen/lpo-prov.md": """\
titel: Lokalpolisområde Prov
kommuner:
  - provby
  - kommun: provstad
    del: tätorten
    från: 2018
polisområde: Polisområde Prov
kontakt: Polisen i Prov, telefon 114 14
webbplats: https://provstad.example/lpo-prov""",
    "nyheter/2026-provland.md": """\
titel: Provland har fått en egen portal
datum: 2026-02-03
kort: Nu går det att se vad som har lovats i Provland.
kommuner: [provstad]
fakta:
  - Tre kommuner
  - Ett lokalpolisområde
länkar: https://provstad.example/nyhet
---
Portalen samlar löftena. Läs mer om [Provstads löfte](../kommuner/provstad/loften/2023.md).""",
    "sidor/om.md": """\
titel: Om portalen
kort: Vad portalen är.
i menyn: ja
---
## Vem som står bakom

Portalen är påhittad.

### En underrubrik

| Vad | Hur många |
| --- | --- |
| Kommuner | 3 |

> Ett citat.

1. Först
2. Sedan""",
    "sidor/ratta-eller-ta-over.md": "titel: Rätta eller ta över\nkort: Så säger du till.\n---\n## Så gör du\n\nSkriv till redaktionen.",
}

_PROVSTAD = {
    "kommun.md": """\
kort: Provstads kommun för sina uppgifter själv.
kontakt: Trygghetssamordnaren, trygghet@example.org
webbplats: https://provstad.example/provstad
lägesbild enligt lagen: https://provstad.example/lagesbild
åtgärdsplan enligt lagen:
  - titel: Provstads åtgärdsplan
    adress: https://provstad.example/atgardsplan
    datum: 2024-04-22
    uppdaterad: 2026-03
källor: https://provstad.example/provstad
---
Här står vad kommunen och polisen har lovat.""",
    "omraden/centrum.md": "titel: Centrum\nkort: Torget och stationen.\npostnummer: ['99901']",
    "omraden/norr.md": "titel: Norra Provstad",
    "lagesbilder/polisen-2022.md": "titel: Polisens lägesbild 2022\nav: lpo-prov\ndatum: 2022-09\npublicerad: sekretess",
    "lagesbilder/kommunen-2022.md": "titel: Kommunens lägesbild 2022\nav: kommunen\ndatum: 2022-09\npublicerad: ja\nkällor: https://provstad.example/kommunens-lagesbild",
    "lagesbilder/gemensam-2022.md": """\
titel: Gemensam lägesbild 2022
kort: Höga farter vid skolan och mörka gångvägar.
av: [lpo-prov, kommunen]
datum: 2022-10
publicerad: delvis
problem:
  - ämne: trafik
    text: Höga farter vid skolan.
    orsaker: Rak väg utan hinder.
    utveckling: Oförändrat sedan 2020.
    områden: [centrum]
  - text: Mörka gångvägar.
källor: https://provstad.example/gemensam-lagesbild""",
    "lagesbilder/gemensam-2024.md": "titel: Gemensam lägesbild 2024\nav: [lpo-prov, kommunen]\ndatum: 2024-10\nbygger på: [2023-slut]",
    "overenskommelser/2020-2021.md": "titel: Samverkansöverenskommelse i Provstad 2020–2021\nparter: [kommunen, lpo-prov]\nperiod: 2020/2021",
    "overenskommelser/2023-2026.md": """\
titel: Samverkansöverenskommelse i Provstad 2023–2026
kort: Polisen, kommunen och Provbostäder arbetar med trafik och belysning.
parter: [kommunen, lpo-prov, provbostader]
period: 2023/2026
undertecknad: 2022-12-12
undertecknare: [kommunstyrelsens ordförande, chefen för lokalpolisområdet]
diarienummer: KS/2022:340
organisation: En styrgrupp leder arbetet.
resurser: En trygghetssamordnare på heltid.
lägesbilder: [polisen-2022, kommunen-2022, gemensam-2022]
områden: [centrum]
fokusområden:
  - ämne: trafik
    problem: Höga farter vid skolan.
    orsaker: Rak väg utan hinder.
    mål: Medelhastigheten under 40 km/tim.
    ansvar: Kommunen bygger, polisen kontrollerar.
  - titel: Ljusare gångvägar
    problem: Mörka gångvägar.
effektmål:
  - Färre ska känna sig otrygga vid stationen.
uppföljning:
  varje: år
efterträder: 2020-2021
dokument:
  - titel: Överenskommelsen
    adress: https://provstad.example/overenskommelsen
    hämtad: 2023-01-10
  - titel: Bilagan
    ej publicerad: ja
händelser:
  - datum: 2027-02-10
    text: Dialogmöte i biblioteket.
---
Överenskommelsen gäller hela kommunen.""",
    "atgardsplaner/2023.md": """\
titel: Åtgärdsplan för Provstad 2023
kort: Det kommunen ska göra enligt lagen om brottsförebyggande ansvar.
beslutad: 2023-02-01
period: 2023
överenskommelse: 2023-2026
lägesbilder: [gemensam-2022]
parter: [kommunen]
åtgärder:
  - id: hinder
    vad: Bygga farthinder vid skolan
    ansvarig: kommunen
    mål:
      antal: 4
      enhet: farthinder
dokument: https://provstad.example/atgardsplanen""",
    "loften/2020.md": """\
titel: Påhittat löfte om grannsamverkan i Provstad 2020
kort: Polisen lovar fler områden med grannsamverkan.
överenskommelse: 2020-2021
ämnen: [grannsamverkan]
period: 2020
publicerat: 2020-02-01
tidigare adresser: [kommuner/provstad/loften/grannar]""",
    "loften/2021.md": """\
titel: Påhittat löfte som avbröts i Provstad 2021
kort: Polisen lovar kurser för grannar.
överenskommelse: 2020-2021
ämnen: [grannsamverkan]
period: 2021
status: avbrutet
skäl: Kurserna ställdes in.
efterträder: 2020""",
    "loften/2023.md": """\
titel: Påhittat löfte om lugnare trafik i Provstad 2023
kort: Polisen och kommunen lovar kontroller, bättre belysning och möten på torget.
överenskommelse: 2023-2026
ämnen: [trafik, belysning]
områden: [centrum]
period: 2023
undertecknat: 2023-01
publicerat: 2023-01-20
diarienummer: KS/2023:12
problem: Bilar kör för fort vid skolan.
dialog: En enkät till 900 invånare hösten 2022.
åtgärder:
  - id: kontroller
    vad: Trafikkontroller vid skolan
    ansvarig: polisen
    ämne: trafik
    områden: [centrum]
    mål:
      antal: 1
      enhet: kontroller
      per: vecka
  - id: omraden
    vad: Starta nya områden med grannsamverkan
    ansvarig: [polisen, kommunen]
    tillsammans med: fastighetsägare
    mål:
      minst: 8
      enhet: områden
  - id: lampor
    vad: Byta lampor längs gångvägen
    ansvarig: kommunen
    ämne: belysning
    mål:
      antal: 40
      enhet: lampor
  - id: torget
    vad: Polisen finns på torget
    ansvarig: polisen
    mål: varje helgfri torsdag kl. 10–11
  - id: vandring
    vad: Trygghetsvandringar
    ansvarig: kommunen
    mål:
      antal: 2
      enhet: vandringar
effektmål:
  - Medelhastigheten ska sjunka.
uppföljning:
  senast: 2024-03-31
  hur: På kommunens webbplats
händelser:
  - datum: 2023-05-02
    text: Löftet utökades med vandringar.
källor:
  - titel: Löftet på kommunens webb
    adress: https://provstad.example/loftet
    hämtad: 2023-02-01
saknas:
  - Hur många som deltog i dialogen.
kontakt: Trygghetssamordnaren, trygghet@example.org
---
Löftet gäller trafiken vid skolan och ljuset längs gångvägen.""",
    "loften/2024.md": """\
titel: Påhittat löfte vars uppföljning har dröjt i Provstad 2024
kort: Polisen lovar kontroller.
överenskommelse: 2023-2026
ämnen: [trafik]
period: 2024
åtgärder:
  - id: kontroller
    vad: Kontroller
    ansvarig: polisen
    mål:
      minst: 10
      enhet: kontroller
uppföljning:
  senast: 2025-03-31
händelser:
  - datum: 2025-03-01
    text: Uppföljningen flyttas.
    ny uppföljning senast: 2025-09-30
    skäl: Sammanställningen tog längre tid.""",
    "loften/2026-var.md": """\
titel: Påhittat löfte vars resultat väntas i Provstad våren 2026
kort: Polisen lovar kontroller under våren.
överenskommelse: 2023-2026
ämnen: [trafik]
period: 2026-02/2026-08
åtgärder:
  - id: kontroller
    vad: Kontroller
    ansvarig: polisen
    mål:
      minst: 10
      enhet: kontroller""",
    "loften/2026.md": """\
titel: Påhittat löfte som pågår i Provstad 2026
kort: Polisen och kommunen lovar kontroller och vandringar.
överenskommelse: 2023-2026
ämnen: [trafik]
period: 2026
åtgärder:
  - id: kontroller
    vad: Kontroller
    ansvarig: polisen
    mål:
      minst: 100
      enhet: kontroller
  - id: vandringar
    vad: Vandringar
    ansvarig: kommunen
    mål:
      minst: 2
      enhet: vandringar
uppföljning:
  senast: 2027-03-31
  varje: tertial""",
    "loften/2027.md": """\
titel: Påhittat löfte som ska börja i Provstad 2027
kort: Polisen lovar kontroller nästa år.
parter: polisen
överenskommelse: okänd
ämnen: [trafik]
period: 2027""",
    "uppfoljningar/2020.md": """\
titel: Så gick det med grannsamverkan 2020
löfte: 2020
datum: 2021-02-01
avser: 2020
typ: slutlig
av: [lpo-prov, kommunen]
bedömning: uppfyllt
belägg: https://provstad.example/2020""",
    "uppfoljningar/2023-halvar.md": """\
titel: Halvårsrapport 2023
löfte: 2023
datum: 2023-08-15
avser: 2023-01/2023-06
typ: delredovisning
av: polisen
utfall:
  - åtgärd: kontroller
    antal: 20
    kommentar: Färre än tänkt under våren.
    orsak: Personal saknades.
belägg: https://provstad.example/halvar""",
    "uppfoljningar/2023-slut.md": """\
titel: Så gick det med det påhittade löftet 2023
kort: Fler områden än lovat, färre lampor.
löfte: 2023
datum: 2024-02-10
avser: 2023
typ: slutlig
av: [polisen, kommunen]
utfall:
  - åtgärd: kontroller
    antal: 60
    enhet: kontroller
  - åtgärd: omraden
    antal: 20
  - åtgärd: lampor
    antal: 30
    kommentar: Resten byts nästa år.
    orsak: Upphandlingen överklagades.
  - åtgärd: torget
    gjort: ja
  - vad: Insats mot trimmade mopeder
    antal: cirka 100
    enhet: kontroller
effekt: Medelhastigheten sjönk från 48 till 43 km/tim.
nästa steg: Lamporna tas med i nästa lägesbild.
belägg:
  - titel: Uppföljningen på kommunens webb
    adress: https://provstad.example/slut
    hämtad: 2024-02-12
---
Det mesta blev gjort.""",
    "uppfoljningar/2023-tidning.md": """\
titel: Provbladets genomgång 2023
löfte: 2023
datum: 2024-03-01
avser: 2023
typ: slutlig
av: provbladet
belägg: https://provstad.example/provbladet""",
    "uppfoljningar/2023-plan.md": """\
titel: Så gick det med åtgärdsplanen 2023
åtgärdsplan: 2023
datum: 2024-02-01
avser: 2023
typ: slutlig
av: kommunen
utfall:
  - åtgärd: hinder
    antal: 4
belägg: https://provstad.example/planen-uppfoljd""",
    "uppfoljningar/2026-tertial.md": """\
titel: Tertialrapport 2026
löfte: 2026
datum: 2026-05-20
avser: 2026-01/2026-04
typ: delredovisning
av: polisen
utfall:
  - åtgärd: kontroller
    antal: 45
belägg: https://provstad.example/tertial""",
}

_PROVBY = {
    "kommun.md": "förs av: sammanställning\nkort: Ett löfte är infört ur öppna källor.\nkällor: https://provstad.example/provby\nsaknas:\n  - Vi har inte sett någon uppföljning.",
    "loften/2019.md": """\
titel: Påhittat sammanställt löfte i Provby 2019
kort: Polisen lovar synlighet.
parter: [polisen, kommunen]
överenskommelse: okänd
ämnen: [trafik]
period: 2019
åtgärder:
  - id: synlighet
    vad: Polisen ska synas mer
    ansvarig: polisen
  - id: kontroller
    vad: Kontroller
    ansvarig: polisen
    mål:
      minst: 5
      enhet: kontroller
källor: https://provstad.example/provby-lofte
saknas:
  - När löftet undertecknades.""",
    "loften/okand.md": "titel: Påhittat löfte utan känd period i Provby\nkort: Polisen lovar synlighet.\nparter: [polisen]\növerenskommelse: ingen\nskäl: Ett eget initiativ.\nperiod: okänd\nkällor: https://provstad.example/provby-okand",
    "loften/borttaget.md": "borttaget:\n  - datum: 2025-03-01\n    skäl: Uppgifterna pekade ut en enskild person.",
}

FILES = {
    **_SHARED,
    **{f"kommuner/provstad/{path}": text for path, text in _PROVSTAD.items()},
    **{f"kommuner/provby/{path}": text for path, text in _PROVBY.items()},
}


STATEMENT = {
    "actor": "Provlands kommuner",
    "service": "Provlands portal",
    "conformity": "delvis",
    "shortcomings": [{"what": "Kartan är en bild.", "reason": "brist"}],
    "methods": ["automatiska tester", "egen granskning"],
    "assessed_by": "Provlands redaktion",
    "assessed": "2026-11-01",
    "published": "2026-11-01",
    "updated": "2026-11-01",
    "report": "Skriv till redaktionen.",
    "supervisor": "Provlands tillsynsmyndighet",
    "complaint_address": "https://provstad.example/anmalan",
}


PRIVACY = {
    "controller": "Provlands kommuner",
    "legal_basis": "uppgift av allmänt intresse",
    "log_days": 14,
    "letters": "i ett år",
}


def settings(**chosen: Any) -> Settings:
    """Provland's settings, with lists cut into pages of four unless something else is chosen."""
    return Settings(
        **{
            "address": "https://loften.provland.example",
            "page_size": 4,
            "accessibility": STATEMENT,
            "privacy": PRIVACY,
            **chosen,
        }
    )


def file_text(text: str) -> str:
    """A whole file: front matter, and the text after `---` where there is one."""
    front, _, body = text.partition("\n---\n")
    return f"---\n{front}\n---\n{body}\n"


def make(folder: Path, chosen: Settings) -> Built:
    """Write Provland's content under `folder` and build its site in `folder/output`."""
    content = folder / "content"
    write(content, {path: file_text(text) for path, text in FILES.items()})
    examined = examine(content, GEOGRAPHY, folder / "cache")
    return build(examined, folder / "output", settings=chosen, day=DAY, renderer=renderer(examined, chosen))


@lru_cache(maxsize=1)
def site() -> Path:
    """Provland's site with its search, built once."""

    def make_with_search(folder: Path) -> None:
        make(folder, settings())
        index(folder / "output")

    return made_once("provland", make_with_search) / "output"
