"""What pages tell search engines, in schema.org's words."""

import json
from datetime import date
from pathlib import Path

from pledges.build.pages import own_view
from pledges.content.geography import load
from pledges.content.record_fields import DialogueFigures
from pledges.exports.table_columns import TABLES
from pledges.settings import Settings
from pledges.views.structured_data import json_ld, meetings, organization
from pledges.views.view_types import Link
from support.gathered_sample import gathering_of

SETTINGS = Settings(address="https://loften.example")


def test_nothing_in_a_text_can_end_the_script_that_it_stands_in() -> None:
    told = json_ld({"@type": "Thing", "name": "</script><script>alert(1)</script>"})
    assert "<" not in told
    assert json.loads(told)["name"] == "</script><script>alert(1)</script>"
    assert json_ld() == ""


def test_a_municipality_is_who_decides_there() -> None:
    told = organization(SETTINGS, load().municipalities["lulea"], "https://www.lulea.se/")
    assert told == {
        "@type": "GovernmentOrganization",
        "name": "Luleå kommun",
        "identifier": {"@type": "PropertyValue", "propertyID": "kommunkod", "value": "2580"},
        "areaServed": {
            "@type": "AdministrativeArea",
            "name": "Luleå",
            "containedInPlace": {"@type": "AdministrativeArea", "name": "Norrbottens län"},
        },
        "url": "https://www.lulea.se/",
        "mainEntityOfPage": "https://loften.example/kommuner/lulea/",
    }
    assert "url" not in organization(SETTINGS, load().municipalities["lulea"], "")


def test_a_meeting_is_an_event_only_where_its_day_and_place_are_known() -> None:
    rows = [
        DialogueFigures.model_validate(row)
        for row in (
            {"år": "2023-10-12", "platser": ["Folkets hus"], "möten": "1"},
            {"år": "2023-10", "platser": ["Folkets hus"]},
            {"år": "2023-10-13", "deltagare": "40"},
            {"platser": ["Torget"]},
        )
    ]
    (event,) = meetings(SETTINGS, "a/", name="Ett löfte", figures=rows, places=[Link("Provstad", None)])
    assert event == {
        "@type": "Event",
        "name": "Dialog om Ett löfte",
        "startDate": "2023-10-12",
        "location": [{"@type": "Place", "name": "Folkets hus", "address": "Provstad"}],
        "url": "https://loften.example/a/",
    }


def test_the_page_about_the_open_data_tells_of_every_table_and_its_files(tmp_path: Path) -> None:
    pages = {f"sidor/{name}.md": f"---\ntitel: {name}\nkort: Ett prov.\n---\nText.\n" for name in ("oppna-data", "om")}
    snapshot = gathering_of(tmp_path, pages, date(2026, 11, 22)).snapshot
    views = {name: own_view(snapshot, snapshot.register.records[f"sidor/{name}"]) for name in ("oppna-data", "om")}
    assert views["om"] is not None
    assert views["om"].meta.structured == ""
    assert views["oppna-data"] is not None
    told = json.loads(views["oppna-data"].meta.structured)["@graph"]
    assert len(told) == len(TABLES)
    for name, one in zip(TABLES, told, strict=True):
        assert one["@type"] == "Dataset"
        assert one["license"] == "http://creativecommons.org/publicdomain/zero/1.0/"
        assert one["@id"].endswith(f"/datasets/dcat.rdf#{name}")
        assert [(file["@type"], file["contentUrl"].rpartition("/")[2]) for file in one["distribution"]] == [
            ("DataDownload", f"{name}.csv"),
            ("DataDownload", f"{name}.json"),
        ]
