"""What a page says of a promised day and of who has reported: in the tense that it has, and with whose word it is."""

import pytest
from bs4 import BeautifulSoup

from pledges.content.record import is_a
from pledges.content.record_fields import Agreement, FollowUp, Pledge
from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import Snapshot, take_snapshot
from pledges.views.cards import record_card
from pledges.views.follow_up import follow_up_view
from pledges.views.promised_and_done import measures
from pledges.views.results import standing_line
from pledges.views.status import Status, status
from pledges.views.thread import step_rows, thread
from pledges.views.view_types import Link
from pledges.views.years import ReportView, years_pages
from support import pages
from support.samples import on, real_register, register_of
from support.sites import SETTINGS

PLEDGE = "kommuner/lulea/loften/prov"
HEAD = """titel: Prov
överenskommelse: okänd
parter: [polisen, kommunen]
period: 2025
uppföljning: {{senast: {due}}}
åtgärder: [{{id: prov, vad: Prov}}]
"""
REPORT = """titel: Prov
löfte: prov
datum: {date}
avser: 2025-01/2025-06
typ: {kind}
av: {by}
belägg: https://provstad.example/prov
"""


def seen(day: str, *reports: str, due: str = "2025-06-30", compiled: bool = False) -> Snapshot:
    files = {f"{PLEDGE}.md": HEAD.format(due=due), "aktorer/provtidningen.md": "titel: Provtidningen\ntyp: tidning"}
    files |= {f"kommuner/lulea/uppfoljningar/u{number}.md": text for number, text in enumerate(reports)}
    if compiled:
        files["kommuner/lulea/kommun.md"] = "förs av: sammanställning"
    return take_snapshot(register_of(files), on(day), settings=SETTINGS, log=EMPTY)


def told(snapshot: Snapshot) -> Status:
    record = snapshot.register.records[PLEDGE]
    assert is_a(record, Pledge)
    return status(snapshot, record)


def interim(date: str = "2025-06-15", by: str = "polisen", kind: str = "delredovisning") -> str:
    return REPORT.format(date=date, by=by, kind=kind)


@pytest.mark.parametrize(
    ("snapshot", "sentence"),
    [
        (seen("2025-06-01"), "Uppföljningen ska vara klar 30 juni 2025."),
        (seen("2025-06-30", compiled=True), "Uppföljningen ska vara klar 30 juni 2025."),
        (seen("2025-09-01"), "Uppföljningen skulle vara klar 30 juni 2025. Den finns inte här ännu."),
        (
            seen("2026-11-26", compiled=True),
            "Uppföljningen skulle vara klar 30 juni 2025. Den hittades inte i källorna.",
        ),
        (seen("2025-09-01", interim()), "Uppföljningen var utlovad till 30 juni 2025 och kom i tid."),
        (seen("2025-09-01", interim("2025-07-15")), "Uppföljningen var utlovad till 30 juni 2025 och kom senare."),
        (seen("2025-09-01", interim("okänd")), "Uppföljningen var utlovad till 30 juni 2025."),
        (seen("2025-09-01", interim(), compiled=True), "Uppföljningen var utlovad till 30 juni 2025."),
        (
            seen("2025-09-01", interim(by="provtidningen", kind="slutlig")),
            "Uppföljningen skulle vara klar 30 juni 2025. Den finns inte här ännu.",
        ),
        (seen("2026-02-01", interim(), due="2026-03-31"), "Uppföljningen ska vara klar 31 mars 2026."),
    ],
)
def test_a_promised_day_in_its_tense(snapshot: Snapshot, sentence: str) -> None:
    assert told(snapshot).due == sentence


def test_no_past_day_of_a_real_compilation_is_in_the_future_tense() -> None:
    snapshot = take_snapshot(real_register(), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    records = [record for record in snapshot.register.commitments() if snapshot.standings[record.identity].due]
    past = [
        record for record in records if (snapshot.standings[record.identity].due or on("9999-01-01")) < snapshot.day
    ]
    assert past
    assert not any("ska vara klar" in status(snapshot, record).due for record in past)


@pytest.mark.parametrize(
    ("reports", "awaits"),
    [
        ((), True),
        ((interim(),), False),
        ((interim("2025-07-15"),), False),
        ((interim(by="provtidningen"),), True),
        ((interim(by="provtidningen", kind="slutlig"),), True),
    ],
)
def test_a_day_kept_by_an_interim_report_is_late_for_nobody(reports: tuple[str, ...], awaits: bool) -> None:
    assert seen("2025-09-01", *reports).standings[PLEDGE].awaits_due is awaits


def test_an_interim_report_does_not_keep_a_day_after_the_period() -> None:
    assert seen("2026-02-01", interim(), due="2026-03-31").standings[PLEDGE].awaits_due


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        (interim(), "Delredovisning"),
        (interim(kind="slutlig"), "Slutlig uppföljning"),
        (interim(by="provtidningen"), "Redovisat av någon annan"),
        (interim(by="provtidningen", kind="slutlig"), "Redovisat av någon annan"),
        (interim(by="[provtidningen, kommunen]"), "Delredovisning"),
    ],
)
def test_the_page_of_a_follow_up_says_whose_it_is(text: str, sort: str) -> None:
    snapshot = seen("2026-02-01", text)
    record = snapshot.register.records["kommuner/lulea/uppfoljningar/u0"]
    assert is_a(record, FollowUp)
    facts = {fact.term: [value.text for value in fact.values] for fact in follow_up_view(snapshot, record).record.facts}
    assert facts["Typ"] == [sort]


def test_a_follow_up_without_a_verdict_says_which_words_were_not_given() -> None:
    snapshot = seen("2026-02-01", interim())
    record = snapshot.register.records["kommuner/lulea/uppfoljningar/u0"]
    assert is_a(record, FollowUp)
    facts = {fact.term: [value.text for value in fact.values] for fact in follow_up_view(snapshot, record).record.facts}
    assert facts["Bedömning"] == ["De säger varken uppfyllt, delvis uppfyllt eller inte uppfyllt: läs vad de skriver"]


def test_of_a_follow_up_that_nobody_has_read_no_words_are_said_to_be_missing() -> None:
    snapshot = seen("2026-02-01", f"{interim()}oläst: ja\n")
    record = snapshot.register.records["kommuner/lulea/uppfoljningar/u0"]
    assert is_a(record, FollowUp)
    facts = {fact.term: [value.text for value in fact.values] for fact in follow_up_view(snapshot, record).record.facts}
    assert facts["Bedömning"] == ["Vi har inte läst uppföljningen"]
    assert record_card(snapshot, record).summary == "Vi har inte läst uppföljningen."


def test_words_of_the_parties_stand_where_the_verdict_would() -> None:
    snapshot = seen("2026-02-01", f"{interim()}omdöme: De flesta löften är i hamn.\n")
    record = snapshot.register.records["kommuner/lulea/uppfoljningar/u0"]
    assert is_a(record, FollowUp)
    facts = {fact.term: [value.text for value in fact.values] for fact in follow_up_view(snapshot, record).record.facts}
    assert facts["Bedömning"] == ["De flesta löften är i hamn."]
    assert [link.href for link in told(snapshot).said_by] == ["kommuner/lulea/uppfoljningar/u0/"]


def test_the_answer_on_the_page_is_no_state_of_the_calendar() -> None:
    shown = told(seen("2026-11-26"))
    assert (shown.headline, [row.words for row in shown.actions]) == ("", ["1 åtgärd, inte redovisad"])
    assert (shown.since, shown.explanation) == (
        "Perioden tog slut 31 december 2025",
        "Perioden är slut. Någon samlad bedömning från parterna finns inte här.",
    )
    assert told(seen("2025-03-01")).since == "Perioden började 1 januari 2025"
    assert "dags" not in told(seen("2025-03-01")).follow_up_label


def test_a_follow_up_without_an_answer_is_told_so_and_can_be_asked_for() -> None:
    shown = told(seen("2026-11-26", interim(kind="slutlig"), compiled=True))
    assert (shown.word, shown.silence) == (
        "Okänt hur det gick",
        "En uppföljning finns. I det som portalens redaktion har sett av den står inget om åtgärderna.",
    )
    assert [link.href for link in shown.read_more] == ["kommuner/lulea/uppfoljningar/u0/"]
    assert shown.question is not None
    unread = told(seen("2026-11-26", f"{interim()}oläst: ja\n", compiled=True))
    assert (unread.word, unread.silence) == (
        "Okänt hur det gick",
        "Det finns en uppföljning, men vi har inte läst den.",
    )
    assert [link.href for link in unread.read_more] == ["kommuner/lulea/uppfoljningar/u0/"]
    assert told(seen("2026-11-26")).silence == ""
    assert told(seen("2025-06-20", interim())).silence == ""


REAL = "2026-11-26"


def real(identity: str) -> Status:
    snapshot = take_snapshot(real_register(), on(REAL), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[identity]
    assert is_a(record, Pledge)
    return status(snapshot, record)


def test_a_length_that_has_run_out_tells_how_that_was_counted() -> None:
    shown = real("kommuner/svalov/loften/2022")
    assert (shown.word, shown.since) == (
        "Inget redovisat",
        "Perioden tog slut senast 31 mars 2024, räknat av längden (2 år)",
    )


def means(snapshot: Snapshot) -> str:
    return measures(snapshot, snapshot.register.of(Pledge)[0])[0].means


def test_that_it_is_not_time_to_report_is_said_only_where_a_day_is_promised() -> None:
    files = {
        "kommuner/lulea/kommun.md": "förs av: sammanställning",
        f"{PLEDGE}.md": (
            "titel: P\növerenskommelse: okänd\nperiod: 2025\nåtgärder: [{id: prov, vad: Prov, ansvarig: polisen}]\n"
        ),
    }
    register = register_of(files)
    during, before = (
        take_snapshot(register, on(day), settings=SETTINGS, log=EMPTY) for day in ("2025-11-01", "2024-11-01")
    )
    assert means(during) == "Perioden pågår, och inget är redovisat hittills."
    assert means(before) == "Det är ännu inte dags att redovisa åtgärden."
    assert means(seen("2025-03-01")) == "Det är ännu inte dags att redovisa åtgärden."


@pytest.mark.parametrize(
    ("compiled", "here"),
    [
        (True, "Parterna har inte redovisat något om åtgärden i det vi läste."),
        (False, "Parterna har inte redovisat något om åtgärden här."),
    ],
)
def test_what_others_tell_of_an_action_is_led_to_and_is_no_answer(compiled: bool, here: str) -> None:
    """The parties have said nothing of either action; the paper tells of one of them."""
    files = {
        f"{PLEDGE}.md": HEAD.format(due="2026-01-01").replace(
            "[{id: prov, vad: Prov}]", "[{id: a, vad: A}, {id: b, vad: B}]"
        ),
        "kommuner/lulea/omnamnanden/prov.md": "titel: Provtidningen om löftet\nlöfte: prov\ndatum: 2026-02\nandra: Provtidningen\n"
        "slag: nyhet\nsäger: [{åtgärd: b, text: B hölls.}, {text: Det gick bra.}]\nbelägg: https://provstad.example/prov",
    }
    if compiled:
        files["kommuner/lulea/kommun.md"] = "förs av: sammanställning"
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    (record,) = snapshot.register.of(Pledge)
    silent, told_of = measures(snapshot, record)
    way = Link("Provtidningen om löftet", f"{PLEDGE}/#andra")
    assert (silent.others, told_of.others, status(snapshot, record).others) == ((), (way,), (way,))
    assert told_of.means == f"{here} Någon annan berättar om den."
    assert "Någon annan" not in silent.means
    assert {silent.result, told_of.result} == {"Inget redovisat"}
    assert status(snapshot, record).word == "Inget redovisat"


def test_what_a_paper_tells_of_lulea_2017_is_not_said_to_be_missing_in_the_sources() -> None:
    snapshot = take_snapshot(real_register(), on(REAL), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records["kommuner/lulea/loften/2017"]
    assert is_a(record, Pledge)
    rows = {row.anchor.removeprefix("atgard-"): row for row in measures(snapshot, record)}
    assert [name for name, row in rows.items() if not row.others] == ["trafikkontroller-byar"]
    assert rows["trygghetsvandringar"].means.endswith(" Någon annan berättar om den.")
    assert "inte hittat något resultat" in rows["trafikkontroller-byar"].means
    assert [link.text for link in status(snapshot, record).others] == ["NSD:s genomgång av löftet i Luleå 2017"]
    (report,) = (make() for address, make in years_pages(snapshot, "lulea") if address == "kommuner/lulea/ar/2017/")
    assert isinstance(report, ReportView)
    assert [row.others for one in report.commitments for row in one.actions] == [row.others for row in rows.values()]


def test_what_has_been_replaced_is_not_told_to_be_perhaps_in_force() -> None:
    pledge = "titel: P\növerenskommelse: okänd\nåtgärder: [{id: prov, vad: Prov, ansvarig: polisen}]\n"
    files = {
        "kommuner/lulea/kommun.md": "förs av: sammanställning",
        f"{PLEDGE}.md": f"{pledge}period: 2017-02/okänd",
        "kommuner/lulea/loften/nasta.md": f"{pledge}period: 2018\nefterträder: prov",
    }
    snapshot = take_snapshot(register_of(files), on(REAL), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[PLEDGE]
    assert is_a(record, Pledge)
    shown = status(snapshot, record)
    assert (shown.word, shown.label, shown.follow_up_label) == (
        "Inget redovisat",
        "Ersatt",
        "Uppföljning hittades inte i källorna",
    )


def test_who_says_so_is_every_follow_up_that_the_answer_rests_on() -> None:
    assert [link.href for link in real("kommuner/linkoping/loften/2023-2024").said_by] == [
        f"kommuner/linkoping/uppfoljningar/{name}/" for name in ("2024-tertial-1", "2023-tertial-3", "2023-tertial-2")
    ]


def test_the_day_of_a_follow_up_is_told_apart_from_its_title() -> None:
    days = ["(publicerad mars 2021)", "(publicerad 28 januari 2020)"]
    assert [link.note for link in real("kommuner/harjedalen/loften/2019-2020").said_by] == days
    assert [link.note for link in real("kommuner/gotene/loften/2023-2024").said_by] == [""]


def test_a_pledge_without_actions_is_answered_by_what_the_parties_sum_it_up_as() -> None:
    shown = real("kommuner/hjo/loften/2019")
    assert shown.told[0].startswith("Polisen stod med mobilt poliskontor på torget en dag i veckan")
    assert [link.text for link in shown.said_by] == ["Så gick det med löftet i Hjo 2019"]
    assert shown.word == "Polisen och Hjo kommun har redovisat 19 saker, men vad som lovades har vi inte sett"
    assert shown.beside is None
    assert shown.question is not None
    assert shown.question.link.text == "Fråga efter löftets text"
    assert shown.instead is not None
    assert shown.instead.text.endswith("och 17 till")
    assert real("kommuner/lulea/loften/2018").told == ()


def test_sums_that_do_not_meet_and_parties_without_an_action_are_explained() -> None:
    assert real("kommuner/grastorp/loften/2021").shares.endswith(" Gemensamma åtgärder räknas hos var och en.")
    assert real("kommuner/kungalv/loften/2020-2021").shares.endswith(
        ". Vi har inte sett några åtgärder för Kungälvs kommun och Nattvandrare i Kungälv."
    )


@pytest.mark.parametrize(
    ("identity", "is_wider"),
    [("kommuner/lulea/uppfoljningar/2018-maj-december", True), ("kommuner/ljungby/uppfoljningar/2020", False)],
)
def test_the_page_of_a_follow_up_says_when_the_thread_tells_of_more(identity: str, is_wider: bool) -> None:
    snapshot = take_snapshot(real_register(), on(REAL), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[identity]
    assert is_a(record, FollowUp)
    assert follow_up_view(snapshot, record).thread_is_wider is is_wider


@pytest.mark.parametrize(
    ("compiled", "words"),
    [
        (True, "åtgärderna finns, men att något är gjort har parterna inte redovisat i det vi läste"),
        (False, "åtgärderna finns, men att något är gjort står inte här"),
    ],
)
def test_a_step_where_nothing_is_known_to_be_done_is_not_said_to_be_done_in_part(compiled: bool, words: str) -> None:
    files = {
        "kommuner/lulea/overenskommelser/2025.md": "titel: Ö\nparter: [polisen, kommunen]\nperiod: 2025",
        f"{PLEDGE}.md": "titel: P\növerenskommelse: 2025\nperiod: 2025\nåtgärder: [{id: prov, vad: Prov, ansvarig: polisen}]",
    }
    if compiled:
        files["kommuner/lulea/kommun.md"] = "förs av: sammanställning"
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    agreement = snapshot.register.records["kommuner/lulea/overenskommelser/2025"]
    assert is_a(agreement, Agreement)
    assert step_rows(snapshot, agreement)[3].words == words


@pytest.mark.parametrize(
    ("compiled", "words"),
    [(True, "en del hittades i källorna"), (False, "en del finns här")],
)
def test_interim_reports_are_a_part_of_telling_how_it_went(compiled: bool, words: str) -> None:
    files = {
        "kommuner/lulea/overenskommelser/2025.md": "titel: Ö\nparter: [polisen, kommunen]\nperiod: 2025",
        f"{PLEDGE}.md": HEAD.format(due="2025-06-30").replace("överenskommelse: okänd", "överenskommelse: 2025"),
        "kommuner/lulea/uppfoljningar/u0.md": interim(),
    }
    if compiled:
        files["kommuner/lulea/kommun.md"] = "förs av: sammanställning"
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    agreement = snapshot.register.records["kommuner/lulea/overenskommelser/2025"]
    assert is_a(agreement, Agreement)
    last = step_rows(snapshot, agreement)[4]
    assert last.words == words
    assert [link.href for link in last.links] == ["kommuner/lulea/uppfoljningar/u0/"]


def test_the_answer_begins_with_who_says_so_once() -> None:
    assert real("kommuner/lulea/loften/2018").word == "Redovisat av polisen och Luleå kommun: 6 av 9 åtgärder"
    assert real("kommuner/ljungby/loften/2020").word == "Redovisat av polisen: 2 av minst 2 åtgärder, 2 inte gjorda"
    jokkmokk = real("kommuner/jokkmokk/loften/2020-2022")
    assert (jokkmokk.word, jokkmokk.headline.split(":")[0]) == ("Redovisat", "Polisen (okänt datum)")
    assert real("kommuner/lulea/loften/2017").word == "Inget redovisat"


@pytest.mark.parametrize(
    ("period", "word"),
    [
        ("2020/2023", "Nej, den gällde 2020–2023"),
        ("okänd/2023", "Nej"),
        ("2024/okänd", "Okänt om den gäller nu"),
        ("2024/..", "Gäller nu"),
        ("2027", "Planerad"),
    ],
)
def test_whether_an_agreement_holds_is_what_its_page_answers(period: str, word: str) -> None:
    agreement = f"titel: Ö\nparter: [polisen, kommunen]\nperiod: {period}"
    files = {"kommuner/lulea/overenskommelser/o.md": agreement}
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records["kommuner/lulea/overenskommelser/o"]
    assert is_a(record, Agreement)
    assert status(snapshot, record).word == word


def test_who_says_so_stands_right_under_what_is_said() -> None:
    page = BeautifulSoup((pages.real_site() / "kommuner/lulea/loften/2018/index.html").read_bytes(), "lxml")
    lines = [" ".join(one.get_text(" ").split()) for one in page.select("#svar > :is(p, ul)")]
    assert lines[1].startswith("1 delvis maj–december: Eftersträva att synas mer i kommunens byar")
    assert " 1 nådd maj–december: " in lines[1]
    assert lines[2].startswith("Uppföljningar: Polisens uppföljning i Luleå maj–december 2018")


WHICH = """titel: Prov
överenskommelse: okänd
parter: polisen
period: 2024
åtgärder:
  - {id: a, vad: Pass i parken}
  - {id: b, vad: Fler patruller på torget och i centrum på kvällar och helger}
  - {id: c, vad: Kamera vid bron}
  - {id: d, vad: Besök i skolor}
  - {id: e, vad: Möten}
  - {id: f, vad: Grannsamverkan}
"""
WHICH_DONE = REPORT.format(date="2025-02-01", kind="slutlig", by="polisen").replace("2025-01/2025-06", "2024")


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        (
            "utfall: [{åtgärd: b, gjort: ja}, {åtgärd: c, gjort: nej}]",
            [
                ("1 inte gjord", ["Kamera vid bron"], None),
                ("1 gjord", ["Fler patruller på torget och i centrum på kvällar och helger"], None),
                ("4 inte redovisade", ["Pass i parken", "Besök i skolor"], "och 2 till"),
            ],
        ),
        (
            "utfall: [{åtgärd: a, gjort: ja}, {åtgärd: d, gjort: delvis}, {åtgärd: e, gjort: nej}]\nsaknas: [Mer.]",
            [
                ("1 inte gjord", ["Möten"], None),
                ("1 delvis", ["Besök i skolor"], None),
                ("1 gjord", ["Pass i parken"], None),
                ("3 inte redovisade i det vi läste", ["Fler patruller på torget och i centrum på kvällar och helger", "Kamera vid bron", "Grannsamverkan"], None),
            ],
        ),
    ],
)  # fmt: skip
def test_which_actions_ended_how_is_told_what_was_not_done_first(
    outcomes: str, told: list[tuple[str, list[str], str | None]]
) -> None:
    files = {f"{PLEDGE}.md": WHICH, "kommuner/lulea/uppfoljningar/u.md": WHICH_DONE + outcomes}
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[PLEDGE]
    assert is_a(record, Pledge)
    rows = status(snapshot, record).actions
    shown = [(row.words, [one.text for one in row.names], row.more.text if row.more else None) for row in rows]
    assert shown == told
    assert rows[0].names[0].href in (f"{PLEDGE}/#atgard-c", f"{PLEDGE}/#atgard-e")


@pytest.mark.parametrize(
    ("lengths", "shown"), [([30, 30, 30], 3), ([30, 30, 80], 2), ([30, 30, 30, 1], 2), ([100, 30], 1), ([300, 1], 1)]
)
def test_no_action_is_named_by_half_and_long_names_leave_room_for_fewer(lengths: list[int], shown: int) -> None:
    rows = "".join(f"  - {{id: a{at}, vad: {'P' * length}}}\n" for at, length in enumerate(lengths))
    file = WHICH.partition("  - ")[0] + rows
    snapshot = take_snapshot(register_of({f"{PLEDGE}.md": file}), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[PLEDGE]
    assert is_a(record, Pledge)
    (row,) = status(snapshot, record).actions
    assert [len(one.text) for one in row.names] == lengths[:shown]
    left = len(lengths) - shown
    assert (row.more.text if row.more else "") == (f"och {left} till" if left else "")


def test_all_alike_are_told_of_how_many_they_are() -> None:
    snapshot = take_snapshot(register_of({f"{PLEDGE}.md": WHICH}), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[PLEDGE]
    assert is_a(record, Pledge)
    (row,) = status(snapshot, record).actions
    assert row.words == "6 åtgärder, ingen redovisad"
    assert row.more is not None
    assert (row.more.text, row.more.href) == ("och 4 till", f"{PLEDGE}/#atgard-c")


@pytest.mark.parametrize(
    ("identity", "word"),
    [
        ("kommuner/uddevalla/loften/2018", "Omdöme, ingen åtgärd redovisad"),
        ("kommuner/vara/loften/2020", "Omdöme"),
        ("kommuner/jokkmokk/loften/2020-2022", "Redovisat"),
    ],
)
def test_a_word_on_the_whole_alone_is_no_report_of_what_was_promised(identity: str, word: str) -> None:
    snapshot = take_snapshot(real_register(), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[identity]
    assert is_a(record, Pledge)
    assert status(snapshot, record).word == word
    whose = standing_line(snapshot, record)
    assert whose.startswith("Redovisat av") if "Redovisat" in word else whose.startswith("Omdöme av")


@pytest.mark.parametrize(
    ("problem", "words"),
    [("", "inte inlagt här"), ("\n    problem: Höga farter.", "beskrivs i överenskommelsen")],
)
def test_an_agreement_that_only_names_its_areas_does_not_describe_their_problems(problem: str, words: str) -> None:
    path = "kommuner/lulea/overenskommelser/prov"
    text = f"titel: Prov\nparter: [polisen, kommunen]\nperiod: 2024/2027\nfokusområden:\n  - ämne: trafik{problem}"
    snapshot = take_snapshot(register_of({f"{path}.md": text}), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[path]
    assert is_a(record, Agreement)
    assert thread(snapshot, record).nodes[0].words == words
