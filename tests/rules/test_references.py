"""Links: what a reference may have meant, and what is no problem though it looks like one."""

from pathlib import Path

import pytest

from support.documents import PDF
from support.rules_samples import AGREEMENT, NEXT, PLEDGE, change, check_site, codes

NEXT_PLEDGE = (
    "titel: Prov i Provstad 2020\nkort: Kommunen lovar prov.\nparter: [kommunen]\növerenskommelse: okänd\nperiod: 2020"
)


@pytest.mark.parametrize(
    ("keys", "message", "hint"),
    [
        ("överenskommelse: 2019-2021", "Överenskommelsen ”2019-2021” finns inte i Provstad.", "Menade du 2019-2020?"),
        (
            "överenskommelse: provby/2019-2020",
            "Överenskommelsen ”2019-2020” finns inte i Provby.",
            "En med samma namn finns i Provstad; är det den som menas, skriv 2019-2020.",
        ),
        (
            "efterträder: nagot-annat",
            "Löftet ”nagot-annat” finns inte i Provstad.",
            "Skriv filens namn utan .md. Filen ska ligga här: kommuner/provstad/loften/nagot-annat.md",
        ),
        (
            "ämnen: [brandskydd]",
            "Ämnet ”brandskydd” finns inte.",
            "Skriv filens namn utan .md. Filen ska ligga här: amnen/brandskydd.md",
        ),
        ("parter: [kommun, polisen]", "Aktören ”kommun” finns inte.", "Menade du kommunen?"),
        (
            "parter: [kommunen, polisen, lpo-stad]",
            "Lokalpolisområdet ”lpo-stad” finns inte.",
            "Skriv lpo-prov, polisen eller kommunen, eller skapa polisen/lpo-stad.md.",
        ),
        (
            "områden: [torget]",
            "Delen av kommunen ”torget” finns inte i Provstad.",
            "Skriv filens namn utan .md. Filen ska ligga här: kommuner/provstad/omraden/torget.md.",
        ),
        (
            "kommuner: [provstad, provdy]",
            "Det finns ingen kommun som heter ”provdy” i adresser.",
            "Menade du provby eller provstad?",
        ),
    ],
)
def test_what_a_broken_reference_may_have_meant(keys: str, message: str, hint: str, content: Path) -> None:
    change(content, PLEDGE, keys)
    problems = [problem for problem in check_site(content) if problem.code == "hanvisning-finns-inte"]
    assert [problem.message for problem in problems] == [message]
    assert problems[0].hint.startswith(hint)


def test_a_file_that_cannot_be_read_is_there_all_the_same(content: Path) -> None:
    change(content, AGREEMENT, "titel: A: b")
    assert codes(check_site(content)) == ["yaml"]


def test_a_municipality_without_files_can_be_named(content: Path) -> None:
    change(content, "polisen/lpo-prov.md", "kommuner: [provstad, provala]")
    assert check_site(content) == []


def test_drafts_may_refer_to_drafts(content: Path) -> None:
    draft = "status: utkast\ntitel: {}\nkort: Utkast.\nparter: [kommunen]\növerenskommelse: okänd\nperiod: 2020\n{}"
    change(
        content, "kommuner/provstad/loften/a.md", draft.format("Ett", "efterträder: b"), body="Se [det andra](b.md).\n"
    )
    change(content, "kommuner/provstad/loften/b.md", draft.format("Två", ""))
    assert check_site(content) == []


def test_a_shared_agreement_can_be_between_municipalities_alone(content: Path) -> None:
    change(
        content,
        "kommuner/provala/overenskommelser/2019.md",
        "titel: Två kommuner 2019\nparter: [kommunen]\nkommuner: [provala, provby]\nperiod: 2019",
    )
    assert check_site(content) == []


def test_a_part_that_is_not_there_is_told_of_once(content: Path) -> None:
    change(
        content,
        PLEDGE,
        "delar: [{id: droger, titel: Droger}]\nåtgärder:\n  - {id: ett, vad: Prov, del: narkotika}\n"
        "  - {id: tva, vad: Prov två, del: narkotika}\n  - {id: tre, vad: Prov tre, del: trafik}",
    )
    told = [problem for problem in check_site(content) if problem.code == "del-okand"]
    assert [problem.message for problem in told] == [
        "Delen ”narkotika” finns inte i löftet.",
        "Delen ”trafik” finns inte i löftet.",
    ]


def test_the_same_party_in_two_lists_is_no_repetition(content: Path) -> None:
    change(content, PLEDGE, "parter: [polisen, kommunen]\nämnen: [grannsamverkan]")
    assert check_site(content) == []


@pytest.mark.parametrize(("coverage", "codes_expected"), [
    ("kommuner: [provby, provstad]", []),
    ("kommuner:\n  - kommun: provstad\n    del: centrum", []),
    ("kommuner:\n  - kommun: provstad\n    från: 2019-07", []),
    ("kommuner:\n  - kommun: provstad\n    från: 2021", ["polisomrade-utanfor-kommunen"]),
    ("kommuner:\n  - kommun: provstad\n    till: 2018", ["polisomrade-utanfor-kommunen"]),
    ("kommuner: [provby]", ["polisomrade-utanfor-kommunen"]),
])  # fmt: skip
def test_a_police_area_covers_its_municipality_at_the_time(
    coverage: str, codes_expected: list[str], content: Path
) -> None:
    change(content, "polisen/lpo-prov.md", coverage)
    assert codes(check_site(content)) == codes_expected


def test_the_ends_of_a_long_chain_meet_nobody(content: Path) -> None:
    for year in range(1, 120):
        change(
            content,
            f"kommuner/provstad/loften/n{year:03}.md",
            f"titel: Nummer {year}\nkort: K.\nparter: [kommunen]\növerenskommelse: okänd\nperiod: okänd\nefterträder: n{year - 1:03}"
            if year > 1
            else "titel: Nummer 1\nkort: K.\nparter: [kommunen]\növerenskommelse: okänd\nperiod: okänd",
        )
    assert check_site(content) == []
    change(content, "kommuner/provstad/loften/n001.md", "efterträder: n119")
    problems = check_site(content)
    assert [(one.code, one.path) for one in problems] == [("efterfoljd-i-ring", "kommuner/provstad/loften/n001.md")]


def test_an_attachment_may_be_used_by_news_and_by_links(content: Path) -> None:
    (content / "kommuner/provstad/loften/blad.pdf").write_bytes(PDF)
    (content / "nyheter").mkdir()
    (content / "nyheter/bild.png").write_bytes(b"PNG")
    assert codes(check_site(content)) == ["bilaga-oanvand", "bilaga-oanvand"]
    change(content, PLEDGE, body="Ladda ner [löftet som blad](blad.pdf).\n")
    change(
        content,
        "nyheter/nytt.md",
        "titel: Nytt\nkort: Nytt.\ndatum: 2019-01-01\nlänkar:\n  - titel: Bild\n    fil: nyheter/bild.png",
    )
    assert check_site(content) == []


@pytest.mark.parametrize(
    "path", ["/etc/passwd.pdf", "../../hemligt.pdf", "..\\hemligt.pdf", "overenskommelser/../../provby/a.pdf"]
)
def test_a_file_outside_the_municipalitys_folder_is_never_found(path: str, content: Path) -> None:
    (content / "kommuner/provby/a.pdf").write_bytes(PDF)
    change(content, "kommuner/provby/kommun.md", body="Se [bladet](a.pdf).\n")
    change(content, AGREEMENT, f"dokument:\n  - titel: Hemligt\n    fil: '{path}'")
    assert codes(check_site(content)) == ["bilaga-saknas"]


def test_a_mention_is_not_blamed_for_a_pledge_that_can_not_be_read(content: Path) -> None:
    (content / "kommuner/provstad/omnamnanden").mkdir(parents=True, exist_ok=True)
    (content / "kommuner/provstad/omnamnanden/provtidningen.md").write_text(
        "---\ntitel: Provtidningen om löftet 2019\nkort: En påhittad artikel.\nlöfte: 2019\ndatum: 2020-01-10\n"
        "andra: [Provtidningen]\nslag: nyhet\nsäger:\n  - åtgärd: nagot-annat\n    text: Det blev av.\n"
        "belägg:\n  - titel: Artikeln\n    adress: https://provstad.example/artikel\n---\n"
    )
    assert "utfall-okand-atgard" in codes(check_site(content))
    pledge = content / PLEDGE
    pledge.write_text(pledge.read_text().replace("---\n", "---\nokand nyckel: 1\n", 1))
    assert codes(check_site(content)) == ["okand-nyckel"]


ACTION = "åtgärder:\n  - {{id: ett, vad: Prov, följer: {}}}"


@pytest.mark.parametrize(
    ("path", "keys", "message", "hint"),
    [
        (
            NEXT,
            f"{NEXT_PLEDGE}\nefterträder: 2019\n{ACTION.format('grannsamverka')}",
            "Åtgärden ”grannsamverka” finns inte i löftet ”Fler områden med grannsamverkan i Provstad 2019”.",
            "Menade du grannsamverkan? Är den ny, skriv följer: ingen.",
        ),
        (
            NEXT,
            f"{NEXT_PLEDGE}\nefterträder: 2019\n{ACTION.format('xyz')}",
            "Åtgärden ”xyz” finns inte i löftet ”Fler områden med grannsamverkan i Provstad 2019”.",
            "Åtgärderna är grannsamverkan och belysning. Är den ny, skriv följer: ingen.",
        ),
        (
            NEXT,
            f"{NEXT_PLEDGE}\n{ACTION.format('grannsamverkan')}",
            "Åtgärden sägs följa ”grannsamverkan”, men löftet efterträder inget.",
            "Skriv efterträder: 2019. Finns inget löfte före det här, ta bort följer:.",
        ),
        (
            "kommuner/provstad/atgardsplaner/2020.md",
            f"titel: Åtgärdsplan i Provstad 2020\nperiod: 2020\nparter: [kommunen]\n{ACTION.format('belysning')}",
            "Åtgärden sägs följa ”belysning”, men åtgärdsplanen efterträder inget.",
            "Ta bort följer: bara ett löfte ställs mot det förra.",
        ),
    ],
)
def test_an_action_follows_one_of_the_pledge_before(
    path: str, keys: str, message: str, hint: str, content: Path
) -> None:
    change(content, path, keys)
    told = [problem for problem in check_site(content) if problem.code == "foljer-okand"]
    assert [(problem.message, problem.hint) for problem in told] == [(message, hint)]


@pytest.mark.parametrize("follows", ["grannsamverkan", "ingen"])
def test_an_action_may_say_which_it_follows_or_that_it_is_new(follows: str, content: Path) -> None:
    change(content, NEXT, f"{NEXT_PLEDGE}\nefterträder: 2019\n{ACTION.format(follows)}")
    assert "foljer-okand" not in codes(check_site(content))


def test_a_pledge_before_that_is_not_there_is_told_of_once(content: Path) -> None:
    change(content, NEXT, f"{NEXT_PLEDGE}\nefterträder: 2018\n{ACTION.format('prov')}")
    assert "foljer-okand" not in codes(check_site(content))
