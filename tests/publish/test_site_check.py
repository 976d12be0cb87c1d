"""`make verify SITE=…`: a changed byte, a lost page, a planted file and a rewritten past are found and named, in a folder and on
the web, and a server that is slow, broken or gone is told of."""

import gzip
import hashlib
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pledges.__main__ import main
from pledges.history.site_log import SiteState
from pledges.publish import log_signature, published_log, site_check, site_copy
from pledges.publish.deploy import folder
from pledges.publish.log_signature import SignatureError
from pledges.publish.site_check import check, check_log
from pledges.publish.site_copy import FolderCopy, WebCopy
from support import servers
from support.programs import need
from support.small_site import FEW, STYLE, changed, page, publish_logged

PAGE = "kommuner/index.html"
COUNT = len(FEW) + 3  # and the feed beside a page that has moved, security.txt and 405.txt


@pytest.fixture
def site(tmp_path: Path) -> Path:
    publish_logged(tmp_path / "site")
    return tmp_path / "site"


def faults(place: Path | str, **given: bytes) -> tuple[str, ...]:
    copy = FolderCopy(place) if isinstance(place, Path) else WebCopy(place)
    return check(copy, "kopian", **given).faults


def test_a_true_copy_is_said_to_be_one(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "public", "--site", str(site)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "Loggen har 1 rad, från 2026-11-22 till 2026-11-22, och varje rad följer på den förra.",
        "OBS! Loggen är osignerad: att raderna följer på varandra visar inte vem som skrev dem.",
        f"{COUNT} filer av {COUNT} är som rad 1 säger.",
        f"{site} stämmer med sin logg.",
    ]


def swap(site: Path) -> None:
    (site / PAGE).write_text("<p>En annan sida")


def change_the_list_too(site: Path) -> None:
    swap(site)
    words = ["sh", "-c", f"sha256sum {' '.join(sorted(FEW))} > {published_log.FILES}"]
    subprocess.run(words, cwd=site, check=True)


def change_a_byte_of_the_log(site: Path) -> None:
    place = site / published_log.LOG
    place.write_bytes(place.read_bytes().replace(b"Fel person.", b"Fel stenen."))


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (swap, f"Ändrad: {PAGE}"),
        (lambda site: (site / PAGE).unlink(), f"Saknas: {PAGE}"),
        (lambda site: (site / "om/ny.html").write_text("<script>"), "Finns inte i listan: om/ny.html"),
        (
            lambda site: (site / f"{PAGE}.gz").write_bytes(gzip.compress(b"En annan sida")),
            f"Går inte att pröva: {PAGE} {PAGE}.gz är inte samma sida.",
        ),
        (change_the_list_too, "Listan över filer (logg/filer.txt) är inte den som loggens sista rad, rad 1, säger."),
        (
            lambda site: (site / published_log.FILES).unlink(),
            "Listan över filer går inte att läsa: logg/filer.txt saknas.",
        ),
        (lambda site: shutil.rmtree(site / "logg"), "Loggen går inte att läsa: logg/logg.txt i kopian saknas."),
        (lambda site: (site / published_log.LOG).write_bytes(b""), "Loggen är tom."),
        (lambda site: (site / published_log.LOG).write_bytes(b"{}\n"), "Rad 1 går inte att läsa."),
    ],
)
def test_what_is_harmed_is_found_and_named(site: Path, harm: Callable[[Path], object], told: str) -> None:
    harm(site)
    assert told in faults(site)


def test_a_record_that_is_dropped_in_silence_is_named_with_the_line_that_published_it(tmp_path: Path) -> None:
    log = publish_logged(tmp_path)
    fewer = {path: text for path, text in FEW.items() if not path.startswith("borta/")}
    publish_logged(tmp_path, fewer, log, state=SiteState())
    assert faults(tmp_path) == (
        "Försvunnen: borta/lofte/ gavs ut enligt rad 1 men har ingen sida, och är inte borttagen med skäl.",
    )


def test_a_rewritten_past_and_a_return_to_an_older_release_are_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish_logged(tmp_path / "site")
    second = publish_logged(tmp_path / "site", changed(1, FEW), first)
    saved = tmp_path / "sparad.txt"
    saved.write_bytes(first)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert main(["verify", "public", "--site", str(tmp_path / "site"), "--against", "~/sparad.txt"]) == 0
    told = "Den äldre kopians 1 rad står kvar oförändrade; sedan dess har 1 rad lagts till."
    assert told in capsys.readouterr().out
    publish_logged(tmp_path / "site")
    (back,) = faults(tmp_path / "site", older=second)
    assert back.startswith("Loggen slutar vid rad 1, men kopian har också rad 2: portalen har gått tillbaka")
    publish_logged(tmp_path / "site", changed(2, FEW), state=SiteState(addresses=frozenset(("kommuner/",))))
    rewritten, *forgotten = faults(tmp_path / "site", older=second)
    assert rewritten.startswith(
        f"Det förflutna är omskrivet från rad 1: kopian säger att {COUNT} filer gavs ut 2026-11-22"
    )
    assert "Borta ur loggen: borta/lofte/ (kopian, rad 1)." in forgotten
    assert faults(tmp_path / "site", older=b"skrap\n") == (
        "Den äldre kopian av loggen är själv skadad: Rad 1 går inte att läsa.",
    )
    assert main(["verify", "public", "--against", str(saved)]) == 1
    assert "hör till SITE" in capsys.readouterr().err


def test_a_release_that_somebody_has_gone_back_to_is_said_to_be_one(tmp_path: Path) -> None:
    log = publish_logged(tmp_path / "site")
    folder.deploy(tmp_path / "site", tmp_path / "web")
    publish_logged(tmp_path / "site", changed(1, FEW), log)
    folder.deploy(tmp_path / "site", tmp_path / "web")
    folder.restore(tmp_path / "web")
    found = check(FolderCopy(tmp_path / "web/current"), "kopian")
    assert found.faults == ()
    told = "OBS! Någon har gått tillbaka till en äldre utgåva. Sedan dess har 1 rad till varit ute, som inte visas nu."
    assert told in found.said


def test_a_signature_counts_only_for_a_key_that_the_one_who_checks_has_from_somewhere_else(tmp_path: Path) -> None:
    need("ssh")
    for name in ("nyckel", "annan"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", tmp_path / name]
        subprocess.run(words, check=True)
    log = publish_logged(tmp_path / "site", signing_key=str(tmp_path / "nyckel"))
    signature, keys = ((tmp_path / "site" / one).read_bytes() for one in (published_log.SIGNATURE, published_log.KEY))
    known = check(FolderCopy(tmp_path / "site"), "kopian", signers=keys)
    assert known.faults == ()
    assert known.said[1].startswith("Loggen är signerad av redaktionen@loften.example (ED25519 key SHA256:")
    unknown = check(FolderCopy(tmp_path / "site"), "kopian")
    assert unknown.faults == ()
    assert "som portalen själv visar. Det visar bara att den som har den nyckeln" in unknown.said[1]
    others = b"redaktionen@loften.example " + (tmp_path / "annan.pub").read_bytes()
    wrong = "Signaturen (logg/signatur.txt) är inte gjord av någon i listan över nycklar för just den här loggen."
    assert check_log(log, signature, others).faults == (wrong,)
    assert check_log(log.replace(b"Fel person.", b"Fel stenen."), signature, keys).faults == (wrong,)
    assert check_log(log, None, keys).faults == (
        "Loggen är osignerad, men skulle vara signerad av någon i listan över nycklar.",
    )


def test_without_ssh_keygen_the_rest_is_checked_and_it_is_said(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / published_log.SIGNATURE).write_text("en signatur")

    def absent(*_: object, **__: object) -> None:
        raise SignatureError("Programmet ssh-keygen finns inte här.")

    monkeypatch.setattr(log_signature, "_keygen", absent)
    found = check(FolderCopy(site), "kopian")
    assert found.faults == ()
    assert found.said[1] == "OBS! Signaturen är inte prövad. Programmet ssh-keygen finns inte här."
    assert faults(site, signers=b"x") == ("Programmet ssh-keygen finns inte här.",)


def test_on_a_server_what_has_moved_and_what_is_removed_is_as_the_log_says(tmp_path: Path) -> None:
    need("nginx", "brotli i nginx")
    with servers.shared_folder() as work:
        root = work / "current"
        log = publish_logged(root)
        with servers.nginx(root, work) as server:
            assert check(WebCopy(f"http://127.0.0.1:{server.port}"), "webben").faults == ()
            (root / STYLE).write_text("h1 { display: none }")
            (root / "om/index.html").unlink()
            found = check(WebCopy(f"http://127.0.0.1:{server.port}"), "webben", older=log)
            assert found.faults == ("Saknas: om/index.html", f"Ändrad: {STYLE}")


ROOT = Path(__file__).parents[2]


def test_the_guide_to_checking_by_hand_is_followed_command_by_command(tmp_path: Path) -> None:
    need("curl", "ssh")
    guide = (ROOT / "docs/prova-loggen.md").read_text(encoding="utf-8")
    commands = re.findall(r"^```sh\n(.*?)^```", guide, re.M | re.S)
    assert len(commands) == 9
    key = tmp_path / "nyckel"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
    files = {"kommuner/arboga/index.html" if path == PAGE else path: text for path, text in FEW.items()}
    state = SiteState(addresses=frozenset(("kommuner/arboga/",)))
    saved = publish_logged(tmp_path / "site", files, state=state)
    publish_logged(tmp_path / "site", files | {"index.html": "Nytt"}, saved, state=state, signing_key=str(key))
    (tmp_path / "loggen/tidigare").mkdir(parents=True)
    (tmp_path / "loggen/tidigare/logg.txt").write_bytes(saved)

    def walked(text: str) -> str:
        return subprocess.run(
            ["sh", "-c", text], cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8"
        ).stdout

    with answering(lambda one: given(one, read_as_asked(tmp_path / "site", one.path))) as address:
        script = "\n".join(commands).replace("https://loften.example.se", address)
        script = script.replace("loften@loften.example.se", "redaktionen@loften.example")
        said = walked(script).splitlines()
    assert said[0].startswith(
        'Good "medborgarloften" signature for redaktionen@loften.example with ED25519 key SHA256:'
    )
    digest = hashlib.sha256(saved).hexdigest()
    listed = hashlib.sha256((tmp_path / "site" / published_log.FILES).read_bytes()).hexdigest()
    assert said[1:] == [
        f"{digest}  -",
        f'"förra":"{digest}"',
        "Alla rader är lästa.",
        "Det förflutna är oförändrat.",
        f"{listed}  filer.txt",
        f'"filer":"{listed}"',
        "kommuner/arboga/index.html: OK",
        "1",
        "  kommuner/arboga/index.html",
    ]
    copy = tmp_path / "loggen/logg.txt"
    copy.write_bytes(copy.read_bytes().replace(b'"dag":"2026-11-22"', b'"dag":"2026-11-21"'))
    (tmp_path / "loggen/kommuner/arboga/index.html").write_text("En annan sida")
    verifying, chain, past, listing = commands[1], commands[3], commands[4], commands[6].splitlines()[-1]
    assert "Good" not in walked(f"cd loggen\n{verifying}")
    assert 'Följer inte på den förra: {"rad":2' in walked(f"cd loggen\n{chain}")
    assert "oförändrat" not in walked(f"cd loggen\n{past}")
    assert "kommuner/arboga/index.html: FAILED" in walked(f"cd loggen\n{listing}")


def read_as_asked(site: Path, path: str) -> bytes:
    return (site / f"{path.removeprefix('/')}{'index.html' if path.endswith('/') else ''}").read_bytes()


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], object]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def given(handler: BaseHTTPRequestHandler, data: bytes, *, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda one: given(one, b"", status=500), "Går inte att pröva: 404.html servern svarade 500."),
        (
            lambda one: given(one, b"halv", Content_Length="99"),
            "Går inte att pröva: 404.html gick inte att hämta (svaret bröts).",
        ),
        (
            lambda one: given(one, b"skrap", Content_Encoding="gzip"),
            "Går inte att pröva: 404.html går inte att packa upp.",
        ),
        (
            lambda one: given(one, gzip.compress(b"0" * 9000), Content_Encoding="gzip"),
            "Går inte att pröva: 404.html är för stor.",
        ),
        (
            lambda one: given(one, b"", status=302, Location="https://annan.example/"),
            "Omdirigerad: 404.html leder till https://annan.example/, som loggen inte säger.",
        ),
        (lambda one: threading.Event().wait(0.5), "Går inte att pröva: 404.html svarade inte i tid."),
    ],
)
def test_a_server_that_is_slow_broken_or_leads_elsewhere_is_told_of(
    site: Path, monkeypatch: pytest.MonkeyPatch, answer: Callable[[BaseHTTPRequestHandler], object], told: str
) -> None:
    for name, value in (("_PAUSE", 0), ("_SILENCE", 0.2), ("LARGEST", 8000)):
        monkeypatch.setattr(site_copy, name, value)
    monkeypatch.setattr(site_check, "_LOST_AT_MOST", 3)

    def some(handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.removeprefix("/")
        if path.startswith("logg/") and (site / path).exists():
            given(handler, (site / path).read_bytes())
        elif path.startswith("logg/"):
            given(handler, b"", status=404)
        else:
            answer(handler)

    with answering(some) as address:
        found = faults(address)
    assert told in found
    if "Går inte att pröva: 404.html svarade" in told or "svaret bröts" in told or "500" in told:
        assert "Servern svarar inte längre. Pröva igen senare." in found
        assert found[-1].endswith(f"av {COUNT} filer hann prövas.")


def test_a_server_that_is_not_there_and_a_log_that_is_a_page(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_copy, "_PAUSE", 0)
    assert main(["verify", "public", "--site", f"http://127.0.0.1:{servers.free_port()}"]) == 1
    assert "Loggen går inte att läsa: logg/logg.txt i http://127.0.0.1" in capsys.readouterr().err
    with answering(lambda one: given(one, page("Hej").encode())) as address:
        assert "Rad 1 går inte att läsa." in faults(address)


def test_what_is_put_out_while_it_is_checked_is_no_deviation(site: Path, tmp_path: Path) -> None:
    class Moving(FolderCopy):
        """A copy that is another from the first page on."""

        def get(self, path: str) -> site_copy.Given:
            if path == "404.html":
                publish_logged(site, changed(1, FEW), (site / published_log.LOG).read_bytes())
            return super().get(path)

    (told,) = check(Moving(site), "kopian").faults
    assert told == "Portalen lades ut på nytt medan kopian prövades. Kör samma kommando igen."
