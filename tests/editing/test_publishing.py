"""What readers are shown, and what they are not: a copy is read through, an address follows its time, a page can be hidden."""

import re
from datetime import date
from hashlib import blake2b
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from pledges.content import origins
from pledges.content.origins import Origin, Origins
from pledges.content.translations import IMPRINT_SIZE
from pledges.editing.source import read_source
from pledges.history.publication_log import PublishedAddress, written
from support.asked import PLEDGE, Client, client_of, fields_of, opened_by_key, words_of
from support.editor import git
from support.sites import DAY

NEXT = "/ny/nasta-ars-lofte/ale"
HOME = "kommuner/ale/kommun.md"


@pytest.fixture
def inside(tmp_path: Path) -> Client:
    return opened_by_key(client_of(tmp_path))


def says(client: Client, path: str) -> dict[str, object]:
    return dict(read_source((client.store.content / path).read_bytes()).values)


def begun(client: Client) -> set[str]:
    return {Path(path).name for path in client.store.all_begun()}


def copied(client: Client, period: str = "2020") -> str:
    """The form of next year's pledge, with nothing in it changed."""
    return client.pressed(client.get(NEXT).text, NEXT, "", period=period)


def test_a_copy_is_read_through_before_it_is_shown(inside: Client) -> None:
    address = "/redigera/pledge/ale/2020"
    asked = inside.pressed(copied(inside), address, "klar")
    told = words_of(asked)
    assert "Innan sidan visas" in told
    assert re.search(r"\d rutor är oförändrade sedan 2019 Läs igenom. Gäller de också 2020\?", told)
    assert "Åtgärder Ändra Åtgärder Kontroller: minst 8 kontroller" in told
    assert not (inside.store.content / "kommuner/ale/loften/2020.md").exists()
    button = re.findall(r'value="(klar-läst \w+)"', asked)[0]
    form = inside.get(address).text
    assert "påbörjad och visas inte på portalen än" in form
    inside.pressed(form, address, "utkast", **{"kort": "Något annat."})
    inside.pressed(inside.get(address).text, address, "klar")
    again = inside.pressed(asked, address, button)
    assert "Innan sidan visas" in words_of(again), "what was read through has been changed since"
    shown = inside.pressed(again, address, re.findall(r'value="(klar-läst \w+)"', again)[0])
    assert "Sparat, och klart att visas" in words_of(shown)
    assert says(inside, "kommuner/ale/loften/2020.md")["kort"] == "Något annat."


def test_a_title_of_another_year_stops_a_page_that_is_new(inside: Client) -> None:
    form = copied(inside)
    told = words_of(inside.pressed(form, "/redigera/pledge/ale/2020", "klar", titel="Påhittat löfte 2023"))
    assert "Titeln säger 2023, men" in told
    assert "Sparat bland det påbörjade." in told
    assert not (inside.store.content / "kommuner/ale/loften/2020.md").exists()
    told = words_of(inside.pressed(inside.get(PLEDGE).text, PLEDGE, "spara", titel="Påhittat löfte 2023"))
    assert "Sparat. Läsarna ser ändringen" in told


@pytest.mark.parametrize(
    ("period", "name", "title"),
    [("2020–2021", "2020-2021", "Påhittat löfte om trafiken 2020–2021"), ("mars–maj 2020", "2020", "Påhittat löfte om trafiken 2020")],
)  # fmt: skip
def test_the_time_of_a_copy_is_asked_for_and_its_title_and_address_follow(
    period: str, name: str, title: str, inside: Client
) -> None:
    asked = inside.get(NEXT).text
    assert 'name="period" autocomplete="off" value="2020"' in asked
    assert "Skriv vilken tid det nya löftet gäller." in inside.pressed(asked, NEXT, "", period=" ")
    form = inside.pressed(asked, NEXT, "", period=period)
    assert f'value="{title}"' in form
    assert begun(inside) == {f"{name}.md"}


def test_the_address_of_what_is_not_shown_yet_follows_its_time(inside: Client) -> None:
    lies_in = inside.store.content / "kommuner/ale/loften"
    form, address = copied(inside, "2020–2023"), "/redigera/pledge/ale/2020-2023"
    inside.pressed(form, address, "klar", period="2021", kort="")
    assert begun(inside) == {"2021.md"}
    form, address = inside.get("/redigera/pledge/ale/2021").text, "/redigera/pledge/ale/2021"
    told = words_of(inside.pressed(form, address, "utkast", period="2020"))
    assert begun(inside) == set()
    assert {path.name for path in lies_in.iterdir()} == {"2019.md", "2020.md"}
    assert "Titeln säger 2023, men" in told
    assert "adress säger" not in told
    form, address = inside.get("/redigera/pledge/ale/2020").text, "/redigera/pledge/ale/2020"
    inside.pressed(form, address, "utkast", period="2022", titel="Påhittat löfte 2022")
    assert {path.name for path in lies_in.iterdir()} == {"2019.md", "2022.md"}
    listed = git(inside.store.content, "ls-files", "kommuner/ale/loften").split()
    assert [Path(path).name for path in listed] == ["2019.md", "2022.md"]
    form, address = inside.get("/redigera/pledge/ale/2022").text, "/redigera/pledge/ale/2022"
    told = words_of(inside.pressed(form, address, "utkast", period="2019", titel="Påhittat löfte 2019"))
    assert {path.name for path in lies_in.iterdir()} == {"2019.md", "2022.md"}, "another page has that address"
    assert "Sidans adress säger 2022, men perioden är 2019." in told


def test_the_address_of_news_follows_its_day_until_it_is_published(inside: Client) -> None:
    beginning = "/ny/news/gemensamt"
    inside.pressed(inside.get(beginning).text, beginning, "", titel="Ett möte om 2018")
    (name,) = begun(inside)
    assert name == f"{DAY}-ett-mote-om-2018.md"
    address = f"/redigera/news/gemensamt/{name.removesuffix('.md')}"
    told = words_of(inside.pressed(inside.get(address).text, address, "utkast", datum="5 december 2019"))
    assert "adress säger" not in told

    def lying() -> set[str]:
        return begun(inside) | {path.name for path in (inside.store.content / "nyheter").iterdir()}

    mine = "2019-12-05-ett-mote-om-2018"
    assert lying() & {name, f"{mine}.md"} == {f"{mine}.md"}
    address = f"/redigera/news/gemensamt/{mine}"
    inside.pressed(inside.get(address).text, address, "utkast", datum="onsdag")
    assert f"{mine}.md" in lying(), "what is no day names nothing"
    inside.pressed(inside.get(address).text, address, "klar", datum="5 december 2019")
    inside.pressed(inside.get(address).text, address, "klar", datum="6 december 2019")
    assert f"{mine}.md" in lying(), "readers have been given that address"


def test_a_translation_that_becomes_old_by_an_edit_is_no_fault_of_whoever_edits(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    title = re.sub(r"\W+", " ", str(says(client, "kommuner/ale/loften/2019.md")["titel"])).casefold()
    now = blake2b(title.encode(), digest_size=IMPRINT_SIZE).hexdigest()
    text = f"---\ntitel: A pledge, 2019\növersatt av: redaktionen\ngäller texten från: 2019\navtryck: {now}\n---\n"
    (client.store.content / "kommuner/ale/loften/2019.en.md").write_text(text, encoding="utf-8")
    inside = opened_by_key(client)
    old = "Översättningen till engelska blir äldre än texten, och sägs vara det på sidan. Den som översätter får veta det när innehållet kontrolleras."
    assert old not in words_of(inside.get(PLEDGE).text)
    told = words_of(inside.pressed(inside.get(PLEDGE).text, PLEDGE, "pröva", titel="Ett annat påhittat löfte 2019"))
    assert old in told
    assert "avtryck" not in told
    assert "gå sönder" not in told


def test_a_copy_of_one_of_several_pledges_is_asked_about_in_turn(inside: Client) -> None:
    path = inside.store.content / "kommuner/ale/loften"
    (path / "2017-2018.md").write_bytes((path / "2019.md").read_bytes().replace(b"2019", b"2017/2018"))
    first = inside.get(NEXT).text
    assert "Vilket gäller det?" in first
    assert "Vilken tid" not in first
    second = inside.pressed(first, NEXT, "", **{"från": "kommuner/ale/loften/2017-2018"})
    assert "Förslaget är lika lång tid som 2017–2018." in words_of(second)
    assert 'value="2019–2020"' in second


def remembered(client: Client, *slugs: str) -> None:
    """Let the content remember that readers have been given some pages of Ale's."""
    rows = (f"kommuner/ale/{slug}" for slug in slugs)
    log = client.store.content / ".utgivet/ale.jsonl"
    log.parent.mkdir(exist_ok=True)
    log.write_text(
        "".join(f"{written(PublishedAddress(one, one, date(2019, 5, 1)))}\n" for one in rows), encoding="utf-8"
    )


FOLLOW_UP = "/redigera/follow-up/ale/2019"


def test_what_no_reader_has_met_is_a_draft_again(inside: Client) -> None:
    told = words_of(inside.pressed(inside.get(FOLLOW_UP).text, FOLLOW_UP, "dölj"))
    assert "Sidan visas inte längre, från nästa gång portalen byggs" in told
    assert "Klar – visa på portalen" in told
    assert says(inside, "kommuner/ale/uppfoljningar/2019.md")["status"] == "utkast"
    inside.pressed(inside.get(FOLLOW_UP).text, FOLLOW_UP, "klar")
    assert "status" not in says(inside, "kommuner/ale/uppfoljningar/2019.md")


def test_a_draft_that_no_reader_has_met_is_thrown_away_with_its_own_pictures(inside: Client) -> None:
    folder = inside.store.content / "kommuner/ale/uppfoljningar"
    text = (folder / "2019.md").read_text(encoding="utf-8")
    for name in ("2019-egen.jpg", "2019-delad.jpg"):
        Image.new("RGB", (40, 30), "green").save(folder / name)
    (folder / "2019.md").write_text(f"{text}\n![En park](2019-egen.jpg)\n![En väg](2019-delad.jpg)\n", encoding="utf-8")
    pledge = inside.store.content / "kommuner/ale/loften/2019.md"
    pledge.write_text(
        f"{pledge.read_text(encoding='utf-8')}\n![En väg](../uppfoljningar/2019-delad.jpg)\n", encoding="utf-8"
    )
    assert "Ja, kasta utkastet" not in inside.get(FOLLOW_UP).text
    inside.pressed(inside.get(FOLLOW_UP).text, FOLLOW_UP, "kasta-utkastet")
    assert (folder / "2019.md").is_file()
    inside.pressed(inside.get(FOLLOW_UP).text, FOLLOW_UP, "dölj")
    assert "Ja, kasta utkastet" in inside.get(FOLLOW_UP).text
    inside.pressed(inside.get(FOLLOW_UP).text, FOLLOW_UP, "kasta-utkastet")
    assert [path.name for path in sorted(folder.iterdir())] == ["2019-delad.jpg"]
    assert "Det finns ingen sådan sida" in inside.get(FOLLOW_UP).text


def test_a_draft_that_other_pages_build_on_or_that_readers_have_met_is_not_thrown_away(inside: Client) -> None:
    agreement = "/redigera/agreement/ale/2019-2020"
    path = inside.store.content / "kommuner/ale/overenskommelser/2019-2020.md"
    path.write_text(path.read_text(encoding="utf-8").replace("---\n", "---\nstatus: utkast\n", 1), encoding="utf-8")
    inside.pressed(inside.get(agreement).text, agreement, "kasta-utkastet")
    assert path.is_file()
    inside.pressed(inside.get(FOLLOW_UP).text, FOLLOW_UP, "dölj")
    remembered(inside, "uppfoljningar/2019")
    inside.pressed(inside.get(FOLLOW_UP).text, FOLLOW_UP, "kasta-utkastet")
    assert (inside.store.content / "kommuner/ale/uppfoljningar/2019.md").is_file()


def test_what_readers_have_met_leaves_a_notice_with_its_reason(inside: Client) -> None:
    remembered(inside, "uppfoljningar/2019")
    form = inside.get(FOLLOW_UP).text
    before = (inside.store.content / "kommuner/ale/uppfoljningar/2019.md").read_bytes()
    asked = inside.pressed(form, FOLLOW_UP, "dölj")
    assert "Skriv varför sidan inte ska visas." in words_of(asked)
    assert (inside.store.content / "kommuner/ale/uppfoljningar/2019.md").read_bytes() == before
    told = words_of(inside.pressed(asked, FOLLOW_UP, "dölj", **{"skäl att inte visa": "Fel underlag."}))
    assert "På adressen står då när och varför" in told
    assert "Fri text" not in told
    left = says(inside, "kommuner/ale/uppfoljningar/2019.md")
    assert left == {"borttaget": [{"datum": DAY.isoformat(), "skäl": "Fel underlag."}]}
    assert "make" not in told


def test_what_other_pages_build_on_is_not_hidden(inside: Client) -> None:
    agreement = "/redigera/agreement/ale/2019-2020"
    before = (inside.store.content / "kommuner/ale/overenskommelser/2019-2020.md").read_bytes()
    told = words_of(inside.pressed(inside.get(agreement).text, agreement, "dölj"))
    assert told.count("”Påhittat löfte om trafiken 2019”: Den här sidan bygger på den.") == 1
    assert (inside.store.content / "kommuner/ale/overenskommelser/2019-2020.md").read_bytes() == before


@pytest.mark.parametrize(
    ("home", "answer", "line", "is_compiled"),
    [
        ("förs av: sammanställning", "parterna", "parterna", False),
        ("förs av: sammanställning", "sammanställning", "sammanställning", True),
        ("kort: Parternas egna.", "parterna", None, False),
    ],
)
def test_the_page_says_of_who_enters_it_what_was_answered(
    home: str, answer: str, line: str | None, is_compiled: bool, inside: Client
) -> None:
    (inside.store.content / HOME).write_text(f"---\n{home}\n---\n", encoding="utf-8")
    asked = inside.get(NEXT).text
    assert ("Vem för in uppgifterna?" in asked) is home.startswith("förs av")
    if home.startswith("förs av"):
        assert "Säg vem som för in uppgifterna." in inside.pressed(asked, NEXT, "")
    form = inside.pressed(asked, NEXT, "", **{"förs av": answer})
    (path,) = client_begun(inside)
    assert read_source(path.read_bytes()).values.get("förs av") == line
    page = inside.get(re.findall(r'src="(/sida/[^"]+)"', form)[0]).text
    assert ("Portalens redaktion har sammanställt" in page) is is_compiled


def test_what_a_number_comes_to_is_told_beside_it(inside: Client) -> None:
    pledge = inside.store.content / "kommuner/ale/loften/2019.md"
    yearly = pledge.read_text("utf-8").replace("minst: 8\n", "minst: 3\n      högst: 4\n      per: år\n")
    pledge.write_text(
        yearly.replace("period: 2019\n", "period: 2019/2022\n").replace(
            "titel: Påhittat löfte om trafiken 2019", "titel: Ett löfte"
        ),
        "utf-8",
    )
    form = inside.pressed(
        inside.get(FOLLOW_UP).text, FOLLOW_UP, "pröva", **{"avser": "2019–2022", "utfall.1.antal": "4"}
    )
    told = words_of(form)
    assert "Målet är 3–4 kontroller per år, alltså 12–16 för 2019–2022. Skriv antalet för hela tiden." in told
    box = BeautifulSoup(form, "lxml").find(id="r-utfall.1.antal")
    assert box is not None
    assert box.text == "4: inte nått"
    enough = inside.pressed(form, FOLLOW_UP, "pröva", **{"utfall.1.antal": "12"})
    box = BeautifulSoup(enough, "lxml").find(id="r-utfall.1.antal")
    assert box is not None
    assert box.text.startswith("12: ")
    assert "inte" not in box.text


def test_a_field_that_the_advice_names_is_seen(inside: Client) -> None:
    def is_open(form: str) -> bool:
        more = BeautifulSoup(form, "lxml").find(id="mer-utfall.1")
        assert more is not None
        return "open" in more.attrs

    form = inside.get(FOLLOW_UP).text
    assert not is_open(form)
    told = inside.pressed(form, FOLLOW_UP, "pröva", **{"utfall.1.antal": "2 av 3"})
    assert "Fyll i ”Antal” med 2 och ”Av” med 3" in words_of(told)
    assert is_open(told)


def test_what_a_first_follow_up_makes_untrue_is_told_before_it_is_shown(inside: Client) -> None:
    (inside.store.content / "kommuner/ale/uppfoljningar/2019.md").unlink()
    (inside.store.content / HOME).write_text(
        "---\nsaknas: Vi har inte sett någon uppföljning.\n---\n", encoding="utf-8"
    )
    new, address = "/ny/follow-up/ale", "/redigera/follow-up/ale/2019"
    form = inside.pressed(inside.get(new).text, new, "", **{"från": "kommuner/ale/loften/2019"})
    filled = {"utfall.1.antal": "9", "belägg.1.titel": "Ett protokoll"}
    asked = inside.pressed(form, address, "klar", **filled)
    assert (
        "Andra sidor säger då emot Ale, rutan Saknas (ny flik): Det står ”Vi har inte sett någon uppföljning.”"
        in words_of(asked)
    )
    assert 'href="/redigera/municipality/ale/kommun#f-saknas"' in asked
    assert "ligger i" not in words_of(asked)
    button = re.findall(r'value="(klar-läst \w+)"', asked)[0]
    assert "Sparat, och klart att visas" in words_of(inside.pressed(asked, address, button))


def test_what_is_said_of_many_rows_stands_once(inside: Client) -> None:
    form = inside.pressed(copied(inside), "/redigera/pledge/ale/2020", "ny åtgärder")
    for _ in range(2):
        form = inside.pressed(form, "/redigera/pledge/ale/2020", "ny åtgärder")
    state = BeautifulSoup(form, "lxml").find(id="lage")
    lines = [line for line in words_of(str(state)).split("Återstår") if line]
    assert all(line.count("Ska fyllas i.") <= 1 for line in lines)


def test_where_both_have_changed_the_same_the_saved_can_be_taken(inside: Client) -> None:
    mine = inside.get(PLEDGE).text
    inside.pressed(inside.get(PLEDGE).text, PLEDGE, "spara", titel="Den andras titel 2019")
    asked = inside.pressed(mine, PLEDGE, "spara", titel="Den enas titel 2019", kort="Den enas mening.")
    assert "Sparat nu: Den andras titel 2019" in words_of(asked)
    assert "Sidan sparades senast av Redaktionen klockan " in words_of(asked)
    typed = inside.pressed(asked, PLEDGE, "pröva")
    assert "Sparat nu: Den andras titel 2019" in words_of(typed)
    taken = inside.pressed(typed, PLEDGE, "ta titel")
    assert "Sparat nu:" not in words_of(taken)
    told = words_of(inside.pressed(taken, PLEDGE, "spara"))
    assert "Sparat. Läsarna ser" in told
    left = says(inside, "kommuner/ale/loften/2019.md")
    assert (left["titel"], left["kort"]) == ("Den andras titel 2019", "Den enas mening.")


def test_where_both_have_changed_a_list_the_saved_can_be_taken(inside: Client) -> None:
    mine = inside.get(PLEDGE).text
    event = {"händelser.1.datum": "2019-05-01"}
    inside.pressed(inside.get(PLEDGE).text, PLEDGE, "spara", **event, **{"händelser.1.text": "Den andras händelse."})
    asked = inside.pressed(mine, PLEDGE, "spara", **event, **{"händelser.1.text": "Den enas händelse."})
    assert "Sparat nu: datum 1 maj 2019, text Den andras händelse." in words_of(asked)
    taken = inside.pressed(asked, PLEDGE, "ta händelser")
    assert "Sparat nu:" not in words_of(taken)
    inside.pressed(taken, PLEDGE, "spara")
    assert says(inside, "kommuner/ale/loften/2019.md")["händelser"][0]["text"] == "Den andras händelse."


def test_a_row_that_one_has_taken_away_and_another_has_changed_can_be_taken_back(inside: Client) -> None:
    one_more = inside.pressed(inside.get(PLEDGE).text, PLEDGE, "ny åtgärder")
    inside.pressed(one_more, PLEDGE, "spara", **{"åtgärder.2.vad": "En åtgärd till"})
    form = inside.get(PLEDGE).text
    inside.pressed(form, PLEDGE, "spara", **{"åtgärder.1.vad": "Den andras åtgärd"})
    mine = inside.pressed(form, PLEDGE, "bort åtgärder.1")
    asked = inside.pressed(mine, PLEDGE, "spara")
    assert (
        "Något under Åtgärder, som du har tagit bort. Sparat nu: vad Den andras åtgärd, ansvarig Polisen,"
        in words_of(asked)
    )
    taken = BeautifulSoup(inside.pressed(asked, PLEDGE, "ta åtgärder.2"), "lxml")
    told = [box.text.strip() for box in taken.find_all("textarea", attrs={"name": re.compile(r"åtgärder\.\d\.vad")})]
    assert told == ["En åtgärd till", "Den andras åtgärd"]


def test_what_is_saved_is_taken_into_the_row_that_it_is_of_wherever_that_stands_by_then(inside: Client) -> None:
    (inside.store.content / "kommuner/ale/uppfoljningar/2019.md").unlink()  # it answers for every action
    one_more = inside.pressed(inside.get(PLEDGE).text, PLEDGE, "ny åtgärder")
    inside.pressed(one_more, PLEDGE, "spara", **{"åtgärder.2.vad": "En åtgärd till"})
    mine = inside.get(PLEDGE).text
    theirs = {"åtgärder.1.vad": "Den andras åtgärd", "åtgärder.1.mål.minst": "7"}
    inside.pressed(inside.get(PLEDGE).text, PLEDGE, "spara", **theirs)
    own = {"åtgärder.1.vad": "Den enas åtgärd", "åtgärder.1.mål.minst": "9"}
    asked = inside.pressed(mine, PLEDGE, "spara", **own)
    assert "Vad i åtgärd 1 : vid rutan står det andra som är skrivet." in words_of(asked)
    moved = inside.pressed(asked, PLEDGE, "ned åtgärder.1")
    assert "Vad i åtgärd 2 : vid rutan står det andra som är skrivet." in words_of(moved)
    between = inside.pressed(inside.pressed(moved, PLEDGE, "ny åtgärder"), PLEDGE, "upp åtgärder.3")
    taken = inside.pressed(between, PLEDGE, "ta åtgärder.3.vad")
    inside.pressed(inside.pressed(taken, PLEDGE, "ta åtgärder.3.mål.minst"), PLEDGE, "spara")
    rows = says(inside, "kommuner/ale/loften/2019.md")["åtgärder"]
    assert [row["vad"] for row in rows] == ["En åtgärd till", "Den andras åtgärd"]  # type: ignore[attr-defined]
    assert rows[1]["mål"]["minst"] == "7"  # type: ignore[index]


def test_a_row_that_is_taken_back_is_the_one_that_was_taken_away_whatever_else_stands_there(inside: Client) -> None:
    (inside.store.content / "kommuner/ale/uppfoljningar/2019.md").unlink()  # it answers for every action
    one_more = inside.pressed(inside.get(PLEDGE).text, PLEDGE, "ny åtgärder")
    inside.pressed(one_more, PLEDGE, "spara", **{"åtgärder.2.vad": "En åtgärd till"})
    form = inside.get(PLEDGE).text
    inside.pressed(form, PLEDGE, "spara", **{"åtgärder.1.vad": "Den andras åtgärd"})
    asked = inside.pressed(inside.pressed(form, PLEDGE, "bort åtgärder.1"), PLEDGE, "spara")
    longer = inside.pressed(inside.pressed(asked, PLEDGE, "ny åtgärder"), PLEDGE, "pröva", **{"åtgärder.2.vad": "Ny"})
    (button,) = re.findall(r'value="(ta [^"]+)"', longer)
    inside.pressed(inside.pressed(longer, PLEDGE, button), PLEDGE, "spara")
    rows = says(inside, "kommuner/ale/loften/2019.md")["åtgärder"]
    assert [row["vad"] for row in rows] == ["En åtgärd till", "Ny", "Den andras åtgärd"]  # type: ignore[attr-defined]


def test_a_message_says_in_which_row_its_field_is_and_calls_actions_by_their_words(inside: Client) -> None:
    one_more = inside.pressed(inside.get(FOLLOW_UP).text, FOLLOW_UP, "ny belägg")
    told = words_of(inside.pressed(one_more, FOLLOW_UP, "pröva", **{"belägg.2.adress": "ale.example/b"}))
    assert "Adress i belägg 2 : ”ale.example/b” är ingen webbadress." in told
    form = inside.get(f"{FOLLOW_UP}?steg=sparat").text
    silent = words_of(inside.pressed(form, FOLLOW_UP, "bort utfall.1"))
    assert "men säger inget om ”Kontroller”." in silent


def test_what_was_thrown_away_is_told_where_it_leads(inside: Client) -> None:
    inside.pressed(inside.get(PLEDGE).text, PLEDGE, "spara", period="2019-13")
    told = words_of(inside.pressed(inside.get(PLEDGE).text, PLEDGE, "kasta"))
    assert "Det är kastat." in told
    inside.pressed(inside.get(FOLLOW_UP).text, FOLLOW_UP, "dölj")
    told = words_of(inside.pressed(inside.get(FOLLOW_UP).text, FOLLOW_UP, "kasta-utkastet"))
    assert told.index("Det är kastat.") < told.index("Skriv en uppföljning")


def client_begun(client: Client) -> list[Path]:
    return sorted(client.store.begun.rglob("*.md"))


def test_two_texts_that_are_not_saved_are_both_told_of(inside: Client) -> None:
    for kort in ("Den enas.", "Den andras."):
        form = inside.get(f"{PLEDGE}?steg=ny").text
        inside.pressed(form, PLEDGE, "pröva", kort=kort)
    asked = inside.get(PLEDGE).text
    assert "Du har 2 texter som inte är sparade" in words_of(asked)
    assert "Den enas." in asked
    assert "Den andras." in asked
    first = re.findall(r'value="(kasta-texten [\w-]+)"', asked)[0]
    left = inside.pressed(asked, PLEDGE, first)
    assert re.search(r"Texten från klockan \d\d\.\d\d är kastad. Här är den andra.", words_of(left))
    assert "Den enas." in left
    assert "Den andras." not in left


def test_what_a_form_leads_to_can_be_gone_back_to(inside: Client) -> None:
    """The answer to a form is a page with an address of its own, also where nothing could be saved."""
    for button in ("spara", "utkast", "klar", "ny åtgärder", "pröva"):
        form = inside.form() | {"titel": "Skriven titel 2019", "gör": button}
        form.pop("levande")
        answer = inside.post(PLEDGE, form)
        assert answer.status == 303, button
        for _ in range(2):
            assert "Skriven titel 2019" in inside.get(answer.headers["location"]).text


def test_a_second_follow_up_finds_an_address_beside_one_that_is_only_begun(inside: Client) -> None:
    (inside.store.content / "kommuner/ale/uppfoljningar/2019.md").unlink()
    new, point = "/ny/follow-up/ale", {"från": "kommuner/ale/loften/2019"}
    inside.pressed(inside.get(new).text, new, "", **point)
    asked = inside.pressed(inside.get(new).text, new, "", **point)
    assert "Det finns redan en uppföljning av det. Öppna den, eller börja en till." in words_of(asked)
    inside.pressed(asked, new, "", **point, **{"en till": "ja"})
    assert begun(inside) == {"2019.md", "2019-2.md"}


def test_what_is_begun_twice_is_told_of_by_its_title_and_a_time_by_its_words(inside: Client) -> None:
    copied(inside)
    assert "”Påhittat löfte om trafiken 2020” har redan den adressen." in words_of(copied(inside))
    told = words_of(copied(inside, "15/1-20 – 30/6-20"))
    assert "kan inte läsas. Skriv 15 januari 2020 – 30 juni 2020" in told


def test_whoever_is_called_the_editors_is_asked_once(inside: Client) -> None:
    asked = inside.get("/").text
    assert 'name="namn"' in asked
    first = inside.shown("/jag", {**fields_of(asked), "namn": "Redaktionen", "kommun": "Ale"})
    assert "Kom ihåg det" in words_of(first)
    assert words_of(first).index("Skriv en uppföljning") < words_of(first).index("Vad heter du?")


def test_what_is_gathered_from_another_portal_is_written_there(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    origin = Origin(portal="Ales löften", address="https://ale.example", source="", written="")
    place = client.store.content / origins.ORIGINS
    place.write_bytes(origins.written(Origins(municipalities={"ale": origin})))
    opened = opened_by_key(client_of(tmp_path))
    answered = opened.get("/redigera/municipality/ale/kommun")
    assert answered.status == 403
    assert "hämtas från Ales löften (https://ale.example) och ändras där" in words_of(answered.text)
