"""The reference data: no postal code leads to a municipality that the data itself says is wrong."""

import csv
from collections import Counter
from collections.abc import Iterator

import pytest

from pledges.content.geography import (
    CORRECTIONS,
    DATA,
    POSTAL_CODES,
    city_parts,
    corrections,
    districts,
    load,
    postal_codes,
)
from pledges.swedish import fold

EKERO, STOCKHOLM, UPPLANDS_BRO, JARFALLA = "0125", "0180", "0139", "0123"
CALLED_STAD = {
    "Borås Stad", "Göteborgs Stad", "Haparanda stad", "Helsingborgs stad", "Landskrona stad", "Lidingö stad",
    "Malmö stad", "Mölndals stad", "Solna stad", "Stockholms stad", "Sundbybergs stad", "Trollhättans Stad",
    "Vaxholms stad", "Västerås stad",
}  # fmt: skip


def source() -> list[tuple[str, str, str]]:
    """(postal code, locality, municipality code) as the source has them, nothing corrected."""
    with (DATA / POSTAL_CODES).open(encoding="utf-8", newline="") as file:
        return [(row["postal_code"], row["locality"], row["municipality_code"]) for row in csv.DictReader(file)]


def suspicious() -> Iterator[str]:
    """Codes outside the municipality of most of their locality and of most of their number series (three digits),
    and codes whose locality bears another municipality's name, alone or before a hyphen."""
    rows = source()
    by_locality = Counter((locality, code) for _, locality, code in rows)
    by_series = Counter((postal[:3], code) for postal, _, code in rows)
    localities = Counter(locality for _, locality, _ in rows)
    series = Counter(postal[:3] for postal, _, _ in rows)
    named = {facts.name: facts.code for facts in load().municipalities.values()}
    for postal, locality, code in rows:
        few_here = by_locality[locality, code] * 2 <= localities[locality]
        few_near = by_series[postal[:3], code] * 2 < series[postal[:3]]
        called = named.get(locality) or named.get(locality.split("-")[0])
        if (few_here and few_near) or called not in (None, code):
            yield postal


def test_each_suspicious_code_is_corrected_offered_as_both_or_told_to_be_right() -> None:
    found = set(suspicious())
    assert len(found) == 154
    assert found <= set(corrections())


def test_each_correction_is_of_a_code_and_says_why() -> None:
    codes = {facts.code for facts in load().municipalities.values()}
    given = {postal: code for postal, _, code in source()}
    for postal, correction in corrections().items():
        assert postal in given
        assert set(correction.municipalities) <= codes
        assert len(set(correction.municipalities)) == len(correction.municipalities) in (1, 2)
        assert correction.reason
        right = correction.municipalities == (given[postal],)
        assert right == correction.reason.startswith("rätt: "), postal
        assert len(correction.municipalities) == 1 or correction.municipalities[0] == given[postal]


def test_what_the_file_of_corrections_does_is_what_the_documentation_says() -> None:
    given = {postal: code for postal, _, code in source()}
    kinds = Counter(
        "right" if one.municipalities == (given[postal],) else "corrected" if len(one.municipalities) == 1 else "both"
        for postal, one in corrections().items()
    )
    assert kinds == {"corrected": 70, "both": 43, "right": 44}
    told = (DATA / "README.md").read_text(encoding="utf-8")
    assert all(f"{count} {kind}" in told for kind, count in kinds.items())


@pytest.mark.parametrize(
    ("codes", "municipality"),
    [
        (("12107", "12126", "12127", "12128", "12188"), STOCKHOLM),
        (
            ("16510", "16511", "16512", "16513", "16515", "16516", "16520", "16521", "16522", "16523", "16524"),
            STOCKHOLM,
        ),
        (("17500", "17529", "17588", "17678", "17780"), JARFALLA),
    ],
)
def test_a_code_that_is_surely_wrong_leads_right(codes: tuple[str, ...], municipality: str) -> None:
    found = {one.code: one.municipalities for one in postal_codes()}
    before = {postal: code for postal, _, code in source()}
    for code in codes:
        assert found[code] == (municipality,)
        assert before[code] in (EKERO, UPPLANDS_BRO)


def test_no_locality_called_as_a_municipality_leads_to_another_alone() -> None:
    named = {facts.name: facts.code for facts in load().municipalities.values()}
    given = {postal: code for postal, _, code in source()}
    for postal in postal_codes():
        home = named.get(postal.locality)
        sure = postal.code in corrections() and postal.municipalities == (given[postal.code],)
        assert home is None or home in postal.municipalities or sure, postal


def test_every_code_of_the_source_is_there_once() -> None:
    assert [one.code for one in postal_codes()] == [postal for postal, _, _ in source()]
    assert len(postal_codes()) == len({one.code for one in postal_codes()}) == 15_463


def test_the_corrections_are_sorted_and_each_code_stands_once() -> None:
    lines = (DATA / CORRECTIONS).read_text(encoding="utf-8").splitlines()[1:]
    assert [line[:5] for line in lines] == sorted({line[:5] for line in lines})


def test_a_part_of_a_city_stands_once_and_names_a_locality_only_to_say_what_it_lies_in() -> None:
    localities = {(one.locality, code) for one in postal_codes() for code in one.municipalities}
    codes = {facts.code for facts in load().municipalities.values()}
    parts = [(part.name, part.municipality) for part in city_parts()]
    assert parts == sorted(set(parts), key=lambda part: (part[1], part[0]))
    assert {code for _, code in parts} <= codes
    assert [part for part in city_parts() if (part.name, part.municipality) in localities and not part.lies_in] == []


def test_a_district_stands_once_where_neither_a_locality_nor_a_list_of_the_city_has_it() -> None:
    localities = {(fold(one.locality), code) for one in postal_codes() for code in one.municipalities}
    facts = {one.code: one.name for one in load().municipalities.values()}
    assert list(districts()) == sorted(set(districts()), key=lambda one: (one[1], one[0]))
    assert {code for _, code in districts()} <= facts.keys() - {part.municipality for part in city_parts()}
    assert localities.isdisjoint((fold(name), code) for name, code in districts())
    assert [one for one in districts() if fold(facts[one[1]]) in fold(one[0])] == []
    assert len(districts()) > 2_500


def test_municipalities_are_named_as_they_call_themselves() -> None:
    names = {facts.official_name for facts in load().municipalities.values()}
    assert {name for name in names if not name.endswith(" kommun")} == {*CALLED_STAD, "Region Gotland"}
