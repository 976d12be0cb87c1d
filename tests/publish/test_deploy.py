"""Deploying: nothing lost, nothing half, old assets kept, removed texts gone, any run cut off simply run again."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.__main__ import main
from pledges.commands.target import Target, TargetKind, parse_target
from pledges.history.redirects import Redirects
from pledges.publish import manifest
from pledges.publish.built_from import BuiltFrom
from pledges.publish.deploy import folder
from pledges.publish.deploy.plan import RELEASES_KEPT, UNKNOWN, DeployError, plan, steps
from pledges.publish.deploy.program import failed
from pledges.publish.manifest import Manifest, ManifestEntry
from support.depth import short_or_whole
from support.simultaneous import at_once
from support.small_site import FILES, REDIRECTS, STYLE, changed, page, publish_small

NEW_STYLE = "tema/portal.9999999999.css"


def test_first_deploy_and_every_file_as_published(tmp_path: Path) -> None:
    publish_small(tmp_path / "site")
    done, number = folder.deploy(tmp_path / "site", tmp_path / "web")
    assert number == 1
    assert (tmp_path / "web/current").readlink() == Path("releases/000001")
    made = manifest.read(tmp_path / "web/current")
    assert made is not None
    assert not manifest.compare(tmp_path / "web/current", made)
    assert sorted(done.added) == sorted(made.files)


def modes(top: Path) -> set[str]:
    """The modes of the folder `top` and of all that is in it."""
    return {stat.filemode(one.stat().st_mode) for one in (top, *top.rglob("*"))}


def test_the_web_server_may_read_all_of_it_whatever_the_umask_of_the_one_who_deploys(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish_small(tmp_path / "site")
        folder.deploy(tmp_path / "site", tmp_path / "web")
    finally:
        os.umask(before)
    assert "-rw-------" in modes(tmp_path / "site")
    assert modes(tmp_path / "web/releases") == {"drwxr-xr-x", "-rw-r--r--"}
    assert stat.filemode((tmp_path / "web").stat().st_mode) == "drwxr-xr-x"


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (
            "NoSuchBucket: The specified bucket does not exist",
            " Hinken finns inte, och den här nyckeln får inte skapa den. Skapa den hos lagringen.",
        ),
        (
            "SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided",
            " Lagringen känner inte igen nycklarna. Rätta dem i ~/.config/rclone/rclone.conf.",
        ),
        (
            "InvalidAccessKeyId: The Access Key Id you provided does not exist in our records",
            " Lagringen känner inte igen nycklarna. Rätta dem i ~/.config/rclone/rclone.conf.",
        ),
        (
            "InvalidBucketName: bucket name must be >= 3 characters and <= 63",
            " Lagringen godtar inte hinkens namn. Välj ett annat: 3–63 tecken, små bokstäver, siffror och bindestreck.",
        ),
        (
            "dial tcp: lookup lager.example.se: no such host",
            " Kontrollera lagringens adress (endpoint) i ~/.config/rclone/rclone.conf.",
        ),
        ("SlowDown: Please reduce your request rate", ""),
    ],
)
def test_what_rclone_says_of_storage_is_told_with_what_to_do(words: str, advice: str) -> None:
    said = f"2026/11/27 16:22:37 Failed to cat: {words}\n\tstatus code: 404, request id: inTuYClI, host id: \n"
    expected = f"rclone misslyckades: 2026/11/27 16:22:37 Failed to cat: {words}.{advice}"
    assert str(failed("rclone", said.encode(), 1)) == expected


def test_a_second_deploy_shares_what_did_not_change(tmp_path: Path) -> None:
    publish_small(tmp_path / "site")
    folder.deploy(tmp_path / "site", tmp_path / "web")
    publish_small(tmp_path / "site", changed())
    folder.deploy(tmp_path / "site", tmp_path / "web")
    old, new = tmp_path / "web/releases/000001", tmp_path / "web/releases/000002"
    assert (old / "kommuner/index.html").stat().st_ino == (new / "kommuner/index.html").stat().st_ino
    assert (old / "index.html").stat().st_ino != (new / "index.html").stat().st_ino
    assert not (new / "om/index.html").exists()
    assert (new / STYLE).read_text() == FILES[STYLE], "a page that is open somewhere still has its stylesheet"


def test_nothing_changed_is_no_release(tmp_path: Path) -> None:
    publish_small(tmp_path / "site")
    folder.deploy(tmp_path / "site", tmp_path / "web")
    publish_small(tmp_path / "site")
    done, number = folder.deploy(tmp_path / "site", tmp_path / "web")
    assert (done.is_empty, number) == (True, 1)
    assert [one.number for one in folder.releases(tmp_path / "web")] == [1]


def test_assets_of_the_last_ten_releases_stay_and_no_more(tmp_path: Path) -> None:
    for number in range(1, 14):
        publish_small(tmp_path / "site", changed(number))
        folder.deploy(tmp_path / "site", tmp_path / "web")
    styles = sorted(path.name for path in (tmp_path / "web/current/tema").glob("portal.0*.css"))
    assert styles == [f"portal.{number:010d}.css" for number in range(13 - RELEASES_KEPT, 14)]
    assert [one.number for one in folder.releases(tmp_path / "web")] == list(range(4, 14))
    assert main(["verify", str(tmp_path / "web/current")]) == 0


def test_restoring_is_a_new_release_with_the_old_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish_small(tmp_path / "site")
    folder.deploy(tmp_path / "site", tmp_path / "web")
    publish_small(tmp_path / "site", changed())
    folder.deploy(tmp_path / "site", tmp_path / "web")
    assert main(["restore", str(tmp_path / "web")]) == 0
    told = (
        "Det är utgåva 1 igen, och den ligger kvar: natten bygger men lägger inte ut något nytt, och säger till varje gång. När "
        "felet är rättat, kör make publish och sedan make deploy med LATEST=ja.\n"
    )
    assert capsys.readouterr().out == f"Utgåva 3 ligger ute. 3 nya filer, 3 ändrade, 3 borttagna.\n{told}"
    current = tmp_path / "web/current"
    assert (current / "index.html").read_text() == FILES["index.html"]
    assert (current / "tema/portal.0000000001.css").exists(), "the one that was taken down may be open somewhere"
    assert main(["verify", str(current)]) == 0
    assert main(["restore", str(tmp_path / "web"), "2"]) == 0
    assert "nytt" in (current / "index.html").read_text()
    assert main(["restore", str(tmp_path / "web"), "77"]) == 1
    assert "Utgåva 77 finns inte" in capsys.readouterr().err


def test_a_restored_release_stays_until_somebody_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the night does is make deploy: it may not put back what somebody has taken down."""
    words, current = ["deploy", str(tmp_path / "site"), str(tmp_path / "web")], tmp_path / "web/current"
    for number in (1, 2):
        publish_small(tmp_path / "site", changed(number))
        assert main(words) == 0
    assert main(["restore", str(tmp_path / "web")]) == 0
    capsys.readouterr()
    publish_small(tmp_path / "site", changed(3))
    for _ in range(2):
        assert main(words) == 1
        assert capsys.readouterr().err == (
            "Någon har gått tillbaka till utgåva 1, och den ligger kvar tills någon säger annat. Det nya är byggt men inte "
            "utlagt. När felet är rättat, kör make publish och sedan make deploy med LATEST=ja.\n"
        )
        assert "Provstad 1" in (current / "index.html").read_text()
    assert main(["releases", str(tmp_path / "web")]) == 0
    assert capsys.readouterr().out.endswith("→    3  2026-11-22  abc123  utgåva 1 igen\n")
    assert main([*words, "--latest"]) == 0
    assert "Den ligger i stället för utgåva 1, som någon hade gått tillbaka till." in capsys.readouterr().out
    assert "Provstad 3" in (current / "index.html").read_text()
    publish_small(tmp_path / "site", changed(4))
    assert main(words) == 0, "and then it is as before"


def test_a_restored_release_that_is_the_latest_is_that_when_somebody_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the mend was to go back in the content too, nothing differs; the nights after that are as before."""
    words = ["deploy", str(tmp_path / "site"), str(tmp_path / "web")]
    for number in (1, 2):
        publish_small(tmp_path / "site", changed(number))
        assert main(words) == 0
    assert main(["restore", str(tmp_path / "web")]) == 0
    publish_small(tmp_path / "site", changed(1))
    capsys.readouterr()
    assert main(words) == 0
    assert capsys.readouterr().out == "Inget har ändrats sedan sist; det som ligger ute är det senaste.\n"
    assert main([*words, "--latest"]) == 0
    assert capsys.readouterr().out == (
        "Utgåva 4 ligger ute. 0 nya filer, 0 ändrade, 0 borttagna. Den ligger i stället för utgåva 1, som någon hade gått "
        "tillbaka till.\n"
    )
    publish_small(tmp_path / "site", changed(3))
    assert main(words) == 0


def test_a_removal_goes_out_although_somebody_has_gone_back_to_an_older_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["deploy", str(tmp_path / "site"), str(tmp_path / "web")]
    for number in (1, 2):
        publish_small(tmp_path / "site", changed(number))
        assert main(words) == 0
    assert main(["restore", str(tmp_path / "web")]) == 0
    capsys.readouterr()
    publish_small(tmp_path / "site", changed(2), Redirects({}, (*REDIRECTS.gone, "om/")))
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "Den ligger i stället för utgåva 1, som någon hade gått tillbaka till. En text är borttagen" in said
    assert "Provstad 2" in (tmp_path / "web/current/index.html").read_text()


def test_a_removed_text_is_in_no_release_and_no_kept_piece_of_the_search(tmp_path: Path) -> None:
    secret = {**FILES, "om/index.html": page("Hemligheten"), "pagefind/fragment/sv_1.pf_fragment": "Hemligheten"}
    publish_small(tmp_path / "site", secret)
    folder.deploy(tmp_path / "site", tmp_path / "web")
    publish_small(
        tmp_path / "site", {**changed(), "om/index.html": page("Borttaget")}, Redirects({}, (*REDIRECTS.gone, "om/"))
    )
    done, _ = folder.deploy(tmp_path / "site", tmp_path / "web")
    assert done.purge
    assert [one.number for one in folder.releases(tmp_path / "web")] == [2]
    leaking = [path for path in (tmp_path / "web").rglob("*") if path.is_file() and b"Hemligheten" in path.read_bytes()]
    assert leaking == []
    assert (tmp_path / "web/current" / STYLE).exists(), "a stylesheet holds no text"


def test_a_damaged_file_does_not_live_on(tmp_path: Path) -> None:
    publish_small(tmp_path / "site")
    folder.deploy(tmp_path / "site", tmp_path / "web")
    (tmp_path / "web/current/kommuner/index.html").write_text("sabbad")
    (tmp_path / "web/current" / STYLE).write_text("sabbad")
    publish_small(tmp_path / "site", changed())
    folder.deploy(tmp_path / "site", tmp_path / "web")
    assert (tmp_path / "web/current/kommuner/index.html").read_text() == FILES["kommuner/index.html"]
    assert not (tmp_path / "web/current" / STYLE).exists()
    assert main(["verify", str(tmp_path / "web/current")]) == 0


def test_what_somebody_else_has_changed_is_told_and_put_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is new in what is deployed, but a page is defaced with as many bytes at the same time, one is lost, and
    something is put beside them."""
    publish_small(tmp_path / "site")
    words = ["deploy", str(tmp_path / "site"), str(tmp_path / "web")]
    assert main(words) == 0
    current = tmp_path / "web/current"
    before = (current / "index.html").stat()
    (current / "index.html").write_bytes((current / "index.html").read_bytes().replace(b"Provstad", b"Skoj! :)"))
    os.utime(current / "index.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    (current / "om/index.html").unlink()
    (current / "nytt.html").write_text("Inte vår")
    capsys.readouterr()
    assert main(["verify", str(tmp_path / "site"), "--target", str(tmp_path / "web")]) == 1
    assert capsys.readouterr().err == (
        "Saknas: om/index.html\nÄndrad: index.html\nFinns inte i manifestet: nytt.html\n"
        f"{tmp_path / 'web'} stämmer inte med sitt manifest.\n"
    )
    assert main(words) == 0
    assert capsys.readouterr().out == (
        "Utgåva 2 ligger ute. 0 nya filer, 2 ändrade, 1 borttagen.\n"
        "Något annat hade skrivit där, eller en körning hade brutits: om/index.html, index.html, nytt.html låg inte som "
        "när de lades ut, och är återställt. Vet du inte varför, ta reda på det: en sida kan ha bytts ut av någon annan.\n"
    )
    assert (current / "index.html").read_text() == FILES["index.html"]
    assert not (current / "nytt.html").exists()
    assert main(["verify", str(tmp_path / "site"), "--target", str(tmp_path / "web")]) == 0
    assert "Alla " in capsys.readouterr().out
    assert main(words) == 0
    assert "det som ligger ute är det senaste" in capsys.readouterr().out


def test_a_target_with_something_else_than_what_was_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_small(tmp_path / "site")
    words = ["verify", str(tmp_path / "site"), "--target", str(tmp_path / "web")]
    assert main(words) == 1
    assert capsys.readouterr().err == (
        f"I {tmp_path / 'web'} ligger ingen portal: manifest.json saknas. Kör make deploy.\n"
    )
    folder.deploy(tmp_path / "site", tmp_path / "web")
    publish_small(tmp_path / "site", changed())
    assert main(words) == 1
    assert (
        capsys.readouterr().err
        == f"I {tmp_path / 'web'} ligger något annat än i {tmp_path / 'site'}. Kör make deploy.\n"
    )


def test_two_deploys_at_once_are_one_after_the_other(tmp_path: Path) -> None:
    publish_small(tmp_path / "one")
    publish_small(tmp_path / "two", changed())
    for _ in range(short_or_whole(1, 3)):
        ended = at_once([["deploy", str(tmp_path / one), str(tmp_path / "web")] for one in ("one", "two")], tmp_path)
        assert [status for status, _ in ended] == [0, 0], ended
        assert main(["verify", str(tmp_path / "web/current")]) == 0


def test_an_unfinished_publication_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish_small(tmp_path / "site")
    (tmp_path / "site/om/index.html").write_text("halv")
    assert main(["deploy", str(tmp_path / "site"), str(tmp_path / "web")]) == 1
    assert (
        "stämmer inte med sitt manifest (till exempel om/index.html). Kör make publish igen." in capsys.readouterr().err
    )
    (tmp_path / "site/manifest.json").unlink()
    assert main(["deploy", str(tmp_path / "site"), str(tmp_path / "web")]) == 1
    assert "manifest.json saknas. Kör make publish först." in capsys.readouterr().err
    assert not (tmp_path / "web/current").exists()


def test_a_folder_where_the_link_should_be_is_left_alone(tmp_path: Path) -> None:
    publish_small(tmp_path / "site")
    (tmp_path / "web/current").mkdir(parents=True)
    (tmp_path / "web/current/dagbok.txt").write_text("min")
    with pytest.raises(DeployError, match="är ingen länk"):
        folder.deploy(tmp_path / "site", tmp_path / "web")
    assert (tmp_path / "web/current/dagbok.txt").read_text() == "min"


_READER = """
import os, sys
print("on", flush=True)
missing = reads = 0
while reads < 30_000 or not os.path.exists(sys.argv[2]):
    reads += 1
    try:
        open(sys.argv[1]).close()
    except FileNotFoundError:
        missing += 1
print(missing)
"""


def test_the_link_is_there_at_every_moment(tmp_path: Path) -> None:
    for name in ("000001", "000002"):
        (tmp_path / "releases" / name).mkdir(parents=True)
        (tmp_path / "releases" / name / "index.html").write_text(name)
    folder.swap(tmp_path, "000001")
    reader = subprocess.Popen(
        [sys.executable, "-c", _READER, tmp_path / "current/index.html", tmp_path / "enough"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "on\n"
    swaps = 0
    while reader.poll() is None:
        folder.swap(tmp_path, f"00000{1 + swaps % 2}")
        swaps += 1
        if swaps == 100:
            (tmp_path / "enough").touch()
    assert swaps >= 100
    assert reader.stdout.read() == "0\n"


@pytest.mark.parametrize("delay", short_or_whole([0.0, 0.01, 0.03], [0.0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08]))
def test_killed_at_any_moment_it_is_the_old_site_or_the_new(tmp_path: Path, delay: float) -> None:
    web = tmp_path / "web"
    publish_small(tmp_path / "one")
    publish_small(tmp_path / "two", changed())
    folder.deploy(tmp_path / "one", web)
    code = "import sys; print('on', flush=True); from pathlib import Path; from pledges.publish.deploy import folder; print('go', flush=True); folder.deploy(Path(sys.argv[1]), Path(sys.argv[2]))"
    process = subprocess.Popen(
        [sys.executable, "-c", code, tmp_path / "two", web],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(2)] == [b"on\n", b"go\n"]
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    made = manifest.read(web / "current")
    assert made is not None
    assert not manifest.compare(web / "current", made)
    folder.deploy(tmp_path / "two", web)
    assert "nytt" in (web / "current/index.html").read_text()
    assert main(["verify", str(web / "current")]) == 0


_SITES = st.dictionaries(
    st.sampled_from(["index.html", "a/index.html", "b/index.html", "flode.xml", STYLE, NEW_STYLE, "x.pf_fragment"]),
    st.builds(ManifestEntry, st.sampled_from(["1", "2", "3"]), st.just(1)),
)
_GONE = st.sets(st.sampled_from(["a/", "b/"])).map(lambda addresses: tuple(sorted(addresses)))
_MANIFESTS = st.builds(Manifest, st.just("d"), st.just(BuiltFrom("c")), files=_SITES, moved=st.just({}), gone=_GONE)


@given(st.none() | _MANIFESTS, _MANIFESTS)
def test_doing_the_plan_gives_the_site_and_the_carried_assets(before: Manifest | None, site: Manifest) -> None:
    todo = plan(before, site)
    there = dict(before.files) if before is not None else {}
    for path in (*todo.added, *todo.changed):
        there[path] = site.files[path]
    for path in todo.deleted:
        del there[path]
    assert {path: one.sha256 for path, one in there.items()} == {
        path: one.sha256 for path, one in todo.after.files.items()
    }
    assert site.files.items() <= todo.after.files.items()
    assert set(todo.after.files) == set(site.files) | set(todo.carried)


@given(st.none() | _MANIFESTS, _MANIFESTS, st.integers(1, 3), st.data())
@settings(max_examples=200)
def test_cut_off_anywhere_the_next_run_knows_what_is_there(
    before: Manifest | None, site: Manifest, size: int, data: st.DataObject
) -> None:
    """Play the run step by step, stop at any step, and run again from the manifest that lies there."""
    todo = plan(before, site)
    there = {path: one.sha256 for path, one in before.files.items()} if before is not None else {}
    stored = before
    acts: list[tuple[str, object]] = []
    for step in steps(before, todo, size):
        acts += [("manifest", step.manifest), *(("put", path) for path in step.uploads)]
        acts += [("delete", path) for path in step.deletions]
    for kind, what in acts[: data.draw(st.integers(0, len(acts)))]:
        if kind == "manifest":
            assert isinstance(what, Manifest)
            stored = what
        elif kind == "put":
            there[str(what)] = site.files[str(what)].sha256
        else:
            there.pop(str(what), None)
    listed = stored.files if stored is not None else {}
    assert there.keys() <= listed.keys(), "no file is there that no manifest tells of"
    assert all(listed[path] == UNKNOWN or listed[path].sha256 == mark for path, mark in there.items())
    again = plan(stored, site)
    for path in (*again.added, *again.changed):
        there[path] = site.files[path].sha256
    for path in again.deleted:
        there.pop(path, None)
    assert site.files.keys() <= there.keys()
    assert all(there[path] == one.sha256 for path, one in site.files.items())
    if before is not None and set(site.gone) - set(before.gone) and acts and stored is not todo.after:
        assert again.purge, "what was to be removed is still to be removed"


def test_a_removed_page_that_is_back_is_not_laid_out(tmp_path: Path) -> None:
    """Whatever became of what is remembered: what lies there says that it was removed."""
    publish_small(tmp_path / "site")
    folder.deploy(tmp_path / "site", tmp_path / "web")
    publish_small(tmp_path / "site", redirects=Redirects({"gammalt/lofte/": "kommuner/"}, ()))
    with pytest.raises(DeployError) as refused:
        folder.deploy(tmp_path / "site", tmp_path / "web")
    assert str(refused.value) == (
        "Det som låg på borta/lofte/ är borttaget där, och skulle synas igen. Kom det tillbaka i en sammanslagning eller ur en "
        "säkerhetskopia, kör make remove och make publish igen. Ska det visas, lägg det i en ny fil med ett annat namn."
    )
    assert len(list((tmp_path / "web/releases").iterdir())) == 1


def test_assets_come_first_then_what_pages_show_then_pages_then_the_servers_files() -> None:
    paths = ["b/index.html", ".htaccess", "flode.xml", STYLE, "a/index.html.br", "bild.png", ".server/nginx.conf"]
    todo = plan(None, Manifest("d", BuiltFrom("c"), files=dict.fromkeys(paths, ManifestEntry("1", 1))))
    assert todo.added == (
        STYLE, "bild.png", "flode.xml", "a/index.html.br", "b/index.html", ".htaccess", ".server/nginx.conf",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/srv/loften", Target(TargetKind.FOLDER, "/srv/loften")),
        ("ssh://a@b.se/srv/loften/", Target(TargetKind.SSH, "/srv/loften", host="a@b.se")),
        ("sftp://a@b.se:2222/~/webb", Target(TargetKind.SFTP, "webb", host="a@b.se", port=2222)),
        ("s3:lager:hink/loften", Target(TargetKind.S3, "lager:hink/loften")),
    ],
)
def test_targets(text: str, expected: Target) -> None:
    assert parse_target(text) == expected


@pytest.mark.parametrize(
    "text", ["ftp://a@b.se/x", "ssh://a@b.se", "ssh:///x", "sftp://a:losenord@b.se/x", "zip:/srv/loften.zip"]
)
def test_a_target_that_can_not_be_understood(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deploy", "site", text]) == 1
    assert f"Målet ”{text}” går inte att förstå." in capsys.readouterr().err
