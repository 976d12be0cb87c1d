"""What was published: the file format, what counts as a change, and that nothing vanishes."""

from datetime import date
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.content.former_addresses import address_of
from pledges.content.problems import Severity, as_text
from pledges.history import publication_log
from pledges.history.protected_texts import content_digest, generation_of, protected_texts, says_the_same
from pledges.history.publication_log import PublishedEvent, Revision, changes_since_published, read_lines, remember
from pledges.written_values import PartialDate
from support.rules_samples import (
    FOLLOW_UP,
    PLEDGE,
    PUBLISHED,
    change,
    check_site,
    codes,
    log_of_site,
    publish,
    read_site,
)

IDENTITY = PLEDGE.removesuffix(".md")
GOAL = """åtgärder:
  - id: grannsamverkan
    vad: Starta nya områden med grannsamverkan
    ansvarig: polisen
    mål:
      minst: {}
      enhet: områden
  - id: belysning
    vad: Se över belysningen vid skolan
    ansvarig: kommunen"""
GOAL_IN_WORDS = "utfall:\n  - åtgärd: grannsamverkan\n    antal: 9\n  - åtgärd: belysning\n    kommentar: {}"
LATER = date(2020, 6, 1)


@pytest.fixture
def published(content: Path) -> Path:
    publish(content)
    return content


def test_publishing_twice_adds_nothing(published: Path) -> None:
    before = {path.name: path.read_bytes() for path in (published / ".utgivet").iterdir()}
    publish(published, LATER)
    assert {path.name: path.read_bytes() for path in (published / ".utgivet").iterdir()} == before


def test_a_file_for_each_municipality_and_one_for_the_shared_folders(published: Path) -> None:
    assert sorted(path.name for path in (published / ".utgivet").iterdir()) == [
        "gemensamt.jsonl",
        "provby.jsonl",
        "provstad.jsonl",
    ]


def test_what_is_remembered_is_read_back(published: Path) -> None:
    register, _, _ = read_site(published)
    log = log_of_site(published)
    assert log.problems == ()
    assert set(log.addresses) == set(register.records)
    for record in register.records.values():
        edition = log.latest(record)
        assert edition is not None
        assert (edition.day, edition.digest, edition.texts) == (
            PUBLISHED,
            content_digest(record),
            protected_texts(record),
        )
        assert log.is_unchanged(record)


def test_events_are_remembered_once_with_both_days(published: Path) -> None:
    register, _, _ = read_site(published)
    event = PublishedEvent(
        id=f"{IDENTITY}#signed",
        happened=PartialDate(2019, 2),
        announced=LATER,
        title="Löftet undertecknades",
        address=IDENTITY,
    )
    lines = remember(log_of_site(published), register, LATER, events=[event])
    assert list(lines) == ["provstad.jsonl"]
    publication_log.append(published / ".utgivet", lines)
    log = log_of_site(published)
    assert log.events == {event.id: event}
    assert remember(log, register, LATER, events=[event]) == {}


def test_drafts_are_not_remembered_and_only_limits(content: Path) -> None:
    change(content, PLEDGE, "status: utkast")
    register, _, _ = read_site(content)
    lines = remember(log_of_site(content), register, LATER)
    assert not any(IDENTITY in row for rows in lines.values() for row in rows)
    some = remember(log_of_site(content), register, LATER, only=frozenset({"amnen/grannsamverkan"}))
    assert [orjson.loads(row)["typ"] for row in some["gemensamt.jsonl"]] == ["adress", "text"]
    assert len(some) == 1


@given(st.integers(min_value=0))
@settings(deadline=None)
def test_a_file_cut_anywhere_keeps_every_whole_line(cut: int) -> None:
    rows = [
        '{"typ":"adress","först":"a/b","adress":"a/b","dag":"2020-03-01"}',
        '{"typ":"adress","först":"å/ä","adress":"a/c","dag":"2020-03-01"}',
        '{"typ":"händelse","id":"x","hände":null,"kungjord":"2020-03-01","titel":"t","adress":"a/b"}',
    ]
    raw = "".join(f"{row}\n" for row in rows).encode()
    cut %= len(raw) + 1
    lines, problems = read_lines(raw[:cut], "x")
    whole = raw[:cut].count(b"\n")
    assert len(lines) in (whole, whole + 1)
    assert [problem.severity for problem in problems] in ([], [Severity.WARNING])


def test_after_a_torn_line_the_next_publication_says_it_again(published: Path) -> None:
    path = published / ".utgivet/provstad.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    assert codes(check_site(published)) == ["minne-avbrutet"]
    publish(published)
    assert path.read_bytes() == whole
    assert check_site(published) == []


def test_a_last_line_without_line_end_is_whole(published: Path) -> None:
    path = published / ".utgivet/provstad.jsonl"
    path.write_bytes(path.read_bytes()[:-1])
    assert check_site(published) == []
    change(published, PLEDGE, "kort: En annan sammanfattning.")
    publish(published, LATER)
    assert check_site(published) == []
    assert len(log_of_site(published).editions[IDENTITY]) == 2


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b"[]",
        b"7",
        b'{"typ":"text"}',
        b'{"typ":"adress","f\xc3\xb6rst":"a","adress":"b","dag":"2020-13-01"}',
        b'{"typ":"h\xc3\xa4ndelse","id":1,"h\xc3\xa4nde":"i fjol","kungjord":"2020-03-01","titel":"t","adress":"a"}',
        b"\xff\xfe",
        b"<<<<<<< HEAD",
    ],
)
def test_damage_is_told_with_its_line_and_the_rest_is_kept(line: bytes, published: Path) -> None:
    path = published / ".utgivet/provstad.jsonl"
    whole = log_of_site(published)
    path.write_bytes(line + b"\n" + path.read_bytes())
    log = log_of_site(published)
    assert [(one.code, one.line, one.path) for one in log.problems] == [("minne-skadat", 1, ".utgivet/provstad.jsonl")]
    assert (log.addresses, log.editions) == (whole.addresses, whole.editions)


def test_a_moved_record_keeps_its_first_address(published: Path) -> None:
    for old, new in (("2019", "grannar"), ("grannar", "grannar-2019")):
        source = published / f"kommuner/provstad/loften/{old}.md"
        source.rename(published / f"kommuner/provstad/loften/{new}.md")
        change(published, f"kommuner/provstad/loften/{new}.md", f"tidigare adresser: kommuner/provstad/loften/{old}")
        change(published, FOLLOW_UP, f"löfte: {new}")
        assert check_site(published) == []
        publish(published, LATER)
    register, _, _ = read_site(published)
    log = log_of_site(published)
    moved = register.records["kommuner/provstad/loften/grannar-2019"]
    assert log.first_address(moved) == IDENTITY
    assert {address for address, first in log.addresses.items() if first == IDENTITY} == {
        IDENTITY, "kommuner/provstad/loften/grannar", "kommuner/provstad/loften/grannar-2019",
    }  # fmt: skip


def test_a_page_that_vanishes_is_an_error_until_it_is_explained(published: Path) -> None:
    text = (published / FOLLOW_UP).read_text(encoding="utf-8")
    (published / FOLLOW_UP).unlink()
    assert codes(check_site(published)) == ["sida-forsvinner"]
    (published / FOLLOW_UP).write_text(
        "---\nborttaget:\n  - datum: 2020-05\n    skäl: Uppgifterna var fel.\n---\n", encoding="utf-8"
    )
    assert codes(check_site(published)) == ["borttaget-inte-klart"]
    (published / FOLLOW_UP).write_text(text, encoding="utf-8")
    assert check_site(published) == []


def test_a_municipality_without_its_file_still_has_a_page(published: Path) -> None:
    (published / "kommuner/provby/kommun.md").unlink()
    assert check_site(published) == []


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (PLEDGE, GOAL.format(5)),
        (PLEDGE, "period: 2019/2020"),
        (PLEDGE, "uppföljning:\n  senast: 2020-06"),
        (PLEDGE, "effektmål: Färre inbrott."),
        (PLEDGE, "områden: centrum"),
        (PLEDGE, GOAL.format(8).replace("ansvarig: polisen", "ansvarig: [polisen, kommunen]")),
        (PLEDGE, GOAL.format(8).replace("ansvarig: kommunen", "ansvarig: kommunen\n    områden: centrum")),
        (PLEDGE, GOAL.format(8) + "\n    villkor: i mån av tid"),
        (PLEDGE, GOAL.format(8) + "\n    platser: [Skolvägen]"),
        (PLEDGE, GOAL.format(8) + "\n    annan ansvarig: [Provföreningen]"),
        (
            PLEDGE,
            "mått:\n  - id: otrygga\n    vad: Otrygga\n    enhet: procent\n    mål:\n      år: 2020\n      värde: 5",
        ),
        (FOLLOW_UP, "effekt: Färre känner sig trygga."),
        (FOLLOW_UP, GOAL_IN_WORDS.format("Belysningen är inte sedd över.")),
        (FOLLOW_UP, "bedömning: delvis uppfyllt"),
        (FOLLOW_UP, "datum: 2020-03-12"),
        (FOLLOW_UP, "orsak: Det var ont om folk."),
        (FOLLOW_UP, GOAL_IN_WORDS.format("Arbetet är påbörjat.") + "\n    orsak: Det var för halt."),
        (FOLLOW_UP, "utfall:\n  - åtgärd: grannsamverkan\n    antal: 19\n  - åtgärd: belysning\n    gjort: ja"),
    ],
)
def test_a_guarded_text_needs_a_line_when_it_changes(path: str, keys: str, published: Path) -> None:
    before = (published / path).read_text(encoding="utf-8")
    change(published, path, keys)
    problems = check_site(published)
    assert "andrat-utan-handelse" in codes(problems), as_text(problems)
    change(published, path, "händelser:\n  - datum: 2020-05\n    text: Vi har ändrat vad som gäller på torget.")
    assert "andrat-utan-handelse" not in codes(check_site(published))
    publish(published, LATER)
    (published / path).write_text(before, encoding="utf-8")
    assert "andrat-utan-handelse" in codes(check_site(published)), "one line tells of one change"


@pytest.mark.parametrize(
    "keys",
    [
        "titel: Nya områden i Provstad",
        "kort: En ny sammanfattning.",
        "problem: Inbrott.",
        GOAL.format(8).replace("Starta", "Stara"),
        "parter: [kommunen, polisen]",
    ],
)
def test_other_texts_and_typos_may_change_in_silence(keys: str, published: Path) -> None:
    change(published, PLEDGE, keys, body="En helt ny text.\n")
    assert check_site(published) == []
    register, _, _ = read_site(published)
    assert changes_since_published(log_of_site(published), register, register.records[IDENTITY]) == ()


def test_the_page_is_given_before_and_after_for_ever(published: Path) -> None:
    change(published, PLEDGE, GOAL.format(5) + "\nhändelser:\n  - datum: 2020-05\n    text: Målet sänktes.")
    label, before, after = "Mål: Starta nya områden med grannsamverkan", "minst 8 områden", "minst 5 områden"
    register = read_site(published)[0]
    record = register.records[IDENTITY]
    assert changes_since_published(log_of_site(published), register, record) == (
        Revision(announced=None, label=label, before=before, after=after, compiled=False),
    )
    publish(published, LATER)
    assert changes_since_published(log_of_site(published), register, record) == (
        Revision(announced=LATER, label=label, before=before, after=after, compiled=False),
    )


def test_a_compilation_may_find_more_but_not_change_what_it_said(content: Path) -> None:
    change(content, "kommuner/provstad/kommun.md", "förs av: sammanställning")
    publish(content)
    change(content, PLEDGE, GOAL.format(8) + "\n  - id: vandring\n    vad: Trygghetsvandringar\n    ansvarig: kommunen")
    assert check_site(content) == []
    change(content, PLEDGE, GOAL.format(7))
    assert codes(check_site(content)) == ["andrat-utan-handelse"]
    register = read_site(content)[0]
    revision = changes_since_published(log_of_site(content), register, register.records[IDENTITY])[0]
    assert revision.compiled


def test_next_years_pledge_is_not_this_years(published: Path) -> None:
    change(
        published,
        PLEDGE,
        "titel: Fler lampor i Provstad\nperiod: 2020\nhändelser:\n  - datum: 2020\n    text: Nytt löfte.",
    )
    problem = next(one for one in check_site(published) if one.code == "skrivet-over")
    assert (problem.severity, problem.key) == (Severity.ERROR, "period")
    assert "make new" in problem.hint


def test_a_mended_year_alone_is_a_change_and_no_new_pledge(published: Path) -> None:
    change(published, PLEDGE, "period: 2020")
    codes_of_site = codes(check_site(published))
    assert "andrat-utan-handelse" in codes_of_site
    assert "skrivet-over" not in codes_of_site


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (GOAL_IN_WORDS.format("Arbetet är inte påbörjat."), GOAL_IN_WORDS.format("Arbetet är påbörjat."), True),
        (GOAL_IN_WORDS.format("Arbetet är påbörjat."), GOAL_IN_WORDS.format("Arbetet är påbörjt."), False),
        ("effekt: Färre känner sig trygga.", "effekt: Fler känner sig trygga.", True),
        ("effekt: Fler känner sig trygga.", "effekt: Fler känner sig tryga.", False),
    ],
)
def test_what_is_told_in_words_can_not_be_turned_round(before: str, after: str, told: bool, content: Path) -> None:
    change(content, FOLLOW_UP, before)
    publish(content)
    change(content, FOLLOW_UP, after)
    assert ("andrat-utan-handelse" in codes(check_site(content))) is told


def test_a_place_whose_file_is_given_another_name_is_the_same_place(published: Path) -> None:
    change(published, PLEDGE, "områden: centrum")
    (published / ".utgivet/provstad.jsonl").unlink()
    publish(published)
    (published / "kommuner/provstad/omraden/centrum.md").rename(published / "kommuner/provstad/omraden/torget.md")
    change(published, "kommuner/provstad/omraden/torget.md", "tidigare adresser: kommuner/provstad/omraden/centrum")
    change(published, PLEDGE, "områden: torget")
    assert check_site(published) == []
    publish(published, LATER)
    assert check_site(published) == []
    change(published, "kommuner/provstad/omraden/centrum-norra.md", "titel: Norra centrum i Provstad")
    change(published, PLEDGE, "områden: centrum-norra")
    assert "andrat-utan-handelse" in codes(check_site(published))


def _as_before_words_were_protected(content: Path) -> None:
    """The log as it was written when effects, outcomes in words, parties and areas were not protected."""
    for path in (content / ".utgivet").iterdir():
        rows = [orjson.loads(row) for row in path.read_bytes().splitlines()]
        for row in rows:
            if row.pop("vakt", None):
                row["texter"] = [text for text in row["texter"] if generation_of(text[0]) == 1]
        path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))


def test_an_older_log_is_no_false_alarm_and_is_made_whole(published: Path) -> None:
    change(published, FOLLOW_UP, "effekt: Fler känner sig trygga.")
    (published / ".utgivet/provstad.jsonl").unlink()
    publish(published)
    _as_before_words_were_protected(published)
    assert check_site(published) == []
    publish(published, LATER)
    editions = log_of_site(published).editions[FOLLOW_UP.removesuffix(".md")]
    assert [edition.day for edition in editions] == [PUBLISHED, PUBLISHED], "what was published is no newer than it was"
    register = read_site(published)[0]
    assert changes_since_published(log_of_site(published), register, register.records[IDENTITY]) == ()
    change(published, FOLLOW_UP, "effekt: Färre känner sig trygga.")
    assert codes(check_site(published)) == ["andrat-utan-handelse"]


def test_an_older_log_does_not_remember_what_was_told_in_words(published: Path) -> None:
    change(published, FOLLOW_UP, "effekt: Fler känner sig trygga.")
    (published / ".utgivet/provstad.jsonl").unlink()
    publish(published)
    _as_before_words_were_protected(published)
    change(published, FOLLOW_UP, "effekt: Färre känner sig trygga.")
    problem = next(one for one in check_site(published) if one.code == "andrat-utan-handelse")
    assert "”Effekt”" in problem.message


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Trafikkontoller vid skolan", "Trafikkontroller vid skolan.", True),
        ("minst 8 områden", "minst 8 områden", True),
        ("minst 8 områden", "minst 9 områden", False),
        ("8 kontroller", "80 kontroller", False),
        ("polisen ska vara på torget", "polisen ska inte vara på torget", False),
        ("varje torsdag", "varje fredag", False),
        ("i juni", "i juli", False),
        ("trygga platser", "otrygga platser", False),
        ("fler patruller", "färre patruller", False),
        ("0,78 per dygn", "0,87 per dygn", False),
        ("Polisen ska synas", "Polisen kan synas", False),
    ],
)
def test_what_says_the_same(before: str, after: str, same: bool) -> None:
    assert says_the_same("åtgärder.x.vad", before, after) is same
    assert says_the_same("åtgärder.x.vad", after, before) is same


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("orsak: Det var för halt.", "orsak: Ingen ville delta.", True),
        ("orsak: Det var för halt.", "orsak: Det var inte för halt.", True),
        ("orsak: Det var för halt.", "orsak: Det var för hallt.", False),
        ("datum: 2020-02", "datum: 2020-02-14", False),
        ("datum: 2020-02-14", "datum: 2020-02", True),
        ("datum: 2020", "datum: 2020-02", False),
        ("datum: 2020-02", "datum: 2021-02", True),
    ],
)
def test_the_day_and_the_cause_of_a_follow_up_stand(before: str, after: str, told: bool, content: Path) -> None:
    change(content, FOLLOW_UP, before)
    publish(content, LATER)
    change(content, FOLLOW_UP, after)
    problems = check_site(content)
    assert ("andrat-utan-handelse" in codes(problems)) is told, as_text(problems)
    assert not told or [one.key for one in problems if one.code == "andrat-utan-handelse"] == [before.partition(":")[0]]


def test_an_older_log_asks_nothing_of_the_day(published: Path) -> None:
    _as_before_words_were_protected(published)
    change(published, FOLLOW_UP, "kort: Det gick bra.")
    assert "andrat-utan-handelse" not in codes(check_site(published))


def test_a_period_is_compared_exactly() -> None:
    assert not says_the_same("period", "mars–maj 2022", "mars–mai 2022")


@pytest.mark.parametrize(
    "text",
    [
        "kommuner/provstad/loften/2018",
        "/kommuner/provstad/loften/2018/",
        "kommuner/provstad/loften/2018.md",
        "https://loften.example/kommuner/provstad/loften/2018/#mal",
        "/kommuner/provstad/loften/2018/index.html",
    ],
)
def test_an_old_address_can_be_written_as_it_was_seen(text: str) -> None:
    assert address_of(text) == "kommuner/provstad/loften/2018"


def test_a_municipalitys_old_address_is_its_file() -> None:
    assert address_of("/kommuner/provstad/") == "kommuner/provstad/kommun"


def test_a_line_that_is_rewritten_to_nothing_is_gone_and_the_others_stand(published: Path) -> None:
    path = published / ".utgivet/provstad.jsonl"
    before = path.read_bytes()
    assert publication_log.rewritten(before, lambda line: line) == before
    kept = publication_log.rewritten(before, lambda line: None if publication_log.tells_of(line, IDENTITY) else line)
    assert b"Starta nya omr" not in kept
    path.write_bytes(kept)
    log = log_of_site(published)
    assert IDENTITY in log.addresses
    assert set(log.editions) == set(log.addresses) - {IDENTITY}


def test_the_digest_sees_every_change_but_acceptances(published: Path) -> None:
    def digest() -> str:
        return content_digest(read_site(published)[0].records[IDENTITY])

    first = digest()
    change(published, PLEDGE, "accepterade varningar:\n  - kod: kort-saknas\n    skäl: Ja.")
    assert digest() == first
    change(published, PLEDGE, "diarienummer: KS/2019:12")
    second = digest()
    change(published, PLEDGE, body="Text.\n")
    assert len({first, second, digest()}) == 3


MENTION = "kommuner/provstad/omnamnanden/2019-tidningen.md"
SAID = "Tidningen skriver att vandringen hölls i snöfall."
MENTIONED = f"""---
titel: Tidningen om löftet 2019
löfte: 2019
datum: 2019-11-02
andra: [Provtidningen]
slag: nyhet
säger:
  - text: {SAID}
belägg: https://tidning.example/lofte
---
"""


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [("hölls", "hölls inte", 8), ("Provtidningen]", "Provbladet]", 5), ("2019-11-02", "2019-12-02", 4)],
)
def test_what_others_said_is_not_turned_round_in_silence(content: Path, before: str, after: str, line: int) -> None:
    path = content / MENTION
    path.parent.mkdir(exist_ok=True)
    path.write_text(MENTIONED, encoding="utf-8")
    publish(content)
    assert codes(check_site(content)) == []
    path.write_text(MENTIONED.replace(before, after), encoding="utf-8")
    (problem,) = check_site(content)
    assert (problem.code, problem.line) == ("andrat-utan-handelse", line)
    corrected = "händelser:\n  - datum: 2019-12-05\n    text: Tidningens ord rättades.\nbelägg"
    path.write_text(path.read_text(encoding="utf-8").replace("belägg", corrected), encoding="utf-8")
    assert check_site(content) == []


def test_an_action_that_was_published_is_to_be_put_back_and_not_told_of_as_something_else(content: Path) -> None:
    change(content, PLEDGE, GOAL.format(8))
    change(content, FOLLOW_UP, GOAL_IN_WORDS.format("Belysningen sågs över."))
    publish(content)
    change(content, PLEDGE, GOAL.format(8).split("  - id: belysning")[0] + HAPPENED)
    (problem,) = check_site(content)
    assert problem.code == "utfall-okand-atgard"
    assert "när det publicerades, och är borttagen där" in problem.message
    assert "låt den ändå stå" in problem.hint
    assert "vad:" not in problem.hint


HAPPENED = "händelser:\n  - datum: 2019-09-01\n    text: Belysningen utgick."
