"""A portal whose log is signed is believed by its key alone: not by whoever holds its address, and not about another past."""

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pledges.incremental.scan import files_under
from pledges.publish import published_log
from pledges.publish.log_signature import sign
from support.living_portal import DAY, published_once
from support.other_portals import Country, PortalServer, portal_files, published, serving, with_log, with_manifest
from support.programs import need
from support.provland import FILES
from support.sites import made_once


def _make_keys(folder: Path) -> None:
    for name in ("egen", "annan"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL)


@pytest.fixture
def keys() -> Path:
    need("ssh")
    return made_once("nycklar-for-portaler", _make_keys)


@pytest.fixture
def country(tmp_path: Path) -> Country:
    return Country(tmp_path)


@pytest.fixture
def stad(country: Country, keys: Path) -> Iterator[PortalServer]:
    """Provstad's portal, signed, and listed with its key."""
    with serving(with_log(published(portal_files("provstad")), keys / "egen")) as server:
        country.portals.append(server.listed("provstad", nyckel=(keys / "egen.pub").read_text().strip()))
        yield server


def put_out(server: PortalServer, key: Path, missing: str) -> None:
    """A new publication that goes on from what is out."""
    log = server.files[published_log.LOG]
    new = published(portal_files("provstad", y2020=f"saknas: {missing}"))
    server.files = with_log({**new, published_log.LOG: log}, key)


def test_what_its_key_has_signed_is_taken(country: Country, stad: PortalServer, keys: Path) -> None:
    assert country.report().is_well
    stad.taken()
    assert country.report().is_well
    assert stad.taken() == [("/manifest.json", 304)]
    put_out(stad, keys / "egen", "Diarienummer.")
    assert country.report().written == ["kommuner/provstad"]


def _signed_by_another(server: PortalServer, keys: Path) -> None:
    put_out(server, keys / "annan", "Diarienummer.")


def _unsigned(server: PortalServer, keys: Path) -> None:
    put_out(server, keys / "egen", "Diarienummer.")
    del server.files[published_log.SIGNATURE]


def _gone_back(server: PortalServer, keys: Path) -> None:
    log = server.files[published_log.LOG].splitlines(keepends=True)[0]
    server.files = with_manifest({**server.files, published_log.LOG: log, published_log.SIGNATURE: _sign(log, keys)})


def _rewritten(server: PortalServer, keys: Path) -> None:
    begun = dict(server.files)
    del begun[published_log.LOG]
    again = with_log({**begun, "data/annat.json": b"1"}, keys / "egen")
    server.files = with_log({**again, "data/annat.json": b"2"}, keys / "egen")


def _does_not_hold(server: PortalServer, keys: Path) -> None:
    log = server.files[published_log.LOG].replace(b'"rad":2', b'"rad":3')
    server.files = with_manifest({**server.files, published_log.LOG: log, published_log.SIGNATURE: _sign(log, keys)})


def _files_that_nobody_signed(server: PortalServer, keys: Path) -> None:
    put_out(server, keys / "egen", "Diarienummer.")
    false = published(portal_files("provstad", y2020="saknas: Falskt."))
    server.files |= {path: false[path] for path in false if path.startswith("data/")}
    server.files = with_manifest(server.files)


def _sign(log: bytes, keys: Path) -> bytes:
    return sign(log, keys / "egen")


BROKEN = {
    "another's key": (_signed_by_another, "dess logg är inte signerad med den nyckel som står i listan"),
    "no signature": (_unsigned, "den svarade 404 på /logg/signatur.txt"),
    "an older one": (_gone_back, "en äldre utgåva ligger ute: dess logg har gått tillbaka till rad 1"),
    "another past": (_rewritten, "dess logg är omskriven: rad 2 är en annan än den var"),
    "a broken chain": (_does_not_hold, "dess logg hänger inte ihop (Rad 2 säger att den är rad 3"),
    "false files": (_files_that_nobody_signed, "filerna är andra än dess manifest säger"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_its_key_has_not_signed_is_not(case: str, country: Country, stad: PortalServer, keys: Path) -> None:
    put_out(stad, keys / "egen", "Datum.")
    assert country.report().is_well
    before = country.files
    breaking, said = BROKEN[case]
    breaking(stad, keys)
    assert said in country.report().unreached
    assert country.files == before


def test_a_key_that_is_new_in_the_list_asks_anew(country: Country, stad: PortalServer, keys: Path) -> None:
    assert country.report().is_well
    country.portals[0] = stad.listed("provstad", nyckel=(keys / "annan.pub").read_text().strip())
    assert "inte signerad med den nyckel" in country.report().unreached


def test_a_real_publication_is_gathered_with_its_key(country: Country, keys: Path, tmp_path: Path) -> None:
    """As make publish and make deploy leave it, and not as the stand-in of these tests."""
    (tmp_path / "portalen").mkdir()
    portal = published_once(tmp_path / "portalen")
    portal.settings = portal.settings.model_copy(
        update={"signing_key": str(keys / "egen"), "signer": "a@provstad.example"}
    )
    portal.publish(DAY + timedelta(days=1))
    out = portal.web / "current"
    names = (".json", ".txt")
    files = {path: (out / path).read_bytes() for path in files_under(out) if path.endswith(names)}
    for path, text in FILES.items():
        if path.startswith("amnen/"):
            country.write(path, text)
    with serving(files) as server:
        actors = ["aktorer/provbostader", "aktorer/provbladet"]
        key = (keys / "egen.pub").read_text().strip()
        country.portals = [server.listed("provstad", "provby", gemensamt=actors, nyckel=key)]
        report = country.report()
    assert report.is_well, (report.unreached, report.faults)
    assert report.written == ["kommuner/provstad", "kommuner/provby", *sorted(actors), "polisen/lpo-prov"]
