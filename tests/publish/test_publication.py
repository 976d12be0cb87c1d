"""A published site: complete, signed, the same bytes each time, and checked against its manifest."""

import gzip
import json
import os
import subprocess
from datetime import date
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges.__main__ import main
from pledges.history.publication_log import PublicationLog
from pledges.history.redirects import Redirects, in_languages, redirects_of
from pledges.incremental.scan import files_under
from pledges.publish import manifest
from pledges.publish.built_from import BuiltFrom, built_from
from pledges.publish.manifest import Manifest, ManifestEntry
from pledges.publish.publication import moved_pages, security_text
from pledges.publish.published_log import state_of
from pledges.publish.server_files import server_files
from pledges.settings import Settings
from support.sites import write
from support.small_site import DAY, FILES, REDIRECTS, finish, publish_small

SOURCE = BuiltFrom("abc123")
SETTINGS = Settings(address="https://loften.example", compress=True, contact_email="redaktionen@loften.example")


def tree(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in files_under(folder)}


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    publish_small(tmp_path / "one")
    publish_small(tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_what_is_beside_a_file_is_the_file_compressed(tmp_path: Path) -> None:
    publish_small(tmp_path)
    for path in FILES:
        original = (tmp_path / path).read_bytes()
        if (tmp_path / f"{path}.gz").exists():
            packed = (tmp_path / f"{path}.gz").read_bytes()
            assert gzip.decompress(packed) == original
            assert (packed[3], packed[4:8]) == (0, b"\0\0\0\0"), "no name and no time in the header"
            assert brotli.decompress((tmp_path / f"{path}.br").read_bytes()) == original
    assert (tmp_path / "index.html.br").exists()
    assert not (tmp_path / "bygge.json.gz").exists(), "too small to gain from it"
    assert not (tmp_path / "pagefind/index/sv_0a1b2c.pf_index.gz").exists(), "compressed already by the search"


def test_compression_is_a_setting(tmp_path: Path) -> None:
    made = publish_small(tmp_path, compress=False)
    assert not [path for path in made.files if path.endswith((".br", ".gz"))]


def test_a_file_that_did_not_change_keeps_its_time_and_so_do_its_siblings(tmp_path: Path) -> None:
    publish_small(tmp_path)
    before = {path: (tmp_path / path).stat().st_mtime_ns for path in files_under(tmp_path)}
    (tmp_path / "om/index.html").write_text("<p>nytt" * 200)
    finish(tmp_path, frozenset(FILES), settings=SETTINGS, day=date(2026, 11, 23), redirects=REDIRECTS, source=SOURCE)
    after = {path: (tmp_path / path).stat().st_mtime_ns for path in files_under(tmp_path)}
    assert {path for path in after if after[path] != before[path]} == {
        "om/index.html",
        "om/index.html.gz",
        "om/index.html.br",
        "manifest.json",
    }
    assert brotli.decompress((tmp_path / "om/index.html.br").read_bytes()) == ("<p>nytt" * 200).encode()


def test_what_is_no_longer_part_of_the_site_is_deleted(tmp_path: Path) -> None:
    publish_small(tmp_path)
    before = tree(tmp_path)
    for name in ("hemligt/djupt/utkast.html", "om/utkast.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("utkast")
    finish(tmp_path, frozenset(FILES), settings=SETTINGS, day=DAY, redirects=REDIRECTS, source=SOURCE)
    assert not (tmp_path / "hemligt").exists()
    assert tree(tmp_path) == before


def test_verify_accepts_a_true_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = publish_small(tmp_path / "site")
    assert main(["verify", str(tmp_path / "site")]) == 0
    assert capsys.readouterr().out == f"Alla {len(made.files)} filer stämmer. Byggd för 2026-11-22 av version abc123.\n"


def test_verify_tells_of_every_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish_small(tmp_path)
    (tmp_path / "om/index.html").unlink()
    (tmp_path / "index.html").write_text("ändrad")
    (tmp_path / "insmugglad.html").write_text("<script>")
    assert main(["verify", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == (
        "",
        "Saknas: om/index.html\nÄndrad: index.html\nFinns inte i manifestet: insmugglad.html\n"
        f"{tmp_path} stämmer inte med sitt manifest.\n",
    )


def test_verify_names_the_files_in_which_words_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish_small(tmp_path)
    assert main(["verify", str(tmp_path), "--text", "Anna Exempelsson"]) == 0
    assert capsys.readouterr().out.endswith("\n”Anna Exempelsson” står inte i någon av dem.\n")
    publish_small(tmp_path, {**FILES, "om/index.html": "<p>Anna\n<b>Exempelsson</b>"})
    assert main(["verify", str(tmp_path), "--text", "Anna Exempelsson"]) == 1
    assert capsys.readouterr().err == f"Orden står i: om/index.html\n”Anna Exempelsson” står kvar i {tmp_path}.\n"


def test_verify_without_a_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'manifest.json'} finns inte eller går inte att läsa.\n"


_PATHS = st.from_regex(r"[a-z0-9]{1,8}(/[a-zåäö0-9.]{0,3}[a-z]{1,8}){0,3}", fullmatch=True)
_ENTRIES = st.builds(
    ManifestEntry, st.text("0123456789abcdef", min_size=64, max_size=64), st.integers(0, 10**9), st.integers(0, 10)
)


@given(st.dictionaries(_PATHS, _ENTRIES), st.dictionaries(_PATHS, _PATHS), st.lists(_PATHS), st.lists(_PATHS))
def test_a_manifest_reads_as_it_is_written(
    files: dict[str, ManifestEntry], moved: dict[str, str], gone: list[str], words: list[str]
) -> None:
    source = BuiltFrom("abc", portal="def", changed=tuple(words), content="123", removals=tuple(words))
    made = Manifest("2026-11-22", source, files=files, moved=moved, gone=tuple(sorted(gone)), held=tuple(words))
    assert manifest.parse(manifest.serialise(made)) == made


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a//b", "a/./b", "a\nb", 'a"b', "a'b", "a`b`", "a$b", ""])
def test_a_manifest_that_names_a_file_outside_the_site_is_not_believed(path: str) -> None:
    stored = {"version": 1, "dag": "", "källa": {"version": "", "ändrad": False}, "flyttade": {}, "borttagna": []}
    assert manifest.parse(json.dumps({**stored, "filer": {"a": ["", 0]}}).encode()) is not None
    assert manifest.parse(json.dumps({**stored, "filer": {path: ["", 0]}}).encode()) is None


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"version":2}', b'{"version":1,"filer":{"a":["x"]}}'])
def test_a_damaged_manifest_is_none(data: bytes) -> None:
    assert manifest.parse(data) is None


def commit(folder: Path, *paths: str) -> str:
    """Save `paths` in a git repository in `folder`; gives the commit."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    for words in (
        ["init", "-q"],
        ["add", *paths],
        ["-c", "user.name=p", "-c", "user.email=p@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", folder, *words], check=True, env=environment)
    done = subprocess.run(["git", "-C", folder, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_the_source_is_the_commit_and_all_that_is_changed_beside_it(tmp_path: Path) -> None:
    files = ("content/a.md", "pelicanconf.py", "theme/a.css", "plugins/a.py", "data/a.csv")
    write(tmp_path, dict.fromkeys(files, "a"))

    def source() -> BuiltFrom:
        return built_from(tmp_path / "content", tmp_path / "theme", tmp_path)

    assert (source().commit, source().changed) == ("", ())
    saved = commit(tmp_path, ".")
    assert (source().commit, source().portal, source().changed) == (saved, saved, ())
    write(tmp_path, {"content/.utgivet/lulea.jsonl": "{}", "README.md": "b"})
    assert source().changed == (), "what publishing remembers is no change, nor what nothing is built from"
    for path, name in zip(files, ("innehållet", "inställningarna", "temat", "koden", "koden"), strict=True):
        write(tmp_path, {path: "b"})
        assert source().changed == (name,)
        write(tmp_path, {path: "a"})
    write(tmp_path, {"theme/new.css": "b"})
    assert source().changed == ("temat",)


def test_the_content_has_its_own_commit_where_it_has_a_repository_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, {"portal/pelicanconf.py": "a", "own/content/a.md": "a", "own/loften.py": "a"})
    portal, content = commit(tmp_path / "portal", "."), commit(tmp_path / "own", ".")

    def source() -> BuiltFrom:
        return built_from(tmp_path / "own/content", tmp_path / "portal/theme", tmp_path / "portal")

    assert (source().commit, source().portal, source().changed) == (content, portal, ())
    write(tmp_path, {"own/loften.py": "b"})
    assert source().changed == ("inställningarna",)


def test_the_digest_of_the_content_sees_what_may_be_published(tmp_path: Path) -> None:
    write(tmp_path, {"amnen/a.md": "a"})
    first = built_from(tmp_path).content
    write(tmp_path, {".utgivet/lulea.jsonl": "{}", "amnen/.DS_Store": "b", "amnen/a.md~": "b"})
    assert built_from(tmp_path).content == first
    write(tmp_path, {"amnen/a.md": "b"})
    assert built_from(tmp_path).content != first


def test_security_txt_holds_for_less_than_a_year() -> None:
    settings = Settings(address="https://loften.example", contact_email="sakerhet@loften.example")
    assert security_text(settings, date(2026, 11, 22)) == (
        "Contact: mailto:sakerhet@loften.example\n"
        "Expires: 2027-10-01T00:00:00Z\n"
        "Preferred-Languages: sv, en\n"
        "Canonical: https://loften.example/.well-known/security.txt\n"
    )
    assert "Expires: 2027-12-01" in security_text(settings, date(2027, 1, 31))


def test_every_remembered_address_leads_to_where_the_record_is_now() -> None:
    log = PublicationLog(
        addresses={
            "kommuner/lulea/loften/a": "kommuner/lulea/loften/a",
            "kommuner/lulea/loften/b": "kommuner/lulea/loften/a",
            "kommuner/lulea/loften/c": "kommuner/lulea/loften/a",
        }
    )
    redirects = redirects_of(log, (), frozenset(["kommuner/lulea/loften/c"]))
    assert redirects.moved == {
        "kommuner/lulea/loften/a/": "kommuner/lulea/loften/c/",
        "kommuner/lulea/loften/b/": "kommuner/lulea/loften/c/",
    }


def test_an_address_in_another_language_that_was_published_leads_on_for_ever() -> None:
    """Its record has moved, its translation was taken away, or it was removed; what is still there leads nowhere else."""
    redirects = Redirects({"a/old/": "a/new/"}, ("a/gone/",))
    logged = ("a/old/", "en/a/old/", "en/a/untranslated/", "en/a/gone/", "en/a/here/", "en/", "xx/a/old/")
    pages = ("a/new", "en/a/new", "a/untranslated", "en/a/here", "en")
    paths = frozenset(f"{page}/index.html" for page in pages)
    found = in_languages(redirects, logged=logged, paths=paths)
    assert found.moved == {"a/old/": "a/new/", "en/a/old/": "en/a/new/", "en/a/untranslated/": "a/untranslated/"}
    assert found.gone == ("a/gone/", "en/a/gone/")
    laid = moved_pages(found.moved, paths)
    assert sorted(laid) == ["en/a/old/index.html", "en/a/untranslated/index.html"]
    assert b'<a href="../../../a/untranslated/index.html">' in laid["en/a/untranslated/index.html"]


def test_the_sites_log_knows_the_addresses_of_translated_pages() -> None:
    log = PublicationLog(addresses={"a/b": "a/b"})
    files = {path: ManifestEntry("0", 1) for path in ("a/b/index.html", "en/a/b/index.html")}
    made = Manifest("2026-11-22", SOURCE, files=files)
    state = state_of(log, ("a/c",), redirects=Redirects({}, ()), notable=(), made=made)
    assert state.addresses == {"a/b/", "en/a/b/"}


@pytest.mark.parametrize(
    "address", ['a/"; return 200 "x', "a/$host/", "a/{b}/", "a/b c/", "a/b\nc/", "../x/", ".well-known/x/", "/x/"]
)
def test_an_old_address_can_not_write_in_a_servers_configuration(address: str) -> None:
    plain = server_files(Redirects({}, ()), "")
    assert server_files(Redirects({address: "kommuner/"}, ()), "") == plain


def test_the_base_path_is_in_every_redirect() -> None:
    files = server_files(REDIRECTS, "/loften")
    assert (
        b'location = "/loften/gammalt/lofte/" { return 301 /loften/kommuner/$is_args$args; }'
        in files[".server/nginx.conf"]
    )
    caddy = b'redir "/loften/gammalt/lofte" "/loften/kommuner/{http.vars.loften_fraga}" 301'
    assert caddy in files[".server/caddy.conf"]
    assert b"/loften/kommuner/ [R=301,L]" in files["gammalt/lofte/.htaccess"]
    assert b"ErrorDocument 410 /loften/borta/lofte/index.html" in files["borta/lofte/.htaccess"]
