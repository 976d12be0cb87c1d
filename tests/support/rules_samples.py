"""Sites for the tests of the rules, in a country of invented municipalities, read as the build reads them."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from pledges.content.discovery import LOG_FOLDER, discover
from pledges.content.geography import Geography, MunicipalityFacts, PlaceGroup
from pledges.content.problems import Problem
from pledges.content.reader import read_file
from pledges.content.register import Register, link
from pledges.content.translations import Translation, read_translation
from pledges.history import publication_log
from pledges.history.publication_log import PublicationLog
from pledges.rules.checking import check
from pledges.rules.whole_site import check_addresses

PUBLISHED = date(2020, 3, 1)


def _facts(code: str, slug: str, name: str) -> MunicipalityFacts:
    return MunicipalityFacts(
        code=code,
        slug=slug,
        name=name,
        official_name=f"{name} kommun",
        county_code="99",
        county_name="Provlands län",
        police_region="Prov",
        latitude=60.0,
        longitude=15.0,
        population_2016=1000,
    )


_MUNICIPALITIES = (
    _facts("9901", "provby", "Provby"),
    _facts("9902", "provstad", "Provstad"),
    _facts("9903", "provala", "Provala"),
)
_ALL = PlaceGroup("provlands-lan", "Provlands län", _MUNICIPALITIES)
PROVLAND = Geography({one.slug: one for one in _MUNICIPALITIES}, {_ALL.slug: _ALL}, {"prov": _ALL})


def read_site(content: Path) -> tuple[Register, frozenset[str], list[Problem]]:
    """The register of a folder, its attachments and what reading it had to say."""
    discovered = discover(content, PROVLAND)
    records, problems = [], list(discovered.problems)
    for source in discovered.records:
        record, more = read_file(content, source)
        problems.extend(more)
        if record is not None:
            records.append(record)
    translations: dict[str, dict[str, Translation]] = {}
    for source in discovered.translations:
        translation, more = read_translation(content, source)
        problems.extend(more)
        if translation is not None:
            translations.setdefault(translation.original, {})[translation.language] = translation
    identities = frozenset(source.identity for source in discovered.records)
    linked = replace(link(records, PROVLAND, identities), translations=translations)
    return linked, frozenset(source.path for source in discovered.attachments), problems


def check_site(content: Path) -> list[Problem]:
    """Every problem of the site in `content`, with what it remembers."""
    register, attachments, problems_of_reading = read_site(content)
    log = publication_log.load(content / LOG_FOLDER)
    problems = check(
        register, attachments=attachments, log=log, only=None, reading_problems=(*problems_of_reading, *log.problems)
    )
    return problems + check_addresses(register.records.values(), register.identities, log=log, geography=PROVLAND)


def publish(content: Path, day: date = PUBLISHED) -> None:
    """Remember the site in `content` as published on `day`."""
    register, _, _ = read_site(content)
    folder = content / LOG_FOLDER
    publication_log.append(folder, publication_log.remember(publication_log.load(folder), register, day))


def log_of_site(content: Path) -> PublicationLog:
    """What the site remembers."""
    return publication_log.load(content / LOG_FOLDER)


PLEDGE = "kommuner/provstad/loften/2019.md"
NEXT = "kommuner/provstad/loften/2020.md"  # which is not there
FOLLOW_UP = "kommuner/provstad/uppfoljningar/2019.md"
AGREEMENT = "kommuner/provstad/overenskommelser/2019-2020.md"

BASE = {
    "kommuner/provstad/kommun.md": "kort: Här finns ett löfte med uppföljning.",
    "kommuner/provstad/omraden/centrum.md": "titel: Centrum i Provstad",
    AGREEMENT: (
        "titel: Samverkansöverenskommelse i Provstad 2019–2020\nparter: [kommunen, lpo-prov]\nperiod: 2019/2020"
    ),
    PLEDGE: """\
titel: Fler områden med grannsamverkan i Provstad 2019
kort: Polisen och kommunen lovar nya områden med grannsamverkan och en översyn av belysningen.
överenskommelse: 2019-2020
ämnen: [grannsamverkan]
period: 2019
åtgärder:
  - id: grannsamverkan
    vad: Starta nya områden med grannsamverkan
    ansvarig: polisen
    mål:
      minst: 8
      enhet: områden
  - id: belysning
    vad: Se över belysningen vid skolan
    ansvarig: kommunen""",
    FOLLOW_UP: """\
titel: Så gick det i Provstad 2019
löfte: 2019
datum: 2020-02-12
avser: 2019
typ: slutlig
av: [polisen, kommunen]
utfall:
  - åtgärd: grannsamverkan
    antal: 9
  - åtgärd: belysning
    gjort: ja
belägg:
  - titel: Uppföljning på kommunens webb
    adress: https://provstad.example/uppfoljning""",
    "kommuner/provby/kommun.md": "kort: Här finns inget löfte ännu.",
    "kommuner/provby/omraden/torget.md": "titel: Torget i Provby",
    "polisen/lpo-prov.md": "titel: Lokalpolisområde Prov\nkommuner: [provstad]",
    "aktorer/provbostader.md": "titel: Provbostäder",
    "amnen/grannsamverkan.md": "titel: Grannsamverkan\nkort: Grannar håller uppsikt tillsammans.",
}  # fmt: skip


def front_matter_keys(text: str) -> dict[str, str]:
    """Front matter as its top-level keys, each with the lines under it, as written."""
    keys: dict[str, str] = {}
    name = ""
    for line in text.split("\n"):
        if line and not line[0].isspace() and not line.startswith(("-", "#")):
            name = line.split(":")[0] if ":" in line else line
            name = f"{name} " if name in keys and line.startswith(f"{name}:") else name
        keys[name] = f"{keys[name]}\n{line}" if name in keys else line
    return keys


def write_file(content: Path, path: str, front: str, *, body: str = "") -> None:
    """Write one record."""
    target = content / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"---\n{front}\n---\n{body}", encoding="utf-8")


def base_site(content: Path) -> Path:
    """The site of Provstad, which is in order, in an empty folder."""
    shutil.rmtree(content, ignore_errors=True)
    for path, front in BASE.items():
        write_file(content, path, front)
    return content


def change(content: Path, path: str, keys: str = "", *, body: str | None = None) -> Path:
    """Replace or add top-level keys of a record (a new one where there is none), and its text. An empty key goes."""
    target = content / path
    front, old_body = "", ""
    if target.exists():
        _, front, old_body = target.read_text(encoding="utf-8").split("---\n", 2)
    merged = front_matter_keys(front.rstrip("\n")) if front.strip() else {}
    merged.update(front_matter_keys(keys) if keys else {})
    write_file(content, path, "\n".join(merged.values()), body=old_body if body is None else body)
    return content


def codes(problems: list[Problem]) -> list[str]:
    """The codes of `problems`, in order, each as often as it is there."""
    return [problem.code for problem in problems]
