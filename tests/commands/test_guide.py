"""The writing guide: its examples are read by the real reader and pass every rule, and it tells of every key."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from pledges.commands.reference.guide import EXAMPLES, examples, guide
from pledges.content import geography
from pledges.content.discovery import SourceFile, discover
from pledges.content.field_descriptions import shapes
from pledges.content.frontmatter import read_front_matter
from pledges.content.geography import Geography, MunicipalityFacts
from pledges.content.kinds import NAMES, Kind
from pledges.content.problems import as_text
from pledges.content.reader import read_text
from pledges.content.record import Record
from pledges.content.record_fields import MODELS
from pledges.content.register import link
from pledges.rules.checking import check
from support.samples import CONTENT

PROVSTAD = MunicipalityFacts(
    code="9999",
    slug="provstad",
    name="Provstad",
    official_name="Provstads kommun",
    county_code="99",
    county_name="Provs län",
    police_region="Prov",
    latitude=60.0,
    longitude=15.0,
    population_2016=1,
)


def with_provstad() -> Geography:
    real = geography.load()
    return replace(real, municipalities={**real.municipalities, PROVSTAD.slug: PROVSTAD})


def blocks(text: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)


def shown_files(text: str) -> Mapping[str, str]:
    """The files that the guide shows, as they stand in it, by the path that it gives."""
    return dict(re.findall(r"^Filen `content/([^`]+)`:\n\n```yaml\n(.*?)^```$", text, re.M | re.S))


def test_every_example_in_the_guide_is_read_and_passes_every_rule() -> None:
    shown = shown_files(guide())
    assert set(shown) == set(examples())
    sources = {source.path: source for source in discover(EXAMPLES, with_provstad()).records}
    records: list[Record] = []
    for path, text in shown.items():
        record, problems = read_text(sources[path], text.encode())
        assert problems == [], as_text(problems)
        assert record is not None
        records.append(record)
    problems = check(link(records, with_provstad()))
    assert problems == [], as_text(problems)


def test_there_is_an_example_of_each_kind() -> None:
    assert {source.kind for source in discover(EXAMPLES, with_provstad()).records} == set(Kind)


def test_provstad_can_not_be_taken_for_a_real_place() -> None:
    assert PROVSTAD.slug not in geography.load().municipalities
    assert PROVSTAD.code not in {facts.code for facts in geography.load().municipalities.values()}


def test_examples_are_in_block_style() -> None:
    for block in blocks(guide()):
        for line in block.splitlines():
            assert "{" not in line
            assert "[" not in line or re.search(r": \[[a-z0-9, -]+\]$|^[^:]*\]\(", line), line


@pytest.mark.parametrize("kind", list(Kind))
def test_the_guide_tells_of_every_key_and_folder(kind: Kind) -> None:
    text = guide()
    assert f"`content/{NAMES[kind].folder}/" in text
    for shape in shapes(MODELS[kind]):
        mark = "ja" if shape.required else ""
        row = f"| `{shape.key}` | {mark} |".replace("|  |", "| |")
        assert row in text
        assert shape.help in text
        for inner in shapes(shape.row) if shape.row else ():
            assert re.search(rf"^\| `{inner.key}` \|.*\| {re.escape(inner.help)} \|$", text, re.M), inner.key


def test_fragments_are_readable_in_their_place() -> None:
    fragments = [block for block in blocks(guide()) if not block.startswith("---")]
    assert len(fragments) == 4
    source = SourceFile("kommuner/lulea/loften/prov.md", Kind.PLEDGE, municipality="lulea", stamp=(0, 0, 0))
    for fragment in fragments:
        text = f"---\ntitel: Prov\nperiod: 2019\növerenskommelse: okänd\n{fragment}---\n"
        record, problems = read_text(source, text.encode())
        assert record is not None, as_text(problems)


def test_the_page_on_the_site_is_the_same_guide() -> None:
    page = read_front_matter(guide(on_site=True))
    assert page.faults == []
    assert page.data["titel"] == "Skrivguide"
    assert "](regler.md)" not in page.body
    headings, shown = (
        re.findall(r"^## .*", re.sub(r"^```\w+\n.*?^```$", "", text, flags=re.M | re.S), flags=re.M)
        for text in (guide(), page.body)
    )
    assert shown == headings
    assert (CONTENT / "sidor/skrivguide.md").is_file()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("vad: Trafik: fler kontroller", "Kolon följt av mellanslag delar texten i två."),
        ("vad: Kampanjen #sakert", "Texten slutar vid ”#sakert”: allt efter # läses som en anteckning."),
        ("vad: *viktigt", "& och * först i ett värde betyder något särskilt i filen."),
        ("vad:\n\tid: prov", "Raden är indragen med tabb."),
        (
            "källor: { titel: Löftet, 2024 }",
            "”2024” blev en nyckel utan värde, eftersom ett komma skiljer uppgifter åt inom {…}.",
        ),
        ("vad: ett\nvad: två", "Nyckeln ”vad” står två gånger (också på rad 2)."),
    ],
)
def test_the_traps_that_the_guide_warns_of_are_told_of(text: str, message: str) -> None:
    assert [fault.message for fault in read_front_matter(f"---\n{text}\n---\n").faults] == [message]
