"""The editor sees what `make check` and `make site` see: the same messages, and pages of the same bytes."""

import shutil
import threading
import tomllib
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment

from pledges.build.examination import examine
from pledges.content import geography
from pledges.content.kinds import Kind
from pledges.content.problems import Severity
from pledges.editing import workspace as workspaces
from pledges.editing.forms import ACTIONS
from pledges.editing.messages import is_in_the_way
from pledges.editing.places import RecordPlace, place_at, place_of_source
from pledges.editing.source import edited, read_source
from pledges.editing.workspace import Workspace
from pledges.urls import of_record, output_path
from support.mistakes import BASE, FILES, Mistake, make
from support.pages import remembered
from support.previews import unlike, workspace
from support.provstad import PROVSTAD
from support.rules_samples import PROVLAND
from support.sites import make_site, small_country, write

COUNTRY = small_country("ale", "alingsas", "boras")  # what is made of the whole one is looked at with the real content
BROKEN = sorted(path.parent for path in (Path(__file__).parents[1] / "rules/broken").glob("*/expected.txt"))


@pytest.fixture
def provstad(tmp_path: Path) -> Workspace:
    write(tmp_path / "content", PROVSTAD)
    return workspace(tmp_path / "content", tmp_path / "cache", COUNTRY)


def test_a_preview_is_the_built_page_byte_for_byte() -> None:
    """Of some records of every kind, with what the build remembers: soak/ looks at all of them, and remembers nothing."""
    tried, wrong = unlike(remembered(), step=60)
    assert wrong == []
    assert tried.keys() == set(Kind)
    assert tried.total() > 30


def test_a_changed_record_is_previewed_as_it_will_be_built(provstad: Workspace, tmp_path: Path) -> None:
    place = RecordPlace(Kind.FOLLOW_UP, "ale", "2019")
    raw = (provstad.content / place.path).read_bytes()
    values = read_source(raw).values
    rows = [{"åtgärd": "kontroller", "antal": "3", "orsak": "Snö"}]
    changed = edited(raw, {**values, "utfall": rows, "bedömning": "inte uppfyllt"})
    trial = provstad.try_out(place, changed)
    (provstad.content / place.path).write_bytes(changed)
    make_site(provstad.content, tmp_path / "output", geography=COUNTRY)
    assert trial.page == (tmp_path / "output" / output_path(of_record(place.identity))).read_bytes()
    assert not trial.partial


def test_why_an_action_is_not_read_as_its_follow_up_says_is_told(provstad: Workspace) -> None:
    folder = provstad.content / "kommuner/ale/uppfoljningar"
    head = "löfte: 2019\navser: 2019\nbelägg: https://ale.example/b\n"
    rows = "utfall:\n  - åtgärd: kontroller\n    gjort: "
    own = f"---\ntitel: Polisens\n{head}datum: 2020-03-01\nav: polisen\ntyp: TYP\n{rows}ja\n---\n"
    other = f"---\ntitel: Kommunens\n{head}datum: 2020-02-01\nav: kommunen\ntyp: slutlig\n{rows}delvis\n---\n"
    (folder / "2019.md").write_text(other, encoding="utf-8")
    place = RecordPlace(Kind.FOLLOW_UP, "ale", "2019-2")
    provstad.refresh()

    def told(kind: str, **values: str) -> str:
        raw = own.replace("TYP", kind)
        for key, value in values.items():
            raw = raw.replace(f"{key}: ja", f"{key}: {value}")
        return provstad.try_out(place, raw.encode()).became["kontroller"]

    said = "Kommunen i ”Kommunens” (1 februari 2020): delvis"
    assert told("slutlig") == f"delvis, för att parterna säger olika: {said}"
    assert told("delredovisning") == f"delvis, för att det som är slutligt eller kom senare gäller: {said}"
    assert told("slutlig", gjort="delvis") == "delvis"


def test_a_year_that_nothing_can_be_of_is_told_at_once_and_no_goal_is_worked_out_for_it(provstad: Workspace) -> None:
    pledge = provstad.content / "kommuner/ale/loften/2019.md"
    said = (
        pledge.read_text("utf-8")
        .replace("period: 2019", "period: 2019/2022")
        .replace("minst: 8", "minst: 8\n      per: år")
    )
    pledge.write_text(said, encoding="utf-8")
    provstad.refresh()
    place = RecordPlace(Kind.FOLLOW_UP, "ale", "2081")
    raw = b"---\ntitel: A\nl\xc3\xb6fte: 2019\navser: 2081\n---\n"  # and much is left to fill in
    (found,) = (one for one in provstad.try_out(place, raw).problems if one.code == "orimligt-ar")
    assert found.key == "avser"
    assert is_in_the_way(found, is_new=True)
    assert not is_in_the_way(found, is_new=False)
    for year, is_told in (("2081", False), ("2020/2021", True), ("", True)):
        (action,) = provstad.choices(place, {"löfte": "2019", "avser": year}).lists[ACTIONS]
        assert ("alltså" in action.note) is is_told, year


def test_a_card_is_previewed_as_the_list_will_have_it(provstad: Workspace, tmp_path: Path) -> None:
    place = RecordPlace(Kind.PLEDGE, "ale", "2019")
    raw = (provstad.content / place.path).read_bytes()
    changed = edited(raw, {**read_source(raw).values, "titel": "Fler kontroller på Provgatan"})
    card = BeautifulSoup(provstad.try_out(place, changed).card, "html.parser")
    (provstad.content / place.path).write_bytes(changed)
    make_site(provstad.content, tmp_path / "output", geography=COUNTRY)
    listed = BeautifulSoup((tmp_path / "output/kommuner/ale/loften/index.html").read_bytes(), "html.parser")
    built = next(one for one in listed.select("li.card") if "Fler kontroller på Provgatan" in one.get_text())
    assert card.get_text(" ", strip=True) == built.get_text(" ", strip=True)


def test_what_no_list_shows_has_no_card(provstad: Workspace) -> None:
    place = RecordPlace(Kind.THEME, None, "trafik")
    assert provstad.try_out(place, (provstad.content / place.path).read_bytes()).card == ""


def test_a_page_that_gathers_is_previewed_as_it_will_be_built(provstad: Workspace, tmp_path: Path) -> None:
    place = RecordPlace(Kind.THEME, None, "trafik")
    raw = (provstad.content / place.path).read_bytes()
    before = provstad.try_out(place, raw).page
    changed = edited(raw, {**read_source(raw).values, "titel": "Trafik och parkering"})
    pledge = provstad.content / "kommuner/ale/loften/2019.md"
    pledge.write_text(pledge.read_text(encoding="utf-8").replace("titel: Påhittat", "titel: Ändrat"), encoding="utf-8")
    provstad.refresh()
    after = provstad.try_out(place, changed).page
    (provstad.content / place.path).write_bytes(changed)
    make_site(provstad.content, tmp_path / "output", geography=COUNTRY)
    assert after == (tmp_path / "output" / output_path(of_record(place.identity))).read_bytes()
    assert before is not None
    assert b"P\xc3\xa5hittat l\xc3\xb6fte om trafiken" in before
    new = provstad.try_out(RecordPlace(Kind.ACTOR, None, "ny"), b"---\ntitel: En ny part\n---\n").page
    assert new is not None
    assert b"En ny part" in new


def test_what_pages_gather_is_worked_out_anew_where_it_is_lost(provstad: Workspace) -> None:
    place = RecordPlace(Kind.THEME, None, "trafik")
    raw = (provstad.content / place.path).read_bytes()
    before = provstad.try_out(place, raw).page
    for lost in provstad.cache.with_name("landet").rglob("cards/*"):
        lost.unlink()
    provstad.refresh()
    assert provstad.try_out(place, raw).page == before


def test_an_editor_that_is_started_anew_compiles_no_template(
    provstad: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = RecordPlace(Kind.PLEDGE, "ale", "2019")
    raw = (provstad.content / place.path).read_bytes()
    page = provstad.try_out(place, raw).page
    monkeypatch.setattr(Environment, "compile", lambda *given: pytest.fail(f"{given[2]} is compiled"))
    assert workspace(provstad.content, tmp_path / "anew", COUNTRY).try_out(place, raw).page == page


def test_a_draft_is_previewed_as_if_it_were_none(provstad: Workspace) -> None:
    place = RecordPlace(Kind.FOLLOW_UP, "ale", "2019")
    raw = (provstad.content / place.path).read_bytes()
    draft = edited(raw, {**read_source(raw).values, "status": "utkast"})
    assert provstad.try_out(place, draft).page == provstad.try_out(place, raw).page


@pytest.mark.parametrize("site", BROKEN, ids=lambda site: site.name)
def test_every_message_of_make_check_is_told_in_the_form_too(site: Path, tmp_path: Path) -> None:
    content = site / "content"
    examined = examine(content, PROVLAND, tmp_path / "cache")
    opened = workspace(content, tmp_path / "cache", PROVLAND)
    for source in examined.library.discovery.records:
        expected = {one for one in examined.problems if one.path == source.path}
        told = set(opened.try_out(place_of_source(source), (content / source.path).read_bytes()).problems)
        assert told == expected, source.path
        near = opened.try_out(place_of_source(source), (content / source.path).read_bytes(), near=True)
        assert set(near.problems) == expected, source.path


def test_what_is_as_it_is_saved_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "content", {**PROVSTAD, "kommuner/ale/loften/2030.md": "---\ntitel: Halvfärdigt\n---\n"})
    opened = workspace(tmp_path / "content", tmp_path / "cache")
    place = RecordPlace(Kind.PLEDGE, "ale", "2030")
    raw = (opened.content / place.path).read_bytes()
    monkeypatch.setattr(workspaces, "check", lambda *_given, **_named: pytest.fail("it is known what is wrong"))
    trial = opened.try_out(place, raw, near=True)
    assert set(trial.problems) == {one for one in opened.examined.problems if one.path == place.path} != set()
    assert trial.elsewhere == ()
    with pytest.raises(pytest.fail.Exception):
        opened.try_out(place, raw.replace(b"Halv", b"Hel"), near=True)


def test_what_an_edit_breaks_elsewhere_is_told_apart(provstad: Workspace) -> None:
    place = RecordPlace(Kind.PLEDGE, "ale", "2019")
    raw = (provstad.content / place.path).read_bytes()
    values = read_source(raw).values
    rows = [{**values["åtgärder"][0], "id": "annat"}]
    trial = provstad.try_out(place, edited(raw, {**values, "åtgärder": rows}))
    assert {one.path for one in trial.elsewhere} == {"kommuner/ale/uppfoljningar/2019.md"}
    near = provstad.try_out(place, edited(raw, {**values, "åtgärder": rows}), near=True)
    assert near.elsewhere == trial.elsewhere
    assert provstad.try_out(place, raw).elsewhere == ()


_COMPARED = (
    "titel-tva-ganger", "diarienummer-tva-ganger", "kopierad-uppfoljning", "overlappande-overenskommelser", "lofte-tva-ganger",
    "avser-annan-tid",
)  # fmt: skip


@pytest.mark.parametrize("code", _COMPARED)
def test_what_is_compared_in_a_place_is_told_while_one_types_too(code: str, tmp_path: Path) -> None:
    """Of the records that nobody has changed only those are looked at that may matter: the rest is known."""
    table = tomllib.loads((BASE.parent / "mistakes.toml").read_text(encoding="utf-8"))
    found = (Mistake(**one) for one in table.values() if len(one["told"]) == 1 and code in one["told"][0])
    mistake = next(one for one in found if not one.published)
    name = mistake.told[0].split(" ")[0]
    path = FILES.get(name, name)
    content = make(tmp_path / "content", mistake)
    raw = (content / path).read_bytes()
    if (BASE / path).is_file():
        shutil.copy(BASE / path, content / path)
    else:
        (content / path).unlink()
    opened, place = workspace(content, tmp_path / "cache"), place_at(path, geography.load())
    assert place is not None
    near, whole = opened.try_out(place, raw, near=True), opened.try_out(place, raw)
    assert near.problems == whole.problems
    assert code in {one.code for one in near.problems}


@pytest.mark.parametrize(
    "text",
    ["---\n---\n", "---\ntitel: Bara en titel\n---\n", "---\nperiod: fel\nåtgärder:\n  - vad: A\n  - mål: 8\n---\nText\n",
     "---\nlöfte: 2019\nutfall:\n  - åtgärd: kontroller\n---\n"],
)  # fmt: skip
@pytest.mark.parametrize("kind", [Kind.PLEDGE, Kind.FOLLOW_UP, Kind.AGREEMENT, Kind.PLAN, Kind.PICTURE, Kind.AREA])
def test_a_record_that_is_not_finished_has_a_page_too(kind: Kind, text: str, provstad: Workspace) -> None:
    trial = provstad.try_out(RecordPlace(kind, "ale", "nytt"), text.encode())
    assert trial.partial == any(one.severity is Severity.ERROR for one in trial.problems)
    assert trial.page is not None


def test_what_a_text_says_of_people_is_told_before_the_rest_is_filled_in(provstad: Workspace) -> None:
    text = "---\nlöfte: 2019\nutfall:\n  - åtgärd: kontroller\n---\nRing Prov på 070-174 06 35, född 811218-9876.\n"
    trial = provstad.try_out(RecordPlace(Kind.FOLLOW_UP, "ale", "nytt"), text.encode())
    assert trial.partial
    told = {one.code: (one.line, one.severity) for one in trial.problems}
    assert told["personnummer"] == (6, Severity.ERROR)
    assert "telefonnummer" in told
    assert not any("811218" in one.message for one in trial.problems)


def test_where_a_text_leads_is_told_before_the_rest_is_filled_in(provstad: Workspace) -> None:
    text = "---\nlöfte: 2018\nav: [polisen, Polisen Ale]\nutfall:\n  - åtgärd: kontroller\n---\n"
    trial = provstad.try_out(RecordPlace(Kind.FOLLOW_UP, "ale", "nytt"), text.encode())
    assert trial.partial
    told = [(one.code, one.key) for one in trial.problems]
    assert ("hanvisning-finns-inte", "löfte") in told
    assert told.count(("fel-varde", "av.2")) == 1
    nothing = provstad.try_out(RecordPlace(Kind.FOLLOW_UP, "ale", "nytt"), b"---\ntitel: En titel\n---\n")
    assert nothing.partial
    assert not {"löfte", "av", "av.1"} & {one.key for one in nothing.problems if one.code != "saknad-nyckel"}


def test_a_new_file_outside_is_seen_after_a_refresh(provstad: Workspace) -> None:
    write(provstad.content, {"amnen/skola.md": "---\ntitel: Skola\nkort: Om skolan.\n---\n"})
    provstad.refresh()
    choices = provstad.choices(RecordPlace(Kind.PLEDGE, "ale", "2020"), {})
    assert {one.label for one in choices.lists[Kind.THEME.value]} == {"Skola", "Trafik"}
    follow_up = provstad.choices(RecordPlace(Kind.FOLLOW_UP, "ale", "2020"), {"löfte": "2019"})
    assert [one.label for one in follow_up.lists["åtgärder"]] == ["Kontroller"]


def test_what_is_written_is_read_by_the_lists_that_were_shown_until_they_are_shown_anew(provstad: Workspace) -> None:
    place = RecordPlace(Kind.FOLLOW_UP, "ale", "2020")
    pledge = provstad.content / "kommuner/ale/loften/2019.md"
    other = pledge.read_text(encoding="utf-8").replace("Påhittat löfte om trafiken 2019", "Annan titel").encode()
    beside = {RecordPlace(Kind.PLEDGE, "ale", "2019"): other}

    def listed(*, as_shown: bool) -> tuple[set[str], set[str], set[str], int]:
        lists = provstad.choices(place, {"löfte": "2019"}, as_shown=as_shown).lists
        along = provstad.choices(place, {"löfte": "2019"}, as_shown=as_shown, beside=beside).lists
        of = Kind.PLEDGE.value
        themes = {one.label for one in lists[Kind.THEME.value]}
        return themes, {one.label for one in lists[of]}, {one.label for one in along[of]}, len(lists["åtgärder"])

    before = listed(as_shown=False)
    assert before == ({"Trafik"}, {"Påhittat löfte om trafiken 2019"}, {"Annan titel"}, 1)
    pledge.unlink()
    write(provstad.content, {"amnen/skola.md": "---\ntitel: Skola\nkort: Om skolan.\n---\n"})
    provstad.refresh()
    assert listed(as_shown=True) == before
    after = ({"Skola", "Trafik"}, set(), {"Annan titel"}, 0)
    assert listed(as_shown=False) == after
    assert listed(as_shown=True) == after


def test_lists_tell_what_is_there(provstad: Workspace) -> None:
    assert provstad.entered() == ("ale", "alingsas")
    assert [row.title for row in provstad.listed("ale")][:2] == ["Ale", "Påhittad överenskommelse 2019–2020"]
    assert [row.place.kind for row in provstad.listed(None)] == [Kind.THEME]


def test_a_translation_is_told_of_beside_its_record_and_is_old_when_that_gets_other_words(provstad: Workspace) -> None:
    place = RecordPlace(Kind.PLEDGE, "ale", "2019")
    english = "kommuner/ale/loften/2019.en.md"
    text = "---\ntitel: A pledge\növersatt av: redaktionen\ngäller texten från: 2019\navtryck: {}\n---\n"
    write(provstad.content, {english: text.format("0")})
    provstad.refresh()
    assert provstad.translations(place) == ("2019.en.md",)
    assert [row.place.slug for row in provstad.listed("ale") if row.place.kind is Kind.PLEDGE] == ["2019"]
    (old,) = [one for one in provstad.examined.problems if one.path == english]
    write(provstad.content, {english: text.format(old.hint.rpartition(" ")[2])})
    provstad.refresh()
    raw = (provstad.content / place.path).read_bytes()
    trial = provstad.try_out(place, raw.replace(b"om trafiken", b"om farten"))
    assert [(one.path, one.code) for one in trial.elsewhere] == [(english, "oversattning-gammal")]


def test_what_was_just_tried_is_not_tried_again_until_the_content_is_another(provstad: Workspace) -> None:
    place = RecordPlace(Kind.PLEDGE, "ale", "2019")
    raw = (provstad.content / place.path).read_bytes()
    near = provstad.try_out(place, raw, near=True)
    assert provstad.try_out(place, raw, near=True) is near
    whole = provstad.try_out(place, raw)
    assert whole is not near, "all that it breaks has not been looked for yet"
    assert provstad.try_out(place, raw, near=True) is whole
    provstad.refresh()
    assert provstad.try_out(place, raw) is not whole


def test_content_that_has_been_published_is_read_beside_what_is_asked(
    provstad: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    version = ["första"]
    provstad.follow(lambda: version[0])
    before, may_read = provstad.examined, threading.Event()

    def slow(*given: Any) -> Any:
        assert may_read.wait(10)
        return examine(*given)

    def broken(*_given: Any) -> Any:
        raise OSError("Skivan är full")

    monkeypatch.setattr(workspaces, "_PATIENCE", 0.01)
    monkeypatch.setattr(workspaces, "examine", broken)
    version[0] = "andra"
    for _ in range(200):
        provstad.refresh()
        if "Skivan är full" in caplog.text:
            break
    assert provstad.examined is before
    monkeypatch.setattr(workspaces, "examine", slow)
    provstad.refresh()
    assert provstad.examined is before, "nobody waits until all has been read"
    may_read.set()
    monkeypatch.setattr(workspaces, "_PATIENCE", 10)
    for _ in range(200):
        provstad.refresh()
        if provstad.examined is not before:
            break
        threading.Event().wait(0.05)
    after = provstad.examined
    assert after is not before
    provstad.refresh()
    assert provstad.examined is after, "nothing has been published since"


def test_all_that_a_cluster_says_is_tried_only_where_something_new_goes_wrong_in_it(
    provstad: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    before = Workspace._before

    def counted(self: Workspace, cluster: Any) -> Any:
        tried.append("allt")
        return before(self, cluster)

    monkeypatch.setattr(Workspace, "_before", counted)
    pledge = provstad.content / "kommuner/ale/loften/2019.md"
    raw = pledge.read_bytes()
    follow_up = provstad.content / "kommuner/ale/uppfoljningar/2019.md"
    broken = edited(follow_up.read_bytes(), {**read_source(follow_up.read_bytes()).values, "löfte": "2001"})
    follow_up.write_bytes(broken)
    provstad.refresh()
    place = RecordPlace(Kind.PLEDGE, "ale", "2019")
    assert provstad.try_out(place, raw).elsewhere == (), "what is wrong already is not the pledge's doing"
    assert tried == []
    follow_up.write_bytes(edited(broken, {**read_source(broken).values, "löfte": "2019"}))
    provstad.refresh()
    values = read_source(raw).values
    other = edited(raw, {**values, "åtgärder": [{**values["åtgärder"][0], "id": "annat"}]})
    assert {one.path for one in provstad.try_out(place, other).elsewhere} == {"kommuner/ale/uppfoljningar/2019.md"}
    assert tried == ["allt"]
