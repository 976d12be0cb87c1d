"""What residents looked for in vain on the real pages: which actions, why not, what comes next, and where to write."""

import re

import pytest
from bs4 import BeautifulSoup

from support import pages


def page(path: str) -> BeautifulSoup:
    return BeautifulSoup((pages.real_site() / path / "index.html").read_bytes(), "lxml")


def words(path: str, selector: str) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in page(path).select(selector)]


def test_a_place_says_which_actions_of_the_latest_ended_how() -> None:
    rows = words("kommuner/jokkmokk", ".verdict .which li")
    assert rows[0].startswith("1 redovisad (oklart om målet är nått): Trafikkontroller i hela kommunen . ")
    assert rows[1].startswith("6 inte redovisade i det vi läste: ")
    assert rows[1].endswith("alkohollagen och tobakslagen och 5 till")


def test_a_place_says_which_actions_hold_now() -> None:
    (row,) = words("kommuner/danderyd", ".verdict .which li")
    assert row == (
        "7 åtgärder, ingen redovisad än: Patrullera på platser som upplevs som otrygga · "
        "Väktare fortsätter bevaka otrygga platser på kvällar och nätter och 5 till"
    )


def test_that_nothing_is_reported_yet_is_said_once_beside_when_it_is_to_be() -> None:
    assert words("kommuner/danderyd/loften/2023-2026", "#svar > p")[:2] == [
        "Gäller nu, inget redovisat än",
        "När uppföljningen ska vara klar framgår inte.",
    ]


def test_of_several_silent_pledges_a_place_names_the_newest() -> None:
    (fact,) = [one for one in words("kommuner/danderyd", ".verdict dl > div") if one.startswith("Inget redovisat")]
    assert fact == "Inget redovisat Synligare polis, väktare och kameror i Danderyd 2021–2022 , och 2 till"


def test_that_only_other_things_are_reported_is_the_answer_and_leads_to_them() -> None:
    soup = page("kommuner/uppsala/loften/2020-2023-resecentrum")
    said = "Uppsala kommun har redovisat 13 saker, men ingen av de 5 lovade åtgärderna i det vi läste"
    assert [" ".join(one.get_text().split()) for one in soup.select("#svar .word")] == [said]
    (beside,) = soup.select('#svar > p > a[href$="#ocksa-redovisat"]')
    assert beside.get_text() == (
        "Redovisat: Ny och bättre belysning i centralpassagen, Belysningsrond med lagning av trasiga armaturer och 11 till"
    )
    assert len(soup.select(".extras > li")) == 13
    assert f"Trygghet och säkerhet vid Resecentrum i Uppsala 2020–2023 {said}" in " ".join(
        words("kommuner/uppsala", ".verdict dl > div")
    )


def test_what_two_follow_ups_tell_of_stands_once_with_both() -> None:
    rows = words("kommuner/uppsala/loften/2020-2023-resecentrum", ".extras > li")
    (cleaning,) = [row for row in rows if row.startswith("Utökad städning:")]
    assert cleaning.count("Gjort") == 2
    assert "I hela Resecentrum." in cleaning


@pytest.mark.parametrize("path", ["kommuner/lulea/loften/2018", "kommuner/kungalv/loften/2018-2019"])
def test_each_action_stands_once_with_its_outcome_under_one_heading_that_both_addresses_lead_to(path: str) -> None:
    soup = page(path)
    (section,) = soup.select("section#lovat-och-gjort")
    assert section.select("#lovat .lede")
    assert not soup.select(".head .lede, main > .lede")
    names = [one.get_text() for one in section.select(".measures > li > :is(h3, h4)")]
    text = section.get_text()
    assert names
    assert [text.count(name) for name in names] == [1] * len(names)
    assert len(section.select(".measures .outcome")) == len(names)


def test_that_the_document_has_more_actions_than_are_here_is_a_strand_of_its_own() -> None:
    path = "kommuner/kungalv/loften/2018-2019"
    assert words(path, "#svar .word") == ["Redovisat av polisen: 2 av minst 4 åtgärder"]
    for selector in ("#svar .which li", ".strands li"):
        assert words(path, selector)[-1] == "minst 1 till, inte återgiven här"
    (card,) = [one for one in words("kommuner/kungalv", ".spans > li") if "Kungälv 2018–2019" in one]
    assert "minst 1 till, inte återgiven här" in card


def test_of_a_pledge_whose_text_is_unseen_more_actions_may_be_there_in_every_list() -> None:
    path = "kommuner/ale/loften/2019"
    assert words(path, "#svar .word") == ["Redovisat av polisen: 2 av minst 2 åtgärder"]
    for where, selector in ((path, "#svar .which li"), (path, ".strands li"), ("kommuner/ale", ".spans > li")):
        assert any("fler åtgärder kan finnas" in one for one in words(where, selector)), selector


def test_where_the_answer_is_unclear_it_has_what_is_told_of_the_action() -> None:
    told = words("kommuner/kungalv/loften/2018-2019", "#svar .which li")
    (camera,) = [one for one in told if "kameraövervakning" in one]
    assert "oklart om den är gjord" in camera
    assert "andra platser i regionen fick gå före." in camera


def test_parts_of_a_pledge_stand_above_their_own_actions() -> None:
    several = 0
    for path in pages.real_site().glob("kommuner/*/loften/*/index.html"):
        section = pages.section(path, "lovat-och-gjort")
        for action in section.select(".measures > li > h4") if section is not None else ():
            several += 1
            assert action.find_previous("h3") is not None, path
    assert several > 20


def test_what_is_to_come_stands_apart_from_what_has_happened() -> None:
    for path in ("kommuner/danderyd", "kommuner/danderyd/loften/2023-2026"):
        soup = page(path)
        assert soup.select("#harnast h2")[0].get_text() == "Vad händer härnäst?"
        assert soup.select("#harnast .coming time")
        assert not soup.select(":is(#hant, #nu) .coming")
    assert words("kommuner/danderyd", "#hant .timeline > li")
    assert not page("kommuner/lulea/loften/2018").select("#harnast")


def test_the_five_steps_are_folded_under_how_far_they_have_come() -> None:
    soup = page("kommuner/danderyd")
    (summary,) = soup.select("#steg > .answer > details > summary")
    assert " ".join(summary.get_text().split()) == (
        "0 av de fem stegen visas som gjorda: en del av steg 3 och 4 hittades i källorna"
    )
    assert words("kommuner/danderyd", "#steg > .answer > p") == [
        "Den senaste överenskommelsen: Samverkansöverenskommelse i Danderyd från 2019"
    ]
    assert len(soup.select("#steg details .steps > li")) == 5


def test_a_police_region_says_which_counties_it_has() -> None:
    (kicker,) = words("polisen/region-syd", ".kicker")
    assert kicker == "Blekinge län , Kalmar län , Kronobergs län , Skåne län"


def test_a_county_tells_of_its_agreements_in_its_answer() -> None:
    soup = page("lan/skane-lan")
    (fact,) = [one for one in soup.select(".verdict dl > div") if one.dt and one.dt.get_text() == "Överenskommelser nu"]
    (link,) = fact.select("a")
    href, _, anchor = str(link["href"]).partition("#")
    listed = BeautifulSoup((pages.real_site() / "lan/skane-lan" / href).read_bytes(), "lxml") if href else soup
    assert listed.select(f"section#{anchor} .card")


def test_parties_that_are_only_a_name_are_among_the_shares() -> None:
    (shares,) = [one for one in words("kommuner/boras/loften/2022-2023", "#svar > p") if "polisen 1 av 5" in one]
    for party in ("Borås City", "Borås TME", "Centrumfastigheter i Borås", "Nobina"):
        assert party in shares
    assert " 0 av " not in shares


def test_the_list_of_what_was_not_done_begins_with_the_reasons_and_has_what_is_said_in_words() -> None:
    soup = page("loften/inte-gjort")
    (_head, total, first, second) = soup.select("main > :is(header, p.total, section.ask)")[:4]
    of_part = [one for one in first.select(".card") if "okänt" in one.get_text()]
    assert of_part
    assert total.get_text() == (
        f"{len(first.select('.card'))} löften med en åtgärd som inte är gjord eller nådd, av dem {len(of_part)} bara för en del "
        f"av tiden, och {len(second.select('.card'))} löften där parterna säger att något hindrade eller inte blev av."
    )
    assert (first["id"], second["id"]) == ("skal", "i-ord")
    (jokkmokk,) = [one for one in second.select(".card") if "Jokkmokk" in one.get_text()]
    assert "Polisen: Löftena kunde inte utföras fullt ut. Främst pandemin" in " ".join(jokkmokk.get_text().split())
    assert not [one for one in second.select(".card") if "Majorna" in one.get_text()]


def test_where_all_that_was_not_done_is_of_a_part_of_the_time_the_line_says_so_once() -> None:
    (total,) = words("loften/inte-gjort/uppsala-lan", "p.total")
    assert total == "1 löfte med en åtgärd som inte är gjord eller nådd, men bara för en del av tiden."


def test_the_statement_and_every_other_page_give_the_same_address() -> None:
    none = "Här finns ännu ingen adress till redaktionen."
    assert none in words("tillganglighet", "#hinder")[0]
    assert none in words("sidor/ratta-eller-ta-over", "main > p")[0]


def test_no_title_is_put_into_a_sentence_as_if_it_were_a_noun() -> None:
    for path in pages.real_site().glob("kommuner/*/loften/*/index.html"):
        answer = str(pages.section(path, "svar"))
        assert "Enligt <a" not in answer, path
        assert "Läs mer i <a" not in answer, path


def test_a_year_leads_to_what_was_not_done_in_it_by_county() -> None:
    soup = page("loften/2019/uppsala-lan")
    (way,) = [one for one in soup.select("main > p > a") if "inte gjord" in one.get_text()]
    assert way.get_text() == "1 löfte med minst en åtgärd inte gjord eller inte nådd"
    assert str(way["href"]).endswith("inte-gjort/uppsala-lan/index.html")


def test_a_city_whose_pledges_are_for_parts_of_it_says_so_and_leads_to_them() -> None:
    """Who came by 414 51 was told of Västra Hisingen as if it were theirs."""
    assert words("kommuner/goteborg", "#delar") == ["Löftena gäller delar av Göteborg. Välj din del"]
    assert page("kommuner/goteborg").select('#delar a[href="#plats"]')
    assert page("kommuner/goteborg").select("#plats .run a")
    assert not words("kommuner/lulea", "#delar")


def test_a_place_has_its_figures_among_its_questions_and_the_law_too() -> None:
    links = {one.get_text(): str(one["href"]) for one in page("kommuner/lulea").select(".contents a")}
    assert links["Siffrorna i ett kalkylblad"] == "#siffror"
    assert "lagen kräver" in " ".join(links)
    assert page("kommuner/lulea").select("#siffror a[href$='atgarder.csv']")


def test_what_surely_holds_stands_before_what_may() -> None:
    rows = words("kommuner/lidkoping", ".verdict dt")
    assert rows.index("Överenskommelse nu") < rows.index("Okänt om det gäller än")


def test_beside_the_map_the_same_stands_county_by_county() -> None:
    """On a phone a municipality in the picture is too small to press."""
    rows = words("laget", "#karta .run li")
    assert len(rows) == 21
    assert all(" av " in row for row in rows)


def test_a_county_leads_to_what_the_parties_say_fell_short_without_tying_it_to_an_action() -> None:
    (way,) = [one for one in page("lan/skane-lan").select("main > p > a") if "inte blev av" in one.get_text()]
    assert way.get_text() == "1 löfte där parterna säger att något hindrade eller inte blev av"
    assert str(way["href"]).endswith("loften/inte-gjort/skane-lan/index.html")
    assert any("De delar som inte gick att genomföra" in one for one in words("loften/inte-gjort/skane-lan", "main"))
    assert "inte_gjorda" not in " ".join(words("loften/inte-gjort/skane-lan", "main"))
    assert words("loften/inte-gjort/skane-lan", "h1") == ["Löften där något hindrade eller inte blev av, Skåne län"]


def test_a_municipality_says_how_many_goals_can_be_counted_and_how_many_are_reached() -> None:
    (boras,) = [one for one in words("kommuner/boras", "#siffror p") if one.startswith("Av ")]
    assert "har ingen ett mål som går att räkna" in boras
    (lulea,) = [one for one in words("kommuner/lulea", "#siffror p") if one.startswith("Av ")]
    assert re.search(r"har \d+ ett mål som går att räkna\. \d+ är nådda, av \d+ med ett känt resultat\.", lulea)
