"""Real programs read what was built: newsboat, calcurse and nginx, all from Debian, and feedparser."""

import getpass
import sqlite3
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import feedparser
import pytest

from support.depth import PATIENCE
from support.feed_portal import DAY, FILES
from support.feed_rules import rss_items
from support.feed_samples import Portal
from support.programs import find, need
from support.servers import free_port, nginx_temporary, running

PORT = free_port()
BASE = f"http://127.0.0.1:{PORT}"


def program(name: str) -> str:
    need(name)
    path = find(name)
    assert path is not None
    return path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal's files on nginx."""
    nginx = program("nginx")
    root = tmp_path_factory.mktemp("served")
    portal = Portal(root).write(FILES)
    rows = "".join(
        f"  - datum: 2021-{month:02}-01\n    text: Påhittad händelse i månad {month}.\n" for month in range(1, 13)
    )
    portal.write(
        {
            "kommuner/provstad/loften/2021.md": f"titel: Månader\növerenskommelse: okänd\nparter: polisen\nperiod: 2021\nhändelser:\n{rows}"
        }
    )
    for path, data in portal.build(DAY).items():
        (root / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / path).write_bytes(data)
    (root / "nginx.conf").write_text(
        f"user {getpass.getuser()}; daemon off; pid {root}/pid; error_log {root}/error.log; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {nginx_temporary(root)}\n"
        f"server {{ listen 127.0.0.1:{PORT}; root {root}/site; }} }}\n"
    )
    with running([nginx, "-p", str(root), "-c", str(root / "nginx.conf")], PORT, root / "nginx.out"):
        yield portal


@pytest.mark.parametrize(
    "path", ["flode.xml", "flode.atom", "kommuner/provstad/flode.xml", "kommuner/provala/flode.atom"]
)
def test_newsboat_and_feedparser_show_the_same_items_in_the_same_order(
    served: Portal, tmp_path: Path, path: str
) -> None:
    newsboat = program("newsboat")
    (tmp_path / "urls").write_text(f"{BASE}/{path}\n")
    (tmp_path / "config").write_text("ignore-mode display\n")
    cache = tmp_path / "cache.db"
    subprocess.run(
        [newsboat, "-u", str(tmp_path / "urls"), "-C", str(tmp_path / "config"), "-c", str(cache), "-x", "reload"],
        check=True, capture_output=True, timeout=PATIENCE, env={"HOME": str(tmp_path), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    with sqlite3.connect(cache) as database:
        shown = database.execute("select guid, title, pubDate from rss_item order by pubDate desc, id").fetchall()
    wanted = rss_items(served.files[path.replace(".atom", ".xml")])
    assert [(guid, title, at) for guid, title, at in shown] == [
        (one.id, one.title, int(one.at.timestamp())) for one in wanted
    ]
    parsed = feedparser.parse(served.files[path])
    assert [one.id for one in parsed.entries] == [one.id for one in wanted]
    assert len(wanted) > 2


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("kommuner/provby/flode.xml", "xml"),
        ("kommuner/provby/flode.atom", "application/atom+xml"),
        ("kommuner/provby/kalender.ics", ""),
    ],
)
def test_a_conditional_request_is_answered_304(served: Portal, path: str, kind: str) -> None:
    with urllib.request.urlopen(f"{BASE}/{path}") as first:
        assert first.status == 200
        assert kind in first.headers["Content-Type"]
        assert first.read() == served.files[path]
        headers = {"If-None-Match": first.headers["ETag"], "If-Modified-Since": first.headers["Last-Modified"]}
    for name, value in headers.items():
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(urllib.request.Request(f"{BASE}/{path}", headers={name: value}))
        assert caught.value.code == 304


def test_calcurse_reads_every_day_of_a_calendar(tmp_path: Path) -> None:
    calcurse = program("calcurse")
    portal = Portal(tmp_path / "portal").write(FILES)
    portal.mend("kommuner/provby/loften/2020.md", "period: 2020\n", "period: 2022\n")
    portal.mend("kommuner/provby/loften/2020.md", "  senast: 2021-03-31", "  senast: 2023-03-31")
    (tmp_path / "kalender.ics").write_bytes(portal.build(date(2022, 6, 1))["kommuner/provala/kalender.ics"])
    directory = ["-D", str(tmp_path / "data"), "-C", str(tmp_path / "config")]
    environment = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "TERM": "dumb", "PATH": "/usr/bin:/bin"}
    imported = subprocess.run(
        [calcurse, *directory, "-q", "-i", str(tmp_path / "kalender.ics")],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
        timeout=PATIENCE,
    )
    assert "skipped" not in imported.stdout or "/ 0 skipped" in imported.stdout
    for day, words in (("2022-12-31", "Perioden slutar"), ("2023-03-31", "Utlovad dag för uppföljningen")):
        shown = subprocess.run(
            [calcurse, *directory, "--input-datefmt", "4", "-Q", "--from", day, "--days", "1"],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
            timeout=PATIENCE,
        )
        assert f"Provala, Provby: {words} – Tryggare torg igen" in shown.stdout
