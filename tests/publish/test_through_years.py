"""Publishing real sites again and again: remembered, never lost, and what is removed is gone everywhere."""

import json
import random
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from pledges.__main__ import main
from pledges.history import site_log
from pledges.history.site_log import Course
from pledges.publish import manifest
from pledges.publish.deploy.plan import DeployError, finished_site
from pledges.publish.manifest import Manifest
from support import provland
from support.harmed_portal import another_past, change_a_byte, drop, faults, log_of
from support.host import host_settings
from support.living_portal import DAY, LivingPortal, on_nginx_in_a_folder, published_addresses, published_once, years


@pytest.fixture
def portal(tmp_path: Path) -> LivingPortal:
    portal = LivingPortal(tmp_path)
    portal.begin()
    return portal


@pytest.fixture
def published(tmp_path: Path) -> LivingPortal:
    """The same, published once."""
    return published_once(tmp_path)


def contents(made: Manifest) -> dict[str, str]:
    return {path: one.sha256 for path, one in made.files.items()}


def test_what_is_published_is_remembered_once(published: LivingPortal) -> None:
    addresses = published_addresses(published)
    assert {"kommuner/provby/loften/2019", "amnen/trafik", "kommuner/provby/loften/borttaget"} <= addresses
    # What is still to come is announced by the publication after the first.
    published.publish(DAY)
    memory = {path.name: path.read_bytes() for path in (published.content / ".utgivet").iterdir()}
    published.publish(DAY)
    assert {path.name: path.read_bytes() for path in (published.content / ".utgivet").iterdir()} == memory
    lines = [line for text in memory.values() for line in text.splitlines()]
    assert len(lines) == len(set(lines))


def test_the_same_content_published_twice_is_the_same_site(published: LivingPortal, tmp_path: Path) -> None:
    first = published.publish(DAY)
    published.site.rename(tmp_path / "gone")
    again = LivingPortal(tmp_path)
    assert contents(again.publish(DAY)) == contents(first)


def test_the_next_day_only_what_the_day_changes_is_changed(published: LivingPortal) -> None:
    one = published.publish(DAY)
    before = {path: (published.site / path).stat().st_mtime_ns for path in one.files}
    two = published.publish(DAY + timedelta(days=1))
    changed = {path for path in two.files if contents(two)[path] != contents(one).get(path)}
    assert "bygge.json" in changed
    assert "kommuner/provby/loften/2019/index.html" not in changed
    assert {path for path in before if (published.site / path).stat().st_mtime_ns != before[path]} <= changed


def test_a_renamed_page_answers_at_its_old_address(published: LivingPortal) -> None:
    published.rename("kommuner/provby/loften/2019", "forsta")
    made = published.publish(DAY)
    assert made.moved["kommuner/provby/loften/2019/"] == "kommuner/provby/loften/forsta/"
    published.rename("kommuner/provby/loften/forsta", "andra")
    made = published.publish(DAY)
    assert made.moved["kommuner/provby/loften/2019/"] == "kommuner/provby/loften/andra/"
    assert made.moved["kommuner/provby/loften/forsta/"] == "kommuner/provby/loften/andra/"
    assert published.unanswered(made) == []


def test_a_removed_text_is_gone_from_everything_but_the_notice_stays(
    portal: LivingPortal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    identity, secret = "kommuner/provby/loften/hemligt", "Hemligheten ingen får se"
    portal.add("hemligt", 2025)
    place = portal.content / f"{identity}.md"
    place.write_text(place.read_text().replace("Påhittat löfte hemligt", secret), encoding="utf-8")
    portal.publish(DAY)
    portal.publish(DAY + timedelta(days=1))
    held = {path.split("/")[0] for path in portal.remains(secret)}
    assert {"content", "public", "web"} <= held
    portal.remove(identity, DAY)
    made = portal.publish(DAY + timedelta(days=2))
    assert portal.remains(secret) == []
    assert [one.name for one in sorted((portal.web / "releases").iterdir())] == ["000003"]
    assert made.gone == ("kommuner/provby/loften/borttaget/", f"{identity}/")
    notice = (portal.web / f"current/{identity}/index.html").read_text()
    assert "Uppgifterna var fel." in notice
    assert identity in published_addresses(portal)
    assert (portal.content / f"{identity}.md").read_text() == (
        "---\nborttaget:\n- datum: '2026-11-22'\n  skäl: Uppgifterna var fel.\n---\n"
    )


def test_renamed_and_removed_at_once_its_first_address_still_answers_and_its_text_is_forgotten(
    published: LivingPortal,
) -> None:
    published.rename("kommuner/provby/loften/2019", "nytt-namn")
    published.remove("kommuner/provby/loften/nytt-namn", DAY)
    made = published.publish(DAY)
    assert published.unanswered(made) == []
    assert made.moved["kommuner/provby/loften/2019/"] == "kommuner/provby/loften/nytt-namn/"
    assert published.remains("Påhittat sammanställt löfte i Provby 2019") == []


def test_an_old_address_that_was_never_its_own_page_is_remembered_too(portal: LivingPortal) -> None:
    """An address from an older website, given as `tidigare adresser`, still answers when the text is removed."""
    place = portal.content / "kommuner/provby/loften/2019.md"
    place.write_text(place.read_text().replace("---\n", "---\ntidigare adresser: [gamla-webben/lofte]\n", 1))
    portal.publish(DAY)
    assert portal.addresses >= {"gamla-webben/lofte/index.html"}
    portal.remove("kommuner/provby/loften/2019", DAY)
    assert portal.unanswered(portal.publish(DAY)) == []


def test_the_removal_command_tells_what_it_did_and_what_remains(
    published: LivingPortal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pledges.content.geography.load", lambda: provland.GEOGRAPHY)
    monkeypatch.setenv("DATE", "2026-11-22")
    words = ["remove", "--content", str(published.content)]
    assert main([*words, "kommuner/provstad/loften/finns-inte", "Fel."]) == 1
    assert capsys.readouterr().err == (
        "Filen kommuner/provstad/loften/finns-inte.md finns inte. Ange sökvägen under content/, eller sidans adress.\n"
    )
    assert main([*words, "https://loften.example/kommuner/provstad/loften/2023/", " "]) == 1
    assert "Skälet saknas." in capsys.readouterr().err
    assert main([*words, "https://loften.example/kommuner/provstad/loften/2023/", "Uppgifterna var fel."]) == 0
    printed = capsys.readouterr().out
    assert "Texten i kommuner/provstad/loften/2023.md är borttagen; en tom notis ligger kvar på adressen." in printed
    assert "Glömt i .utgivet/provstad.jsonl" in printed
    assert "kommuner/provstad/uppfoljningar/2023-slut.md" in printed
    assert "1. make publish och make deploy." in printed


def test_an_event_that_is_reworded_and_then_dated_again_is_announced_once(portal: LivingPortal) -> None:
    """Also when it is dated again and again, further and further away from the first day."""
    portal.add("torget", 2025)
    place, about = portal.content / "kommuner/provby/loften/torget.md", "handelse-2025-03-03"

    def publish(text: str, day: str, number: int) -> list[str]:
        lines = [
            line
            for line in place.read_text().splitlines()
            if not line.startswith(("händelser", "  - datum", "    text"))
        ]
        lines[1:1] = ["händelser:", f"  - datum: {day}", f"    text: {text}"]
        place.write_text("\n".join(lines) + "\n")
        portal.publish(DAY + timedelta(days=number), deployed=False)
        told = (portal.site / "kommuner/provby/flode.atom").read_text()
        return sorted(set(re.findall(r"loften/torget#(handelse-[0-9-]+)<", told)))

    assert publish("Kommunen satte upp fler lampor på torget.", "2025-03-03", 0) == [about]
    assert publish("Kommunen har satt upp nya och fler lampor på hela torget.", "2025-03-03", 1) == [about]
    for number, day in enumerate(("2025-03-10", "2025-03-20", "2025-04-01"), 2):
        assert publish("Kommunen har satt upp nya och fler lampor på hela torget.", day, number) == [about]
    events = (portal.content / ".utgivet/provby.jsonl").read_text().splitlines()
    assert len([line for line in events if f"torget#{about}" in line]) == 5
    assert {json.loads(line)["kungjord"] for line in events if f"torget#{about}" in line} == {"2025-03-03"}


def test_a_day_that_has_not_been_or_is_before_the_last_is_not_published_by_mistake(
    published: LivingPortal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ["publish", "--content", str(published.content), "--output", str(tmp_path / "other")]

    def said(day: str) -> str:
        monkeypatch.setenv("DATE", day)
        with pytest.raises(SystemExit) as ended:
            main([*words, "--settings", str(host_settings(tmp_path))])
        assert ended.value.code == 1
        return capsys.readouterr().err

    told = "Det som ges ut minns portalen med sin dag, för alltid. Kör make site DATE="
    assert re.search(
        rf"2999-01-01 har inte varit än: i dag är det \d{{4}}-\d\d-\d\d\. {told}2999-01-01 för att", said("2999-01-01")
    )
    # A worker of the first that has not ended yet is waited for, and that is said first.
    assert (
        f"2026-11-21 är före den dag då portalen senast gavs ut, 2026-11-22. {told}2026-11-21 för att titta. "
        "Ska det verkligen ges ut, kör make publish DATE=2026-11-21 ANYWAY=ja."
    ) in said("2026-11-21")
    monkeypatch.setenv("ANYWAY", "ja")
    assert "är före den dag" not in said("2026-11-21"), "Provland is no real county, and so the content is refused"


def test_a_publication_that_fails_is_neither_remembered_nor_laid_out(published: LivingPortal) -> None:
    folder = published.content / ".utgivet"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    published.add("nytt", 2025)
    in_the_way = published.site / ".manifest.json.next"
    in_the_way.mkdir()
    with pytest.raises(OSError, match="manifest"):
        published.publish(DAY + timedelta(days=1))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    with pytest.raises(DeployError, match=r"manifest\.json saknas"):
        finished_site(published.site)
    in_the_way.rmdir()
    folder.rename(published.content / "undan")
    folder.write_text("i vägen")
    (published.content / "undan").rename(published.work / "undan")
    with pytest.raises(OSError, match="utgivet"):
        published.publish(DAY + timedelta(days=1))
    with pytest.raises(DeployError, match=r"manifest\.json saknas"):
        finished_site(published.site)
    folder.unlink()
    (published.work / "undan").rename(folder)
    published.publish(DAY + timedelta(days=1))
    assert "kommuner/provby/loften/nytt" in published_addresses(published)


def test_codeowners_follow_who_keeps_the_records(
    portal: LivingPortal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pledges.content.geography.load", lambda: provland.GEOGRAPHY)
    words = ["codeowners", "--content", str(portal.content), "@loften/{kommun}", "@loften/redaktionen"]
    assert main(words) == 0
    assert capsys.readouterr().out == (
        "# Skrivs av make codeowners ur content/; ändra inte för hand.\n"
        "* @loften/redaktionen\n"
        "/content/kommuner/provstad/ @loften/provstad @loften/redaktionen\n"
        "/content/.utgivet/provstad.jsonl @loften/provstad @loften/redaktionen\n"
    )


def test_every_address_answers_through_a_year_of_renames_and_removals(portal: LivingPortal) -> None:
    """The short form of the five years in soak/, on a real nginx at the end."""
    portal.publish(date(2025, 12, 1))
    made = portal.publish(date(2025, 12, 1))
    saved = [log_of(portal)]
    for _, made in years(portal, first=2026, count=1, per_year=6):
        assert portal.unanswered(made) == []
        saved.append(log_of(portal))
    assert portal.settings.address == "https://nya-loften.example/portal"
    assert portal.removed
    for title in portal.removed.values():
        assert portal.remains(title) == []
    assert main(["verify", str(portal.web / "current")]) == 0
    assert not manifest.compare(portal.site, made)
    assert json.loads((portal.site / "bygge.json").read_bytes())["dag"] == "2026-11-15"
    with on_nginx_in_a_folder(portal) as answer_to:
        for path in sorted(portal.addresses):
            assert answer_to(path).status in (200, 410), path
        for identity in portal.removed:
            answer = answer_to(f"{identity}/")
            assert (answer.status, "Uppgifterna var fel." in answer.body.decode()) == (410, True)
    assert faults(portal, older=saved[0]) == ()
    what_is_done_in_silence_is_found(portal, saved)


def what_is_done_in_silence_is_found(portal: LivingPortal, saved: list[bytes]) -> None:
    """The short form of the log of five years in soak/."""
    place, before = change_a_byte(portal.web / "current", random.Random(5))
    assert faults(portal) == (f"Ändrad: {place.relative_to(portal.web / 'current')}",)
    place.write_bytes(before)
    for number in range(1, len(saved) + 1):
        log = site_log.read(another_past(saved[-1], number))
        assert log.faults == ()
        found = [site_log.compare(log, site_log.read(older)) for older in saved[number - 1 :]]
        assert {(one.course, one.shared) for one in found} == {(Course.REWRITTEN, number - 1)}
    pledges = (portal.content / f"{one}.md" for one in portal.pledges())
    dropped = next(one for one in pledges if one.stem.startswith("2026-") and "tidigare" not in one.read_text())
    identity = f"kommuner/provby/loften/{dropped.stem}"
    drop(portal, identity)
    portal.publish(date(2026, 12, 1))
    (told,) = faults(portal, older=saved[-1])
    assert told.startswith(f"Försvunnen: {identity}/ gavs ut enligt rad ")
