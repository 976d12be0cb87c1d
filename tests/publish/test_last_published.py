"""What is faulty stands as it was last published, and the rest goes out: what must go, above all."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pledges.build import last_published
from pledges.publish.deploy.plan import DeployError, refuse_older
from pledges.publish.removal import remove, remove_words
from support.living_portal import DAY, LivingPortal, published_once

PROVBY, PROVSTAD = "kommuner/provby", "kommuner/provstad"
PLEDGE = f"{PROVBY}/loften/2019"
TYPO = f"{PROVSTAD}/loften/2023.md"


@pytest.fixture
def portal(tmp_path: Path) -> LivingPortal:
    return published_once(tmp_path)


def break_file(portal: LivingPortal, path: str = TYPO) -> None:
    place = portal.content / path
    place.write_text(place.read_text().replace("titel:", "titel", 1), encoding="utf-8")


def page(portal: LivingPortal, identity: str) -> str:
    return (portal.web / f"current/{identity}/index.html").read_text(encoding="utf-8")


def test_a_removal_goes_out_though_another_municipality_has_a_typo(portal: LivingPortal) -> None:
    before = page(portal, f"{PROVSTAD}/loften/2023")
    break_file(portal)
    edited = portal.content / f"{PROVSTAD}/kommun.md"
    edited.write_text(edited.read_text() + "\nNy text i Provstad.\n", encoding="utf-8")
    title = "Påhittat sammanställt löfte i Provby 2019"
    assert title in page(portal, PLEDGE)
    portal.remove(PLEDGE, DAY)
    with pytest.raises(AssertionError, match="FEL rad 2"):
        portal.publish(DAY)
    made = portal.publish(DAY, keep_last=True)
    assert made.held == (PROVSTAD,)
    assert [path for path in portal.remains(title) if not path.startswith("cache/")] == []
    assert "Uppgifterna var fel." in page(portal, PLEDGE)
    assert page(portal, f"{PROVSTAD}/loften/2023") == before
    held_back = [path for path in portal.remains("Ny text i Provstad.") if not path.startswith("cache/")]
    assert held_back == [f"content/{PROVSTAD}/kommun.md"]


def test_when_it_is_mended_all_of_it_goes_out(portal: LivingPortal) -> None:
    break_file(portal)
    portal.publish(DAY, keep_last=True)
    place = portal.content / TYPO
    place.write_text(place.read_text().replace("titel ", "titel: Mer ", 1), encoding="utf-8")
    made = portal.publish(DAY, keep_last=True)
    assert made.held == ()
    assert "Mer" in page(portal, f"{PROVSTAD}/loften/2023")


def test_a_typo_in_the_same_folder_does_not_stop_a_removal(portal: LivingPortal) -> None:
    portal.add("annat", 2025)
    portal.publish(DAY)
    break_file(portal, f"{PROVBY}/loften/annat.md")
    portal.remove(PLEDGE, DAY)
    assert portal.publish(DAY, keep_last=True).held == (PROVBY,)
    assert "Uppgifterna var fel." in page(portal, PLEDGE)


def test_what_a_colleague_has_removed_never_comes_back_from_what_is_kept(portal: LivingPortal) -> None:
    """The colleague's computer has another copy of what was last published; ours still holds the words."""
    words = "Påhittat sammanställt löfte i Provby"
    portal.add("annat", 2025)
    portal.publish(DAY)
    kept = last_published.place_of(portal.site)
    ours = kept.rename(kept.with_name("vår"))
    remove_words(portal.source, PLEDGE, words=words, day=DAY)
    ours.rename(kept)
    place = portal.content / f"{PLEDGE}.md"
    clean = place.read_bytes()
    break_file(portal, f"{PLEDGE}.md")
    with pytest.raises(AssertionError, match="FEL"):
        portal.publish(DAY, keep_last=True)
    place.write_bytes(clean)
    break_file(portal, f"{PROVBY}/loften/annat.md")
    assert portal.publish(DAY, keep_last=True).held == (PROVBY,)
    assert words not in page(portal, PLEDGE)


def test_what_has_never_been_published_is_left_out_until_it_is_right(portal: LivingPortal) -> None:
    broken = portal.content / "kommuner/provala/loften/nytt.md"
    broken.parent.mkdir(parents=True)
    broken.write_text("ingen framvagn", encoding="utf-8")
    (portal.content / "skrap").mkdir()
    made = portal.publish(DAY, keep_last=True)
    assert made.held == ("kommuner/provala", "skrap")
    assert "kommuner/provala/loften/nytt/index.html" not in made.files


def test_nothing_stands_in_where_nothing_is_kept(portal: LivingPortal) -> None:
    shutil.rmtree(last_published.place_of(portal.site))
    break_file(portal)
    with pytest.raises(AssertionError, match="FEL"):
        portal.publish(DAY, keep_last=True)


def test_an_error_that_standing_in_would_make_elsewhere_takes_that_folder_too(portal: LivingPortal) -> None:
    """A new theme with a mistake, which a pledge names already: neither goes out, and the rest does."""
    theme = portal.content / "amnen/nytt.md"
    theme.write_text("---\ntitel Nytt\n---\n", encoding="utf-8")
    place = portal.content / f"{PLEDGE}.md"
    place.write_text(place.read_text().replace("ämnen: [trafik]", "ämnen: [nytt]"), encoding="utf-8")
    assert "ämnen: [nytt]" in place.read_text()
    made = portal.publish(DAY, keep_last=True)
    assert made.held == ("amnen", PROVBY)
    assert "amnen/nytt/index.html" not in made.files


def test_what_is_newer_than_what_would_be_put_out_is_told(portal: LivingPortal) -> None:
    refuse_older(portal.site, portal.content)
    break_file(portal)
    portal.remove(PLEDGE, DAY)
    said = f"{portal.content} har ändrats sedan {portal.site} byggdes den 2026-11-22, så det som skulle läggas ut är äldre."
    with pytest.raises(DeployError) as refused:
        refuse_older(portal.site, portal.content)
    assert str(refused.value).startswith(said)
    portal.publish(DAY, keep_last=True)
    refuse_older(portal.site, portal.content)


def test_a_removal_that_changes_only_what_is_remembered_makes_the_content_newer(portal: LivingPortal) -> None:
    remove_words(portal.source, PLEDGE, words="Aldrig Skriven", day=DAY)
    with pytest.raises(DeployError, match="så det som skulle läggas ut är äldre"):
        refuse_older(portal.site, portal.content)


def edit_memory(portal: LivingPortal, change: Callable[[list[str]], list[str]]) -> str:
    """Edit what is remembered of Provby by hand; gives what the next publication says of it."""
    place = portal.content / ".utgivet/provby.jsonl"
    place.write_text("".join(change(place.read_text().splitlines(keepends=True))), encoding="utf-8")
    return memory(portal)


def memory(portal: LivingPortal) -> str:
    found = last_published.memory_problems(portal.content, last_published.place_of(portal.site))
    return "\n".join(f"{one.path}: {one.message} {one.hint} [{one.code}]" for one in found)


def test_a_line_that_is_gone_from_what_is_remembered_is_told(portal: LivingPortal) -> None:
    assert memory(portal) == ""
    first = (portal.content / ".utgivet/provby.jsonl").read_text().splitlines()[0]
    assert edit_memory(portal, lambda lines: lines[1:]) == (
        f".utgivet/provby.jsonl: 1 rad som skrevs när portalen senast gavs ut är borta eller ändrade; den första säger {first}. "
        "Hämta tillbaka filen ur versionshistoriken. Är den äldre med flit, ta bort mappen .public.build/senast-utgivet och "
        "kör samma kommando igen. [minne-andrat]"
    )


def test_an_edited_line_a_lost_file_and_a_lost_folder_are_told(portal: LivingPortal) -> None:
    assert "1 rad som skrevs" in edit_memory(portal, lambda lines: [lines[0].replace("2026", "2025"), *lines[1:]])
    (portal.content / ".utgivet/provby.jsonl").unlink()
    assert memory(portal).startswith(".utgivet/provby.jsonl: ")
    shutil.rmtree(portal.content / ".utgivet")
    assert len(memory(portal).splitlines()) == 3, "the shared file and those of two municipalities"


def test_new_lines_in_any_order_and_a_colleagues_removal_are_no_edits(portal: LivingPortal) -> None:
    assert edit_memory(portal, lambda lines: lines[::-1]) == ""
    kept = last_published.place_of(portal.site)
    ours = kept.rename(kept.with_name("vår"))
    remove(portal.source, PLEDGE, reason="Fel.", day=DAY)
    portal.add("annat", 2025)
    portal.publish(DAY + timedelta(days=1))
    shutil.rmtree(kept)
    ours.rename(kept)
    assert memory(portal) == ""
