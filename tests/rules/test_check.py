"""Running the rules: acceptance, drafts, what was published before, parts of a site, and that nothing ever raises."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledges.content.discovery import SourceFile, discover
from pledges.content.kinds import Kind
from pledges.content.problems import Problem, Severity, as_text, has_errors
from pledges.content.reader import read_file, read_text
from pledges.content.record import Record
from pledges.content.record_fields import Commitment, FollowUp, Pledge
from pledges.content.register import Register, link
from pledges.history.publication_log import EMPTY
from pledges.rules import told_in_two_files
from pledges.rules.catalogue import CATALOGUE
from pledges.rules.checking import check
from pledges.rules.every_text import Texts, every_text, of_each_text
from pledges.rules.finding import Finding
from pledges.rules.follow_up_targets import target_of
from support.pages import real_problems
from support.rules_samples import (
    BASE,
    FOLLOW_UP,
    PLEDGE,
    PROVLAND,
    base_site,
    change,
    check_site,
    codes,
    log_of_site,
    publish,
    read_site,
)


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, as_text(problems)
    return problems[0]


def test_an_accepted_warning_is_told_with_its_reason(content: Path) -> None:
    change(content, PLEDGE, "kort:\naccepterade varningar:\n  - kod: kort-saknas\n    skäl: Källan är för kort.")
    problem = only(check_site(content))
    assert (problem.code, problem.severity, problem.hint) == (
        "kort-saknas",
        Severity.ACCEPTED,
        "Accepterad: Källan är för kort.",
    )


def test_an_error_stays_an_error_though_it_is_accepted(content: Path) -> None:
    change(
        content, PLEDGE, "status: avbrutet\naccepterade varningar:\n  - kod: avbrutet-utan-skal\n    skäl: Orkar inte."
    )
    problems = check_site(content)
    assert {(one.code, one.severity) for one in problems} == {
        ("avbrutet-utan-skal", Severity.ERROR),
        ("fel-accepteras-inte", Severity.WARNING),
    }


def test_an_acceptance_holds_only_in_its_own_file(content: Path) -> None:
    change(content, PLEDGE, "kort:")
    change(content, FOLLOW_UP, "accepterade varningar:\n  - kod: kort-saknas\n    skäl: Källan är för kort.")
    assert [(one.code, one.path) for one in check_site(content)] == [
        ("kort-saknas", PLEDGE),
        ("onodig-acceptans", FOLLOW_UP),
    ]


def test_errors_in_a_draft_are_warnings_but_for_people(content: Path) -> None:
    draft = (
        "status: utkast\ntitel: Fler lampor\nkort: Fler lampor.\növerenskommelse: 2091\nperiod: 2020\nproblem: Se {}."
    )
    change(content, "kommuner/provstad/loften/2020.md", draft.format("anmälan"))
    problems = check_site(content)
    assert set(codes(problems)) == {"hanvisning-finns-inte"}
    assert not has_errors(problems)
    change(content, "kommuner/provstad/loften/2020.md", draft.format("19121212-1212"))
    assert "personnummer" in [one.code for one in check_site(content) if one.severity is Severity.ERROR]


def test_a_stricter_rule_only_warns_in_what_was_published_unchanged(content: Path) -> None:
    change(content, PLEDGE, "status: avbrutet")
    publish(content)
    assert only(check_site(content)).severity is Severity.WARNING
    change(content, PLEDGE, body="Löftet bröts i augusti.")
    assert only(check_site(content)).severity is Severity.ERROR


def test_what_an_edit_beside_it_broke_is_still_an_error(content: Path) -> None:
    change(content, FOLLOW_UP, "bedömning: uppfyllt")
    change(content, PLEDGE, "status: uppfyllt")
    publish(content)
    assert check_site(content) == []
    change(content, FOLLOW_UP, "bedömning:\nhändelser:\n  - datum: 2020-04\n    text: Bedömningen drogs tillbaka.")
    problem = only(check_site(content))
    assert (problem.code, problem.path, problem.severity) == ("omdome-utan-uppfoljning", PLEDGE, Severity.ERROR)


def test_accepting_a_warning_does_not_make_published_text_new(content: Path) -> None:
    change(content, PLEDGE, "status: avbrutet\nkort:")
    publish(content)
    change(content, PLEDGE, "accepterade varningar:\n  - kod: kort-saknas\n    skäl: Källan är för kort.")
    severities = {one.code: one.severity for one in check_site(content)}
    assert severities == {"avbrutet-utan-skal": Severity.WARNING, "kort-saknas": Severity.ACCEPTED}


def test_a_part_of_the_site_is_checked_against_the_whole(content: Path) -> None:
    change(content, PLEDGE, "ämnen: [grannsamverkan, trafk]\nkort:")
    whole, attachments, _ = read_site(content)
    pledge = whole.records[PLEDGE.removesuffix(".md")]
    part = link([pledge], PROVLAND, whole.identities)
    assert codes(check(part, attachments=attachments)) == ["kort-saknas", "hanvisning-finns-inte"][::-1]


def test_only_limits_the_check_and_nothing_else(content: Path) -> None:
    change(content, PLEDGE, "kort:")
    change(
        content,
        "kommuner/provby/loften/2020.md",
        "titel: Ett\nparter: [kommunen]\növerenskommelse: okänd\nperiod: 2020",
    )
    register, attachments, _ = read_site(content)
    one = frozenset({"kommuner/provby/loften/2020"})
    rest = frozenset(register.records) - one
    whole = check(register, attachments=attachments)
    assert [problem.path for problem in check(register, attachments=attachments, log=None, only=one)] == [
        "kommuner/provby/loften/2020.md"
    ]
    assert (
        sorted(
            check(register, attachments=attachments, log=None, only=one)
            + check(register, attachments=attachments, log=None, only=rest),
            key=lambda p: p.order,
        )
        == whole
    )


def test_an_attachment_in_an_unread_folder_is_not_called_unused(content: Path) -> None:
    (content / "kommuner/provstad/loften/karta.png").write_bytes(b"PNG")
    assert codes(check_site(content)) == ["bilaga-oanvand"]
    change(content, FOLLOW_UP, "titel: A: b")
    assert codes(check_site(content)) == ["yaml"]


def test_the_real_content_has_no_errors() -> None:
    assert not has_errors(real_problems()), as_text(real_problems())


SOURCES = {
    path: SourceFile(
        path, kind, municipality="provstad" if path.startswith("kommuner/provstad") else None, stamp=(0, 0, 0)
    )
    for path, kind in (
        ("kommuner/provstad/loften/2019.md", Kind.PLEDGE),
        ("kommuner/provstad/loften/2020.md", Kind.PLEDGE),
        ("kommuner/provstad/uppfoljningar/2019.md", Kind.FOLLOW_UP),
        ("kommuner/provstad/overenskommelser/2019-2020.md", Kind.AGREEMENT),
        ("kommuner/provstad/lagesbilder/2019.md", Kind.PICTURE),
        ("kommuner/provstad/atgardsplaner/2019.md", Kind.PLAN),
        ("polisen/lpo-prov.md", Kind.POLICE_AREA),
    )
}
WORDS = st.sampled_from(
    ["2019", "2020", "okänd", "ingen", "2019-2020", "kommunen", "polisen", "lpo-prov", "lpo-by", "provstad", "provby/torget",
     "uppfyllt", "inte uppfyllt", "slutlig", "delredovisning", "utkast", "ersatt", "ja", "nej", "2019-02/2019-03", "2019/..",
     "okänd/2020", "minst 5", "0,78", "0", "dygn", "år", "områden", "procent", "https://provstad.example/1212121212", "…", "XXX",
     "121212-1212", "prov.person@gmail.com", "070-123 45 67", "31 juni", "Provby kommun", "kommuner/provstad/loften/2020", "a"]
)  # fmt: skip
KEYS = st.sampled_from(
    ["titel", "kort", "parter", "överenskommelse", "period", "status", "efterträder", "kommuner", "områden", "löfte", "datum",
     "avser", "typ", "av", "bedömning", "belägg", "undertecknat", "skäl", "lägesbilder", "bygger på", "tidigare adresser", "källor"]
)  # fmt: skip
ACTIONS = st.lists(
    st.tuples(st.sampled_from("abc"), WORDS, WORDS).map(
        lambda row: (
            f"  - id: {row[0]}\n    vad: {row[1]}\n    ansvarig: {row[2]}\n    mål:\n      minst: 2\n      enhet: {row[1]}\n"
        )
    ),
    max_size=3,
)
BODY = st.lists(
    st.sampled_from(["## A", "#### B", "[x](2019.md#a)", "[x](../)", "![](x.png)", "<b>", "[x][y]", "- ", "    ", "> ", "*", "`", "\n",
                     "&lt;", "[här](http://[)", "31 juni", "\x02wzxhzdk:0\x03", "121212-1212", "<https://a.se>", "|a|b|\n|-|-|"]),
    max_size=12,
).map(" \n".join)  # fmt: skip
SITE = st.dictionaries(
    st.sampled_from(sorted(SOURCES)), st.tuples(st.dictionaries(KEYS, WORDS, max_size=12), ACTIONS, BODY), min_size=1
)


@given(SITE)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_rules_never_raise_and_say_the_same_twice(site: dict[str, tuple[dict[str, str], list[str], str]]) -> None:
    records, problems = [], []
    for path, (keys, actions, body) in site.items():
        base = dict(
            line.split(": ", 1)
            for line in BASE.get(path, "titel: Prov").split("\n")
            if ": " in line and line[0].isalpha()
        )
        front = "\n".join(f"{key}: {value}" for key, value in {**base, **keys}.items())
        front += "\nåtgärder:\n" + "".join(actions) if actions else ""
        record, more = read_text(SOURCES[path], f"---\n{front}\n---\n{body}".encode())
        problems.extend(more)
        if record is not None:
            records.append(record)
    register = link(records, PROVLAND)
    first = check(register, attachments=frozenset(), log=EMPTY, only=None, reading_problems=problems)
    assert first == check(
        link(list(reversed(records)), PROVLAND),
        attachments=frozenset(),
        log=EMPTY,
        only=None,
        reading_problems=reversed(problems),
    )
    assert all(one.code in CATALOGUE and one.message for one in first)
    assert not any("121212-1212" in f"{one.path} {one.message} {one.hint}" for one in first)


@pytest.mark.parametrize("name", ["ingen-mapp", "tom-mapp", "olaslig"])
def test_what_the_guide_has_no_example_of(name: str, tmp_path: Path) -> None:
    if name == "ingen-mapp":
        problems = discover(tmp_path / "finns-inte", PROVLAND).problems
    elif name == "tom-mapp":
        problems = discover(tmp_path, PROVLAND).problems
    else:
        content = base_site(tmp_path / "content")
        (content / PLEDGE).unlink()
        problems = read_file(content, SOURCES[PLEDGE])[1]
    assert [(one.code, one.severity) for one in problems] == [(name, CATALOGUE[name].severity)]


def test_memory_is_empty_where_nothing_was_published(content: Path) -> None:
    assert log_of_site(content) == EMPTY


def test_what_a_pledge_promises_is_read_once_however_many_there_are(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a municipality of 1,900 pledges two million pairs took a third of the time of all rules."""
    pledge = (content / PLEDGE).read_text(encoding="utf-8")
    for number in range(8):
        place = (content / PLEDGE).with_name(f"prov-{number}.md")
        place.write_text(pledge.replace("titel: ", f"titel: Prov {number} "), encoding="utf-8")
    register, _, _ = read_site(content)
    pledges, read = register.of(Pledge), []

    def promised(pledge: Record[Pledge]) -> set[str]:
        read.append(pledge.identity)
        return {pledge.identity}

    monkeypatch.setattr(told_in_two_files, "_promised", promised)
    assert not list(told_in_two_files.pledges_are_told_once(register, pledges))
    assert sorted(read) == [one.identity for one in pledges]


def test_what_a_follow_up_is_of_is_asked_once_however_many_there_are(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of 2,800 follow-ups against each other took two thirds of the time of an edit in a large municipality."""
    follow_up = (content / FOLLOW_UP).read_text(encoding="utf-8")
    for number in range(8):
        (content / FOLLOW_UP).with_name(f"prov-{number}.md").write_text(follow_up, encoding="utf-8")
    register, _, _ = read_site(content)
    follow_ups, asked = register.of(FollowUp), []

    def target(register: Register, record: Record) -> Record[Commitment] | None:
        asked.append(record.identity)
        return target_of(register, record)

    monkeypatch.setattr(told_in_two_files, "target_of", target)
    assert not list(told_in_two_files.parts_are_no_more_than_the_whole(register, follow_ups))
    assert sorted(asked) == [one.identity for one in follow_ups]


def test_the_same_text_is_looked_through_once_and_told_of_where_it_stands(content: Path) -> None:
    change(content, PLEDGE, "kort: Samma ord.", body="Samma ord.\n\nAndra ord.")
    register, _, _ = read_site(content)
    looked: list[str] = []

    @of_each_text
    def rule(text: str) -> Iterator[Finding]:
        looked.append(text)
        if text == "Samma ord.":
            yield Finding(code="prov", message=text)

    record = register.records[PLEDGE.removesuffix(".md")]
    assert [(one.loc, bool(one.line)) for one in rule(register, record)] == [(("kort",), False), ((), True)]
    assert looked.count("Samma ord.") == 1


def test_a_text_is_looked_through_once_for_all_that_is_sought(content: Path) -> None:
    change(content, PLEDGE, "kort: Samma ord.", body="Andra texten.")
    register, _, _ = read_site(content)
    record = register.records[PLEDGE.removesuffix(".md")]
    looked: list[str] = []
    texts = Texts(every_text)
    with_words = texts.sought(lambda text: looked.append(text) or text == "Samma ord.")
    assert [loc for _, loc, _ in with_words(record)] == [("kort",)]
    with_nothing = texts.sought(lambda text: text == "Andra ord.")  # begun with later, when all has been looked through
    with_title = texts.sought(lambda text: text == record.title)
    looked.clear()
    assert not with_nothing(record)
    assert ("titel",) in [loc for _, loc, _ in with_title(record)]
    assert len(looked) == len({text for text, _, _ in every_text(record)})
