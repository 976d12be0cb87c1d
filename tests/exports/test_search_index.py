"""The search index: the words that Swedish needs, made only where a page has changed, and put in place whole."""

import gzip
import shutil
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges.exports.reproducible_search_index import sort_index
from pledges.exports.search_index import SearchError, index, kind_of
from pledges.exports.search_words_added import STEM_RULES, WordForms, stem, synonyms, words_of
from pledges.exports.search_words_known import word_files

PLEDGE = "kommuner/provstad/loften/2019"


def page(title: str, text: str, *, attributes: str = " data-pagefind-body", head: str = "") -> str:
    return (
        f'<!doctype html><html lang="sv"><head><title>{title}</title><meta name="description" content="Om {title}.">{head}</head>'
        f'<body><main id="innehall"{attributes}><h1>{title}</h1><p>{text}</p></main></body></html>'
    )


def put(output: Path, address: str, html: str) -> None:
    (output / address).mkdir(parents=True, exist_ok=True)
    (output / address / "index.html").write_text(html, encoding="utf-8")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    put(tmp_path / "ut", PLEDGE, page("Medborgarlöfte i Provstad", "Tryggare torg."))
    put(tmp_path / "ut", "kommuner/provstad", page("Provstad", "En påhittad kommun."))
    put(tmp_path / "ut", "kommuner/provstad/loften", page("Löften i Provstad", "En lista."))
    return tmp_path / "ut"


def cluster(output: Path) -> dict[str, bytes]:
    folder = output / "sok" / "pagefind"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("löften", {"löfte", "löftet", "medborgarlöfte"}),
        ("medborgarlöftena", {"löfte", "löftet", "löftena", "medborgare"}),
        ("torget", {"torg"}),
        ("trygghetsvandringar", {"vandringar", "trygghet"}),
        ("grannsamverkan", {"samverkan"}),
        ("skolgården", {"gården", "skola"}),
        ("narkotika", {"knark", "droger"}),
        ("trygghet", set()),
        ("förändring", set()),
    ],
)
def test_a_word_brings_the_words_that_the_index_does_not_know_for_it(word: str, expected: set[str]) -> None:
    forms = WordForms(words_of("Löftena medborgare torg trygghet vandring samverkan gård skola ändring narkotika"))
    assert expected <= set(forms.of(word))
    if not expected:
        assert forms.of(word) == ()


@pytest.mark.parametrize(
    "forms",
    ["gångtunnel gångtunneln gångtunnlar gångtunnlarna", "skola skolan skolor skolornas", "cykel cykeln cyklar cyklarna",
     "torg torget torgen", "invånare invånaren invånarna", "vinter vintern vintrar", "trygghet trygghetens trygg"],
)  # fmt: skip
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("gångtunnel", "gånger"), ("busskörning", "buskörning"), ("Hässelby", "ha")]
)
def test_words_that_only_begin_alike_have_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)
    assert other not in WordForms({one, other, "trafik"}).of(one)


def test_the_words_of_the_search_lie_by_their_first_letter() -> None:
    files = word_files({"ärende", "aktör", "narkotika", "2019", "źle", "4h"}, {"aktören", "knark"})
    assert len(files) == 36
    assert orjson.loads(files["a.json"])["ord"] == "aktör aktören ärende"
    assert orjson.loads(files["2.json"])["ord"] == "2019"
    assert orjson.loads(files["k.json"]) == {
        "regler": list(STEM_RULES),
        "ord": "",
        "lika": {"knark": "narkotika"},
        "samma": {},
    }


def test_a_name_keeps_its_capital_and_a_word_that_only_begins_a_sentence_does_not() -> None:
    assert (
        orjson.loads(word_files({"HÄSSELBY", "Hässelby", "Hundar", "hundar"}, ())["h.json"])["ord"] == "hundar Hässelby"
    )


def test_a_word_of_the_pages_is_told_to_be_searched_for_as_the_fields_own_too() -> None:
    assert orjson.loads(word_files({"narkotika", "Knark"}, ())["k.json"])["samma"] == {"knark": "narkotika"}


def test_a_word_that_stands_for_another_is_itself_where_a_page_has_it() -> None:
    assert orjson.loads(word_files({"narkotika", "knark"}, ())["k.json"])["lika"] == {}
    assert orjson.loads(word_files({"trafik"}, ())["k.json"])["lika"] == {}


def test_a_word_that_stands_for_another_is_itself_where_a_page_has_it_in_another_form() -> None:
    words = {"fartkontrollerna", "hastighetskontroller"}
    forms = WordForms(words)
    assert {"fartkontroll", "fartkontroller"} <= set(forms.of("fartkontrollerna")) & set(
        forms.of("hastighetskontroller")
    )
    (file,) = [orjson.loads(word_files(words, forms.missing_from(words))["f.json"])]
    assert (file["lika"], file["ord"].split()) == ({}, ["fartkontroll", "fartkontroller", "fartkontrollerna"])


def test_who_looks_for_controls_of_speed_finds_controls_of_traffic_too() -> None:
    for written in ("trafikkontroller", "trafikkontrollerna"):
        found = set(WordForms({written, "trafikkontroller"}).of(written))
        assert {"fartkontroll", "fartkontroller", "hastighetskontroll", "hastighetskontroller"} <= found, written
    assert synonyms()["fartkontroller"] == "hastighetskontroller"


def test_who_asks_in_english_finds_the_pages_of_the_swedish_word() -> None:
    for asked, written in (("drugs", "narkotika"), ("speeding", "hastighetskontroller"), ("burglary", "inbrott")):
        words = {written, "våld"}
        forms = WordForms(words)
        assert asked in forms.missing_from({written}), asked
        assert asked not in forms.missing_from({"våld"}), asked
        assert orjson.loads(word_files(words, forms.missing_from(words))[f"{asked[0]}.json"])["lika"][asked] == written


@given(st.lists(st.text(alphabet="abcdefghijklmnoprstuvåäö", min_size=1, max_size=12)))
def test_only_words_that_are_missing_are_added(words: list[str]) -> None:
    missing = WordForms(words).missing_from(words)
    assert not set(missing) & set(words)
    assert list(missing) == sorted(set(missing))


def test_the_address_tells_what_is_searched() -> None:
    assert {
        address: kind_of(address)
        for address in (
            f"{PLEDGE}/", "kommuner/provstad/", "lan/provlands-lan/", "polisen/region-nord/", "polisen/lpo-prov/", "amnen/trafik/",
            "nyheter/2026-prov/", "sidor/om/", "tillganglighet/",
        )
    } == {
        f"{PLEDGE}/": "Löfte", "kommuner/provstad/": "Kommun", "lan/provlands-lan/": "Län", "polisen/region-nord/": "Polisregion",
        "polisen/lpo-prov/": "Lokalpolisområde", "amnen/trafik/": "Ämne", "nyheter/2026-prov/": "Nyhet", "sidor/om/": "Sida",
        "tillganglighet/": "Sida",
    }  # fmt: skip
    lists = (
        "",
        "kommuner/",
        "loften/",
        "loften/sida-2/",
        "kommuner/provstad/loften/",
        "lan/provlands-lan/prenumerera/",
        "nyheter/sida-2/",
        "sok/",
        "laget/",
    )
    assert [address for address in lists if kind_of(address) is not None] == []


def test_an_unchanged_site_is_not_indexed_again(output: Path) -> None:
    assert index(output) is True
    before = cluster(output)
    assert index(output) is False
    assert cluster(output) == before


def test_a_changed_page_makes_a_new_index_without_leftovers(output: Path) -> None:
    index(output)
    before = cluster(output)
    put(output, PLEDGE, page("Medborgarlöfte i Provstad", "Tryggare parker i hela staden."))
    assert index(output) is True
    after = cluster(output)
    assert after["pagefind-entry.json"] != before["pagefind-entry.json"]
    assert [name.split("/")[0] for name in after].count("fragment") == 2
    put(output, PLEDGE, page("Medborgarlöfte i Provstad", "Tryggare torg."))
    index(output)
    assert cluster(output) == before


def test_what_is_as_it_was_is_not_touched(output: Path) -> None:
    index(output)
    times = {path: path.stat().st_mtime_ns for path in (output / "sok/pagefind/fragment").iterdir()}
    put(output, PLEDGE, page("Medborgarlöfte i Provstad", "Tryggare parker."))
    index(output)
    kept = [path for path in times if path.exists()]
    assert [path.stat().st_mtime_ns == times[path] for path in kept] == [True]


def test_a_change_of_a_list_is_none_of_its_business(output: Path) -> None:
    index(output)
    put(output, "kommuner/provstad/loften", page("Löften i Provstad", "En annan lista."))
    assert index(output) is False


def test_a_page_that_is_removed_leaves_the_index(output: Path) -> None:
    index(output)
    shutil.rmtree(output / PLEDGE)
    assert index(output) is True
    assert [name.split("/")[0] for name in cluster(output)].count("fragment") == 1


def test_the_same_pages_give_the_same_bytes(output: Path, tmp_path: Path) -> None:
    index(output)
    shutil.copytree(output, tmp_path / "annan", ignore=shutil.ignore_patterns("sok"))
    index(tmp_path / "annan")
    assert cluster(tmp_path / "annan") == cluster(output)


def test_a_lost_or_damaged_file_is_made_again(output: Path) -> None:
    index(output)
    before = cluster(output)
    (output / "sok/pagefind/pagefind-entry.json").write_text("{", encoding="utf-8")
    next((output / "sok/pagefind/fragment").iterdir()).unlink()
    assert index(output) is True
    assert cluster(output) == before


def test_only_what_the_page_loads_is_kept_and_what_a_stopped_run_left_goes(output: Path) -> None:
    (output / "sok/pagefind/fragment").mkdir(parents=True)
    (output / "sok/pagefind/fragment/sv_gammal.pf_fragment").write_bytes(b"x")
    index(output)
    names = set(cluster(output))
    assert "fragment/sv_gammal.pf_fragment" not in names
    assert {name for name in names if name.endswith((".css", ".js"))} == {"pagefind.js", "pagefind-worker.js"}
    assert not list((output.parent / ".ut.build").glob("sok-*"))


def test_a_page_that_is_not_for_search_engines_is_not_searched_either(output: Path) -> None:
    put(output, "kommuner/provstad/loften/borta", page("Uppgifterna är borttagna", "Borta.", attributes=""))
    index(output)
    entry = orjson.loads(cluster(output)["pagefind-entry.json"])
    assert entry["languages"]["sv"]["page_count"] == 2


def test_a_site_without_pages_has_no_index(output: Path) -> None:
    index(output)
    shutil.rmtree(output / "kommuner")
    assert index(output) is True
    assert cluster(output) == {}
    assert index(output) is False


def test_filters_lie_in_order_and_a_format_that_is_not_understood_is_left_alone(output: Path) -> None:
    folder = output / "sok/pagefind"
    for number in range(9):
        put(
            output,
            f"lan/l{number}",
            page(
                f"Prov {number}",
                "Text.",
                head=f'<meta name="portal:filter" content="P{number}" data-pagefind-filter="Plats[content]">',
            ),
        )
    index(output)
    places = next(
        data
        for data in map(gzip.decompress, (path.read_bytes() for path in (folder / "filter").iterdir()))
        if b"Plats" in data
    )
    assert [places.index(b"P%d" % number) for number in range(9)] == sorted(
        places.index(b"P%d" % number) for number in range(9)
    )
    strange = next((folder / "filter").iterdir())
    strange.write_bytes(gzip.compress(b"pagefind_dcd\xf6"))
    before = cluster(output)
    sort_index(folder)
    assert cluster(output) == before


def test_a_missing_pagefind_is_told_of_and_the_old_index_stays(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index(output)
    before = cluster(output)
    put(output, PLEDGE, page("Annat", "Annat."))
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(output / "pagefind-som-inte-finns"))
    with pytest.raises(SearchError) as caught:
        index(output)
    assert str(caught.value) == (
        "Sökningen kunde inte byggas: pagefind-som-inte-finns går inte att köra (No such file or directory). "
        "Kör make site igen så att paketen installeras, eller stäng av sökningen med search: False i inställningarna."
    )
    assert cluster(output) == before


def test_what_is_marked_as_of_no_page_in_particular_is_not_searched(output: Path) -> None:
    text = 'Tryggare torg. <span class="note" data-pagefind-ignore>Källa: <a href="https://provstad.example/">sajtnamnet</a></span>'
    put(output, PLEDGE, page("Medborgarlöfte i Provstad", f"{text}</p><p data-pagefind-ignore>Ordförklaring"))
    assert index(output)
    words = {word for letter in "tsok" for word in orjson.loads(cluster(output)[f"ord/{letter}.json"])["ord"].split()}
    assert "torg" in words
    assert words.isdisjoint({"källa", "sajtnamnet", "ordförklaring"})


def test_what_a_prefix_makes_another_word_of_is_no_part_of_a_compound() -> None:
    """Who searched for skjutningar found a bump in the road (sidoförskjutning)."""
    forms = WordForms({"skjutningar", "sidoförskjutningar", "centrumskjutningar"})
    assert "skjutningar" not in forms.of("sidoförskjutningar")
    assert "skjutningar" in forms.of("centrumskjutningar")
