"""What must go goes: some words, an event or a whole record, out of every public file and out of what is remembered."""

from datetime import timedelta
from pathlib import Path

import pytest

from pledges.build.examination import examine
from pledges.content.problems import Problem, Severity
from pledges.publish.removal import Removal, RemovalError, remove, remove_event, remove_words, summary
from support import provland
from support.living_portal import DAY, LivingPortal

NAME = "Anna Exempelsson"
PLEDGE = "kommuner/provby/loften/torget"
EVENT = f"{PLEDGE}#handelse-2025-03-03"
CHANGES = """\
händelser:
  - datum: 2025-03-03
    text: >-
      Torghandlaren Anna
      Exempelsson anklagas för att ha förstört belysningen.
  - datum: 2025-04-04
    text: Belysningen är lagad.
"""


@pytest.fixture
def portal(tmp_path: Path) -> LivingPortal:
    """Published twice, so that everything has been announced: a pledge with an event, and a typo mended nowhere."""

    def make(portal: LivingPortal) -> None:
        portal.add("torget", 2025)
        edit(portal, "åtgärder:", f"{CHANGES}åtgärder:")
        portal.publish(DAY)
        portal.publish(DAY + timedelta(days=1))

    return LivingPortal.copied("torget-utgivet", make, tmp_path)


def edit(portal: LivingPortal, old: str, new: str, *, identity: str = PLEDGE) -> None:
    place = portal.content / f"{identity}.md"
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8")


def feeds_with(portal: LivingPortal, needle: str) -> dict[str, bytes]:
    """The feeds, archives and lists of events that lie out and hold `needle`."""
    web = portal.web / "current"
    places = (*web.rglob("*.xml"), *web.rglob("*.atom"), *web.glob("data/handelser/*"))
    found = ((one.relative_to(web).as_posix(), one.read_bytes()) for one in places)
    return {path: data for path, data in found if needle.encode() in data}


def words_removed(portal: LivingPortal, words: str = NAME, identity: str = PLEDGE) -> Removal:
    return remove_words(portal.source, identity, words=words, day=DAY)


def problems(portal: LivingPortal, code: str) -> list[Problem]:
    found = examine(portal.content, provland.GEOGRAPHY, portal.work / "cache").problems
    return [one for one in found if one.code == code]


def test_the_name_in_an_event_that_staff_have_deleted_is_gone_and_its_items_are_emptied(portal: LivingPortal) -> None:
    told = feeds_with(portal, EVENT)
    assert len(told) > 10, "the municipality, the county, the theme, the party, the country and their archives"
    assert all(NAME.encode() in data for path, data in told.items() if path.endswith((".xml", ".atom")))
    edit(portal, CHANGES, f"händelser:\n{CHANGES[CHANGES.index('  - datum: 2025-04') :]}")
    (found,) = problems(portal, "andrat-utan-handelse")
    assert found.hint.endswith(f"Ska den bort för gott, kör make remove RECORD='{EVENT}'.")
    done = words_removed(portal)
    assert done.forgotten == ("provby.jsonl",)
    assert problems(portal, "andrat-utan-handelse") == []
    portal.publish(DAY + timedelta(days=2))
    assert portal.remains(NAME) == []
    emptied = feeds_with(portal, EVENT)
    assert emptied.keys() == told.keys()
    entry = emptied["amnen/trafik/flode.atom"].decode().partition(EVENT)[2].partition("</entry>")[0]
    assert "<title>Provby: Uppgiften är borttagen" in entry
    assert "<updated>2026-11-22T00:00:00+00:00</updated>" in entry
    assert [one.name for one in sorted((portal.web / "releases").iterdir())] == ["000003"]


def test_the_name_in_an_event_that_stands_is_put_out_of_it_where_it_stands(portal: LivingPortal) -> None:
    told = feeds_with(portal, EVENT)
    words_removed(portal, "anna  exempelsson")
    assert "Torghandlaren (borttaget) anklagas" in " ".join((portal.content / f"{PLEDGE}.md").read_text().split())
    made = portal.publish(DAY + timedelta(days=2))
    assert portal.remains("Exempelsson") == []
    assert feeds_with(portal, EVENT).keys() == told.keys()
    assert not feeds_with(portal, f"{EVENT}-2"), "it is no new event"
    assert not feeds_with(portal, "<title>Provby: Uppgiften är borttagen")
    assert len(made.source.removals) == 1


def test_the_old_text_of_a_corrected_action_is_gone_from_the_history(portal: LivingPortal) -> None:
    edit(portal, "vad: Synas mer torget", f"vad: Synas mer hos {NAME}")
    edit(
        portal,
        "text: Belysningen är lagad.",
        "text: Belysningen är lagad.\n  - datum: 2026-11-01\n    text: Synligheten gäller torget.",
    )
    portal.publish(DAY + timedelta(days=2))
    edit(portal, f"vad: Synas mer hos {NAME}", "vad: Synas mer på torget")
    edit(
        portal,
        "text: Synligheten gäller torget.",
        "text: Synligheten gäller torget.\n  - datum: 2026-11-02\n    text: Synligheten gäller hela torget.",
    )
    portal.publish(DAY + timedelta(days=3))
    page = portal.web / f"current/{PLEDGE}/index.html"
    assert f"Synas mer hos {NAME}" in page.read_text()
    words_removed(portal)
    portal.publish(DAY + timedelta(days=3))
    assert portal.remains(NAME) == []
    assert "Synas mer hos (borttaget)" in page.read_text()


def test_an_event_is_taken_away_by_its_id_and_the_other_lines_stand(portal: LivingPortal) -> None:
    told = feeds_with(portal, EVENT)
    done = remove_event(portal.source, f"tag:medborgarloften.example,2026:{EVENT}", day=DAY)
    assert summary(done).splitlines()[:2] == [
        f"Händelsen handelse-2025-03-03 är borttaget ur {PLEDGE}.md och ur det som portalen minns av den.",
        "  Glömt i .utgivet/provby.jsonl",
    ]
    text = (portal.content / f"{PLEDGE}.md").read_text()
    assert "händelser:\n  - datum: 2025-04-04\n    text: Belysningen är lagad.\nåtgärder:" in text
    portal.publish(DAY + timedelta(days=2))
    assert portal.remains("Exempelsson") == []
    assert feeds_with(portal, EVENT).keys() == told.keys()
    # A change that is told of is still taken for one, though a line has gone.
    edit(portal, "minst: 5", "minst: 4")
    edit(
        portal,
        "text: Belysningen är lagad.",
        "text: Belysningen är lagad.\n  - datum: 2026-11-01\n    text: Synligheten gäller torget.",
    )
    portal.publish(DAY + timedelta(days=3))


def test_an_event_that_comes_of_something_else_is_not_taken_away_by_its_id(portal: LivingPortal) -> None:
    with pytest.raises(RemovalError, match=r"^Händelsen handelse-1999-01-01 har aldrig kungjorts\. Ta bort orden"):
        remove_event(portal.source, f"{PLEDGE}#handelse-1999-01-01", day=DAY)
    with pytest.raises(RemovalError, match=r"^Händelsen news kommer av uppgifter i filen\."):
        remove_event(portal.source, "nyheter/2026-provland#news", day=DAY)


def test_what_the_file_can_not_be_read_without_is_for_staff_to_take_out_first(portal: LivingPortal) -> None:
    before = (portal.content / f"{PLEDGE}.md").read_bytes()
    with pytest.raises(RemovalError, match=r"^Orden är en del av något som kommuner/provby/loften/torget\.md inte kan"):
        words_removed(portal, "källor")
    with pytest.raises(RemovalError, match=r"^TEXT är för kort\."):
        words_removed(portal, "A b")
    assert (portal.content / f"{PLEDGE}.md").read_bytes() == before
    assert portal.source.library.identities
    assert b'"borttagning"' not in (portal.content / ".utgivet/provby.jsonl").read_bytes()


def test_words_that_are_nowhere_still_make_the_next_deploy_delete_old_releases(portal: LivingPortal) -> None:
    """They may have stood in the free text, which nothing remembers, and be deleted from it already."""
    said = summary(words_removed(portal, "Aldrig Skriven"))
    assert said.startswith(f"”Aldrig Skriven” finns varken i {PLEDGE}.md eller i det som portalen minns av den. Är det")
    portal.publish(DAY + timedelta(days=1))
    assert [one.name for one in sorted((portal.web / "releases").iterdir())] == ["000003"]


def test_staff_are_told_where_else_the_words_stand(portal: LivingPortal) -> None:
    portal.add("parken", 2025)
    edit(portal, "kort: Polisen lovar synlighet.", f"kort: {NAME} lovar.", identity="kommuner/provby/loften/parken")
    english = f"{PLEDGE}.en.md"
    (portal.content / english).write_text(f"---\ntitel: {NAME} promises\n---\n", encoding="utf-8")
    assert words_removed(portal).also == ("kommuner/provby/loften/parken.md", english)


def test_a_whole_record_is_emptied_in_every_feed_that_told_of_it(portal: LivingPortal) -> None:
    told = feeds_with(portal, EVENT)
    assert "amnen/trafik/flode.atom" in told
    english = f"{PLEDGE}.en.md"
    (portal.content / english).write_text(f"---\ntitel: {NAME} promises\n---\n", encoding="utf-8")
    done = remove(portal.source, PLEDGE, reason="Fel.", day=DAY)
    assert done.translations == (english,)
    assert english in done.touched
    portal.publish(DAY + timedelta(days=2))
    assert portal.remains(NAME) == []
    emptied = feeds_with(portal, EVENT)
    assert emptied.keys() == told.keys()
    item = emptied["amnen/trafik/flode.xml"].decode().partition(f"{EVENT}</guid>")
    assert "Uppgiften är borttagen" in item[0].rpartition("<item>")[2]


def test_a_removed_record_that_is_put_back_is_an_error(portal: LivingPortal) -> None:
    place = portal.content / f"{PLEDGE}.md"
    before = place.read_bytes()
    remove(portal.source, PLEDGE, reason="Fel.", day=DAY)
    assert problems(portal, "borttaget-tillbaka") == []
    place.write_bytes(before)
    (found,) = problems(portal, "borttaget-tillbaka")
    assert (found.path, found.severity, found.message) == (
        f"{PLEDGE}.md",
        Severity.ERROR,
        "Uppgifterna i filen togs bort den 22 november 2026, och nu är texten tillbaka.",
    )
    assert found.hint == (
        f'Kör make remove RECORD={PLEDGE}.md REASON="…" igen. Ska uppgifterna ändå visas, '
        "lägg dem i en ny fil med ett annat namn."
    )


def test_a_file_that_somebody_has_deleted_can_still_be_removed(portal: LivingPortal) -> None:
    (portal.content / f"{PLEDGE}.md").unlink()
    assert len(problems(portal, "sida-forsvinner")) == 1
    remove(portal.source, PLEDGE, reason="Fel.", day=DAY)
    portal.publish(DAY + timedelta(days=2))
    assert portal.remains(NAME) == []
    assert "Fel." in (portal.web / f"current/{PLEDGE}/index.html").read_text()


def test_a_notice_made_by_hand_says_how_the_removal_is_finished(portal: LivingPortal) -> None:
    place = portal.content / f"{PLEDGE}.md"
    place.write_text("---\nborttaget:\n  - datum: 2026-11-22\n    skäl: Fel.\n---\n")
    (found,) = problems(portal, "borttaget-inte-klart")
    assert (found.line, found.severity, found.message) == (
        2,
        Severity.WARNING,
        "Texten är borttagen ur filen men finns kvar i det som portalen minns.",
    )
    assert found.hint == f"Kör make remove RECORD={PLEDGE}.md, och lägg sedan ut."
    text = place.read_bytes()
    remove(portal.source, PLEDGE, reason="", day=DAY)
    assert place.read_bytes() == text, "the notice that staff wrote stays"
    assert problems(portal, "borttaget-inte-klart") == []
    portal.publish(DAY + timedelta(days=2))
    assert portal.remains(NAME) == []
