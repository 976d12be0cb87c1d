"""The list of portals: every mistake is told at its row, with what was meant; and nobody owns what is another's."""

from pathlib import Path

import pytest

from pledges.portals.listed import ListedError, read_listed
from support.provland import GEOGRAPHY

GOOD = """\
# Portalerna som hämtas varje natt.
portaler:
  - namn: Provstads löften
    adress: https://loften.provstad.example/
    kommuner: provstad
    gemensamt:
      - polisen/lpo-prov
      - aktorer/provbostader
  - namn: Provbys löften
    adress: http://loften.inom.example/provby
    kommuner: [provby, provala]
    delar med: provstad
    internt nät: ja
"""


def read(folder: Path, text: str) -> str:
    """What is said of the file."""
    (folder / "portaler.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ListedError) as error:
        read_listed(folder / "portaler.yaml", GEOGRAPHY)
    return str(error.value)


def test_the_portals_are_read(tmp_path: Path) -> None:
    (tmp_path / "portaler.yaml").write_text(GOOD, encoding="utf-8")
    one, other = read_listed(tmp_path / "portaler.yaml", GEOGRAPHY)
    assert (one.name, one.base, one.municipalities) == (
        "Provstads löften",
        "https://loften.provstad.example",
        ("provstad",),
    )
    assert one.shared == ("polisen/lpo-prov", "aktorer/provbostader")
    assert (one.inside, other.inside, other.together_with) == (False, True, ("provstad",))


MISTAKES = {
    "a key": (
        "    kommuner: provstad\n",
        "    komuner: provstad\n",
        ["portaler.yaml rad 5, portaler.1.komuner: Nyckeln ”komuner” finns inte här. Menade du kommuner?"],
    ),
    "a key that is another": (
        "    kommuner: provstad\n",
        "    orter: provstad\n",
        [
            "portaler.yaml rad 3, portaler.1.kommuner: Nyckeln ”kommuner” saknas. Kommunerna som portalen för, med namnen som de har i adresserna.",
            "portaler.yaml rad 5, portaler.1.orter: Nyckeln ”orter” finns inte här. Nycklarna är ",
        ],
    ),
    "a key, and a value of another portal": (
        "    kommuner: [provby, provala]\n",
        "    kommuner: [provby, provalla]\n    orter: provala\n",
        [
            "portaler.yaml rad 11, portaler.2.kommuner.2: Det finns ingen kommun som heter ”provalla” i adresser. Menade du provala?",
            "portaler.yaml rad 12, portaler.2.orter: Nyckeln ”orter” finns inte här. Nycklarna är ",
        ],
    ),
    "a municipality": (
        "[provby, provala]",
        "[provby, provalla]",
        [
            "portaler.yaml rad 11, portaler.2.kommuner.2: Det finns ingen kommun som heter ”provalla” i adresser. Menade du provala?"
        ],
    ),
    "another's municipality": (
        "[provby, provala]",
        "[provby, provstad]",
        [
            "portaler.yaml rad 11, portaler.2.kommuner.2: ”provstad” står två gånger. Den förs redan av Provstads löften. Var och en har en ägare: ta bort den ena."
        ],
    ),
    "the same portal": (
        "http://loften.inom.example/provby",
        "https://loften.provstad.example",
        ["portaler.yaml rad 10, portaler.2.adress: Två portaler har samma adress. Var och en står en gång."],
    ),
    "http": (
        "https://loften",
        "http://loften",
        [
            "portaler.yaml rad 4, portaler.1.adress: ”http://loften.provstad.example/” kan inte vara portalens adress. Den ska börja med https://. På det egna nätet går också http://, med internt nät: ja."
        ],
    ),
    "a page": (
        "provstad.example/",
        "provstad.example/?sida=1",
        [
            "portaler.yaml rad 4, portaler.1.adress: ”https://loften.provstad.example/?sida=1” kan inte vara portalens adress. Skriv portalens första sida, utan något efter."
        ],
    ),
    "a record that is no one's to share": (
        "aktorer/provbostader",
        "nyheter/../x",
        [
            "portaler.yaml rad 8, portaler.1.gemensamt.2: ”nyheter/../x” kan inte hämtas. Skriv som polisen/lpo-prov, aktorer/provbostader eller amnen/trafik."
        ],
    ),
    "half of a key": (
        "    kommuner: provstad\n",
        "    kommuner: provstad\n    nyckel: AAAAC3Nz\n",
        [
            "portaler.yaml rad 6, portaler.1.nyckel: Det här är ingen öppen nyckel. Kopiera hela raden ur filen som slutar på .pub: ssh-ed25519 AAAA…"
        ],
    ),
    "yes and no": (
        "internt nät: ja",
        "internt nät: true",
        ["portaler.yaml rad 13, portaler.2.internt nät: ”true” kan inte stå här. Skriv ja."],
    ),
    "no municipality": (
        "kommuner: provstad",
        "kommuner: []",
        ["portaler.yaml rad 5, portaler.1.kommuner: Ingen kommun är angiven: utan dem hämtas inget."],
    ),
    "a row without its dash": (
        "  - namn: Provbys löften\n    adress",
        "    adress",
        [
            "portaler.yaml rad 9, portaler.1.adress: Nyckeln ”adress” och det som följer (kommuner) står två gånger (också på rad 4)."
        ],
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_at_its_row(case: str, tmp_path: Path) -> None:
    before, after, told = MISTAKES[case]
    said = read(tmp_path, GOOD.replace(before, after, 1)).splitlines()
    assert [row[: len(expected)] for row, expected in zip(said, told, strict=True)] == told


def test_an_empty_list_is_told_of(tmp_path: Path) -> None:
    assert read(tmp_path, "portaler: []\n") == (
        "portaler.yaml rad 1, portaler: Här står ingen portal. Skriv en rad för varje, med namn:, adress: och kommuner:."
    )
    assert read(tmp_path, "") == (
        "portaler.yaml rad 1, portaler: Nyckeln ”portaler” saknas. En rad för varje portal, med namn, adress och kommuner."
    )


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(ListedError, match=r"portaler.yaml går inte att läsa: No such file"):
        read_listed(tmp_path / "portaler.yaml", GEOGRAPHY)
