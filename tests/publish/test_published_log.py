"""Every publication in the log: what it says, that it is signed, and that two machines never begin two of them unseen."""

import hashlib
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from pledges.build import last_published
from pledges.content.discovery import LOG_FOLDER
from pledges.history import site_log
from pledges.publish import manifest, published_log
from pledges.publish.deploy import folder
from pledges.publish.deploy.plan import DeployError
from pledges.publish.log_signature import SignatureError, SignedLog, checked
from pledges.publish.removal import remove_words
from support.living_portal import DAY, LivingPortal, published_once
from support.programs import absent, need
from support.small_site import FEW, changed, publish_logged

PLEDGE = "kommuner/provby/loften/2019"
NEXT = DAY + timedelta(days=1)


def new_key(place: Path) -> Path:
    need("ssh")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", place], check=True)
    return place


def memory(portal: LivingPortal) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in (portal.content / LOG_FOLDER).iterdir()}


def test_a_publication_is_a_line_in_the_memory_and_on_the_site_and_the_same_once_more_is_none(tmp_path: Path) -> None:
    portal = published_once(tmp_path)
    (first,) = site_log.read(memory(portal)[site_log.NAME]).lines
    assert f"{PLEDGE}/" in first.new
    remove_words(portal.source, "kommuner/provstad/loften/2023", words="mörka", day=DAY)
    portal.remove(PLEDGE, DAY)
    made = portal.publish(NEXT)
    log = memory(portal)[site_log.NAME]
    _, second = site_log.read(log).lines
    assert (second.day, second.previous, second.new) == (NEXT.isoformat(), first.digest, ())
    assert second.removed == {f"{PLEDGE}/": "Uppgifterna var fel."}
    assert second.words_removed == ("kommuner/provstad/loften/2023/",)
    assert "Påhittat sammanställt löfte".encode() not in log
    assert made.log == manifest.LogHead(2, second.digest)
    assert (portal.web / "current" / published_log.LOG).read_bytes() == log
    portal.publish(NEXT)
    assert memory(portal)[site_log.NAME] == log
    if not absent(("ssh",)):
        _nothing_is_published_that_can_not_be_signed(portal)


def _nothing_is_published_that_can_not_be_signed(portal: LivingPortal) -> None:
    portal.add("nytt", 2026)
    before = memory(portal)
    portal.settings = portal.settings.model_copy(update={"signing_key": str(portal.work / "finns-inte")})
    with pytest.raises(SignatureError, match="finns-inte går inte att läsa"):
        portal.publish(NEXT)
    assert memory(portal) == before
    assert manifest.read(portal.site) is None


def test_the_list_is_of_all_that_a_visitor_is_given_and_sha256sum_reads_it(tmp_path: Path) -> None:
    (line,) = site_log.read(publish_logged(tmp_path)).lines
    listed = (tmp_path / published_log.FILES).read_bytes()
    assert (hashlib.sha256(listed).hexdigest(), listed.count(b"\n")) == (line.files, line.count)
    words = ["sha256sum", "--check", "--strict", "--quiet", published_log.FILES]
    assert subprocess.run(words, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    names = site_log.read_listing(listed)
    assert names is not None
    assert names.keys() == {*FEW, ".well-known/security.txt", "405.txt", "gammalt/lofte/flode.xml"}
    hidden = (".htaccess", ".server/nginx.conf", "a/.htaccess", "index.html.br", "manifest.json", published_log.LOG)
    assert [path for path in hidden if published_log.is_listed(path)] == []


def test_the_log_is_signed_with_the_hosts_key(tmp_path: Path) -> None:
    key = new_key(tmp_path / "nyckel")
    data = publish_logged(tmp_path / "site", signing_key=str(key))
    signature, keys = ((tmp_path / "site" / path).read_bytes() for path in (published_log.SIGNATURE, published_log.KEY))
    signed = checked(data, signature, keys)
    assert signed is not None
    assert signed.signer == "redaktionen@loften.example"
    assert checked(data, signature, None) == SignedLog(signed.key)
    assert checked(data + b"x", signature, keys) is None
    assert checked(data, b"inget", keys) is None
    other = new_key(tmp_path / "annan").with_suffix(".pub").read_bytes()
    assert checked(data, signature, b"redaktionen@loften.example " + other) is None


def test_a_second_machine_that_has_not_taken_up_the_firsts_line_puts_nothing_out(tmp_path: Path) -> None:
    here, there, web = tmp_path / "here", tmp_path / "there", tmp_path / "web"
    began = publish_logged(here)
    folder.deploy(here, web)
    second = publish_logged(here, changed(1, FEW), began)
    folder.deploy(here, web)
    publish_logged(there, changed(2, FEW), began)
    with pytest.raises(DeployError, match=r"rad 2 därifrån är en annan.*git pull"):
        folder.deploy(there, web)
    publish_logged(there, changed(2, FEW), second)
    folder.deploy(there, web)
    with pytest.raises(DeployError, match="rad 3 därifrån finns inte här"):
        folder.deploy(here, web)


def test_a_release_that_is_gone_back_to_has_the_log_of_its_day_and_the_next_goes_on(tmp_path: Path) -> None:
    site, web = tmp_path / "site", tmp_path / "web"
    log = publish_logged(site)
    folder.deploy(site, web)
    log = publish_logged(site, changed(1, FEW), log)
    folder.deploy(site, web)
    folder.restore(web)
    assert len(published_log.read(web / "current").lines) == 1
    made = manifest.read(web / "current")
    assert made is not None
    assert made.log == manifest.LogHead(2, site_log.read(log).lines[1].digest), "what was put out is remembered"
    publish_logged(site, changed(2, FEW), log)
    folder.deploy(site, web, latest=True)
    assert len(published_log.read(web / "current").lines) == 3


def test_a_log_that_somebody_has_edited_is_told_of_before_anything_is_published(tmp_path: Path) -> None:
    log = publish_logged(tmp_path / "site")
    log = publish_logged(tmp_path / "site", changed(1, FEW), log, day=NEXT)
    place = tmp_path / "content" / LOG_FOLDER / site_log.NAME
    place.parent.mkdir(parents=True)
    place.write_bytes(log)
    assert last_published.memory_problems(tmp_path / "content", tmp_path / "kept") == []
    place.write_bytes(log.replace(DAY.isoformat().encode(), b"2026-01-01"))
    (problem,) = last_published.memory_problems(tmp_path / "content", tmp_path / "kept")
    assert (problem.path, problem.code) == (f"{LOG_FOLDER}/{site_log.NAME}", "minne-andrat")
    assert problem.message.startswith("Rad 2 följer inte på rad 1")
