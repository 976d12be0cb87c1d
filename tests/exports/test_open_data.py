"""The open data: every public record as it was written, and documentation that is true of it."""

import re
from pathlib import Path

import orjson
import pytest

from pledges.content.record_fields import MODELS
from pledges.exports.open_data import event_artifacts, record_artifacts, to_json
from pledges.history.publication_log import log_of
from pledges.history.snapshot import take_snapshot
from support.feed_portal import DAY, FILES
from support.feed_samples import SETTINGS, Portal, path_of

DOCS = Path(__file__).parents[2] / "docs" / "oppna-data.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return Portal(tmp_path).write(FILES)


def records(portal: Portal, slug: str = "") -> dict[str, dict[str, object]]:
    library = portal.library()
    register = library.register((slug,)) if slug else library.shared
    snapshot = take_snapshot(register, DAY, settings=SETTINGS, log=log_of(library.content, (slug,)))
    made = {one.path: orjson.loads(one.make(one.source)) for one in record_artifacts(snapshot, slug)}
    assert list(made) in ([], [f"data/kommuner/{slug}.json" if slug else "data/gemensamt.json"])
    return {row["id"]: row for file in made.values() for row in file["poster"]}


def test_every_public_record_is_there(portal: Portal) -> None:
    portal.write(
        {
            "kommuner/provby/loften/utkast.md": "titel: x\nstatus: utkast\növerenskommelse: okänd\nparter: polisen\nperiod: 2020"
        }
    )
    identities = {*records(portal), *records(portal, "provby"), *records(portal, "provala")}
    assert identities == {path.removesuffix(".md") for path in FILES}
    assert records(portal, "provstad") == {}


def test_the_rows_lie_as_json_lays_out_the_whole(portal: Portal) -> None:
    library = portal.library()
    log = log_of(library.content, ("provby",))
    snapshot = take_snapshot(library.register(("provby",)), DAY, settings=SETTINGS, log=log)
    files = (*record_artifacts(snapshot, "provby"), *event_artifacts(snapshot, "provby"))
    assert len(files) == 2
    for artifact in files:
        data = artifact.make(artifact.source)
        assert data == to_json(orjson.loads(data)), artifact.path


def test_a_record_is_as_it_was_written(portal: Portal) -> None:
    row = records(portal, "provby")["kommuner/provby/uppfoljningar/2019"]
    assert row["uppgifter"] == {
        "titel": "Så gick det 2019",
        "löfte": "2019",
        "datum": "2020-02-28",
        "avser": "2019",
        "typ": "slutlig",
        "av": ["polisen", "kommunen", "provbladet"],
        "bedömning": "delvis uppfyllt",
        "utfall": [
            {"åtgärd": "kontroller", "antal": "9"},
            {
                "åtgärd": "lampor",
                "gjort": "delvis",
                "kommentar": "Två av tre gångtunnlar är klara",
                "orsak": "Upphandlingen överklagades.",
            },
        ],
        "effekt": "Färre kör för fort.",
        "nästa steg": "Gångtunnlarna tas med i nästa lägesbild.",
        "belägg": [{"adress": "https://provstad.example/uppfoljning"}],
    }
    assert row["adress"] == "https://loften.example/kommuner/provby/uppfoljningar/2019/"


def test_a_pledge_tells_where_it_stands_and_what_has_happened(portal: Portal) -> None:
    row = records(portal, "provby")["kommuner/provby/loften/2020"]
    assert row["läge"] == {
        "status": "Perioden är slut",
        "uppföljning": "Uppföljningen försenad",
        "uppföljning senast": "2021-03-31",
        "ord": "Inget redovisat",
        "sammanfattning": "Löftet har inga åtgärder här",
        "bedömningar": [],
        "omdömen": [],
        "åtgärder": [],
    }
    assert [one["typ"] for one in row["händelser"]] == ["published", "period-end", "follow-up-due", "deadline-passed"]  # type: ignore[attr-defined]


def test_a_removed_record_says_when_and_why_and_nothing_else(portal: Portal) -> None:
    portal.write({"kommuner/provby/loften/2020.md": "borttaget:\n  - datum: 2022-01-02\n    skäl: Ett prov."})
    row = records(portal, "provby")["kommuner/provby/loften/2020"]
    assert row["borttaget"] == [{"datum": "2022-01-02", "skäl": "Ett prov."}]
    assert set(row) == {"id", "typ", "adress", "kommuner", "borttaget"}
    text = "borttaget:\n  - datum: 2022-01-02\n    skäl: Ett prov.\ntidigare adresser: [kommuner/provby/loften/forr]"
    portal.write({"kommuner/provby/loften/2020.md": text})
    row = records(portal, "provby")["kommuner/provby/loften/2020"]
    assert row["tidigare adresser"] == ["kommuner/provby/loften/forr"]


def test_the_list_of_files_names_those_that_there_are(portal: Portal) -> None:
    listed = orjson.loads(portal.build(DAY)["data/innehall.json"])
    assert set(listed["kommuner"]) == {"provby", "provala"}
    assert all(records(portal, slug) for slug in listed["kommuner"])
    assert listed["händelser"]["provby"] == "https://loften.example/data/handelser/provby.json"
    assert all(path_of(address) in portal.files for address in listed["händelser"].values())


def test_every_key_is_documented(portal: Portal) -> None:
    documented = set(re.findall(r"^\| `([^`]+)`", DOCS.read_text(encoding="utf-8"), re.M))
    written = {key for row in (*records(portal, "provby").values(), *records(portal).values()) for key in row}
    events = orjson.loads(portal.build(DAY)["data/handelser/provby.json"])["händelser"]
    written |= {key for row in events for key in row}
    written |= set(orjson.loads(portal.files["data/innehall.json"]))
    assert written | {"borttaget", "tidigare adresser"} == documented


def test_the_field_names_are_those_of_the_content_format() -> None:
    assert all(field.alias for model in MODELS.values() for field in model.model_fields.values())


def test_what_became_of_each_action_and_whose_the_verdict_is(portal: Portal) -> None:
    here = records(portal, "provby")["kommuner/provby/loften/2019"]["läge"]
    assert isinstance(here, dict)
    assert here["ord"] == "Redovisat"
    assert here["sammanfattning"] == (
        "Polisen och kommunen bedömer att det som lovades är delvis uppfyllt. 2 åtgärder: 1 nådd, 1 delvis"
    )
    assert here["bedömningar"] == [
        {
            "bedömning": "delvis uppfyllt",
            "av": ["polisen", "kommunen"],
            "uppföljning": "kommuner/provby/uppfoljningar/2019",
        }
    ]
    assert [(one["åtgärd"], one["utfall"], one["med ord"]) for one in here["åtgärder"]] == [
        ("kontroller", "Nått", "Nått"),
        ("lampor", "Delvis", "Delvis"),
    ]
