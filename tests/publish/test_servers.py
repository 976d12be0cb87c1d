"""Each ready configuration in hosting/, on the real server: the same answers as the table in `server_headers`."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import brotli
import pytest

from pledges.history.redirects import Redirects
from pledges.portals.fetching import Visit
from pledges.publish import server_headers
from pledges.publish.deploy import folder
from support import servers
from support.servers import Answer, Server
from support.small_site import FEW, FILES, FRAMED_BY, STYLE, page, publish_small

Start = Callable[[Path, Path], AbstractContextManager[Server]]
KINDS: dict[str, Start] = {"nginx": servers.nginx, "apache": servers.apache, "caddy": servers.caddy}


@pytest.fixture(scope="module", params=KINDS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server of each kind with a small site that was deployed to it."""
    with ExitStack() as stack:
        work = stack.enter_context(servers.shared_folder())
        publish_small(work / "site", framed_by=FRAMED_BY)
        folder.deploy(work / "site", work / "web")
        yield stack.enter_context(KINDS[request.param](work / "web/current", work))


# Of each kind of address that leads on, one.
LEADING_ON = (
    "/kommuner",
    "/gammalt/lofte",
    "/gammalt/lofte/",
    "/gammalt/lofte/index.html",
    "/gammalt/lofte/flode.xml",
    "/kommuner/sida-9/",
    "/loften/1999/",
    "/loften/1999/okant/",
    "/loften/redovisat/skane-lan/",
    "/amnen/trafik/skane-lan/",
    "/amnen/trafik/skane-lan/redovisat/",
    "/kommuner/arboga/ar/1999/",
    "/kommuner/arboga/loften/1999/affisch/",
)


def address(path: str) -> str:
    return "/" + path.removesuffix("index.html")


@pytest.mark.parametrize("path", FILES)
def test_type_caching_protection_and_sharing_of_every_kind_of_file(server: Server, path: str) -> None:
    if path.startswith(("gammalt/", "borta/")):
        return
    answer = server.get(address(path))
    assert answer.status == 200
    assert answer.body == FILES[path].encode()
    assert answer.headers["content-type"].lower() == server_headers.content_type(path)
    assert answer.headers["cache-control"] == server_headers.caching(path)
    assert answer.headers["content-security-policy"] == server_headers.policy(path, FRAMED_BY)
    expected = dict.fromkeys(server_headers.HEADERS) | server_headers.headers(path, FRAMED_BY)
    assert {name: answer.headers.get(name.lower()) for name in server_headers.HEADERS} == expected
    is_open_to_all = path.endswith(server_headers.OPEN_TO_ALL)
    assert answer.headers.get("access-control-allow-origin") == ("*" if is_open_to_all else None)


@pytest.mark.parametrize("path", ["manifest.json", "data/loften.json"])
def test_what_has_not_changed_is_not_sent_again_to_who_gathers(server: Server, path: str) -> None:
    with Visit(f"http://127.0.0.1:{server.port}", inside=True) as visiting:
        first = visiting.get(path, limit=1_000_000)
        assert first is not None
        assert first.body == server.get(f"/{path}").body
        assert visiting.get(path, limit=1_000_000, etag=first.etag, modified=first.modified) is None


def test_only_a_box_may_be_framed_and_only_by_the_hosts_that_are_named() -> None:
    framed = [path for path in FILES if server_headers.policy(path, FRAMED_BY) != server_headers.policy(path)]
    assert framed == [path for path in FILES if server_headers.NO_FRAME not in server_headers.headers(path, FRAMED_BY)]
    assert framed == ["ruta/provstad/index.html"]
    ends = "frame-ancestors https://www.provstad.example https://*.provby.example:8443"
    assert server_headers.policy(*framed, FRAMED_BY).endswith(ends)
    assert all(server_headers.policy(path).endswith("frame-ancestors 'none'") for path in FILES)
    assert all(server_headers.headers(path)[server_headers.NO_FRAME] == "DENY" for path in FILES)


@pytest.mark.parametrize("path", ["/ruta/finns-inte/", "/kommuner/provstad/omraden/ruta/", "/ruta"])
def test_what_is_no_box_is_framed_by_nobody(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("start", KINDS.values(), ids=KINDS)
def test_where_no_host_is_named_no_box_is_framed_either(start: Start) -> None:
    with ExitStack() as stack:
        work = stack.enter_context(servers.shared_folder())
        publish_small(work / "site", FEW, compress=False)
        folder.deploy(work / "site", work / "web")
        answer = stack.enter_context(start(work / "web/current", work)).get("/ruta/provstad/")
        assert answer.status == 200
        assert answer.headers["content-security-policy"] == server_headers.policy("ruta/provstad/index.html")
        assert answer.headers["x-frame-options"] == "DENY"


def test_wasm_is_for_the_search_alone() -> None:
    assert "wasm" in server_headers.policy("sok/index.html")
    assert "wasm" in server_headers.policy("pagefind/pagefind.js")
    assert not [
        path for path in FILES if not path.startswith(("sok/", "pagefind/")) and "wasm" in server_headers.policy(path)
    ]
    assert all(
        "unsafe-inline" not in server_headers.policy(path) and "'unsafe-eval'" not in server_headers.policy(path)
        for path in FILES
    )


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("br, gzip", "br"),
        ("gzip, br", "br"),
        ("gzip", "gzip"),
        ("br", "br"),
        ("deflate", None),
        ("", None),
        ("br;q=0, gzip", "gzip"),
        ("gzip, br; q=0.0", "gzip"),
        ("br;q=0,gzip;q=0", None),
        ("br;q=0.5, gzip;q=0", "br"),
    ],
)
@pytest.mark.parametrize("path", ["kommuner/index.html", STYLE, "flode.xml", "data/loften.csv", "marke.svg"])
def test_the_best_compression_is_picked(server: Server, path: str, accepted: str, expected: str | None) -> None:
    answer = server.get(address(path), Accept_Encoding=accepted)
    assert answer.headers.get("content-encoding") == expected
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"].lower() == server_headers.content_type(path)
    assert "content-language" not in answer.headers, ".br is no Breton"
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[expected]
    assert opened(answer.body) == FILES[path].encode()


@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
@pytest.mark.parametrize("path", ["kommuner/index.html", "flode.xml", STYLE])
def test_a_reader_who_has_the_file_is_answered_304(server: Server, path: str, accepted: str) -> None:
    first = server.get(address(path), Accept_Encoding=accepted)
    by_mark = server.get(address(path), Accept_Encoding=accepted, If_None_Match=first.headers["etag"])
    by_time = server.get(address(path), Accept_Encoding=accepted, If_Modified_Since=first.headers["last-modified"])
    assert (by_mark.status, by_mark.body, by_time.status) == (304, b"", 304)
    assert server.get(address(path), Accept_Encoding=accepted, If_None_Match='"annan"').status == 200


def test_a_part_of_a_file(server: Server) -> None:
    answer = server.get("/data/loften.csv", Range="bytes=0-5")
    assert (answer.status, answer.body) == (206, FILES["data/loften.csv"].encode()[:6])


@pytest.mark.parametrize("form", ["/gammalt/lofte/", "/gammalt/lofte", "/gammalt/lofte/index.html"])
def test_an_old_address_leads_on(server: Server, form: str) -> None:
    answer = server.get(form)
    assert answer.status == 301
    assert answer.headers["location"].endswith("/kommuner/")


def test_the_feed_of_a_page_that_has_moved_leads_on(server: Server) -> None:
    answer = server.get("/gammalt/lofte/flode.xml")
    assert answer.status == 301
    assert answer.headers["location"].endswith("/kommuner/flode.xml")


@pytest.mark.parametrize("path", ["/data/", "/pagefind/", "/tema/", "/gammalt/"])
def test_a_folder_without_a_page_is_not_there(server: Server, path: str) -> None:
    answer = server.get(path)
    assert (answer.status, answer.body) == (404, FILES["404.html"].encode())


def test_the_manifest_is_compressed(server: Server) -> None:
    plain = server.get("/manifest.json")
    answer = server.get("/manifest.json", Accept_Encoding="gzip")
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(answer.body) == plain.body
    assert "content-encoding" not in plain.headers
    assert answer.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"].lower() == server_headers.content_type("manifest.json")


@pytest.mark.parametrize("form", ["/borta/lofte/", "/borta/lofte", "/borta/lofte/index.html"])
@pytest.mark.parametrize("accepted", ["br", ""])
def test_what_was_removed_is_gone_with_its_notice(server: Server, form: str, accepted: str) -> None:
    answer = server.get(form, Accept_Encoding=accepted)
    assert answer.status == 410
    body = brotli.decompress(answer.body) if answer.headers.get("content-encoding") == "br" else answer.body
    assert body.decode() == FILES["borta/lofte/index.html"]
    assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/finns/inte/", "/finns-inte", "/finns-inte.css", "/tema/x.xml"])
def test_what_is_not_there_is_told_in_the_sites_own_look(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert answer.body == FILES["404.html"].encode()
    assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == server_headers.policy("404.html")
    assert answer.headers.get("cache-control") in (None, "no-cache")


@pytest.mark.parametrize("form", ["/kommuner/sida-9/", "/kommuner/sida-9/index.html"])
def test_a_list_that_has_become_shorter(server: Server, form: str) -> None:
    answer = server.get(form)
    assert answer.status == 302
    assert answer.headers["location"].endswith("/kommuner/")
    assert server.get("/kommuner/sida-2/").status == 200


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/loften/1999/", "/loften/"),
        ("/loften/1999/okant/", "/loften/1999/"),
        ("/loften/redovisat/skane-lan/", "/loften/redovisat/"),
        ("/loften/inte-gjort/skane-lan/", "/loften/inte-gjort/"),
        ("/loften/1999/skane-lan/", "/loften/1999/"),
        ("/amnen/trafik/skane-lan/", "/amnen/trafik/"),
        ("/amnen/trafik/skane-lan/redovisat/", "/amnen/trafik/skane-lan/"),
        ("/kommuner/arboga/ar/1999/", "/kommuner/arboga/"),
        ("/kommuner/arboga/loften/1999/affisch/", "/kommuner/arboga/loften/1999/"),
    ],
)
@pytest.mark.parametrize("file", ["", "index.html"])
def test_a_list_that_has_become_empty_leads_to_what_is_wider(server: Server, path: str, to: str, file: str) -> None:
    answer = server.get(path + file)
    assert answer.status == 302
    assert answer.headers["location"].endswith(to)


@pytest.mark.parametrize("path", LEADING_ON)
def test_what_stands_after_the_question_mark_comes_along(server: Server, path: str) -> None:
    plain = server.get(path)
    asked = server.get(f"{path}?ort=Ale&x=1")
    assert asked.status == plain.status
    assert asked.headers["location"] == f"{plain.headers['location']}?ort=Ale&x=1"


def test_apache_knows_the_posters_beneath_a_page_that_has_moved_or_is_removed(server: Server) -> None:
    """The folder's own rules stand in place of those above it there; the others have them all in one place."""
    if server.name == "apache":
        moved = server.get("/gammalt/lofte/affisch/")
        assert (moved.status, moved.headers["location"]) == (302, f"http://127.0.0.1:{server.port}/kommuner/")
        assert server.get("/borta/lofte/affisch/").status == 410


def test_a_pledge_that_never_was_is_not_taken_for_a_year(server: Server) -> None:
    assert server.get("/kommuner/finns-inte/loften/1999/").status == 404
    assert server.get("/kommuner/finns-inte/loften/1999/okant/").status == 404
    assert server.get("/loften/finns-inte/").status == 404


def test_a_page_without_its_slash(server: Server) -> None:
    answer = server.get("/kommuner")
    assert answer.status in (301, 308)
    here = f"http://127.0.0.1:{server.port}" if server.name == "apache" else ""
    assert answer.headers["location"] == f"{here}/kommuner/"


@pytest.mark.parametrize("path", LEADING_ON)
def test_a_redirect_stays_on_https_where_something_in_front_ends_it(server: Server, path: str) -> None:
    location = server.get(path, X_Forwarded_Proto="https").headers["location"]
    here = f"https://127.0.0.1:{server.port}/" if server.name == "apache" else "/"
    assert location.startswith(here)
    assert not location.startswith("//")


@pytest.mark.parametrize(
    "path",
    ["/.server/nginx.conf", "/.server/caddy.conf", "/.server/", "/.server", "/.htaccess", "/.lock", "/kommuner/.ny", "/gammalt/lofte/.htaccess", "/.git/config", "/../web/.lock",
     "/%2e%2e/releases/", "/..%2f..%2fetc/passwd", "/kommuner/../../.lock"],
)  # fmt: skip
def test_nothing_hidden_is_served(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status in (400, 403, 404)
    assert b"RewriteEngine" not in answer.body
    assert b"location =" not in answer.body


def test_security_txt(server: Server) -> None:
    answer = server.get("/.well-known/security.txt")
    assert answer.status == 200
    assert answer.headers["content-type"].lower() == "text/plain; charset=utf-8"
    assert b"Contact: mailto:redaktionen@loften.example" in answer.body


def test_no_version_and_no_path_is_leaked(server: Server) -> None:
    asked = ("/", "/finns-inte", "/borta/lofte/", "/%00", "/kommuner")
    for path, host in ((path, host) for path in asked for host in (f"127.0.0.1:{server.port}", "nagon.annan")):
        answer = server.get(path, Host=host)
        said = answer.headers.get("server", "") + answer.headers.get("x-powered-by", "")
        assert not any(mark.isdigit() for mark in said), said
        assert b"/srv/" not in answer.body
        assert b"loften-" not in answer.body


@pytest.mark.parametrize("path", ["/%00", "/om/%00/", "/om/index.html%00", "/.well-known/%00"])
def test_an_address_that_no_file_can_have_is_the_visitors_mistake_and_not_the_servers(
    server: Server, path: str
) -> None:
    assert server.get(path).status in (400, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/om/",
        "/data/loften.csv",
        "/manifest.json",
        "/finns-inte",
        "/borta/lofte/",
        "/borta/lofte",
        "/.server/",
        *LEADING_ON,
    ],
)
def test_only_reading_is_allowed(server: Server, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert_read_only(server.get(path, method=method, Content_Length="0"))
    assert server.get(path, method="TRACE", Content_Length="0").status == 405


def assert_read_only(answer: Answer) -> None:
    """What whoever wants anything else than to read is answered, by every server."""
    assert (answer.status, answer.body.decode()) == (405, "Här går det bara att läsa.\n")
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.headers["content-type"].lower() == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_release_is_met_at_once_and_old_marks_hold(kind: str) -> None:
    """Swap under a running server, without telling it: new pages, old assets, and 304 for what did not change."""
    with ExitStack() as stack:
        work = stack.enter_context(servers.shared_folder())
        publish_small(work / "site")
        folder.deploy(work / "site", work / "web")
        server = stack.enter_context(KINDS[kind](work / "web/current", work))
        same = server.get("/kommuner/", Accept_Encoding="br").headers["etag"]
        other = server.get("/", Accept_Encoding="br").headers["etag"]
        files = {**FILES, "index.html": page("Nya Provstad"), "flyttad/index.html": page("Sidan har flyttat")}
        del files[STYLE]
        publish_small(work / "site", files, Redirects({"flyttad/": "om/"}, ("borta/lofte/", "gammalt/lofte/")))
        folder.deploy(work / "site", work / "web")
        assert b"Nya Provstad" in server.get("/").body
        assert server.get("/kommuner/", Accept_Encoding="br", If_None_Match=same).status == 304
        assert server.get("/", Accept_Encoding="br", If_None_Match=other).status == 200
        assert server.get(f"/{STYLE}").body == FILES[STYLE].encode()
        if kind != "apache":
            assert server.get("/flyttad/").status == 200, "until the server is told, the page that says so answers"
            server.reload(lambda: server.get("/flyttad/").status != 200)
        assert server.get("/flyttad/").headers["location"].endswith("/om/")
        assert server.get("/gammalt/lofte/").status == 410


def test_apache_in_a_folder_of_a_shared_host(tmp_path: Path) -> None:
    """Only .htaccess within AllowOverride FileInfo, the portal under /loften, nothing else of ours in the server."""
    with servers.shared_folder() as work:
        publish_small(work / "htdocs/loften", base="/loften")
        config = (
            f"<VirtualHost 127.0.0.1:PORT>\nDocumentRoot {work}/htdocs\n<Directory {work}/htdocs>\n"
            "AllowOverride FileInfo\nRequire all granted\n</Directory>\n</VirtualHost>"
        )
        with servers.apache(work, work, config) as server:
            answer = server.get("/loften/kommuner/", Accept_Encoding="br")
            assert (answer.status, answer.headers["content-encoding"]) == (200, "br")
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert answer.headers["content-security-policy"] == server_headers.policy("kommuner/index.html")
            assert server.get("/loften/flode.xml").headers["content-type"] == server_headers.content_type("flode.xml")
            assert server.get("/loften/gammalt/lofte/").headers["location"].endswith("/loften/kommuner/")
            gone = server.get("/loften/borta/lofte/")
            assert (gone.status, gone.body) == (410, FILES["borta/lofte/index.html"].encode())
            missing = server.get("/loften/finns-inte")
            assert (missing.status, missing.body) == (404, FILES["404.html"].encode())


@pytest.mark.parametrize("start", [servers.nginx, servers.nginx_in_folder], ids=["root", "folder"])
def test_nginx_has_nothing_to_say_of_its_configuration(start: Start) -> None:
    with servers.shared_folder() as work:
        publish_small(work / "web/current", framed_by=FRAMED_BY)
        with start(work / "web/current", work):
            said = (work / "nginx.log").read_text() + (work / "nginx.out").read_text()
        assert "warn" not in said


@pytest.mark.parametrize(
    "start",
    [servers.nginx_in_folder, servers.caddy_in_folder, servers.apache_in_folder],
    ids=["nginx", "caddy", "apache"],
)
def test_a_ready_configuration_for_a_folder_of_a_site(start: Start) -> None:
    with ExitStack() as stack:
        work = stack.enter_context(servers.shared_folder())
        publish_small(work / "site", base="/loften", framed_by=FRAMED_BY)
        folder.deploy(work / "site", work / "web")
        (work / "web/i-mapp").mkdir()
        (work / "web/i-mapp/loften").symlink_to("../current")
        server = stack.enter_context(start(work / "web/current", work))
        for path in FILES:
            if not path.startswith(("gammalt/", "borta/")):
                answer = server.get(f"/loften{address(path)}")
                assert (answer.status, answer.body) == (200, FILES[path].encode())
                assert answer.headers["content-type"].lower() == server_headers.content_type(path)
                assert answer.headers["cache-control"] == server_headers.caching(path)
                assert answer.headers["content-security-policy"] == server_headers.policy(path, FRAMED_BY)
        assert server.get("/loften/kommuner/", Accept_Encoding="br").headers["content-encoding"] == "br"
        assert server.get("/loften/%00").status in (400, 404)
        assert server.get("/loften/manifest.json", Accept_Encoding="gzip").headers["content-encoding"] == "gzip"
        for path, to in (
            ("/loften", "/loften/"),
            ("/loften/kommuner", "/loften/kommuner/"),
            ("/loften/gammalt/lofte/", "/loften/kommuner/"),
            ("/loften/gammalt/lofte/flode.xml", "/loften/kommuner/flode.xml"),
            ("/loften/kommuner/sida-9/", "/loften/kommuner/"),
            ("/loften/loften/1999/", "/loften/loften/"),
            ("/loften/loften/redovisat/skane-lan/", "/loften/loften/redovisat/"),
            ("/loften/amnen/trafik/skane-lan/", "/loften/amnen/trafik/"),
            ("/loften/amnen/trafik/skane-lan/redovisat/", "/loften/amnen/trafik/skane-lan/"),
        ):
            location = server.get(f"{path}?x=1").headers["location"]
            assert location.removeprefix(f"http://127.0.0.1:{server.port}") == f"{to}?x=1"
            assert_read_only(server.get(path, method="POST", Content_Length="0"))
        assert server.get("/", method="POST", Content_Length="0").headers.get("allow") != "GET, HEAD"
        gone = server.get("/loften/borta/lofte/")
        assert (gone.status, gone.body) == (410, FILES["borta/lofte/index.html"].encode())
        for path in ("/loften/finns-inte", "/loften/data/", "/loften/.server/nginx.conf"):
            missing = server.get(path)
            assert (missing.status, missing.body) == (404, FILES["404.html"].encode())


def test_the_least_capable_server_still_answers_every_address(tmp_path: Path) -> None:
    publish_small(tmp_path / "site")
    with servers.simple(tmp_path / "site", tmp_path) as server:
        for path in FILES:
            assert server.get(address(path)).body == FILES[path].encode()
        assert server.get("/kommuner/").headers["content-type"].startswith("text/html")
        assert b"Sidan har flyttat" in server.get("/gammalt/lofte/").body
        assert "borttagna" in server.get("/borta/lofte/").body.decode()
        seen = server.get("/flode.xml").headers["last-modified"]
        assert server.get("/flode.xml", If_Modified_Since=seen).status == 304
        assert server.get("/finns-inte").status == 404
