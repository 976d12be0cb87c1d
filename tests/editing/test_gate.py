"""The threat model's rows, one test each: who comes in, and what is refused. docs/redigera-sakerhet.md names these."""

import base64
import io
import re
import zlib
from pathlib import Path

import pytest
from PIL import Image

from pledges.editing.gate import MOST_BYTES
from pledges.editing.places import RecordPlace
from pledges.editing.uploads import RefusedFileError, accept
from support.asked import HOST, PLEDGE, TOKEN, Client, client_of, fields_of, opened_by_key, words_of
from support.sites import ROOT

GUIDE = (ROOT / "docs/redigera-sakerhet.md").read_text(encoding="utf-8")


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return client_of(tmp_path)


@pytest.fixture
def inside(client: Client) -> Client:
    return opened_by_key(client)


def content_of(client: Client) -> dict[str, bytes]:
    content = client.store.content
    return {
        path.relative_to(content).as_posix(): path.read_bytes() for path in sorted(content.rglob("*")) if path.is_file()
    }


def test_it_listens_on_this_machine_alone() -> None:
    source = (ROOT / "plugins/pledges/commands/edit.py").read_text(encoding="utf-8")
    assert 'ADDRESS = "127.0.0.1"' in source
    assert source.count("create_server") == source.count("create_server((ADDRESS, one))") == 1


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8001", "127.0.0.1", "127.0.0.1:80", "", "127.0.0.1:8001.evil.example"]
)
def test_a_foreign_host_is_refused(host: str, inside: Client) -> None:
    assert inside.get("/", host=host).status == 421
    assert inside.get(f"/start?nyckel={TOKEN}", host=host).status == 421


def test_without_the_key_nothing_is_shown(client: Client) -> None:
    for target in ("/", "/ny", PLEDGE, "/historik/pledge/ale/2019", "/sida/x/index.html"):
        assert client.get(target).status == 403
    assert client.get("/start?nyckel=fel").status == 403
    assert client.get("/start").status == 403
    client.cookies = "redigering-8001=gissad"
    closed = client.get("/")
    assert closed.status == 403
    assert "under Inte sparat på första sidan" in closed.text
    assert "make" not in closed.text  # whoever writes has never seen a terminal


def test_the_key_opens_once(client: Client) -> None:
    first = client.get(f"/start?nyckel={TOKEN}")
    assert first.status == 303
    assert first.headers["location"] == "/"
    assert all(word in first.headers["set-cookie"].lower() for word in ("httponly", "samesite=strict", "path=/"))
    assert client.get(f"/start?nyckel={TOKEN}").status == 403


@pytest.mark.parametrize(
    "origin", ["", "null", "http://evil.example", f"https://{HOST}", "http://127.0.0.1:9999", "http://localhost:8001"]
)
def test_a_form_from_elsewhere_is_refused(origin: str, inside: Client) -> None:
    before = content_of(inside)
    answer = inside.post(PLEDGE, {**inside.form(), "gör": "spara"}, origin=origin)
    assert answer.status == 403
    assert content_of(inside) == before


@pytest.mark.parametrize("token", [None, "", "fel", "0" * 64, "å"])
def test_a_form_without_the_sessions_own_token_is_refused(token: str | None, inside: Client) -> None:
    before = content_of(inside)
    fields = {name: value for name, value in inside.form().items() if name != "csrf"}
    for target in (PLEDGE, "/jag", "/ny", "/ny/theme/gemensamt"):
        answer = inside.post(target, {**fields, **({"csrf": token} if token is not None else {}), "gör": "spara"})
        assert answer.status == 403
    assert content_of(inside) == before


def test_a_form_that_is_ones_own_is_saved(inside: Client) -> None:
    assert inside.post(PLEDGE, {**inside.form(), "gör": "spara"}).status in (200, 303)
    assert inside.store.current(RecordPlace("pledge", "ale", "2019")).is_begun  # type: ignore[arg-type]


def test_a_request_that_the_browser_says_comes_from_elsewhere_is_refused(inside: Client) -> None:
    for site in ("cross-site", "same-site"):
        answer = inside.post(PLEDGE, {**inside.form(), "gör": "spara"}, headers={"sec-fetch-site": site})
        assert answer.status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
def test_other_methods_are_refused(method: str, inside: Client) -> None:
    assert inside.ask(method, PLEDGE).status == 405


@pytest.mark.parametrize(
    "target",
    [
        "/redigera/pledge/ale/../../../../etc/passwd", "/redigera/pledge/../2019", "/redigera/pledge/ale/2019.md",
        "/redigera/pledge/ale/%2e%2e", "/redigera/pledge/ale/..%2f..%2fx", "/redigera/nothing/ale/2019",
        "/redigera/pledge/finns-inte/2019", "/redigera/pledge/ale/--help", "/redigera/pledge/ale/-x", "/historik/pledge/ale/..",
        "/tema/..%2fapp.py", "/tema/app.py", "/sida/x/../../etc/passwd", "/ny/pledge/..", "/ny/x/ale",
    ],
)  # fmt: skip
def test_no_path_comes_from_the_browser(target: str, inside: Client) -> None:
    before = content_of(inside)
    assert inside.get(target).status in (403, 404)
    assert inside.post(target, {**inside.form(), "gör": "spara"}).status in (403, 404, 405)
    assert content_of(inside) == before


def test_a_version_is_one_of_the_records_own(inside: Client) -> None:
    for version in ("HEAD", "HEAD~1", "--output=x", "main:content/amnen/trafik.md", "0" * 40):
        assert inside.get(f"{PLEDGE}?version={version}").status == 404


def test_what_is_written_is_shown_as_text(inside: Client) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    fields = {
        **inside.form(),
        "titel": evil,
        "fritext": evil,
        "åtgärder.1.vad": evil,
        "okänd~okänd": f'"{evil}"',
        "gör": "pröva",
    }
    answer = inside.post(PLEDGE, fields)
    assert answer.status == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    page = inside.get(re.findall(r'src="(/sida/[^"]+)"', answer.text)[0])
    assert "<script>alert" not in page.text
    assert not re.search(r"<img[^>]*onerror", page.text)


def test_the_policy_is_strict_and_nothing_is_kept(inside: Client) -> None:
    answer = inside.get(PLEDGE)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*src)|\son[a-z]+=|style=", answer.text)
    page = inside.get(re.findall(r'src="(/sida/[^"]+)"', answer.text)[0])
    assert page.headers["content-security-policy"].startswith("sandbox allow-same-origin; default-src 'none'")
    assert "script-src" not in page.headers["content-security-policy"]
    assert re.search(r'<iframe[^>]*sandbox="allow-same-origin"', answer.text)


def test_what_is_sent_has_a_limit(inside: Client) -> None:
    assert (
        inside.ask("POST", PLEDGE, headers={"content-length": str(MOST_BYTES + 1), "origin": f"http://{HOST}"}).status
        == 413
    )
    assert inside.ask("POST", PLEDGE, headers={"content-length": "-1", "origin": f"http://{HOST}"}).status == 413
    large = inside.post(
        PLEDGE,
        {**inside.form()},
        files={"fil som skickas": ("x.pdf", b"%PDF-" + b"x" * MOST_BYTES)},
        headers={"content-length": "10"},
    )
    assert large.status == 413
    many = inside.post(PLEDGE, {**inside.form(), **{f"åtgärder.{number}.vad": "x" for number in range(6000)}})
    assert many.status == 400


def test_a_damaged_form_says_so(inside: Client) -> None:
    bomb = base64.b64encode(zlib.compress(b"x" * 50_000_000)).decode()
    for base in ("", "å", "AAAA", bomb):
        assert inside.post(PLEDGE, {**inside.form(), "bas": base, "gör": "spara"}).status == 400


def test_values_in_a_form_are_text_alone(inside: Client) -> None:
    deep, form = "[" * 100_000, inside.form()
    for odd in (deep, '{"a": 1}', "NaN", "{", '["x", {"y": null}]'):
        assert inside.post(PLEDGE, {**form, "konstig~okänd": odd, "gör": "pröva"}).status == 200


PNG = io.BytesIO()
Image.new("RGB", (3, 3)).save(PNG, "PNG")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.jpg", b""), ("x.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("x.png", b"<html><script>"), ("x.gif", b"GIF89a"),
        ("x.pdf", b"MZ not a pdf"), ("x.jpg", b"%PDF-1.4"), ("x.jpg", PNG.getvalue()[:30]), ("x.exe", b"\x7fELF"), ("x.zip", b"PK\x03\x04"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(RefusedFileError):
        accept(RecordPlace("pledge", "ale", "2019"), name, data, taken=frozenset())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["../../x.png", "..\\..\\x.png", "/etc/passwd", "x.php", "", ".htaccess", "a" * 500, "x\0.png", "Å Ä.PNG"]
)
def test_a_files_name_decides_no_path(name: str) -> None:
    from pledges.content.kinds import Kind  # noqa: PLC0415

    upload = accept(RecordPlace(Kind.PLEDGE, "ale", "2019"), name, PNG.getvalue(), taken=frozenset())
    assert re.fullmatch(r"kommuner/ale/loften/[a-z0-9-]{1,120}\.png", upload.path)


READ = "/ny/pledge/ale/ur-text"
PAGE = """Medborgarlöfte 2021

Polisen och Ale kommun lovar:
- Minst 8 kontroller <script>alert(1)</script> per månad
- Karin Provberg ringer alla

Löftet gäller 2021."""


def _token(inside: Client) -> str:
    match = re.search(r'name="csrf" value="(\w+)"', inside.get(READ).text)
    assert match is not None
    return match[1]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"MZ not a page", "varken en sparad webbsida (html) eller ett pdf-dokument"),
        (b"%PDF-1.4 broken", "Filen gick inte att läsa."),
        (b"", "Klistra in text eller välj en fil först."),
        (b"<html><p>L\xc3\xb6ftet g\xc3\xa4ller 2021.<img src='http://127.0.0.1:1/x'><script>1</script>", "<span>2021</span>"),
    ],
    ids=["program", "broken", "nothing", "page"],
)  # fmt: skip
def test_a_file_to_read_is_bounded_and_gives_text_alone(inside: Client, data: bytes, told: str) -> None:
    shown = inside.shown(
        READ, {"csrf": _token(inside), "gör": "läs", "text": ""}, files={"fil som skickas": ("x.pdf", data)}
    )
    assert told in shown
    assert "<img" not in shown


def test_a_page_fills_in_nothing_that_nobody_accepted(inside: Client) -> None:
    token = _token(inside)
    shown = inside.shown(READ, {"csrf": token, "gör": "läs", "text": PAGE})
    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown
    assert "<span>Karin" not in shown
    match = re.search(r'name="sida" value="([^"]+)"', shown)
    assert match is not None
    sent = {"csrf": token, "gör": "börja", "titel": "Ett nytt löfte", "sida": match[1]}
    untouched = {path: path.read_bytes() for path in inside.store.content.rglob("*.md")}
    form = inside.shown(READ, sent)
    assert "Inget är sparat än" in form
    assert 'value="2021"' not in form
    assert "kontroller" not in form
    assert 'value="2021"' in inside.shown(READ, {**sent, "ja 0": "ja"})
    assert {path: path.read_bytes() for path in inside.store.content.rglob("*.md")} == untouched
    assert inside.store.all_begun() == ()
    for broken in ("", "AAAA", base64.b64encode(zlib.compress(b'{"blocks": [[1]]}')).decode()):
        assert inside.post(READ, {**sent, "sida": broken}).status == 400
    assert inside.shown(READ, {**sent, "titel": " "}).count("Skriv en titel.") == 1


@pytest.mark.parametrize("what", ["theme/gemensamt", "nasta-ars-lofte/ale", "area/ale", "hej/ale", "pledge/ingen"])
def test_only_what_has_suggestions_is_filled_in_out_of_a_text(inside: Client, what: str) -> None:
    assert inside.get(f"/ny/{what}/ur-text").status == 404


def test_the_server_fetches_no_address() -> None:
    for path in (ROOT / "plugins/pledges/editing").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"urlopen|import requests|httpx|http\.client|aiohttp|socket|ftplib", source), path.name


TITLE = "titel: Påhittat löfte om trafiken 2019\n"
UNREADABLE = {
    "a bracket": (lambda good: good.replace("titel: ", "titel: [", 1), "Rad 2"),
    "a text cut short by a hash, with a row after it": (
        lambda good: good.replace(
            TITLE, f"{TITLE}problem: Bilar kör fort vid grind #3 och\n  på torget varje kväll.\n"
        ),
        'Sätt citattecken runt hela texten: problem: "Bilar kör fort vid grind #3 och på torget varje kväll."',
    ),
    "what two have changed": (
        lambda good: good.replace(TITLE, f"<<<<<<< HEAD\n{TITLE}=======\ntitel: Ett annat 2019\n>>>>>>> annan\n"),
        "Rad 2 : Märket <<<<<<< HEAD står kvar",
    ),
    "what two have changed, in the free text": (
        lambda good: f"{good}\n<<<<<<< HEAD\nDen enas.\n=======\nDen andras.\n>>>>>>> annan\n",
        "Märket <<<<<<< HEAD står kvar",
    ),
}


@pytest.mark.parametrize("fault", UNREADABLE)
def test_an_unreadable_file_can_be_mended_as_text(fault: str, inside: Client) -> None:
    path = inside.store.content / "kommuner/ale/loften/2019.md"
    good = path.read_text(encoding="utf-8")
    spoil, told = UNREADABLE[fault]
    bad = spoil(good)
    path.write_text(bad, encoding="utf-8")
    form = inside.get(PLEDGE).text
    assert told in words_of(form)
    assert "Rad " in words_of(form)
    assert fields_of(form)["hela filen"] == bad, "all that stands there is shown"
    told_again = words_of(inside.pressed(form, PLEDGE, "spara"))
    assert told in told_again
    assert path.read_text(encoding="utf-8") == bad
    mended = inside.pressed(form, PLEDGE, "spara", **{"hela filen": good.replace("\n", "\r\n")})
    assert "Fri text" in words_of(mended)
    assert path.read_text(encoding="utf-8") == good


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_of_another_encoding_keeps_its_letters_and_its_line_ends(encoding: str, inside: Client) -> None:
    path = inside.store.content / "kommuner/ale/loften/2019.md"
    good = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(good.encode(encoding))
    form = inside.get(PLEDGE).text
    assert "Står å, ä och ö rätt i texten nedan, tryck på Spara" in words_of(form)
    assert "Sparat." in words_of(inside.pressed(form, PLEDGE, "spara"))
    assert path.read_bytes() == good.encode()


def test_every_row_of_the_threat_model_has_its_test() -> None:
    named = set(re.findall(r"`(test_\w+)`", GUIDE))
    folders = (ROOT / "tests/editing", ROOT / "tests/newsroom")
    tests = "".join(path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("test_*.py"))
    assert [name for name in sorted(named) if f"def {name}(" not in tests] == []
    rows = [line for line in GUIDE.splitlines() if line.startswith("| ") and not line.startswith(("| ---", "| Hot"))]
    assert len(rows) >= 15
    assert all("`test_" in row for row in rows)
