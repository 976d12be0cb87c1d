"""Find my place: every place and postal code is in the file where the script looks for it."""

import gzip
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges.content.geography import load, postal_codes
from pledges.exports.place_finder import KEYS, keys_of, place_finder_artifacts
from pledges.incremental.artifact import Artifact
from pledges.swedish import fold
from support.gathered_sample import gathering_of, pledge

PROV = {
    "kommuner/ale/kommun.md": "---\nkort: Påhittat.\n---\n",
    "kommuner/ale/omraden/ostra-provbacken.md": "---\ntitel: Östra Provbacken\npostnummer: [446 31, 44632]\n---\n",
    "kommuner/ale/loften/2019.md": pledge("Påhittat löfte om provbacken 2019"),
    "polisen/lpo-provdalen.md": "---\ntitel: Lokalpolisområde Provdalen\nkommuner: [ale]\n---\n",
}


@pytest.fixture(scope="module")
def artifacts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Artifact]:
    country = gathering_of(tmp_path_factory.mktemp("finna"), PROV)
    return {one.path: one for one in place_finder_artifacts(country)}


def places(artifacts: dict[str, Artifact], key: str) -> list[tuple[str, str, str]]:
    """(name, note, address) of each place in a file."""
    one = artifacts[f"hitta/{key}.json"]
    file: dict[str, Any] = orjson.loads(one.make(one.source))
    return [(name, *file["platser"][at][:2]) for name, at, *_ in file["namn"]]


def test_there_is_a_file_for_every_letter_and_every_pair_of_digits(artifacts: dict[str, Artifact]) -> None:
    assert len(artifacts) == 126 == len(KEYS)
    assert places(artifacts, "q") == []


def test_a_name_is_found_under_each_of_its_words() -> None:
    assert keys_of("Upplands Väsby") == ("u", "v")
    assert keys_of("Östersund") == ("o",)
    assert keys_of("Lokalpolisområde Luleå/Boden") == ("l", "b")
    assert keys_of("977 53 Luleå") == ("97",)


def test_every_municipality_is_in_its_files_and_comes_before_localities(artifacts: dict[str, Artifact]) -> None:
    for facts in load().municipalities.values():
        for key in keys_of(facts.name):
            expected = (facts.name, f"Kommun i {facts.county_name}", f"kommuner/{facts.slug}/")
            assert expected in places(artifacts, key)
    kinds = [note.split(" ")[0] for _, note, _ in places(artifacts, "l")]
    assert kinds == sorted(kinds, key={"Kommun": 0, "Ort": 1, "Del": 1, "Polisen": 2, "Län": 3}.__getitem__)
    assert kinds[0] == "Kommun"
    assert "Ort" in kinds


def test_every_postal_code_leads_to_each_municipality_that_it_may_lie_in(artifacts: dict[str, Artifact]) -> None:
    found: dict[str, set[str]] = {}
    for key in KEYS:
        for name, note, address in places(artifacts, key) if key.isdigit() else ():
            if not note.startswith("Del av"):
                found.setdefault(name[:3] + name[4:6], set()).add(address)
    slugs = {facts.code: facts.slug for facts in load().municipalities.values()}
    expected = {one.code: {f"kommuner/{slugs[code]}/" for code in one.municipalities} for one in postal_codes()}
    assert found == expected
    assert len(found) == 15_463
    assert max(map(len, found.values())) == 2


def test_what_a_municipality_calls_itself_is_beside_its_name(artifacts: dict[str, Artifact]) -> None:
    def also(key: str, name: str) -> list[str]:
        one = artifacts[f"hitta/{key}.json"]
        return [
            other
            for named, _, *others in orjson.loads(one.make(one.source))["namn"]
            if named == name
            for other in others
        ]

    assert also("s", "Stockholm") == ["Stockholms stad"]
    assert also("f", "Falun") == ["Falu kommun"]
    assert also("r", "Gotland") == also("g", "Gotland") == ["Region Gotland"]
    assert also("r", "Polisregion Nord") == ["Region Nord"]


def test_what_has_been_entered_is_found(artifacts: dict[str, Artifact]) -> None:
    area = ("Östra Provbacken", "Del av Ale kommun", "kommuner/ale/omraden/ostra-provbacken/")
    assert area in places(artifacts, "o")
    assert area in places(artifacts, "p")
    for name in ("446 31 Östra Provbacken", "446 32 Östra Provbacken"):
        assert (name, *area[1:]) in places(artifacts, "44")
    assert ("Lokalpolisområde Provdalen", "Polisen", "polisen/lpo-provdalen/") in places(artifacts, "p")
    assert ("Polisregion Nord", "Polisen", "polisen/region-nord/") in places(artifacts, "n")
    assert ("Skåne län", "Län", "lan/skane-lan/") in places(artifacts, "s")


def test_a_part_stands_for_the_locality_that_it_is_named_after(tmp_path: Path) -> None:
    parts = {
        "kommuner/alingsas/omraden/a.md": "---\ntitel: Provnäs-Sollebrunn\n---\n",
        "kommuner/ale/omraden/b.md": "---\ntitel: Östra Nol\n---\n",
    }
    files = {one.path: one for one in place_finder_artifacts(gathering_of(tmp_path, parts))}
    found = [(name, note) for name, note, _ in places(files, "s") if "Sollebrunn" in name]
    assert found == [("Provnäs-Sollebrunn", "Del av Alingsås kommun")]
    one = files["hitta/s.json"]
    assert ["Sollebrunn"] in [others for _, _, *others in orjson.loads(one.make(one.source))["namn"]]
    assert {name for name, _, _ in places(files, "n")} >= {"Nol", "Östra Nol"}


def test_a_part_of_a_city_leads_to_its_municipality(artifacts: dict[str, Artifact]) -> None:
    assert ("Möllevången", "Del av Malmö stad", "kommuner/malmo/") in places(artifacts, "m")
    assert ("Tensta", "Del av Stockholms stad", "kommuner/stockholm/") in places(artifacts, "t")
    found = [address for name, _, address in places(artifacts, "g") if name == "Gröndal"]
    assert {"kommuner/malmo/", "kommuner/stockholm/"} < set(found)


def test_a_part_that_lies_in_one_with_a_page_leads_there(tmp_path: Path) -> None:
    """Husby and Akalla lie in Rinkeby-Kista by the city's own division; Rågsved in Vantör, which a page has in its name."""
    parts = {
        "kommuner/stockholm/omraden/rinkeby-kista.md": "---\ntitel: Rinkeby-Kista\n---\n",
        "kommuner/stockholm/omraden/farsta-vantor.md": "---\ntitel: Farsta-Vantör\n---\n",
        "kommuner/stockholm/omraden/hagersten-liljeholmen.md": "---\ntitel: Hägersten-Liljeholmen\n---\n",
        "kommuner/stockholm/omraden/liljeholmen.md": "---\ntitel: Liljeholmen\n---\n",
    }
    files = {one.path: one for one in place_finder_artifacts(gathering_of(tmp_path, parts))}
    home = "kommuner/stockholm/omraden/"
    for key, name, part, address in (
        ("h", "Husby", "Rinkeby-Kista", f"{home}rinkeby-kista/"),
        ("r", "Rågsved", "Farsta-Vantör", f"{home}farsta-vantor/"),
        ("a", "Aspudden", "Hägersten-Liljeholmen", f"{home}hagersten-liljeholmen/"),
    ):
        found = [(note, to) for named, note, to in places(files, key) if named == name and "stockholm" in to]
        assert found == [(f"Del av Stockholms stad, {part}", address)]
    assert ("Hammarbyhöjden", "Del av Stockholms stad", "kommuner/stockholm/") in places(files, "h")


def test_a_district_leads_to_its_municipality(artifacts: dict[str, Artifact]) -> None:
    assert ("Hallunda", "Del av Botkyrka kommun", "kommuner/botkyrka/") in places(artifacts, "h")
    assert {to for name, _, to in places(artifacts, "b") if name == "Berga"} > {"kommuner/hogsby/", "kommuner/kalmar/"}


def test_a_locality_in_two_municipalities_leads_to_both(artifacts: dict[str, Artifact]) -> None:
    found = {address for name, _, address in places(artifacts, "b") if name == "Boliden"}
    assert found == {"kommuner/skelleftea/", "kommuner/norsjo/"}


def test_a_code_that_may_lie_in_two_municipalities_puts_its_locality_in_one(artifacts: dict[str, Artifact]) -> None:
    assert [address for name, _, address in places(artifacts, "f") if name == "Farsta"] == ["kommuner/stockholm/"]
    codes = [address for name, _, address in places(artifacts, "12") if name == "123 52 Farsta"]
    assert codes == ["kommuner/huddinge/", "kommuner/stockholm/"]


def test_the_files_are_small(artifacts: dict[str, Artifact]) -> None:
    sizes = {path: len(gzip.compress(one.make(one.source), 9)) for path, one in artifacts.items()}
    assert max(sizes.values()) < 8_000, max(sizes.items(), key=lambda item: item[1])


def test_an_edit_of_a_pledge_changes_no_file(artifacts: dict[str, Artifact], tmp_path: Path) -> None:
    more = {**PROV, "kommuner/ale/loften/2020.md": pledge("Ett annat påhittat löfte")}
    again = {one.path: one.key for one in place_finder_artifacts(gathering_of(tmp_path, more))}
    assert again == {path: one.key for path, one in artifacts.items()}


def test_a_new_part_of_a_municipality_changes_only_its_files(artifacts: dict[str, Artifact], tmp_path: Path) -> None:
    more = {**PROV, "kommuner/ale/omraden/vastra.md": "---\ntitel: Västra Zonen\n---\n"}
    again = {one.path: one.key for one in place_finder_artifacts(gathering_of(tmp_path, more))}
    assert {path for path, key in again.items() if artifacts[path].key != key} == {"hitta/v.json", "hitta/z.json"}


@given(st.text())
def test_folding_is_settled_at_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcåäöÅÄÖéüÉ -"))
def test_swedish_letters_fold_to_plain_ones(text: str) -> None:
    assert fold(text).isascii()
