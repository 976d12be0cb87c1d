"""What has changed since a pledge was published, as its page tells it: by what things are called, not by their files' names."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pledges.build.examination import examine
from pledges.build.pages import own_view
from pledges.content.discovery import LOG_FOLDER
from pledges.content.kinds import Kind
from pledges.content.record import is_a
from pledges.content.record_fields import Gathering, News, Pledge
from pledges.history.publication_log import (
    EMPTY,
    PublishedEvent,
    PublishedRemoval,
    append,
    load,
    remember,
    written,
)
from pledges.history.snapshot import take_snapshot
from pledges.incremental.cache import Cache
from pledges.views.country.collections import collection_of, collection_views
from pledges.views.pledge import pledge_view
from pledges.views.revisions import revisions
from pledges.views.view_types import RevisionRow
from pledges.written_values import parse_date
from support.gathered_sample import gather, outlooks_of
from support.provstad import PROVSTAD
from support.samples import file_text, on, register_of
from support.sites import SETTINGS, renderer, small_country, write

HOME = "kommuner/lulea"
AGREEMENT = "titel: Överenskommelsen {years}\nparter: [polisen, kommunen]\nperiod: {period}"
PLEDGE = "titel: Löftet 2024\nperiod: 2024\nparter: polisen\n"
FILES = {
    f"{HOME}/overenskommelser/2020-2024.md": AGREEMENT.format(years="2020–2024", period="2020/2024"),
    f"{HOME}/overenskommelser/2024-2027.md": AGREEMENT.format(years="2024–2027", period="2024/2027"),
    f"{HOME}/atgardsplaner/2024.md": "titel: Planen för 2024\növerenskommelse: okänd\nperiod: 2024",
    f"{HOME}/loften/2024.md": f"{PLEDGE}överenskommelse: 2020-2024",
}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("överenskommelse: 2024-2027", ("Överenskommelse", "Överenskommelsen 2020–2024", "Överenskommelsen 2024–2027")),
        ("överenskommelse: okänd", ("Överenskommelse", "Överenskommelsen 2020–2024", "okänd")),
        ("överenskommelse: 2020-2024\nåtgärdsplan: 2024", ("Åtgärdsplan", "", "Planen för 2024")),
    ],
)
def test_what_is_referred_to_is_called_by_its_title(now: str, told: tuple[str, str, str], tmp_path: Path) -> None:
    before, register = register_of(FILES), register_of(FILES | {f"{HOME}/loften/2024.md": PLEDGE + now})
    append(tmp_path, remember(EMPTY, before, on("2026-01-01")))
    snapshot = take_snapshot(register, on("2026-11-26"), settings=SETTINGS, log=load(tmp_path))
    record = snapshot.register.records[f"{HOME}/loften/2024"]
    assert is_a(record, Pledge)
    (row,) = pledge_view(snapshot, record).record.revisions
    assert (row.label, row.before, row.after) == told


OWN = """titel: Löftet 2024
kort: Kort om löftet.
period: 2024
parter: [polisen, kommunen]
överenskommelse: ingen
uppföljning:
  senast: {due}
åtgärder:
  - id: vandra
    vad: Vandra i centrum
    ansvarig: polisen
    mål:
      minst: {count}
      enhet: vandringar
  - id: svara
    vad: Svara på brev
    ansvarig: polisen
    mål:
      högst: {limit}
      enhet: dagar"""
FIRST = OWN.format(due="2025-03-01", count=12, limit=3)


def rows(tmp_path: Path, *texts: str, days: tuple[str, ...] = ("2024-02-01", "2025-02-01")) -> list[RevisionRow]:
    """What the page tells where each of `texts` but the last was published on one of the `days`, and the last is to be."""
    for number, (text, day) in enumerate(zip(texts, days, strict=True), 1):
        register = register_of({f"{HOME}/loften/2024.md": text})
        if number < len(texts):
            append(tmp_path, remember(load(tmp_path), register, on(day)))
    snapshot = take_snapshot(register, on(days[-1]), settings=SETTINGS, log=load(tmp_path), publishing=True)
    record = snapshot.register.records[f"{HOME}/loften/2024"]
    assert is_a(record, Pledge)
    return list(pledge_view(snapshot, record).record.revisions)


@pytest.mark.parametrize(
    ("now", "marks"),
    [
        (OWN.format(due="2025-03-01", count=8, limit=3), ["Målet är sänkt, efter att perioden hade slutat."]),
        (OWN.format(due="2025-03-01", count=20, limit=3), [""]),
        (OWN.format(due="2025-03-01", count=12, limit=9), ["Gränsen är höjd, efter att perioden hade slutat."]),
        (OWN.format(due="2025-03-01", count=12, limit=1), [""]),
        (OWN.format(due="2025-06-01", count=12, limit=3), ["Dagen är framflyttad, innan den hade passerat."]),
        (OWN.format(due="2024-06-01", count=12, limit=3), [""]),
        (
            FIRST.replace("period: 2024", "period: 2024/2025"),
            ["Slutet är framflyttat, efter att perioden hade slutat."],
        ),
    ],
)
def test_what_asks_less_or_later_than_when_it_was_published_is_marked(
    now: str, marks: list[str], tmp_path: Path
) -> None:
    found = rows(tmp_path, FIRST, now)
    assert [(row.when, row.mark) for row in found] == [("1 februari 2025", mark) for mark in marks]
    assert all(row.before and row.after for row in found)


def test_a_correction_of_what_the_editors_compiled_is_no_lowered_goal(tmp_path: Path) -> None:
    lowered = OWN.format(due="2025-03-01", count=8, limit=3)
    (row,) = rows(tmp_path, *(f"{text}\nförs av: sammanställning" for text in (FIRST, lowered)))
    assert (row.mark, row.note) == ("", "Redaktionen har rättat sin sammanställning.")


def test_a_goal_that_the_parties_lowered_is_marked_also_where_the_editors_tell_of_it(tmp_path: Path) -> None:
    told = "\nhändelser:\n  - datum: 2025-01-20\n    text: Målet sänks."
    texts = (FIRST, OWN.format(due="2025-03-01", count=8, limit=3) + told)
    (row,) = rows(tmp_path, *(f"{text}\nförs av: sammanställning" for text in texts))
    assert (row.mark, row.note) == ("Målet är sänkt, efter att perioden hade slutat.", "")


def test_each_publication_is_told_in_its_order_the_title_and_what_promises_nothing_too(tmp_path: Path) -> None:
    titled = FIRST.replace("Löftet 2024", "Löftet för 2024")
    other = titled.replace("Kort om löftet.", "Ännu mer.")
    days = ("2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01")
    found = rows(tmp_path, FIRST, titled, other, other, days=days)
    told = [(row.when, row.label, row.before, row.after) for row in found]
    assert told == [
        ("1 mars 2024", "Rubriken", "Löftet 2024", "Löftet för 2024"),
        ("1 april 2024", "Övrig text", "", ""),
    ]
    assert found[1].note.startswith("Det som lovas och redovisas är detsamma")


def test_words_that_were_taken_away_leave_their_day_and_no_text(tmp_path: Path) -> None:
    append(
        tmp_path, {"lulea.jsonl": (written(PublishedRemoval(f"{HOME}/loften/2024", on("2024-03-01"), whole=False)),)}
    )
    (row,) = rows(tmp_path, FIRST, FIRST)
    assert (row.when, row.label, row.before, row.after) == ("1 mars 2024", "Borttaget", "", "")


@pytest.mark.parametrize(("first", "is_told"), [("2024-02-01", True), ("2025-04-20", False)])
def test_a_day_that_was_moved_by_an_announced_line_since_it_was_published_is_among_the_changes(
    first: str, is_told: bool, tmp_path: Path
) -> None:
    moved = f"{FIRST}\nhändelser:\n  - datum: 2025-04-01\n    text: Uppföljningen dröjer.\n    ny uppföljning senast: 2025-09-01\n    skäl: Sjukdom."
    append(
        tmp_path,
        {
            "lulea.jsonl": (
                written(
                    PublishedEvent(
                        id=f"{HOME}/loften/2024#handelse-2025-04-01",
                        happened=parse_date("2025-04-01"),
                        announced=on("2025-04-01"),
                        title="Uppföljningen flyttades till 1 september 2025",
                        address=f"{HOME}/loften/2024",
                    )
                ),
            )
        },
    )
    found = rows(tmp_path, FIRST, moved, days=(first, "2025-05-01"))
    assert len(found) == is_told
    if not is_told:
        return
    (row,) = found
    assert (row.when, row.before, row.after) == ("1 april 2025", "1 mars 2025", "1 september 2025")
    assert (row.mark, row.note) == ("Dagen är framflyttad, efter att den hade passerat.", "Skäl: Sjukdom.")


def test_what_promises_nothing_tells_of_its_changes_too(tmp_path: Path) -> None:
    news = {"nyheter/2026-01-01-nytt.md": "titel: {title}\ndatum: 2026-01-01\nkort: {summary}"}
    told = (("Nytt", "Det första."), ("Nytt", "Det andra."), ("Något nytt", "Det andra."))
    for day, (title, summary) in zip(("2026-01-01", "2026-01-02", "2026-01-03"), told, strict=True):
        register = register_of({path: text.format(title=title, summary=summary) for path, text in news.items()})
        append(tmp_path, remember(load(tmp_path), register, on(day)))
    snapshot = take_snapshot(register, on("2026-11-26"), settings=SETTINGS, log=load(tmp_path))
    found = revisions(snapshot, register.of(News)[0])
    assert [(row.when, row.label, row.before, row.note) for row in found] == [
        ("2 januari 2026", "Övrig text", "", "Texten har ändrats."),
        ("3 januari 2026", "Rubriken", "Nytt", ""),
    ]


ONE_OF_EACH_KIND = PROVSTAD | {
    "kommuner/ale/loften/2020.md": PROVSTAD["kommuner/ale/loften/2019.md"].replace("2019\nkort", "2020\nkort"),
    "kommuner/ale/omraden/centrum.md": "titel: Centrum",
    "kommuner/ale/lagesbilder/2018.md": "titel: Lägesbild 2018\nav: polisen\ndatum: 2018-10\npublicerad: ja\nkällor: https://ale.example/b",
    "kommuner/ale/atgardsplaner/2019.md": "titel: Planen 2019\növerenskommelse: 2019-2020\nparter: kommunen\nperiod: 2019",
    "kommuner/ale/omnamnanden/2019.md": (
        "titel: Bladet om löftet\nlöfte: 2019\nav: bladet\ndatum: 2020-03\nslag: nyhet\nsäger:\n  - text: Löftet hölls.\nbelägg: https://ale.example/c"
    ),
    "polisen/lpo-prov.md": "titel: Lokalpolisområde Prov\nkommuner: [ale]",
    "aktorer/bostaderna.md": "titel: Bostäderna\ntyp: bostadsbolag",
    "nyheter/2020-prov.md": "titel: En nyhet\ndatum: 2020-01-01\nkort: Något nytt.",
    "sidor/om.md": "titel: Om portalen\nkort: Vad portalen är.",
}
UNTOUCHED = {"aktorer/bladet.md": "titel: Bladet\ntyp: tidning"}


def test_every_kind_of_record_tells_on_its_page_of_its_changes(tmp_path: Path) -> None:
    edited = {path: file_text(text) for path, text in ONE_OF_EACH_KIND.items()}
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        register = register_of(edited | UNTOUCHED)
        log = tmp_path / "content" / LOG_FOLDER
        log.mkdir(parents=True, exist_ok=True)
        append(log, remember(load(log), register, on(day)))
        last, edited = edited, {path: f"{text}\nTillagt.\n" for path, text in edited.items()}
    assert {record.kind for record in register.records.values()} == set(Kind)

    write(tmp_path / "content", last | {path: file_text(text) for path, text in UNTOUCHED.items()})
    chosen, country = SETTINGS.model_copy(update={"page_size": 1}), small_country("ale", "alingsas")
    examined = examine(tmp_path / "content", country, tmp_path / "cache")
    snapshots = outlooks_of(examined.library, on("2026-11-26"), chosen)
    gathered = gather(examined.library, on("2026-11-26"), settings=chosen, store=Cache(tmp_path / "minne", b""))
    made_by, later_pages = renderer(examined, chosen), 0
    for identity, record in register.records.items():
        view = own_view(snapshots[record.municipality or ""], record)
        if view is None:
            assert isinstance(record.fields, Gathering), identity
            view, *later = collection_views(gathered, collection_of(gathered, record))
            later_pages += len(later)
            assert all((one.collection.revisions, one.collection.unchanged_since) == ((), "") for one in later)
        page = BeautifulSoup(made_by.page(view), "lxml")
        told = [" ".join(one.get_text(" ").split()) for one in page.select("ol.revisions > li")]
        if f"{identity}.md" in UNTOUCHED:
            assert told == []
            assert "Texten om Bladet är densamma sedan den gavs ut här 1 januari 2026." in page.get_text()
        else:
            (only,) = told
            assert only.startswith("Övrig text 2 januari 2026 och 3 januari 2026 "), identity
    assert later_pages
