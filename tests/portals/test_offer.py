"""What a portal offers is taken only where it is what staff here could have written, of what is the portal's own."""

from typing import Any

import orjson
import pytest

from pledges.content.discovery import discover
from pledges.content.geography import load
from pledges.content.kinds import NAMES, Kind
from pledges.content.reader import read_bytes, read_file
from pledges.content.record import Record
from pledges.exports.open_data import plain, to_json
from pledges.portals.offer import OfferError, municipality_offer, shared_offers
from support.other_portals import published
from support.provland import FILES
from support.samples import CONTENT

BASE = "https://loften.provstad.example"


def rows(**more: Any) -> list[dict[str, Any]]:
    """A municipality with a pledge; `more` is of the pledge."""
    pledge = {"titel": "Ett löfte", "överenskommelse": "okänd", "parter": ["polisen"], "period": "2020"}
    return [
        {"id": "kommuner/provstad/kommun", "typ": "kommun", "uppgifter": {"kort": "Påhittad."}, "text": ""},
        {"id": "kommuner/provstad/loften/2020", "typ": "löfte", "uppgifter": pledge, "text": "", "läge": {}} | more,
    ]


def offer(one: list[dict[str, Any]], *known: str) -> Any:
    return municipality_offer(orjson.dumps({"poster": one}), "provstad", base=BASE, known={"provstad", *known})


def fields(**more: Any) -> dict[str, Any]:
    return {**rows()[1]["uppgifter"], **more}


def test_real_records_come_back_as_they_were_written() -> None:
    """Every fortieth of content/: what is written out of the open data reads as the same record."""
    places = load()
    sources = [one for one in discover(CONTENT, places).records if one.kind not in (Kind.PAGE, Kind.NEWS)][::40]
    assert len(sources) > 30
    for source in sources:
        record, _ = read_file(CONTENT, source)
        assert isinstance(record, Record)
        row = {"id": record.identity, "typ": NAMES[record.kind].singular, "uppgifter": plain(record.fields), "text": ""}
        raw, slug = to_json({"poster": [row]}), record.municipality
        made = (
            municipality_offer(raw, slug, base=BASE, known=places.municipalities)
            if slug
            else shared_offers(raw, base=BASE, municipalities=(), named=[record.identity])[record.identity]
        )
        assert made.faults == ()
        again, problems = read_bytes(source, made.files[source.path])
        assert isinstance(again, Record)
        assert (again.fields, problems) == (record.fields, [])


def test_a_whole_made_up_country_comes_back_with_the_same_bytes_of_data() -> None:
    made = published(FILES, BASE)
    files: dict[str, str] = {path: text for path, text in FILES.items() if not path.startswith("kommuner/")}
    for slug in ("provby", "provstad"):
        offered = municipality_offer(
            made[f"data/kommuner/{slug}.json"], slug, base=BASE, known={"provby", "provstad", "provala"}
        )
        assert offered.faults == ()
        files |= {path: data.decode() for path, data in offered.files.items()}
    assert files.keys() == FILES.keys()
    again = published(files, BASE)
    assert again == made


WRONG: dict[str, tuple[bytes, str]] = {
    "no JSON": (b"<html>", "filen är inte JSON"),
    "another form": (b'{"poster": {"id": 1}}', "filen har inte den form som öppna data har: se poster"),
    "a number for a name": (
        b'{"poster": [{"id": 1, "typ": "kommun"}]}',
        "filen har inte den form som öppna data har: se poster.0.id",
    ),
    "half a letter": (b'{"poster": [{"id": "\\udcff", "typ": "kommun"}]}', "filen är inte JSON"),
    "depth": (b'{"poster":' + b"[" * 900 + b"]" * 900 + b"}", "filen har mer än 15 nivåer i varandra"),
    "endless depth": (b"[" * 100_000, "filen är inte JSON"),
    "too many": (
        orjson.dumps({"poster": [{"id": "x", "typ": "y"}] * 5001}),
        "filen har 5001 poster; högst 5000 tas emot",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_of_another_form_is_refused_whole(case: str) -> None:
    raw, said = WRONG[case]
    with pytest.raises(OfferError) as error:
        municipality_offer(raw, "provstad", base=BASE, known={"provstad"})
    assert str(error.value) == said


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "out of the folder": (
        {"id": "kommuner/provstad/../../../etc/cron.d/x"},
        "posten ”kommuner/provstad/../../../etc/cron.d/x” (”löfte”) är ingen post som kan ligga där",
    ),
    "another's folder": ({"id": "kommuner/provby/loften/2020"}, "posten ”kommuner/provby/loften/2020” hör inte till provstad"),
    "a page of the portal": ({"id": "sidor/om"}, "posten ”sidor/om” hör inte till provstad"),
    "another kind": ({"typ": "uppföljning"}, "(”uppföljning”) är ingen post som kan ligga där"),
    "no folder of the portal's": ({"id": "kommuner/provstad/annat/x"}, "är ingen post som kan ligga där"),
    "twice": ({"id": "kommuner/provstad/kommun", "typ": "kommun"}, "posten ”kommuner/provstad/kommun” står två gånger"),
    "steering the terminal": ({"id": "kommuner/provstad/\x1b[2Jx"}, "posten ”kommuner/provstad/?[2Jx”"),
    "neither": ({"uppgifter": None}, "en post har antingen uppgifter eller borttaget"),
    "a number": ({"uppgifter": fields(period=2020)}, "värdet 2020 är ingen text"),
    "an unknown key": ({"uppgifter": fields(viktigt="ja")}, "viktigt: Nyckeln ”viktigt” finns inte här"),
    "a wrong value": ({"uppgifter": fields(period="förr")}, "period: ”förr” är inget datum"),
    "what turns the text": ({"text": "Ett \u202elöfte"}, "Ett tecken som vänder på texten (U+202E)"),
    "too much text": ({"text": "x" * 90_000}, "posten är 87 kB; högst 80 kB går att läsa"),
    "another's pledge": (
        {
            "id": "kommuner/provstad/uppfoljningar/2020",
            "typ": "uppföljning",
            "uppgifter": {
                "titel": "Så gick det", "löfte": "provby/2020", "datum": "2021-01-02", "avser": "2020",
                "typ": "slutlig", "av": ["polisen"], "belägg": ["https://provstad.example/a"],
            },
        },
        "kommuner/provstad/uppfoljningar/2020 gäller också provby, som portalen inte får tala för",
    ),
    "another's page": ({"uppgifter": fields(kommuner=["provstad", "provby"])}, "gäller också provby"),
    "another's old address": (
        {"uppgifter": fields(**{"tidigare adresser": ["kommuner/provby/loften/2019"]})},
        "har haft adressen ”kommuner/provby/loften/2019”, som inte är kommunens",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_record_that_cannot_be_taken_is_told_of(case: str) -> None:
    more, said = FAULTS[case]
    made = offer(rows(**more))
    assert len(made.faults) == 1
    assert said in made.faults[0]


def test_what_the_host_allows_two_to_share_is_taken() -> None:
    shared = rows(uppgifter=fields(kommuner=["provstad", "provby"]))
    assert offer(shared).faults
    assert offer(shared, "provby").faults == ()


def test_what_stands_in_a_text_is_only_text() -> None:
    """YAML's own signs, fences and keys in a value or a text make no other record of it."""
    nasty = "x\n---\nstatus: avbrutet # inte\n- a: &b *c"
    made = offer(rows(uppgifter=fields(problem=nasty), text="Ett\n\n***\n\ntitel: Annat"))
    assert made.faults == ()
    raw = made.files["kommuner/provstad/loften/2020.md"].decode()
    assert raw.endswith("---\nEtt\n\n***\n\ntitel: Annat")
    assert made.files.keys() == {"kommuner/provstad/kommun.md", "kommuner/provstad/loften/2020.md"}


def test_files_and_pictures_stay_with_their_owner() -> None:
    text = "![Torget](../bilder/torg.jpg) och [planen](/sidor/om.md#x), [löftet](2020.md), [läget](/laget/), [ut](https://a.example/)"
    made = offer(rows(uppgifter=fields(källor=[{"titel": "Löftet", "fil": "loften/2020.pdf"}]), text=text))
    assert made.faults == ()
    raw = made.files["kommuner/provstad/loften/2020.md"].decode()
    assert f"adress: {BASE}/kommuner/provstad/loften/2020.pdf" in raw
    assert raw.endswith(
        f"[Torget]({BASE}/kommuner/provstad/bilder/torg.jpg) och [planen]({BASE}/sidor/om/#x), [löftet](2020.md), "
        f"[läget]({BASE}/laget/), [ut](https://a.example/)"
    )


def test_a_removed_text_is_a_notice() -> None:
    row = {
        "id": "kommuner/provstad/loften/2019",
        "typ": "löfte",
        "borttaget": [{"datum": "2022-01-02", "skäl": "Ett prov."}],
    }
    made = offer([*rows(), row])
    assert made.faults == ()
    assert made.removals == {"kommuner/provstad/loften/2019.md"}
    moved = row | {"tidigare adresser": ["kommuner/provstad/loften/forr"]}
    raw = offer([*rows(), moved]).files["kommuner/provstad/loften/2019.md"].decode()
    assert raw.endswith("tidigare adresser:\n  - kommuner/provstad/loften/forr\n---\n")


SHARED = [
    {"id": "polisen/lpo-egen", "typ": "lokalpolisområde", "uppgifter": {"titel": "Egen", "kommuner": [{"kommun": "provstad"}]}},
    {"id": "polisen/lpo-bredare", "typ": "lokalpolisområde", "uppgifter": {"titel": "B", "kommuner": [{"kommun": "provstad"}, {"kommun": "provby"}]}},
    {"id": "polisen/lpo-tomt", "typ": "lokalpolisområde", "uppgifter": {"titel": "T", "kommuner": []}},
    {"id": "aktorer/bolaget", "typ": "aktör", "uppgifter": {"titel": "Bolaget"}},
    {"id": "amnen/trafik", "typ": "ämne", "uppgifter": {"titel": "Trafik", "kort": "Om trafik."}},
    {"id": "sidor/om", "typ": "sida", "uppgifter": {"titel": "Om"}},
    {"id": "nyheter/ny", "typ": "nyhet", "uppgifter": {"titel": "Ny", "datum": "2020-01-02"}},
]  # fmt: skip


def test_of_shared_records_a_portal_speaks_for_those_it_is_given_and_its_own_police() -> None:
    raw = orjson.dumps({"poster": SHARED})
    assert shared_offers(raw, base=BASE, municipalities=["provstad"], named=[]).keys() == {"polisen/lpo-egen"}
    named = ["aktorer/bolaget", "polisen/lpo-bredare", "sidor/om"]
    assert shared_offers(raw, base=BASE, municipalities=["provstad"], named=named).keys() == {
        "polisen/lpo-egen",
        "polisen/lpo-bredare",
        "aktorer/bolaget",
    }
