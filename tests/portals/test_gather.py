"""One country of many portals: each costs what it has changed, and none that is down, wrong or hostile harms another."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from pledges.build.examination import Examined
from pledges.commands.check import report
from pledges.content.origins import ORIGINS, read_origins
from pledges.content.problems import has_errors
from pledges.portals import visits
from pledges.portals.gather import GatherError
from pledges.portals.listed import ListedPortal
from pledges.portals.offer import Offer
from pledges.portals.report import told
from pledges.settings import Settings
from support.other_portals import (
    TODAY,
    Country,
    Handler,
    PortalServer,
    answer,
    drip,
    look,
    portal_files,
    published,
    serving,
    with_manifest,
)
from support.servers import free_port


@pytest.fixture
def country(tmp_path: Path) -> Country:
    return Country(tmp_path)


@pytest.fixture
def stad(country: Country) -> Iterator[PortalServer]:
    """Provstad's portal, which the country gathers from."""
    with serving({}) as server:
        country.publish(server, portal_files("provstad"))
        country.portals.append(server.listed("provstad", name="Provstads löften"))
        yield server


@pytest.fixture
def by(country: Country, stad: PortalServer) -> Iterator[PortalServer]:
    """Provby's, after it."""
    with serving({}) as server:
        country.publish(server, portal_files("provby"))
        country.portals.append(server.listed("provby", name="Provbys löften"))
        yield server


def test_what_is_gathered_is_what_the_portal_has(country: Country, stad: PortalServer) -> None:
    gathered = country.gather()
    assert gathered.portals[0].written == ["kommuner/provstad", "polisen/lpo-provstad"]
    assert country.files.keys() == portal_files("provstad").keys()
    assert not has_errors(look(country.content).problems)
    # What it publishes in its turn is what the portal does, but for whose it is.
    again = published(country.files)
    assert again["data/kommuner/provstad.json"] == stad.files["data/kommuner/provstad.json"]
    assert told(gathered) == (
        f"Provstads löften ({stad.address}): kommuner/provstad och polisen/lpo-provstad skrevs.\n"
        "1 portal: 1 som de ska, 0 med fel. 2 mappar och gemensamma poster skrivna, 0 oförändrade, 3 filer hämtade."
    )


def test_only_what_has_changed_is_asked_for_and_written(country: Country, stad: PortalServer, by: PortalServer) -> None:
    country.gather()
    stamps = {path: path.stat().st_mtime_ns for path in country.content.rglob("*") if path.is_file()}
    stad.taken(), by.taken()
    quiet = country.gather()
    assert stad.taken() == by.taken() == [("/manifest.json", 304)]
    assert quiet.changed == ()
    assert [one.unchanged for one in quiet.portals] == [2, 2]

    country.publish(stad, portal_files("provstad", y2020="saknas: Diarienummer."))
    changed = country.gather()
    assert stad.taken() == [("/manifest.json", 200), ("/data/kommuner/provstad.json", 200)]
    assert by.taken() == [("/manifest.json", 304)]
    assert changed.changed == ("kommuner/provstad/loften/2020.md", ORIGINS)
    touched = {path for path, stamp in stamps.items() if path.stat().st_mtime_ns != stamp}
    assert touched == {country.content / path for path in changed.changed}


def test_a_record_that_is_new_comes_and_one_that_is_gone_goes(country: Country, stad: PortalServer) -> None:
    country.gather()
    country.publish(stad, portal_files("provstad", years=(2020, 2021)))
    country.gather()
    assert country.files.keys() == portal_files("provstad", years=(2020, 2021)).keys()


def _with(files: dict[str, bytes], slug: str, change: Callable[[list[dict[str, object]]], object]) -> dict[str, bytes]:
    """What a portal publishes, with the records of a municipality changed by hand."""
    path = f"data/kommuner/{slug}.json"
    rows = orjson.loads(files[path])["poster"]
    change(rows)
    return with_manifest({**files, path: orjson.dumps({"poster": rows})})


def _set(**values: object) -> Callable[[list[dict[str, object]]], object]:
    return lambda rows: rows[-1].update(values)


def _speak_for_provby(rows: list[dict[str, object]]) -> None:
    rows[-1]["uppgifter"] = {**rows[-1]["uppgifter"], "kommuner": ["provstad", "provby"]}  # type: ignore[dict-item]


BROKEN: dict[str, tuple[Callable[[PortalServer], object], str]] = {
    "down": (lambda one: one.answers.update({"/manifest.json": answer(503)}), "den svarade 503 på /manifest.json"),
    "slow": (lambda one: one.answers.update({"/manifest.json": drip}), "den svarade för långsamt"),
    "elsewhere": (
        lambda one: one.answers.update({"/manifest.json": answer(302, Location="http://127.0.0.1:1/")}),
        "den leder vidare till en annan plats än sin egen ('http://127.0.0.1:1/')",
    ),
    "no portal": (lambda one: one.files.update({"manifest.json": b"<html>"}), "dess manifest går inte att läsa"),
    "a manifest that leads out": (
        lambda one: one.files.update(with_manifest({**one.files, "../../../.ssh/authorized_keys": b"x"})),
        "dess manifest går inte att läsa",
    ),
    "files that are not those of its manifest": (
        lambda one: one.files.update({"data/kommuner/provstad.json": b"{}"}),
        "filerna är andra än dess manifest säger",
    ),
    "another form": (
        lambda one: one.files.update(with_manifest({**one.files, "data/kommuner/provstad.json": b'{"poster": 1}'})),
        "filen har inte den form som öppna data har: se poster",
    ),
    "out of its folder": (
        lambda one: one.files.update(_with(one.files, "provstad", _set(id="kommuner/provstad/../../x"))),
        "posten ”kommuner/provstad/../../x” (”löfte”) är ingen post som kan ligga där",
    ),
    "for another": (
        lambda one: one.files.update(_with(one.files, "provstad", _speak_for_provby)),
        "kommuner/provstad/loften/2020 gäller också provby, som portalen inte får tala för",
    ),
    "HTML": (
        lambda one: one.files.update(_with(one.files, "provstad", _set(text="Hej <script>alert(1)</script>"))),
        "kommuner/provstad/loften/2020.md rad 16: ”<script>” läses som HTML och visas inte",
    ),
    "a shared record that nobody has": (
        lambda one: one.files.update(_with(one.files, "provstad", lambda rows: rows[-1]["uppgifter"].update(ämnen=["annat"]))),  # type: ignore[attr-defined]
        "amnen/annat finns inte här: skriv den under gemensamt: hos portalen, eller lägg in den i det egna innehållet",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_one_that_is_broken_stays_as_it_was_and_harms_no_other(
    case: str, country: Country, stad: PortalServer, by: PortalServer
) -> None:
    breaking, said = BROKEN[case]
    country.gather()
    before = {path: text for path, text in country.files.items() if "provstad" in path}
    country.seconds = 0.5
    country.publish(stad, portal_files("provstad", y2019="saknas: Diarienummer."))
    breaking(stad)
    country.publish(by, portal_files("provby", y2019="saknas: Diarienummer."))

    gathered = country.gather()
    first, second = gathered.portals
    assert said in (first.unreached or " ".join(first.faults.values()))
    assert "FEL Provstads löften" in told(gathered)
    assert {path: text for path, text in country.files.items() if "provstad" in path} == before
    assert second.is_well
    assert second.written == ["kommuner/provby"]
    assert "saknas: Diarienummer." in country.files["kommuner/provby/loften/2019.md"].replace("\n  - ", " ")
    assert not has_errors(look(country.content).problems)
    origin = read_origins(country.content)[0].municipalities
    assert (origin["provstad"].trouble, origin["provstad"].since) == (
        "nås inte" if first.unreached else "godtas inte",
        TODAY,
    )
    assert origin["provby"].trouble is None

    # The day on which it began stands until it is well again.
    country.gather(date(2022, 1, 21))
    assert read_origins(country.content)[0].municipalities["provstad"].since == TODAY
    stad.answers.clear()
    country.seconds = 20.0
    country.publish(stad, portal_files("provstad", y2019="saknas: Diarienummer."))
    assert country.report().is_well
    assert read_origins(country.content)[0].municipalities["provstad"].trouble is None


def test_a_portal_that_was_never_reached_leaves_nothing(country: Country, by: PortalServer) -> None:
    country.portals[0] = ListedPortal.model_validate(
        {"namn": "Ingen", "adress": f"http://127.0.0.1:{free_port()}", "kommuner": "provala", "internt nät": "ja"}
    )
    first, second = country.gather().portals
    assert "går inte att nå" in first.unreached
    assert second.is_well
    assert not (country.content / "kommuner/provala").exists()


def test_own_content_is_never_touched(country: Country, stad: PortalServer) -> None:
    country.write("kommuner/provstad/kommun.md", "kort: Vår egen.")
    country.write("polisen/lpo-provstad.md", "titel: Vår egen\nkommuner: [provstad]")
    before = country.files
    report = country.report()
    assert report.faults == {"kommuner/provstad": "den har eget innehåll här, som inte rörs"}
    assert country.files == before


def test_what_somebody_changes_by_hand_is_fetched_anew(country: Country, stad: PortalServer) -> None:
    country.gather()
    before = country.files
    country.write("kommuner/provstad/loften/2019.md", "titel: Ändrat")
    country.write("kommuner/provstad/loften/ny.md", "titel: Nytt")
    assert country.report().written == ["kommuner/provstad"]
    assert country.files == before


def test_who_is_killed_half_way_goes_on_the_next_time(country: Country, stad: PortalServer) -> None:
    """What is said of the folder is there, and only a part of its files."""
    country.gather()
    before = country.files
    (country.content / "kommuner/provstad/loften/2020.md").unlink()
    country.report()
    assert country.files == before


def test_what_is_removed_there_is_removed_here_whatever_else_is_wrong(country: Country, stad: PortalServer) -> None:
    files = portal_files("provstad")
    country.gather()
    files["kommuner/provstad/loften/2019.md"] = "borttaget:\n  - datum: 2022-01-02\n    skäl: Ett prov."
    country.publish(stad, files)
    stad.files = _with(stad.files, "provstad", _set(text="<b>fel</b>"))
    report = country.report()
    assert report.removed == ["kommuner/provstad/loften/2019.md"]
    assert "HTML" in report.faults["kommuner/provstad"]
    assert "kontroller 2019" not in country.files["kommuner/provstad/loften/2019.md"]
    assert "kontroller 2020" in country.files["kommuner/provstad/loften/2020.md"]
    # Once is enough to be told.
    assert country.report().removed == []


def test_what_is_removed_here_stays_removed(country: Country, stad: PortalServer) -> None:
    country.gather()
    country.write("kommuner/provstad/loften/2019.md", "borttaget:\n  - datum: 2022-01-02\n    skäl: Ett prov.")
    country.publish(stad, portal_files("provstad", y2020="saknas: Diarienummer."))
    report = country.report()
    assert report.removed_here == ["kommuner/provstad/loften/2019.md"]
    assert report.is_well
    assert "borttaget" in country.files["kommuner/provstad/loften/2019.md"]
    assert "Diarienummer" in country.files["kommuner/provstad/loften/2020.md"]


def test_a_change_that_breaks_what_another_has_is_held(country: Country, stad: PortalServer, by: PortalServer) -> None:
    """Provby's portal follows up a pledge that it may share with Provstad's; Provstad's takes it away."""
    country.portals[1] = by.listed("provby", name="Provbys löften", delar_med="provstad")
    shared = portal_files("provstad") | portal_files("provby")
    shared["kommuner/provby/loften/2020.md"] += "\nefterträder: provstad/2019"
    country.publish(by, shared)
    country.gather()
    before = country.files
    country.publish(stad, portal_files("provstad", years=(2020,)))
    country.publish(
        by,
        {
            **shared,
            "kommuner/provby/loften/2019.md": portal_files("provby", y2019="saknas: Allt.")[
                "kommuner/provby/loften/2019.md"
            ],
        },
    )
    first, second = country.gather().portals
    assert first.faults.keys() == {"kommuner/provstad"}
    assert first.faults["kommuner/provstad"].startswith("kommuner/provby/loften/2020.md rad")
    assert second.written == ["kommuner/provby"]
    assert {path for path, text in country.files.items() if before[path] != text} == {"kommuner/provby/loften/2019.md"}


def test_mistakes_of_our_own_are_no_portals(country: Country, stad: PortalServer) -> None:
    country.write("kommuner/provala/loften/2019.md", "titel: Ett eget fel")
    assert country.report().is_well


def test_a_mistake_of_ours_that_one_portal_meets_costs_that_portal_alone(
    country: Country, stad: PortalServer, by: PortalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = visits.municipality_offer

    def fails(raw: bytes, slug: str, **more: Any) -> Offer:
        if slug == "provstad":
            raise RecursionError
        return whole(raw, slug, **more)

    with monkeypatch.context() as patched:
        patched.setattr(visits, "municipality_offer", fails)
        first, second = country.gather().portals
    assert "gick inte att läsa (RecursionError)" in first.unreached
    assert second.written == ["kommuner/provby", "polisen/lpo-provby"]

    def stumbles(content: Path) -> Examined:
        if (content / "kommuner/provstad/kommun.md").exists():
            raise RecursionError
        return look(content)

    country.publish(by, portal_files("provby", y2019="saknas: Diarienummer."))
    country.examine = stumbles
    first, second = country.gather().portals
    assert "Det gick inte att pröva mot reglerna (RecursionError)" in first.faults["kommuner/provstad"]
    assert second.written == ["kommuner/provby"]


def test_the_same_police_area_stays_with_whoever_had_it_first(
    country: Country, stad: PortalServer, by: PortalServer
) -> None:
    country.gather()
    before = country.files["polisen/lpo-provstad.md"]
    country.publish(by, {**portal_files("provby"), "polisen/lpo-provstad.md": "titel: Falskt\nkommuner: [provby]"})
    country.portals.reverse()
    report = country.report()
    assert report.faults == {"polisen/lpo-provstad": "den hämtas redan från Provstads löften"}
    assert country.files["polisen/lpo-provstad.md"] == before


def test_a_shared_record_comes_from_the_portal_that_is_given_it(country: Country, stad: PortalServer) -> None:
    country.publish(stad, {**portal_files("provstad", y2020="andra parter: [x]"), "aktorer/ny.md": "titel: Ny aktör"})
    assert country.report().is_well
    assert "aktorer/ny.md" not in country.files
    country.portals[0] = stad.listed("provstad", gemensamt=["aktorer/ny", "aktorer/annan", "aktorer/bolaget"])
    report = country.report()
    assert report.written == ["aktorer/ny"]
    assert report.faults == {
        "aktorer/annan": "portalen har den inte",
        "aktorer/bolaget": "den har eget innehåll här, som inte rörs",
    }


def test_a_portal_that_is_listed_no_more_leaves_what_it_gave(
    country: Country, stad: PortalServer, by: PortalServer
) -> None:
    country.gather()
    before = country.files
    del country.portals[0]
    gathered = country.gather()
    assert gathered.left == {"kommuner/provstad": "Provstads löften", "polisen/lpo-provstad": "Provstads löften"}
    assert "kommuner/provstad är hämtad från Provstads löften, som inte längre står för den" in told(gathered)
    assert country.files == before


def test_a_portal_that_moves_is_the_same(country: Country, stad: PortalServer) -> None:
    country.gather()
    with serving(stad.files) as moved:
        country.portals[0] = moved.listed("provstad", name="Provstads nya löften")
        assert country.gather().left == {}
        origin = read_origins(country.content)[0].municipalities["provstad"]
        assert (origin.portal, origin.address) == ("Provstads nya löften", moved.address)


def test_a_portal_that_is_put_out_anew_while_it_is_read_is_read_again(country: Country, stad: PortalServer) -> None:
    country.gather()
    country.publish(stad, portal_files("provstad", y2019="saknas: Diarienummer."))
    old = stad.files["manifest.json"]
    country.publish(stad, portal_files("provstad", y2019="saknas: Datum."))

    def once(handler: Handler) -> None:
        del stad.answers["/manifest.json"]
        answer(200, old)(handler)

    stad.answers["/manifest.json"] = once
    assert country.report().is_well
    assert "saknas: Datum." in country.files["kommuner/provstad/loften/2019.md"].replace("\n  - ", " ")


def test_without_its_memory_it_asks_once_more_and_writes_nothing(country: Country, stad: PortalServer) -> None:
    country.gather()
    for place in (country.folder / "minne").glob("*.json"):
        place.write_bytes(b"{")
    stad.taken()
    assert country.gather().changed == ()
    assert stad.taken() == [("/manifest.json", 200), ("/data/gemensamt.json", 200)]


def test_a_damaged_list_of_what_is_gathered_is_told_of(country: Country, stad: PortalServer) -> None:
    country.gather()
    whole = (country.content / ORIGINS).read_text(encoding="utf-8")
    for damaged in (
        "{",
        whole.replace("http://", "javascript:"),
        whole.replace('"skrivet"', '"sedan": "2022-01-02", "skrivet"'),
    ):
        (country.content / ORIGINS).write_text(damaged, encoding="utf-8")
        with pytest.raises(GatherError, match="går inte att läsa"):
            country.gather()
        assert [one.code for one in look(country.content).problems] == ["hamtat-skadat"]


def test_what_a_gathered_record_is_asked_about_is_its_owners_to_answer(country: Country, stad: PortalServer) -> None:
    """Its warnings, and the follow-ups that are late, are no work of ours; without whose it is they would be."""
    late = "uppföljning:\n  senast: 2021-03-31\naccepterade varningar:\n  - kod: finns-inte\n    skäl: Ett prov."
    country.publish(stad, portal_files("provstad", y2020=late))
    country.gather()

    def told() -> tuple[list[str], int]:
        examined = look(country.content)
        checked = report(examined, Settings(), TODAY)
        return [one.code for one in examined.problems], len(checked.overdue)

    assert told() == ([], 0)
    (country.content / ORIGINS).unlink()
    codes, overdue = told()
    assert codes != []
    assert overdue == 1


def test_it_is_known_of_each_file_whose_it_is(country: Country, stad: PortalServer) -> None:
    country.gather()
    library = look(country.content).library
    for path in ("kommuner/provstad/loften/2019.md", "kommuner/provstad/ny.md", "polisen/lpo-provstad.md"):
        owner = library.owner_of(path)
        assert owner is not None
        assert owner.portal == "Provstads löften"
    assert library.owner_of("kommuner/provby/kommun.md") is None
    assert library.owner_of("amnen/trafik.md") is None
